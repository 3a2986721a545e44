//! What changed of totals that were published before: said with the next report, never silently.

use std::collections::{BTreeMap, BTreeSet};

use base::{Position, Quarter};
use indicators::gate::{self, Published as Gated, Rule, restatement};
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

/// The positions at which the figures are needed that earlier reports spoke of.
pub(crate) fn positions(quarter: Quarter, published: &Published) -> BTreeSet<Position> {
    looked_at(quarter)
        .filter_map(|period| spoke_last(published, period))
        .map(|report| report.frozen.as_of)
        .collect()
}

/// What is to be said of totals that were published before. `then` holds the figures at [`positions`]: what has not
/// moved since the last report that spoke of it is not said again.
pub(crate) fn restatements(
    definitions: &[Definition],
    quarter: Quarter,
    counted: &Counted,
    then: &BTreeMap<Position, Counted>,
    published: &Published,
) -> Vec<Restatement> {
    let mut said = Vec::new();
    for period in looked_at(quarter) {
        let Some(last) = spoke_last(published, period) else { continue };
        let Some(then) = then.get(&last.frozen.as_of) else { continue };
        for definition in definitions {
            let total = |counted: &Counted| counted.amount(definition, Span::One(period), By::TOTAL, 0);
            let stands = published.shown(definition.code.as_str(), Span::One(period), By::TOTAL, 0);
            let (Shown::Exact(stands), Some(now)) = (stands, total(counted)) else { continue };
            if total(then) == Some(now) {
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

/// The periods that a quarter's report looks at: those before its own, then its own, which may have been published
/// before too.
fn looked_at(quarter: Quarter) -> impl Iterator<Item = Period> {
    let quarters = (0..=WINDOW_QUARTERS).rev().map(move |back| Period::Quarter(quarter.plus(-back)));
    let own_year = i16::from(quarter.of_year() != 4);
    let years = (own_year..=WINDOW_YEARS).rev().map(move |back| Period::Year(quarter.year() - back));
    quarters.chain(years)
}

/// The last report that looked at a period.
fn spoke_last(published: &Published, period: Period) -> Option<&Report> {
    let spoke = |report: &&Report| looked_at(report.frozen.quarter).any(|looked_at| looked_at == period);
    published.reports().iter().rev().find(spoke)
}

/// How a published figure changed; `None` when it did not, or when nothing may be said because its new value is
/// hidden. It is told when each part of the figure that changed may be.
pub(crate) fn change(before: Amount, now: Amount) -> Option<Change> {
    let rule = Rule::default();
    if before == now || !may_be_shown(now, &rule) {
        return None;
    }
    let moved = parts(before).into_iter().zip(parts(now));
    let said: Vec<_> = moved.map(|(b, n)| restatement(Gated::Shown(b), Gated::Shown(n), &rule)).collect();
    let told = |one: &gate::Restatement| matches!(one, gate::Restatement::Changed { .. });
    let few = said.contains(&gate::Restatement::ChangedByFew);
    Some(if !few && said.iter().any(told) { Change::Became(now) } else { Change::FewerThanFive })
}

/// Whether a total may be shown for what it is alone.
fn may_be_shown(amount: Amount, rule: &Rule) -> bool {
    match amount {
        Amount::Count(units) => !rule.is_small(units),
        Amount::Ratio { numerator, denominator } => rule.shows_ratio(numerator, denominator),
        Amount::Median { of, .. } | Amount::Sum { of, .. } => rule.shows_values(of),
    }
}

/// The numbers of units that a figure tells of.
fn parts(amount: Amount) -> Vec<u64> {
    match amount {
        Amount::Count(units) | Amount::Median { of: units, .. } | Amount::Sum { of: units, .. } => {
            vec![units]
        }
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
        assert_eq!(counts(20, 3), None);
        assert_eq!(counts(20, 0), Some(Change::Became(Amount::Count(0))));
    }

    #[test]
    fn a_ratio_tells_no_small_part() {
        assert_eq!(change(ratio(10, 30), ratio(16, 36)), Some(Change::Became(ratio(16, 36))));
        // One referral more, and not followed: small.
        assert_eq!(change(ratio(10, 30), ratio(10, 31)), Some(Change::FewerThanFive));
        // Six more were followed, of one more.
        assert_eq!(change(ratio(10, 30), ratio(16, 31)), Some(Change::FewerThanFive));
        // Two remain that were not followed: the new figure is hidden, and nothing is said.
        assert_eq!(change(ratio(10, 30), ratio(28, 30)), None);
    }

    #[test]
    fn a_report_looks_back_eight_quarters_and_two_years() {
        let periods =
            |quarter| looked_at(quarter).map(|period| period.to_string()).collect::<Vec<_>>().join(" ");
        assert_eq!(
            periods(Quarter::new(2026, 1)),
            "2024Q1 2024Q2 2024Q3 2024Q4 2025Q1 2025Q2 2025Q3 2025Q4 2026Q1 2024 2025"
        );
        assert!(periods(Quarter::new(2026, 4)).ends_with("2026Q3 2026Q4 2024 2025 2026"));
    }
}
