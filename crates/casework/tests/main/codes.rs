//! Codes that are not in the pack's lists, and those that must be known.

use base::UnitNumber;
use casework::{Circumstances, FileEvent};

use crate::story::*;

#[test]
fn unknown_and_missing_codes_are_named_with_list_and_field() {
    let mut story = Story::opened("2026-01-05");
    let service =
        |service| FileEvent::ServiceStarted { by: DIRECTORATE, unit: UnitNumber(1), service, referral: None };
    let problem = story.try_add("2026-01-06", service(999)).unwrap_err();
    assert_eq!((problem.code, problem.field), ("code_unknown", Some("service")));
    assert_eq!(problem.args, [("list", "service".to_owned()), ("value", "999".to_owned())]);
    let problem = story.try_add("2026-01-06", service(0)).unwrap_err();
    assert_eq!((problem.code, problem.field), ("code_missing", Some("service")));
    let circumstances = |forms| Some(Circumstances { forms, ..Circumstances::default() });
    for forms in [1, 1 << 31] {
        let event = FileEvent::Presumed { by: DIRECTORATE, circumstances: circumstances(forms) };
        let problem = story.try_add("2026-01-06", event).unwrap_err();
        assert_eq!((problem.code, problem.field), ("code_unknown", Some("forms")));
    }
    // What an amendment would write is checked like what is written.
    let presumption = story.add("2026-01-06", presumed());
    let event = FileEvent::Presumed { by: DIRECTORATE, circumstances: circumstances(1) };
    assert_eq!(story.amend("2026-01-06", presumption, event).unwrap_err().code, "code_unknown");
}

#[test]
fn every_kind_is_a_code_and_the_packs_kinds_are_kinds() {
    for kind in FileEvent::KINDS {
        base::Code::new(kind).unwrap();
    }
    let of_signals = |kind: &str| kind.starts_with("signal_");
    for deadline in pack().deadlines() {
        for kind in deadline.answers.iter().chain([&deadline.trigger]) {
            assert!(FileEvent::KINDS.contains(&kind.as_str()) || of_signals(kind.as_str()), "{kind}");
        }
    }
    for transition in pack().status_track().transitions() {
        assert!(FileEvent::KINDS.contains(&transition.kind.as_str()), "{}", transition.kind);
    }
    for status in pack().status_track().statuses() {
        assert!(casework::VictimStatus::from_code(status.as_str()).is_some(), "{status}");
    }
}
