//! Wrapped keys: stored once, replaced only on purpose, erased without a trace.

use base::{AgencyNumber, Compartment, Realm, StreamId};
use store::{Database, keys};
use testkit::{both_engines, folder_holds};
use vault::{KeyName, WrappedKey};

use crate::samples::{chance, morning, stream};

fn wrapped(name: KeyName, parent: KeyName) -> WrappedKey {
    WrappedKey { name, parent, bytes: chance().bytes::<105>().to_vec() }
}

fn stream_keys(stream: StreamId) -> Vec<WrappedKey> {
    let parent = KeyName::Agency(Realm::Social, AgencyNumber(3));
    [Compartment::Operational, Compartment::Identity, Compartment::Narrative]
        .map(|compartment| wrapped(KeyName::Stream(Realm::Social, stream, compartment, 0), parent))
        .to_vec()
}

#[test]
fn a_name_keeps_the_first_key_it_was_given() {
    both_engines(|store| {
        let first = wrapped(KeyName::Statistics(Realm::Social, 24_312), KeyName::Realm(Realm::Social));
        let second = WrappedKey { bytes: vec![1; 105], ..first.clone() };
        for key in [&first, &second] {
            let stored = store
                .write(Database::Keys, |tx| keys::add(tx, std::slice::from_ref(key), morning()))
                .unwrap();
            assert_eq!(stored, std::slice::from_ref(&first));
        }
        store.write(Database::Keys, |tx| keys::replace(tx, &second)).unwrap();
        let found = store.read(Database::Keys, |tx| keys::get(tx, first.name)).unwrap();
        assert_eq!(found, Some(second));
        let absent = wrapped(KeyName::Session, KeyName::Root);
        let problem = store.write(Database::Keys, |tx| keys::replace(tx, &absent)).unwrap_err();
        assert_eq!(problem.code, "not_found");
    });
}

#[test]
fn upper_keys_come_after_their_parents_and_streams_keys_by_stream() {
    both_engines(|store| {
        let agency = KeyName::Agency(Realm::Social, AgencyNumber(3));
        let mut all = vec![
            wrapped(agency, KeyName::Realm(Realm::Social)),
            wrapped(KeyName::Session, KeyName::Root),
            wrapped(KeyName::Realm(Realm::Social), KeyName::Root),
        ];
        let streams: Vec<StreamId> = (0..100).map(|_| stream()).collect();
        all.extend(streams.iter().flat_map(|stream| stream_keys(*stream)));
        store.write(Database::Keys, |tx| keys::add(tx, &all, morning())).unwrap();
        store
            .read(Database::Keys, |tx| {
                let upper = keys::upper(tx)?;
                assert_eq!(upper.len(), 3);
                assert_eq!(upper.last().map(|key| key.name), Some(agency));
                let names: Vec<KeyName> = all.iter().map(|key| key.name).collect();
                assert_eq!(keys::get_many(tx, &names)?.len(), 303);
                let of_one = keys::of_stream(tx, Realm::Social, streams[7])?;
                assert_eq!(of_one.len(), 3);
                assert!(of_one.iter().all(|key| all.contains(key)));
                assert_eq!(keys::of_stream(tx, Realm::Directory, streams[7])?, []);
                assert_eq!(keys::stored_before(tx, morning())?, []);
                assert_eq!(keys::stored_before(tx, morning().plus(1))?.len(), 300);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn an_erased_key_leaves_no_trace_in_the_folder() {
    both_engines(|store| {
        let streams: Vec<StreamId> = (0..60).map(|_| stream()).collect();
        let all: Vec<WrappedKey> = streams.iter().flat_map(|stream| stream_keys(*stream)).collect();
        store.write(Database::Keys, |tx| keys::add(tx, &all, morning())).unwrap();
        let erased = all[90].clone();
        let (realm, victim) = (Realm::Social, streams[30]);
        assert_eq!(store.write(Database::Keys, |tx| keys::delete_stream(tx, realm, victim)).unwrap(), 3);
        assert!(store.write(Database::Keys, |tx| keys::delete(tx, all[0].name)).unwrap());
        assert!(!store.write(Database::Keys, |tx| keys::delete(tx, all[0].name)).unwrap());
        store.shred(Database::Keys).unwrap();
        if let Some(folder) = store.folder() {
            assert!(!folder_holds(&folder, &erased.bytes));
            assert!(!folder_holds(&folder, &all[0].bytes));
            assert!(folder_holds(&folder, &all[89].bytes));
        }
        store
            .read(Database::Keys, |tx| {
                assert_eq!(keys::get(tx, erased.name)?, None);
                assert_eq!(keys::of_stream(tx, realm, streams[31])?.len(), 3);
                Ok(())
            })
            .unwrap();
    });
}
