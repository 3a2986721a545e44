//! One stored row: its bytes, the columns copied out of them, and whether they agree.

use base::{Digest, EntryId, Position, Realm, StreamId};

use crate::encoding::EntryView;
use crate::verify::finding::{Column, Fault, Findings};

/// A row as a store has it. Columns come as they are stored, of any length and value: what does not fit is a
/// finding, never an error of reading.
#[derive(Clone, Copy, Debug)]
pub struct StoredRow<'a> {
    /// The canonical bytes of the entry.
    pub blob: &'a [u8],
    /// The position.
    pub position: i64,
    /// The entry's id: 16 bytes.
    pub id: &'a [u8],
    /// The stream: 16 bytes.
    pub stream: &'a [u8],
    /// The version in the stream.
    pub version: i64,
    /// The kind, ASCII.
    pub kind: &'a [u8],
    /// The time of recording in microseconds.
    pub recorded_at: i64,
    /// The command: 16 bytes.
    pub command: &'a [u8],
    /// The hash: 32 bytes.
    pub hash: &'a [u8],
}

/// What a row counts as while verification goes on.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) position: Option<u64>,
    pub(crate) id: Option<EntryId>,
    pub(crate) stream: Option<StreamId>,
    pub(crate) version: Option<u32>,
    pub(crate) recorded_at: Option<i64>,
    /// `None` when the bytes are not believed: then they do not testify against their neighbours either.
    pub(crate) previous: Option<Digest>,
    pub(crate) leaf: Digest,
}

impl StoredRow<'_> {
    /// Compares bytes, columns and hash.
    pub(crate) fn judge(&self, realm: Realm, findings: &mut Findings) -> Seen {
        let view = match EntryView::parse(self.blob) {
            Ok(view) => view,
            Err(error) => {
                let seen = self.as_columns_say(Digest::ZERO);
                findings.add_seen(&seen, Fault::Undecodable(error));
                return seen;
            }
        };
        let hash = view.hash();
        let believed = self.hash == hash.0;
        let seen = if believed { as_bytes_say(&view, hash) } else { self.as_columns_say(hash) };
        if !believed {
            findings.add_seen(&seen, Fault::HashDiffers);
        }
        if view.realm != realm {
            findings.add_seen(&seen, Fault::OtherRealm);
        }
        for (column, agrees) in self.columns(&view) {
            if !agrees {
                findings.add_seen(&seen, Fault::ColumnDiffers(column));
            }
        }
        seen
    }

    fn columns(&self, view: &EntryView<'_>) -> [(Column, bool); 7] {
        [
            (Column::Position, u64::try_from(self.position) == Ok(view.position.0)),
            (Column::Id, self.id == view.id.as_bytes()),
            (Column::Stream, self.stream == view.stream.as_bytes()),
            (Column::Version, self.version == i64::from(view.version)),
            (Column::Kind, self.kind == view.kind.as_bytes()),
            (Column::RecordedAt, self.recorded_at == view.recorded_at.micros()),
            (Column::Command, self.command == view.command.as_bytes()),
        ]
    }

    fn as_columns_say(&self, computed: Digest) -> Seen {
        Seen {
            position: u64::try_from(self.position).ok(),
            id: EntryId::from_slice(self.id),
            stream: StreamId::from_slice(self.stream),
            version: u32::try_from(self.version).ok(),
            recorded_at: Some(self.recorded_at),
            previous: None,
            leaf: Digest::from_slice(self.hash).unwrap_or(computed),
        }
    }
}

fn as_bytes_say(view: &EntryView<'_>, hash: Digest) -> Seen {
    let EntryView { position: Position(position), id, stream, version, recorded_at, previous, .. } = *view;
    Seen {
        position: Some(position),
        id: Some(id),
        stream: Some(stream),
        version: Some(version),
        recorded_at: Some(recorded_at.micros()),
        previous: Some(previous),
        leaf: hash,
    }
}
