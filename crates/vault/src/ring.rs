//! The key ring: opened keys in memory.
//!
//! Few keys lie above the streams (realms, agencies, months); they stay. Of the streams' keys, of which a
//! country has hundreds of thousands, the ring keeps the ones used last; the others are fetched from the key
//! store when needed and admitted again, at the cost of one unwrapping (a few microseconds).

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use base::{Compartment, Randomness, Realm, StreamId};
use subtle::ConstantTimeEq;

use crate::epochs::follows;
use crate::error::VaultError;
use crate::key::Key;
use crate::name::KeyName;
use crate::root::RootSecret;
use crate::wrapping::{WrappedKey, unwrap, wrap};

/// Opened keys. Shared between threads by reference.
pub struct KeyRing {
    upper: RwLock<HashMap<KeyName, Arc<Key>>>,
    streams: Mutex<StreamKeys>,
    chance: Randomness,
}

/// Keys of streams in two generations: what is used moves to the young one; when that is full, the old one is
/// let go whole and the young one becomes old. Near to "least recently used", without a list to maintain.
struct StreamKeys {
    young: HashMap<KeyName, Arc<Key>>,
    old: HashMap<KeyName, Arc<Key>>,
    half: usize,
    /// Names that never come back: a reader that fetched the wrapped key just before its erasure must not
    /// bring it back into memory afterwards.
    forgotten: HashSet<Forgotten>,
    /// The newest epoch that was admitted, where it is not the first. Kept apart from the keys: that a key was
    /// let go must not make an older one the newest. One small row for each compartment whose readers changed
    /// while the program ran.
    newest: HashMap<(Realm, StreamId, Compartment), u32>,
}

#[derive(PartialEq, Eq, Hash)]
enum Forgotten {
    Stream(Realm, StreamId),
    Name(KeyName),
}

impl KeyRing {
    /// A ring with nothing but the root. It keeps at most `stream_capacity` keys of streams (at least 2).
    /// `chance` must be the system's outside tests.
    #[must_use]
    pub fn new(root: RootSecret, stream_capacity: usize, chance: Randomness) -> Self {
        let upper = HashMap::from([(KeyName::Root, Arc::new(root.into_key()))]);
        let streams = StreamKeys {
            young: HashMap::new(),
            old: HashMap::new(),
            half: (stream_capacity / 2).max(1),
            forgotten: HashSet::new(),
            newest: HashMap::new(),
        };
        Self { upper: RwLock::new(upper), streams: Mutex::new(streams), chance }
    }

    /// A new random key, wrapped under its parent. It is **not** in the ring yet: store it durably, then
    /// [`KeyRing::admit`] it, so that nothing is ever sealed with a key that was not stored.
    ///
    /// # Errors
    /// [`VaultError::Missing`] when the parent is not in the ring, [`VaultError::WrongParent`],
    /// [`VaultError::Forgotten`].
    pub fn create(&self, name: KeyName, parent: KeyName) -> Result<WrappedKey, VaultError> {
        self.refuse_forgotten(name)?;
        let parent_key = self.key(&parent).ok_or(VaultError::Missing(parent))?;
        wrap((parent, &parent_key), name, &Key::random(&self.chance), &self.chance)
    }

    /// The same key wrapped anew under another parent, as when a file passes to another agency, or under the
    /// same one. Store it in place of the former row.
    ///
    /// # Errors
    /// As [`KeyRing::admit`] and [`KeyRing::create`].
    pub fn rewrap(&self, wrapped: &WrappedKey, parent: KeyName) -> Result<WrappedKey, VaultError> {
        let key = self.admit(wrapped)?;
        let parent_key = self.key(&parent).ok_or(VaultError::Missing(parent))?;
        wrap((parent, &parent_key), wrapped.name, &key, &self.chance)
    }

    /// Opens a stored key and keeps it in the ring.
    ///
    /// # Errors
    /// [`VaultError::Missing`] when the parent is not in the ring, [`VaultError::Forgotten`],
    /// [`VaultError::Superseded`] for a row from before a rotation, and what [`unwrap`] refuses.
    pub fn admit(&self, wrapped: &WrappedKey) -> Result<Arc<Key>, VaultError> {
        let parent_key = self.key(&wrapped.parent).ok_or(VaultError::Missing(wrapped.parent))?;
        let key = Arc::new(unwrap(&parent_key, wrapped)?);
        if let Some(held) = self.upper_key(&wrapped.name)
            && !bool::from(held.expose().ct_eq(key.expose()))
        {
            return Err(VaultError::Superseded(wrapped.name));
        }
        self.put(wrapped.name, Arc::clone(&key))?;
        Ok(key)
    }

    /// Opens stored keys in the order of the hierarchy, whatever order they come in; for the start of a
    /// program.
    ///
    /// # Errors
    /// As [`KeyRing::admit`], for the first key that does not open.
    pub fn admit_all(&self, wrapped: &[WrappedKey]) -> Result<(), VaultError> {
        let mut ordered: Vec<_> = wrapped.iter().collect();
        ordered.sort_by_key(|key| key.name.level());
        ordered.into_iter().try_for_each(|key| self.admit(key).map(drop))
    }

    /// The key, if the ring holds it. Of a stream's key `None` only says that it must be fetched.
    #[must_use]
    pub fn key(&self, name: &KeyName) -> Option<Arc<Key>> {
        if let KeyName::Stream(..) = name { self.streams().find(name) } else { self.upper_key(name) }
    }

    fn upper_key(&self, name: &KeyName) -> Option<Arc<Key>> {
        self.upper.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Drops a key for good: it can be neither created nor admitted again. Work under way that already holds
    /// the key finishes with it.
    pub fn forget(&self, name: &KeyName) {
        let mut streams = self.streams();
        streams.young.remove(name);
        streams.old.remove(name);
        streams.forgotten.insert(Forgotten::Name(*name));
        if !matches!(name, KeyName::Root) {
            self.upper.write().unwrap_or_else(PoisonError::into_inner).remove(name);
        }
    }

    /// Drops all keys of a stream for good, whatever compartment and epoch: the erasure of a record.
    pub fn forget_stream(&self, realm: Realm, stream: StreamId) {
        let mut streams = self.streams();
        streams.young.retain(|name, _| !name.is_of_stream(realm, stream));
        streams.old.retain(|name, _| !name.is_of_stream(realm, stream));
        streams.newest.retain(|(r, s, _), _| (*r, *s) != (realm, stream));
        streams.forgotten.insert(Forgotten::Stream(realm, stream));
    }

    /// The newest epoch of a compartment that this ring has admitted; 1 where it knows of no later one, and of
    /// `shared`.
    #[must_use]
    pub fn newest_epoch(&self, realm: Realm, stream: StreamId, compartment: Compartment) -> u32 {
        self.streams().newest.get(&(realm, stream, compartment)).copied().unwrap_or(1)
    }

    /// How many keys of streams are in memory.
    #[must_use]
    pub fn stream_keys_held(&self) -> usize {
        let streams = self.streams();
        streams.young.len() + streams.old.len()
    }

    /// Takes an opened key into the ring, in place of the one that it had under the name.
    pub(crate) fn put(&self, name: KeyName, key: Arc<Key>) -> Result<(), VaultError> {
        let mut streams = self.streams();
        // Asked under the lock that `forget` takes: an erasure is either seen here or comes after.
        if streams.is_forgotten(&name) {
            return Err(VaultError::Forgotten(name));
        }
        if let KeyName::Stream(realm, stream, compartment, epoch) = name {
            if epoch > 1 && follows(compartment) {
                let newest = streams.newest.entry((realm, stream, compartment)).or_insert(epoch);
                *newest = epoch.max(*newest);
            }
            streams.keep(name, key);
        } else {
            self.upper.write().unwrap_or_else(PoisonError::into_inner).insert(name, key);
        }
        Ok(())
    }

    pub(crate) fn chance(&self) -> &Randomness {
        &self.chance
    }

    pub(crate) fn refuse_forgotten(&self, name: KeyName) -> Result<(), VaultError> {
        if self.streams().is_forgotten(&name) { Err(VaultError::Forgotten(name)) } else { Ok(()) }
    }

    fn streams(&self) -> std::sync::MutexGuard<'_, StreamKeys> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl StreamKeys {
    fn find(&mut self, name: &KeyName) -> Option<Arc<Key>> {
        if let Some(key) = self.young.get(name) {
            return Some(Arc::clone(key));
        }
        let key = self.old.remove(name)?;
        self.keep(*name, Arc::clone(&key));
        Some(key)
    }

    fn keep(&mut self, name: KeyName, key: Arc<Key>) {
        self.old.remove(&name);
        if self.young.len() >= self.half && !self.young.contains_key(&name) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(name, key);
    }

    fn is_forgotten(&self, name: &KeyName) -> bool {
        if self.forgotten.is_empty() {
            return false;
        }
        self.forgotten.contains(&Forgotten::Name(*name))
            || matches!(name, KeyName::Stream(realm, stream, ..)
                if self.forgotten.contains(&Forgotten::Stream(*realm, *stream)))
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyRing({} stream keys)", self.stream_keys_held())
    }
}
