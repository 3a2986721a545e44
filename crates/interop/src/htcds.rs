//! The Human Trafficking Case Data Standard (HTCDS) 2.0: cases in other people's files, read and written.
//!
//! The standard names 84 fields and 21 lists of values; it has no schema and no file format. Two forms are read and
//! written: CSV with the names as header, and JSON, a list of objects with the names as keys. What the standard has
//! no field for stands in fields of our own, whose names begin with `pnt_`.
//!
//! Nothing is guessed: a value that is not listed is refused, with the nearest listed one as a hint. Several values
//! in one cell are read with any of the separators in use (line break, space, semicolon) and written with semicolons.
//!
//! Source of names and lists: HTCDS 2.0, International Organization for Migration, 2021, CC BY 4.0. IOM does not
//! endorse this program.

pub mod fields;
pub mod picklists;
mod reader;
mod record;
mod value;
mod writer;

pub use fields::{EXTENSIONS, FIELDS, Field, Kind};
pub use picklists::{PICKLISTS, Picklist};
pub use reader::{Read, RecordLimits, read_csv, read_json};
pub use record::Record;
pub use writer::{write_csv, write_json};
