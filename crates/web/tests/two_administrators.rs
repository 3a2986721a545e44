//! What takes two administrators, through the pages.

use agencies::{DirectoryEvent, Role};
use base::{Happened, PersonId};

use crate::house::House;
use crate::visitor::Visitor;

/// The house's administrator, and a second one.
fn two(house: &House) -> (Visitor, Visitor) {
    let person = house.person_id("anitp", Role::VictimAssistanceOfficer);
    let granted =
        DirectoryEvent::RoleGranted { person, role: Role::Administrator, accredited: false, until: None };
    let happened = Happened::at(house.clock.now(), &house.app().zone().unwrap());
    house.app().record_directory(PersonId::NIL, house.command(), happened, granted).unwrap();
    let first = house.visitor("secretariat", Role::Administrator);
    (first, house.visitor("anitp", Role::VictimAssistanceOfficer))
}

#[test]
fn a_role_is_proposed_by_one_agreed_to_by_another_and_ended() {
    let house = House::new();
    let (first, second) = two(&house);
    let manager = house.person_id("dgaspc-cj", Role::CaseManager);
    let here = format!("/admin/people/{}", house.app().person_code(manager).unwrap());
    let grant = format!("{here}/grant");
    let sent = first.send(&first.get(&grant), &grant, &[("role", "supervisor"), ("until", "2026-02-01")]);
    assert_eq!(sent.header("location"), Some("/admin?recorded=role_proposed"), "{}", sent.text());
    let waits = first.get("/admin");
    assert!(waits.text().contains("id=\"waiting\"") && waits.links().contains(&here), "{}", waits.text());
    let own = first.get(&here);
    assert!(own.text().contains("Another administrator has to agree"), "{}", own.text());
    let fields = own.hidden_fields(&format!("{here}/withdraw"));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let alone = first.post(&format!("{here}/agree"), &fields);
    assert_eq!(alone.status, 409, "who proposed cannot agree: {}", alone.text());
    let page = second.get(&here);
    let agreed = second.send(&page, &format!("{here}/agree"), &[]);
    assert_eq!(agreed.status, 303, "{}", agreed.text());
    let page = second.get("/admin");
    assert!(page.text().contains("id=\"ending\""), "it ends within thirty days: {}", page.text());
    assert!(!page.text().contains("id=\"waiting\""));
    // Withdrawn, another is no more.
    first.send(&first.get(&grant), &grant, &[("role", "auditor")]);
    let page = second.get(&here);
    assert_eq!(second.send(&page, &format!("{here}/withdraw"), &[]).status, 303);
    let late = second.send(&page, &format!("{here}/agree"), &[]);
    assert_eq!(late.status, 409, "{}", late.text());
    assert_eq!(house.words.missing(), Vec::<String>::new());
}

#[test]
fn people_move_and_leave_and_agencies_close_on_the_page() {
    let house = House::new();
    let (first, _) = two(&house);
    let manager = house.person_id("dgaspc-cj", Role::CaseManager);
    let here = format!("/admin/people/{}", house.app().person_code(manager).unwrap());
    let open = house.visitor("dgaspc-cj", Role::CaseManager);
    let ended = first.send(&first.get(&here), &format!("{here}/sessions/end"), &[]);
    assert_eq!(ended.status, 303, "{}", ended.text());
    assert_eq!(open.get("/children").header("location"), Some("/sign-in"));
    let to = format!("{here}/move");
    assert_eq!(first.send(&first.get(&to), &to, &[("agency", "dgaspc-cj")]).status, 409);
    let moved = first.send(&first.get(&to), &to, &[("agency", "dgaspc-dj")]);
    assert_eq!(moved.header("location"), Some("/admin?recorded=person_moved"), "{}", moved.text());
    assert!(first.get(&here).text().contains("No role."));
    let left = first.send(&first.get(&here), &format!("{here}/leave"), &[]);
    assert_eq!(left.status, 303, "{}", left.text());
    assert!(!first.get(&here).text().contains(&format!("action=\"{here}/leave\"")));
    let close = "/admin/agencies/dgaspc-cj/close";
    assert_eq!(first.send(&first.get(close), close, &[("successor", "nowhere")]).status, 422);
    let closed = first.send(&first.get(close), close, &[("successor", "dgaspc-dj")]);
    assert_eq!(closed.header("location"), Some("/admin?recorded=agency_closed"), "{}", closed.text());
    assert_eq!(first.send(&first.get(close), close, &[]).status, 409);
    assert_eq!(house.words.missing(), Vec::<String>::new());
}
