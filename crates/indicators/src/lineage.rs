//! Which facts a figure is made of, and which it leaves out and why.

use base::{ChildNumber, Day, EntryId, Position, UnitNumber};
use ledger::FactKind;

use crate::columns::{Row, number_of};
use crate::definition::Definition;
use crate::disaggregation::Disaggregation;
use crate::group_pass::{GroupPass, Tally, Told};
use crate::groups::Subject;
use crate::layout::{Cell, Cells, Layout};
use crate::period::{Calendar, Period, Periods};
use crate::plan::{Plan, Scope, meets};
use crate::table::FactTable;

/// What a row is to the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A fact of the kind that is counted: of a ratio, of its denominator.
    Counted,
    /// The fact that followed it: of a ratio, of its numerator.
    Followed,
}

/// Why a fact of the kind, of the period and of the cell does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excluded {
    /// The definition's conditions leave it out.
    ByCondition,
    /// Its unit already counts, by another fact: earlier in the period, or earlier still when the definition counts
    /// once a year or once ever.
    AlreadyCounted,
    /// Nothing followed it in time, and the definition counts only what was followed.
    NotFollowed,
    /// Its unit has not gathered all it must have.
    NotComplete,
}

/// One fact behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineageRow {
    /// The entry that the fact stands for.
    pub stands_for: EntryId,
    /// The child, by the smallest of its merged numbers.
    pub child: ChildNumber,
    /// The fact's unit.
    pub unit: UnitNumber,
    /// The fact's day.
    pub day: Day,
    /// The fact's kind.
    pub kind: FactKind,
    /// What it is to the figure.
    pub part: Part,
    /// Whether it counts. As many rows with [`Part::Counted`] count as the figure has units; as many with
    /// [`Part::Followed`] as its numerator.
    pub counted: bool,
    /// Why not, when it does not.
    pub excluded: Option<Excluded>,
}

/// Rows behind one figure, as known at `as_of`: by child, then in time order.
///
/// These rows are pseudonymous personal data. They are for those with access to the records behind them, never for
/// publication.
#[must_use]
pub fn lineage(
    table: &FactTable,
    definition: &Definition,
    period: Period,
    by: Disaggregation,
    cell: u32,
    as_of: Position,
    scope: Scope,
) -> Vec<LineageRow> {
    let disaggregation = definition.all_disaggregations().position(|d| d == by);
    let Some(disaggregation) = disaggregation.and_then(|place| u32::try_from(place).ok()) else {
        return Vec::new();
    };
    let quarter = period.first_day().quarter();
    let Some(periods) = Periods::new(quarter, quarter) else { return Vec::new() };
    let position = table.at(as_of);
    let plan = Plan::of(std::slice::from_ref(definition), scope);
    let calendar = Calendar::around(periods);
    let groups = table.groups_at(position);
    let layout = Layout::of(std::slice::from_ref(definition), table.widest());
    let mut pass = GroupPass::new(&plan, &calendar, &layout);
    let mut found = Vec::new();
    for subject in table.subjects().filter(|subject| table.dataset_of(*subject) == 0) {
        let group = groups.led_by(&subject);
        if group.is_empty() {
            continue;
        }
        let mut heard = Heard::of(&layout, Cell { disaggregation, level: cell }, period);
        pass.count(table, group, position, &mut heard);
        let asked = Asked { table, plan: &plan, definition, by, cell, period, group };
        asked.rows(pass.rows(table, group, position), &heard, &mut found);
    }
    found.sort_by_key(|row: &LineageRow| row.child);
    found
}

/// What the pass told of the cell asked for.
struct Heard<'l> {
    layout: &'l Layout,
    cell: Cell,
    period: Period,
    counted: Vec<Row>,
    followed: Vec<(Row, Option<Row>)>,
    left_out: Vec<(Row, Excluded)>,
}

impl<'l> Heard<'l> {
    fn of(layout: &'l Layout, cell: Cell, period: Period) -> Self {
        let (counted, followed, left_out) = (Vec::new(), Vec::new(), Vec::new());
        Self { layout, cell, period, counted, followed, left_out }
    }

    fn asked_in(&self, told: &Told<'_>, cells: &Cells) -> bool {
        let mut of_slots = cells.slots().iter().map(|slot| self.layout.cell(told.definition, *slot));
        of_slots.any(|cell| cell == self.cell) || cells.others().contains(&self.cell)
    }
}

impl Tally for Heard<'_> {
    fn add(&mut self, told: Told<'_>) {
        if told.period != self.period {
            return;
        }
        if self.asked_in(&told, told.counted) {
            self.counted.push(told.row);
        }
        if self.asked_in(&told, told.followed) {
            self.followed.push((told.row, told.second));
        }
    }

    fn left_out(&mut self, row: Row, why: Excluded) {
        self.left_out.push((row, why));
    }
}

struct Asked<'a> {
    table: &'a FactTable,
    plan: &'a Plan<'a>,
    definition: &'a Definition,
    by: Disaggregation,
    cell: u32,
    period: Period,
    group: &'a [Subject],
}

impl Asked<'_> {
    fn rows(&self, rows: &[Row], heard: &Heard<'_>, found: &mut Vec<LineageRow>) {
        let columns = self.table.columns();
        let kind = number_of(self.definition.counts.fact);
        for row in rows {
            let (Some(when), Some(levels)) = (columns.when(*row), columns.levels(*row)) else { continue };
            let of_cell = match self.by {
                Disaggregation::Total => self.cell == 0,
                Disaggregation::By(dimension) => dimension.has_level(levels, self.cell),
            };
            let of_kind = columns.kind(*row) == kind && self.plan.in_scope(levels);
            if of_cell && of_kind && self.period.holds(Day(when.happened)) {
                let counted = heard.counted.contains(row);
                let excluded = (!counted).then(|| self.why_not(*row, heard));
                found.extend(self.row(*row, Part::Counted, counted, excluded));
            }
            for (_, second) in heard.followed.iter().filter(|(followed, _)| followed == row) {
                found.extend(second.and_then(|second| self.row(second, Part::Followed, true, None)));
            }
        }
    }

    fn why_not(&self, row: Row, heard: &Heard<'_>) -> Excluded {
        let told_why = heard.left_out.iter().find(|(left_out, _)| *left_out == row).map(|(_, why)| *why);
        let levels = self.table.columns().levels(row);
        let qualifies = levels.is_some_and(|levels| meets(&self.definition.counts, levels));
        let by_condition = (!qualifies).then_some(Excluded::ByCondition);
        by_condition.or(told_why).unwrap_or(Excluded::AlreadyCounted)
    }

    fn row(&self, row: Row, part: Part, counted: bool, excluded: Option<Excluded>) -> Option<LineageRow> {
        let columns = self.table.columns();
        Some(LineageRow {
            stands_for: columns.stands_for(row),
            child: self.table.child_of(self.group),
            unit: UnitNumber(columns.unit(row)),
            day: Day(columns.when(row)?.happened),
            kind: FactKind::from_number(u16::from(columns.kind(row)))?,
            part,
            counted,
            excluded,
        })
    }
}
