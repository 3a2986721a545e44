//! Codes: the ASCII names of kinds, statuses, services, reasons. Their labels are words, kept elsewhere.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// A short ASCII code: `a-z`, `0-9`, `_`, `-`, `.`; 1 to 48 bytes; starts with a letter or a digit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(Box<str>);

impl Code {
    /// Longest code, in bytes.
    pub const MAX: usize = 48;

    /// Checks and takes a code.
    ///
    /// # Errors
    /// `code_malformed` when a character or the length is not allowed.
    pub fn new(text: &str) -> Result<Self, Problem> {
        let good = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.');
        let starts_well = text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
        if starts_well && text.len() <= Self::MAX && text.bytes().all(good) {
            Ok(Self(text.into()))
        } else {
            Err(Problem::bad_input("code_malformed").with("value", text.chars().take(60).collect::<String>()))
        }
    }

    /// The code's characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Code {
    type Error = Problem;
    fn try_from(text: String) -> Result<Self, Problem> {
        Self::new(&text)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0.into()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}
