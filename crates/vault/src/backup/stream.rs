//! The chunks: ChaCha20-Poly1305 with the chunk's number and a mark on the last as nonce (STREAM, of Hoang,
//! Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance",
//! 2015).

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};

use super::BackupError;

/// Bytes of every chunk but the last.
pub(super) const CHUNK: usize = 64 << 10;
pub(super) const TAG: usize = 16;

pub(super) struct Chunks {
    cipher: ChaCha20Poly1305,
    number: u64,
}

impl Chunks {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        Self { cipher: ChaCha20Poly1305::new(key.into()), number: 0 }
    }

    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Seals a chunk in its place and puts its tag behind it.
    pub(super) fn seal(&mut self, chunk: &mut Vec<u8>, last: bool) -> Result<(), BackupError> {
        let nonce = self.nonce(last)?;
        let tag = self.cipher.encrypt_inout_detached(&nonce.into(), &[], chunk.as_mut_slice().into());
        chunk.extend_from_slice(&tag.map_err(|_| BackupError::TooLong)?);
        Ok(())
    }

    /// Opens a chunk in its place and takes its tag off.
    pub(super) fn open(&mut self, chunk: &mut Vec<u8>, last: bool) -> Result<(), BackupError> {
        let at = self.number;
        let nonce = self.nonce(last)?;
        let (inside, tag) = chunk.split_last_chunk_mut::<TAG>().ok_or(BackupError::Damaged(at))?;
        let (length, tag) = (inside.len(), *tag);
        let opened = self.cipher.decrypt_inout_detached(&nonce.into(), &[], inside.into(), (&tag).into());
        opened.map_err(|_| BackupError::Damaged(at))?;
        chunk.truncate(length);
        Ok(())
    }

    /// The number in eleven bytes, big-endian, and the mark of the last.
    fn nonce(&mut self, last: bool) -> Result<[u8; 12], BackupError> {
        let mut nonce = [0; 12];
        let number = self.number.to_be_bytes();
        nonce.iter_mut().skip(3).zip(number).for_each(|(place, byte)| *place = byte);
        if let Some(mark) = nonce.last_mut() {
            *mark = u8::from(last);
        }
        self.number = self.number.checked_add(1).ok_or(BackupError::TooLong)?;
        Ok(nonce)
    }
}
