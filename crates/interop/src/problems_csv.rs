//! What is wrong with a table, as a table of its own: for whoever has to mend it.

use std::io::{self, Write};

use crate::cell::neutral;
use crate::dry_run::Noted;
use crate::problem::{FileProblem, RowProblem};

const HEADER: [&str; 6] = ["row", "line", "column", "value", "problem", "what"];

/// Writes problems as CSV in UTF-8: row, line, column, value, code, what is wrong. Foreign values cannot run as
/// formulas in a spreadsheet. It holds no more than one problem, whatever their number.
pub struct ProblemsCsv<W: Write> {
    writer: csv::Writer<W>,
    /// The first failure. Nothing is written after it: a gap would look like a row without a mistake.
    failed: Option<csv::Error>,
}

impl<W: Write> ProblemsCsv<W> {
    /// A table of problems with its header and no row yet.
    pub fn new(output: W) -> Self {
        let mut made = Self { writer: csv::Writer::from_writer(output), failed: None };
        made.write(&HEADER);
        made
    }

    /// Takes in what is a problem; progress is none.
    pub fn note(&mut self, noted: Noted<'_>) {
        match noted {
            Noted::Problem(problem) => self.row(problem),
            Noted::Stopped(problem) => self.stopped(problem),
            Noted::Progress(_) => {}
        }
    }

    /// Ends the table.
    ///
    /// # Errors
    /// The first failure of the output.
    pub fn finish(mut self) -> io::Result<W> {
        if let Some(error) = self.failed.take() {
            return Err(error.into());
        }
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }

    fn row(&mut self, problem: &RowProblem) {
        let (row, line) = (problem.row.to_string(), problem.line.to_string());
        let (column, value) = (neutral(&problem.column), neutral(&problem.value));
        let what = problem.wrong.to_string();
        self.write(&[&row, &line, &*column, &*value, problem.wrong.code(), &*neutral(&what)]);
    }

    fn stopped(&mut self, problem: &FileProblem) {
        let what = problem.to_string();
        self.write(&["", "", "", "", problem.code(), &*neutral(&what)]);
    }

    fn write(&mut self, cells: &[&str; 6]) {
        if self.failed.is_none() {
            self.failed = self.writer.write_record(cells).err();
        }
    }
}
