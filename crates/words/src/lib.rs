//! Messages, dates and numbers in Romanian and English.
//!
//! Everything a person reads comes from here: [`Words::say`] finds a message of `messages/<language>/*.ftl`
//! (or of a rule pack's own file) and fills in its values with the plural form of the language; [`Lang`]
//! writes days, quarters, instants and numbers, and gives the key that sorts names as its readers expect.
//! The crate never decides what is said: it holds no rule, no clock and no state but the texts.
//! Start reading at [`catalogue`].

pub mod arg;
pub mod catalogue;
pub mod dates;
pub mod lang;
mod messages;
pub mod numbers;
pub mod sorting;

pub use arg::Arg;
pub use catalogue::{Words, WordsError};
pub use lang::Lang;
pub use sorting::plain;
