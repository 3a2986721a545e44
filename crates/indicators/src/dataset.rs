//! Counting the rows of a statistical dataset, which are no children of the partnership.

use std::collections::BTreeMap;

use base::{Day, Position};
use ledger::FactKind;
use ledger::fact::DIMENSIONS;

use crate::columns::{Levels, Row, When, number_of};
use crate::disaggregation::Dimension;
use crate::table::FactTable;

/// A column of a dataset's rows. What the levels mean, the dataset's mapping says; 0 is "not known".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatasetDimension {
    /// The year of the row's day.
    Year,
    /// The quarter of the row's day, as [`base::Quarter`] numbers it.
    Quarter,
    /// The column `sex`.
    Sex,
    /// The column `age_band`.
    AgeBand,
    /// The bits of the column `forms`: one row can be in several cells.
    Form,
    /// The column `place`.
    Place,
    /// One of the coded dimensions, from 0. Beyond those that facts have, every row is at level 0.
    Coded(usize),
}

impl DatasetDimension {
    /// Reads `year`, `quarter`, `sex`, `age_band`, `form`, `place`, `dim0` to `dim5`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "year" => Some(Self::Year),
            "quarter" => Some(Self::Quarter),
            "sex" => Some(Self::Sex),
            "age_band" => Some(Self::AgeBand),
            "form" => Some(Self::Form),
            "place" => Some(Self::Place),
            _ => {
                let place: usize = name.strip_prefix("dim")?.parse().ok()?;
                (place < DIMENSIONS && name.len() == 4).then_some(Self::Coded(place))
            }
        }
    }

    fn levels_of(self, when: When, levels: &Levels) -> Vec<u32> {
        let day = Day(when.happened);
        match self {
            Self::Year => vec![u32::try_from(day.year()).unwrap_or(0)],
            Self::Quarter => vec![u32::try_from(day.quarter().0).unwrap_or(0)],
            Self::Sex => vec![u32::from(levels.sex)],
            Self::AgeBand => vec![u32::from(levels.age_band)],
            Self::Place => vec![u32::from(levels.place)],
            Self::Coded(place) => vec![u32::from(levels.dims.get(place).copied().unwrap_or(0))],
            Self::Form => {
                let mut bits = Vec::new();
                Dimension::Form.each_level(levels, |level| bits.push(level));
                bits
            }
        }
    }
}

/// The rows of one dataset, as known at a position.
pub struct DatasetView<'t> {
    table: &'t FactTable,
    position: u32,
    rows: Vec<Row>,
}

impl<'t> DatasetView<'t> {
    /// Gathers the rows. Dataset 0, the partnership's own records, has none: it is counted by definitions only.
    #[must_use]
    pub fn of(table: &'t FactTable, dataset: u16, as_of: Position) -> Self {
        let position = table.at(as_of);
        let mut rows = Vec::new();
        for subject in
            table.subjects().filter(|subject| dataset != 0 && table.dataset_of(*subject) == dataset)
        {
            table.rows_of(subject, &mut rows);
        }
        let columns = table.columns();
        let kind = number_of(FactKind::DatasetRow);
        rows.retain(|row| {
            columns.kind(*row) == kind && columns.when(*row).is_some_and(|w| w.known(position))
        });
        Self { table, position, rows }
    }

    /// The position that the rows are as of.
    #[must_use]
    pub fn position(&self) -> Position {
        Position(u64::from(self.position))
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows.len() as u64
    }

    /// Rows by the levels of these dimensions, in their order: of those rows that have, for each condition, one of
    /// its levels. A row with several forms is in several cells; [`DatasetView::rows`] counts it once.
    #[must_use]
    pub fn count(
        &self,
        by: &[DatasetDimension],
        conditions: &[(DatasetDimension, Vec<u32>)],
    ) -> BTreeMap<Vec<u32>, u64> {
        let mut cells = BTreeMap::new();
        for row in &self.rows {
            let columns = self.table.columns();
            let (Some(when), Some(levels)) = (columns.when(*row), columns.levels(*row)) else { continue };
            let met = conditions.iter().all(|(dimension, wanted)| {
                dimension.levels_of(when, levels).iter().any(|level| wanted.contains(level))
            });
            if !met {
                continue;
            }
            let mut keys: Vec<Vec<u32>> = vec![Vec::new()];
            for dimension in by {
                let here = dimension.levels_of(when, levels);
                let longer = |key: &Vec<u32>| {
                    let key = key.clone();
                    here.iter()
                        .map(move |level| key.iter().copied().chain([*level]).collect())
                        .collect::<Vec<_>>()
                };
                keys = keys.iter().flat_map(longer).collect();
            }
            for key in keys {
                *cells.entry(key).or_insert(0) += 1;
            }
        }
        cells
    }
}
