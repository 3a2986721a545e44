//! The directory: what is recorded, what is refused, and the administrators' pages.

use agencies::{DirectoryEvent, Role};
use base::{AgencyId, AgencyNumber, Code, PersonId, Realm};
use workflow::directory::pages::{NewAgency, NewGrant};

use crate::house::{House, refusal, text};

fn opened(house: &House, number: u32, code: &str) -> DirectoryEvent {
    DirectoryEvent::AgencyOpened {
        agency: AgencyId::new(house.clock.now(), &house.chance),
        number: AgencyNumber(number),
        code: Code::new(code).unwrap(),
        agency_kind: 2,
        name: text("Asociația Podul Alb"),
        county: 16,
    }
}

fn new_agency(code: &str) -> NewAgency {
    NewAgency { code: Code::new(code).unwrap(), kind: 2, name: format!("Agency {code}"), county: 0 }
}

const TIP: NewGrant = NewGrant { role: Role::TipOfficer, accredited: false, until: None };

#[test]
fn what_was_recorded_is_there_again_after_a_restart_on_both_engines() {
    House::on_both_engines(|house| {
        let before = house.size(Realm::Directory);
        let at_first = house.app().directory().unwrap().agencies().count();
        let event = opened(house, 70, "podul-alb");
        let position =
            house.app().record_directory(PersonId::NIL, house.command(), house.today(), event).unwrap();
        assert_eq!(position.0, before + 1);
        let seen = |house: &House| {
            let directory = house.app().directory().unwrap();
            let people: Vec<_> = directory.people().into_iter().cloned().collect();
            (directory.agencies().cloned().collect::<Vec<_>>(), people, directory.pack().cloned())
        };
        let before = seen(house);
        assert_eq!((before.0.len(), before.1.is_empty(), before.2.is_some()), (at_first + 1, false, true));
        house.close();
        house.open();
        assert_eq!(seen(house), before);
    });
}

#[test]
fn the_same_command_adds_nothing_and_with_another_body_is_a_conflict() {
    let house = House::new();
    let (command, event) = (house.command(), opened(&house, 70, "podul-alb"));
    let record = |event| house.app().record_directory(PersonId::NIL, command, house.today(), event);
    let first = record(event.clone()).unwrap();
    let size = house.size(Realm::Directory);
    assert_eq!(record(event).unwrap(), first);
    assert_eq!(house.size(Realm::Directory), size);
    assert_eq!(refusal(record(opened(&house, 71, "malul-lin"))), "command_reused");
}

#[test]
fn of_a_batch_with_one_refusal_nothing_stays() {
    let house = House::new();
    let size = house.size(Realm::Directory);
    let records =
        vec![house.record(opened(&house, 70, "podul-alb")), house.record(opened(&house, 70, "malul-lin"))];
    assert_eq!(
        refusal(house.app().record_directory_batch(records, house.clock.now())),
        "agency_number_taken"
    );
    assert_eq!(house.size(Realm::Directory), size);
    assert!(house.app().directory().unwrap().agency_by_code("podul-alb").is_none());
}

#[test]
fn a_shipped_pack_is_adopted_once() {
    let house = House::new();
    let size = house.size(Realm::Directory);
    assert_eq!(house.app().adopt_shipped_pack(PersonId::NIL, "ro").unwrap(), None);
    assert_eq!(house.size(Realm::Directory), size);
    assert_eq!(refusal(house.app().adopt_shipped_pack(PersonId::NIL, "xx")), "pack_unknown");
}

#[test]
fn administrators_opening_agencies_at_once_never_give_one_number_twice() {
    let house = House::new();
    let administrator = house.person("secretariat", Role::Administrator);
    let at_first = u32::try_from(house.app().directory().unwrap().agencies().count()).unwrap();
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let (house, administrator) = (&house, &administrator);
            scope.spawn(move || {
                for number in 0..5 {
                    let agency = new_agency(&format!("agency-{worker}-{number}"));
                    house.app().add_agency(administrator, house.command(), &agency).unwrap();
                }
            });
        }
    });
    let directory = house.app().directory().unwrap();
    let numbers: Vec<u32> = directory.agencies().map(|agency| agency.number.0).collect();
    assert_eq!(numbers, (1..=at_first + 20).collect::<Vec<_>>());
}

#[test]
fn an_administrator_adds_a_person_who_then_signs_in_until_the_role_ends() {
    let house = House::new();
    let administrator = house.person("secretariat", Role::Administrator);
    let (command, name) = (house.command(), "Ștefănescu Ioana");
    let add = || house.app().add_person(&administrator, command, "implementer", name, &[TIP]).unwrap();
    let added = add();
    assert_eq!(add(), added, "the same form sent twice adds one person");
    let person = PersonId::from_bytes(*added.stream.as_bytes());
    assert!(house.session_of(person).unwrap().has(Role::TipOfficer));

    let found =
        house.app().people_page(&house.person("secretariat", Role::Administrator), "stefan impl").unwrap();
    assert_eq!(found.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), [name]);
    let line = &found[0];
    assert_eq!((line.agency.as_str(), line.grants.len(), line.grants[0].in_force), ("implementer", 1, true));

    let end = |role| house.app().end_role(&administrator, house.command(), line.code, role);
    assert_eq!(refusal(end(Role::Auditor)), "role_not_held");
    let session = house.app().sign_in_as(person).unwrap();
    end(Role::TipOfficer).unwrap();
    assert!(house.app().session(&session).unwrap().is_none(), "a revoked grant ends at once");
    let until = Some(house.clock.now().day(&house.app().zone().unwrap()));
    house.app().grant_role(&administrator, house.command(), line.code, NewGrant { until, ..TIP }).unwrap();
    assert!(house.session_of(person).is_some());
    house.later(24);
    assert!(house.session_of(person).is_none(), "a grant ends with its last day");
}

#[test]
fn what_is_wrong_with_a_form_is_said() {
    let house = House::new();
    let administrator = house.person("secretariat", Role::Administrator);
    let add = |agency: NewAgency| house.app().add_agency(&administrator, house.command(), &agency);
    assert_eq!(refusal(add(NewAgency { kind: 999, ..new_agency("x") })), "code_unknown");
    assert_eq!(refusal(add(NewAgency { county: 999, ..new_agency("x") })), "code_unknown");
    assert_eq!(refusal(add(NewAgency { name: "  ".into(), ..new_agency("x") })), "field_missing");
    assert_eq!(refusal(add(new_agency("audit"))), "agency_code_taken");
    let person = |agency: &str, grant| {
        house.app().add_person(&administrator, house.command(), agency, "Pop Ion", &[grant])
    };
    assert_eq!(refusal(person("nowhere", TIP)), "agency_unknown");
    assert_eq!(refusal(person("audit", NewGrant { accredited: true, ..TIP })), "accredited_not_me_officer");
}

#[test]
fn nobody_but_an_administrator_reaches_these_pages() {
    let house = House::new();
    let administrator = house.person("secretariat", Role::Administrator);
    let page = house.app().agencies_page(&administrator).unwrap();
    let people = |code: &str| page.agencies.iter().find(|line| line.code == code).unwrap().people;
    assert_eq!((people("secretariat"), people("audit")), (2, 2));
    assert_eq!((page.pack.code.as_str(), page.pack.adopted), ("ro", Some(house.today().first_day())));
    let someone = house.app().people_page(&administrator, "").unwrap()[0].code;
    let size = house.size(Realm::Directory);
    for (agency, role) in [
        ("secretariat", Role::MeOfficer),
        ("dgaspc-dj", Role::CaseManager),
        ("audit", Role::Auditor),
        ("implementer", Role::TipOfficer),
    ] {
        let (app, who) = (house.app(), house.person(agency, role));
        assert_eq!(refusal(app.agencies_page(&who)), "not_found", "{role}");
        assert_eq!(refusal(app.people_page(&who, "")), "not_found", "{role}");
        assert_eq!(refusal(app.add_agency(&who, house.command(), &new_agency("x"))), "not_found", "{role}");
        assert_eq!(
            refusal(app.add_person(&who, house.command(), "audit", "A", &[TIP])),
            "not_found",
            "{role}"
        );
        assert_eq!(refusal(app.grant_role(&who, house.command(), someone, TIP)), "not_found", "{role}");
        assert_eq!(
            refusal(app.end_role(&who, house.command(), someone, Role::Administrator)),
            "not_found",
            "{role}"
        );
    }
    assert_eq!(house.size(Realm::Directory), size);
}
