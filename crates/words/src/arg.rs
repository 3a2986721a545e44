//! Values that go into a message.

use fluent_bundle::FluentValue;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};

use crate::lang::Lang;

/// A value of a message: words as they are, or a count that picks the plural form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Shown as it is.
    Text(String),
    /// A whole number: written with the language's grouping, and chooses one, few or other.
    Count(i64),
}

impl Arg {
    /// The value as Fluent takes it.
    ///
    /// Fluent's plural table puts Romanian 101 to 119 among `other` ("101 de copii"), where the language and
    /// CLDR say `few` ("101 copii"). So a count travels as two things: a number that stands for its plural
    /// form, and the digits to show, in the unused option `currency`, which `shown` reads back.
    pub(crate) fn to_fluent(&self, lang: Lang) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::from(text.as_str()),
            // Below 100 nothing stands in for anything, and an exact number, as in `[0] none`, can match.
            Self::Count(count) if (0..100).contains(count) => FluentValue::from(*count),
            Self::Count(count) => {
                let digits = Some(lang.number(*count));
                let options = FluentNumberOptions { currency: digits, ..FluentNumberOptions::default() };
                FluentValue::Number(FluentNumber::new(stand_in(lang, *count), options))
            }
        }
    }
}

/// A small number with the same plural form as `count`.
fn stand_in(lang: Lang, count: i64) -> f64 {
    let size = count.unsigned_abs();
    let small = match lang {
        Lang::En => size.min(100),
        Lang::Ro if size < 100 => size,
        Lang::Ro if (1..=19).contains(&(size % 100)) => 2,
        Lang::Ro => 20,
    };
    u32::try_from(small).map_or(100.0, f64::from)
}

/// What a value looks like in a message; `None` leaves it to Fluent.
pub(crate) fn shown<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => number.options.currency.clone(),
        _ => None,
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&&str> for Arg {
    fn from(text: &&str) -> Self {
        Self::from(*text)
    }
}

impl From<i64> for Arg {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<i32> for Arg {
    fn from(count: i32) -> Self {
        Self::Count(count.into())
    }
}

impl From<u32> for Arg {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<&i64> for Arg {
    fn from(count: &i64) -> Self {
        Self::Count(*count)
    }
}

impl From<&u64> for Arg {
    fn from(count: &u64) -> Self {
        Self::from(*count)
    }
}

impl From<&usize> for Arg {
    fn from(count: &usize) -> Self {
        Self::from(*count)
    }
}

impl From<&&String> for Arg {
    fn from(text: &&String) -> Self {
        Self::from(*text)
    }
}
