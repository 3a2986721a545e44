//! Freezing, publishing, restating, and counting again.

use std::collections::BTreeMap;

use agencies::Role;
use base::{AgencyNumber, PublicCode, Quarter, Realm};
use indicators::Period;
use store::Database;
use workflow::SignedIn;
use workflow::figures::{Amount, Shown, Source};
use workflow::reports::{Change, Rerun, Span};

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

    let waits = house.app().frozen_report(&officer, code).unwrap();
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
    assert_eq!(refusal(house.app().frozen_report(&officer, code).map(|_| ())), "not_found");
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
    assert_eq!(house.app().export_published(&tip, Some(Period::Year(2025))).unwrap().len(), {
        let all = house.app().published_figures(None).unwrap();
        all.iter().filter(|row| row.span == Span::One(Period::Year(2025))).count()
    });
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
fn late_entries_are_restated_in_the_open_and_small_changes_without_their_size() {
    let house = House::new();
    autumn(&house);
    let officer = house.officer();
    let first = publish(&house, &officer, Q4);
    house.at("2026-02-01");
    Lives::of(&house).many(3, "dgaspc-dj", GIRL, TEEN, "2025-12-20");
    house.at("2026-04-02");
    let officer = house.officer();
    let second = publish(&house, &officer, Q1);
    let tip = house.person("implementer", Role::TipOfficer);
    let page = house.app().indicator(&tip, "2.1", None, None, Some(Period::Quarter(Q4))).unwrap();
    assert_eq!(page.figure, count(26), "a change under five moves no digit");
    let said: Vec<_> =
        page.restated.iter().map(|said| (said.report, said.period, said.before, said.change)).collect();
    let few = Change::FewerThanFive;
    let (quarter, year) = (Period::Quarter(Q4), Period::Year(2025));
    assert_eq!(said, [(second, quarter, Amount::Count(26), few), (second, year, Amount::Count(26), few)]);

    // Nothing new in the next quarter: nothing is said again. Then three more, six in all: now it is told.
    house.at("2026-07-02");
    Lives::of(&house).many(3, "dgaspc-cj", BOY, TEEN, "2025-12-21");
    let officer = house.officer();
    let third = publish(&house, &officer, Q2);
    let page = house.app().indicator(&tip, "2.1", None, None, Some(quarter)).unwrap();
    assert_eq!(page.figure, count(32));
    let became = Change::Became(Amount::Count(32));
    assert_eq!((page.restated[0].report, page.restated[0].change), (third, became));
    let told = house.app().report(&tip, first).unwrap();
    assert_eq!(told.line.restated, 1);
    assert_eq!(told.sections[0].quarter, count(26), "the report itself stays what it was");
    assert_eq!(told.restated.len(), 2);

    house.at("2026-10-02");
    publish(&house, &house.officer(), Q2.plus(1));
    let newest = house.app().reports(&tip, None).unwrap().lines[0].code;
    assert_eq!(house.app().report(&tip, newest).unwrap().says, [], "what was said is not said again");

    // As known before, the indicator's page says what stood then.
    let then = house.app().indicator(
        &tip,
        "2.1",
        Some(base::Day::parse("2026-05-01").unwrap()),
        None,
        Some(quarter),
    );
    let then = then.unwrap();
    assert_eq!((then.figure, then.restated.len()), (count(26), 2));
}

#[test]
fn a_restated_quarter_stands_in_place_of_the_first_report() {
    let house = House::new();
    autumn(&house);
    let officer = house.officer();
    let first = publish(&house, &officer, Q4);
    house.later(24);
    Lives::of(&house).many(9, "dgaspc-dj", GIRL, TEEN, "2025-12-20");
    let officer = house.officer();
    let second = publish(&house, &officer, Q4);
    let lines = house.app().reports(&officer, None).unwrap().lines;
    let restates: BTreeMap<_, _> = lines.iter().map(|line| (line.code, line.restates)).collect();
    assert_eq!(restates, BTreeMap::from([(first, false), (second, true)]));
    assert_eq!(published(&house, "2.1", "2025Q4", "total", 0), count(35));
    let tip = house.person("implementer", Role::TipOfficer);
    let lineage = house.app().lineage(&tip, "2.1", Period::Quarter(Q4), None, 0, None).unwrap();
    let said: Vec<_> = lineage.published.iter().map(|said| (said.report, said.figure)).collect();
    assert_eq!(said, [(second, count(35)), (first, count(26))]);
}

#[test]
fn a_report_counted_again_after_years_of_entries_shows_the_same_digits() {
    House::on_both_engines(|house| {
        autumn(house);
        let first = publish(house, &house.officer(), Q4);
        house.at("2026-04-02");
        Lives::of(house).many(7, "dgaspc-dj", GIRL, TEEN, "2026-02-02");
        Lives::of(house).many(6, "dgaspc-dj", BOY, YOUNGER, "2025-12-22");
        let second = publish(house, &house.officer(), Q1);
        house.at("2028-01-10");
        Lives::of(house).many(11, "dgaspc-cj", GIRL, TEEN, "2025-11-02");
        // Closed and opened again: nothing of it is remembered but the ledger.
        house.close();
        house.open();
        for who in [
            house.officer(),
            house.person("implementer", Role::TipOfficer),
            house.person("audit", Role::Auditor),
        ] {
            assert_eq!(house.app().rerun(&who, first), Ok(Rerun::Same));
            assert_eq!(house.app().rerun(&who, second), Ok(Rerun::Same));
        }
    });
}

/// Adopts the shipped pack as version 2 with a text in its lists changed.
fn adopt_changed(house: &House, version: u32, change: impl Fn(&str, String) -> String) {
    let files = rules::shipped("ro").unwrap().into_iter().map(|(name, text)| {
        let text = change(&name, text);
        let text = if name == "pack.toml" {
            text.replace("version = 1", &format!("version = {version}"))
        } else {
            text
        };
        (name, text)
    });
    let event = agencies::DirectoryEvent::PackAdopted {
        code: base::Code::new("ro").unwrap(),
        version,
        files: files.collect(),
    };
    house.app().record_directory_batch(vec![house.record(event)], house.clock.now()).unwrap();
}

#[test]
fn a_pack_that_only_adds_changes_no_report_and_one_that_renumbers_is_found_out() {
    let house = House::new();
    let mut lives = Lives::of(&house);
    for life in lives.many(6, "dgaspc-dj", GIRL, TEEN, "2025-10-10") {
        for service in [1, 2, 3, 6] {
            lives.served(life, service, "2025-10-12");
        }
    }
    drop(lives);
    let code = publish(&house, &house.officer(), Q4);
    assert_eq!(published(&house, "2.5p", "2025Q4", "total", 0), count(6));

    // One more form of exploitation: old reports keep their cells.
    let head = "[exploitation]\nitems = [\n";
    let added = |name: &str, text: String| match name {
        "lists.toml" => text.replace(head, &format!("{head}  {{ number = 13, code = \"newly_named\" }},\n")),
        name if name.ends_with(".ftl") => text + "\ncode-exploitation-newly-named = Newly named\n",
        _ => text,
    };
    adopt_changed(&house, 2, added);
    assert!(house.app().pack().unwrap().list("exploitation").item(13).is_some());
    let tip = house.person("implementer", Role::TipOfficer);
    assert_eq!(house.app().rerun(&tip, code), Ok(Rerun::Same));

    // Two services change numbers, which no pack may do: the full package is another one.
    let swapped = |name: &str, text: String| match name {
        "lists.toml" => text
            .replace("number = 1, code = \"psychological\"", "number = 5, code = \"psychological\"")
            .replace("number = 5, code = \"education\"", "number = 1, code = \"education\""),
        _ => text,
    };
    adopt_changed(&house, 3, swapped);
    let Ok(Rerun::Differs(found)) = house.app().rerun(&house.officer(), code) else {
        panic!("it is not the same")
    };
    assert!(found.pack && found.definitions.is_empty());
    let total =
        found.cells.iter().find(|cell| cell.indicator == *"2.5p" && cell.by.name() == "total").unwrap();
    assert_eq!((total.then, total.now), (count(6), count(0)));
    let Ok(Rerun::Differs(told)) = house.app().rerun(&tip, code) else { panic!("it is not the same") };
    assert_eq!((told.figures, told.cells.len()), (found.figures, 0), "what was never published stays so");
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

#[test]
fn what_was_counted_is_told_by_a_digest_that_only_this_ledger_can_make() {
    let digests = [House::new(), House::new()].map(|house| {
        autumn(&house);
        let code = publish(&house, &house.officer(), Q4);
        let page = house.app().report(&house.officer(), code).unwrap();
        assert_eq!(house.app().rerun(&house.officer(), code).unwrap(), Rerun::Same);
        (page.shown, page.counted)
    });
    let [(shown, counted), (shown_elsewhere, counted_elsewhere)] = digests;
    assert_eq!(shown, shown_elsewhere, "the same history shows the same");
    assert_ne!(counted, counted_elsewhere, "and yet nobody finds hidden figures by trying");
}
