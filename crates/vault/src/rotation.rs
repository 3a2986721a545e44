//! Rotation: what hangs under an upper key is wrapped anew under another one. No sealed body is rewritten: the
//! keys below stay the same keys, only their wrappings change. It is what follows when an upper key, or the root
//! secret, may have become known, and when a stream passes to another agency.
//!
//! Two things are the caller's. All rows below the key must be given, and stored together with the key's own new
//! row in one transaction, each in place of the former row of its name ([`Rotation::rows`]); a row that was
//! left out opens no more. And no other process may have the key store open: it would go on wrapping under the
//! old key. A former row that somebody copied still opens with the old key, and so what was sealed before the
//! rotation does; what must be safe from its holder needs a new epoch ([`crate::epochs`]).

use std::sync::Arc;

use base::{AgencyNumber, Randomness, Realm, StreamId};

use crate::error::VaultError;
use crate::key::Key;
use crate::name::KeyName;
use crate::ring::KeyRing;
use crate::root::RootSecret;
use crate::wrapping::{WrappedKey, unwrap, wrap};

/// Wraps a key anew, from under one parent's key to under another's, or to a new key of the same parent.
///
/// # Errors
/// [`VaultError::NotUnder`] when it is wrapped under another parent than `from`; what [`unwrap`] and [`wrap`]
/// refuse.
pub fn rewrap(
    from: (KeyName, &Key),
    to: (KeyName, &Key),
    row: &WrappedKey,
    chance: &Randomness,
) -> Result<WrappedKey, VaultError> {
    let (parent, parent_key) = from;
    if row.parent != parent {
        return Err(VaultError::NotUnder { name: row.name, parent });
    }
    let key = unwrap(parent_key, row)?;
    wrap(to, row.name, &key, chance)
}

/// A rotated upper key, to be stored and then adopted.
pub struct Rotation {
    name: KeyName,
    key: Arc<Key>,
    rows: Vec<WrappedKey>,
}

impl Rotation {
    /// The rows to store in place of the former rows of the same names: the key's own first (the root has
    /// none), then all below it. A name whose row is no longer there was erased meanwhile and stays away.
    #[must_use]
    pub fn rows(&self) -> &[WrappedKey] {
        &self.rows
    }
}

impl std::fmt::Debug for Rotation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rotation({}, {} rows)", self.name, self.rows.len())
    }
}

impl KeyRing {
    /// A new key for a realm or an agency, and the rows below it under the new key. `own` is the key's present
    /// row, `below` are **all** rows that have it as parent. The ring keeps the former key until
    /// [`KeyRing::adopt`].
    ///
    /// # Errors
    /// [`VaultError::NoParent`] for a key that has none below it; [`VaultError::NotUnder`] for a row of another
    /// parent; [`VaultError::Forgotten`] for an erased stream's row; [`VaultError::Missing`] and what
    /// [`unwrap`] refuses. Nothing was changed then.
    pub fn rotate(&self, own: &WrappedKey, below: &[WrappedKey]) -> Result<Rotation, VaultError> {
        if !matches!(own.name, KeyName::Realm(_) | KeyName::Agency(..)) {
            return Err(VaultError::NoParent(own.name));
        }
        let above = self.key(&own.parent).ok_or(VaultError::Missing(own.parent))?;
        let former = unwrap(&above, own)?;
        let key = Arc::new(Key::random(self.chance()));
        let mut rows = vec![wrap((own.parent, &above), own.name, &key, self.chance())?];
        rows.extend(self.moved((own.name, &former), (own.name, &key), below)?);
        Ok(Rotation { name: own.name, key, rows })
    }

    /// The rows below the root under another root secret: for a new secret after the old one may have become
    /// known. `below` are **all** rows that have the root as parent.
    ///
    /// # Errors
    /// As [`KeyRing::rotate`].
    pub fn rotate_root(&self, root: RootSecret, below: &[WrappedKey]) -> Result<Rotation, VaultError> {
        let former = self.key(&KeyName::Root).ok_or(VaultError::Missing(KeyName::Root))?;
        let key = Arc::new(root.into_key());
        let rows = self.moved((KeyName::Root, &former), (KeyName::Root, &key), below)?;
        Ok(Rotation { name: KeyName::Root, key, rows })
    }

    /// Takes a rotated key into use, after its rows were stored. A key that was created under the former one and
    /// not admitted yet is refused from now on, before anything is sealed with it.
    ///
    /// # Errors
    /// [`VaultError::Forgotten`].
    pub fn adopt(&self, rotation: Rotation) -> Result<(), VaultError> {
        self.put(rotation.name, rotation.key)
    }

    /// A stream's rows under another agency of the same realm. `rows` are all of the stream's, of every
    /// compartment and epoch. Store them in place of the former ones; whoever goes must not read what comes, so
    /// begin new epochs as well.
    ///
    /// # Errors
    /// [`VaultError::NotOfStream`] for a row of another stream, and as [`KeyRing::rotate`].
    pub fn transfer(
        &self,
        (realm, stream): (Realm, StreamId),
        to: AgencyNumber,
        rows: &[WrappedKey],
    ) -> Result<Vec<WrappedKey>, VaultError> {
        let agency = KeyName::Agency(realm, to);
        let key = self.key(&agency).ok_or(VaultError::Missing(agency))?;
        rows.iter()
            .map(|row| {
                if !row.name.is_of_stream(realm, stream) {
                    return Err(VaultError::NotOfStream(row.name));
                }
                let former = self.key(&row.parent).ok_or(VaultError::Missing(row.parent))?;
                self.refuse_forgotten(row.name)?;
                rewrap((row.parent, &former), (agency, &key), row, self.chance())
            })
            .collect()
    }

    fn moved(
        &self,
        from: (KeyName, &Key),
        to: (KeyName, &Key),
        rows: &[WrappedKey],
    ) -> Result<Vec<WrappedKey>, VaultError> {
        let one = |row: &WrappedKey| {
            self.refuse_forgotten(row.name)?;
            rewrap(from, to, row, self.chance())
        };
        rows.iter().map(one).collect()
    }
}
