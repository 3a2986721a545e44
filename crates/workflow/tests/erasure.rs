//! Erasing who a child is: two people, keys that are gone, proofs and figures that stand, and a backup of last week
//! that cannot bring the child back.

use std::path::Path;

use agencies::Role;
use base::{Code, PublicCode, Randomness, Realm};
use casework::{FileEvent, Office};
use store::{Config, Database, dump, projection};
use tempfile::TempDir;
use testkit::{EmptyPlace, EngineKind, folder_holds};
use workflow::children::ChildrenFilter;
use workflow::erasure::Ground;
use workflow::erasure_list::FILE;
use workflow::figures::{Amount, Shown};
use workflow::{Action, App, FileEntry, Settings};

use crate::house::{House, refusal};

pub(crate) fn close_case(house: &House, file: PublicCode) {
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let by = Office { agency: manager.agency.number, county: manager.agency.county };
    let entry = FileEntry {
        event: FileEvent::CaseClosed { by, reason: 1 },
        happened: house.today(),
        basis: Code::new("child_protection_duty").unwrap(),
        identity: None,
        narrative: None,
        shared: None,
    };
    house.app().record(&manager, Action::CloseFile, file, u32::MAX, house.command(), entry).unwrap();
}

/// Asked by the data-protection officer, agreed by the supervisor.
pub(crate) fn erase(house: &House, file: PublicCode) {
    let officer = house.person("audit", Role::DataProtectionOfficer);
    house.app().ask_erasure(&officer, file, Ground::RetentionEnd, house.command()).unwrap();
    let supervisor = house.person("dgaspc-dj", Role::Supervisor);
    house.app().decide_erasure(&supervisor, file, true, house.command()).unwrap();
}

fn presumed(house: &House, file: PublicCode) {
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let by = Office { agency: manager.agency.number, county: manager.agency.county };
    let entry = FileEntry {
        event: FileEvent::Presumed { by, circumstances: None },
        happened: house.today(),
        basis: Code::new("child_protection_duty").unwrap(),
        identity: None,
        narrative: None,
        shared: None,
    };
    house.app().record(&manager, Action::AddEntry, file, u32::MAX, house.command(), entry).unwrap();
}

fn found(app: &App, who: &workflow::SignedIn, name: &str) -> usize {
    app.search_children(who, name, &ChildrenFilter::default()).unwrap().rows.len()
}

#[test]
fn two_people_erase_a_closed_file_and_nothing_of_the_child_opens_again() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        let other = house.open_file("dgaspc-dj", "Ion", "Popa");
        presumed(house, file);
        close_case(house, file);
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let figure = |house: &House| {
            let manager = house.person("dgaspc-dj", Role::CaseManager);
            house.app().indicator(&manager, "2.1", None, None, None).unwrap().figure
        };
        assert_eq!(figure(house), Shown::Exact(Amount::Count(1)));
        assert_eq!(found(house.app(), &manager, "Stefanescu"), 1);
        let signed = house.app().checkpoint_now(Realm::Social).unwrap().unwrap();

        erase(house, file);

        // Not there any more, for anybody, by any way.
        assert_eq!(refusal(house.app().child(&manager, file).map(|_| ())), "not_found");
        assert_eq!(refusal(house.app().read_identity(&manager, file)), "not_found");
        assert_eq!(found(house.app(), &manager, "Stefanescu"), 0);
        assert_eq!(found(house.app(), &manager, "Popa"), 1);
        let entry = FileEntry {
            event: FileEvent::CaseClosed {
                by: Office { agency: manager.agency.number, county: manager.agency.county },
                reason: 1,
            },
            happened: house.today(),
            basis: Code::new("child_protection_duty").unwrap(),
            identity: None,
            narrative: None,
            shared: None,
        };
        let late = house.app().record(&manager, Action::CloseFile, file, 9, house.command(), entry);
        assert_eq!(refusal(late), "not_found");
        // The figure stands, and leads to the erased record no further.
        assert_eq!(figure(house), Shown::Exact(Amount::Count(1)));
        let today = house.clock.now().day(&house.app().zone().unwrap()).quarter();
        let period = indicators::Period::Quarter(today);
        let walked = house.app().lineage(&manager, "2.1", period, None, 0, None).unwrap().rows.unwrap();
        assert_eq!((walked.counted, walked.erased), (1, 1));
        assert!(walked.lines.iter().all(|line| line.file.is_none()));
        // The proofs stand too.
        let kept = signed.to_text();
        assert!(house.app().verify(Realm::Social, Some(&kept), &mut |_, _| {}).unwrap().sound);
        // The keys are gone, of the file and of the signal it came from, and those of the other child are not.
        let tombstones = house.app().store().read(Database::Social, store::erasures::tombstones).unwrap();
        assert_eq!(tombstones.len(), 2);
        for tombstone in &tombstones {
            let left = house
                .app()
                .store()
                .read(Database::Keys, |tx| store::keys::of_stream(tx, Realm::Social, tombstone.stream));
            assert_eq!(left.unwrap().len(), 0);
        }
        house.app().child(&house.person("dgaspc-dj", Role::CaseManager), other).unwrap();
        // Made again from the ledger, lists are the same; and so it is after a restart.
        assert!(house.app().rebuild(&mut |_, _| {}).unwrap().iter().all(|r| r.before == Some(r.after)));
        house.close();
        house.open();
        assert_eq!(figure(house), Shown::Exact(Amount::Count(1)));
        assert_eq!(house.app().finish_erasures().unwrap(), 0);
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        assert_eq!(found(house.app(), &manager, "Stefanescu"), 0);
        let officer = house.person("audit", Role::DataProtectionOfficer);
        let listed = house.app().erasures(&officer, Some(2), None).unwrap().rows;
        assert_eq!(listed.iter().map(|row| (row.code, row.state)).collect::<Vec<_>>(), [(file, 2)]);
    });
}

#[test]
fn who_asks_does_not_decide_and_nothing_open_is_erased() {
    let house = House::new();
    let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let officer = house.person("audit", Role::DataProtectionOfficer);
    let ask = |who: &workflow::SignedIn, file| {
        house.app().ask_erasure(who, file, Ground::UpheldRequest, house.command())
    };
    assert_eq!(refusal(ask(&officer, file)), "erasure_while_open");
    close_case(&house, file);
    // A code that nobody has, and somebody who may not ask, sound the same.
    assert_eq!(refusal(ask(&officer, PublicCode::new(&house.chance))), "not_found");
    for (agency, role) in
        [("dgaspc-dj", Role::CaseManager), ("dgaspc-dj", Role::Supervisor), ("audit", Role::Auditor)]
    {
        assert_eq!(refusal(ask(&house.person(agency, role), file)), "not_found");
    }
    ask(&officer, file).unwrap();
    assert_eq!(refusal(ask(&officer, file)), "erasure_asked_already");
    // The officer is no second person.
    let decide =
        |who: &workflow::SignedIn, agree| house.app().decide_erasure(who, file, agree, house.command());
    assert_eq!(refusal(decide(&officer, true)), "not_found");
    let supervisor = house.person("dgaspc-dj", Role::Supervisor);
    decide(&supervisor, false).unwrap();
    assert_eq!(refusal(decide(&supervisor, true)), "erasure_not_asked");
    house.app().child(&house.person("dgaspc-dj", Role::CaseManager), file).unwrap();
    // Asked again, opened again meanwhile: refused.
    ask(&officer, file).unwrap();
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let by = Office { agency: manager.agency.number, county: manager.agency.county };
    let entry = FileEntry {
        event: FileEvent::CaseReopened { by, unit: base::UnitNumber(5), reason: 1, circumstances: None },
        happened: house.today(),
        basis: Code::new("child_protection_duty").unwrap(),
        identity: None,
        narrative: None,
        shared: None,
    };
    house.app().record(&manager, Action::ReopenFile, file, u32::MAX, house.command(), entry).unwrap();
    assert_eq!(refusal(decide(&supervisor, true)), "erasure_while_open");
}

/// A copy of all databases as a backup takes it.
fn backup(house: &House) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for database in Database::ALL {
        let mut bytes = Vec::new();
        house.app().store().read(database, |tx| dump::write(tx, &mut bytes)).unwrap();
        all.push(bytes);
    }
    all
}

fn restored(house: &House, config: &Config, all: &[Vec<u8>], folder: &Path) -> App {
    for bytes in all {
        dump::read(config, &mut bytes.as_slice()).unwrap();
    }
    std::fs::copy(house.root_file(), folder.join(workflow::app::ROOT_FILE)).unwrap();
    let settings = Settings {
        store: config.clone(),
        folder: folder.to_owned(),
        clock: house.clock.clone(),
        chance: Randomness::system(),
    };
    App::open(settings).unwrap()
}

#[test]
fn last_weeks_backup_does_not_bring_the_child_back() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        presumed(house, file);
        close_case(house, file);
        let last_week = backup(house);
        house.later(7 * 24);
        erase(house, file);
        house.open_file("dgaspc-dj", "Ana", "Dumitru");
        let list = std::fs::read_to_string(house.root_file().with_file_name(FILE)).unwrap();
        for kind in [EngineKind::Sqlite, EngineKind::Postgres] {
            let Some(place) = EmptyPlace::new(kind) else { continue };
            let folder = TempDir::new().unwrap();
            let app = restored(house, place.config(), &last_week, folder.path());
            let manager = |app: &App| {
                let token = app.sign_in_as(house.person_id("dgaspc-dj", Role::CaseManager)).unwrap();
                app.session(&token).unwrap().unwrap()
            };
            // Without the list the backup would open the child: that is why it is replayed before anything is served.
            app.read_identity(&manager(&app), file).unwrap();
            assert_eq!(app.replay_erasures(&list).unwrap(), 2);
            assert_eq!(refusal(app.read_identity(&manager(&app), file)), "not_found");
            assert_eq!(found(&app, &manager(&app), "Stefanescu"), 0);
            let figure = app.indicator(&manager(&app), "2.1", None, None, None).unwrap().figure;
            assert_eq!(figure, Shown::Exact(Amount::Count(1)));
            assert!(app.verify(Realm::Social, None, &mut |_, _| {}).unwrap().sound);
            let same = app.rebuild(&mut |_, _| {}).unwrap().iter().all(|r| r.before == Some(r.after));
            assert!(same);
            assert_eq!(app.replay_erasures(&list).unwrap(), 0, "a second time there is nothing to do");
            // A list that somebody changed, or another installation's, is refused.
            let forged = list.replace("social ", "social  ");
            assert!(app.replay_erasures(&forged).is_err());
            let mut lines: Vec<&str> = list.lines().collect();
            lines.remove(1);
            let shorter = format!("{}\n", lines.join("\n"));
            assert_eq!(refusal(app.replay_erasures(&shorter)), "erasure_list_foreign");
        }
    });
}

#[test]
fn what_a_stopped_program_left_is_finished_at_the_next_start() {
    let mut house = House::new();
    let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    close_case(&house, file);
    let keys = {
        let mut bytes = Vec::new();
        house.app().store().read(Database::Keys, |tx| dump::write(tx, &mut bytes)).unwrap();
        bytes
    };
    let ring_row = |house: &House, stream| {
        house
            .app()
            .store()
            .read(Database::Keys, |tx| store::keys::of_stream(tx, Realm::Social, stream))
            .unwrap()
    };
    let stream = {
        let row = house
            .app()
            .store()
            .read(Database::Social, |tx| store::files::by_code(tx, &access::Filter::True, file));
        row.unwrap().unwrap().stream
    };
    let wrapped = ring_row(&house, stream);
    assert!(!wrapped.is_empty() && !keys.is_empty());
    erase(&house, file);
    // No trace of the wrapped keys' bytes is left in any file.
    for key in &wrapped {
        assert!(!folder_holds(house.file(Database::Keys).parent().unwrap(), &key.bytes));
    }
    // As if the program had stopped after the tombstone and before the keys.
    let now = house.clock.now();
    house.app().store().write(Database::Keys, |tx| store::keys::add(tx, &wrapped, now)).unwrap();
    house.close();
    house.open();
    assert_eq!(house.app().finish_erasures().unwrap(), 1);
    assert_eq!(ring_row(&house, stream), []);
    let digest =
        house.app().store().read(Database::Social, |tx| projection::digest(tx, &store::erasures::TOMBSTONES));
    digest.unwrap();
}
