//! Who the child is, what people write, and what a referral sends.

use base::{CleanText, Problem, Timestamp};
use casework::identity::IdentityForm;
use casework::{BirthDate, Identity, IdentityPart, Narrative, SharedSections};

use crate::story::zone;

fn read(form: &IdentityForm<'_>) -> Result<Identity, Vec<Problem>> {
    Identity::read(form, Timestamp::parse_rfc3339("2026-11-23T12:00:00Z").unwrap(), &zone())
}

fn whole() -> IdentityForm<'static> {
    IdentityForm {
        given_names: "Ioana-Mária",
        family_names: "Țăranu",
        birth_date: "2011-06-14",
        national_number: "6110614123456",
        address: "Str. Podului 3",
        phone: "+40 (700) 000-000",
        guardian: "bunica",
    }
}

#[test]
fn a_good_identity_is_taken_and_reads_back() {
    let identity = read(&whole()).unwrap();
    assert_eq!(Identity::from_part(&identity.to_part()).unwrap(), identity);
    assert_eq!(identity.full_name(), "Ioana-Mária Țăranu");
    assert!(identity.validate(Timestamp::parse_rfc3339("2026-11-23T12:00:00Z").unwrap(), &zone()).is_ok());
    assert!(read(&IdentityForm::default()).is_ok(), "a child need not give a name");
}

#[test]
fn every_mistake_is_told_at_once_on_its_field() {
    let long = "ă".repeat(101);
    let form = IdentityForm {
        given_names: "Ana\u{202E}",
        family_names: &long,
        birth_date: "2026-11-24",
        national_number: "611-06",
        address: "a\0b",
        phone: "call me",
        guardian: "",
    };
    let problems = read(&form).unwrap_err();
    let told: Vec<_> = problems.iter().map(|problem| (problem.code, problem.field.unwrap())).collect();
    assert_eq!(
        told,
        [
            ("text_has_direction_marks", "given_names"),
            ("text_too_long", "family_names"),
            ("text_has_control_characters", "address"),
            ("national_number_malformed", "national_number"),
            ("phone_malformed", "phone"),
            ("birth_in_future", "birth_date"),
        ]
    );
    let problems = read(&IdentityForm { birth_date: "14.06.2011", ..whole() }).unwrap_err();
    assert_eq!(problems[0].code, "birth_date_malformed");
    assert!(
        problems.iter().all(|problem| problem.args.iter().all(|(_, value)| value.len() < 4)),
        "no value is repeated"
    );
}

#[test]
fn a_birth_date_is_as_exact_as_it_is_known() {
    for (text, first, month) in [
        ("2011-06-14", "2011-06-14", "2011-06"),
        ("2011-06", "2011-06-01", "2011-06"),
        ("2011", "2011-01-01", "2011-12"),
    ] {
        let date = BirthDate::parse(text).unwrap();
        assert_eq!(
            (date.first_day().to_string().as_str(), date.month().unwrap().to_string().as_str()),
            (first, month)
        );
    }
    for text in ["1899", "2011-13", "2011-02-30", "11", ""] {
        assert_eq!(BirthDate::parse(text), None, "{text}");
    }
}

#[test]
fn a_referral_sends_what_was_chosen_and_nothing_else() {
    let identity = read(&whole()).unwrap();
    let need = CleanText::new("a lawyer who listens", 100, "need").unwrap();
    let shared =
        SharedSections::choose(&identity, &[IdentityPart::GivenNames, IdentityPart::BirthDate], need);
    assert_eq!(
        shared.parts(),
        [(IdentityPart::GivenNames, "Ioana-Mária"), (IdentityPart::BirthDate, "2011-06-14")]
    );
    let bytes = shared.to_part();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains("Ioana") && !text.contains("Țăranu") && !text.contains("family_names"));
    assert_eq!(SharedSections::from_part(&bytes).unwrap(), shared);
    assert!(IdentityPart::ALL.into_iter().all(|part| IdentityPart::from_code(part.code()) == Some(part)));
}

#[test]
fn nothing_sealed_shows_itself_in_a_log() {
    let identity = read(&whole()).unwrap();
    let narrative = Narrative::read("she said it herself", "note").unwrap().unwrap();
    let shared = SharedSections::choose(&identity, &IdentityPart::ALL, CleanText::default());
    let shown = format!("{identity:?} {narrative:?} {shared:?} {:?} {:?}", identity.birth_date, whole());
    for secret in ["Ioana", "Țăranu", "2011", "6110", "Podului", "herself", "bunica"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let broken = Identity::from_part(br#"{"given_names": 7, "family_names": "Secretu"}"#).unwrap_err();
    assert!(!broken.to_string().contains("Secretu"));
    let broken = Identity::from_part(br#"{"given_names":"","Secretu":1}"#).unwrap_err();
    assert!(!broken.to_string().contains("Secretu") && broken.code == "payload_malformed");
}

#[test]
fn a_narrative_is_kept_when_there_is_one() {
    assert_eq!(Narrative::read("  \n ", "note").unwrap(), None);
    let narrative = Narrative::read("first line\nsecond", "note").unwrap().unwrap();
    assert_eq!(Narrative::from_part(&narrative.to_part()).unwrap(), narrative);
    assert_eq!(Narrative::read(&"a".repeat(10_001), "note").unwrap_err().code, "text_too_long");
}
