//! The stored form of every kind: what was written once must read for ever.

use base::{AgencyNumber, ChildNumber, Code, EntryId, PublicCode, Randomness, StreamId};
use justice::{CriminalEvent, NoticeEvent};

use crate::story::*;

/// One payload of each kind as version 1 wrote it, never to be changed: kind, blank, JSON.
const VERSION_1: &str = include_str!("../fixtures/payloads-1.txt");

fn one_of_each() -> Vec<CriminalEvent> {
    vec![
        opened(),
        prosecuted(),
        CriminalEvent::ProtectionOrdered { by: UNIT, measure: 1 },
        CriminalEvent::HearingPlanned { by: UNIT, again: 1 },
        heard(2),
        indicted(3),
        judged(2, true, "plea"),
        CriminalEvent::Compensation { by: UNIT, step: 2 },
        closed(),
        amended(3, indicted(2)),
        withdrawn(4),
    ]
}

fn notices() -> [NoticeEvent; 2] {
    [
        NoticeEvent::CrossingReceived {
            source: EntryId::from_bytes([3; 16]),
            code: PublicCode::new(&Randomness::seeded(1)),
            from: AgencyNumber(16),
            to: UNIT.agency,
            county: 16,
            basis: 1,
            purpose: 2,
            social_child: ChildNumber(5),
            child: ChildNumber(7),
            sex: 1,
            age_band: 3,
            forms: 2,
            has_identity: true,
        },
        NoticeEvent::NoticeBecameFile { file: StreamId::from_bytes([8; 16]) },
    ]
}

#[test]
fn every_payload_of_version_1_reads_as_it_was_meant() {
    let mut lines = VERSION_1.lines();
    for event in one_of_each() {
        let (kind, payload) = lines.next().unwrap().split_once(' ').unwrap();
        let read = CriminalEvent::from_payload(&Code::new(kind).unwrap(), payload.as_bytes(), 1).unwrap();
        assert_eq!(read, event, "{kind}");
    }
    for event in notices() {
        let (kind, payload) = lines.next().unwrap().split_once(' ').unwrap();
        let read = NoticeEvent::from_payload(&Code::new(kind).unwrap(), payload.as_bytes(), 1).unwrap();
        assert_eq!(read, event, "{kind}");
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn every_kind_is_written_and_read_back() {
    let events = one_of_each();
    assert_eq!(events.iter().map(CriminalEvent::kind_name).collect::<Vec<_>>(), CriminalEvent::KINDS);
    for event in events {
        let read = CriminalEvent::from_payload(&event.kind(), &event.to_payload(), CriminalEvent::SCHEMA);
        assert_eq!(read.unwrap(), event);
    }
}

#[test]
fn what_is_not_a_payload_is_refused() {
    let read = |kind: &str, payload: &[u8], schema| {
        CriminalEvent::from_payload(&Code::new(kind).unwrap(), payload, schema)
            .map_err(|problem| problem.code)
    };
    let good = indicted(1).to_payload();
    assert!(read("indicted", &good, 1).is_ok());
    assert_eq!(read("indicted", &good, 2), Err("payload_schema_unknown"));
    assert_eq!(read("judged", &good, 1), Err("payload_malformed"));
    assert_eq!(read("indicted", b"\xFF", 1), Err("payload_malformed"));
    assert_eq!(read("indicted", &vec![b' '; 64 * 1024 + 1], 1), Err("payload_too_large"));
    let nested = amended(1, withdrawn(2)).to_payload();
    assert_eq!(read("criminal_entry_amended", &nested, 1), Err("payload_malformed"));
}
