//! The code a person reads aloud on the telephone: ten characters, no county, no order, one of them a check.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::chance::Randomness;

/// Digits and capitals without I, L, O and U, which are misread (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Nine random characters (45 bits) and a check character over GF(32).
///
/// The check finds every single wrong character and every swap of two neighbours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicCode([u8; 10]);

impl PublicCode {
    /// A new random code.
    #[must_use]
    pub fn new(chance: &Randomness) -> Self {
        let mut symbols = [0_u8; 10];
        let number = chance.number();
        for (place, symbol) in symbols.iter_mut().take(9).enumerate() {
            *symbol = u8::try_from((number >> (5 * place)) & 31).unwrap_or(0);
        }
        let check = check(&symbols);
        if let Some(last) = symbols.last_mut() {
            *last = check;
        }
        Self(symbols)
    }

    /// Reads a code as people type it: any case, hyphens and blanks anywhere, O for 0, I and L for 1.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut symbols = [0_u8; 10];
        let mut filled = 0_usize;
        for character in text.chars() {
            let upper = match character.to_ascii_uppercase() {
                '-' | ' ' => continue,
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = ALPHABET.iter().position(|&letter| char::from(letter) == upper)?;
            *symbols.get_mut(filled)? = u8::try_from(value).ok()?;
            filled += 1;
        }
        (filled == 10 && symbols.last() == Some(&check(&symbols))).then_some(Self(symbols))
    }

    /// The ten characters without hyphens, as stored.
    #[must_use]
    pub fn compact(&self) -> String {
        self.0.iter().map(|&symbol| letter(symbol)).collect()
    }
}

impl From<PublicCode> for String {
    fn from(code: PublicCode) -> Self {
        code.compact()
    }
}

impl TryFrom<String> for PublicCode {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a public code")
    }
}

/// The character of a symbol below 32.
fn letter(symbol: u8) -> char {
    ALPHABET.get(usize::from(symbol)).map_or('0', |&byte| char::from(byte))
}

/// The check over the first nine symbols: the sum of symbol × α^place in GF(32), α a root of x⁵ + x² + 1.
fn check(symbols: &[u8; 10]) -> u8 {
    let double = |value: u8| if value & 16 == 0 { value << 1 } else { ((value << 1) & 31) ^ 0b00101 };
    // Horner's rule; the first symbol ends with α⁹ and the ninth with α, so that the check itself has weight 1.
    symbols.iter().take(9).fold(0, |sum, &symbol| double(sum ^ symbol))
}

impl fmt::Display for PublicCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, &symbol) in self.0.iter().enumerate() {
            if place == 4 || place == 8 {
                f.write_str("-")?;
            }
            write!(f, "{}", letter(symbol))?;
        }
        Ok(())
    }
}

impl fmt::Debug for PublicCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_code_reads_back_however_it_is_typed(seed: u64) {
            let code = PublicCode::new(&Randomness::seeded(seed));
            prop_assert_eq!(PublicCode::parse(&code.to_string().to_lowercase()), Some(code));
            prop_assert_eq!(PublicCode::parse(&code.compact()), Some(code));
        }

        #[test]
        fn one_wrong_character_or_one_swap_is_noticed(seed: u64, place in 0_usize..10, by in 1_u8..32) {
            let code = PublicCode::new(&Randomness::seeded(seed));
            let mut wrong = code;
            wrong.0[place] ^= by;
            prop_assert_eq!(PublicCode::parse(&wrong.compact()), None);
            let mut swapped = code;
            if place < 9 && swapped.0[place] != swapped.0[place + 1] {
                swapped.0.swap(place, place + 1);
                prop_assert_eq!(PublicCode::parse(&swapped.compact()), None);
            }
        }
    }
}
