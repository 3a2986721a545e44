//! Version 1 of every stored format, byte for byte. These values stay for ever: a program that no longer reads
//! them cannot open the ledgers there are.
//!
//! They were computed from the written formats by a program in another language with its own SHA-256 and
//! Ed25519, so that a mistake here does not vouch for itself.

use base::{
    AgencyNumber, ChildNumber, Code, CommandId, Compartment, Day, Digest, EntryId, Happened, PersonId,
    Position, Precision, Realm, StreamId, Timestamp, UnitNumber, Zone,
};
use data_encoding::HEXLOWER;
use ledger::fact::{decode_changes, encode_changes};
use ledger::hashing::{leaf_hash, sha256};
use ledger::{
    Checkpoint, Draft, Entry, Fact, FactChange, FactKind, Frontier, PublicKey, SealedPart, SignedCheckpoint,
    SigningKey,
};

/// The seed of RFC 8032 §7.1, test 1.
const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

fn golden(name: &str) -> &'static str {
    let mut lines = include_str!("version_1.txt").lines().filter_map(|line| line.split_once(" = "));
    lines.find(|(key, _)| *key == name).unwrap().1
}

fn golden_bytes(name: &str) -> Vec<u8> {
    HEXLOWER.decode(golden(name).as_bytes()).unwrap()
}

fn time(text: &str) -> Timestamp {
    Timestamp::parse_rfc3339(text).unwrap()
}

fn plain() -> Entry {
    let recorded_at = time("2026-11-23T10:00:00Z").plus(123_456);
    let draft = Draft {
        id: EntryId::from_bytes([0x11; 16]),
        realm: Realm::Directory,
        stream: StreamId::from_bytes([0x10; 16]),
        kind: Code::new("agency_opened").unwrap(),
        schema: 1,
        happened: Happened::at(recorded_at, &Zone::utc()),
        actor: PersonId::from_bytes([0x12; 16]),
        basis: Code::new("statute").unwrap(),
        command: CommandId::from_bytes([0x13; 16]),
        amends: None,
        facts: Vec::new(),
        facts_epoch: 0,
        parts: Vec::new(),
    };
    draft.place(Position(1), 1, Digest::ZERO, recorded_at).unwrap()
}

fn full() -> Entry {
    let zone = Zone::named("Europe/Bucharest").unwrap();
    let part =
        |compartment, epoch, byte, length| SealedPart { compartment, epoch, ciphertext: vec![byte; length] };
    let draft = Draft {
        id: EntryId::from_bytes([0x21; 16]),
        realm: Realm::Social,
        stream: StreamId::from_bytes([0x20; 16]),
        kind: Code::new("referral_sent").unwrap(),
        schema: 2,
        happened: Happened::parse("2025-03", &zone).unwrap(),
        actor: PersonId::from_bytes([0x22; 16]),
        basis: Code::new("law.272-2004_art-89").unwrap(),
        command: CommandId::from_bytes([0x23; 16]),
        amends: Some(EntryId::from_bytes([0x24; 16])),
        facts: (0..40).collect(),
        facts_epoch: 682,
        parts: vec![
            part(Compartment::Shared, 2, 0xa4, 1),
            part(Compartment::Identity, 682, 0xa2, 300),
            part(Compartment::Shared, 1, 0, 0),
            part(Compartment::Operational, 682, 0xa1, 48),
            part(Compartment::Narrative, 682, 0xa3, 5),
        ],
    };
    let recorded_at = time("2026-11-23T10:00:01Z").plus(5);
    draft.place(Position((1 << 40) + 7), 3, sha256(b"previous"), recorded_at).unwrap()
}

#[test]
fn entries_of_version_1() {
    for (name, entry) in [("plain", plain()), ("full", full())] {
        assert_eq!(HEXLOWER.encode(&entry.encode()), golden(&format!("{name}_bytes")));
        assert_eq!(entry.hash.to_string(), golden(&format!("{name}_hash")));
        assert_eq!(Entry::decode(&golden_bytes(&format!("{name}_bytes"))).unwrap(), entry);
    }
    assert_eq!(full().happened.precision(), Precision::Month);
}

#[test]
fn facts_of_version_1() {
    let own = EntryId::from_bytes([0x30; 16]);
    let sent = Fact {
        stands_for: own,
        kind: FactKind::ReferralSent,
        dataset: 0,
        happened: Day(20_600),
        child: ChildNumber(0x0123_4567_89ab_cdef),
        unit: UnitNumber(u64::MAX),
        agency: AgencyNumber(7),
        place: 17,
        sex: 1,
        age_band: 3,
        forms: 0b1010,
        dims: [4, 1, 2, 17, 2, 65_535],
        value: -5,
    };
    let row = Fact {
        stands_for: EntryId::from_bytes([0x31; 16]),
        kind: FactKind::DatasetRow,
        dataset: 9,
        happened: Day(-719_162),
        child: ChildNumber(0),
        unit: UnitNumber(1),
        agency: AgencyNumber(u32::MAX),
        place: 0,
        sex: 0,
        age_band: 0,
        forms: 1 << 31,
        dims: [0; 6],
        value: i32::MAX,
    };
    let changes = [FactChange::Shed(sent), FactChange::Retracted(row)];
    assert_eq!(HEXLOWER.encode(&encode_changes(&changes, own)), golden("facts"));
    assert_eq!(decode_changes(&golden_bytes("facts"), own).unwrap(), changes);
}

#[test]
fn numbers_of_fact_kinds() {
    let names = [
        "case_opened",
        "presumed",
        "identified",
        "not_confirmed",
        "case_manager_named",
        "referral_sent",
        "referral_accepted",
        "referral_refused",
        "referral_started",
        "referral_finished",
        "service_started",
        "service_delivered",
        "service_ended",
        "case_closed",
        "case_reopened",
        "same_child",
        "dataset_row",
    ];
    for (number, name) in (1..).zip(names) {
        assert_eq!(FactKind::from_number(number).unwrap().name(), name);
        assert_eq!(FactKind::from_name(name).unwrap().number(), number);
    }
}

#[test]
fn roots_of_one_to_three_hundred_leaves() {
    let mut frontier = Frontier::new();
    for (number, root) in (1..).zip(include_str!("roots.txt").lines()) {
        frontier.append(leaf_hash(format!("leaf {number}").as_bytes()));
        assert_eq!(frontier.root().to_string(), root, "{number}");
    }
    assert_eq!(frontier.size(), 300);
    assert_eq!(HEXLOWER.encode(&frontier.encode()), golden("frontier_300"));
    assert_eq!(Frontier::decode(&golden_bytes("frontier_300")).unwrap(), frontier);
}

#[test]
fn checkpoint_of_version_1() {
    let key = SigningKey::from_seed(&HEXLOWER.decode(SEED.as_bytes()).unwrap().try_into().unwrap());
    let root = include_str!("roots.txt").lines().last().unwrap();
    let checkpoint = Checkpoint {
        realm: Realm::Social,
        size: 300,
        root: Digest::parse(root).unwrap(),
        time: time("2026-11-23T22:33:51Z"),
        policies: sha256(b"policies"),
    };
    let stored = String::from_utf8(golden_bytes("checkpoint")).unwrap();
    assert_eq!(checkpoint.sign(&key).to_text(), stored);
    let public = PublicKey::parse(&format!("punte-public-key v1 ed25519 {}", golden("public_key"))).unwrap();
    assert_eq!((public, public.id().to_string().as_str()), (key.public(), golden("key_id")));
    let read = SignedCheckpoint::parse(stored.as_bytes()).unwrap();
    assert_eq!(read.checkpoint, checkpoint);
    assert!(read.verify(&public));
}

/// The reference tree of Certificate Transparency's implementations.
#[test]
fn reference_roots_of_certificate_transparency() {
    let leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut frontier = Frontier::new();
    for (leaf, root) in leaves.iter().zip(roots) {
        frontier.append(leaf_hash(&HEXLOWER.decode(leaf.as_bytes()).unwrap()));
        assert_eq!(frontier.root().to_string(), root);
    }
}
