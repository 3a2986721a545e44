//! How a figure that changed after publication is told.

use crate::gate::{Published, Rule};

/// What may be said about a figure published before and recounted since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restatement {
    /// The same.
    Unchanged,
    /// Changed by fewer than the threshold: the old figure stands, and nothing more is said, neither by how many nor
    /// why. The few who came or went could be found out.
    ChangedByFew,
    /// Changed by so many that both figures may be shown.
    Changed {
        /// As published.
        old: u64,
        /// As counted now.
        new: u64,
    },
    /// The old figure, or the new, is not shown: nothing is said about a change.
    NotShown,
}

/// What may be said about a figure. Its new value must have passed the gate.
#[must_use]
pub fn restatement(old: Published, new: Published, rule: &Rule) -> Restatement {
    match (old, new) {
        (Published::Shown(old), Published::Shown(new)) if old == new => Restatement::Unchanged,
        (Published::Shown(old), Published::Shown(new)) if old.abs_diff(new) < rule.threshold => {
            Restatement::ChangedByFew
        }
        (Published::Shown(old), Published::Shown(new)) => Restatement::Changed { old, new },
        _ => Restatement::NotShown,
    }
}
