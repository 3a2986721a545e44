//! Whatever a network brings, as a request: answered, and never with a fault.

use agencies::Role;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use web::{Method, Request};

use crate::house::House;
use crate::routes::{filled, subject};

/// Paths, queries and values: what routes are made of, and anything else.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z/{}0-9-]{0,20}",
        "(%[0-9a-f]{2}|[&=;+?#a-z]){0,20}",
        ".{0,30}",
        Just("9".repeat(400)),
        Just("-1".to_owned()),
        Just("2026-02-30".to_owned()),
    ]
}

#[test]
fn any_request_is_answered_and_never_with_a_fault() {
    let house = House::new();
    let administrator = house.visitor("secretariat", Role::Administrator);
    let token = administrator.token();
    let sessions: Vec<String> = [("dgaspc-dj", Role::CaseManager), ("secretariat", Role::MeOfficer)]
        .map(|(agency, role)| house.app().sign_in_as(house.person_id(agency, role)).unwrap())
        .into();
    let fields =
        ["happened", "unit", "minutes", "agency", "to", "q", "period", "by", "after", "code", "version"];
    let known: Vec<String> =
        house.site.routes().iter().map(|route| filled(&house, route, subject(&house, route))).collect();
    let request = (
        prop_oneof![3 => any::<prop::sample::Index>().prop_map(Some), 1 => Just(None)],
        any::<bool>(),
        piece(),
        proptest::collection::vec((any::<prop::sample::Index>(), piece()), 0..6),
        proptest::collection::vec(any::<u8>(), 0..40),
        any::<prop::sample::Index>(),
    );
    let mut runner = TestRunner::new(ProptestConfig { cases: 400, ..ProptestConfig::default() });
    let run = runner.run(&request, |(place, posts, path, pairs, bytes, session)| {
        let path = place.map_or(path, |place| known[place.index(known.len())].clone());
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("token", &token);
        query.extend_pairs(pairs.iter().map(|(name, value)| (fields[name.index(fields.len())], value)));
        let query = query.finish();
        let body = [query.as_bytes(), b"&", &bytes].concat();
        let cookie = format!("punte_session={}; punte_lang={}", sessions[session.index(2)], pairs.len());
        let headers = [("cookie", cookie.as_str()), ("host", "punte.test"), ("accept-language", &query)];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let method = if posts { Method::Post } else { Method::Get };
        let answer = house.site.answer(&Request::new(method, &path, &query, headers, body));
        prop_assert!(answer.status < 500, "{} {} {}", path, query, answer.status);
        Ok(())
    });
    run.unwrap();
}
