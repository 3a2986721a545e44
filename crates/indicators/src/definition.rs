//! What an indicator is: data, read from TOML, checked once.

use base::Code;
use ledger::FactKind;

use crate::disaggregation::{Dimension, Disaggregation};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Children; merged numbers are one child.
    Child,
    /// Referrals: the fact's unit number, within one child.
    Referral,
    /// Services: the fact's unit number, within one child.
    Service,
    /// Facts, each by itself.
    Row,
}

/// How often a unit may count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OncePer {
    /// Once in each quarter, and once in each year: the quarters may add up to more than the year.
    Period,
    /// Once in each year, in the quarter of its first fact of that year: the quarters add up to the year.
    Year,
    /// Once at all, in the period of its first fact.
    Ever,
}

/// Which of a unit's facts speak for it within a period that it counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The first: the unit stands in that fact's cells. On one day, the fact of the earlier entry is first.
    First,
    /// Each: the unit stands once in every cell that one of its facts of the period has. Cells overlap; the total
    /// still counts it once. Sums and medians take the value of each fact.
    Any,
}

/// What becomes of the units counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Their number. With `followed_by`, of those that were followed.
    Count,
    /// Those that were followed, of all. With [`Which::Any`] a unit is followed if one of its facts is.
    Ratio,
    /// The median of a value. With `followed_by`, of those that were followed.
    Median(Value),
    /// The sum of a value. With `followed_by`, of those that were followed.
    Sum(Value),
}

/// The value that medians and sums are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// The fact's own integer.
    OfFact,
    /// Days from the fact to the one that follows it.
    DaysBetween,
}

/// What makes two facts belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// The same unit number of the same child. In an agency's own figures the second fact may be the other party's:
    /// an answer to a referral belongs to who sent it too.
    SameUnit,
    /// The same child. In an agency's own figures the second fact must be its own as well.
    SameChild,
}

/// Which facts qualify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Their kind.
    pub fact: FactKind,
    /// Each dimension must have one of its levels; levels ascending.
    pub conditions: Vec<(Dimension, Vec<u32>)>,
}

/// A second fact after the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedBy {
    /// Which facts can follow.
    pub facts: Selection,
    /// What joins them to the first.
    pub join: Join,
    /// Days after the first, at least: 0 allows the same day.
    pub at_least_days: u32,
    /// Days after the first, at most, that day included. `None`: however late.
    pub within_days: Option<u32>,
}

/// A set of levels that a unit must have gathered, ever, before it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompleteWhen {
    /// The dimension.
    pub dimension: Dimension,
    /// The levels, 1 to 64 of them.
    pub levels: Vec<u32>,
}

/// Keys of the message files. The words are there, in each language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The indicator's name.
    pub name: String,
    /// Its definition.
    pub definition: String,
    /// What it leaves out.
    pub exclusions: String,
}

/// One indicator. [`Definition::read`] makes it from TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its code, `2.4d`.
    pub code: Code,
    /// Counted up whenever it changes what it counts.
    pub version: u16,
    /// The partnership's objective it serves, 1 to 4.
    pub objective: u8,
    /// The standard foreign-assistance indicator it answers to, `PS.5.1-29`.
    pub us_code: Option<String>,
    /// What is counted.
    pub unit: Unit,
    /// How often.
    pub once_per: OncePer,
    /// Which fact speaks for the unit.
    pub which: Which,
    /// What becomes of them.
    pub measure: Measure,
    /// The facts counted.
    pub counts: Selection,
    /// The fact that must come after.
    pub followed_by: Option<FollowedBy>,
    /// What a unit must have gathered.
    pub complete_when: Option<CompleteWhen>,
    /// What it may be broken down by, besides its total.
    pub disaggregations: Vec<Dimension>,
    /// The pack's rules that the figure rests on: whoever changes one looks at the figure again.
    pub rests_on: Vec<Code>,
    /// Whether reports show it. Where two indicators count the same units and one follows them longer, only one may
    /// be published: what is hidden of one could be worked out from the other.
    pub published: bool,
    /// Keys of its words.
    pub words: Words,
}

impl Definition {
    /// The total and its disaggregations.
    pub fn all_disaggregations(&self) -> impl Iterator<Item = Disaggregation> {
        std::iter::once(Disaggregation::Total)
            .chain(self.disaggregations.iter().copied().map(Disaggregation::By))
    }

    /// Whether the cells of a disaggregation may add up to more than the total, because one unit can stand in
    /// several.
    #[must_use]
    pub fn overlapping(&self, disaggregation: Disaggregation) -> bool {
        match disaggregation {
            Disaggregation::Total => false,
            Disaggregation::By(dimension) => {
                dimension.overlaps() || (self.which == Which::Any && self.unit != Unit::Row)
            }
        }
    }

    /// Whether the quarters of a year add up to the year.
    #[must_use]
    pub fn quarters_add_up(&self) -> bool {
        self.unit == Unit::Row || self.once_per != OncePer::Period
    }
}
