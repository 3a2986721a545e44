//! Cases brought in from elsewhere: as by hand, with their dates, without alarms, and never twice.

use agencies::Role;
use base::{Digest, Happened, Problem, Realm};
use casework::{BirthDate, Circumstances, Identity, Office};
use workflow::children::ChildrenFilter;
use workflow::import::cases::{BroughtBy, BroughtIn, CASES_PER_COMMIT, ElsewhereCase, Step};

use crate::house::{House, text};

fn by(house: &House) -> BroughtBy {
    let who = house.person("dgaspc-dj", Role::CaseManager);
    BroughtBy {
        actor: who.person.id,
        office: Office { agency: who.agency.number, county: who.agency.county },
    }
}

fn on(house: &House, day: &str) -> Happened {
    Happened::parse(day, &house.app().zone().unwrap()).unwrap()
}

/// A case of 2024, presumed a month later, with a case manager.
fn case(house: &House, number: u16) -> ElsewhereCase {
    let identity = Identity {
        given_names: text(&format!("Anuța{number}")),
        family_names: text("Câmpeanu"),
        birth_date: BirthDate::parse("2010-05-17"),
        ..Identity::default()
    };
    ElsewhereCase {
        key: vault_digest(number),
        identity,
        sex: 1,
        birth_month: None,
        circumstances: Circumstances { forms: 2, ..Circumstances::default() },
        narrative: None,
        opened: on(house, "2024-03-12"),
        steps: vec![
            (Step::Presumed, on(house, "2024-04")),
            (Step::ManagerNamed(by(house).actor), on(house, "2024-04-20")),
            (Step::ServiceGiven(1), on(house, "2024-06-01")),
        ],
    }
}

fn vault_digest(number: u16) -> Digest {
    let mut bytes = [7; 32];
    bytes[..2].copy_from_slice(&number.to_be_bytes());
    Digest(bytes)
}

fn bring(house: &House, cases: &[ElsewhereCase]) -> Result<BroughtIn, Problem> {
    house.app().bring_in(by(house), cases, &mut |_| {})
}

#[test]
fn a_case_brought_in_is_a_file_as_any_other_without_a_late_clock() {
    House::on_both_engines(|house| {
        let brought = bring(house, &[case(house, 1)]).unwrap();
        assert_eq!(brought, BroughtIn { opened: 1, known: 0 });
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let listed = house.app().children(&manager, &ChildrenFilter::default()).unwrap();
        assert_eq!(listed.rows.len(), 1);
        let row = &listed.rows[0];
        assert_eq!(
            (row.status.as_str(), row.closed, row.opened_day.to_string().as_str()),
            ("presumed", false, "2024-03-12")
        );
        assert_eq!(row.case_manager, manager.person.id);
        let work = house.app().work(&manager).unwrap();
        assert!(work.due.iter().all(|due| !due.step.late), "no alarm about what was on paper");
        let identity = house.app().read_identity(&manager, row.code).unwrap();
        assert_eq!(identity.given_names.as_str(), "Anuța1");
        let found =
            house.app().search_children(&manager, "anuta1 campeanu", &ChildrenFilter::default()).unwrap();
        assert_eq!(found.rows.len(), 1, "found by name at once");
        // Another county neither lists nor finds it.
        let other = house.person("dgaspc-cj", Role::CaseManager);
        assert!(house.app().children(&other, &ChildrenFilter::default()).unwrap().rows.is_empty());
        // Facts stand at the dates on which things happened, and all is proved.
        assert!(house.app().verify(Realm::Social, None, &mut |_, _| {}).unwrap().sound);
        let rebuilt = house.app().rebuild(&mut |_, _| {}).unwrap();
        assert!(rebuilt.iter().all(|projection| projection.before == Some(projection.after)), "{rebuilt:?}");
    });
}

#[test]
fn the_same_cases_again_add_nothing_and_new_ones_among_them_are_opened() {
    House::on_both_engines(|house| {
        let cases: Vec<_> = (1..=3).map(|number| case(house, number)).collect();
        bring(house, &cases[..2]).unwrap();
        let before = house.size(Realm::Social);
        assert_eq!(bring(house, &cases[..2]).unwrap(), BroughtIn { opened: 0, known: 2 });
        assert_eq!(house.size(Realm::Social), before, "not one entry");
        assert_eq!(bring(house, &cases).unwrap(), BroughtIn { opened: 1, known: 2 });
        let twice = [case(house, 9), case(house, 9)];
        assert_eq!(bring(house, &twice).unwrap(), BroughtIn { opened: 1, known: 1 });
        assert_eq!(house.app().known_cases(by(house).office.agency, &cases).unwrap(), [true, true, true]);
    });
}

#[test]
fn one_that_the_rules_refuse_is_told_beforehand_and_stops_its_transaction_alone() {
    let house = House::new();
    let pack = house.app().pack().unwrap();
    let mut wrong = case(&house, 5);
    wrong.steps.push((Step::Presumed, on(&house, "2024-07-01")));
    let told = house.app().try_case(by(&house), &wrong, &pack).unwrap_err();
    assert_eq!(told.code, "already_presumed");
    let mut future = case(&house, 6);
    future.opened = on(&house, "2031-01-01");
    assert_eq!(house.app().try_case(by(&house), &future, &pack).unwrap_err().code, "happened_in_future");
    house.app().try_case(by(&house), &case(&house, 7), &pack).unwrap();

    let before = house.size(Realm::Social);
    let few = [case(&house, 1), wrong.clone()];
    assert_eq!(bring(&house, &few).unwrap_err().code, "already_presumed");
    assert_eq!(house.size(Realm::Social), before, "of one transaction nothing is half done");
    let mut many: Vec<_> = (0..CASES_PER_COMMIT as u16).map(|number| case(&house, 100 + number)).collect();
    many.push(wrong);
    let mut done = 0;
    let refused = house.app().bring_in(by(&house), &many, &mut |so_far| done = so_far).unwrap_err();
    assert_eq!((refused.code, done), ("already_presumed", CASES_PER_COMMIT as u64));
    many.pop();
    assert_eq!(
        bring(&house, &many).unwrap().known,
        CASES_PER_COMMIT as u64,
        "what was committed stays and is known"
    );
}
