//! The month a child was born in: all that rules may know of a birth date.

use std::fmt;

use base::{Day, Happened, Zone};
use serde::{Deserialize, Serialize};

/// A month of a year, written `2011-03`.
///
/// The day stays in the identity part. Ages are taken from the month's last day: in doubt the younger reading
/// holds, so that a child is never treated as an adult for want of a date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BirthMonth {
    year: i16,
    month: i8,
}

impl BirthMonth {
    /// A month; `None` unless the year is 1900 to 9998 and the month 1 to 12.
    #[must_use]
    pub fn new(year: i16, month: i8) -> Option<Self> {
        ((1900..=9998).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// Reads `2011-03`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 7 {
            return None;
        }
        let day = Day::parse(&format!("{text}-01"))?;
        let (year, month, _) = day.ymd();
        Self::new(year, month)
    }

    /// Year and month 1 to 12.
    #[must_use]
    pub fn year_month(self) -> (i16, i8) {
        (self.year, self.month)
    }

    /// The first day of the month: nothing can have happened to the child before it.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day::from_ymd(self.year, self.month, 1).unwrap_or_default()
    }

    /// The last day of the month.
    #[must_use]
    pub fn last_day(self) -> Day {
        let (year, month) = if self.month == 12 { (self.year + 1, 1) } else { (self.year, self.month + 1) };
        Day::from_ymd(year, month, 1).unwrap_or_default().plus(-1)
    }

    /// Completed years on a day, by the younger reading; never negative.
    #[must_use]
    pub fn years_on(self, day: Day) -> i32 {
        day.years_since(self.last_day()).max(0)
    }

    /// The month in which this many years are completed: `18` gives the month of coming of age.
    #[must_use]
    pub fn plus_years(self, years: i16) -> Self {
        Self { year: self.year.saturating_add(years).min(9998), month: self.month }
    }

    /// Whether something that happened then was before the birth under every reading.
    #[must_use]
    pub fn is_after(self, happened: &Happened, zone: &Zone) -> bool {
        happened.latest() < self.first_day().start(zone)
    }
}

impl fmt::Display for BirthMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Debug for BirthMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for BirthMonth {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a month like `2011-03`")
    }
}

impl From<BirthMonth> for String {
    fn from(month: BirthMonth) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_doubt_the_child_is_younger() {
        let born = BirthMonth::parse("2010-12").unwrap();
        let on = |text| born.years_on(Day::parse(text).unwrap());
        assert_eq!(on("2026-12-01"), 15);
        assert_eq!(on("2026-12-31"), 16);
        assert_eq!(on("2009-01-01"), 0);
        assert_eq!(born.plus_years(18).to_string(), "2028-12");
    }

    #[test]
    fn a_month_that_is_none_is_refused() {
        for text in ["2010-13", "2010-00", "1899-12", "2010-1", "2010-01-01", "", "20100-1"] {
            assert_eq!(BirthMonth::parse(text), None, "{text}");
        }
    }
}
