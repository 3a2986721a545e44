//! What changed of totals that were published before: said with the next report, never silently.

use std::collections::{BTreeMap, BTreeSet};

use base::{Position, Quarter};
use indicators::{Definition, Period};

use crate::figures::{Amount, By, Shown};
use crate::reports::Span;
use crate::reports::counting::Counted;
use crate::reports::frozen::{Change, PeriodText, Restatement};
use crate::reports::published::{Published, Report};

/// How many quarters before its own a report looks back at.
const WINDOW_QUARTERS: i32 = 8;
/// How many whole years before its own year.
const WINDOW_YEARS: i16 = 2;
/// Changes and figures below this are not told.
const SMALL: u64 = 5;

/// The positions at which the figures are needed that earlier reports spoke of.
pub(crate) fn positions(quarter: Quarter, published: &Published) -> BTreeSet<Position> {
    window(quarter).filter_map(|period| spoke_last(published, period)).map(|report| report.frozen.as_of).collect()
}

/// What is to be said of earlier totals. `before` holds the figures at [`positions`]: what has not moved since the
/// last report that spoke of it is not said again.
pub(crate) fn restatements(
    definitions: &[Definition],
    quarter: Quarter,
    counted: &Counted,
    before: &BTreeMap<Position, Counted>,
    published: &Published,
) -> Vec<Restatement> {
    let mut said = Vec::new();
    for period in window(quarter) {
        let Some(last) = spoke_last(published, period) else { continue };
        let Some(then) = before.get(&last.frozen.as_of) else { continue };
        for definition in definitions {
            let stands = published.shown(definition.code.as_str(), Span::One(period), By::TOTAL, 0);
            let (Shown::Exact(stands), Some(now)) = (stands, counted.total(definition, period)) else { continue };
            if then.total(definition, period) == Some(now) {
                continue;
            }
            if let Some(change) = change(stands, now) {
                let (indicator, period) = (definition.code.clone(), PeriodText(period));
                said.push(Restatement { indicator, period, before: stands, change });
            }
        }
    }
    said
}

/// The periods before its own that a quarter's report looks back at.
fn window(quarter: Quarter) -> impl Iterator<Item = Period> {
    let quarters = (1..=WINDOW_QUARTERS).rev().map(move |back| Period::Quarter(quarter.plus(-back)));
    let years = (1..=WINDOW_YEARS).rev().map(move |back| Period::Year(quarter.year() - back));
    quarters.chain(years)
}

/// The last report that published a period or looked back at it.
fn spoke_last(published: &Published, period: Period) -> Option<&Report> {
    let spoke = |report: &&Report| {
        let quarter = report.frozen.quarter;
        let own = report.frozen.tables.iter().any(|table| table.span == Span::One(period));
        own || window(quarter).any(|looked_at| looked_at == period)
    };
    published.reports().iter().rev().find(spoke)
}

/// How a published figure changed; `None` when it did not. A change is told when each part of the figure that
/// changed did so by five or more, and nothing of the new figure is small.
fn change(before: Amount, now: Amount) -> Option<Change> {
    if before == now {
        return None;
    }
    let moved: Vec<u64> = parts(before).into_iter().zip(parts(now)).map(|(b, n)| b.abs_diff(n)).collect();
    let told = moved.iter().any(|by| *by >= SMALL) && moved.iter().all(|by| *by == 0 || *by >= SMALL);
    if !told {
        return Some(Change::FewerThanFive);
    }
    let small = parts(now).into_iter().any(|part| part > 0 && part < SMALL);
    Some(if small { Change::BecameHidden } else { Change::Became(now) })
}

/// The numbers of units that a figure tells of.
fn parts(amount: Amount) -> Vec<u64> {
    match amount {
        Amount::Count(units) | Amount::Median { of: units, .. } | Amount::Sum { of: units, .. } => vec![units],
        Amount::Ratio { numerator, denominator } => {
            vec![numerator, denominator, denominator.saturating_sub(numerator)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(numerator: u64, denominator: u64) -> Amount {
        Amount::Ratio { numerator, denominator }
    }

    #[test]
    fn a_change_is_told_from_five_on() {
        let counts = |before, now| change(Amount::Count(before), Amount::Count(now));
        assert_eq!(counts(20, 20), None);
        assert_eq!(counts(20, 24), Some(Change::FewerThanFive));
        assert_eq!(counts(20, 19), Some(Change::FewerThanFive));
        assert_eq!(counts(20, 25), Some(Change::Became(Amount::Count(25))));
        assert_eq!(counts(20, 3), Some(Change::BecameHidden));
        assert_eq!(counts(20, 0), Some(Change::Became(Amount::Count(0))));
    }

    #[test]
    fn a_ratio_tells_no_small_part() {
        assert_eq!(change(ratio(10, 30), ratio(16, 36)), Some(Change::Became(ratio(16, 36))));
        // One referral more, and not followed: small.
        assert_eq!(change(ratio(10, 30), ratio(10, 31)), Some(Change::FewerThanFive));
        // Six more were followed, of one more.
        assert_eq!(change(ratio(10, 30), ratio(16, 31)), Some(Change::FewerThanFive));
        // Told, but two remain that were not followed.
        assert_eq!(change(ratio(10, 30), ratio(28, 30)), Some(Change::BecameHidden));
    }

    #[test]
    fn a_report_looks_back_eight_quarters_and_two_years() {
        let periods: Vec<String> = window(Quarter::new(2026, 1)).map(|period| period.to_string()).collect();
        assert_eq!(periods.join(" "), "2024Q1 2024Q2 2024Q3 2024Q4 2025Q1 2025Q2 2025Q3 2025Q4 2024 2025");
    }
}
