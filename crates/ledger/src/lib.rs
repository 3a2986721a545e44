//! Everything that happens is an entry here: append-only, chained per stream, in one Merkle tree per realm.
//!
//! Pure: bytes in, bytes out. It never opens a sealed part, never touches a disk, never knows a rule of the
//! field. Start reading at [`entry`], then [`encoding`], [`tree`], [`checkpoint`] and [`verify`]; [`fact`] is
//! the fixed-width row that numbers are counted from.
//!
//! What a sound verification means: every entry up to the largest checkpoint that held is, byte for byte,
//! what was signed. Entries after it are consistent with each other and with the stored tree, but whoever can
//! write the database could still have rewritten that tail as a whole. Sign often; keep checkpoints elsewhere.

pub mod checkpoint;
pub mod encoding;
pub mod entry;
pub mod fact;
mod fact_encoding;
pub mod hashing;
pub mod key;
pub mod tree;
pub mod verify;

pub use checkpoint::{Checkpoint, SignedCheckpoint};
pub use encoding::{DecodeError, EntryView};
pub use entry::{Draft, DraftError, Entry, SealedPart};
pub use fact::{Fact, FactChange, FactKind};
pub use key::{KeyId, PublicKey, SigningKey};
pub use tree::Frontier;
pub use verify::{Sound, StoredRow, Unsound, Verifier};
