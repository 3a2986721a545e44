//! Getting in: tries that are counted, links, how long a session lives, and who may read the root secret.

use std::sync::Barrier;

use agencies::Role;
use base::{Randomness, Timestamp};
use store::Database;

use crate::house::{House, refusal};

const MINUTE: i64 = 60 * Timestamp::SECOND;
const PASSWORD: &str = "podul de lemn vechi";

/// A house in which the case manager of Dolj signs in as `a.pop`.
fn house_with_password() -> House {
    let house = House::new();
    let link = house.app().invite(house.person_id("dgaspc-dj", Role::CaseManager), "a.pop").unwrap();
    house.app().set_password(&link, PASSWORD).unwrap();
    house
}

fn after(house: &House, minutes: i64) {
    house.clock.set(house.clock.now().plus(minutes * MINUTE));
}

/// How many of so many wrong tries at the same moment had their password looked at.
fn looked_at(house: &House, login: &str, tries: usize) -> usize {
    let together = Barrier::new(tries);
    let answers: Vec<&str> = std::thread::scope(|scope| {
        let one = || {
            together.wait();
            refusal(house.app().sign_in(login, "wrong"))
        };
        let threads: Vec<_> = (0..tries).map(|_| scope.spawn(one)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let others = answers.iter().filter(|code| ["too_many_tries", "busy"].contains(*code)).count();
    let looked_at = answers.iter().filter(|code| **code == "sign_in_refused").count();
    assert_eq!(looked_at + others, tries, "{answers:?}");
    looked_at
}

#[test]
fn tries_at_the_same_moment_are_counted_one_by_one_whether_the_login_exists_or_not() {
    let house = house_with_password();
    for login in ["a.pop", "nobody"] {
        assert_eq!(looked_at(&house, login, 24), 8, "{login}");
        assert_eq!(refusal(house.app().sign_in(login, PASSWORD)), "too_many_tries", "{login}");
    }
    after(&house, 15);
    assert!(house.app().sign_in("a.pop", PASSWORD).is_ok());
}

#[test]
fn a_right_password_takes_its_try_and_the_wrong_ones_back() {
    let house = house_with_password();
    for _ in 0..3 {
        for _ in 0..7 {
            assert_eq!(refusal(house.app().sign_in("a.pop", "wrong")), "sign_in_refused");
        }
        assert!(house.app().sign_in("a.pop", PASSWORD).is_ok());
    }
    for _ in 0..10 {
        assert!(house.app().sign_in("a.pop", PASSWORD).is_ok());
    }
}

#[test]
fn made_up_logins_do_not_stay_in_the_table() {
    let house = house_with_password();
    for number in 0..3 {
        assert_eq!(refusal(house.app().sign_in(&format!("made.up.{number}"), "wrong")), "sign_in_refused");
    }
    let all = house.clock.now();
    after(&house, 15);
    assert_eq!(refusal(house.app().sign_in("another", "wrong")), "sign_in_refused");
    let write =
        |before| house.app().store().write(Database::Session, |tx| store::throttle::sweep(tx, before));
    assert_eq!(write(all).unwrap(), 0, "the next try swept them");
    assert_eq!(write(house.clock.now()).unwrap(), 1);
}

#[test]
fn a_link_is_looked_up_before_a_password_is_hashed() {
    let house = House::new();
    // Too short is found out where hashing begins: a link that is not good never comes there.
    let made_up = vault::Token::random(&Randomness::system()).text().to_string();
    assert_eq!(refusal(house.app().set_password(&made_up, "short")), "link_over");
    let link = house.app().invite(house.person_id("dgaspc-dj", Role::CaseManager), "a.pop").unwrap();
    assert_eq!(refusal(house.app().set_password(&link, "short")), "password_too_short");
    after(&house, 24 * 60);
    assert_eq!(refusal(house.app().set_password(&link, "short")), "link_over");
}

#[test]
fn a_session_ends_twelve_hours_after_it_began_however_it_is_used() {
    let house = House::new();
    let token = house.app().sign_in_as(house.person_id("dgaspc-dj", Role::CaseManager)).unwrap();
    for minute in (0..12 * 60).step_by(20) {
        assert!(house.app().session(&token).unwrap().is_some(), "minute {minute}");
        after(&house, 20);
    }
    assert!(house.app().session(&token).unwrap().is_none());
}

#[cfg(unix)]
#[test]
fn a_root_secret_that_others_may_read_opens_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let mut house = House::new();
    house.close();
    let allow = |house: &House, mode| {
        std::fs::set_permissions(house.root_file(), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    for mode in [0o640, 0o604, 0o620, 0o644] {
        allow(&house, mode);
        let problem = house.try_open().unwrap_err();
        assert_eq!(problem.code, "root_secret_open", "{mode:o}");
        assert_eq!(problem.args, [("file", house.root_file().display().to_string())]);
    }
    for mode in [0o600, 0o400] {
        allow(&house, mode);
        house.open();
        house.close();
    }
}
