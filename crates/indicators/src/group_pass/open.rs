//! The period that is open while a unit is counted, and what holds the unit in it already.

use crate::layout::{Cell, Cells};

/// What is already counted of a unit in the period that is open.
pub(super) struct Open {
    pub(super) period: Option<i32>,
    /// Grows with each opening: a mark of an earlier opening is no mark.
    opening: u64,
    /// By slot: twice the opening in which it was last counted, and one more if as followed.
    marks: Vec<u64>,
    /// The cells without a slot that are counted in this opening, and whether as followed.
    others: Vec<(Cell, bool)>,
}

impl Open {
    pub(super) fn with_slots(slots: usize) -> Self {
        Self { period: None, opening: 0, marks: vec![0; slots], others: Vec::new() }
    }

    pub(super) fn begin(&mut self, period: i32) {
        self.period = Some(period);
        self.opening += 1;
        self.others.clear();
    }

    /// Sifts a fact's cells: into those that do not hold its unit yet, and those that do not hold it as followed.
    /// Marks that they do now.
    pub(super) fn sift(
        &mut self,
        cells: &Cells,
        is_followed: bool,
        counted: &mut Cells,
        followed: &mut Cells,
    ) {
        counted.clear();
        followed.clear();
        for slot in cells.slots() {
            let Some(mark) = self.marks.get_mut(*slot as usize) else { continue };
            let held = *mark >> 1 == self.opening;
            let held_as_followed = held & (*mark & 1 == 1);
            *mark = self.opening << 1 | u64::from(held_as_followed | is_followed);
            counted.push_if(!held, *slot);
            if is_followed {
                followed.push_if(!held_as_followed, *slot);
            }
        }
        for cell in cells.others() {
            let held = self.others.iter_mut().find(|(other, _)| other == cell);
            let held_as_followed = held.as_ref().is_some_and(|(_, as_followed)| *as_followed);
            match held {
                Some((_, as_followed)) => *as_followed |= is_followed,
                None => {
                    counted.push_other(*cell);
                    self.others.push((*cell, is_followed));
                }
            }
            if is_followed && !held_as_followed {
                followed.push_other(*cell);
            }
        }
    }
}
