//! The calendar of a country: which days are worked. The rules are the pack's; reckoning Easter is arithmetic.

use base::{Code, Day};
use serde::Deserialize;
use toml::Spanned;

use crate::source::Source;

/// When a holiday falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// On the same date each year.
    Date { month: i8, day: i8 },
    /// This many days after Easter of the Orthodox Church.
    OrthodoxEaster { offset: i32 },
}

/// A legal holiday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Its code; its label is `holiday-<code>`.
    pub code: Code,
    /// The first year it was free; always free when there is none.
    pub since: Option<i16>,
    rule: Rule,
}

impl Holiday {
    /// The day it falls on in a year; `None` before its first year.
    #[must_use]
    pub fn in_year(&self, year: i16) -> Option<Day> {
        if self.since.is_some_and(|since| year < since) {
            return None;
        }
        match self.rule {
            Rule::Date { month, day } => Day::from_ymd(year, month, day),
            Rule::OrthodoxEaster { offset } => Some(orthodox_easter(year)?.plus(offset)),
        }
    }
}

/// Which days are worked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    weekend: Vec<i8>,
    holidays: Vec<Holiday>,
}

impl Calendar {
    /// All holidays.
    #[must_use]
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    /// The holiday on a day.
    #[must_use]
    pub fn holiday_on(&self, day: Day) -> Option<&Holiday> {
        self.holidays.iter().find(|holiday| holiday.in_year(day.year()) == Some(day))
    }

    /// Whether the day is neither weekend nor holiday.
    #[must_use]
    pub fn is_working_day(&self, day: Day) -> bool {
        !self.weekend.contains(&day.weekday()) && self.holiday_on(day).is_none()
    }

    /// The day on which this many working days after `from` have passed, and how many free days lay between.
    /// `from` itself is not counted.
    #[must_use]
    pub fn plus_working_days(&self, from: Day, amount: u16) -> (Day, u16) {
        let (mut day, mut left, mut free) = (from, amount, 0_u16);
        // A week has a working day, says the pack's reading; the bound ends even where that failed.
        let bound = u32::from(amount) * 14 + 60;
        for _ in 0..bound {
            if left == 0 {
                break;
            }
            day = day.plus(1);
            if self.is_working_day(day) {
                left -= 1;
            } else {
                free = free.saturating_add(1);
            }
        }
        (day, free)
    }
}

/// The same day so many months later, or that month's last day where there is no such day.
#[must_use]
pub fn plus_months(from: Day, months: u16) -> Day {
    let (year, month, day) = from.ymd();
    let months = i32::from(year) * 12 + i32::from(month) - 1 + i32::from(months);
    let year = i16::try_from(months.div_euclid(12)).unwrap_or(9998).min(9998);
    let month = i8::try_from(months.rem_euclid(12)).unwrap_or(0) + 1;
    (28..=day).rev().chain([day]).find_map(|of_month| Day::from_ymd(year, month, of_month)).unwrap_or(from)
}

/// Easter Sunday of the Orthodox Church, in the Gregorian calendar: Meeus's Julian algorithm (Astronomical
/// Algorithms, 1991, chapter 8) and the calendars' difference.
fn orthodox_easter(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let month = i8::try_from((d + e + 114) / 31).ok()?;
    let day = i8::try_from((d + e + 114) % 31 + 1).ok()?;
    // The Julian date read as a Gregorian one; 13 days in our centuries.
    Some(Day::from_ymd(year, month, day)?.plus(y / 100 - y / 400 - 2))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidaysFile {
    weekend: Spanned<Vec<i8>>,
    holiday: Vec<Spanned<HolidayFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayFile {
    code: Spanned<String>,
    since: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    rule: Option<Spanned<String>>,
    offset: Option<i32>,
}

/// Reads `holidays.toml`.
pub(crate) fn read(source: &mut Source<'_>) -> Calendar {
    let Some(file) = source.read::<HolidaysFile>() else { return Calendar::default() };
    let at = file.weekend.span();
    let mut weekend = file.weekend.into_inner();
    weekend.sort_unstable();
    weekend.dedup();
    if weekend.len() >= 7 || weekend.iter().any(|day| !(1..=7).contains(day)) {
        source.wrong(
            Some(at),
            "`weekend` is no part of a week",
            "Monday is 1, Sunday is 7; leave a day to work",
        );
    }
    let mut holidays: Vec<Holiday> = Vec::new();
    for spanned in file.holiday {
        let at = Some(spanned.span());
        let holiday = spanned.into_inner();
        let rule = match (holiday.month, holiday.day, &holiday.rule, holiday.offset) {
            // 2024 had a 29th of February: every date that any year has is taken.
            (Some(month), Some(day), None, None) if Day::from_ymd(2024, month, day).is_some() => {
                Some(Rule::Date { month, day })
            }
            (None, None, Some(rule), offset) if rule.get_ref() == "orthodox_easter" => {
                Some(Rule::OrthodoxEaster { offset: offset.unwrap_or(0) })
            }
            _ => None,
        };
        let Some(rule) = rule else {
            let what = format!("holiday `{}` has no day", holiday.code.get_ref());
            source.wrong(at, what, "write `month` and `day`, or `rule = \"orthodox_easter\"` with `offset`");
            continue;
        };
        if let Some(code) = source.code(&holiday.code) {
            if holidays.iter().any(|other| other.code == code) {
                source.wrong(
                    at,
                    format!("holiday `{code}` is there twice"),
                    "give each holiday a code of its own",
                );
            }
            holidays.push(Holiday { code, since: holiday.since, rule });
        }
    }
    Calendar { weekend, holidays }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orthodox_easter_falls_where_the_church_says() {
        let known = [
            (1990, "1990-04-15"),
            (2000, "2000-04-30"),
            (2016, "2016-05-01"),
            (2019, "2019-04-28"),
            (2020, "2020-04-19"),
            (2021, "2021-05-02"),
            (2022, "2022-04-24"),
            (2023, "2023-04-16"),
            (2024, "2024-05-05"),
            (2025, "2025-04-20"),
            (2026, "2026-04-12"),
            (2027, "2027-05-02"),
        ];
        for (year, day) in known {
            assert_eq!(orthodox_easter(year).unwrap().to_string(), day);
        }
        assert!((1..=9998).all(|year| orthodox_easter(year).is_none_or(|day| day.weekday() == 7)));
    }

    #[test]
    fn a_month_later_stays_inside_the_month() {
        let later = |day, months| plus_months(Day::parse(day).unwrap(), months).to_string();
        assert_eq!(later("2026-01-31", 1), "2026-02-28");
        assert_eq!(later("2027-11-30", 3), "2028-02-29");
        assert_eq!(later("2026-08-17", 3), "2026-11-17");
        assert_eq!(later("2026-12-05", 0), "2026-12-05");
    }
}
