//! Whatever text people and files bring: read in its one form or not at all, and never a panic.
#![cfg(test)]

use base::{Code, Day, Digest, EntryId, Happened, PublicCode, Quarter, Timestamp, Zone};
use proptest::prelude::*;

/// Texts that are nearly right: digits and marks of dates, signs, letters that look like digits.
fn nearly() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9+\\- :TZ.٣]{0,24}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "[0-9+]{4}-[0-9+ ][1-9]-[0-9+ ][1-9]",
        "[0-9]{4}(-[0-9]{2})?",
        "[0-9+]{4,5}Q[0-9+]{1,2}",
        ".{0,40}",
    ]
}

proptest! {
    #[test]
    fn a_day_is_read_in_its_one_form(text in nearly()) {
        if let Some(day) = Day::parse(&text) {
            prop_assert_eq!(day.to_string(), text);
        }
    }

    #[test]
    fn an_uncertain_date_lies_where_it_says(text in nearly()) {
        let zone = Zone::named("Europe/Bucharest").unwrap();
        if let Some(happened) = Happened::parse(&text, &zone) {
            prop_assert!(happened.earliest() < happened.latest());
            prop_assert!(happened.first_day().to_string().starts_with(text.trim()));
        }
    }

    #[test]
    fn other_texts_are_read_back_or_refused(text in nearly(), hex in "[0-9a-fA-F-]{0,70}") {
        if let Some(quarter) = Quarter::parse(&text) {
            prop_assert_eq!(quarter.to_string(), text.clone());
        }
        if let Some(time) = Timestamp::parse_rfc3339(&text) {
            prop_assert_eq!(Timestamp::parse_rfc3339(&time.rfc3339()).map(Timestamp::rfc3339), Some(time.rfc3339()));
        }
        if let Ok(code) = Code::new(&text) {
            prop_assert_eq!(code.as_str(), text.as_str());
        }
        if let Some(code) = PublicCode::parse(&text) {
            prop_assert_eq!(PublicCode::parse(&code.to_string()), Some(code));
        }
        if let Some(digest) = Digest::parse(&hex) {
            prop_assert_eq!(digest.to_string(), hex.to_lowercase());
        }
        if let Some(id) = EntryId::parse(&hex) {
            prop_assert_eq!(EntryId::parse(&id.to_string()), Some(id));
        }
    }
}
