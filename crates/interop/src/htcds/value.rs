//! One value of a field: whether it is what the field holds, and how it is spelt.

use base::Day;

use crate::countries::two_letters;
use crate::htcds::fields::{Field, Kind};
use crate::nearest::nearest;
use crate::problem::Wrong;

/// The longest text of one line, in characters.
pub(crate) const TEXT_MAX: usize = 300;
/// The longest text, in characters.
pub(crate) const LONG_TEXT_MAX: usize = 10_000;

/// Reads what stands in a cell; empty where nothing does.
pub(crate) fn read(field: &Field, text: &str) -> Result<Vec<String>, Wrong> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    if !field.kind.is_several() {
        return one(field.kind, text).map(|value| vec![value]);
    }
    let mut values: Vec<String> = Vec::new();
    // The standard's sheet separates by line breaks, field forms by spaces, its database by semicolons. No listed
    // value has any of them inside; one form has a space after a value.
    for part in text.split(|c: char| c == ';' || c.is_whitespace()).filter(|part| !part.is_empty()) {
        let value = one(field.kind, part)?;
        if !values.contains(&value) {
            values.push(value);
        }
    }
    Ok(values)
}

fn one(kind: Kind, text: &str) -> Result<String, Wrong> {
    let malformed = |wanted, nearest| Err(Wrong::Malformed { wanted, nearest });
    let owned = || Ok(text.to_owned());
    match kind {
        Kind::Text => no_longer(text, TEXT_MAX),
        Kind::LongText => no_longer(text, LONG_TEXT_MAX),
        Kind::Date if is_day(text) => owned(),
        Kind::Date => malformed("date", near_day(text)),
        Kind::Moment if is_moment(text) => owned(),
        Kind::Moment => malformed("moment", near_day(text)),
        Kind::Number if text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit()) => owned(),
        Kind::Number => malformed("number", None),
        Kind::Checkbox => match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" => Ok("true".to_owned()),
            "false" | "0" | "no" => Ok("false".to_owned()),
            _ => malformed("checkbox", None),
        },
        Kind::One(list) | Kind::Several(list) => match list.get(text) {
            Some(value) => Ok(value.to_owned()),
            None => {
                let listed = list.values.iter().chain(list.beside).copied();
                Err(Wrong::NotListed { nearest: nearest(text, listed).map(str::to_owned) })
            }
        },
        Kind::Country | Kind::Countries => match two_letters(text) {
            Some(two) => Ok(two.to_owned()),
            // A code of two letters is one change from dozens of others: only another case is told.
            None => malformed("country", two_letters(&text.to_ascii_uppercase()).map(str::to_owned)),
        },
        Kind::Language
            if matches!(text.len(), 2 | 3) && text.bytes().all(|byte| byte.is_ascii_lowercase()) =>
        {
            owned()
        }
        Kind::Language => malformed("language", None),
        Kind::Phone if is_phone(text) => owned(),
        Kind::Phone => {
            let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            malformed("phone", Some(digits).filter(|digits| is_phone(digits)))
        }
        Kind::Degrees(most) if is_degrees(text, most) => owned(),
        Kind::Degrees(_) => malformed("degrees", None),
        Kind::Code | Kind::Codes if base::Code::new(text).is_ok() => owned(),
        Kind::Code | Kind::Codes => malformed("code", None),
    }
}

fn no_longer(text: &str, most: usize) -> Result<String, Wrong> {
    if text.chars().count() > most { Err(Wrong::TooLong { most }) } else { Ok(text.to_owned()) }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && Day::parse(text).is_some()
}

fn is_moment(text: &str) -> bool {
    match text.len() {
        10 => is_day(text),
        7 => is_day(&format!("{text}-01")),
        4 => is_day(&format!("{text}-01-01")),
        _ => false,
    }
}

/// A day with the year last, or with other signs between: how sheets show it. Which of day and month comes first is
/// only told where one of them is above 12, or they are the same.
fn near_day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let (year, one, other) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    let (month, day): (u8, u8) = (one.parse().ok()?, other.parse().ok()?);
    let (month, day) = match (month, day) {
        (month, day) if month <= 12 && (day > 12 || day == month || a.len() == 4) => (month, day),
        (day, month) if month <= 12 && day > 12 => (month, day),
        _ => return None,
    };
    let text = format!("{year}-{month:02}-{day:02}");
    is_day(&text).then_some(text)
}

/// `^\+?[1-9]\d{1,14}$`
pub(crate) fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    (2..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0')
}

fn is_degrees(text: &str, most: i16) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    plain && text.len() <= 24 && text.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= f64::from(most))
}
