//! Rotation, transfer and erasure on a model of the key store: whatever happened before, what was not erased
//! opens with the rows that are stored now, and no upper key that was replaced opens any of them.

use std::collections::BTreeMap;

use base::{AgencyNumber, Compartment, EntryId, Randomness, Realm, StreamId};
use proptest::prelude::*;
use vault::rotation::rewrap;
use vault::{
    Epochs, Key, KeyName, KeyRing, RootSecret, SealedUnder, VaultError, WrappedKey, keys_to_delete, unwrap,
};

const SOCIAL: Realm = Realm::Social;
const REALM: KeyName = KeyName::Realm(SOCIAL);

fn agency(number: u32) -> KeyName {
    KeyName::Agency(SOCIAL, AgencyNumber(number))
}

fn stream(number: u8) -> StreamId {
    StreamId::from_bytes([number; 16])
}

/// A ring with its key store.
struct World {
    ring: KeyRing,
    root: String,
    rows: BTreeMap<KeyName, WrappedKey>,
    chance: Randomness,
    /// Upper keys that were replaced, with their names.
    former: Vec<(KeyName, Key)>,
    parts: Vec<(u8, EntryId, Compartment, SealedUnder)>,
    erased: Vec<u8>,
}

impl World {
    fn new(seed: u64) -> Self {
        let chance = Randomness::seeded(seed);
        let root = RootSecret::random(&chance);
        let text = root.text().to_string();
        let ring = KeyRing::new(root, 1000, chance.clone());
        let rows = BTreeMap::new();
        let mut world = Self {
            ring,
            root: text,
            rows,
            chance,
            former: Vec::new(),
            parts: Vec::new(),
            erased: Vec::new(),
        };
        let upper = [
            (REALM, KeyName::Root),
            (KeyName::Realm(Realm::Directory), KeyName::Root),
            (KeyName::Session, KeyName::Root),
            (KeyName::Signing(SOCIAL), REALM),
            (KeyName::Statistics(SOCIAL, 24_000), REALM),
            (agency(1), REALM),
            (agency(2), REALM),
        ];
        for (name, parent) in upper {
            world.make(name, parent);
        }
        world
    }

    fn make(&mut self, name: KeyName, parent: KeyName) {
        let row = self.ring.create(name, parent).unwrap();
        self.ring.admit(&row).unwrap();
        self.rows.insert(name, row);
    }

    fn below(&self, parent: KeyName) -> Vec<WrappedKey> {
        self.rows.values().filter(|row| row.parent == parent).cloned().collect()
    }

    fn of_stream(&self, number: u8) -> Vec<WrappedKey> {
        self.rows.values().filter(|row| row.name.is_of_stream(SOCIAL, stream(number))).cloned().collect()
    }

    fn store(&mut self, rows: &[WrappedKey]) {
        for row in rows {
            *self.rows.get_mut(&row.name).unwrap() = row.clone();
        }
    }

    fn remember(&mut self, name: KeyName) {
        let key = Key::from_slice(self.ring.key(&name).unwrap().expose()).unwrap();
        self.former.push((name, key));
    }

    fn rotate(&mut self, name: KeyName) {
        self.remember(name);
        let rotation = self.ring.rotate(&self.rows[&name], &self.below(name)).unwrap();
        assert_eq!(rotation.rows().len(), self.below(name).len() + 1);
        self.store(rotation.rows());
        self.ring.adopt(rotation).unwrap();
    }

    fn rotate_root(&mut self) {
        self.remember(KeyName::Root);
        let root = RootSecret::random(&self.chance);
        self.root = root.text().to_string();
        let rotation = self.ring.rotate_root(root, &self.below(KeyName::Root)).unwrap();
        let rows = rotation.rows().to_vec();
        self.store(&rows);
        self.ring.adopt(rotation).unwrap();
    }

    fn transfer(&mut self, number: u8, to: u32) {
        let rows = self.of_stream(number);
        let moved = self.ring.transfer((SOCIAL, stream(number)), AgencyNumber(to), &rows);
        if self.erased.contains(&number) {
            assert_eq!(moved.unwrap(), []);
        } else {
            self.store(&moved.unwrap());
        }
    }

    /// Seals a part in the newest epoch, after beginning another one if asked to.
    fn write(&mut self, number: u8, compartment: Compartment, under: KeyName, new_epoch: bool) {
        let epochs = |world: &Self| Epochs::of(SOCIAL, stream(number), world.rows.keys().copied());
        if new_epoch || epochs(self).sealing(compartment).is_none() {
            match self.ring.begin_epoch(&epochs(self), compartment, under) {
                Ok(row) => {
                    self.ring.admit(&row).unwrap();
                    self.rows.insert(row.name, row);
                }
                Err(VaultError::Forgotten(_)) if self.erased.contains(&number) => return,
                Err(other) => panic!("{other}"),
            }
        }
        let entry = EntryId::from_bytes(self.chance.bytes());
        let sealed = self.ring.seal_part(&epochs(self), compartment, entry, entry.as_bytes()).unwrap();
        self.parts.push((number, entry, compartment, sealed));
    }

    fn erase(&mut self, number: u8) {
        let kept = self.of_stream(number);
        self.ring.forget_stream(SOCIAL, stream(number));
        for name in keys_to_delete(SOCIAL, &[stream(number)], self.rows.keys().copied()) {
            self.rows.remove(&name);
        }
        self.erased.push(number);
        for row in kept {
            assert_eq!(self.ring.admit(&row).unwrap_err(), VaultError::Forgotten(row.name));
            let refused = self.ring.transfer((SOCIAL, stream(number)), AgencyNumber(1), &[row]).unwrap_err();
            assert!(matches!(refused, VaultError::Forgotten(_)));
        }
    }

    /// What this ring, and one that is made anew of the stored rows, open.
    fn check(&self) {
        let anew = KeyRing::new(RootSecret::parse(&self.root).unwrap(), 1000, Randomness::seeded(0));
        anew.admit_all(&self.rows.values().cloned().collect::<Vec<_>>()).unwrap();
        for (number, entry, compartment, sealed) in &self.parts {
            for ring in [&self.ring, &anew] {
                let opened = ring.open_part((SOCIAL, stream(*number), *entry), *compartment, sealed);
                if self.erased.contains(number) {
                    assert!(matches!(opened.unwrap_err(), VaultError::Missing(_)));
                } else {
                    assert_eq!(opened.unwrap().as_slice(), entry.as_bytes());
                }
            }
        }
        for (_, key) in &self.former {
            for row in self.rows.values() {
                assert_eq!(unwrap(key, row).unwrap_err(), VaultError::WrongKey, "{}", row.name);
            }
        }
    }
}

#[test]
fn each_level_rotates_and_what_hangs_below_stays_the_same_key() {
    let mut world = World::new(1);
    for number in 1..4 {
        world.write(number, Compartment::Identity, agency(1), false);
    }
    world.write(9, Compartment::Operational, REALM, false);
    let inside: Vec<_> = world.rows.keys().map(|name| *world.ring.key(name).unwrap().expose()).collect();
    world.rotate(agency(1));
    world.rotate(REALM);
    world.rotate_root();
    world.check();
    for (name, before) in world.rows.keys().zip(inside) {
        let changed = *world.ring.key(name).unwrap().expose() != before;
        assert_eq!(changed, [agency(1), REALM].contains(name), "{name}");
    }
}

#[test]
fn a_row_of_another_parent_and_a_key_without_children_are_refused_whole() {
    let mut world = World::new(2);
    world.write(1, Compartment::Identity, agency(1), false);
    world.write(2, Compartment::Identity, agency(2), false);
    let (own, mut below) = (world.rows[&agency(1)].clone(), world.below(agency(1)));
    below.extend(world.below(agency(2)));
    let name = KeyName::Stream(SOCIAL, stream(2), Compartment::Identity, 1);
    let refused = world.ring.rotate(&own, &below).unwrap_err();
    assert_eq!(refused, VaultError::NotUnder { name, parent: agency(1) });
    let session = world.rows[&KeyName::Session].clone();
    assert_eq!(world.ring.rotate(&session, &[]).unwrap_err(), VaultError::NoParent(KeyName::Session));
    let rows = world.of_stream(2);
    let refused = world.ring.transfer((SOCIAL, stream(1)), AgencyNumber(2), &rows).unwrap_err();
    assert_eq!(refused, VaultError::NotOfStream(name));
    world.check();
}

#[test]
fn after_a_rotation_neither_old_rows_nor_keys_made_under_the_old_key_come_in() {
    let mut world = World::new(3);
    let (old_row, late) = (
        world.rows[&agency(1)].clone(),
        world.ring.create(KeyName::Stream(SOCIAL, stream(5), Compartment::Identity, 1), agency(1)).unwrap(),
    );
    world.rotate(agency(1));
    assert_eq!(world.ring.admit(&old_row).unwrap_err(), VaultError::Superseded(agency(1)));
    assert_eq!(world.ring.admit(&late).unwrap_err(), VaultError::WrongKey);
    world.ring.admit(&world.rows[&agency(1)]).unwrap();
}

#[test]
fn a_transferred_stream_opens_with_the_new_agency_alone() {
    let mut world = World::new(4);
    world.write(1, Compartment::Identity, agency(1), false);
    world.write(1, Compartment::Identity, agency(1), true);
    world.ring.admit(&world.rows[&agency(2)]).unwrap();
    world.transfer(1, 2);
    let (first, second) = (world.ring.key(&agency(1)).unwrap(), world.ring.key(&agency(2)).unwrap());
    for row in world.of_stream(1) {
        assert_eq!(row.parent, agency(2));
        assert_eq!(unwrap(&first, &row).unwrap_err(), VaultError::WrongKey);
        assert!(unwrap(&second, &row).is_ok());
    }
    world.check();
}

#[test]
fn rewrapping_asks_for_the_right_parent() {
    let world = World::new(5);
    let key = |name| world.ring.key(&name).unwrap();
    let row = &world.rows[&agency(1)];
    let (realm, other) = (key(REALM), key(KeyName::Realm(Realm::Directory)));
    let chance = Randomness::seeded(1);
    let again = rewrap((REALM, &realm), (REALM, &realm), row, &chance).unwrap();
    assert_ne!(again.bytes, row.bytes);
    assert_eq!(unwrap(&realm, &again).unwrap().expose(), key(agency(1)).expose());
    let elsewhere = KeyName::Realm(Realm::Directory);
    let across = rewrap((REALM, &realm), (elsewhere, &other), row, &chance).unwrap_err();
    assert_eq!(across, VaultError::WrongParent { name: agency(1), parent: elsewhere });
    assert!(matches!(
        rewrap((KeyName::Root, &realm), (REALM, &realm), row, &chance),
        Err(VaultError::NotUnder { .. })
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_happens_what_is_not_erased_opens_and_nothing_else(
        seed: u64,
        steps in prop::collection::vec((0_u8..12, 1_u8..5, 0_usize..3, 1_u32..3), 1..40),
    ) {
        let mut world = World::new(seed);
        for (what, number, compartment, unit) in steps {
            let compartment = Compartment::ALL[compartment];
            match what {
                0 => world.rotate(agency(unit)),
                1 => world.rotate(REALM),
                2 => world.rotate_root(),
                3 => world.erase(number),
                4 | 5 => world.transfer(number, unit),
                6 | 7 => world.write(number, compartment, agency(unit), true),
                _ => world.write(number, compartment, agency(unit), false),
            }
        }
        world.check();
    }
}
