//! The canonical bytes of an entry, version 1. They are stored for ever and never written again.
//!
//! All numbers are big-endian; a text is one length byte and that many bytes.
//!
//! ```text
//! head     0x50 0x01 · realm u8 · position u64 · stream 16 · version u32 · id 16 · kind text · schema u16
//!          happened: precision u8 · earliest i64 (microseconds since 1970) · zone text
//!          recorded_at i64 · actor 16 · basis text · command 16 · amends: 0, or 1 and 16 · previous 32
//!          facts_epoch u32 · facts length u32 · number of parts u8
//!          for each part, in rising order: compartment u8 · epoch u32 · length u32
//! payload  facts · part 1 · part 2 · …
//! hash     SHA-256(0x00 ‖ head ‖ SHA-256(facts) ‖ SHA-256(part 1) ‖ …)
//! ```
//!
//! The hash is not among the bytes: whoever decodes computes it. As it covers lengths and digests of the
//! payloads, not the payloads, it can be checked without a key and without the sealed bytes themselves.
//!
//! Facts of length 0 count as SHA-256 of nothing. Nothing optional is left to the writer, so that one entry
//! has exactly one form.

mod reader;

use base::{Code, CommandId, Compartment, Digest, EntryId, Happened, PersonId, Position, Precision, Realm};
use base::{StreamId, Timestamp, Zone};

use crate::encoding::reader::{Reader, is_code};
use crate::entry::{Entry, SealedPart};
use crate::hashing::{leaf_hash_of, sha256};

pub(crate) use reader::is_zone_name;

/// Most parts in an entry.
pub const MAX_PARTS: usize = 32;
/// Most bytes of one sealed part, or of the sealed facts: 16 MiB.
pub const MAX_PART: usize = 16 << 20;
/// Most bytes of an entry: 32 MiB.
pub const MAX_ENTRY: usize = 32 << 20;

const MAGIC: u8 = 0x50;
const FORMAT: u8 = 1;
/// Bytes of one row of the table of parts.
const PART_ROW: usize = 9;
/// Head without its texts, the amended entry and the table of parts.
const FIXED_HEAD: usize = 2 + 1 + 8 + 16 + 4 + 16 + 1 + 2 + 1 + 8 + 1 + 8 + 16 + 1 + 16 + 1 + 32 + 4 + 4 + 1;

/// Why bytes are not an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The first byte is another one.
    #[error("these bytes are not an entry")]
    NotAnEntry,
    /// A format that this program does not know.
    #[error("entry format `{0}` is not known")]
    UnknownFormat(u8),
    /// The bytes end too early.
    #[error("the bytes end too early")]
    Truncated,
    /// There are bytes after the end.
    #[error("there are bytes after the end")]
    TrailingBytes,
    /// A length is over its limit.
    #[error("`{0}` is too large")]
    TooLarge(&'static str),
    /// A field holds what it cannot hold.
    #[error("field `{0}` is malformed")]
    Malformed(&'static str),
}

/// An entry that borrows its stored bytes: reading one allocates nothing.
#[derive(Clone, Copy, Debug)]
pub struct EntryView<'a> {
    /// Its place in the realm.
    pub position: Position,
    /// Its identifier.
    pub id: EntryId,
    /// The ledger it is in.
    pub realm: Realm,
    /// The thing with a life that it belongs to.
    pub stream: StreamId,
    /// Its place in the stream.
    pub version: u32,
    /// What kind of thing happened; a code.
    pub kind: &'a str,
    /// The version of the kind's payload.
    pub schema: u16,
    /// How exactly it is known when it happened.
    pub precision: Precision,
    /// The earliest instant it can have happened.
    pub earliest: Timestamp,
    /// The name of the zone its days are counted in. That the zone exists is checked by [`Self::to_entry`].
    pub zone: &'a str,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Who recorded it.
    pub actor: PersonId,
    /// On which ground; a code.
    pub basis: &'a str,
    /// The command it answers.
    pub command: CommandId,
    /// The entry it corrects.
    pub amends: Option<EntryId>,
    /// The hash of the stream's previous entry.
    pub previous: Digest,
    /// The statistics key's epoch.
    pub facts_epoch: u32,
    /// The sealed facts.
    pub facts: &'a [u8],
    head: &'a [u8],
    table: &'a [[u8; PART_ROW]],
    sealed: &'a [u8],
}

/// A sealed part that borrows its stored bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartView<'a> {
    /// Which readers.
    pub compartment: Compartment,
    /// Which key of that compartment.
    pub epoch: u32,
    /// What the vault made.
    pub ciphertext: &'a [u8],
}

impl<'a> EntryView<'a> {
    /// Reads the canonical bytes of an entry, all of them.
    ///
    /// # Errors
    /// [`DecodeError`] for anything [`Entry::encode`] would not have written.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_ENTRY {
            return Err(DecodeError::TooLarge("entry"));
        }
        let mut reader = Reader::new(bytes);
        if reader.byte()? != MAGIC {
            return Err(DecodeError::NotAnEntry);
        }
        match reader.byte()? {
            FORMAT => {}
            other => return Err(DecodeError::UnknownFormat(other)),
        }
        let realm = Realm::from_number(reader.byte()?).ok_or(DecodeError::Malformed("realm"))?;
        let position = Position(u64::from_be_bytes(reader.array()?));
        let stream = StreamId::from_bytes(reader.array()?);
        let version = reader.u32()?;
        let id = EntryId::from_bytes(reader.array()?);
        let kind = reader.text("kind", is_code)?;
        let schema = u16::from_be_bytes(reader.array()?);
        let precision = Precision::from_number(reader.byte()?).ok_or(DecodeError::Malformed("precision"))?;
        let earliest = reader.timestamp("happened")?;
        let zone = reader.text("zone", is_zone_name)?;
        let recorded_at = reader.timestamp("recorded_at")?;
        let actor = PersonId::from_bytes(reader.array()?);
        let basis = reader.text("basis", is_code)?;
        let command = CommandId::from_bytes(reader.array()?);
        let amends = match reader.byte()? {
            0 => None,
            1 => Some(EntryId::from_bytes(reader.array()?)),
            _ => return Err(DecodeError::Malformed("amends")),
        };
        let previous = Digest(reader.array()?);
        let facts_epoch = reader.u32()?;
        let facts_len = reader.length("facts")?;
        let table = reader.table()?;
        let payload = reader.rest();
        let head = bytes.get(..bytes.len() - payload.len()).ok_or(DecodeError::Truncated)?;
        if position.0 == 0 {
            return Err(DecodeError::Malformed("position"));
        }
        if version == 0 {
            return Err(DecodeError::Malformed("version"));
        }
        if (facts_len == 0) != (facts_epoch == 0) {
            return Err(DecodeError::Malformed("facts_epoch"));
        }
        let sealed_len = check_table(table)?;
        let (facts, sealed) = payload.split_at_checked(facts_len).ok_or(DecodeError::Truncated)?;
        match sealed.len().cmp(&sealed_len) {
            std::cmp::Ordering::Less => return Err(DecodeError::Truncated),
            std::cmp::Ordering::Greater => return Err(DecodeError::TrailingBytes),
            std::cmp::Ordering::Equal => {}
        }
        Ok(Self {
            position,
            id,
            realm,
            stream,
            version,
            kind,
            schema,
            precision,
            earliest,
            zone,
            recorded_at,
            actor,
            basis,
            command,
            amends,
            previous,
            facts_epoch,
            facts,
            head,
            table,
            sealed,
        })
    }

    /// The sealed parts, in their order.
    pub fn parts(&self) -> impl Iterator<Item = PartView<'a>> + use<'a> {
        let mut rest = self.sealed;
        self.table.iter().filter_map(move |row| {
            let (compartment, epoch, length) = part_row(row);
            let (ciphertext, after) = rest.split_at_checked(length)?;
            rest = after;
            Some(PartView { compartment: Compartment::from_number(compartment)?, epoch, ciphertext })
        })
    }

    /// The entry's hash: its leaf in the realm's tree.
    #[must_use]
    pub fn hash(&self) -> Digest {
        let parts = self.parts().map(|part| sha256(part.ciphertext));
        leaf_hash_of(self.head, std::iter::once(sha256(self.facts)).chain(parts))
    }

    /// The entry with bytes of its own and its hash computed.
    ///
    /// A zone's rules can change after an entry was written, and the stored start of a day, month or year is
    /// then no longer one; it is read as the day it is nearest to, so that no entry becomes unreadable or
    /// slips to the day before. The hash is always that of the stored bytes.
    ///
    /// # Errors
    /// [`DecodeError::Malformed`] when the zone's name is not known.
    pub fn to_entry(&self) -> Result<Entry, DecodeError> {
        let zone = Zone::named(self.zone).ok_or(DecodeError::Malformed("zone"))?;
        let mut happened = Happened::from_stored(self.precision, self.earliest, &zone);
        if happened.earliest() != self.earliest {
            happened = Happened::from_stored(self.precision, self.earliest.plus(12 * Timestamp::HOUR), &zone);
        }
        Ok(Entry {
            position: self.position,
            id: self.id,
            realm: self.realm,
            stream: self.stream,
            version: self.version,
            kind: Code::new(self.kind).map_err(|_| DecodeError::Malformed("kind"))?,
            schema: self.schema,
            happened,
            recorded_at: self.recorded_at,
            actor: self.actor,
            basis: Code::new(self.basis).map_err(|_| DecodeError::Malformed("basis"))?,
            command: self.command,
            amends: self.amends,
            facts: self.facts.to_vec(),
            facts_epoch: self.facts_epoch,
            parts: self.parts().map(PartView::to_part).collect(),
            previous: self.previous,
            hash: self.hash(),
        })
    }
}

impl PartView<'_> {
    fn to_part(self) -> SealedPart {
        SealedPart { compartment: self.compartment, epoch: self.epoch, ciphertext: self.ciphertext.to_vec() }
    }
}

impl Entry {
    /// The canonical bytes. Those of an entry that [`crate::Draft::place`] or [`Entry::decode`] made are always
    /// read back as the same entry.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = self.head(self.encoded_len());
        bytes.extend_from_slice(&self.facts);
        for part in &self.parts {
            bytes.extend_from_slice(&part.ciphertext);
        }
        bytes
    }

    /// Reads canonical bytes and computes their hash.
    ///
    /// # Errors
    /// [`DecodeError`] for anything [`Entry::encode`] would not have written, and for an unknown zone.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        EntryView::parse(bytes)?.to_entry()
    }

    /// The hash its fields call for; equal to `hash` unless somebody changed one of them.
    #[must_use]
    pub fn computed_hash(&self) -> Digest {
        let parts = self.parts.iter().map(|part| sha256(&part.ciphertext));
        leaf_hash_of(&self.head(self.head_len()), std::iter::once(sha256(&self.facts)).chain(parts))
    }

    pub(crate) fn encoded_len(&self) -> usize {
        self.head_len()
            + self.facts.len()
            + self.parts.iter().map(|part| part.ciphertext.len()).sum::<usize>()
    }

    fn head_len(&self) -> usize {
        let texts = [self.kind.as_str(), self.basis.as_str(), self.happened.zone().name()];
        let amends = self.amends.map_or(0, |id| id.as_bytes().len());
        FIXED_HEAD + texts.iter().map(|text| text.len()).sum::<usize>() + amends + PART_ROW * self.parts.len()
    }

    fn head(&self, capacity: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(capacity);
        bytes.extend_from_slice(&[MAGIC, FORMAT, self.realm.number()]);
        bytes.extend_from_slice(&self.position.0.to_be_bytes());
        bytes.extend_from_slice(self.stream.as_bytes());
        bytes.extend_from_slice(&self.version.to_be_bytes());
        bytes.extend_from_slice(self.id.as_bytes());
        write_text(&mut bytes, self.kind.as_str());
        bytes.extend_from_slice(&self.schema.to_be_bytes());
        bytes.push(self.happened.precision().number());
        bytes.extend_from_slice(&self.happened.earliest().micros().to_be_bytes());
        write_text(&mut bytes, self.happened.zone().name());
        bytes.extend_from_slice(&self.recorded_at.micros().to_be_bytes());
        bytes.extend_from_slice(self.actor.as_bytes());
        write_text(&mut bytes, self.basis.as_str());
        bytes.extend_from_slice(self.command.as_bytes());
        bytes.push(u8::from(self.amends.is_some()));
        if let Some(amended) = &self.amends {
            bytes.extend_from_slice(amended.as_bytes());
        }
        bytes.extend_from_slice(&self.previous.0);
        bytes.extend_from_slice(&self.facts_epoch.to_be_bytes());
        write_length(&mut bytes, self.facts.len());
        bytes.push(u8::try_from(self.parts.len()).unwrap_or(u8::MAX));
        for part in &self.parts {
            bytes.push(part.compartment.number());
            bytes.extend_from_slice(&part.epoch.to_be_bytes());
            write_length(&mut bytes, part.ciphertext.len());
        }
        bytes
    }
}

fn write_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
    bytes.extend_from_slice(text.as_bytes());
}

fn write_length(bytes: &mut Vec<u8>, length: usize) {
    bytes.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
}

/// Compartment number, epoch and length of a row of the table of parts.
fn part_row(row: &[u8; PART_ROW]) -> (u8, u32, usize) {
    let [compartment, e0, e1, e2, e3, l0, l1, l2, l3] = *row;
    let length = usize::try_from(u32::from_be_bytes([l0, l1, l2, l3])).unwrap_or(usize::MAX);
    (compartment, u32::from_be_bytes([e0, e1, e2, e3]), length)
}

/// Checks order, compartments and lengths; the length of all ciphertexts together.
fn check_table(table: &[[u8; PART_ROW]]) -> Result<usize, DecodeError> {
    let (mut sum, mut last) = (0_usize, None);
    for row in table {
        let (compartment, epoch, length) = part_row(row);
        if Compartment::from_number(compartment).is_none() {
            return Err(DecodeError::Malformed("compartment"));
        }
        if last >= Some((compartment, epoch)) {
            return Err(DecodeError::Malformed("parts"));
        }
        if length > MAX_PART {
            return Err(DecodeError::TooLarge("part"));
        }
        last = Some((compartment, epoch));
        sum += length;
    }
    Ok(sum)
}
