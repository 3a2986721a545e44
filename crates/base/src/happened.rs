//! When something happened, as exactly as is known.

use std::fmt;

use crate::time::{Day, Timestamp, Zone};

/// How exactly a moment is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the instant.
    Instant,
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
}

impl Precision {
    /// The stored number.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Instant => 0,
            Self::Day => 1,
            Self::Month => 2,
            Self::Year => 3,
        }
    }

    /// The precision of a stored number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        [Self::Instant, Self::Day, Self::Month, Self::Year].into_iter().find(|p| p.number() == number)
    }
}

/// An interval of time with its precision and zone: "in March 2025" is the whole month in that zone.
///
/// Rules ask [`Happened::may_precede`]: a sequence is refused only if it is impossible under every reading.
#[derive(Clone, PartialEq, Eq)]
pub struct Happened {
    first: Day,
    precision: Precision,
    earliest: Timestamp,
    latest: Timestamp,
    zone: Zone,
}

impl Happened {
    /// At an instant.
    #[must_use]
    pub fn at(instant: Timestamp, zone: &Zone) -> Self {
        let first = instant.day(zone);
        Self { first, precision: Precision::Instant, earliest: instant, latest: instant, zone: zone.clone() }
    }

    /// On a day.
    #[must_use]
    pub fn on(day: Day, zone: &Zone) -> Self {
        Self::between(day, day, Precision::Day, zone)
    }

    /// In the month of a day.
    #[must_use]
    pub fn in_month(day: Day, zone: &Zone) -> Self {
        let (year, month, _) = day.ymd();
        let first = Day::from_ymd(year, month, 1).unwrap_or(day);
        let next = Day::from_ymd(year + i16::from(month == 12), month % 12 + 1, 1);
        Self::between(first, next.map_or(day, |d| d.plus(-1)), Precision::Month, zone)
    }

    /// In the year of a day.
    #[must_use]
    pub fn in_year(day: Day, zone: &Zone) -> Self {
        let year = day.year();
        let edge = |month, of_month| Day::from_ymd(year, month, of_month).unwrap_or(day);
        Self::between(edge(1, 1), edge(12, 31), Precision::Year, zone)
    }

    /// Of the given precision, from its stored earliest instant: how entries read it back.
    #[must_use]
    pub fn from_stored(precision: Precision, earliest: Timestamp, zone: &Zone) -> Self {
        let day = earliest.day(zone);
        match precision {
            Precision::Instant => Self::at(earliest, zone),
            Precision::Day => Self::on(day, zone),
            Precision::Month => Self::in_month(day, zone),
            Precision::Year => Self::in_year(day, zone),
        }
    }

    /// Reads `2026-03-12`, `2026-03` or `2026`, as people type it.
    #[must_use]
    pub fn parse(text: &str, zone: &Zone) -> Option<Self> {
        let text = text.trim();
        match text.len() {
            10 => Some(Self::on(Day::parse(text)?, zone)),
            7 => Some(Self::in_month(Day::parse(&format!("{text}-01"))?, zone)),
            4 => Some(Self::in_year(Day::parse(&format!("{text}-01-01"))?, zone)),
            _ => None,
        }
    }

    fn between(first: Day, last: Day, precision: Precision, zone: &Zone) -> Self {
        Self { first, precision, earliest: first.start(zone), latest: last.end(zone), zone: zone.clone() }
    }

    /// How exactly it is known.
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The zone its days are counted in.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The earliest instant it can have been.
    #[must_use]
    pub fn earliest(&self) -> Timestamp {
        self.earliest
    }

    /// The latest instant it can have been.
    #[must_use]
    pub fn latest(&self) -> Timestamp {
        self.latest
    }

    /// The day of the earliest instant; facts count on it.
    #[must_use]
    pub fn first_day(&self) -> Day {
        self.first
    }

    /// Whether under some reading this was before, or at the same instant as, `other`.
    #[must_use]
    pub fn may_precede(&self, other: &Self) -> bool {
        self.earliest <= other.latest
    }
}

impl fmt::Display for Happened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.first.to_string();
        let shown = match self.precision {
            Precision::Instant => return f.write_str(&self.earliest.rfc3339()),
            Precision::Day => 10,
            Precision::Month => 7,
            Precision::Year => 4,
        };
        f.write_str(day.get(..shown).unwrap_or(&day))
    }
}

impl fmt::Debug for Happened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_may_precede_a_day_inside_it_and_the_other_way_round() {
        let zone = Zone::named("Europe/Bucharest").unwrap();
        let month = Happened::parse("2026-03", &zone).unwrap();
        let day = Happened::parse("2026-03-12", &zone).unwrap();
        let later = Happened::parse("2026-04-01", &zone).unwrap();
        assert!(month.may_precede(&day) && day.may_precede(&month));
        assert!(day.may_precede(&later) && !later.may_precede(&day) && !later.may_precede(&month));
        assert_eq!((month.to_string(), day.to_string()), ("2026-03".into(), "2026-03-12".into()));
    }

    #[test]
    fn what_is_stored_reads_back() {
        let zone = Zone::named("Europe/Bucharest").unwrap();
        for text in ["2026-12", "2026", "2026-10-25"] {
            let happened = Happened::parse(text, &zone).unwrap();
            assert_eq!(Happened::from_stored(happened.precision(), happened.earliest(), &zone), happened);
        }
    }
}
