//! A file that is not one's own, opened in an emergency: two people, a few hours, each read known, looked at
//! afterwards; and asking tells nothing.

use agencies::Role;
use base::{PublicCode, Randomness, Realm};
use casework::Narrative;
use workflow::concern_record::Reason;
use workflow::glass::{NewGlass, waits_for_review};
use workflow::glass_record::{GlassReason, GlassRow};
use workflow::{Action, SignedIn};

use crate::house::{House, refusal};

fn ask(house: &House, who: &SignedIn, told: PublicCode, quiet: bool) -> GlassRow {
    let text = Narrative::read("Found at the station at night.", "text").unwrap().unwrap();
    let new = NewGlass { told, reason: GlassReason::Found, text, quiet };
    house.app().ask_glass(who, &new, house.command()).unwrap();
    house.app().glass(who, None).unwrap().rows.remove(0)
}

#[test]
fn two_people_open_a_file_for_some_hours_and_the_officer_looks_at_it() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        let asker = house.person("dgaspc-cj", Role::CaseManager);
        let row = ask(house, &asker, file, false);
        let supervisor = house.person("dgaspc-dj", Role::Supervisor);
        let open = || house.app().open_glass(&house.person("dgaspc-cj", Role::CaseManager), row.code);
        assert_eq!(refusal(open().map(|_| ())), "not_found", "nobody agreed yet");
        let decide = |who: &SignedIn| house.app().decide_glass(who, row.code, true, house.command());
        assert_eq!(refusal(decide(&asker)), "not_found", "nobody agrees to what they asked");
        let (seen, text) = house.app().glass_request(&supervisor, Action::DecideGlass, row.code).unwrap();
        assert_eq!((seen.told, text.unwrap().text.as_str()), (file, "Found at the station at night."));
        decide(&supervisor).unwrap();
        assert_eq!(refusal(decide(&supervisor)), "glass_decided");

        let opened = open().unwrap();
        assert_eq!(opened.identity.unwrap().full_name(), "Ioana Ștefănescu");
        assert_eq!(refusal(house.app().child(&asker, file).map(|_| ())), "not_found", "and no other way");
        assert_eq!(refusal(house.app().read_narratives(&asker, file)), "not_found");
        let auditor = house.person("audit", Role::Auditor);
        let reads = house.app().reads_page(&auditor, file, None).unwrap().reads;
        assert_eq!(reads.iter().map(|read| read.purpose.as_str()).collect::<Vec<_>>(), ["break_glass"]);

        // Told at once to the officer and to the other supervisor; looked at when it is over, by its time.
        let officer = || house.person("audit", Role::DataProtectionOfficer);
        let review = |who: &SignedIn| house.app().review_glass(who, row.code, true, house.command());
        assert_eq!(refusal(review(&officer())), "glass_still_open");
        house.later(5);
        assert_eq!(refusal(open().map(|_| ())), "not_found", "it ended by time");
        let waiting = house.app().glass(&officer(), None).unwrap().rows.remove(0);
        assert!(waits_for_review(&waiting, house.clock.now()));
        assert_eq!(refusal(review(&supervisor)), "not_found");
        review(&officer()).unwrap();
        assert_eq!(refusal(review(&officer())), "glass_reviewed");
        assert!(house.app().rebuild(&mut |_, _| {}).unwrap().iter().all(|r| r.before == Some(r.after)));
        assert!(house.app().verify(Realm::Social, None, &mut |_, _| {}).unwrap().sound);
    });
}

#[test]
fn asking_tells_nothing_whether_the_file_is_there_hidden_or_concerns_the_asker() {
    let house = House::new();
    let (there, concerning) =
        (house.open_file("dgaspc-dj", "Ioana", "Ștefănescu"), house.open_file("dgaspc-cj", "Ion", "Popa"));
    let asker = house.person("dgaspc-cj", Role::CaseManager);
    let officer = house.person("audit", Role::DataProtectionOfficer);
    let manager = house.person_id("dgaspc-dj", Role::CaseManager);
    let unknown = PublicCode::new(&Randomness::seeded(99));
    let app = house.app();
    let cost = |told| {
        let before = app.store().counts();
        let row = ask(&house, &asker, told, false);
        let after = app.store().counts();
        (row, after.statements - before.statements, after.commits - before.commits)
    };
    cost(unknown);
    // The asker's own agency has no second case manager, so that the closed file needs no handler there.
    let _ = app.declare_concern(&asker, concerning, Reason::Relative, house.command());
    let (known, s1, c1) = cost(there);
    let (nothing, s2, c2) = cost(unknown);
    let (own, s3, c3) = cost(concerning);
    assert_eq!((s1, c1), (s2, c2));
    assert_eq!((s3, c3), (s2, c2));
    assert_eq!(app.glass(&asker, None).unwrap().rows.len(), 4, "each stands in the asker's list");
    let open = |row: &GlassRow| {
        app.decide_glass(&officer, row.code, true, house.command())?;
        app.open_glass(&asker, row.code).map(|_| ())
    };
    open(&known).unwrap();
    assert_eq!(refusal(open(&nothing)), "not_found");
    assert_eq!(refusal(open(&own)), "not_found", "whom it concerns opens it in no emergency either");
    // Others' requests are not there.
    let other = app.session(&app.sign_in_as(manager).unwrap()).unwrap().unwrap();
    assert!(app.glass(&other, None).unwrap().rows.is_empty());
    assert_eq!(refusal(app.end_glass(&other, known.code, house.command())), "not_found");
}

#[test]
fn it_ends_by_hand_and_the_case_manager_learns_of_it_unless_part_of_the_reason() {
    let house = House::new();
    let asker = house.person("dgaspc-cj", Role::CaseManager);
    let supervisor = house.person("dgaspc-dj", Role::Supervisor);
    let app = house.app();
    for (quiet, told) in [(false, vec!["break_glass"]), (true, Vec::new())] {
        let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let by = casework::Office { agency: manager.agency.number, county: manager.agency.county };
        let entry = workflow::FileEntry {
            event: casework::FileEvent::CaseManagerNamed { by, person: manager.person.id },
            happened: house.today(),
            basis: base::Code::new("child_protection_duty").unwrap(),
            identity: None,
            narrative: None,
            shared: None,
        };
        app.record(&manager, Action::NameCaseManager, file, u32::MAX, house.command(), entry).unwrap();
        let row = ask(&house, &asker, file, quiet);
        app.decide_glass(&supervisor, row.code, true, house.command()).unwrap();
        app.open_glass(&asker, row.code).unwrap();
        let purposes = |who: &SignedIn| {
            let reads = app.reads_page(who, file, None).unwrap().reads;
            let glass = reads.into_iter().filter(|read| read.purpose == "break_glass");
            glass.map(|read| read.purpose.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(purposes(&manager), told, "quiet: {quiet}");
        assert_eq!(purposes(&house.person("audit", Role::Auditor)), ["break_glass"]);
        app.end_glass(&supervisor, row.code, house.command()).unwrap();
        assert_eq!(refusal(app.end_glass(&supervisor, row.code, house.command())), "glass_not_open");
        assert_eq!(refusal(app.open_glass(&asker, row.code).map(|_| ())), "not_found");
    }
}
