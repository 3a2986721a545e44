//! Every page there is a link to, as each role, in both languages: answered, whole, light, and in words.

use std::collections::BTreeSet;

use agencies::Role;
use words::Lang;

use crate::house::{EVERYBODY, House};
use crate::visitor::{Page, Visitor};

/// The most a page weighs, in bytes.
const HEAVIEST: usize = 100_000;

/// What every page keeps to.
fn is_sound(page: &Page, what: &str) {
    let text = page.text();
    assert!(page.body.len() < HEAVIEST, "{what} weighs {} bytes", page.body.len());
    assert!(!text.contains(" style=") && !text.contains("<style"), "{what} has an inline style");
    assert!(!text.contains("<script>") && !text.contains(" onclick="), "{what} has an inline script");
    assert!(!text.contains("//cdn") && !text.contains("src=\"http"), "{what} asks somebody else");
    let ids: Vec<&str> = text
        .match_indices(" id=\"")
        .filter_map(|(at, found)| text[at + found.len()..].split('"').next())
        .collect();
    let mut seen = BTreeSet::new();
    for id in ids {
        assert!(seen.insert(id), "{what} has the id {id} twice");
    }
    assert!(
        page.header("content-security-policy").is_some_and(|policy| policy.contains("default-src 'none'"))
    );
    assert_eq!(page.header("cache-control"), Some("no-store"), "{what}");
}

fn walk(visitor: &Visitor, who: &str, of_a_shape: usize) -> usize {
    let pages = visitor.everywhere(of_a_shape);
    for (address, page) in &pages {
        assert_eq!(page.status, 200, "{who} {address}: {}", page.text());
        if page.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            is_sound(page, &format!("{who} {address}"));
        }
    }
    pages.len()
}

#[test]
fn every_page_is_whole_light_and_in_words() {
    let house = House::new();
    for lang in Lang::ALL {
        for (agency, role) in EVERYBODY {
            let visitor = house.visitor(agency, role).in_language(lang);
            // Pages of one kind differ by their values; once in each language is enough for the words.
            let of_a_shape = if lang == Lang::Ro { 1 } else { 3 };
            let pages = walk(&visitor, &format!("{role} {}", lang.code()), of_a_shape);
            assert!(pages > 4, "{role} has {pages} pages");
        }
        shown_on_request(&house, lang);
        refused(&house, lang);
    }
    assert_eq!(house.words.missing(), Vec::<String>::new());
}

/// Pages that a button shows: names, texts, verdicts.
fn shown_on_request(house: &House, lang: Lang) {
    let manager = house.visitor("dgaspc-dj", Role::CaseManager).in_language(lang);
    let child = format!("/children/{}", house.child);
    let page = manager.get(&child);
    for place in ["name", "written"] {
        let shown = manager.send(&page, &format!("{child}/{place}"), &[]);
        assert_eq!(shown.status, 200);
        is_sound(&shown, place);
    }
    let auditor = house.visitor("audit", Role::Auditor).in_language(lang);
    let verdict = auditor.send(&auditor.get("/trust"), "/trust/verify", &[]);
    assert!(verdict.text().contains("verdict go"), "{}", verdict.text());
    is_sound(&verdict, "verdict");
    let reads = auditor.get(&format!("/trust/reads?code={}", house.child));
    assert!(reads.text().contains("case_manager of dgaspc-dj"), "{}", reads.text());
    is_sound(&reads, "reads");
    let report = format!("/reports/{}", house.report);
    let again = auditor.send(&auditor.get(&report), &format!("{report}/rerun"), &[]);
    assert!(again.text().contains("notice go"), "{}", again.text());
    is_sound(&again, "rerun");
}

/// Forms sent empty, and addresses that cannot be read.
fn refused(house: &House, lang: Lang) {
    let manager = house.visitor("dgaspc-dj", Role::CaseManager).in_language(lang);
    let child = format!("/children/{}", house.child);
    for kind in ["service_delivered", "service_started", "referral_sent", "case_closed", "case_manager_named"]
    {
        let action = format!("{child}/add/{kind}");
        let page = manager.send(&manager.get(&action), &action, &[]);
        assert_eq!(page.status, 422, "{kind}: {}", page.text());
        is_sound(&page, kind);
    }
    for action in ["/signals/new", &format!("/signals/{}/triage", house.waiting_signal)] {
        let page = manager.get(action.strip_suffix("/triage").unwrap_or(action));
        is_sound(&manager.send(&page, action, &[]), action);
    }
    for address in [
        "/indicators/2.1?as_of=yesterday",
        "/indicators/2.1?as_of=2031-01-01",
        "/indicators/2.1?as_of=2001-01-01",
    ] {
        let page = manager.get(address);
        assert_eq!(page.status, 422, "{address}: {}", page.text());
        assert!(page.text().contains("e-as_of"), "{address}: the field says what is wrong");
        is_sound(&page, address);
    }
    for address in [
        "/indicators/2.1?period=soon",
        "/indicators/2.1?by=name",
        "/indicators/2.1/lineage?cell=x",
        "/children?after=zz",
    ] {
        let page = manager.get(address);
        assert_eq!(page.status, 422, "{address}");
        is_sound(&page, address);
    }
    let administrator = house.visitor("secretariat", Role::Administrator).in_language(lang);
    for action in ["/admin/agencies/new", "/admin/people/new"] {
        let page = administrator.send(&administrator.get(action), action, &[]);
        assert_eq!(page.status, 422, "{action}");
        is_sound(&page, action);
    }
    let officer = house.visitor("secretariat", Role::MeOfficer).in_language(lang);
    let page = officer.send(&officer.get("/reports"), "/reports", &[]);
    assert_eq!(page.status, 409, "the quarter is frozen already: {}", page.text());
    is_sound(&page, "freeze");
    is_sound(&Visitor::nobody(&house.site).in_language(lang).get("/sign-in"), "sign-in");
    is_sound(&manager.get("/no-such-place"), "not found");
}
