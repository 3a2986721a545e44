use base::Randomness;
use vault::password;

const GOOD: &str = "trei brazi înalți";

#[test]
fn a_stored_password_is_checked_and_no_other_passes() {
    let stored = password::store(GOOD, &Randomness::seeded(1)).unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
    assert!(password::check(GOOD, Some(&stored)));
    assert!(!password::check("trei brazi inalti", Some(&stored)));
    assert!(!password::check("", Some(&stored)));
    // The same letters typed as base letter and mark.
    assert!(password::check("trei brazi i\u{302}nalt\u{326}i", Some(&stored)));
    assert_ne!(stored, password::store(GOOD, &Randomness::seeded(2)).unwrap());
}

#[test]
fn nobody_has_no_password_that_passes() {
    for text in [GOOD, "", "\0", &"x".repeat(100_000)] {
        assert!(!password::check(text, None));
    }
}

#[test]
fn length_and_variety_are_asked_for() {
    let code = |text: &str| password::store(text, &Randomness::seeded(1)).unwrap_err().code;
    assert_eq!(code("trei brazi"), "password_too_short");
    assert_eq!(code("ăăîîșșțțââ1"), "password_too_short");
    assert_eq!(code("abababababab"), "password_too_simple");
    assert_eq!(code(&"abcdefgh".repeat(33)), "password_too_long");
    // Normal form KC makes 18 letters of this one; the limit holds after it as well.
    assert_eq!(code(&"\u{FDFA}".repeat(85)), "password_too_long");
    let refused = password::store("short", &Randomness::seeded(1)).unwrap_err();
    assert_eq!((refused.field, refused.args), (Some("password"), vec![("min", "12".to_owned())]));
}

#[test]
fn stored_strings_of_others_are_read_with_their_own_parameters() {
    // Made by OpenSSL's Argon2id (through Python's `cryptography`), not by this program.
    let cheap =
        "$argon2id$v=19$m=64,t=3,p=2$c2l4dGVlbiBieXRlIHNsdA$8oI3wIN1hsz/TtzDaC0izvol6FlzVmBsydyo7fE9Tdg";
    assert!(password::check("correct horse battery", Some(cheap)));
    assert!(!password::check("correct horse batterz", Some(cheap)));
}

#[test]
fn damaged_strings_pass_nobody_and_ask_for_no_gigabytes() {
    let stored = password::store(GOOD, &Randomness::seeded(1)).unwrap();
    let greedy = stored.replace("m=19456", "m=4294967295");
    let endless = stored.replace("t=2", "t=4000000000");
    for text in ["", "$", "$argon2id$v=19$", "$argon2id$v=19$m=8,t=1,p=1$$", &greedy, &endless, &stored[..90]]
    {
        assert!(!password::check(GOOD, Some(text)), "{text}");
    }
}
