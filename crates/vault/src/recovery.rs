//! Recovery codes: ten on paper, each good once, for whoever lost the telephone.

use base::{Digest, Randomness};
use data_encoding::BASE32_NOPAD;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroizing;

use crate::key::digest;

/// How many are given out at once; new ones end the old ones.
pub const RECOVERY_CODES: usize = 10;

const BYTES: usize = 10;
const LETTERS: usize = 16;
/// The most bytes of a typed code, blanks and hyphens included.
const MAX_TYPED: usize = 64;

/// One code: 80 random bits. The text is shown once; only the digest is stored. So many bits cannot be searched
/// back from a digest, so it needs no slow hash. Prints as `RecoveryCode(..)`.
pub struct RecoveryCode(Box<Zeroizing<[u8; BYTES]>>);

impl RecoveryCode {
    /// A new set of [`RECOVERY_CODES`] random codes.
    #[must_use]
    pub fn set(chance: &Randomness) -> Vec<Self> {
        let one = || {
            let mut bytes = Box::new(Zeroizing::new([0; BYTES]));
            chance.fill(bytes.as_mut_slice());
            Self(bytes)
        };
        std::iter::repeat_with(one).take(RECOVERY_CODES).collect()
    }

    /// Sixteen letters and digits in fours: `ABCD-EFGH-IJKL-MN27`.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let letters = Zeroizing::new(BASE32_NOPAD.encode(self.0.as_slice()));
        let mut text = Zeroizing::new(String::with_capacity(LETTERS + LETTERS / 4));
        for (at, letter) in letters.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        text
    }

    /// Reads a typed code: in any case, with or without hyphens and blanks. The alphabet has no `0`, `1` and
    /// `8`; they are taken for the letters that they were read from. `None` for any other text.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.len() > MAX_TYPED {
            return None;
        }
        let mut letters = Zeroizing::new(String::with_capacity(MAX_TYPED));
        for letter in typed.chars().filter(|letter| *letter != '-' && !letter.is_whitespace()) {
            letters.push(match letter {
                '0' => 'O',
                '1' => 'I',
                '8' => 'B',
                other => other.to_ascii_uppercase(),
            });
        }
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(letters.as_bytes()).ok()?);
        let bytes: &[u8; BYTES] = bytes.as_slice().try_into().ok()?;
        Some(Self(Box::new(Zeroizing::new(*bytes))))
    }

    /// What is stored.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut labelled = Zeroizing::new(b"punte/recovery/1".to_vec());
        labelled.extend_from_slice(self.0.as_slice());
        digest(&labelled)
    }

    /// Which of the stored digests is this code's; all are looked at. The caller deletes that one in the same
    /// transaction that lets the person in.
    #[must_use]
    pub fn find(&self, stored: &[Digest]) -> Option<usize> {
        let own = self.digest();
        let (mut found, mut place) = (Choice::from(0), 0_u64);
        for (at, candidate) in (0_u64..).zip(stored) {
            let same = own.0.ct_eq(&candidate.0);
            place.conditional_assign(&at, same);
            found |= same;
        }
        bool::from(found).then(|| usize::try_from(place).ok()).flatten()
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}
