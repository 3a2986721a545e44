//! Everything that happens is an entry here: append-only, chained per stream, in one Merkle tree per realm.
//!
//! Pure: bytes in, bytes out. It never opens a sealed part, never touches a disk, never knows a rule of the
//! field. Start reading at [`entry`], then [`tree`], [`checkpoint`] and [`verify`]; [`fact`] is the fixed-width
//! row that numbers are counted from.

pub mod entry;
pub mod fact;

pub use entry::{Entry, SealedPart};
pub use fact::{Fact, FactChange, FactKind};
