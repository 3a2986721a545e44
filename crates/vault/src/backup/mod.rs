//! Sealed backups: a stream of bytes for one or several recipients, in the age format version 1
//! (age-encryption.org/v1, as C2SP publishes it), so that a backup opens with the `age` tool when Punte is not
//! at hand.
//!
//! Of the format this is the part that backups need: recipients with X25519 keys, no passphrases, no plugins, no
//! text armour. Stanzas of other kinds in a file of others are passed over.
//!
//! ```text
//! age-encryption.org/v1
//! -> X25519 <ephemeral share>          one stanza for each recipient
//! <file key, sealed for the recipient>
//! --- <HMAC of all above>
//! <nonce (16)> <chunks of 64 KiB, each with its tag of 16 bytes>
//! ```
//!
//! Every chunk is authenticated with its number and whether it is the last, so that chunks can be neither
//! changed nor swapped nor dropped, and a cut file is told from a whole one. What a reader gave out before an
//! error was right as far as it went, yet no whole backup: restore into a place of its own first.

mod decryptor;
mod encryptor;
mod error;
mod header;
mod keys;
mod stream;

pub use decryptor::Decryptor;
pub use encryptor::Encryptor;
pub use error::BackupError;
pub use header::{MAX_HEADER, MAX_RECIPIENTS};
pub use keys::{Identity, Recipient};
