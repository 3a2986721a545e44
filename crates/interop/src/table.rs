//! A table read row by row through a mapping.

use std::io::Read;

use base::Day;

use crate::cell;
use crate::mapping::{Column, Mapping, Target, Values};
use crate::nearest::nearest;
use crate::problem::{FileProblem, RowProblem, Wrong};
use crate::row::Row;
use crate::text_rows::TextRows;

/// How much of a file is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest row, in bytes, its line end apart.
    pub row_bytes: usize,
    /// The most rows.
    pub rows: u64,
}

impl Default for Limits {
    /// 64 KiB and a million rows.
    fn default() -> Self {
        Self { row_bytes: 64 * 1024, rows: 1_000_000 }
    }
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is taken.
    Taken(Row),
    /// It is refused, for these reasons; the rows after it are read.
    Refused(Vec<RowProblem>),
    /// Reading ended here, before the end of the file. Rows already taken should not be kept.
    Stopped(FileProblem),
}

/// Reads a table. It holds one row at a time, whatever the file's size.
pub struct TableReader<'m, R> {
    mapping: &'m Mapping,
    rows: TextRows<R>,
    limits: Limits,
    this_year: i64,
    row: u64,
    stopped: bool,
}

impl<'m, R: Read> TableReader<'m, R> {
    /// Reads the header and compares it with the mapping's.
    ///
    /// `today` is the present day where the table's years are counted: a later year is refused.
    ///
    /// # Errors
    /// When the file is empty, no text, not UTF-8, or has another header.
    pub fn open(mapping: &'m Mapping, input: R, today: Day, limits: Limits) -> Result<Self, FileProblem> {
        let rows = TextRows::new(input, mapping.separator(), limits);
        let this_year = i64::from(today.year());
        let mut reader = Self { mapping, rows, limits, this_year, row: 0, stopped: false };
        if reader.rows.next(0)?.is_none() {
            return Err(FileProblem::Empty);
        }
        reader.check_header()?;
        Ok(reader)
    }

    /// Bytes of the file read so far.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.rows.bytes_read()
    }

    /// Whether the last row had no line end: the file may have been cut off just there.
    #[must_use]
    pub fn ends_without_line_break(&self) -> bool {
        self.rows.ends_without_line_break()
    }

    fn check_header(&self) -> Result<(), FileProblem> {
        let found: Vec<&str> = self.rows.fields().iter().map(str::trim).collect();
        let expected: Vec<&str> = self.mapping.header().collect();
        if found == expected {
            return Ok(());
        }
        let lacking = |these: &[&str], those: &[&str]| -> Vec<String> {
            these.iter().filter(|name| !those.contains(name)).take(50).map(|name| cell::shown(name)).collect()
        };
        let missing = lacking(&expected, &found);
        let unexpected = lacking(&found, &expected);
        let line = self.rows.raw();
        let separator =
            [',', ';', '\t', '|'].into_iter().filter(|c| *c != char::from(self.mapping.separator()));
        let separator = separator.into_iter().find(|c| {
            expected.len() > 1
                && line.split(*c).map(|name| name.trim().trim_matches('"')).eq(expected.iter().copied())
        });
        Err(FileProblem::WrongHeader {
            order: missing.is_empty() && unexpected.is_empty(),
            expected: expected.into_iter().map(str::to_owned).collect(),
            found: found.into_iter().take(50).map(cell::shown).collect(),
            missing,
            unexpected,
            separator,
        })
    }

    fn read_row(&mut self) -> Result<Option<Outcome>, FileProblem> {
        self.row += 1;
        let Some(place) = self.rows.next(self.row)? else { return Ok(None) };
        if self.row > self.limits.rows {
            return Err(FileProblem::TooManyRows { limit: self.limits.rows });
        }
        let (number, line) = (self.row, place.line);
        let problem = |column: &str, value: &str, wrong| RowProblem {
            row: number,
            line,
            column: column.to_owned(),
            value: cell::shown(value),
            wrong,
        };
        let columns = self.mapping.columns();
        let (expected, found) = (columns.len(), self.rows.fields().len());
        if found != expected {
            let cut_off = found < expected && !place.ended;
            let wrong = if cut_off {
                Wrong::CutOff { expected, found }
            } else {
                Wrong::ValueCount { expected, found }
            };
            return Ok(Some(Outcome::Refused(vec![problem("", "", wrong)])));
        }
        let mut row = Row { number, line, year: 0, sex: 0, age_band: 0, dims: [0; crate::row::DIMENSIONS] };
        let mut problems = Vec::new();
        for (column, value) in columns.iter().zip(self.rows.fields()) {
            match level(column, value.trim(), self.this_year) {
                Ok(level) => put(&mut row, column.target, level),
                Err(wrong) => problems.push(problem(&column.header, value, wrong)),
            }
        }
        Ok(Some(if problems.is_empty() { Outcome::Taken(row) } else { Outcome::Refused(problems) }))
    }
}

impl<R: Read> Iterator for TableReader<'_, R> {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if self.stopped {
            return None;
        }
        let outcome = self.read_row().unwrap_or_else(|problem| Some(Outcome::Stopped(problem)));
        self.stopped = !matches!(outcome, Some(Outcome::Taken(_) | Outcome::Refused(_)));
        outcome
    }
}

/// The level of a value, 0 when it is not known.
fn level(column: &Column, value: &str, this_year: i64) -> Result<u16, Wrong> {
    if matches!(column.values, Values::Unread) {
        return Ok(0);
    }
    if value.is_empty() {
        return if column.required { Err(Wrong::Missing) } else { Ok(0) };
    }
    if column.not_known.contains(value) {
        return Ok(0);
    }
    match &column.values {
        Values::Unread => Ok(0),
        Values::Listed(listed) => match listed.get(value) {
            Some(number) => Ok(*number),
            None if cell::is_formula(value) => Err(Wrong::Formula),
            None => {
                let known = listed.keys().chain(&column.not_known).map(String::as_str);
                Err(Wrong::NotListed { nearest: nearest(value, known).map(str::to_owned) })
            }
        },
        Values::Number { least, most } => {
            let number = whole_number(value)
                .ok_or_else(|| if cell::is_formula(value) { Wrong::Formula } else { Wrong::NotANumber })?;
            if !(*least..=*most).contains(&number) {
                return Err(Wrong::OutOfRange { least: *least, most: *most });
            }
            if column.target == Target::Year && number > this_year {
                return Err(Wrong::InTheFuture { latest: this_year });
            }
            u16::try_from(number).map_err(|_| Wrong::OutOfRange { least: *least, most: *most })
        }
    }
}

/// Digits with an optional minus in front, and nothing else: no plus, no spaces, no thousands, no decimals.
fn whole_number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || digits.len() > 18 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// The mapping's checks hold each target's levels within its width.
fn put(row: &mut Row, target: Target, level: u16) {
    match target {
        Target::Year => row.year = i16::try_from(level).unwrap_or(0),
        Target::Sex => row.sex = u8::try_from(level).unwrap_or(0),
        Target::AgeBand => row.age_band = u8::try_from(level).unwrap_or(0),
        Target::Dimension(number) => {
            if let Some(place) = row.dims.get_mut(number) {
                *place = level;
            }
        }
        Target::Ignored => {}
    }
}
