//! Bytes of format version 1, computed by another program (Python's `cryptography` and `hmac`, with HChaCha20
//! written out) from the same key and nonce. They must open for ever; another format takes another version
//! and another file beside this one.

use base::{AgencyNumber, Code, Compartment, EntryId, PersonId, Position, Randomness, Realm, StreamId};
use data_encoding::HEXLOWER;
use vault::shares::combine;
use vault::{
    AssociatedData, Key, KeyName, LockedRoot, PassphraseCost, RootSecret, Share, WrappedKey, open, seal,
    unwrap, wrap,
};

const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const INSIDE: &str = "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f";
const SEED: u64 = 2026;
const PART: &str = include_str!("golden/part_v1.hex");
const WRAPPED: &str = include_str!("golden/wrapped_v1.hex");
const LOCKED: &str = include_str!("golden/locked_root_v1.txt");
const SHARES: &str = include_str!("golden/shares_v1.txt");

fn bytes(hex: &str) -> Vec<u8> {
    HEXLOWER.decode(hex.trim().as_bytes()).unwrap()
}

fn key(hex: &str) -> Key {
    Key::from_slice(&bytes(hex)).unwrap()
}

fn stream() -> StreamId {
    StreamId::from_bytes([0x11; 16])
}

fn entry() -> EntryId {
    EntryId::from_bytes([0x22; 16])
}

fn part() -> AssociatedData {
    AssociatedData::Part {
        realm: Realm::Social,
        stream: stream(),
        entry: entry(),
        compartment: Compartment::Identity,
        epoch: 3,
    }
}

#[test]
fn a_sealed_part() {
    let text = "Ștefania".as_bytes();
    assert_eq!(open(&key(KEY), &part(), &bytes(PART)).unwrap().as_slice(), text);
    let sealed = seal(&key(KEY), &part(), text, &Randomness::seeded(SEED)).unwrap();
    assert_eq!(HEXLOWER.encode(&sealed), PART.trim());
}

#[test]
fn a_wrapped_key() {
    let name = KeyName::Stream(Realm::Social, stream(), Compartment::Identity, 3);
    let parent = KeyName::Agency(Realm::Social, AgencyNumber(258));
    let wrapped = WrappedKey { name, parent, bytes: bytes(WRAPPED) };
    assert_eq!(unwrap(&key(KEY), &wrapped).unwrap().expose(), key(INSIDE).expose());
    let again = wrap((parent, &key(KEY)), name, &key(INSIDE), &Randomness::seeded(SEED)).unwrap();
    assert_eq!(HEXLOWER.encode(&again.bytes), WRAPPED.trim());
}

#[test]
fn places() {
    let hex = |place: AssociatedData| HEXLOWER.encode(&place.to_bytes());
    let (ones, twos) = ("11".repeat(16), "22".repeat(16));
    assert_eq!(hex(part()), format!("0101{ones}{twos}0200000003"));
    let facts = AssociatedData::Facts { realm: Realm::Social, entry: entry(), month: 24_321 };
    assert_eq!(hex(facts), format!("0201{twos}00005f01"));
    let wrapped = AssociatedData::Wrapped { name: KeyName::Realm(Realm::Directory), parent: KeyName::Root };
    assert_eq!(hex(wrapped), "0300000000000000020100000000000000000100");
    let snapshot = AssociatedData::Snapshot { realm: Realm::Social, position: Position(258) };
    assert_eq!(hex(snapshot), "04010000000000000102");
    let draft =
        AssociatedData::Draft { person: PersonId::from_bytes([0x11; 16]), form: Code::new("ab").unwrap() };
    assert_eq!(hex(draft), format!("05{ones}00000000000000026162"));
    let person = PersonId::from_bytes([0x11; 16]);
    assert_eq!(hex(AssociatedData::Login { person }), format!("07{ones}"));
    assert_eq!(hex(AssociatedData::Totp { person }), format!("08{ones}"));
    assert_eq!(hex(AssociatedData::Passkey { person }), format!("09{ones}"));
}

#[test]
fn names() {
    let hex = |name: KeyName| HEXLOWER.encode(&name.to_bytes());
    let ones = "11".repeat(16);
    assert_eq!(hex(KeyName::Root), "00");
    assert_eq!(hex(KeyName::Realm(Realm::Social)), "0101");
    assert_eq!(hex(KeyName::Agency(Realm::Social, AgencyNumber(258))), "020100000102");
    let file = KeyName::Stream(Realm::Social, stream(), Compartment::Shared, 258);
    assert_eq!(hex(file), format!("0301{ones}0400000102"));
    assert_eq!(hex(KeyName::Statistics(Realm::Directory, 258)), "040000000102");
    assert_eq!(hex(KeyName::Signing(Realm::Directory)), "0500");
    assert_eq!(hex(KeyName::Session), "06");
}

#[test]
fn a_root_secret() {
    let text = "punte-root-1:AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPZL4MCZA";
    assert_eq!(RootSecret::parse(text).unwrap().text().as_str(), text);
}

/// Locked by this program, and opened by another (Argon2id of OpenSSL through Python's `cryptography`).
#[test]
fn a_locked_root() {
    let root =
        RootSecret::parse("punte-root-1:AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPZL4MCZA").unwrap();
    let cost = PassphraseCost { memory_kib: 64, passes: 3, lanes: 2 };
    let words = "patru corbi pe un gard înalt";
    let stored = LOCKED.trim();
    assert_eq!(LockedRoot::parse(stored).unwrap().unlock(words).unwrap().text(), root.text());
    let again = LockedRoot::lock(&root, words, cost, &Randomness::seeded(SEED)).unwrap();
    assert_eq!(again.text(), stored);
}

/// Made by another program (Python, with products by long division) of the coefficients `i × 7 + 1` and
/// `i × 13 + 5` for the `i`th byte.
#[test]
fn shares_of_three_custodians() {
    let lines: Vec<&str> = SHARES.lines().collect();
    let share = |at: usize| Share::parse(lines[at]).unwrap();
    assert_eq!(share(0).set(), "0123456789abcdef");
    for (at, line) in lines.iter().enumerate() {
        assert_eq!(share(at).text().as_str(), *line);
    }
    let root = "punte-root-1:AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPZL4MCZA";
    for (one, other) in [(0, 1), (0, 2), (1, 2)] {
        // Three are needed of five in this set, so the third is the last line each time.
        let three = [share(one), share(other), share(3)];
        assert_eq!(combine(&three).unwrap().text().as_str(), root);
    }
}
