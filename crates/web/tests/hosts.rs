//! By which names the site answers, and in which language to whom it does not know.

use web::{Method, Request, Site, SiteConfig};
use words::Lang;

use crate::house::{House, SECRETS};

fn request(headers: &[(&str, &str)]) -> Request {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Request::new(Method::Get, "/sign-in", "", headers, Vec::new())
}

fn status(site: &Site, hosts: &[&str]) -> u16 {
    let headers: Vec<(&str, &str)> = hosts.iter().map(|host| ("host", *host)).collect();
    site.answer(&request(&headers)).status
}

#[test]
fn a_name_of_somebody_else_s_is_not_answered_with_a_page() {
    let house = House::new();
    for own in ["127.0.0.1:8700", "[::1]:8700", "localhost", "punte.test", "PUNTE.test:443"] {
        assert_eq!(status(&house.site, &[own]), 200, "{own}");
    }
    for other in ["elsewhere.example", "elsewhere.example:8700", "127.0.0.1.elsewhere.example", ""] {
        assert_eq!(status(&house.site, &[other]), 421, "{other}");
    }
    assert_eq!(status(&house.site, &["localhost", "elsewhere.example"]), 421, "each name counts");
    // A request from a network always names one: `serve` sees to that.
    assert_eq!(status(&house.site, &[]), 200);
}

#[test]
fn a_signed_in_browser_gets_nothing_under_another_name_either() {
    let house = House::new();
    let token = house.app().sign_in_as(house.person_id("dgaspc-dj", agencies::Role::CaseManager)).unwrap();
    let cookie = format!("punte_session={token}");
    let ask = |host: &str| {
        let headers = [("host", host), ("cookie", cookie.as_str())];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        house.site.answer(&Request::new(Method::Get, "/", "", headers, Vec::new()))
    };
    assert_eq!(ask("localhost").status, 200);
    let refused = ask("elsewhere.example");
    let said = String::from_utf8(refused.body).unwrap();
    assert_eq!(refused.status, 421);
    assert!(said.lines().count() == 2 && !said.contains('<') && !said.contains("elsewhere"), "{said}");
    assert!(SECRETS.iter().all(|secret| !said.contains(secret)));
    let has = |name: &str| refused.headers.iter().any(|(known, _)| *known == name);
    assert!(has("content-security-policy") && has("x-content-type-options") && has("cache-control"));
}

#[test]
fn without_a_public_address_only_this_machine_is_answered() {
    let house = House::new();
    let site = Site::new(house.app().clone(), house.words.clone(), SiteConfig::default());
    assert_eq!(status(&site, &["127.0.0.1:8700"]), 200);
    assert_eq!(status(&site, &["punte.test"]), 421);
}

#[test]
fn the_browser_s_first_language_is_spoken_by_weight() {
    let house = House::new();
    let lang = |accepted: &str| {
        let page = house.site.answer(&request(&[("accept-language", accepted)]));
        let text = String::from_utf8(page.body).unwrap();
        Lang::ALL.into_iter().find(|lang| text.contains(&format!("<html lang=\"{}\"", lang.code())))
    };
    assert_eq!(lang("en;q=0.4, ro;q=0.9"), Some(Lang::Ro));
    assert_eq!(lang("ro;q=0.4, en;q=0.9"), Some(Lang::En));
    assert_eq!(lang("de, fr;q=0.5"), Some(Lang::Ro));
    assert_eq!(lang("entirely-wrong, RO;q=0, en"), Some(Lang::En));
}

#[test]
fn behind_tls_browsers_are_told_to_come_over_it_alone() {
    let house = House::new();
    let site = |secure_cookies| {
        let config =
            SiteConfig { secure_cookies, public_host: Some("punte.test".into()), ..Default::default() };
        Site::new(house.app().clone(), house.words.clone(), config)
    };
    let strict = |site: &Site| {
        let answer = site.answer(&request(&[("host", "punte.test")]));
        answer.headers.iter().any(|(name, _)| *name == "strict-transport-security")
    };
    assert_eq!((strict(&site(true)), strict(&site(false))), (true, false));
}
