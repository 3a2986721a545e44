//! Tokens that a person or a browser holds: one-time links, sessions, programs' access.

use base::{Digest, Randomness};
use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use crate::key::{Key, digest, same};

/// 32 random bytes. The text goes to its holder once; only the digest is stored, so that a stolen database
/// opens no session.
#[derive(Debug)]
pub struct Token(Key);

impl Token {
    /// A new random token.
    #[must_use]
    pub fn random(chance: &Randomness) -> Self {
        Self(Key::random(chance))
    }

    /// 52 lower-case letters and digits: fit for addresses and cookies.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(BASE32_NOPAD.encode(self.0.expose()));
        text.make_ascii_lowercase();
        text
    }

    /// Reads a token's text, in any case; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // Measured first: what comes from outside is not copied whatever its length.
        if text.len() != 52 {
            return None;
        }
        let upper = Zeroizing::new(text.to_ascii_uppercase());
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(upper.as_bytes()).ok()?);
        Key::from_slice(&bytes).map(Self)
    }

    /// SHA-256 of the 32 bytes: what is stored, and looked up by. A token has 256 random bits, so a plain
    /// digest cannot be searched back.
    #[must_use]
    pub fn digest(&self) -> Digest {
        digest(self.0.expose())
    }

    /// Whether this is the token of a stored digest, in constant time.
    #[must_use]
    pub fn matches(&self, stored: &Digest) -> bool {
        same(&self.digest(), stored)
    }
}
