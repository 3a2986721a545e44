use base::{Randomness, Timestamp};
use proptest::prelude::*;
use vault::TotpSecret;
use vault::totp::{LABEL_CHARACTERS, code, step, verify};

/// Of RFC 6238 appendix B: the secret of the SHA-1 vectors.
fn rfc() -> TotpSecret {
    TotpSecret::from_slice(b"12345678901234567890").unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(seconds * Timestamp::SECOND)
}

#[test]
fn the_vectors_of_rfc_6238_with_their_last_six_digits() {
    for (seconds, eight_digits) in [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ] {
        assert_eq!(code(&rfc(), step(at(seconds))).as_str(), &eight_digits[2..], "at {seconds}");
    }
}

#[test]
fn the_vectors_of_rfc_4226() {
    let codes =
        ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
    for (count, expected) in (0..).zip(codes) {
        assert_eq!(code(&rfc(), count).as_str(), expected);
    }
}

#[test]
fn a_code_passes_one_step_early_and_late_and_once() {
    let now = at(1_111_111_109);
    let present = step(now);
    for (offset, passes) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
        let step = present.saturating_add_signed(offset);
        let verified = verify(&rfc(), &code(&rfc(), step), now, None);
        assert_eq!(verified, passes.then_some(step), "offset {offset}");
    }
    // The step that was used, and every one before it, is over.
    assert_eq!(verify(&rfc(), &code(&rfc(), present), now, Some(present)), None);
    assert_eq!(verify(&rfc(), &code(&rfc(), present - 1), now, Some(present)), None);
    assert_eq!(verify(&rfc(), &code(&rfc(), present + 1), now, Some(present)), Some(present + 1));
    assert_eq!(verify(&rfc(), &code(&rfc(), present), now, Some(present - 1)), Some(present));
    assert_eq!(verify(&rfc(), &code(&rfc(), present), now, Some(u64::MAX)), None);
}

#[test]
fn a_code_may_be_typed_with_blanks_and_nothing_else() {
    let now = at(59);
    for typed in ["287082", " 287 082 ", "287\u{a0}082"] {
        assert_eq!(verify(&rfc(), typed, now, None), Some(1), "{typed}");
    }
    for typed in ["", "28708", "0287082", "+87082", "287-082", "٢٨٧٠٨٢", "287082                 "] {
        assert_eq!(verify(&rfc(), typed, now, None), None, "{typed}");
    }
}

#[test]
fn steps_begin_in_1970_and_change_every_thirty_seconds() {
    assert_eq!((step(at(0)), step(at(29)), step(at(30)), step(at(-1)), step(at(-100))), (0, 0, 1, 0, 0));
    assert_eq!(verify(&rfc(), &code(&rfc(), 0), at(0), None), Some(0));
}

#[test]
fn an_address_for_the_app() {
    assert_eq!(
        rfc().uri("Ștefania: Dîrzu & co").as_str(),
        "otpauth://totp/Punte:%C8%98tefania%3A%20D%C3%AErzu%20%26%20co\
         ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Punte&algorithm=SHA1&digits=6&period=30"
    );
    assert_eq!(rfc().text().as_str(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_eq!(rfc().uri(&"ț".repeat(1000)), rfc().uri(&"ț".repeat(LABEL_CHARACTERS)));
    assert_eq!(format!("{:?}", rfc()), "TotpSecret(..)");
    assert!(TotpSecret::from_slice(&[0; 19]).is_none() && TotpSecret::from_slice(&[0; 21]).is_none());
}

proptest! {
    #[test]
    fn what_passes_is_the_code_of_a_near_step_after_the_last(
        seed: u64,
        seconds in 0_i64..4_000_000_000,
        offset in -3_i64..=3,
        behind in prop::option::of(0_u64..4),
    ) {
        let chance = Randomness::seeded(seed);
        let (secret, other) = (TotpSecret::random(&chance), TotpSecret::random(&chance));
        let (now, present) = (at(seconds), step(at(seconds)));
        let last = behind.map(|behind| present.saturating_sub(behind));
        let Some(meant) = present.checked_add_signed(offset) else { return Ok(()) };
        let typed = code(&secret, meant);
        let verified = verify(&secret, &typed, now, last);
        if let Some(found) = verified {
            prop_assert!(found.abs_diff(present) <= 1 && last.is_none_or(|last| found > last));
            prop_assert_eq!(code(&secret, found), typed.clone());
            prop_assert_eq!(verify(&secret, &typed, now, verified), None);
        } else {
            prop_assert!(offset.abs() > 1 || last.is_some_and(|last| meant <= last));
        }
        if let Some(found) = verify(&other, &typed, now, last) {
            prop_assert_eq!(code(&other, found), typed);
        }
    }

    #[test]
    fn no_text_breaks_it(typed in ".{0,40}", label in ".{0,200}", seconds: i32, last: Option<u64>) {
        let _ = verify(&rfc(), &typed, at(seconds.into()), last);
        let uri = rfc().uri(&label);
        prop_assert!(uri.bytes().all(|byte| byte.is_ascii_graphic()));
        prop_assert!(uri.starts_with("otpauth://totp/Punte:"));
        prop_assert_eq!(uri.matches("secret=").count(), 1);
    }
}
