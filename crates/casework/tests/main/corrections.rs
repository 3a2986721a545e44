//! Amendments and withdrawals: an entry keeps its identity, what it says may change.

use casework::FileEvent;
use ledger::FactKind;

use crate::story::*;

#[test]
fn an_amendment_changes_what_and_when_and_keeps_the_entry() {
    let mut story = Story::presumed("2026-01-05", "2026-03-06");
    let presumption = story.history[1].entry;
    story.amend("2026-02-10", presumption, presumed()).unwrap();
    let facts = story.facts();
    let fact = facts.iter().find(|fact| fact.kind == FactKind::Presumed).unwrap();
    assert_eq!((fact.stands_for, fact.happened.to_string().as_str()), (presumption, "2026-02-10"));
    let file = story.file();
    let item = file.item(presumption).unwrap();
    assert_eq!(item.happened, when("2026-02-10"));
    assert_eq!(item.at_first.as_ref().unwrap().0, when("2026-03-06"));
    assert_eq!(item.corrections.len(), 1);
    assert_eq!(file.timeline.len(), 2, "a correction is no happening of its own");
}

#[test]
fn an_amendment_can_be_amended_and_withdrawn() {
    let mut story = Story::presumed("2026-01-05", "2026-03-06");
    let presumption = story.history[1].entry;
    let day = |story: &Story| story.file().item(presumption).unwrap().happened.to_string();
    let first = story.amend("2026-02-10", presumption, presumed()).unwrap();
    let second = story.amend("2026-02-11", first, presumed()).unwrap();
    assert_eq!(day(&story), "2026-02-11");
    story.withdraw(second).unwrap();
    assert_eq!(day(&story), "2026-02-10");
    story.withdraw(first).unwrap();
    assert_eq!(day(&story), "2026-03-06");
}

#[test]
fn a_withdrawn_entry_counts_no_longer_and_comes_back() {
    let mut story = Story::opened("2026-01-05");
    let service = story.add("2026-01-06", started(1));
    let delivery = story.add("2026-01-07", delivered(1));
    assert_eq!(
        story.withdraw(service).unwrap_err().code,
        "service_unknown",
        "its delivery would hang in the air"
    );
    let withdrawal = story.withdraw(delivery).unwrap();
    assert!(story.facts().iter().all(|fact| fact.kind != FactKind::ServiceDelivered));
    assert!(story.file().item(delivery).unwrap().withdrawn);
    assert_eq!(story.withdraw(delivery).unwrap_err().code, "already_withdrawn");
    assert_eq!(story.amend("2026-01-08", delivery, delivered(1)).unwrap_err().code, "already_withdrawn");
    story.withdraw(withdrawal).unwrap();
    assert_eq!(story.file().service(base::UnitNumber(1)).unwrap().deliveries.len(), 1);
}

#[test]
fn a_file_opened_by_mistake_can_be_withdrawn_whole() {
    let mut story = Story::presumed("2026-01-05", "2026-01-06");
    let (opening, presumption) = (story.history[0].entry, story.history[1].entry);
    assert_eq!(story.withdraw(opening).unwrap_err().code, "file_not_open");
    story.withdraw(presumption).unwrap();
    story.withdraw(opening).unwrap();
    let file = story.file();
    assert!(!file.exists() && !file.is_open());
    assert_eq!(file.child, Some(base::ChildNumber(7001)));
    assert!(story.facts().is_empty());
}

#[test]
fn a_correction_names_what_it_may() {
    let mut story = Story::presumed("2026-01-05", "2026-01-06");
    let presumption = story.history[1].entry;
    assert_eq!(story.amend("2026-01-07", entry(99), presumed()).unwrap_err().code, "amends_unknown");
    assert_eq!(story.withdraw(entry(99)).unwrap_err().code, "amends_unknown");
    assert_eq!(story.amend("2026-01-07", presumption, manager(5)).unwrap_err().code, "amends_other_kind");
    story.add("2026-01-08", started(1));
    let service = story.history[2].entry;
    assert_eq!(story.amend("2026-01-08", service, started(2)).unwrap_err().code, "amends_what_it_is_about");
    let mut proposal = story.propose("2026-01-07", presumed());
    proposal.amends = Some(presumption);
    assert_eq!(casework::decide(&story.history, &proposal, pack()).unwrap_err().code, "amends_mismatch");
}

#[test]
fn words_that_no_longer_stand_are_not_corrected() {
    let mut story = Story::presumed("2026-01-05", "2026-03-06");
    let presumption = story.history[1].entry;
    let first = story.amend("2026-02-10", presumption, presumed()).unwrap();
    story.amend("2026-02-11", presumption, presumed()).unwrap();
    assert_eq!(story.amend("2026-02-12", first, presumed()).unwrap_err().code, "amends_superseded");
    assert_eq!(story.withdraw(first).unwrap_err().code, "amends_superseded");
    let third = story.withdraw(presumption).unwrap();
    assert_eq!(story.amend("2026-02-12", third, presumed()).unwrap_err().code, "amends_a_withdrawal");
}

#[test]
fn an_amended_date_obeys_the_rules_too() {
    let mut story = Story::presumed("2026-01-05", "2026-03-06");
    let presumption = story.history[1].entry;
    assert_eq!(story.amend("2026-01-04", presumption, presumed()).unwrap_err().code, "file_not_open");
    assert_eq!(story.amend("2027-01-04", presumption, presumed()).unwrap_err().code, "happened_in_future");
    let opening = story.history[0].entry;
    let problem = story.amend("2026-03-07", opening, case_opened()).unwrap_err();
    assert_eq!(problem.code, "file_not_open");
}

#[test]
fn the_recipient_of_a_referral_is_not_corrected() {
    let mut story = Story::opened("2026-01-05");
    let referral = story.add("2026-01-06", sent(1));
    let mut event = sent(1);
    let FileEvent::ReferralSent { to, .. } = &mut event else { unreachable!() };
    *to = base::AgencyNumber(61);
    assert_eq!(story.amend("2026-01-06", referral, event).unwrap_err().code, "amends_what_it_is_about");
    let mut event = sent(1);
    let FileEvent::ReferralSent { need, .. } = &mut event else { unreachable!() };
    *need = level("need", "other");
    story.amend("2026-01-06", referral, event).unwrap();
    assert_eq!(story.file().referral(1).unwrap().need, level("need", "other"));
}
