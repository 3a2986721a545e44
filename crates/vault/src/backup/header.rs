//! The header: for each recipient the file key, and a tag over it all.

use std::io::Read;

use base::Randomness;
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _};
use data_encoding::BASE64_NOPAD;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{BackupError, Identity, Recipient};

/// The most recipients of one backup.
pub const MAX_RECIPIENTS: usize = 32;
/// The most bytes of a header that is read, of whatever kinds its stanzas are: 64 KiB.
pub const MAX_HEADER: usize = 64 << 10;

const VERSION: &str = "age-encryption.org/v1";
const STANZA: &str = "-> ";
const KIND: &str = "X25519";
const MAC: &str = "---";
const COLUMNS: usize = 64;
const FILE_KEY: usize = 16;
const TAG: usize = 16;
const WRAP_LABEL: &[u8] = b"age-encryption.org/v1/X25519";

/// The key of one backup, 16 random bytes.
pub(super) struct FileKey(Zeroizing<[u8; FILE_KEY]>);

impl FileKey {
    pub(super) fn random(chance: &Randomness) -> Self {
        let mut key = Zeroizing::new([0; FILE_KEY]);
        chance.fill(key.as_mut_slice());
        Self(key)
    }

    /// The key of the chunks, by the nonce before them.
    pub(super) fn payload(&self, nonce: &[u8; 16]) -> Option<Zeroizing<[u8; 32]>> {
        expand(self.0.as_slice(), Some(nonce), b"payload")
    }

    fn mac(&self, header: &[u8]) -> Option<Hmac<Sha256>> {
        let key = expand(self.0.as_slice(), None, b"header")?;
        let mut mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).ok()?;
        mac.update(header);
        Some(mac)
    }
}

fn expand(secret: &[u8], salt: Option<&[u8]>, label: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(salt, secret).expand(label, key.as_mut_slice()).ok()?;
    Some(key)
}

/// The header for these recipients.
pub(super) fn write(
    key: &FileKey,
    recipients: &[Recipient],
    chance: &Randomness,
) -> Result<Vec<u8>, BackupError> {
    if recipients.is_empty() {
        return Err(BackupError::NoRecipient);
    }
    if recipients.len() > MAX_RECIPIENTS {
        return Err(BackupError::TooManyRecipients(recipients.len()));
    }
    let mut text = format!("{VERSION}\n");
    for recipient in recipients {
        let ephemeral = Identity::random(chance);
        let share = ephemeral.recipient();
        let sealed = wrap(key, &ephemeral, share, *recipient)
            .ok_or_else(|| BackupError::Recipient(recipient.to_string()))?;
        // 32 bytes are 43 letters, one line of less than 64 columns: no empty line closes it.
        let (share, sealed) = (BASE64_NOPAD.encode(&share.0), BASE64_NOPAD.encode(&sealed));
        text.push_str(&format!("{STANZA}{KIND} {share}\n{sealed}\n"));
    }
    text.push_str(MAC);
    let mac = key.mac(text.as_bytes()).ok_or(BackupError::HeaderChanged)?;
    text.push_str(&format!(" {}\n", BASE64_NOPAD.encode(&mac.finalize().into_bytes())));
    Ok(text.into_bytes())
}

fn wrapping_key(shared: &[u8; 32], share: Recipient, recipient: Recipient) -> Option<ChaCha20Poly1305> {
    let salt = [share.0, recipient.0].concat();
    let key = expand(shared, Some(&salt), WRAP_LABEL)?;
    Some(ChaCha20Poly1305::new((&*key).into()))
}

fn wrap(key: &FileKey, ephemeral: &Identity, share: Recipient, recipient: Recipient) -> Option<Vec<u8>> {
    let shared = ephemeral.agree(recipient.0)?;
    let cipher = wrapping_key(&shared, share, recipient)?;
    let mut sealed = Vec::with_capacity(FILE_KEY + TAG);
    sealed.extend_from_slice(key.0.as_slice());
    // The key is used for this alone, so the nonce may be zero.
    let tag = cipher.encrypt_inout_detached(&[0; 12].into(), &[], sealed.as_mut_slice().into()).ok()?;
    sealed.extend_from_slice(&tag);
    Some(sealed)
}

fn unwrap(identity: &Identity, share: [u8; 32], sealed: &[u8]) -> Option<FileKey> {
    let (inside, tag) = sealed.split_first_chunk::<FILE_KEY>()?;
    let tag: &[u8; TAG] = tag.try_into().ok()?;
    let shared = identity.agree(share)?;
    let cipher = wrapping_key(&shared, Recipient(share), identity.recipient())?;
    let mut key = Zeroizing::new(*inside);
    let opened = cipher.decrypt_inout_detached(&[0; 12].into(), &[], key.as_mut_slice().into(), tag.into());
    opened.ok().map(|()| FileKey(key))
}

/// Reads a header up to the byte before the payload, and finds the file key.
pub(super) fn read(reader: &mut impl Read, identities: &[Identity]) -> Result<FileKey, BackupError> {
    let mut lines = Lines { reader, read: Vec::new() };
    if lines.next()? != VERSION {
        return Err(BackupError::NotABackup);
    }
    let mut found = None;
    let mut line = lines.next()?;
    let (written, covered) = loop {
        if let Some(mac) = line.strip_prefix(MAC).and_then(|rest| rest.strip_prefix(' ')) {
            let covered = lines.read.len().saturating_sub(mac.len() + 2);
            break (decode(mac)?, covered);
        }
        let stanza = line.strip_prefix(STANZA).ok_or(BackupError::NotABackup)?;
        let arguments: Vec<&str> = stanza.split(' ').collect();
        let sound = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_graphic());
        if !arguments.iter().all(sound) {
            return Err(BackupError::NotABackup);
        }
        let share = match arguments.as_slice() {
            [KIND, share] => Some(<[u8; 32]>::try_from(decode(share)?).map_err(|_| BackupError::NotABackup)?),
            [KIND, ..] => return Err(BackupError::NotABackup),
            _ => None,
        };
        let body = lines.body()?;
        if let Some(share) = share {
            if body.len() != FILE_KEY + TAG {
                return Err(BackupError::NotABackup);
            }
            found = found.or_else(|| identities.iter().find_map(|one| unwrap(one, share, &body)));
        }
        line = lines.next()?;
    };
    let key = found.ok_or(BackupError::NoKeyFits)?;
    let covered = lines.read.get(..covered).ok_or(BackupError::NotABackup)?;
    let mac = key.mac(covered).ok_or(BackupError::HeaderChanged)?;
    mac.verify_slice(&written).map_err(|_| BackupError::HeaderChanged)?;
    Ok(key)
}

/// Base64 in its one canonical form.
fn decode(letters: &str) -> Result<Vec<u8>, BackupError> {
    BASE64_NOPAD.decode(letters.as_bytes()).map_err(|_| BackupError::NotABackup)
}

/// Lines that end in a line feed, read byte by byte: what follows the header must stay in the reader.
struct Lines<'a, R> {
    reader: &'a mut R,
    /// All bytes so far.
    read: Vec<u8>,
}

impl<R: Read> Lines<'_, R> {
    fn next(&mut self) -> Result<String, BackupError> {
        let start = self.read.len();
        loop {
            let mut byte = [0];
            self.reader.read_exact(&mut byte).map_err(|error| match error.kind() {
                std::io::ErrorKind::UnexpectedEof => BackupError::NotABackup,
                _ => BackupError::Io(error),
            })?;
            self.read.extend_from_slice(&byte);
            let line = self.read.get(start..).unwrap_or_default();
            // Bytes of something else are not read to the limit before they are refused.
            if start == 0 && !VERSION.as_bytes().starts_with(line) && line.strip_suffix(b"\n").is_none() {
                return Err(BackupError::NotABackup);
            }
            if let Some(line) = line.strip_suffix(b"\n") {
                let text = std::str::from_utf8(line).ok().filter(|text| text.is_ascii());
                return text.map(str::to_owned).ok_or(BackupError::NotABackup);
            }
            if self.read.len() >= MAX_HEADER {
                return Err(BackupError::HeaderTooLong);
            }
        }
    }

    /// A stanza's body: full lines of 64 columns and one shorter line, which may be empty.
    fn body(&mut self) -> Result<Vec<u8>, BackupError> {
        let mut letters = String::new();
        loop {
            let line = self.next()?;
            letters.push_str(&line);
            if line.len() > COLUMNS {
                return Err(BackupError::NotABackup);
            }
            if line.len() < COLUMNS {
                return decode(&letters);
            }
        }
    }
}
