//! Opening while reading.

use std::io::{self, Read};

use zeroize::{Zeroize, Zeroizing};

use super::header;
use super::stream::{CHUNK, Chunks, TAG};
use super::{BackupError, Identity};

/// Opens what it reads, chunk by chunk; it gives out only bytes that were authenticated. The end of the bytes is
/// given only after the last chunk, so whoever reads to the end without an error has the whole backup.
pub struct Decryptor<R: Read> {
    reader: R,
    chunks: Chunks,
    /// An opened chunk.
    chunk: Zeroizing<Vec<u8>>,
    /// How much of it was given out.
    given: usize,
    /// The first byte of the next chunk: whether there is one tells if a chunk is the last.
    ahead: Option<u8>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    Ended,
    Broken,
}

impl<R: Read> Decryptor<R> {
    /// Reads the header and looks for the key. The reader is read in small pieces here and in pieces of 64 KiB
    /// afterwards: give it a buffer.
    ///
    /// # Errors
    /// [`BackupError::NotABackup`], [`BackupError::HeaderTooLong`], [`BackupError::NoKeyFits`],
    /// [`BackupError::HeaderChanged`], [`BackupError::CutOff`], [`BackupError::Io`].
    pub fn new(identities: &[Identity], mut reader: R) -> Result<Self, BackupError> {
        let key = header::read(&mut reader, identities)?;
        let mut nonce = [0; 16];
        reader.read_exact(&mut nonce).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => BackupError::CutOff,
            _ => BackupError::Io(error),
        })?;
        let payload = key.payload(&nonce).ok_or(BackupError::TooLong)?;
        let mut this = Self {
            reader,
            chunks: Chunks::new(&payload),
            chunk: Zeroizing::new(Vec::with_capacity(CHUNK + TAG)),
            given: 0,
            ahead: None,
            state: State::Reading,
        };
        this.ahead = this.byte()?;
        // The first chunk is opened here, so that damage at the beginning is told before anything is made.
        this.next()?;
        Ok(this)
    }

    fn next(&mut self) -> Result<(), BackupError> {
        let state = std::mem::replace(&mut self.state, State::Broken);
        let first = self.chunks.number() == 0;
        self.chunk.zeroize();
        self.given = 0;
        self.chunk.extend(self.ahead.take());
        let room = (CHUNK + TAG).saturating_sub(self.chunk.len());
        (&mut self.reader).take(room as u64).read_to_end(&mut self.chunk)?;
        if self.chunk.len() == CHUNK + TAG {
            self.ahead = self.byte()?;
        }
        let last = self.ahead.is_none();
        if self.chunk.len() < TAG {
            return Err(BackupError::CutOff);
        }
        let at = self.chunks.number();
        self.chunks.open(&mut self.chunk, last)?;
        // One content has one form: an empty chunk is the only one of an empty backup.
        if self.chunk.is_empty() && !first {
            return Err(BackupError::Damaged(at));
        }
        self.state = if last { State::Ended } else { state };
        Ok(())
    }

    fn byte(&mut self) -> Result<Option<u8>, BackupError> {
        let mut byte = [0];
        loop {
            match self.reader.read(&mut byte) {
                Ok(0) => return Ok(None),
                Ok(_) => return Ok(byte.first().copied()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl<R: Read> Read for Decryptor<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            let left = self.chunk.get(self.given..).unwrap_or_default();
            match self.state {
                State::Broken => return Err(BackupError::Damaged(self.chunks.number()).into()),
                State::Ended if left.is_empty() => return Ok(0),
                State::Reading if left.is_empty() => self.next()?,
                _ => {
                    let length = left.len().min(into.len());
                    into.iter_mut().zip(left).for_each(|(place, byte)| *place = *byte);
                    self.given += length;
                    return Ok(length);
                }
            }
        }
    }
}
