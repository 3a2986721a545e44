//! The bytes of facts, version 1: what is sealed and carried by an entry.
//!
//! One byte `0x01`, then rows of 69 bytes, all numbers big-endian:
//!
//! ```text
//! change u8 (1 shed, 2 retracted) · stands for 16 (zero: the entry that carries it) · kind u16 · dataset u16
//! happened i32 · child u64 · unit u64 · agency u32 · place u16 · sex u8 · age band u8 · forms u32
//! six dimensions u16 each · value i32
//! ```

use base::{AgencyNumber, ChildNumber, Day, EntryId, UnitNumber};

use crate::fact::{DIMENSIONS, Fact, FactChange, FactKind};

const FORMAT: u8 = 1;
const ROW: usize = 69;
const SHED: u8 = 1;
const RETRACTED: u8 = 2;

/// Why bytes are not facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// A format that this program does not know, or nothing at all.
    #[error("fact format is not known")]
    UnknownFormat,
    /// Not a whole number of rows.
    #[error("the last row of facts is cut")]
    Cut,
    /// Neither shed nor retracted.
    #[error("fact change `{0}` is not known")]
    UnknownChange(u8),
    /// A kind that this program does not know.
    #[error("fact kind `{0}` is not known")]
    UnknownKind(u16),
}

/// The bytes of what `own_entry` does to the facts, ready to be sealed.
///
/// A fact that stands for `own_entry` itself stores zeroes instead of the id; a nil `stands_for` says the same
/// and is read back as `own_entry`.
#[must_use]
pub fn encode_changes(changes: &[FactChange], own_entry: EntryId) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 + ROW * changes.len());
    bytes.push(FORMAT);
    for change in changes {
        let (mark, fact) = match change {
            FactChange::Shed(fact) => (SHED, fact),
            FactChange::Retracted(fact) => (RETRACTED, fact),
        };
        bytes.push(mark);
        let stands_for = if fact.stands_for == own_entry { EntryId::NIL } else { fact.stands_for };
        bytes.extend_from_slice(stands_for.as_bytes());
        bytes.extend_from_slice(&fact.kind.number().to_be_bytes());
        bytes.extend_from_slice(&fact.dataset.to_be_bytes());
        bytes.extend_from_slice(&fact.happened.0.to_be_bytes());
        bytes.extend_from_slice(&fact.child.0.to_be_bytes());
        bytes.extend_from_slice(&fact.unit.0.to_be_bytes());
        bytes.extend_from_slice(&fact.agency.0.to_be_bytes());
        bytes.extend_from_slice(&fact.place.to_be_bytes());
        bytes.extend_from_slice(&[fact.sex, fact.age_band]);
        bytes.extend_from_slice(&fact.forms.to_be_bytes());
        for level in fact.dims {
            bytes.extend_from_slice(&level.to_be_bytes());
        }
        bytes.extend_from_slice(&fact.value.to_be_bytes());
    }
    bytes
}

/// Reads what [`encode_changes`] wrote for `own_entry`, in the same order.
///
/// # Errors
/// [`FactError`] for anything else.
pub fn decode_changes(bytes: &[u8], own_entry: EntryId) -> Result<Vec<FactChange>, FactError> {
    let Some((&FORMAT, rows)) = bytes.split_first() else { return Err(FactError::UnknownFormat) };
    let (rows, []) = rows.as_chunks::<ROW>() else { return Err(FactError::Cut) };
    rows.iter().map(|row| decode_row(row, own_entry)).collect()
}

fn decode_row(row: &[u8; ROW], own_entry: EntryId) -> Result<FactChange, FactError> {
    let mut row = row.as_slice();
    let [mark] = take(&mut row)?;
    let stands_for = EntryId::from_bytes(take(&mut row)?);
    let kind = u16::from_be_bytes(take(&mut row)?);
    let mut fact = Fact {
        stands_for: if stands_for == EntryId::NIL { own_entry } else { stands_for },
        kind: FactKind::from_number(kind).ok_or(FactError::UnknownKind(kind))?,
        dataset: u16::from_be_bytes(take(&mut row)?),
        happened: Day(i32::from_be_bytes(take(&mut row)?)),
        child: ChildNumber(u64::from_be_bytes(take(&mut row)?)),
        unit: UnitNumber(u64::from_be_bytes(take(&mut row)?)),
        agency: AgencyNumber(u32::from_be_bytes(take(&mut row)?)),
        place: u16::from_be_bytes(take(&mut row)?),
        sex: u8::from_be_bytes(take(&mut row)?),
        age_band: u8::from_be_bytes(take(&mut row)?),
        forms: u32::from_be_bytes(take(&mut row)?),
        dims: [0; DIMENSIONS],
        value: 0,
    };
    for level in &mut fact.dims {
        *level = u16::from_be_bytes(take(&mut row)?);
    }
    fact.value = i32::from_be_bytes(take(&mut row)?);
    match mark {
        SHED => Ok(FactChange::Shed(fact)),
        RETRACTED => Ok(FactChange::Retracted(fact)),
        other => Err(FactError::UnknownChange(other)),
    }
}

fn take<const N: usize>(row: &mut &[u8]) -> Result<[u8; N], FactError> {
    let (taken, rest) = row.split_first_chunk().ok_or(FactError::Cut)?;
    *row = rest;
    Ok(*taken)
}
