//! A file's history, opened: what `casework` folds and decides on.

use base::{Compartment, Problem, Realm, StreamId};
use casework::{FileEvent, Recorded};
use ledger::Entry;
use store::Tx;
use vault::KeyName;

use crate::keys::Keys;
use crate::sealing;

/// The entries of one file with their operational parts opened.
pub(crate) struct History {
    pub(crate) stream: StreamId,
    pub(crate) entries: Vec<Entry>,
    pub(crate) recorded: Vec<Recorded<FileEvent>>,
}

impl History {
    /// Reads and opens a file's stream.
    pub(crate) fn load(keys: &Keys, tx: &mut Tx<'_>, stream: StreamId) -> Result<Self, Problem> {
        let entries = store::entries::stream_entries(tx, stream)?;
        keys.need(KeyName::Stream(Realm::Social, stream, Compartment::Operational, sealing::FIRST_EPOCH))?;
        let recorded = entries.iter().map(|entry| open_event(keys, entry)).collect::<Result<_, _>>()?;
        Ok(Self { stream, entries, recorded })
    }

    /// The version of the last entry.
    pub(crate) fn version(&self) -> u32 {
        self.recorded.last().map_or(0, |last| last.version)
    }
}

/// Opens an entry of a file.
pub(crate) fn open_event(keys: &Keys, entry: &Entry) -> Result<Recorded<FileEvent>, Problem> {
    let payload = sealing::open_operational(keys, entry)?;
    let event = FileEvent::from_payload(&entry.kind, &payload, entry.schema)?;
    Ok(Recorded {
        entry: entry.id,
        position: entry.position,
        version: entry.version,
        happened: entry.happened.clone(),
        recorded_at: entry.recorded_at,
        actor: entry.actor,
        amends: entry.amends,
        event,
    })
}
