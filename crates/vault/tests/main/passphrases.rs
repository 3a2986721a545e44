use std::path::{Path, PathBuf};

use base::Randomness;
use proptest::prelude::*;
use vault::root_text::credential_file;
use vault::shares::{combine, split};
use vault::{LockedRoot, PassphraseCost, RootSecret, RootText, VaultError};

const WORDS: &str = "patru corbi pe un gard înalt";
/// As cheap as Argon2id can be, so that many may be tried.
const CHEAP: PassphraseCost = PassphraseCost { memory_kib: 8, passes: 1, lanes: 1 };

fn root() -> RootSecret {
    RootSecret::random(&Randomness::seeded(1))
}

fn locked() -> LockedRoot {
    LockedRoot::lock(&root(), WORDS, CHEAP, &Randomness::seeded(2)).unwrap()
}

#[test]
fn the_right_passphrase_opens_and_every_other_is_told_so() {
    let locked =
        LockedRoot::lock(&root(), WORDS, PassphraseCost::RECOMMENDED, &Randomness::seeded(2)).unwrap();
    let read = LockedRoot::parse(&format!("\n {}\n", locked.text().to_lowercase())).unwrap();
    assert_eq!(read, locked);
    assert_eq!(read.unlock(WORDS).unwrap().text(), root().text());
    // The same letters typed as base letter and mark.
    assert_eq!(read.unlock("patru corbi pe un gard i\u{302}nalt").unwrap().text(), root().text());
    for wrong in ["", "patru corbi pe un gard inalt", &"x".repeat(100_000), "Patru corbi pe un gard înalt"] {
        assert_eq!(read.unlock(wrong).unwrap_err(), VaultError::WrongPassphrase);
    }
}

#[test]
fn the_same_root_under_the_same_words_never_looks_the_same() {
    let other = LockedRoot::lock(&root(), WORDS, CHEAP, &Randomness::seeded(3)).unwrap();
    assert_ne!(locked().text(), other.text());
    assert_eq!(other.unlock(WORDS).unwrap().text(), locked().unlock(WORDS).unwrap().text());
}

#[test]
fn weak_words_are_refused() {
    for words in ["", "patru corbi pe gard", "abcdabcdabcdabcdabcdabcd", &"abcdefgh ".repeat(40)] {
        let refused = LockedRoot::lock(&root(), words, CHEAP, &Randomness::seeded(2)).unwrap_err();
        assert_eq!(refused, VaultError::WeakPassphrase, "{words}");
    }
}

#[test]
fn a_cost_that_nobody_can_pay_is_refused_before_any_work() {
    let greedy = [
        PassphraseCost { memory_kib: u32::MAX, ..CHEAP },
        PassphraseCost { passes: 17, ..CHEAP },
        PassphraseCost { lanes: 17, memory_kib: 1024, ..CHEAP },
        PassphraseCost { memory_kib: 1, ..CHEAP },
    ];
    for cost in greedy {
        let refused = LockedRoot::lock(&root(), WORDS, cost, &Randomness::seeded(2)).unwrap_err();
        assert_eq!(refused, VaultError::PassphraseCost);
    }
    // The same asked for by a file, its check made right.
    let text = locked().text();
    let letters = text.strip_prefix("punte-locked-root-1:").unwrap();
    let mut bytes = data_encoding::BASE32_NOPAD.decode(letters.as_bytes()).unwrap();
    bytes[0] = 0xFF;
    let length = bytes.len() - 4;
    bytes.truncate(length);
    let check = vault::digest(&bytes);
    bytes.extend_from_slice(&check.0[..4]);
    let greedy = format!("punte-locked-root-1:{}", data_encoding::BASE32_NOPAD.encode(&bytes));
    assert_eq!(LockedRoot::parse(&greedy).unwrap_err(), VaultError::PassphraseCost);
    assert_eq!(RootText::parse(&greedy).unwrap_err(), VaultError::PassphraseCost);
}

#[test]
fn changed_bytes_with_a_right_check_do_not_open() {
    let text = locked().text();
    let letters = text.strip_prefix("punte-locked-root-1:").unwrap();
    let bytes = data_encoding::BASE32_NOPAD.decode(letters.as_bytes()).unwrap();
    // From the salt on: what stands before is the cost.
    for at in 12..bytes.len() - 4 {
        let mut changed = bytes[..bytes.len() - 4].to_vec();
        changed[at] ^= 1;
        let check = vault::digest(&changed);
        changed.extend_from_slice(&check.0[..4]);
        let text = format!("punte-locked-root-1:{}", data_encoding::BASE32_NOPAD.encode(&changed));
        let refused = LockedRoot::parse(&text).unwrap().unlock(WORDS).unwrap_err();
        let expected = match at {
            12..28 | 29..85 => VaultError::WrongPassphrase,
            28 => VaultError::UnknownVersion(0),
            _ => VaultError::Damaged,
        };
        assert_eq!(refused, expected, "byte {at}");
    }
}

#[test]
fn a_text_says_itself_what_it_is() {
    let plain = root().text();
    assert!(matches!(RootText::parse(&plain), Ok(RootText::Plain(read)) if read.text() == plain));
    let locked = locked();
    let text = format!("# The root secret of the test.\n\n{}\n", locked.text());
    assert!(matches!(RootText::parse(&text), Ok(RootText::Locked(read)) if read == locked));
    let shares = split(&root(), 2, 3, &Randomness::seeded(4)).unwrap();
    let lines = format!("{}\n{}\n", *shares[2].text(), *shares[0].text());
    let Ok(RootText::Shares(read)) = RootText::parse(&lines) else { panic!("no shares") };
    assert_eq!(combine(&read).unwrap().text(), plain);
    let two = format!("{}\n{}", *plain, *plain);
    for text in ["", "#", "\n\n", "x", "punte-root-9:AA", "punte-locked-root-2:AA", &two, &"#\n".repeat(9000)]
    {
        assert_eq!(RootText::parse(text).unwrap_err(), VaultError::MalformedRoot, "{text}");
    }
}

#[test]
fn a_credential_lies_in_its_folder() {
    let folder = Path::new("/run/credentials/punte.service");
    assert_eq!(
        credential_file(folder, "punte.root"),
        Some(PathBuf::from("/run/credentials/punte.service/punte.root"))
    );
    for name in ["", "..", "../x", "a/b", ".hidden", "a b", "a\0", &"x".repeat(256)] {
        assert_eq!(credential_file(folder, name), None, "{name}");
    }
    assert_eq!(credential_file(Path::new("credentials"), "punte.root"), None);
    assert_eq!(credential_file(Path::new(""), "punte.root"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_was_locked_opens_with_those_words_alone(seed: u64, words in "[a-z]{24,60}", other in "[a-z]{24,60}") {
        let chance = Randomness::seeded(seed);
        let root = RootSecret::random(&chance);
        let Ok(locked) = LockedRoot::lock(&root, &words, CHEAP, &chance) else { return Ok(()) };
        let read = LockedRoot::parse(&locked.text()).unwrap();
        prop_assert_eq!(read.unlock(&words).unwrap().text(), root.text());
        if other != words {
            prop_assert_eq!(read.unlock(&other).unwrap_err(), VaultError::WrongPassphrase);
        }
    }

    #[test]
    fn a_mistyped_line_does_not_read(at in 20_usize..300, letter in 0_usize..32) {
        let text = locked().text();
        let mut changed = text.clone().into_bytes();
        let at = 20 + at % (changed.len() - 20);
        changed[at] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[letter];
        prop_assume!(changed != text.as_bytes());
        prop_assert_eq!(
            LockedRoot::parse(&String::from_utf8(changed).unwrap()).unwrap_err(),
            VaultError::MalformedRoot
        );
    }

    #[test]
    fn no_text_breaks_the_reader(text in "(?s).{0,200}", prefix in 0_usize..4) {
        let prefix = ["", "punte-locked-root-1:", "punte-root-1:", "punte-share-1:"][prefix];
        let text = format!("{prefix}{text}");
        prop_assert!(RootText::parse(&text).is_err());
    }
}
