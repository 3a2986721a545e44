use base::{Digest, Randomness};
use proptest::prelude::*;
use vault::Token;

proptest! {
    #[test]
    fn a_token_reads_back_and_matches_its_digest_alone(seed: u64, at in 0_usize..32, by in 1_u8..) {
        let token = Token::random(&Randomness::seeded(seed));
        let text = token.text();
        prop_assert_eq!(text.len(), 52);
        prop_assert!(text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7')));
        let read = Token::parse(&text.to_uppercase()).unwrap();
        prop_assert!(read.matches(&token.digest()));
        let mut other = token.digest();
        other.0[at] ^= by;
        prop_assert!(!read.matches(&other));
    }

    #[test]
    fn other_text_is_no_token(text in ".{0,60}") {
        if let Some(token) = Token::parse(&text) {
            let again = token.text();
            prop_assert_eq!(again.as_str(), text.to_lowercase());
        }
    }
}

#[test]
fn one_token_has_one_text() {
    // The last letter carries one bit; its four others must be zero, or one token would have 16 texts.
    assert!(Token::parse(&"a".repeat(52)).is_some());
    assert!(Token::parse(&format!("{}b", "a".repeat(51))).is_none());
}

#[test]
fn a_token_prints_nothing_and_its_digest_is_not_its_bytes() {
    let token = Token::random(&Randomness::seeded(1));
    assert_eq!(format!("{token:?}"), "Token(Key(..))");
    assert_eq!(
        Token::parse(&"a".repeat(52)).unwrap().digest(),
        Digest::parse("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925").unwrap()
    );
}
