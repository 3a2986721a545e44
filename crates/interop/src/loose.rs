//! A table whose meaning is not known yet: its header and rows as text, for a person to say what each column is.
//!
//! What a file is, its first bytes say; what it calls itself is only compared with that. Pictures and films are told
//! apart from other files, because they are refused with words of their own.

use std::ops::ControlFlow;

use crate::problem::FileProblem;
use crate::sheet::{SheetLimits, Workbook, is_spreadsheet};

/// The most rows of such a table.
pub const MOST_ROWS: usize = 2_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 60;
/// The longest value, in characters; what is longer is cut.
const LONGEST: usize = 1_000;

/// What the first bytes of a file say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// A picture, a film or a sound.
    Picture,
    /// A container as XLSX files are.
    Spreadsheet,
    /// Text in UTF-8.
    Text,
    /// Something else.
    Other,
}

/// How files begin that hold pictures, films or sounds: where, and with which bytes.
const PICTURES: [(usize, &[u8]); 15] = [
    (0, b"\xFF\xD8\xFF"),
    (0, b"\x89PNG"),
    (0, b"GIF8"),
    (0, b"BM"),
    (0, b"II*\0"),
    (0, b"MM\0*"),
    (0, b"RIFF"),
    (0, b"OggS"),
    (0, b"ID3"),
    (0, b"\x1A\x45\xDF\xA3"),
    (0, b"FLV"),
    (0, b"\0\0\x01\xBA"),
    (0, b"8BPS"),
    (0, b"\0\0\x01\0"),
    (4, b"ftyp"),
];

/// What a file is.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Sniffed {
    let begins = |(at, magic): &(usize, &[u8])| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic));
    let text = || std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0'));
    if is_spreadsheet(bytes) {
        Sniffed::Spreadsheet
    } else if PICTURES.iter().any(begins) && !(bytes.starts_with(b"BM") && text()) {
        Sniffed::Picture
    } else if text() {
        Sniffed::Text
    } else {
        Sniffed::Other
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LooseRow {
    /// Its row of the sheet, or its line of the text.
    pub number: u64,
    /// As many values as the header has.
    pub cells: Vec<String>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LooseTable {
    /// What the columns are called; a column without a name is called by its place.
    pub header: Vec<String>,
    /// What stands below, empty rows left out.
    pub rows: Vec<LooseRow>,
}

impl LooseTable {
    /// Reads a table in text; the separator is the one that the header has most of.
    ///
    /// # Errors
    /// `Empty`, `TooManyRows`, `TooManyColumns`, `NotText`.
    pub fn from_text(bytes: &[u8]) -> Result<Self, FileProblem> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let first = bytes.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
        let first = first.ok_or(FileProblem::Empty)?;
        let often = |separator: &u8| first.iter().filter(|byte| *byte == separator).count();
        let separator = [b'|', b'\t', b';', b','].into_iter().max_by_key(often).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(bytes);
        let mut gathering = Gathering::default();
        for record in reader.records() {
            let record = record.map_err(|_| FileProblem::NotText { looks_like: "compressed" })?;
            let number = record.position().map_or(0, csv::Position::line);
            if gathering.take(number, record.iter().map(str::to_owned).collect())?.is_break() {
                break;
            }
        }
        gathering.finish()
    }

    /// Reads the first visible sheet of a spreadsheet that has anything in it.
    ///
    /// # Errors
    /// As [`LooseTable::from_text`]; those of [`Workbook`].
    pub fn from_spreadsheet(bytes: Vec<u8>, limits: SheetLimits) -> Result<Self, FileProblem> {
        let mut book = Workbook::open(bytes, limits)?;
        let sheets = book.sheets().to_vec();
        for sheet in sheets {
            let mut gathering = Gathering::default();
            book.each_row(&sheet, &mut |row| gathering.take(row.number.into(), row.cells))?;
            if gathering.header.is_some() {
                return gathering.finish();
            }
        }
        Err(FileProblem::Empty)
    }
}

/// A table coming in row by row.
#[derive(Default)]
struct Gathering {
    header: Option<Vec<String>>,
    rows: Vec<LooseRow>,
}

impl Gathering {
    fn take(&mut self, number: u64, cells: Vec<String>) -> Result<ControlFlow<()>, FileProblem> {
        let cells: Vec<String> =
            cells.iter().map(|cell| cell.trim().chars().take(LONGEST).collect()).collect();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let Some(header) = &self.header else {
            // A lone value above the table is its title.
            if filled >= 2 {
                if cells.len() > MOST_COLUMNS {
                    return Err(FileProblem::TooManyColumns { row: number, limit: MOST_COLUMNS });
                }
                self.header = Some(named(cells));
            }
            return Ok(ControlFlow::Continue(()));
        };
        if filled == 0 {
            return Ok(ControlFlow::Continue(()));
        }
        if cells.iter().skip(header.len()).any(|cell| !cell.is_empty()) {
            return Err(FileProblem::TooManyColumns { row: number, limit: header.len() });
        }
        if self.rows.len() == MOST_ROWS {
            return Err(FileProblem::TooManyRows { limit: MOST_ROWS as u64 });
        }
        let mut cells = cells;
        cells.resize(header.len(), String::new());
        self.rows.push(LooseRow { number, cells });
        Ok(ControlFlow::Continue(()))
    }

    fn finish(self) -> Result<LooseTable, FileProblem> {
        let header = self.header.ok_or(FileProblem::Empty)?;
        Ok(LooseTable { header, rows: self.rows })
    }
}

/// Names for columns, none empty and none twice.
fn named(cells: Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (place, cell) in cells.into_iter().enumerate() {
        let name: String = cell.chars().filter(|letter| !letter.is_control()).take(80).collect();
        let taken = name.is_empty() || names.contains(&name);
        names.push(if taken { format!("{name} ({})", place + 1).trim().to_owned() } else { name });
    }
    names
}
