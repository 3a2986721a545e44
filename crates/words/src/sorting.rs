//! Sorting as readers of the language expect it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lang::Lang;

impl Lang {
    /// A key to sort names and labels by: compare the bytes.
    ///
    /// In Romanian `ă` and `â` are letters after `a`, `î` after `i`, `ș` after `s`, `ț` after `t`, whether
    /// typed with comma or with cedilla; in English they sort with their base letter. Other accents, then
    /// capitals, decide only between words that are otherwise equal. Punctuation counts as a space.
    #[must_use]
    pub fn sort_key(self, text: &str) -> Vec<u8> {
        let (mut letters, mut accents, mut capitals) = (Vec::new(), Vec::new(), Vec::new());
        for character in text.nfc() {
            for lower in character.to_lowercase() {
                let (letter, own_letter) = romanian(lower);
                let base = letter.nfd().next().unwrap_or(letter);
                let place = match self {
                    Lang::Ro => own_letter,
                    Lang::En => 0,
                };
                push_letter(&mut letters, base, place);
                accents.push(if base == lower { 0 } else { 1 });
                capitals.push(u8::from(character != lower));
            }
        }
        // Zero ends each level, so that a shorter word comes first and no level runs into the next.
        letters.push(0);
        letters.append(&mut accents);
        letters.push(0);
        letters.append(&mut capitals);
        letters
    }
}

/// A text as it is looked for: in small letters without accents, so that `ș` is found by `s`.
#[must_use]
pub fn plain(text: &str) -> String {
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter));
    letters.flat_map(char::to_lowercase).collect()
}

/// The base letter of a Romanian letter and its place after it; other characters as they are, place 0.
fn romanian(letter: char) -> (char, u8) {
    match letter {
        'ă' => ('a', 1),
        'â' => ('a', 2),
        'î' => ('i', 1),
        'ș' | 'ş' => ('s', 1),
        'ț' | 'ţ' => ('t', 1),
        other => (other, 0),
    }
}

fn push_letter(key: &mut Vec<u8>, letter: char, place: u8) {
    match letter {
        // Four places for each letter: itself and up to three that follow it as letters of their own.
        'a'..='z' => key.push(64 + (letter as u8 - b'a') * 4 + place),
        '0'..='9' => key.push(16 + (letter as u8 - b'0')),
        other if other.is_alphanumeric() => {
            key.push(200);
            key.extend_from_slice(other.to_string().as_bytes());
        }
        _ => key.push(8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_has_no_accents_and_no_capitals() {
        assert_eq!(plain("Școala din ȚARA Făgărașului"), "scoala din tara fagarasului");
        assert_eq!(plain("Direcţia 119"), "directia 119", "with a cedilla as well");
    }

    fn sorted(lang: Lang, words: &[&'static str]) -> Vec<&'static str> {
        let mut words = words.to_vec();
        words.sort_by_key(|word| lang.sort_key(word));
        words
    }

    #[test]
    fn romanian_letters_follow_their_base_letter() {
        let expected = [
            "Arad", "Azuga", "Ăla", "Âla", "Bacău", "Iza", "Încă", "Suceava", "Șimian", "Șirna", "Timiș",
            "Țara", "Ulmu",
        ];
        let mut mixed = expected.to_vec();
        mixed.reverse();
        assert_eq!(sorted(Lang::Ro, &mixed), expected);
    }

    #[test]
    fn counties_are_in_the_order_of_the_dictionary() {
        let expected = ["Argeș", "Bacău", "Bihor", "Brașov", "Brăila", "Sălaj", "Sibiu", "Timiș"];
        let mut by_key = expected.to_vec();
        by_key.sort_by_key(|county| Lang::Ro.sort_key(county));
        assert_eq!(by_key, expected);
    }

    #[test]
    fn cedilla_and_comma_are_one_letter_and_case_decides_last() {
        assert_eq!(Lang::Ro.sort_key("ş"), Lang::Ro.sort_key("ș"));
        assert_eq!(sorted(Lang::Ro, &["Ana", "ana", "anafura"]), ["ana", "Ana", "anafura"]);
        assert_eq!(sorted(Lang::Ro, &["Réka", "Reka", "Rela"]), ["Reka", "Réka", "Rela"]);
    }

    #[test]
    fn english_readers_find_them_with_the_base_letter() {
        assert_eq!(sorted(Lang::En, &["Suceava", "Șimian", "Sibiu"]), ["Sibiu", "Șimian", "Suceava"]);
        assert_eq!(sorted(Lang::En, &["Șa", "Sa"]), ["Sa", "Șa"]);
    }
}
