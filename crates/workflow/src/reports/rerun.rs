//! A report counted again as of its position: whoever doubts a figure asks for this.

use base::{Code, Problem, PublicCode};

use crate::app::App;
use crate::figures::{By, Shown};
use crate::reports::Span;
use crate::reports::frozen::{Frozen, FrozenTable};
use crate::sign_in::SignedIn;

/// What counting again found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rerun {
    /// Every digit is the same, hidden ones included.
    Same,
    /// Something is not.
    Differs(Difference),
}

/// What is not the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// How many shown figures differ.
    pub figures: usize,
    /// Which, for those who may see the country's figures; empty for everybody else, because what is counted now
    /// was never published.
    pub cells: Vec<DifferentCell>,
    /// Definitions that are not those of the report any more: a difference may come from there.
    pub definitions: Vec<Code>,
    /// Whether the rule pack is another one.
    pub pack: bool,
}

/// A figure that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferentCell {
    /// The indicator.
    pub indicator: Code,
    /// What it is counted over.
    pub span: Span,
    /// What it is broken down by.
    pub by: By,
    /// The cell.
    pub cell: u32,
    /// What the report shows.
    pub then: Shown,
    /// What counting again shows.
    pub now: Shown,
}

impl App {
    /// Counts a report again as of its position, with the gate looking back at what had been published then.
    ///
    /// # Errors
    /// `not_found` where the report is not there or not for this person; an engine's error.
    pub fn rerun(&self, who: &SignedIn, code: PublicCode) -> Result<Rerun, Problem> {
        let report = self.report_for(who, code)?;
        let frozen = report.frozen;
        let history = self.published_in(&frozen.history)?;
        self.catch_up()?;
        let again = self.assess(frozen.quarter, frozen.as_of, &history, &frozen.sheets)?;
        let cells = differences(&frozen.tables, &again.passed.tables);
        let restated = usize::from(frozen.restatements != again.restatements);
        let gated_alike = frozen.sheets == again.passed.sheets;
        if cells.is_empty() && restated == 0 && gated_alike && frozen.counted == again.counted.to_string() {
            return Ok(Rerun::Same);
        }
        let figures = cells.len() + restated;
        let cells = if self.sees_the_country(who) { cells } else { Vec::new() };
        let (definitions, pack) = self.not_of(&frozen)?;
        Ok(Rerun::Differs(Difference { figures, cells, definitions, pack }))
    }

    /// The definitions that changed since a report, and whether the pack did.
    fn not_of(&self, frozen: &Frozen) -> Result<(Vec<Code>, bool), Problem> {
        let definitions = self.published_definitions()?;
        let now: Vec<_> = definitions.iter().map(|d| (d.code.clone(), d.version)).collect();
        let gone = frozen.definitions.iter().filter(|one| !now.contains(one));
        let new = now.iter().filter(|one| !frozen.definitions.contains(one));
        let mut changed: Vec<Code> = gone.chain(new).map(|(code, _)| code.clone()).collect();
        changed.sort();
        changed.dedup();
        let pack = self.pack()?;
        Ok((changed, frozen.pack != (pack.code().clone(), pack.version())))
    }
}

fn differences(then: &[FrozenTable], now: &[FrozenTable]) -> Vec<DifferentCell> {
    let same = |one: &FrozenTable, other: &FrozenTable| {
        (&one.indicator, one.span, one.by) == (&other.indicator, other.span, other.by)
    };
    let mut found = Vec::new();
    let mut compare = |name: &FrozenTable, cell: u32, then: Shown, now: Shown| {
        if then != now {
            let FrozenTable { indicator, span, by, .. } = name;
            found.push(DifferentCell { indicator: indicator.clone(), span: *span, by: *by, cell, then, now });
        }
    };
    for table in then {
        let other = now.iter().find(|other| same(table, other));
        for (cell, figure) in &table.cells {
            compare(
                table,
                *cell,
                (*figure).into(),
                other.map_or(Shown::Missing, |other| other.figure(*cell)),
            );
        }
    }
    for table in now {
        let other = then.iter().find(|other| same(table, other));
        for (cell, figure) in &table.cells {
            if other.is_none_or(|other| other.figure(*cell) == Shown::Missing) {
                compare(table, *cell, Shown::Missing, (*figure).into());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Amount;
    use crate::reports::frozen::FrozenFigure;

    fn table(cells: &[(u32, u64)]) -> FrozenTable {
        FrozenTable {
            indicator: Code::new("2.1").unwrap(),
            span: Span::parse("2026Q3").unwrap(),
            by: By::TOTAL,
            cells: cells.iter().map(|(c, n)| (*c, FrozenFigure(Some(Amount::Count(*n))))).collect(),
        }
    }

    #[test]
    fn each_differing_cell_is_found_once_on_either_side() {
        let found = differences(&[table(&[(0, 5), (1, 6)])], &[table(&[(0, 5), (1, 7), (2, 8)])]);
        let cells: Vec<u32> = found.iter().map(|cell| cell.cell).collect();
        assert_eq!(cells, [1, 2]);
        assert_eq!(differences(&[table(&[(0, 5)])], &[]).len(), 1);
        assert!(differences(&[table(&[(0, 5)])], &[table(&[(0, 5)])]).is_empty());
    }
}
