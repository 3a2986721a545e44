//! Freezing and publishing; below it, restating and counting again.

mod counted_again;
mod restating;

use std::collections::BTreeMap;

use agencies::Role;
use base::{AgencyNumber, PublicCode, Quarter, Realm};
use indicators::Period;
use store::Database;
use workflow::SignedIn;
use workflow::figures::{Amount, Shown, Source};
use workflow::reports::Span;

use crate::house::{House, refusal};
use crate::lives::{BOY, GIRL, Lives, TEEN, YOUNGER};

const Q4: Quarter = Quarter(2025 * 4 + 3);
const Q1: Quarter = Quarter(2026 * 4);
const Q2: Quarter = Quarter(2026 * 4 + 1);

fn count(units: u64) -> Shown {
    Shown::Exact(Amount::Count(units))
}

/// 26 children presumed in the last quarter of 2025: 12 girls and 8 boys of one age, 6 younger girls.
fn autumn(house: &House) {
    let mut lives = Lives::of(house);
    lives.many(7, "dgaspc-dj", GIRL, TEEN, "2025-10-10");
    lives.many(5, "dgaspc-cj", GIRL, TEEN, "2025-11-10");
    lives.many(8, "dgaspc-dj", BOY, TEEN, "2025-12-01");
    lives.many(6, "dgaspc-cj", GIRL, YOUNGER, "2025-12-02");
}

fn freeze(house: &House, officer: &SignedIn, quarter: Quarter) -> PublicCode {
    house.app().freeze_report(officer, quarter, house.command()).unwrap()
}

fn publish(house: &House, officer: &SignedIn, quarter: Quarter) -> PublicCode {
    let code = freeze(house, officer, quarter);
    house.app().publish_report(officer, code, house.command()).unwrap();
    code
}

fn published(house: &House, code: &str, span: &str, by: &str, cell: u32) -> Shown {
    let rows = house.app().published_figures(None).unwrap();
    let named = |row: &&workflow::reports::PublishedFigure| {
        row.indicator == *code && row.span.to_string() == span && row.by.name() == by && row.cell == cell
    };
    rows.iter().find(named).map_or(Shown::Missing, |row| row.figure)
}

#[test]
fn a_report_is_the_officers_until_it_is_published_and_every_partners_then() {
    let house = House::new();
    autumn(&house);
    let officer = house.officer();
    let tip = house.person("implementer", Role::TipOfficer);
    let code = freeze(&house, &officer, Q4);
    let frozen_at = house.head(Realm::Social);

    let waits = house.app().report(&officer, code).unwrap();
    assert_eq!((waits.line.published_at, waits.may_publish, waits.line.quarter), (None, true, Q4));
    assert_eq!(waits.line.as_of.0, frozen_at.0 - 1);
    assert_eq!(refusal(house.app().report(&tip, code).map(|_| ())), "not_found");
    assert_eq!(house.app().reports(&tip, None).unwrap().lines.len(), 0);
    assert_eq!(house.app().reports(&officer, None).unwrap().lines.len(), 1);
    assert_eq!(house.app().published_figures(None).unwrap(), []);

    house.app().publish_report(&officer, code, house.command()).unwrap();
    let page = house.app().report(&tip, code).unwrap();
    assert!(page.line.published_at.is_some() && !page.may_publish);
    assert_eq!((&page.counted, &page.shown), (&waits.counted, &waits.shown), "publishing changes no digit");
    assert_eq!(page.positions.len(), 2);
    let presumed = page.sections.iter().find(|section| section.about.code == *"2.1").unwrap();
    assert_eq!((presumed.quarter, presumed.year), (count(26), Some((2025, count(26)))));
    let list = house.app().indicators(&tip, None).unwrap();
    assert!(matches!(list.standing.source, Source::Published(Some(report)) if report.code == code));
    assert_eq!((list.quarter, list.year), (Q4, 2025));
    let indicator = house.app().indicator(&tip, "2.1", None, None, None).unwrap();
    assert_eq!((indicator.figure, indicator.period), (count(26), Period::Quarter(Q4)));
    let lineage = house.app().lineage(&tip, "2.1", Period::Quarter(Q4), None, 0, None).unwrap();
    assert!(lineage.rows.is_none() && lineage.left_out.is_empty());
    assert_eq!(lineage.published.iter().map(|said| said.figure).collect::<Vec<_>>(), [count(26)]);
    let year = Period::Year(2025);
    let mut of_the_year = house.app().published_figures(None).unwrap();
    of_the_year.retain(|row| row.span == Span::One(year));
    assert_eq!(house.app().published_figures(Some(year)).unwrap(), of_the_year);
}

#[test]
fn nobody_but_the_accredited_officer_freezes_or_publishes() {
    let house = House::new();
    autumn(&house);
    for (agency, role) in [
        ("implementer", Role::MeOfficer),
        ("implementer", Role::TipOfficer),
        ("secretariat", Role::Administrator),
        ("secretariat", Role::MeOfficer),
        ("dgaspc-dj", Role::CaseManager),
        ("audit", Role::Auditor),
    ] {
        let who = house.person(agency, role);
        assert_eq!(refusal(house.app().freeze_report(&who, Q4, house.command())), "not_found", "{role}");
        assert_eq!(house.app().reports(&who, None).unwrap().freezable, None);
    }
    let officer = house.officer();
    let code = freeze(&house, &officer, Q4);
    for (agency, role) in [("implementer", Role::MeOfficer), ("dgaspc-dj", Role::CaseManager)] {
        let who = house.person(agency, role);
        assert_eq!(refusal(house.app().publish_report(&who, code, house.command())), "not_found");
        assert_eq!(refusal(house.app().rerun(&who, code)), "not_found");
    }
}

#[test]
fn a_report_comes_after_its_quarter_once_and_a_month_after_the_last() {
    let house = House::new();
    autumn(&house);
    let officer = house.officer();
    let app = house.app();
    assert_eq!(app.reports(&officer, None).unwrap().freezable, Some(Q4));
    let early = app.freeze_report(&officer, Q1, house.command()).unwrap_err();
    assert_eq!((early.code, early.args), ("period_not_over", vec![("day", "2026-04-01".to_owned())]));

    let command = house.command();
    let code = app.freeze_report(&officer, Q4, command).unwrap();
    assert_eq!(app.freeze_report(&officer, Q4, command), Ok(code), "the same form again");
    assert_eq!(refusal(app.freeze_report(&officer, Q1.plus(-2), command)), "command_reused");
    assert_eq!(refusal(app.freeze_report(&officer, Q4, house.command())), "already_frozen");
    let command = house.command();
    app.publish_report(&officer, code, command).unwrap();
    app.publish_report(&officer, code, command).unwrap();
    assert_eq!(refusal(app.publish_report(&officer, code, house.command())), "already_published");
    assert_eq!(refusal(app.freeze_report(&officer, Q4, house.command())), "already_frozen");

    let older = freeze(&house, &officer, Q4.plus(-1));
    let soon = app.publish_report(&officer, older, house.command()).unwrap_err();
    assert_eq!((soon.code, soon.args), ("published_too_soon", vec![("day", "2026-02-12".to_owned())]));
    house.at("2026-02-13");
    let officer = house.officer();
    let other = freeze(&house, &officer, Q4.plus(-2));
    app.publish_report(&officer, older, house.command()).unwrap();
    // The gate has not looked at what was published since the other one was frozen.
    house.at("2026-04-13");
    let officer = house.officer();
    assert_eq!(refusal(app.publish_report(&officer, other, house.command())), "published_meanwhile");
    publish(&house, &officer, Q4.plus(-2));
}

#[test]
fn small_figures_are_hidden_and_none_can_be_worked_out_from_the_same_tables() {
    let house = House::new();
    let mut lives = Lives::of(&house);
    lives.many(9, "dgaspc-dj", GIRL, TEEN, "2025-10-10");
    lives.many(2, "dgaspc-dj", BOY, TEEN, "2025-12-01");
    lives.many(6, "dgaspc-cj", BOY, YOUNGER, "2025-12-02");
    drop(lives);
    publish(&house, &house.officer(), Q4);
    assert_eq!(published(&house, "2.1", "2025Q4", "total", 0), count(17));
    assert_eq!(
        published(&house, "2.1", "2025Q4", "sex_age", workflow::figures::crossed(2, 4)),
        Shown::Hidden
    );
    let rows = house.app().published_figures(None).unwrap();
    let mut tables: BTreeMap<_, Vec<Shown>> = BTreeMap::new();
    for row in &rows {
        let small = |units: u64| (1..5).contains(&units);
        if let Shown::Exact(amount) = row.figure {
            assert!(!small(amount.units()) && !small(amount.followed()), "{row:?}");
        }
        let name = (row.indicator.clone(), row.span, row.by.name());
        tables.entry(name).or_default().push(row.figure);
    }
    for (name, figures) in tables {
        let hidden = figures.iter().filter(|shown| shown.is_hidden()).count();
        assert!(hidden != 1 || name.2 == "total" || name.2 == "form", "the total gives it away: {name:?}");
    }
}

#[test]
fn the_list_of_reports_rebuilds_to_the_same_rows() {
    let house = House::new();
    autumn(&house);
    let officer = house.officer();
    publish(&house, &officer, Q4);
    freeze(&house, &officer, Q4.plus(-1));
    let rebuilt = house.app().rebuild(&mut |_, _| {}).unwrap();
    let reports = rebuilt.iter().find(|rebuilt| rebuilt.name == "report_row").unwrap();
    assert_eq!(reports.before, Some(reports.after));
    assert_eq!(house.app().reports(&officer, None).unwrap().lines.len(), 2);
    assert!(house.app().verify(Realm::Social, None, &mut |_, _| {}).unwrap().sound);
}

#[test]
fn the_synthetic_country_publishes_without_a_session() {
    let house = House::new();
    autumn(&house);
    let actor = house.person_id("secretariat", Role::MeOfficer);
    let (app, command, agency) = (house.app(), house.command(), AgencyNumber(1));
    let code = app.freeze_and_publish_as(actor, agency, Q4, command, house.clock.now()).unwrap();
    assert_eq!(app.freeze_and_publish_as(actor, agency, Q4, command, house.clock.now()), Ok(code));
    let again = app.freeze_and_publish_as(actor, agency, Q4.plus(-1), house.command(), house.clock.now());
    assert_eq!(refusal(again), "published_too_soon");
    assert_eq!(published(&house, "2.1", "2025Q4", "total", 0), count(26));
    let page = house.app().report(&house.person("audit", Role::Auditor), code).unwrap();
    assert_eq!((page.line.agency, page.line.frozen_by), (agency, actor));
}

#[test]
fn counties_are_pooled_over_three_whole_years_and_published_once_a_year() {
    let house = House::new();
    let mut lives = Lives::of(&house);
    for year in ["2023", "2024", "2025"] {
        lives.many(4, "dgaspc-dj", GIRL, TEEN, &format!("{year}-05-05"));
        lives.many(6, "dgaspc-cj", GIRL, TEEN, &format!("{year}-06-06"));
    }
    drop(lives);
    publish(&house, &house.officer(), Q4);
    assert_eq!(published(&house, "2.1", "2023-2025", "county", 16), count(12));
    assert_eq!(published(&house, "2.1", "2023-2025", "county", 12), count(18));
    assert_eq!(published(&house, "2.1", "2023-2025", "county", 1), count(0));
    let tip = house.person("implementer", Role::TipOfficer);
    let map = house.app().indicator(&tip, "2.1", None, None, None).unwrap().map.unwrap();
    assert_eq!((map.span, map.counties.len()), (Span::Years { from: 2023, to: 2025 }, 42));
    house.at("2026-04-02");
    let next = publish(&house, &house.officer(), Q1);
    let page = house.app().report(&tip, next).unwrap();
    assert!(page.sections.iter().all(|section| section.map.is_none() && section.year.is_none()));
    assert!(
        house.app().indicator(&tip, "2.1", None, None, None).unwrap().map.is_some(),
        "the last one still stands"
    );
}

#[test]
fn nothing_small_stands_in_the_database_in_the_open_and_no_live_figure_in_the_report() {
    let house = House::new();
    autumn(&house);
    let code = publish(&house, &house.officer(), Q4);
    let bytes = house.app().store().read(Database::Social, |tx| {
        let row = store::reports::by_code(tx, &access::Filter::True, code)?.unwrap();
        Ok(store::entries::stream_entries(tx, row.stream)?
            .iter()
            .map(ledger::Entry::encode)
            .collect::<Vec<_>>())
    });
    for entry in bytes.unwrap() {
        assert!(
            !entry.windows(6).any(|part| part == b"\"2.1\"," || part == b"tables"),
            "the payload is sealed"
        );
    }
}
