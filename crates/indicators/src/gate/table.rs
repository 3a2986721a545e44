//! Tables as they are published, and what was published before.

use serde::{Deserialize, Serialize};

use crate::gate::protect::protect;
use crate::gate::system::{CellNumber, Relation, Standing, System};
use crate::gate::{Published, Rule, Why};

/// How cells make up their total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Adding {
    /// They add up to it.
    Exact,
    /// A child can stand in several: the total counts it once.
    Overlapping,
}

/// A place in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A cell; the row of a list is 0.
    Cell {
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
    },
    /// The total of a row of a crossed table.
    RowTotal(usize),
    /// The total of a column of a crossed table.
    ColumnTotal(usize),
    /// The total of all.
    Total,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Shape {
    rows: usize,
    columns: usize,
    crossed: bool,
}

impl Shape {
    fn cells(self) -> usize {
        self.rows * self.columns
    }

    /// All places: the cells row by row, the totals of rows, of columns, the total.
    fn len(self) -> usize {
        self.cells() + if self.crossed { self.rows + self.columns } else { 0 } + 1
    }

    fn number(self, place: Place) -> Option<usize> {
        match place {
            Place::Cell { row, column } if row < self.rows && column < self.columns => {
                Some(row * self.columns + column)
            }
            Place::RowTotal(row) if self.crossed && row < self.rows => Some(self.cells() + row),
            Place::ColumnTotal(column) if self.crossed && column < self.columns => {
                Some(self.cells() + self.rows + column)
            }
            Place::Total => Some(self.len() - 1),
            _ => None,
        }
    }
}

/// True counts with their margins. Not yet fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    shape: Shape,
    values: Vec<u64>,
    across: Adding,
    down: Adding,
}

impl Table {
    /// A list of cells that add up to their total.
    #[must_use]
    pub fn list(cells: &[u64]) -> Self {
        let total = cells.iter().sum();
        Self::listed(cells, total, Adding::Exact)
    }

    /// A list of cells that overlap, with the total counted on its own.
    #[must_use]
    pub fn overlapping_list(cells: &[u64], total: u64) -> Self {
        Self::listed(cells, total, Adding::Overlapping)
    }

    /// Rows of equally many cells that add up to their margins. Rows are those whom the table tells about (counties);
    /// columns are what it tells (forms of exploitation). Shorter rows are filled up with zeros.
    #[must_use]
    pub fn crossed(cells: &[Vec<u64>]) -> Self {
        let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
        let row_totals: Vec<u64> = cells.iter().map(|row| row.iter().sum()).collect();
        let of_column = |column: usize| cells.iter().filter_map(|row| row.get(column)).sum();
        let column_totals: Vec<u64> = (0..columns).map(of_column).collect();
        let total = row_totals.iter().sum();
        Self::crossed_with(cells, &row_totals, &column_totals, total, Adding::Exact, Adding::Exact)
    }

    /// Rows of cells with margins counted on their own. `across`: how the cells of a row make up its total, and the
    /// totals of columns the total; `down`: the same for columns.
    #[must_use]
    pub fn crossed_with(
        cells: &[Vec<u64>],
        row_totals: &[u64],
        column_totals: &[u64],
        total: u64,
        across: Adding,
        down: Adding,
    ) -> Self {
        let shape = Shape { rows: row_totals.len(), columns: column_totals.len(), crossed: true };
        let mut values = Vec::with_capacity(shape.len());
        for row in 0..shape.rows {
            let of_row = cells.get(row);
            let cell = |column| of_row.and_then(|row| row.get(column)).copied().unwrap_or(0);
            values.extend((0..shape.columns).map(cell));
        }
        values.extend(row_totals);
        values.extend(column_totals);
        values.push(total);
        Self { shape, values, across, down }
    }

    /// The true count at a place.
    #[must_use]
    pub fn at(&self, place: Place) -> Option<u64> {
        self.values.get(self.shape.number(place)?).copied()
    }

    fn listed(cells: &[u64], total: u64, across: Adding) -> Self {
        let shape = Shape { rows: 1, columns: cells.len(), crossed: false };
        let values = cells.iter().copied().chain([total]).collect();
        Self { shape, values, across, down: Adding::Exact }
    }

    /// Adds the cells and what holds between them to a system.
    pub(crate) fn join(
        &self,
        system: &mut System,
        rule: &Rule,
        standing: impl Fn(usize) -> (Standing, u64),
    ) -> Vec<CellNumber> {
        let (cells, all) = (self.shape.cells(), self.shape.len());
        let importance = |number: usize| match number {
            number if number < cells => 1,
            number if number + 1 < all => 4,
            _ => 16,
        };
        let mut numbers = Vec::with_capacity(all);
        for number in 0..all {
            let (standing, value) = standing(number);
            numbers.push(system.add(value, standing, importance(number)));
        }
        for (adding, total, parts) in self.sums() {
            let at = |place: usize| numbers.get(place).copied();
            let (Some(total), Some(parts)) =
                (at(total), parts.into_iter().map(at).collect::<Option<Vec<_>>>())
            else {
                continue;
            };
            if adding == Adding::Overlapping || !system.relate(Relation::Sum { total, parts: parts.clone() })
            {
                let union = |complete| Relation::Union { total, parts: parts.clone(), complete };
                let _ = system.relate(union(true)) || system.relate(union(false));
            }
        }
        if rule.group_disclosure && self.shape.crossed {
            for row in 0..self.shape.rows {
                let cells = (row * self.shape.columns..(row + 1) * self.shape.columns)
                    .filter(|number| self.values.get(*number).is_some_and(|value| *value > 0));
                if let ([only], true) = (&cells.collect::<Vec<_>>()[..], self.shape.columns > 1)
                    && self.values.get(*only).is_some_and(|value| *value >= rule.threshold)
                {
                    numbers.get(*only).into_iter().for_each(|cell| system.discloses_group(*cell));
                }
            }
        }
        numbers
    }

    /// Totals and their parts, by number.
    fn sums(&self) -> Vec<(Adding, usize, Vec<usize>)> {
        let Shape { rows, columns, crossed } = self.shape;
        let (cells, last) = (self.shape.cells(), self.shape.len() - 1);
        if !crossed {
            return vec![(self.across, last, (0..columns).collect())];
        }
        let mut sums = Vec::new();
        for row in 0..rows {
            sums.push((self.across, cells + row, (row * columns..(row + 1) * columns).collect()));
        }
        for column in 0..columns {
            sums.push((self.down, cells + rows + column, (column..cells).step_by(columns.max(1)).collect()));
        }
        sums.push((self.down, last, (cells..cells + rows).collect()));
        sums.push((self.across, last, (cells + rows..last).collect()));
        sums
    }

    pub(crate) fn same_shape(&self, other: &Self) -> bool {
        self.shape == other.shape
    }

    pub(crate) fn values(&self) -> &[u64] {
        &self.values
    }

    pub(crate) fn gated(&self, cells: Vec<Published>, disclosed: usize) -> Gated {
        Gated { shape: self.shape, cells, disclosed }
    }
}

/// A table that has passed the gate. Stored with the report, so that a re-run repeats what was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gated {
    shape: Shape,
    cells: Vec<Published>,
    disclosed: usize,
}

impl Gated {
    /// What is published at a place. `None` when the table has no such place.
    #[must_use]
    pub fn at(&self, place: Place) -> Option<Published> {
        self.cells.get(self.shape.number(place)?).copied()
    }

    /// Rows, and columns; a list has one row.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.shape.rows, self.shape.columns)
    }

    /// All places with what is published there: the cells row by row, the totals of rows, of columns, the total.
    pub fn places(&self) -> impl Iterator<Item = (Place, Published)> {
        let Shape { rows, columns, crossed } = self.shape;
        let cells =
            (0..rows).flat_map(move |row| (0..columns).map(move |column| Place::Cell { row, column }));
        let margins = if crossed { (rows, columns) } else { (0, 0) };
        let totals = (0..margins.0).map(Place::RowTotal).chain((0..margins.1).map(Place::ColumnTotal));
        cells.chain(totals).chain([Place::Total]).zip(self.cells.iter().copied())
    }

    /// How many places are suppressed.
    #[must_use]
    pub fn suppressed(&self) -> usize {
        self.cells.iter().filter(|cell| cell.shown().is_none()).count()
    }

    /// How many small cells can be worked out whatever is suppressed now, because earlier publications tell: none, as
    /// long as all of them passed the gate with the whole history before them.
    #[must_use]
    pub fn disclosed(&self) -> usize {
        self.disclosed
    }

    pub(crate) fn by_number(&self, number: usize) -> Option<Published> {
        self.cells.get(number).copied()
    }
}

/// A table published before: what was true then, and what was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// The counts as frozen then.
    pub table: Table,
    /// What passed the gate.
    pub shown: Gated,
}

/// A table of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableRef {
    /// The one to be published.
    New,
    /// One published before, by its place in [`History::earlier`].
    Earlier(usize),
}

/// What holds between tables of one shape, cell by cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The parts add up to the total: the quarters of a year when each unit counts once in it, the agencies of the
    /// country when each unit belongs to one. Not complete: other parts are not published; what remains of the total
    /// is protected like a cell.
    Sum {
        /// The whole.
        total: TableRef,
        /// Its parts.
        parts: Vec<TableRef>,
        /// Whether all parts are there.
        complete: bool,
    },
    /// A child can count in several parts and counts once in the total: the quarters of a year for a figure that
    /// counts once per period.
    Union {
        /// The whole.
        total: TableRef,
        /// Its parts.
        parts: Vec<TableRef>,
        /// Whether all parts are there.
        complete: bool,
    },
}

/// Everything published of a statistic that the new table could be compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The tables, of the new one's shape.
    pub earlier: Vec<Earlier>,
    /// What holds between them and the new one.
    pub links: Vec<Link>,
}

/// Passes a table through the gate. Earlier tables of another shape, and links that name a table that is not there,
/// are passed over: cells without a counterpart cannot be compared by a reader either.
#[must_use]
pub fn publish(table: &Table, history: &History, rule: &Rule) -> Gated {
    let mut system = System::new();
    let new = table.join(&mut system, rule, |number| (Standing::Open, value_at(table, number)));
    let earlier: Vec<Option<Vec<CellNumber>>> = history
        .earlier
        .iter()
        .map(|earlier| {
            let standing = |number: usize| match earlier.shown.by_number(number) {
                Some(Published::Shown(count)) => (Standing::Shown, count),
                _ => (Standing::Withheld, value_at(&earlier.table, number)),
            };
            earlier.table.same_shape(table).then(|| earlier.table.join(&mut system, rule, standing))
        })
        .collect();
    let find = |table: &TableRef| match table {
        TableRef::New => Some(&new),
        TableRef::Earlier(place) => earlier.get(*place)?.as_ref(),
    };
    for link in &history.links {
        let (Link::Sum { total, parts, complete } | Link::Union { total, parts, complete }) = link;
        let (Some(totals), Some(parts)) = (find(total), parts.iter().map(find).collect::<Option<Vec<_>>>())
        else {
            continue;
        };
        for (number, total) in totals.iter().enumerate() {
            let parts: Vec<CellNumber> = parts.iter().filter_map(|part| part.get(number).copied()).collect();
            relate(&mut system, link, *total, parts, *complete);
        }
    }
    let protected = protect(&system, rule);
    let published = |(number, cell): (usize, &CellNumber)| {
        let value = value_at(table, number);
        let of_group = system.cells.get(*cell).is_some_and(|held| held.of_group);
        match protected.hidden.get(*cell) {
            Some(false) => Published::Shown(value),
            _ if rule.is_small(value) || of_group => Published::Suppressed(Why::Primary),
            _ => Published::Suppressed(Why::Complementary),
        }
    };
    let cells = new.iter().enumerate().map(published).collect();
    table.gated(cells, protected.disclosed.len())
}

fn relate(system: &mut System, link: &Link, total: CellNumber, mut parts: Vec<CellNumber>, complete: bool) {
    if matches!(link, Link::Union { .. }) {
        let union = |complete| Relation::Union { total, parts: parts.clone(), complete };
        let _ = (complete && system.relate(union(true))) || system.relate(union(false));
        return;
    }
    if !complete {
        let value = |cell: &CellNumber| system.cells.get(*cell).map_or(0, |held| held.value);
        let Some(rest) = value(&total).checked_sub(parts.iter().map(value).sum()) else { return };
        parts.push(system.add(rest, Standing::Remainder, 1));
    }
    system.relate(Relation::Sum { total, parts });
}

fn value_at(table: &Table, number: usize) -> u64 {
    table.values().get(number).copied().unwrap_or(0)
}
