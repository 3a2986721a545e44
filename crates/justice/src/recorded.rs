//! An event with the plain envelope of the entry that carries it.

use base::{EntryId, Happened, PersonId, Position, Timestamp};

/// What happened, when, and who recorded it: an entry of a stream with its operational part opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded<E> {
    /// The entry.
    pub entry: EntryId,
    /// Its place in the realm; 0 while it is proposed and not yet appended.
    pub position: Position,
    /// Its place in the stream, from 1.
    pub version: u32,
    /// When it happened. For an amendment: when the corrected thing happened.
    pub happened: Happened,
    /// When it was recorded. Of a proposed entry this is "now".
    pub recorded_at: Timestamp,
    /// Who recorded it.
    pub actor: PersonId,
    /// The entry it corrects.
    pub amends: Option<EntryId>,
    /// What happened.
    pub event: E,
}

impl<E> Recorded<E> {
    /// Its rank among entries of the same instant: its position, after all others while it is proposed.
    #[must_use]
    pub fn rank(&self) -> u64 {
        if self.position.0 == 0 { u64::MAX } else { self.position.0 }
    }
}
