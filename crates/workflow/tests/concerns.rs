//! Conflicts of interest: whom a record concerns does not find it, by any way, from the decision on; somebody else
//! handles it; a second decision ends it; and the ledger says so again when lists are made anew.

use agencies::Role;
use base::{Code, PublicCode, Randomness, Realm};
use casework::{FileEvent, Office};
use workflow::children::ChildrenFilter;
use workflow::concern_record::{ENDED, IN_FORCE, Reason, WAITS};
use workflow::referrals::Direction;
use workflow::{Action, FileEntry, SignedIn};

use crate::house::{House, refusal};

fn finds(house: &House, who: &SignedIn, file: PublicCode) -> [bool; 4] {
    let app = house.app();
    let listed = app.children(who, &ChildrenFilter::default()).unwrap().rows;
    let searched = app.search_children(who, "Stefanescu", &ChildrenFilter::default()).unwrap().rows;
    [
        app.child(who, file).is_ok(),
        listed.iter().any(|row| row.code == file),
        searched.iter().any(|row| row.code == file),
        app.read_identity(who, file).is_ok(),
    ]
}

fn named_manager(house: &House, who: &SignedIn, person: base::PersonId) -> FileEntry {
    let by = Office { agency: who.agency.number, county: who.agency.county };
    FileEntry {
        event: FileEvent::CaseManagerNamed { by, person },
        happened: house.today(),
        basis: Code::new("child_protection_duty").unwrap(),
        identity: None,
        narrative: None,
        shared: None,
    }
}

#[test]
fn whom_a_file_concerns_finds_it_no_more_and_somebody_else_handles_it() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        let (first, second) = (house.person("dgaspc-dj", Role::CaseManager), house.second_manager());
        let supervisor = house.person("dgaspc-dj", Role::Supervisor);
        let app = house.app();
        let entry = named_manager(house, &first, first.person.id);
        app.record(&first, Action::AddEntry, file, u32::MAX, house.command(), entry).unwrap();
        assert_eq!(finds(house, &first, file), [true; 4]);

        let name = |handler| {
            let (me, why) = (first.person.id, Reason::Relative);
            app.name_concern(&supervisor, file, me, why, handler, house.command())
        };
        assert_eq!(refusal(name(None)), "concern_needs_handler", "no child is left alone");
        assert_eq!(refusal(name(Some(first.person.id))), "handler_unfit");
        assert_eq!(refusal(name(Some(supervisor.person.id))), "handler_unfit", "no case manager");
        name(Some(second.person.id)).unwrap();
        assert_eq!(refusal(name(Some(second.person.id))), "choice_unknown", "named once");

        // At once, by every way; and for the other exactly as before.
        assert_eq!(finds(house, &first, file), [false; 4]);
        assert_eq!(refusal(app.read_narratives(&first, file)), "not_found");
        assert_eq!(refusal(app.reads_page(&first, file, None)), "not_found");
        assert!(app.referrals(&first, Direction::All, Vec::new(), None).unwrap().cards.is_empty());
        assert!(
            app.signals(&first, Vec::new(), None).unwrap().rows.is_empty(),
            "nor the signal it came from"
        );
        assert!(app.work(&first).unwrap().news.is_empty());
        let entry = named_manager(house, &first, first.person.id);
        let late = app.record(&first, Action::AddEntry, file, u32::MAX, house.command(), entry);
        assert_eq!(refusal(late), "not_found");
        assert_eq!(finds(house, &second, file), [true; 4]);
        assert_eq!(app.child(&second, file).unwrap().row.case_manager, second.person.id);
        let entry = named_manager(house, &second, first.person.id);
        let back = app.record(&second, Action::AddEntry, file, u32::MAX, house.command(), entry);
        assert_eq!(refusal(back), "manager_unfit", "nor is the file given back");

        // Whoever it concerns does not see that it is named; the supervisor does.
        assert!(app.concerns(&first, None, None).unwrap().rows.is_empty());
        let listed = app.concerns(&supervisor, None, None).unwrap().rows;
        let [row] = listed.as_slice() else { panic!("{listed:?}") };
        assert_eq!((row.record, row.person, row.state), (file, first.person.id, IN_FORCE));
        assert_eq!(row.handler, second.person.id);

        // Made again from the ledger it is the same.
        assert!(app.rebuild(&mut |_, _| {}).unwrap().iter().all(|r| r.before == Some(r.after)));
        assert_eq!(finds(house, &first, file), [false; 4]);

        // Whoever named it does not end it alone.
        let code = row.code;
        assert_eq!(refusal(app.end_concern(&supervisor, code, house.command())), "concern_needs_two");
        assert_eq!(refusal(app.end_concern(&first, code, house.command())), "not_found");
        let officer = house.person("audit", Role::DataProtectionOfficer);
        app.end_concern(&officer, code, house.command()).unwrap();
        assert_eq!(refusal(app.end_concern(&officer, code, house.command())), "concern_ended");
        assert_eq!(finds(house, &first, file), [true; 4]);
        assert_eq!(app.concerns(&officer, Some(ENDED), None).unwrap().rows.len(), 1);
        assert!(app.rebuild(&mut |_, _| {}).unwrap().iter().all(|r| r.before == Some(r.after)));
        assert!(app.verify(Realm::Social, None, &mut |_, _| {}).unwrap().sound);
    });
}

#[test]
fn a_case_manager_says_it_of_themself_and_the_supervisor_names_the_next() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        let (first, second) = (house.person("dgaspc-dj", Role::CaseManager), house.second_manager());
        let supervisor = house.person("dgaspc-dj", Role::Supervisor);
        let app = house.app();
        let command = house.command();
        app.declare_concern(&first, file, Reason::Acquaintance, command).unwrap();
        app.declare_concern(&first, file, Reason::Acquaintance, command).unwrap();
        assert_eq!(finds(house, &first, file), [false; 4]);
        let waiting = app.concerns(&supervisor, Some(WAITS), None).unwrap().rows;
        let [row] = waiting.as_slice() else { panic!("{waiting:?}") };
        assert_eq!((row.person, row.named_by), (first.person.id, first.person.id));
        let name = |handler| app.name_handler(&supervisor, row.code, handler, house.command());
        assert_eq!(refusal(name(first.person.id)), "handler_unfit");
        name(second.person.id).unwrap();
        assert_eq!(refusal(name(second.person.id)), "concern_handled");
        assert_eq!(app.child(&second, file).unwrap().row.case_manager, second.person.id);
        // The supervisor did not name it, and may end it as the second person.
        app.end_concern(&supervisor, row.code, house.command()).unwrap();
        assert_eq!(finds(house, &first, file), [true; 4]);
        assert!(app.rebuild(&mut |_, _| {}).unwrap().iter().all(|r| r.before == Some(r.after)));
    });
}

#[test]
fn a_conflict_in_a_signal_goes_with_it_into_the_file() {
    let house = House::new();
    let (first, second) = (house.person("dgaspc-dj", Role::CaseManager), house.second_manager());
    let supervisor = house.person("dgaspc-dj", Role::Supervisor);
    let app = house.app();
    let (signal, identity) = house.signal_of(&first, "Ioana", "Ștefănescu");
    let name = |handler| {
        app.name_concern(&supervisor, signal, first.person.id, Reason::Involved, handler, house.command())
    };
    assert_eq!(refusal(name(None)), "concern_needs_handler");
    name(Some(second.person.id)).unwrap();
    assert_eq!(refusal(app.signal(&first, signal).map(|_| ())), "not_found");
    assert_eq!(refusal(app.read_signal(&first, signal)), "not_found");
    app.signal(&second, signal).unwrap();
    let file = house.case_of(&second, signal, identity);
    assert_eq!(finds(&house, &first, file), [false; 4]);
    assert_eq!(refusal(app.signal(&first, signal).map(|_| ())), "not_found");
    let row = app.concerns(&supervisor, None, None).unwrap().rows.remove(0);
    assert_eq!(row.record, file);
    assert!(app.rebuild(&mut |_, _| {}).unwrap().iter().all(|r| r.before == Some(r.after)));
}

#[test]
fn who_may_not_decide_and_what_is_not_there_sound_and_cost_the_same() {
    let house = House::new();
    let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let (first, second) = (house.person("dgaspc-dj", Role::CaseManager), house.second_manager());
    let supervisor = house.person("dgaspc-dj", Role::Supervisor);
    let app = house.app();
    let unknown = PublicCode::new(&Randomness::seeded(99));
    let name = |who: &SignedIn, record, person| {
        app.name_concern(who, record, person, Reason::Relative, Some(second.person.id), house.command())
    };
    for who in [&first, &second, &house.person("dgaspc-cj", Role::CaseManager)] {
        assert_eq!(refusal(name(who, file, first.person.id)), "not_found");
    }
    // A supervisor whom it concerns themself decides on it no more.
    let officer = house.person("audit", Role::DataProtectionOfficer);
    name(&officer, file, supervisor.person.id).unwrap();
    name(&officer, file, first.person.id).unwrap();
    let cost = |ask: &dyn Fn() -> &'static str| {
        let before = app.store().counts();
        assert_eq!(ask(), "not_found");
        let after = app.store().counts();
        (after.statements - before.statements, after.commits - before.commits)
    };
    let _ = refusal(name(&supervisor, unknown, first.person.id));
    assert_eq!(
        cost(&|| refusal(name(&supervisor, file, second.person.id))),
        cost(&|| refusal(name(&supervisor, unknown, second.person.id)))
    );
    assert!(app.concerns(&supervisor, None, None).unwrap().rows.is_empty());
    let code = app.concerns(&officer, None, None).unwrap().rows[0].code;
    assert_eq!(
        cost(&|| refusal(app.end_concern(&supervisor, code, house.command()))),
        cost(&|| refusal(app.end_concern(&supervisor, unknown, house.command())))
    );
    let declare = |record| app.declare_concern(&first, record, Reason::Relative, house.command());
    assert_eq!(cost(&|| refusal(declare(file))), cost(&|| refusal(declare(unknown))));
    let reads = |code| app.reads_page(&first, code, None);
    assert_eq!(cost(&|| refusal(reads(file))), cost(&|| refusal(reads(unknown))));
}

#[test]
fn what_was_named_goes_with_the_child() {
    let house = House::new();
    let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let (first, second) = (house.person("dgaspc-dj", Role::CaseManager), house.second_manager());
    let supervisor = house.person("dgaspc-dj", Role::Supervisor);
    let officer = house.person("audit", Role::DataProtectionOfficer);
    let (app, handler) = (house.app(), Some(second.person.id));
    app.name_concern(&supervisor, file, first.person.id, Reason::Relative, handler, house.command()).unwrap();
    let by = Office { agency: second.agency.number, county: second.agency.county };
    let entry = FileEntry {
        event: FileEvent::CaseClosed { by, reason: 1 },
        ..named_manager(&house, &second, second.person.id)
    };
    app.record(&second, Action::CloseFile, file, u32::MAX, house.command(), entry).unwrap();
    app.ask_erasure(&officer, file, workflow::erasure::Ground::RetentionEnd, house.command()).unwrap();
    app.decide_erasure(&supervisor, file, true, house.command()).unwrap();
    assert!(app.concerns(&officer, None, None).unwrap().rows.is_empty());
    assert!(app.rebuild(&mut |_, _| {}).unwrap().iter().all(|r| r.before == Some(r.after)));
    assert!(app.verify(Realm::Social, None, &mut |_, _| {}).unwrap().sound);
}
