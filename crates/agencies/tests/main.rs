//! What the directory takes and refuses, told as stories.
#![cfg(test)]

use agencies::{Directory, DirectoryEvent, Role, decide};
use base::{AgencyId, AgencyNumber, CleanText, Code, Day, PersonId, Position, Problem};
use proptest::prelude::*;

const TODAY: Day = Day(20_000);

fn agency(id: u8) -> AgencyId {
    AgencyId::from_bytes([id; 16])
}

fn person(id: u8) -> PersonId {
    PersonId::from_bytes([id; 16])
}

fn opened(id: u8, number: u32, code: &str) -> DirectoryEvent {
    DirectoryEvent::AgencyOpened {
        agency: agency(id),
        number: AgencyNumber(number),
        code: Code::new(code).unwrap(),
        agency_kind: 1,
        name: CleanText::new("An agency", 100, "name").unwrap(),
        county: 16,
    }
}

fn added(id: u8, at: u8) -> DirectoryEvent {
    let name = CleanText::new("A. Person", 100, "name").unwrap();
    DirectoryEvent::PersonAdded { person: person(id), agency: agency(at), name }
}

fn granted(id: u8, role: Role, until: Option<Day>) -> DirectoryEvent {
    DirectoryEvent::RoleGranted { person: person(id), role, accredited: false, until }
}

/// Records events one after another as the workflow does: decide, then apply.
fn record(directory: &mut Directory, event: DirectoryEvent) -> Result<(), Problem> {
    decide(directory, &event, TODAY)?;
    let next = Position(directory.position().0 + 1);
    directory.apply(next, TODAY, event);
    Ok(())
}

fn refusal(directory: &mut Directory, event: DirectoryEvent) -> &'static str {
    record(directory, event).unwrap_err().code
}

#[test]
fn an_agency_keeps_its_number_and_code_to_itself() {
    let mut directory = Directory::default();
    record(&mut directory, opened(1, 1, "dgaspc-dj")).unwrap();
    assert_eq!(refusal(&mut directory, opened(2, 1, "other")), "agency_number_taken");
    assert_eq!(refusal(&mut directory, opened(2, 0, "other")), "agency_number_taken");
    assert_eq!(refusal(&mut directory, opened(2, 2, "dgaspc-dj")), "agency_code_taken");
    assert_eq!(directory.next_agency_number(), AgencyNumber(2));
}

#[test]
fn a_grant_ends_on_its_last_day() {
    let mut directory = Directory::default();
    record(&mut directory, opened(1, 1, "dgaspc-dj")).unwrap();
    record(&mut directory, added(9, 1)).unwrap();
    record(&mut directory, granted(9, Role::CaseManager, Some(TODAY.plus(3)))).unwrap();
    let holds = |day: Day| directory.person(person(9)).unwrap().grants_on(day).count() == 1;
    assert!(holds(TODAY.plus(3)) && !holds(TODAY.plus(4)));
}

#[test]
fn impossible_changes_are_refused_by_name() {
    let mut directory = Directory::default();
    record(&mut directory, opened(1, 1, "dgaspc-dj")).unwrap();
    record(&mut directory, opened(2, 2, "dgaspc-gj")).unwrap();
    record(&mut directory, added(9, 1)).unwrap();
    assert_eq!(refusal(&mut directory, added(9, 1)), "person_already_added");
    assert_eq!(refusal(&mut directory, added(8, 7)), "agency_unknown");
    assert_eq!(refusal(&mut directory, granted(7, Role::Auditor, None)), "person_unknown");
    assert_eq!(
        refusal(&mut directory, granted(9, Role::Auditor, Some(TODAY.plus(-1)))),
        "grant_already_over"
    );
    let ended = DirectoryEvent::RoleEnded { person: person(9), role: Role::Auditor };
    assert_eq!(refusal(&mut directory, ended), "role_not_held");
    let accredited =
        DirectoryEvent::RoleGranted { person: person(9), role: Role::Auditor, accredited: true, until: None };
    assert_eq!(refusal(&mut directory, accredited), "accredited_not_me_officer");
    let closed = |successor| DirectoryEvent::AgencyClosed { agency: agency(2), successor };
    assert_eq!(refusal(&mut directory, closed(Some(agency(2)))), "agency_unknown");
    record(&mut directory, closed(Some(agency(1)))).unwrap();
    assert_eq!(refusal(&mut directory, closed(None)), "agency_closed");
    assert_eq!(refusal(&mut directory, added(8, 2)), "agency_closed");
    let pack =
        |version| DirectoryEvent::PackAdopted { code: Code::new("ro").unwrap(), version, files: vec![] };
    record(&mut directory, pack(2)).unwrap();
    assert_eq!(refusal(&mut directory, pack(2)), "pack_version_not_newer");
    let dataset = |number| DirectoryEvent::DatasetNumbered {
        number,
        code: Code::new("d").unwrap(),
        mapping: String::new(),
    };
    assert_eq!(refusal(&mut directory, dataset(0)), "dataset_number_taken");
    record(&mut directory, dataset(1)).unwrap();
    assert_eq!(refusal(&mut directory, dataset(2)), "dataset_number_taken");
}

#[test]
fn a_payload_reads_back_and_unknown_fields_are_refused() {
    let event = opened(1, 1, "dgaspc-dj");
    let payload = event.to_payload().unwrap();
    assert_eq!(DirectoryEvent::from_payload(&payload, 1).unwrap(), event);
    assert_eq!(DirectoryEvent::from_payload(&payload, 2).unwrap_err().code, "payload_schema_unknown");
    let odd = br#"{"kind":"role_ended","person":"x","role":"auditor","more":1}"#;
    assert_eq!(DirectoryEvent::from_payload(odd, 1).unwrap_err().code, "payload_malformed");
}

proptest! {
    #[test]
    fn random_bytes_are_no_event_and_no_panic(bytes: Vec<u8>) {
        prop_assert!(DirectoryEvent::from_payload(&bytes, 1).is_err());
    }

    #[test]
    fn whatever_is_decided_the_directory_stays_consistent(moves in proptest::collection::vec((0_u8..5, 0_u8..4, 0_u8..4), 0..40)) {
        let mut directory = Directory::default();
        for (what, one, other) in moves {
            let event = match what {
                0 => opened(one, u32::from(other), &format!("agency-{other}")),
                1 => added(one, other),
                2 => granted(one, Role::ALL[usize::from(other)], None),
                3 => DirectoryEvent::RoleEnded { person: person(one), role: Role::ALL[usize::from(other)] },
                _ => DirectoryEvent::AgencyClosed { agency: agency(one), successor: None },
            };
            let _ = record(&mut directory, event);
        }
        for person in directory.people() {
            prop_assert!(directory.agency_by_id(person.agency).is_some());
            let mut roles: Vec<_> = person.grants.iter().map(|grant| grant.role).collect();
            roles.dedup();
            prop_assert_eq!(roles.len(), person.grants.len());
        }
    }
}
