//! SHA-256 with the prefixes of RFC 9162 §2.1.1: a leaf can never be read as a node, nor a node as a leaf.

use base::Digest;
use sha2::block_api::compress256;
use sha2::{Digest as _, Sha256};

/// The root of a tree without leaves: SHA-256 of nothing.
pub const EMPTY: Digest = Digest([
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
    0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
]);

const LEAF: u8 = 0;
const NODE: u8 = 1;
const BLOCK: usize = 64;
/// SHA-256's first state (FIPS 180-4 §5.3.3).
const START: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// SHA-256 of bytes, without a prefix.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Digest {
    // Most entries shed no facts; their empty digest is not worth a compression each.
    if bytes.is_empty() {
        return EMPTY;
    }
    let mut state = START;
    let (blocks, rest) = bytes.as_chunks();
    compress256(&mut state, blocks);
    let mut last = [[0; BLOCK]; 2];
    let flat = last.as_flattened_mut();
    flat.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    finish(state, last, rest.len(), bytes.len())
}

/// The hash of a leaf: SHA-256(0x00 ‖ data).
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Digest {
    leaf_hash_of(data, std::iter::empty())
}

/// The hash of a leaf whose data is a head followed by the digests of its payloads.
pub(crate) fn leaf_hash_of(head: &[u8], digests: impl Iterator<Item = Digest>) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update([LEAF]);
    hasher.update(head);
    for digest in digests {
        hasher.update(digest.0);
    }
    Digest(hasher.finalize().into())
}

/// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
#[must_use]
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let mut blocks = [[0; BLOCK]; 2];
    let flat = blocks.as_flattened_mut();
    if let Some((first, rest)) = flat.split_first_chunk_mut::<1>() {
        *first = [NODE];
        if let Some((first, rest)) = rest.split_first_chunk_mut::<32>() {
            *first = left.0;
            if let Some((first, _)) = rest.split_first_chunk_mut::<32>() {
                *first = right.0;
            }
        }
    }
    finish(START, blocks, 65, 65)
}

#[inline]
fn finish(mut state: [u32; 8], mut last: [[u8; BLOCK]; 2], filled: usize, length: usize) -> Digest {
    let count = if filled < BLOCK - 8 { 1 } else { 2 };
    let flat = last.as_flattened_mut();
    flat[filled] = 0x80;
    flat[count * 64 - 8..count * 64].copy_from_slice(&(length as u64 * 8).to_be_bytes());
    compress256(&mut state, &last[..count]);
    let mut out = [0; 32];
    for (o, w) in out.as_chunks_mut::<4>().0.iter_mut().zip(state) {
        *o = w.to_be_bytes();
    }
    Digest(out)
}

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
