//! What cannot be done is said plainly, before anything is changed.

use std::net::TcpListener;

use crate::program::{Serving, demo_folder, run, text};

#[test]
fn wrong_use_exits_with_2_and_help_with_0() {
    let wrong_day = run(&["demo", "--today", "2026-02-30"]);
    assert_eq!(wrong_day.code, 2, "{wrong_day:?}");
    assert!(
        wrong_day.err.contains("2026-02-30") && wrong_day.err.contains("year-month-day"),
        "{wrong_day:?}"
    );
    assert_eq!(run(&["demo", "--children", "0"]).code, 2);
    assert_eq!(run(&["celebrate"]).code, 2);
    assert_eq!(run(&[]).code, 2);
    let help = run(&["verify", "--help"]);
    assert!(help.code == 0 && help.out.contains("punte verify --data"), "{help:?}");
    assert_eq!(run(&["--version"]).out, format!("punte {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_taken_port_is_named_before_anything_is_made() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("data");
    for command in ["demo", "serve"] {
        let refused = run(&[command, "--port", &port, "--data", text(&folder)]);
        assert_eq!(refused.code, 3, "{refused:?}");
        assert!(refused.err.contains(&port) && refused.err.contains("--port"), "{refused:?}");
        assert!(refused.err.contains("port_taken"), "{refused:?}");
        assert!(!folder.exists());
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let place = tempfile::tempdir().unwrap();
    // Below a file no folder can be made, by nobody.
    std::fs::write(place.path().join("file"), "").unwrap();
    let folder = place.path().join("file").join("data");
    for args in [["demo", "--prepare-only"], ["serve", "--port=0"]] {
        let mut args = args.to_vec();
        args.extend(["--data", text(&folder)]);
        let refused = run(&args);
        assert_eq!(refused.code, 3, "{refused:?}");
        assert!(
            refused.err.contains("folder_not_writable") && refused.err.contains(text(&folder)),
            "{refused:?}"
        );
    }
}

#[test]
fn data_of_a_newer_program_is_left_alone() {
    let (_place, folder) = demo_folder();
    let social = rusqlite::Connection::open(folder.join("social.db")).unwrap();
    social.execute("INSERT INTO schema_step (number) VALUES (999)", []).unwrap();
    drop(social);
    for args in [vec!["demo", "--port", "0"], vec!["verify"], vec!["rebuild"], vec!["indicators"]] {
        let mut args = args;
        args.extend(["--data", text(&folder)]);
        let refused = run(&args);
        assert_eq!((refused.code, refused.err.contains("database_newer")), (3, true), "{refused:?}");
    }
}

#[test]
fn a_demo_is_not_served_and_a_service_listens_elsewhere_behind_tls_alone() {
    let (_place, folder) = demo_folder();
    let refused = run(&["serve", "--port", "0", "--data", text(&folder)]);
    assert_eq!((refused.code, refused.err.contains("folder_is_demo")), (3, true), "{refused:?}");

    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("data");
    let refused = run(&["serve", "--address", "0.0.0.0", "--port", "0", "--data", text(&folder)]);
    assert_eq!((refused.code, refused.err.contains("address_not_loopback")), (3, true), "{refused:?}");
    assert!(refused.err.contains("--public https://") && !folder.exists(), "{refused:?}");
    let plain = ["--address", "0.0.0.0", "--public", "http://punte.example"];
    let refused = run(&[&["serve", "--port", "0", "--data", text(&folder)][..], &plain].concat());
    assert_eq!((refused.code, refused.err.contains("address_not_loopback")), (3, true), "{refused:?}");
    let behind = ["--address", "0.0.0.0", "--public", "https://punte.example"];
    let serving = Serving::start(&[&["serve", "--port", "0", "--data", text(&folder)][..], &behind].concat());
    assert!(serving.address.starts_with("0.0.0.0:"), "{}", serving.address);
}

#[test]
fn commands_that_only_look_make_nothing() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("data");
    for command in ["verify", "rebuild", "indicators", "export"] {
        let refused = run(&[command, "--data", text(&folder)]);
        assert_eq!((refused.code, refused.err.contains("data_missing")), (3, true), "{refused:?}");
        assert!(!folder.exists());
    }
}

#[test]
fn a_half_made_country_is_only_for_the_demo() {
    let (_place, folder) = demo_folder();
    std::fs::remove_file(folder.join("punte-demo.json")).unwrap();
    std::fs::write(folder.join("punte-demo.making"), "synthetic\n").unwrap();
    let refused = run(&["verify", "--data", text(&folder)]);
    assert_eq!((refused.code, refused.err.contains("demo_half_made")), (3, true), "{refused:?}");
    let again =
        run(&["demo", "--prepare-only", "--children", "2", "--today", "2020-03-01", "--data", text(&folder)]);
    assert_eq!(again.code, 0, "{again:?}");
    assert!(again.err.contains("begun again"), "{again:?}");
    assert_eq!(run(&["verify", "--data", text(&folder)]).code, 0);
}
