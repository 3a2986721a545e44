//! Accounts, sessions, links, throttling and drafts.

use base::{Digest, Position, Timestamp};
use store::accounts::{self, Account};
use store::drafts::{self, SealedDraft};
use store::sessions::{self, Session};
use store::{Database, links, throttle};
use testkit::both_engines;

use crate::samples::{chance, code, morning, person};

const MINUTE: i64 = 60 * Timestamp::SECOND;

fn digest() -> Digest {
    Digest(chance().bytes())
}

#[test]
fn a_session_lives_until_it_expires_or_is_ended() {
    both_engines(|store| {
        let session = Session {
            token_digest: digest(),
            person: person(),
            created_at: morning(),
            last_seen: morning(),
            expires_at: morning().plus(30 * MINUTE),
            seed: vec![9; 32],
            last_position: Position(0),
            one_click: false,
            factor_at: Timestamp::from_micros(0),
        };
        let other = Session { token_digest: digest(), ..session.clone() };
        let token = session.token_digest;
        store
            .write(Database::Session, |tx| {
                sessions::start(tx, &session)?;
                sessions::start(tx, &other)
            })
            .unwrap();
        let find_young =
            |at, oldest| store.read(Database::Session, |tx| sessions::find(tx, &token, at, oldest)).unwrap();
        let find = |at| find_young(at, morning().plus(-MINUTE));
        assert_eq!(find(morning().plus(29 * MINUTE)), Some(session.clone()));
        assert_eq!(find(morning().plus(30 * MINUTE)), None);
        store
            .write(Database::Session, |tx| {
                sessions::seen(tx, &token, morning().plus(MINUTE), morning().plus(60 * MINUTE))?;
                sessions::wrote(tx, &token, Position(12))?;
                sessions::wrote(tx, &token, Position(7))
            })
            .unwrap();
        let found = find(morning().plus(59 * MINUTE)).unwrap();
        assert_eq!((found.last_position, found.last_seen), (Position(12), morning().plus(MINUTE)));
        assert_eq!(
            find_young(morning().plus(59 * MINUTE), morning()),
            None,
            "used, and too old all the same"
        );
        let swept =
            store.write(Database::Session, |tx| sessions::sweep(tx, morning().plus(45 * MINUTE))).unwrap();
        assert_eq!(swept, 1);
        store.write(Database::Session, |tx| sessions::end(tx, &token)).unwrap();
        assert_eq!(find(morning()), None);
        store.write(Database::Session, |tx| sessions::start(tx, &session)).unwrap();
        assert_eq!(store.write(Database::Session, |tx| sessions::end_all(tx, session.person)).unwrap(), 1);
    });
}

#[test]
fn a_login_belongs_to_one_person() {
    both_engines(|store| {
        let account = Account {
            person: person(),
            login: "dj.ionescu".into(),
            password: String::new(),
            sealed_login: vec![1, 2, 3],
            changed_at: morning(),
        };
        store.write(Database::Session, |tx| accounts::add(tx, &account)).unwrap();
        for taken in [
            Account { person: person(), ..account.clone() },
            Account { login: "dj.popescu".into(), ..account.clone() },
        ] {
            let problem = store.write(Database::Session, |tx| accounts::add(tx, &taken)).unwrap_err();
            assert_eq!(problem.code, "login_taken");
        }
        store
            .write(Database::Session, |tx| {
                accounts::set_password(tx, account.person, "$argon2id$x", morning().plus(1))
            })
            .unwrap();
        store
            .read(Database::Session, |tx| {
                let found = accounts::by_login(tx, "dj.ionescu")?.unwrap();
                assert_eq!(
                    (found.password.as_str(), found.sealed_login.as_slice()),
                    ("$argon2id$x", &[1, 2, 3][..])
                );
                assert_eq!(accounts::by_person(tx, account.person)?, Some(found.clone()));
                assert_eq!(accounts::all(tx)?, [found]);
                assert_eq!(accounts::by_login(tx, "nobody")?, None);
                Ok(())
            })
            .unwrap();
        let missing =
            store.write(Database::Session, |tx| accounts::set_password(tx, person(), "x", morning()));
        assert_eq!(missing.unwrap_err().code, "not_found");
        store.write(Database::Session, |tx| accounts::remove(tx, account.person)).unwrap();
        assert!(!format!("{account:?}").contains("argon2"));
    });
}

#[test]
fn a_link_opens_once_for_its_purpose_and_a_new_one_voids_it() {
    both_engines(|store| {
        let (first, second, third, person) = (digest(), digest(), digest(), person());
        let (set, other) = (code("set_password"), code("other"));
        let end = morning().plus(60 * MINUTE);
        store.write(Database::Session, |tx| links::add(tx, &first, person, &set, end)).unwrap();
        store
            .write(Database::Session, |tx| {
                assert_eq!(links::look(tx, &first, &set, morning())?, Some(person));
                assert_eq!(links::use_up(tx, &first, &other, morning())?, None);
                assert_eq!(links::use_up(tx, &first, &set, end)?, None);
                assert_eq!(links::use_up(tx, &first, &set, morning())?, Some(person));
                assert_eq!(links::use_up(tx, &first, &set, morning())?, None);
                assert_eq!(links::look(tx, &first, &set, morning())?, None);
                links::add(tx, &second, person, &other, end)?;
                links::add(tx, &third, person, &other, end)?;
                assert_eq!(links::look(tx, &second, &other, morning())?, None);
                assert_eq!(links::look(tx, &third, &other, morning())?, Some(person));
                assert_eq!(links::sweep(tx, end)?, 2);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn tries_count_within_a_window_and_success_forgets_them() {
    both_engines(|store| {
        let name = digest();
        store
            .write(Database::Session, |tx| {
                let window = 15 * MINUTE;
                for (minute, expected) in [(0, 1), (5, 2), (14, 3), (15, 1), (16, 2)] {
                    let now = morning().plus(minute * MINUTE);
                    assert_eq!(throttle::tried(tx, &name, now, window)?, expected, "minute {minute}");
                }
                let now = morning().plus(17 * MINUTE);
                assert_eq!(throttle::tried(tx, &digest(), now, window)?, 1);
                throttle::clear(tx, &name)?;
                assert_eq!(throttle::tried(tx, &name, now, window)?, 1);
                assert_eq!(throttle::sweep(tx, now.plus(-1))?, 0);
                assert_eq!(throttle::sweep(tx, now)?, 2);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn one_draft_is_kept_for_each_person_and_form() {
    both_engines(|store| {
        let (one, other) = (person(), person());
        let draft = |text: &str, at| SealedDraft { sealed: text.as_bytes().to_vec(), updated_at: at };
        store
            .write(Database::Session, |tx| {
                drafts::put(tx, one, "referral 1", &draft("a", morning()))?;
                drafts::put(tx, one, "referral 1", &draft("b", morning().plus(1)))?;
                drafts::put(tx, other, "referral 1", &draft("c", morning()))?;
                assert_eq!(drafts::get(tx, one, "referral 1")?, Some(draft("b", morning().plus(1))));
                assert_eq!(drafts::get(tx, one, "referral 2")?, None);
                assert_eq!(drafts::sweep(tx, morning())?, 1);
                assert_eq!(drafts::get(tx, other, "referral 1")?, None);
                drafts::remove(tx, one, "referral 1")?;
                assert_eq!(drafts::get(tx, one, "referral 1")?, None);
                Ok(())
            })
            .unwrap();
    });
}
