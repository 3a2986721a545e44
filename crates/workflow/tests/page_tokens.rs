//! Where a page of a list begins, as an address carries it.

use agencies::Role;
use base::Realm;

use crate::house::{House, refusal};

#[test]
fn a_page_token_opens_for_its_session_only_and_says_nothing() {
    let house = House::new();
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let begins = b"the key of the last row";
    let token = house.app().page_token(&manager, begins).unwrap();
    assert_eq!(house.app().page_of_token(&manager, &token).unwrap(), begins);
    assert_ne!(house.app().page_token(&manager, begins).unwrap(), token, "two addresses cannot be compared");
    let read = data_encoding::BASE64URL_NOPAD.decode(token.as_bytes()).unwrap();
    assert!(!read.windows(4).any(|window| window == &begins[..4]));
    assert!(token.len() < 500, "{} characters", token.len());

    let same_person_elsewhere = house.person("dgaspc-dj", Role::CaseManager);
    assert_eq!(refusal(house.app().page_of_token(&same_person_elsewhere, &token)), "page_unknown");
    let before = house.size(Realm::Social);
    for place in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert_eq!(refusal(house.app().page_of_token(&manager, &changed)), "page_unknown", "{place}");
    }
    let long = "A".repeat(1_000_000);
    for text in ["", "zz", "%%", "é", &long] {
        assert_eq!(refusal(house.app().page_of_token(&manager, text)), "page_unknown");
    }
    assert_eq!(house.size(Realm::Social), before, "nothing of it is recorded");
}
