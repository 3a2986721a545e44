//! Other people's formats: tables read through a mapping.
//!
//! Bytes come in, types of this crate go out, and back. Nothing here knows the ledger, a file, a network or
//! the clock: the caller opens the file, says what day it is, and turns a [`Row`] into a fact.
//!
//! A [`Mapping`] (a TOML file under `maps/`) says which columns a table must have and what each listed value
//! means. [`TableReader`] reads the table row by row through it, in memory that does not grow with the file.
//! [`DryRun`] reads the whole of it and takes nothing: it is the report a person sees before importing;
//! [`ProblemsCsv`] writes down every mistake that it meets. A spreadsheet is first turned into such a table
//! ([`sheet`]), so that both are read by the same rules.
//!
//! It never guesses: a value that is not listed is refused, with the nearest listed one as a hint.
//!
//! Start reading at [`mapping`], then [`table`].

pub mod cell;
pub mod countries;
pub mod ctdc;
pub mod dry_run;
pub mod htcds;
pub mod loose;
pub mod mapping;
pub mod nearest;
pub mod problem;
pub mod problems_csv;
mod records;
pub mod row;
pub mod sheet;
pub mod table;
mod text_rows;

pub use dry_run::{DryRun, Noted, Progress};
pub use mapping::{Axis, Mapping, Mistake, Target};
pub use problem::{FileProblem, RowProblem, Wrong};
pub use problems_csv::ProblemsCsv;
pub use row::Row;
pub use sheet::{SheetLimits, SheetRow, Workbook};
pub use table::{Limits, Outcome, TableReader};
