//! Text that people type, made safe to keep and to show.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::problem::Problem;

/// Text in normal form C, trimmed, without control characters (line breaks apart) and without the marks
/// that turn the direction of writing, which can make a page say what its bytes do not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CleanText(String);

impl CleanText {
    /// Takes text of at most `max` characters for the form field `field`.
    ///
    /// # Errors
    /// `text_too_long`, `text_has_control_characters` or `text_has_direction_marks`, on that field.
    pub fn new(text: &str, max: usize, field: &'static str) -> Result<Self, Problem> {
        // A body far over the limit is not normalised first: that work would be the attacker's to command.
        if text.len() > max.saturating_mul(8) {
            return Err(Problem::bad_input("text_too_long").with("max", max.to_string()).on(field));
        }
        let text: String = text.replace("\r\n", "\n").nfc().collect();
        let text = text.trim();
        if text.chars().count() > max {
            return Err(Problem::bad_input("text_too_long").with("max", max.to_string()).on(field));
        }
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            return Err(Problem::bad_input("text_has_control_characters").on(field));
        }
        if text.chars().any(turns_direction) {
            return Err(Problem::bad_input("text_has_direction_marks").on(field));
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Unicode's bidirectional embeddings, overrides, isolates and marks.
fn turns_direction(character: char) -> bool {
    matches!(character, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_marks_controls_and_length_are_refused_and_named() {
        assert_eq!(CleanText::new("a\u{202E}b", 10, "note").unwrap_err().code, "text_has_direction_marks");
        assert_eq!(CleanText::new("a\0b", 10, "note").unwrap_err().code, "text_has_control_characters");
        let long = CleanText::new(&"ă".repeat(11), 10, "note").unwrap_err();
        assert_eq!((long.code, long.field), ("text_too_long", Some("note")));
        assert_eq!(CleanText::new(&"x".repeat(1_000_000), 10, "note").unwrap_err().code, "text_too_long");
    }

    #[test]
    fn letters_are_composed_and_ends_trimmed() {
        assert_eq!(CleanText::new("  a\u{0306}\r\nb ", 10, "note").unwrap().as_str(), "ă\nb");
    }
}
