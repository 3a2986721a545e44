//! Counting everything in one pass.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicU32, Ordering};

use base::Position;

use crate::cube::{Added, Cube, Key};
use crate::definition::{Definition, Measure};
use crate::group_pass::{GroupPass, Tally, Told};
use crate::groups::Groups;
use crate::layout::{Cell, Layout};
use crate::period::{Calendar, Periods};
use crate::plan::{Plan, Scope};
use crate::table::FactTable;

/// Subjects a thread takes at a time.
const PORTION: u32 = 2048;

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
    let layout = Layout::of(definitions, table.widest());
    let next = AtomicU32::new(0);
    let work = || {
        let mut counts = Counts::new(definitions, &layout, periods);
        let mut pass = GroupPass::new(&plan, &calendar, &layout);
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
    cube.cells = counts.into_cells();
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

/// The counters of one thread.
struct Counts<'l> {
    layout: &'l Layout,
    periods: Periods,
    of_definition: Vec<Counters>,
    /// Cells of levels too high to have been made ready.
    others: BTreeMap<Key, Added>,
}

/// The counters of one definition: by period, then by slot.
struct Counters {
    measure: Measure,
    width: usize,
    counted: Vec<u32>,
    /// Ratios only.
    followed: Vec<u32>,
    /// Sums only.
    sums: Vec<i64>,
    /// Medians only: the values of each cell, in no order.
    values: Vec<Vec<i32>>,
}

impl<'l> Counts<'l> {
    fn new(definitions: &[Definition], layout: &'l Layout, periods: Periods) -> Self {
        let counters = |(index, definition): (usize, &Definition)| {
            let (width, measure) = (layout.width(index), definition.measure);
            let size = |needed: bool| if needed { width * periods.count() } else { 0 };
            Counters {
                measure,
                width,
                counted: vec![0; size(true)],
                followed: vec![0; size(measure == Measure::Ratio)],
                sums: vec![0; size(matches!(measure, Measure::Sum(_)))],
                values: vec![Vec::new(); size(matches!(measure, Measure::Median(_)))],
            }
        };
        let of_definition = definitions.iter().enumerate().map(counters).collect();
        Self { layout, periods, of_definition, others: BTreeMap::new() }
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
    fn into_cells(self) -> BTreeMap<Key, Added> {
        // Gathered in the order of the keys: to sort so many would take longer than to count them.
        let mut cells = Vec::new();
        let mut histogram = Histogram::new();
        for (definition, counters) in self.of_definition.iter().enumerate() {
            for (disaggregation, slots) in self.layout.ready(definition) {
                for (place, period) in self.periods.all().enumerate() {
                    let start = place * counters.width;
                    for (level, slot) in (0_u32..).zip(&slots) {
                        let at = start + *slot as usize;
                        let counted = counters.counted.get(at).copied().unwrap_or(0);
                        if counted > 0 {
                            let key = Key { definition, disaggregation, period, level };
                            cells.push((key, counters.added(at, counted, &mut histogram)));
                        }
                    }
                }
            }
        }
        let mut cells: BTreeMap<Key, Added> = cells.into_iter().collect();
        cells.extend(self.others);
        cells
    }
}

impl Counters {
    fn added(&self, at: usize, counted: u32, histogram: &mut Histogram) -> Added {
        Added {
            counted: u64::from(counted),
            followed: self.followed.get(at).copied().map_or(0, u64::from),
            sum: self.sums.get(at).copied().unwrap_or(0),
            values: histogram.of(self.values.get(at).map_or(&[][..], Vec::as_slice)),
        }
    }
}

impl Tally for Counts<'_> {
    fn add(&mut self, told: Told<'_>) {
        let Some(place) = self.periods.place_of(told.period) else { return };
        let Some(counters) = self.of_definition.get_mut(told.definition) else { return };
        let range = place * counters.width..(place + 1) * counters.width;
        let (slots, value) = (told.counted.slots(), told.value);
        at_each(slots, counters.counted.get_mut(range.clone()), |count| *count += 1);
        match counters.measure {
            Measure::Count => {}
            Measure::Ratio => {
                at_each(told.followed.slots(), counters.followed.get_mut(range), |count| *count += 1);
            }
            Measure::Sum(_) => {
                at_each(slots, counters.sums.get_mut(range), |sum| {
                    *sum = sum.saturating_add(i64::from(value))
                });
            }
            Measure::Median(_) => at_each(slots, counters.values.get_mut(range), |values| values.push(value)),
        }
        let measure = counters.measure;
        let key = |cell: &Cell| Key::of(told.definition, told.period, *cell);
        for cell in told.counted.others() {
            self.others.entry(key(cell)).or_default().count(value, measure);
        }
        for cell in told.followed.others() {
            self.others.entry(key(cell)).or_default().followed += 1;
        }
    }
}

/// Does something to the counter of each slot.
fn at_each<T>(slots: &[u32], counters: Option<&mut [T]>, mut what: impl FnMut(&mut T)) {
    let Some(counters) = counters else { return };
    for slot in slots {
        if let Some(counter) = counters.get_mut(*slot as usize) {
            what(counter);
        }
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
