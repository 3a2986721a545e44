//! Birth dates as exactly as they are known.

use std::fmt;

use base::{Day, Happened};

/// The days a child can have been born on, first to last. It prints as `BirthRange(..)`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BirthRange {
    first: Day,
    last: Day,
}

/// How two birth ranges stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The same single day.
    Equal,
    /// They overlap; the wider spans this many days.
    Possible(u32),
    /// Single days whose day and month are exchanged.
    Swapped,
    /// Close: within a month, the same day of a year at most two away, or estimates at most two years apart.
    Near,
    /// None of these.
    Apart,
}

impl BirthRange {
    /// Born on this day.
    #[must_use]
    pub fn on(day: Day) -> Self {
        Self { first: day, last: day }
    }

    /// Born between two days, whichever is named first.
    #[must_use]
    pub fn between(one: Day, other: Day) -> Self {
        Self { first: one.min(other), last: one.max(other) }
    }

    /// Born in a year.
    #[must_use]
    pub fn in_year(year: i16) -> Option<Self> {
        Some(Self { first: Day::from_ymd(year, 1, 1)?, last: Day::from_ymd(year, 12, 31)? })
    }

    /// Born in a month, 1 to 12.
    #[must_use]
    pub fn in_month(year: i16, month: i8) -> Option<Self> {
        let first = Day::from_ymd(year, month, 1)?;
        let next =
            if month == 12 { Day::from_ymd(year + 1, 1, 1) } else { Day::from_ymd(year, month + 1, 1) };
        Some(Self { first, last: next?.plus(-1) })
    }

    /// Reads `2011-03-12`, `2011-03` or `2011`, as records keep it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.trim().split('-');
        let year = digits(numbers.next()?, 4)?;
        let Some(month) = numbers.next() else { return Self::in_year(year) };
        let month = i8::try_from(digits(month, 2)?).ok()?;
        let Some(day) = numbers.next() else { return Self::in_month(year, month) };
        let day = i8::try_from(digits(day, 2)?).ok()?;
        if numbers.next().is_some() { None } else { Day::from_ymd(year, month, day).map(Self::on) }
    }

    /// Reads a date as people type it in a search: also `12.03.2011`, `12/3/2011`, `03.2011`. A day the
    /// calendar does not have narrows to its year.
    #[must_use]
    pub fn parse_typed(text: &str) -> Option<Self> {
        let numbers: Vec<&str> = text.split(['.', '/', '-']).collect();
        let (year, month, day) = match numbers.as_slice() {
            [year] => (year, None, None),
            [year, month] if year.len() == 4 => (year, Some(month), None),
            [month, year] => (year, Some(month), None),
            [year, month, day] if year.len() == 4 => (year, Some(month), Some(day)),
            [day, month, year] => (year, Some(month), Some(day)),
            _ => return None,
        };
        let year = digits(year, 4).filter(|year| (1900..=2199).contains(year))?;
        let part = |text: Option<&&str>| match text {
            Some(text) if (1..=2).contains(&text.len()) => digits(text, text.len()).map(Some),
            Some(_) => None,
            None => Some(None),
        };
        let (month, day) = (part(month)?, part(day)?);
        let small = |number: i16| i8::try_from(number).unwrap_or(0);
        let exact = match (month, day) {
            (Some(month), Some(day)) => Day::from_ymd(year, small(month), small(day)).map(Self::on),
            (Some(month), None) => Self::in_month(year, small(month)),
            _ => None,
        };
        exact.or_else(|| Self::in_year(year))
    }

    /// The first day it can have been.
    #[must_use]
    pub fn first(&self) -> Day {
        self.first
    }

    /// The last day it can have been.
    #[must_use]
    pub fn last(&self) -> Day {
        self.last
    }

    /// Whether some day lies in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    fn is_day(&self) -> bool {
        self.first == self.last
    }

    fn days(&self) -> u32 {
        self.last.0.abs_diff(self.first.0).saturating_add(1)
    }

    pub(crate) fn standing(&self, other: &Self) -> Standing {
        let both_days = self.is_day() && other.is_day();
        if both_days && self.first == other.first {
            return Standing::Equal;
        }
        if self.overlaps(other) {
            return Standing::Possible(self.days().max(other.days()));
        }
        if both_days {
            let ((year, month, day), (other_year, other_month, other_day)) =
                (self.first.ymd(), other.first.ymd());
            if (year, month, day) == (other_year, other_day, other_month) {
                return Standing::Swapped;
            }
            let same_day = (month, day) == (other_month, other_day) && (year - other_year).abs() <= 2;
            let close = self.first.0.abs_diff(other.first.0) <= 31;
            return if same_day || close { Standing::Near } else { Standing::Apart };
        }
        // At least one is an estimate; assessed ages are often two years off.
        let gap = self.first.max(other.first).0.abs_diff(self.last.min(other.last).0);
        if gap <= 731 { Standing::Near } else { Standing::Apart }
    }
}

impl From<&Happened> for BirthRange {
    /// The days an uncertain date covers, in its own zone.
    fn from(happened: &Happened) -> Self {
        Self::between(happened.first_day(), happened.latest().day(happened.zone()))
    }
}

impl fmt::Debug for BirthRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthRange(..)")
    }
}

/// Exactly this many decimal digits.
fn digits(text: &str, count: usize) -> Option<i16> {
    let good = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if good { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Zone;

    fn range(text: &str) -> BirthRange {
        BirthRange::parse(text).unwrap()
    }

    #[test]
    fn dates_are_read_as_records_keep_them_and_as_people_type_them() {
        for typed in ["2011-03-12", "12.03.2011", "12/3/2011", "12-03-2011", "2011.3.12"] {
            assert_eq!(BirthRange::parse_typed(typed), BirthRange::parse("2011-03-12"), "{typed}");
        }
        for typed in ["03.2011", "2011-03", "3/2011"] {
            assert_eq!(BirthRange::parse_typed(typed), BirthRange::parse("2011-03"), "{typed}");
        }
        for typed in ["2011", "31.02.2011", "13.2011", "45.99.2011"] {
            assert_eq!(BirthRange::parse_typed(typed), BirthRange::parse("2011"), "{typed}");
        }
        for typed in
            ["", "12", "119", "0800", "1.2.3", "12.03.11", "2011-", "-2011", "ana", "2011.ab", "1.1.1.2011"]
        {
            assert_eq!(BirthRange::parse_typed(typed), None, "{typed}");
        }
        for kept in ["2011-3-12", "12.03.2011", "2011-02-30", "2011-13", "+201", "2011-03-12-1", ""] {
            assert_eq!(BirthRange::parse(kept), None, "{kept}");
        }
    }

    #[test]
    fn standings() {
        use Standing::{Apart, Equal, Near, Possible, Swapped};
        for (one, other, standing) in [
            ("2011-03-12", "2011-03-12", Equal),
            ("2011-03-12", "2011-12-03", Swapped),
            ("2011-03-12", "2011-03", Possible(31)),
            ("2011-03", "2011", Possible(365)),
            ("2011-03-12", "2011-03-15", Near),
            ("2011-03-12", "2013-03-12", Near),
            ("2011-03-12", "2014-03-12", Apart),
            ("2011", "2013", Near),
            ("2011", "2015", Apart),
            ("2011-03-12", "2012-11-30", Apart),
        ] {
            assert_eq!(range(one).standing(&range(other)), standing, "{one} {other}");
            assert_eq!(range(other).standing(&range(one)), standing, "{other} {one}");
        }
    }

    #[test]
    fn an_uncertain_date_becomes_its_days_and_nothing_is_printed() {
        let zone = Zone::named("Europe/Bucharest").unwrap();
        for text in ["2011", "2011-12", "2011-03-12"] {
            assert_eq!(BirthRange::from(&Happened::parse(text, &zone).unwrap()), range(text));
        }
        assert_eq!(format!("{:?}", range("2011")), "BirthRange(..)");
    }
}
