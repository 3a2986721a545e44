//! Counting everything in one pass.

use std::num::NonZero;
use std::sync::atomic::{AtomicU32, Ordering};

use base::Position;

use crate::columns::Row;
use crate::cube::{Added, Cube, Key};
use crate::definition::{Definition, Measure};
use crate::disaggregation::{Dimension, Disaggregation};
use crate::group_pass::{Cell, Contribution, GroupPass, Tally};
use crate::groups::Groups;
use crate::period::{Calendar, Periods};
use crate::plan::{Plan, Scope};
use crate::table::FactTable;

/// Subjects a thread takes at a time.
const PORTION: u32 = 2048;

/// Levels up to here have a cell made ready; higher ones, which no pack has, are looked up.
const READY_LEVELS: u32 = 1024;

/// Facts from which a second thread is worth its start.
const WORTH_THREADS: usize = 20_000;

/// Counts all definitions × disaggregations × periods at once, with the facts known at `as_of`.
///
/// One pass over the facts of the partnership (dataset 0), child by child in time order, on as many threads as the
/// machine offers (at most 8). Positions beyond the table's own mean its own.
#[must_use]
pub fn count_all(
    table: &FactTable,
    definitions: &[Definition],
    as_of: Position,
    periods: Periods,
    scope: Scope,
) -> Cube {
    let offered = std::thread::available_parallelism().map_or(1, NonZero::get).min(8);
    count_on(table, definitions, as_of, periods, scope, if table.len() < WORTH_THREADS { 1 } else { offered })
}

/// [`count_all`] on so many threads. The figures are the same.
#[must_use]
pub fn count_on(
    table: &FactTable,
    definitions: &[Definition],
    as_of: Position,
    periods: Periods,
    scope: Scope,
    threads: usize,
) -> Cube {
    let position = table.at(as_of);
    let plan = Plan::of(definitions, scope);
    let calendar = Calendar::around(periods);
    let groups = table.groups_at(position);
    let layout = Layout::of(definitions, periods, table.widest());
    let next = AtomicU32::new(0);
    let work = || {
        let mut counts = Counts::new(&layout);
        let mut pass = GroupPass::new(&plan, &calendar);
        while let Some(portion) = next_portion(&next, table) {
            for subject in portion {
                count_subject(table, &groups, subject, position, &mut pass, &mut counts);
            }
        }
        counts
    };
    let counts = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut counts = work();
        for other in others {
            match other.join() {
                Ok(other) => counts.merge(other),
                // A panic of a thread is a panic of the count: half a figure is worse than none.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        counts
    });
    let mut cube = Cube::empty(definitions, Position(u64::from(position)), periods, scope);
    cube.cells = counts.into_cells(periods);
    cube
}

fn next_portion(next: &AtomicU32, table: &FactTable) -> Option<std::ops::Range<u32>> {
    let end = table.subjects().end;
    let start = next.fetch_add(PORTION, Ordering::Relaxed);
    // A table of 2^32 subjects would wrap the counter; the table refuses far earlier to hold that many.
    (start < end).then(|| start..start.saturating_add(PORTION).min(end))
}

fn count_subject(
    table: &FactTable,
    groups: &Groups,
    subject: u32,
    position: u32,
    pass: &mut GroupPass<'_>,
    counts: &mut Counts<'_>,
) {
    if table.dataset_of(subject) != 0 {
        return;
    }
    let group = groups.led_by(&subject);
    if !group.is_empty() {
        pass.count(table, group, position, counts);
    }
}

/// Where each cell lies in the counters: definition, then disaggregation, period, level.
struct Layout {
    periods: Periods,
    places: Vec<Vec<Block>>,
    measures: Vec<Measure>,
}

#[derive(Clone, Copy)]
struct Block {
    offset: usize,
    levels: u32,
}

impl Layout {
    fn of(definitions: &[Definition], periods: Periods, widest: &[u32]) -> Self {
        let width = |disaggregation| match disaggregation {
            Disaggregation::Total => 1,
            Disaggregation::By(dimension) => {
                let place = Dimension::ALL.iter().position(|d| *d == dimension);
                let widest = place.and_then(|place| widest.get(place)).copied().unwrap_or(0);
                widest.saturating_add(1).min(READY_LEVELS)
            }
        };
        let mut places = Vec::new();
        for definition in definitions {
            let mut offset = 0;
            let mut blocks = Vec::new();
            for disaggregation in definition.all_disaggregations() {
                let levels = width(disaggregation);
                blocks.push(Block { offset, levels });
                offset += levels as usize * periods.count();
            }
            places.push(blocks);
        }
        Self { periods, places, measures: definitions.iter().map(|d| d.measure).collect() }
    }

    /// How many counters a definition needs.
    fn size(&self, definition: usize) -> usize {
        let last = self.places.get(definition).and_then(|blocks| blocks.last());
        last.map_or(0, |block| block.offset + block.levels as usize * self.periods.count())
    }
}

/// The counters of one thread.
struct Counts<'l> {
    layout: &'l Layout,
    of_definition: Vec<Counters>,
    /// Cells of levels too high to have been made ready.
    others: std::collections::BTreeMap<Key, Added>,
}

#[derive(Default)]
struct Counters {
    counted: Vec<u32>,
    /// Ratios only.
    followed: Vec<u32>,
    /// Sums only.
    sums: Vec<i64>,
    /// Medians only: the values of each cell, in no order.
    values: Vec<Vec<i32>>,
}

impl<'l> Counts<'l> {
    fn new(layout: &'l Layout) -> Self {
        let counters = |(definition, measure): (usize, &Measure)| {
            let size = layout.size(definition);
            let mut counters = Counters { counted: vec![0; size], ..Counters::default() };
            match measure {
                Measure::Count => {}
                Measure::Ratio => counters.followed = vec![0; size],
                Measure::Sum(_) => counters.sums = vec![0; size],
                Measure::Median(_) => counters.values = vec![Vec::new(); size],
            }
            counters
        };
        let of_definition = layout.measures.iter().enumerate().map(counters).collect();
        Self { layout, of_definition, others: std::collections::BTreeMap::new() }
    }

    fn merge(&mut self, other: Self) {
        for (mine, others) in self.of_definition.iter_mut().zip(other.of_definition) {
            mine.counted.iter_mut().zip(others.counted).for_each(|(a, b)| *a += b);
            mine.followed.iter_mut().zip(others.followed).for_each(|(a, b)| *a += b);
            mine.sums.iter_mut().zip(others.sums).for_each(|(a, b)| *a = a.saturating_add(b));
            mine.values.iter_mut().zip(others.values).for_each(|(a, b)| a.extend(b));
        }
        for (key, added) in other.others {
            let mine = self.others.entry(key).or_default();
            mine.counted += added.counted;
            mine.followed += added.followed;
            mine.sum = mine.sum.saturating_add(added.sum);
            for (value, times) in added.values {
                mine.add_value(value, times);
            }
        }
    }

    /// The cells that are not nothing.
    fn into_cells(self, periods: Periods) -> std::collections::BTreeMap<Key, Added> {
        let mut cells = Vec::new();
        let mut histogram = Histogram::new();
        let measures = self.layout.measures.iter().zip(&self.layout.places);
        for ((definition, (measure, blocks)), counters) in measures.enumerate().zip(&self.of_definition) {
            for (disaggregation, block) in blocks.iter().enumerate() {
                let levels = block.levels as usize;
                for (place, period) in periods.all().enumerate() {
                    let start = block.offset + place * levels;
                    let Some(counted) = counters.counted.get(start..start + levels) else { continue };
                    for (level, counted) in (0_u32..).zip(counted).filter(|(_, counted)| **counted > 0) {
                        let at = start + level as usize;
                        let values = counters.values.get(at).map_or(&[][..], Vec::as_slice);
                        let added = Added {
                            counted: u64::from(*counted),
                            followed: match measure {
                                Measure::Ratio => u64::from(counters.followed.get(at).copied().unwrap_or(0)),
                                _ => 0,
                            },
                            sum: counters.sums.get(at).copied().unwrap_or(0),
                            values: histogram.of(values),
                        };
                        cells.push((Key { definition, disaggregation, period, level }, added));
                    }
                }
            }
        }
        cells.extend(self.others);
        cells.into_iter().collect()
    }
}

impl Tally for Counts<'_> {
    fn add(&mut self, cell: Cell, what: Contribution, _row: Row, _second: Option<Row>) {
        let Some(period) = self.layout.periods.place_of(cell.period) else { return };
        let blocks = self.layout.places.get(cell.definition);
        let Some(block) = blocks.and_then(|blocks| blocks.get(cell.disaggregation)) else { return };
        let Some(measure) = self.layout.measures.get(cell.definition).copied() else { return };
        let what = what.for_measure(measure);
        if cell.level >= block.levels {
            let Cell { definition, disaggregation, period, level } = cell;
            let key = Key { definition, disaggregation, period, level };
            self.others.entry(key).or_default().add(what, measure);
            return;
        }
        let place = block.offset + period * block.levels as usize + cell.level as usize;
        let Some(counters) = self.of_definition.get_mut(cell.definition) else { return };
        if let Some(counted) = counters.counted.get_mut(place) {
            *counted += what.counted;
        }
        match measure {
            Measure::Count => {}
            Measure::Ratio => {
                if let Some(followed) = counters.followed.get_mut(place) {
                    *followed += what.followed;
                }
            }
            Measure::Sum(_) => {
                if let Some(sum) = counters.sums.get_mut(place) {
                    *sum = sum.saturating_add(i64::from(what.value));
                }
            }
            Measure::Median(_) => {
                if let Some(values) = counters.values.get_mut(place) {
                    values.push(what.value);
                }
            }
        }
    }
}

impl Contribution {
    /// What of it a measure keeps: only ratios ask who was followed.
    pub(crate) fn for_measure(self, measure: Measure) -> Self {
        Self { followed: if measure == Measure::Ratio { self.followed } else { 0 }, ..self }
    }
}

/// Sorts values by counting them: nearly all are days, small and often the same.
struct Histogram {
    small: Vec<u32>,
}

impl Histogram {
    const SMALL: usize = 1024;

    fn new() -> Self {
        Self { small: vec![0; Self::SMALL] }
    }

    /// The values, ascending, and how often each occurs.
    fn of(&mut self, values: &[i32]) -> Vec<(i32, u32)> {
        let mut large = Vec::new();
        let (mut low, mut high) = (Self::SMALL, 0);
        for value in values {
            let place = usize::try_from(*value).ok().filter(|place| *place < Self::SMALL);
            if let Some((place, count)) = place.and_then(|place| Some((place, self.small.get_mut(place)?))) {
                *count += 1;
                (low, high) = (low.min(place), high.max(place + 1));
            } else {
                large.push(*value);
            }
        }
        let mut counted = Vec::new();
        for (value, count) in (0_i32..).zip(&mut self.small).take(high).skip(low) {
            if *count > 0 {
                counted.push((value, std::mem::take(count)));
            }
        }
        if large.is_empty() {
            return counted;
        }
        large.sort_unstable();
        for same in large.chunk_by(|a, b| a == b) {
            counted.extend(same.first().map(|value| (*value, u32::try_from(same.len()).unwrap_or(u32::MAX))));
        }
        counted.sort_unstable();
        counted
    }
}
