//! What a reader of all published tables can work out, reckoned apart from the gate's own wiring.

use std::collections::BTreeMap;

use base::{Quarter, Randomness};
use indicators::Period;
use indicators::gate::{Relation, Standing, System, audit};
use workflow::SignedIn;
use workflow::figures::{Amount, Shown, crossed};

use crate::house::House;
use crate::lives::{BOY, GIRL, Lives, TEEN, YOUNGER};

/// Counts that are broken down by sex, age and form; whether the quarters of a year add up to it.
const COUNTS: [(&str, bool); 3] = [("2.1", false), ("2.5", false), ("2.5p", true)];

/// One cell: indicator, span, breakdown, cell.
type Name = (&'static str, String, &'static str, u32);

/// Children of the quarters of 2025, more or fewer by chance.
fn children(house: &House, chance: &Randomness) {
    let mut lives = Lives::of(house);
    for month in 1..=12 {
        for (sex, born) in [(GIRL, TEEN), (GIRL, YOUNGER), (BOY, TEEN), (BOY, YOUNGER), (0, TEEN)] {
            let most = if sex == GIRL { 4 } else { 2 };
            let day = format!("2025-{month:02}-05");
            for life in lives.many(u32::try_from(chance.below(most)).unwrap(), "dgaspc-dj", sex, born, &day) {
                for service in [1, 2, 3, 6] {
                    if chance.chance(0.7) {
                        lives.served(life, service, &format!("2025-{month:02}-{:02}", 6 + service));
                    }
                }
            }
        }
    }
}

fn units(shown: Shown) -> u64 {
    match shown {
        Shown::Exact(Amount::Count(units)) => units,
        other => panic!("{other:?}"),
    }
}

/// The true figures of a period, from the officer's screen.
fn truth(house: &House, officer: &SignedIn, code: &'static str, period: Period) -> BTreeMap<Name, u64> {
    let page = house.app().indicator(officer, code, None, None, Some(period)).unwrap();
    let name = |by: &'static str, cell| (code, period.to_string(), by, cell);
    let mut all = BTreeMap::from([(name("total", 0), units(page.figure))]);
    for table in &page.tables {
        all.extend(table.cells.iter().map(|cell| (name(table.by.name(), cell.cell), units(cell.figure))));
    }
    all
}

#[test]
fn no_small_figure_can_be_narrowed_down_from_all_tables_of_a_year() {
    for seed in 0..2 {
        let house = House::new();
        children(&house, &Randomness::seeded(seed));
        for quarter in 1..=4 {
            house.later(24 * 29);
            let officer = house.officer();
            let code =
                house.app().freeze_report(&officer, Quarter::new(2025, quarter), house.command()).unwrap();
            house.app().publish_report(&officer, code, house.command()).unwrap();
        }
        let officer = house.officer();
        let mut system = System::new();
        let (mut cells, mut hidden) = (BTreeMap::new(), Vec::new());
        let mut values = BTreeMap::new();
        let periods = (1..=4).map(|q| Period::Quarter(Quarter::new(2025, q))).chain([Period::Year(2025)]);
        for (code, period) in periods.flat_map(|period| COUNTS.map(|(code, _)| (code, period))) {
            values.extend(truth(&house, &officer, code, period));
        }
        let rows = house.app().published_figures(None).unwrap();
        for row in rows.into_iter().filter(|row| row.span.period().is_some()) {
            let Some((code, _)) = COUNTS.iter().find(|(code, _)| row.indicator == **code) else { continue };
            let name = (*code, row.span.to_string(), row.by.name(), row.cell);
            let value = values.get(&name).copied().unwrap_or(0);
            if let Shown::Exact(amount) = row.figure {
                assert_eq!(amount, Amount::Count(value), "what is shown is true: {name:?}");
            }
            hidden.push(row.figure.is_hidden());
            cells.insert(name, system.add(value, Standing::Open, 1));
        }
        relate(&mut system, &cells);
        let name_of =
            |cell: usize| cells.iter().find(|(_, number)| **number == cell).map(|(name, _)| name).unwrap();
        let intervals = audit(&system, &hidden).unwrap();
        assert!(intervals.len() > 20, "there is something to protect");
        assert!(hidden.iter().filter(|hidden| !**hidden).count() > 100, "and something to read");
        for interval in intervals {
            let name = name_of(interval.cell);
            let value = values.get(name).copied().unwrap_or(0);
            let safe = interval.low < 1.001 && interval.high > 3.999;
            assert!(
                safe || !(1..5).contains(&value),
                "seed {seed}: {name:?} is {value}, lies in {interval:?}"
            );
        }
    }
}

/// Everything that a reader knows to hold.
fn relate(system: &mut System, cells: &BTreeMap<Name, usize>) {
    let spans = ["2025Q1", "2025Q2", "2025Q3", "2025Q4", "2025"].map(str::to_owned);
    let find = |code, span: &String, by, cell| cells.get(&(code, span.clone(), by, cell)).copied();
    for (code, adds_up) in COUNTS {
        for span in &spans {
            let all = |by, cells: &mut dyn Iterator<Item = u32>| {
                cells.filter_map(|cell| find(code, span, by, cell)).collect::<Vec<_>>()
            };
            let mut sum = |total: Option<usize>, parts: Vec<usize>| {
                if let Some(total) = total.filter(|_| !parts.is_empty()) {
                    assert!(system.relate(Relation::Sum { total, parts }), "{code} {span}");
                }
            };
            let total = find(code, span, "total", 0);
            sum(total, all("sex", &mut (0..3)));
            sum(total, all("age_band", &mut (0..7)));
            for sex in 0..3 {
                sum(
                    find(code, span, "sex", sex.into()),
                    all("sex_age", &mut (0..7).map(|age| crossed(sex, age))),
                );
            }
            for age in 0..7 {
                sum(
                    find(code, span, "age_band", age.into()),
                    all("sex_age", &mut (0..3).map(|sex| crossed(sex, age))),
                );
            }
            let parts = all("form", &mut (0..32));
            if let Some(total) = total.filter(|_| !parts.is_empty()) {
                assert!(system.relate(Relation::Union { total, parts, complete: true }));
            }
        }
        for (name, year) in cells.iter().filter(|((of, span, ..), _)| *of == code && span == "2025") {
            let parts: Vec<usize> =
                spans[..4].iter().filter_map(|span| find(code, span, name.2, name.3)).collect();
            let complete = parts.len() == 4;
            if adds_up && complete {
                assert!(system.relate(Relation::Sum { total: *year, parts }), "{name:?}");
            } else {
                assert!(system.relate(Relation::Union { total: *year, parts, complete }), "{name:?}");
            }
        }
    }
}
