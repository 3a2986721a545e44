//! What is not known to the day is refused only where no day would do.

use crate::story::*;

#[test]
fn the_order_of_recording_does_not_matter_within_what_a_date_leaves_open() {
    let mut story = Story::opened("2026-01-05");
    // Recorded before its start, and both known to the month.
    story.add("2026-02", started(1));
    story.add("2026-02", delivered(1));
    story.add("2026-02-10", ended(1));
    let mut story = Story::opened("2026-03-15T15:00:00Z");
    // The file was opened in the afternoon of that day, and the day is all that is known of the rest.
    story.add("2026-03-15", presumed());
    story.add("2026-03", identified());
    assert_eq!(story.file().status(), casework::VictimStatus::Identified);
}

#[test]
fn a_year_may_hide_either_side_of_a_closing() {
    let mut story = Story::opened("2025-06-01");
    story.add("2025-08-01", closed());
    story.add("2025-09-01", reopened(9002));
    story.add("2025-09-02", closed());
    // Before the first closing or between reopening and the second one.
    story.add("2025", manager(5));
    assert_eq!(story.refused("2025-08-15", manager(6)), "file_not_open");
    assert_eq!(story.refused("2025-10", manager(6)), "file_not_open");
    story.add("2025-08", manager(6));
}

#[test]
fn one_year_for_two_presumptions_needs_an_episode_for_each() {
    let mut story = Story::opened("2024-01-10");
    story.add("2024-02-01", presumed());
    story.add("2024-03-01", closed());
    assert_eq!(story.refused("2024", presumed()), "file_not_open");
    story.add("2024-05-01", reopened(9002));
    // Only the second episode has room for it; the search must try past the first.
    story.add("2024", presumed());
    assert_eq!(story.refused("2024", presumed()), "already_presumed");
}

#[test]
fn an_unknown_thing_is_refused_however_vague_the_history() {
    let mut story = Story::opened("2024");
    for event in
        [manager(1), manager(2), presumed(), started(1), delivered(1), delivered(1), sent(1), accepted(1)]
    {
        story.add("2024", event);
    }
    for _ in 0..6 {
        story.add("2024", delivered(1));
    }
    assert_eq!(story.refused("2024", delivered(2)), "service_unknown");
    assert_eq!(story.refused("2024", refused(1)), "referral_already_answered");
    story.add("2024", ended(1));
    assert_eq!(story.refused("2025-01-01", delivered(1)), "service_already_ended");
    story.add("2024-12-31", delivered(1));
}

#[test]
fn a_vague_reopening_does_not_leave_a_file_closed() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-03-10", closed());
    story.add("2026-03", reopened(9002));
    let file = story.file();
    assert!(file.is_open());
    assert_eq!(file.episodes.len(), 2);
    assert!(file.episodes[0].closed.is_some());
}

#[test]
fn a_history_that_came_in_under_other_rules_locks_nothing() {
    let mut story = Story::opened("2026-01-05");
    // Delivered without ever having started.
    let mut broken = story.propose("2026-01-06", delivered(3));
    broken.position = base::Position(2);
    story.history.push(broken);
    story.add("2026-01-07", presumed());
    assert_eq!(story.refused("2026-01-08", presumed()), "already_presumed");
    let broken = story.history[1].entry;
    story.withdraw(broken).unwrap();
    assert_eq!(story.refused("2026-01-08", delivered(3)), "service_unknown");
}

#[test]
fn a_long_history_is_judged_as_surely_as_a_short_one() {
    let mut story = Story::opened("2016-01-05T12:00:00Z");
    story.now = when("2026-12-31T12:00:00Z").earliest();
    let first = base::Day::parse("2016-01-05").unwrap();
    let mut push = |index: usize, day: i32, event| {
        let mut step = story.propose(&first.plus(day).to_string(), event);
        step.entry = base::EntryId::from_bytes((index as u128 + 1_000).to_be_bytes());
        step.position = base::Position(index as u64 + 2);
        story.history.push(step);
    };
    // Every day a delivery that was recorded before the start it needs, on the opening's own day and after it.
    for index in 0..600 {
        let (day, unit) = (i32::try_from(index / 2).unwrap(), index as u64 / 2);
        push(index, day, if index % 2 == 0 { delivered(unit) } else { started(unit) });
    }
    assert_eq!(story.refused("2016-08-01", delivered(999)), "service_unknown");
    assert_eq!(story.refused("2016-08-01", case_opened()), "already_opened");
    story.add("2016-08-01", delivered(7));
}
