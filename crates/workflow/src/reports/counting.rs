//! What a report counts before anything is hidden: the default public tables, and the digest of all of it.

use base::{Code, Digest, Position, Quarter};
use indicators::{Cube, Definition, Dimension, Disaggregation, FactTable, Period, Periods, Scope, count_all};
use rules::Pack;

use crate::figures::{Amount, Book, By, Shown, cells, crossed_code, crossing, offered, sexes};
use crate::reports::Span;

/// What a quarter's public tables are broken down by, besides the total and sex and age together.
const PUBLIC: [Dimension; 3] = [Dimension::Sex, Dimension::AgeBand, Dimension::Form];
/// How many whole years a county's figures are pooled over.
const POOLED_YEARS: i16 = 3;

/// A table with all its figures. It never leaves this crate but through the gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawTable {
    pub(crate) indicator: Code,
    pub(crate) span: Span,
    pub(crate) by: By,
    /// Whether its cells add up to the total of the same indicator and span.
    pub(crate) adds_up: bool,
    /// By rising cell; of a listed dimension every level, those without anything counted included.
    pub(crate) cells: Vec<(u32, Amount)>,
}

/// Everything counted for a report.
pub(crate) struct Counted {
    cube: Cube,
    by_sex: Option<Cube>,
}

impl Counted {
    /// Counts the country's facts as known at a position, for the years that a quarter's report needs. The same
    /// position, definitions and pack give the same figures at any later time.
    pub(crate) fn at(
        facts: &FactTable,
        definitions: &[Definition],
        pack: &Pack,
        quarter: Quarter,
        as_of: Position,
    ) -> Option<Self> {
        let by_sex = crossing(definitions, pack);
        let year = Periods::new(Quarter::new(quarter.year(), 1), quarter)?;
        let by_sex = count_all(facts, &by_sex, as_of, year, Scope::All);
        Some(Self { by_sex: Some(by_sex), ..Self::without_crossing(facts, definitions, quarter, as_of)? })
    }

    /// The same without sex and age together: enough for totals.
    pub(crate) fn without_crossing(
        facts: &FactTable,
        definitions: &[Definition],
        quarter: Quarter,
        as_of: Position,
    ) -> Option<Self> {
        let first = Quarter::new(quarter.year().saturating_sub(POOLED_YEARS - 1), 1);
        let cube = count_all(facts, definitions, as_of, Periods::new(first, quarter)?, Scope::All);
        Some(Self { cube, by_sex: None })
    }

    /// A total.
    pub(crate) fn total(&self, definition: &Definition, period: Period) -> Option<Amount> {
        self.book().shown(definition, period, By::TOTAL, 0).amount()
    }

    fn book(&self) -> Book<'_> {
        Book::Counted { cube: &self.cube, crossed: self.by_sex.as_ref() }
    }

    /// The public tables of a quarter: the quarter by total, sex, age band, form, and sex and age together; with
    /// a year's last quarter the whole year likewise, and the counties over three whole years.
    pub(crate) fn tables(&self, definitions: &[Definition], pack: &Pack, quarter: Quarter) -> Vec<RawTable> {
        let mut tables = Vec::new();
        for definition in definitions {
            let mut periods = vec![Period::Quarter(quarter)];
            // A year is published once it is over: year-to-date figures would give away each quarter's new children.
            if quarter.of_year() == 4 {
                periods.push(Period::Year(quarter.year()));
            }
            for period in periods {
                tables.push(self.table(definition, pack, period, By::TOTAL));
                for by in offered(definition).into_iter().filter(|by| is_public(*by)) {
                    tables.push(self.table(definition, pack, period, by));
                }
            }
            if quarter.of_year() == 4 {
                tables.extend(self.pooled(definition, pack, quarter.year(), By::TOTAL));
                let counties = By::One(Disaggregation::By(Dimension::County));
                if definition.disaggregations.contains(&Dimension::County) {
                    tables.extend(self.pooled(definition, pack, quarter.year(), counties));
                }
            }
        }
        tables
    }

    fn table(&self, definition: &Definition, pack: &Pack, period: Period, by: By) -> RawTable {
        let book = self.book();
        let mut wanted = cells(pack, by);
        wanted.extend(book.known(definition, Span::One(period), by).into_iter().map(|(cell, _)| cell));
        wanted.sort_unstable();
        wanted.dedup();
        let amount = |cell: u32| match book.shown(definition, period, by, cell) {
            Shown::Exact(amount) => Some((cell, amount)),
            Shown::Hidden(_) | Shown::Missing => None,
        };
        let cells: Vec<_> = wanted.into_iter().filter_map(amount).collect();
        let total = self.total(definition, period);
        let adds_up = !by.overlaps(definition) && total.is_some_and(|total| sums_to(&cells, total));
        RawTable { indicator: definition.code.clone(), span: Span::One(period), by, adds_up, cells }
    }

    /// Whole years added up; nothing of medians, which do not add.
    fn pooled(&self, definition: &Definition, pack: &Pack, last: i16, by: By) -> Option<RawTable> {
        let first = last.saturating_sub(POOLED_YEARS - 1);
        let tables = (first..=last).map(|year| self.table(definition, pack, Period::Year(year), by));
        let mut pooled: Vec<(u32, Amount)> = Vec::new();
        for (cell, amount) in tables.flat_map(|table| table.cells) {
            match pooled.binary_search_by_key(&cell, |(cell, _)| *cell) {
                Ok(place) => {
                    let (_, sum) = pooled.get_mut(place)?;
                    *sum = plus(*sum, amount)?;
                }
                Err(place) => pooled.insert(place, (cell, plus(amount, nothing_of(amount))?)),
            }
        }
        let years = first..=last;
        let total = years.filter_map(|year| self.total(definition, Period::Year(year))).reduce(|a, b| plus(a, b).unwrap_or(a))?;
        let adds_up = !by.overlaps(definition) && sums_to(&pooled, total);
        let span = Span::Years { from: first, to: last };
        Some(RawTable { indicator: definition.code.clone(), span, by, adds_up, cells: pooled })
    }

    /// The digest of everything counted, in an order and spelling that never change: one line for each figure
    /// that is not nothing.
    pub(crate) fn digest(&self, definitions: &[Definition], pack: &Pack) -> Digest {
        let mut text = String::from("punte/counted/1\n");
        for definition in definitions {
            line(&mut text, format_args!("{}/{}", definition.code, definition.version));
            for by in definition.all_disaggregations() {
                every_cell(&mut text, &self.cube, definition.code.as_str(), by);
            }
            for code in sexes(pack).into_iter().filter_map(|sex| crossed_code(&definition.code, sex)) {
                if let Some(by_sex) = &self.by_sex {
                    every_cell(&mut text, by_sex, code.as_str(), Disaggregation::By(Dimension::AgeBand));
                }
            }
        }
        vault::digest(text.as_bytes())
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

fn is_public(by: By) -> bool {
    match by {
        By::SexAndAge => true,
        By::One(Disaggregation::By(dimension)) => PUBLIC.contains(&dimension),
        By::One(Disaggregation::Total) => false,
    }
}

/// Whether cells add up to a total, in every part that adds.
fn sums_to(cells: &[(u32, Amount)], total: Amount) -> bool {
    let start = Some(nothing_of(total));
    let sum = cells.iter().fold(start, |sum, (_, amount)| sum.and_then(|sum| plus(sum, *amount)));
    match (sum, total) {
        (Some(sum), total) => sum == total,
        // Medians do not add, but the values they are of do.
        (None, Amount::Median { of, .. }) => cells.iter().map(|(_, amount)| amount.units()).sum::<u64>() == of,
        (None, _) => false,
    }
}

fn nothing_of(amount: Amount) -> Amount {
    match amount {
        Amount::Count(_) => Amount::Count(0),
        Amount::Ratio { .. } => Amount::Ratio { numerator: 0, denominator: 0 },
        Amount::Median { .. } => Amount::Median { of: 0, doubled: None },
        Amount::Sum { .. } => Amount::Sum { of: 0, sum: 0 },
    }
}

/// Two figures of one kind together; `None` of medians and of different kinds.
fn plus(one: Amount, other: Amount) -> Option<Amount> {
    match (one, other) {
        (Amount::Count(a), Amount::Count(b)) => Some(Amount::Count(a.saturating_add(b))),
        (
            Amount::Ratio { numerator: a, denominator: b },
            Amount::Ratio { numerator: c, denominator: d },
        ) => Some(Amount::Ratio { numerator: a.saturating_add(c), denominator: b.saturating_add(d) }),
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
        assert!(sums_to(&[(1, median(2)), (2, median(3))], median(5)));
        assert!(!sums_to(&[(1, Amount::Count(2)), (2, Amount::Count(3))], Amount::Count(4)));
    }
}
