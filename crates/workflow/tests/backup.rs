//! Backups taken while people work, and installations made from them on either engine.

use std::sync::atomic::{AtomicBool, Ordering};

use agencies::Role;
use base::{Randomness, Realm};
use store::{Config, Database, dump};
use tempfile::TempDir;
use testkit::{EmptyPlace, EngineKind};
use workflow::backup::content::BackupHead;
use workflow::backup::restore::{self, Restored};
use workflow::backup::{Identities, Recipients};
use workflow::root::ROOT_FILE;
use workflow::{App, Settings};

use crate::erasure::{close_case, erase};
use crate::house::{House, refusal};

struct Keyed {
    identities: Identities,
    recipients: Recipients,
}

fn keyed() -> Keyed {
    let (identity, recipient) = Identities::generate();
    Keyed {
        identities: Identities::parse(&identity).unwrap(),
        recipients: Recipients::parse([recipient.as_str()]).unwrap(),
    }
}

fn head() -> BackupHead {
    BackupHead { made_at: "2026-01-15T08:00:00Z".into(), program: "test".into(), demo: None }
}

fn backed_up(app: &App, keyed: &Keyed) -> Vec<u8> {
    let mut bytes = Vec::new();
    app.back_up(&head(), &keyed.recipients, &mut bytes, &mut |_, _| {}).unwrap();
    bytes
}

fn databases(config: &Config, keyed: &Keyed, bytes: &[u8]) -> Restored {
    restore::databases(config, &keyed.identities, bytes, &mut |_, _| {}).unwrap()
}

fn open(house: &House, config: &Config, folder: &TempDir) -> App {
    std::fs::copy(house.root_file(), folder.path().join(ROOT_FILE)).unwrap();
    let (clock, chance) = (house.clock.clone(), Randomness::system());
    let folder = folder.path().to_owned();
    App::open(Settings { store: config.clone(), folder, clock, chance }).unwrap()
}

fn size(app: &App, realm: Realm) -> u64 {
    app.verify(realm, None, &mut |_, _| {}).unwrap().size
}

#[test]
fn a_backup_restores_on_either_engine_with_the_same_roots_and_opens_the_same_child() {
    House::on_both_engines(|house| {
        let keyed = keyed();
        let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        let signed = house.app().checkpoint_now(Realm::Social).unwrap().unwrap();
        let bytes = backed_up(house.app(), &keyed);
        for secret in ["Ioana", "punte-backup", "dgaspc"] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
        }
        for kind in [EngineKind::Sqlite, EngineKind::Postgres] {
            let Some(place) = EmptyPlace::new(kind) else { continue };
            let folder = TempDir::new().unwrap();
            let restored = databases(place.config(), &keyed, &bytes);
            let app = open(house, place.config(), &folder);
            let report = app.finish_restore(&restored.tail, &[], &mut |_, _| {}).unwrap();
            assert_eq!((report.erased, report.rebuilt), (0, 0));
            let social = report.ledgers.iter().find(|ledger| ledger.realm == Realm::Social).unwrap();
            assert_eq!(social.root, Some(signed.checkpoint.root));
            assert_eq!(app.checkpoint_now(Realm::Social).unwrap().unwrap(), signed, "the same checkpoint");
            let token = app.sign_in_as(house.person_id("dgaspc-dj", Role::CaseManager)).unwrap();
            let manager = app.session(&token).unwrap().unwrap();
            app.read_identity(&manager, file).unwrap();
            assert!(app.rebuild(&mut |_, _| {}).unwrap().iter().all(|list| list.before == Some(list.after)));
        }
    });
}

#[test]
fn people_write_while_a_backup_is_taken_and_it_holds_all_the_same() {
    House::on_both_engines(|house| {
        let keyed = keyed();
        house.open_file("dgaspc-dj", "Ana", "Dumitru");
        let stop = AtomicBool::new(false);
        let (bytes, written) = std::thread::scope(|threads| {
            let writing = threads.spawn(|| {
                let mut written = 0;
                while !stop.load(Ordering::Relaxed) {
                    house.open_file("dgaspc-dj", "Maria", "Popescu");
                    written += 1;
                }
                written
            });
            let all: Vec<Vec<u8>> = (0..4).map(|_| backed_up(house.app(), &keyed)).collect();
            stop.store(true, Ordering::Relaxed);
            (all, writing.join().unwrap())
        });
        assert!(written > 0);
        for bytes in bytes {
            let place = EmptyPlace::new(EngineKind::Sqlite).unwrap();
            let folder = TempDir::new().unwrap();
            let restored = databases(place.config(), &keyed, &bytes);
            let app = open(house, place.config(), &folder);
            app.finish_restore(&restored.tail, &[], &mut |_, _| {}).unwrap();
            assert!(size(&app, Realm::Social) <= size(house.app(), Realm::Social));
        }
    });
}

#[test]
fn keys_that_are_older_than_their_ledger_are_refused() {
    House::on_both_engines(|house| {
        let keyed = keyed();
        house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        let mut older = Vec::new();
        house.app().store().read(Database::Keys, |tx| dump::write(tx, &mut older)).unwrap();
        house.open_file("dgaspc-dj", "Ana", "Dumitru");
        let bytes = backed_up(house.app(), &keyed);
        let kind = if matches!(house.app().store().config().engine, store::Engine::Sqlite { .. }) {
            EngineKind::Sqlite
        } else {
            EngineKind::Postgres
        };
        let tail = databases(EmptyPlace::new(kind).unwrap().config(), &keyed, &bytes).tail;
        let place = EmptyPlace::new(kind).unwrap();
        for database in Database::ALL {
            let mut now = Vec::new();
            house.app().store().read(database, |tx| dump::write(tx, &mut now)).unwrap();
            let bytes = if database == Database::Keys { &older } else { &now };
            dump::read(place.config(), &mut bytes.as_slice()).unwrap();
        }
        let folder = TempDir::new().unwrap();
        let app = open(house, place.config(), &folder);
        let refused = app.finish_restore(&tail, &[], &mut |_, _| {});
        assert_eq!(refusal(refused), "keys_older_than_ledger");
    });
}

#[test]
fn an_erasure_after_the_backup_is_replayed_before_anything_opens() {
    House::on_both_engines(|house| {
        let keyed = keyed();
        let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        close_case(house, file);
        let last_week = backed_up(house.app(), &keyed);
        house.later(7 * 24);
        erase(house, file);
        let list = std::fs::read_to_string(house.root_file().with_file_name("erasures.txt")).unwrap();
        let place = EmptyPlace::new(EngineKind::Sqlite).unwrap();
        let folder = TempDir::new().unwrap();
        let restored = databases(place.config(), &keyed, &last_week);
        let app = open(house, place.config(), &folder);
        let report = app.finish_restore(&restored.tail, std::slice::from_ref(&list), &mut |_, _| {}).unwrap();
        assert_eq!(report.erased, 2, "the file and the signal it came from");
        let token = app.sign_in_as(house.person_id("dgaspc-dj", Role::CaseManager)).unwrap();
        let manager = app.session(&token).unwrap().unwrap();
        assert_eq!(refusal(app.read_identity(&manager, file).map(|_| ())), "not_found");
        assert!(std::fs::read_to_string(folder.path().join("erasures.txt")).unwrap().lines().count() >= 3);
        // A backup taken after the erasure restores too: its ledger says whose keys are gone.
        let later = backed_up(house.app(), &keyed);
        let place = EmptyPlace::new(EngineKind::Sqlite).unwrap();
        let restored = databases(place.config(), &keyed, &later);
        let folder = TempDir::new().unwrap();
        let app = open(house, place.config(), &folder);
        assert_eq!(app.finish_restore(&restored.tail, &[list], &mut |_, _| {}).unwrap().erased, 0);
    });
}

#[test]
fn another_ledger_than_the_one_that_was_copied_is_refused() {
    let house = House::new();
    let keyed = keyed();
    house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let tail = {
        let place = EmptyPlace::new(EngineKind::Sqlite).unwrap();
        databases(place.config(), &keyed, &backed_up(house.app(), &keyed)).tail
    };
    house.app().finish_restore(&tail, &[], &mut |_, _| {}).unwrap();
    house.open_file("dgaspc-dj", "Ana", "Dumitru");
    assert_eq!(refusal(house.app().finish_restore(&tail, &[], &mut |_, _| {})), "restore_differs");
}
