//! Who sees which figures, and what is behind them.

use agencies::Role;
use base::{AgencyNumber, Day, Quarter, Realm};
use casework::FileEvent;
use indicators::{Dimension, Disaggregation, Excluded, Period};
use store::Database;
use workflow::figures::{Amount, By, IndicatorList, Shown, Source, crossed};
use workflow::{Action, SignedIn};

use crate::house::{House, refusal};
use crate::lives::{BOY, GIRL, Lives, TEEN, YOUNGER, entry};

const THIS_QUARTER: Period = Period::Quarter(Quarter(2026 * 4));
const LAST_QUARTER: Period = Period::Quarter(Quarter(2026 * 4 - 1));

fn count(units: u64) -> Shown {
    Shown::Exact(Amount::Count(units))
}

fn day(text: &str) -> Option<Day> {
    Some(Day::parse(text).unwrap())
}

fn figure(house: &House, who: &SignedIn, code: &str, as_of: Option<Day>) -> Shown {
    house.app().indicator(who, code, as_of, None, None).unwrap().figure
}

fn line<'a>(list: &'a IndicatorList, code: &str) -> &'a workflow::figures::IndicatorLine {
    list.lines.iter().find(|line| line.about.code == *code).unwrap()
}

#[test]
fn a_recorded_service_raises_the_own_agencys_figure_by_one_and_the_number_leads_to_the_entry() {
    let house = House::new();
    let mut lives = Lives::of(&house);
    let served = lives.presumed("dgaspc-dj", GIRL, TEEN, "2026-01-05");
    let waiting = lives.presumed("dgaspc-dj", BOY, TEEN, "2025-12-20");
    lives.served(served, 1, "2026-01-10");
    drop(lives);
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    assert_eq!(figure(&house, &manager, "2.5", None), count(1));

    // One day later the other child is served too.
    house.at("2026-01-16");
    let unit = base::UnitNumber(77);
    let by = waiting.by();
    for (seen, event) in [
        (2, FileEvent::ServiceStarted { by, unit, service: 2, referral: None }),
        (3, FileEvent::ServiceDelivered { by, unit, minutes: 30 }),
    ] {
        let entry = entry(event, "2026-01-16");
        house.app().record(&manager, Action::AddEntry, waiting.code, seen, house.command(), entry).unwrap();
    }
    let page = house.app().indicator(&manager, "2.5", None, None, None).unwrap();
    assert_eq!((page.figure, page.period), (count(2), THIS_QUARTER));
    assert_eq!(page.standing.source, Source::OwnAgency(AgencyNumber(2)));
    assert_eq!(page.standing.position, house.head(Realm::Social));
    assert!(page.may_walk);

    let lineage = house.app().lineage(&manager, "2.5", THIS_QUARTER, None, 0, None).unwrap();
    let rows = lineage.rows.unwrap();
    assert_eq!((lineage.figure, rows.counted, rows.all, rows.erased), (count(2), 2, 2, 0));
    let last = rows.lines.last().unwrap();
    assert_eq!((last.file, last.position), (Some(waiting.code), Some(house.head(Realm::Social))));
    assert_eq!(last.day, Day::parse("2026-01-16").unwrap());

    // Last quarter, and yesterday, do not move.
    assert_eq!(figure(&house, &manager, "2.5", day("2026-01-15")), count(1));
    let then = house.app().indicator(&manager, "2.1", day("2026-01-15"), None, Some(LAST_QUARTER)).unwrap();
    assert_eq!(then.figure, count(1));
    // Another agency's figures do not either.
    assert_eq!(figure(&house, &house.person("dgaspc-cj", Role::CaseManager), "2.5", None), count(0));
}

#[test]
fn the_accredited_officer_sees_the_countrys_totals_without_rows_and_each_view_is_recorded() {
    let house = House::new();
    let mut lives = Lives::of(&house);
    lives.presumed("dgaspc-dj", GIRL, TEEN, "2026-01-05");
    lives.presumed("dgaspc-cj", BOY, TEEN, "2026-01-06");
    drop(lives);
    let officer = house.officer();
    let before = house.size(Realm::Social);
    let list = house.app().indicators(&officer, None).unwrap();
    assert_eq!((list.standing.source, line(&list, "2.1").quarter), (Source::National, count(2)));
    assert_eq!(house.size(Realm::Social), before + 1);
    let page = house.app().indicator(&officer, "2.1", None, None, None).unwrap();
    assert!(!page.may_walk);
    assert_eq!(page.figure, count(2));
    assert_eq!(house.size(Realm::Social), before + 1, "looking again at once is the same look");
    house.later(1);
    let lineage = house.app().lineage(&officer, "2.1", THIS_QUARTER, None, 0, None).unwrap();
    assert_eq!((lineage.figure, lineage.rows.is_none()), (count(2), true));
    assert_eq!(house.size(Realm::Social), before + 2);
    let looked = house
        .app()
        .store()
        .read(Database::Social, |tx| store::reads::of_person(tx, officer.person.id, &store::Page::first(10)));
    assert_eq!(looked.unwrap().rows.len(), 2);
}

#[test]
fn everybody_else_sees_what_was_published_and_at_first_that_is_nothing() {
    let house = House::new();
    Lives::of(&house).presumed("dgaspc-dj", GIRL, TEEN, "2026-01-05");
    let before = house.size(Realm::Social);
    for (agency, role) in [
        ("implementer", Role::MeOfficer),
        ("implementer", Role::TipOfficer),
        ("audit", Role::Auditor),
        ("secretariat", Role::Administrator),
        ("secretariat", Role::MeOfficer),
    ] {
        let who = house.person(agency, role);
        let list = house.app().indicators(&who, None).unwrap();
        assert_eq!(list.standing.source, Source::Published(None), "{role}");
        assert!(list.lines.iter().all(|line| line.quarter == Shown::Missing && line.year == Shown::Missing));
        assert!(list.lines.iter().all(|line| line.trend.iter().all(|(_, shown)| *shown == Shown::Missing)));
        let page = house.app().indicator(&who, "2.1", None, None, None).unwrap();
        assert_eq!(
            (page.figure, page.tables.len(), page.map.is_none(), page.may_walk),
            (Shown::Missing, 0, true, false)
        );
        let lineage = house.app().lineage(&who, "2.1", THIS_QUARTER, None, 0, None).unwrap();
        assert!(
            lineage.rows.is_none() && lineage.left_out.is_empty() && lineage.figure == Shown::Missing,
            "{role}"
        );
    }
    assert_eq!(house.size(Realm::Social), before, "nothing of it is a look at live figures");
}

#[test]
fn a_provider_sees_published_figures_only() {
    let house = House::new();
    Lives::of(&house).presumed("dgaspc-dj", GIRL, TEEN, "2026-01-05");
    let person = house.person_id("dgaspc-dj", Role::CaseManager);
    house.grant(person, Role::ServiceProvider, false);
    let ended = agencies::DirectoryEvent::RoleEnded { person, role: Role::CaseManager };
    house.app().record_directory_batch(vec![house.record(ended)], house.clock.now()).unwrap();
    let provider = house.session_of(person).unwrap();
    assert_eq!(figure(&house, &provider, "2.1", None), Shown::Missing, "one child is nobody's figure");
    let lineage = house.app().lineage(&provider, "2.1", THIS_QUARTER, None, 0, None).unwrap();
    assert!(lineage.rows.is_none());
    assert_eq!(lineage.figure, Shown::Missing);
}

#[test]
fn every_cell_of_every_table_has_as_many_counted_rows_as_it_says() {
    let house = House::new();
    let mut lives = Lives::of(&house);
    for (sex, born, times) in
        [(GIRL, TEEN, 3), (GIRL, YOUNGER, 2), (BOY, TEEN, 1), (0, TEEN, 1), (BOY, "", 1)]
    {
        for life in lives.many(times, "dgaspc-dj", sex, born, "2026-01-05") {
            lives.served(life, 1, "2026-01-06");
            lives.served(life, 2, "2026-01-07");
        }
    }
    drop(lives);
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    for code in ["2.1", "2.5"] {
        let page = house.app().indicator(&manager, code, None, None, None).unwrap();
        assert_eq!(page.figure, count(8));
        assert_eq!(page.tables.len(), page.about.offered.len());
        for table in &page.tables {
            let mut sum = 0;
            for cell in &table.cells {
                let Shown::Exact(Amount::Count(units)) = cell.figure else { panic!("{cell:?}") };
                sum += units;
                let name = Some(table.by.name());
                let lineage =
                    house.app().lineage(&manager, code, THIS_QUARTER, name, cell.cell, None).unwrap();
                assert_eq!(lineage.figure, cell.figure, "{code} {name:?} {cell:?}");
                assert_eq!(lineage.rows.unwrap().counted as u64, units, "{code} {name:?} {cell:?}");
            }
            assert!(if table.overlaps { sum >= 8 } else { sum == 8 }, "{code} {}", table.by.name());
        }
    }
    // Each child was served twice: the second time does not count again, and the rows say why.
    let lineage = house.app().lineage(&manager, "2.5", THIS_QUARTER, None, 0, None).unwrap();
    assert_eq!(lineage.left_out.get(&Excluded::AlreadyCounted), Some(&8));
}

#[test]
fn sex_and_age_together_say_what_is_in_each_cell() {
    let house = House::new();
    let mut lives = Lives::of(&house);
    lives.many(3, "dgaspc-dj", GIRL, TEEN, "2026-01-05");
    lives.many(2, "dgaspc-dj", BOY, YOUNGER, "2026-01-05");
    drop(lives);
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let page = house.app().indicator(&manager, "2.1", None, Some("sex_age"), None).unwrap();
    let [table] = page.tables.as_slice() else { panic!("one table was asked for") };
    assert_eq!(table.by, By::SexAndAge);
    let at =
        |sex, age_band| table.cells.iter().find(|cell| cell.cell == crossed(sex, age_band)).map(|c| c.figure);
    assert_eq!((at(1, 4), at(2, 3), at(1, 3)), (Some(count(3)), Some(count(2)), Some(count(0))));
    assert_eq!((at(0, 4), at(1, 0)), (None, None), "nobody is unknown, so no cell says so");
    let margins = table.margins.as_ref().unwrap();
    assert_eq!(margins.sexes.iter().map(|cell| cell.figure).collect::<Vec<_>>(), [count(3), count(2)]);
    let map = page.map.unwrap();
    assert_eq!(map.counties.len(), 42);
    assert!(map.counties.contains(&(16, count(5))));
    let county = By::One(Disaggregation::By(Dimension::County));
    assert!(page.about.offered.contains(&county) && page.about.offered.first() == Some(&By::SexAndAge));
}

#[test]
fn figures_as_of_a_day_are_those_of_that_evening() {
    let house = House::new();
    Lives::of(&house).presumed("dgaspc-dj", GIRL, TEEN, "2026-01-05");
    house.at("2026-04-10");
    Lives::of(&house).many(4, "dgaspc-dj", GIRL, TEEN, "2026-01-06");
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let figure =
        |as_of| house.app().indicator(&manager, "2.1", as_of, None, Some(THIS_QUARTER)).unwrap().figure;
    assert_eq!(figure(None), count(5));
    assert_eq!(figure(day("2026-04-10")), count(5));
    assert_eq!((figure(day("2026-04-09")), figure(day("2026-01-15"))), (count(1), count(1)));
    let list = house.app().indicators(&manager, day("2026-03-31")).unwrap();
    assert_eq!((list.quarter, line(&list, "2.1").quarter), (Quarter::new(2026, 1), count(1)));
    assert_eq!(line(&list, "2.1").trend.len(), 12);
    let refused = |as_of| refusal(house.app().indicators(&manager, as_of).map(|_| ()));
    assert_eq!(refused(day("2026-04-11")), "as_of_in_future");
    assert_eq!(refused(day("2025-12-31")), "as_of_before_start");
}

#[test]
fn what_is_not_there_is_not_found() {
    let house = House::new();
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let page = |code, by| house.app().indicator(&manager, code, None, by, None).map(|_| ());
    assert_eq!(refusal(page("9.9", None)), "not_found");
    assert_eq!(refusal(page("2.1", Some("service"))), "choice_unknown");
    assert_eq!(refusal(page("2.1", Some("name"))), "choice_unknown");
    assert!(page("2.1", Some("total")).is_ok());
    let outside = Some(Period::Year(1990));
    assert_eq!(house.app().indicator(&manager, "2.1", None, None, outside).unwrap().figure, Shown::Missing);
}
