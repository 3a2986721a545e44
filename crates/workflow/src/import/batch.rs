//! What the entries of a batch say, and the rows that follow from them.

use base::{
    AgencyNumber, ChildNumber, Code, Compartment, Digest, EntryId, Happened, Position, Problem, PublicCode,
};
use base::{Realm, StreamId, Timestamp, UnitNumber};
use interop::Row;
use ledger::{Draft, Entry, Fact, FactChange, FactKind};
use serde::{Deserialize, Serialize};
use store::batches::BatchRow;
use store::datasets::DatasetRow;

use crate::import::{ADOPTED, BASIS, CHUNK, DISCARDED, Envelopes, ImportBy, OPENED, tombstone_code};
use crate::keys::Keys;
use crate::sealing::{self, FIRST_EPOCH, Place};

/// The version of these payloads.
const SCHEMA: u16 = 1;
/// The first byte of a chunk's payload.
const CHUNK_FORMAT: u8 = 1;
/// A projected batch's state: neither adopted nor discarded.
pub(crate) const STAGED: u8 = 0;
/// A projected batch's state: its rows count.
pub(crate) const IS_ADOPTED: u8 = 1;
/// A projected batch's state: its keys are destroyed.
pub(crate) const IS_DISCARDED: u8 = 2;

/// What is known of a table before its first row is staged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Opening {
    /// The code people use.
    pub(crate) code: PublicCode,
    /// The agency that brings it.
    pub(crate) agency: AgencyNumber,
    /// The dataset its rows are for.
    pub(crate) dataset: u16,
    /// That dataset's code.
    pub(crate) dataset_code: Code,
    /// The digest of file and mapping, 64 hexadecimal digits.
    pub(crate) file_digest: String,
    /// How many rows the file has: a batch with fewer is not whole.
    pub(crate) rows: u64,
}

/// What an adoption names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Adoption {
    /// The dataset that has rows from here on.
    pub(crate) dataset: u16,
    /// That dataset's code.
    pub(crate) dataset_code: Code,
    /// How many chunks there are.
    pub(crate) chunks: u32,
    /// How many rows they have together.
    pub(crate) rows: u64,
    /// The root of the Merkle tree (RFC 9162) over the chunk entries' hashes, in their order.
    pub(crate) root: String,
}

/// An opened entry of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BatchEvent {
    Opened(Opening),
    Chunk { rows: u32 },
    Adopted(Adoption),
}

/// The rows of a chunk.
pub(crate) struct Chunk {
    /// The number of its first row.
    pub(crate) first_row: u64,
    pub(crate) changes: Vec<FactChange>,
}

/// Seals an entry of a batch. Its keys must exist.
pub(crate) fn draft(
    keys: &Keys,
    by: ImportBy,
    place: Place,
    kind: &str,
    payload: &[u8],
    command: base::CommandId,
    happened: Happened,
) -> Result<Draft, Problem> {
    Ok(Draft {
        id: place.entry,
        realm: Realm::Social,
        stream: place.stream,
        kind: Code::new(kind)?,
        schema: SCHEMA,
        happened,
        actor: by.actor,
        basis: Code::new(BASIS)?,
        command,
        amends: None,
        facts: Vec::new(),
        facts_epoch: 0,
        parts: vec![sealing::seal(keys, place, Compartment::Operational, FIRST_EPOCH, payload)?],
    })
}

/// The payload of a chunk: `0x01`, the first row's number (8 bytes, big end first), then its facts as
/// [`ledger::fact::encode_changes`] writes them for this entry, which tell their own number.
pub(crate) fn chunk_payload(entry: EntryId, opening: &Opening, rows: &[Row]) -> Vec<u8> {
    let first = rows.first().map_or(0, |row| row.number);
    let changes: Vec<FactChange> =
        rows.iter().map(|row| FactChange::Shed(fact(entry, opening, row))).collect();
    let mut payload = vec![CHUNK_FORMAT];
    payload.extend_from_slice(&first.to_be_bytes());
    payload.extend_from_slice(&ledger::fact::encode_changes(&changes, entry));
    payload
}

/// A row as a fact. Its number names it within its dataset, and no dataset's numbers meet the partnership's.
pub(crate) fn fact(entry: EntryId, opening: &Opening, row: &Row) -> Fact {
    Fact {
        stands_for: entry,
        kind: FactKind::DatasetRow,
        dataset: opening.dataset,
        happened: row.first_day(),
        child: ChildNumber(row.number),
        unit: UnitNumber(row.number),
        agency: opening.agency,
        place: 0,
        sex: row.sex,
        age_band: row.age_band,
        forms: 0,
        dims: row.dims,
        value: 0,
    }
}

/// Opens a chunk.
pub(crate) fn open_chunk(keys: &Keys, entry: &Entry) -> Result<Chunk, Problem> {
    let payload = sealing::open_operational(keys, entry)?;
    let malformed = || Problem::internal("a staged chunk is malformed");
    let Some((&CHUNK_FORMAT, rest)) = payload.split_first() else { return Err(malformed()) };
    let (first_row, facts) = rest.split_first_chunk::<8>().ok_or_else(malformed)?;
    let changes = ledger::fact::decode_changes(facts, entry.id).map_err(Problem::internal)?;
    Ok(Chunk { first_row: u64::from_be_bytes(*first_row), changes })
}

/// Opens any entry of a batch that was not discarded.
pub(crate) fn open_event(keys: &Keys, entry: &Entry) -> Result<BatchEvent, Problem> {
    if entry.schema != SCHEMA {
        return Err(Problem::bad_input("payload_schema_unknown").with("schema", entry.schema.to_string()));
    }
    match entry.kind.as_str() {
        OPENED => {
            let payload = sealing::open_operational(keys, entry)?;
            serde_json::from_slice(&payload).map(BatchEvent::Opened).map_err(Problem::internal)
        }
        ADOPTED => {
            let payload = sealing::open_operational(keys, entry)?;
            serde_json::from_slice(&payload).map(BatchEvent::Adopted).map_err(Problem::internal)
        }
        CHUNK => {
            let rows = open_chunk(keys, entry)?.changes.len();
            Ok(BatchEvent::Chunk { rows: u32::try_from(rows).unwrap_or(u32::MAX) })
        }
        other => Err(Problem::internal(format!("`{other}` is no entry of a batch"))),
    }
}

/// The row of a batch after one more entry. `None` while it was not opened.
pub(crate) fn batch_row(row: Option<BatchRow>, entry: &Entry, event: &BatchEvent) -> Option<BatchRow> {
    let mut row = match event {
        BatchEvent::Opened(opening) => Some(BatchRow {
            stream: entry.stream,
            code: opening.code,
            dataset: opening.dataset,
            agency: opening.agency,
            person: entry.actor,
            file_digest: Digest::parse(&opening.file_digest)?,
            row_count: 0,
            chunk_count: 0,
            state: STAGED,
            opened_at: entry.recorded_at,
            ended_at: Timestamp::from_micros(0),
            version: 0,
            last_position: Position(0),
        }),
        BatchEvent::Chunk { rows } => row.map(|row| BatchRow {
            row_count: row.row_count + u64::from(*rows),
            chunk_count: row.chunk_count + 1,
            ..row
        }),
        BatchEvent::Adopted(_) => {
            row.map(|row| BatchRow { state: IS_ADOPTED, ended_at: entry.recorded_at, ..row })
        }
    }?;
    row.version = entry.version;
    row.last_position = entry.position;
    Some(row)
}

/// The row of an adopted dataset.
pub(crate) fn dataset_row(batch: &BatchRow, entry: &Entry, adoption: &Adoption) -> DatasetRow {
    DatasetRow {
        number: adoption.dataset,
        code: adoption.dataset_code.clone(),
        agency: batch.agency,
        batch: batch.stream,
        row_count: adoption.rows,
        adopted: entry.position,
        last_position: entry.position,
    }
}

/// What is left of a discarded batch: what its envelopes tell, nothing of what was sealed.
pub(crate) fn discarded_row(known: &Envelopes, last: &Entry) -> BatchRow {
    BatchRow {
        stream: known.stream,
        code: tombstone_code(known.stream),
        dataset: 0,
        agency: AgencyNumber(0),
        person: known.opened_by,
        file_digest: Digest::ZERO,
        row_count: 0,
        chunk_count: known.chunks,
        state: IS_DISCARDED,
        opened_at: known.opened_at,
        ended_at: last.recorded_at,
        version: last.version,
        last_position: last.position,
    }
}

/// The rows of a whole batch, again from its entries; those of a discarded one are not opened.
pub(crate) fn rows_of(
    keys: &Keys,
    stream: StreamId,
    entries: &[Entry],
) -> Result<(Option<BatchRow>, Option<DatasetRow>), Problem> {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Ok((None, None)) };
    if last.kind == DISCARDED {
        let chunks = entries.iter().filter(|entry| entry.kind == CHUNK).count();
        let chunks = u32::try_from(chunks).unwrap_or(u32::MAX);
        let known = Envelopes { stream, opened_by: first.actor, opened_at: first.recorded_at, chunks };
        return Ok((Some(discarded_row(&known, last)), None));
    }
    let (mut batch, mut dataset) = (None, None);
    for entry in entries {
        let event = open_event(keys, entry)?;
        batch = batch_row(batch, entry, &event);
        if let (Some(batch), BatchEvent::Adopted(adoption)) = (&batch, &event) {
            dataset = Some(dataset_row(batch, entry, adoption));
        }
    }
    Ok((batch, dataset))
}
