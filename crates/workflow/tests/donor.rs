//! A donor who kept all of twelve publications lays them side by side and reckons with linear programs. Nothing here
//! uses the gate's own model: the donor knows what was published, what a table's form says, and that a year is made of
//! its quarters.
//!
//! Where the donor could only guess (that a hidden cell of a report that restates did not change, that cells add up
//! although a child may stand in two), the guess is given to them whenever it happens to be right.

use std::collections::BTreeMap;

use base::{Quarter, Randomness};
use indicators::Period;
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use workflow::SignedIn;
use workflow::figures::{Amount, Shown, crossed};

use crate::house::House;
use crate::lives::{BOY, GIRL, Lives, TEEN, YOUNGER};

/// Counts that are broken down by sex, age and form.
const COUNTS: [&str; 3] = ["2.1", "2.5", "2.5p"];

/// What is published, in this order: quarters, three of them restated.
const PUBLICATIONS: [(i16, i8); 12] = [
    (2024, 1),
    (2024, 2),
    (2024, 3),
    (2024, 2),
    (2024, 4),
    (2025, 1),
    (2025, 2),
    (2024, 4),
    (2025, 3),
    (2025, 4),
    (2025, 3),
    (2025, 4),
];

/// Which publication, indicator, span, breakdown, cell.
type Name = (usize, &'static str, String, &'static str, u32);

/// What the donor knows of a cell, and what only the test knows.
struct Cell {
    shown: Option<u64>,
    truth: u64,
}

/// Cells and what holds between them: weighted cells compared with zero.
#[derive(Default)]
struct Desk {
    cells: Vec<Cell>,
    names: BTreeMap<Name, usize>,
    known: Vec<(Vec<(usize, f64)>, ComparisonOp)>,
}

impl Desk {
    fn find(&self, name: Name) -> Option<usize> {
        self.names.get(&name).copied()
    }

    /// Writes down what holds; what does not hold in truth no donor could know.
    fn know(&mut self, weights: Vec<(usize, f64)>, how: ComparisonOp) {
        let sum: f64 = weights.iter().map(|(cell, weight)| self.cells[*cell].truth as f64 * weight).sum();
        let holds = match how {
            ComparisonOp::Eq => sum == 0.0,
            ComparisonOp::Le => sum <= 0.0,
            ComparisonOp::Ge => sum >= 0.0,
        };
        if holds {
            self.known.push((weights, how));
        }
    }

    /// Parts that add up to their total, or of which none is more than it and all together are no less.
    fn sum(&mut self, total: Option<usize>, parts: Vec<usize>, complete: bool) {
        let Some(total) = total.filter(|_| !parts.is_empty()) else { return };
        let all = || parts.iter().map(|part| (*part, 1.0)).chain([(total, -1.0)]).collect::<Vec<_>>();
        let adds_up =
            parts.iter().map(|part| self.cells[*part].truth).sum::<u64>() == self.cells[total].truth;
        if complete && adds_up {
            return self.know(all(), ComparisonOp::Eq);
        }
        if complete {
            self.know(all(), ComparisonOp::Ge);
        }
        for part in parts {
            self.know(vec![(part, 1.0), (total, -1.0)], ComparisonOp::Le);
        }
    }

    /// Cells that are hidden and hang together, with what holds between them.
    fn islands(&self) -> Vec<Vec<usize>> {
        let mut island: Vec<usize> = (0..self.cells.len()).collect();
        fn root(island: &mut [usize], mut cell: usize) -> usize {
            while island[cell] != cell {
                island[cell] = island[island[cell]];
                cell = island[cell];
            }
            cell
        }
        for (weights, _) in &self.known {
            let hidden: Vec<usize> = weights
                .iter()
                .map(|(cell, _)| *cell)
                .filter(|cell| self.cells[*cell].shown.is_none())
                .collect();
            for pair in hidden.windows(2) {
                let (one, other) = (root(&mut island, pair[0]), root(&mut island, pair[1]));
                island[one] = other;
            }
        }
        let mut islands: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for cell in (0..self.cells.len()).filter(|cell| self.cells[*cell].shown.is_none()) {
            islands.entry(root(&mut island, cell)).or_default().push(cell);
        }
        islands.into_values().collect()
    }

    /// The least and the greatest that a hidden cell can be.
    fn bounds(&self, island: &[usize], wanted: usize) -> (f64, f64) {
        let ends = [OptimizationDirection::Minimize, OptimizationDirection::Maximize].map(|direction| {
            let mut problem = Problem::new(direction);
            let variables: BTreeMap<usize, Variable> = island
                .iter()
                .map(|cell| (*cell, problem.add_var(f64::from(u8::from(*cell == wanted)), (0.0, 1e5))))
                .collect();
            for (weights, how) in &self.known {
                if !weights.iter().any(|(cell, _)| variables.contains_key(cell)) {
                    continue;
                }
                let known: f64 = weights
                    .iter()
                    .filter_map(|(cell, weight)| Some(self.cells[*cell].shown? as f64 * weight))
                    .sum();
                let row: Vec<(Variable, f64)> = weights
                    .iter()
                    .filter_map(|(cell, weight)| Some((*variables.get(cell)?, *weight)))
                    .collect();
                problem.add_constraint(row.as_slice(), *how, -known);
            }
            problem.solve().unwrap().into_solution().unwrap().objective()
        });
        (ends[0], ends[1])
    }
}

/// Children who come to be known from month to month, some of them late.
fn children(house: &House, chance: &Randomness, year: i16, months: std::ops::RangeInclusive<u32>, most: u64) {
    let mut lives = Lives::of(house);
    for month in months {
        for (sex, born) in [(GIRL, TEEN), (GIRL, YOUNGER), (BOY, TEEN), (BOY, YOUNGER), (0, TEEN)] {
            let most = if sex == GIRL { most } else { most.div_ceil(2) };
            let day = format!("{year}-{month:02}-05");
            for life in lives.many(u32::try_from(chance.below(most)).unwrap(), "dgaspc-dj", sex, born, &day) {
                for service in [1, 2, 3, 6] {
                    if chance.chance(0.7) {
                        lives.served(life, service, &format!("{year}-{month:02}-{:02}", 6 + service));
                    }
                }
            }
        }
    }
}

/// The true figures of a period as they are now, from the officer's screen.
fn truth(
    house: &House,
    officer: &SignedIn,
    code: &str,
    period: Period,
) -> BTreeMap<(&'static str, u32), u64> {
    let units = |shown| match shown {
        Shown::Exact(Amount::Count(units)) => units,
        other => panic!("{other:?}"),
    };
    let page = house.app().indicator(officer, code, None, None, Some(period)).unwrap();
    let mut all = BTreeMap::from([(("total", 0), units(page.figure))]);
    for table in &page.tables {
        all.extend(table.cells.iter().map(|cell| ((table.by.name(), cell.cell), units(cell.figure))));
    }
    all
}

/// Takes twelve publications away, each when it is new.
fn collect(house: &House, chance: &Randomness) -> Desk {
    let mut desk = Desk::default();
    for (publication, (year, quarter)) in PUBLICATIONS.into_iter().enumerate() {
        house.later(24 * 29);
        // Late entries: many where a quarter is restated, a few now and then.
        if PUBLICATIONS[..publication].contains(&(year, quarter)) {
            children(house, chance, year, 1..=12, 3);
        } else if publication % 3 == 2 {
            children(house, chance, year, 1..=2, 2);
        }
        let officer = house.officer();
        let quarter = Quarter::new(year, quarter);
        let code = house.app().freeze_report(&officer, quarter, house.command()).unwrap();
        house.app().publish_report(&officer, code, house.command()).unwrap();
        let rows = house.app().published_figures(None).unwrap();
        let mut truths = BTreeMap::new();
        for row in rows.into_iter().filter(|row| row.report == code) {
            let Some(indicator) = COUNTS.into_iter().find(|code| row.indicator == **code) else { continue };
            let Some(period) = row.span.period() else { continue };
            let now = truths
                .entry((indicator, period))
                .or_insert_with(|| truth(house, &officer, indicator, period));
            let truth = now.get(&(row.by.name(), row.cell)).copied().unwrap_or(0);
            let shown = match row.figure {
                Shown::Exact(Amount::Count(shown)) => Some(shown),
                Shown::Hidden => None,
                other => panic!("{other:?}"),
            };
            assert!(shown.is_none_or(|shown| shown == truth), "what is shown is true");
            let name = (publication, indicator, row.span.to_string(), row.by.name(), row.cell);
            desk.names.insert(name, desk.cells.len());
            desk.cells.push(Cell { shown, truth });
        }
    }
    desk
}

/// What the form of the tables says, and what the donor may guess.
fn reckon(desk: &mut Desk) {
    let names: Vec<Name> = desk.names.keys().cloned().collect();
    let mut tables: Vec<(usize, &'static str, String)> =
        names.iter().map(|(publication, code, span, ..)| (*publication, *code, span.clone())).collect();
    tables.dedup();
    for (publication, code, span) in &tables {
        let at = |desk: &Desk, by, cell| desk.find((*publication, code, span.clone(), by, cell));
        let list = |desk: &Desk, by, cells: &mut dyn Iterator<Item = u32>| -> Vec<usize> {
            cells.filter_map(|cell| at(desk, by, cell)).collect()
        };
        let total = at(desk, "total", 0);
        for (by, most) in [("sex", 3), ("age_band", 7), ("form", 32)] {
            let parts = list(desk, by, &mut (0..most));
            desk.sum(total, parts, true);
        }
        for sex in 0..3 {
            let parts = list(desk, "sex_age", &mut (0..7).map(|age| crossed(sex, age)));
            desk.sum(at(desk, "sex", sex.into()), parts, true);
        }
        for age in 0..7 {
            let parts = list(desk, "sex_age", &mut (0..3).map(|sex| crossed(sex, age)));
            desk.sum(at(desk, "age_band", age.into()), parts, true);
        }
    }
    for (publication, code, span, by, cell) in &names {
        let here = desk.find((*publication, code, span.clone(), by, *cell)).unwrap();
        let before = |desk: &Desk, span: &str, upto: usize| {
            (0..upto).rev().find_map(|earlier| desk.find((earlier, code, span.to_owned(), by, *cell)))
        };
        if let Some(earlier) = before(desk, span, *publication) {
            desk.know(vec![(here, 1.0), (earlier, -1.0)], ComparisonOp::Eq);
        }
        if !span.contains('Q') {
            let quarters: Vec<usize> = (1..=4)
                .filter_map(|quarter| before(desk, &format!("{span}Q{quarter}"), publication + 1))
                .collect();
            let complete = quarters.len() == 4;
            desk.sum(Some(here), quarters, complete);
        }
    }
}

#[test]
fn twelve_publications_side_by_side_give_no_small_cell_away() {
    let house = House::new();
    let chance = Randomness::seeded(12);
    for year in [2024, 2025] {
        children(&house, &chance, year, 1..=12, 4);
    }
    let mut desk = collect(&house, &chance);
    reckon(&mut desk);
    let mut attacked = 0;
    for island in desk.islands() {
        for cell in island.iter().copied().filter(|cell| (1..5).contains(&desk.cells[*cell].truth)) {
            let (low, high) = desk.bounds(&island, cell);
            let truth = desk.cells[cell].truth;
            let name = desk.names.iter().find(|(_, number)| **number == cell).unwrap().0;
            assert!(low <= truth as f64 + 1e-4 && high >= truth as f64 - 1e-4, "the donor errs: {name:?}");
            assert!(low < 1.001 && high > 3.999, "{name:?} is {truth}, lies in {low} to {high}");
            attacked += 1;
        }
    }
    let small_shown = desk.cells.iter().any(|cell| cell.shown.is_some_and(|shown| (1..5).contains(&shown)));
    assert!(!small_shown, "a small cell is shown");
    let shown = desk.cells.iter().filter(|cell| cell.shown.is_some()).count();
    assert!(attacked > 100 && shown > 500, "{attacked} small cells attacked, {shown} cells to read");
}

#[test]
fn a_donor_who_is_told_too_much_finds_the_cell() {
    let mut desk = Desk::default();
    let mut cell = |shown, truth, name| {
        desk.names.insert((0, "2.1", "2025Q1".to_owned(), "sex", name), desk.cells.len());
        desk.cells.push(Cell { shown, truth });
    };
    cell(None, 3, 1);
    cell(Some(17), 17, 2);
    cell(Some(20), 20, 9);
    desk.sum(Some(2), vec![0, 1], true);
    assert_eq!(desk.islands(), [[0]]);
    assert_eq!(desk.bounds(&[0], 0), (3.0, 3.0));
}
