//! The realm's Merkle tree (RFC 9162 §2.1): the leaf of position `p` has index `p - 1`.
//!
//! [`Frontier`] grows it and gives its root; [`tiles`] says which nodes a store keeps; [`proof`] says which of
//! them a proof needs, assembles it and checks it.

pub mod proof;
pub mod tiles;

use base::Digest;

use crate::hashing::{EMPTY, node_hash};

pub use proof::{ConsistencyProof, InclusionProof};
pub use tiles::{Tile, TileId};

/// A node over a whole subtree: the leaves `index × 2^height` up to `(index + 1) × 2^height`, all there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    /// 0 is a leaf.
    pub height: u8,
    /// From the left, from 0.
    pub index: u64,
}

/// The right edge of a tree: all that appending and the root need, 32 bytes for each bit set in its size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// The roots of the whole subtrees, largest first: one for each bit set in `size`.
    peaks: Vec<Digest>,
}

/// Why bytes are not a frontier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are not the frontier of a tree")]
pub struct FrontierError;

impl Frontier {
    const FORMAT: u8 = 1;

    /// The tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root, from the at most 64 peaks.
    #[must_use]
    pub fn root(&self) -> Digest {
        fold(&self.peaks)
    }

    /// Adds a leaf: the `hash` of the next entry, which already has the leaf's prefix.
    pub fn append(&mut self, leaf: Digest) {
        self.append_telling(leaf, |_, _| {});
    }

    /// Adds a leaf and tells of each whole subtree that it completes, the leaf itself first.
    pub fn append_telling(&mut self, leaf: Digest, mut tell: impl FnMut(NodeId, &Digest)) {
        let mut node = leaf;
        tell(NodeId { height: 0, index: self.size }, &node);
        for height in 1..=self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = node_hash(&left, &node);
            }
            tell(
                NodeId { height: u8::try_from(height).unwrap_or(u8::MAX), index: self.size >> height },
                &node,
            );
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// Its bytes: `0x01`, the size as u64, the peaks, largest first.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(9 + 32 * self.peaks.len());
        bytes.push(Self::FORMAT);
        bytes.extend_from_slice(&self.size.to_be_bytes());
        for peak in &self.peaks {
            bytes.extend_from_slice(&peak.0);
        }
        bytes
    }

    /// Reads what [`Frontier::encode`] wrote.
    ///
    /// # Errors
    /// [`FrontierError`] for anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, FrontierError> {
        let Some((&Self::FORMAT, rest)) = bytes.split_first() else { return Err(FrontierError) };
        let (size, peaks) = rest.split_first_chunk().ok_or(FrontierError)?;
        let size = u64::from_be_bytes(*size);
        let (peaks, []) = peaks.as_chunks::<32>() else { return Err(FrontierError) };
        if u32::try_from(peaks.len()).ok() != Some(size.count_ones()) {
            return Err(FrontierError);
        }
        Ok(Self { size, peaks: peaks.iter().map(|peak| Digest(*peak)).collect() })
    }
}

/// The root over neighbouring whole subtrees of falling size.
fn fold(peaks: &[Digest]) -> Digest {
    peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right)).unwrap_or(EMPTY)
}
