//! What takes two administrators; people who move and leave; sessions that end with it.

use agencies::{DirectoryEvent, Role};
use base::{Code, PersonId, PublicCode, Realm};
use casework::{FileEvent, Office};
use workflow::directory::pages::NewGrant;
use workflow::{Action, FileEntry, SignedIn};

use crate::house::{House, refusal, text};

const MANAGER: NewGrant = NewGrant { role: Role::CaseManager, accredited: false, until: None };

/// Another administrator, of an agency.
fn another(house: &House, agency: &str) -> PersonId {
    let agency = house.app().directory().unwrap().agency_by_code(agency).unwrap().id;
    let person = PersonId::new(house.clock.now(), &house.chance);
    let added = DirectoryEvent::PersonAdded { person, agency, name: text("Ioana Doi") };
    let role = Role::Administrator;
    let granted = DirectoryEvent::RoleGranted { person, role, accredited: false, until: None };
    let records = vec![house.record(added), house.record(granted)];
    house.app().record_directory_batch(records, house.clock.now()).unwrap();
    person
}

fn code(house: &House, person: PersonId) -> PublicCode {
    house.app().person_code(person).unwrap()
}

fn first(house: &House) -> SignedIn {
    house.person("secretariat", Role::Administrator)
}

#[test]
fn a_role_that_opens_identity_holds_when_a_second_administrator_agrees_on_both_engines() {
    House::on_both_engines(|house| {
        let second = another(house, "secretariat");
        let app = house.app();
        let added =
            app.add_person(&first(house), house.command(), "dgaspc-dj", "Maria Nouă", &[MANAGER]).unwrap();
        let person = PersonId::from_bytes(*added.stream.as_bytes());
        let code = code(house, person);
        assert!(house.session_of(person).is_none(), "proposed is not granted");
        let waiting = app.waiting_for_second(&first(house)).unwrap();
        assert_eq!((waiting.len(), waiting[0].role, waiting[0].yours), (1, Some(Role::CaseManager), false));
        let agree = |who: &SignedIn| app.agree_to_role(who, house.command(), code, Role::CaseManager);
        assert_eq!(refusal(agree(&first(house))), "agreement_needs_two");
        let other = house.session_of(second).unwrap();
        assert!(app.waiting_for_second(&other).unwrap()[0].yours);
        let command = house.command();
        let agreed = app.agree_to_role(&other, command, code, Role::CaseManager).unwrap();
        assert!(house.session_of(person).unwrap().has(Role::CaseManager));
        let again = app.agree_to_role(&other, command, code, Role::CaseManager).unwrap();
        assert_eq!(again, agreed, "the same form sent twice is one signature");
        assert_eq!(refusal(agree(&other)), "role_not_proposed");
        assert!(app.waiting_for_second(&house.session_of(second).unwrap()).unwrap().is_empty());
        house.close();
        house.open();
        assert!(house.session_of(person).unwrap().has(Role::CaseManager), "and after a restart");
    });
}

#[test]
fn nobody_agrees_to_their_own_role_and_nobody_else_agrees_at_all() {
    let house = House::new();
    let app = house.app();
    let second = another(&house, "secretariat");
    let elsewhere = another(&house, "dgaspc-cj");
    let dpo = NewGrant { role: Role::DataProtectionOfficer, accredited: false, until: None };
    app.grant_role(&first(&house), house.command(), code(&house, second), dpo).unwrap();
    let size = house.size(Realm::Directory);
    let agree = |who: &SignedIn, person| {
        app.agree_to_role(who, house.command(), code(&house, person), Role::DataProtectionOfficer)
    };
    assert_eq!(refusal(agree(&house.session_of(second).unwrap(), second)), "agreement_not_own");
    let county = house.session_of(elsewhere).unwrap();
    assert_eq!(
        refusal(agree(&county, second)),
        "not_found",
        "an administrator of one county, for the country"
    );
    for (agency, role) in [("dgaspc-dj", Role::Supervisor), ("audit", Role::Auditor)] {
        assert_eq!(refusal(agree(&house.person(agency, role), second)), "not_found", "{role}");
    }
    assert_eq!(house.size(Realm::Directory), size, "no try left anything");
    app.withdraw_role(&first(&house), house.command(), code(&house, second), Role::DataProtectionOfficer)
        .unwrap();
    let third = another(&house, "secretariat");
    assert_eq!(refusal(agree(&house.session_of(third).unwrap(), second)), "role_not_proposed");
    // A county's administrator agrees for the own agency.
    let person = house.person_id("dgaspc-cj", Role::CaseManager);
    app.grant_role(&first(&house), house.command(), code(&house, person), dpo).unwrap();
    agree(&house.session_of(elsewhere).unwrap(), person).unwrap();
}

#[test]
fn a_second_factor_is_taken_back_by_two_and_everything_open_ends() {
    let house = House::new();
    let app = house.app();
    let second = house.session_of(another(&house, "secretariat")).unwrap();
    let person = house.person_id("dgaspc-dj", Role::CaseManager);
    let code = code(&house, person);
    let token = app.sign_in_as(person).unwrap();
    let who = app.session(&token).unwrap().unwrap();
    let shown = app.enrolment(person, "x", None).unwrap();
    let letters: String = shown.text.chars().filter(|letter| *letter != ' ').collect();
    let secret = data_encoding::BASE32_NOPAD.decode(letters.as_bytes()).unwrap();
    let secret = vault::TotpSecret::from_slice(&secret).unwrap();
    let typed = vault::totp::code(&secret, vault::totp::step(house.clock.now()));
    let new = app.enrol_again(&who, &shown.sealed, &typed).unwrap();
    assert_eq!(app.sessions_and_factor(&second, person).unwrap(), (1, true));
    assert_eq!(refusal(app.agree_reset(&second, house.command(), code)), "reset_not_asked");
    app.ask_reset(&first(&house), house.command(), code).unwrap();
    assert_eq!(refusal(app.ask_reset(&second, house.command(), code)), "reset_asked_already");
    assert_eq!(refusal(app.agree_reset(&first(&house), house.command(), code)), "agreement_needs_two");
    assert!(app.session(&new.token).unwrap().is_some(), "asked is not done");
    app.agree_reset(&second, house.command(), code).unwrap();
    assert!(app.session(&new.token).unwrap().is_none());
    assert_eq!(app.sessions_and_factor(&second, person).unwrap(), (0, false));
}

#[test]
fn who_moves_or_leaves_reaches_nothing_any_more() {
    let house = House::new();
    let app = house.app();
    let person = house.person_id("dgaspc-dj", Role::CaseManager);
    let code = code(&house, person);
    let link = app.invite(person, "a.pop").unwrap();
    let token = app.sign_in_as(person).unwrap();
    let moved = |to: &str| app.move_person(&first(&house), house.command(), code, to);
    assert_eq!(refusal(moved("nowhere")), "agency_unknown");
    assert_eq!(refusal(moved("dgaspc-dj")), "person_there_already");
    moved("ngo").unwrap();
    assert!(app.session(&token).unwrap().is_none() && house.session_of(person).is_none());
    let directory = app.directory().unwrap();
    let now_at = directory.agency_by_id(directory.person(person).unwrap().agency).unwrap();
    assert_eq!(now_at.code, *"ngo");
    let officer = NewGrant { role: Role::TipOfficer, ..MANAGER };
    app.grant_role(&first(&house), house.command(), code, officer).unwrap();
    let token = app.sign_in_as(person).unwrap();
    app.person_leaves(&first(&house), house.command(), code).unwrap();
    assert!(app.session(&token).unwrap().is_none() && house.session_of(person).is_none());
    assert_eq!(refusal(app.set_password(&link, "podul de lemn vechi")), "link_over");
    let leave = || app.person_leaves(&first(&house), house.command(), code);
    assert_eq!(refusal(leave()), "person_left_already");
    let supervisor = house.person("dgaspc-dj", Role::Supervisor);
    assert_eq!(refusal(app.person_leaves(&supervisor, house.command(), code)), "not_found");
}

#[test]
fn an_agency_closes_with_its_successor_and_its_people_reach_nothing() {
    let house = House::new();
    let app = house.app();
    let person = house.person_id("ngo", Role::ServiceProvider);
    let close = |code: &str, to| app.close_agency(&first(&house), house.command(), code, to);
    assert_eq!(refusal(close("nowhere", None)), "not_found");
    assert_eq!(refusal(close("ngo", Some("nowhere"))), "agency_unknown");
    assert_eq!(refusal(close("ngo", Some("ngo"))), "agency_unknown");
    close("ngo", Some("implementer")).unwrap();
    assert!(house.session_of(person).is_none());
    let page = app.agencies_page(&first(&house)).unwrap();
    let line = page.agencies.iter().find(|line| line.code == *"ngo").unwrap();
    assert!(line.closed.is_some() && line.successor.as_deref() == Some("Agency implementer"));
    assert_eq!(refusal(close("ngo", None)), "agency_closed");
    let who = house.person("dgaspc-dj", Role::CaseManager);
    assert_eq!(refusal(app.close_agency(&who, house.command(), "audit", None)), "not_found");
}

#[test]
fn an_administrator_ends_somebodys_sessions() {
    let house = House::new();
    let person = house.person_id("dgaspc-dj", Role::CaseManager);
    let tokens = [house.app().sign_in_as(person).unwrap(), house.app().sign_in_as(person).unwrap()];
    let other = house.person("dgaspc-cj", Role::CaseManager);
    assert_eq!(refusal(house.app().end_sessions(&other, code(&house, person))), "not_found");
    assert_eq!(house.app().end_sessions(&first(&house), code(&house, person)).unwrap(), 2);
    assert!(tokens.iter().all(|token| house.app().session(token).unwrap().is_none()));
}

#[test]
fn files_of_a_manager_who_left_are_listed_for_the_supervisor() {
    let house = House::new();
    let person = house.person_id("dgaspc-dj", Role::CaseManager);
    let file = house.open_file("dgaspc-dj", "Maria", "Pop");
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let by = Office { agency: manager.agency.number, county: manager.agency.county };
    let entry = FileEntry {
        event: FileEvent::CaseManagerNamed { by, person },
        happened: house.today(),
        basis: Code::new("child_protection_duty").unwrap(),
        identity: None,
        narrative: None,
        shared: None,
    };
    let seen = house.app().child(&manager, file).unwrap().row.version;
    house.app().record(&manager, Action::AddEntry, file, seen, house.command(), entry).unwrap();
    let listed = || {
        let work = house.app().work(&house.person("dgaspc-dj", Role::Supervisor)).unwrap();
        work.unassigned.iter().any(|row| row.code == file)
    };
    assert!(!listed(), "somebody runs it");
    house.app().person_leaves(&first(&house), house.command(), code(&house, person)).unwrap();
    assert!(listed(), "nobody runs it any more");
}
