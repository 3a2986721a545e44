//! Codes that change every 30 seconds: TOTP (RFC 6238) with SHA-1, six digits, as every authenticator app
//! reads it.
//!
//! Nothing is kept here. The caller keeps the secret sealed ([`crate::AssociatedData::Totp`]) and beside it the
//! last step that was used, and stores the step that [`verify`] gives in the same transaction that lets the
//! person in: a code that somebody looked at over a shoulder is then good for nobody.

use std::fmt::Write as _;

use base::{Randomness, Timestamp};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::{ConditionallySelectable, ConstantTimeEq, ConstantTimeGreater};
use zeroize::Zeroizing;

/// Seconds of one step.
pub const PERIOD_SECONDS: u32 = 30;
/// Digits of a code.
pub const DIGITS: usize = 6;
/// Bytes of a secret: the length of a SHA-1 digest, as RFC 4226 §4 recommends.
pub const SECRET_BYTES: usize = 20;
/// The most characters of a label in an address; what is longer is cut, so that the QR code stays readable.
pub const LABEL_CHARACTERS: usize = 64;

/// Who issues the codes; stands beside them in the person's app.
const ISSUER: &str = "Punte";
const MODULUS: u32 = 1_000_000;
/// Steps before and after the present one whose codes pass: clocks of telephones go wrong by seconds.
const WINDOW: u64 = 1;
/// The most bytes of a typed code, blanks included.
const MAX_TYPED: usize = 16;

/// The secret that a person's app and the server share. Prints as `TotpSecret(..)`.
pub struct TotpSecret(Box<Zeroizing<[u8; SECRET_BYTES]>>);

impl TotpSecret {
    /// A new random secret.
    #[must_use]
    pub fn random(chance: &Randomness) -> Self {
        let mut bytes = Box::new(Zeroizing::new([0; SECRET_BYTES]));
        chance.fill(bytes.as_mut_slice());
        Self(bytes)
    }

    /// The secret in a slice of exactly 20 bytes, as it was sealed.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; SECRET_BYTES] = bytes.try_into().ok()?;
        Some(Self(Box::new(Zeroizing::new(*bytes))))
    }

    /// Its 20 bytes, to be sealed.
    #[must_use]
    pub fn expose(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }

    /// 32 letters and digits (base32), for whoever types them into an app instead of showing it the QR code.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE32_NOPAD.encode(self.expose()))
    }

    /// The `otpauth://` address that apps read, with the issuer `Punte`. The label says whose codes they are;
    /// of a label the first 64 characters are taken.
    #[must_use]
    pub fn uri(&self, label: &str) -> Zeroizing<String> {
        // Room for every character of four bytes at three letters each: growing would leave the secret behind.
        let mut uri = Zeroizing::new(String::with_capacity(160 + LABEL_CHARACTERS * 12));
        uri.push_str("otpauth://totp/");
        uri.push_str(ISSUER);
        uri.push(':');
        let end = label.char_indices().nth(LABEL_CHARACTERS).map_or(label.len(), |(at, _)| at);
        for &byte in label.as_bytes().iter().take(end) {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                uri.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
        uri.push_str("?secret=");
        uri.push_str(&self.text());
        uri.push_str("&issuer=");
        uri.push_str(ISSUER);
        let _ = write!(uri, "&algorithm=SHA1&digits={DIGITS}&period={PERIOD_SECONDS}");
        uri
    }
}

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(..)")
    }
}

/// The step that an instant lies in: 30-second steps since 1970; 0 before it.
#[must_use]
pub fn step(now: Timestamp) -> u64 {
    let seconds = now.micros().div_euclid(Timestamp::SECOND) / i64::from(PERIOD_SECONDS);
    u64::try_from(seconds).unwrap_or(0)
}

/// The code of a step, six digits with leading zeros.
#[must_use]
pub fn code(secret: &TotpSecret, step: u64) -> Zeroizing<String> {
    Zeroizing::new(format!("{:06}", number(secret, step)))
}

/// The step whose code was typed, if it is the present one or the one before or after it, and later than the
/// last one used; `None` for every other text. Blanks between the digits are taken for what they are. The
/// codes of all three steps are computed and compared whatever was typed. Where a code stands for two of the
/// steps, the later one is given, so that neither passes again.
#[must_use]
pub fn verify(secret: &TotpSecret, typed: &str, now: Timestamp, last_used: Option<u64>) -> Option<u64> {
    let typed = digits(typed)?;
    let present = step(now);
    let first_open = last_used.map_or(0, |last| last.saturating_add(1));
    // 0 stands for none; steps are counted from one here.
    let mut matched = 0_u64;
    for step in present.saturating_sub(WINDOW)..=present.saturating_add(WINDOW) {
        let same = number(secret, step).ct_eq(&typed);
        let open = !first_open.ct_gt(&step);
        matched.conditional_assign(&step.saturating_add(1), same & open);
    }
    // Undoes the counting from one.
    matched.checked_sub(1)
}

/// HOTP (RFC 4226 §5.3) of a step.
fn number(secret: &TotpSecret, step: u64) -> u32 {
    // HMAC takes keys of any length; the type only cannot say so.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret.expose()) else { return MODULUS };
    mac.update(&step.to_be_bytes());
    let tag = mac.finalize().into_bytes();
    // Four bytes from where the last half byte points to; it points to the 16th at most of the 20.
    let offset = usize::from(tag.last().copied().unwrap_or_default() & 0x0F);
    let word = tag.get(offset..).and_then(|rest| rest.first_chunk::<4>()).copied().unwrap_or_default();
    (u32::from_be_bytes(word) & 0x7FFF_FFFF) % MODULUS
}

fn digits(typed: &str) -> Option<u32> {
    if typed.len() > MAX_TYPED {
        return None;
    }
    let digits: Zeroizing<String> =
        Zeroizing::new(typed.chars().filter(|letter| !letter.is_whitespace()).collect());
    let right = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| digits.parse().ok()).flatten()
}
