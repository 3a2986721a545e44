//! Numbers as the languages write them.

use crate::lang::Lang;

/// A space that does not break the line.
pub const NO_BREAK_SPACE: char = '\u{a0}';

impl Lang {
    /// The mark between thousands and the mark before decimals.
    fn marks(self) -> (char, char) {
        match self {
            Self::Ro => ('.', ','),
            Self::En => (',', '.'),
        }
    }

    /// A whole number: `1.234` in Romanian, `1,234` in English; a minus is `−`.
    #[must_use]
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 3);
        if number < 0 {
            text.push('−');
        }
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(self.marks().0);
            }
            text.push(digit);
        }
        text
    }

    /// A number with this many decimals (at most 9), half away from zero: `1.234,5` in Romanian, `1,234.5` in English.
    /// What is not a number, or beyond 15 digits, is a dash.
    #[must_use]
    pub fn decimal(self, number: f64, places: u32) -> String {
        let places = places.min(9);
        let scale = 10_i64.pow(places);
        let scaled = (number * scale as f64).round();
        if !scaled.is_finite() || scaled.abs() >= 1e15 {
            return "–".to_owned();
        }
        let scaled = scaled as i64;
        let whole = self.number(scaled.abs() / scale);
        let sign = if scaled < 0 { "−" } else { "" };
        if places == 0 {
            return format!("{sign}{whole}");
        }
        let rest = scaled.abs() % scale;
        format!("{sign}{whole}{}{rest:0width$}", self.marks().1, width = places as usize)
    }

    /// A share as a percentage with this many decimals, of `share` 0.0 to 1.0: `45,5 %` in Romanian, `45.5%` in English.
    #[must_use]
    pub fn percent(self, share: f64, places: u32) -> String {
        let number = self.decimal(share * 100.0, places);
        match self {
            Self::Ro => format!("{number}{NO_BREAK_SPACE}%"),
            Self::En => format!("{number}%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn grouped_and_with_decimals() {
        let both = |number| (Lang::Ro.number(number), Lang::En.number(number));
        assert_eq!(both(0), ("0".into(), "0".into()));
        assert_eq!(both(999), ("999".into(), "999".into()));
        assert_eq!(both(-1_234_567), ("−1.234.567".into(), "−1,234,567".into()));
        assert_eq!(Lang::Ro.decimal(1234.5, 1), "1.234,5");
        assert_eq!(Lang::En.decimal(1234.5, 1), "1,234.5");
        assert_eq!(Lang::En.decimal(-0.04, 1), "0.0");
        assert_eq!(Lang::En.decimal(-0.06, 1), "−0.1");
        assert_eq!(Lang::En.decimal(2.005, 0), "2");
        assert_eq!(Lang::En.decimal(f64::NAN, 2), "–");
        assert_eq!(Lang::En.decimal(1e300, 2), "–");
        assert_eq!(
            (Lang::Ro.percent(0.455, 1), Lang::En.percent(1.0, 0)),
            ("45,5\u{a0}%".into(), "100%".into())
        );
    }

    proptest! {
        #[test]
        fn the_digits_are_those_of_the_number(number: i64) {
            let digits = |text: String| text.chars().filter(char::is_ascii_digit).collect::<String>();
            prop_assert_eq!(digits(Lang::Ro.number(number)), number.unsigned_abs().to_string());
            prop_assert_eq!(digits(Lang::En.number(number)), number.unsigned_abs().to_string());
        }
    }
}
