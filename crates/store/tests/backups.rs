//! A database as bytes and back: the same on both engines and from one to the other, and nothing from bad bytes.

use std::collections::BTreeMap;

use base::{Position, Realm};
use ledger::SigningKey;
use proptest::prelude::*;
use store::files::{self, FILES};
use store::{Config, Database, Store, Target, dump, entries, outbox, projection, verification};
use testkit::{EmptyPlace, EngineKind, both_engines};

use crate::samples::{append_many, chance, file_row, tamper};
use crate::verifying::sign;

fn dumped(store: &Store) -> BTreeMap<&'static str, Vec<u8>> {
    let mut all = BTreeMap::new();
    for database in Database::ALL {
        let mut bytes = Vec::new();
        store.read(database, |tx| dump::write(tx, &mut bytes)).unwrap();
        all.insert(database.name(), bytes);
    }
    all
}

fn restored(config: &Config, all: &BTreeMap<&'static str, Vec<u8>>) -> Store {
    for database in Database::ALL {
        let mut bytes = all[database.name()].as_slice();
        let (made, _) = dump::read(config, &mut bytes).unwrap();
        assert_eq!((made, bytes), (database, &[][..]));
    }
    Store::open(config.clone()).unwrap()
}

#[test]
fn a_store_comes_back_whole_on_either_engine() {
    both_engines(|store| {
        append_many(store, 300, 7);
        let key = SigningKey::generate(&chance());
        sign(store, &key);
        store
            .write(Database::Social, |tx| {
                files::put(tx, Target::Live, &(0..40).map(file_row).collect::<Vec<_>>())?;
                let last = entries::entry_at(tx, Position(300))?.unwrap();
                outbox::put(tx, last.id, last.position, Realm::Justice)
            })
            .unwrap();
        let before = dumped(store);
        for kind in [EngineKind::Sqlite, EngineKind::Postgres] {
            let Some(place) = EmptyPlace::new(kind) else { continue };
            let other = restored(place.config(), &before);
            let report = other.read(Database::Social, |tx| {
                assert_eq!(projection::stale(tx)?.len(), 0);
                Ok(verification::verify(tx, &[key.public()], &[], &mut |_| {}).unwrap())
            });
            assert_eq!(report.unwrap().ok().map(|sound| sound.vouched), Some(300));
            let digest = |store: &Store| store.read(Database::Social, |tx| projection::digest(tx, &FILES));
            assert_eq!(digest(&other).unwrap(), digest(store).unwrap());
            assert_eq!(dumped(&other), before, "and gives the same bytes again");
            // It goes on where the first stood.
            append_many(&other, 1, 1);
        }
    });
}

#[test]
fn nothing_is_restored_over_what_is_there() {
    both_engines(|store| {
        let all = dumped(store);
        let problem = dump::read(store.config(), &mut all["social"].as_slice()).unwrap_err();
        assert_eq!(
            (problem.code, problem.args),
            ("restore_not_empty", vec![("database", "social".to_owned())])
        );
    });
}

#[test]
fn rows_of_another_projection_number_are_made_again_instead() {
    both_engines(|store| {
        append_many(store, 3, 1);
        let rows: Vec<_> = (0..3).map(file_row).collect();
        store.write(Database::Social, |tx| files::put(tx, Target::Live, &rows)).unwrap();
        // As an older program's backup has them: with a number below this program's.
        let mut all = dumped(store);
        let bytes = all.get_mut("social").unwrap();
        let name = b"\x00\x00\x00\x08file_row";
        let at = bytes.windows(name.len()).position(|window| window == name).unwrap() + name.len();
        bytes[at..at + 4].copy_from_slice(&0_u32.to_be_bytes());
        let place = EmptyPlace::new(store.kind()).unwrap();
        let other = restored(place.config(), &all);
        let stale = other.read(Database::Social, projection::stale).unwrap();
        assert_eq!(stale.iter().map(|p| p.name()).collect::<Vec<_>>(), ["file_row"]);
    });
}

#[test]
fn a_backup_of_a_newer_program_is_refused() {
    both_engines(|store| {
        let mut all = dumped(store);
        let bytes = all.get_mut("keys").unwrap();
        // Tag, length, length of the name, the name, then the step.
        bytes[5 + 4 + 4..5 + 4 + 4 + 4].copy_from_slice(&900_u32.to_be_bytes());
        let place = EmptyPlace::new(store.kind()).unwrap();
        let problem = dump::read(place.config(), &mut bytes.as_slice()).unwrap_err();
        assert_eq!(problem.code, "database_newer");
        // And leaves nothing behind: the same place takes the whole backup afterwards.
        restored(place.config(), &dumped(store));
    });
}

#[test]
fn what_follows_from_an_older_program_is_not_carried() {
    both_engines(|store| {
        append_many(store, 3, 1);
        tamper(store, Database::Social, "UPDATE projection SET number = 0 WHERE name = 'file_row'");
        let all = dumped(store);
        assert!(!all["social"].windows(8).any(|window| window == b"file_row"));
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// A cut or changed byte is refused, or harmless where it changes a value and not the form: never a panic. What
    /// keeps values from change is the sealed container around these bytes.
    #[test]
    fn bad_bytes_are_refused(cut in any::<prop::sample::Index>(), flip in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let store = testkit::TestStore::sqlite();
        append_many(&store, 5, 2);
        let whole = dumped(&store).remove("social").unwrap();
        let mut changed = whole.clone();
        changed[flip.index(whole.len())] ^= 1 << bit;
        let place = EmptyPlace::new(EngineKind::Sqlite).unwrap();
        let _ = dump::read(place.config(), &mut changed.as_slice());
        let place = EmptyPlace::new(EngineKind::Sqlite).unwrap();
        let short = &whole[..cut.index(whole.len())];
        let problem = dump::read(place.config(), &mut &*short).unwrap_err();
        prop_assert_eq!(problem.code, "backup_damaged");
    }

    #[test]
    fn random_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let place = EmptyPlace::new(EngineKind::Sqlite).unwrap();
        prop_assert!(dump::read(place.config(), &mut bytes.as_slice()).is_err());
    }
}
