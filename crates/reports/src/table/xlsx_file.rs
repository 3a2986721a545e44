//! A workbook of one sheet. Rows leave memory as they are written; every text is typed as text.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::{Cell, Column, TableAbout, TableError, iso};

/// The rows of a sheet.
const MOST_ROWS: u32 = 1_048_576;
/// The letters of a cell.
const MOST_LETTERS: usize = 32_767;
/// The letters of a sheet's name.
const MOST_OF_NAME: usize = 31;

pub(super) struct XlsxFile {
    workbook: Workbook,
    next: u32,
    day: Format,
}

impl XlsxFile {
    pub(super) fn begin(about: &TableAbout, columns: &[Column]) -> Result<Self, TableError> {
        let mut workbook = Workbook::new();
        // Not the machine's own clock: the file says the day it was told.
        let (year, month, day) = about.made;
        let parts = (u16::try_from(year), u8::try_from(month), u8::try_from(day));
        if let (Ok(year), Ok(month), Ok(day)) = parts {
            let made = ExcelDateTime::from_ymd(year, month, day).map_err(TableError::unwritten)?;
            workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        }
        let bold = Format::new().set_bold();
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(TableError::unwritten)?;
        let name = about.sheet.chars().filter(|letter| !"[]:*?/\\'".contains(*letter)).take(MOST_OF_NAME);
        sheet.set_name(name.collect::<String>()).map_err(TableError::unwritten)?;
        let mut next = 0;
        if let Some(note) = &about.synthetic {
            sheet.write_string_with_format(next, 0, note, &bold).map_err(TableError::unwritten)?;
            next += 1;
        }
        for (place, column) in (0_u16..).zip(columns) {
            sheet
                .write_string_with_format(next, place, &column.heading, &bold)
                .map_err(TableError::unwritten)?;
        }
        Ok(Self { workbook, next: next + 1, day: Format::new().set_num_format("yyyy-mm-dd") })
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), TableError> {
        if self.next >= MOST_ROWS {
            return Err(TableError::TooLong(MOST_ROWS));
        }
        self.write(cells).map_err(TableError::unwritten)?;
        self.next += 1;
        Ok(())
    }

    fn write(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let (row, sheet) = (self.next, self.workbook.worksheet_from_index(0)?);
        for (place, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) if text.chars().count() > MOST_LETTERS => {
                    sheet.write_string(row, place, text.chars().take(MOST_LETTERS).collect::<String>())?
                }
                Cell::Text(text) => sheet.write_string(row, place, text)?,
                Cell::Coded { label, .. } => sheet.write_string(row, place, label.as_ref())?,
                #[expect(clippy::cast_precision_loss, reason = "a sheet knows no other numbers")]
                Cell::Number(number) => sheet.write_number(row, place, *number as f64)?,
                Cell::Day(year, month, day) => {
                    let text = iso((*year, *month, *day));
                    match ExcelDateTime::parse_from_str(&text) {
                        Ok(date) => sheet.write_datetime_with_format(row, place, date, &self.day)?,
                        // Before 1900, which sheets do not know.
                        Err(_) => sheet.write_string(row, place, &text)?,
                    }
                }
            };
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>, TableError> {
        self.workbook.save_to_buffer().map_err(TableError::unwritten)
    }
}
