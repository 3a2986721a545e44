use base::{Code, Compartment, EntryId, PersonId, Position, Randomness, Realm, StreamId};
use proptest::prelude::*;
use vault::sealing::{OVERHEAD, STEP};
use vault::{AssociatedData, Key, KeyName, VaultError, open, seal};

fn part(compartment: Compartment, epoch: u32) -> AssociatedData {
    AssociatedData::Part {
        realm: Realm::Social,
        stream: StreamId::from_bytes([1; 16]),
        entry: EntryId::from_bytes([2; 16]),
        compartment,
        epoch,
    }
}

/// Places that differ from one another in one thing each.
fn places() -> Vec<AssociatedData> {
    let (stream, entry) = (StreamId::from_bytes([1; 16]), EntryId::from_bytes([2; 16]));
    let changed = |realm, stream, entry| AssociatedData::Part {
        realm,
        stream,
        entry,
        compartment: Compartment::Identity,
        epoch: 1,
    };
    let wrapped = |name, parent| AssociatedData::Wrapped { name, parent };
    let agency = KeyName::Agency(Realm::Social, base::AgencyNumber(7));
    let file = KeyName::Stream(Realm::Social, stream, Compartment::Identity, 1);
    vec![
        changed(Realm::Social, stream, entry),
        changed(Realm::Directory, stream, entry),
        changed(Realm::Social, StreamId::from_bytes([3; 16]), entry),
        changed(Realm::Social, stream, EntryId::from_bytes([3; 16])),
        part(Compartment::Narrative, 1),
        part(Compartment::Identity, 2),
        AssociatedData::Facts { realm: Realm::Social, entry, month: 24_000 },
        AssociatedData::Facts { realm: Realm::Social, entry, month: 24_001 },
        wrapped(file, agency),
        wrapped(file, KeyName::Realm(Realm::Social)),
        wrapped(agency, KeyName::Realm(Realm::Social)),
        AssociatedData::Snapshot { realm: Realm::Social, position: Position(1) },
        AssociatedData::Snapshot { realm: Realm::Social, position: Position(2) },
        AssociatedData::Draft { person: PersonId::from_bytes([1; 16]), form: Code::new("a").unwrap() },
        AssociatedData::Draft { person: PersonId::from_bytes([1; 16]), form: Code::new("ab").unwrap() },
        AssociatedData::Login { person: PersonId::from_bytes([1; 16]) },
        AssociatedData::Totp { person: PersonId::from_bytes([1; 16]) },
        AssociatedData::Passkey { person: PersonId::from_bytes([1; 16]) },
        AssociatedData::PageToken { session: base::Digest([1; 32]) },
        AssociatedData::PageToken { session: base::Digest([2; 32]) },
    ]
}

#[test]
fn sealed_bytes_open_in_their_own_place_only() {
    let chance = Randomness::seeded(1);
    let key = Key::random(&chance);
    for (at, place) in places().iter().enumerate() {
        let sealed = seal(&key, place, b"Ileana", &chance).unwrap();
        for (elsewhere, other) in places().iter().enumerate() {
            let opened = open(&key, other, &sealed);
            if at == elsewhere {
                assert_eq!(opened.unwrap().as_slice(), b"Ileana");
            } else {
                assert_eq!(opened.unwrap_err(), VaultError::Damaged, "{place:?} opened as {other:?}");
            }
        }
    }
}

#[test]
fn every_flipped_bit_fails_and_says_where() {
    let chance = Randomness::seeded(2);
    let key = Key::random(&chance);
    let place = part(Compartment::Identity, 1);
    let sealed = seal(&key, &place, b"Ileana Cosma", &chance).unwrap();
    assert_eq!(sealed.len(), OVERHEAD + STEP);
    for at in 0..sealed.len() {
        for bit in 0..8 {
            let mut changed = sealed.clone();
            changed[at] ^= 1 << bit;
            let refused = open(&key, &place, &changed).unwrap_err();
            let expected = match at {
                0 => VaultError::UnknownVersion(changed[0]),
                1..=56 => VaultError::WrongKey,
                _ => VaultError::Damaged,
            };
            assert_eq!(refused, expected, "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn cut_or_lengthened_bytes_fail() {
    let chance = Randomness::seeded(3);
    let key = Key::random(&chance);
    let place = part(Compartment::Narrative, 1);
    let sealed = seal(&key, &place, &[b'x'; 300], &chance).unwrap();
    for length in 0..sealed.len() {
        assert!(open(&key, &place, &sealed[..length]).is_err(), "{length} bytes opened");
    }
    let longer = [sealed.as_slice(), &[0]].concat();
    assert_eq!(open(&key, &place, &longer).unwrap_err(), VaultError::Damaged);
}

#[test]
fn another_key_fails_by_the_commitment_before_anything_is_decrypted() {
    let chance = Randomness::seeded(4);
    let (key, other) = (Key::random(&chance), Key::random(&chance));
    let place = part(Compartment::Identity, 1);
    let sealed = seal(&key, &place, b"Ileana", &chance).unwrap();
    assert_eq!(open(&other, &place, &sealed).unwrap_err(), VaultError::WrongKey);
    // With the tag broken as well, the commitment still answers first.
    let mut broken = sealed.clone();
    *broken.last_mut().unwrap() ^= 1;
    assert_eq!(open(&other, &place, &broken).unwrap_err(), VaultError::WrongKey);
    assert_eq!(open(&key, &place, &broken).unwrap_err(), VaultError::Damaged);
}

#[test]
fn lengths_within_one_step_look_the_same() {
    let chance = Randomness::seeded(5);
    let key = Key::random(&chance);
    let place = part(Compartment::Identity, 1);
    let sealed_length = |length: usize| seal(&key, &place, &vec![7; length], &chance).unwrap().len();
    assert!((0..=252).all(|length| sealed_length(length) == OVERHEAD + STEP));
    assert!((253..=508).all(|length| sealed_length(length) == OVERHEAD + 2 * STEP));
}

#[test]
fn the_same_text_never_seals_to_the_same_bytes() {
    let chance = Randomness::system();
    let key = Key::random(&chance);
    let place = part(Compartment::Identity, 1);
    let one = seal(&key, &place, b"Ileana", &chance).unwrap();
    let other = seal(&key, &place, b"Ileana", &chance).unwrap();
    assert_ne!(one[1..25], other[1..25]);
    assert_ne!(one[25..57], other[25..57]);
    assert_ne!(one[57..], other[57..]);
}

proptest! {
    #[test]
    fn what_is_sealed_opens(text in prop::collection::vec(any::<u8>(), 0..1200), seed: u64, epoch: u32) {
        let chance = Randomness::seeded(seed);
        let key = Key::random(&chance);
        let place = part(Compartment::Shared, epoch);
        let sealed = seal(&key, &place, &text, &chance).unwrap();
        prop_assert_eq!((sealed.len() - OVERHEAD) % STEP, 0);
        let opened = open(&key, &place, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), text.as_slice());
    }

    #[test]
    fn random_bytes_never_open_and_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..800)) {
        let key = Key::from_slice(&[9; 32]).unwrap();
        prop_assert!(open(&key, &part(Compartment::Identity, 1), &bytes).is_err());
    }
}
