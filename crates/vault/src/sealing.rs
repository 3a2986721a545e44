//! Sealing, format version 1: XChaCha20-Poly1305 that commits to its key and hides the length.
//!
//! `version (1) | nonce (24) | commitment (32) | ciphertext | tag (16)`
//!
//! HKDF-SHA-256 (RFC 5869) with the key as input and the nonce as salt yields the sealing key and the
//! commitment, under two labels. The commitment is compared, in constant time, before anything is decrypted:
//! XChaCha20-Poly1305 alone lets an attacker make bytes that open under two keys (Len, Grubbs, Ristenpart,
//! "Partitioning Oracle Attacks", 2021). The version byte is authenticated with the associated data.
//!
//! The plaintext inside is `length (u32, big-endian) | bytes | zeros` up to a multiple of 256 bytes, so that
//! the length of a name or a note shows only in steps.

use base::Randomness;
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use hkdf::Hkdf;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use crate::associated::AssociatedData;
use crate::error::VaultError;
use crate::key::Key;

/// The format that [`seal`] writes.
pub const VERSION: u8 = 1;
/// Plaintexts are padded to multiples of this many bytes.
pub const STEP: usize = 256;
/// The most bytes that are sealed at once: 256 MiB.
pub const MAX_PLAINTEXT: usize = 256 << 20;
/// Bytes of the format around the padded plaintext.
pub const OVERHEAD: usize = 1 + NONCE + COMMITMENT + TAG;

const NONCE: usize = 24;
const COMMITMENT: usize = 32;
const TAG: usize = 16;
const LENGTH: usize = 4;
const SEALING_LABEL: &[u8] = b"punte/seal/1/key";
const COMMITMENT_LABEL: &[u8] = b"punte/seal/1/commitment";

/// Seals `plaintext` for its place. `chance` must be the system's outside tests.
///
/// # Errors
/// [`VaultError::TooLong`] beyond [`MAX_PLAINTEXT`].
pub fn seal(
    key: &Key,
    place: &AssociatedData,
    plaintext: &[u8],
    chance: &Randomness,
) -> Result<Vec<u8>, VaultError> {
    let too_long = || VaultError::TooLong(plaintext.len());
    if plaintext.len() > MAX_PLAINTEXT {
        return Err(too_long());
    }
    let length = u32::try_from(plaintext.len()).map_err(|_| too_long())?;
    let padded = (LENGTH + plaintext.len()).next_multiple_of(STEP);
    seal_with(key, place, padded, chance, |inside| {
        inside.extend_from_slice(&length.to_be_bytes());
        inside.extend_from_slice(plaintext);
    })
}

/// Opens what [`seal`] sealed for the same place with the same key. The plaintext leaves memory when dropped.
///
/// # Errors
/// [`VaultError::TooShort`], [`VaultError::UnknownVersion`], [`VaultError::WrongKey`] or
/// [`VaultError::Damaged`].
pub fn open(key: &Key, place: &AssociatedData, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    if sealed.len() < OVERHEAD + STEP {
        return Err(VaultError::TooShort(sealed.len()));
    }
    let mut inside = open_exact(key, place, sealed)?;
    let length = inside.first_chunk::<LENGTH>().ok_or(VaultError::Damaged)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| VaultError::Damaged)?;
    let end = length.checked_add(LENGTH).ok_or(VaultError::Damaged)?;
    // One plaintext has one padded form: the shortest, filled with zeros.
    let padding = inside.get(end..).ok_or(VaultError::Damaged)?;
    if inside.len() != end.next_multiple_of(STEP) || padding.iter().any(|&byte| byte != 0) {
        return Err(VaultError::Damaged);
    }
    inside.copy_within(LENGTH..end, 0);
    inside.truncate(length);
    Ok(inside)
}

/// Seals bytes whose length is no secret, without padding: wrapped keys, of which there are many.
pub(crate) fn seal_exact(
    key: &Key,
    place: &AssociatedData,
    plaintext: &[u8],
    chance: &Randomness,
) -> Result<Vec<u8>, VaultError> {
    seal_with(key, place, plaintext.len(), chance, |inside| inside.extend_from_slice(plaintext))
}

/// Opens what [`seal_exact`] sealed, and gives [`open`] its padded plaintext.
pub(crate) fn open_exact(
    key: &Key,
    place: &AssociatedData,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let too_short = || VaultError::TooShort(sealed.len());
    let (&version, rest) = sealed.split_first().ok_or_else(too_short)?;
    let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or_else(too_short)?;
    let (commitment, rest) = rest.split_first_chunk::<COMMITMENT>().ok_or_else(too_short)?;
    let (ciphertext, tag) = rest.split_last_chunk::<TAG>().ok_or_else(too_short)?;
    if version != VERSION {
        return Err(VaultError::UnknownVersion(version));
    }
    let (cipher, expected) = derive(key, nonce)?;
    if !bool::from(expected.ct_eq(commitment)) {
        return Err(VaultError::WrongKey);
    }
    let mut inside = Zeroizing::new(ciphertext.to_vec());
    cipher
        .decrypt_inout_detached(
            nonce.into(),
            &authenticated(version, place),
            inside.as_mut_slice().into(),
            tag.into(),
        )
        .map_err(|_| VaultError::Damaged)?;
    Ok(inside)
}

fn seal_with(
    key: &Key,
    place: &AssociatedData,
    padded: usize,
    chance: &Randomness,
    write: impl FnOnce(&mut Vec<u8>),
) -> Result<Vec<u8>, VaultError> {
    let nonce: [u8; NONCE] = chance.bytes();
    let (cipher, commitment) = derive(key, &nonce)?;
    // The whole room is taken at once: growing would leave the plaintext behind in freed memory.
    let mut sealed = Vec::with_capacity(OVERHEAD + padded);
    sealed.push(VERSION);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&commitment);
    let start = sealed.len();
    write(&mut sealed);
    sealed.resize(start + padded, 0);
    let inside = sealed.get_mut(start..).ok_or(VaultError::TooLong(padded))?;
    let tag = cipher.encrypt_inout_detached((&nonce).into(), &authenticated(VERSION, place), inside.into());
    match tag {
        Ok(tag) => {
            sealed.extend_from_slice(&tag);
            Ok(sealed)
        }
        Err(_) => {
            sealed.zeroize();
            Err(VaultError::TooLong(padded))
        }
    }
}

/// The cipher under the sealing key of this nonce, and the commitment that goes with it.
fn derive(key: &Key, nonce: &[u8; NONCE]) -> Result<(XChaCha20Poly1305, [u8; COMMITMENT]), VaultError> {
    let derived = Hkdf::<Sha256>::new(Some(nonce), key.expose());
    let mut sealing_key = Zeroizing::new([0; 32]);
    let mut commitment = [0; COMMITMENT];
    // Both outputs are one block long; HKDF refuses only outputs of more than 255.
    derived.expand(SEALING_LABEL, &mut *sealing_key).map_err(|_| VaultError::Damaged)?;
    derived.expand(COMMITMENT_LABEL, &mut commitment).map_err(|_| VaultError::Damaged)?;
    Ok((XChaCha20Poly1305::new((&*sealing_key).into()), commitment))
}

fn authenticated(version: u8, place: &AssociatedData) -> Vec<u8> {
    let mut bytes = place.to_bytes();
    bytes.insert(0, version);
    bytes
}
