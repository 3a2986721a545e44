//! Signals that one agency sends to another, and what a supervisor sees of an agency's work.

use agencies::Role;
use base::{AgencyNumber, PublicCode};
use casework::{FileEvent, Narrative, Office};
use workflow::signals::NewSignal;
use workflow::{Action, FileEntry, SignedIn};

use crate::house::{House, refusal, text};

fn office(house: &House, code: &str) -> Office {
    let directory = house.app().directory().unwrap();
    let agency = directory.agency_by_code(code).unwrap();
    Office { agency: agency.number, county: agency.county }
}

fn said(house: &House, to: Option<Office>) -> NewSignal {
    NewSignal {
        to,
        source: 8,
        about: 1,
        urgency: 2,
        anonymous: false,
        happened: house.today(),
        identity: None,
        narrative: Some(Narrative { text: text("A girl is taken away each evening.") }),
    }
}

fn triage(house: &House, who: &SignedIn, signal: PublicCode) -> Result<(), base::Problem> {
    house.app().triage_signal(who, signal, house.command(), house.today(), 2, vec![1])
}

#[test]
fn a_notifier_sends_a_signal_and_learns_that_it_was_answered_and_nothing_else() {
    House::on_both_engines(|house| {
        let (app, teacher) = (house.app(), house.person("school", Role::Notifier));
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let dolj = office(house, "dgaspc-dj");
        let code = app.register_signal(&teacher, house.command(), said(house, Some(dolj))).unwrap();
        let sent = app.sent_signal(&teacher, code).unwrap();
        assert_eq!((sent.to, sent.answered_at), (dolj.agency, None));
        assert_eq!(app.sent_signals(&teacher, Some(false), None).unwrap().rows.len(), 1);
        assert_eq!(app.work(&teacher).unwrap().sent, [sent]);
        // Neither the signal's own page nor what was written opens to the sender.
        assert_eq!(refusal(app.signal(&teacher, code).map(|_| ())), "not_found");
        assert_eq!(refusal(app.read_signal(&teacher, code).map(|_| ())), "not_found");
        // The directorate answers.
        assert!(app.read_signal(&manager, code).unwrap().1.is_some());
        house.later(2);
        triage(house, &manager, code).unwrap();
        let answered = house.app().sent_signal(&teacher, code).unwrap();
        assert!(answered.answered_at.is_some());
        assert!(house.app().sent_signals(&teacher, Some(false), None).unwrap().rows.is_empty());
        assert_eq!(house.app().sent_signals(&teacher, Some(true), None).unwrap().rows, [answered]);
        // Another agency knows nothing of it.
        let other = house.person("line", Role::HelplineCounsellor);
        assert_eq!(refusal(house.app().sent_signal(&other, code)), "not_found");
        assert!(house.app().sent_signals(&other, None, None).unwrap().rows.is_empty());
    });
}

#[test]
fn a_signal_is_sent_to_a_directorate_and_to_nobody_else() {
    let house = House::new();
    let (app, teacher) = (house.app(), house.person("school", Role::Notifier));
    for code in ["ngo", "school", "anitp"] {
        let sent = app.register_signal(&teacher, house.command(), said(&house, Some(office(&house, code))));
        assert_eq!(refusal(sent), "choice_unknown", "{code}");
    }
    let nobody = Office { agency: AgencyNumber(99), county: 16 };
    assert_eq!(
        refusal(app.register_signal(&teacher, house.command(), said(&house, Some(nobody)))),
        "choice_unknown"
    );
    // A county that is not the directorate's own is made up.
    let moved = Office { county: 3, ..office(&house, "dgaspc-dj") };
    assert_eq!(
        refusal(app.register_signal(&teacher, house.command(), said(&house, Some(moved)))),
        "choice_unknown"
    );
    let auditor = house.person("audit", Role::Auditor);
    assert_eq!(refusal(app.register_signal(&auditor, house.command(), said(&house, None))), "not_found");
}

#[test]
fn a_counsellor_hands_a_call_over_and_no_longer_reads_it() {
    House::on_both_engines(|house| {
        let app = house.app();
        let counsellor = house.person("line", Role::HelplineCounsellor);
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let to = office(house, "dgaspc-dj").agency;
        let code = app.register_signal(&counsellor, house.command(), said(house, None)).unwrap();
        assert_eq!(refusal(app.signal(&manager, code).map(|_| ())), "not_found");
        assert_eq!(refusal(app.sent_signal(&counsellor, code)), "not_found");
        triage(house, &counsellor, code).unwrap();
        let hand =
            |who: &SignedIn, command, to| house.app().hand_over_signal(who, code, command, house.today(), to);
        let own = office(house, "line").agency;
        assert_eq!(refusal(hand(&counsellor, house.command(), own)), "choice_unknown");
        assert_eq!(refusal(hand(&manager, house.command(), to)), "not_found");
        let command = house.command();
        hand(&counsellor, command, to).unwrap();
        // The same command again has the same answer, though the call is no longer with the line.
        hand(&counsellor, command, to).unwrap();
        assert_eq!(refusal(hand(&counsellor, house.command(), to)), "not_found");
        assert_eq!(refusal(app.signal(&counsellor, code).map(|_| ())), "not_found");
        assert_eq!(refusal(app.read_signal(&counsellor, code).map(|_| ())), "not_found");
        // The directorate reads what was said and decides for itself; the line's triage stands beside it.
        let page = app.signal(&manager, code).unwrap();
        assert_eq!((page.row.state, page.row.agency), (0, to));
        assert!(page.signal.handed_over.unwrap().triaged_before.is_some());
        assert!(app.read_signal(&manager, code).unwrap().1.is_some());
        assert_eq!(app.sent_signal(&counsellor, code).unwrap().answered_at, None);
        triage(house, &manager, code).unwrap();
        assert!(house.app().sent_signal(&counsellor, code).unwrap().answered_at.is_some());
    });
}

#[test]
fn a_supervisor_sees_what_is_late_and_whose_it_is_and_names_another() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ana", "Pop");
        let supervisor = house.person("dgaspc-dj", Role::Supervisor);
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let work = house.app().work(&supervisor).unwrap();
        assert_eq!(work.caseloads.iter().map(|(_, files)| files).sum::<u32>(), 1);
        assert!(work.due.is_empty(), "nothing is late on the day a file is opened");
        house.later(24 * 60);
        let work = house.app().work(&supervisor).unwrap();
        assert!(work.due.iter().all(|due| due.step.late && due.file == file));
        assert!(!work.due.is_empty());
        // Codes and clocks are enough for that: no name, no text.
        let name = house.app().read_identity(&supervisor, file).map(|_| ());
        assert_eq!(refusal(name), "not_found");
        let event = FileEvent::CaseManagerNamed { by: office(house, "dgaspc-dj"), person: manager.person.id };
        let entry = |event| FileEntry {
            event,
            happened: house.today(),
            basis: base::Code::new("child_protection_duty").unwrap(),
            identity: None,
            narrative: None,
            shared: None,
        };
        let record = |who: &SignedIn, action| {
            house.app().record(who, action, file, u32::MAX, house.command(), entry(event.clone()))
        };
        assert_eq!(refusal(record(&supervisor, Action::AddEntry)), "not_found");
        assert_eq!(
            refusal(record(&house.person("dgaspc-cj", Role::CaseManager), Action::NameCaseManager)),
            "not_found"
        );
        record(&supervisor, Action::NameCaseManager).unwrap();
        let work = house.app().work(&supervisor).unwrap();
        assert_eq!(work.caseloads, [(manager.person.id, 1)]);
        assert!(work.unassigned.is_empty());
    });
}
