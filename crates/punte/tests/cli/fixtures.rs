//! Installations of earlier schemas: each opens, verifies and rebuilds with today's program, as a folder and from its
//! backup, on SQLite.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{json, run, text};

/// The fixtures that are kept; all of them are tried.
fn kept() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("data.tar.gz").is_file())
        .collect();
    all.sort();
    assert!(!all.is_empty(), "no fixture is kept");
    all
}

fn roots(report: &serde_json::Value) -> Vec<(String, serde_json::Value, serde_json::Value)> {
    let ledgers = report["ledgers"].as_array().unwrap();
    let line = |ledger: &serde_json::Value| {
        (ledger["ledger"].as_str().unwrap().to_owned(), ledger["entries"].clone(), ledger["root"].clone())
    };
    ledgers.iter().map(line).collect()
}

/// Git keeps no file's mode but whether it runs.
fn private(path: &Path) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn every_kept_installation_opens_verifies_and_rebuilds() {
    for fixture in kept() {
        let place = tempfile::tempdir().unwrap();
        let archive = fixture.join("data.tar.gz");
        let unpacked =
            Command::new("tar").args(["-xzf", text(&archive), "-C", text(place.path())]).status().unwrap();
        assert!(unpacked.success());
        let data = place.path().join("data");
        private(&data.join("root.key"));
        let folder = json(&["verify", "--json", "--data", text(&data)], 0);
        assert!(folder["ledgers"][1]["entries"].as_u64().unwrap() > 10, "{folder}");
        // Lists of an older program are made again; what is left is what the ledger says.
        run(&["rebuild", "--data", text(&data)]);
        assert_eq!(json(&["rebuild", "--json", "--data", text(&data)], 0)["same"], true);

        let identity = place.path().join("identity.txt");
        std::fs::copy(fixture.join("identity.txt"), &identity).unwrap();
        private(&identity);
        let (backup, back) = (fixture.join("backup.age"), place.path().join("back"));
        let root = data.join("root.key");
        let mut args = vec!["restore", "--json", "--from", text(&backup), "--identity", text(&identity)];
        args.extend(["--root", text(&root), "--nothing-erased", "--data", text(&back)]);
        let restored = json(&args, 0);
        assert_eq!(roots(&restored), roots(&folder), "{}", fixture.display());
        assert_eq!(json(&["rebuild", "--json", "--data", text(&back)], 0)["same"], true);
    }
}
