//! The root secret among custodians: any few of them restore it together, fewer learn nothing (Shamir, "How to
//! share a secret", 1979).
//!
//! What is shared is the secret with a 16-byte check under it. So the shares below the threshold say nothing at
//! all, not even whether a guess is right, and what is put together from a wrong share is found out.
//!
//! One share is one line, to be printed or kept on a stick:
//! `punte-share-1:<set>:<custodian>:<needed>:<of>:<letters>`. The letters (base32) are 48 bytes of share and a
//! 4-byte check of the whole line, so that a slip of the pen is told from a wrong share.

use std::fmt;

use base::Randomness;
use data_encoding::{BASE32_NOPAD, HEXLOWER_PERMISSIVE};
use zeroize::Zeroizing;

use crate::galois::{add, evaluate, multiply, weight_at_zero};
use crate::key::{digest, same};
use crate::root::RootSecret;

/// The most custodians.
pub const MAX_SHARES: u8 = 16;

const PREFIX: &str = "punte-share-1:";
const SET: usize = 8;
const SECRET: usize = 32;
const TAG: usize = 16;
const DATA: usize = SECRET + TAG;
const CHECK: usize = 4;
/// The most bytes of a line, blanks around it included.
const MAX_LINE: usize = 256;

/// Why shares do not make a root secret. No message holds a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// Needed must be at least 2 and at most the number of custodians, and they at most 16.
    #[error("`{needed}` of `{of}` custodians cannot hold a secret")]
    Numbers {
        /// How many shall be needed.
        needed: u8,
        /// Of how many.
        of: u8,
    },
    /// The line is not what [`Share::text`] writes.
    #[error("share is malformed or mistyped")]
    Malformed,
    /// The shares come from two different splittings.
    #[error("shares belong to different sets")]
    MixedSets,
    /// Two different shares of one set name the same custodian; one of them is forged.
    #[error("two shares of custodian `{0}` differ")]
    Contradiction(u8),
    /// More custodians must come.
    #[error("`{given}` shares of `{needed}` needed")]
    TooFew {
        /// How many different ones there are.
        given: usize,
        /// How many it takes.
        needed: u8,
    },
    /// The shares read well and do not make the secret that was split: one of them at least is wrong.
    #[error("a share is wrong")]
    WrongShare,
}

/// One custodian's share. Its bytes leave memory when it is dropped; it prints without them.
pub struct Share {
    set: [u8; SET],
    custodian: u8,
    needed: u8,
    of: u8,
    data: Box<Zeroizing<[u8; DATA]>>,
}

/// Splits a root secret among `of` custodians so that any `needed` of them restore it. Every splitting is a new
/// set; shares of two sets do not mix. `chance` must be the system's outside tests.
///
/// # Errors
/// [`ShareError::Numbers`].
pub fn split(root: &RootSecret, needed: u8, of: u8, chance: &Randomness) -> Result<Vec<Share>, ShareError> {
    if !sound(needed, of) {
        return Err(ShareError::Numbers { needed, of });
    }
    let set: [u8; SET] = chance.bytes();
    let secret = with_tag(root, &set, needed, of);
    let share = |custodian| Share { set, custodian, needed, of, data: Box::new(Zeroizing::new([0; DATA])) };
    let mut shares: Vec<Share> = (1..=of).map(share).collect();
    // A polynomial for each byte, with the byte as its value at 0; the highest coefficient too may be 0.
    let mut coefficients = Zeroizing::new(vec![0; usize::from(needed)]);
    for (at, &byte) in secret.iter().enumerate() {
        if let Some((constant, others)) = coefficients.split_first_mut() {
            *constant = byte;
            chance.fill(others);
        }
        for share in &mut shares {
            let value = evaluate(&coefficients, share.custodian);
            share.data.iter_mut().skip(at).take(1).for_each(|place| *place = value);
        }
    }
    Ok(shares)
}

/// Restores the root secret. More shares than needed may be given, the same one twice, and in any order; a
/// wrong one among more than needed does no harm, as long as enough of the others are right.
///
/// # Errors
/// [`ShareError::TooFew`], [`ShareError::MixedSets`], [`ShareError::Contradiction`] or
/// [`ShareError::WrongShare`].
pub fn combine(shares: &[Share]) -> Result<RootSecret, ShareError> {
    let mut different: Vec<&Share> = Vec::new();
    for share in shares {
        let known = different.first().copied().unwrap_or(share);
        if (known.set, known.needed, known.of) != (share.set, share.needed, share.of) {
            return Err(ShareError::MixedSets);
        }
        match different.iter().find(|other| other.custodian == share.custodian) {
            None => different.push(share),
            Some(other) if same(&digest(other.data.as_slice()), &digest(share.data.as_slice())) => {}
            Some(_) => return Err(ShareError::Contradiction(share.custodian)),
        }
    }
    let (given, needed) = (different.len(), different.first().map_or(2, |share| share.needed));
    if given < usize::from(needed) {
        return Err(ShareError::TooFew { given, needed });
    }
    // At most 16 custodians: at most 12,870 choices of the needed ones, and usually the first is right.
    (0_u32..1 << given)
        .filter(|choice| choice.count_ones() == u32::from(needed))
        .find_map(|choice| {
            let chosen = different.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1);
            restore(&chosen.map(|(_, share)| *share).collect::<Vec<_>>())
        })
        .ok_or(ShareError::WrongShare)
}

fn restore(shares: &[&Share]) -> Option<RootSecret> {
    let first = shares.first()?;
    let places: Vec<u8> = shares.iter().map(|share| share.custodian).collect();
    let mut secret = Box::new(Zeroizing::new([0; DATA]));
    for share in shares {
        let weight = weight_at_zero(share.custodian, &places);
        for (sum, &value) in secret.iter_mut().zip(share.data.iter()) {
            *sum = add(*sum, multiply(value, weight));
        }
    }
    let (key, written) = secret.split_at_checked(SECRET)?;
    let root = RootSecret::from_slice(key)?;
    let expected = with_tag(&root, &first.set, first.needed, first.of);
    let tag = expected.split_at_checked(SECRET)?.1;
    bool::from(subtle::ConstantTimeEq::ct_eq(tag, written)).then_some(root)
}

/// The secret, and the check that only who has the secret can make.
fn with_tag(root: &RootSecret, set: &[u8; SET], needed: u8, of: u8) -> Box<Zeroizing<[u8; DATA]>> {
    let tag = root.key().tag("punte/share/1/root", &[set, &[needed, of]]);
    let mut bytes = Box::new(Zeroizing::new([0; DATA]));
    let secret = root.key().expose().iter().chain(tag.0.iter().take(TAG));
    bytes.iter_mut().zip(secret).for_each(|(place, &byte)| *place = byte);
    bytes
}

fn sound(needed: u8, of: u8) -> bool {
    needed >= 2 && needed <= of && of <= MAX_SHARES
}

impl Share {
    /// Whose it is: 1 for the first custodian.
    #[must_use]
    pub fn custodian(&self) -> u8 {
        self.custodian
    }

    /// How many are needed, and of how many.
    #[must_use]
    pub fn needed_of(&self) -> (u8, u8) {
        (self.needed, self.of)
    }

    /// The set that it belongs to, 16 hexadecimal digits: the same on all shares of one splitting, and no
    /// secret.
    #[must_use]
    pub fn set(&self) -> String {
        HEXLOWER_PERMISSIVE.encode(&self.set)
    }

    /// Its line.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let head = self.head();
        let mut bytes = Zeroizing::new(Vec::with_capacity(DATA + CHECK));
        bytes.extend_from_slice(self.data.as_slice());
        bytes.extend_from_slice(&self.check());
        let letters = Zeroizing::new(BASE32_NOPAD.encode(&bytes));
        let mut text = Zeroizing::new(String::with_capacity(head.len() + letters.len()));
        text.push_str(&head);
        text.push_str(&letters);
        text
    }

    /// Reads what [`Share::text`] writes, in any case, with blanks around it.
    ///
    /// # Errors
    /// [`ShareError::Malformed`]; the message does not repeat the text.
    pub fn parse(line: &str) -> Result<Self, ShareError> {
        if line.len() > MAX_LINE {
            return Err(ShareError::Malformed);
        }
        let line = Zeroizing::new(line.trim().to_ascii_lowercase());
        Self::read(&line).ok_or(ShareError::Malformed)
    }

    fn read(line: &str) -> Option<Self> {
        let mut fields = line.strip_prefix(PREFIX)?.split(':');
        let set = HEXLOWER_PERMISSIVE.decode(fields.next()?.as_bytes()).ok()?;
        let set: [u8; SET] = set.try_into().ok()?;
        let mut number = || fields.next().filter(|digits| digits.len() <= 2)?.parse::<u8>().ok();
        let (custodian, needed, of) = (number()?, number()?, number()?);
        let letters = Zeroizing::new(fields.next()?.to_ascii_uppercase());
        if fields.next().is_some() || !sound(needed, of) || custodian == 0 || custodian > of {
            return None;
        }
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(letters.as_bytes()).ok()?);
        let (data, written) = bytes.split_first_chunk::<DATA>()?;
        let share = Self { set, custodian, needed, of, data: Box::new(Zeroizing::new(*data)) };
        (share.check() == written).then_some(share)
    }

    fn head(&self) -> String {
        format!("{PREFIX}{}:{}:{}:{}:", self.set(), self.custodian, self.needed, self.of)
    }

    fn check(&self) -> [u8; CHECK] {
        let mut line = Zeroizing::new(self.head().into_bytes());
        line.reserve_exact(DATA);
        line.extend_from_slice(self.data.as_slice());
        digest(&line).0.first_chunk().copied().unwrap_or_default()
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Share({} of {} in set {})", self.custodian, self.of, self.set())
    }
}
