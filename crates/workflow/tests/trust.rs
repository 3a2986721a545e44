//! Checkpoints, verification, and who read a record.

use agencies::Role;
use base::{Position, Realm};
use store::{Database, Total};
use workflow::trust::{VerifyReport, read_checkpoint};

use crate::house::{House, refusal};

fn verify(house: &House, realm: Realm, kept: Option<&str>) -> VerifyReport {
    house.app().verify(realm, kept, &mut |_, _| {}).unwrap()
}

/// Changes one bit of an entry in a database's file: in these bytes, wherever the file has them, for a page that
/// was rewritten may leave an old copy in unused space.
fn change_one_bit(house: &House, database: Database, bytes: &[u8]) {
    let path = house.file(database);
    let mut held = std::fs::read(&path).unwrap();
    let starts = 0..=held.len() - bytes.len();
    let found: Vec<usize> = starts.filter(|start| held[*start..].starts_with(bytes)).collect();
    assert!(!found.is_empty());
    found.iter().for_each(|start| held[*start] ^= 1);
    std::fs::write(path, held).unwrap();
}

#[test]
fn of_each_size_there_is_one_checkpoint_signed_when_it_is_due() {
    let house = House::new();
    assert_eq!(house.app().checkpoint_now(Realm::Social).unwrap(), None, "nothing to vouch for");
    let first = house.app().checkpoint_now(Realm::Directory).unwrap().unwrap();
    assert_eq!(first.checkpoint.size, house.size(Realm::Directory));
    assert!(first.verify(&house.app().public_key(Realm::Directory).unwrap()));
    house.later(30);
    assert_eq!(house.app().checkpoint_now(Realm::Directory).unwrap(), Some(first));
    assert_eq!(house.app().checkpoint_if_due().unwrap(), [], "nothing has come since");

    house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let signed = house.app().checkpoint_if_due().unwrap();
    assert_eq!(signed.iter().map(|s| s.checkpoint.realm).collect::<Vec<_>>(), [Realm::Social]);
    house.open_file("dgaspc-dj", "Ion", "Popa");
    assert_eq!(house.app().checkpoint_if_due().unwrap(), [], "a day has not passed");
    house.later(24);
    assert_eq!(house.app().checkpoint_if_due().unwrap().len(), 1);
    append(&house, 9_999);
    assert_eq!(house.app().checkpoint_if_due().unwrap(), []);
    append(&house, 1);
    assert_eq!(house.app().checkpoint_if_due().unwrap()[0].checkpoint.size, house.size(Realm::Social));
}

/// Appends entries that say nothing.
fn append(house: &House, count: usize) {
    let stream = base::StreamId::new(house.clock.now(), &house.chance);
    let template = ledger::Draft {
        id: base::EntryId::new(house.clock.now(), &house.chance),
        realm: Realm::Social,
        stream,
        kind: base::Code::new("nothing").unwrap(),
        schema: 1,
        happened: house.today(),
        actor: base::PersonId::NIL,
        basis: base::Code::new("oversight").unwrap(),
        command: house.command(),
        amends: None,
        facts: Vec::new(),
        facts_epoch: 0,
        parts: Vec::new(),
    };
    let drafts: Vec<_> = (0..count)
        .map(|_| ledger::Draft {
            id: base::EntryId::new(house.clock.now(), &house.chance),
            ..template.clone()
        })
        .map(|draft| (draft, store::ExpectedVersion::Any))
        .collect();
    house.app().store().write(Database::Social, |tx| store::append(tx, drafts, house.clock.now())).unwrap();
}

#[test]
fn a_ledger_that_nobody_touched_is_sound_and_vouched_for_on_both_engines() {
    House::on_both_engines(|house| {
        assert!(verify(house, Realm::Social, None).sound, "an empty ledger is sound");
        house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
        let kept = house.app().checkpoint_now(Realm::Social).unwrap().unwrap();
        house.open_file("dgaspc-cj", "Ion", "Popa");
        let report = verify(house, Realm::Social, Some(&kept.to_text()));
        assert!(report.sound, "{report:?}");
        assert_eq!((report.size, report.checkpoints), (house.size(Realm::Social), 2));
        assert_eq!(report.vouched, kept.checkpoint.size);
        let report = verify(house, Realm::Directory, Some(&kept.to_text()));
        assert_eq!(report.findings[0].code, "checkpoint_key_unknown", "another ledger has another key");
    });
}

#[test]
fn one_changed_byte_of_an_entry_is_named() {
    let mut house = House::new();
    house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    house.app().checkpoint_now(Realm::Social).unwrap();
    let chosen = Position(2);
    let entry = house
        .app()
        .store()
        .read(Database::Social, |tx| store::entries::entry_at(tx, chosen))
        .unwrap()
        .unwrap();
    house.close();
    change_one_bit(&house, Database::Social, &entry.parts[0].ciphertext[20..60]);
    house.open();
    let report = verify(&house, Realm::Social, None);
    assert!(!report.sound);
    assert_eq!((report.total, report.findings[0].code), (1, "hash_differs"));
    assert_eq!((report.findings[0].position, report.findings[0].entry), (Some(chosen), Some(entry.id)));
    let one = house.app().verify_entry(Realm::Social, "2", None).unwrap();
    assert_eq!(one.finding.unwrap().code, "proof_fails");
    assert_eq!(house.app().verify_entry(Realm::Social, "3", None).unwrap().finding, None);
}

#[test]
fn one_entry_is_proved_against_a_checkpoint() {
    let house = House::new();
    let app = house.app();
    house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let early = app.verify_entry(Realm::Social, "3", None).unwrap();
    assert_eq!((early.finding.unwrap().code, early.checkpoint), ("not_covered", None));
    let kept = app.checkpoint_now(Realm::Social).unwrap().unwrap();
    house.open_file("dgaspc-cj", "Ion", "Popa");
    app.checkpoint_now(Realm::Social).unwrap();
    let by_position = app.verify_entry(Realm::Social, "3", None).unwrap();
    assert_eq!((by_position.finding.clone(), by_position.checkpoint), (None, Some(kept)));
    let by_hash =
        app.verify_entry(Realm::Social, &by_position.hash.to_string(), Some(&kept.to_text())).unwrap();
    assert_eq!(by_hash, by_position);

    let last = house.size(Realm::Social).to_string();
    assert_eq!(app.verify_entry(Realm::Social, &last, None).unwrap().finding, None);
    let beyond = app.verify_entry(Realm::Social, &last, Some(&kept.to_text())).unwrap();
    assert_eq!(beyond.finding.unwrap().code, "not_covered");
    for unknown in ["0", "999", "x", &"00".repeat(32)] {
        assert_eq!(refusal(app.verify_entry(Realm::Social, unknown, None)), "entry_unknown");
    }
    // Whoever changes a kept text is told so.
    let forged = kept.to_text().replace(&format!("size {}", kept.checkpoint.size), "size 4");
    let report = app.verify_entry(Realm::Social, "3", Some(&forged)).unwrap();
    assert_eq!(report.finding.unwrap().code, "checkpoint_signature_bad");
    assert_eq!(refusal(read_checkpoint("hello")), "checkpoint_malformed");
}

#[test]
fn the_ledgers_page_is_for_auditors_and_shows_no_content() {
    let house = House::new();
    house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let kept = house.app().checkpoint_now(Realm::Social).unwrap().unwrap();
    let auditor = house.person("audit", Role::Auditor);
    let page = house.app().ledger_page(&auditor, None).unwrap();
    let social = page.ledgers.iter().find(|ledger| ledger.realm == Realm::Social).unwrap();
    assert_eq!(social.checkpoints, [kept]);
    assert_eq!((social.size, social.root), (kept.checkpoint.size, kept.checkpoint.root));
    assert_eq!(social.entries[0].position, Position(social.size));
    let older = house.app().ledger_page(&auditor, Some((Realm::Social, Position(2)))).unwrap();
    assert_eq!(older.ledgers[1].entries.iter().map(|line| line.position.0).collect::<Vec<_>>(), [1]);
    assert!(house.app().verify_as(&auditor, Realm::Social).unwrap().sound);
    for (agency, role) in [("dgaspc-dj", Role::CaseManager), ("secretariat", Role::Administrator)] {
        let who = house.person(agency, role);
        assert_eq!(refusal(house.app().ledger_page(&who, None)), "not_found");
        assert_eq!(refusal(house.app().verify_as(&who, Realm::Social)), "not_found");
    }
}

#[test]
fn the_auditor_sees_who_read_a_record_and_another_county_hears_nothing() {
    let house = House::new();
    let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    house.app().read_identity(&manager, file).unwrap();
    house.later(1);
    house.app().read_narratives(&house.person("dgaspc-dj", Role::CaseManager), file).unwrap();
    let page = house.app().reads_page(&house.person("audit", Role::Auditor), file, None).unwrap();
    assert_eq!(page.total, Total::Exactly(2));
    let seen: Vec<_> = page.reads.iter().map(|read| (read.compartment, read.purpose.as_str())).collect();
    assert_eq!(seen, [("narrative", "case_work"), ("identity", "case_work")]);
    assert!(
        page.reads
            .iter()
            .all(|read| read.person == manager.person.name && read.agency == manager.agency.name)
    );
    for (agency, role) in [("dgaspc-cj", Role::CaseManager), ("implementer", Role::TipOfficer)] {
        assert_eq!(refusal(house.app().reads_page(&house.person(agency, role), file, None)), "not_found");
    }
}
