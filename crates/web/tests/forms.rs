//! Forms that are forged, stale, repeated or too much; sessions that are over.

use agencies::Role;

use crate::house::House;
use crate::visitor::Visitor;

/// The form that records a service on the child of the house.
fn service_form(house: &House) -> String {
    format!("/children/{}/add/service_delivered", house.child)
}

#[test]
fn a_form_without_its_token_is_refused_and_nothing_is_recorded() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let action = service_form(&house);
    let form = manager.get(&action).hidden_fields(&action);
    let before = house.entries();
    let others = house.visitor("dgaspc-dj", Role::CaseManager).token();
    for token in [None, Some(String::new()), Some("0".repeat(64)), Some(others)] {
        let mut fields: Vec<(&str, &str)> =
            form.iter().filter(|(name, _)| name != "token").map(|(n, v)| (n.as_str(), v.as_str())).collect();
        if let Some(token) = &token {
            fields.push(("token", token));
        }
        fields.extend([("unit", "77"), ("happened", "2026-01-15")]);
        let page = manager.post(&action, &fields);
        assert_eq!(page.status, 422, "{token:?}");
        assert!(page.text().contains("This form is out of date"), "{token:?}: {}", page.text());
    }
    assert_eq!(house.entries(), before);
}

#[test]
fn a_form_from_another_site_is_refused() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let token = manager.token();
    let action = format!("/children/{}/name", house.child);
    let before = house.entries();
    for headers in [
        [("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")],
        [("origin", "https://elsewhere.example"), ("accept", "text/html")],
        [("origin", "null"), ("accept", "text/html")],
        [("origin", "http://punte.test"), ("sec-fetch-site", "same-site")],
        [("accept", "text/html"), ("sec-fetch-site", "cross-site")],
    ] {
        let page = manager.post_with(&action, &[("token", &token)], &headers);
        assert_eq!(page.status, 409, "{headers:?}");
        assert!(!page.text().contains("Zăpezilor"), "{headers:?}");
    }
    let sign_in =
        Visitor::nobody(&house.site).post_with("/sign-in", &[("login", "a")], &[("origin", "http://other")]);
    assert_eq!(sign_in.status, 409, "signing somebody in from elsewhere is refused too");
    assert_eq!(house.entries(), before);
    let own = [("origin", "http://punte.test"), ("sec-fetch-site", "same-origin")];
    let page = manager.post_with(&action, &[("token", &token)], &own);
    assert!(page.text().contains("Zăpezilor"));
}

#[test]
fn a_form_sent_twice_is_recorded_once() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let action = service_form(&house);
    let page = manager.get(&action);
    let fields = [("unit", "77"), ("happened", "2026-01-15"), ("minutes", "45")];
    let before = house.entries();
    let first = manager.send(&page, &action, &fields);
    assert_eq!(first.status, 303, "{}", first.text());
    assert_eq!(house.entries(), before + 1);
    let again = manager.send(&page, &action, &fields);
    assert_eq!((again.status, again.header("location")), (303, first.header("location")));
    assert_eq!(house.entries(), before + 1, "the same form is the same entry");
    let other =
        manager.send(&page, &action, &[("unit", "77"), ("happened", "2026-01-15"), ("minutes", "50")]);
    assert_eq!(other.status, 409, "another content under the same command: {}", other.text());
    assert_eq!(house.entries(), before + 1);
}

#[test]
fn of_two_people_at_once_neither_loses_what_still_holds() {
    let house = House::new();
    let (one, other) =
        (house.visitor("dgaspc-dj", Role::CaseManager), house.visitor("dgaspc-dj", Role::CaseManager));
    let action = service_form(&house);
    let service = [("unit", "77"), ("happened", "2026-01-15")];
    let (early, late) = (one.get(&action), one.get(&action));
    assert_eq!(other.send(&other.get(&action), &action, &service).status, 303);
    let sent = one.send(&early, &action, &service);
    assert_eq!(sent.status, 303, "what still holds is recorded: {}", sent.text());
    let close = format!("/children/{}/add/case_closed", house.child);
    let reason = house.app().pack().unwrap().list("closing_reason").items()[0].code.to_string();
    let form = other.get(&close);
    assert!(form.text().contains("A service is still running."), "{}", form.text());
    let closed = other.send(&form, &close, &[("reason", &reason), ("happened", "2026-01-15")]);
    assert_eq!(closed.status, 303, "{}", closed.text());
    let before = house.entries();
    house.later(60 * 24);
    let one = house.visitor("dgaspc-dj", Role::CaseManager);
    let fields = late.hidden_fields(&action);
    let token = one.token();
    let fields = fields.iter().map(|(name, value)| match name.as_str() {
        "token" => ("token", token.as_str()),
        name => (name, value.as_str()),
    });
    let all: Vec<(&str, &str)> = fields.chain([("unit", "77"), ("happened", "2026-01-16")]).collect();
    let refused = one.post(&action, &all);
    assert_eq!(refused.status, 409, "the case is closed by then: {}", refused.text());
    assert!(refused.text().contains("id=\"errors\""));
    let (_, meanwhile) = refused.text().split_once("Somebody else recorded something meanwhile").unwrap();
    let (meanwhile, _) = meanwhile.split_once("</ul>").unwrap();
    assert!(meanwhile.contains("Case closed"), "{meanwhile}");
    assert!(!meanwhile.contains("Case opened"), "only what is new: {meanwhile}");
    assert_eq!(house.entries(), before);
}

#[test]
fn a_form_without_a_sound_command_or_version_is_stale() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let (action, token) = (service_form(&house), manager.token());
    let before = house.entries();
    let command = house.command().to_string();
    for (command, seen) in [("", "3"), ("no-command", "3"), (command.as_str(), ""), (command.as_str(), "-1")]
    {
        let fields = [
            ("token", token.as_str()),
            ("command", command),
            ("seen", seen),
            ("unit", "77"),
            ("happened", "2026-01-15"),
        ];
        let page = manager.post(&action, &fields);
        assert_eq!(page.status, 422, "{command} {seen}");
        assert!(page.text().contains("This form is out of date"), "{}", page.text());
    }
    assert_eq!(house.entries(), before);
}

#[test]
fn text_that_is_too_long_or_turns_its_direction_is_refused_beside_its_field() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let action = service_form(&house);
    let before = house.entries();
    let long = "a".repeat(20_000);
    for note in [long.as_str(), "evil \u{202e}txt.exe", "isolate \u{2066}x", "bell \u{7}", "null \u{0}"] {
        let page = manager.get(&action);
        let sent =
            manager.send(&page, &action, &[("unit", "77"), ("happened", "2026-01-15"), ("note", note)]);
        assert_eq!(sent.status, 422, "{:?}", note.chars().take(12).collect::<String>());
        assert!(sent.text().contains("e-note"), "the field says what is wrong: {}", sent.text());
    }
    let administrator = house.visitor("secretariat", Role::Administrator);
    let action = "/admin/people/new";
    for name in ["n\u{202e}ame", &"n".repeat(300)] {
        let page = administrator.get(action);
        let fields = [("name", name), ("agency", "audit"), ("role", "auditor")];
        let sent = administrator.send(&page, action, &fields);
        assert_eq!(sent.status, 422);
        assert!(sent.text().contains("e-name"), "{}", sent.text());
    }
    assert_eq!(house.entries(), before);
}

#[test]
fn what_a_field_says_is_never_markup() {
    let house = House::new();
    let administrator = house.visitor("secretariat", Role::Administrator);
    let page = administrator.get("/admin/people/new");
    let name = "<script>alert(1)</script>\"'&";
    let fields = [("name", name), ("agency", "audit"), ("role", "auditor")];
    assert_eq!(administrator.send(&page, "/admin/people/new", &fields).status, 303);
    let page = administrator.get("/admin?q=script");
    assert!(!page.text().contains("<script>alert"), "{}", page.text());
    assert!(page.text().contains("alert(1)"));
    let searched = administrator.get("/admin?q=%22%3E%3Cb%3E");
    assert!(!searched.text().contains("\"><b>"));
}

#[test]
fn sessions_end_and_cookies_are_not_forged() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    assert_eq!(manager.get("/").status, 200);
    house.later(29);
    assert_eq!(manager.get("/").status, 200, "used within half an hour");
    house.later(31);
    let page = manager.get("/");
    assert_eq!((page.status, page.header("location")), (303, Some("/sign-in")), "a session not used is over");
    let token = manager.post("/children/names", &[("token", "x")]);
    assert_eq!(token.status, 401);
    for cookie in ["punte_session=", "punte_session=x", &format!("punte_session={}", "A".repeat(43))] {
        let forged = Visitor::nobody(&house.site).with_cookie(cookie);
        assert_eq!(forged.get("/children").status, 303, "{cookie}");
    }
    let leaving = house.visitor("dgaspc-dj", Role::CaseManager);
    let left = leaving.send(&leaving.get("/"), "/sign-out", &[]);
    assert_eq!((left.status, left.header("location")), (303, Some("/sign-in")));
    assert_eq!(leaving.get("/").status, 303, "the cookie alone is worth nothing afterwards");
}

#[test]
fn a_role_that_ended_is_gone_from_an_open_session() {
    let house = House::new();
    let manager = house.visitor("dgaspc-cj", Role::CaseManager);
    assert_eq!(manager.get("/children").status, 200);
    let administrator = house.visitor("secretariat", Role::Administrator);
    let page = administrator.get("/admin?q=case_manager%20of%20dgaspc-cj");
    let end = page.links().into_iter().find(|link| link.ends_with("/end")).unwrap();
    let ended = administrator.send(&administrator.get(&end), &end, &[("role", "case_manager")]);
    assert_eq!(ended.header("location"), Some("/admin?recorded=role_ended"), "{}", ended.text());
    assert_eq!(manager.get("/children").status, 303, "without any role the session is over");
    let grant = end.replace("/end", "/grant");
    let form = administrator.get(&grant);
    let granted = administrator.send(&form, &grant, &[("role", "service_provider"), ("until", "2026-12-31")]);
    assert_eq!(granted.status, 303, "{}", granted.text());
    let refused = administrator.send(&form, &grant, &[("role", "auditor"), ("accredited", "yes")]);
    assert_eq!(refused.status, 409, "the form was sent before with another content: {}", refused.text());
    let fresh = administrator.get(&grant);
    let refused = administrator.send(&fresh, &grant, &[("role", "auditor"), ("accredited", "yes")]);
    assert_eq!(refused.status, 409, "only an officer of monitoring is accredited: {}", refused.text());
}

#[test]
fn an_agency_and_a_person_are_added_and_found() {
    let house = House::new();
    let administrator = house.visitor("secretariat", Role::Administrator);
    let action = "/admin/agencies/new";
    let fields = [("name", "Casa Nouă"), ("code", "casa-noua"), ("kind", "ngo"), ("county", "vs")];
    let added = administrator.send(&administrator.get(action), action, &fields);
    assert_eq!(added.header("location"), Some("/admin?recorded=agency_opened"), "{}", added.text());
    let twice = administrator.send(&administrator.get(action), action, &fields);
    assert_eq!(twice.status, 409, "one code, one agency: {}", twice.text());
    let action = "/admin/people/new";
    let fields =
        [("name", "Ștefan Știrbu"), ("agency", "casa-noua"), ("role", "service_provider"), ("until", "")];
    let added = administrator.send(&administrator.get(action), action, &fields);
    assert_eq!(added.status, 303, "{}", added.text());
    let found = administrator.get("/admin?q=stirbu");
    assert!(found.text().contains("Ștefan Știrbu") && found.text().contains("Casa Nouă"), "{}", found.text());
}
