//! Verification of one stream and of one entry, against a checkpoint that somebody kept.

use base::{Digest, EntryId, Position, Realm, StreamId};

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::encoding::EntryView;
use crate::key::PublicKey;
use crate::tree::InclusionProof;
use crate::tree::proof::verify_inclusion;
use crate::verify::finding::{Fault, Findings, Unsound};
use crate::verify::row::StoredRow;
use crate::verify::{believe_signed, chain_fault};

/// Checks that an entry's bytes are in the tree that a checkpoint signs. Its row's columns play no part.
///
/// # Errors
/// The [`Fault`]: of the checkpoint, the bytes, or the proof.
pub fn verify_entry(
    blob: &[u8],
    proof: &InclusionProof,
    checkpoint: &SignedCheckpoint,
    keys: &[PublicKey],
) -> Result<(), Fault> {
    let view = EntryView::parse(blob).map_err(Fault::Undecodable)?;
    let checkpoint = believe_signed(view.realm, keys, checkpoint)?;
    check_proof(view.position, &view.hash(), proof, &checkpoint)
}

fn check_proof(
    position: Position,
    hash: &Digest,
    proof: &InclusionProof,
    checkpoint: &Checkpoint,
) -> Result<(), Fault> {
    if position.0 > checkpoint.size {
        return Err(Fault::NotCovered { size: checkpoint.size });
    }
    let fits = proof.position == position && proof.size == checkpoint.size;
    if fits && verify_inclusion(proof, hash, &checkpoint.root) { Ok(()) } else { Err(Fault::ProofFails) }
}

/// The stream is sound: not one finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamSound {
    /// How many entries it has.
    pub entries: u32,
    /// The last entry that the checkpoint vouches for; the chain vouches for those before it.
    pub vouched: Option<Position>,
}

/// Judges the rows of one stream, in the order of versions.
///
/// The chain finds what was changed, dropped, inserted or reordered before the stream's last entry, and one
/// inclusion proof ties that chain to the checkpoint. That the stream's own tail was not cut is found only by
/// verifying the whole ledger.
#[derive(Debug)]
pub struct StreamVerifier {
    realm: Realm,
    stream: StreamId,
    checkpoint: Option<Checkpoint>,
    findings: Findings,
    last: Option<(u32, Digest)>,
    last_position: u64,
    last_recorded_at: i64,
    vouched: Option<Tied>,
}

#[derive(Clone, Copy, Debug)]
struct Tied {
    position: Position,
    id: Option<EntryId>,
    hash: Digest,
}

impl StreamVerifier {
    /// For one stream; without a checkpoint the chain alone is judged.
    #[must_use]
    pub fn new(
        realm: Realm,
        stream: StreamId,
        checkpoint: Option<&SignedCheckpoint>,
        keys: &[PublicKey],
    ) -> Self {
        let mut findings = Findings::default();
        let checkpoint = checkpoint.and_then(|signed| {
            believe_signed(realm, keys, signed).map_err(|fault| findings.add(None, None, fault)).ok()
        });
        Self {
            realm,
            stream,
            checkpoint,
            findings,
            last: None,
            last_position: 0,
            last_recorded_at: i64::MIN,
            vouched: None,
        }
    }

    /// Judges the next row of the stream.
    pub fn row(&mut self, row: &StoredRow<'_>) {
        let seen = row.judge(self.realm, &mut self.findings);
        if seen.stream != Some(self.stream) {
            self.findings.add_seen(&seen, Fault::OtherStream);
        }
        let position = seen.position.unwrap_or(0);
        if position <= self.last_position {
            let fault = Fault::PositionOutOfOrder { expected: self.last_position + 1, found: position };
            self.findings.add_seen(&seen, fault);
        }
        self.last_position = position.max(self.last_position);
        if let Some(recorded_at) = seen.recorded_at {
            if recorded_at < self.last_recorded_at {
                self.findings.add_seen(&seen, Fault::RecordedBeforePrevious);
            }
            self.last_recorded_at = recorded_at;
        }
        let version = seen.version.unwrap_or(0);
        if let Some(fault) = chain_fault(self.last, version, seen.previous) {
            self.findings.add_seen(&seen, fault);
        }
        self.last = Some((version, seen.leaf));
        if self.checkpoint.is_some_and(|checkpoint| position <= checkpoint.size) {
            self.vouched = Some(Tied { position: Position(position), id: seen.id, hash: seen.leaf });
        }
    }

    /// After all rows: the entry whose inclusion in the checkpoint's tree [`StreamVerifier::finish`] must be
    /// shown, and that tree's size. `None` when no entry came before the checkpoint, or none was given.
    #[must_use]
    pub fn to_prove(&self) -> Option<(Position, u64)> {
        Some((self.vouched?.position, self.checkpoint?.size))
    }

    /// Ends the verification with the proof that [`StreamVerifier::to_prove`] asked for.
    ///
    /// # Errors
    /// [`Unsound`] with what was found, if anything was; a missing proof is one that fails.
    pub fn finish(mut self, proof: Option<&InclusionProof>) -> Result<StreamSound, Unsound> {
        if let (Some(tied), Some(checkpoint)) = (self.vouched, self.checkpoint) {
            let checked = proof
                .ok_or(Fault::ProofFails)
                .and_then(|proof| check_proof(tied.position, &tied.hash, proof, &checkpoint));
            if let Err(fault) = checked {
                self.findings.add(Some(tied.position), tied.id, fault);
            }
        }
        let (entries, vouched) = (self.last.map_or(0, |(version, _)| version), self.vouched);
        self.findings.verdict().map(|()| StreamSound { entries, vouched: vouched.map(|tied| tied.position) })
    }
}
