//! What two readers can make of what the gate let out: one who tries all whole numbers, and one with linear programs.
//! Both see only what is published.

use indicators::gate::{Adding, Earlier, Gated, History, Link, Published, Table, TableRef, Why, publish};
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use proptest::prelude::*;

use super::{alone, rule};

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
