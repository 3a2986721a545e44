//! What to suppress: small cells, and as little else as protects them.

use crate::gate::Rule;
use crate::gate::audit::{Interval, Need, Shown, unprotected};
use crate::gate::path::Walks;
use crate::gate::program::{Possible, cheapest_change};
use crate::gate::system::{CellNumber, Standing, System};

/// Complementary cells up to which each is tried whether it is needed; beyond, the trials would cost more than the
/// whole of the rest.
const WORTH_TRYING: usize = 12;

/// Which cells are hidden, and which of those that cannot be helped.
#[derive(Clone, Debug)]
pub(crate) struct Protected {
    pub(crate) hidden: Vec<bool>,
    pub(crate) disclosed: Vec<CellNumber>,
}

struct Search<'s> {
    system: &'s System,
    rule: &'s Rule,
    walks: Walks,
    hidden: Vec<bool>,
    shown: Shown,
}

/// Decides what of the open cells to hide.
pub(crate) fn protect(system: &System, rule: &Rule) -> Protected {
    let must = |held: &crate::gate::system::Held| match held.standing {
        Standing::Open => rule.is_small(held.value) || held.of_group,
        Standing::Shown => false,
        Standing::Withheld | Standing::Remainder => true,
    };
    let mut search = Search {
        system,
        rule,
        walks: Walks::of(system),
        hidden: system.cells.iter().map(must).collect(),
        shown: Shown::nothing_but_the_truth(system),
    };
    let first = search.hidden.clone();
    search.by_walks();
    let mut disclosed = search.by_programs();
    if disclosed.is_empty() {
        search.drop_what_is_not_needed(&first);
    } else {
        search.hide_all();
        disclosed = unprotected(system, &search.hidden, rule, &mut search.shown);
    }
    Protected { hidden: search.hidden, disclosed }
}

impl Search<'_> {
    /// Protects cell after cell by walks. Cells hidden on the way need protection themselves, so that it goes on until
    /// none is left or no walk helps.
    fn by_walks(&mut self) {
        let mut given_up = vec![false; self.system.len()];
        loop {
            let next = (0..self.system.len())
                .filter(|cell| !given_up.get(*cell).copied().unwrap_or(true) && !self.is_met(*cell))
                // The largest first: what protects it mostly protects the smaller ones too.
                .max_by_key(|cell| self.system.cells.get(*cell).map_or(0, |held| held.value));
            let Some(cell) = next else { return };
            if !self.protect_one(cell, Self::walk)
                && let Some(given_up) = given_up.get_mut(cell)
            {
                *given_up = true;
            }
        }
    }

    /// Lets the audit name what is not protected, and protects that by the cheapest change there is, until the audit
    /// passes. Returns what cannot be protected.
    fn by_programs(&mut self) -> Vec<CellNumber> {
        loop {
            let open = unprotected(self.system, &self.hidden, self.rule, &mut self.shown);
            let mut helped = false;
            for cell in &open {
                helped |= self.is_met(*cell) || self.protect_one(*cell, Self::change);
            }
            if open.is_empty() || !helped {
                return open;
            }
            self.by_walks();
        }
    }

    /// Tries each complementary cell, the most costly first, whether the audit passes without it.
    fn drop_what_is_not_needed(&mut self, first: &[bool]) {
        let is = |flags: &[bool], cell: CellNumber| flags.get(cell).copied().unwrap_or(false);
        let mut added: Vec<CellNumber> =
            (0..self.system.len()).filter(|cell| is(&self.hidden, *cell) && !is(first, *cell)).collect();
        if added.len() > WORTH_TRYING {
            return;
        }
        added.sort_by_key(|cell| std::cmp::Reverse(self.system.cost(*cell)));
        for cell in added {
            let mut fewer = self.hidden.clone();
            if let Some(hidden) = fewer.get_mut(cell) {
                *hidden = false;
            }
            let mut shown = Shown::nothing_but_the_truth(self.system);
            if unprotected(self.system, &fewer, self.rule, &mut shown).is_empty() {
                self.hidden = fewer;
                self.shown = shown;
            }
        }
    }

    fn hide_all(&mut self) {
        for (hidden, held) in self.hidden.iter_mut().zip(&self.system.cells) {
            *hidden |= held.standing == Standing::Open;
        }
    }

    fn is_met(&self, cell: CellNumber) -> bool {
        let hidden = self.hidden.get(cell).copied().unwrap_or(false);
        let need = Need::of(self.system, cell, self.rule);
        !hidden || need.is_none_or(|need| need.met_by(&self.shown.interval(cell)))
    }

    /// Hides what lets a cell move as far as it needs, by walks or by programs. Says whether it then can.
    fn protect_one(&mut self, cell: CellNumber, way: fn(&Self, CellNumber, f64) -> Option<Possible>) -> bool {
        let Some(need) = Need::of(self.system, cell, self.rule) else { return true };
        for wanted in wanted(&need, &self.shown.interval(cell)) {
            let value = self.system.value(cell);
            let mut possible = Vec::new();
            let mut reached = true;
            for by in [wanted.high - value, wanted.low - value] {
                let known = self.shown.interval(cell);
                let already = by == 0.0 || (value + by >= known.low && value + by <= known.high);
                if already {
                    continue;
                }
                match way(self, cell, by) {
                    Some(moved) => possible.push(moved),
                    None => reached = false,
                }
            }
            if reached {
                for moved in &possible {
                    for (cell, _) in moved {
                        if let Some(hidden) = self.hidden.get_mut(*cell) {
                            *hidden = true;
                        }
                    }
                    self.shown.take(moved);
                }
                return true;
            }
        }
        false
    }

    fn walk(&self, cell: CellNumber, by: f64) -> Option<Possible> {
        let price = |other| self.price(other);
        self.walks.cheapest(self.system, cell, by > 0.0, by.abs(), price)
    }

    fn change(&self, cell: CellNumber, by: f64) -> Option<Possible> {
        cheapest_change(self.system, |other| self.price(other).map(f64::from), cell, by)
    }

    /// What moving a cell costs: nearly nothing when it is hidden already, for ever too much when it is known.
    fn price(&self, cell: CellNumber) -> Option<u32> {
        if self.hidden.get(cell).copied().unwrap_or(false) {
            return Some(1);
        }
        (self.system.standing(cell) == Standing::Open).then(|| self.system.cost(cell))
    }
}

/// The intervals that would do, the likelier first: reaching further up, and reaching further down.
fn wanted(need: &Need, known: &Interval) -> [Interval; 2] {
    let (low, high) = (known.low.min(need.low_at_most), known.high.max(need.high_at_least));
    let upward = Interval { cell: known.cell, low, high: high.max(low + need.width) };
    let lower = low.min(high - need.width).max(0.0);
    let downward = Interval { cell: known.cell, low: lower, high: high.max(lower + need.width) };
    [upward, downward]
}
