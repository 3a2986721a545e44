//! A list as a table to take away: CSV, XLSX or JSON, written row by row, so that memory holds the file and never
//! the rows.
//!
//! CSV and XLSX are for people: headings and values in the reader's language. JSON is for programs: the keys and codes
//! that never change. A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tabulator or a line end for a
//! formula, whoever wrote it: in CSV such a text gets an apostrophe before it, in XLSX every text is typed as text.

mod csv_file;
mod json_file;
mod xlsx_file;

use std::sync::Arc;

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values in UTF-8, with a byte order mark for spreadsheets.
    Csv,
    /// A workbook of one sheet.
    Xlsx,
    /// An object with the rows as objects.
    Json,
}

impl TableFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Xlsx, Self::Json];

    /// Its name, which is its file extension.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    /// The format of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What it is sent as.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name for programs.
    pub key: &'static str,
    /// Its heading.
    pub heading: String,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known, or nothing applies.
    Empty,
    /// A text as it is.
    Text(String),
    /// A value of a list: its code, and what people call it.
    Coded {
        /// For programs.
        code: Arc<str>,
        /// For people.
        label: Arc<str>,
    },
    /// A whole number.
    Number(i64),
    /// A day: year, month, day of the month.
    Day(i16, i8, i8),
}

/// What a table says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableAbout {
    /// The list's name for programs.
    pub list: &'static str,
    /// The sheet's name, at most 31 letters.
    pub sheet: String,
    /// The day it is made on: year, month, day of the month.
    pub made: (i16, i8, i8),
    /// The note that it is of synthetic data, where it is.
    pub synthetic: Option<String>,
}

/// Why a table cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// A sheet has 1,048,576 rows and no more.
    #[error("a sheet holds at most {0} rows")]
    TooLong(u32),
    /// A row with another number of values than there are columns.
    #[error("a row of {0} values under {1} columns")]
    Uneven(usize, usize),
    /// The file could not be made.
    #[error("the table cannot be written: {0}")]
    Unwritten(String),
}

impl TableError {
    fn unwritten(cause: impl std::fmt::Display) -> Self {
        Self::Unwritten(cause.to_string())
    }
}

/// A table being written.
pub struct Table {
    columns: usize,
    file: File,
}

enum File {
    Csv(Box<csv_file::CsvFile>),
    Xlsx(Box<xlsx_file::XlsxFile>),
    Json(json_file::JsonFile),
}

impl Table {
    /// Begins a table: its note and its headings.
    ///
    /// # Errors
    /// `Unwritten`.
    pub fn begin(format: TableFormat, about: &TableAbout, columns: &[Column]) -> Result<Self, TableError> {
        let file = match format {
            TableFormat::Csv => File::Csv(Box::new(csv_file::CsvFile::begin(about, columns)?)),
            TableFormat::Xlsx => File::Xlsx(Box::new(xlsx_file::XlsxFile::begin(about, columns)?)),
            TableFormat::Json => File::Json(json_file::JsonFile::begin(about, columns)?),
        };
        Ok(Self { columns: columns.len(), file })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// `Uneven`, `TooLong`, `Unwritten`.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), TableError> {
        if cells.len() != self.columns {
            return Err(TableError::Uneven(cells.len(), self.columns));
        }
        match &mut self.file {
            File::Csv(file) => file.row(cells),
            File::Xlsx(file) => file.row(cells),
            File::Json(file) => file.row(cells),
        }
    }

    /// The finished file.
    ///
    /// # Errors
    /// `Unwritten`.
    pub fn finish(self) -> Result<Vec<u8>, TableError> {
        match self.file {
            File::Csv(file) => file.finish(),
            File::Xlsx(file) => file.finish(),
            File::Json(file) => file.finish(),
        }
    }
}

/// A day as programs and spreadsheets read it.
fn iso((year, month, day): (i16, i8, i8)) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}
