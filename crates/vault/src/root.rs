//! The root secret and its text form.

use base::Randomness;
use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::key::Key;

const PREFIX: &str = "punte-root-1:";
/// Bytes of the check that finds a mistyped secret; of 256 random bits they give nothing away.
const CHECK: usize = 4;

/// The secret that all keys hang from: 32 random bytes. Prints as `RootSecret(..)` at most.
#[derive(Debug)]
pub struct RootSecret(Key);

impl RootSecret {
    /// A new random secret.
    #[must_use]
    pub fn random(chance: &Randomness) -> Self {
        Self(Key::random(chance))
    }

    /// One line for a file only its owner may read (mode 0600): `punte-root-1:` and 58 letters and digits, the
    /// last of them a check.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(32 + CHECK));
        bytes.extend_from_slice(self.0.expose());
        bytes.extend_from_slice(&check(&self.0));
        let letters = Zeroizing::new(BASE32_NOPAD.encode(&bytes));
        let mut text = Zeroizing::new(String::with_capacity(PREFIX.len() + letters.len()));
        text.push_str(PREFIX);
        text.push_str(&letters);
        text
    }

    /// Reads what [`RootSecret::text`] writes, in any case, with blanks around it.
    ///
    /// # Errors
    /// [`VaultError::MalformedRoot`]; the message does not repeat the text.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let letters = text.trim().split_once(':').filter(|(prefix, _)| {
            PREFIX.strip_suffix(':').is_some_and(|expected| prefix.eq_ignore_ascii_case(expected))
        });
        let (_, letters) = letters.ok_or(VaultError::MalformedRoot)?;
        let letters = Zeroizing::new(letters.to_ascii_uppercase());
        let bytes =
            Zeroizing::new(BASE32_NOPAD.decode(letters.as_bytes()).map_err(|_| VaultError::MalformedRoot)?);
        let (secret, written) = bytes.split_at_checked(32).ok_or(VaultError::MalformedRoot)?;
        let secret = Key::from_slice(secret).ok_or(VaultError::MalformedRoot)?;
        if written != check(&secret) {
            return Err(VaultError::MalformedRoot);
        }
        Ok(Self(secret))
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        Key::from_slice(bytes).map(Self)
    }

    pub(crate) fn key(&self) -> &Key {
        &self.0
    }

    pub(crate) fn into_key(self) -> Key {
        self.0
    }
}

fn check(secret: &Key) -> [u8; CHECK] {
    let tag = secret.tag("punte/root/1/check", &[]);
    tag.0.first_chunk::<CHECK>().copied().unwrap_or_default()
}
