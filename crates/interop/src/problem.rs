//! What can be wrong with a table: with the whole file, or with one row of it.
//!
//! Codes are stable; their words are `problem-<code>` and `problem-<code>-hint` in the message files, with
//! underscores written as hyphens. `Display` is for logs and programs.

use thiserror::Error;

/// Why reading stopped. Nothing after it was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileProblem {
    /// No header: the file is empty.
    #[error("the table is empty: no header line")]
    Empty,
    /// The file is something else than a table in text.
    #[error("this is no text table but a {looks_like}")]
    NotText {
        /// `spreadsheet`, `old_spreadsheet`, `pdf`, `compressed` or `utf_16`.
        looks_like: &'static str,
    },
    /// A byte that UTF-8 does not allow there.
    #[error("not UTF-8 at byte {byte}, in row {row}, line {line}")]
    NotUtf8 {
        /// Counted from 0, from the start of the file.
        byte: u64,
        /// The row, 0 for the header.
        row: u64,
        /// The line on which the row begins.
        line: u64,
    },
    /// The header is not the mapping's.
    #[error(
        "the header is not the mapping's: missing {missing:?}, unexpected {unexpected:?}, order wrong: {order}"
    )]
    WrongHeader {
        /// The mapping's columns.
        expected: Vec<String>,
        /// The file's columns, shortened.
        found: Vec<String>,
        /// Columns of the mapping that the file lacks.
        missing: Vec<String>,
        /// Columns of the file that the mapping does not know, shortened.
        unexpected: Vec<String>,
        /// All columns are there and no other, in another order or one of them twice.
        order: bool,
        /// The character that would have separated the file's columns, when it is another one.
        separator: Option<char>,
    },
    /// A row, or a line that never ends, is longer than is taken.
    #[error("row {row}, begun on line {line}, is longer than {limit} bytes")]
    RowTooLong {
        /// The row, 0 for the header.
        row: u64,
        /// The line on which it begins.
        line: u64,
        /// Where it begins, in bytes from the start of the file.
        byte: u64,
        /// The longest that is taken, in bytes.
        limit: usize,
    },
    /// More rows, or more empty lines, than are taken at once.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// The most that is taken.
        limit: u64,
    },
    /// The file ends inside a quoted value: it was cut off, or a quotation mark is missing.
    #[error("the file ends inside a quoted value that begins in row {row}, line {line}")]
    UnclosedQuote {
        /// The row, 0 for the header.
        row: u64,
        /// The line on which it begins.
        line: u64,
    },
    /// A spreadsheet that cannot be opened, or whose cells are in no order.
    #[error("the spreadsheet cannot be read: {cause}")]
    SheetUnreadable {
        /// What the reader said.
        cause: String,
    },
    /// A spreadsheet that unpacks to more than is taken.
    #[error("the spreadsheet unpacks to more than {limit} bytes")]
    TooMuchInside {
        /// The most that is taken, in bytes.
        limit: u64,
    },
    /// A spreadsheet with a value further to the right than is taken.
    #[error("more than {limit} columns, in row {row}")]
    TooManyColumns {
        /// The row as the spreadsheet counts it.
        row: u64,
        /// The most that is taken.
        limit: usize,
    },
    /// The spreadsheet has no visible sheet of this name.
    #[error("no sheet `{sheet}`; there are {sheets:?}")]
    SheetUnknown {
        /// What was asked for, shortened.
        sheet: String,
        /// The visible sheets, shortened.
        sheets: Vec<String>,
    },
    /// Several sheets have the header, and nobody said which is meant.
    #[error("several sheets have this header: {sheets:?}")]
    SheetNotChosen {
        /// Those sheets, shortened.
        sheets: Vec<String>,
    },
    /// Columns that the standard does not have.
    #[error("columns that the standard does not have: {columns:?}; near are {nearest:?}")]
    ColumnsUnknown {
        /// Those columns, shortened.
        columns: Vec<String>,
        /// The fields that they were most likely meant to be.
        nearest: Vec<String>,
    },
    /// Columns that stand twice, under one spelling or two.
    #[error("columns that stand twice: {columns:?}")]
    ColumnsTwice {
        /// Those columns.
        columns: Vec<String>,
    },
    /// No JSON, or none of the form that is read.
    #[error("no list of records in JSON: {cause}")]
    NotJson {
        /// What the reader said.
        cause: String,
    },
    /// The header is of no release that is known.
    #[error(
        "the header is of no known release; nearest is {nearest}: missing {missing:?}, unexpected {unexpected:?}"
    )]
    ReleaseUnknown {
        /// The mapping of the nearest release.
        nearest: String,
        /// Its columns that the file lacks.
        missing: Vec<String>,
        /// The file's columns that it does not know, shortened.
        unexpected: Vec<String>,
    },
    /// The file could not be read on.
    #[error("reading failed at byte {byte}: {cause}")]
    Unreadable {
        /// How many bytes had been read.
        byte: u64,
        /// The system's words.
        cause: String,
    },
}

impl FileProblem {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "table_empty",
            Self::NotText { .. } => "table_not_text",
            Self::NotUtf8 { .. } => "table_not_utf8",
            Self::WrongHeader { .. } => "table_wrong_header",
            Self::RowTooLong { .. } => "table_row_too_long",
            Self::TooManyRows { .. } => "table_too_many_rows",
            Self::UnclosedQuote { .. } => "table_unclosed_quote",
            Self::SheetUnreadable { .. } => "sheet_unreadable",
            Self::TooMuchInside { .. } => "sheet_too_much_inside",
            Self::TooManyColumns { .. } => "sheet_too_many_columns",
            Self::SheetUnknown { .. } => "sheet_unknown",
            Self::SheetNotChosen { .. } => "sheet_not_chosen",
            Self::ColumnsUnknown { .. } => "table_columns_unknown",
            Self::ColumnsTwice { .. } => "table_columns_twice",
            Self::NotJson { .. } => "table_not_json",
            Self::ReleaseUnknown { .. } => "table_release_unknown",
            Self::Unreadable { .. } => "table_unreadable",
        }
    }

    /// The values that the message of this code needs.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let (row_name, line_name) = ("row", "line");
        match self {
            Self::Empty => Vec::new(),
            Self::NotText { looks_like } => vec![("looks_like", (*looks_like).to_owned())],
            Self::NotUtf8 { byte, row, line } => {
                vec![("byte", byte.to_string()), (row_name, row.to_string()), (line_name, line.to_string())]
            }
            Self::WrongHeader { expected, found, missing, unexpected, order, separator } => vec![
                ("expected", expected.join(", ")),
                ("found", found.join(", ")),
                ("missing", missing.join(", ")),
                ("unexpected", unexpected.join(", ")),
                ("order", order.to_string()),
                ("separator", separator.map(String::from).unwrap_or_default()),
            ],
            Self::RowTooLong { row, line, byte, limit } => vec![
                (row_name, row.to_string()),
                (line_name, line.to_string()),
                ("byte", byte.to_string()),
                ("limit", limit.to_string()),
            ],
            Self::TooManyRows { limit } => vec![("limit", limit.to_string())],
            Self::UnclosedQuote { row, line } => {
                vec![(row_name, row.to_string()), (line_name, line.to_string())]
            }
            Self::SheetUnreadable { cause } => vec![("cause", cause.clone())],
            Self::TooMuchInside { limit } => vec![("limit", (limit / 1024 / 1024).to_string())],
            Self::TooManyColumns { row, limit } => {
                vec![(row_name, row.to_string()), ("limit", limit.to_string())]
            }
            Self::SheetUnknown { sheet, sheets } => {
                vec![("sheet", sheet.clone()), ("sheets", sheets.join(", "))]
            }
            Self::SheetNotChosen { sheets } => vec![("sheets", sheets.join(", "))],
            Self::ColumnsUnknown { columns, nearest } => {
                vec![("columns", columns.join(", ")), ("nearest", nearest.join(", "))]
            }
            Self::ColumnsTwice { columns } => vec![("columns", columns.join(", "))],
            Self::NotJson { cause } => vec![("cause", cause.clone())],
            Self::ReleaseUnknown { nearest, missing, unexpected } => vec![
                ("nearest", nearest.clone()),
                ("missing", missing.join(", ")),
                ("unexpected", unexpected.join(", ")),
            ],
            Self::Unreadable { byte, .. } => vec![("byte", byte.to_string())],
        }
    }
}

impl From<FileProblem> for base::Problem {
    fn from(problem: FileProblem) -> Self {
        let inside = problem.to_string();
        let kind = match problem {
            FileProblem::RowTooLong { .. }
            | FileProblem::TooManyRows { .. }
            | FileProblem::TooMuchInside { .. }
            | FileProblem::TooManyColumns { .. } => base::ProblemKind::TooLarge,
            FileProblem::Unreadable { .. } => base::ProblemKind::Unavailable,
            _ => base::ProblemKind::BadInput,
        };
        let mut out = Self::new(kind, problem.code());
        out.args = problem.args();
        out.inside = Some(inside);
        out
    }
}

/// One thing wrong with one row. The row is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("row {row}, line {line}, column `{column}`, value `{value}`: {wrong}")]
pub struct RowProblem {
    /// The row; the first after the header is 1.
    pub row: u64,
    /// The line of the file it begins on.
    pub line: u64,
    /// The column's name in the header; empty when it is about the whole row.
    pub column: String,
    /// What stood there, shortened, hidden characters spelled out (see [`crate::cell::shown`]).
    pub value: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with a value or a row.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Wrong {
    /// Nothing stands where something must.
    #[error("a value is required")]
    Missing,
    /// The value is not one of the mapping's.
    #[error("not a listed value{}", .nearest.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
    NotListed {
        /// The listed value it was most likely meant to be.
        nearest: Option<String>,
    },
    /// A whole number is wanted.
    #[error("not a whole number")]
    NotANumber,
    /// The number is outside the mapping's range.
    #[error("not between {least} and {most}")]
    OutOfRange {
        /// The least that is taken.
        least: i64,
        /// The most that is taken.
        most: i64,
    },
    /// The year has not come yet.
    #[error("after {latest}, the present year")]
    InTheFuture {
        /// The present year.
        latest: i64,
    },
    /// The value is not of the form that its field has.
    #[error("no {wanted}{}", .nearest.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
    Malformed {
        /// `date`, `moment`, `number`, `checkbox`, `country`, `language`, `phone`, `degrees` or `code`.
        wanted: &'static str,
        /// What it was most likely meant to be.
        nearest: Option<String>,
    },
    /// The text is longer than is taken.
    #[error("longer than {most} characters")]
    TooLong {
        /// The most that is taken, in characters.
        most: usize,
    },
    /// A rule of case work refuses what the row says.
    #[error("refused by `{rule}`")]
    Refused {
        /// The rule's name.
        rule: &'static str,
    },
    /// The text begins like a spreadsheet formula and is neither a number nor a listed value.
    #[error("begins like a formula")]
    Formula,
    /// The row has more or fewer values than the header has columns.
    #[error("{found} values where the header has {expected} columns")]
    ValueCount {
        /// The header's columns.
        expected: usize,
        /// The row's values.
        found: usize,
    },
    /// The last row has fewer values than columns and no line end: the file was cut off in it.
    #[error("cut off after {found} of {expected} values")]
    CutOff {
        /// The header's columns.
        expected: usize,
        /// The row's values.
        found: usize,
    },
}

impl Wrong {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "value_missing",
            Self::NotListed { .. } => "value_not_listed",
            Self::NotANumber => "value_not_a_number",
            Self::OutOfRange { .. } => "value_out_of_range",
            Self::InTheFuture { .. } => "value_in_the_future",
            Self::Malformed { .. } => "value_malformed",
            Self::TooLong { .. } => "value_too_long",
            Self::Refused { .. } => "value_refused",
            Self::Formula => "value_formula",
            Self::ValueCount { .. } => "row_value_count",
            Self::CutOff { .. } => "row_cut_off",
        }
    }

    /// The values that the message of this code needs; `nearest` is empty when nothing is near.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Missing | Self::NotANumber | Self::Formula => Vec::new(),
            Self::NotListed { nearest } => vec![("nearest", nearest.clone().unwrap_or_default())],
            Self::OutOfRange { least, most } => {
                vec![("least", least.to_string()), ("most", most.to_string())]
            }
            Self::Malformed { wanted, nearest } => {
                vec![("wanted", (*wanted).to_owned()), ("nearest", nearest.clone().unwrap_or_default())]
            }
            Self::TooLong { most } => vec![("most", most.to_string())],
            Self::Refused { rule } => vec![("rule", (*rule).to_owned())],
            Self::InTheFuture { latest } => vec![("latest", latest.to_string())],
            Self::ValueCount { expected, found } | Self::CutOff { expected, found } => {
                vec![("expected", expected.to_string()), ("found", found.to_string())]
            }
        }
    }
}
