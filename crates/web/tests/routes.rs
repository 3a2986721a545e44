//! Every route as every role and as nobody.

use base::PublicCode;
use web::{Guard, Method, Route};

use crate::house::{EVERYBODY, House, SECRETS};
use crate::visitor::{Page, Visitor};

/// A pattern with what is there put in the place of its names.
pub(crate) fn filled(house: &House, route: &Route, code: PublicCode) -> String {
    let file = if route.pattern.starts_with("/assets") { "punte.css" } else { "social.txt" };
    let indicator = route.pattern.starts_with("/indicators");
    let code = if indicator { "2.1".to_owned() } else { code.to_string() };
    route
        .pattern
        .replace("{code}", &code)
        .replace("{topic}", "work")
        .replace(
            "{kind}",
            if route.pattern.starts_with("/justice") { "hearing_held" } else { "service_delivered" },
        )
        .replace("{entry}", &base::EntryId::new(house.clock.now(), house.app().chance()).to_string())
        .replace("{answer}", "started")
        .replace("{number}", "1")
        .replace("{version}", "1")
        .replace("{file}", file)
}

/// The record that a route's code names.
pub(crate) fn subject(house: &House, route: &Route) -> PublicCode {
    match route.pattern.split('/').nth(1) {
        Some("referrals") => house.referral,
        Some("signals") => house.signal,
        Some("reports") => house.report,
        Some("justice") if route.pattern.contains("notices") => house.notice,
        Some("justice") => house.criminal_file,
        _ => house.child,
    }
}

/// Asks with nothing but the session's own token.
fn ask(visitor: &Visitor, method: Method, address: &str, token: &str) -> Page {
    match method {
        Method::Get => visitor.get(address),
        Method::Post => visitor.post(address, &[("token", token)]),
    }
}

#[test]
fn nobody_is_sent_to_sign_in_from_everywhere() {
    let house = House::new();
    let nobody = Visitor::nobody(&house.site);
    let mut staff = 0;
    for route in house.site.routes() {
        let address = filled(&house, route, subject(&house, route));
        let page = ask(&nobody, route.method, &address, "");
        match (route.guard, route.method) {
            (Guard::Public, _) => assert_ne!(page.status, 401, "{address}"),
            (Guard::May(_) | Guard::Halfway, Method::Get) => {
                assert_eq!((page.status, page.header("location")), (303, Some("/sign-in")), "{address}");
            }
            (Guard::May(_) | Guard::Halfway, Method::Post) => assert_eq!(page.status, 401, "{address}"),
        }
        staff += u32::from(matches!(route.guard, Guard::May(_)));
        assert!(SECRETS.iter().all(|secret| !page.text().contains(secret)), "{address}");
    }
    assert!(staff > 40, "the table holds the pages of staff");
    assert_eq!(nobody.get("/no-such-place").status, 303, "what is not there sounds the same");
    assert_eq!(nobody.post("/no-such-place", &[]).status, 401);
}

/// What a role may never do answers exactly as an address that is not there, and costs the same.
#[test]
fn what_is_not_allowed_is_not_there() {
    let house = House::new();
    for (agency, role) in EVERYBODY {
        let who = house.person(agency, role);
        let mut refused = 0;
        for route in house.site.routes() {
            let Guard::May(action) = route.guard else { continue };
            if route.pattern == "/sign-out" {
                continue;
            }
            let visitor = house.visitor(agency, role);
            let token = visitor.token();
            let address = filled(&house, route, subject(&house, route));
            if house.app().may_ever(&who, action) {
                let page = ask(&visitor, route.method, &address, &token);
                let sensible = [200, 303, 404, 409, 422].contains(&page.status);
                assert!(sensible, "{role} {:?} {address}: {}", route.method, page.status);
                continue;
            }
            refused += 1;
            let (page, cost) = house.cost_of(|| ask(&visitor, route.method, &address, &token));
            let (nowhere, least) = house.cost_of(|| ask(&visitor, route.method, "/no-such-place", &token));
            assert_eq!(page.status, 404, "{role} {:?} {address}", route.method);
            assert_eq!(page.looks(), nowhere.looks(), "{role} {address}");
            assert_eq!(cost, least, "{role} {address}: statements and commits");
        }
        assert!(refused > 0, "{role} may not do everything");
    }
}
