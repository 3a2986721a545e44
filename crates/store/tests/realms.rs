//! Realms stay apart: no statement and no transaction touches two, and what crosses waits in an outbox of ids.

use base::{EntryId, Position, Realm};
use store::{Database, outbox};
use testkit::both_engines;

use crate::samples::{chance, morning};

const WITH_PEOPLE: [Database; 3] = [Database::Social, Database::Justice, Database::Programme];

#[test]
fn inside_one_realm_no_other_opens() {
    both_engines(|store| {
        for one in WITH_PEOPLE {
            for other in WITH_PEOPLE.into_iter().filter(|other| *other != one) {
                let reading = store.read(one, |_| Ok(store.read(other, |_| Ok(())).map_err(|p| p.code)));
                assert_eq!(reading.unwrap(), Err("internal"), "{one:?} reading {other:?}");
                let mixed = store.read(one, |_| Ok(store.write(other, |_| Ok(())).map_err(|p| p.code)));
                assert_eq!(mixed.unwrap(), Err("internal"), "{one:?} writing {other:?}");
                let writing = store.write(one, |_| Ok(store.write(other, |_| Ok(())).map_err(|p| p.code)));
                assert_eq!(writing.unwrap(), Err("internal"), "{one:?} writing {other:?} inside a write");
            }
            // The same realm, the directory, keys and sessions are open from inside.
            store
                .read(one, |_| {
                    store.read(one, |_| Ok(()))?;
                    store.read(Database::Directory, |_| Ok(()))?;
                    store.write(Database::Session, |_| Ok(()))
                })
                .unwrap();
            // And what was refused leaves nothing behind.
            store.write(one, |_| Ok(())).unwrap();
        }
    });
}

#[test]
fn a_panic_inside_a_realm_does_not_lock_the_thread_into_it() {
    both_engines(|store| {
        let problem = store.read(Database::Social, |_| -> Result<(), base::Problem> { panic!("on purpose") });
        assert_eq!(problem.unwrap_err().code, "internal");
        store.write(Database::Justice, |_| Ok(())).unwrap();
    });
}

#[test]
fn what_crosses_waits_in_order_and_is_marked_once() {
    both_engines(|store| {
        let ids: Vec<EntryId> = (0..3).map(|_| EntryId::new(morning(), &chance())).collect();
        store
            .write(Database::Social, |tx| {
                for (index, id) in ids.iter().enumerate().rev() {
                    outbox::put(tx, *id, Position(10 + index as u64), Realm::Justice)?;
                }
                Ok(())
            })
            .unwrap();
        let waiting = |most| store.read(Database::Social, |tx| outbox::waiting(tx, most)).unwrap();
        assert_eq!(waiting(2).iter().map(|w| w.entry).collect::<Vec<_>>(), ids[..2]);
        assert_eq!(store.read(Database::Social, outbox::oldest).unwrap(), Some(Position(10)));
        let mark = |id| store.write(Database::Social, |tx| outbox::delivered(tx, id, morning())).unwrap();
        assert!(mark(ids[0]));
        assert!(!mark(ids[0]));
        assert_eq!(waiting(9).iter().map(|w| w.entry).collect::<Vec<_>>(), ids[1..]);
        assert_eq!(store.read(Database::Justice, |tx| outbox::waiting(tx, 9)).unwrap(), []);
        let own = store.write(Database::Social, |tx| outbox::put(tx, ids[0], Position(1), Realm::Social));
        assert_eq!(own.unwrap_err().code, "internal");
    });
}

/// A database of SQLite is a file that no other is attached to; on PostgreSQL each connection looks into its own
/// schema. So a statement reaches another realm only if it names one, and none does.
#[test]
fn no_statement_names_a_realm() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for literal in text.split('"').skip(1).step_by(2) {
            let upper = literal.to_uppercase();
            if !["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "FROM ", "JOIN "]
                .iter()
                .any(|w| upper.contains(w))
            {
                continue;
            }
            seen += 1;
            assert!(!upper.contains("ATTACH"), "{}: {literal}", path.display());
            for realm in Realm::ALL {
                let schema = format!("{}.", realm.name().to_uppercase());
                assert!(!upper.contains(&schema), "{}: {literal}", path.display());
            }
        }
    }
    assert!(seen > 50, "only {seen} statements were found");
}
