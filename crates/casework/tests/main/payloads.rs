//! The stored form of every kind: what was written once must read for ever.

use base::{Code, EntryId};
use casework::FileEvent;

use crate::story::*;

/// One payload of each kind as version 1 wrote it, never to be changed: kind, blank, JSON.
const VERSION_1: &str = include_str!("../fixtures/payloads-1.txt");

/// One event of each kind, with everything it can hold.
pub(crate) fn one_of_each() -> Vec<FileEvent> {
    let proposal = EntryId::from_bytes([3; 16]);
    vec![
        case_opened(),
        FileEvent::Presumed { by: DIRECTORATE, circumstances: Some(circumstances()) },
        identified(),
        proposed(),
        not_confirmed(proposal),
        manager(5),
        started(1),
        delivered(1),
        ended(1),
        sent(1),
        received(1),
        accepted(1),
        refused(1),
        begun(1),
        finished(1),
        crossing(),
        closed(),
        reopened(u64::MAX),
        FileEvent::Amended { replaces: proposal, reason: 1, event: Box::new(presumed()) },
        FileEvent::Withdrawn { replaces: proposal, reason: 2 },
        merged(8),
        unmerged(8),
    ]
}

#[test]
fn every_payload_of_version_1_reads_as_it_was_meant() {
    let lines: Vec<&str> = VERSION_1.lines().collect();
    let events = one_of_each();
    assert_eq!(lines.len(), events.len());
    for (line, event) in lines.into_iter().zip(events) {
        let (kind, payload) = line.split_once(' ').unwrap();
        let read = FileEvent::from_payload(&Code::new(kind).unwrap(), payload.as_bytes(), 1).unwrap();
        assert_eq!(read, event, "{kind}");
    }
}

#[test]
fn every_kind_is_written_and_read_back() {
    let events = one_of_each();
    assert_eq!(events.iter().map(FileEvent::kind_name).collect::<Vec<_>>(), FileEvent::KINDS);
    for event in events {
        let payload = event.to_payload();
        assert_eq!(FileEvent::from_payload(&event.kind(), &payload, FileEvent::SCHEMA).unwrap(), event);
    }
}

#[test]
fn what_is_not_a_payload_is_refused() {
    let read = |kind: &str, payload: &[u8], schema| {
        FileEvent::from_payload(&Code::new(kind).unwrap(), payload, schema).map_err(|problem| problem.code)
    };
    let good = received(1).to_payload();
    assert!(read("referral_received", &good, 1).is_ok());
    assert_eq!(read("referral_received", &good, 2), Err("payload_schema_unknown"));
    assert_eq!(read("referral_lost", &good, 1), Err("payload_malformed"));
    assert_eq!(read("referral_refused", &good, 1), Err("payload_malformed"));
    assert_eq!(read("referral_received", b"null", 1), Err("payload_malformed"));
    assert_eq!(read("referral_received", b"\xFF", 1), Err("payload_malformed"));
    let more = br#"{"by":{"agency":1,"county":1},"referral":1,"name":"Ana"}"#;
    assert_eq!(read("referral_received", more, 1), Err("payload_malformed"));
    let inner = br#"{"by":{"agency":1,"county":1,"city":2},"referral":1}"#;
    assert_eq!(read("referral_received", inner, 1), Err("payload_malformed"));
    assert_eq!(read("referral_received", &vec![b' '; 64 * 1024 + 1], 1), Err("payload_too_large"));
    let id = EntryId::from_bytes([3; 16]);
    let withdrawal = FileEvent::Withdrawn { replaces: id, reason: 1 };
    let nested = FileEvent::Amended { replaces: id, reason: 1, event: Box::new(withdrawal) };
    assert_eq!(read("amended", &nested.to_payload(), 1), Err("payload_malformed"));
}

proptest::proptest! {
    /// Stored bytes come through a key, so that only a fault or an older program damages them: never a panic.
    #[test]
    fn a_damaged_payload_is_read_or_refused(
        line in proptest::prelude::any::<proptest::sample::Index>(),
        at in proptest::prelude::any::<proptest::sample::Index>(),
        put in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..4),
        schema in 0..3_u16,
    ) {
        let lines: Vec<&str> = VERSION_1.lines().collect();
        let (kind, payload) = lines[line.index(lines.len())].split_once(' ').unwrap();
        let at = at.index(payload.len());
        let bytes = [&payload.as_bytes()[..at], &put, &payload.as_bytes()[(at + put.len()).min(payload.len())..]].concat();
        let _ = FileEvent::from_payload(&Code::new(kind).unwrap(), &bytes, schema);
    }
}
