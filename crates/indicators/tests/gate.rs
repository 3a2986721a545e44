//! What the disclosure gate lets out, and what two readers can make of it: one who tries all whole numbers, and one
//! with linear programs. Both see only what is published.

use indicators::gate::{
    Adding, Earlier, Gated, History, Link, Place, Published, Restatement, Rule, Standing, System, Table,
    TableRef, Why, audit, publish, publish_ratio, restatement,
};
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use proptest::prelude::*;

fn rule() -> Rule {
    Rule::default()
}

fn alone(table: &Table) -> Gated {
    publish(table, &History::default(), &rule())
}

/// The published cells in words: a count, `s` for small, `c` for complementary.
fn said(gated: &Gated) -> String {
    let word = |(_, published)| match published {
        Published::Shown(count) => count.to_string(),
        Published::Suppressed(Why::Primary) => "s".to_owned(),
        Published::Suppressed(Why::Complementary) => "c".to_owned(),
    };
    gated.places().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn lists_with_their_total() {
    for (cells, expected) in [
        (&[10, 30, 8][..], "10 30 8 48"),
        (&[0, 12, 30], "0 12 30 42"),
        (&[0, 0, 0], "0 0 0 0"),
        (&[], "0"),
        // One small cell takes the cheapest other with it, never the total.
        (&[10, 3, 60], "c s 60 73"),
        // Two small cells protect each other when together they are large enough,
        (&[10, 3, 2, 8], "10 s s 8 23"),
        // and not when both together are small.
        (&[20, 1, 1, 100], "c s s 100 122"),
        // A small total is small itself; its zeros stay.
        (&[3, 0], "s 0 s"),
        (&[3], "s s"),
        (&[2, 2], "s s s"),
        // Nothing but zeros beside it: a zero hides it at no loss.
        (&[4, 0, 50], "s c 50 54"),
    ] {
        assert_eq!(said(&alone(&Table::list(cells))), expected, "{cells:?}");
    }
}

#[test]
fn overlapping_lists_bind_less() {
    // A child in two forms: the cells exceed the total, and nobody can subtract.
    assert_eq!(said(&alone(&Table::overlapping_list(&[6, 3, 9], 10))), "6 s 9 10");
    // But cells that leave no room for another are bound by it: 9 − 6 = 3 at least.
    let tight = alone(&Table::overlapping_list(&[6, 3], 9));
    assert_eq!(said(&tight), "c s 9");
}

#[test]
fn a_row_all_in_one_column_discloses_its_group() {
    let table = Table::crossed(&[vec![7, 0, 0], vec![5, 6, 9], vec![8, 9, 11]]);
    let shown = alone(&table);
    assert_eq!(shown.at(Place::Cell { row: 0, column: 0 }), Some(Published::Suppressed(Why::Primary)));
    let lax = Rule { group_disclosure: false, ..rule() };
    assert_eq!(publish(&table, &History::default(), &lax).suppressed(), 0);
    assert_eq!(shown.disclosed(), 0);
}

#[test]
fn one_small_cell_of_a_crossed_table_takes_three_with_it() {
    let shown = alone(&Table::crossed(&[vec![20, 3, 40], vec![50, 60, 70], vec![8, 9, 100]]));
    assert_eq!(shown.suppressed(), 4);
    assert_eq!(shown.at(Place::Total), Some(Published::Shown(360)));
    assert!(shown.at(Place::RowTotal(0)).unwrap().shown().is_some());
    assert_eq!(shown.at(Place::RowTotal(9)), None);
    assert_eq!(shown.size(), (3, 3));
}

fn earlier(cells: &[u64]) -> Earlier {
    let table = Table::list(cells);
    let shown = alone(&table);
    Earlier { table, shown }
}

#[test]
fn a_year_does_not_give_away_the_quarter_that_is_not_out_yet() {
    let year = Table::list(&[20, 30]);
    let quarters = [earlier(&[6, 9]), earlier(&[6, 9]), earlier(&[6, 9])];
    assert!(quarters.iter().all(|quarter| quarter.shown.suppressed() == 0));
    let parts: Vec<TableRef> = (0..3).map(TableRef::Earlier).collect();
    let sum = Link::Sum { total: TableRef::New, parts: parts.clone(), complete: false };
    let history = History { earlier: quarters.to_vec(), links: vec![sum] };
    // 20 − 18 = 2 and 30 − 27 = 3 are small; both together are 5.
    assert_eq!(said(&publish(&year, &history, &rule())), "c c 50");
    // When a child counts in several quarters, nothing can be subtracted: the year lies between 9 and 27.
    let union = Link::Union { total: TableRef::New, parts, complete: false };
    let history = History { earlier: quarters.to_vec(), links: vec![union] };
    assert_eq!(said(&publish(&year, &history, &rule())), "20 30 50");
}

#[test]
fn a_year_does_not_give_away_a_suppressed_quarter() {
    let quarters = [earlier(&[20, 3, 7]), earlier(&[10, 12, 11]), earlier(&[9, 8, 14]), earlier(&[9, 9, 9])];
    assert_eq!(said(&quarters[0].shown), "20 s c 30");
    let year = Table::list(&[48, 32, 41]);
    let parts: Vec<TableRef> = (0..4).map(TableRef::Earlier).collect();
    let sum = Link::Sum { total: TableRef::New, parts, complete: true };
    let history = History { earlier: quarters.to_vec(), links: vec![sum] };
    let shown = publish(&year, &history, &rule());
    assert_eq!((said(&shown), shown.disclosed()), ("48 c c 121".to_owned(), 0));
    // Two agencies make the country: what the country shows must not give away what the second will not show.
    let history = History {
        earlier: vec![earlier(&[30, 40, 50])],
        links: vec![Link::Sum { total: TableRef::New, parts: vec![TableRef::Earlier(0)], complete: false }],
    };
    assert_eq!(said(&publish(&Table::list(&[32, 90, 300]), &history, &rule())), "c c 300 422");
}

#[test]
fn what_was_given_away_before_is_counted() {
    // Published without a gate: all shown, but the small cell of the second table withheld.
    let table = Table::list(&[8, 3]);
    let naked = Earlier { shown: naked(&table, 1), table: table.clone() };
    let history = History { earlier: vec![naked], links: vec![] };
    assert_eq!(publish(&Table::list(&[50, 60]), &history, &rule()).disclosed(), 1);
}

/// A table published with one cell withheld and nothing to protect it.
fn naked(table: &Table, withheld: usize) -> Gated {
    let open = publish(table, &History::default(), &Rule { threshold: 1, group_disclosure: false });
    let mut json = serde_json::to_value(&open).unwrap();
    json["cells"][withheld] = serde_json::json!({ "Suppressed": "Primary" });
    serde_json::from_value(json).unwrap()
}

#[test]
fn tables_of_another_shape_are_passed_over() {
    let history = History {
        earlier: vec![earlier(&[9, 9])],
        links: vec![Link::Sum {
            total: TableRef::New,
            parts: vec![TableRef::Earlier(0), TableRef::Earlier(7)],
            complete: true,
        }],
    };
    assert_eq!(said(&publish(&Table::list(&[9, 9, 9]), &history, &rule())), "9 9 9 27");
}

#[test]
fn ratios() {
    let rule = rule();
    for (numerator, denominator, shows) in [
        (0, 9, true),
        (9, 9, true),
        (5, 10, true),
        (4, 40, false),
        (37, 40, false),
        (2, 4, false),
        (0, 0, false),
    ] {
        assert_eq!(rule.shows_ratio(numerator, denominator), shows, "{numerator}/{denominator}");
    }
    assert!(rule.shows_values(5) && !rule.shows_values(4) && !rule.shows_values(0));
    let (sent, started) = (Table::list(&[40, 30, 25]), Table::list(&[20, 28, 10]));
    let gated = publish_ratio(&started, &sent, &rule).unwrap();
    // 30 − 28 = 2 did not start: their number must not be found, nor by the total's.
    assert_eq!(gated.at(Place::Cell { row: 0, column: 1 }), None);
    let shown: Vec<_> = sent_places(&gated.denominators).filter_map(|place| gated.at(place)).collect();
    assert!(!shown.is_empty() && shown.len() < 4, "{shown:?}");
    assert_eq!(gated.numerators.disclosed(), 0);
    assert_eq!(publish_ratio(&sent, &started, &rule), None);
    assert_eq!(publish_ratio(&Table::list(&[1]), &sent, &rule), None);
}

fn sent_places(gated: &Gated) -> impl Iterator<Item = Place> {
    gated.places().map(|(place, _)| place)
}

#[test]
fn restatements() {
    let tell = |old, new| restatement(Published::Shown(old), Published::Shown(new), &rule());
    assert_eq!(tell(17, 17), Restatement::Unchanged);
    assert_eq!(tell(17, 21), Restatement::ChangedByFew);
    assert_eq!(tell(17, 13), Restatement::ChangedByFew);
    assert_eq!(tell(17, 22), Restatement::Changed { old: 17, new: 22 });
    let hidden = Published::Suppressed(Why::Primary);
    assert_eq!(restatement(hidden, Published::Shown(9), &rule()), Restatement::NotShown);
    assert_eq!(restatement(Published::Shown(9), hidden, &rule()), Restatement::NotShown);
}

#[test]
fn the_audit_finds_what_can_be_subtracted() {
    let mut system = System::new();
    let cells: Vec<usize> =
        [10, 3, 8].into_iter().map(|value| system.add(value, Standing::Open, 1)).collect();
    let total = system.add(21, Standing::Open, 16);
    assert!(system.relate(indicators::gate::Relation::Sum { total, parts: cells.clone() }));
    assert!(!system.relate(indicators::gate::Relation::Sum { total, parts: cells[1..].to_vec() }));
    let intervals = |hidden: &[usize]| -> Vec<(usize, f64, f64)> {
        let flags: Vec<bool> = (0..4).map(|cell| hidden.contains(&cell)).collect();
        let found = audit(&system, &flags).unwrap();
        found.iter().map(|i| (i.cell, i.low.round(), i.high.round())).collect()
    };
    assert_eq!(intervals(&[1]), [(1, 3.0, 3.0)]);
    assert_eq!(intervals(&[1, 2]), [(1, 0.0, 11.0), (2, 0.0, 11.0)]);
    assert!(intervals(&[1, 3])[0].2 > 50.0);
}

// ---- Readers who try to find out ----

/// What a reader knows to hold in a table, from its form alone: total and parts by place.
fn sums(rows: usize, columns: usize, crossed: bool) -> Vec<(usize, Vec<usize>)> {
    let cells = rows * columns;
    if !crossed {
        return vec![(columns, (0..columns).collect())];
    }
    let last = cells + rows + columns;
    let mut sums: Vec<(usize, Vec<usize>)> = (0..rows)
        .map(|row| (cells + row, (0..columns).map(|column| row * columns + column).collect()))
        .collect();
    sums.extend((0..columns).map(|column| {
        (cells + rows + column, (0..rows).map(|row| row * columns + column).collect::<Vec<usize>>())
    }));
    sums.push((last, (cells..cells + rows).collect()));
    sums.push((last, (cells + rows..last).collect()));
    sums
}

/// The least and greatest of each suppressed place, by linear programs over what is published.
fn attack(
    published: &[Option<u64>],
    sums: &[(usize, Vec<usize>)],
    bounds: &[(usize, Vec<usize>)],
) -> Vec<(usize, f64, f64)> {
    let mut found = Vec::new();
    for place in (0..published.len()).filter(|place| published[*place].is_none()) {
        let ends = [OptimizationDirection::Minimize, OptimizationDirection::Maximize].map(|direction| {
            let mut problem = Problem::new(direction);
            let all: Vec<Variable> = published
                .iter()
                .enumerate()
                .map(|(other, count)| {
                    let range = count.map_or((0.0, 1e5), |count| (count as f64, count as f64));
                    problem.add_var(if other == place { 1.0 } else { 0.0 }, range)
                })
                .collect();
            for (total, parts) in sums {
                let mut row: Vec<(Variable, f64)> = parts.iter().map(|part| (all[*part], 1.0)).collect();
                row.push((all[*total], -1.0));
                problem.add_constraint(row.as_slice(), ComparisonOp::Eq, 0.0);
            }
            for (total, parts) in bounds {
                for part in parts {
                    problem.add_constraint([(all[*part], 1.0), (all[*total], -1.0)], ComparisonOp::Le, 0.0);
                }
            }
            problem.solve().unwrap().into_solution().unwrap().objective()
        });
        found.push((place, ends[0], ends[1]));
    }
    found
}

fn numbers(gated: &Gated) -> Vec<Option<u64>> {
    gated.places().map(|(_, published)| published.shown()).collect()
}

fn withstands(
    truth: &[u64],
    published: &[Option<u64>],
    found: &[(usize, f64, f64)],
) -> Result<(), TestCaseError> {
    for (place, count) in published.iter().enumerate() {
        if let Some(count) = count {
            prop_assert!(*count == truth[place] && !(1..5).contains(count), "place {place} shows {count}");
        }
    }
    for (place, low, high) in found {
        let value = truth[*place];
        prop_assert!(*low <= value as f64 + 1e-4 && *high >= value as f64 - 1e-4, "the reader errs");
        prop_assert!(high - low >= 4.0 - 1e-4, "place {place}, {value}: {low} to {high}");
        if (1..5).contains(&value) {
            prop_assert!(
                *low <= 1.0 + 1e-4 && *high >= 4.0 - 1e-4,
                "place {place}, {value}: {low} to {high}"
            );
        }
    }
    Ok(())
}

fn count() -> impl Strategy<Value = u64> {
    prop_oneof![2 => Just(0_u64), 3 => 1..5_u64, 3 => 5..12_u64, 3 => 12..90_u64]
}

fn crossed(
    rows: std::ops::Range<usize>,
    columns: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<Vec<u64>>> {
    (rows, columns).prop_flat_map(|(rows, columns)| {
        proptest::collection::vec(proptest::collection::vec(count(), columns), rows)
    })
}

fn truth(table: &Table, gated: &Gated) -> Vec<u64> {
    gated.places().map(|(place, _)| table.at(place).unwrap()).collect()
}

fn try_crossed(cells: &[Vec<u64>]) -> Result<(), TestCaseError> {
    let table = Table::crossed(cells);
    let gated = alone(&table);
    let published = numbers(&gated);
    let found = attack(&published, &sums(cells.len(), cells[0].len(), true), &[]);
    prop_assert_eq!(gated.disclosed(), 0);
    withstands(&truth(&table, &gated), &published, &found)
}

/// A year by quarters that add up (or of which the last is still to come), published one after the other.
fn try_year(quarters: &[Vec<u64>], out: usize, adds_up: bool) -> Result<(), TestCaseError> {
    let width = quarters[0].len();
    let mut earlier: Vec<Earlier> = Vec::new();
    for cells in &quarters[..out] {
        let table = Table::list(cells);
        // Each quarter knows those before it.
        let shown = publish(&table, &History { earlier: earlier.clone(), links: vec![] }, &rule());
        earlier.push(Earlier { table, shown });
    }
    let of_cell = |cell: usize| quarters.iter().map(move |quarter| quarter[cell]);
    let cells: Vec<u64> = (0..width)
        .map(|cell| if adds_up { of_cell(cell).sum() } else { of_cell(cell).max().unwrap() + 1 })
        .collect();
    let (parts, complete) = ((0..out).map(TableRef::Earlier).collect(), out == quarters.len() && adds_up);
    let link = if adds_up {
        Link::Sum { total: TableRef::New, parts, complete }
    } else {
        Link::Union { total: TableRef::New, parts, complete }
    };
    let table = Table::list(&cells);
    let gated = publish(&table, &History { earlier: earlier.clone(), links: vec![link] }, &rule());
    // The reader lays all tables side by side, the year first, and what is still to come last.
    let (mut published, mut values) = (numbers(&gated), truth(&table, &gated));
    for quarter in &earlier {
        published.extend(numbers(&quarter.shown));
        values.extend(truth(&quarter.table, &quarter.shown));
    }
    let step = width + 1;
    let mut equal: Vec<(usize, Vec<usize>)> =
        (0..=out).map(|at| (at * step + width, (at * step..at * step + width).collect())).collect();
    let mut bounds = Vec::new();
    for place in 0..step {
        let mut parts: Vec<usize> = (1..=out).map(|at| at * step + place).collect();
        if !adds_up {
            bounds.push((place, parts));
            continue;
        }
        if !complete {
            let known: u64 = parts.iter().map(|part| values[*part]).sum();
            parts.push(values.len());
            values.push(values[place] - known);
            published.push(None);
        }
        equal.push((place, parts));
    }
    let mut found = attack(&published, &equal, &bounds);
    // What is to come is nobody's secret unless it is small.
    found.retain(|(place, ..)| *place < step * (out + 1) || (1..5).contains(&values[*place]));
    prop_assert_eq!(gated.disclosed(), 0);
    withstands(&values, &published, &found)
}

/// All whole numbers that suppressed places can have: the reader who tries everything.
fn try_everything(published: &[Option<u64>], sums: &[(usize, Vec<usize>)], most: u64) -> Vec<Vec<u64>> {
    fn go(
        at: usize,
        values: &mut Vec<Option<u64>>,
        sums: &[(usize, Vec<usize>)],
        most: u64,
        found: &mut Vec<std::collections::BTreeSet<u64>>,
    ) {
        for (total, parts) in sums {
            let known: u64 = parts.iter().filter_map(|part| values[*part]).sum();
            let all = parts.iter().all(|part| values[*part].is_some());
            if let Some(total) = values[*total]
                && (known > total || (all && known != total))
            {
                return;
            }
        }
        let Some(next) = (at..values.len()).find(|place| values[*place].is_none()) else {
            for (place, value) in values.iter().enumerate() {
                found[place].extend(*value);
            }
            return;
        };
        for value in 0..=most {
            values[next] = Some(value);
            go(next + 1, values, sums, most, found);
            values[next] = None;
        }
    }
    let mut found = vec![std::collections::BTreeSet::new(); published.len()];
    go(0, &mut published.to_vec(), sums, most, &mut found);
    found.into_iter().map(|values| values.into_iter().collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn a_reader_with_programs_recovers_no_cell_of_a_list(cells in proptest::collection::vec(count(), 1..9)) {
        let table = Table::list(&cells);
        let gated = alone(&table);
        let published = numbers(&gated);
        let found = attack(&published, &sums(1, cells.len(), false), &[]);
        prop_assert_eq!(gated.disclosed(), 0);
        withstands(&truth(&table, &gated), &published, &found)?;
    }

    #[test]
    fn a_reader_with_programs_recovers_no_cell_of_a_crossed_table(cells in crossed(1..8, 1..6)) {
        try_crossed(&cells)?;
    }

    #[test]
    fn a_reader_with_programs_recovers_nothing_from_a_year_and_its_quarters(
        quarters in proptest::collection::vec(proptest::collection::vec(count(), 3), 2..5),
        out in 1..5_usize,
        adds_up in any::<bool>(),
    ) {
        try_year(&quarters, out.min(quarters.len()), adds_up)?;
    }

    #[test]
    fn a_reader_who_tries_all_whole_numbers_finds_as_little(
        cells in proptest::collection::vec(proptest::collection::vec(prop_oneof![0..5_u64, 5..8_u64], 3), 2..3),
    ) {
        let table = Table::crossed(&cells);
        let gated = alone(&table);
        let published = numbers(&gated);
        prop_assume!(published.iter().filter(|count| count.is_none()).count() <= 7);
        let found = try_everything(&published, &sums(cells.len(), 3, true), 30);
        for (place, value) in truth(&table, &gated).into_iter().enumerate() {
            let possible = &found[place];
            prop_assert!(possible.contains(&value));
            if published[place].is_none() {
                prop_assert!(possible.last().unwrap() - possible[0] >= 4, "{cells:?} {place}: {possible:?}");
                prop_assert!(possible.len() >= 2);
            }
        }
    }

    #[test]
    fn tables_that_overlap_pass_too(cells in crossed(1..5, 2..5), more in 0..3_u64) {
        // Each child counts in up to several columns: margins across are the largest cell and some more.
        let row_totals: Vec<u64> = cells.iter().map(|row| {
            let (most, sum) = (row.iter().max().unwrap(), row.iter().sum::<u64>());
            (most + more).min(sum)
        }).collect();
        let column_totals: Vec<u64> = (0..cells[0].len()).map(|c| cells.iter().map(|row| row[c]).sum()).collect();
        let total = row_totals.iter().sum();
        let table =
            Table::crossed_with(&cells, &row_totals, &column_totals, total, Adding::Overlapping, Adding::Exact);
        let gated = alone(&table);
        let published = numbers(&gated);
        let (rows, columns) = (cells.len(), cells[0].len());
        let all = sums(rows, columns, true);
        // Rows, and the last of the sums, overlap; columns, and the sum of rows, add up.
        let (across, down): (Vec<_>, Vec<_>) =
            all.into_iter().enumerate().partition(|(at, _)| *at < rows || *at == rows + columns + 1);
        let strip = |sums: Vec<(usize, (usize, Vec<usize>))>| sums.into_iter().map(|(_, sum)| sum).collect::<Vec<_>>();
        let found = attack(&published, &strip(down), &strip(across));
        prop_assert_eq!(gated.disclosed(), 0);
        withstands(&truth(&table, &gated), &published, &found)?;
    }
}

#[test]
#[ignore = "minutes: run with --release"]
fn a_reader_recovers_no_cell_of_ten_thousand_tables() {
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { cases: 10_000, ..Default::default() });
    runner.run(&crossed(1..12, 1..6), |cells| try_crossed(&cells)).unwrap();
    let years =
        (proptest::collection::vec(proptest::collection::vec(count(), 4), 2..5), 1..5_usize, any::<bool>());
    runner
        .run(&years, |(quarters, out, adds_up)| try_year(&quarters, out.min(quarters.len()), adds_up))
        .unwrap();
}

#[test]
#[ignore = "minutes: run with --release"]
fn little_more_is_suppressed_than_need_be() {
    let (mut spent, mut needed) = (0_usize, 0_usize);
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { cases: 300, ..Default::default() });
    let sums_of = sums(3, 3, true);
    let totals = std::cell::RefCell::new((&mut spent, &mut needed));
    runner
        .run(&crossed(3..4, 3..4), |cells| {
            let table = Table::crossed(&cells);
            let gated = alone(&table);
            let values = truth(&table, &gated);
            let small: Vec<usize> = (0..values.len()).filter(|p| (1..5).contains(&values[*p])).collect();
            prop_assume!(!gated.places().any(|(place, cell)| {
                cell == Published::Suppressed(Why::Primary) && table.at(place).unwrap() >= 5
            }));
            let fewest = (0..1_u32 << values.len())
                .filter(|hidden| small.iter().all(|place| hidden >> place & 1 == 1))
                .map(|hidden| (hidden.count_ones(), hidden))
                .filter(|(count, _)| (*count as usize) <= gated.suppressed())
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .find(|(_, hidden)| {
                    let published: Vec<Option<u64>> =
                        (0..values.len()).map(|p| (hidden >> p & 1 == 0).then_some(values[p])).collect();
                    withstands(&values, &published, &attack(&published, &sums_of, &[])).is_ok()
                })
                .map_or(gated.suppressed(), |(count, _)| count as usize);
            let mut totals = totals.borrow_mut();
            *totals.0 += gated.suppressed();
            *totals.1 += fewest;
            Ok(())
        })
        .unwrap();
    println!("suppressed {spent}, fewest possible {needed}");
    assert!(spent * 10 <= needed * 12, "{spent} against {needed}");
}
