//! What crosses from child protection to police and prosecution, and the criminal files there.

use agencies::Role;
use base::{Happened, PublicCode, Realm};
use justice::{CriminalEvent, Judgment, Office};
use workflow::criminal_files::{CriminalEntry, NewCriminalFile};
use workflow::crossings::NewNotice;
use workflow::{Action, SignedIn};

use crate::house::{House, refusal};

fn notice(house: &House, to: &str, with_identity: bool) -> NewNotice {
    let to = house.app().directory().unwrap().agency_by_code(to).unwrap().number;
    NewNotice { to, basis: 1, purpose: 1, with_identity, happened: house.today() }
}

fn manager(house: &House) -> SignedIn {
    house.person("dgaspc-dj", Role::CaseManager)
}

fn investigator(house: &House) -> SignedIn {
    house.person("police-dj", Role::Investigator)
}

fn new_file(house: &House, notice: Option<PublicCode>) -> NewCriminalFile {
    NewCriminalFile {
        notice,
        articles: vec![1],
        child_victim: 2,
        online: 1,
        origin: 1,
        happened: house.today(),
    }
}

fn record(
    house: &House,
    who: &SignedIn,
    file: PublicCode,
    event: CriminalEvent,
) -> Result<(), base::Problem> {
    let entry = CriminalEntry { event, happened: house.today(), command: house.command() };
    let amends = entry.event.replaces().is_some();
    let action = if amends { Action::AmendCriminalEntry } else { Action::AddCriminalEntry };
    house.app().record_criminal(who, action, file, u32::MAX, entry)
}

fn office(who: &SignedIn) -> Office {
    Office { agency: who.agency.number, county: who.agency.county }
}

/// A child's case manager tells the police of the county, and an investigator opens a file from that.
pub(crate) fn a_criminal_file_from_a_notice(house: &House, child: PublicCode) -> PublicCode {
    let new = notice(house, "police-dj", true);
    house.app().notify_police(&manager(house), child, u32::MAX, house.command(), new).unwrap();
    let investigator = investigator(house);
    let notices = house.app().notices(&investigator, None).unwrap().rows;
    let waiting = notices.iter().find(|row| row.file == base::StreamId::NIL).unwrap().code;
    let new = new_file(house, Some(waiting));
    house.app().open_criminal_file(&investigator, house.command(), new).unwrap()
}

#[test]
fn a_notice_crosses_and_a_criminal_file_is_opened_from_it_on_both_engines() {
    House::on_both_engines(|house| {
        let child = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        let (social, justice) = (house.size(Realm::Social), house.size(Realm::Justice));
        assert_eq!(justice, 0);
        let (command, new) = (house.command(), notice(house, "police-dj", true));
        let sent = house.app().notify_police(&manager(house), child, u32::MAX, command, new.clone()).unwrap();
        assert_eq!((house.size(Realm::Social), house.size(Realm::Justice)), (social + 1, 1));
        // The same form again is the same notice.
        let again = house.app().notify_police(&manager(house), child, u32::MAX, command, new).unwrap();
        assert_eq!(again, sent);
        assert_eq!((house.size(Realm::Social), house.size(Realm::Justice)), (social + 1, 1));

        let investigator = investigator(house);
        let rows = house.app().notices(&investigator, None).unwrap().rows;
        let [row] = &rows[..] else { panic!("{rows:?}") };
        assert_ne!(row.code, child);
        let page = house.app().notice(&investigator, row.code).unwrap();
        assert!(page.may_open && page.may_read && page.notice.has_identity);
        assert_eq!((page.notice.sex, page.notice.forms), (1, 2));
        let identity = house.app().read_notice(&investigator, row.code).unwrap().unwrap();
        assert_eq!(identity.given_names.as_str(), "Ioana");
        assert_eq!(house.size(Realm::Justice), 2, "reading who the child is is an entry of this realm");

        let command = house.command();
        let new = new_file(house, Some(row.code));
        let file = house.app().open_criminal_file(&investigator, command, new.clone()).unwrap();
        assert_eq!(house.app().open_criminal_file(&investigator, command, new).unwrap(), file);
        let twice =
            house.app().open_criminal_file(&investigator, house.command(), new_file(house, Some(row.code)));
        assert_eq!(refusal(twice), "notice_already_file");
        let page = house.app().notice(&investigator, row.code).unwrap();
        assert_eq!((page.file, page.may_open), (Some(file), false));
        let page = house.app().criminal_file(&investigator, file).unwrap();
        assert_eq!(page.notice, Some(row.code));

        let by = office(&investigator);
        let judged = |is_final, outcome| CriminalEvent::Judged {
            by,
            defendant: 1,
            judgment: Judgment { is_final, outcome, months: 60, suspended: 1 },
        };
        assert_eq!(refusal(record(house, &investigator, file, judged(true, 1))), "not_indicted");
        house.later(24);
        let indicted = CriminalEvent::Indicted { by, defendants: 2, articles: vec![1, 13] };
        record(house, &investigator, file, indicted).unwrap();
        house.later(24);
        record(house, &investigator, file, judged(false, 1)).unwrap();
        record(house, &investigator, file, judged(true, 1)).unwrap();
        let page = house.app().criminal_file(&investigator, file).unwrap();
        assert_eq!((page.row.defendants, page.row.judged, page.row.phase.as_str()), (2, 1, "trial"));

        // The realm is proved and signed by itself, and its lists can be made again.
        let report = house.app().verify(Realm::Justice, None, &mut |_, _| {}).unwrap();
        assert!(report.sound && report.size == house.size(Realm::Justice), "{report:?}");
        let signed = house.app().checkpoint_now(Realm::Justice).unwrap().unwrap();
        assert_eq!(signed.checkpoint.size, report.size);
        let rebuilt = house.app().rebuild(&mut |_, _| {}).unwrap();
        assert!(rebuilt.iter().all(|one| one.before == Some(one.after)));
    });
}

#[test]
fn stopped_between_the_two_entries_the_second_comes_later_and_comes_once_on_both_engines() {
    House::on_both_engines(|house| {
        let child = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        let new = notice(house, "police-dj", false);
        house.app().send_notice(&manager(house), child, u32::MAX, house.command(), new).unwrap();
        assert_eq!(house.size(Realm::Justice), 0);
        house.close();
        house.open();
        let waiting = house.app().crossings_waiting().unwrap();
        assert_eq!(waiting.len(), 1);
        // Received, and stopped before the outbox heard of it.
        assert!(house.app().receive_crossing(&waiting[0]).unwrap());
        house.close();
        house.open();
        assert_eq!(house.app().crossings_waiting().unwrap(), waiting);
        assert!(!house.app().receive_crossing(&waiting[0]).unwrap());
        assert_eq!(house.app().deliver_crossings().unwrap(), 1);
        assert_eq!(house.app().deliver_crossings().unwrap(), 0);
        assert_eq!(house.size(Realm::Justice), 1);
        // The second entry names the first as its command.
        let received = house
            .app()
            .store()
            .read(Realm::Justice, |tx| store::entries::entry_at(tx, base::Position(1)))
            .unwrap()
            .unwrap();
        assert_eq!(received.command.as_bytes(), waiting[0].entry.as_bytes());
        assert_eq!(received.kind.as_str(), "crossing_received");
        let investigator = investigator(house);
        let row = house.app().notices(&investigator, None).unwrap().rows.remove(0);
        let page = house.app().notice(&investigator, row.code).unwrap();
        assert!(!page.may_read && !page.notice.has_identity, "by choice the name stayed where it was");
    });
}

#[test]
fn what_one_unit_is_told_no_other_sees_and_nobody_of_the_social_side() {
    let house = House::new();
    let child = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let file = a_criminal_file_from_a_notice(&house, child);
    let own = house.app().notices(&investigator(&house), None).unwrap().rows.remove(0).code;
    let strangers = [
        house.person("police-cj", Role::Investigator),
        manager(&house),
        house.person("dgaspc-dj", Role::Supervisor),
        house.person("anitp", Role::VictimAssistanceOfficer),
        house.person("implementer", Role::TipOfficer),
        house.person("audit", Role::Auditor),
    ];
    for stranger in &strangers {
        let event = CriminalEvent::CriminalFileClosed { by: office(stranger), reason: 1 };
        let roles = &stranger.viewer.roles;
        assert!(house.app().criminal_files(stranger, None).unwrap().rows.is_empty(), "{roles:?}");
        assert!(house.app().notices(stranger, None).unwrap().rows.is_empty(), "{roles:?}");
        assert_eq!(house.app().criminal_file(stranger, file).map(|_| ()).unwrap_err().code, "not_found");
        assert_eq!(house.app().notice(stranger, own).map(|_| ()).unwrap_err().code, "not_found");
        assert_eq!(refusal(house.app().read_notice(stranger, own)), "not_found");
        assert_eq!(refusal(record(&house, stranger, file, event)), "not_found");
        let from_it = new_file(&house, Some(own));
        let opened = house.app().open_criminal_file(stranger, house.command(), from_it);
        assert_eq!(refusal(opened), "not_found", "{roles:?}");
    }
    // And the other way round: who works on the crime does not see the child's file.
    for role in [Role::Investigator, Role::Prosecutor] {
        let person = house.person("police-dj", role);
        assert_eq!(house.app().child(&person, child).map(|_| ()).unwrap_err().code, "not_found");
        let new = notice(&house, "police-cj", true);
        let sent = house.app().notify_police(&person, child, u32::MAX, house.command(), new);
        assert_eq!(refusal(sent), "not_found");
    }
    // A prosecutor of the unit works on its files too; only units of police and prosecution are told.
    house.app().criminal_file(&house.person("police-dj", Role::Prosecutor), file).unwrap();
    let to_an_ngo = notice(&house, "ngo", true);
    let sent = house.app().notify_police(&manager(&house), child, u32::MAX, house.command(), to_an_ngo);
    assert_eq!(refusal(sent), "agency_unknown");
}

#[test]
fn telling_the_police_changes_neither_status_nor_services_nor_what_is_next() {
    let house = House::new();
    let child = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let before = house.app().child(&manager(&house), child).unwrap();
    a_criminal_file_from_a_notice(&house, child);
    let after = house.app().child(&manager(&house), child).unwrap();
    assert_eq!(after.row.status, before.row.status);
    assert_eq!(after.next, before.next);
    assert_eq!(after.tracks, before.tracks);
    assert_eq!((after.file.services, after.file.episodes), (before.file.services, before.file.episodes));
    assert_eq!(after.file.timeline.len(), before.file.timeline.len() + 1);
}

#[test]
fn dates_that_cannot_be_are_refused_and_corrections_change_what_the_file_is() {
    let house = House::new();
    let who = investigator(&house);
    let file = house.app().open_criminal_file(&who, house.command(), new_file(&house, None)).unwrap();
    house.later(24);
    let by = office(&who);
    let early = CriminalEntry {
        event: CriminalEvent::Indicted { by, defendants: 1, articles: vec![1] },
        happened: Happened::parse("2025-12-31", &house.app().zone().unwrap()).unwrap(),
        command: house.command(),
    };
    let refused = house.app().record_criminal(&who, Action::AddCriminalEntry, file, u32::MAX, early);
    assert_eq!(refusal(refused), "impossible_sequence");
    record(&house, &who, file, CriminalEvent::Indicted { by, defendants: 1, articles: vec![1] }).unwrap();
    let page = house.app().criminal_file(&who, file).unwrap();
    let indicted = page.file.indicted.unwrap().entry;
    let corrected = CriminalEvent::Indicted { by, defendants: 3, articles: vec![1] };
    let amended =
        CriminalEvent::CriminalEntryAmended { replaces: indicted, reason: 1, event: Box::new(corrected) };
    record(&house, &who, file, amended).unwrap();
    assert_eq!(house.app().criminal_file(&who, file).unwrap().row.defendants, 3);
    let withdrawn = CriminalEvent::CriminalEntryWithdrawn { replaces: indicted, reason: 1 };
    record(&house, &who, file, withdrawn).unwrap();
    let row = house.app().criminal_file(&who, file).unwrap().row;
    assert_eq!((row.defendants, row.phase.as_str()), (0, "inquiry"));
}
