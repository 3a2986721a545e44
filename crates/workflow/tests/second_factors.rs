//! Second factors: set up, shown, used once; tries that are counted; what opens before and after.

use std::sync::Barrier;

use agencies::Role;
use base::{Randomness, Timestamp};
use vault::{TotpSecret, totp};
use workflow::factors::NewFactor;
use workflow::{Action, Arrival, Halfway, Owes, SignedIn};

use crate::house::{House, refusal};

const SECOND: i64 = Timestamp::SECOND;
const PASSWORD: &str = "podul de lemn vechi";

/// Somebody who signs in with a password and, later, an app.
struct Someone {
    login: &'static str,
    secret: TotpSecret,
    codes: Vec<String>,
}

fn later(house: &House, seconds: i64) {
    house.clock.set(house.clock.now().plus(seconds * SECOND));
}

fn invited(house: &House, agency: &str, role: Role, login: &'static str) {
    let link = house.app().invite(house.person_id(agency, role), login).unwrap();
    house.app().set_password(&link, PASSWORD).unwrap();
}

fn halfway(house: &House, token: &str) -> Halfway {
    match house.app().arrival(token).unwrap() {
        Arrival::Halfway(half) => half,
        Arrival::In(_) => panic!("signed in already"),
        Arrival::Nobody => panic!("nobody"),
    }
}

fn signed_in(house: &House, token: &str) -> SignedIn {
    house.app().session(token).unwrap().unwrap()
}

fn password_step(house: &House, login: &str) -> Halfway {
    halfway(house, &house.app().sign_in(login, PASSWORD).unwrap())
}

/// The secret that a page shows, as an app reads it.
fn secret_of(text: &str) -> TotpSecret {
    let letters: String = text.chars().filter(|letter| *letter != ' ').collect();
    TotpSecret::from_slice(&data_encoding::BASE32_NOPAD.decode(letters.as_bytes()).unwrap()).unwrap()
}

fn code_now(house: &House, secret: &TotpSecret) -> String {
    totp::code(secret, totp::step(house.clock.now())).to_string()
}

fn enrolled(house: &House, agency: &str, role: Role, login: &'static str) -> (Someone, String) {
    invited(house, agency, role, login);
    let half = password_step(house, login);
    assert_eq!(half.owes, Owes::Enrolment);
    let shown = house.app().enrolment(half.person, &half.name, None).unwrap();
    let secret = secret_of(&shown.text);
    let code = code_now(house, &secret);
    let NewFactor { token, codes } = house.app().enrol_first(&half, &shown.sealed, &code).unwrap();
    let codes = codes.iter().map(|code| code.to_string()).collect();
    (Someone { login, secret, codes }, token)
}

#[test]
fn roles_that_need_a_factor_reach_nothing_before_it_is_set_up_and_shown_on_both_engines() {
    House::on_both_engines(|house| {
        invited(house, "dgaspc-dj", Role::CaseManager, "a.pop");
        let first = house.app().sign_in("a.pop", PASSWORD).unwrap();
        assert!(house.app().session(&first).unwrap().is_none(), "a password alone opens nothing");
        let half = halfway(house, &first);
        let shown = house.app().enrolment(half.person, &half.name, None).unwrap();
        let secret = secret_of(&shown.text);
        assert_eq!(refusal(house.app().second_step(&half, "123456")), "not_found", "nothing is set up yet");
        let wrong = if code_now(house, &secret) == "000000" { "000001" } else { "000000" };
        assert_eq!(refused(house.app().enrol_first(&half, &shown.sealed, wrong)), "factor_wrong");
        let new = house.app().enrol_first(&half, &shown.sealed, &code_now(house, &secret)).unwrap();
        assert_eq!(new.codes.len(), 10);
        assert!(house.app().session(&first).unwrap().is_none(), "the session between the steps has ended");
        assert!(matches!(house.app().arrival(&first).unwrap(), Arrival::Nobody));
        let who = signed_in(house, &new.token);
        assert!(who.has(Role::CaseManager) && house.app().may_ever(&who, Action::ListFiles));

        later(house, 60);
        let half = password_step(house, "a.pop");
        assert_eq!(half.owes, Owes::SecondFactor);
        house.close();
        house.open();
        let token = house.app().second_step(&half, &code_now(house, &secret)).unwrap();
        assert!(signed_in(house, &token).has(Role::CaseManager), "the secret is there after a restart");
    });
}

fn refused(result: Result<NewFactor, base::Problem>) -> &'static str {
    result.map(|_| ()).unwrap_err().code
}

/// Whoever opens identity by the policies needs a second factor by the directory.
#[test]
fn every_role_that_the_policies_open_identity_to_needs_a_second_factor() {
    let house = House::new();
    for role in Role::ALL {
        let mut who = house.person("audit", Role::Auditor);
        who.viewer.roles = vec![role.code()];
        let opening = [
            Action::UnmaskIdentity,
            Action::ReadNarrative,
            Action::ReadSharedSections,
            Action::SearchNames,
            Action::ManageDirectory,
            Action::DecideErasure,
            Action::AskErasure,
            Action::ViewReads,
        ];
        let opens = opening.iter().any(|action| house.app().may_ever(&who, *action));
        assert!(!opens || role.needs_second_factor(), "{role} opens what a password alone must not");
    }
    assert!(!Role::TipOfficer.needs_second_factor() && !Role::MeOfficer.needs_second_factor());
}

#[test]
fn whoever_needs_none_comes_in_with_a_password_and_shows_a_factor_once_it_is_set_up() {
    let house = House::new();
    invited(&house, "implementer", Role::TipOfficer, "t.officer");
    let token = house.app().sign_in("t.officer", PASSWORD).unwrap();
    let who = signed_in(&house, &token);
    let shown = house.app().enrolment(who.person.id, "T", None).unwrap();
    let secret = secret_of(&shown.text);
    let new = house.app().enrol_again(&who, &shown.sealed, &code_now(&house, &secret)).unwrap();
    assert!(house.app().session(&token).unwrap().is_none(), "sessions of before end");
    assert!(house.app().session(&new.token).unwrap().is_some());
    assert_eq!(password_step(&house, "t.officer").owes, Owes::SecondFactor);
}

#[test]
fn a_role_granted_later_closes_a_session_without_a_factor_until_it_is_set_up() {
    let house = House::new();
    invited(&house, "implementer", Role::TipOfficer, "t.officer");
    let token = house.app().sign_in("t.officer", PASSWORD).unwrap();
    let person = signed_in(&house, &token).person.id;
    let granted =
        agencies::DirectoryEvent::RoleGranted { person, role: Role::Auditor, accredited: false, until: None };
    let record = house.record(granted);
    house.app().record_directory_batch(vec![record], house.clock.now()).unwrap();
    assert_eq!(halfway(&house, &token).owes, Owes::Enrolment);
}

#[test]
fn a_code_is_good_once_whoever_sends_it_first() {
    House::on_both_engines(|house| {
        let (someone, _) = enrolled(house, "dgaspc-dj", Role::CaseManager, "a.pop");
        let at_enrolment = code_now(house, &someone.secret);
        let half = password_step(house, someone.login);
        assert_eq!(refusal(house.app().second_step(&half, &at_enrolment)), "factor_wrong", "set up with it");
        later(house, 60);
        let code = code_now(house, &someone.secret);
        let halves: Vec<Halfway> = (0..4).map(|_| password_step(house, someone.login)).collect();
        let together = Barrier::new(halves.len());
        let entered: usize = std::thread::scope(|scope| {
            let one = |half: &Halfway| {
                together.wait();
                house.app().second_step(half, &code).is_ok()
            };
            let threads: Vec<_> = halves.iter().map(|half| scope.spawn(move || one(half))).collect();
            threads.into_iter().map(|thread| usize::from(thread.join().unwrap())).sum()
        });
        assert_eq!(entered, 1, "one code lets one in");
        let half = password_step(house, someone.login);
        assert_eq!(
            refusal(house.app().second_step(&half, &code)),
            "factor_wrong",
            "looked at over a shoulder"
        );
    });
}

#[test]
fn a_recovery_code_lets_in_once_and_new_ones_end_the_old() {
    let house = House::new();
    let (someone, token) = enrolled(&house, "dgaspc-dj", Role::CaseManager, "a.pop");
    let typed = someone.codes[3].to_lowercase().replace('-', " ");
    let half = password_step(&house, someone.login);
    assert!(house.app().second_step(&half, &typed).is_ok());
    let half = password_step(&house, someone.login);
    assert_eq!(refusal(house.app().second_step(&half, &typed)), "factor_wrong");
    let who = signed_in(&house, &token);
    assert_eq!(house.app().factors(&who).unwrap().codes_left, 9);
    let new = house.app().new_recovery_codes(&who).unwrap();
    assert_eq!(refusal(house.app().second_step(&half, &someone.codes[0])), "factor_wrong");
    assert!(house.app().second_step(&half, &new[0]).is_ok());
    assert!(!format!("{:?}", house.app().factors(&who)).contains(new[1].as_str()));
}

/// Ten thousand guesses would find a code of six digits in a day. Five are looked at in a quarter of an hour, even at
/// the same moment and after a restart; fifty in a row, and only paper helps.
#[test]
fn codes_cannot_be_tried_out() {
    let mut house = House::new();
    let (someone, _) = enrolled(&house, "dgaspc-dj", Role::CaseManager, "a.pop");
    later(&house, 3_600);
    let wrong = |house: &House| {
        let right: Vec<String> = (-1..=1)
            .map(|step| totp::step(house.clock.now()).saturating_add_signed(step))
            .map(|step| totp::code(&someone.secret, step).to_string())
            .collect();
        ["000000", "000001", "000002", "000003"].into_iter().find(|c| !right.iter().any(|r| r == c)).unwrap()
    };
    let half = password_step(&house, someone.login);
    let together = Barrier::new(12);
    let guess = wrong(&house);
    let looked_at: usize = std::thread::scope(|scope| {
        let one = || {
            together.wait();
            usize::from(refusal(house.app().second_step(&half, guess)) == "factor_wrong")
        };
        let threads: Vec<_> = (0..12).map(|_| scope.spawn(one)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(looked_at, 5);
    house.close();
    house.open();
    let half = password_step(&house, someone.login);
    let code = code_now(&house, &someone.secret);
    assert_eq!(refusal(house.app().second_step(&half, &code)), "too_many_tries", "a restart forgets nothing");
    for _ in 0..9 {
        later(&house, 16 * 60);
        let half = password_step(&house, someone.login);
        for _ in 0..5 {
            assert_eq!(refusal(house.app().second_step(&half, wrong(&house))), "factor_wrong");
        }
    }
    later(&house, 16 * 60);
    let half = password_step(&house, someone.login);
    let code = code_now(&house, &someone.secret);
    assert_eq!(refusal(house.app().second_step(&half, &code)), "factor_locked", "fifty were wrong");
    assert!(house.app().second_step(&half, &someone.codes[0]).is_ok());
    later(&house, 60);
    let half = password_step(&house, someone.login);
    assert!(house.app().second_step(&half, &code_now(&house, &someone.secret)).is_ok(), "forgiven");
}

#[test]
fn a_password_alone_puts_no_other_factor_in_the_place_of_one() {
    let house = House::new();
    let (someone, _) = enrolled(&house, "dgaspc-dj", Role::CaseManager, "a.pop");
    invited(&house, "dgaspc-cj", Role::CaseManager, "b.rus");
    let early = password_step(&house, "b.rus");
    let half = password_step(&house, someone.login);
    let own = TotpSecret::random(&Randomness::system());
    let shown = house.app().enrolment(half.person, "x", None).unwrap();
    let code = code_now(&house, &secret_of(&shown.text));
    assert_eq!(refused(house.app().enrol_first(&half, &shown.sealed, &code)), "not_found");
    let other = house.app().enrolment(early.person, "x", None).unwrap();
    assert_eq!(
        refused(house.app().enrol_first(&early, &shown.sealed, &code)),
        "form_stale",
        "somebody else's"
    );
    assert_eq!(
        refused(house.app().enrol_first(&early, &other.sealed, &code_now(&house, &own))),
        "factor_wrong"
    );
    let code = code_now(&house, &secret_of(&other.text));
    house.app().enrol_first(&early, &other.sealed, &code).unwrap();
    assert_eq!(
        refused(house.app().enrol_first(&early, &other.sealed, &code)),
        "not_found",
        "set up meanwhile"
    );
}

#[test]
fn what_needs_a_fresh_factor_takes_one_of_the_last_five_minutes() {
    let house = House::new();
    let (someone, token) = enrolled(&house, "dgaspc-dj", Role::Supervisor, "s.chief");
    let mut who = signed_in(&house, &token);
    assert!(house.app().needs_fresh_factor(&who).is_ok());
    later(&house, 299);
    assert!(house.app().needs_fresh_factor(&who).is_ok());
    later(&house, 1);
    assert_eq!(refusal(house.app().needs_fresh_factor(&who)), "fresh_factor_needed");
    assert_eq!(refused_codes(&house, &who), "fresh_factor_needed");
    let shown = house.app().enrolment(who.person.id, "x", None).unwrap();
    let code = code_now(&house, &secret_of(&shown.text));
    assert_eq!(refused(house.app().enrol_again(&who, &shown.sealed, &code)), "fresh_factor_needed");
    house.app().show_factor(&mut who, &code_now(&house, &someone.secret)).unwrap();
    assert!(house.app().needs_fresh_factor(&who).is_ok());
    assert!(house.app().needs_fresh_factor(&signed_in(&house, &token)).is_ok(), "the session remembers");
    let demo = house.person("dgaspc-dj", Role::Supervisor);
    assert!(house.app().needs_fresh_factor(&demo).is_ok(), "one click has no factor to show");
}

fn refused_codes(house: &House, who: &SignedIn) -> &'static str {
    house.app().new_recovery_codes(who).map(|_| ()).unwrap_err().code
}

#[test]
fn a_password_is_changed_by_whoever_knows_it_and_other_sessions_end() {
    let house = House::new();
    let (someone, token) = enrolled(&house, "dgaspc-dj", Role::CaseManager, "a.pop");
    later(&house, 60);
    let half = password_step(&house, someone.login);
    let other = house.app().second_step(&half, &code_now(&house, &someone.secret)).unwrap();
    let who = signed_in(&house, &token);
    assert_eq!(house.app().own_sessions(&who).unwrap().len(), 2);
    let change = |present, new| house.app().change_password(&who, present, new);
    assert_eq!(refusal(change("wrong", "alta punte de piatra")), "password_wrong");
    assert_eq!(refusal(change(PASSWORD, "short")), "password_too_short");
    change(PASSWORD, "alta punte de piatra").unwrap();
    assert!(house.app().session(&other).unwrap().is_none() && house.app().session(&token).unwrap().is_some());
    assert_eq!(refusal(house.app().sign_in(someone.login, PASSWORD)), "sign_in_refused");
    for _ in 0..8 {
        assert_eq!(refusal(change("wrong", "x")), "password_wrong");
    }
    assert_eq!(refusal(change("alta punte de piatra", PASSWORD)), "too_many_tries");
}

#[test]
fn a_person_ends_own_sessions_and_nobody_elses() {
    let house = House::new();
    let (someone, token) = enrolled(&house, "dgaspc-dj", Role::CaseManager, "a.pop");
    later(&house, 60);
    let half = password_step(&house, someone.login);
    let second = house.app().second_step(&half, &code_now(&house, &someone.secret)).unwrap();
    let who = signed_in(&house, &token);
    let sessions = house.app().own_sessions(&who).unwrap();
    let other = sessions.iter().find(|session| !session.this).unwrap();
    let stranger = house.person("dgaspc-cj", Role::CaseManager);
    assert_eq!(refusal(house.app().end_own_session(&stranger, &other.handle)), "not_found");
    assert!(house.app().session(&second).unwrap().is_some());
    house.app().end_own_session(&who, &other.handle).unwrap();
    assert!(house.app().session(&second).unwrap().is_none());
    assert_eq!(house.app().end_other_sessions(&who).unwrap(), 0);
    assert!(house.app().session(&token).unwrap().is_some());
}
