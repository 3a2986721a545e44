//! What happened in a file, entry by entry, as its page tells it.

use base::{EntryId, Happened, PersonId, Position, Timestamp};

use crate::effective::Effective;
use crate::event::FileEvent;

/// A correction of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The correcting entry.
    pub entry: EntryId,
    /// Its place in the realm.
    pub position: Position,
    /// Who corrected.
    pub actor: PersonId,
    /// When.
    pub recorded_at: Timestamp,
    /// Why (list `amend_reason`).
    pub reason: u16,
    /// Whether it withdrew rather than replaced.
    pub withdraws: bool,
}

/// An entry with what it says now.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineItem {
    /// The entry.
    pub entry: EntryId,
    /// Its place in the realm; 0 while proposed.
    pub position: Position,
    /// Its place in the stream.
    pub version: u32,
    /// The file's episode it falls in, from 1.
    pub episode: u32,
    /// When it happened, as known now.
    pub happened: Happened,
    /// When it was first recorded.
    pub recorded_at: Timestamp,
    /// Who first recorded it.
    pub actor: PersonId,
    /// What happened, as known now.
    pub event: FileEvent,
    /// When and what was recorded at first, where corrections changed it.
    pub at_first: Option<(Happened, FileEvent)>,
    /// All corrections, in the order of recording.
    pub corrections: Vec<Correction>,
    /// Whether it counts no longer.
    pub withdrawn: bool,
}

impl TimelineItem {
    pub(crate) fn of(step: &Effective<'_>, episode: u32) -> Self {
        let original = step.original;
        let changed = (step.happened, step.event) != (&original.happened, &original.event);
        Self {
            entry: original.entry,
            position: original.position,
            version: original.version,
            episode,
            happened: step.happened.clone(),
            recorded_at: original.recorded_at,
            actor: original.actor,
            event: step.event.clone(),
            at_first: changed.then(|| (original.happened.clone(), original.event.clone())),
            corrections: step.corrections.iter().map(|recorded| correction(recorded)).collect(),
            withdrawn: step.withdrawn,
        }
    }
}

fn correction(recorded: &crate::recorded::Recorded<FileEvent>) -> Correction {
    let (reason, withdraws) = match &recorded.event {
        FileEvent::Amended { reason, .. } => (*reason, false),
        FileEvent::Withdrawn { reason, .. } => (*reason, true),
        _ => (0, false),
    };
    Correction {
        entry: recorded.entry,
        position: recorded.position,
        actor: recorded.actor,
        recorded_at: recorded.recorded_at,
        reason,
        withdraws,
    }
}
