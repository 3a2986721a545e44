//! Signals, told as stories.
#![cfg(test)]

use base::{
    AgencyNumber, Code, EntryId, Happened, PersonId, Position, PublicCode, Randomness, StreamId, Zone,
};
use intake::{Recorded, Signal, SignalEvent, decide, fold};
use proptest::prelude::*;
use rules::Pack;

fn pack() -> Pack {
    Pack::parse(&rules::shipped("ro").expect("the pack is shipped")).expect("the pack is sound")
}

fn received() -> SignalEvent {
    SignalEvent::SignalReceived {
        agency: AgencyNumber(16),
        county: 16,
        code: PublicCode::new(&Randomness::seeded(1)),
        source: 1,
        about: 1,
        urgency: 2,
        anonymous: true,
        from: AgencyNumber(0),
    }
}

fn triaged() -> SignalEvent {
    SignalEvent::SignalTriaged { urgency: 2, reasons: vec![7] }
}

fn became() -> SignalEvent {
    SignalEvent::SignalBecameCase { file: StreamId::from_bytes([3; 16]) }
}

fn on(when: &str, position: u64, event: SignalEvent) -> Recorded {
    let zone = Zone::named("Europe/Bucharest").unwrap();
    Recorded {
        entry: EntryId::from_bytes([1; 16]),
        position: Position(position),
        happened: Happened::parse(when, &zone).unwrap(),
        recorded_at: Happened::parse("2026-06-01", &zone).unwrap().earliest(),
        actor: PersonId::from_bytes([2; 16]),
        event,
    }
}

fn refusal(history: &[Recorded], proposed: Recorded) -> &'static str {
    decide(history, &proposed, &pack()).unwrap_err().code
}

#[test]
fn a_signal_is_received_triaged_and_becomes_a_case_once() {
    let first = on("2026-03-12", 1, received());
    decide(&[], &first, &pack()).unwrap();
    let second = on("2026-03-12", 2, triaged());
    decide(std::slice::from_ref(&first), &second, &pack()).unwrap();
    let third = on("2026-03-13", 3, became());
    decide(&[first.clone(), second.clone()], &third, &pack()).unwrap();
    let all = [first, second, third];
    let signal: Signal = fold(&all);
    assert!(signal.file.is_some() && signal.triaged.is_some() && signal.anonymous);
    assert_eq!(refusal(&all, on("2026-03-14", 0, became())), "signal_already_case");
    assert_eq!(refusal(&all, on("2026-03-14", 0, received())), "signal_already_received");
}

#[test]
fn impossible_sequences_are_refused_by_name() {
    let first = [on("2026-03-12", 1, received())];
    assert_eq!(refusal(&[], on("2026-03-12", 0, triaged())), "signal_unknown");
    assert_eq!(refusal(&first, on("2026-03-11", 0, triaged())), "triage_before_receipt");
    assert_eq!(refusal(&first, on("2026-03-13", 0, became())), "signal_not_triaged");
    assert_eq!(refusal(&first, on("2026-07-13", 0, triaged())), "happened_in_future");
    let without_reason = SignalEvent::SignalTriaged { urgency: 2, reasons: vec![] };
    assert_eq!(refusal(&first, on("2026-03-13", 0, without_reason)), "triage_needs_reason");
    let unknown = SignalEvent::SignalTriaged { urgency: 99, reasons: vec![7] };
    assert_eq!(refusal(&first, on("2026-03-13", 0, unknown)), "code_unknown");
}

#[test]
fn whoever_it_is_handed_to_decides_anew_and_the_sender_learns_that_they_did() {
    let handed = |agency| SignalEvent::SignalHandedOver { agency: AgencyNumber(agency), county: 12 };
    let first = on("2026-03-12", 1, received());
    let mut all = vec![first.clone(), on("2026-03-12", 2, triaged())];
    assert_eq!(fold(&all).answered, None, "nobody else sent it");
    assert_eq!(refusal(&[], on("2026-03-12", 0, handed(12))), "signal_unknown");
    assert_eq!(refusal(&all, on("2026-03-11", 0, handed(12))), "handed_over_before_receipt");
    assert_eq!(refusal(&all, on("2026-03-13", 0, handed(16))), "handed_over_to_same");
    decide(&all, &on("2026-03-13", 0, handed(12)), &pack()).unwrap();
    all.push(on("2026-03-13", 3, handed(12)));
    let signal = fold(&all);
    assert_eq!((signal.agency, signal.county, signal.from), (AgencyNumber(12), 12, AgencyNumber(16)));
    assert_eq!((signal.triaged.is_none(), signal.answered.is_none()), (true, true));
    assert_eq!(
        signal.handed_over.unwrap().triaged_before,
        Some((2, vec![7])),
        "what was decided before is kept"
    );
    assert_eq!(refusal(&all, on("2026-03-13", 0, became())), "signal_not_triaged");
    all.push(on("2026-03-14", 4, triaged()));
    assert!(fold(&all).answered.is_some());
    all.push(on("2026-03-15", 5, became()));
    assert_eq!(refusal(&all, on("2026-03-16", 0, handed(20))), "signal_already_case");
}

/// What was written before signals were sent from agency to agency reads as it did.
#[test]
fn payloads_of_before_are_read_and_written_as_they_were() {
    let json = serde_json::to_string(&received()).unwrap();
    assert!(!json.contains("from"), "{json}");
    assert_eq!(serde_json::from_str::<SignalEvent>(&json).unwrap(), received());
}

#[test]
fn an_uncertain_month_is_not_refused_when_one_reading_is_possible() {
    let first = [on("2026-03-12", 1, received())];
    decide(&first, &on("2026-03", 0, triaged()), &pack()).unwrap();
}

#[test]
fn a_payload_reads_back_only_as_its_own_kind() {
    let payload = triaged().to_payload().unwrap();
    let kind = |name: &str| Code::new(name).unwrap();
    assert_eq!(SignalEvent::from_payload(&kind("signal_triaged"), &payload, 1).unwrap(), triaged());
    assert!(SignalEvent::from_payload(&kind("signal_received"), &payload, 1).is_err());
    assert!(SignalEvent::from_payload(&kind("signal_triaged"), &vec![b' '; 20_000], 1).is_err());
}

proptest! {
    #[test]
    fn random_bytes_are_no_event_and_no_panic(bytes: Vec<u8>) {
        prop_assert!(SignalEvent::from_payload(&Code::new("signal_triaged").unwrap(), &bytes, 1).is_err());
    }

    #[test]
    fn folding_does_not_depend_on_the_order_entries_are_handed_over(rotation in 0_usize..3) {
        let mut all = vec![on("2026-03", 1, received()), on("2026-03-12", 2, triaged()), on("2026-03-13", 3, became())];
        let straight = fold(&all);
        all.rotate_left(rotation);
        prop_assert_eq!(fold(&all), straight);
    }
}
