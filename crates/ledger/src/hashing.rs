//! SHA-256 with the prefixes of RFC 9162 §2.1.1: a leaf can never be read as a node, nor a node as a leaf.

use base::Digest;
use sha2::block_api::compress256;

/// The root of a tree without leaves: SHA-256 of nothing.
pub const EMPTY: Digest = Digest([
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
    0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
]);

const LEAF: [u8; 1] = [0];
const NODE: [u8; 1] = [1];

/// SHA-256 of bytes, without a prefix.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Digest {
    // Most entries shed no facts; their empty digest is not worth a compression each.
    if bytes.is_empty() {
        return EMPTY;
    }
    let mut hasher = Hasher::new();
    hasher.update(bytes);
    hasher.finish()
}

/// The hash of a leaf: SHA-256(0x00 ‖ data).
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Digest {
    leaf_hash_of(data, std::iter::empty())
}

/// The hash of a leaf whose data is a head followed by the digests of its payloads.
pub(crate) fn leaf_hash_of(head: &[u8], digests: impl Iterator<Item = Digest>) -> Digest {
    let mut hasher = Hasher::new();
    hasher.update(&LEAF);
    hasher.update(head);
    for digest in digests {
        hasher.update(&digest.0);
    }
    hasher.finish()
}

/// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
#[must_use]
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let mut hasher = Hasher::new();
    hasher.update(&NODE);
    hasher.update(&left.0);
    hasher.update(&right.0);
    hasher.finish()
}

/// SHA-256 over the compression function of `sha2`.
#[derive(Clone, Debug)]
pub(crate) struct Hasher {
    state: [u32; 8],
    length: u64,
    waiting: [u8; BLOCK],
}

const BLOCK: usize = 64;

impl Hasher {
    #[inline]
    pub(crate) fn new() -> Self {
        Self { state: START, length: 0, waiting: [0; BLOCK] }
    }

    #[inline]
    pub(crate) fn update(&mut self, mut bytes: &[u8]) {
        let filled = (self.length % 64) as usize;
        self.length += bytes.len() as u64;
        if filled > 0 {
            let (_, free) = self.waiting.split_at_mut(filled);
            if bytes.len() < free.len() {
                free[..bytes.len()].copy_from_slice(bytes);
                return;
            }
            let (now, later) = bytes.split_at(free.len());
            free.copy_from_slice(now);
            compress256(&mut self.state, std::slice::from_ref(&self.waiting));
            bytes = later;
        }
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        if !blocks.is_empty() {
            compress256(&mut self.state, blocks);
        }
        self.waiting[..rest.len()].copy_from_slice(rest);
    }

    #[inline]
    pub(crate) fn finish(mut self) -> Digest {
        let filled = (self.length % 64) as usize;
        let mut last = [[0; BLOCK]; 2];
        let count = if filled < 56 { 1 } else { 2 };
        let flat = last.as_flattened_mut();
        flat[..filled].copy_from_slice(&self.waiting[..filled]);
        flat[filled] = 0x80;
        flat[count * 64 - 8..count * 64].copy_from_slice(&(self.length * 8).to_be_bytes());
        compress256(&mut self.state, &last[..count]);
        let mut out = [0; 32];
        for (o, w) in out.as_chunks_mut::<4>().0.iter_mut().zip(self.state) {
            *o = w.to_be_bytes();
        }
        Digest(out)
    }
}
const START: [u32; 8] = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_digest_is_that_of_no_bytes() {
        assert_eq!(EMPTY, Digest(Sha256::digest([]).into()));
        assert_eq!(sha256(&[]), EMPTY);
    }

    #[test]
    fn a_leaf_of_two_digests_is_not_the_node_above_them() {
        let (left, right) = (leaf_hash(b"left"), leaf_hash(b"right"));
        assert_ne!(leaf_hash(&[left.0, right.0].concat()), node_hash(&left, &right));
    }
}
