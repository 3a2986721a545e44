//! Comma-separated values, for people who open them in a spreadsheet.

use std::borrow::Cow;

use super::{Cell, Column, TableAbout, TableError, iso};

/// So that spreadsheets read UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

pub(super) struct CsvFile {
    writer: csv::Writer<Vec<u8>>,
}

impl CsvFile {
    pub(super) fn begin(about: &TableAbout, columns: &[Column]) -> Result<Self, TableError> {
        let mut writer = csv::WriterBuilder::new()
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.to_vec());
        if let Some(note) = &about.synthetic {
            writer.write_record([harmless(note).as_ref()]).map_err(TableError::unwritten)?;
        }
        let headings = columns.iter().map(|column| harmless(&column.heading).into_owned());
        writer.write_record(headings).map_err(TableError::unwritten)?;
        Ok(Self { writer })
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), TableError> {
        for cell in cells {
            let written = match cell {
                Cell::Empty => self.writer.write_field(b""),
                Cell::Text(text) => self.writer.write_field(harmless(text).as_bytes()),
                Cell::Coded { label, .. } => self.writer.write_field(harmless(label).as_bytes()),
                Cell::Number(number) => self.writer.write_field(number.to_string()),
                Cell::Day(year, month, day) => self.writer.write_field(iso((*year, *month, *day))),
            };
            written.map_err(TableError::unwritten)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(TableError::unwritten)
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, TableError> {
        self.writer.into_inner().map_err(TableError::unwritten)
    }
}

/// A text that no spreadsheet takes for a formula. What stands before the sign does not help: some programs trim a
/// cell before they look at it, and the full-width signs of other keyboards count as well.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let begins_a_formula = |letter: char| {
        matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n')
            || matches!(letter, '＝' | '＋' | '－' | '＠')
    };
    let first = text.chars().find(|letter| *letter != ' ' && *letter != '\u{a0}');
    match first {
        Some(letter) if begins_a_formula(letter) => Cow::Owned(format!("'{text}")),
        _ => Cow::Borrowed(text),
    }
}
