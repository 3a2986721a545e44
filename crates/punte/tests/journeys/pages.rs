//! Every page as those it is made for see it: both languages, a desk and a telephone, by day and by night.

use words::Lang;

use super::case_work::{ELSEWHERE, HERE};
use crate::browser::{Accessibility, Look, Role, Scene, Screenshots, Window, picture, word};

/// The places that no role opens a page of; the banner is on all of them.
const NOBODY: [(&str, &str); 2] = [("sign-in", "/sign-in"), ("set-password", "/set-password?link=none")];

/// What was wrong, by page.
#[derive(Default)]
struct Findings(Vec<String>);

/// A walk through all pages in one window.
struct Walk<'a> {
    window: &'a Window,
    screenshots: Screenshots,
    rules: Accessibility,
    /// In front of the name of each screenshot.
    look: &'static str,
    /// Whether the rules of accessibility are put to the pages on this walk.
    checked: bool,
    findings: Findings,
    seen: usize,
}

impl Walk<'_> {
    /// Goes to a page and looks at it.
    fn looks_at(&mut self, name: &str, path: &str) {
        self.window.visit(path);
        self.looks(name);
    }

    /// Looks at the page that is shown.
    fn looks(&mut self, name: &str) {
        let window = self.window;
        let lang = window.language();
        let title = format!("{}-{}-{name}", lang.code(), self.look);
        let mut wrong = |what: String| self.findings.0.push(format!("{title} ({}): {what}", window.path()));
        if let Some(overflow) = window.overflows() {
            wrong(format!("wider than the window, {overflow}"));
        }
        let words = window.words();
        for missing in
            words.lines().filter(|line| line.contains('[') || line.contains("{$") || line.contains("{ $"))
        {
            wrong(format!("a message is missing or has no value: {missing}"));
        }
        if !words.contains(&word(lang, "synthetic-banner")) {
            wrong("does not say that it is synthetic".to_owned());
        }
        if window.has(".error-page") != (name == "not-found") {
            wrong("this is not the page that was meant".to_owned());
        }
        if self.checked {
            self.rules.findings(window).into_iter().for_each(wrong);
        }
        self.screenshots.keep(window, &title);
        self.seen += 1;
    }
}

fn walk(scene: &Scene, look: &'static str, checked: bool, languages: &[Lang]) {
    let mut walk = Walk {
        window: &scene.window,
        screenshots: Screenshots::folder(),
        rules: Accessibility::rules(),
        look,
        checked,
        findings: Findings::default(),
        seen: 0,
    };
    for (place, lang) in languages.iter().enumerate() {
        scene.visit("/sign-in");
        scene.leave();
        scene.visit("/sign-in");
        scene.speak(*lang);
        // Once for each page: what one language does not break the other does not either.
        walk.checked = checked && place == 0;
        all_pages(&mut walk);
        scene.leave();
    }
    let Findings(wrong) = walk.findings;
    assert!(wrong.is_empty(), "{} of {} pages:\n{}", wrong.len(), walk.seen, wrong.join("\n"));
    assert!(walk.seen >= 60 * languages.len(), "only {} pages were seen", walk.seen);
}

fn all_pages(walk: &mut Walk<'_>) {
    let window = walk.window;
    for (name, path) in NOBODY {
        walk.looks_at(name, path);
    }
    window.enter(Role::CaseManager, HERE);
    walk.looks("work");
    let child = case_managers_pages(walk);
    window.enter(Role::ServiceProvider, "Podul Alb");
    walk.looks("work-ngo");
    ngos_pages(walk);
    window.enter(Role::VictimAssistanceOfficer, "Agenția");
    walk.looks("work-anitp");
    walk.looks_at("referrals-anitp", "/referrals");
    window.enter(Role::MeOfficer, "Secretariat");
    officers_pages(walk);
    walk.looks_at("datasets", "/datasets");
    window.enter(Role::TipOfficer, "Office");
    walk.looks("work-tip");
    walk.looks_at("indicators-tip", "/indicators");
    walk.looks_at("indicator-tip", "/indicators/2.3");
    walk.looks_at("lineage-tip", "/indicators/2.3/lineage?period=2025Q3");
    window.enter(Role::Auditor, "Auditor");
    walk.looks_at("trust", "/trust");
    window.press("section[aria-labelledby='verify'] form button");
    walk.looks("trust-verified");
    walk.looks_at("readers", &format!("/trust/reads?code={child}"));
    window.enter(Role::Administrator, "Secretariat");
    walk.looks("work-admin");
    walk.looks_at("admin", "/admin");
    walk.looks_at("admin-agency", "/admin/agencies/new");
    walk.looks_at("admin-person-new", "/admin/people/new");
    window.visit("/admin");
    let people = window.attributes("a[href^='/admin/people/']", "href");
    let person = people.into_iter().find(|href| !href.ends_with("/new")).expect("a person");
    walk.looks_at("admin-person", &person);
    around_the_record(walk, &child);
}

/// The pages of those who look after the people who work with records, and of police.
fn around_the_record(walk: &mut Walk<'_>, child: &str) {
    let window = walk.window;
    window.enter(Role::Supervisor, HERE);
    walk.looks("work-supervisor");
    walk.looks_at("watch-supervisor", "/watch");
    walk.looks_at("concern-new", &format!("/watch/concerns/new?code={child}"));
    window.enter(Role::DataProtectionOfficer, "");
    walk.looks("work-officer");
    walk.looks_at("watch", "/watch");
    walk.looks_at("erasure-new", "/watch/erasures/new");
    window.enter(Role::Notifier, "");
    walk.looks("work-notifier");
    walk.looks_at("signal-new-notifier", "/signals/new");
    window.enter(Role::HelplineCounsellor, "");
    walk.looks("work-helpline");
    window.enter(Role::Investigator, "");
    walk.looks("work-investigator");
    walk.looks_at("justice", "/justice");
    walk.looks_at("justice-new", "/justice/files/new");
    walk.looks_at("account", "/account");
    walk.looks_at("account-app", "/account/app");
    walk.looks_at("help", "/help");
}

/// The pages of a case manager; the code of the child whose name was shown.
fn case_managers_pages(walk: &mut Walk<'_>) -> String {
    let window = walk.window;
    walk.looks_at("children", "/children");
    window.press("form[action='/children/names'] button");
    walk.looks("children-names");
    walk.looks_at("children-none", "/children?sex=male&age=0-5&status=not_confirmed");
    let child = window.open_cases().first().cloned().expect("a child");
    walk.looks_at("child", &format!("/children/{child}"));
    window.press("form[action$='/name'] button");
    walk.looks("child-named");
    walk.looks_at("entry-choose", &format!("/children/{child}/add"));
    for kind in ["service_started", "referral_sent", "case_closed", "case_manager_named"] {
        walk.looks_at(&format!("entry-{}", kind.replace('_', "-")), &format!("/children/{child}/add/{kind}"));
    }
    // A form sent empty says what is missing.
    window.visit(&format!("/children/{child}/add/referral_sent"));
    window.press("main form.card .buttons button");
    walk.looks("entry-refused");
    window.visit(&format!("/children/{child}"));
    window.press("ol.line li a[href$='/amend']");
    walk.looks("amend");
    walk.looks_at("referrals", "/referrals");
    let referral = window.listed().first().cloned().expect("a referral");
    walk.looks_at("referral", &format!("/referrals/{referral}"));
    walk.looks_at("signals", "/signals");
    let signal = window.listed().first().cloned().expect("a signal");
    walk.looks_at("signal", &format!("/signals/{signal}"));
    walk.looks_at("signals-waiting", "/signals?state=received");
    walk.looks_at("signal-new", "/signals/new");
    walk.looks_at("indicators", "/indicators");
    walk.looks_at("indicator", "/indicators/2.5");
    walk.looks_at("indicator-ratio", "/indicators/2.4?period=2025Q3");
    walk.looks_at("indicator-as-of", "/indicators/2.5?period=2025&as_of=2025-10-31");
    walk.looks_at("lineage", "/indicators/2.5/lineage?period=2025");
    walk.looks_at("paper-cases", "/paper-cases");
    walk.looks_at("concern-own", &format!("/children/{child}/concern"));
    walk.looks_at("police", &format!("/children/{child}/notify"));
    walk.looks_at("glass", "/glass");
    walk.looks_at("glass-new", "/glass/new");
    walk.looks_at("help-topic", "/help/children");
    walk.looks_at("not-found", "/children/7K2M4RXPQ9");
    child
}

fn ngos_pages(walk: &mut Walk<'_>) {
    walk.looks_at("referrals-ngo", "/referrals");
    let states = ["sent", "received", "accepted", "refused", "started"];
    for state in states {
        walk.window.visit(&format!("/referrals?side=in&state={state}"));
        if let Some(referral) = walk.window.listed().first().cloned() {
            walk.looks_at(&format!("referral-{state}"), &format!("/referrals/{referral}"));
        }
    }
}

fn officers_pages(walk: &mut Walk<'_>) {
    walk.looks("work-me");
    walk.looks_at("indicators-national", "/indicators");
    walk.looks_at("indicator-national", "/indicators/2.1");
    walk.looks_at("indicator-map", "/indicators/2.1?period=2025");
    walk.looks_at("reports", "/reports");
    walk.window.press("main table tbody th a");
    walk.looks("report");
}

#[test]
fn every_page_in_both_languages_on_a_telephone() {
    let Some(scene) = Scene::set(Look::NARROW) else { return };
    walk(&scene, "360", true, &[Lang::Ro, Lang::En]);
}

#[test]
fn every_page_in_both_languages_at_a_desk() {
    let Some(scene) = Scene::set(Look::WIDE) else { return };
    walk(&scene, "1280", true, &[Lang::En, Lang::Ro]);
}

#[test]
fn every_page_at_night() {
    let Some(scene) = Scene::set(Look::DARK) else { return };
    walk(&scene, "dark", true, &[Lang::En]);
}

/// The pictures of the documentation, made when they are asked for.
#[test]
fn pictures_of_the_documentation() {
    let Some(scene) = Scene::set(Look::PICTURE) else { return };
    scene.visit("/sign-in");
    scene.speak(Lang::En);
    scene.enter(Role::CaseManager, HERE);
    picture(&scene, "work");
    let child = scene.open_cases().first().cloned().expect("a child");
    scene.visit(&format!("/children/{child}"));
    picture(&scene, "child");
    scene.enter(Role::MeOfficer, "Secretariat");
    scene.visit("/indicators/2.1?period=2025");
    picture(&scene, "indicator");
    scene.enter(Role::Auditor, "Auditor");
    scene.visit("/trust");
    scene.press("section[aria-labelledby='verify'] form button");
    assert!(scene.has(".verdict.go"));
    picture(&scene, "trust");
    assert_ne!(HERE, ELSEWHERE);
}
