//! Sealing while writing.

use std::io::{self, Write};

use base::Randomness;
use zeroize::{Zeroize, Zeroizing};

use super::header::{self, FileKey};
use super::stream::{CHUNK, Chunks, TAG};
use super::{BackupError, Recipient};

/// Seals what is written to it, chunk by chunk. Without [`Encryptor::finish`] the backup stays cut off, and says
/// so when it is opened.
#[must_use = "a backup that is not finished does not open"]
pub struct Encryptor<W: Write> {
    writer: W,
    chunks: Chunks,
    /// What is not written yet: never more than a chunk, and room for its tag.
    waiting: Zeroizing<Vec<u8>>,
    /// After an error nothing more is written: where the writer stands is not known.
    broken: bool,
}

impl<W: Write> Encryptor<W> {
    /// Begins a backup for these recipients; the header is written at once. `chance` must be the system's
    /// outside tests.
    ///
    /// # Errors
    /// [`BackupError::NoRecipient`], [`BackupError::TooManyRecipients`]; [`BackupError::Recipient`] for one of
    /// low order; [`BackupError::Io`].
    pub fn new(recipients: &[Recipient], mut writer: W, chance: &Randomness) -> Result<Self, BackupError> {
        let key = FileKey::random(chance);
        writer.write_all(&header::write(&key, recipients, chance)?)?;
        let nonce: [u8; 16] = chance.bytes();
        writer.write_all(&nonce)?;
        let payload = key.payload(&nonce).ok_or(BackupError::TooLong)?;
        let waiting = Zeroizing::new(Vec::with_capacity(CHUNK + TAG));
        Ok(Self { writer, chunks: Chunks::new(&payload), waiting, broken: false })
    }

    /// Writes the last chunk and gives the writer back, flushed.
    ///
    /// # Errors
    /// The writer's.
    pub fn finish(mut self) -> Result<W, BackupError> {
        self.put(true)?;
        self.writer.flush()?;
        Ok(self.writer)
    }

    fn put(&mut self, last: bool) -> Result<(), BackupError> {
        if std::mem::replace(&mut self.broken, true) {
            return Err(BackupError::CutOff);
        }
        self.chunks.seal(&mut self.waiting, last)?;
        self.writer.write_all(&self.waiting)?;
        self.waiting.zeroize();
        self.broken = false;
        Ok(())
    }
}

impl<W: Write> Write for Encryptor<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        // A full chunk waits until more comes: only then it is not the last.
        if self.waiting.len() == CHUNK {
            self.put(false)?;
        }
        let taken = bytes.get(..CHUNK.saturating_sub(self.waiting.len())).unwrap_or(bytes);
        self.waiting.extend_from_slice(taken);
        Ok(taken.len())
    }

    /// Flushes the writer; bytes of a chunk that is not full stay here until [`Encryptor::finish`].
    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
