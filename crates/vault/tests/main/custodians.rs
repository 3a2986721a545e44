use base::Randomness;
use proptest::prelude::*;
use vault::shares::{MAX_SHARES, combine, split};
use vault::{RootSecret, Share, ShareError};

fn root(seed: u64) -> RootSecret {
    RootSecret::random(&Randomness::seeded(seed))
}

fn again(share: &Share) -> Share {
    Share::parse(&share.text()).unwrap()
}

fn pick(shares: &[Share], which: &[usize]) -> Vec<Share> {
    which.iter().map(|&at| again(&shares[at])).collect()
}

#[test]
fn any_two_of_three_restore_the_secret_and_none_alone() {
    let root = root(1);
    let shares = split(&root, 2, 3, &Randomness::seeded(2)).unwrap();
    for pair in [[0, 1], [1, 0], [0, 2], [2, 0], [1, 2], [2, 1]] {
        assert_eq!(combine(&pick(&shares, &pair)).unwrap().text(), root.text());
    }
    assert_eq!(combine(&shares).unwrap().text(), root.text());
    for one in 0..3 {
        let refused = combine(&pick(&shares, &[one, one])).unwrap_err();
        assert_eq!(refused, ShareError::TooFew { given: 1, needed: 2 });
    }
    assert_eq!(combine(&[]).unwrap_err(), ShareError::TooFew { given: 0, needed: 2 });
}

#[test]
fn shares_of_two_sets_do_not_mix() {
    let root = root(1);
    let one = split(&root, 2, 3, &Randomness::seeded(2)).unwrap();
    let other = split(&root, 2, 3, &Randomness::seeded(3)).unwrap();
    assert_ne!(one[0].set(), other[0].set());
    assert_eq!(combine(&[again(&one[0]), again(&other[1])]).unwrap_err(), ShareError::MixedSets);
}

/// A share of the same set that reads well and says something else: what a custodian might forge.
fn forged(share: &Share, by: u8) -> Share {
    // The check of a line is no secret; a forger computes it as well as we do.
    let (head, letters) =
        share.text().rsplit_once(':').map(|(h, l)| (format!("{h}:"), l.to_owned())).unwrap();
    let mut bytes = data_encoding::BASE32_NOPAD.decode(letters.as_bytes()).unwrap();
    bytes.truncate(48);
    bytes[0] ^= by;
    let check = vault::digest(&[head.as_bytes(), &bytes].concat());
    bytes.extend_from_slice(&check.0[..4]);
    Share::parse(&format!("{head}{}", data_encoding::BASE32_NOPAD.encode(&bytes))).unwrap()
}

#[test]
fn a_wrong_share_is_found_out_and_outvoted() {
    let root = root(1);
    let shares = split(&root, 2, 3, &Randomness::seeded(2)).unwrap();
    let wrong = forged(&shares[0], 1);
    assert_eq!(combine(&[again(&wrong), again(&shares[1])]).unwrap_err(), ShareError::WrongShare);
    let all = [again(&wrong), again(&shares[1]), again(&shares[2])];
    assert_eq!(combine(&all).unwrap().text(), root.text());
    let twice = [wrong, again(&shares[0]), again(&shares[1])];
    assert_eq!(combine(&twice).unwrap_err(), ShareError::Contradiction(1));
}

#[test]
fn numbers_that_make_no_sense_are_refused() {
    for (needed, of) in [(0, 0), (0, 3), (1, 1), (1, 3), (4, 3), (2, MAX_SHARES + 1), (255, 255)] {
        let refused = split(&root(1), needed, of, &Randomness::seeded(1)).unwrap_err();
        assert_eq!(refused, ShareError::Numbers { needed, of });
    }
}

#[test]
fn sixteen_custodians_of_whom_half_are_needed() {
    let root = root(9);
    let shares = split(&root, 8, MAX_SHARES, &Randomness::seeded(2)).unwrap();
    assert_eq!(combine(&pick(&shares, &[15, 3, 8, 1, 11, 6, 2, 9])).unwrap().text(), root.text());
    // Eight forged ones stand before eight right ones: every choice may have to be tried.
    let mixed: Vec<Share> =
        shares.iter().enumerate().map(|(at, s)| if at < 8 { forged(s, 7) } else { again(s) }).collect();
    assert_eq!(combine(&mixed).unwrap().text(), root.text());
}

/// Chi-squared over the 256 values of each of a share's bytes, for two secrets that could not differ more. With
/// 255 degrees of freedom a value above 400 has a probability below 10⁻⁷; the seed makes it the same each time.
#[test]
fn one_share_is_uniform_whatever_the_secret() {
    let line = |byte: u8| {
        let mut bytes = vec![byte; 32];
        let check = vault::Key::from_slice(&bytes).unwrap().tag("punte/root/1/check", &[]);
        bytes.extend_from_slice(&check.0[..4]);
        format!("punte-root-1:{}", data_encoding::BASE32_NOPAD.encode(&bytes))
    };
    let chance = Randomness::seeded(11);
    let rounds = 256 * 20;
    for secret in [0x00, 0xFF] {
        let root = RootSecret::parse(&line(secret)).unwrap();
        let mut counts = vec![[0_u32; 256]; 48];
        for _ in 0..rounds {
            let share = &split(&root, 2, 3, &chance).unwrap()[1];
            let text = share.text();
            let letters = text.rsplit_once(':').unwrap().1;
            let bytes = data_encoding::BASE32_NOPAD.decode(letters.as_bytes()).unwrap();
            for (at, count) in counts.iter_mut().enumerate() {
                count[usize::from(bytes[at])] += 1;
            }
        }
        for (at, count) in counts.iter().enumerate() {
            let expected = f64::from(rounds) / 256.0;
            let chi: f64 = count.iter().map(|&n| (f64::from(n) - expected).powi(2) / expected).sum();
            assert!((150.0..400.0).contains(&chi), "byte {at} of secret {secret}: {chi}");
        }
    }
}

#[test]
fn a_share_prints_no_secret() {
    let share = &split(&root(1), 2, 3, &Randomness::seeded(2)).unwrap()[2];
    assert_eq!(format!("{share:?}"), format!("Share(3 of 3 in set {})", share.set()));
    assert_eq!((share.custodian(), share.needed_of(), share.set().len()), (3, (2, 3), 16));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn enough_restore_it_and_fewer_do_not(
        seed: u64,
        (of, needed) in (2_u8..=8).prop_flat_map(|of| (Just(of), 2..=of)),
        order in prop::collection::vec(any::<prop::sample::Index>(), 1..20),
    ) {
        let chance = Randomness::seeded(seed);
        let root = RootSecret::random(&chance);
        let shares = split(&root, needed, of, &chance).unwrap();
        let given: Vec<usize> = order.iter().map(|index| index.index(shares.len())).collect();
        let mut different = given.clone();
        different.sort_unstable();
        different.dedup();
        let combined = combine(&pick(&shares, &given));
        if different.len() >= usize::from(needed) {
            prop_assert_eq!(combined.unwrap().text(), root.text());
        } else {
            prop_assert_eq!(combined.unwrap_err(), ShareError::TooFew { given: different.len(), needed });
        }
    }

    #[test]
    fn a_mistyped_share_does_not_read(seed: u64, at in 14_usize..200, by in 0_usize..36) {
        let share = &split(&root(seed), 2, 3, &Randomness::seeded(seed)).unwrap()[0];
        let text = share.text();
        let mut changed = text.to_lowercase().into_bytes();
        let at = 14 + at % (changed.len() - 14);
        let letter = b"abcdefghijklmnopqrstuvwxyz0123456789"[by];
        prop_assume!(changed[at] != letter);
        changed[at] = letter;
        prop_assert_eq!(
            Share::parse(&String::from_utf8(changed).unwrap()).unwrap_err(),
            ShareError::Malformed
        );
    }

    #[test]
    fn a_share_reads_back_in_any_case_and_no_text_breaks_the_reader(seed: u64, text in ".{0,80}") {
        let share = &split(&root(seed), 3, 5, &Randomness::seeded(seed)).unwrap()[4];
        let read = Share::parse(&format!("  {}\r\n", share.text().to_uppercase())).unwrap();
        prop_assert_eq!(read.text(), share.text());
        for text in [text.clone(), format!("punte-share-1:{text}"), format!("punte-share-1:0011223344556677:1:2:3:{text}")] {
            prop_assert!(Share::parse(&text).is_err());
        }
    }
}
