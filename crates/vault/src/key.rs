//! One key: 32 random bytes that leave memory when they are dropped.

use std::fmt;

use base::{Digest, Randomness};
use hkdf::HkdfExtract;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// A 32-byte key. Its bytes lie on the heap, so that moving it leaves no copy behind, and are overwritten when
/// it is dropped. It prints as `Key(..)`.
pub struct Key(Box<[u8; 32]>);

impl Key {
    /// A new random key.
    #[must_use]
    pub fn random(chance: &Randomness) -> Self {
        let mut bytes = Box::new([0; 32]);
        chance.fill(&mut *bytes);
        Self(bytes)
    }

    /// The key in a slice of exactly 32 bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; 32] = bytes.try_into().ok()?;
        Some(Self(Box::new(*bytes)))
    }

    /// Its 32 bytes: for a cipher, or as the seed of an Ed25519 signing key.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// HMAC-SHA-256 under this key of `purpose` and `parts`, each preceded by its length, so that no two
    /// different lists give the same input. For form tokens and the like; compare with [`same`].
    #[must_use]
    pub fn tag(&self, purpose: &str, parts: &[&[u8]]) -> Digest {
        // HKDF's first step is HMAC with the salt as key (RFC 5869 §2.2).
        let mut mac = HkdfExtract::<Sha256>::new(Some(self.expose()));
        for part in std::iter::once(&purpose.as_bytes()).chain(parts) {
            mac.input_ikm(&(part.len() as u64).to_be_bytes());
            mac.input_ikm(part);
        }
        Digest(mac.finalize().0.into())
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// SHA-256 of the bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// Whether two digests are equal, found in the same time wherever they differ.
#[must_use]
pub fn same(one: &Digest, other: &Digest) -> bool {
    one.0.ct_eq(&other.0).into()
}
