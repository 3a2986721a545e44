//! Wrapping: a key sealed under its parent, ready for the key store.

use base::Randomness;

use crate::associated::AssociatedData;
use crate::error::VaultError;
use crate::key::Key;
use crate::name::KeyName;
use crate::sealing::{open_exact, seal_exact};

/// A key sealed under its parent: a row of the key store. Deleting the row erases what the key sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    /// The key inside.
    pub name: KeyName,
    /// The key it is wrapped under.
    pub parent: KeyName,
    /// The sealed key, 105 bytes, bound to both names.
    pub bytes: Vec<u8>,
}

/// Seals `key` under its parent. Wrapping the same key again under another parent moves it: what it sealed
/// still opens.
///
/// # Errors
/// [`VaultError::WrongParent`] when the hierarchy has no such place.
pub fn wrap(
    parent: (KeyName, &Key),
    name: KeyName,
    key: &Key,
    chance: &Randomness,
) -> Result<WrappedKey, VaultError> {
    let (parent, parent_key) = parent;
    let bytes = seal_exact(parent_key, &place(name, parent)?, key.expose(), chance)?;
    Ok(WrappedKey { name, parent, bytes })
}

/// Opens a wrapped key with its parent's key.
///
/// # Errors
/// [`VaultError::WrongParent`], or what [`crate::open`] refuses.
pub fn unwrap(parent_key: &Key, wrapped: &WrappedKey) -> Result<Key, VaultError> {
    let inside = open_exact(parent_key, &place(wrapped.name, wrapped.parent)?, &wrapped.bytes)?;
    Key::from_slice(&inside).ok_or(VaultError::Damaged)
}

fn place(name: KeyName, parent: KeyName) -> Result<AssociatedData, VaultError> {
    if name.may_lie_under(&parent) {
        Ok(AssociatedData::Wrapped { name, parent })
    } else {
        Err(VaultError::WrongParent { name, parent })
    }
}
