//! Figures kept up to date: an entry recounts only the children it touches.

use base::{Position, Quarter};

use crate::count::count_all;
use crate::cube::{Added, Cube, Key};
use crate::definition::Definition;
use crate::group_pass::{GroupPass, Tally, Told};
use crate::layout::{Cells, Layout};
use crate::period::{Calendar, Periods};
use crate::plan::{Plan, Scope};
use crate::table::{FactTable, Touched};

/// The figures of one scope, always as of the table's last entry.
///
/// It holds no contribution of any child: what a child contributed before an entry is counted again from the table,
/// as known before it, and taken away; what it contributes now is added.
pub struct Standing {
    definitions: Vec<Definition>,
    calendar: Calendar,
    cube: Cube,
}

/// Why figures could not follow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("figures as of `{standing}` were told of an entry after `{before}`")]
pub struct OutOfStep {
    /// Where the figures stand.
    pub standing: u64,
    /// Where the table stood before the entry.
    pub before: u64,
}

impl Standing {
    /// Counts all of the table once, in full.
    #[must_use]
    pub fn of(table: &FactTable, definitions: &[Definition], periods: Periods, scope: Scope) -> Self {
        Self {
            definitions: definitions.to_vec(),
            calendar: Calendar::around(periods),
            cube: count_all(table, definitions, table.position(), periods, scope),
        }
    }

    /// Follows one entry that the table has taken. Every entry must be followed, in order; several figures may
    /// follow the same table.
    ///
    /// # Errors
    /// [`OutOfStep`] when an entry was left out: start again with [`Standing::of`].
    pub fn follow(&mut self, table: &FactTable, touched: &Touched) -> Result<(), OutOfStep> {
        let standing = self.cube.position().0;
        if standing != u64::from(touched.before) {
            return Err(OutOfStep { standing, before: u64::from(touched.before) });
        }
        let plan = Plan::of(&self.definitions, self.cube.scope());
        let layout = Layout::of(&self.definitions, table.widest());
        let mut pass = GroupPass::new(&plan, &self.calendar, &layout);
        for (position, taking) in [(touched.before, true), (touched.after, false)] {
            let mut done: Vec<u32> = Vec::new();
            for subject in &touched.subjects {
                if table.dataset_of(*subject) != 0 || done.contains(subject) {
                    continue;
                }
                let group = table.group_of(*subject, position);
                pass.count(
                    table,
                    &group,
                    position,
                    &mut Swap { cube: &mut self.cube, layout: &layout, taking },
                );
                done.extend(group);
            }
        }
        self.cube.move_to(Position(u64::from(touched.after)));
        Ok(())
    }

    /// The figures. Equal to [`count_all`] at the same position.
    #[must_use]
    pub fn cube(&self) -> &Cube {
        &self.cube
    }

    /// The definitions it counts by.
    #[must_use]
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// The same figures with the last quarter moved on; a full count.
    #[must_use]
    pub fn until(&self, table: &FactTable, to: Quarter) -> Option<Self> {
        let periods = Periods::new(self.cube.periods().from(), to)?;
        Some(Self::of(table, &self.definitions, periods, self.cube.scope()))
    }
}

/// Takes away what a child contributed, or adds what it contributes.
struct Swap<'c> {
    cube: &'c mut Cube,
    layout: &'c Layout,
    taking: bool,
}

impl Swap<'_> {
    fn at_each(&mut self, told: &Told<'_>, cells: &Cells, what: impl Fn(&mut Added)) {
        let of_slots = cells.slots().iter().map(|slot| self.layout.cell(told.definition, *slot));
        for cell in of_slots.chain(cells.others().iter().copied()) {
            let key = Key::of(told.definition, told.period, cell);
            let added = self.cube.cells.entry(key).or_default();
            what(added);
            if added.is_nothing() {
                self.cube.cells.remove(&key);
            }
        }
    }
}

impl Tally for Swap<'_> {
    fn add(&mut self, told: Told<'_>) {
        if !self.cube.periods().holds(told.period) {
            return;
        }
        let (measure, value) = (self.cube.measure(told.definition), told.value);
        if self.taking {
            self.at_each(&told, told.followed, |added| added.followed = added.followed.saturating_sub(1));
            self.at_each(&told, told.counted, |added| added.uncount(value, measure));
        } else {
            self.at_each(&told, told.counted, |added| added.count(value, measure));
            self.at_each(&told, told.followed, |added| added.followed = added.followed.saturating_add(1));
        }
    }
}
