//! A child's file: recording, repeating, correcting, and who may.

use agencies::Role;
use base::{Code, CommandId, Happened, Problem, PublicCode, UnitNumber};
use casework::{FileEvent, Office};
use workflow::children::ChildrenFilter;
use workflow::{Action, FileEntry, Receipt, SignedIn};

use crate::house::{House, refusal, text};

fn office(who: &SignedIn) -> Office {
    Office { agency: who.agency.number, county: who.agency.county }
}

fn entry(event: FileEvent, happened: Happened) -> FileEntry {
    let basis = Code::new("child_protection_duty").unwrap();
    FileEntry { event, happened, basis, identity: None, narrative: None, shared: None }
}

struct Story<'h> {
    house: &'h House,
    file: PublicCode,
}

impl Story<'_> {
    fn version(&self, who: &SignedIn) -> u32 {
        self.house.app().child(who, self.file).unwrap().row.version
    }

    fn record(&self, who: &SignedIn, command: CommandId, event: FileEvent) -> Result<Receipt, Problem> {
        let seen = self.version(who);
        let entry = entry(event, self.house.today());
        self.house.app().record(who, Action::AddEntry, self.file, seen, command, entry)
    }
}

#[test]
fn the_same_command_is_answered_the_same_and_another_body_is_a_conflict() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ștefania", "Munteanu");
        let story = Story { house, file };
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let command = house.command();
        let started = |unit| FileEvent::ServiceStarted {
            by: office(&manager),
            unit: UnitNumber(unit),
            service: 1,
            referral: None,
        };
        let first = story.record(&manager, command, started(5)).unwrap();
        let again = story.record(&manager, command, started(5)).unwrap();
        assert_eq!(first, again);
        assert_eq!(story.version(&manager), first.version, "nothing was recorded twice");
        assert_eq!(refusal(story.record(&manager, command, started(6))), "command_reused");
    });
}

#[test]
fn a_case_manager_of_another_county_finds_nothing_by_any_way() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ștefania", "Munteanu");
        let other = house.person("dgaspc-cj", Role::CaseManager);
        let app = house.app();
        assert_eq!(refusal(app.child(&other, file).map(|_| ())), "not_found");
        assert_eq!(refusal(app.read_identity(&other, file).map(|_| ())), "not_found");
        assert_eq!(refusal(app.read_narratives(&other, file).map(|_| ())), "not_found");
        let presumed = FileEvent::Presumed { by: office(&other), circumstances: None };
        let tried =
            app.record(&other, Action::AddEntry, file, 1, house.command(), entry(presumed, house.today()));
        assert_eq!(refusal(tried), "not_found");
        let found = app.search_children(&other, "Munteanu", &ChildrenFilter::default()).unwrap();
        assert_eq!((found.rows.len(), found.found), (0, Some(0)), "not even how many there are");
        assert!(app.children(&other, &ChildrenFilter::default()).unwrap().rows.is_empty());
        let unknown = PublicCode::new(&base::Randomness::seeded(99));
        assert_eq!(refusal(app.child(&other, unknown).map(|_| ())), "not_found");
    });
}

#[test]
fn a_hidden_record_costs_exactly_what_an_unknown_one_costs() {
    let house = House::new();
    let file = house.open_file("dgaspc-dj", "Ana", "Pop");
    let other = house.person("dgaspc-cj", Role::CaseManager);
    let app = house.app();
    let unknown = PublicCode::new(&base::Randomness::seeded(99));
    let cost = |ask: &dyn Fn()| {
        let before = app.store().counts();
        ask();
        let after = app.store().counts();
        (after.statements - before.statements, after.commits - before.commits)
    };
    let presumed = || entry(FileEvent::Presumed { by: office(&other), circumstances: None }, house.today());
    for code in [file, unknown] {
        // Once ahead, so that both find the same statements prepared.
        let _ = app.child(&other, code).map(|_| ());
    }
    assert_eq!(
        cost(&|| drop(app.child(&other, file).map(|_| ()))),
        cost(&|| drop(app.child(&other, unknown).map(|_| ())))
    );
    assert_eq!(
        cost(&|| drop(app.read_identity(&other, file).map(|_| ()))),
        cost(&|| drop(app.read_identity(&other, unknown).map(|_| ())))
    );
    let record = |code| {
        drop(app.record(&other, Action::AddEntry, code, 1, house.command(), presumed()));
    };
    assert_eq!(cost(&|| record(file)), cost(&|| record(unknown)));
}

#[test]
fn a_name_is_found_however_it_is_typed_and_each_showing_is_recorded_once_a_quarter_of_an_hour() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ștefania", "Munteanu");
        house.open_file("dgaspc-dj", "Larisa", "Vlad");
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let app = house.app();
        for query in ["stefania munteanu", "Munteanu Ştefania", "Stefanya Muntenu", "munt"] {
            let found = app.search_children(&manager, query, &ChildrenFilter::default()).unwrap();
            let codes: Vec<_> = found.rows.iter().map(|row| row.code).collect();
            assert_eq!(codes, [file], "{query}");
        }
        // Whoever finds a child by a name has learned of the record: it is known who searched.
        let read = app.reads_page(&house.person("audit", Role::Auditor), file, None).unwrap().reads;
        let purposes: Vec<&str> = read.iter().map(|read| read.purpose.as_str()).collect();
        assert_eq!(purposes, ["search"], "four searches within minutes, recorded once");
        let nobody = app.search_children(&manager, "nobody at all", &ChildrenFilter::default()).unwrap();
        assert!(nobody.rows.is_empty());
        let version = app.child(&manager, file).unwrap().row.version;
        let before = house.head(base::Realm::Social);
        assert_eq!(app.read_identity(&manager, file).unwrap().full_name(), "Ștefania Munteanu");
        app.read_identity(&manager, file).unwrap();
        assert_eq!(
            house.head(base::Realm::Social).0,
            before.0 + 1,
            "the second reading within minutes is the same"
        );
        house.later(1);
        app.read_identity(&manager, file).unwrap();
        assert_eq!(house.head(base::Realm::Social).0, before.0 + 2);
        assert_eq!(app.child(&manager, file).unwrap().row.version, version, "reading does not move the file");
    });
}

#[test]
fn not_confirming_takes_two_people() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ana", "Pop");
        let story = Story { house, file };
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let monitor = house.person("anitp", Role::VictimAssistanceOfficer);
        let by = office(&manager);
        story.record(&manager, house.command(), FileEvent::Presumed { by, circumstances: None }).unwrap();
        let proposed = FileEvent::NotConfirmedProposed { by, reason: 1 };
        let proposal = story.record(&manager, house.command(), proposed).unwrap().entry;
        let agreed = |who: &SignedIn| {
            let event = FileEvent::NotConfirmed { by: office(who), proposal };
            let (seen, entry) = (story.version(who), entry(event, house.today()));
            house.app().record(who, Action::ConfirmNotConfirmed, file, seen, house.command(), entry)
        };
        assert_eq!(refusal(agreed(&manager)), "not_found", "whoever proposes may not agree");
        agreed(&monitor).unwrap();
        let status = house.app().child(&manager, file).unwrap().file.status();
        assert_eq!(status, casework::VictimStatus::NotConfirmed);
    });
}

#[test]
fn an_agency_corrects_its_own_entries_and_nobody_takes_back_alone_what_others_rely_on() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ana", "Pop");
        let story = Story { house, file };
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let monitor = house.person("anitp", Role::VictimAssistanceOfficer);
        let by = office(&manager);
        let presumed = FileEvent::Presumed { by, circumstances: None };
        let presumption = story.record(&manager, house.command(), presumed).unwrap().entry;
        let proposed = FileEvent::NotConfirmedProposed { by, reason: 1 };
        let proposal = story.record(&manager, house.command(), proposed).unwrap().entry;
        let agreed = entry(FileEvent::NotConfirmed { by: office(&monitor), proposal }, house.today());
        let seen = story.version(&monitor);
        let agreed = house
            .app()
            .record(&monitor, Action::ConfirmNotConfirmed, file, seen, house.command(), agreed)
            .unwrap()
            .entry;
        let before = house.head(base::Realm::Social);
        let correct = |event| {
            let (seen, entry) = (story.version(&manager), entry(event, house.today()));
            house.app().record(&manager, Action::AmendEntry, file, seen, house.command(), entry)
        };
        let withdrawn = |replaces| FileEvent::Withdrawn { replaces, reason: 1 };
        let opening = house.app().child(&manager, file).unwrap().file.timeline[0].entry;
        assert_eq!(refusal(correct(withdrawn(agreed))), "amends_other_agency");
        assert_eq!(refusal(correct(withdrawn(presumption))), "withdrawal_needs_two");
        assert_eq!(refusal(correct(withdrawn(opening))), "withdrawal_needs_two");
        let event = Box::new(FileEvent::NotConfirmed { by: office(&monitor), proposal });
        let amended = FileEvent::Amended { replaces: agreed, reason: 1, event };
        assert_eq!(refusal(correct(amended)), "amends_other_agency");
        assert_eq!(house.head(base::Realm::Social), before);
        // What stands may still be corrected, and a correction taken back.
        let event = Box::new(FileEvent::Presumed { by, circumstances: None });
        let amended = correct(FileEvent::Amended { replaces: presumption, reason: 1, event }).unwrap();
        correct(withdrawn(amended.entry)).unwrap();
    });
}

#[test]
fn two_who_correct_the_same_entry_are_told_of_each_other_and_others_are_not_disturbed() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ana", "Pop");
        let story = Story { house, file };
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let by = office(&manager);
        let unit = UnitNumber(77);
        let started = FileEvent::ServiceStarted { by, unit, service: 1, referral: None };
        story.record(&manager, house.command(), started).unwrap();
        let delivered = FileEvent::ServiceDelivered { by, unit, minutes: 30 };
        let delivered = story.record(&manager, house.command(), delivered).unwrap();
        let seen = delivered.version;
        let amend = |minutes, seen| {
            let event = Box::new(FileEvent::ServiceDelivered { by, unit, minutes });
            let event = FileEvent::Amended { replaces: delivered.entry, reason: 1, event };
            let entry = entry(event, house.today());
            house.app().record(&manager, Action::AmendEntry, file, seen, house.command(), entry)
        };
        amend(45, seen).unwrap();
        let late = amend(50, seen).unwrap_err();
        assert_eq!((late.code, late.kind), ("changed_meanwhile", base::ProblemKind::Conflict));
        // What concerns another matter goes on with the same old version seen.
        let another = entry(FileEvent::ServiceDelivered { by, unit, minutes: 20 }, house.today());
        house.app().record(&manager, Action::AddEntry, file, seen, house.command(), another).unwrap();
        amend(50, story.version(&manager)).unwrap();
    });
}

#[test]
fn a_child_who_may_be_the_same_is_shown_before_a_file_is_opened() {
    let house = House::new();
    let file = house.open_file("dgaspc-dj", "Ștefania", "Munteanu");
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let identity = casework::Identity {
        given_names: text("Stefania"),
        family_names: text("Muntean"),
        ..casework::Identity::default()
    };
    let found = house.app().candidates(&manager, &identity, 1).unwrap();
    assert_eq!(found.found.iter().map(|candidate| candidate.code).collect::<Vec<_>>(), [file]);
    assert!(!found.found[0].reasons.is_empty());
    let read = house.app().reads_page(&house.person("audit", Role::Auditor), file, None).unwrap().reads;
    assert_eq!(read.len(), 1, "that a candidate was shown is recorded");
    let elsewhere = house.person("dgaspc-cj", Role::CaseManager);
    assert!(house.app().candidates(&elsewhere, &identity, 1).unwrap().found.is_empty());
}

#[test]
fn what_is_impossible_is_refused_by_its_rule_and_leaves_nothing() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ana", "Pop");
        let story = Story { house, file };
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let by = office(&manager);
        let before = house.head(base::Realm::Social);
        let delivered = FileEvent::ServiceDelivered { by, unit: UnitNumber(1), minutes: 0 };
        assert_eq!(refusal(story.record(&manager, house.command(), delivered)), "service_unknown");
        let zone = house.app().zone().unwrap();
        let ahead = Happened::parse("2027-01-01", &zone).unwrap();
        let presumed = entry(FileEvent::Presumed { by, circumstances: None }, ahead);
        let tried = house.app().record(&manager, Action::AddEntry, file, 1, house.command(), presumed);
        assert_eq!(refusal(tried), "happened_in_future");
        assert_eq!(house.head(base::Realm::Social), before);
    });
}

#[test]
fn a_grant_that_ends_closes_the_next_request() {
    let house = House::new();
    let person = house.person_id("dgaspc-dj", Role::CaseManager);
    let token = house.app().sign_in_as(person).unwrap();
    assert!(house.app().session(&token).unwrap().is_some());
    let ended = agencies::DirectoryEvent::RoleEnded { person, role: Role::CaseManager };
    house.app().record_directory_batch(vec![house.record(ended)], house.clock.now()).unwrap();
    assert!(house.app().session(&token).unwrap().is_none());
}

#[test]
fn a_session_ends_when_it_is_not_used() {
    let house = House::new();
    let token = house.app().sign_in_as(house.person_id("dgaspc-dj", Role::CaseManager)).unwrap();
    house.later(1);
    assert!(house.app().session(&token).unwrap().is_none());
    assert!(house.app().session("not a token").unwrap().is_none());
}

#[test]
fn tries_with_a_wrong_password_end_and_a_link_works_once() {
    let house = House::new();
    let person = house.person_id("dgaspc-dj", Role::CaseManager);
    let link = house.app().invite(person, "A.Pop").unwrap();
    assert_eq!(refusal(house.app().set_password(&link, "short")), "password_too_short");
    house.app().set_password(&link, "podul de lemn vechi").unwrap();
    assert_eq!(refusal(house.app().set_password(&link, "another long password")), "link_over");
    assert!(house.app().sign_in("a.pop ", "podul de lemn vechi").is_ok());
    for _ in 0..8 {
        assert_eq!(refusal(house.app().sign_in("a.pop", "wrong")), "sign_in_refused");
    }
    assert_eq!(refusal(house.app().sign_in("a.pop", "podul de lemn vechi")), "too_many_tries");
    assert_eq!(refusal(house.app().sign_in("nobody", "wrong")), "sign_in_refused");
}
