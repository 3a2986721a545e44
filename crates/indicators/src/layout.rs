//! Where each cell has its counter: worked out once, so that counting a fact is adding one at a known place.

use crate::columns::Levels;
use crate::definition::Definition;
use crate::disaggregation::{Dimension, Disaggregation, all_levels, each_form};

/// Levels up to here have a counter made ready; higher ones, which no pack has, are looked up by their number.
const READY_LEVELS: u32 = 1024;

/// The slot of a level without a ready counter.
pub(crate) const NO_SLOT: u32 = u32::MAX;

/// One cell of a definition, in any period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// 0 is the total, then the definition's disaggregations in their order.
    pub(crate) disaggregation: u32,
    pub(crate) level: u32,
    /// The cell's place among the ready ones of its definition, or [`NO_SLOT`].
    pub(crate) slot: u32,
}

#[derive(Clone, Copy)]
struct Block {
    /// The dimension's place in [`Dimension::ALL`]; `None` for forms, of which a row has several.
    column: Option<usize>,
    disaggregation: u32,
    offset: u32,
    levels: u32,
}

/// The ready cells of each definition.
pub(crate) struct Layout {
    of_definition: Vec<(Vec<Block>, u32)>,
}

impl Layout {
    /// Room for the levels up to `widest`, which is in the order of [`Dimension::ALL`].
    pub(crate) fn of(definitions: &[Definition], widest: &[u32]) -> Self {
        let place_of = |dimension: Dimension| Dimension::ALL.iter().position(|d| *d == dimension);
        let levels_of = |dimension: Dimension| {
            let widest = place_of(dimension).and_then(|place| widest.get(place)).copied().unwrap_or(0);
            widest.saturating_add(1).min(READY_LEVELS)
        };
        let blocks = |definition: &Definition| {
            // The total has slot 0.
            let mut offset = 1;
            let mut blocks = Vec::new();
            for (disaggregation, by) in (0_u32..).zip(definition.all_disaggregations()) {
                if let Disaggregation::By(dimension) = by {
                    let levels = levels_of(dimension);
                    let column = place_of(dimension).filter(|_| !dimension.overlaps());
                    blocks.push(Block { column, disaggregation, offset, levels });
                    offset += levels;
                }
            }
            (blocks, offset)
        };
        Self { of_definition: definitions.iter().map(blocks).collect() }
    }

    /// How many ready cells a definition has in a period.
    pub(crate) fn width(&self, definition: usize) -> usize {
        self.of_definition.get(definition).map_or(0, |(_, width)| *width as usize)
    }

    /// The most ready cells any definition has in a period.
    pub(crate) fn widest(&self) -> usize {
        self.of_definition.iter().map(|(_, width)| *width as usize).max().unwrap_or(0)
    }

    /// The cells that a row stands in: the total, then each of its levels.
    pub(crate) fn cells(&self, definition: usize, levels: &Levels, into: &mut Vec<Cell>) {
        into.clear();
        into.push(Cell { disaggregation: 0, level: 0, slot: 0 });
        let Some((blocks, _)) = self.of_definition.get(definition) else { return };
        let of_row = all_levels(levels);
        for block in blocks {
            let mut push = |level| {
                let slot = if level < block.levels { block.offset + level } else { NO_SLOT };
                into.push(Cell { disaggregation: block.disaggregation, level, slot });
            };
            match block.column {
                Some(column) => push(of_row.get(column).copied().unwrap_or(0)),
                None => each_form(levels.forms, push),
            }
        }
    }

    /// All ready cells of a definition, in the order of their slots.
    pub(crate) fn ready(&self, definition: usize) -> impl Iterator<Item = Cell> {
        let blocks = self.of_definition.get(definition).map_or(&[][..], |(blocks, _)| blocks.as_slice());
        let total = std::iter::once(Cell { disaggregation: 0, level: 0, slot: 0 });
        total.chain(blocks.iter().flat_map(|block| {
            let cell =
                |level| Cell { disaggregation: block.disaggregation, level, slot: block.offset + level };
            (0..block.levels).map(cell)
        }))
    }
}
