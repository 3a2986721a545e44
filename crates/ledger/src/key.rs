//! The Ed25519 keys that sign checkpoints.

use std::fmt;

use base::{Digest, Randomness};
use data_encoding::HEXLOWER;
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use zeroize::Zeroizing;

use crate::hashing::sha256;

/// Which key signed: the first 8 bytes of SHA-256 of the public key, written as 16 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 8]);

impl KeyId {
    /// Reads 16 hexadecimal digits in lower case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(Self(HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()?))
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A key that signs checkpoints. It leaves memory when it is dropped, and is never printed.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// A new key. `chance` must be [`Randomness::system`] outside tests.
    #[must_use]
    pub fn generate(chance: &Randomness) -> Self {
        Self::from_seed(&Zeroizing::new(chance.bytes()))
    }

    /// The key of a stored seed (RFC 8032's 32-byte private key).
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// Its seed, to be sealed by the vault.
    #[must_use]
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The key that verifies what this one signs.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs bytes. Only checkpoints are signed, so that a signature can never be read as something else.
    pub(crate) fn sign_bytes(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public().id())
    }
}

/// A key that verifies checkpoints. Parties get it once, by a way they trust.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    const PREFIX: &'static str = "punte-public-key v1 ed25519 ";

    /// Its short name in checkpoints.
    #[must_use]
    pub fn id(&self) -> KeyId {
        let Digest([a, b, c, d, e, f, g, h, ..]) = sha256(self.0.as_bytes());
        KeyId([a, b, c, d, e, f, g, h])
    }

    /// One line: `punte-public-key v1 ed25519 ` and 64 hexadecimal digits.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}{}\n", Self::PREFIX, HEXLOWER.encode(self.0.as_bytes()))
    }

    /// Reads what [`PublicKey::to_text`] writes, with or without space around it. Weak keys, for which a
    /// signature proves nothing, are not taken.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix(Self::PREFIX)?;
        let bytes: [u8; 32] = HEXLOWER.decode(digits.as_bytes()).ok()?.try_into().ok()?;
        let key = VerifyingKey::from_bytes(&bytes).ok()?;
        (!key.is_weak()).then_some(Self(key))
    }

    pub(crate) fn verifies(&self, bytes: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(bytes, &Signature::from_bytes(signature)).is_ok()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.id())
    }
}
