//! The heart of counting: one child's facts in time order, all definitions at once.
//!
//! Everything that counts goes through here: the full pass, the standing figures and lineage differ only in what
//! they do with what they are told.

mod open;

use base::Quarter;

use crate::columns::Row;
use crate::definition::{Definition, Join, Measure, OncePer, Unit, Value, Which};
use crate::groups::Subject;
use crate::layout::{Cells, Layout};
use crate::lineage::Excluded;
use crate::period::{Calendar, Period};
use crate::plan::{Plan, Role};
use crate::table::FactTable;

use open::Open;

/// What one fact adds in one period.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) definition: usize,
    pub(crate) period: Period,
    /// The cells where a unit is counted by this fact.
    pub(crate) counted: &'a Cells,
    /// The cells where the unit is counted as followed by this fact; ratios only.
    pub(crate) followed: &'a Cells,
    /// The value for medians and sums.
    pub(crate) value: i32,
    pub(crate) row: Row,
    /// The row that followed it.
    pub(crate) second: Option<Row>,
}

/// Who is told what is counted.
pub(crate) trait Tally {
    /// A fact adds to some cells.
    fn add(&mut self, told: Told<'_>);

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

/// The cells of the fact at hand.
struct FactCells {
    /// All of them, and those of the fact before, in turn.
    in_turn: [Cells; 2],
    first_is_now: bool,
    /// Those that the fact before did not have.
    changed: Cells,
    /// Those newly counted.
    counted: Cells,
    /// Those newly counted as followed.
    followed: Cells,
    nowhere: Cells,
}

impl FactCells {
    fn none() -> Self {
        let none = Cells::none;
        Self {
            in_turn: [none(), none()],
            first_is_now: false,
            changed: none(),
            counted: none(),
            followed: none(),
            nowhere: none(),
        }
    }
}

/// Memory that one thread reuses from child to child.
pub(crate) struct GroupPass<'p> {
    plan: &'p Plan<'p>,
    calendar: &'p Calendar,
    layout: &'p Layout,
    rows: Vec<Row>,
    candidates: Vec<Vec<Candidate>>,
    followers: Vec<Vec<Candidate>>,
    quarter: Open,
    year: Open,
    cells: FactCells,
}

impl<'p> GroupPass<'p> {
    pub(crate) fn new(plan: &'p Plan<'p>, calendar: &'p Calendar, layout: &'p Layout) -> Self {
        let of_each = plan.definitions.len();
        Self {
            plan,
            calendar,
            layout,
            rows: Vec::new(),
            candidates: (0..of_each).map(|_| Vec::new()).collect(),
            followers: (0..of_each).map(|_| Vec::new()).collect(),
            quarter: Open::with_slots(layout.widest()),
            year: Open::with_slots(layout.widest()),
            cells: FactCells::none(),
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
    pub(crate) fn count(
        &mut self,
        table: &FactTable,
        group: &[Subject],
        position: u32,
        tally: &mut impl Tally,
    ) {
        self.rows(table, group, position);
        let columns = table.columns();
        for list in &mut self.candidates {
            list.clear();
        }
        for list in &mut self.followers {
            list.clear();
        }
        for (place, row) in (0_u32..).zip(&self.rows) {
            let parts = self.plan.parts(columns.kind(*row));
            if parts.is_empty() {
                continue;
            }
            let (Some(when), Some(levels)) = (columns.when(*row), columns.levels(*row)) else { continue };
            let (row, day, own_unit) = (*row, when.happened, columns.unit(*row));
            let in_scope = self.plan.in_scope(levels);
            for part in parts.iter().filter(|part| self.plan.fills(part, levels, in_scope)) {
                let unit = if part.by_unit { own_unit } else { 0 };
                let fact = Candidate { unit, place, row, day };
                let lists = match part.role {
                    Role::Counted => &mut self.candidates,
                    Role::Following => &mut self.followers,
                };
                if let Some(list) = lists.get_mut(part.definition) {
                    list.push(fact);
                }
            }
        }
        let lists = self.candidates.iter_mut().zip(&mut self.followers);
        for ((index, definition), (candidates, followers)) in
            self.plan.definitions.iter().enumerate().zip(lists)
        {
            if candidates.is_empty() {
                continue;
            }
            if !matches!(definition.unit, Unit::Child | Unit::Row) {
                candidates.sort_unstable_by_key(|candidate| (candidate.unit, candidate.place));
            }
            if joins_by_unit(definition) {
                followers.sort_unstable_by_key(|follower| (follower.unit, follower.place));
            }
            let mut counting = Counting {
                index,
                definition,
                table,
                followers,
                calendar: self.calendar,
                layout: self.layout,
                quarter: &mut self.quarter,
                year: &mut self.year,
                cells: &mut self.cells,
                sifts: definition.which == Which::Any
                    && matches!(definition.measure, Measure::Count | Measure::Ratio),
            };
            match definition.unit {
                Unit::Child => counting.unit(candidates, tally),
                Unit::Row => candidates.chunks(1).for_each(|row| counting.unit(row, tally)),
                Unit::Referral | Unit::Service => {
                    candidates.chunk_by(|a, b| a.unit == b.unit).for_each(|unit| counting.unit(unit, tally));
                }
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
    followers: &'a [Candidate],
    calendar: &'a Calendar,
    layout: &'a Layout,
    quarter: &'a mut Open,
    year: &'a mut Open,
    cells: &'a mut FactCells,
    /// Whether a unit may stand in a cell by several facts, and must be counted there once.
    sifts: bool,
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
            let in_quarter = new_in_quarter || (every && self.quarter.period == Some(quarter));
            let in_year = new_in_year || (every && self.year.period == Some(year));
            if in_quarter || in_year {
                self.find_cells(fact, new_in_quarter && new_in_year);
                if in_quarter {
                    self.add(Period::Quarter(Quarter(quarter)), new_in_quarter, fact, second, tally);
                }
                if in_year {
                    let period = Period::Year(i16::try_from(year).unwrap_or(0));
                    self.add(period, new_in_year, fact, second, tally);
                }
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
    fn second(&self, fact: &Candidate) -> Option<Candidate> {
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

    /// Finds the cells of a fact, and which of them the fact before did not have.
    fn find_cells(&mut self, fact: &Candidate, all_new: bool) {
        let FactCells { in_turn: [first, second], first_is_now, changed, .. } = &mut *self.cells;
        *first_is_now = !*first_is_now;
        let (now, before) = if *first_is_now { (first, second) } else { (second, first) };
        if let Some(levels) = self.table.columns().levels(fact.row) {
            self.layout.cells(self.index, levels, now);
        }
        if self.sifts && !all_new {
            changed.take_new(now, before);
        }
    }

    /// Tells what a fact adds in a period: to the total and to each cell it stands in.
    fn add(
        &mut self,
        period: Period,
        is_new: bool,
        fact: &Candidate,
        second: Option<Candidate>,
        tally: &mut impl Tally,
    ) {
        let measure = self.definition.measure;
        let is_followed = second.is_some() && measure == Measure::Ratio;
        let value = match measure {
            Measure::Count | Measure::Ratio => 0,
            Measure::Median(Value::OfFact) | Measure::Sum(Value::OfFact) => {
                self.table.columns().levels(fact.row).map_or(0, |levels| levels.value)
            }
            Measure::Median(Value::DaysBetween) | Measure::Sum(Value::DaysBetween) => {
                second.map_or(0, |second| second.day.saturating_sub(fact.day))
            }
        };
        let (definition, row, second) = (self.index, fact.row, second.map(|second| second.row));
        let FactCells { in_turn: [first, second_cells], first_is_now, changed, counted, followed, nowhere } =
            &mut *self.cells;
        let all = if *first_is_now { first } else { second_cells };
        if !self.sifts {
            let followed = if is_followed { &*all } else { &*nowhere };
            tally.add(Told { definition, period, counted: all, followed, value, row, second });
            return;
        }
        let open = match period {
            Period::Quarter(_) => &mut *self.quarter,
            Period::Year(_) => &mut *self.year,
        };
        // In a period already open the fact before was counted too: all its cells hold the unit. Whether as followed
        // is another question.
        let cells = if is_new || is_followed { &*all } else { &*changed };
        open.sift(cells, is_followed, counted, followed);
        if !counted.is_empty() || !followed.is_empty() {
            tally.add(Told { definition, period, counted, followed, value, row, second });
        }
    }
}
