//! The search by code and title, and help.

use agencies::Role;

use crate::house::House;
use crate::visitor::{Page, Visitor};

fn find(who: &Visitor, asked: &str) -> Page {
    who.send(&who.get("/"), "/search", &[("q", asked)])
}

#[test]
fn a_search_tells_of_a_record_only_those_who_may_see_it() {
    let house = House::new();
    let (child, unknown) = (house.child.to_string(), house.unknown().to_string());
    let supervisor = house.visitor("dgaspc-dj", Role::Supervisor);
    assert!(find(&supervisor, &child).text().contains(&format!("href=\"/children/{child}\"")));
    assert!(find(&supervisor, &house.signal.to_string()).text().contains("href=\"/signals/"));
    for (agency, role) in
        [("school", Role::Notifier), ("tip-office", Role::TipOfficer), ("podul-alb", Role::ServiceProvider)]
    {
        let visitor = house.visitor(agency, role);
        let home = visitor.get("/");
        let ask = |code: &str| house.cost_of(|| visitor.send(&home, "/search", &[("q", code)]));
        let ((hidden, cost), (nothing, least)) = (ask(&child), ask(&unknown));
        let without = |page: &Page, code: &str| page.text().replace(code, "");
        assert_eq!(without(&hidden, &child), without(&nothing, &unknown), "{role}");
        assert_eq!(cost, least, "{role}: statements and commits");
    }
}

#[test]
fn a_title_is_found_without_accents_and_by_two_letters_at_least() {
    let house = House::new();
    let officer = house.visitor("tip-office", Role::TipOfficer);
    let found = find(&officer, "CASE manager");
    assert!(found.text().contains("href=\"/indicators/2.6\""), "{}", found.text());
    assert!(find(&officer, "agency podul").text().contains("Agency podul-alb"));
    assert!(find(&officer, "report").text().contains("href=\"/help/reports\""));
    assert!(!find(&officer, "signal").text().contains("href=\"/help/"), "not a place of this role");
    assert!(find(&officer, "a").text().contains("empty"), "one letter is no question");
    let romanian = officer.in_language(words::Lang::Ro);
    assert!(find(&romanian, "cersit").text().contains("href=\"/indicators/2.11\""));
}

#[test]
fn each_place_has_help_for_those_who_have_the_place_and_for_nobody_else() {
    let house = House::new();
    let teacher = house.visitor("school", Role::Notifier);
    let page = teacher.get("/signals/sent");
    assert!(page.text().contains("href=\"/help/sent\""), "{}", page.text());
    let help = teacher.get("/help/sent");
    assert_eq!(help.status, 200);
    assert!(help.text().contains("href=\"/signals/sent\""));
    let (hidden, nowhere) = (teacher.get("/help/children"), teacher.get("/help/no-such-place"));
    assert_eq!((hidden.status, hidden.looks()), (404, nowhere.looks()));
    assert!(teacher.get("/help").text().contains("href=\"/help/work\""));
}

/// What a notifier does, from the form to the receipt, and a counsellor's hand-over.
#[test]
fn a_signal_is_sent_and_handed_over_by_forms() {
    let house = House::new();
    let teacher = house.visitor("school", Role::Notifier);
    let form = teacher.get("/signals/new");
    assert!(form.text().contains("id=\"f-to\""), "{}", form.text());
    let said =
        [("source", "school"), ("about", "violence"), ("urgency", "urgent"), ("happened", "2026-01-14")];
    let missing = teacher.send(&form, "/signals/new", &said);
    assert_eq!(missing.status, 422, "nobody to answer it: {}", missing.text());
    let said = [said.as_slice(), &[("to", "dgaspc-dj"), ("note", "Povestea-ei")]].concat();
    let sent = teacher.send(&form, "/signals/new", &said);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let receipt = teacher.get(sent.header("location").unwrap());
    assert!(receipt.text().contains("Agency dgaspc-dj") && !receipt.text().contains("Povestea-ei"));

    let counsellor = house.visitor("line", Role::HelplineCounsellor);
    let form = counsellor.get("/signals/new");
    assert!(!form.text().contains("id=\"f-to\""), "a call is taken in first");
    let taken = counsellor.send(&form, "/signals/new", &said);
    let address = taken.header("location").unwrap().split('?').next().unwrap().to_owned();
    let page = counsellor.get(&address);
    let refused = counsellor.send(&page, &format!("{address}/hand-over"), &[("to", "podul-alb")]);
    assert_eq!(refused.status, 422, "{}", refused.text());
    let handed = counsellor.send(&page, &format!("{address}/hand-over"), &[("to", "dgaspc-dj")]);
    assert_eq!(handed.status, 303, "{}", handed.text());
    assert_eq!(counsellor.get(&address).status, 404, "it is no longer with the line");
    assert_eq!(counsellor.get(handed.header("location").unwrap()).status, 200);
    assert_eq!(house.visitor("dgaspc-dj", Role::CaseManager).get(&address).status, 200);
}
