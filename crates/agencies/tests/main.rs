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

fn proposed(id: u8, role: Role, until: Option<Day>, by: u8) -> DirectoryEvent {
    DirectoryEvent::RoleProposed { person: person(id), role, accredited: false, until, by: person(by) }
}

fn agreed(id: u8, role: Role, by: u8) -> DirectoryEvent {
    DirectoryEvent::RoleAgreed { person: person(id), role, by: person(by) }
}

#[test]
fn a_proposed_role_is_granted_by_another_and_never_by_who_it_is_for() {
    let mut directory = Directory::default();
    record(&mut directory, opened(1, 1, "dgaspc-dj")).unwrap();
    for id in 1..=3 {
        record(&mut directory, added(id, 1)).unwrap();
    }
    let role = Role::CaseManager;
    assert_eq!(refusal(&mut directory, agreed(3, role, 2)), "role_not_proposed");
    assert_eq!(refusal(&mut directory, proposed(9, role, None, 1)), "person_unknown");
    assert_eq!(refusal(&mut directory, proposed(3, role, Some(Day(TODAY.0 - 1)), 1)), "grant_already_over");
    record(&mut directory, proposed(3, role, Some(TODAY), 1)).unwrap();
    assert_eq!(refusal(&mut directory, proposed(3, role, None, 2)), "role_proposed_already");
    assert_eq!(refusal(&mut directory, agreed(3, role, 1)), "agreement_needs_two");
    assert_eq!(refusal(&mut directory, agreed(3, role, 3)), "agreement_not_own");
    assert!(directory.person(person(3)).unwrap().grants.is_empty());
    let late = decide(&directory, &agreed(3, role, 2), Day(TODAY.0 + 1)).unwrap_err();
    assert_eq!(late.code, "grant_already_over", "it ended before anybody agreed");
    record(&mut directory, agreed(3, role, 2)).unwrap();
    let grants = &directory.person(person(3)).unwrap().grants;
    assert_eq!((grants.len(), grants[0].role, grants[0].until), (1, role, Some(TODAY)));
    assert_eq!(refusal(&mut directory, agreed(3, role, 2)), "role_not_proposed");
}

#[test]
fn who_leaves_or_moves_takes_no_role_and_no_proposal_along() {
    let mut directory = Directory::default();
    record(&mut directory, opened(1, 1, "dgaspc-dj")).unwrap();
    record(&mut directory, opened(2, 2, "dgaspc-cj")).unwrap();
    record(&mut directory, added(1, 1)).unwrap();
    record(&mut directory, granted(1, Role::TipOfficer, None)).unwrap();
    record(&mut directory, proposed(1, Role::Auditor, None, 2)).unwrap();
    let to = |agency_id| DirectoryEvent::PersonMoved { person: person(1), agency: agency(agency_id) };
    assert_eq!(refusal(&mut directory, to(1)), "person_there_already");
    assert_eq!(refusal(&mut directory, to(7)), "agency_unknown");
    record(&mut directory, to(2)).unwrap();
    let moved = directory.person(person(1)).unwrap();
    assert_eq!((moved.agency, moved.grants.len(), directory.proposals().count()), (agency(2), 0, 0));
    assert_eq!(refusal(&mut directory, agreed(1, Role::Auditor, 3)), "role_not_proposed");
    let left = DirectoryEvent::PersonLeft { person: person(1) };
    record(&mut directory, left.clone()).unwrap();
    assert_eq!(refusal(&mut directory, left), "person_left_already");
    record(&mut directory, granted(1, Role::TipOfficer, None)).unwrap();
    assert_eq!(directory.person(person(1)).unwrap().left, None, "a role brings the person back");
}

/// Whatever is proposed, withdrawn and agreed to in whatever order, no role that was only proposed is held without
/// two people having said so, none of them the one who holds it.
mod two_people {
    use super::*;

    proptest! {
        #[test]
        fn have_said_so_for_every_role_that_was_proposed(
            steps in proptest::collection::vec((0_u8..3, 1_u8..4, 1_u8..4), 0..60),
        ) {
            let mut directory = Directory::default();
            record(&mut directory, opened(1, 1, "dgaspc-dj")).unwrap();
            for id in 1..4 {
                record(&mut directory, added(id, 1)).unwrap();
            }
            let role = Role::CaseManager;
            let mut proposers = std::collections::HashMap::new();
            for (what, about, by) in steps {
                let event = match what {
                    0 => proposed(about, role, None, by),
                    1 => agreed(about, role, by),
                    _ => DirectoryEvent::RoleProposalWithdrawn { person: person(about), role, by: person(by) },
                };
                if record(&mut directory, event).is_err() {
                    continue;
                }
                match what {
                    0 => { proposers.insert(about, by); }
                    1 => {
                        let proposer = proposers.remove(&about).unwrap();
                        prop_assert!(by != proposer && by != about);
                    }
                    _ => { proposers.remove(&about).unwrap(); }
                }
            }
            for about in 1..4 {
                prop_assert_eq!(directory.proposal(person(about), role).is_some(), proposers.contains_key(&about));
            }
        }
    }
}
