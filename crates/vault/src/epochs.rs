//! Epochs: one key of a stream's compartment after the other. A new one begins with each change of who may read,
//! so that whoever was let in late, or went, holds no key of the other time.
//!
//! What is new is sealed under the newest epoch alone; older ones only open. The epochs that a stream has stand
//! in the key store, as the names of its rows; [`Epochs`] is made of them.
//!
//! The compartment `shared` is apart: there the epoch is the number of the referral that the part was sealed
//! for, each with readers of its own, and none is newer than another.

use std::collections::BTreeMap;

use base::{Compartment, EntryId, Realm, StreamId};
use zeroize::Zeroizing;

use crate::associated::AssociatedData;
use crate::error::VaultError;
use crate::name::KeyName;
use crate::ring::KeyRing;
use crate::sealing::{open, seal};
use crate::wrapping::WrappedKey;

/// The newest epoch of each of a stream's compartments, as the key store had them when it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epochs {
    realm: Realm,
    stream: StreamId,
    newest: BTreeMap<Compartment, u32>,
}

impl Epochs {
    /// Of the names in the key store; those of other streams are passed over.
    pub fn of(realm: Realm, stream: StreamId, names: impl IntoIterator<Item = KeyName>) -> Self {
        let mut newest = BTreeMap::new();
        for name in names {
            if let KeyName::Stream(r, s, compartment, epoch) = name
                && (r, s) == (realm, stream)
                && follows(compartment)
            {
                let known = newest.entry(compartment).or_insert(epoch);
                *known = epoch.max(*known);
            }
        }
        Self { realm, stream, newest }
    }

    /// The key that is sealed with; `None` when the compartment has none yet, and of `shared`.
    #[must_use]
    pub fn sealing(&self, compartment: Compartment) -> Option<KeyName> {
        let epoch = self.newest.get(&compartment)?;
        Some(KeyName::Stream(self.realm, self.stream, compartment, *epoch))
    }

    /// The key of the epoch after the newest, or of the first, 1. `None` of `shared`, and after 4,294,967,295
    /// changes of readers.
    #[must_use]
    pub fn next(&self, compartment: Compartment) -> Option<KeyName> {
        if !follows(compartment) {
            return None;
        }
        let epoch = self.newest.get(&compartment).map_or(Some(1), |epoch| epoch.checked_add(1))?;
        Some(KeyName::Stream(self.realm, self.stream, compartment, epoch))
    }

    /// The compartments that have a key, `shared` apart.
    pub fn compartments(&self) -> impl Iterator<Item = Compartment> + '_ {
        self.newest.keys().copied()
    }
}

/// Whether a compartment's epochs follow one another.
pub(crate) fn follows(compartment: Compartment) -> bool {
    compartment != Compartment::Shared
}

/// A part as it is stored in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedUnder {
    /// The epoch of its key.
    pub epoch: u32,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
}

impl KeyRing {
    /// The key of a compartment's next epoch, under the stream's agency (or realm). It is not in the ring yet:
    /// store it, then admit it. From then on the ring seals nothing under an older one.
    ///
    /// # Errors
    /// [`VaultError::NoEpoch`] where [`Epochs::next`] has none, and as [`KeyRing::create`].
    pub fn begin_epoch(
        &self,
        epochs: &Epochs,
        compartment: Compartment,
        parent: KeyName,
    ) -> Result<WrappedKey, VaultError> {
        let name = epochs.next(compartment).ok_or(VaultError::NoEpoch(compartment))?;
        self.create(name, parent)
    }

    /// Seals a part under the newest epoch.
    ///
    /// # Errors
    /// [`VaultError::NoEpoch`] when the compartment has no key yet; [`VaultError::OldEpoch`] when the ring has
    /// admitted a newer one than `epochs` knows: ask the key store again; [`VaultError::Missing`] when the key
    /// must be fetched first; [`VaultError::TooLong`].
    pub fn seal_part(
        &self,
        epochs: &Epochs,
        compartment: Compartment,
        entry: EntryId,
        plaintext: &[u8],
    ) -> Result<SealedUnder, VaultError> {
        let name = epochs.sealing(compartment).ok_or(VaultError::NoEpoch(compartment))?;
        let KeyName::Stream(realm, stream, _, epoch) = name else {
            return Err(VaultError::NoEpoch(compartment));
        };
        if self.newest_epoch(realm, stream, compartment) > epoch {
            return Err(VaultError::OldEpoch(name));
        }
        let key = self.key(&name).ok_or(VaultError::Missing(name))?;
        let place = AssociatedData::Part { realm, stream, entry, compartment, epoch };
        Ok(SealedUnder { epoch, bytes: seal(&key, &place, plaintext, self.chance())? })
    }

    /// Opens a part of any epoch.
    ///
    /// # Errors
    /// [`VaultError::Missing`] when the key must be fetched first, and what [`open`] refuses.
    pub fn open_part(
        &self,
        (realm, stream, entry): (Realm, StreamId, EntryId),
        compartment: Compartment,
        part: &SealedUnder,
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let name = KeyName::Stream(realm, stream, compartment, part.epoch);
        let key = self.key(&name).ok_or(VaultError::Missing(name))?;
        let place = AssociatedData::Part { realm, stream, entry, compartment, epoch: part.epoch };
        open(&key, &place, &part.bytes)
    }
}
