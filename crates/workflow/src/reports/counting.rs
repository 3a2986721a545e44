//! What a report counts before anything is hidden, and the digest of all of it. It never leaves this crate but
//! through the gate.

use base::{Digest, Position};
use indicators::{Cube, Definition, Dimension, Disaggregation, FactTable, Period, Periods, Scope, count_all};
use rules::Pack;
use vault::Key;

use crate::figures::{Amount, Book, By, crossed_code, crossing, sexes};
use crate::reports::Span;

/// How many whole years a county's figures are pooled over.
pub(crate) const POOLED_YEARS: i16 = 3;

/// Everything counted of the country for the reports of one year.
pub(crate) struct Counted {
    cube: Cube,
    by_sex: Cube,
}

impl Counted {
    /// Counts the facts as known at a position: the quarters of a year and of the two before. The same position,
    /// definitions and pack give the same figures at any later time.
    pub(crate) fn at(
        facts: &FactTable,
        definitions: &[Definition],
        pack: &Pack,
        year: i16,
        as_of: Position,
    ) -> Option<Self> {
        let quarters = |from: i16| Periods::new(base::Quarter::new(from, 1), base::Quarter::new(year, 4));
        let (all, own) = (quarters(year.checked_sub(POOLED_YEARS - 1)?)?, quarters(year)?);
        Some(Self {
            cube: count_all(facts, definitions, as_of, all, Scope::All),
            by_sex: count_all(facts, &crossing(definitions, pack), as_of, own, Scope::All),
        })
    }

    /// One figure. Pooled years are added up; medians do not add, so that they have none.
    pub(crate) fn amount(&self, definition: &Definition, span: Span, by: By, cell: u32) -> Option<Amount> {
        let one = |period| self.book().shown(definition, period, by, cell).amount();
        match span {
            Span::One(period) => one(period),
            Span::Years { from, to } => {
                let years = (from..=to).map(|year| one(Period::Year(year)));
                years.reduce(|sum, year| plus(sum?, year?)).flatten()
            }
        }
    }

    /// The cells that something was counted in, rising.
    pub(crate) fn known(&self, definition: &Definition, span: Span, by: By) -> Vec<u32> {
        let one =
            |period| self.book().known(definition, Span::One(period), by).into_iter().map(|(cell, _)| cell);
        let mut cells: Vec<u32> = match span {
            Span::One(period) => one(period).collect(),
            Span::Years { from, to } => (from..=to).flat_map(|year| one(Period::Year(year))).collect(),
        };
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    fn book(&self) -> Book<'_> {
        Book::Counted { cube: &self.cube, crossed: Some(&self.by_sex) }
    }

    /// The digest of everything counted, in an order and spelling that never change: one line for each figure
    /// that is not nothing. It is keyed, because whoever could try all figures that a small quarter may have would
    /// find the hidden ones from a plain digest.
    pub(crate) fn digest(&self, key: &Key, definitions: &[Definition], pack: &Pack) -> Digest {
        let mut text = String::new();
        for definition in definitions {
            line(&mut text, format_args!("{}/{}", definition.code, definition.version));
            for by in definition.all_disaggregations() {
                every_cell(&mut text, &self.cube, definition.code.as_str(), by);
            }
            for code in sexes(pack).into_iter().filter_map(|sex| crossed_code(&definition.code, sex)) {
                every_cell(&mut text, &self.by_sex, code.as_str(), Disaggregation::By(Dimension::AgeBand));
            }
        }
        key.tag("punte/counted/1", &[text.as_bytes()])
    }
}

fn every_cell(text: &mut String, cube: &Cube, code: &str, by: Disaggregation) {
    for period in cube.periods().all() {
        for (cell, figure) in cube.cells(code, period, by) {
            let figure = match Amount::from(figure) {
                Amount::Count(units) => format!("{units}"),
                Amount::Ratio { numerator, denominator } => format!("{numerator}/{denominator}"),
                Amount::Median { of, doubled } => format!("{}:{of}", doubled.unwrap_or(0)),
                Amount::Sum { of, sum } => format!("{sum}:{of}"),
            };
            line(text, format_args!("{code} {period} {} {cell} {figure}", by.name()));
        }
    }
}

fn line(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = std::fmt::Write::write_fmt(text, arguments);
    text.push('\n');
}

/// Two figures of one kind together; `None` of medians and of different kinds.
fn plus(one: Amount, other: Amount) -> Option<Amount> {
    match (one, other) {
        (Amount::Count(a), Amount::Count(b)) => Some(Amount::Count(a.saturating_add(b))),
        (Amount::Ratio { numerator: a, denominator: b }, Amount::Ratio { numerator: c, denominator: d }) => {
            Some(Amount::Ratio { numerator: a.saturating_add(c), denominator: b.saturating_add(d) })
        }
        (Amount::Sum { of: a, sum: b }, Amount::Sum { of: c, sum: d }) => {
            Some(Amount::Sum { of: a.saturating_add(c), sum: b.saturating_add(d) })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_one_kind_add_up_and_medians_do_not() {
        let ratio = |numerator, denominator| Amount::Ratio { numerator, denominator };
        assert_eq!(plus(ratio(1, 2), ratio(3, 4)), Some(ratio(4, 6)));
        assert_eq!(plus(Amount::Count(1), ratio(3, 4)), None);
        let median = |of| Amount::Median { of, doubled: Some(3) };
        assert_eq!(plus(median(1), median(2)), None);
    }
}
