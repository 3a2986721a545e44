//! The four tracks in one picture.

use casework::{StepState, TrackName};

use crate::story::*;

fn shown(story: &Story, track: usize) -> Vec<(&'static str, StepState)> {
    let tracks = story.file().tracks(pack(), story.now);
    tracks[track].steps.iter().map(|step| (step.code, step.state)).collect()
}

#[test]
fn tracks_show_what_is_done_where_the_child_is_what_is_ahead_and_what_is_late() {
    use StepState::{Ahead, Done, Here, Late};
    let mut story = Story::opened("2026-01-05");
    story.now = when("2026-01-07T12:00:00Z").earliest();
    let protection = [
        ("signal", Done),
        ("opened", Here),
        ("case_manager", Ahead),
        ("referred", Ahead),
        ("answered", Ahead),
        ("services", Ahead),
        ("closed", Ahead),
    ];
    assert_eq!(shown(&story, 0), protection);
    story.now = when("2026-02-01T12:00:00Z").earliest();
    assert_eq!(shown(&story, 0)[2], ("case_manager", Late));
    story.add("2026-01-06", manager(5));
    story.add("2026-01-08", sent(1));
    assert_eq!(shown(&story, 0)[2..5], [("case_manager", Done), ("referred", Here), ("answered", Late)]);
    story.add("2026-01-09", presumed());
    assert_eq!(shown(&story, 1), [("potential", Done), ("presumed", Here), ("identified", Ahead)]);
    assert!(shown(&story, 2).is_empty());
    story.add("2026-01-10", started(1));
    story.add("2026-01-12", delivered(1));
    assert_eq!(
        shown(&story, 3),
        [("support_began", Done), ("support_given", Here), ("support_ended", Ahead)]
    );
    let names = story.file().tracks(pack(), story.now).map(|track| track.name);
    assert_eq!(names, [TrackName::Protection, TrackName::Status, TrackName::Justice, TrackName::Recovery]);
}

#[test]
fn a_new_episode_begins_its_protection_track_anew_and_keeps_the_status() {
    let mut story = Story::presumed("2026-01-05", "2026-01-06");
    story.add("2026-01-06", manager(5));
    story.add("2026-01-07", sent(1));
    story.add("2026-01-08", refused(1));
    story.add("2026-02-01", closed());
    assert_eq!(shown(&story, 0).last(), Some(&("closed", StepState::Here)));
    story.add("2026-03-01", reopened(9002));
    let protection = shown(&story, 0);
    // The manager named before is still the manager; what was referred before is not this episode's.
    assert_eq!(protection[..2], [("reopened", StepState::Done), ("case_manager", StepState::Here)]);
    assert!(protection[2..].iter().all(|(_, state)| *state == StepState::Ahead));
    assert_eq!(shown(&story, 1)[1], ("presumed", StepState::Here));
}

#[test]
fn what_was_not_confirmed_ends_its_track() {
    let mut story = Story::presumed("2026-01-05", "2026-01-06");
    let proposal = story.add("2026-02-01", proposed());
    story.by(2).add("2026-02-02", not_confirmed(proposal));
    assert_eq!(shown(&story, 1).last(), Some(&("not_confirmed", StepState::Here)));
}

#[test]
fn without_a_file_there_is_nothing_to_show() {
    let tracks = casework::fold(&[]).tracks(pack(), Story::new().now);
    assert!(tracks.iter().all(|track| track.steps.is_empty()));
}
