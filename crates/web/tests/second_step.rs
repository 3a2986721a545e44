//! Signing in with two factors through the pages, and what attackers try there.

use agencies::Role;
use vault::{TotpSecret, totp};
use words::Lang;

use crate::house::House;
use crate::visitor::{Page, Visitor};

const PASSWORD: &str = "podul de lemn vechi";

fn cookie_of(page: &Page) -> String {
    let set = page.header("set-cookie").unwrap_or_else(|| panic!("no cookie: {}", page.text()));
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict"), "{set}");
    set.split(';').next().unwrap().to_owned()
}

/// A browser that has sent a right password.
fn with_password(house: &House, login: &str) -> Visitor {
    let nobody = Visitor::nobody(&house.site);
    let entered = nobody.post("/sign-in", &[("login", login), ("password", PASSWORD)]);
    assert_eq!((entered.status, entered.header("location")), (303, Some("/")), "{}", entered.text());
    Visitor::nobody(&house.site).with_cookie(&cookie_of(&entered))
}

fn invited(house: &House, agency: &str, role: Role, login: &str) {
    let app = house.app();
    let link = app.invite(house.person_id(agency, role), login).unwrap();
    app.set_password(&link, PASSWORD).unwrap();
}

/// The key that the page shows for whoever types it.
fn secret_on(page: &Page) -> TotpSecret {
    let text = page.text().split("class=\"secret-text\"").nth(1).unwrap();
    let text = text.split('>').nth(1).unwrap().split('<').next().unwrap();
    let letters: String = text.chars().filter(|letter| *letter != ' ').collect();
    TotpSecret::from_slice(&data_encoding::BASE32_NOPAD.decode(letters.as_bytes()).unwrap()).unwrap()
}

fn code_now(house: &House, secret: &TotpSecret) -> String {
    totp::code(secret, totp::step(house.clock.now())).to_string()
}

/// Sets up an app through the pages.
fn enrolled(house: &House, agency: &str, role: Role, login: &str) -> (TotpSecret, Visitor, String) {
    invited(house, agency, role, login);
    let halfway = with_password(house, login);
    let page = halfway.get("/sign-in/enrol");
    assert_eq!(page.status, 200, "{}", page.text());
    let secret = secret_on(&page);
    let shown = halfway.send(&page, "/sign-in/enrol", &[("code", &code_now(house, &secret))]);
    assert_eq!(shown.status, 200, "{}", shown.text());
    let code = shown.text().split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    (secret, Visitor::nobody(&house.site).with_cookie(&cookie_of(&shown)), code)
}

#[test]
fn a_password_alone_leads_to_the_second_step_from_everywhere() {
    let house = House::new();
    invited(&house, "dgaspc-dj", Role::CaseManager, "a.pop");
    let halfway = with_password(&house, "a.pop");
    let child = format!("/children/{}", house.child);
    for address in ["/", "/children", &child, "/account", "/no-such-place", "/sign-in/code"] {
        let page = halfway.get(address);
        assert_eq!((page.status, page.header("location")), (303, Some("/sign-in/enrol")), "{address}");
    }
    let page = halfway.get("/sign-in/enrol");
    let token = page.hidden_fields("/sign-in/enrol").into_iter().find(|(name, _)| name == "token").unwrap().1;
    for address in ["/children/search", &format!("{child}/name"), "/account/app", "/no-such-place"] {
        assert_eq!(halfway.post(address, &[("token", &token)]).status, 401, "{address}");
    }
    let (secret, inside, _) = enrolled(&house, "audit", Role::Auditor, "o.dit");
    assert_eq!(inside.get("/trust").status, 200);
    assert_eq!(inside.get("/sign-in/enrol").header("location"), Some("/"), "nothing is owed any more");
    house.later(1);
    let halfway = with_password(&house, "o.dit");
    assert_eq!(halfway.get("/trust").header("location"), Some("/sign-in/code"));
    let page = halfway.get("/sign-in/code");
    let entered = halfway.send(&page, "/sign-in/code", &[("code", &code_now(&house, &secret))]);
    assert_eq!((entered.status, entered.header("location")), (303, Some("/")), "{}", entered.text());
}

/// A token that somebody laid into a browser, or saw before a step, opens nothing after it.
#[test]
fn every_step_of_signing_in_begins_a_new_session() {
    let house = House::new();
    let (secret, _, recovery) = enrolled(&house, "dgaspc-dj", Role::CaseManager, "a.pop");
    house.later(1);
    let planted = "punte_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let victim = Visitor::nobody(&house.site).with_cookie(planted);
    let entered = victim.post("/sign-in", &[("login", "a.pop"), ("password", PASSWORD)]);
    let first = cookie_of(&entered);
    assert_ne!(first, planted, "what the browser brought is not taken over");
    assert_eq!(victim.get("/").header("location"), Some("/sign-in"), "and opens nothing");
    let halfway = Visitor::nobody(&house.site).with_cookie(&first);
    let page = halfway.get("/sign-in/code");
    let entered = halfway.send(&page, "/sign-in/code", &[("code", &code_now(&house, &secret))]);
    let second = cookie_of(&entered);
    assert_ne!(first, second);
    assert_eq!(halfway.get("/").header("location"), Some("/sign-in"), "the session between has ended");
    assert_eq!(Visitor::nobody(&house.site).with_cookie(&second).get("/children").status, 200);
    // A code that was seen, sent again by somebody with the password.
    let thief = with_password(&house, "a.pop");
    let page = thief.get("/sign-in/code");
    let refused = thief.send(&page, "/sign-in/code", &[("code", &code_now(&house, &secret))]);
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(refused.header("set-cookie").is_none());
    let entered = thief.send(&page, "/sign-in/code", &[("code", &recovery)]);
    assert_eq!(entered.status, 303, "a recovery code: {}", entered.text());
}

#[test]
fn codes_sent_to_the_page_run_out() {
    let house = House::new();
    let (secret, ..) = enrolled(&house, "dgaspc-dj", Role::CaseManager, "a.pop");
    house.later(60);
    let halfway = with_password(&house, "a.pop");
    let page = halfway.get("/sign-in/code");
    let send = |code: &str| halfway.send(&page, "/sign-in/code", &[("code", code)]).status;
    let answers: Vec<u16> = (0..7).map(|_| send("12345")).collect();
    assert_eq!(answers, [409, 409, 409, 409, 409, 429, 429]);
    assert_eq!(send(&code_now(&house, &secret)), 429, "the right one comes too late");
    house.later(16);
    let halfway = with_password(&house, "a.pop");
    let page = halfway.get("/sign-in/code");
    assert_eq!(halfway.send(&page, "/sign-in/code", &[("code", &code_now(&house, &secret))]).status, 303);
}

/// A page elsewhere that makes somebody's browser send our forms has no token of the session.
#[test]
fn forms_of_the_account_are_taken_from_our_own_pages_alone() {
    let house = House::new();
    let (secret, inside, _) = enrolled(&house, "dgaspc-dj", Role::CaseManager, "a.pop");
    house.later(1);
    let halfway = with_password(&house, "a.pop");
    let code = code_now(&house, &secret);
    let other = house.visitor("dgaspc-cj", Role::CaseManager).token();
    for (visitor, address) in [
        (&halfway, "/sign-in/code"),
        (&inside, "/account/factor"),
        (&inside, "/account/app"),
        (&inside, "/account/codes"),
        (&inside, "/account/password"),
        (&inside, "/account/sessions/end"),
        (&inside, "/account/sessions/end-others"),
    ] {
        let fields =
            [("code", code.as_str()), ("factor_code", &code), ("sealed", "x"), ("present", PASSWORD)];
        assert_eq!(visitor.post(address, &fields).status, 422, "{address} without a token");
        let stolen = [("token", other.as_str()), ("code", &code), ("factor_code", &code)];
        assert_eq!(visitor.post(address, &stolen).status, 422, "{address} with another session's");
        let elsewhere = visitor.post_with(address, &fields, &[("sec-fetch-site", "cross-site")]);
        assert_eq!(elsewhere.status, 409, "{address} from elsewhere");
    }
    let page = halfway.get("/sign-in/code");
    let entered = halfway.send(&page, "/sign-in/code", &[("code", &code)]);
    assert_eq!(entered.status, 303, "none of those tries was counted or used the code: {}", entered.text());
}

#[test]
fn the_account_shows_what_there_is_and_takes_a_code() {
    let house = House::new();
    let (secret, inside, _) = enrolled(&house, "dgaspc-dj", Role::CaseManager, "a.pop");
    for lang in Lang::ALL {
        let inside = Visitor::nobody(&house.site).with_cookie(inside.cookie()).in_language(lang);
        let page = inside.get("/account");
        assert!(page.text().contains("a.pop") && page.text().contains("10"), "{}", page.text());
        assert!(!page.text().contains("factor_code"), "the factor was shown just now");
    }
    house.later(6);
    let page = inside.get("/account");
    assert!(page.text().contains("factor_code"));
    let refused = inside.send(&page, "/account/codes", &[]);
    assert_eq!(refused.status, 409, "{}", refused.text());
    let made = inside.send(&page, "/account/codes", &[("factor_code", &code_now(&house, &secret))]);
    assert_eq!((made.status, made.text().matches("<code>").count()), (200, 10), "{}", made.text());
    assert!(!inside.get("/account").text().contains("factor_code"), "and the session remembers it");
    let app = inside.get("/account/app");
    let another = secret_on(&app);
    let wrong = inside.send(&app, "/account/app", &[("code", "1")]);
    assert_eq!(wrong.status, 409);
    assert_eq!(secret_on(&wrong).text(), another.text(), "a slip does not change the secret");
    let changed = inside.send(&wrong, "/account/app", &[("code", &code_now(&house, &another))]);
    assert_eq!(changed.status, 200, "{}", changed.text());
    assert_eq!(inside.get("/account").status, 303, "the session of before has ended");
    let inside = Visitor::nobody(&house.site).with_cookie(&cookie_of(&changed));
    let page = inside.get("/account");
    let fields = [("present", PASSWORD), ("password", "alta punte de piatra"), ("again", "alta punte")];
    assert_eq!(inside.send(&page, "/account/password", &fields).status, 422);
    let fields =
        [("present", PASSWORD), ("password", "alta punte de piatra"), ("again", "alta punte de piatra")];
    let done = inside.send(&page, "/account/password", &fields);
    assert_eq!(done.header("location"), Some("/account?recorded=password_changed"), "{}", done.text());
    assert_eq!(house.words.missing(), Vec::<String>::new());
}
