//! Sheets: figures of one indicator and span with all their margins, as the gate takes them.
//!
//! A sheet of sex and age holds the total, both margins and the cells, so that all four tables are protected
//! together. A ratio is a sheet too: each level's followed and not followed, with the counted as their margin.

use base::Code;
use indicators::definition::Measure;
use indicators::gate::{Adding, Gated, Place, Rule, Table};
use indicators::{Definition, Dimension, Disaggregation};
use rules::Pack;
use serde::{Deserialize, Serialize};

use crate::figures::{Amount, By, crossed};
use crate::reports::Span;
use crate::reports::counting::Counted;
use crate::reports::frozen::{FrozenFigure, FrozenTable};

/// What sheets are made of besides sex and age together.
const PUBLIC: [Dimension; 3] = [Dimension::Sex, Dimension::AgeBand, Dimension::Form];

/// What passed the gate, kept so that later reports know what was shown and what was withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sheet {
    pub(crate) indicator: Code,
    pub(crate) span: Span,
    pub(crate) by: By,
    pub(crate) rows: Vec<u32>,
    pub(crate) columns: Vec<u32>,
    pub(crate) gated: Gated,
}

/// What a sheet is about, before the gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan<'d> {
    pub(crate) definition: &'d Definition,
    pub(crate) span: Span,
    pub(crate) by: By,
    /// Of sex and age the age bands, of a ratio the levels, else the one row 0.
    pub(crate) rows: Vec<u32>,
    /// Of sex and age the sexes, of a ratio followed and not, else the levels.
    pub(crate) columns: Vec<u32>,
}

/// The breakdowns that a period is published by. The first sheet decides whether the total is shown.
pub(crate) fn of_period(definition: &Definition) -> Vec<By> {
    let offers = |dimension: &Dimension| definition.disaggregations.contains(dimension);
    let mut all = Vec::new();
    let together = crate::figures::offered(definition).contains(&By::SexAndAge);
    if together {
        all.push(By::SexAndAge);
    }
    let alone = |dimension: &Dimension| !together || *dimension == Dimension::Form;
    let each = PUBLIC.into_iter().filter(|dimension| offers(dimension) && alone(dimension));
    all.extend(each.map(|dimension| By::One(Disaggregation::By(dimension))));
    if all.is_empty() {
        all.push(By::TOTAL);
    }
    all
}

/// The breakdown that whole years are pooled by; none of medians, which do not add up.
pub(crate) fn of_pooled(definition: &Definition) -> Option<By> {
    let adds = !matches!(definition.measure, Measure::Median(_));
    let county = definition.disaggregations.contains(&Dimension::County);
    (adds && county).then_some(By::One(Disaggregation::By(Dimension::County)))
}

impl<'d> Plan<'d> {
    /// A sheet with every level of the pack, retired ones too, so that a quarter's and a year's are alike.
    pub(crate) fn of(definition: &'d Definition, span: Span, by: By, pack: &Pack, counted: &Counted) -> Self {
        let levels = |dimension: Dimension| {
            let items = dimension.list().map(|list| pack.list(list).items()).unwrap_or_default();
            let mut levels: Vec<u32> = items.iter().map(|item| item.number.into()).chain([0]).collect();
            levels.extend(counted.known(definition, span, By::One(Disaggregation::By(dimension))));
            levels.sort_unstable();
            levels.dedup();
            levels
        };
        let all = match by {
            By::One(Disaggregation::Total) => vec![0],
            By::One(Disaggregation::By(dimension)) => levels(dimension),
            By::SexAndAge => levels(Dimension::AgeBand),
        };
        let (rows, columns) = match (by, definition.measure) {
            (By::SexAndAge, _) => (all, levels(Dimension::Sex)),
            (By::One(_), Measure::Ratio) => (all, vec![1, 0]),
            (By::One(_), _) => (vec![0], all),
        };
        Self { definition, span, by, rows, columns }
    }

    /// The same with the cells of a kept sheet.
    pub(crate) fn with_cells_of(&self, sheet: &Sheet) -> Self {
        Self { rows: sheet.rows.clone(), columns: sheet.columns.clone(), ..self.clone() }
    }

    /// Whether everything counted stands in the cells of another plan of the same sheet.
    pub(crate) fn counts_within(&self, other: &Self, counted: &Counted) -> bool {
        let one = |dimension| By::One(Disaggregation::By(dimension));
        let within = |by: By, cells: &[u32]| {
            counted.known(self.definition, self.span, by).iter().all(|cell| cells.contains(cell))
        };
        match self.by {
            By::SexAndAge => {
                within(one(Dimension::AgeBand), &other.rows) && within(one(Dimension::Sex), &other.columns)
            }
            by if self.definition.measure == Measure::Ratio => within(by, &other.rows),
            by => within(by, &other.columns),
        }
    }

    /// The counts behind its figures.
    pub(crate) fn table(&self, counted: &Counted) -> Table {
        let amount = |by, cell| counted.amount(self.definition, self.span, by, cell);
        let units = |by, cell| amount(by, cell).map_or(0, Amount::units);
        let total = units(By::TOTAL, 0);
        // A child served twice in a quarter can stand in two age bands, but hardly ever does: where cells add up, a
        // reader will reckon so, and the gate must. Where they do not, it falls back to what a union allows.
        let several = matches!(self.by, By::One(Disaggregation::By(dimension)) if dimension.overlaps());
        let adding = if several { Adding::Overlapping } else { Adding::Exact };
        if self.by == By::SexAndAge {
            let one = |dimension, level| units(By::One(Disaggregation::By(dimension)), level);
            let ages: Vec<u64> = self.rows.iter().map(|level| one(Dimension::AgeBand, *level)).collect();
            let sexes: Vec<u64> = self.columns.iter().map(|level| one(Dimension::Sex, *level)).collect();
            let row =
                |age: &u32| self.columns.iter().map(|sex| units(By::SexAndAge, both(*sex, *age))).collect();
            let cells: Vec<Vec<u64>> = self.rows.iter().map(row).collect();
            return Table::crossed_with(&cells, &ages, &sexes, total, adding, adding);
        }
        if self.definition.measure == Measure::Ratio {
            let parts = |by, cell| {
                let amount = amount(by, cell).unwrap_or(Amount::Ratio { numerator: 0, denominator: 0 });
                vec![amount.followed(), amount.units().saturating_sub(amount.followed())]
            };
            let cells: Vec<Vec<u64>> = self.rows.iter().map(|level| parts(self.by, *level)).collect();
            let counted: Vec<u64> = self.rows.iter().map(|level| units(self.by, *level)).collect();
            return Table::crossed_with(&cells, &counted, &parts(By::TOTAL, 0), total, Adding::Exact, adding);
        }
        let cells: Vec<u64> = self.columns.iter().map(|level| units(self.by, *level)).collect();
        let adds_up = adding == Adding::Exact && cells.iter().sum::<u64>() == total;
        if adds_up { Table::list(&cells) } else { Table::overlapping_list(&cells, total) }
    }

    /// The tables that it shows, the total first.
    pub(crate) fn shown(&self, gated: &Gated, counted: &Counted, rule: &Rule) -> Vec<FrozenTable> {
        let open = |place: Place| gated.at(place).is_some_and(|cell| cell.shown().is_some());
        let figure = |by: By, cell: u32, places: &[Place]| {
            let amount = counted.amount(self.definition, self.span, by, cell)?;
            let shown = places.iter().all(|place| open(*place)) && says_enough(amount, rule);
            Some((cell, FrozenFigure(shown.then_some(amount))))
        };
        let table = |by: By, cells: Vec<Option<(u32, FrozenFigure)>>| {
            let mut cells: Vec<_> = cells.into_iter().flatten().collect();
            cells.sort_unstable_by_key(|(cell, _)| *cell);
            FrozenTable { indicator: self.definition.code.clone(), span: self.span, by, cells }
        };
        let of_rows = |by, places: &dyn Fn(usize) -> Vec<Place>| {
            let cells = self.rows.iter().enumerate().map(|(row, level)| figure(by, *level, &places(row)));
            table(by, cells.collect())
        };
        let of_columns = |by, places: &dyn Fn(usize) -> Vec<Place>| {
            let cells =
                self.columns.iter().enumerate().map(|(column, level)| figure(by, *level, &places(column)));
            table(by, cells.collect())
        };
        if self.by == By::SexAndAge {
            let one = |dimension| By::One(Disaggregation::By(dimension));
            let mut both_cells = Vec::new();
            for (row, age) in self.rows.iter().enumerate() {
                for (column, sex) in self.columns.iter().enumerate() {
                    both_cells.push(figure(By::SexAndAge, both(*sex, *age), &[Place::Cell { row, column }]));
                }
            }
            return vec![
                table(By::TOTAL, vec![figure(By::TOTAL, 0, &[Place::Total])]),
                table(By::SexAndAge, both_cells),
                of_columns(one(Dimension::Sex), &|column| vec![Place::ColumnTotal(column)]),
                of_rows(one(Dimension::AgeBand), &|row| vec![Place::RowTotal(row)]),
            ];
        }
        let ratio = self.definition.measure == Measure::Ratio;
        let total = if ratio { vec![Place::Total, Place::ColumnTotal(0)] } else { vec![Place::Total] };
        let total = table(By::TOTAL, vec![figure(By::TOTAL, 0, &total)]);
        if self.by == By::TOTAL {
            return vec![total];
        }
        let cells = if ratio {
            of_rows(self.by, &|row| vec![Place::RowTotal(row), Place::Cell { row, column: 0 }])
        } else {
            of_columns(self.by, &|column| vec![Place::Cell { row: 0, column }])
        };
        vec![total, cells]
    }

    /// Whether a kept sheet is of the same thing with the same cells, in whatever span.
    pub(crate) fn is_like(&self, sheet: &Sheet) -> bool {
        let same = sheet.indicator == self.definition.code && sheet.by == self.by;
        same && sheet.rows == self.rows && sheet.columns == self.columns
    }
}

/// A median, or a sum, of a few values tells of them.
fn says_enough(amount: Amount, rule: &Rule) -> bool {
    match amount {
        Amount::Count(_) | Amount::Ratio { .. } => true,
        Amount::Median { of, .. } | Amount::Sum { of, .. } => of == 0 || rule.shows_values(of),
    }
}

fn both(sex: u32, age_band: u32) -> u32 {
    let level = |level: u32| u8::try_from(level).unwrap_or(0);
    crossed(level(sex), level(age_band))
}
