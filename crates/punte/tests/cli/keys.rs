//! `punte keys`: a root secret that takes a passphrase, custodians who restore it, keys made anew.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::program::{Serving, json, punte, run, text};

/// A folder with one person in it, that is no demo's.
fn real_folder(place: &Path) -> PathBuf {
    let folder = place.join("data");
    let added = run(&[
        "user",
        "add",
        "--data",
        text(&folder),
        "--name",
        "Ana Probă",
        "--login",
        "ana.proba",
        "--agency",
        "dgaspc-dj",
        "--agency-name",
        "DGASPC Dolj",
        "--agency-kind",
        "child_protection_directorate",
        "--agency-county",
        "dj",
        "--role",
        "case_manager",
    ]);
    assert_eq!(added.code, 0, "{added:?}");
    folder
}

fn secret_file(place: &Path, name: &str, content: &str) -> PathBuf {
    let path = place.join(name);
    std::fs::write(&path, content).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    path
}

#[test]
fn a_locked_folder_opens_with_its_passphrase_and_custodians_bring_it_back_without() {
    let place = tempfile::tempdir().unwrap();
    let folder = real_folder(place.path());
    let data = text(&folder);
    let root = json(&["verify", "--json", "--data", data], 0);
    let shares = place.path().join("shares");
    std::fs::create_dir(&shares).unwrap();
    let split = run(&["keys", "split", "--data", data, "--out", text(&shares)]);
    assert_eq!(split.code, 0, "{split:?}");

    let passphrase = secret_file(place.path(), "passphrase", "seven words that nobody else would draw\n");
    let weak = secret_file(place.path(), "weak", "short\n");
    let refused = run(&["keys", "lock", "--data", data, "--new-passphrase-file", text(&weak)]);
    assert_eq!((refused.code, refused.err.contains("passphrase_weak")), (3, true), "{refused:?}");
    let locked = run(&["keys", "lock", "--data", data, "--new-passphrase-file", text(&passphrase)]);
    assert_eq!(locked.code, 0, "{locked:?}");
    let nobody = run(&["verify", "--data", data]);
    assert_eq!((nobody.code, nobody.err.contains("root_secret_locked")), (3, true), "{nobody:?}");
    let wrong = run(&["verify", "--data", data, "--passphrase-file", text(&weak)]);
    assert_eq!((wrong.code, wrong.err.contains("passphrase_wrong")), (3, true), "{wrong:?}");
    let with = ["--passphrase-file", text(&passphrase)];
    assert_eq!(json(&[&["verify", "--json", "--data", data][..], &with].concat(), 0), root);
    let status = json(&[&["keys", "status", "--json", "--data", data][..], &with].concat(), 0);
    assert_eq!((&status["root"], &status["realms"]), (&"locked".into(), &4.into()), "{status}");
    let serving = Serving::start(&[&["serve", "--port", "0", "--data", data][..], &with].concat());
    assert!(serving.get("/sign-in").0.contains("200"));
    // Nobody rotates under a running server.
    let under = run(&[&["keys", "rotate", "--data", data][..], &with].concat());
    assert_eq!((under.code, under.err.contains("database_in_use")), (3, true), "{under:?}");
    assert_eq!(serving.stop(), Some(0));
    let rotated = json(&[&["keys", "rotate", "--json", "--data", data][..], &with].concat(), 0);
    assert!(rotated["fresh"].as_u64().unwrap() >= 4, "{rotated}");
    assert_eq!(json(&[&["verify", "--json", "--data", data][..], &with].concat(), 0)["sound"], true);

    // As a service manager hands it over.
    let handed = place.path().join("handed");
    std::fs::create_dir(&handed).unwrap();
    secret_file(&handed, "punte-passphrase", "seven words that nobody else would draw");
    let credential =
        punte(&["verify", "--data", data]).env("CREDENTIALS_DIRECTORY", &handed).output().unwrap();
    assert_eq!(credential.status.code(), Some(0), "{credential:?}");

    // The passphrase is forgotten: one custodian is not enough, two are.
    let share = |n: u8| shares.join(format!("share-{n}.txt"));
    let (first, third) = (share(1), share(3));
    let one = run(&["keys", "restore", "--data", data, "--share", text(&first)]);
    assert_eq!((one.code, one.err.contains("shares_too_few")), (3, true), "{one:?}");
    let two = ["keys", "restore", "--data", data, "--share", text(&third), "--share", text(&first)];
    let restored = run(&two);
    assert_eq!((restored.code, restored.err.contains("plain")), (0, true), "{restored:?}");
    assert_eq!(json(&["verify", "--json", "--data", data], 0)["sound"], true);
    let again = run(&two);
    assert_eq!((again.code, again.err.contains("file_exists")), (3, true), "{again:?}");
}
