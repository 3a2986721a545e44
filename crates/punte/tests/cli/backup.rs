//! `punte backup`, `restore`, `drill`: what was copied comes back, by the same checkpoint, and nothing else does.

use std::path::{Path, PathBuf};

use crate::program::{demo_folder, json, run, text};

/// A key pair for backups in a folder: the identity's file and the recipient.
fn key_pair(place: &Path) -> (PathBuf, String) {
    let file = place.join("key.txt");
    let made = json(&["keys", "backup-identity", "--json", "--out", text(&file)], 0);
    (file, made["recipient"].as_str().unwrap().to_owned())
}

fn roots(folder: &Path) -> Vec<serde_json::Value> {
    let report = json(&["verify", "--json", "--data", text(folder)], 0);
    report["ledgers"].as_array().unwrap().iter().map(|ledger| ledger["root"].clone()).collect()
}

#[test]
fn what_was_copied_comes_back_with_the_same_checkpoint() {
    let (place, folder) = demo_folder();
    let (identity, recipient) = key_pair(place.path());
    let (file, back) = (place.path().join("one.age"), place.path().join("back"));
    let made = json(
        &["backup", "--json", "--data", text(&folder), "--to", text(&file), "--recipient", &recipient],
        0,
    );
    assert!(made["rows"].as_u64().unwrap() > 100, "{made}");
    let twice = run(&["backup", "--data", text(&folder), "--to", text(&file), "--recipient", &recipient]);
    assert_eq!((twice.code, twice.err.contains("file_exists")), (3, true), "{twice:?}");

    let root = folder.join("root.key");
    let asked = ["restore", "--json", "--from", text(&file), "--identity", text(&identity)];
    let into = ["--data", text(&back), "--root", text(&root)];
    let unsaid = run(&[&asked[..], &into].concat());
    assert_eq!((unsaid.code, unsaid.err.contains("restore_needs_erasures")), (3, true), "{unsaid:?}");
    let restored = json(&[&asked[..], &into, &["--nothing-erased"]].concat(), 0);
    assert_eq!(restored["rows"], made["rows"]);
    assert_eq!(roots(&back), roots(&folder));
    let lists = json(&["rebuild", "--json", "--data", text(&back)], 0);
    assert_eq!(lists["same"], true);
    // What comes back is as synthetic as what was copied.
    let serve = run(&["serve", "--data", text(&back)]);
    assert_eq!((serve.code, serve.err.contains("folder_is_demo")), (3, true), "{serve:?}");
    let again = run(&[&asked[..], &into, &["--nothing-erased"]].concat());
    assert_eq!((again.code, again.err.contains("restore_not_empty")), (3, true), "{again:?}");
}

#[test]
fn the_newest_backup_is_drilled_and_nothing_is_left_of_it() {
    let (place, folder) = demo_folder();
    let (identity, recipient) = key_pair(place.path());
    let (kept, work) = (place.path().join("kept"), place.path().join("work"));
    std::fs::create_dir(&kept).unwrap();
    std::fs::create_dir(&work).unwrap();
    let args =
        ["drill", "--json", "--data", text(&folder), "--identity", text(&identity), "--newest", text(&kept)];
    let none = run(&args);
    assert_eq!((none.code, none.err.contains("backups_none")), (3, true), "{none:?}");
    for _ in 0..2 {
        let made = run(&["backup", "--data", text(&folder), "--to", text(&kept), "--recipient", &recipient]);
        // The demo's own time stands still between two runs of one day: the second file has the same name.
        assert!(made.code == 0 || made.err.contains("file_exists"), "{made:?}");
    }
    let listed = json(&["backup", "--list", text(&kept), "--json"], 0);
    let newest = &listed["backups"][0];
    let drilled = json(&[&args[..], &["--work", text(&work)]].concat(), 0);
    assert_eq!((&drilled["good"], &drilled["backup"]), (&true.into(), &newest["file"]), "{drilled}");
    assert_eq!(drilled["not_continued"], serde_json::json!([]));
    assert_eq!(std::fs::read_dir(&work).unwrap().count(), 0);

    // A changed byte in the middle, or another's key, and it says so.
    let file = newest["file"].as_str().unwrap();
    let mut bytes = std::fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(file, bytes).unwrap();
    let changed = run(&[&args[..], &["--work", text(&work)]].concat());
    assert_eq!((changed.code, changed.err.contains("backup_damaged")), (3, true), "{changed:?}");
    assert_eq!(std::fs::read_dir(&work).unwrap().count(), 0);
    let others = place.path().join("others");
    std::fs::create_dir(&others).unwrap();
    let (stranger, _) = key_pair(&others);
    let args = ["drill", "--data", text(&folder), "--identity", text(&stranger), "--backup", file];
    let foreign = run(&args);
    assert_eq!((foreign.code, foreign.err.contains("backup_for_others")), (3, true), "{foreign:?}");
}

#[test]
fn a_broken_restore_leaves_nothing_that_opens() {
    let (place, folder) = demo_folder();
    let (identity, recipient) = key_pair(place.path());
    let (file, back) = (place.path().join("one.age"), place.path().join("back"));
    let made = run(&["backup", "--data", text(&folder), "--to", text(&file), "--recipient", &recipient]);
    assert_eq!(made.code, 0, "{made:?}");
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() - 100]).unwrap();
    let root = folder.join("root.key");
    let args =
        ["restore", "--from", text(&file), "--identity", text(&identity), "--nothing-erased", "--data"];
    let cut = run(&[&args[..], &[text(&back), "--root", text(&root)]].concat());
    assert_eq!((cut.code, cut.err.contains("backup_damaged")), (3, true), "{cut:?}");
    let opened = run(&["verify", "--data", text(&back)]);
    assert_eq!((opened.code, opened.err.contains("data_missing")), (3, true), "{opened:?}");
    // The root secret stays where it was put; the whole file restores into the same folder.
    std::fs::write(&file, whole).unwrap();
    let back_again = run(&[&args[..], &[text(&back)]].concat());
    assert_eq!(back_again.code, 0, "{back_again:?}");
    assert_eq!(roots(&back), roots(&folder));
    // One that was stopped in the middle opens for nobody.
    std::fs::write(back.join("punte.restoring"), b"restoring\n").unwrap();
    let half = run(&["verify", "--data", text(&back)]);
    assert_eq!((half.code, half.err.contains("restore_half_made")), (3, true), "{half:?}");
}
