//! Services: started, delivered, ended.

use base::UnitNumber;
use casework::{FileEvent, fold, warnings};

use crate::story::*;

#[test]
fn a_service_is_started_then_delivered_then_ended() {
    let mut story = Story::opened("2026-01-05");
    assert_eq!(story.refused("2026-01-10", delivered(1)), "service_unknown");
    assert_eq!(story.refused("2026-01-10", ended(1)), "service_unknown");
    story.add("2026-01-10", started(1));
    assert_eq!(story.refused("2026-01-11", started(1)), "service_already_started");
    assert_eq!(story.refused("2026-01-09", delivered(1)), "service_not_started");
    story.add("2026-01-10", delivered(1));
    story.add("2026-01-12", delivered(1));
    assert_eq!(story.refused("2026-01-11", ended(1)), "service_already_ended");
    story.add("2026-01-15", ended(1));
    assert_eq!(story.refused("2026-01-16", delivered(1)), "service_already_ended");
    assert_eq!(story.refused("2026-01-16", ended(1)), "service_already_ended");
    story.add("2026-01-13", delivered(1));
    let file = story.file();
    let service = file.service(UnitNumber(1)).unwrap();
    assert_eq!(service.deliveries.len(), 3);
    assert_eq!(service.service, level("service", "psychological"));
    assert!(service.ended.is_some());
}

#[test]
fn a_service_may_answer_an_accepted_referral_only() {
    let mut story = Story::opened("2026-01-05");
    let event = |referral| FileEvent::ServiceStarted {
        by: ORGANISATION,
        unit: UnitNumber(1),
        service: level("service", "legal"),
        referral: Some(referral),
    };
    assert_eq!(story.refused("2026-01-10", event(1)), "referral_unknown");
    story.add("2026-01-08", sent(1));
    assert_eq!(story.refused("2026-01-10", event(1)), "referral_not_accepted");
    story.add("2026-01-09", accepted(1));
    story.add("2026-01-10", event(1));
    assert_eq!(story.file().services[0].by, ORGANISATION);
}

#[test]
fn a_service_may_end_after_the_file_was_closed_but_not_be_given() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-01-10", started(1));
    story.add("2026-02-01", closed());
    assert_eq!(story.refused("2026-02-02", delivered(1)), "file_not_open");
    story.add("2026-02-02", ended(1));
}

#[test]
fn closing_warns_of_what_is_left_open_and_forbids_nothing() {
    let mut story = Story::opened("2026-01-05");
    assert!(warnings(&fold(&story.history), "case_closed").is_empty());
    story.add("2026-01-10", started(1));
    story.add("2026-01-10", sent(1));
    assert_eq!(
        warnings(&fold(&story.history), "case_closed"),
        ["open_referrals_remain", "open_services_remain"]
    );
    assert!(warnings(&fold(&story.history), "presumed").is_empty());
    story.add("2026-01-11", refused(1));
    story.add("2026-01-11", ended(1));
    assert!(warnings(&fold(&story.history), "case_closed").is_empty());
}
