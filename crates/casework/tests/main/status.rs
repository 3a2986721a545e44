//! The track of victim status, closing and opening again.

use casework::VictimStatus;

use crate::story::*;

#[test]
fn a_file_is_opened_once_and_first() {
    let mut story = Story::new();
    assert_eq!(story.refused("2026-01-05", presumed()), "file_not_open");
    assert_eq!(story.refused("2026-01-05", closed()), "file_not_open");
    assert_eq!(story.refused("2026-01-05", merged(8)), "file_not_open");
    story.add("2026-01-05", case_opened());
    assert_eq!(story.refused("2026-01-06", case_opened()), "already_opened");
    let file = story.file();
    assert!(file.exists() && file.is_open());
    assert_eq!(file.status(), VictimStatus::Potential);
    // Nothing happens to a file before it is opened.
    assert_eq!(story.refused("2026-01-04", presumed()), "file_not_open");
}

#[test]
fn presumed_then_identified_and_no_step_is_skipped_or_taken_twice() {
    let mut story = Story::opened("2026-01-05");
    assert_eq!(story.refused("2026-01-06", identified()), "transition_not_allowed");
    assert_eq!(story.refused("2026-01-06", proposed()), "transition_not_allowed");
    story.add("2026-01-06", presumed());
    assert_eq!(story.refused("2026-01-07", presumed()), "already_presumed");
    story.add("2026-01-08", identified());
    assert_eq!(story.refused("2026-01-09", identified()), "already_identified");
    assert_eq!(story.refused("2026-01-09", presumed()), "already_identified");
    assert_eq!(story.refused("2026-01-09", proposed()), "transition_not_allowed");
    assert_eq!(story.file().status(), VictimStatus::Identified);
}

#[test]
fn what_is_not_confirmed_needs_another_person() {
    let mut story = Story::presumed("2026-01-05", "2026-01-06");
    assert_eq!(story.refused("2026-02-01", not_confirmed(entry(77))), "proposal_unknown");
    let proposal = story.by(1).add("2026-02-01", proposed());
    assert_eq!(story.by(1).refused("2026-02-02", not_confirmed(proposal)), "needs_another_person");
    story.by(2).add("2026-02-03", not_confirmed(proposal));
    assert_eq!(story.file().status(), VictimStatus::NotConfirmed);
    // New information may raise the presumption again; the old proposal is spent.
    story.add("2026-03-01", presumed());
    assert_eq!(story.refused("2026-03-02", not_confirmed(proposal)), "proposal_unknown");
}

#[test]
fn who_corrects_a_proposal_is_one_of_its_two_people() {
    let mut story = Story::presumed("2026-01-05", "2026-01-06");
    let proposal = story.by(1).add("2026-02-01", proposed());
    story.by(2).amend("2026-02-02", proposal, proposed()).unwrap();
    assert_eq!(story.by(2).refused("2026-02-03", not_confirmed(proposal)), "needs_another_person");
    story.by(3).add("2026-02-03", not_confirmed(proposal));
}

#[test]
fn an_identification_spends_a_proposal() {
    let mut story = Story::presumed("2026-01-05", "2026-01-06");
    let proposal = story.add("2026-02-01", proposed());
    story.add("2026-02-05", identified());
    assert_eq!(story.by(2).refused("2026-02-06", not_confirmed(proposal)), "transition_not_allowed");
}

#[test]
fn a_closed_file_takes_nothing_until_it_is_opened_again() {
    let mut story = Story::presumed("2026-01-05", "2026-01-06");
    assert_eq!(story.refused("2026-01-07", reopened(9002)), "not_closed");
    story.add("2026-02-01", closed());
    assert_eq!(story.refused("2026-02-02", closed()), "already_closed");
    for event in [identified(), proposed(), manager(5), started(1), sent(1)] {
        assert_eq!(story.refused("2026-02-02", event), "file_not_open");
    }
    story.add("2026-03-01", reopened(9002));
    let file = story.file();
    assert!(file.is_open());
    assert_eq!(file.episodes.len(), 2);
    assert_eq!(file.status(), VictimStatus::Presumed, "closing takes no status away");
    story.add("2026-03-02", presumed());
    assert_eq!(story.file().current().unwrap().status, VictimStatus::Presumed);
}

#[test]
fn what_happened_before_the_closing_may_still_be_told_after_it() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-02-01", closed());
    story.add("2026-01-20", presumed());
    assert_eq!(story.file().status(), VictimStatus::Presumed);
    // It may not be closed before something that is already known to have happened later.
    let mut story = Story::presumed("2026-01-05", "2026-01-20");
    let problem = story.try_add("2026-01-10", closed()).unwrap_err();
    assert_eq!((problem.code, problem.args[0].1.as_str()), ("file_not_open", "presumed"));
}

#[test]
fn a_case_has_one_manager_at_a_time() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-01-06", manager(5));
    assert_eq!(story.refused("2026-01-07", manager(5)), "case_manager_same");
    story.add("2026-01-07", manager(6));
    assert_eq!(story.file().case_manager.unwrap().0, person(6));
    story.add("2026-01-08", manager(5));
}

#[test]
fn nothing_happens_in_the_future_or_before_birth() {
    let mut story = Story::opened("2026-01-05");
    assert_eq!(story.refused("2027-01-01", presumed()), "happened_in_future");
    story.add("2026-12", presumed());
    assert_eq!(story.refused("2011-05-31", manager(5)), "happened_before_birth");
    let mut story = Story::new();
    assert_eq!(story.refused("2011-05-31", case_opened()), "happened_before_birth");
    assert_eq!(story.refused("2010", case_opened()), "happened_before_birth");
    story.add("2011", case_opened());
}

#[test]
fn a_birth_is_not_corrected_to_after_what_happened() {
    let mut story = Story::presumed("2026-01-05", "2026-01-06");
    let mut later = case_opened();
    let casework::FileEvent::CaseOpened { birth_month, .. } = &mut later else { unreachable!() };
    *birth_month = casework::BirthMonth::parse("2026-02");
    let opening = story.history[0].entry;
    assert_eq!(story.amend("2026-01-05", opening, later).unwrap_err().code, "happened_before_birth");
}
