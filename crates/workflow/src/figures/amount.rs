//! One figure as it is shown: whole numbers and exact ratios, or hidden with the reason.

use indicators::Figure;
use serde::{Deserialize, Serialize};

/// One figure, exact. No floating number: figures are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Amount {
    /// A number of units.
    Count(u64),
    /// Units followed, of units counted.
    Ratio {
        /// Followed.
        numerator: u64,
        /// Counted.
        denominator: u64,
    },
    /// The median of so many values.
    Median {
        /// How many values.
        of: u64,
        /// Twice the median, so that a half is whole; `None` when there is no value.
        doubled: Option<i64>,
    },
    /// The sum of so many values.
    Sum {
        /// How many values.
        of: u64,
        /// Their sum.
        sum: i64,
    },
}

impl Amount {
    /// The units or values behind it: the count, the denominator, the number of values.
    #[must_use]
    pub fn units(self) -> u64 {
        match self {
            Self::Count(units) | Self::Ratio { denominator: units, .. } => units,
            Self::Median { of, .. } | Self::Sum { of, .. } => of,
        }
    }

    /// How many units of a ratio were followed; of anything else none.
    #[must_use]
    pub fn followed(self) -> u64 {
        match self {
            Self::Ratio { numerator, .. } => numerator,
            Self::Count(_) | Self::Median { .. } | Self::Sum { .. } => 0,
        }
    }
}

impl From<Figure> for Amount {
    fn from(figure: Figure) -> Self {
        match figure {
            Figure::Count(units) => Self::Count(units),
            Figure::Ratio { numerator, denominator } => Self::Ratio { numerator, denominator },
            // The median is a whole number or a half, of 32-bit values: doubled it is exact.
            Figure::Median { of, median } => {
                Self::Median { of, doubled: median.map(|m| (m * 2.0).round() as i64) }
            }
            Figure::Sum { of, sum } => Self::Sum { of, sum },
        }
    }
}

/// A figure as somebody sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The figure.
    Exact(Amount),
    /// There is one, and it is hidden: it is small, or another that is could be worked out from it. Which of both
    /// is not said, because that alone would tell something.
    Hidden,
    /// There is none: not counted, or not published.
    Missing,
}

impl Shown {
    /// The figure, when it is shown.
    #[must_use]
    pub fn amount(self) -> Option<Amount> {
        match self {
            Self::Exact(amount) => Some(amount),
            Self::Hidden | Self::Missing => None,
        }
    }

    /// Whether there is a figure that is not shown.
    #[must_use]
    pub fn is_hidden(self) -> bool {
        self == Self::Hidden
    }
}

impl From<Option<Figure>> for Shown {
    fn from(figure: Option<Figure>) -> Self {
        figure.map_or(Self::Missing, |figure| Self::Exact(figure.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_day_stays_exact() {
        let median = |median| Amount::from(Figure::Median { of: 2, median });
        assert_eq!(median(Some(3.5)), Amount::Median { of: 2, doubled: Some(7) });
        assert_eq!(median(Some(f64::from(i32::MAX))), Amount::Median { of: 2, doubled: Some(4_294_967_294) });
        assert_eq!(median(None), Amount::Median { of: 2, doubled: None });
    }

    #[test]
    fn what_is_stored_reads_back() {
        let all = [
            Amount::Count(7),
            Amount::Ratio { numerator: 5, denominator: 9 },
            Amount::Median { of: 6, doubled: Some(-3) },
            Amount::Sum { of: 5, sum: -40 },
        ];
        for amount in all {
            let text = serde_json::to_string(&amount).unwrap();
            assert_eq!(serde_json::from_str::<Amount>(&text).unwrap(), amount);
        }
    }
}
