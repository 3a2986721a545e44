//! Last year's report, made again as of its date.

use super::case_work::{HERE, misspelled};
use crate::browser::{Look, Role, Scene, Window};

/// A quarter of last year whose report the small country published.
const QUARTER: &str = "2025Q2";

#[test]
fn last_years_report_re_run_as_of_its_date_shows_the_same_digits() {
    let Some(scene) = Scene::set(Look::WIDE) else { return };
    scene.enter(Role::MeOfficer, "Secretariat");
    scene.visit("/reports");
    let (report, period) = report_of(&scene, QUARTER);
    scene.visit(&report);
    let digits = digits(&scene);
    assert!(digits.len() > 20, "a report has many figures: {digits:?}");

    re_run(&scene);
    assert!(scene.has("main .notice.go"), "the same:\n{}", scene.words());
    scene.visit(&report);
    assert_eq!(self::digits(&scene), digits);

    // A late entry of that quarter arrives. The report stands as it was, and a re-run still ends the same.
    scene.enter(Role::CaseManager, HERE);
    let late = [("happened", "2025-06"), ("service", "legal")];
    let takes_it = |child: &String| {
        scene.visit(&format!("/children/{child}/add/service_started"));
        scene.answer(&late);
        scene.press("main form.card .buttons button");
        scene.has("main .notice.go")
    };
    let child = scene.open_cases().into_iter().find(takes_it).expect("a child known in June already");
    assert!(!misspelled(&scene.name_of(&child)).is_empty());

    scene.enter(Role::MeOfficer, "Secretariat");
    scene.visit(&report);
    assert_eq!(self::digits(&scene), digits, "what was published for {period}");
    re_run(&scene);
    assert!(scene.has("main .notice.go"), "still the same:\n{}", scene.words());
    scene.visit(&report);
    assert_eq!(self::digits(&scene), digits);

    // The donor reads the same digits.
    scene.enter(Role::TipOfficer, "Office");
    scene.visit(&report);
    assert_eq!(self::digits(&scene), digits);
}

/// The address and the name of the report of a quarter, `2025Q2`.
fn report_of(window: &Window, quarter: &str) -> (String, String) {
    let period = window.language().quarter(base::Quarter::parse(quarter).expect("a quarter"));
    let names = window.texts("main table tbody th a");
    let place = names.iter().position(|name| *name == period);
    let place = place.unwrap_or_else(|| panic!("no report of {period} among {names:?}"));
    (window.attributes("main table tbody th a", "href").swap_remove(place), period)
}

fn digits(window: &Window) -> Vec<String> {
    window.texts("main table.figures th, main table.figures td")
}

fn re_run(window: &Window) {
    window.press("section[aria-labelledby='digest'] form button");
}
