//! Making a country: the same from the same seed, begun again when it was interrupted, refused elsewhere.

use demo::{FolderState, marker};

use crate::world::{digests, make, open, settings};

#[test]
fn the_same_seed_makes_the_same_country_and_another_seed_another() {
    let [one, same, other] = [1, 1, 2].map(|seed| {
        let made = make(&settings(30, seed));
        let digests = digests(&made.open());
        (made, digests)
    });
    assert_eq!(one.0.summary, same.0.summary);
    assert_eq!(one.1, same.1);
    for (here, there) in
        one.1.iter().zip(&other.1).filter(|(here, _)| ["file_row", "facts"].contains(&&*here.0))
    {
        assert_ne!(here, there);
    }
    // Keys are never drawn from the seed.
    let root = |made: &crate::world::Made| std::fs::read(made.folder.join(workflow::app::ROOT_FILE)).unwrap();
    assert_ne!(root(&one.0), root(&same.0));
}

#[test]
fn rules_refuse_little_of_what_is_planned_and_the_ledger_verifies() {
    let made = make(&settings(60, 3));
    let summary = &made.summary;
    let refused: u64 = summary.refused.values().sum();
    assert!(refused * 100 < summary.steps * 3, "{refused} of {}: {:?}", summary.steps, summary.refused);
    assert!(summary.entries > 60 * 20, "{summary:?}");
    // Of six years' 24 quarters, and the part of a quarter it begins in.
    assert_eq!(summary.reports, 24, "{summary:?}");
    let app = made.open();
    for realm in base::Realm::ALL {
        let report = app.verify(realm, None, &mut |_, _| {}).unwrap();
        assert!(report.sound, "{realm:?}: {report:?}");
    }
}

#[test]
fn an_interrupted_making_is_begun_again() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("data");
    let mut left = 100;
    let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        demo::make(&folder, &settings(10, 5), |clock, chance| open(&folder, clock, chance), &mut |_| {
            left -= 1;
            assert!(left > 0, "stopped on purpose");
        })
    }));
    assert!(stopped.is_err());
    assert_eq!(marker::look(&folder).unwrap(), FolderState::Half);
    demo::make(&folder, &settings(10, 5), |clock, chance| open(&folder, clock, chance), &mut |_| {}).unwrap();
    let FolderState::Made(made) = marker::look(&folder).unwrap() else { panic!("it is made") };
    assert_eq!((made.children, made.seed, made.today.as_str()), (10, 5, "2026-01-31"));
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("keys.db"), b"somebody's").unwrap();
    let opened = |_, _| panic!("it is never opened");
    let refused = demo::make(place.path(), &settings(10, 5), opened, &mut |_| {}).unwrap_err();
    assert_eq!(refused.code, "folder_not_demo");
    assert_eq!(std::fs::read(place.path().join("keys.db")).unwrap(), b"somebody's");
}
