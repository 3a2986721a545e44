//! What a person wrote to an entry: sealed in a part of its own.

use std::fmt;

use base::{CleanText, Problem};
use serde::{Deserialize, Serialize};

use crate::payload;

/// Words of a person.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narrative {
    /// The words.
    pub text: CleanText,
}

impl Narrative {
    /// Longest text, in characters.
    pub const MAX: usize = 10_000;

    /// Takes what a form sent in `field`; `None` when nothing was written.
    ///
    /// # Errors
    /// Those of [`CleanText::new`].
    pub fn read(text: &str, field: &'static str) -> Result<Option<Self>, Problem> {
        let text = CleanText::new(text, Self::MAX, field)?;
        Ok((!text.is_empty()).then_some(Self { text }))
    }

    /// The narrative part of an entry.
    #[must_use]
    pub fn to_part(&self) -> Vec<u8> {
        payload::write(self)
    }

    /// Reads what [`Narrative::to_part`] wrote.
    ///
    /// # Errors
    /// `payload_too_large`, `payload_malformed`.
    pub fn from_part(part: &[u8]) -> Result<Self, Problem> {
        payload::read(part, "narrative")
    }
}

impl fmt::Debug for Narrative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Narrative(sealed)")
    }
}
