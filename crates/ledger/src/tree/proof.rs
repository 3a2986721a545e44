//! Proofs that an entry is in a tree, and that a tree only grew (RFC 9162 §2.1.3 and §2.1.4).
//!
//! A store asks which whole subtrees a proof needs, fetches them (see [`crate::tree::tiles`]) and has the
//! proof assembled. At most `2 × log2(size)` nodes are needed.

use std::ops::Range;

use base::{Digest, Position};

use crate::hashing::{EMPTY, node_hash};
use crate::tree::{NodeId, fold};

/// That the entry at a position is in the tree of a size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InclusionProof {
    /// The entry's position, from 1.
    pub position: Position,
    /// The tree's size.
    pub size: u64,
    /// The hashes beside the way from the leaf to the root, the leaf's neighbour first.
    pub path: Vec<Digest>,
}

/// That the tree of the new size begins with the tree of the old.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsistencyProof {
    /// The old size.
    pub old: u64,
    /// The new size.
    pub new: u64,
    /// The hashes, in the order of RFC 9162 §2.1.4.1.
    pub path: Vec<Digest>,
}

/// The whole subtrees that [`assemble_inclusion`] needs, in its order; none for a position outside the tree.
#[must_use]
pub fn inclusion_nodes(position: Position, size: u64) -> Vec<NodeId> {
    all_peaks(&inclusion_ranges(position, size))
}

/// The whole subtrees that [`assemble_consistency`] needs, in its order; none when `old` is 0, `new` or more.
#[must_use]
pub fn consistency_nodes(old: u64, new: u64) -> Vec<NodeId> {
    all_peaks(&consistency_ranges(old, new))
}

/// Makes the proof from the hashes of [`inclusion_nodes`]; `None` when the position is outside the tree or a
/// hash is missing.
#[must_use]
pub fn assemble_inclusion(position: Position, size: u64, hashes: &[Digest]) -> Option<InclusionProof> {
    if position.0 == 0 || position.0 > size {
        return None;
    }
    let path = assemble(&inclusion_ranges(position, size), hashes)?;
    Some(InclusionProof { position, size, path })
}

/// Makes the proof from the hashes of [`consistency_nodes`]; `None` when `old` is larger than `new` or a hash
/// is missing.
#[must_use]
pub fn assemble_consistency(old: u64, new: u64, hashes: &[Digest]) -> Option<ConsistencyProof> {
    if old > new {
        return None;
    }
    let path = assemble(&consistency_ranges(old, new), hashes)?;
    Some(ConsistencyProof { old, new, path })
}

/// Whether the proof leads from the leaf (an entry's hash) to the root. RFC 9162 §2.1.3.2.
#[must_use]
pub fn verify_inclusion(proof: &InclusionProof, leaf: &Digest, root: &Digest) -> bool {
    if proof.position.0 == 0 || proof.position.0 > proof.size {
        return false;
    }
    let (mut index, mut last) = (proof.position.0 - 1, proof.size - 1);
    let mut hash = *leaf;
    for beside in &proof.path {
        if last == 0 {
            return false;
        }
        if index & 1 == 1 || index == last {
            hash = node_hash(beside, &hash);
            climb_while_even(&mut index, &mut last);
        } else {
            hash = node_hash(&hash, beside);
        }
        index >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// Whether the tree with the new root begins with the tree with the old root. RFC 9162 §2.1.4.2; the empty
/// tree begins every tree, and a tree begins itself.
#[must_use]
pub fn verify_consistency(proof: &ConsistencyProof, old_root: &Digest, new_root: &Digest) -> bool {
    if proof.old >= proof.new {
        return proof.old == proof.new && proof.path.is_empty() && old_root == new_root;
    }
    if proof.old == 0 {
        return proof.path.is_empty() && *old_root == EMPTY;
    }
    // A whole old tree is a node of the new one, and its root is not repeated in the path.
    let whole = proof.old.is_power_of_two().then_some(old_root);
    let mut path = whole.into_iter().chain(&proof.path);
    let Some(first) = path.next() else { return false };
    let (mut index, mut last) = (proof.old - 1, proof.new - 1);
    let shift = index.trailing_ones();
    index = index.checked_shr(shift).unwrap_or(0);
    last = last.checked_shr(shift).unwrap_or(0);
    let (mut old_hash, mut new_hash) = (*first, *first);
    for beside in path {
        if last == 0 {
            return false;
        }
        if index & 1 == 1 || index == last {
            old_hash = node_hash(beside, &old_hash);
            new_hash = node_hash(beside, &new_hash);
            climb_while_even(&mut index, &mut last);
        } else {
            new_hash = node_hash(&new_hash, beside);
        }
        index >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == *old_root && new_hash == *new_root
}

/// Skips the levels on which a right edge has no neighbour.
fn climb_while_even(index: &mut u64, last: &mut u64) {
    while *index & 1 == 0 && *index != 0 {
        *index >>= 1;
        *last >>= 1;
    }
}

/// The leaves under each hash of an inclusion path.
fn inclusion_ranges(position: Position, size: u64) -> Vec<Range<u64>> {
    let mut ranges = Vec::new();
    if position.0 == 0 || position.0 > size {
        return ranges;
    }
    let index = position.0 - 1;
    let (mut from, mut to) = (0, size);
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            ranges.push(middle..to);
            to = middle;
        } else {
            ranges.push(from..middle);
            from = middle;
        }
    }
    ranges.reverse();
    ranges
}

/// The leaves under each hash of a consistency path: SUBPROOF of RFC 9162 §2.1.4.1, without its recursion.
fn consistency_ranges(old: u64, new: u64) -> Vec<Range<u64>> {
    let mut ranges = Vec::new();
    if old == 0 || old >= new {
        return ranges;
    }
    let (mut from, mut to) = (0, new);
    while old != to {
        let middle = from + split(to - from);
        if old <= middle {
            ranges.push(middle..to);
            to = middle;
        } else {
            ranges.push(from..middle);
            from = middle;
        }
    }
    // At the left edge this subtree is the old tree itself, whose root the verifier has.
    if from != 0 {
        ranges.push(from..to);
    }
    ranges.reverse();
    ranges
}

/// The largest power of two below `count`, which is at least 2.
fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The whole subtrees that cover leaves, from the left, of falling size. `range` begins where a subtree of its
/// own size or more begins, as every range of a proof does.
fn peaks(range: &Range<u64>) -> impl Iterator<Item = NodeId> + use<> {
    let (mut from, to) = (range.start, range.end);
    std::iter::from_fn(move || {
        let height = (to - from).checked_ilog2()?;
        let node = NodeId { height: u8::try_from(height).unwrap_or(u8::MAX), index: from >> height };
        from += 1 << height;
        Some(node)
    })
}

fn all_peaks(ranges: &[Range<u64>]) -> Vec<NodeId> {
    ranges.iter().flat_map(peaks).collect()
}

fn assemble(ranges: &[Range<u64>], mut hashes: &[Digest]) -> Option<Vec<Digest>> {
    let mut path = Vec::with_capacity(ranges.len());
    for range in ranges {
        let (under, rest) = hashes.split_at_checked(peaks(range).count())?;
        path.push(fold(under));
        hashes = rest;
    }
    hashes.is_empty().then_some(path)
}
