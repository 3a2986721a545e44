//! What is wrong with a pack, told so that its author can mend it.

/// One mistake in one file of a pack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}: {what}; {hint}")]
pub struct PackMistake {
    /// The file's name within the pack.
    pub file: String,
    /// The line, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// What is wrong, values in back-ticks.
    pub what: String,
    /// How to mend it.
    pub hint: String,
}
