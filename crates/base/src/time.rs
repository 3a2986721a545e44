//! Instants, days, quarters and zones.

use std::fmt;
use std::sync::Arc;

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// An instant: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Microseconds in a second.
    pub const SECOND: i64 = 1_000_000;
    /// Microseconds in an hour.
    pub const HOUR: i64 = 3_600 * Self::SECOND;
    /// The earliest instant a zone is asked about: year 1.
    const MIN: i64 = -62_135_596_800 * Self::SECOND;
    /// The latest: the last second of year 9998.
    const MAX: i64 = 253_370_764_799 * Self::SECOND;

    /// From microseconds since 1970, held within the years 1 to 9998.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(if micros < Self::MIN {
            Self::MIN
        } else if micros > Self::MAX {
            Self::MAX
        } else {
            micros
        })
    }

    /// Microseconds since 1970.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// This many microseconds later (earlier when negative).
    #[must_use]
    pub const fn plus(self, micros: i64) -> Self {
        Self::from_micros(self.0.saturating_add(micros))
    }

    /// The civil day in a zone.
    #[must_use]
    pub fn day(self, zone: &Zone) -> Day {
        Day::from_civil(zone.civil(self).date())
    }

    /// Hour and minute in a zone.
    #[must_use]
    pub fn hour_minute(self, zone: &Zone) -> (u8, u8) {
        let time = zone.civil(self).time();
        (u8::try_from(time.hour()).unwrap_or(0), u8::try_from(time.minute()).unwrap_or(0))
    }

    /// `2026-11-23T22:33:51Z`, to the second.
    #[must_use]
    pub fn rfc3339(self) -> String {
        jiff::Timestamp::from_second(self.0.div_euclid(Self::SECOND))
            .map(|t| t.to_string())
            .unwrap_or_default()
    }

    /// Reads what [`Timestamp::rfc3339`] writes.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        Some(Self::from_micros(text.parse::<jiff::Timestamp>().ok()?.as_microsecond()))
    }
}

/// A civil day: days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

impl Day {
    /// Days from 1970-01-01 to 0001-01-01, and to 9998-12-31.
    const LIMITS: (i32, i32) = (-719_162, 2_932_531);

    /// A day of the calendar, `None` when there is no such day or its year is not in 1 to 9998.
    #[must_use]
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        if !(1..=9998).contains(&year) {
            return None;
        }
        civil::Date::new(year, month, day).ok().map(Self::from_civil)
    }

    /// Year, month 1 to 12, day 1 to 31.
    #[must_use]
    pub fn ymd(self) -> (i16, i8, i8) {
        let date = self.civil();
        (date.year(), date.month(), date.day())
    }

    /// Reads `2026-03-12` and nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        // Digits alone: a number's own reading would take a sign for one of them.
        let in_form = |(place, byte): (usize, &u8)| match place {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        };
        if bytes.len() != 10 || !bytes.iter().enumerate().all(in_form) {
            return None;
        }
        Self::from_ymd(
            text.get(0..4)?.parse().ok()?,
            text.get(5..7)?.parse().ok()?,
            text.get(8..10)?.parse().ok()?,
        )
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.civil().year()
    }

    /// The quarter it lies in.
    #[must_use]
    pub fn quarter(self) -> Quarter {
        let (year, month, _) = self.ymd();
        Quarter::new(year, (month - 1) / 3 + 1)
    }

    /// Monday is 1, Sunday is 7.
    #[must_use]
    pub fn weekday(self) -> i8 {
        self.civil().weekday().to_monday_one_offset()
    }

    /// This many days later (earlier when negative), within the years 1 to 9998.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days).clamp(Self::LIMITS.0, Self::LIMITS.1))
    }

    /// The first instant of the day in a zone.
    #[must_use]
    pub fn start(self, zone: &Zone) -> Timestamp {
        let start = zone.rules.to_timestamp(self.civil().at(0, 0, 0, 0));
        Timestamp::from_micros(start.map_or(i64::from(self.0) * 24 * Timestamp::HOUR, |s| s.as_microsecond()))
    }

    /// The last microsecond of the day in a zone.
    #[must_use]
    pub fn end(self, zone: &Zone) -> Timestamp {
        self.plus(1).start(zone).plus(-1)
    }

    /// Whole years from `birth` to this day; negative before it.
    #[must_use]
    pub fn years_since(self, birth: Self) -> i32 {
        let ((y, m, d), (by, bm, bd)) = (self.ymd(), birth.ymd());
        i32::from(y) - i32::from(by) - i32::from((m, d) < (bm, bd))
    }

    fn from_civil(date: civil::Date) -> Self {
        let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
        // Counted in years that begin in March, so that the leap day is the last of its year.
        let year = year - i32::from(month <= 2);
        let in_era = year.rem_euclid(400);
        let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(year.div_euclid(400) * 146_097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719_468)
    }

    fn civil(self) -> civil::Date {
        let days = self.0.clamp(Self::LIMITS.0, Self::LIMITS.1) + 719_468;
        let in_era = days.rem_euclid(146_097);
        let year_of_era = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
        let in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * in_year + 2) / 153;
        let day = in_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        let year = year_of_era + days.div_euclid(146_097) * 400 + i32::from(month <= 2);
        let narrow = |number: i32| i8::try_from(number).unwrap_or(1);
        civil::Date::new(i16::try_from(year).unwrap_or(1), narrow(month), narrow(day))
            .unwrap_or(civil::Date::ZERO)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A calendar quarter, ordered in time: `year × 4 + quarter − 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quarter(pub i32);

impl Quarter {
    /// The quarter 1 to 4 of a year.
    #[must_use]
    pub fn new(year: i16, quarter: i8) -> Self {
        Self(i32::from(year) * 4 + i32::from(quarter.clamp(1, 4)) - 1)
    }

    /// Reads `2026Q3`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, quarter) = text.split_once('Q')?;
        let (year, quarter): (i16, i8) = (year.parse().ok()?, quarter.parse().ok()?);
        let known = (1..=9998).contains(&year) && (1..=4).contains(&quarter);
        // Signs and zeros before a number read too, and are not how a quarter is written.
        known.then(|| Self::new(year, quarter)).filter(|quarter| quarter.to_string() == text)
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> i16 {
        i16::try_from(self.0.div_euclid(4)).unwrap_or(0)
    }

    /// 1 to 4.
    #[must_use]
    pub fn of_year(self) -> i8 {
        i8::try_from(self.0.rem_euclid(4)).unwrap_or(0) + 1
    }

    /// The quarter after this many (before when negative).
    #[must_use]
    pub fn plus(self, quarters: i32) -> Self {
        Self(self.0.saturating_add(quarters))
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day::from_ymd(self.year(), (self.of_year() - 1) * 3 + 1, 1).unwrap_or_default()
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Day {
        self.plus(1).first_day().plus(-1)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}Q{}", self.year(), self.of_year())
    }
}

/// A time zone of the IANA database, by name; the rules are compiled in.
#[derive(Clone)]
pub struct Zone {
    name: Arc<str>,
    rules: TimeZone,
}

impl Zone {
    /// The zone of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let rules = TimeZone::get(name).ok()?;
        Some(Self { name: name.into(), rules })
    }

    /// Coordinated universal time.
    #[must_use]
    pub fn utc() -> Self {
        Self { name: "UTC".into(), rules: TimeZone::UTC }
    }

    /// Its name, `Europe/Bucharest`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    fn civil(&self, at: Timestamp) -> civil::DateTime {
        jiff::Timestamp::from_microsecond(at.micros())
            .map_or(civil::date(1970, 1, 1).at(0, 0, 0, 0), |t| self.rules.to_datetime(t))
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_quarters_and_ages() {
        let day = Day::from_ymd(2026, 11, 23).unwrap();
        assert_eq!(day.to_string(), "2026-11-23");
        assert_eq!(Day::parse("2026-11-23"), Some(day));
        assert_eq!(Day::parse("2026-02-30"), None);
        assert_eq!(day.weekday(), 1);
        assert_eq!(day.quarter().to_string(), "2026Q4");
        assert_eq!(Quarter::parse("2026Q4").unwrap().last_day().to_string(), "2026-12-31");
        assert_eq!(day.years_since(Day::from_ymd(2010, 11, 24).unwrap()), 15);
        assert_eq!(day.years_since(Day::from_ymd(2010, 11, 23).unwrap()), 16);
    }

    #[test]
    fn a_day_in_bucharest_has_23_or_25_hours_when_the_clocks_change() {
        let zone = Zone::named("Europe/Bucharest").unwrap();
        let hours = |y, m, d| {
            let day = Day::from_ymd(y, m, d).unwrap();
            (day.end(&zone).micros() + 1 - day.start(&zone).micros()) / Timestamp::HOUR
        };
        assert_eq!((hours(2026, 3, 29), hours(2026, 10, 25), hours(2026, 11, 23)), (23, 25, 24));
    }

    #[test]
    fn extremes_do_not_break() {
        for micros in [i64::MIN, i64::MAX, 0] {
            let day = Timestamp::from_micros(micros).day(&Zone::utc());
            assert_eq!(Day::parse(&day.to_string()), Some(day));
        }
        for days in -719_162..=2_932_531 {
            assert_eq!(Day::from_civil(Day(days).civil()), Day(days));
        }
        let _ = (Day(i32::MAX).ymd(), Day(i32::MIN).plus(-1).quarter(), Quarter(i32::MAX).first_day());
    }
}
