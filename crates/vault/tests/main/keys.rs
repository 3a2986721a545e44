use base::{AgencyNumber, Compartment, Day, Randomness, Realm, StreamId};
use proptest::prelude::*;
use vault::{Key, KeyName, RootSecret, VaultError, digest, month_of, same, unwrap, wrap};

fn any_name() -> impl Strategy<Value = KeyName> {
    let realm = || prop::sample::select(Realm::ALL.to_vec());
    prop_oneof![
        Just(KeyName::Root),
        Just(KeyName::Session),
        realm().prop_map(KeyName::Realm),
        realm().prop_map(KeyName::Signing),
        (realm(), any::<u32>()).prop_map(|(realm, number)| KeyName::Agency(realm, AgencyNumber(number))),
        (realm(), any::<u32>()).prop_map(|(realm, month)| KeyName::Statistics(realm, month)),
        (realm(), any::<[u8; 16]>(), prop::sample::select(Compartment::ALL.to_vec()), any::<u32>()).prop_map(
            |(realm, stream, compartment, epoch)| {
                KeyName::Stream(realm, StreamId::from_bytes(stream), compartment, epoch)
            }
        ),
    ]
}

proptest! {
    #[test]
    fn names_read_back_from_their_bytes(name in any_name()) {
        prop_assert_eq!(KeyName::from_bytes(&name.to_bytes()), Ok(name));
    }

    #[test]
    fn different_names_have_different_bytes(one in any_name(), other in any_name()) {
        prop_assert_eq!(one == other, one.to_bytes() == other.to_bytes());
    }

    #[test]
    fn only_canonical_bytes_are_a_name(bytes in prop::collection::vec(0_u8..8, 0..30)) {
        if let Ok(name) = KeyName::from_bytes(&bytes) {
            prop_assert_eq!(name.to_bytes(), bytes);
        }
    }

    #[test]
    fn a_parent_lies_above_its_child_in_the_same_realm(name in any_name(), parent in any_name()) {
        let chance = Randomness::seeded(1);
        let (key, above) = (Key::random(&chance), Key::random(&chance));
        let wrapped = wrap((parent, &above), name, &key, &chance);
        if name.may_lie_under(&parent) {
            prop_assert!(parent.level() < name.level());
            let opened = unwrap(&above, &wrapped.unwrap()).unwrap();
            prop_assert_eq!(opened.expose(), key.expose());
        } else {
            prop_assert_eq!(wrapped.unwrap_err(), VaultError::WrongParent { name, parent });
        }
    }

    #[test]
    fn a_root_secret_reads_back_and_a_mistyped_one_does_not(seed: u64, at in 13_usize..71, letter in 0_usize..32) {
        let root = RootSecret::random(&Randomness::seeded(seed));
        let text = root.text();
        prop_assert_eq!(text.len(), 71);
        prop_assert_eq!(RootSecret::parse(&format!(" {}\n", text.to_lowercase())).unwrap().text(), text.clone());
        let mut mistyped = text.as_bytes().to_vec();
        mistyped[at] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[letter];
        if mistyped != text.as_bytes() {
            let mistyped = String::from_utf8(mistyped).unwrap();
            prop_assert_eq!(RootSecret::parse(&mistyped).unwrap_err(), VaultError::MalformedRoot);
        }
    }
}

#[test]
fn a_wrapped_key_opens_under_its_own_names_only() {
    let chance = Randomness::seeded(1);
    let (realm_key, key) = (Key::random(&chance), Key::random(&chance));
    let realm = KeyName::Realm(Realm::Social);
    let name = KeyName::Agency(Realm::Social, AgencyNumber(1));
    let wrapped = wrap((realm, &realm_key), name, &key, &chance).unwrap();
    assert_eq!(wrapped.bytes.len(), 105);
    let mut renamed = wrapped.clone();
    renamed.name = KeyName::Agency(Realm::Social, AgencyNumber(2));
    assert_eq!(unwrap(&realm_key, &renamed).unwrap_err(), VaultError::Damaged);
    for length in 0..105 {
        let mut cut = wrapped.clone();
        cut.bytes.truncate(length);
        assert!(unwrap(&realm_key, &cut).is_err());
    }
}

#[test]
fn nothing_prints_a_key() {
    let chance = Randomness::seeded(1);
    assert_eq!(format!("{:?}", Key::random(&chance)), "Key(..)");
    assert_eq!(format!("{:?}", RootSecret::random(&chance)), "RootSecret(Key(..))");
}

#[test]
fn other_texts_are_no_root_secret() {
    for text in
        ["", "punte-root-1:", "punte-root-2:AAAA", "x", ":", "punte-root-1:ă", &"punte-root-1:".repeat(9)]
    {
        assert_eq!(RootSecret::parse(text).unwrap_err(), VaultError::MalformedRoot);
    }
}

#[test]
fn a_tag_is_hmac_sha256_of_parts_with_their_lengths() {
    // By Python: hmac.new(bytes(32), len-prefixed parts, "sha256").
    let key = Key::from_slice(&[0; 32]).unwrap();
    let tag = key.tag("form", &[b"ab", b"c"]);
    assert_eq!(tag.to_string(), "e748d4b48a1138c607e8622109b02417cfb9f2ebc2ff85ba32975bea0b7f0715");
    assert!(!same(&tag, &key.tag("form", &[b"a", b"bc"])));
    assert!(!same(&tag, &key.tag("forma", &[b"b", b"c"])));
    assert!(same(&tag, &tag.clone()));
    assert_eq!(
        digest(b"abc").to_string(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn months_count_on_across_years() {
    let month = |y, m, d| month_of(Day::from_ymd(y, m, d).unwrap());
    assert_eq!(month(2026, 1, 1), month(2025, 12, 31) + 1);
    assert_eq!(month(2026, 1, 1), month(2026, 1, 31));
    assert_eq!(
        KeyName::Statistics(Realm::Social, month(2026, 11, 23)).to_string(),
        "social/statistics/2026-11"
    );
}
