//! All figures of one count: definitions × disaggregations × periods × cells.

use std::collections::{BTreeMap, HashMap};

use base::Position;

use crate::definition::{Definition, Measure};
use crate::disaggregation::Disaggregation;
use crate::layout::Cell;
use crate::period::{Period, Periods};
use crate::plan::Scope;

/// One figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A number of units.
    Count(u64),
    /// Units followed, of units counted.
    Ratio {
        /// Followed.
        numerator: u64,
        /// Counted.
        denominator: u64,
    },
    /// The median of so many values; of an even number, the mean of the two in the middle.
    Median {
        /// How many values.
        of: u64,
        /// `None` when there is no value.
        median: Option<f64>,
    },
    /// The sum of so many values.
    Sum {
        /// How many values.
        of: u64,
        /// Their sum.
        sum: i64,
    },
}

impl Figure {
    /// The units or values behind it: the count, the denominator, the number of values.
    #[must_use]
    pub fn units(self) -> u64 {
        match self {
            Self::Count(units) | Self::Ratio { denominator: units, .. } => units,
            Self::Median { of, .. } | Self::Sum { of, .. } => of,
        }
    }
}

/// Where a figure stands. Ordered so that a trend, and a period's cells, lie together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) definition: usize,
    pub(crate) disaggregation: u32,
    pub(crate) period: Period,
    pub(crate) level: u32,
}

impl Key {
    pub(crate) fn of(definition: usize, period: Period, cell: Cell) -> Self {
        Self { definition, disaggregation: cell.disaggregation, period, level: cell.level }
    }
}

/// What has been added up in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Added {
    pub(crate) counted: u64,
    pub(crate) followed: u64,
    pub(crate) sum: i64,
    /// Values and how often each occurs, ascending; medians only.
    pub(crate) values: Vec<(i32, u32)>,
}

impl Added {
    /// Counts a unit, or a value.
    pub(crate) fn count(&mut self, value: i32, measure: Measure) {
        self.counted = self.counted.saturating_add(1);
        match measure {
            Measure::Sum(_) => self.sum = self.sum.saturating_add(i64::from(value)),
            Measure::Median(_) => self.add_value(value, 1),
            Measure::Count | Measure::Ratio => {}
        }
    }

    /// Takes back what [`Added::count`] did.
    pub(crate) fn uncount(&mut self, value: i32, measure: Measure) {
        self.counted = self.counted.saturating_sub(1);
        match measure {
            Measure::Sum(_) => self.sum = self.sum.saturating_sub(i64::from(value)),
            Measure::Median(_) => self.take_value(value),
            Measure::Count | Measure::Ratio => {}
        }
    }

    pub(crate) fn add_value(&mut self, value: i32, times: u32) {
        match self.values.binary_search_by_key(&value, |(value, _)| *value) {
            Ok(place) => {
                if let Some((_, count)) = self.values.get_mut(place) {
                    *count = count.saturating_add(times);
                }
            }
            Err(place) => self.values.insert(place, (value, times)),
        }
    }

    fn take_value(&mut self, value: i32) {
        if let Ok(place) = self.values.binary_search_by_key(&value, |(value, _)| *value)
            && let Some((_, count)) = self.values.get_mut(place)
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.values.remove(place);
            }
        }
    }

    pub(crate) fn is_nothing(&self) -> bool {
        self.counted == 0 && self.followed == 0
    }

    fn figure(&self, measure: Measure) -> Figure {
        match measure {
            Measure::Count => Figure::Count(self.counted),
            Measure::Ratio => Figure::Ratio { numerator: self.followed, denominator: self.counted },
            Measure::Sum(_) => Figure::Sum { of: self.counted, sum: self.sum },
            Measure::Median(_) => Figure::Median { of: self.counted, median: self.median() },
        }
    }

    fn median(&self) -> Option<f64> {
        let of: u64 = self.values.iter().map(|(_, count)| u64::from(*count)).sum();
        let last = of.checked_sub(1)?;
        let (low, high) = (self.value_at(last / 2)?, self.value_at(of / 2)?);
        Some(f64::midpoint(f64::from(low), f64::from(high)))
    }

    fn value_at(&self, rank: u64) -> Option<i32> {
        let mut passed = 0_u64;
        self.values.iter().find_map(|(value, count)| {
            passed += u64::from(*count);
            (passed > rank).then_some(*value)
        })
    }
}

/// What the cube must know of a definition to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Counted {
    measure: Measure,
    disaggregations: Vec<Disaggregation>,
}

/// All figures of one count, and what they are figures of.
#[derive(Clone, Debug, PartialEq)]
pub struct Cube {
    position: Position,
    scope: Scope,
    periods: Periods,
    place_of_code: HashMap<String, usize>,
    counted: Vec<Counted>,
    pub(crate) cells: BTreeMap<Key, Added>,
}

impl Cube {
    pub(crate) fn empty(
        definitions: &[Definition],
        position: Position,
        periods: Periods,
        scope: Scope,
    ) -> Self {
        let counted = |definition: &Definition| Counted {
            measure: definition.measure,
            disaggregations: definition.all_disaggregations().collect(),
        };
        let codes = definitions.iter().enumerate();
        Self {
            position,
            scope,
            periods,
            place_of_code: codes
                .map(|(place, definition)| (definition.code.as_str().to_owned(), place))
                .collect(),
            counted: definitions.iter().map(counted).collect(),
            cells: BTreeMap::new(),
        }
    }

    /// The position that the figures are as of.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    pub(crate) fn move_to(&mut self, position: Position) {
        self.position = position;
    }

    /// Whose facts were counted.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The periods counted.
    #[must_use]
    pub fn periods(&self) -> Periods {
        self.periods
    }

    /// One figure; nothing counted is a figure too. `None` when the indicator, the disaggregation for it, or the
    /// period was not counted.
    #[must_use]
    pub fn value(&self, code: &str, period: Period, by: Disaggregation, cell: u32) -> Option<Figure> {
        let (definition, disaggregation, measure) = self.find(code, by)?;
        if !self.periods.holds(period) {
            return None;
        }
        let key = Key { definition, disaggregation, period, level: cell };
        let nothing = Added::default();
        Some(self.cells.get(&key).unwrap_or(&nothing).figure(measure))
    }

    /// The cells of a period that are not nothing, by ascending level. Empty too when there is no such indicator,
    /// disaggregation or period.
    #[must_use]
    pub fn cells(&self, code: &str, period: Period, by: Disaggregation) -> Vec<(u32, Figure)> {
        let Some((definition, disaggregation, measure)) = self.find(code, by) else { return Vec::new() };
        let key = |level| Key { definition, disaggregation, period, level };
        let cells = self.cells.range(key(0)..=key(u32::MAX));
        cells.map(|(key, added)| (key.level, added.figure(measure))).collect()
    }

    /// One cell over all periods: the quarters, then the years.
    #[must_use]
    pub fn trend(&self, code: &str, by: Disaggregation, cell: u32) -> Vec<(Period, Figure)> {
        self.periods.all().filter_map(|period| Some((period, self.value(code, period, by, cell)?))).collect()
    }

    /// How many figures are not nothing.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether nothing at all was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub(crate) fn measure(&self, definition: usize) -> Measure {
        self.counted.get(definition).map_or(Measure::Count, |counted| counted.measure)
    }

    fn find(&self, code: &str, by: Disaggregation) -> Option<(usize, u32, Measure)> {
        let definition = *self.place_of_code.get(code)?;
        let counted = self.counted.get(definition)?;
        let disaggregation = counted.disaggregations.iter().position(|d| *d == by)?;
        Some((definition, u32::try_from(disaggregation).ok()?, counted.measure))
    }
}
