//! Referrals: sent, received, answered, started, finished; and what is due.

use base::AgencyNumber;
use casework::{FileEvent, ReferralState, next_steps};

use crate::story::*;

#[test]
fn a_referral_goes_through_its_states() {
    let mut story = Story::opened("2026-01-05");
    assert_eq!(story.refused("2026-01-10", received(1)), "referral_unknown");
    let state = |story: &Story| story.file().referral(1).unwrap().state();
    story.add("2026-01-10", sent(1));
    assert_eq!(state(&story), ReferralState::Sent);
    story.add("2026-01-11", received(1));
    assert_eq!(state(&story), ReferralState::Received);
    assert_eq!(story.refused("2026-01-12", begun(1)), "referral_not_accepted");
    assert_eq!(story.refused("2026-01-12", finished(1)), "referral_not_accepted");
    story.add("2026-01-13", accepted(1));
    assert_eq!(state(&story), ReferralState::Accepted);
    story.add("2026-01-19", begun(1));
    assert_eq!(state(&story), ReferralState::Started);
    story.add("2026-02-19", finished(1));
    assert_eq!(state(&story), ReferralState::Finished);
    assert_eq!(story.file().next_referral(), 2);
}

#[test]
fn each_step_of_a_referral_is_taken_once_and_in_order() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-01-10", sent(1));
    assert_eq!(story.refused("2026-01-11", sent(1)), "referral_already_sent");
    assert_eq!(story.refused("2026-01-09", received(1)), "referral_not_sent");
    story.add("2026-01-12", received(1));
    assert_eq!(story.refused("2026-01-12", received(1)), "referral_already_received");
    story.add("2026-01-13", refused(1));
    for answer in [accepted(1), refused(1), received(1)] {
        assert_eq!(story.refused("2026-01-14", answer), "referral_already_answered");
    }
    assert_eq!(story.refused("2026-01-14", begun(1)), "referral_not_accepted");
    story.add("2026-01-14", sent(2));
    story.add("2026-01-15", accepted(2));
    story.add("2026-01-16", begun(2));
    assert_eq!(story.refused("2026-01-17", begun(2)), "referral_already_started");
    story.add("2026-01-18", finished(2));
    assert_eq!(story.refused("2026-01-19", finished(2)), "referral_ended");
    assert_eq!(story.refused("2026-01-19", begun(2)), "referral_ended");
}

#[test]
fn what_was_accepted_may_end_without_having_begun() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-01-10", sent(1));
    story.add("2026-01-11", accepted(1));
    story.add("2026-02-11", finished(1));
    assert!(story.file().referral(1).unwrap().state().is_over());
}

#[test]
fn an_agency_refers_to_another_one() {
    let mut story = Story::opened("2026-01-05");
    let mut event = sent(1);
    let FileEvent::ReferralSent { to, .. } = &mut event else { unreachable!() };
    *to = DIRECTORATE.agency;
    assert_eq!(story.refused("2026-01-10", event), "referral_to_itself");
}

#[test]
fn an_answer_is_taken_though_the_file_was_closed_meanwhile() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-01-10", sent(1));
    story.add("2026-01-12", closed());
    story.add("2026-01-14", received(1));
    story.add("2026-01-15", refused(1));
}

#[test]
fn an_unanswered_referral_is_due_to_its_recipient_and_an_answer_ends_that() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-01-06", manager(5));
    // Thursday before the long weekend of 24 January (a Saturday); five working days end the next Thursday.
    story.add("2026-01-22", sent(1));
    let due = |story: &Story| {
        let steps = next_steps(&story.file(), pack(), story.now);
        steps
            .iter()
            .map(|step| (step.deadline.as_str().to_owned(), step.due.day.to_string()))
            .collect::<Vec<_>>()
    };
    let expected = [("referral_received", "2026-01-26"), ("referral_answered", "2026-01-29")];
    assert_eq!(due(&story), expected.map(|(id, day)| (id.to_owned(), day.to_owned())));
    let steps = next_steps(&story.file(), pack(), when("2026-01-27T08:00:00Z").earliest());
    assert_eq!(steps.iter().map(|step| step.late).collect::<Vec<_>>(), [true, false]);
    assert!(steps.iter().all(|step| step.waits_for == AgencyNumber(60) && step.referral == Some(1)));
    story.add("2026-01-27", received(1));
    assert_eq!(due(&story).len(), 1);
    story.add("2026-01-28", accepted(1));
    assert_eq!(due(&story), [("first_service".to_owned(), "2026-02-04".to_owned())]);
    story.add("2026-02-02", begun(1));
    assert!(due(&story).is_empty());
}

#[test]
fn an_emergency_is_due_within_hours_and_says_when_it_counts_from_the_start_of_the_day() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-01-06", manager(5));
    let mut event = sent(1);
    let FileEvent::ReferralSent { urgency, .. } = &mut event else { unreachable!() };
    *urgency = level("urgency", "emergency");
    story.add("2026-01-22T15:00:00Z", event.clone());
    let answer = |story: &Story, ordinal| {
        let steps = next_steps(&story.file(), pack(), story.now);
        steps
            .into_iter()
            .find(|step| step.referral == Some(ordinal) && step.deadline == "referral_answered_in_emergency")
            .unwrap()
            .due
    };
    let due = answer(&story, 1);
    assert_eq!((due.at.rfc3339().as_str(), due.from_start_of_day), ("2026-01-23T15:00:00Z", false));
    let FileEvent::ReferralSent { referral, .. } = &mut event else { unreachable!() };
    *referral = 2;
    story.add("2026-01-22", event);
    let due = answer(&story, 2);
    assert_eq!((due.at.rfc3339().as_str(), due.from_start_of_day), ("2026-01-22T22:00:00Z", true));
    // The shorter clock of the same question is the one that counts.
    let steps = next_steps(&story.file(), pack(), story.now);
    assert!(steps.iter().all(|step| step.deadline != "referral_answered"));
}

#[test]
fn a_case_manager_is_due_in_three_days_while_the_file_is_open() {
    let mut story = Story::opened("2026-01-05");
    let steps = next_steps(&story.file(), pack(), when("2026-01-08T12:00:00Z").earliest());
    assert_eq!(steps.len(), 1);
    assert_eq!(
        (steps[0].deadline.as_str(), steps[0].due.day.to_string().as_str()),
        ("case_manager_named", "2026-01-08")
    );
    assert!(!steps[0].late && !steps[0].verified);
    assert_eq!(steps[0].waits_for, DIRECTORATE.agency);
    story.add("2026-01-07", closed());
    assert!(next_steps(&story.file(), pack(), story.now).is_empty());
}

#[test]
fn a_proposal_waits_for_a_second_signature() {
    let mut story = Story::presumed("2026-01-05", "2026-01-06");
    story.add("2026-01-06", manager(5));
    let proposal = story.add("2026-02-02", proposed());
    let ids = |story: &Story| {
        let steps = next_steps(&story.file(), pack(), story.now);
        steps.iter().map(|step| step.deadline.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&story), ["second_signature"]);
    story.by(2).add("2026-02-03", not_confirmed(proposal));
    assert!(ids(&story).is_empty());
}

#[test]
fn what_was_brought_in_from_paper_is_never_late() {
    let mut story = Story::new();
    let mut opening = case_opened();
    let FileEvent::CaseOpened { brought_in, .. } = &mut opening else { unreachable!() };
    *brought_in = true;
    // Opened years ago, without a case manager; a proposal of that time waits for its second signature.
    story.add("2023-03", opening);
    story.add("2023-04-02", presumed());
    story.add("2023-05-10", proposed());
    let steps = next_steps(&story.file(), pack(), story.now);
    let deadlines: Vec<_> = steps.iter().map(|step| step.deadline.as_str()).collect();
    assert_eq!(deadlines, ["case_manager_named", "second_signature"]);
    assert!(steps.iter().all(|step| step.brought_in && !step.late), "nobody is late for what was on paper");
    // The same by hand, without the mark, is late.
    let mut by_hand = Story::new();
    by_hand.add("2023-03", case_opened());
    assert!(
        next_steps(&by_hand.file(), pack(), by_hand.now).iter().all(|step| step.late && !step.brought_in)
    );
    // What happens from now on has its clock, and stands before what is of old.
    let brought_in = story.file().brought_in.unwrap();
    let later = brought_in.plus(2 * base::Timestamp::HOUR);
    story.now = brought_in.plus(10 * 24 * base::Timestamp::HOUR);
    story.add(&later.rfc3339(), sent(1));
    let long_after = brought_in.plus(60 * 24 * base::Timestamp::HOUR);
    let steps = next_steps(&story.file(), pack(), long_after);
    let seen: Vec<_> = steps.iter().map(|step| (step.referral, step.late, step.brought_in)).collect();
    assert_eq!(seen.first(), Some(&(Some(1), true, false)), "{seen:?}");
    assert_eq!(seen.iter().filter(|(_, late, _)| *late).count(), 2, "both clocks of the referral: {seen:?}");
}

#[test]
fn the_mark_of_a_file_brought_in_is_written_only_where_it_is_so() {
    let mut opening = case_opened();
    assert!(
        !String::from_utf8(opening.to_payload()).unwrap().contains("brought_in"),
        "as version 1 wrote it"
    );
    let FileEvent::CaseOpened { brought_in, .. } = &mut opening else { unreachable!() };
    *brought_in = true;
    let read = FileEvent::from_payload(&opening.kind(), &opening.to_payload(), FileEvent::SCHEMA).unwrap();
    assert_eq!(read, opening);
}
