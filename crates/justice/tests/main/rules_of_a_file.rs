//! What may be recorded, in which order, and what corrections do.

use base::AgencyNumber;
use justice::{Phase, check_corrector};

use crate::story::*;

#[test]
fn a_file_goes_from_inquiry_to_the_last_final_judgment() {
    let mut story = Story::begun("2024-01-10");
    assert_eq!(story.file().phase(), Phase::Inquiry);
    story.add("2024-02-01", prosecuted());
    assert_eq!((story.file().phase(), story.file().articles), (Phase::Prosecution, vec![2]));
    story.add("2024-09-01", indicted(2));
    assert_eq!((story.file().phase(), story.file().articles), (Phase::Trial, vec![1]));
    story.add("2025-05-01", judged(1, false, "convicted"));
    story.add("2025-05-01", judged(2, false, "acquitted"));
    story.add("2025-12-01", judged(1, true, "convicted"));
    assert_eq!(story.file().phase(), Phase::Trial);
    story.add("2025-12-01", judged(2, true, "time_barred"));
    assert_eq!(story.file().phase(), Phase::Final);
    story.add("2026-01-01", closed());
    // What a victim is paid comes when it comes.
    story.add("2026-06-01", justice::CriminalEvent::Compensation { by: UNIT, step: 4 });
    assert_eq!(story.refuses("2026-06-01", heard(0)), "already_closed");
    assert_eq!(story.refuses("2026-06-01", closed()), "already_closed");
}

#[test]
fn what_there_is_once_is_there_once_and_what_is_judged_was_indicted() {
    let mut story = Story::default();
    assert_eq!(story.refuses("2024-01-01", prosecuted()), "criminal_file_unknown");
    story.add("2024-01-10", opened());
    assert_eq!(story.refuses("2024-01-10", opened()), "already_opened");
    assert_eq!(story.refuses("2024-03-01", judged(1, true, "plea")), "not_indicted");
    story.add("2024-02-01", prosecuted());
    assert_eq!(story.refuses("2024-02-02", prosecuted()), "already_prosecuted");
    assert_eq!(story.refuses("2024-03-01", indicted(0)), "defendants_none");
    story.add("2024-03-01", indicted(2));
    assert_eq!(story.refuses("2024-03-01", indicted(1)), "already_indicted");
    assert_eq!(story.refuses("2024-04-01", judged(3, false, "convicted")), "defendant_unknown");
    story.add("2024-04-01", judged(2, false, "convicted"));
    assert_eq!(story.refuses("2024-05-01", judged(2, false, "acquitted")), "already_judged");
    // Fewer defendants than were judged, or none at all, cannot have been indicted.
    assert_eq!(story.refuses("2024-03-01", amended(3, indicted(1))), "defendant_unknown");
    assert_eq!(story.refuses("2024-03-01", withdrawn(3)), "not_indicted");
    story.add("2024-04-01", withdrawn(4));
    story.add("2024-03-01", withdrawn(3));
    assert_eq!(story.file().phase(), Phase::Prosecution);
}

#[test]
fn a_child_is_heard_once_and_who_asks_for_more_says_why() {
    let mut story = Story::begun("2024-01-10");
    story.add("2024-01-20", heard(0));
    assert_eq!(story.refuses("2024-03-01", heard(0)), "hearing_needs_reason");
    let planned = justice::CriminalEvent::HearingPlanned { by: UNIT, again: 0 };
    assert_eq!(story.refuses("2024-03-01", planned), "hearing_needs_reason");
    story.add("2024-03-01", heard(level("hearing_again", "recording_failed")));
    assert_eq!(story.file().hearings.len(), 2);
    // The first one needs none, corrected or not.
    story.add("2024-01-21", amended(2, heard(0)));
    story.add("2024-03-01", withdrawn(2));
    assert_eq!(story.file().hearings.len(), 1);
}

#[test]
fn a_correction_keeps_what_its_entry_is_about_and_a_withdrawal_is_for_good() {
    let mut story = Story::begun("2024-01-10");
    story.add("2024-03-01", indicted(2));
    story.add("2025-03-01", judged(1, true, "convicted"));
    assert_eq!(story.refuses("2024-03-01", amended(9, indicted(2))), "amends_unknown");
    assert_eq!(story.refuses("2024-03-01", amended(2, prosecuted())), "amends_other_kind");
    assert_eq!(
        story.refuses("2025-03-01", amended(3, judged(2, true, "convicted"))),
        "amends_what_it_is_about"
    );
    story.add("2025-03-02", amended(3, judged(1, true, "acquitted")));
    // A correction is not corrected: the entry itself is, once more.
    assert_eq!(story.refuses("2025-03-02", withdrawn(4)), "amends_unknown");
    story.add("2025-03-03", amended(3, judged(1, true, "plea")));
    let last = story.file().defendants[&1].last.clone().unwrap();
    assert_eq!((last.1.outcome, last.0.happened), (level("judgment_outcome", "plea"), when("2025-03-03")));
    story.add("2025-03-03", withdrawn(3));
    assert_eq!(story.refuses("2025-03-03", withdrawn(3)), "already_withdrawn");
    let item = story.file().items.iter().find(|item| item.entry == entry(3)).cloned().unwrap();
    assert!(item.withdrawn && item.corrections == 3 && item.at_first.is_some());

    let others = check_corrector(&story.0, &withdrawn(2), AgencyNumber(1));
    assert_eq!(others.unwrap_err().code, "amends_other_agency");
    let first = check_corrector(&story.0, &withdrawn(1), UNIT.agency);
    assert_eq!(first.unwrap_err().code, "withdrawal_needs_two");
    assert!(check_corrector(&story.0, &withdrawn(2), UNIT.agency).is_ok());
}

#[test]
fn codes_are_of_the_packs_lists_and_a_sentence_says_whether_it_is_suspended() {
    let mut story = Story::begun("2024-01-10");
    let none = justice::CriminalEvent::ProsecutionStarted { by: UNIT, articles: Vec::new() };
    assert_eq!(story.refuses("2024-02-01", none), "code_missing");
    let unknown = justice::CriminalEvent::ProsecutionStarted { by: UNIT, articles: vec![999] };
    assert_eq!(story.refuses("2024-02-01", unknown), "code_unknown");
    story.add("2024-02-01", indicted(1));
    let mut open = judged(1, true, "convicted");
    if let justice::CriminalEvent::Judged { judgment, .. } = &mut open {
        judgment.suspended = 0;
    }
    assert_eq!(story.refuses("2024-03-01", open), "code_missing");
    assert_eq!(story.refuses("2027-02-01", prosecuted()), "happened_in_future");
}
