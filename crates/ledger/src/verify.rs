//! Verification of a whole ledger, of one stream and of one entry. It needs no key but public ones.
//!
//! [`Verifier`] is fed every row in the order of positions, then every tile, and ends with the stored head.
//! It goes on after a finding, so that one changed byte is told from a rewritten history.
//!
//! How it goes on: a row whose bytes hash to its hash column is believed as its bytes say; any other row has
//! its finding and then counts as its columns say. One changed byte inside an entry is so one finding at that
//! entry, while the tree, the chain and the checkpoints around it are still judged.

mod expected_tiles;
mod finding;
mod row;
mod single;

use std::collections::HashMap;

use base::{Digest, Position, Realm, StreamId};
use sha2::{Digest as _, Sha256};

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::key::PublicKey;
use crate::tree::{Frontier, TileId};

pub use finding::{Column, Fault, Finding, MOST_FINDINGS, Unsound};
pub use row::StoredRow;
pub use single::{StreamSound, StreamVerifier, verify_entry};

use expected_tiles::ExpectedTiles;
use finding::Findings;
use row::Seen;

/// A checkpoint as a store or a party keeps it.
#[derive(Clone, Copy, Debug)]
pub struct StoredCheckpoint<'a> {
    /// The size in the column beside the text; `None` for a kept file.
    pub size: Option<i64>,
    /// The text.
    pub text: &'a [u8],
}

/// What is kept of the tree besides the entries.
#[derive(Clone, Copy, Debug)]
pub enum KeptTree<'a> {
    /// A store's: its tiles were given to [`Verifier::tile`], and these are the bytes of its frontier (none
    /// when the row is missing).
    Stored(&'a [u8]),
    /// Nothing, as in an export: tiles and head are not judged.
    EntriesAlone,
}

/// The ledger is sound: not one finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sound {
    /// How many entries there are.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
    /// How many checkpoints held.
    pub checkpoints: u64,
    /// The largest size that a signed checkpoint vouches for; what comes after is consistent, not vouched for.
    pub vouched: u64,
}

/// Judges a whole ledger, row by row. Memory: about 100 bytes for each stream and each 256 entries.
#[derive(Debug)]
pub struct Verifier {
    realm: Realm,
    findings: Findings,
    frontier: Frontier,
    last: Last,
    streams: HashMap<StreamId, (u32, Digest)>,
    /// Those with a good signature, the smallest size last.
    checkpoints: Vec<Checkpoint>,
    checkpoints_held: u64,
    vouched: u64,
    tiles: ExpectedTiles,
    /// A position is missing or repeated: from there on nobody can say what the tree should be.
    tree_lost: bool,
}

#[derive(Debug, Default)]
struct Last {
    position: u64,
    recorded_at: i64,
}

impl Verifier {
    /// For a ledger, with the checkpoints it must agree with and the keys that may have signed them.
    #[must_use]
    pub fn new(realm: Realm, keys: &[PublicKey], checkpoints: &[StoredCheckpoint<'_>]) -> Self {
        let mut findings = Findings::default();
        let mut good = Vec::new();
        for stored in checkpoints {
            match believe(realm, keys, stored) {
                Ok(checkpoint) => good.push(checkpoint),
                Err(fault) => findings.add(None, None, fault),
            }
        }
        good.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.size));
        let last = Last { position: 0, recorded_at: i64::MIN };
        let mut verifier = Self {
            realm,
            findings,
            frontier: Frontier::new(),
            last,
            streams: HashMap::new(),
            checkpoints: good,
            checkpoints_held: 0,
            vouched: 0,
            tiles: ExpectedTiles::default(),
            tree_lost: false,
        };
        verifier.meet_checkpoints();
        verifier
    }

    /// How many rows there were, for showing progress.
    #[must_use]
    pub fn position(&self) -> Position {
        Position(self.last.position)
    }

    /// How many findings there are so far.
    #[must_use]
    pub fn found(&self) -> u64 {
        self.findings.total()
    }

    /// Judges the next row, in the order of the position column.
    pub fn row(&mut self, row: &StoredRow<'_>) {
        let seen = row.judge(self.realm, &mut self.findings);
        self.judge_position(&seen);
        self.judge_time(&seen);
        self.judge_chain(&seen);
        if !self.tree_lost {
            let tiles = &mut self.tiles;
            self.frontier.append_telling(seen.leaf, |node, hash| tiles.tell(node, hash));
            self.meet_checkpoints();
        }
    }

    /// Judges a stored tile, in any order, after all rows.
    pub fn tile(&mut self, level: i64, index: i64, bytes: &[u8]) {
        if self.tree_lost {
            return;
        }
        let id = u8::try_from(level).ok().zip(u64::try_from(index).ok());
        match id.and_then(|(level, index)| self.tiles.take(TileId { level, index }, self.frontier.size())) {
            None => self.findings.add(None, None, Fault::TileUnexpected { level, index }),
            Some(digest) if digest == <[u8; 32]>::from(Sha256::digest(bytes)) => {}
            Some(_) => self.findings.add(None, None, Fault::TileDiffers { level, index }),
        }
    }

    /// Ends the verification.
    ///
    /// # Errors
    /// [`Unsound`] with what was found, if anything was.
    pub fn finish(mut self, kept: KeptTree<'_>) -> Result<Sound, Unsound> {
        for checkpoint in std::mem::take(&mut self.checkpoints) {
            if checkpoint.size > self.last.position {
                let fault = Fault::CheckpointBeyondEnd { size: checkpoint.size, end: self.last.position };
                self.findings.add(None, None, fault);
            }
        }
        if let (KeptTree::Stored(head), false) = (kept, self.tree_lost) {
            for TileId { level, index } in self.tiles.missing(self.frontier.size()) {
                let (level, index) = (i64::from(level), i64::try_from(index).unwrap_or(i64::MAX));
                self.findings.add(None, None, Fault::TileMissing { level, index });
            }
            match Frontier::decode(head) {
                Err(_) => self.findings.add(None, None, Fault::HeadMalformed),
                Ok(stored) if stored == self.frontier => {}
                Ok(stored) => {
                    let fault = Fault::HeadDiffers { size: stored.size(), end: self.frontier.size() };
                    self.findings.add(None, None, fault);
                }
            }
        }
        self.findings.verdict().map(|()| Sound {
            size: self.frontier.size(),
            root: self.frontier.root(),
            checkpoints: self.checkpoints_held,
            vouched: self.vouched,
        })
    }

    fn judge_position(&mut self, seen: &Seen) {
        let expected = self.last.position + 1;
        let found = seen.position.unwrap_or(0);
        if found != expected {
            self.tree_lost = true;
            self.findings.add_seen(seen, Fault::PositionOutOfOrder { expected, found });
        }
        self.last.position = found.max(self.last.position);
    }

    fn judge_time(&mut self, seen: &Seen) {
        if let Some(recorded_at) = seen.recorded_at {
            if recorded_at < self.last.recorded_at {
                self.findings.add_seen(seen, Fault::RecordedBeforePrevious);
            }
            self.last.recorded_at = recorded_at;
        }
    }

    fn judge_chain(&mut self, seen: &Seen) {
        let (Some(stream), Some(version)) = (seen.stream, seen.version) else { return };
        let before = self.streams.insert(stream, (version, seen.leaf));
        if let Some(fault) = chain_fault(before, version, seen.previous) {
            self.findings.add_seen(seen, fault);
        }
    }

    /// Compares the root with every checkpoint of the size now reached.
    fn meet_checkpoints(&mut self) {
        while let Some(checkpoint) = self.checkpoints.pop_if(|next| next.size == self.frontier.size()) {
            if checkpoint.root == self.frontier.root() {
                self.checkpoints_held += 1;
                self.vouched = checkpoint.size;
            } else {
                self.findings.add(None, None, Fault::CheckpointRootDiffers { size: checkpoint.size });
            }
        }
    }
}

/// What is wrong with an entry's place in its stream, given the version and hash before it.
fn chain_fault(before: Option<(u32, Digest)>, version: u32, previous: Option<Digest>) -> Option<Fault> {
    let (last, hash) = before.unwrap_or((0, Digest::ZERO));
    let expected = last.saturating_add(1);
    if version != expected {
        return Some(Fault::VersionOutOfOrder { expected, found: version });
    }
    previous.is_some_and(|previous| previous != hash).then_some(Fault::PreviousDiffers)
}

/// The checkpoint of a stored text, once a known key vouches for it.
fn believe(realm: Realm, keys: &[PublicKey], stored: &StoredCheckpoint<'_>) -> Result<Checkpoint, Fault> {
    let column = || stored.size.and_then(|size| u64::try_from(size).ok());
    let signed =
        SignedCheckpoint::parse(stored.text).map_err(|_| Fault::CheckpointMalformed { size: column() })?;
    let checkpoint = believe_signed(realm, keys, &signed)?;
    if stored.size.is_some() && column() != Some(checkpoint.size) {
        return Err(Fault::CheckpointMalformed { size: column() });
    }
    Ok(checkpoint)
}

/// The checkpoint of a signed one, once a known key vouches for it.
fn believe_signed(realm: Realm, keys: &[PublicKey], signed: &SignedCheckpoint) -> Result<Checkpoint, Fault> {
    let size = signed.checkpoint.size;
    let key = keys.iter().find(|key| key.id() == signed.key).ok_or(Fault::CheckpointKeyUnknown { size })?;
    if !signed.verify(key) {
        return Err(Fault::CheckpointSignatureBad { size });
    }
    if signed.checkpoint.realm != realm {
        return Err(Fault::CheckpointOfOtherRealm { size });
    }
    Ok(signed.checkpoint)
}
