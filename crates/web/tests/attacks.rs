//! What somebody with bad intentions sends: forms from elsewhere on every route, addresses with tricks, line ends
//! where a header is written, markup where a page repeats what was asked.

use base::PublicCode;
use web::{Guard, Method};
use words::Lang;

use crate::house::{EVERYBODY, House, SECRETS};
use crate::routes::{filled, subject};
use crate::visitor::{Page, Visitor};

/// Ends an attribute, a tag and a line, and begins a script and a header.
const MARKUP: &str = "\"'><script>alert(1)</script>\r\nset-cookie: punte_session=x";

fn says_nothing_secret(page: &Page, what: &str) {
    let text = String::from_utf8_lossy(&page.body);
    assert!(SECRETS.iter().all(|secret| !text.contains(secret)), "{what}");
}

/// No header of an answer holds what could begin another one, and no cookie is set but our own.
fn writes_its_own_headers(page: &Page, what: &str) {
    for (name, value) in &page.headers {
        assert!(value.bytes().all(|byte| (0x20..0x7f).contains(&byte)), "{what}: {name}: {value:?}");
        let own = ["punte_session=", "punte_lang="].iter().any(|cookie| value.starts_with(cookie));
        assert!(*name != "set-cookie" || own, "{what}: {value}");
        let here = value.starts_with('/') && !value.starts_with("//");
        assert!(*name != "location" || here, "{what} leads to {value}");
    }
}

#[test]
fn every_form_of_every_role_needs_its_own_token_and_its_own_site() {
    let house = House::new();
    let mut tried = 0;
    for (agency, role) in EVERYBODY {
        let who = house.person(agency, role);
        let visitor = house.visitor(agency, role);
        let token = visitor.token();
        let of_another = house.visitor(agency, role).token();
        for route in house.site.routes().iter().filter(|route| route.method == Method::Post) {
            let Guard::May(action) = route.guard else { continue };
            if !house.app().may_ever(&who, action) {
                continue;
            }
            let address = filled(&house, route, subject(&house, route));
            let before = house.entries();
            for forged in ["", "0", &of_another] {
                let page = visitor.post(&address, &[("token", forged)]);
                assert_eq!(page.status, 422, "{role} {address} with token {forged:?}");
                says_nothing_secret(&page, &address);
            }
            let elsewhere = [("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")];
            let page = visitor.post_with(&address, &[("token", &token)], &elsewhere);
            assert_eq!(page.status, 409, "{role} {address} from another site");
            says_nothing_secret(&page, &address);
            assert_eq!(house.entries(), before, "{role} {address}: nothing is recorded");
            tried += 1;
        }
    }
    assert!(tried > 40, "only {tried} forms were tried");
}

#[test]
fn addresses_with_tricks_lead_nowhere() {
    let house = House::new();
    let (hidden, own) = (house.child.to_string(), house.visitor("dgaspc-cj", agencies::Role::CaseManager));
    let nowhere = own.get("/no-such-place");
    assert_eq!(nowhere.status, 404);
    let mut tricks = vec![
        format!("/children/{hidden}"),
        format!("/children//{hidden}"),
        format!("//children/{hidden}"),
        format!("/children/{hidden}/"),
        format!("/children/{hidden}%00"),
        format!("/children/{hidden}%2f"),
        format!("/children/./{hidden}"),
        format!("/signals/../children/{hidden}"),
        format!("/%63hildren/{hidden}"),
        format!("/CHILDREN/{hidden}"),
        format!("/children/{hidden};a=b"),
        format!("/children/{}", "x".repeat(100_000)),
        "/children/..".to_owned(),
        "/children/%2e%2e/trust".to_owned(),
        "/children/\u{0}".to_owned(),
        "/children/' OR 1=1 --".to_owned(),
    ];
    let files = ["root.key", "..%2f..%2froot.key", "../../root.key", "keys.db", "....//root.key"];
    tricks.extend(files.iter().flat_map(|file| {
        ["/assets/1", "/trust/checkpoints", "/assets/../..", ""].map(|folder| format!("{folder}/{file}"))
    }));
    for trick in tricks {
        let page = own.get(&trick);
        assert_eq!((page.status, page.text()), (404, nowhere.text()), "{trick:.80}");
        let page = Visitor::nobody(&house.site).get(&trick);
        assert!([303, 404].contains(&page.status), "{trick:.80}: {}", page.status);
        says_nothing_secret(&page, &trick);
    }
}

#[test]
fn nobody_writes_into_a_header() {
    let house = House::new();
    let nobody = Visitor::nobody(&house.site);
    for back in
        [MARKUP, "/\r\nset-cookie: a=b", "/%0d%0aset-cookie: a=b", "//elsewhere.example", "/\\elsewhere"]
    {
        for fields in [
            vec![("to", "ro"), ("back", back)],
            vec![("to", back), ("back", "/")],
            vec![("to", back), ("back", back)],
        ] {
            writes_its_own_headers(&nobody.post("/language", &fields), back);
        }
        let login = nobody.post("/sign-in", &[("login", back), ("password", back), ("person", back)]);
        assert_ne!(login.status, 303);
        writes_its_own_headers(&login, back);
        let cookie = format!("punte_session={back}; punte_lang={back}");
        let page = Visitor::nobody(&house.site).with_cookie(&cookie).get("/");
        assert_eq!((page.status, page.header("location")), (303, Some("/sign-in")));
        writes_its_own_headers(&page, back);
    }
}

#[test]
fn what_was_asked_is_repeated_as_text_alone() {
    let house = House::new();
    let nobody = PublicCode::new(&base::Randomness::seeded(99));
    let names = [
        "status", "county", "sort", "after", "from", "until", "q", "period", "as_of", "by", "code", "link",
        "cell", "name", "closed", "state", "agency", "view", "format", "person", "kind",
    ];
    let mut tried = 0;
    for (agency, role) in EVERYBODY {
        let who = house.person(agency, role);
        let visitor = house.visitor(agency, role).in_language(Lang::En);
        for route in house.site.routes().iter().filter(|route| route.method == Method::Get) {
            let asked = match route.guard {
                Guard::May(action) => house.app().may_ever(&who, action),
                Guard::Public | Guard::Halfway => true,
            };
            if !asked {
                continue;
            }
            for code in [subject(&house, route), nobody] {
                let mut query = form_urlencoded::Serializer::new(String::new());
                query.extend_pairs(names.map(|name| (name, MARKUP)));
                let address = format!("{}?{}", filled(&house, route, code), query.finish());
                let page = visitor.get(&address);
                let text = String::from_utf8_lossy(&page.body);
                assert!(!text.contains("<script>alert") && !text.contains("\"'>"), "{role} {address}");
                assert_ne!(page.status, 500, "{role} {address}");
                writes_its_own_headers(&page, &address);
                tried += 1;
            }
        }
    }
    assert!(tried > 200, "only {tried} pages were asked");
}

#[test]
fn a_session_made_up_before_signing_in_is_not_the_one_after() {
    let house = House::new();
    let planted = "punte_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let victim = Visitor::nobody(&house.site).with_cookie(planted);
    let person = house.person_id("dgaspc-dj", agencies::Role::CaseManager);
    let code = house.app().person_code(person).unwrap().to_string();
    let entered = victim.post("/sign-in", &[("person", &code)]);
    let cookie = entered.header("set-cookie").unwrap();
    assert!(!cookie.starts_with(planted), "{cookie}");
    for kept in ["; HttpOnly", "; SameSite=Strict", "; Path=/"] {
        assert!(cookie.contains(kept), "{cookie}");
    }
    let thief = Visitor::nobody(&house.site).with_cookie(planted);
    assert_eq!(thief.get("/").status, 303, "what the thief planted opens nothing");
    // And each time another one: what was seen once is not what comes next.
    let again = victim.post("/sign-in", &[("person", &code)]);
    assert_ne!(again.header("set-cookie"), Some(cookie));
}
