//! What a published table is counted over: a period, or some whole years together.

use std::fmt;

use indicators::Period;
use serde::{Deserialize, Serialize};

/// A period, or whole years pooled.
///
/// Pooled years are each year's figure added up: a child counted in two of them counts twice, as it does for
/// whoever adds up the years by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Span {
    /// A quarter or a year.
    One(Period),
    /// These years, both included.
    Years {
        /// The first.
        from: i16,
        /// The last.
        to: i16,
    },
}

impl Span {
    /// Reads `2026Q3`, `2026` or `2024-2026`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some((from, to)) = text.split_once('-') else { return Period::parse(text).map(Self::One) };
        let year = |text: &str| match Period::parse(text) {
            Some(Period::Year(year)) => Some(year),
            _ => None,
        };
        let (from, to) = (year(from)?, year(to)?);
        (from < to).then_some(Self::Years { from, to })
    }

    /// The period, when it is one.
    #[must_use]
    pub fn period(self) -> Option<Period> {
        match self {
            Self::One(period) => Some(period),
            Self::Years { .. } => None,
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(period) => period.fmt(f),
            Self::Years { from, to } => write!(f, "{from:04}-{to:04}"),
        }
    }
}

impl TryFrom<String> for Span {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a span like `2026Q3`, `2026` or `2024-2026`")
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_back() {
        for text in ["2026Q3", "2026", "2024-2026"] {
            assert_eq!(Span::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "2026Q5", "2026-2024", "2026-2026", "2024Q1-2026", "2024-"] {
            assert_eq!(Span::parse(text), None, "{text}");
        }
    }
}
