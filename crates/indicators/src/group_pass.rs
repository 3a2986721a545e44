//! The heart of counting: one child's facts in time order, all definitions at once.
//!
//! Everything that counts goes through here: the full pass, the standing figures and lineage differ only in what
//! they do with what they are told.

use base::Quarter;

use crate::columns::Row;
use crate::definition::{Definition, Join, Measure, OncePer, Unit, Value, Which};
use crate::disaggregation::Disaggregation;
use crate::groups::Subject;
use crate::lineage::Excluded;
use crate::period::{Calendar, Period};
use crate::plan::{Plan, Role};
use crate::table::FactTable;

/// What one fact adds to one cell.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Contribution {
    /// 1 when a unit is counted here by this fact; 0 when it already was.
    pub(crate) counted: u32,
    /// 1 when the unit was followed and had not been counted as such.
    pub(crate) followed: u32,
    /// The value for medians and sums.
    pub(crate) value: i32,
}

/// Where it adds it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) definition: usize,
    /// 0 is the total, then the definition's disaggregations in their order.
    pub(crate) disaggregation: usize,
    pub(crate) period: Period,
    pub(crate) level: u32,
}

/// Who is told what is counted.
pub(crate) trait Tally {
    /// Facts of `row` add `what` to `cell`; `second` is the row that followed it.
    fn add(&mut self, cell: Cell, what: Contribution, row: Row, second: Option<Row>);

    /// The fact of `row` meets the conditions and yet counts nowhere. Only lineage wants to know.
    fn left_out(&mut self, _row: Row, _why: Excluded) {}
}

#[derive(Clone, Copy)]
struct Candidate {
    unit: u64,
    place: u32,
    row: Row,
    day: i32,
}

#[derive(Clone, Copy)]
struct Follower {
    unit: u64,
    day: i32,
    row: Row,
}

/// What is already counted of a unit in the period that is open.
#[derive(Default)]
struct Open {
    period: Option<i32>,
    cells: Vec<(usize, u32, bool)>,
}

/// Memory that one thread reuses from child to child.
pub(crate) struct GroupPass<'p> {
    plan: &'p Plan<'p>,
    calendar: &'p Calendar,
    rows: Vec<Row>,
    candidates: Vec<Vec<Candidate>>,
    followers: Vec<Vec<Follower>>,
    quarter: Open,
    year: Open,
}

impl<'p> GroupPass<'p> {
    pub(crate) fn new(plan: &'p Plan<'p>, calendar: &'p Calendar) -> Self {
        let of_each = plan.definitions.len();
        Self {
            plan,
            calendar,
            rows: Vec::new(),
            candidates: (0..of_each).map(|_| Vec::new()).collect(),
            followers: (0..of_each).map(|_| Vec::new()).collect(),
            quarter: Open::default(),
            year: Open::default(),
        }
    }

    /// The rows of a group known at a position, in time order.
    pub(crate) fn rows(&mut self, table: &FactTable, group: &[Subject], position: u32) -> &[Row] {
        self.rows.clear();
        for subject in group {
            table.rows_of(*subject, &mut self.rows);
        }
        self.rows.retain(|row| table.columns().when(*row).is_some_and(|when| when.known(position)));
        if !table.in_order(group) {
            table.sort(&mut self.rows);
        }
        &self.rows
    }

    /// Counts one child, as known at a position.
    pub(crate) fn count(&mut self, table: &FactTable, group: &[Subject], position: u32, tally: &mut impl Tally) {
        self.rows(table, group, position);
        let columns = table.columns();
        for list in &mut self.candidates {
            list.clear();
        }
        for list in &mut self.followers {
            list.clear();
        }
        for (place, row) in self.rows.iter().enumerate() {
            let roles = self.plan.roles(columns.kind(*row));
            if roles.is_empty() {
                continue;
            }
            let (Some(when), Some(levels)) = (columns.when(*row), columns.levels(*row)) else { continue };
            let (unit, place) = (columns.unit(*row), u32::try_from(place).unwrap_or(u32::MAX));
            for (index, role) in roles {
                let Some(definition) = self.plan.definitions.get(*index) else { continue };
                if !self.plan.qualifies(definition, *role, levels) {
                    continue;
                }
                match role {
                    Role::Counted => {
                        let unit = if definition.unit == Unit::Child { 0 } else { unit };
                        let list = self.candidates.get_mut(*index);
                        list.into_iter().for_each(|list| {
                            list.push(Candidate { unit, place, row: *row, day: when.happened });
                        });
                    }
                    Role::Following => {
                        let unit = if joins_by_unit(definition) { unit } else { 0 };
                        let list = self.followers.get_mut(*index);
                        list.into_iter()
                            .for_each(|list| list.push(Follower { unit, day: when.happened, row: *row }));
                    }
                }
            }
        }
        let lists = self.candidates.iter_mut().zip(&mut self.followers);
        for ((index, definition), (candidates, followers)) in self.plan.definitions.iter().enumerate().zip(lists) {
            if candidates.is_empty() {
                continue;
            }
            if !matches!(definition.unit, Unit::Child | Unit::Row) {
                candidates.sort_unstable_by_key(|candidate| (candidate.unit, candidate.place));
            }
            if joins_by_unit(definition) {
                // Stable: within a unit they stay in time order.
                followers.sort_by_key(|follower| follower.unit);
            }
            let same = |a: &Candidate, b: &Candidate| definition.unit != Unit::Row && a.unit == b.unit;
            for unit in candidates.chunk_by(same) {
                let mut counting = Counting {
                    index,
                    definition,
                    table,
                    followers,
                    calendar: self.calendar,
                    quarter: &mut self.quarter,
                    year: &mut self.year,
                };
                counting.unit(unit, tally);
            }
        }
    }
}

fn joins_by_unit(definition: &Definition) -> bool {
    definition.followed_by.as_ref().is_some_and(|second| second.join == Join::SameUnit)
}

/// The counting of one definition's units.
struct Counting<'a> {
    index: usize,
    definition: &'a Definition,
    table: &'a FactTable,
    followers: &'a [Follower],
    calendar: &'a Calendar,
    quarter: &'a mut Open,
    year: &'a mut Open,
}

impl Counting<'_> {
    /// Counts one unit by its facts in time order.
    fn unit(&mut self, facts: &[Candidate], tally: &mut impl Tally) {
        let (mut last_quarter, mut last_year, mut counted_before) = (None, None, false);
        let mut gathered = 0_u64;
        self.quarter.period = None;
        self.year.period = None;
        for fact in facts {
            if !self.complete(fact, &mut gathered) {
                tally.left_out(fact.row, Excluded::NotComplete);
                continue;
            }
            let second = self.second(fact);
            if self.definition.followed_by.is_some()
                && self.definition.measure != Measure::Ratio
                && second.is_none()
            {
                tally.left_out(fact.row, Excluded::NotFollowed);
                continue;
            }
            let quarter = self.calendar.quarter(fact.day);
            let year = quarter.div_euclid(4);
            let (new_in_quarter, new_in_year) = match self.definition.once_per {
                OncePer::Period => (last_quarter != Some(quarter), last_year != Some(year)),
                OncePer::Year => (last_year != Some(year), last_year != Some(year)),
                OncePer::Ever => (!counted_before, !counted_before),
            };
            (last_quarter, last_year, counted_before) = (Some(quarter), Some(year), true);
            if new_in_quarter {
                self.quarter.begin(quarter);
            }
            if new_in_year {
                self.year.begin(year);
            }
            let every = self.definition.which == Which::Any;
            if new_in_quarter || (every && self.quarter.period == Some(quarter)) {
                self.add(Period::Quarter(Quarter(quarter)), fact, second, tally);
            }
            if new_in_year || (every && self.year.period == Some(year)) {
                self.add(Period::Year(i16::try_from(year).unwrap_or(0)), fact, second, tally);
            }
            if self.definition.once_per == OncePer::Ever && !every {
                return;
            }
        }
    }

    /// Whether the unit has gathered, by this fact, all it must have.
    fn complete(&self, fact: &Candidate, gathered: &mut u64) -> bool {
        let Some(complete_when) = &self.definition.complete_when else { return true };
        if let Some(levels) = self.table.columns().levels(fact.row) {
            complete_when.dimension.each_level(levels, |level| {
                if let Ok(place) = complete_when.levels.binary_search(&level) {
                    *gathered |= 1_u64.checked_shl(u32::try_from(place).unwrap_or(u32::MAX)).unwrap_or(0);
                }
            });
        }
        usize::try_from(gathered.count_ones()).is_ok_and(|count| count == complete_when.levels.len())
    }

    /// The earliest fact that follows this one within the days allowed.
    fn second(&self, fact: &Candidate) -> Option<Follower> {
        let second = self.definition.followed_by.as_ref()?;
        let unit = if joins_by_unit(self.definition) {
            // Children counted and units joined: the unit is the fact's own, not the group's.
            self.table.columns().unit(fact.row)
        } else {
            0
        };
        let day = |days: u32| i64::from(fact.day) + i64::from(days);
        let earliest = day(second.at_least_days);
        let place = self.followers.partition_point(|f| (f.unit, i64::from(f.day)) < (unit, earliest));
        let of_unit = self.followers.get(place..)?.iter().take_while(|f| f.unit == unit);
        // When both are of one kind, a fact does not follow itself.
        let found = of_unit.copied().find(|f| f.row != fact.row)?;
        second.within_days.is_none_or(|days| i64::from(found.day) <= day(days)).then_some(found)
    }

    /// Tells what a fact adds in a period: to the total and to each cell it stands in.
    fn add(&mut self, period: Period, fact: &Candidate, second: Option<Follower>, tally: &mut impl Tally) {
        let definition = self.definition;
        let value = match definition.measure {
            Measure::Count | Measure::Ratio => 0,
            Measure::Median(Value::OfFact) | Measure::Sum(Value::OfFact) => {
                self.table.columns().levels(fact.row).map_or(0, |levels| levels.value)
            }
            Measure::Median(Value::DaysBetween) | Measure::Sum(Value::DaysBetween) => {
                second.map_or(0, |second| second.day.saturating_sub(fact.day))
            }
        };
        let what = Contribution { counted: 1, followed: u32::from(second.is_some()), value };
        let of_units = definition.which == Which::Any && matches!(definition.measure, Measure::Count | Measure::Ratio);
        let open = match period {
            Period::Quarter(_) => &mut *self.quarter,
            Period::Year(_) => &mut *self.year,
        };
        let mut to_cell = |disaggregation: usize, level: u32| {
            let what = if of_units { open.still_to_count(disaggregation, level, what) } else { what };
            if what.counted + what.followed > 0 {
                let cell = Cell { definition: self.index, disaggregation, period, level };
                tally.add(cell, what, fact.row, second.map(|second| second.row));
            }
        };
        to_cell(0, 0);
        let Some(levels) = self.table.columns().levels(fact.row) else { return };
        for (place, disaggregation) in definition.all_disaggregations().enumerate() {
            if let Disaggregation::By(dimension) = disaggregation {
                dimension.each_level(levels, |level| to_cell(place, level));
            }
        }
    }
}

impl Open {
    fn begin(&mut self, period: i32) {
        self.period = Some(period);
        self.cells.clear();
    }

    /// What of a contribution this cell does not hold yet.
    fn still_to_count(&mut self, disaggregation: usize, level: u32, what: Contribution) -> Contribution {
        for (place, at, followed) in &mut self.cells {
            if (*place, *at) == (disaggregation, level) {
                let more = what.followed > 0 && !*followed;
                *followed |= more;
                return Contribution { counted: 0, followed: u32::from(more), value: what.value };
            }
        }
        self.cells.push((disaggregation, level, what.followed > 0));
        what
    }
}
