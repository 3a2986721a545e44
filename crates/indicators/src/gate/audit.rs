//! What a reader can work out about suppressed cells, and whether it is too much.

use crate::gate::Rule;
use crate::gate::program::{Possible, greatest, parts};
use crate::gate::system::{CellNumber, Standing, System};

/// Solvers answer to about seven digits.
const TOLERANCE: f64 = 1e-6;

/// The least and the greatest value of a cell that agree with everything known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The cell.
    pub cell: CellNumber,
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

impl Interval {
    /// How much is left open.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}

/// What a suppressed cell's interval must leave open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Need {
    pub(crate) low_at_most: f64,
    pub(crate) high_at_least: f64,
    pub(crate) width: f64,
}

impl Need {
    /// What a cell needs when it is hidden; nothing for a remainder that is not small.
    pub(crate) fn of(system: &System, cell: CellNumber, rule: &Rule) -> Option<Self> {
        let held = system.cells.get(cell)?;
        let (value, width) = (system.value(cell), rule.threshold.saturating_sub(1) as f64);
        if rule.is_small(held.value) {
            return Some(Self { low_at_most: 1.0, high_at_least: width, width });
        }
        if held.standing == Standing::Remainder {
            return None;
        }
        let low_at_most = if held.of_group { value - width } else { value };
        Some(Self { low_at_most, high_at_least: value, width })
    }

    pub(crate) fn met_by(&self, interval: &Interval) -> bool {
        interval.low <= self.low_at_most + TOLERANCE
            && interval.high >= self.high_at_least - TOLERANCE
            && interval.width() >= self.width - TOLERANCE
    }
}

/// What has been shown to be possible so far. Hiding more only makes more possible, so it is never forgotten.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    intervals: Vec<Interval>,
}

impl Shown {
    pub(crate) fn nothing_but_the_truth(system: &System) -> Self {
        let truth = |cell| Interval { cell, low: system.value(cell), high: system.value(cell) };
        Self { intervals: (0..system.len()).map(truth).collect() }
    }

    pub(crate) fn take(&mut self, possible: &Possible) {
        for (cell, value) in possible {
            if let Some(interval) = self.intervals.get_mut(*cell) {
                interval.low = interval.low.min(*value);
                interval.high = interval.high.max(*value);
            }
        }
    }

    pub(crate) fn interval(&self, cell: CellNumber) -> Interval {
        let nothing = Interval { cell, low: 0.0, high: 0.0 };
        self.intervals.get(cell).copied().unwrap_or(nothing)
    }
}

/// The intervals of all hidden cells, by two linear programs each: what a reader can work out at most. `hidden` says
/// of each cell of the system whether it is. `None` when the solver gave up on one.
#[must_use]
pub fn audit(system: &System, hidden: &[bool]) -> Option<Vec<Interval>> {
    let mut intervals = Vec::new();
    for part in parts(system, hidden) {
        for cell in &part {
            let end = |sign: f64| {
                let possible = greatest(system, &part, |other| if other == *cell { sign } else { 0.0 })?;
                possible.iter().find(|(other, _)| other == cell).map(|(_, value)| *value)
            };
            intervals.push(Interval { cell: *cell, low: end(-1.0)?, high: end(1.0)? });
        }
    }
    intervals.sort_by_key(|interval| interval.cell);
    Some(intervals)
}

/// The hidden cells that are not protected. What is shown to be possible already needs no program; a few programs
/// that push many cells at once settle most of the others; the rest take two each.
pub(crate) fn unprotected(
    system: &System,
    hidden: &[bool],
    rule: &Rule,
    shown: &mut Shown,
) -> Vec<CellNumber> {
    let met = |cell: CellNumber, shown: &Shown| {
        Need::of(system, cell, rule).is_none_or(|need| need.met_by(&shown.interval(cell)))
    };
    let mut unprotected = Vec::new();
    for part in parts(system, hidden) {
        let mut open: Vec<CellNumber> = part.iter().copied().filter(|cell| !met(*cell, shown)).collect();
        let push = |weight: &dyn Fn(CellNumber) -> f64, shown: &mut Shown| {
            if let Some(possible) = greatest(system, &part, weight) {
                shown.take(&possible);
            }
        };
        for round in 0..6_u64 {
            if open.len() < 3 {
                break;
            }
            // Weights of −1 and 1 by a fixed disorder: what adds up to a margin must not move together.
            let weight = |cell: CellNumber| {
                let mixed = (cell as u64 + 1)
                    .wrapping_mul(0x9E37_79B9_7F4A_7C15)
                    .rotate_left(7 * (round as u32 / 2 + 1));
                let sign = if (mixed >> 17 ^ round) & 1 == 0 { 1.0 } else { -1.0 };
                if open.binary_search(&cell).is_ok() { sign } else { 0.0 }
            };
            push(&weight, shown);
            open.retain(|cell| !met(*cell, shown));
        }
        for cell in open {
            for sign in [1.0, -1.0] {
                if !met(cell, shown) {
                    push(&|other| if other == cell { sign } else { 0.0 }, shown);
                }
            }
            if !met(cell, shown) {
                unprotected.push(cell);
            }
        }
    }
    unprotected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_interval_must_leave_open() {
        let mut system = System::new();
        let small = system.add(2, Standing::Open, 1);
        let other = system.add(10, Standing::Open, 1);
        let group = system.add(9, Standing::Open, 1);
        system.discloses_group(group);
        let (rest, small_rest) =
            (system.add(7, Standing::Remainder, 1), system.add(3, Standing::Remainder, 1));
        let met = |cell: CellNumber, low: f64, high: f64| {
            Need::of(&system, cell, &Rule::default()).map(|need| need.met_by(&Interval { cell, low, high }))
        };
        for (cell, low, high, expected) in [
            (small, 0.0, 4.0, true),
            (small, 1.0, 5.0, true),
            (small, 1.0, 4.0, false),
            (small, 2.0, 9.0, false),
            (small, 0.0, 3.0, false),
            (other, 8.0, 12.0, true),
            (other, 10.0, 14.0, true),
            (other, 8.0, 11.0, false),
            (group, 5.0, 9.0, true),
            (group, 6.0, 30.0, false),
            (small_rest, 0.0, 3.0, false),
        ] {
            assert_eq!(met(cell, low, high), Some(expected), "{cell}: {low} to {high}");
        }
        assert_eq!(met(rest, 7.0, 7.0), None);
    }
}
