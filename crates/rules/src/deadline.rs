//! Deadlines: what starts a clock, what answers it, and when it runs out.

use base::{Code, Day, Happened, Precision, Timestamp};
use serde::Deserialize;
use toml::Spanned;

use crate::calendar::{self, Calendar};
use crate::source::Source;

/// What a deadline is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Hours from an instant.
    Hours,
    /// Days of the calendar; the last one counts whole.
    Days,
    /// Days that are neither weekend nor holiday; the last one counts whole.
    WorkingDays,
    /// Months of the calendar; the last day counts whole.
    Months,
}

impl Unit {
    /// Its code in messages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Days => "days",
            Self::WorkingDays => "working_days",
            Self::Months => "months",
        }
    }
}

/// A deadline of the pack. Its name is `deadline-<id>` in the pack's words, underscores as hyphens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Its code.
    pub id: Code,
    /// The kind of entry that starts the clock.
    pub trigger: Code,
    /// The kinds of entry that stop it.
    pub answers: Vec<Code>,
    /// How many of `unit`.
    pub amount: u16,
    /// What it is counted in.
    pub unit: Unit,
    /// Only triggers of these urgencies start it; all when empty.
    pub urgency: Vec<Code>,
    /// Where it comes from; its label is `legal-<code>`.
    pub legal_basis: Code,
    /// Whether the official text was read. An unverified deadline warns and never blocks.
    pub verified: bool,
    /// The roles whose work it is.
    pub seen_by: Vec<Code>,
}

/// When a clock runs out, and how that was reckoned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The last instant that is in time.
    pub at: Timestamp,
    /// The day of that instant.
    pub day: Day,
    /// The day it is counted from.
    pub from: Day,
    /// An hour clock whose start is known to the day only: it runs from the day's first instant.
    pub from_start_of_day: bool,
    /// How many of `unit`.
    pub amount: u16,
    /// What it is counted in.
    pub unit: Unit,
    /// Free days that were skipped; only working days skip any.
    pub free_days: u16,
}

impl Due {
    /// Whether it is past.
    #[must_use]
    pub fn is_late(&self, now: Timestamp) -> bool {
        now > self.at
    }

    /// The values of the message that says how it was reckoned: `from`, `amount`, `unit`, `free_days`, `day`
    /// and `from_start_of_day` (`yes` or `no`).
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![
            ("from", self.from.to_string()),
            ("amount", self.amount.to_string()),
            ("unit", self.unit.code().to_owned()),
            ("free_days", self.free_days.to_string()),
            ("day", self.day.to_string()),
            ("from_start_of_day", if self.from_start_of_day { "yes" } else { "no" }.to_owned()),
        ]
    }
}

impl Deadline {
    /// When it runs out, counted from the earliest reading of `from`. The first day is not counted.
    #[must_use]
    pub fn due(&self, from: &Happened, calendar: &Calendar) -> Due {
        let (zone, first) = (from.zone(), from.first_day());
        let (day, free_days) = match self.unit {
            Unit::Hours => {
                let at = from.earliest().plus(i64::from(self.amount) * Timestamp::HOUR);
                return Due {
                    at,
                    day: at.day(zone),
                    from: first,
                    from_start_of_day: from.precision() != Precision::Instant,
                    amount: self.amount,
                    unit: self.unit,
                    free_days: 0,
                };
            }
            Unit::Days => (first.plus(i32::from(self.amount)), 0),
            Unit::WorkingDays => calendar.plus_working_days(first, self.amount),
            Unit::Months => (calendar::plus_months(first, self.amount), 0),
        };
        Due {
            at: day.end(zone),
            day,
            from: first,
            from_start_of_day: false,
            amount: self.amount,
            unit: self.unit,
            free_days,
        }
    }

    /// Whether a trigger of this urgency starts it; `None` is a trigger without one.
    #[must_use]
    pub fn starts_at_urgency(&self, urgency: Option<&Code>) -> bool {
        self.urgency.is_empty() || urgency.is_some_and(|urgency| self.urgency.contains(urgency))
    }

    /// Whether an entry of this kind stops it.
    #[must_use]
    pub fn is_answered_by(&self, kind: &str) -> bool {
        self.answers.iter().any(|answer| *answer == kind)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlinesFile {
    deadline: Vec<DeadlineFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineFile {
    id: Spanned<String>,
    trigger: Spanned<String>,
    answers: Vec<Spanned<String>>,
    amount: Spanned<u16>,
    unit: Unit,
    #[serde(default)]
    urgency: Vec<Spanned<String>>,
    legal_basis: Spanned<String>,
    verified: bool,
    seen_by: Vec<Spanned<String>>,
}

/// Reads `deadlines.toml`.
pub(crate) fn read(source: &mut Source<'_>) -> Vec<Deadline> {
    let Some(file) = source.read::<DeadlinesFile>() else { return Vec::new() };
    let mut deadlines: Vec<Deadline> = Vec::new();
    for deadline in file.deadline {
        if *deadline.amount.get_ref() == 0 {
            source.wrong(
                Some(deadline.amount.span()),
                "`amount` is 0",
                "leave the deadline out, or give it time",
            );
        }
        if deadline.answers.is_empty() {
            let what = format!("deadline `{}` has no `answers`", deadline.id.get_ref());
            source.wrong(Some(deadline.id.span()), what, "name a kind of entry that stops the clock");
        }
        let (Some(id), Some(trigger), Some(legal_basis)) =
            (source.code(&deadline.id), source.code(&deadline.trigger), source.code(&deadline.legal_basis))
        else {
            continue;
        };
        if deadlines.iter().any(|other| other.id == id) {
            source.wrong(Some(deadline.id.span()), format!("deadline `{id}` is there twice"), "rename one");
        }
        deadlines.push(Deadline {
            id,
            trigger,
            answers: source.codes(&deadline.answers),
            amount: deadline.amount.into_inner(),
            unit: deadline.unit,
            urgency: source.codes(&deadline.urgency),
            legal_basis,
            verified: deadline.verified,
            seen_by: source.codes(&deadline.seen_by),
        });
    }
    deadlines
}
