//! Entries to bytes and back.

use base::{
    Code, CommandId, Compartment, Day, Digest, EntryId, Happened, PersonId, Position, Realm, StreamId,
    Timestamp, Zone,
};
use ledger::encoding::{MAX_ENTRY, MAX_PART, MAX_PARTS};
use ledger::{DecodeError, Draft, DraftError, Entry, EntryView, SealedPart};
use proptest::prelude::*;

use crate::world::{World, draft};

fn any_code() -> impl Strategy<Value = Code> {
    "[a-z0-9][a-z0-9_.-]{0,47}".prop_map(|text| Code::new(&text).unwrap())
}

fn any_happened() -> impl Strategy<Value = Happened> {
    let zones = ["Europe/Bucharest", "UTC", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu"];
    (prop::sample::select(zones.to_vec()), 0..4_u8, -719_000..2_900_000, any::<i64>()).prop_map(
        |(zone, precision, day, instant)| {
            let zone = Zone::named(zone).unwrap();
            match precision {
                0 => Happened::at(Timestamp::from_micros(instant), &zone),
                1 => Happened::on(Day(day), &zone),
                2 => Happened::in_month(Day(day), &zone),
                _ => Happened::in_year(Day(day), &zone),
            }
        },
    )
}

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..80)
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let parts = prop::collection::btree_map(
        (prop::sample::select(&Compartment::ALL[..]), any::<u32>()),
        any_bytes(),
        0..6,
    );
    let ids = (
        any::<[u8; 16]>(),
        any::<[u8; 16]>(),
        any::<[u8; 16]>(),
        any::<[u8; 16]>(),
        any::<Option<[u8; 16]>>(),
    );
    let place = (1..=u64::MAX, 1..=u32::MAX, any::<[u8; 32]>(), any::<i64>());
    let sealed = (any_bytes(), 1..=u32::MAX, parts);
    (ids, any_code(), any_code(), any::<u16>(), any_happened(), sealed, place, any::<bool>()).prop_map(
        |((id, stream, actor, command, amends), kind, basis, schema, happened, sealed, place, social)| {
            let (facts, facts_epoch, parts) = sealed;
            let draft = Draft {
                id: EntryId::from_bytes(id),
                realm: if social { Realm::Social } else { Realm::Directory },
                stream: StreamId::from_bytes(stream),
                kind,
                schema,
                happened,
                actor: PersonId::from_bytes(actor),
                basis,
                command: CommandId::from_bytes(command),
                amends: amends.map(EntryId::from_bytes),
                facts_epoch: if facts.is_empty() { 0 } else { facts_epoch },
                facts,
                parts: parts
                    .into_iter()
                    .map(|((compartment, epoch), ciphertext)| SealedPart { compartment, epoch, ciphertext })
                    .collect(),
            };
            let (position, version, previous, recorded_at) = place;
            let recorded_at = Timestamp::from_micros(recorded_at);
            draft.place(Position(position), version, Digest(previous), recorded_at).unwrap()
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_reads_back(entry in any_entry()) {
        let bytes = entry.encode();
        prop_assert_eq!(EntryView::parse(&bytes).unwrap().hash(), entry.hash);
        prop_assert_eq!(entry.computed_hash(), entry.hash);
        let back = Entry::decode(&bytes).unwrap();
        prop_assert_eq!(back.encode(), bytes);
        prop_assert_eq!(back, entry);
    }

    #[test]
    fn no_shorter_and_no_longer_bytes_are_read(entry in any_entry(), more in any::<u8>()) {
        let mut bytes = entry.encode();
        for end in 0..bytes.len() {
            prop_assert_eq!(EntryView::parse(&bytes[..end]).unwrap_err(), DecodeError::Truncated);
        }
        bytes.push(more);
        prop_assert_eq!(EntryView::parse(&bytes).unwrap_err(), DecodeError::TrailingBytes);
    }

    /// Bytes near to an entry's reach every field; they are refused, or read as another entry with another hash.
    #[test]
    fn changed_bytes_never_keep_the_hash(entry in any_entry(), at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let mut bytes = entry.encode();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok(view) = EntryView::parse(&bytes) {
            prop_assert_ne!(view.hash(), entry.hash);
            if let Ok(other) = view.to_entry() {
                prop_assert_eq!(other.hash, view.hash());
            }
        }
    }

    #[test]
    fn random_bytes_after_the_mark_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let marked: Vec<u8> = [0x50, 1, 1].into_iter().chain(bytes.iter().copied()).collect();
        for bytes in [bytes, marked] {
            let _ = Entry::decode(&bytes).map(|entry| entry.encode());
        }
    }
}

#[test]
fn the_one_form_of_each_field_is_demanded() {
    let entry = World::of(2, &[]).rows[1].entry();
    let bytes = entry.encode();
    let kind = 2 + 1 + 8 + 16 + 4 + 16;
    let precision = kind + 1 + entry.kind.as_str().len() + 2;
    let zone = precision + 1 + 8;
    let recorded_at = zone + 1 + entry.happened.zone().name().len();
    let amends = recorded_at + 8 + 16 + 1 + entry.basis.as_str().len() + 16;
    let facts_epoch = amends + 1 + 32;
    let facts_length = facts_epoch + 4;
    let parts = facts_length + 4;
    let refused = |at: usize, with: &[u8]| {
        let mut bytes = bytes.clone();
        bytes[at..at + with.len()].copy_from_slice(with);
        EntryView::parse(&bytes).unwrap_err()
    };
    assert_eq!(refused(0, &[0x51]), DecodeError::NotAnEntry);
    assert_eq!(refused(1, &[2]), DecodeError::UnknownFormat(2));
    assert_eq!(refused(2, &[9]), DecodeError::Malformed("realm"));
    assert_eq!(refused(3, &[0; 8]), DecodeError::Malformed("position"));
    assert_eq!(refused(27, &[0; 4]), DecodeError::Malformed("version"));
    assert_eq!(refused(kind, &[0]), DecodeError::Malformed("kind"));
    assert_eq!(refused(kind + 1, b"A"), DecodeError::Malformed("kind"));
    assert_eq!(refused(kind + 2, &[0xc4]), DecodeError::Malformed("kind"));
    assert_eq!(refused(precision, &[4]), DecodeError::Malformed("precision"));
    assert_eq!(refused(precision + 1, &[0x7f]), DecodeError::Malformed("happened"));
    assert_eq!(refused(zone + 1, b" "), DecodeError::Malformed("zone"));
    assert_eq!(refused(recorded_at, &[0x80]), DecodeError::Malformed("recorded_at"));
    assert_eq!(refused(amends, &[2]), DecodeError::Malformed("amends"));
    assert_eq!(refused(facts_epoch, &[0; 4]), DecodeError::Malformed("facts_epoch"));
    assert_eq!(refused(facts_length, &[1, 0, 0, 1]), DecodeError::TooLarge("facts"));
    assert_eq!(refused(parts, &[33]), DecodeError::TooLarge("parts"));
    assert_eq!(refused(parts + 1, &[5]), DecodeError::Malformed("compartment"));
    assert_eq!(refused(parts + 1, &[2]), DecodeError::Malformed("parts"));
    assert_eq!(refused(parts + 6, &[1, 0, 0, 1]), DecodeError::TooLarge("part"));
    let mut elsewhere = bytes;
    elsewhere[zone + 1] = b'X';
    assert_eq!(Entry::decode(&elsewhere).unwrap_err(), DecodeError::Malformed("zone"));
}

#[test]
fn a_draft_that_could_not_be_read_back_is_refused() {
    let chance = base::Randomness::seeded(1);
    let place = |draft: Draft| draft.place(Position(1), 1, Digest::ZERO, Timestamp::default());
    let part =
        |epoch, length| SealedPart { compartment: Compartment::Shared, epoch, ciphertext: vec![0; length] };
    let with = |parts: Vec<SealedPart>| Draft { parts, ..draft(1, &chance) };
    assert_eq!(place(with((0..33).map(|epoch| part(epoch, 1)).collect())), Err(DraftError::TooManyParts));
    assert_eq!(place(with(vec![part(1, 1), part(2, 1), part(1, 2)])), Err(DraftError::PartRepeated));
    assert_eq!(place(with(vec![part(1, MAX_PART + 1)])), Err(DraftError::TooLarge));
    assert_eq!(place(with(vec![part(1, MAX_PART), part(2, MAX_PART)])), Err(DraftError::TooLarge));
    assert_eq!(place(Draft { facts_epoch: 3, ..draft(1, &chance) }), Err(DraftError::FactsEpoch));
    assert_eq!(place(Draft { facts: vec![1], ..draft(1, &chance) }), Err(DraftError::FactsEpoch));
    let nowhere = draft(1, &chance).place(Position(0), 1, Digest::ZERO, Timestamp::default());
    assert_eq!(nowhere, Err(DraftError::NoPlace));

    let most = place(with((0..32).map(|epoch| part(epoch, 1)).collect())).unwrap();
    assert_eq!(Entry::decode(&most.encode()).unwrap().parts.len(), MAX_PARTS);
    let largest = place(with(vec![part(1, MAX_PART)])).unwrap();
    assert_eq!(Entry::decode(&largest.encode()).unwrap(), largest);
    assert_eq!(EntryView::parse(&vec![0x50; MAX_ENTRY + 1]).unwrap_err(), DecodeError::TooLarge("entry"));
}

/// A country gives up summer time after an entry was written: its day stays its day.
#[test]
fn a_day_survives_a_change_of_its_zones_rules() {
    let zone = Zone::named("Europe/Bucharest").unwrap();
    let chance = base::Randomness::seeded(1);
    let summer = Happened::parse("2026-07-12", &zone).unwrap();
    let entry = Draft { happened: summer.clone(), ..draft(1, &chance) }
        .place(Position(1), 1, Digest::ZERO, Timestamp::default())
        .unwrap();
    for hours in [-1, 1] {
        let mut bytes = entry.encode();
        let at = 2 + 1 + 8 + 16 + 4 + 16 + 1 + entry.kind.as_str().len() + 2 + 1;
        let earliest = summer.earliest().plus(hours * Timestamp::HOUR).micros();
        bytes[at..at + 8].copy_from_slice(&earliest.to_be_bytes());
        assert_eq!(Entry::decode(&bytes).unwrap().happened, summer);
    }
}
