//! The disclosure gate: what of a table may be published.
//!
//! **Primary suppression.** A count of 1 to 4 (below [`Rule::threshold`]) is not shown. A zero is shown: it says that
//! nobody is there. It discloses only where it says something about those who are: when all children of a row (a
//! county) stand in one column, the row's zeros tell of every one of them what that column says. With
//! [`Rule::group_disclosure`] such a cell is suppressed like a small one.
//!
//! **Complementary suppression.** What could be worked out again from totals, margins and earlier publications is
//! suppressed too, the cheapest cells first.
//!
//! **Audit.** Whoever reads a table knows that counts are whole and not negative, how margins add up, and everything
//! published before. For each suppressed cell the least and the greatest value that agree with all that are found by
//! linear programming. It is protected when
//! - greatest − least ≥ threshold − 1, for every suppressed cell, and
//! - for a small count the interval reaches from 1 or below to threshold − 1 or above: nothing is learnt but that
//!   it may be small;
//! - for a cell that discloses a group, the least is at least threshold − 1 below the truth.
//!
//! Cells are suppressed until the audit passes, in the end the whole table. What earlier publications already
//! disclosed cannot be taken back: [`Gated::disclosed`] counts it.
//!
//! **What a page shows.** One mark for every suppressed cell. [`Why`] is for those who prepare a publication: telling
//! a small cell from a complementary one lets a reader narrow both.
//!
//! **What it does not do.** The linear program knows no whole numbers: for linked tables an interval can be narrower
//! in whole numbers than in real ones (for one table with its margins it cannot). A recount of an earlier period that
//! no longer adds up is no constraint. Nothing is perturbed.
//!
//! Sources: Fischetti and Salazar (2000) for the model; Kelly, Golden and Assad (1992) for protecting one cell at a
//! time by the cheapest change that leaves every margin as it is.

use serde::{Deserialize, Serialize};

mod audit;
mod path;
mod program;
mod protect;
mod ratio;
mod restatement;
mod system;
mod table;

pub use audit::{Interval, audit};
pub use ratio::{GatedRatio, publish_ratio};
pub use restatement::{Restatement, restatement};
pub use system::{CellNumber, Relation, Standing, System};
pub use table::{Adding, Earlier, Gated, History, Link, Place, Table, TableRef, publish};

/// What is too small to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Counts from 1 to below this are not shown.
    pub threshold: u64,
    /// Whether a row of a crossed table whose children all stand in one column is protected like a small count.
    pub group_disclosure: bool,
}

impl Default for Rule {
    fn default() -> Self {
        Self { threshold: 5, group_disclosure: true }
    }
}

impl Rule {
    /// Whether a count is too small to show. Zero is not.
    #[must_use]
    pub fn is_small(&self, count: u64) -> bool {
        (1..self.threshold).contains(&count)
    }

    /// Whether a ratio that stands alone may be shown: neither its denominator is below the threshold, nor the
    /// numerator, nor the rest, small. For ratios that stand in a table, see [`publish_ratio`].
    #[must_use]
    pub fn shows_ratio(&self, numerator: u64, denominator: u64) -> bool {
        let rest = denominator.saturating_sub(numerator);
        denominator >= self.threshold && !self.is_small(numerator) && !self.is_small(rest)
    }

    /// Whether a median, or a sum, of so many values may be shown.
    #[must_use]
    pub fn shows_values(&self, of: u64) -> bool {
        of >= self.threshold
    }
}

/// Why a cell is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// It is small itself, or discloses a group.
    Primary,
    /// Another could be worked out from it.
    Complementary,
}

/// One published cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Published {
    /// The count.
    Shown(u64),
    /// A mark.
    Suppressed(Why),
}

impl Published {
    /// The count, when it is shown.
    #[must_use]
    pub fn shown(self) -> Option<u64> {
        match self {
            Self::Shown(count) => Some(count),
            Self::Suppressed(_) => None,
        }
    }
}
