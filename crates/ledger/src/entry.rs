//! One thing that happened, as it is written: its envelope in plain, its parts sealed.

use base::{
    Code, CommandId, Compartment, Digest, EntryId, Happened, PersonId, Position, Realm, StreamId, Timestamp,
};

use crate::encoding::{MAX_ENTRY, MAX_PART, MAX_PARTS, is_zone_name};

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

/// An entry before the store gives it its place: everything but position, version, previous hash, time of
/// recording and hash.
///
/// Parts are sealed before placement: what seals them (realm, stream, entry, compartment) is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its identifier.
    pub id: EntryId,
    /// The ledger it goes to.
    pub realm: Realm,
    /// The thing with a life that it belongs to.
    pub stream: StreamId,
    /// What kind of thing happened.
    pub kind: Code,
    /// The version of the kind's payload.
    pub schema: u16,
    /// When it happened.
    pub happened: Happened,
    /// Who records it.
    pub actor: PersonId,
    /// On which ground.
    pub basis: Code,
    /// The command it answers.
    pub command: CommandId,
    /// The entry it corrects.
    pub amends: Option<EntryId>,
    /// The sealed facts; empty when there are none.
    pub facts: Vec<u8>,
    /// The statistics key's epoch; 0 when there are no facts, and only then.
    pub facts_epoch: u32,
    /// The sealed parts, in any order.
    pub parts: Vec<SealedPart>,
}

/// Why a draft cannot become an entry. Each is a fault of the caller or a payload that is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// More than [`MAX_PARTS`] parts.
    #[error("more than {MAX_PARTS} parts")]
    TooManyParts,
    /// A part or the facts are longer than [`MAX_PART`] bytes, or all together than [`MAX_ENTRY`].
    #[error("a sealed part or the whole entry is too large")]
    TooLarge,
    /// Two parts have the same compartment and epoch.
    #[error("two parts share compartment and epoch")]
    PartRepeated,
    /// Facts without an epoch, or an epoch without facts.
    #[error("facts and their epoch must be given together")]
    FactsEpoch,
    /// Positions and versions begin at 1.
    #[error("position and version begin at 1")]
    NoPlace,
    /// The zone's name cannot be stored.
    #[error("the zone's name is malformed")]
    Zone,
}

impl Draft {
    /// Gives the entry its place and its hash; parts are put in their order.
    ///
    /// `previous` is the hash of the stream's entry of `version - 1`, zero for version 1. That place and
    /// previous fit the ledger is the store's duty; verification finds where they do not.
    ///
    /// # Errors
    /// [`DraftError`] when the bytes would not be read back.
    pub fn place(
        self,
        position: Position,
        version: u32,
        previous: Digest,
        recorded_at: Timestamp,
    ) -> Result<Entry, DraftError> {
        let Self { facts, facts_epoch, mut parts, happened, .. } = self;
        parts.sort_by_key(SealedPart::order);
        if parts.len() > MAX_PARTS {
            return Err(DraftError::TooManyParts);
        }
        if parts.windows(2).any(|pair| matches!(pair, [a, b] if a.order() == b.order())) {
            return Err(DraftError::PartRepeated);
        }
        if facts.is_empty() != (facts_epoch == 0) {
            return Err(DraftError::FactsEpoch);
        }
        if position.0 == 0 || version == 0 {
            return Err(DraftError::NoPlace);
        }
        if !is_zone_name(happened.zone().name().as_bytes()) {
            return Err(DraftError::Zone);
        }
        let longest = parts.iter().map(|part| part.ciphertext.len()).max().unwrap_or(0).max(facts.len());
        let mut entry = Entry {
            position,
            id: self.id,
            realm: self.realm,
            stream: self.stream,
            version,
            kind: self.kind,
            schema: self.schema,
            happened,
            recorded_at,
            actor: self.actor,
            basis: self.basis,
            command: self.command,
            amends: self.amends,
            facts,
            facts_epoch,
            parts,
            previous,
            hash: Digest::ZERO,
        };
        if longest > MAX_PART || entry.encoded_len() > MAX_ENTRY {
            return Err(DraftError::TooLarge);
        }
        entry.hash = entry.computed_hash();
        Ok(entry)
    }
}

impl SealedPart {
    fn order(&self) -> (u8, u32) {
        (self.compartment.number(), self.epoch)
    }
}
