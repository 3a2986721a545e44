use base::{AgencyNumber, Compartment, EntryId, Randomness, Realm, StreamId};
use proptest::prelude::*;
use vault::{Epochs, KeyName, KeyRing, RootSecret, VaultError, keys_to_delete};

const SOCIAL: Realm = Realm::Social;
const REALM: KeyName = KeyName::Realm(SOCIAL);
const AGENCY: KeyName = KeyName::Agency(SOCIAL, AgencyNumber(4));

fn stream() -> StreamId {
    StreamId::from_bytes([7; 16])
}

fn entry(number: u8) -> EntryId {
    EntryId::from_bytes([number; 16])
}

fn name(compartment: Compartment, epoch: u32) -> KeyName {
    KeyName::Stream(SOCIAL, stream(), compartment, epoch)
}

fn ring(capacity: usize) -> KeyRing {
    let ring = KeyRing::new(RootSecret::random(&Randomness::seeded(1)), capacity, Randomness::seeded(2));
    for (name, parent) in [(REALM, KeyName::Root), (AGENCY, REALM)] {
        ring.admit(&ring.create(name, parent).unwrap()).unwrap();
    }
    ring
}

#[test]
fn each_compartment_counts_its_own_epochs_from_one() {
    let none = Epochs::of(SOCIAL, stream(), []);
    assert_eq!(none.sealing(Compartment::Identity), None);
    assert_eq!(none.next(Compartment::Identity), Some(name(Compartment::Identity, 1)));
    let some = Epochs::of(
        SOCIAL,
        stream(),
        [
            name(Compartment::Identity, 2),
            name(Compartment::Identity, 10),
            name(Compartment::Identity, 9),
            name(Compartment::Narrative, 1),
            name(Compartment::Shared, 77),
            KeyName::Stream(SOCIAL, StreamId::from_bytes([8; 16]), Compartment::Identity, 99),
            KeyName::Stream(Realm::Directory, stream(), Compartment::Identity, 98),
            AGENCY,
        ],
    );
    assert_eq!(some.sealing(Compartment::Identity), Some(name(Compartment::Identity, 10)));
    assert_eq!(some.next(Compartment::Identity), Some(name(Compartment::Identity, 11)));
    assert_eq!(some.next(Compartment::Narrative), Some(name(Compartment::Narrative, 2)));
    assert_eq!(some.compartments().collect::<Vec<_>>(), [Compartment::Identity, Compartment::Narrative]);
    let last = Epochs::of(SOCIAL, stream(), [name(Compartment::Identity, u32::MAX)]);
    assert_eq!(last.next(Compartment::Identity), None);
}

#[test]
fn referrals_are_no_epochs_of_one_another() {
    let referrals = Epochs::of(SOCIAL, stream(), (1..4).map(|number| name(Compartment::Shared, number)));
    assert_eq!((referrals.sealing(Compartment::Shared), referrals.next(Compartment::Shared)), (None, None));
    let ring = ring(10);
    let refused = VaultError::NoEpoch(Compartment::Shared);
    assert_eq!(ring.begin_epoch(&referrals, Compartment::Shared, AGENCY).unwrap_err(), refused);
    assert_eq!(ring.seal_part(&referrals, Compartment::Shared, entry(1), b"x").unwrap_err(), refused);
    ring.admit(&ring.create(name(Compartment::Shared, 9), AGENCY).unwrap()).unwrap();
    assert_eq!(ring.newest_epoch(SOCIAL, stream(), Compartment::Shared), 1);
}

#[test]
fn whoever_has_not_heard_of_the_new_epoch_is_refused_even_when_its_key_was_let_go() {
    let ring = ring(2);
    let identity = Compartment::Identity;
    let mut epochs = Epochs::of(SOCIAL, stream(), []);
    assert_eq!(ring.seal_part(&epochs, identity, entry(1), b"x").unwrap_err(), VaultError::NoEpoch(identity));
    ring.admit(&ring.begin_epoch(&epochs, identity, AGENCY).unwrap()).unwrap();
    epochs = Epochs::of(SOCIAL, stream(), [name(identity, 1)]);
    let sealed = ring.seal_part(&epochs, identity, entry(1), b"Ileana").unwrap();
    assert_eq!(sealed.epoch, 1);
    let second = ring.begin_epoch(&epochs, identity, AGENCY).unwrap();
    // Stored, not admitted yet: the first epoch is still the one.
    assert_eq!(ring.seal_part(&epochs, identity, entry(2), b"Ileana").unwrap().epoch, 1);
    ring.admit(&second).unwrap();
    for other in 20..30 {
        let other = KeyName::Stream(SOCIAL, StreamId::from_bytes([other; 16]), identity, 1);
        ring.admit(&ring.create(other, AGENCY).unwrap()).unwrap();
    }
    assert!(ring.key(&name(identity, 2)).is_none());
    let old = VaultError::OldEpoch(name(identity, 1));
    assert_eq!(ring.seal_part(&epochs, identity, entry(2), b"x").unwrap_err(), old);
    let known = Epochs::of(SOCIAL, stream(), [name(identity, 1), name(identity, 2)]);
    let missing = VaultError::Missing(name(identity, 2));
    assert_eq!(ring.seal_part(&known, identity, entry(2), b"x").unwrap_err(), missing);
    ring.admit(&second).unwrap();
    assert_eq!(ring.seal_part(&known, identity, entry(2), b"x").unwrap().epoch, 2);
}

#[test]
fn what_an_erasure_deletes() {
    let other = StreamId::from_bytes([8; 16]);
    let reads = StreamId::from_bytes([9; 16]);
    let key = |realm, stream, compartment, epoch| KeyName::Stream(realm, stream, compartment, epoch);
    let gone = [
        key(SOCIAL, stream(), Compartment::Operational, 1),
        key(SOCIAL, stream(), Compartment::Identity, 1),
        key(SOCIAL, stream(), Compartment::Identity, 2),
        key(SOCIAL, stream(), Compartment::Shared, 12),
        key(SOCIAL, reads, Compartment::Operational, 1),
    ];
    let stays = [
        KeyName::Root,
        KeyName::Session,
        REALM,
        AGENCY,
        KeyName::Statistics(SOCIAL, 24_000),
        KeyName::Signing(SOCIAL),
        key(SOCIAL, other, Compartment::Identity, 1),
        key(Realm::Directory, stream(), Compartment::Identity, 1),
    ];
    let stored = gone.iter().rev().chain(&stays).chain(&gone).copied();
    assert_eq!(keys_to_delete(SOCIAL, &[stream(), reads], stored.clone()), gone);
    assert_eq!(keys_to_delete(SOCIAL, &[], stored), []);
}

proptest! {
    #[test]
    fn every_epoch_opens_and_the_newest_seals(changes in prop::collection::vec(0_usize..3, 1..40), capacity in 2_usize..20) {
        let ring = ring(capacity);
        let mut rows = Vec::new();
        let mut parts = Vec::new();
        for (at, &change) in changes.iter().enumerate() {
            let compartment = Compartment::ALL[change];
            let names = || rows.iter().map(|row: &vault::WrappedKey| row.name);
            let before = Epochs::of(SOCIAL, stream(), names());
            let row = ring.begin_epoch(&before, compartment, AGENCY).unwrap();
            ring.admit(&row).unwrap();
            rows.push(row);
            let epochs = Epochs::of(SOCIAL, stream(), rows.iter().map(|row| row.name));
            let number = u8::try_from(at).unwrap();
            let sealed = ring.seal_part(&epochs, compartment, entry(number), &[number]).unwrap();
            let count = changes[..=at].iter().filter(|&&other| other == change).count();
            prop_assert_eq!(sealed.epoch as usize, count);
            parts.push((compartment, number, sealed));
        }
        for (compartment, number, sealed) in parts {
            let place = (SOCIAL, stream(), entry(number));
            ring.admit_all(&rows).unwrap();
            let row = rows.iter().find(|row| row.name == name(compartment, sealed.epoch)).unwrap();
            ring.admit(row).unwrap();
            let opened = ring.open_part(place, compartment, &sealed).unwrap();
            prop_assert_eq!(opened.as_slice(), &[number]);
            // Another epoch's key does not open it.
            let mut other = sealed.clone();
            other.epoch += 1;
            prop_assert!(ring.open_part(place, compartment, &other).is_err());
        }
    }
}
