//! Cells: how a foreign value is shown, and how a value is written so that no spreadsheet runs it.

use std::borrow::Cow;

/// The most characters of a foreign value that a report repeats.
pub const SHOWN: usize = 40;

/// Whether a spreadsheet could take this text for a formula.
///
/// The characters are OWASP's list ("CSV Injection"): `=`, `+`, `-`, `@`, tab and carriage return, and their
/// full-width twins, which some spreadsheets fold. A plain number is no formula, though it may begin with `-`.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    let full_width = |c: char| matches!(c, '\u{FF1D}' | '\u{FF0B}' | '\u{FF0D}' | '\u{FF20}');
    let dangerous = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n') || full_width(c);
    text.starts_with(dangerous)
        && !text.strip_prefix('-').is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_digit())
                && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && rest.bytes().filter(|b| *b == b'.').count() <= 1
        })
}

/// The text for a cell of a table that goes out: with an apostrophe in front of what could be a formula.
///
/// So are the parts between semicolons: a spreadsheet set to Romanian begins a new cell at each, and knows no
/// quotation marks inside a cell that begins without.
#[must_use]
pub fn neutral(text: &str) -> Cow<'_, str> {
    if !text.split(';').any(could_run) {
        return Cow::Borrowed(text);
    }
    let parts =
        text.split(';').map(|part| if could_run(part) { format!("'{part}") } else { part.to_owned() });
    Cow::Owned(parts.collect::<Vec<_>>().join(";"))
}

/// Spaces and quotation marks in front are looked through: spreadsheets drop them before deciding.
pub(crate) fn could_run(part: &str) -> bool {
    is_formula(part) || is_formula(part.trim_start_matches(|c: char| c.is_whitespace() || c == '"'))
}

/// A foreign value as a report shows it: at most [`SHOWN`] characters, control characters and marks that turn
/// the direction of writing spelled out as `<U+202E>`, `…` where something was cut.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut out = String::new();
    for (place, character) in text.chars().enumerate() {
        if place == SHOWN {
            out.push('…');
            break;
        }
        if unseen(character) {
            out.push_str(&format!("<U+{:04X}>", u32::from(character)));
        } else {
            out.push(character);
        }
    }
    out
}

/// Characters that change or hide what a reader sees.
fn unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_known_and_numbers_are_not_formulas() {
        for formula in
            ["=1+1", "+40", "-cmd", "@sum", "\t=1", "\r=1", "\u{FF1D}1", "-", "--1", "-1-1", "-1.2.3", "-1e5"]
        {
            assert!(is_formula(formula), "`{formula:?}`");
        }
        for plain in ["", "-99", "-0.5", "1=1", "a@b", "Age 9-17"] {
            assert!(!is_formula(plain), "`{plain:?}`");
        }
    }

    #[test]
    fn what_goes_out_is_text_to_a_spreadsheet() {
        assert_eq!(neutral("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(neutral("  =1"), "'  =1");
        assert_eq!(neutral("a;=1;b"), "a;'=1;b");
        assert_eq!(neutral("=1; \"+1"), "'=1;' \"+1");
        assert_eq!(neutral("-99"), "-99");
        assert_eq!(neutral("a; -99;"), "a; -99;");
        assert_eq!(neutral("Female"), "Female");
    }

    #[test]
    fn values_are_shortened_and_hidden_characters_spelled_out() {
        assert_eq!(shown("a\u{202E}b\0"), "a<U+202E>b<U+0000>");
        let long = shown(&"ă".repeat(50));
        assert_eq!(long.chars().count(), SHOWN + 1);
        assert!(long.ends_with('…'));
        assert_eq!(shown(&"x".repeat(SHOWN)), "x".repeat(SHOWN));
    }
}
