//! Paper cases brought in.

use super::{Choice, Page, Refusal};
use askama::Template;
use words::Lang;

/// `/paper-cases`.
#[derive(Template)]
#[template(path = "paper_cases.html")]
pub(crate) struct PaperCases {
    pub(crate) p: Page,
    pub(crate) problem: Option<Refusal>,
    /// The list that waits.
    pub(crate) waiting: Option<Waiting>,
}

/// A list that waits.
pub(crate) struct Waiting {
    pub(crate) name: String,
    /// `34 rows`.
    pub(crate) rows: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) mapped: bool,
    /// How many can be brought in, how many are files already.
    pub(crate) ready: String,
    pub(crate) known: String,
    /// `3 things are wrong`; empty when nothing is.
    pub(crate) wrong: String,
    /// The first of them.
    pub(crate) problems: Vec<Problem>,
    pub(crate) alike: Vec<Alike>,
    pub(crate) may_adopt: bool,
}

/// A column: `column-<place>` says what it holds, `value-<place>-<text>` what a value stands for.
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) header: String,
    pub(crate) samples: String,
    pub(crate) fields: Vec<Choice>,
    pub(crate) values: Vec<Value>,
}

/// A value of a column of a list.
pub(crate) struct Value {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) levels: Vec<Choice>,
}

/// Something wrong with a value.
pub(crate) struct Problem {
    pub(crate) row: String,
    pub(crate) column: String,
    pub(crate) value: String,
    pub(crate) what: String,
    pub(crate) hint: String,
}

/// A row whose child may be known: `row-<number>` is `new` or `out`.
pub(crate) struct Alike {
    pub(crate) row: u64,
    pub(crate) found: Vec<Found>,
}

/// A file that it may be.
pub(crate) struct Found {
    pub(crate) code: String,
    pub(crate) why: String,
}
