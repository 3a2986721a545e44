//! Days, months, quarters and instants as the languages write them.

use base::{Day, Happened, Precision, Quarter, Timestamp, Zone};

use crate::lang::Lang;

const MONTHS_RO: [(&str, &str); 12] = [
    ("ianuarie", "ian."),
    ("februarie", "feb."),
    ("martie", "mar."),
    ("aprilie", "apr."),
    ("mai", "mai"),
    ("iunie", "iun."),
    ("iulie", "iul."),
    ("august", "aug."),
    ("septembrie", "sept."),
    ("octombrie", "oct."),
    ("noiembrie", "nov."),
    ("decembrie", "dec."),
];

const MONTHS_EN: [(&str, &str); 12] = [
    ("January", "Jan"),
    ("February", "Feb"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May", "May"),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sep"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
];

const WEEKDAYS_RO: [&str; 7] = ["luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică"];
const WEEKDAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Lang {
    /// The name of month 1 to 12: `martie`, `March`.
    #[must_use]
    pub fn month_name(self, month: i8) -> &'static str {
        self.month_names(month).0
    }

    fn month_names(self, month: i8) -> (&'static str, &'static str) {
        let names = match self {
            Self::Ro => MONTHS_RO,
            Self::En => MONTHS_EN,
        };
        usize::try_from(month - 1).ok().and_then(|index| names.get(index).copied()).unwrap_or(("–", "–"))
    }

    /// A day: `12 martie 2026`, `12 March 2026`.
    #[must_use]
    pub fn day(self, day: Day) -> String {
        let (year, month, of_month) = day.ymd();
        format!("{of_month} {} {year}", self.month_name(month))
    }

    /// A day without its year, for places where the year is plain: `12 mar.`, `12 Mar`.
    #[must_use]
    pub fn day_short(self, day: Day) -> String {
        let (_, month, of_month) = day.ymd();
        format!("{of_month} {}", self.month_names(month).1)
    }

    /// A day with its weekday: `luni, 23 noiembrie 2026`, `Monday, 23 November 2026`.
    #[must_use]
    pub fn day_with_weekday(self, day: Day) -> String {
        let names = match self {
            Self::Ro => WEEKDAYS_RO,
            Self::En => WEEKDAYS_EN,
        };
        let index = usize::try_from(day.weekday() - 1).unwrap_or(0);
        format!("{}, {}", names.get(index).copied().unwrap_or_default(), self.day(day))
    }

    /// A month: `martie 2026`, `March 2026`.
    #[must_use]
    pub fn month(self, year: i16, month: i8) -> String {
        format!("{} {year}", self.month_name(month))
    }

    /// A quarter: `trim. III 2026`, `Q3 2026`.
    #[must_use]
    pub fn quarter(self, quarter: Quarter) -> String {
        format!("{} {}", self.quarter_of_year(quarter), quarter.year())
    }

    /// A quarter without its year: `trim. III`, `Q3`.
    #[must_use]
    pub fn quarter_of_year(self, quarter: Quarter) -> &'static str {
        match (self, quarter.of_year()) {
            (Self::Ro, 1) => "trim. I",
            (Self::Ro, 2) => "trim. II",
            (Self::Ro, 3) => "trim. III",
            (Self::Ro, _) => "trim. IV",
            (Self::En, 1) => "Q1",
            (Self::En, 2) => "Q2",
            (Self::En, 3) => "Q3",
            (Self::En, _) => "Q4",
        }
    }

    /// An instant in a zone, to the minute: `12 martie 2026, 14:05`, `12 March 2026, 14:05`.
    #[must_use]
    pub fn instant(self, at: Timestamp, zone: &Zone) -> String {
        let (hour, minute) = at.hour_minute(zone);
        format!("{}, {hour:02}:{minute:02}", self.day(at.day(zone)))
    }

    /// When something happened, no more exactly than is known: an instant, a day, a month or a year.
    #[must_use]
    pub fn happened(self, happened: &Happened, zone: &Zone) -> String {
        let day = happened.first_day();
        let (year, month, _) = day.ymd();
        match happened.precision() {
            Precision::Instant => self.instant(happened.earliest(), zone),
            Precision::Day => self.day(day),
            Precision::Month => self.month(year, month),
            Precision::Year => year.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_quarters() {
        let day = Day::from_ymd(2026, 3, 12).unwrap();
        assert_eq!((Lang::Ro.day(day), Lang::En.day(day)), ("12 martie 2026".into(), "12 March 2026".into()));
        assert_eq!((Lang::Ro.day_short(day), Lang::En.day_short(day)), ("12 mar.".into(), "12 Mar".into()));
        assert_eq!(Lang::Ro.day_with_weekday(day), "joi, 12 martie 2026");
        assert_eq!(Lang::En.day_with_weekday(day), "Thursday, 12 March 2026");
        let quarter = Quarter::new(2026, 3);
        assert_eq!(
            (Lang::Ro.quarter(quarter), Lang::En.quarter(quarter)),
            ("trim. III 2026".into(), "Q3 2026".into())
        );
        assert_eq!(
            (Lang::Ro.month(2026, 12), Lang::En.month(2026, 1)),
            ("decembrie 2026".into(), "January 2026".into())
        );
        assert_eq!(Lang::En.month_name(13), "–");
    }

    #[test]
    fn instants_are_told_in_the_zone() {
        let zone = Zone::named("Europe/Bucharest").unwrap();
        let at = Timestamp::parse_rfc3339("2026-03-11T22:30:00Z").unwrap();
        assert_eq!(Lang::En.instant(at, &zone), "12 March 2026, 00:30");
        assert_eq!(Lang::Ro.instant(at, &zone), "12 martie 2026, 00:30");
    }

    #[test]
    fn what_happened_is_told_no_more_exactly_than_known() {
        let zone = Zone::named("Europe/Bucharest").unwrap();
        let told = |text| Lang::En.happened(&Happened::parse(text, &zone).unwrap(), &zone);
        assert_eq!(told("2026-03-12"), "12 March 2026");
        assert_eq!(told("2026-03"), "March 2026");
        assert_eq!(told("2026"), "2026");
    }
}
