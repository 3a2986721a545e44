//! Projections made again from the ledger are what they were.

use agencies::Role;
use base::{Code, PublicCode, UnitNumber};
use casework::{FileEvent, Office};
use store::{Database, Target};
use workflow::import::ImportBy;
use workflow::referrals::ReferralAnswer;
use workflow::{Action, FileEntry};

use crate::house::House;

const MAP: &str = "name = \"years\"\nversion = 1\nkind = \"statistical\"\nseparator = \",\"\nencoding = \"utf-8\"\n\
     [[column]]\nheader = \"Year\"\ntarget = \"year\"\nrange = [2000, 2100]\n";

/// Signals, files, an answered referral and one that waits, reads, an adopted import and a discarded one.
fn lived_in(house: &House) {
    let first = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    house.later(1);
    let answered = refer(house, first, 1);
    refer(house, first, 2);
    let ngo = house.person("ngo", Role::ServiceProvider);
    for answer in [ReferralAnswer::Received, ReferralAnswer::Accepted] {
        house.app().answer_referral(&ngo, answered, house.command(), house.today(), answer).unwrap();
    }
    house.open_file("dgaspc-cj", "Ion", "Popa");
    crate::crossings::a_criminal_file_from_a_notice(house, first);
    house.app().read_identity(&house.person("dgaspc-dj", Role::CaseManager), first).unwrap();
    for (table, adopted) in [("Year\n2015\n2016\n", true), ("Year\n2017\n", false)] {
        let map = if adopted { MAP.to_owned() } else { MAP.replace("version = 1", "version = 2") };
        let examined = house.app().examine_table(&map, table.as_bytes(), 1, &mut |_| {}).unwrap();
        let staged =
            house.app().stage(ImportBy::program(), &examined, table.as_bytes(), &mut |_| {}).unwrap();
        house.later(1);
        if adopted {
            house.app().adopt(ImportBy::program(), staged.batch).unwrap();
        } else {
            house.app().discard(ImportBy::program(), staged.batch).unwrap();
        }
    }
}

/// Sends a referral to the NGO.
fn refer(house: &House, file: PublicCode, referral: u32) -> PublicCode {
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let code = PublicCode::new(&house.chance);
    let event = FileEvent::ReferralSent {
        by: Office { agency: manager.agency.number, county: manager.agency.county },
        referral,
        unit: UnitNumber(u64::from(referral)),
        code,
        to: manager.directory.agency_by_code("ngo").unwrap().number,
        service: 1,
        urgency: 2,
        need: 3,
    };
    let basis = Code::new("referral_mechanism").unwrap();
    let entry =
        FileEntry { event, happened: house.today(), basis, identity: None, narrative: None, shared: None };
    house.app().record(&manager, Action::SendReferral, file, u32::MAX, house.command(), entry).unwrap();
    code
}

#[test]
fn every_projection_ends_with_the_digest_it_had_on_both_engines() {
    House::on_both_engines(|house| {
        let empty = house.app().rebuild(&mut |_, _| {}).unwrap();
        assert!(empty.iter().all(|rebuilt| rebuilt.before == Some(rebuilt.after)));
        lived_in(house);
        let officer = house.person("audit", Role::DataProtectionOfficer);
        let file = house.open_file("dgaspc-dj", "Ana", "Pop");
        let manager = house.person_id("dgaspc-dj", Role::CaseManager);
        let auditor = house.person_id("audit", Role::Auditor);
        let why = workflow::concern_record::Reason::Relative;
        house.app().name_concern(&officer, file, auditor, why, Some(manager), house.command()).unwrap();
        let mut told = (0, 0);
        let rebuilt = house.app().rebuild(&mut |done, total| told = told.max((done, total))).unwrap();
        assert_eq!(rebuilt.len(), 14);
        assert!(told.0 == told.1 && told.1 > 5, "{told:?}");
        for (now, before) in rebuilt.iter().zip(&empty) {
            assert_eq!(now.before, Some(now.after), "{}", now.name);
            // Reports, erasures and emergencies have tests of their own.
            let empty_still = ["report_row", "glass_row", "erasure_row", "tombstone_row"].contains(&now.name);
            assert_eq!(now.after == before.after, empty_still, "{}", now.name);
        }
        // And once more: what the first left behind is not in the way.
        let again = house.app().rebuild(&mut |_, _| {}).unwrap();
        assert_eq!(
            again.iter().map(|r| r.after).collect::<Vec<_>>(),
            rebuilt.iter().map(|r| r.after).collect::<Vec<_>>()
        );
        assert_eq!(house.app().rebuild_stale(&mut |_, _| {}).unwrap(), []);
    });
}

#[test]
fn a_row_that_the_ledger_does_not_say_is_mended() {
    let house = House::new();
    let file = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let right = house
        .app()
        .store()
        .read(Database::Social, |tx| store::files::by_code(tx, &access::Filter::True, file))
        .unwrap()
        .unwrap();
    let mut wrong = right.clone();
    wrong.closed = !wrong.closed;
    house.app().store().write(Database::Social, |tx| store::files::put(tx, Target::Live, &[wrong])).unwrap();
    let rebuilt = house.app().rebuild(&mut |_, _| {}).unwrap();
    let changed: Vec<_> = rebuilt.iter().filter(|r| r.before != Some(r.after)).map(|r| r.name).collect();
    assert_eq!(changed, ["file_row"]);
    let mended = house
        .app()
        .store()
        .read(Database::Social, |tx| store::files::by_code(tx, &access::Filter::True, file))
        .unwrap();
    assert_eq!(mended, Some(right));
}
