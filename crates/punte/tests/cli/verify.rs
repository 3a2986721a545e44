//! `punte verify`: a changed byte is found and named, a kept checkpoint holds.

use std::path::Path;

use crate::program::{demo_folder, json, run, text};

/// Changes one byte in the middle of the stored bytes of the entry at a position, in the file itself. Its hash, as
/// the index beside it says.
fn change_a_byte(folder: &Path, position: i64) -> String {
    let path = folder.join("social.db");
    let connection = rusqlite::Connection::open(&path).unwrap();
    let (hash, bytes): (Vec<u8>, Vec<u8>) = connection
        .query_row("SELECT hash, bytes FROM entry WHERE position = ?1", [position], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    connection.pragma_update(None, "wal_checkpoint", "TRUNCATE").unwrap();
    drop(connection);
    let mut file = std::fs::read(&path).unwrap();
    let place = file.windows(64).position(|window| window == &bytes[..64]).unwrap();
    file[place + 40] ^= 1;
    std::fs::write(&path, file).unwrap();
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_changed_byte_names_its_entry() {
    let (_place, folder) = demo_folder();
    let hash = change_a_byte(&folder, 20);
    let report = json(&["verify", "--json", "--data", text(&folder)], 4);
    assert_eq!(report["sound"], false);
    let social =
        report["ledgers"].as_array().unwrap().iter().find(|ledger| ledger["ledger"] == "social").unwrap();
    let positions: Vec<_> =
        social["findings"].as_array().unwrap().iter().map(|f| f["position"].clone()).collect();
    assert!(positions.contains(&20.into()), "{social}");

    let said = run(&["verify", "--data", text(&folder)]);
    assert_eq!(said.code, 4, "{said:?}");
    assert!(said.out.contains("NOT SOUND") && said.out.contains("20"), "{said:?}");
    assert!(said.out.contains("Directory ledger: sound"), "{said:?}");
    // Nor is it proved by itself, whether it is asked for by its place or by the hash it had.
    assert_ne!(run(&["verify", "--entry", "20", "--data", text(&folder)]).code, 0);
    assert_ne!(run(&["verify", "--entry", &hash, "--data", text(&folder)]).code, 0);
}

#[test]
fn an_entry_is_proved_against_a_kept_checkpoint() {
    let (place, folder) = demo_folder();
    let proved = json(&["verify", "--entry", "5", "--json", "--data", text(&folder)], 0);
    assert_eq!((&proved["proved"], &proved["position"]), (&true.into(), &5.into()));
    let kept = place.path().join("kept.txt");
    std::fs::write(&kept, proved["checkpoint"].as_str().unwrap()).unwrap();
    let hash = proved["hash"].as_str().unwrap();
    let against = |entry: &str| {
        run(&["verify", "--entry", entry, "--checkpoint", text(&kept), "--data", text(&folder)]).code
    };
    assert_eq!(against(hash), 0);
    // Later entries it says nothing about.
    assert_eq!(against("90"), 4);
    assert_eq!(run(&["verify", "--checkpoint", text(&kept), "--data", text(&folder)]).code, 0);

    // History that was rewritten before it does not hold against it, even where it is consistent in itself.
    let other = place.path().join("other");
    let args =
        ["demo", "--prepare-only", "--children", "4", "--seed", "2", "--today", "2021-03-10", "--data"];
    assert!(crate::program::punte(&args).arg(&other).output().unwrap().status.success());
    assert_eq!(run(&["verify", "--data", text(&other)]).code, 0);
    assert_eq!(run(&["verify", "--checkpoint", text(&kept), "--data", text(&other)]).code, 4);

    std::fs::write(&kept, "not a checkpoint").unwrap();
    assert_eq!(run(&["verify", "--checkpoint", text(&kept), "--data", text(&folder)]).code, 5);
    let missing = run(&["verify", "--checkpoint", "no-such-file", "--data", text(&folder)]);
    assert_eq!((missing.code, missing.err.contains("file_unreadable")), (3, true), "{missing:?}");
}
