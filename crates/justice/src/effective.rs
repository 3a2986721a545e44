//! A history as it reads after all corrections: each entry once, with what it says now.

use base::{EntryId, Happened, Timestamp};

use crate::event::CriminalEvent;
use crate::recorded::Recorded;

/// An entry that is no correction, with what it says after all corrections of it. It keeps its identity: facts and
/// rules name the entry itself, wherever its words now come from.
#[derive(Clone, Debug)]
pub struct Effective<'a> {
    /// The entry as it was recorded.
    pub original: &'a Recorded<CriminalEvent>,
    /// When it happened, as known now.
    pub happened: &'a Happened,
    /// What happened, as known now; what it said last when it is withdrawn.
    pub event: &'a CriminalEvent,
    /// Every correction of it, in the order of recording.
    pub corrections: Vec<&'a Recorded<CriminalEvent>>,
    /// Whether it counts no longer.
    pub withdrawn: bool,
}

impl Effective<'_> {
    /// The entry's id.
    #[must_use]
    pub fn entry(&self) -> EntryId {
        self.original.entry
    }

    /// Its place in the canonical order: earliest possible instant, then position, then id.
    #[must_use]
    pub fn key(&self) -> (Timestamp, u64, EntryId) {
        (self.happened.earliest(), self.original.rank(), self.original.entry)
    }
}

/// The history after all corrections, in canonical order, withdrawn entries included and marked. The last amendment
/// gives the words; a withdrawal is for good.
///
/// Total: corrections that name nothing, or another correction, are left out. The order of the slice carries no
/// meaning.
#[must_use]
pub fn effective(history: &[Recorded<CriminalEvent>]) -> Vec<Effective<'_>> {
    let mut in_order: Vec<&Recorded<CriminalEvent>> = history.iter().collect();
    in_order.sort_by_key(|recorded| (recorded.rank(), recorded.version, recorded.entry));
    let mut read: Vec<Effective<'_>> = Vec::with_capacity(in_order.len());
    for recorded in in_order {
        let Some(target) = recorded.event.replaces() else {
            read.push(Effective {
                original: recorded,
                happened: &recorded.happened,
                event: &recorded.event,
                corrections: Vec::new(),
                withdrawn: false,
            });
            continue;
        };
        let Some(step) = read.iter_mut().find(|step| step.entry() == target) else { continue };
        step.corrections.push(recorded);
        match &recorded.event {
            CriminalEvent::CriminalEntryAmended { event, .. }
                if !step.withdrawn && event.kind_name() == step.event.kind_name() =>
            {
                step.event = event;
                step.happened = &recorded.happened;
            }
            CriminalEvent::CriminalEntryWithdrawn { .. } => step.withdrawn = true,
            _ => {}
        }
    }
    read.sort_by_key(Effective::key);
    read
}
