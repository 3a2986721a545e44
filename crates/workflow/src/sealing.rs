//! Parts of entries and facts: sealed on the way in, opened on the way out.

use base::{Compartment, EntryId, Problem, Realm, StreamId, Timestamp};
use ledger::{Entry, FactChange, SealedPart};
use vault::{AssociatedData, KeyName};
use zeroize::Zeroizing;

use crate::keys::{Keys, fault};

/// The epoch of ordinary compartments until readers change.
pub(crate) const FIRST_EPOCH: u32 = 1;

/// Where a part belongs.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) realm: Realm,
    pub(crate) stream: StreamId,
    pub(crate) entry: EntryId,
}

/// Seals one part.
pub(crate) fn seal(
    keys: &Keys,
    place: Place,
    compartment: Compartment,
    epoch: u32,
    plaintext: &[u8],
) -> Result<SealedPart, Problem> {
    let key = keys.need(KeyName::Stream(place.realm, place.stream, compartment, epoch))?;
    let bound = associated(place, compartment, epoch);
    let ciphertext = vault::seal(&key, &bound, plaintext, keys.chance()).map_err(fault)?;
    Ok(SealedPart { compartment, epoch, ciphertext })
}

/// Opens an entry's part of a compartment; `None` when it has none.
pub(crate) fn open(
    keys: &Keys,
    entry: &Entry,
    compartment: Compartment,
) -> Result<Option<Zeroizing<Vec<u8>>>, Problem> {
    let Some(part) = entry.parts.iter().find(|part| part.compartment == compartment) else { return Ok(None) };
    let key = keys.need(KeyName::Stream(entry.realm, entry.stream, compartment, part.epoch))?;
    let place = Place { realm: entry.realm, stream: entry.stream, entry: entry.id };
    let bound = associated(place, compartment, part.epoch);
    vault::open(&key, &bound, &part.ciphertext).map(Some).map_err(fault)
}

/// Opens the operational part, which every entry of a folded stream has.
pub(crate) fn open_operational(keys: &Keys, entry: &Entry) -> Result<Zeroizing<Vec<u8>>, Problem> {
    open(keys, entry, Compartment::Operational)?
        .ok_or_else(|| Problem::internal(format!("entry `{}` has no operational part", entry.id)))
}

/// Seals what an entry does to facts; the month's key is made when it is the month's first.
pub(crate) fn seal_facts(
    keys: &Keys,
    realm: Realm,
    entry: EntryId,
    changes: &[FactChange],
    now: Timestamp,
) -> Result<(Vec<u8>, u32), Problem> {
    if changes.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let month = vault::month_of(now.day(&base::Zone::utc()));
    let name = KeyName::Statistics(realm, month);
    keys.make(&[(name, KeyName::Realm(realm))], now)?;
    let plain = ledger::fact::encode_changes(changes, entry);
    let bound = AssociatedData::Facts { realm, entry, month };
    let sealed = vault::seal(&*keys.need(name)?, &bound, &plain, keys.chance()).map_err(fault)?;
    Ok((sealed, month))
}

/// Opens what an entry does to facts.
pub(crate) fn open_facts(keys: &Keys, entry: &Entry) -> Result<Vec<FactChange>, Problem> {
    if entry.facts.is_empty() {
        return Ok(Vec::new());
    }
    let month = entry.facts_epoch;
    let key = keys.need(KeyName::Statistics(entry.realm, month))?;
    let bound = AssociatedData::Facts { realm: entry.realm, entry: entry.id, month };
    let plain = vault::open(&key, &bound, &entry.facts).map_err(fault)?;
    ledger::fact::decode_changes(&plain, entry.id).map_err(Problem::internal)
}

fn associated(place: Place, compartment: Compartment, epoch: u32) -> AssociatedData {
    AssociatedData::Part { realm: place.realm, stream: place.stream, entry: place.entry, compartment, epoch }
}
