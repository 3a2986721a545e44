//! From a record to a number and back, and what each role sees of it.

use agencies::Role;
use casework::{FileEvent, Office};

use crate::house::{House, PUBLISHED, entry, on};
use crate::visitor::Page;

/// The figure a page shows large.
fn figure(page: &Page) -> String {
    let big = page.text().split("<p class=\"big\">").nth(1).unwrap_or_else(|| panic!("{}", page.text()));
    let shown = big.split("</p>").next().unwrap();
    let digits = shown.split("</").next().unwrap().rsplit('>').next().unwrap();
    digits.to_owned()
}

#[test]
fn a_recorded_service_raises_the_agencys_figure_by_one_and_is_walked_to() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let now = "/indicators/2.5?period=2026Q1";
    let last = "/indicators/2.5?period=2025Q4";
    let before: u32 = figure(&manager.get(now)).parse().unwrap();
    let quarter_before = figure(&manager.get(last));
    let action = format!("/children/{}/add/service_delivered", house.child);
    let fields = [("unit", "77"), ("happened", "2026-01-15"), ("minutes", "45")];
    let recorded = manager.send(&manager.get(&action), &action, &fields);
    let place = recorded.header("location").unwrap().to_owned();
    let page = manager.get(now);
    assert_eq!(figure(&page).parse::<u32>().unwrap(), before + 1);
    let walk = page.links().into_iter().find(|link| link.contains("/lineage?period=2026Q1")).unwrap();
    let lineage = manager.get(&walk);
    let entry = place.split('#').nth(1).unwrap();
    let to_entry = format!("/children/{}#{entry}", house.child);
    assert!(lineage.links().contains(&to_entry), "{to_entry} in {}", lineage.text());
    assert_eq!(figure(&manager.get(last)), quarter_before, "the quarter before stands");
    let as_of = manager.get("/indicators/2.5?period=2025Q4&as_of=2025-12-31");
    assert_eq!(as_of.status, 200, "{}", as_of.text());
    assert!(as_of.text().contains("as known on 31 December 2025"));
}

#[test]
fn an_as_of_day_shows_what_was_known_then() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let known = |day: &str| figure(&manager.get(&format!("/indicators/2.1?period=2025Q4&as_of={day}")));
    let of_then = known("2025-12-31");
    house.later(24 * 60);
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let office = Office { agency: manager.agency.number, county: manager.agency.county };
    let late = FileEvent::Presumed { by: office, circumstances: None };
    let refused = house.app().record(
        &manager,
        workflow::Action::AddEntry,
        house.child,
        house.app().child(&manager, house.child).unwrap().row.version,
        house.command(),
        entry(late, on("2025-12-30")),
    );
    assert!(refused.is_err(), "the child is presumed already");
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let again = figure(&manager.get("/indicators/2.1?period=2025Q4&as_of=2025-12-31"));
    assert_eq!(again, of_then, "the same day says the same for ever");
    let form = manager.get("/indicators/2.1?period=2025Q4&by=sex&as_of=2025-12-31");
    assert!(
        form.links().contains(&"/indicators/2.1?period=2025Q4&by=sex".to_owned()),
        "and there is a way back to now"
    );
}

#[test]
fn the_donor_sees_published_figures_only() {
    let house = House::new();
    let donor = house.visitor("tip-office", Role::TipOfficer);
    let page = donor.get("/indicators/2.1");
    assert_eq!(figure(&page), "12", "twelve children were published; seven more are known since");
    assert!(page.text().contains("published on 15 January 2026"), "{}", page.text());
    assert!(!page.text().contains("f-as_of"), "no other day is counted for them");
    let officer = house.visitor("secretariat", Role::MeOfficer);
    assert_eq!(figure(&officer.get("/indicators/2.1?period=2025Q4")), "19", "the country as known now");
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    assert_eq!(figure(&manager.get("/indicators/2.1?period=2025Q4")), "9", "one's own agency as known now");
    let lineage = donor.get("/indicators/2.1/lineage?period=2025Q4");
    assert!(lineage.text().contains("Published on 15 January 2026"), "{}", lineage.text());
    assert!(lineage.text().contains("Records are shown to those who work with them"));
}

#[test]
fn a_small_cell_is_hidden_and_says_why() {
    let house = House::new();
    let donor = house.visitor("tip-office", Role::TipOfficer);
    let page = donor.get(&format!("/reports/{}?indicator=2.1", house.report));
    assert_eq!(page.status, 200);
    assert!(page.text().contains("class=\"suppressed\""), "{}", page.text());
    assert!(page.text().contains("hidden: fewer than five, or it would reveal one that is"));
    let officer = house.visitor("secretariat", Role::MeOfficer);
    let live = officer.get("/indicators/2.1?period=2025Q4");
    assert!(!live.text().contains("class=\"suppressed\""), "live totals are whole");
}

#[test]
fn a_quarter_is_frozen_published_and_counted_again() {
    let house = House::new();
    let officer = house.visitor("secretariat", Role::MeOfficer);
    let donor = house.visitor("tip-office", Role::TipOfficer);
    let frozen = format!("/reports/{}", house.frozen);
    let page = officer.get(&frozen);
    assert!(page.text().contains("frozen, not yet published"));
    assert_eq!(donor.get(&frozen).status, 404);
    let published = officer.send(&page, &format!("{frozen}/publish"), &[]);
    assert_eq!(published.status, 303, "{}", published.text());
    assert!(donor.get(&frozen).text().contains("19"));
    assert_eq!(figure(&donor.get(&format!("/indicators/2.1?period={PUBLISHED}"))), "19");
    let first = donor.get(&format!("/reports/{}", house.report));
    assert!(first.text().contains("2.1 Children presumed victims · Q4 2025"), "restated: {}", first.text());
    for (agency, role) in [("secretariat", Role::MeOfficer), ("audit", Role::Auditor)] {
        let checker = house.visitor(agency, role);
        let report = format!("/reports/{}", house.report);
        let again = checker.send(&checker.get(&report), &format!("{report}/rerun"), &[]);
        assert!(again.text().contains("every digit is the same"), "{role}: {}", again.text());
    }
    let refused = donor.post(&format!("{frozen}/rerun"), &[("token", &donor.token())]);
    assert_eq!(refused.status, 404, "counting the country again is for who answers for it and who checks it");
    assert!(!donor.get(&frozen).text().contains("/rerun"));
}

#[test]
fn a_dataset_is_counted_by_its_columns() {
    let house = House::new();
    let officer = house.visitor("secretariat", Role::MeOfficer);
    let list = officer.get("/datasets");
    assert!(list.links().contains(&"/datasets/1".to_owned()), "{}", list.text());
    let page = officer.get("/datasets/1");
    assert!(page.text().contains("Sri Lanka") && page.text().contains("2012–2013"), "{}", page.text());
    let crossed = officer.get("/datasets/1?by=control,year");
    assert!(crossed.text().contains("Financial control") && crossed.text().contains("2013"));
    assert_eq!(officer.get("/datasets/1?by=name").status, 422);
    assert_eq!(officer.get("/datasets/2").status, 404);
    let indicator = officer.get("/indicators/2.1?period=2025Q4");
    assert_eq!(figure(&indicator), "19", "rows of a dataset are nobody's children here");
}

#[test]
fn anybody_who_checks_takes_a_checkpoint_away() {
    let house = House::new();
    let auditor = house.visitor("audit", Role::Auditor);
    let page = auditor.get("/trust");
    for name in ["social", "directory"] {
        let file = auditor.get(&format!("/trust/checkpoints/{name}.txt"));
        assert_eq!((file.status, file.header("content-type")), (200, Some("text/plain; charset=utf-8")));
        assert!(page.links().contains(&format!("/trust/checkpoints/{name}.txt")));
        let kept = workflow::trust::read_checkpoint(file.text()).unwrap();
        assert_eq!(kept.checkpoint.realm.name(), name);
        let realm = kept.checkpoint.realm;
        let report = house.app().verify(realm, Some(file.text()), &mut |_, _| {}).unwrap();
        assert!(report.sound, "{report:?}");
    }
    assert_eq!(auditor.get("/trust/checkpoints/elsewhere.txt").status, 404);
    let older =
        page.links().into_iter().find(|link| link.starts_with("/trust?realm=social&before=")).unwrap();
    assert_eq!(auditor.get(&older).status, 200);
}

#[test]
fn live_totals_of_the_country_stay_on_the_screen() {
    let house = House::new();
    let officer = house.visitor("secretariat", Role::MeOfficer);
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let donor = house.visitor("tip-office", Role::TipOfficer);
    for address in ["/indicators", "/indicators/2.1", "/indicators/2.1/lineage"] {
        let page = officer.get(address);
        assert!(page.text().contains("class=\"screen-only\""), "{address}");
        assert!(page.text().contains("The live totals of the country are for the screen"), "{address}");
        for other in [&manager, &donor] {
            assert!(!other.get(address).text().contains("screen-only"), "{address}");
        }
    }
    let look = include_str!("../assets/punte.css");
    let (_, print) = look.split_once("@media print {").unwrap();
    assert!(print.contains(".screen-only { display: none; }"));
}
