//! What a file or a credential of the service manager holds: the root secret itself, the root locked by a
//! passphrase, or custodians' shares of it. Reading files and the environment stays with the program.

use std::path::{Path, PathBuf};

use crate::error::VaultError;
use crate::passphrase::LockedRoot;
use crate::root::RootSecret;
use crate::shares::{MAX_SHARES, Share};

/// The most bytes of such a text.
pub const MAX_ROOT_TEXT: usize = 8 * 1024;
/// The most bytes of a credential's name: what file systems take.
const MAX_NAME: usize = 255;

/// A text that leads to the root secret.
#[derive(Debug)]
pub enum RootText {
    /// The secret itself: whoever reads the text has it.
    Plain(RootSecret),
    /// It takes a passphrase.
    Locked(LockedRoot),
    /// It takes as many custodians as the shares say; combine them with [`crate::shares::combine`].
    Shares(Vec<Share>),
}

impl RootText {
    /// Reads a text of any of the three kinds; blank lines, blanks around lines and, above or between them,
    /// lines that begin with `#` are passed over.
    ///
    /// # Errors
    /// [`VaultError::MalformedRoot`], [`VaultError::PassphraseCost`]; no message repeats the text.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        if text.len() > MAX_ROOT_TEXT {
            return Err(VaultError::MalformedRoot);
        }
        let lines: Vec<&str> =
            text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        let begins = |line: &&str, prefix: &str| {
            line.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        match lines.as_slice() {
            [line] if begins(line, "punte-root-") => RootSecret::parse(line).map(Self::Plain),
            [line] if begins(line, "punte-locked-root-") => LockedRoot::parse(line).map(Self::Locked),
            [_, ..] if lines.len() <= usize::from(MAX_SHARES) => {
                let shares: Result<_, _> = lines.iter().map(|line| Share::parse(line)).collect();
                shares.map(Self::Shares).map_err(|_| VaultError::MalformedRoot)
            }
            _ => Err(VaultError::MalformedRoot),
        }
    }
}

/// Where a credential of this name lies, given the folder that the service manager names in
/// `CREDENTIALS_DIRECTORY`. `None` for a folder that is no absolute path, and for a name that would lead out of
/// it.
#[must_use]
pub fn credential_file(folder: &Path, name: &str) -> Option<PathBuf> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let sound = (1..=MAX_NAME).contains(&name.len()) && name.chars().all(plain) && !name.starts_with('.');
    (folder.is_absolute() && sound).then(|| folder.join(name))
}
