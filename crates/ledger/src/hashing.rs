//! SHA-256 with the prefixes of RFC 9162 §2.1.1: a leaf can never be read as a node, nor a node as a leaf.

use base::Digest;
use sha2::{Digest as _, Sha256};

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
    if bytes.is_empty() { EMPTY } else { Digest(Sha256::digest(bytes).into()) }
}

/// The hash of a leaf: SHA-256(0x00 ‖ data).
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Digest {
    leaf_hash_of(data, std::iter::empty())
}

/// The hash of a leaf whose data is a head followed by the digests of its payloads.
pub(crate) fn leaf_hash_of(head: &[u8], digests: impl Iterator<Item = Digest>) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update(LEAF);
    hasher.update(head);
    for digest in digests {
        hasher.update(digest.0);
    }
    Digest(hasher.finalize().into())
}

/// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
#[must_use]
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update(NODE);
    hasher.update(left.0);
    hasher.update(right.0);
    Digest(hasher.finalize().into())
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
    fn a_node_is_prefix_left_and_right() {
        let (left, right) = (leaf_hash(b"left"), leaf_hash(b"right"));
        let flat = [&[1][..], &left.0, &right.0].concat();
        assert_eq!(node_hash(&left, &right), sha256(&flat));
    }

    #[test]
    fn a_leaf_of_two_digests_is_not_the_node_above_them() {
        let (left, right) = (leaf_hash(b"left"), leaf_hash(b"right"));
        assert_ne!(leaf_hash(&[left.0, right.0].concat()), node_hash(&left, &right));
    }
}
