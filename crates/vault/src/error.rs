//! What can go wrong in the vault. No message holds a key, a plaintext or a password.

use base::Compartment;

use crate::name::KeyName;

/// Why the vault refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The bytes are shorter than anything sealed can be.
    #[error("sealed bytes are too short: `{0}`")]
    TooShort(usize),
    /// The first byte names no known format.
    #[error("sealed bytes have the unknown format version `{0}`")]
    UnknownVersion(u8),
    /// The commitment is another key's: a wrong key, or a changed nonce or commitment.
    #[error("sealed bytes were not sealed with this key")]
    WrongKey,
    /// The key is right, but ciphertext, tag or associated data are not what was sealed.
    #[error("sealed bytes were changed, or belong to another place")]
    Damaged,
    /// More than [`crate::sealing::MAX_PLAINTEXT`] bytes to seal.
    #[error("`{0}` bytes are too many to seal at once")]
    TooLong(usize),
    /// These bytes are the canonical form of no key name.
    #[error("key name is malformed")]
    MalformedName,
    /// A key of that name may not be wrapped under a key of this one.
    #[error("key `{name}` may not lie under `{parent}`")]
    WrongParent {
        /// The key to be wrapped.
        name: KeyName,
        /// The key it was to be wrapped under.
        parent: KeyName,
    },
    /// The key is not in the ring; its wrapped form must be admitted first.
    #[error("key `{0}` is not in the ring")]
    Missing(KeyName),
    /// The key was forgotten on purpose; it never comes back.
    #[error("key `{0}` was erased")]
    Forgotten(KeyName),
    /// The compartment has no such epoch: no key yet, or one that epochs do not follow one another in.
    #[error("compartment `{}` has no epoch to seal under", .0.name())]
    NoEpoch(Compartment),
    /// A newer epoch has begun; nothing is sealed under this one any more.
    #[error("key `{0}` is of an older epoch")]
    OldEpoch(KeyName),
    /// A row that was to be wrapped anew hangs under another key.
    #[error("key `{name}` is not under `{parent}`")]
    NotUnder {
        /// The key of the row.
        name: KeyName,
        /// Where it was said to be.
        parent: KeyName,
    },
    /// A key of this kind has none below it to be wrapped anew.
    #[error("key `{0}` has no keys below it")]
    NoParent(KeyName),
    /// The row holds the key that a name had before it was rotated.
    #[error("key `{0}` was replaced by a newer one")]
    Superseded(KeyName),
    /// A row of another stream than the one that moves.
    #[error("key `{0}` is another stream's")]
    NotOfStream(KeyName),
    /// The root secret's text is not what [`crate::RootSecret::text`] writes.
    #[error("root secret is malformed or mistyped")]
    MalformedRoot,
    /// A new passphrase is too short, too simple or too long (see [`crate::passphrase`]).
    #[error("passphrase is too short, too simple or too long")]
    WeakPassphrase,
    /// The passphrase is not the one that the root secret was locked with.
    #[error("passphrase is wrong")]
    WrongPassphrase,
    /// The work that a passphrase is to cost cannot be done here.
    #[error("passphrase cannot be worked on at this cost")]
    PassphraseCost,
}

impl From<VaultError> for base::Problem {
    /// A fault of the program or of its storage; nothing a person at a form could mend.
    fn from(error: VaultError) -> Self {
        Self::internal(error)
    }
}
