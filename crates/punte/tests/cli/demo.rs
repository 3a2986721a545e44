//! `punte demo`.

use crate::program::{Serving, demo_folder, json, run, text};

#[test]
fn a_made_country_is_used_again_served_and_stopped() {
    let (_place, folder) = demo_folder();
    let serving = Serving::start(&["demo", "--port", "0", "--data", text(&folder)]);
    let (status, _) = serving.get("/health");
    assert!(status.contains("200"), "{status}");
    let (_, page) = serving.get("/sign-in");
    assert!(page.contains("SYNTHETIC") || page.contains("SINTETIC"), "{page}");

    // Beside it others verify, and nobody else serves or empties the folder.
    assert_eq!(json(&["verify", "--json", "--data", text(&folder)], 0)["sound"], true);
    for more in [vec![], vec!["--fresh"]] {
        let mut args = vec!["demo", "--port", "0", "--data", text(&folder)];
        args.extend(more);
        let second = run(&args);
        assert_eq!((second.code, second.err.contains("database_in_use")), (3, true), "{second:?}");
    }
    assert_eq!(serving.stop(), Some(0));
    assert_eq!(json(&["verify", "--json", "--data", text(&folder)], 0)["sound"], true);
}

#[test]
fn another_country_than_was_made_needs_a_fresh_start() {
    let (_place, folder) = demo_folder();
    let asked = |more: &[&str]| {
        let mut args = vec!["demo", "--prepare-only", "--data", text(&folder)];
        args.extend(more);
        run(&args)
    };
    for more in [["--children", "5"], ["--seed", "9"], ["--today", "2021-03-11"]] {
        let refused = asked(&more);
        assert_eq!(refused.code, 3, "{refused:?}");
        assert!(refused.err.contains("demo_differs") && refused.err.contains("--fresh"), "{refused:?}");
    }
    assert_eq!(asked(&["--children", "4", "--today", "2021-03-10", "--seed", "1"]).code, 0);
    let fresh = json(
        &[
            "demo",
            "--prepare-only",
            "--json",
            "--fresh",
            "--children",
            "3",
            "--today",
            "2020-05-01",
            "--data",
            text(&folder),
        ],
        0,
    );
    assert_eq!((&fresh["demo"]["children"], &fresh["demo"]["today"]), (&3.into(), &"2020-05-01".into()));
}

#[test]
fn a_folder_of_something_else_is_neither_used_nor_emptied() {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("letter.txt"), "dear").unwrap();
    for more in [vec![], vec!["--fresh"]] {
        let mut args = vec!["demo", "--prepare-only", "--children", "1", "--data", text(place.path())];
        args.extend(more);
        let refused = run(&args);
        assert_eq!((refused.code, refused.err.contains("folder_not_demo")), (3, true), "{refused:?}");
    }
    let left: Vec<_> =
        std::fs::read_dir(place.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["letter.txt"]);
}

#[test]
fn figures_of_a_demo_are_counted_as_of_a_day() {
    let (_place, folder) = demo_folder();
    let figures = |more: &[&str]| {
        let mut args = vec!["indicators", "--json", "--data", text(&folder)];
        args.extend(more);
        json(&args, 0)
    };
    let now = figures(&[]);
    assert_eq!((&now["synthetic"], &now["source"]), (&true.into(), &"live".into()));
    let one = figures(&["--code", "2.1"]);
    assert_eq!(one["indicators"].as_array().unwrap().len(), 1);
    let before = figures(&["--code", "2.1", "--as-of", "2016-06-30"]);
    let position = |answer: &serde_json::Value| answer["as_of_position"].as_u64().unwrap();
    assert!(position(&before) < position(&one), "{before} {one}");
    let unknown = run(&["indicators", "--code", "9.9", "--data", text(&folder)]);
    assert_eq!((unknown.code, unknown.err.contains("9.9")), (3, true), "{unknown:?}");

    let published = run(&["export", "--data", text(&folder)]);
    assert_eq!(published.code, 0);
    assert!(published.out.starts_with("indicator,version,period,"), "{published:?}");
    assert!(published.out.contains(",2020Q4,"), "{}", published.out);
}

#[test]
fn lists_made_again_are_the_same() {
    let (_place, folder) = demo_folder();
    let rebuilt = json(&["rebuild", "--json", "--data", text(&folder)], 0);
    assert_eq!(rebuilt["same"], true);
    assert!(rebuilt["projections"].as_array().unwrap().len() >= 5, "{rebuilt}");
}

#[test]
fn romanian_is_spoken_where_the_environment_says_so() {
    let (_place, folder) = demo_folder();
    let ran = crate::program::punte(&["rebuild", "--data", text(&folder)])
        .env("LC_ALL", "ro_RO.UTF-8")
        .output()
        .unwrap();
    let out = String::from_utf8(ran.stdout).unwrap();
    assert!(out.contains("Fiecare listă este ce spune registrul."), "{out}");
}
