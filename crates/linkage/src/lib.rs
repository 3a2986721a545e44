//! Finding a child by name: normalising names, an index of them in memory, and candidates for "the same
//! child?". Pure: no disk, no clock; names go in from the vault and never come out.
//!
//! Nothing here decides that two records are one child. A search and a list of candidates are proposals with
//! reasons, for a person to judge: a wrong merge would show one child's file to another child's workers.
//!
//! No type here prints a name or a birth date. Start reading at [`normal`], then [`index`], [`search`] and
//! [`candidates`].

pub mod birth;
pub mod candidates;
mod distance;
mod fold;
pub mod index;
mod matching;
mod nicknames;
pub mod normal;
mod query;
pub mod search;
mod vocabulary;

pub use birth::BirthRange;
pub use index::NameIndex;
pub use normal::{Token, normalise};
pub use search::{Hit, MOST_HITS, Reason};
