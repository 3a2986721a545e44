//! One thing that happened, as it is written: its envelope in plain, its parts sealed.

use base::{Code, CommandId, Compartment, Digest, EntryId, Happened, PersonId, Position, Realm, StreamId, Timestamp};

/// A part of an entry with readers of its own, sealed by the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedPart {
    /// Which readers.
    pub compartment: Compartment,
    /// Which key of that compartment; for `Shared` the ordinal of its referral within the stream.
    pub epoch: u32,
    /// What the vault made; the ledger never looks inside.
    pub ciphertext: Vec<u8>,
}

/// An entry of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the realm, from 1.
    pub position: Position,
    /// Its identifier.
    pub id: EntryId,
    /// The ledger it is in.
    pub realm: Realm,
    /// The thing with a life that it belongs to.
    pub stream: StreamId,
    /// Its place in the stream, from 1.
    pub version: u32,
    /// What kind of thing happened.
    pub kind: Code,
    /// The version of the kind's payload.
    pub schema: u16,
    /// When it happened.
    pub happened: Happened,
    /// When it was recorded, UTC; never before the previous entry's.
    pub recorded_at: Timestamp,
    /// Who recorded it.
    pub actor: PersonId,
    /// On which ground: a code of the rule pack.
    pub basis: Code,
    /// The command it answers.
    pub command: CommandId,
    /// The entry it corrects.
    pub amends: Option<EntryId>,
    /// The facts it sheds and retracts, sealed under the realm's statistics key; empty when there are none.
    pub facts: Vec<u8>,
    /// The statistics key's epoch (months since 1970); 0 when there are no facts.
    pub facts_epoch: u32,
    /// Its parts, in rising order of (compartment, epoch).
    pub parts: Vec<SealedPart>,
    /// The hash of the stream's previous entry; zero for the first.
    pub previous: Digest,
    /// The hash of this entry: its leaf in the realm's tree.
    pub hash: Digest,
}
