//! Signed checkpoints: a small text that says how large a realm's tree was and what its root was.
//!
//! Whoever keeps one can later prove that history before it was not rewritten, whatever became of the server.
//!
//! ```text
//! punte-checkpoint v1
//! realm social
//! size 12345
//! root <64 hexadecimal digits>
//! time 2026-11-23T22:33:51Z
//! policies <64 hexadecimal digits: the digest of the access policies in force>
//! key <16 hexadecimal digits>
//! signature <128 hexadecimal digits: Ed25519 over all lines above, line ends included>
//! ```

use base::{Digest, Realm, Timestamp};
use data_encoding::HEXLOWER;

use crate::key::{KeyId, PublicKey, SigningKey};

/// The state of a realm's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The ledger.
    pub realm: Realm,
    /// How many entries it had.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
    /// When it was signed; the text has whole seconds.
    pub time: Timestamp,
    /// The digest of the access policies in force then.
    pub policies: Digest,
}

/// A checkpoint with its signature, not yet believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// What is signed.
    pub checkpoint: Checkpoint,
    /// Which key is said to have signed.
    pub key: KeyId,
    /// The Ed25519 signature.
    pub signature: [u8; 64],
}

/// Why a text is not a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Another first line, or longer than any checkpoint.
    #[error("this text is not a checkpoint")]
    NotACheckpoint,
    /// A line is missing, malformed or not in its one form.
    #[error("line `{0}` of the checkpoint is malformed")]
    Malformed(&'static str),
}

const FIRST_LINE: &str = "punte-checkpoint v1";
/// Longer than any checkpoint of version 1.
const MAX_TEXT: usize = 512;

impl Checkpoint {
    /// Signs it, its time cut to the whole second.
    #[must_use]
    pub fn sign(mut self, key: &SigningKey) -> SignedCheckpoint {
        self.time = whole_second(self.time);
        let id = key.public().id();
        SignedCheckpoint {
            checkpoint: self,
            key: id,
            signature: key.sign_bytes(self.signed_text(id).as_bytes()),
        }
    }

    fn signed_text(&self, key: KeyId) -> String {
        format!(
            "{FIRST_LINE}\nrealm {}\nsize {}\nroot {}\ntime {}\npolicies {}\nkey {key}\n",
            self.realm.name(),
            self.size,
            self.root,
            self.time.rfc3339(),
            self.policies,
        )
    }
}

impl SignedCheckpoint {
    /// The text that is stored and handed out.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}signature {}\n", self.checkpoint.signed_text(self.key), HEXLOWER.encode(&self.signature))
    }

    /// Reads a checkpoint's text in its one form, to the byte. The signature is not checked.
    ///
    /// # Errors
    /// [`CheckpointError`] for anything else.
    pub fn parse(text: &[u8]) -> Result<Self, CheckpointError> {
        let text =
            text.get(..=MAX_TEXT).map_or(Some(text), |_| None).ok_or(CheckpointError::NotACheckpoint)?;
        let text = str::from_utf8(text).map_err(|_| CheckpointError::NotACheckpoint)?;
        let mut lines = text.split('\n');
        if lines.next() != Some(FIRST_LINE) {
            return Err(CheckpointError::NotACheckpoint);
        }
        let mut line = |name: &'static str| {
            let value = lines.next().and_then(|line| line.strip_prefix(name)?.strip_prefix(' '));
            value.ok_or(CheckpointError::Malformed(name))
        };
        let bad = |name| move || CheckpointError::Malformed(name);
        let signed = Self {
            checkpoint: Checkpoint {
                realm: Realm::from_name(line("realm")?).ok_or_else(bad("realm"))?,
                size: line("size")?.parse().map_err(|_| bad("size")())?,
                root: Digest::parse(line("root")?).ok_or_else(bad("root"))?,
                time: Timestamp::parse_rfc3339(line("time")?).ok_or_else(bad("time"))?,
                policies: Digest::parse(line("policies")?).ok_or_else(bad("policies"))?,
            },
            key: KeyId::parse(line("key")?).ok_or_else(bad("key"))?,
            signature: HEXLOWER
                .decode(line("signature")?.as_bytes())
                .ok()
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or_else(bad("signature"))?,
        };
        // `007`, capital digits, other time zones, spaces, lines after the end: all read, none written by us.
        if signed.to_text() == text { Ok(signed) } else { Err(CheckpointError::Malformed("form")) }
    }

    /// Whether `key` signed it.
    #[must_use]
    pub fn verify(&self, key: &PublicKey) -> bool {
        key.id() == self.key
            && key.verifies(self.checkpoint.signed_text(self.key).as_bytes(), &self.signature)
    }
}

fn whole_second(time: Timestamp) -> Timestamp {
    Timestamp::from_micros(time.micros().div_euclid(Timestamp::SECOND) * Timestamp::SECOND)
}
