//! Tiles, proofs, checkpoints, and what verification finds when the database was changed behind the store.

use base::{Digest, Position, Realm};
use ledger::tree::proof::{verify_consistency, verify_inclusion};
use ledger::verify::{Fault, StoredCheckpoint};
use ledger::{Checkpoint, PublicKey, SignedCheckpoint, SigningKey, Sound, Unsound};
use store::{Database, Store, checkpoints, entries, tree, verification};
use testkit::{EngineKind, TestStore, both_engines};

use crate::samples::{append_many, append_one, chance, morning, tamper};

fn verify(store: &Store, keys: &[PublicKey]) -> Result<Sound, Unsound> {
    store.read(Database::Social, |tx| verification::verify(tx, keys, &[], &mut |_| {})).unwrap()
}

/// Signs the ledger as it stands and keeps the checkpoint.
pub(crate) fn sign(store: &Store, key: &SigningKey) -> SignedCheckpoint {
    store
        .write(Database::Social, |tx| {
            let frontier = entries::head(tx)?.frontier;
            let checkpoint = Checkpoint {
                realm: Realm::Social,
                size: frontier.size(),
                root: frontier.root(),
                time: morning(),
                policies: Digest::ZERO,
            };
            checkpoints::keep(tx, &checkpoint.sign(key))
        })
        .unwrap()
}

#[test]
fn an_empty_ledger_is_sound() {
    both_engines(|store| assert_eq!(verify(store, &[]).unwrap().size, 0));
}

#[test]
fn proofs_from_stored_tiles_lead_to_the_signed_roots() {
    both_engines(|store| {
        let key = SigningKey::generate(&chance());
        let mut signed = Vec::new();
        for count in [1, 100, 155, 1, 300, 13] {
            append_many(store, count, 5);
            signed.push(sign(store, &key).checkpoint);
        }
        store
            .read(Database::Social, |tx| {
                for old in &signed {
                    for position in [1, 2, 255, 256, 257, 512, 513, old.size] {
                        if position > old.size {
                            continue;
                        }
                        let entry = entries::entry_at(tx, Position(position))?.unwrap();
                        let proof = tree::inclusion_proof(tx, Position(position), old.size)?;
                        assert!(
                            verify_inclusion(&proof, &entry.hash, &old.root),
                            "{position} in {}",
                            old.size
                        );
                    }
                    for new in signed.iter().filter(|new| new.size >= old.size) {
                        let proof = tree::consistency_proof(tx, old.size, new.size)?;
                        assert!(
                            verify_consistency(&proof, &old.root, &new.root),
                            "{} to {}",
                            old.size,
                            new.size
                        );
                    }
                }
                assert_eq!(tree::inclusion_proof(tx, Position(1), 571).unwrap_err().code, "not_found");
                assert_eq!(tree::inclusion_proof(tx, Position(0), 570).unwrap_err().code, "not_found");
                assert_eq!(tree::consistency_proof(tx, 3, 571).unwrap_err().code, "not_found");
                Ok(())
            })
            .unwrap();
        let sound = verify(store, &[key.public()]).unwrap();
        assert_eq!((sound.size, sound.checkpoints, sound.vouched), (570, 6, 570));
    });
}

#[test]
fn of_each_size_one_checkpoint_is_kept_whoever_signs() {
    both_engines(|store| {
        append_many(store, 3, 1);
        let (first, second) = (SigningKey::generate(&chance()), SigningKey::generate(&chance()));
        let kept = sign(store, &first);
        assert_eq!(sign(store, &second), kept);
        append_many(store, 2, 1);
        let later = sign(store, &second);
        store
            .read(Database::Social, |tx| {
                assert_eq!(checkpoints::latest(tx)?, Some(later));
                assert_eq!(checkpoints::at(tx, 3)?, Some(kept));
                assert_eq!(checkpoints::at(tx, 4)?, None);
                assert_eq!(checkpoints::first_from(tx, 2)?, Some(kept));
                assert_eq!(checkpoints::first_from(tx, 4)?, Some(later));
                assert_eq!(checkpoints::up_to(tx, 100, 10)?, [later, kept]);
                Ok(())
            })
            .unwrap();
        assert_eq!(verify(store, &[first.public(), second.public()]).unwrap().checkpoints, 2);
    });
}

#[test]
fn one_stream_is_verified_against_a_kept_checkpoint() {
    both_engines(|store| {
        let streams = append_many(store, 300, 10);
        let key = SigningKey::generate(&chance());
        let kept = sign(store, &key);
        append_one(store, streams[4]).unwrap();
        let judge = |store: &Store| {
            store
                .read(Database::Social, |tx| {
                    verification::verify_stream(tx, streams[4], Some(&kept), &[key.public()])
                })
                .unwrap()
        };
        let sound = judge(store).unwrap();
        assert_eq!((sound.entries, sound.vouched), (31, Some(Position(295))));
        tamper(store, Database::Social, "UPDATE entry SET kind = 'other' WHERE position = 5");
        assert_eq!(judge(store).unwrap_err().findings[0].position, Some(Position(5)));
    });
}

/// What a change should be found as.
type Expected = fn(&Fault) -> bool;

/// Each changes content behind the store's back; verification must name a finding for each.
#[test]
fn every_change_behind_the_stores_back_is_found() {
    let flip = |kind| match kind {
        // One bit in the middle of the bytes.
        EngineKind::Sqlite => {
            "UPDATE entry SET bytes = CAST(substr(bytes, 1, 149) || \
             CASE substr(bytes, 150, 1) WHEN x'00' THEN x'01' ELSE x'00' END || substr(bytes, 151) AS BLOB) \
             WHERE position = 17"
        }
        EngineKind::Postgres => {
            "UPDATE entry SET bytes = set_byte(bytes, 149, get_byte(bytes, 149) # 1) WHERE position = 17"
        }
    };
    let changes: [(&str, Expected); 12] = [
        ("flip", |fault| matches!(fault, Fault::Undecodable(_) | Fault::HashDiffers)),
        ("UPDATE entry SET kind = 'other' WHERE position = 17", |fault| {
            matches!(fault, Fault::ColumnDiffers(_))
        }),
        ("UPDATE entry SET recorded_at = recorded_at + 1 WHERE position = 17", |fault| {
            matches!(fault, Fault::ColumnDiffers(_))
        }),
        ("UPDATE entry SET command = id WHERE position = 17", |fault| {
            matches!(fault, Fault::ColumnDiffers(_))
        }),
        ("UPDATE entry SET id = command WHERE position = 17", |fault| {
            matches!(fault, Fault::ColumnDiffers(_))
        }),
        ("UPDATE entry SET version = version + 900 WHERE position = 17", |fault| {
            matches!(fault, Fault::ColumnDiffers(_))
        }),
        ("UPDATE entry SET hash = id WHERE position = 17", |fault| matches!(fault, Fault::HashDiffers)),
        ("DELETE FROM entry WHERE position = 17", |fault| matches!(fault, Fault::PositionOutOfOrder { .. })),
        ("DELETE FROM entry WHERE position = 300", |fault| matches!(fault, Fault::HeadDiffers { .. })),
        ("DELETE FROM head", |fault| matches!(fault, Fault::HeadMalformed)),
        ("DELETE FROM tile WHERE level = 0", |fault| matches!(fault, Fault::TileMissing { .. })),
        ("UPDATE checkpoint SET size = 299", |fault| matches!(fault, Fault::CheckpointMalformed { .. })),
    ];
    for (sql, expected) in changes {
        both_engines(|store| {
            append_many(store, 300, 4);
            let key = SigningKey::generate(&chance());
            sign(store, &key);
            assert_eq!(verify(store, &[key.public()]).unwrap().vouched, 300);
            let sql = if sql == "flip" { flip(store.kind()) } else { sql };
            assert!(tamper(store, Database::Social, sql) > 0, "{sql}");
            let unsound = verify(store, &[key.public()]).unwrap_err();
            assert!(unsound.findings.iter().any(|finding| expected(&finding.fault)), "{sql}: {unsound:?}");
        });
    }
}

/// What SQLite says of a closed file: that every index leads to its rows. Verification reads the rows themselves and
/// cannot see an index that hides one.
fn structure_is_whole(file: &std::path::Path) -> bool {
    let connection = rusqlite::Connection::open(file).unwrap();
    let said = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
    said.is_ok_and(|said| said == "ok")
}

/// Changes one byte of the closed database file, anywhere, and asks what a restart and a verification say.
#[test]
fn no_changed_byte_of_the_file_ends_in_sound_with_other_content() {
    let mut test = TestStore::sqlite();
    append_many(&test, 400, 6);
    let key = SigningKey::generate(&chance());
    sign(&test, &key);
    let content = |store: &Store| {
        store.read(Database::Social, |tx| {
            let sound = verification::verify(tx, &[key.public()], &[], &mut |_| {})?;
            Ok((sound.ok(), entries::entries_after(tx, Position(0), 1_000)?))
        })
    };
    let expected = content(&test).unwrap();
    assert!(expected.0.is_some());
    let file = test.folder().unwrap().join("social.db");
    test.close();
    assert!(structure_is_whole(&file));
    let good = std::fs::read(&file).unwrap();
    let chance = chance();
    let mut found = 0;
    for _ in 0..150 {
        let place = usize::try_from(chance.below(good.len() as u64)).unwrap();
        let mut bad = good.clone();
        bad[place] ^= 1 << chance.below(8);
        std::fs::write(&file, &bad).unwrap();
        let answer = Store::open(test.config().clone()).and_then(|store| content(&store));
        match answer {
            // A byte that holds nothing, in the free part of a page.
            Ok((Some(sound), entries)) if structure_is_whole(&file) => {
                assert_eq!((Some(sound), entries), expected, "byte {place}");
            }
            Ok(_) => found += 1,
            Err(problem) => {
                assert!(
                    ["database_damaged", "database_newer", "internal", "storage_failed", "already_there"]
                        .contains(&problem.code),
                    "byte {place}: {problem:?}"
                );
                found += 1;
            }
        }
    }
    assert!(found > 20, "only {found} of 150 changes were found");
}

#[test]
fn a_checkpoint_kept_outside_finds_a_rewritten_history() {
    both_engines(|store| {
        append_many(store, 10, 2);
        let key = SigningKey::generate(&chance());
        let kept = sign(store, &key).to_text();
        // Whoever holds the database rewrites all of it, checkpoint and all, from the beginning.
        for table in ["entry", "head", "tile", "checkpoint"] {
            tamper(store, Database::Social, &format!("DELETE FROM {table}"));
        }
        append_many(store, 10, 2);
        assert!(verify(store, &[]).is_ok());
        let outside = [StoredCheckpoint { size: None, text: kept.as_bytes() }];
        let unsound = store
            .read(Database::Social, |tx| verification::verify(tx, &[key.public()], &outside, &mut |_| {}))
            .unwrap()
            .unwrap_err();
        assert!(matches!(unsound.findings[0].fault, Fault::CheckpointRootDiffers { size: 10 }));
    });
}
