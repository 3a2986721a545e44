use std::collections::HashMap;

use base::{AgencyNumber, Compartment, Randomness, Realm, StreamId};
use proptest::prelude::*;
use vault::{KeyName, KeyRing, RootSecret, VaultError, WrappedKey};

const REALM: KeyName = KeyName::Realm(Realm::Social);
const AGENCY: KeyName = KeyName::Agency(Realm::Social, AgencyNumber(4));

fn file(number: u8, epoch: u32) -> KeyName {
    KeyName::Stream(Realm::Social, StreamId::from_bytes([number; 16]), Compartment::Identity, epoch)
}

fn root() -> RootSecret {
    RootSecret::parse(&RootSecret::random(&Randomness::seeded(77)).text()).unwrap()
}

/// A ring with realm and agency, and the rows that a key store would hold.
fn opened(capacity: usize) -> (KeyRing, Vec<WrappedKey>) {
    let ring = KeyRing::new(root(), capacity, Randomness::seeded(5));
    let mut rows = Vec::new();
    for (name, parent) in [(REALM, KeyName::Root), (AGENCY, REALM)] {
        let wrapped = ring.create(name, parent).unwrap();
        ring.admit(&wrapped).unwrap();
        rows.push(wrapped);
    }
    (ring, rows)
}

#[test]
fn a_created_key_is_not_in_the_ring_before_it_was_stored_and_admitted() {
    let (ring, _) = opened(10);
    let wrapped = ring.create(file(1, 1), AGENCY).unwrap();
    assert!(ring.key(&file(1, 1)).is_none());
    let key = ring.admit(&wrapped).unwrap();
    assert_eq!(ring.key(&file(1, 1)).unwrap().expose(), key.expose());
}

#[test]
fn a_ring_of_the_same_root_opens_the_rows_in_any_order_and_another_root_opens_none() {
    let (ring, mut rows) = opened(10);
    let names = [file(1, 1), KeyName::Signing(Realm::Social), KeyName::Statistics(Realm::Social, 3)];
    for (name, parent) in names.into_iter().zip([AGENCY, REALM, REALM]) {
        let wrapped = ring.create(name, parent).unwrap();
        ring.admit(&wrapped).unwrap();
        rows.insert(0, wrapped);
    }
    let again = KeyRing::new(root(), 10, Randomness::seeded(6));
    assert_eq!(again.admit(&rows[0]).unwrap_err(), VaultError::Missing(rows[0].parent));
    again.admit_all(&rows).unwrap();
    for row in &rows {
        assert_eq!(again.key(&row.name).unwrap().expose(), ring.key(&row.name).unwrap().expose());
    }
    let stranger = KeyRing::new(RootSecret::random(&Randomness::seeded(1)), 10, Randomness::seeded(1));
    assert_eq!(stranger.admit_all(&rows).unwrap_err(), VaultError::WrongKey);
}

#[test]
fn a_key_moves_to_another_agency_and_stays_the_same_key() {
    let (ring, _) = opened(10);
    let other = KeyName::Agency(Realm::Social, AgencyNumber(5));
    ring.admit(&ring.create(other, REALM).unwrap()).unwrap();
    let before = ring.create(file(1, 1), AGENCY).unwrap();
    let after = ring.rewrap(&before, other).unwrap();
    assert_eq!(after.parent, other);
    assert_eq!(ring.admit(&after).unwrap().expose(), ring.admit(&before).unwrap().expose());
    let elsewhere = KeyName::Realm(Realm::Directory);
    ring.admit(&ring.create(elsewhere, KeyName::Root).unwrap()).unwrap();
    assert!(matches!(ring.rewrap(&before, elsewhere), Err(VaultError::WrongParent { .. })));
}

#[test]
fn an_erased_stream_never_comes_back_not_even_from_a_row_read_before() {
    let (ring, _) = opened(10);
    let rows: Vec<_> = [1, 2].map(|epoch| ring.create(file(1, epoch), AGENCY).unwrap()).into();
    let neighbour = ring.create(file(2, 1), AGENCY).unwrap();
    rows.iter().chain([&neighbour]).for_each(|row| drop(ring.admit(row).unwrap()));
    ring.forget_stream(Realm::Social, StreamId::from_bytes([1; 16]));
    for row in &rows {
        assert!(ring.key(&row.name).is_none());
        assert_eq!(ring.admit(row).unwrap_err(), VaultError::Forgotten(row.name));
        assert_eq!(ring.create(row.name, AGENCY).unwrap_err(), VaultError::Forgotten(row.name));
    }
    assert!(ring.key(&neighbour.name).is_some());
    ring.forget(&neighbour.name);
    assert_eq!(ring.admit(&neighbour).unwrap_err(), VaultError::Forgotten(neighbour.name));
    let statistics = KeyName::Statistics(Realm::Social, 1);
    let row = ring.create(statistics, REALM).unwrap();
    ring.admit(&row).unwrap();
    ring.forget(&statistics);
    assert!(ring.key(&statistics).is_none());
    assert_eq!(ring.admit(&row).unwrap_err(), VaultError::Forgotten(statistics));
}

#[test]
fn many_threads_share_a_ring() {
    let (ring, _) = opened(4);
    let rows: Vec<_> = (0..20).map(|number| ring.create(file(number, 1), AGENCY).unwrap()).collect();
    let keys: Vec<_> = rows.iter().map(|row| ring.admit(row).unwrap()).collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for (row, expected) in rows.iter().zip(&keys) {
                    let key = ring.key(&row.name).unwrap_or_else(|| ring.admit(row).unwrap());
                    assert_eq!(key.expose(), expected.expose());
                }
            });
        }
    });
    assert!(ring.stream_keys_held() <= 4);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_small_ring_holds_few_keys_the_last_used_among_them_and_never_a_wrong_one(
        steps in prop::collection::vec(0_u8..12, 1..200),
        capacity in 2_usize..9,
    ) {
        let (ring, _) = opened(capacity);
        let mut rows: HashMap<u8, (WrappedKey, [u8; 32])> = HashMap::new();
        for step in steps {
            let name = file(step, 1);
            if let Some((row, expected)) = rows.get(&step) {
                let key = ring.key(&name).unwrap_or_else(|| ring.admit(row).unwrap());
                prop_assert_eq!(key.expose(), expected);
            } else {
                let row = ring.create(name, AGENCY).unwrap();
                let key = *ring.admit(&row).unwrap().expose();
                rows.insert(step, (row, key));
            }
            prop_assert!(ring.key(&name).is_some());
            prop_assert!(ring.stream_keys_held() <= capacity);
        }
    }
}
