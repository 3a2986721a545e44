//! Where each cell has its counter: worked out once, so that counting a fact is adding one at known places.

use crate::columns::Levels;
use crate::definition::Definition;
use crate::disaggregation::{Dimension, Disaggregation, all_levels, each_form};

/// Levels up to here have a counter made ready; higher ones, which no pack has, are looked up by their number.
const READY_LEVELS: u32 = 1024;

/// Room for all cells one row can stand in: the total, ten dimensions with one level, 32 forms.
const MOST_CELLS: usize = 64;

/// One cell of a definition, in any period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// 0 is the total, then the definition's disaggregations in their order.
    pub(crate) disaggregation: u32,
    pub(crate) level: u32,
}

/// The cells that a row stands in, or some of them.
pub(crate) struct Cells {
    slots: [u32; MOST_CELLS],
    len: usize,
    /// Those of levels without a slot; hardly ever any.
    others: Vec<Cell>,
}

impl Cells {
    pub(crate) fn none() -> Self {
        Self { slots: [0; MOST_CELLS], len: 0, others: Vec::new() }
    }

    pub(crate) fn clear(&mut self) {
        self.len = 0;
        self.others.clear();
    }

    pub(crate) fn slots(&self) -> &[u32] {
        self.slots.get(..self.len).unwrap_or_default()
    }

    pub(crate) fn others(&self) -> &[Cell] {
        &self.others
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0 && self.others.is_empty()
    }

    /// Takes over the cells that another has and `known` has not, as far as that is quickly seen.
    pub(crate) fn take_new(&mut self, from: &Self, known: &Self) {
        self.clear();
        let mut known_slots = known.slots().iter().copied();
        for slot in from.slots() {
            self.push_if(known_slots.next() != Some(*slot), *slot);
        }
        if !from.others.is_empty() {
            self.others.extend_from_slice(&from.others);
        }
    }

    /// Adds a slot if `wanted`: written in any case, because a choice here is a wrong guess half of the time.
    pub(crate) fn push_if(&mut self, wanted: bool, slot: u32) {
        if let Some(place) = self.slots.get_mut(self.len) {
            *place = slot;
            self.len += usize::from(wanted);
        }
    }

    pub(crate) fn push_other(&mut self, cell: Cell) {
        self.others.push(cell);
    }
}

#[derive(Clone, Copy)]
struct Block {
    /// The dimension's place in [`Dimension::ALL`].
    column: usize,
    disaggregation: u32,
    offset: u32,
    levels: u32,
}

#[derive(Default)]
struct OfDefinition {
    /// Dimensions of which a row has one level.
    single: Vec<Block>,
    /// Forms, of which it has several.
    forms: Option<Block>,
    /// Whether a dimension has levels without a slot.
    has_others: bool,
    width: u32,
}

/// The ready cells of each definition. Slot 0 is the total.
pub(crate) struct Layout {
    of_definition: Vec<OfDefinition>,
}

impl Layout {
    /// Room for the levels up to `widest`, which is in the order of [`Dimension::ALL`].
    pub(crate) fn of(definitions: &[Definition], widest: &[u32]) -> Self {
        let lay = |definition: &Definition| {
            let mut laid = OfDefinition { width: 1, ..OfDefinition::default() };
            for (disaggregation, by) in (0_u32..).zip(definition.all_disaggregations()) {
                let Disaggregation::By(dimension) = by else { continue };
                let Some(column) = Dimension::ALL.iter().position(|d| *d == dimension) else { continue };
                let widest = widest.get(column).copied().unwrap_or(0);
                let levels = widest.saturating_add(1).min(READY_LEVELS);
                let block = Block { column, disaggregation, offset: laid.width, levels };
                laid.width += levels;
                laid.has_others |= widest >= levels;
                if dimension.overlaps() { laid.forms = Some(block) } else { laid.single.push(block) }
            }
            laid
        };
        Self { of_definition: definitions.iter().map(lay).collect() }
    }

    /// How many ready cells a definition has in a period.
    pub(crate) fn width(&self, definition: usize) -> usize {
        self.of_definition.get(definition).map_or(0, |laid| laid.width as usize)
    }

    /// The most ready cells any definition has in a period.
    pub(crate) fn widest(&self) -> usize {
        self.of_definition.iter().map(|laid| laid.width as usize).max().unwrap_or(0)
    }

    /// The cells that a row stands in: the total, then each of its levels, in the same order for every row.
    pub(crate) fn cells(&self, definition: usize, levels: &Levels, into: &mut Cells) {
        into.clear();
        into.push_if(true, 0);
        let Some(laid) = self.of_definition.get(definition) else { return };
        let of_row = all_levels(levels);
        let level = |block: &Block| of_row.get(block.column & 15).copied().unwrap_or(0);
        if laid.has_others {
            for block in &laid.single {
                let (level, disaggregation) = (level(block), block.disaggregation);
                into.push_if(level < block.levels, block.offset + level.min(block.levels));
                if level >= block.levels {
                    into.push_other(Cell { disaggregation, level });
                }
            }
        } else {
            let places = into.slots.iter_mut().skip(1);
            places.zip(&laid.single).for_each(|(place, block)| *place = block.offset + level(block));
            into.len = 1 + laid.single.len();
        }
        if let Some(block) = &laid.forms {
            // No form is beyond the ready levels, once its row is in the table.
            each_form(levels.forms, |level| into.push_if(level < block.levels, block.offset + level));
        }
    }

    /// The cell of a slot.
    pub(crate) fn cell(&self, definition: usize, slot: u32) -> Cell {
        let total = Cell { disaggregation: 0, level: 0 };
        let Some(laid) = self.of_definition.get(definition) else { return total };
        let holds = |block: &&Block| (block.offset..block.offset + block.levels).contains(&slot);
        let block = laid.single.iter().chain(&laid.forms).find(holds);
        block.map_or(total, |block| Cell { disaggregation: block.disaggregation, level: slot - block.offset })
    }

    /// All ready cells of a definition with their slots, by disaggregation, then by level.
    pub(crate) fn ready(&self, definition: usize) -> Vec<(u32, Vec<u32>)> {
        let Some(laid) = self.of_definition.get(definition) else { return Vec::new() };
        let mut blocks: Vec<&Block> = laid.single.iter().chain(&laid.forms).collect();
        blocks.sort_by_key(|block| block.disaggregation);
        let of_block =
            |block: &&Block| (block.disaggregation, (block.offset..block.offset + block.levels).collect());
        std::iter::once((0, vec![0])).chain(blocks.iter().map(of_block)).collect()
    }
}
