//! Keys over time: upper ones made anew, a new epoch with each change of readers, and the root secret among custodians.

use agencies::Role;
use base::{CleanText, Code, Compartment, PersonId, PublicCode, Realm};
use casework::{FileEvent, Narrative, Office};
use store::Database;
use vault::KeyName;
use workflow::root::{Places, ROOT_FILE, Root, RootFrom};
use workflow::{Action, FileEntry};
use zeroize::Zeroizing;

use crate::house::{House, refusal};

fn keys(house: &House) -> Vec<vault::WrappedKey> {
    house.app().store().read(Database::Keys, store::keys::all).unwrap()
}

/// Names a case manager, with a remark that only readers of that time shall open.
pub(crate) fn name_manager(house: &House, file: PublicCode, person: PersonId, remark: &str) {
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let by = Office { agency: manager.agency.number, county: manager.agency.county };
    let entry = FileEntry {
        event: FileEvent::CaseManagerNamed { by, person },
        happened: house.today(),
        basis: Code::new("child_protection_duty").unwrap(),
        identity: None,
        narrative: Some(Narrative { text: CleanText::new(remark, 300, "narrative").unwrap() }),
        shared: None,
    };
    house.app().record(&manager, Action::AddEntry, file, u32::MAX, house.command(), entry).unwrap();
}

#[test]
fn a_rotation_makes_upper_keys_anew_and_everything_opens_as_before() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        let signed = house.app().checkpoint_now(Realm::Social).unwrap().unwrap();
        let public = house.app().public_key(Realm::Social).unwrap();
        let before = keys(house);
        let rotated = house.app().rotate_keys().unwrap();
        let after = keys(house);
        let names = |rows: &[vault::WrappedKey]| rows.iter().map(|row| row.name).collect::<Vec<_>>();
        assert_eq!(names(&before), names(&after), "the same keys are there");
        assert_eq!(rotated.fresh + rotated.rewrapped, after.len() as u64);
        for (was, is) in before.iter().zip(&after) {
            assert_ne!(was.bytes, is.bytes, "{} is wrapped as before", is.name);
        }
        // In this process, and in the next one.
        for _ in 0..2 {
            let manager = house.person("dgaspc-dj", Role::CaseManager);
            house.app().read_identity(&manager, file).unwrap();
            let kept = signed.to_text();
            assert!(house.app().verify(Realm::Social, Some(&kept), &mut |_, _| {}).unwrap().sound);
            assert_eq!(house.app().public_key(Realm::Social).unwrap(), public, "parties' key stays");
            assert!(house.app().rebuild(&mut |_, _| {}).unwrap().iter().all(|l| l.before == Some(l.after)));
            house.close();
            house.open();
        }
        house.open_file("dgaspc-dj", "Ana", "Dumitru");
    });
}

#[test]
fn a_row_from_before_a_rotation_opens_no_more() {
    let mut house = House::new();
    house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let before = keys(&house);
    house.app().rotate_keys().unwrap();
    let agency = before.iter().find(|row| matches!(row.name, KeyName::Agency(..))).unwrap();
    house.app().store().write(Database::Keys, |tx| store::keys::replace(tx, agency)).unwrap();
    house.close();
    assert_eq!(house.try_open().unwrap_err().code, "root_secret_wrong");
}

#[test]
fn another_case_manager_begins_a_new_epoch_and_what_was_before_is_read_as_before() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        let first = house.person_id("dgaspc-dj", Role::CaseManager);
        let second = house.person_id("dgaspc-dj", Role::Supervisor);
        name_manager(house, file, first, "first");
        name_manager(house, file, second, "second");
        name_manager(house, file, first, "third");
        let stream = house
            .app()
            .store()
            .read(Database::Social, |tx| store::files::by_code(tx, &access::Filter::True, file))
            .unwrap()
            .unwrap()
            .stream;
        let entries = house
            .app()
            .store()
            .read(Database::Social, |tx| store::entries::stream_entries(tx, stream))
            .unwrap();
        let epochs = |compartment| -> Vec<u32> {
            let parts = entries.iter().flat_map(|entry| &entry.parts);
            parts.filter(|part| part.compartment == compartment).map(|part| part.epoch).collect()
        };
        assert_eq!(epochs(Compartment::Identity), [1]);
        assert_eq!(epochs(Compartment::Narrative), [1, 2, 3]);
        assert!(epochs(Compartment::Operational).iter().all(|epoch| *epoch == 1), "lists are made of it");
        let held = keys(house);
        let has = |compartment, epoch| {
            held.iter().any(|row| row.name == KeyName::Stream(Realm::Social, stream, compartment, epoch))
        };
        assert!(
            has(Compartment::Identity, 3)
                && has(Compartment::Narrative, 3)
                && !has(Compartment::Narrative, 4)
        );
        assert_eq!(house.app().key_status().unwrap().changed_readers, 1);
        // Who may read reads it all, of whatever epoch, after a restart and a rebuild too.
        house.app().rotate_keys().unwrap();
        house.close();
        house.open();
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        assert_eq!(house.app().read_identity(&manager, file).unwrap().given_names.as_str(), "Ioana");
        let read = house.app().read_narratives(&manager, file).unwrap();
        let mut remarks: Vec<&str> = read.iter().map(|(_, narrative)| narrative.text.as_str()).collect();
        remarks.sort_unstable();
        assert_eq!(remarks, ["first", "second", "third"]);
        assert!(house.app().rebuild(&mut |_, _| {}).unwrap().iter().all(|l| l.before == Some(l.after)));
    });
}

#[test]
fn two_of_three_custodians_restore_the_root_secret_and_one_learns_nothing() {
    let mut house = House::new();
    let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let folder = house.root_file().parent().unwrap().to_owned();
    let places = Places { folder: &folder, credentials: None };
    let mut nobody = || Err(base::Problem::refused("root_secret_locked"));
    let root = places.root(&mut nobody).unwrap().unwrap();
    assert_eq!(root.from, RootFrom::PlainFile);
    let shares = root.shares(2, 3).unwrap();
    assert_eq!(refusal(Root::from_shares(&shares[..1]).map(|_| ())), "shares_too_few");
    let others = root.shares(2, 3).unwrap();
    let mixed = [shares[0].clone(), others[1].clone()];
    assert_eq!(refusal(Root::from_shares(&mixed).map(|_| ())), "shares_mixed");
    assert_eq!(refusal(Root::from_shares(&[Zeroizing::new("x".to_owned())]).map(|_| ())), "share_malformed");
    house.close();
    std::fs::remove_file(folder.join(ROOT_FILE)).unwrap();
    assert_eq!(house.try_open().unwrap_err().code, "root_secret_missing");
    let again = Root::from_shares(&[shares[2].clone(), shares[0].clone()]).unwrap();
    workflow::root::keep(&folder, &again.text()).unwrap();
    house.open();
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    house.app().read_identity(&manager, file).unwrap();
}

#[test]
fn a_locked_root_secret_takes_its_passphrase_from_whoever_has_it() {
    let mut house = House::new();
    let folder = house.root_file().parent().unwrap().to_owned();
    let mut nobody = || Err(base::Problem::refused("root_secret_locked"));
    let root = Places { folder: &folder, credentials: None }.root(&mut nobody).unwrap().unwrap();
    assert_eq!(refusal(root.locked_text("too short").map(|_| ())), "passphrase_weak");
    let passphrase = "seven words that nobody else would draw";
    workflow::root::keep(&folder, &root.locked_text(passphrase).unwrap()).unwrap();
    house.close();
    assert_eq!(house.try_open().unwrap_err().code, "root_secret_locked");
    let places = Places { folder: &folder, credentials: None };
    let unlocked = places.root(&mut || Ok(Zeroizing::new(passphrase.to_owned()))).unwrap().unwrap();
    assert_eq!((unlocked.from, &*unlocked.text()), (RootFrom::LockedFile, &*root.text()));
    let wrong = places.root(&mut || Ok(Zeroizing::new("another one that is as long as it".to_owned())));
    assert_eq!(refusal(wrong.map(|_| ())), "passphrase_wrong");
    // As a service manager hands it over: nobody is asked.
    let handed = tempfile::TempDir::new().unwrap();
    std::fs::write(handed.path().join("punte-passphrase"), format!("{passphrase}\n")).unwrap();
    let places = Places { folder: &folder, credentials: Some(handed.path()) };
    assert_eq!(places.root(&mut nobody).unwrap().unwrap().from, RootFrom::LockedFile);
    std::fs::write(handed.path().join("punte-root"), &*root.text()).unwrap();
    assert_eq!(places.root(&mut nobody).unwrap().unwrap().from, RootFrom::Credential);
}
