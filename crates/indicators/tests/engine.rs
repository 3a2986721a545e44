//! The engine against the reference, and everything else against the engine.

use base::{AgencyNumber, Position, Quarter};
use indicators::{
    Cube, Disaggregation, Figure, Part, Period, Periods, Scope, Standing, count_all, count_on, lineage,
};
use proptest::prelude::*;
use serde_json::Value as Json;

use crate::definitions::{definitions, texts};
use crate::history::{entries, happenings, history, table};
use crate::reference;

fn periods() -> Periods {
    Periods::new(Quarter::new(2023, 1), Quarter::new(2025, 4)).unwrap()
}

fn scope(agency: u64) -> Scope {
    if agency == 0 { Scope::All } else { Scope::Agency(AgencyNumber(agency.try_into().unwrap())) }
}

/// Whether the figure says what the reference found.
fn agrees(figure: Figure, found: &reference::Figure) -> bool {
    match figure {
        Figure::Count(count) => count == found.counted,
        Figure::Ratio { numerator, denominator } => {
            (numerator, denominator) == (found.followed, found.counted)
        }
        Figure::Sum { of, sum } => of == found.counted && sum == found.values.iter().sum::<i64>(),
        Figure::Median { of, median } => {
            let half = found.values.len() / 2;
            let expected = match found.values.len() {
                0 => None,
                odd if odd % 2 == 1 => Some(found.values[half] as f64),
                _ => Some((found.values[half - 1] + found.values[half]) as f64 / 2.0),
            };
            of == found.counted && median == expected
        }
    }
}

fn check(
    cube: &Cube,
    history: &Json,
    position: u64,
    agency: u64,
    wanted: &[Period],
) -> Result<(), TestCaseError> {
    let known = reference::known(history, position);
    let children = reference::children(&known);
    for (definition, text) in definitions().iter().zip(texts()) {
        let toml: toml::Table = toml::from_str(&text).unwrap();
        let code = definition.code.as_str();
        for by in definition.all_disaggregations() {
            for period in wanted {
                for level in 0..8 {
                    let name = period.to_string();
                    let found = reference::figure(&children, &toml, &name, by.name(), level.into(), agency);
                    let figure = cube.value(code, *period, by, level).unwrap();
                    prop_assert!(
                        agrees(figure, &found),
                        "{code} {period} {} {level} agency {agency} at {position}: {figure:?}, not {found:?}",
                        by.name()
                    );
                }
                let beyond = cube.cells(code, *period, by).iter().any(|(level, _)| *level >= 8);
                prop_assert!(!beyond, "{code} {period}: a level that no fact has");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_equals_the_reference_at_any_position(
        happenings in happenings(50),
        position in 0..65_u64,
        agency in prop_oneof![2 => Just(0_u64), 1 => 1..4_u64],
        settle_every in 1..30_usize,
        quarter in 0..12_i32,
        year in 2023..2026_i16,
    ) {
        let history = history(&happenings);
        let table = table(&history, settle_every);
        let cube = count_all(&table, &definitions(), Position(position), periods(), scope(agency));
        let wanted = [Period::Quarter(Quarter::new(2023, 1).plus(quarter)), Period::Year(year)];
        check(&cube, &history, position, agency, &wanted)?;
        let on_three = count_on(&table, &definitions(), Position(position), periods(), scope(agency), 3);
        prop_assert_eq!(&cube, &on_three);
    }

    #[test]
    fn standing_figures_equal_a_full_count_after_every_entry(
        happenings in happenings(60),
        agency in 0..3_u64,
        settle_every in 2..40_usize,
    ) {
        let history = history(&happenings);
        let definitions = definitions();
        let mut table = indicators::FactTable::new();
        let mut standing = Standing::of(&table, &definitions, periods(), scope(agency));
        for (place, (position, changes)) in entries(&history).into_iter().enumerate() {
            let touched = table.apply(position, &changes).unwrap();
            standing.follow(&table, &touched).unwrap();
            let full = count_all(&table, &definitions, position, periods(), scope(agency));
            prop_assert_eq!(standing.cube(), &full);
            if place % settle_every == 0 {
                table.settle();
            }
        }
    }

    #[test]
    fn an_as_of_count_is_what_was_counted_then(happenings in happenings(40), cut in 0..40_usize) {
        let history = history(&happenings);
        let definitions = definitions();
        let all = table(&history, 7);
        let mut early = history.clone();
        early["entries"].as_array_mut().unwrap().truncate(cut);
        let then = table(&early, 3);
        let counted_then = count_all(&then, &definitions, then.position(), periods(), Scope::All);
        let recounted = count_all(&all, &definitions, then.position(), periods(), Scope::All);
        prop_assert_eq!(counted_then, recounted);
    }

    #[test]
    fn lineage_has_as_many_rows_as_the_figure_says(
        happenings in happenings(40),
        agency in 0..3_u64,
        year in 2023..2026_i16,
    ) {
        let history = history(&happenings);
        let table = table(&history, 9);
        let position = table.position();
        let definitions = definitions();
        let cube = count_all(&table, &definitions, position, periods(), scope(agency));
        for definition in &definitions {
            for by in [Disaggregation::Total].into_iter().chain(definition.all_disaggregations().skip(1).take(3)) {
                for period in [Period::Year(year), Period::Quarter(Quarter::new(year, 2))] {
                    for level in 0..4 {
                        let rows = lineage(&table, definition, period, by, level, position, scope(agency));
                        let figure = cube.value(definition.code.as_str(), period, by, level).unwrap();
                        let counted = rows.iter().filter(|row| row.counted && row.part == Part::Counted).count();
                        prop_assert_eq!(counted as u64, figure.units(), "{} {}", definition.code, period);
                        if let Figure::Ratio { numerator, .. } = figure {
                            let followed = rows.iter().filter(|row| row.part == Part::Followed).count();
                            prop_assert_eq!(followed as u64, numerator);
                        }
                        prop_assert!(rows.iter().all(|row| row.counted == row.excluded.is_none()));
                        prop_assert!(rows.is_sorted_by_key(|row| row.child));
                    }
                }
            }
        }
    }
}
