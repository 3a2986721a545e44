//! What verification can find, and the bounded list of it.

use std::fmt;

use base::{EntryId, Position};

use crate::encoding::DecodeError;
use crate::verify::row::Seen;

/// How many findings are kept word for word; all are counted.
pub const MOST_FINDINGS: usize = 200;

/// A column that is copied out of an entry's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The position.
    Position,
    /// The entry's id.
    Id,
    /// The stream.
    Stream,
    /// The version in the stream.
    Version,
    /// The kind.
    Kind,
    /// The time of recording.
    RecordedAt,
    /// The command.
    Command,
}

impl Column {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Id => "id",
            Self::Stream => "stream",
            Self::Version => "version",
            Self::Kind => "kind",
            Self::RecordedAt => "recorded_at",
            Self::Command => "command",
        }
    }
}

/// What is wrong. [`Fault::code`] is stable; words for people are kept under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The bytes are not an entry.
    Undecodable(DecodeError),
    /// The bytes do not hash to the stored hash: one of the two was changed.
    HashDiffers,
    /// A column is not what the bytes say.
    ColumnDiffers(Column),
    /// The entry belongs to another ledger.
    OtherRealm,
    /// The entry belongs to another stream than the one that is verified.
    OtherStream,
    /// Rows are missing, inserted or out of order. 0 is found where there is no position at all.
    PositionOutOfOrder {
        /// The position that was due.
        expected: u64,
        /// The one that came.
        found: u64,
    },
    /// Entries of the stream are missing, inserted or out of order.
    VersionOutOfOrder {
        /// The version that was due.
        expected: u32,
        /// The one that came.
        found: u32,
    },
    /// It does not name the hash of the stream's previous entry: that one was replaced.
    PreviousDiffers,
    /// It was recorded before the entry before it.
    RecordedBeforePrevious,
    /// The text is no checkpoint, or not of the size beside it.
    CheckpointMalformed {
        /// The size beside it.
        size: Option<u64>,
    },
    /// Signed with a key that was not given.
    CheckpointKeyUnknown {
        /// The checkpoint's size.
        size: u64,
    },
    /// The signature is not of that key over that text.
    CheckpointSignatureBad {
        /// The checkpoint's size.
        size: u64,
    },
    /// A good checkpoint of another ledger.
    CheckpointOfOtherRealm {
        /// The checkpoint's size.
        size: u64,
    },
    /// The entries have another root than the one signed: history before that size was rewritten.
    CheckpointRootDiffers {
        /// The checkpoint's size.
        size: u64,
    },
    /// The ledger is shorter than when it was signed: its tail was cut off.
    CheckpointBeyondEnd {
        /// The checkpoint's size.
        size: u64,
        /// The last position there is.
        end: u64,
    },
    /// A stored tile is not what the entries give.
    TileDiffers {
        /// The stored level.
        level: i64,
        /// The stored index.
        index: i64,
    },
    /// A tile is not stored.
    TileMissing {
        /// Its level.
        level: i64,
        /// Its index.
        index: i64,
    },
    /// A tile is stored that a tree of this size does not have.
    TileUnexpected {
        /// The stored level.
        level: i64,
        /// The stored index.
        index: i64,
    },
    /// The stored frontier cannot be read.
    HeadMalformed,
    /// The stored frontier is not what the entries give.
    HeadDiffers {
        /// The size it says.
        size: u64,
        /// The size there is.
        end: u64,
    },
    /// The proof does not lead from the entry to the checkpoint's root.
    ProofFails,
    /// The entry came after the checkpoint, which says nothing about it.
    NotCovered {
        /// The checkpoint's size.
        size: u64,
    },
}

impl Fault {
    /// Its stable name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Undecodable(_) => "undecodable",
            Self::HashDiffers => "hash_differs",
            Self::ColumnDiffers(_) => "column_differs",
            Self::OtherRealm => "other_realm",
            Self::OtherStream => "other_stream",
            Self::PositionOutOfOrder { .. } => "position_out_of_order",
            Self::VersionOutOfOrder { .. } => "version_out_of_order",
            Self::PreviousDiffers => "previous_differs",
            Self::RecordedBeforePrevious => "recorded_before_previous",
            Self::CheckpointMalformed { .. } => "checkpoint_malformed",
            Self::CheckpointKeyUnknown { .. } => "checkpoint_key_unknown",
            Self::CheckpointSignatureBad { .. } => "checkpoint_signature_bad",
            Self::CheckpointOfOtherRealm { .. } => "checkpoint_of_other_realm",
            Self::CheckpointRootDiffers { .. } => "checkpoint_root_differs",
            Self::CheckpointBeyondEnd { .. } => "checkpoint_beyond_end",
            Self::TileDiffers { .. } => "tile_differs",
            Self::TileMissing { .. } => "tile_missing",
            Self::TileUnexpected { .. } => "tile_unexpected",
            Self::HeadMalformed => "head_malformed",
            Self::HeadDiffers { .. } => "head_differs",
            Self::ProofFails => "proof_fails",
            Self::NotCovered { .. } => "not_covered",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self {
            Self::Undecodable(error) => write!(f, ": {error}"),
            Self::ColumnDiffers(column) => write!(f, ": `{}`", column.name()),
            Self::PositionOutOfOrder { expected, found } => {
                write!(f, ": expected `{expected}`, found `{found}`")
            }
            Self::VersionOutOfOrder { expected, found } => {
                write!(f, ": expected `{expected}`, found `{found}`")
            }
            Self::CheckpointKeyUnknown { size }
            | Self::CheckpointMalformed { size: Some(size) }
            | Self::CheckpointSignatureBad { size }
            | Self::CheckpointOfOtherRealm { size }
            | Self::CheckpointRootDiffers { size }
            | Self::NotCovered { size } => write!(f, ": size `{size}`"),
            Self::CheckpointBeyondEnd { size, end } | Self::HeadDiffers { size, end } => {
                write!(f, ": size `{size}`, entries end at `{end}`")
            }
            Self::TileDiffers { level, index }
            | Self::TileMissing { level, index }
            | Self::TileUnexpected { level, index } => write!(f, ": level `{level}`, index `{index}`"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Fault {}

/// One thing that is wrong, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The entry's position, as its row says; `None` for what concerns no single entry.
    pub position: Option<Position>,
    /// The entry, as its row says.
    pub entry: Option<EntryId>,
    /// What is wrong.
    pub fault: Fault,
}

/// The ledger is not sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsound {
    /// The first findings, at least one, at most [`MOST_FINDINGS`], in the order they were met.
    pub findings: Vec<Finding>,
    /// How many there were in all.
    pub total: u64,
}

/// Findings while they are gathered.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    kept: Vec<Finding>,
    total: u64,
}

impl Findings {
    #[cold]
    pub(crate) fn add(&mut self, position: Option<Position>, entry: Option<EntryId>, fault: Fault) {
        self.total += 1;
        if self.kept.len() < MOST_FINDINGS {
            self.kept.push(Finding { position, entry, fault });
        }
    }

    #[cold]
    pub(crate) fn add_seen(&mut self, seen: &Seen, fault: Fault) {
        self.add(seen.position.map(Position), seen.id, fault);
    }

    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    pub(crate) fn verdict(self) -> Result<(), Unsound> {
        if self.total == 0 { Ok(()) } else { Err(Unsound { findings: self.kept, total: self.total }) }
    }
}
