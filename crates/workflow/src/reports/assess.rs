//! From facts to what a report shows: count, gate, compare with what was published. The same position and history
//! give the same report at any later time.

use std::collections::BTreeMap;

use base::{Digest, Position, Problem, Quarter};

use crate::app::App;
use crate::reports::counting::Counted;
use crate::reports::frozen::{FrozenTable, Restatement};
use crate::reports::published::Published;
use crate::reports::{gating, restating};

/// What a report shows, and the digest of what it was counted from.
pub(crate) struct Assessed {
    pub(crate) counted: Digest,
    pub(crate) tables: Vec<FrozenTable>,
    pub(crate) restatements: Vec<Restatement>,
}

impl App {
    /// Assesses a quarter as known at a position, looking back at what had been published. Facts must be read up
    /// to the position.
    pub(crate) fn assess(
        &self,
        quarter: Quarter,
        as_of: Position,
        published: &Published,
    ) -> Result<Assessed, Problem> {
        let pack = self.pack()?;
        let definitions = self.definitions()?;
        let reversed = || Problem::bad_input("date_malformed").on("period");
        let (counted, before) = {
            let social = self.social();
            let counted = Counted::at(&social.facts, &definitions, &pack, quarter, as_of).ok_or_else(reversed)?;
            let mut before = BTreeMap::new();
            for position in restating::positions(quarter, published) {
                let then = Counted::without_crossing(&social.facts, &definitions, quarter, position);
                before.insert(position, then.ok_or_else(reversed)?);
            }
            (counted, before)
        };
        let raw = counted.tables(&definitions, &pack, quarter);
        Ok(Assessed {
            counted: counted.digest(&definitions, &pack),
            tables: gating::gate(&raw, published)?,
            restatements: restating::restatements(&definitions, quarter, &counted, &before, published),
        })
    }
}
