//! A mapping: what a foreign table's columns and values mean.
//!
//! A mapping is data kept in the product, one TOML file under `maps/`:
//!
//! ```toml
//! name = "shelters-2024"        # a code; message ids are made of it, so no dot
//! version = 1
//! kind = "statistical"          # rows become facts of a numbered dataset, never children
//! separator = ","
//! encoding = "utf-8"            # a byte order mark is accepted
//!
//! [[column]]                    # one for each column of the file, in the file's order
//! header = "Year"
//! target = "year"               # year | sex | age_band | d0 … d5 | ignore
//! range = [2000, 2100]
//!
//! [[column]]
//! header = "Country"
//! target = "d0"
//! name = "country"              # names the dimension; `sex` and `age_band` name themselves
//! not_known = ["-99"]           # these, and an empty value, are level 0
//! required = false              # true: an empty value is refused
//! codes = [{ value = "RO", number = 642, code = "ro" }]
//! ```
//!
//! A dimension has either `codes`, or `range` (the number in the file is then the level), or `list = "countries"`: the
//! two or three letters of ISO 3166-1, with its numbers as levels. Labels are words:
//! they live in message files under `dataset-<name>`, `dataset-<name>-<column>` and
//! `dataset-<name>-<column>-<code>`; those of countries under `country-<code>`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use base::Code;

use crate::row::DIMENSIONS;

mod file;

/// Something wrong in a mapping file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where: `column 3 (gender)`, or empty for the file itself.
    pub at: String,
    /// What, in plain words, values in back-ticks.
    pub what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.at.is_empty() { f.write_str(&self.what) } else { write!(f, "{}: {}", self.at, self.what) }
    }
}

/// Where a column's values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The row's year.
    Year,
    /// The row's sex.
    Sex,
    /// The row's age band.
    AgeBand,
    /// One of the row's named dimensions, 0 to 5.
    Dimension(usize),
    /// Nowhere: the column must be there, its values are not looked at and not kept.
    Ignored,
}

impl Target {
    /// The name in a mapping file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Sex => "sex",
            Self::AgeBand => "age_band",
            Self::Dimension(number) => {
                ["d0", "d1", "d2", "d3", "d4", "d5"].get(number).copied().unwrap_or("d")
            }
            Self::Ignored => "ignore",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let dimensions = (0..DIMENSIONS).map(Self::Dimension);
        [Self::Year, Self::Sex, Self::AgeBand, Self::Ignored]
            .into_iter()
            .chain(dimensions)
            .find(|target| target.name() == name)
    }
}

/// How a column's values are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Values {
    /// Not at all.
    Unread,
    /// As one of these.
    Listed(BTreeMap<String, u16>),
    /// As a whole number between these two, both included.
    Number { least: i64, most: i64 },
}

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) header: String,
    pub(crate) target: Target,
    /// What the column is called in message ids; of no use for ignored columns.
    pub(crate) name: Option<Code>,
    pub(crate) required: bool,
    pub(crate) not_known: BTreeSet<String>,
    pub(crate) values: Values,
    /// Levels with their codes, in the order of the file.
    pub(crate) levels: Vec<(u16, Code)>,
    /// The labels of the levels are those of a list that several mappings share.
    pub(crate) shared: Option<&'static str>,
}

/// A column that can be counted by: its target, its name, and its levels in the mapping's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis<'m> {
    /// Where the level stands in a [`crate::Row`].
    pub target: Target,
    /// What it is called.
    pub name: &'m Code,
    /// Level numbers with their codes; empty when the levels are plain numbers. Level 0, "not known", is not
    /// among them.
    pub levels: &'m [(u16, Code)],
    /// The levels are those of a list that several mappings share: what their message ids begin with.
    pub shared: Option<&'static str>,
}

/// A checked mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    name: Code,
    version: u32,
    separator: u8,
    columns: Vec<Column>,
}

impl Mapping {
    /// Reads and checks a mapping file.
    ///
    /// # Errors
    /// Everything that is wrong with it, not the first thing only.
    pub fn parse(text: &str) -> Result<Self, Vec<Mistake>> {
        file::parse(text)
    }

    /// Its name, a code without a dot.
    #[must_use]
    pub fn name(&self) -> &Code {
        &self.name
    }

    /// Its version. A changed meaning is a new version; rows taken under an old one keep theirs.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The character between values, as a byte of ASCII.
    #[must_use]
    pub fn separator(&self) -> u8 {
        self.separator
    }

    /// The header that a file must have.
    pub fn header(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.header.as_str())
    }

    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// What rows can be counted by, besides the year: sex, age band, then the dimensions by number.
    #[must_use]
    pub fn axes(&self) -> Vec<Axis<'_>> {
        let axis = |column: &'_ Column| column.name.is_some() && !matches!(column.target, Target::Ignored);
        let mut columns: Vec<&Column> = self.columns.iter().filter(|column| axis(column)).collect();
        columns.sort_by_key(|column| column.target);
        columns
            .into_iter()
            .filter_map(|c| {
                Some(Axis { target: c.target, name: c.name.as_ref()?, levels: &c.levels, shared: c.shared })
            })
            .collect()
    }

    /// The message id of the dataset's own title.
    #[must_use]
    pub fn message(&self) -> String {
        format!("dataset-{}", self.name)
    }

    /// The message id of an axis.
    #[must_use]
    pub fn axis_message(&self, axis: &Axis<'_>) -> String {
        format!("dataset-{}-{}", self.name, axis.name)
    }

    /// The message id of a level of an axis.
    #[must_use]
    pub fn level_message(&self, axis: &Axis<'_>, code: &Code) -> String {
        match axis.shared {
            Some(list) => format!("{list}-{code}"),
            None => format!("dataset-{}-{}-{code}", self.name, axis.name),
        }
    }

    /// All message ids that the labels of this mapping need of its own, those of shared lists apart: for a check that
    /// they are there in each language.
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        let mut ids = vec![self.message()];
        for axis in self.axes() {
            ids.push(self.axis_message(&axis));
            let own: &[_] = if axis.shared.is_some() { &[] } else { axis.levels };
            ids.extend(own.iter().map(|(_, code)| self.level_message(&axis, code)));
        }
        ids
    }
}
