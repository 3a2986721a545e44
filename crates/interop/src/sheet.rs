//! Spreadsheets (XLSX), turned into the same text table that a CSV file is.
//!
//! What a cell says becomes the text that a person would type for it: a whole number without decimals, a date as
//! `2024-03-09` (both epochs of the format, 1900 and 1904), a time after it when it has one, `TRUE` and `FALSE`. A
//! formula is never run: the value that the spreadsheet kept of it is read. Where the header stands is looked for,
//! not guessed: it is the row that reads as the mapping's.
//!
//! An XLSX file is a compressed container. All of it is unpacked once to nowhere and counted before any of it is
//! believed, so that a small file of many gigabytes is refused; the sizes that it claims for itself are not asked.

use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};

use crate::cell;
use crate::mapping::Mapping;
use crate::problem::FileProblem;

/// How many rows with something in them are looked through for a header.
const HEADER_WITHIN: usize = 30;
/// The most sheets that a message names.
const NAMED: usize = 20;

/// How much of a spreadsheet is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetLimits {
    /// The longest file, in bytes.
    pub file_bytes: u64,
    /// The most that all its parts unpack to.
    pub inside_bytes: u64,
    /// The most that a part other than a sheet unpacks to. They are held in memory, sheets are not.
    pub part_bytes: u64,
    /// The most columns.
    pub columns: usize,
    /// The longest row as text.
    pub row_bytes: usize,
    /// The longest table as text.
    pub text_bytes: usize,
}

impl Default for SheetLimits {
    /// 32 MB that unpack to 512 MB, other parts than sheets to 48 MB each; 512 columns; rows of 64 KiB; 128 MB as text.
    fn default() -> Self {
        const MB: usize = 1024 * 1024;
        Self {
            file_bytes: 32 * MB as u64,
            inside_bytes: 512 * MB as u64,
            part_bytes: 48 * MB as u64,
            columns: 512,
            row_bytes: 64 * 1024,
            text_bytes: 128 * MB,
        }
    }
}

/// One row of a sheet that has something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number as the spreadsheet shows it, from 1.
    pub number: u32,
    /// Its cells as text from the first column on; none after the last that has something in it.
    pub cells: Vec<String>,
}

/// An opened spreadsheet.
pub struct Workbook {
    inner: Xlsx<Cursor<Vec<u8>>>,
    sheets: Vec<String>,
    limits: SheetLimits,
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbook").field("sheets", &self.sheets).finish_non_exhaustive()
    }
}

/// Whether a file that begins with these bytes is a container as XLSX files are.
#[must_use]
pub fn is_spreadsheet(first: &[u8]) -> bool {
    first.starts_with(b"PK\x03\x04")
}

impl Workbook {
    /// Opens a spreadsheet and reads the names of its sheets.
    ///
    /// # Errors
    /// `TooMuchInside` when the file, or what it unpacks to, is too large; `SheetUnreadable` when it is no XLSX file,
    /// broken, or locked by a password.
    pub fn open(bytes: Vec<u8>, limits: SheetLimits) -> Result<Self, FileProblem> {
        weigh(&bytes, limits)?;
        let inner = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
        let visible = inner.sheets_metadata().iter().filter(|sheet| {
            sheet.typ == SheetType::WorkSheet && matches!(sheet.visible, SheetVisible::Visible)
        });
        let sheets = visible.map(|sheet| sheet.name.clone()).collect();
        Ok(Self { inner, sheets, limits })
    }

    /// The visible sheets, in their order.
    #[must_use]
    pub fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// The first rows of a sheet that have something in them, `most` of them.
    ///
    /// # Errors
    /// `SheetUnknown`, `SheetUnreadable`, `TooManyColumns`, `RowTooLong`.
    pub fn head(&mut self, sheet: &str, most: usize) -> Result<Vec<SheetRow>, FileProblem> {
        let mut head = Vec::new();
        self.each_row(sheet, &mut |row| {
            head.push(row);
            Ok(if head.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(head)
    }

    /// The sheet and the row in which the mapping's header stands: of the sheet asked for, or of the only one that has
    /// it among its first rows. When none has it, the first row of the first sheet that has any, so that reading on
    /// says what is wrong with it.
    ///
    /// # Errors
    /// `Empty`, `SheetNotChosen`; those of [`Workbook::head`].
    pub fn find(&mut self, mapping: &Mapping, sheet: Option<&str>) -> Result<(String, u32), FileProblem> {
        let expected: Vec<&str> = mapping.header().collect();
        let among = match sheet {
            Some(sheet) => vec![sheet.to_owned()],
            None => self.sheets.clone(),
        };
        let (mut found, mut first) = (Vec::new(), None);
        for sheet in among {
            let head = self.head(&sheet, HEADER_WITHIN)?;
            if let Some(row) = head.first().filter(|_| first.is_none()) {
                first = Some((sheet.clone(), row.number));
            }
            let header =
                head.iter().find(|row| row.cells.iter().map(|cell| cell.trim()).eq(expected.iter().copied()));
            if let Some(row) = header {
                found.push((sheet, row.number));
            }
        }
        if found.len() > 1 {
            let sheets = found.iter().take(NAMED).map(|(sheet, _)| cell::shown(sheet)).collect();
            return Err(FileProblem::SheetNotChosen { sheets });
        }
        found.pop().or(first).ok_or(FileProblem::Empty)
    }

    /// The sheet in which the mapping's header stands, as a text table: [`Workbook::find`], then [`Workbook::text`].
    ///
    /// # Errors
    /// Those of both.
    pub fn table(&mut self, mapping: &Mapping, sheet: Option<&str>) -> Result<Vec<u8>, FileProblem> {
        let (sheet, header_row) = self.find(mapping, sheet)?;
        self.text(&sheet, header_row, mapping.separator())
    }

    /// A sheet from its header row on as a text table. Line N of the text is row N of the sheet, so that a mistake is
    /// found where it is: what stands above the header is left out, a line break within a cell becomes a space. Each
    /// row has at least as many values as the header.
    ///
    /// # Errors
    /// Those of [`Workbook::head`]; `TooMuchInside` when the text is too long; `Empty` when the header row is.
    pub fn text(&mut self, sheet: &str, header_row: u32, separator: u8) -> Result<Vec<u8>, FileProblem> {
        let mut text = Vec::new();
        let (mut line, mut width) = (1, 0);
        let most = self.limits.text_bytes;
        self.each_row(sheet, &mut |row| {
            if row.number < header_row {
                return Ok(ControlFlow::Continue(()));
            }
            if width == 0 && row.number > header_row {
                return Err(FileProblem::Empty);
            }
            width = width.max(if row.number == header_row { row.cells.len() } else { 0 });
            while line < row.number {
                text.push(b'\n');
                line += 1;
            }
            let missing = width.saturating_sub(row.cells.len());
            let cells = row.cells.iter().map(String::as_str).chain(std::iter::repeat_n("", missing));
            for (place, cell) in cells.enumerate() {
                if place > 0 {
                    text.push(separator);
                }
                write_cell(&mut text, cell, separator);
            }
            if text.len() > most {
                return Err(FileProblem::TooMuchInside { limit: most as u64 });
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if width == 0 {
            return Err(FileProblem::Empty);
        }
        text.push(b'\n');
        Ok(text)
    }

    /// Hands out the rows of a sheet that have something in them, in their order, until told to stop.
    ///
    /// # Errors
    /// Those of [`Workbook::head`], and the receiver's own.
    pub fn each_row(
        &mut self,
        sheet: &str,
        take: &mut dyn FnMut(SheetRow) -> Result<ControlFlow<()>, FileProblem>,
    ) -> Result<(), FileProblem> {
        if !self.sheets.iter().any(|known| known == sheet) {
            let sheets = self.sheets.iter().take(NAMED).map(|name| cell::shown(name)).collect();
            return Err(FileProblem::SheetUnknown { sheet: cell::shown(sheet), sheets });
        }
        let limits = self.limits;
        let mut reader = self.inner.worksheet_cells_reader(sheet).map_err(unreadable)?;
        let mut gathered = Gathered { row: 0, cells: Vec::new(), bytes: 0 };
        while let Some(cell) = reader.next_cell().map_err(unreadable)? {
            let (row, column) = cell.get_position();
            if row < gathered.row {
                return Err(FileProblem::SheetUnreadable { cause: format!("row {} comes twice", row + 1) });
            }
            if row > gathered.row {
                if let Some(done) = gathered.take()
                    && take(done)?.is_break()
                {
                    return Ok(());
                }
                gathered.row = row;
            }
            gathered.add(column as usize, cell.get_value(), limits)?;
        }
        if let Some(done) = gathered.take() {
            let _ = take(done)?;
        }
        Ok(())
    }
}

/// The cells of one row while they come in.
struct Gathered {
    /// The row, from 0.
    row: u32,
    cells: Vec<String>,
    bytes: usize,
}

impl Gathered {
    fn add(&mut self, column: usize, value: &DataRef<'_>, limits: SheetLimits) -> Result<(), FileProblem> {
        let row = u64::from(self.row) + 1;
        // A shared string may be long and stand in every cell: it is measured before it is copied.
        let length = match value {
            DataRef::Empty => return Ok(()),
            DataRef::SharedString(text) => text.len(),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.len(),
            _ => 32,
        };
        if column >= limits.columns {
            return Err(FileProblem::TooManyColumns { row, limit: limits.columns });
        }
        self.bytes += length + 1;
        if self.bytes > limits.row_bytes {
            return Err(FileProblem::RowTooLong { row, line: row, byte: 0, limit: limits.row_bytes });
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        if let Some(place) = self.cells.get_mut(column) {
            *place = text_of(value);
        }
        Ok(())
    }

    /// The row, unless nothing stands in it.
    fn take(&mut self) -> Option<SheetRow> {
        let mut cells = std::mem::take(&mut self.cells);
        self.bytes = 0;
        let last = cells.iter().rposition(|cell| !cell.trim().is_empty())?;
        cells.truncate(last + 1);
        Some(SheetRow { number: self.row + 1, cells })
    }
}

/// A cell as a person would type it.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::Error(error) => error.to_string(),
    }
}

/// `3`, not `3.0`; no more decimals than it takes to write the number down, never an exponent.
fn number_text(number: f64) -> String {
    // A negative zero is a zero.
    (number + 0.0).to_string()
}

/// A day, with the time behind it when it is not midnight. A length of time stays the number of days that it is.
fn moment_text(moment: &ExcelDateTime) -> String {
    if moment.is_duration() || moment.as_f64() < 0.0 {
        return number_text(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        date
    } else {
        format!("{date}T{hour:02}:{minute:02}:{second:02}")
    }
}

/// Quoted always where it could be read as more than one value.
fn write_cell(out: &mut Vec<u8>, cell: &str, separator: u8) {
    let quoted = cell.bytes().any(|byte| byte == separator || matches!(byte, b'"' | b'\r' | b'\n'));
    if !quoted {
        out.extend_from_slice(cell.as_bytes());
        return;
    }
    out.push(b'"');
    let one_line = cell.replace("\r\n", " ").replace(['\r', '\n'], " ").replace('"', "\"\"");
    out.extend_from_slice(one_line.as_bytes());
    out.push(b'"');
}

/// Unpacks everything to nowhere and counts.
fn weigh(bytes: &[u8], limits: SheetLimits) -> Result<(), FileProblem> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(FileProblem::TooMuchInside { limit: limits.file_bytes });
    }
    let mut container = zip::ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut left = limits.inside_bytes;
    for number in 0..container.len() {
        let part = container.by_index(number).map_err(unreadable)?;
        let is_sheet = part.name().map_err(unreadable)?.to_lowercase().contains("worksheets/");
        let most = if is_sheet { left } else { left.min(limits.part_bytes) };
        let unpacked = io::copy(&mut part.take(most + 1), &mut io::sink()).map_err(unreadable)?;
        if unpacked > most {
            let limit = if most == left { limits.inside_bytes } else { most };
            return Err(FileProblem::TooMuchInside { limit });
        }
        left -= unpacked;
    }
    Ok(())
}

fn unreadable(error: impl std::fmt::Display) -> FileProblem {
    FileProblem::SheetUnreadable { cause: cell::shown(&error.to_string()) }
}
