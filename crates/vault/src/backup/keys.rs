//! Recipients, whose public half stands in the configuration, and identities, which are kept elsewhere.

use std::fmt;

use base::Randomness;
use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};
use zeroize::Zeroizing;

use super::BackupError;
use crate::key::Key;

const RECIPIENT: &str = "age";
const IDENTITY: &str = "age-secret-key-";
/// The most bytes of either text: an identity has 74.
const MAX_TEXT: usize = 128;
/// The most bytes of a file of identities.
const MAX_FILE: usize = 8 * 1024;

/// Who a backup is sealed for: an X25519 public key, written `age1…`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Recipient(pub(super) [u8; 32]);

impl Recipient {
    /// Reads `age1…`, with blanks around it.
    ///
    /// # Errors
    /// [`BackupError::Recipient`] with the text, which is no secret, unless it is an identity by mistake.
    pub fn parse(text: &str) -> Result<Self, BackupError> {
        let text = text.trim();
        decode(text, RECIPIENT).map(|key| Self(*key)).ok_or_else(|| {
            // Whoever mixes the two up must not find the secret one in a log.
            let secret = text.get(..IDENTITY.len()).is_some_and(|start| start.eq_ignore_ascii_case(IDENTITY));
            let shown =
                if secret { "AGE-SECRET-KEY-…".to_owned() } else { text.chars().take(80).collect() };
            BackupError::Recipient(shown)
        })
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hrp = Hrp::parse(RECIPIENT).map_err(|_| fmt::Error)?;
        bech32::encode_lower_to_fmt::<Bech32, _>(f, hrp, &self.0).map_err(|_| fmt::Error)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({self})")
    }
}

/// What opens the backups of its recipient: an X25519 secret key, written `AGE-SECRET-KEY-1…`. Its bytes leave
/// memory when it is dropped; it prints as `Identity(..)`.
pub struct Identity(Key);

impl Identity {
    /// A new random identity. `chance` must be the system's outside tests.
    #[must_use]
    pub fn random(chance: &Randomness) -> Self {
        Self(Key::random(chance))
    }

    /// Reads `AGE-SECRET-KEY-1…`, with blanks around it.
    ///
    /// # Errors
    /// [`BackupError::Identity`].
    pub fn parse(text: &str) -> Result<Self, BackupError> {
        let key = decode(text.trim(), IDENTITY).and_then(|key| Key::from_slice(key.as_slice()));
        key.map(Self).ok_or(BackupError::Identity)
    }

    /// Reads a file of identities, one a line, as `age-keygen` writes it; blank lines and those that begin with
    /// `#` are passed over.
    ///
    /// # Errors
    /// [`BackupError::Identity`] for any other line, for no identity at all, and beyond 8 KiB.
    pub fn parse_file(text: &str) -> Result<Vec<Self>, BackupError> {
        if text.len() > MAX_FILE {
            return Err(BackupError::Identity);
        }
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let identities = lines.map(Self::parse).collect::<Result<Vec<_>, _>>()?;
        if identities.is_empty() { Err(BackupError::Identity) } else { Ok(identities) }
    }

    /// One line for a file that only its owner may read, as `age-keygen` writes it.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        // Room for the whole line: growing would leave a piece of it behind.
        let mut text = Zeroizing::new(String::with_capacity(MAX_TEXT));
        if let Ok(hrp) = Hrp::parse(IDENTITY) {
            // Fails only for texts beyond bech32's limit of 1,023 letters.
            let _ = bech32::encode_upper_to_fmt::<Bech32, _>(&mut *text, hrp, self.0.expose());
        }
        text
    }

    /// The recipient whose backups it opens.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        Recipient(x25519(*self.0.expose(), X25519_BASEPOINT_BYTES))
    }

    /// The secret shared with whoever holds the other half of a public key; `None` for a point of low order,
    /// which would give the same secret to everybody.
    pub(super) fn agree(&self, public: [u8; 32]) -> Option<Zeroizing<[u8; 32]>> {
        let shared = Zeroizing::new(x25519(*self.0.expose(), public));
        let zero = bool::from(subtle::ConstantTimeEq::ct_eq(shared.as_slice(), [0; 32].as_slice()));
        (!zero).then_some(shared)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(..)")
    }
}

fn decode(text: &str, expected: &str) -> Option<Zeroizing<[u8; 32]>> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let checked = CheckedHrpstring::new::<Bech32>(text).ok()?;
    if checked.hrp() != Hrp::parse(expected).ok()? || checked.byte_iter().len() != 32 {
        return None;
    }
    // One key has one text: the last letter's spare bits must be zero.
    checked.validate_segwit_padding().ok()?;
    let mut key = Zeroizing::new([0; 32]);
    key.iter_mut().zip(checked.byte_iter()).for_each(|(place, byte)| *place = byte);
    Some(key)
}
