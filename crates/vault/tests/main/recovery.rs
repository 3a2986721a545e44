use std::collections::HashSet;

use base::{Digest, Randomness};
use proptest::prelude::*;
use vault::RecoveryCode;

#[test]
fn a_set_is_ten_different_codes_each_found_by_its_own_digest() {
    let codes = RecoveryCode::set(&Randomness::seeded(3));
    let digests: Vec<Digest> = codes.iter().map(RecoveryCode::digest).collect();
    assert_eq!(digests.iter().map(|digest| digest.0).collect::<HashSet<_>>().len(), 10);
    for (at, code) in codes.iter().enumerate() {
        assert_eq!(code.find(&digests), Some(at));
        let mut left = digests.clone();
        left.remove(at);
        assert_eq!(code.find(&left), None, "a used code passes again");
    }
    assert_eq!(codes[0].find(&[]), None);
}

#[test]
fn a_code_reads_as_it_is_written_by_hand() {
    // The digest by Python: hashlib.sha256(b"punte/recovery/1" + base64.b32decode("ABCDEFGHIJKLMNOB")).
    let read = |typed: &str| RecoveryCode::parse(typed).map(|code| code.text().to_string());
    for typed in
        ["ABCD-EFGH-IJKL-MNOB", " abcdefgh ijklmnob", "A-B-C-DEFGH1JKLMN08", "abcd\u{a0}efghijklmnob"]
    {
        assert_eq!(read(typed).as_deref(), Some("ABCD-EFGH-IJKL-MNOB"), "{typed}");
    }
    for typed in ["", "ABCD-EFGH-IJKL-MNO", "ABCD-EFGH-IJKL-MNOBA", "ABCD-EFGH-IJKL-MNO9", &"A".repeat(65)] {
        assert_eq!(read(typed), None, "{typed}");
    }
    let digest = RecoveryCode::parse("ABCD-EFGH-IJKL-MNOB").unwrap().digest();
    assert_eq!(digest.to_string(), "4b5f1e30b7aafbecaad28f6797576e5902832a413a011ef28a49ef49923d1526");
    assert_eq!(format!("{:?}", RecoveryCode::parse("ABCD-EFGH-IJKL-MNOB").unwrap()), "RecoveryCode(..)");
}

proptest! {
    #[test]
    fn a_code_reads_back_and_another_does_not_pass(seed: u64, at in 0_usize..16, letter in 0_usize..32) {
        let codes = RecoveryCode::set(&Randomness::seeded(seed));
        let digests: Vec<Digest> = codes.iter().map(RecoveryCode::digest).collect();
        let text = codes[4].text();
        prop_assert_eq!(text.len(), 19);
        prop_assert_eq!(RecoveryCode::parse(&text.to_lowercase()).unwrap().find(&digests), Some(4));
        let mut changed = text.replace('-', "").into_bytes();
        changed[at] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[letter];
        let changed = String::from_utf8(changed).unwrap();
        if changed != text.replace('-', "") {
            prop_assert_eq!(RecoveryCode::parse(&changed).unwrap().find(&digests), None);
        }
    }

    #[test]
    fn no_text_breaks_it(typed in ".{0,80}") {
        let _ = RecoveryCode::parse(&typed);
    }
}
