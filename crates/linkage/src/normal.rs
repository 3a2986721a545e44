//! Names as tokens: plain words in any order.

use std::fmt;

use crate::fold::{coarse, fold};

/// One word of a name, folded. It prints as `Token(..)`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(Box<str>);

/// Letters beyond this many say nothing more.
pub(crate) const MOST_LETTERS: usize = 40;
/// Words of one name beyond this many are not looked at.
pub(crate) const MOST_WORDS: usize = 16;

impl Token {
    /// The folded letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The coarse form, in which usual transliterations of one name are equal.
    #[must_use]
    pub fn coarse(&self) -> String {
        coarse(&self.0)
    }

    pub(crate) fn letters(&self) -> usize {
        self.0.chars().count()
    }

    /// The words written as one: `Ana Maria`, `Ana-Maria` and `Anamaria` are the same name.
    pub(crate) fn joined(&self, next: &Self) -> Self {
        cut(&format!("{}{}", self.0, next.0))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// The words of a name in the order written: split at blanks, hyphens, apostrophes and other marks; case and
/// diacritics folded, Cyrillic in Latin letters. At most 16 words of 40 letters.
#[must_use]
pub fn normalise(name: &str) -> Vec<Token> {
    fold(name).split_whitespace().take(MOST_WORDS).map(cut).collect()
}

fn cut(folded: &str) -> Token {
    match folded.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => Token(folded.get(..end).unwrap_or(folded).into()),
        None => Token(folded.into()),
    }
}
