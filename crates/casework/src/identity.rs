//! Who the child is: sealed in a part of its own, in plain in memory alone.

use std::fmt;

use base::{CleanText, Day, Problem, Timestamp, Zone};
use serde::{Deserialize, Serialize};

use crate::birth_month::BirthMonth;
use crate::payload;

/// A date of birth, as exactly as it is known: `2011-03-12`, `2011-03` or `2011`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BirthDate(String);

impl BirthDate {
    /// Reads a day, a month or a year from 1900 on.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let first = match text.len() {
            10 => Day::parse(text)?,
            7 => Day::parse(&format!("{text}-01"))?,
            4 => Day::parse(&format!("{text}-01-01"))?,
            _ => return None,
        };
        (first.year() >= 1900).then(|| Self(text.to_owned()))
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first day it can be.
    #[must_use]
    pub fn first_day(&self) -> Day {
        let rest = "-01-01".get(self.0.len().saturating_sub(4)..).unwrap_or("");
        Day::parse(&format!("{}{rest}", self.0)).unwrap_or_default()
    }

    /// The month that rules may know; of a year alone December, the younger reading.
    #[must_use]
    pub fn month(&self) -> Option<BirthMonth> {
        let (year, month, _) = self.first_day().ymd();
        BirthMonth::new(year, if self.0.len() == 4 { 12 } else { month })
    }
}

impl TryFrom<String> for BirthDate {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a day, month or year")
    }
}

impl From<BirthDate> for String {
    fn from(date: BirthDate) -> Self {
        date.0
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate(sealed)")
    }
}

/// Who the child is. Empty text is "not known"; nothing here is asked for that the work does not need.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Given names.
    pub given_names: CleanText,
    /// Family names.
    pub family_names: CleanText,
    /// Date of birth.
    pub birth_date: Option<BirthDate>,
    /// A number the state gave, of any form.
    pub national_number: CleanText,
    /// Where the child lives.
    pub address: CleanText,
    /// A telephone number that is safe to call.
    pub phone: CleanText,
    /// Who has parental rights.
    pub guardian: CleanText,
}

/// The fields of an identity as a form sends them.
#[derive(Clone, Copy, Default)]
pub struct IdentityForm<'a> {
    /// Given names.
    pub given_names: &'a str,
    /// Family names.
    pub family_names: &'a str,
    /// Day, month or year of birth.
    pub birth_date: &'a str,
    /// A number the state gave.
    pub national_number: &'a str,
    /// Where the child lives.
    pub address: &'a str,
    /// A telephone number.
    pub phone: &'a str,
    /// Who has parental rights.
    pub guardian: &'a str,
}

impl Identity {
    /// Longest names, in characters.
    pub const NAME_MAX: usize = 100;
    /// Longest address and guardian, in characters.
    pub const LINE_MAX: usize = 300;
    /// Longest national number, in characters.
    pub const NUMBER_MAX: usize = 20;
    /// Longest telephone number, in characters.
    pub const PHONE_MAX: usize = 30;

    /// Takes what a form sent; "today" is the day of `now` in the zone.
    ///
    /// # Errors
    /// Every field's problem: those of [`CleanText::new`], `birth_date_malformed`, `birth_in_future`,
    /// `national_number_malformed`, `phone_malformed`.
    pub fn read(form: &IdentityForm<'_>, now: Timestamp, zone: &Zone) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut text = |value: &str, max, field| {
            CleanText::new(value, max, field).unwrap_or_else(|problem| {
                problems.push(problem);
                CleanText::default()
            })
        };
        let given_names = text(form.given_names, Self::NAME_MAX, "given_names");
        let family_names = text(form.family_names, Self::NAME_MAX, "family_names");
        let national_number = text(form.national_number, Self::NUMBER_MAX, "national_number");
        let address = text(form.address, Self::LINE_MAX, "address");
        let phone = text(form.phone, Self::PHONE_MAX, "phone");
        let guardian = text(form.guardian, Self::LINE_MAX, "guardian");
        if !national_number.as_str().chars().all(|c| c.is_ascii_alphanumeric()) {
            problems.push(Problem::bad_input("national_number_malformed").on("national_number"));
        }
        if !phone.as_str().chars().all(|c| c.is_ascii_digit() || " +-./()".contains(c)) {
            problems.push(Problem::bad_input("phone_malformed").on("phone"));
        }
        let birth_date = BirthDate::parse(form.birth_date);
        if birth_date.is_none() && !form.birth_date.trim().is_empty() {
            problems.push(Problem::bad_input("birth_date_malformed").on("birth_date"));
        }
        if birth_date.as_ref().is_some_and(|date| date.first_day() > now.day(zone)) {
            problems.push(Problem::bad_input("birth_in_future").on("birth_date"));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self { given_names, family_names, birth_date, national_number, address, phone, guardian })
    }

    /// Whether what was read from elsewhere is what [`Identity::read`] would take.
    ///
    /// # Errors
    /// As [`Identity::read`].
    pub fn validate(&self, now: Timestamp, zone: &Zone) -> Result<(), Vec<Problem>> {
        let form = IdentityForm {
            given_names: self.given_names.as_str(),
            family_names: self.family_names.as_str(),
            birth_date: self.birth_date.as_ref().map_or("", BirthDate::as_str),
            national_number: self.national_number.as_str(),
            address: self.address.as_str(),
            phone: self.phone.as_str(),
            guardian: self.guardian.as_str(),
        };
        Self::read(&form, now, zone).map(|_| ())
    }

    /// Given and family names in one line.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_names.as_str(), self.family_names.as_str()).trim().to_owned()
    }

    /// The identity part of an entry.
    #[must_use]
    pub fn to_part(&self) -> Vec<u8> {
        payload::write(self)
    }

    /// Reads what [`Identity::to_part`] wrote.
    ///
    /// # Errors
    /// `payload_too_large`, `payload_malformed`.
    pub fn from_part(part: &[u8]) -> Result<Self, Problem> {
        payload::read(part, "identity")
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(sealed)")
    }
}

impl fmt::Debug for IdentityForm<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdentityForm(sealed)")
    }
}
