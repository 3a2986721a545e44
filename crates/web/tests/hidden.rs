//! What somebody may not see answers like what is not there: in bytes, in headers, in statements and commits.

use agencies::Role;
use base::PublicCode;
use workflow::Action;

use crate::house::{House, SECRETS};
use crate::visitor::Page;

/// Asks for a hidden record and for one that is not there, and holds the two answers equal.
fn same(house: &House, what: &str, hidden: PublicCode, ask: impl Fn(&str) -> Page) {
    let unknown = house.unknown().to_string();
    // The first asking of each kind may prepare what later ones find ready.
    ask(&unknown);
    let (page, cost) = house.cost_of(|| ask(&hidden.to_string()));
    let (nothing, least) = house.cost_of(|| ask(&unknown));
    assert_eq!(page.status, 404, "{what}: {}", page.text());
    assert_eq!(page.looks(), nothing.looks(), "{what}");
    assert_eq!(cost, least, "{what}: statements and commits");
}

#[test]
fn a_case_manager_of_another_county_finds_nothing() {
    let house = House::new();
    let other = house.visitor("dgaspc-cj", Role::CaseManager);
    let token = other.token();
    let entry = {
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        house.app().child(&manager, house.child).unwrap().file.timeline()[0].version
    };
    let before = house.entries();
    for place in ["", "/add", "/add/service_delivered", "/readers", &format!("/entries/{entry}/amend")] {
        same(&house, place, house.child, |code| other.get(&format!("/children/{code}{place}")));
    }
    for place in ["/name", "/written", "/add/service_delivered", &format!("/entries/{entry}/amend")] {
        same(&house, place, house.child, |code| {
            other.post(&format!("/children/{code}{place}"), &[("token", &token)])
        });
    }
    same(&house, "referral", house.referral, |code| other.get(&format!("/referrals/{code}")));
    for signal in [house.signal, house.waiting_signal] {
        same(&house, "signal", signal, |code| other.get(&format!("/signals/{code}")));
        same(&house, "case", signal, |code| other.get(&format!("/signals/{code}/case")));
        same(&house, "triage", signal, |code| {
            other.post(&format!("/signals/{code}/triage"), &[("token", &token)])
        });
        same(&house, "told", signal, |code| {
            other.post(&format!("/signals/{code}/told"), &[("token", &token)])
        });
    }
    assert_eq!(house.entries(), before, "and nothing was recorded but that somebody tried");
}

#[test]
fn the_list_and_the_search_by_code_say_no_more() {
    let house = House::new();
    let other = house.visitor("dgaspc-cj", Role::CaseManager);
    let (hidden, unknown) = (house.child.to_string(), house.unknown().to_string());
    let (page, nothing) =
        (other.get(&format!("/children?q={hidden}")), other.get(&format!("/children?q={unknown}")));
    assert_eq!(page.status, 200);
    assert_eq!(page.text().replace(&hidden, "…"), nothing.text().replace(&unknown, "…"));
    let token = other.token();
    let found = other.post("/children/search", &[("token", &token), ("q", "Ilincuta Zapezilor")]);
    assert_eq!(found.status, 200);
    assert!(!found.text().contains(&hidden));
    let names = other.post("/children/names", &[("token", &token), ("query", &house.child.compact())]);
    assert!(SECRETS.iter().all(|secret| !names.text().contains(secret)), "{}", names.text());
    let own = house.visitor("dgaspc-dj", Role::CaseManager);
    let found = own.post("/children/search", &[("token", &own.token()), ("q", "Ilincuta Zapezilor")]);
    assert!(found.text().contains(&hidden), "the same search finds her where she is known");
}

#[test]
fn a_provider_sees_the_card_and_what_was_sent_and_nothing_else() {
    let house = House::new();
    let provider = house.visitor("podul-alb", Role::ServiceProvider);
    let card = provider.get(&format!("/referrals/{}", house.referral));
    assert_eq!(card.status, 200);
    assert!(SECRETS.iter().all(|secret| !card.text().contains(secret)), "a card has no name");
    assert!(!card.text().contains(&house.child.to_string()), "and no way to the child");
    let sections = provider.send(&card, &format!("/referrals/{}/sections", house.referral), &[]);
    assert!(
        sections.text().contains("Ilincuța") && sections.text().contains("Nevoia-ei"),
        "{}",
        sections.text()
    );
    assert!(!sections.text().contains("Zăpezilor"), "the family name was not sent");
    assert!(!sections.text().contains("Povestea-ei"));

    let another = house.visitor("malul-lin", Role::ServiceProvider);
    let token = another.token();
    same(&house, "card", house.referral, |code| another.get(&format!("/referrals/{code}")));
    for place in ["sections", "answer/accepted", "deliver/started"] {
        same(&house, place, house.referral, |code| {
            another.post(&format!("/referrals/{code}/{place}"), &[("token", &token)])
        });
    }
}

#[test]
fn the_national_officer_sees_who_a_victim_is_and_never_what_was_written() {
    let house = House::new();
    let officer = house.visitor("anitp", Role::VictimAssistanceOfficer);
    let child = format!("/children/{}", house.child);
    let page = officer.get(&child);
    assert_eq!(page.status, 200);
    assert!(SECRETS.iter().all(|secret| !page.text().contains(secret)), "masked until asked for");
    let before = house.entries();
    let named = officer.send(&page, &format!("{child}/name"), &[]);
    assert!(named.text().contains("Zăpezilor"), "{}", named.text());
    assert_eq!(house.entries(), before + 1, "asking is recorded");
    let written = officer.post(&format!("{child}/written"), &[("token", &officer.token())]);
    assert_eq!(written.status, 404);
    assert!(!named.text().contains("Povestea-ei") && !page.text().contains(&format!("{child}/written")));
}

#[test]
fn a_report_that_waits_is_nobody_elses() {
    let house = House::new();
    for (agency, role) in
        [("tip-office", Role::MeOfficer), ("tip-office", Role::TipOfficer), ("audit", Role::Auditor)]
    {
        let visitor = house.visitor(agency, role);
        same(&house, "report", house.frozen, |code| visitor.get(&format!("/reports/{code}")));
        let list = visitor.get("/reports");
        assert!(list.text().contains(&house.report.to_string()), "{role}: the published one is listed");
        assert!(!list.text().contains(&house.frozen.to_string()), "{role}");
    }
    let officer = house.visitor("secretariat", Role::MeOfficer);
    assert_eq!(officer.get(&format!("/reports/{}", house.frozen)).status, 200);
}

/// The donor's officer, and whoever else works with figures alone.
#[test]
fn who_works_with_figures_reaches_no_child_by_any_address() {
    let house = House::new();
    let codes = [house.child, house.signal, house.waiting_signal, house.referral];
    for (agency, role) in [
        ("tip-office", Role::TipOfficer),
        ("tip-office", Role::MeOfficer),
        ("secretariat", Role::MeOfficer),
        ("secretariat", Role::Administrator),
    ] {
        let who = house.person(agency, role);
        for action in [Action::ViewFile, Action::ListFiles, Action::SearchNames, Action::UnmaskIdentity] {
            assert!(!house.app().may_ever(&who, action), "{role} {action}");
        }
        let visitor = house.visitor(agency, role);
        for (address, page) in visitor.everywhere(3) {
            assert!(!page.links().iter().any(|link| leads_to_a_record(link)), "{role} {address}");
            let said = codes.iter().any(|code| page.text().contains(&code.to_string()));
            assert!(!said, "{role} {address} names a record");
            assert!(SECRETS.iter().all(|secret| !page.text().contains(secret)), "{role} {address}");
        }
        for code in codes {
            for place in ["children", "signals", "referrals"] {
                let page = visitor.get(&format!("/{place}/{code}"));
                assert_eq!(page.looks(), visitor.get("/no-such-place").looks(), "{role} /{place}");
            }
        }
    }
}

fn leads_to_a_record(link: &str) -> bool {
    ["/children", "/signals", "/referrals"].iter().any(|place| link.starts_with(place))
}

#[test]
fn an_investigator_of_another_unit_finds_neither_file_nor_notice() {
    let house = House::new();
    let other = house.visitor("police-cj", Role::Investigator);
    let token = other.token();
    for place in ["", "/add/indicted", "/entries/1/amend"] {
        same(&house, place, house.criminal_file, |code| other.get(&format!("/justice/files/{code}{place}")));
    }
    for place in ["/add/indicted", "/entries/1/amend"] {
        same(&house, place, house.criminal_file, |code| {
            other.post(&format!("/justice/files/{code}{place}"), &[("token", &token)])
        });
    }
    same(&house, "notice", house.notice, |code| other.get(&format!("/justice/notices/{code}")));
    same(&house, "name", house.notice, |code| {
        other.post(&format!("/justice/notices/{code}/name"), &[("token", &token)])
    });
    same(&house, "a file from it", house.notice, |code| {
        other.get(&format!("/justice/files/new?notice={code}"))
    });
}
