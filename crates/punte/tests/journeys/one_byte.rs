//! Somebody changes one byte of the ledger's file while the program is stopped.

use std::fs;
use std::path::Path;

use base::Randomness;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use crate::browser::{Country, Look, Role, Scene, say};

/// How many bytes are tried, and at least how many of them must have hit something of the ledger.
const TRIES: u32 = 80;
const HITS: u32 = 20;

#[test]
fn a_byte_changed_inside_an_entry_is_found_and_the_entry_named() {
    let Some(mut scene) = Scene::set(Look::WIDE) else { return };
    scene.enter(Role::Auditor, "Auditor");
    scene.visit("/trust");
    verify(&scene);
    assert!(scene.has(".verdict.go"), "sound before:\n{}", scene.words());

    let mut position = 0;
    scene.restarted(|country| position = change_inside_an_entry(country));

    scene.enter(Role::Auditor, "Auditor");
    scene.visit("/trust");
    verify(&scene);
    assert!(scene.has(".verdict.now"), "not sound:\n{}", scene.words());
    let findings = scene.texts(".verdict tbody th");
    let number = scene.language().number(position);
    let named = |finding: &String| {
        finding.ends_with(&format!(" {number}")) || finding.ends_with(&format!(" {position}"))
    };
    assert!(findings.iter().any(named), "position {position} is not named in {findings:?}");
}

fn verify(scene: &Scene) {
    scene.press("section[aria-labelledby='verify'] form button");
}

/// Flips one bit in the middle of an entry, in the file itself. The entry is found by its hash. Gives its position.
fn change_inside_an_entry(country: &Country) -> i64 {
    let file = country.file("social.db");
    let (position, bytes) = {
        let ledger = Connection::open(&file).expect("the ledger");
        ledger.pragma_update(None, "wal_checkpoint", "TRUNCATE").expect("everything lies in the file itself");
        let hash: Vec<u8> = ledger
            .query_row(
                "SELECT hash FROM entry WHERE kind = 'service_delivered' ORDER BY position LIMIT 1",
                [],
                |row| row.get(0),
            )
            .expect("an entry");
        let found = ledger.query_row("SELECT position, bytes FROM entry WHERE hash = ?1", [hash], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
        });
        found.expect("the entry of that hash")
    };
    let mut whole = fs::read(&file).expect("the file");
    // A window of the middle: ciphertext, which stands nowhere else.
    let middle = bytes.get(bytes.len() / 2..bytes.len() / 2 + 16).expect("an entry has a middle");
    let places: Vec<usize> = whole
        .windows(16)
        .enumerate()
        .filter(|(_, window)| *window == middle)
        .map(|(place, _)| place)
        .collect();
    assert_eq!(places.len(), 1, "the entry lies in the file once");
    whole[places[0] + 8] ^= 1;
    fs::write(&file, whole).expect("the file is changed");
    position
}

/// The logical content of a ledger: what must be sound. `None` when the engine cannot even read it.
fn content(file: &Path) -> Option<Vec<String>> {
    let ledger = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    let mut all = Vec::new();
    for query in [
        "SELECT position, id, stream, version, kind, recorded_at, command, hash, bytes FROM entry NOT INDEXED ORDER BY position",
        "SELECT id, frontier FROM head",
        "SELECT level, number, hashes FROM tile ORDER BY level, number",
        "SELECT size, text FROM checkpoint ORDER BY size",
    ] {
        let mut statement = ledger.prepare(query).ok()?;
        let columns = statement.column_count();
        let mut rows = statement.query([]).ok()?;
        while let Some(row) = rows.next().ok()? {
            let row: rusqlite::Result<Vec<String>> =
                (0..columns).map(|at| row.get_ref(at).map(|v| format!("{v:?}"))).collect();
            all.push(row.ok()?.join("|"));
        }
    }
    Some(all)
}

#[test]
fn no_changed_byte_of_the_file_ends_in_sound_when_the_ledger_changed() {
    let country = Country::copied();
    let file = country.file("social.db");
    let made = Connection::open(&file).expect("the ledger");
    made.pragma_update(None, "wal_checkpoint", "TRUNCATE").expect("everything lies in the file itself");
    drop(made);
    let pristine = fs::read(&file).expect("the file");
    let before = content(&file).expect("a readable ledger");
    let (code, report) = country.punte(&["verify", "--json"]);
    assert_eq!(code, 0, "{report}");
    assert!(sound(&report), "{report}");

    let chance = Randomness::seeded(60);
    let (mut hits, mut unreadable) = (0, 0);
    for _ in 0..TRIES {
        let place = usize::try_from(chance.below(pristine.len() as u64)).expect("a place in the file");
        let bit = 1_u8 << chance.below(8);
        let mut changed = pristine.clone();
        changed[place] ^= bit;
        for beside in ["social.db-wal", "social.db-shm"] {
            let _ = fs::remove_file(country.file(beside));
        }
        fs::write(&file, changed).expect("the file is changed");
        let now = content(&file);
        if now.as_ref() == Some(&before) {
            continue;
        }
        hits += 1;
        unreadable += u32::from(now.is_none());
        let (code, report) = country.punte(&["verify", "--json"]);
        assert!(code != 0 && !sound(&report), "byte {place}, bit {bit}: `{report}` with exit code {code}");
    }
    say(&format!(
        "{TRIES} changed bytes: {hits} changed the ledger, {unreadable} of them made it unreadable; all were found"
    ));
    assert!(hits >= HITS, "only {hits} of {TRIES} bytes were the ledger's");
}

/// Whether the report says that all ledgers are sound.
fn sound(report: &str) -> bool {
    let Ok(report) = serde_json::from_str::<Value>(report) else { return false };
    report.get("sound").and_then(Value::as_bool).unwrap_or(false)
}
