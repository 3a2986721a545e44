//! From facts to what a report shows: count, gate, compare with what was published. The same position and history
//! give the same report at any later time.

use std::collections::BTreeMap;

use base::{Digest, Position, Problem, Quarter, Realm};
use vault::KeyName;

use crate::app::App;
use crate::reports::counting::Counted;
use crate::reports::frozen::Restatement;
use crate::reports::gating::{self, Gate, Passed};
use crate::reports::published::Published;
use crate::reports::restating;
use crate::reports::sheet::Sheet;

/// What a report shows, and the keyed digest of what it was counted from.
pub(crate) struct Assessed {
    pub(crate) counted: Digest,
    pub(crate) passed: Passed,
    pub(crate) restatements: Vec<Restatement>,
}

impl App {
    /// Assesses a quarter as known at a position, looking back at what had been published. Facts must be read up
    /// to the position. `alike` are the sheets of a report that is counted again: its cells are used, whatever the
    /// pack has added since.
    pub(crate) fn assess(
        &self,
        quarter: Quarter,
        as_of: Position,
        published: &Published,
        alike: &[Sheet],
    ) -> Result<Assessed, Problem> {
        let pack = self.pack()?;
        let definitions = self.published_definitions()?;
        let mut positions = restating::positions(quarter, published);
        positions.extend(gating::positions(quarter, published));
        let (counted, then) = {
            let social = self.social();
            let at = |position| {
                let counted = Counted::at(&social.facts, &definitions, &pack, quarter.year(), position);
                counted.ok_or_else(|| Problem::bad_input("date_malformed").on("period"))
            };
            let then = positions.into_iter().map(|position| Ok((position, at(position)?)));
            (at(as_of)?, then.collect::<Result<BTreeMap<_, _>, Problem>>()?)
        };
        let gate = Gate {
            definitions: &definitions,
            pack: &pack,
            quarter,
            counted: &counted,
            then: &then,
            published,
            alike,
        };
        Ok(Assessed {
            counted: counted.digest(&*self.keys.need(KeyName::Realm(Realm::Social))?, &definitions, &pack),
            passed: gate.pass(),
            restatements: restating::restatements(&definitions, quarter, &counted, &then, published),
        })
    }
}
