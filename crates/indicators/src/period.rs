//! The periods numbers are given for: quarters, and years that are counted on their own.

use std::fmt;

use base::{Day, Quarter};

/// A quarter or a calendar year. A year is never the sum of its quarters: it is counted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A calendar quarter.
    Quarter(Quarter),
    /// A calendar year.
    Year(i16),
}

impl Period {
    /// Reads `2026Q3` or `2026`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.contains('Q') {
            return Quarter::parse(text).map(Self::Quarter);
        }
        let year: i16 = text.parse().ok()?;
        (1..=9998).contains(&year).then_some(Self::Year(year))
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn holds(self, day: Day) -> bool {
        match self {
            Self::Quarter(quarter) => day.quarter() == quarter,
            Self::Year(year) => day.year() == year,
        }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        match self {
            Self::Quarter(quarter) => quarter.first_day(),
            Self::Year(year) => Quarter::new(year, 1).first_day(),
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Day {
        match self {
            Self::Quarter(quarter) => quarter.last_day(),
            Self::Year(year) => Quarter::new(year, 4).last_day(),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quarter(quarter) => quarter.fmt(f),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// The quarters from one to another, both included, and every year that one of them lies in.
///
/// A year at either end is counted whole, whatever part of it the quarters cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    from: Quarter,
    to: Quarter,
    /// The years of both, kept because every contribution asks for them.
    years: (i16, i16),
}

impl Periods {
    /// The most quarters one count may span: a hundred years.
    pub const MOST: i32 = 400;

    /// The quarters `from..=to`. `None` when `to` is before `from`, or more than [`Periods::MOST`] would be
    /// spanned.
    #[must_use]
    pub fn new(from: Quarter, to: Quarter) -> Option<Self> {
        let span = to.0.checked_sub(from.0)?;
        let known = (4..=4 * 9998 + 3).contains(&from.0) && (4..=4 * 9998 + 3).contains(&to.0);
        (known && (0..Self::MOST).contains(&span)).then(|| Self { from, to, years: (from.year(), to.year()) })
    }

    /// The first quarter.
    #[must_use]
    pub fn from(self) -> Quarter {
        self.from
    }

    /// The last quarter.
    #[must_use]
    pub fn to(self) -> Quarter {
        self.to
    }

    /// The quarters, in time order.
    pub fn quarters(self) -> impl Iterator<Item = Quarter> {
        (self.from.0..=self.to.0).map(Quarter)
    }

    /// The years, in time order.
    pub fn years(self) -> impl Iterator<Item = i16> {
        self.years.0..=self.years.1
    }

    /// All periods: the quarters, then the years.
    pub fn all(self) -> impl Iterator<Item = Period> {
        self.quarters().map(Period::Quarter).chain(self.years().map(Period::Year))
    }

    /// Whether the period is one of them.
    #[must_use]
    pub fn holds(self, period: Period) -> bool {
        self.place_of(period).is_some()
    }

    /// How many periods there are.
    pub(crate) fn count(self) -> usize {
        self.quarter_count() + self.years().count()
    }

    /// The period's place in [`Periods::all`].
    pub(crate) fn place_of(self, period: Period) -> Option<usize> {
        match period {
            Period::Quarter(q) if q >= self.from && q <= self.to => usize::try_from(q.0 - self.from.0).ok(),
            Period::Year(y) if y >= self.years.0 && y <= self.years.1 => {
                usize::try_from(y - self.years.0).ok().map(|place| self.quarter_count() + place)
            }
            _ => None,
        }
    }

    fn quarter_count(self) -> usize {
        usize::try_from(self.to.0 - self.from.0 + 1).unwrap_or(0)
    }
}

/// Days to quarters by look-up: the pass asks once per fact, and civil arithmetic would be half its cost.
pub(crate) struct Calendar {
    first: i32,
    quarters: Vec<i32>,
}

impl Calendar {
    /// A calendar quick from the year before the first period to the year after the last, right everywhere.
    pub(crate) fn around(periods: Periods) -> Self {
        let first = periods.from().plus(-4);
        let mut quarters = Vec::new();
        for quarter in first.0..=periods.to().0.saturating_add(4) {
            let days = Quarter(quarter).last_day().0 - Quarter(quarter).first_day().0 + 1;
            quarters.extend((0..days).map(|_| quarter));
        }
        Self { first: first.first_day().0, quarters }
    }

    /// The quarter of a day.
    pub(crate) fn quarter(&self, day: i32) -> i32 {
        let place = day.checked_sub(self.first).and_then(|place| usize::try_from(place).ok());
        place.and_then(|place| self.quarters.get(place)).copied().unwrap_or_else(|| Day(day).quarter().0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_and_their_places() {
        let periods = Periods::new(Quarter::new(2024, 3), Quarter::new(2026, 1)).unwrap();
        let all: Vec<String> = periods.all().map(|p| p.to_string()).collect();
        assert_eq!(all.join(" "), "2024Q3 2024Q4 2025Q1 2025Q2 2025Q3 2025Q4 2026Q1 2024 2025 2026");
        for (place, period) in periods.all().enumerate() {
            assert_eq!(periods.place_of(period), Some(place));
            assert_eq!(Period::parse(&period.to_string()), Some(period));
        }
        assert_eq!(periods.count(), all.len());
        assert!(!periods.holds(Period::Year(2027)));
        assert_eq!(Periods::new(Quarter::new(2026, 1), Quarter::new(2025, 4)), None);
        assert_eq!(Periods::new(Quarter(i32::MIN), Quarter(i32::MAX)), None);
    }

    #[test]
    fn the_calendar_is_right_inside_and_outside_its_range() {
        let periods = Periods::new(Quarter::new(2024, 1), Quarter::new(2024, 4)).unwrap();
        let calendar = Calendar::around(periods);
        for day in (0..40_000).chain([i32::MIN, i32::MAX]) {
            assert_eq!(calendar.quarter(day), Day(day).quarter().0);
        }
    }
}
