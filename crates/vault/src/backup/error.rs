//! Why a backup is not sealed or opened. No message holds a key.

use std::io;

/// Why a backup is not sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The text is no recipient: `age1` and 58 letters and digits.
    #[error("`{0}` is no recipient of backups")]
    Recipient(String),
    /// The text is no identity: `AGE-SECRET-KEY-1` and 58 letters and digits. It is not repeated.
    #[error("this is no identity for backups")]
    Identity,
    /// A backup for nobody would open for nobody.
    #[error("a backup needs a recipient")]
    NoRecipient,
    /// More than [`super::MAX_RECIPIENTS`].
    #[error("`{0}` recipients are too many")]
    TooManyRecipients(usize),
    /// The bytes do not begin as a backup does.
    #[error("this is no backup in the age format, version 1")]
    NotABackup,
    /// The header is longer than [`super::MAX_HEADER`].
    #[error("the header of the backup is too long")]
    HeaderTooLong,
    /// None of the identities is a recipient's.
    #[error("no key at hand opens this backup")]
    NoKeyFits,
    /// A key fits, and the header was changed.
    #[error("the header of the backup was changed")]
    HeaderChanged,
    /// A chunk of 64 KiB was changed or moved, or the backup was cut off after it.
    #[error("the backup was changed or cut off at chunk `{0}`")]
    Damaged(u64),
    /// The bytes end before the first chunk does, or bytes follow that nothing stands for.
    #[error("the backup was cut off")]
    CutOff,
    /// A chunk's number would not fit; nothing on earth is so long.
    #[error("the backup is too long")]
    TooLong,
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl From<BackupError> for io::Error {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Io(error) => error,
            other => Self::new(io::ErrorKind::InvalidData, other),
        }
    }
}

impl From<BackupError> for base::Problem {
    fn from(error: BackupError) -> Self {
        Self::internal(error)
    }
}
