//! The country taken away in the exchange standard and adopted by an empty house: what the standard can carry counts
//! the same there.

use std::collections::BTreeMap;

use base::{Clock, PersonId, Position, Quarter, Randomness};
use demo::simulate::shipped_pack;
use demo::staff::Staff;
use indicators::Period;
use interop::htcds::{self, Read, RecordLimits};
use store::Database;
use workflow::exchange::ForAgency;
use workflow::figures::Shown;
use workflow::{App, SignedIn};

use crate::world::{make, noon, open, settings};

/// Tables of a figure: by what, and each cell.
type Tables = BTreeMap<String, Vec<(u32, Shown)>>;

fn officer(app: &App) -> SignedIn {
    let directory = app.directory().unwrap();
    let today = app.clock().now().day(app.pack().unwrap().zone());
    let people = directory.people();
    let officer = people.iter().find(|person| person.grants_on(today).any(|grant| grant.accredited)).unwrap();
    let token = app.sign_in_as(officer.id).unwrap();
    app.session(&token).unwrap().unwrap()
}

fn figures(app: &App, who: &SignedIn, code: &str, period: Period) -> (Shown, Tables) {
    let page = app.indicator(who, code, None, None, Some(period)).unwrap();
    let table = |table: &workflow::figures::Table| {
        let cells = table.cells.iter().map(|cell| (cell.cell, cell.figure)).collect();
        (table.by.name().to_owned(), cells)
    };
    (page.figure, page.tables.iter().map(table).collect())
}

fn in_file(app: &App) -> (Vec<u8>, workflow::exchange::TakenCases) {
    let taken = app.take_cases(PersonId::NIL, ForAgency::Named).unwrap();
    let mut file = Vec::new();
    htcds::write_csv(&taken.records, &mut file).unwrap();
    (file, taken)
}

fn records(file: &[u8]) -> Vec<htcds::Record> {
    let mut records = Vec::new();
    htcds::read_csv(file, RecordLimits::default(), &mut |read| match read {
        Read::Record(record) => records.push(record),
        Read::Refused(problems) => panic!("{problems:?}"),
    })
    .unwrap();
    records
}

#[test]
fn presumed_and_identified_children_count_the_same_in_the_house_that_adopts_them() {
    let made = make(&settings(250, 3));
    let here = made.open();
    let head = |app: &App| app.store().read(Database::Social, store::entries::head).unwrap().position();
    let before = head(&here);
    let (file, taken) = in_file(&here);
    assert!(taken.files >= 250 && taken.records.len() as u64 >= taken.files);
    // One reading for each child, and nothing else.
    assert_eq!(head(&here), Position(before.0 + taken.files));
    assert!(taken.left_behind.keys().any(|kind| *kind == "service_delivered"), "{:?}", taken.left_behind);

    // What comes back is known to be from here.
    let back = here.examine_cases(ForAgency::Named, &records(&file)).unwrap();
    assert_eq!(
        (back.new, back.already, back.problems.len()),
        (0, taken.files, 0),
        "{:?}",
        back.problems.first()
    );

    let place = tempfile::tempdir().unwrap();
    let there = open(&place.path().join("data"), Clock::fixed(noon()), Randomness::system()).unwrap();
    Staff::hire(&there, &shipped_pack().unwrap(), &Randomness::seeded(99)).unwrap();
    let looked = there.examine_cases(ForAgency::Named, &records(&file)).unwrap();
    assert!(looked.problems.is_empty(), "{:?}", looked.problems.first());
    assert_eq!((looked.new, looked.similar.len()), (taken.files, 0));
    let adopted = there.adopt_cases(PersonId::NIL, looked, &mut |_| {}).unwrap();
    assert_eq!((adopted.adopted, adopted.already), (taken.files, 0));
    assert!(adopted.merged > 0, "the country has children with two files");

    let (who_here, who_there) = (officer(&here), officer(&there));
    let years = [2023, 2024, 2025, 2026].map(Period::Year);
    let quarters = (Quarter::parse("2023Q1").unwrap().0..=Quarter::parse("2026Q1").unwrap().0)
        .map(|quarter| Period::Quarter(Quarter(quarter)));
    let mut counted = 0;
    for period in years.into_iter().chain(quarters) {
        for code in ["2.1", "2.2"] {
            let (figure, tables) = figures(&here, &who_here, code, period);
            let (adopted_figure, adopted_tables) = figures(&there, &who_there, code, period);
            assert_eq!(figure, adopted_figure, "{code} {period}");
            for by in ["sex", "age_band", "sex_age", "form"] {
                assert_eq!(tables.get(by), adopted_tables.get(by), "{code} {period} by {by}");
                counted += tables.get(by).map_or(0, Vec::len);
            }
            if let Shown::Exact(workflow::figures::Amount::Count(units)) = figure {
                counted += usize::try_from(units).unwrap();
            }
        }
    }
    assert!(counted > 500, "{counted} cells and children were compared");
    // What the standard cannot carry is not there.
    let year = Period::Year(2025);
    for code in ["2.3", "2.4", "2.5"] {
        let ours = figures(&here, &who_here, code, year).0;
        assert_ne!(ours, figures(&there, &who_there, code, year).0, "{code}");
    }

    // The same file once more adds nothing.
    let again = there.examine_cases(ForAgency::Named, &records(&file)).unwrap();
    assert_eq!((again.new, again.already), (0, taken.files));
    let position = head(&there);
    let nothing = there.adopt_cases(PersonId::NIL, again, &mut |_| {}).unwrap();
    assert_eq!((nothing.adopted, nothing.entries, head(&there)), (0, 0, position));

    // Both ways once more: what the second house takes away says what the first one's file says.
    let (second, taken_there) = in_file(&there);
    // A decision that two people take is a proposal there, until a second one agrees.
    let refuted = records(&file).iter().filter(|record| !record.get("pnt_NotConfirmedOn").is_empty()).count();
    assert!(refuted > 0);
    let told = |file: &[u8]| -> Vec<Vec<String>> {
        let mut records = records(file);
        for record in records.iter_mut().filter(|record| !record.get("pnt_NotConfirmedOn").is_empty()) {
            record.set("pnt_NotConfirmedOn", "");
            record.set("pnt_NotConfirmedReason", "");
            record.set("vic_TraffickingStatus", "PossibleVictimOfTrafficking");
        }
        let mut told: Vec<Vec<String>> = records
            .iter()
            .map(|record| {
                let fields = htcds::fields::written()
                    .filter(|field| !["pnt_CaseId", "pnt_Child"].contains(&field.name));
                fields.map(|field| record.list(field.name).join(";")).collect()
            })
            .collect();
        told.sort();
        told
    };
    assert_eq!(taken_there.records.len(), taken.records.len());
    let (one, other) = (told(&file), told(&second));
    let differing = one.iter().zip(&other).filter(|(one, other)| one != other).count();
    assert_eq!(taken_there.left_behind.get("not_confirmed_proposed").copied(), Some(refuted as u64));
    assert_eq!(differing, 0, "{:?}", one.iter().zip(&other).find(|(one, other)| one != other));
}
