//! Keys on demand: the ring in memory, the wrapped rows in their own database.

use std::sync::Arc;

use base::{AgencyNumber, Compartment, Problem, Randomness, Realm, StreamId, Timestamp};
use store::{Database, Store};
use vault::{Key, KeyName, KeyRing, RootSecret, VaultError, WrappedKey};

/// How many keys of streams stay open in memory: 32 MB at most.
const STREAM_KEYS: usize = 400_000;

/// The ring with its store.
pub(crate) struct Keys {
    ring: KeyRing,
    store: Store,
    /// The operating system's randomness, whatever the ids are drawn from.
    chance: Randomness,
}

impl Keys {
    /// Opens the upper levels and makes what is missing of them.
    ///
    /// # Errors
    /// `root_secret_wrong` when the stored keys do not open with this root.
    pub(crate) fn open(store: Store, root: RootSecret, now: Timestamp) -> Result<Self, Problem> {
        let chance = Randomness::system();
        let ring = KeyRing::new(root, STREAM_KEYS, chance.clone());
        let upper = store.read(Database::Keys, store::keys::upper)?;
        ring.admit_all(&upper).map_err(|_| Problem::refused("root_secret_wrong"))?;
        let keys = Self { ring, store, chance };
        let mut names = vec![(KeyName::Session, KeyName::Root)];
        for realm in Realm::ALL {
            names.push((KeyName::Realm(realm), KeyName::Root));
        }
        keys.make(&names, now)?;
        let signing: Vec<_> = Realm::ALL.map(|realm| (KeyName::Signing(realm), KeyName::Realm(realm))).into();
        keys.make(&signing, now)?;
        Ok(keys)
    }

    /// The opened keys.
    pub(crate) fn ring(&self) -> &KeyRing {
        &self.ring
    }

    /// The operating system's randomness.
    pub(crate) fn chance(&self) -> &Randomness {
        &self.chance
    }

    /// Makes those of these keys that do not exist yet, durably, before anything is sealed with them. Where
    /// another process made one meanwhile, that one is used.
    pub(crate) fn make(&self, names: &[(KeyName, KeyName)], now: Timestamp) -> Result<(), Problem> {
        let absent: Vec<_> =
            names.iter().filter(|(name, _)| self.ring.key(name).is_none()).copied().collect();
        if absent.is_empty() {
            return Ok(());
        }
        let made: Vec<WrappedKey> = absent
            .iter()
            .map(|(name, parent)| self.ring.create(*name, *parent).map_err(fault))
            .collect::<Result<_, _>>()?;
        let stored = self.store.write(Database::Keys, |tx| store::keys::add(tx, &made, now))?;
        self.ring.admit_all(&stored).map_err(fault)
    }

    /// A key that must exist.
    ///
    /// # Errors
    /// `key_gone` when it was destroyed.
    pub(crate) fn need(&self, name: KeyName) -> Result<Arc<Key>, Problem> {
        if let Some(key) = self.ring.key(&name) {
            return Ok(key);
        }
        let stored = self.store.read(Database::Keys, |tx| store::keys::get_many(tx, &[name]))?;
        let wrapped = stored.first().ok_or_else(|| Problem::refused("key_gone"))?;
        self.ring.admit(wrapped).map_err(fault)
    }

    /// Fetches the keys of many streams at once, ahead of opening them one by one.
    pub(crate) fn fetch(&self, names: &[KeyName]) -> Result<(), Problem> {
        let absent: Vec<KeyName> =
            names.iter().filter(|name| self.ring.key(name).is_none()).copied().collect();
        if absent.is_empty() {
            return Ok(());
        }
        let stored = self.store.read(Database::Keys, |tx| store::keys::get_many(tx, &absent))?;
        self.ring.admit_all(&stored).map_err(fault)
    }

    /// Drops streams' keys from memory and store: what was sealed under them opens no more, and the bytes of the
    /// wrapped keys are overwritten.
    pub(crate) fn destroy_streams(&self, realm: Realm, streams: &[StreamId]) -> Result<(), Problem> {
        self.store.write(Database::Keys, |tx| {
            streams.iter().try_for_each(|s| store::keys::delete_stream(tx, realm, *s).map(drop))
        })?;
        streams.iter().for_each(|stream| self.ring.forget_stream(realm, *stream));
        self.store.shred(Database::Keys)
    }

    /// Lets no key of this stream come back into memory.
    pub(crate) fn forget_stream(&self, realm: Realm, stream: StreamId) {
        self.ring.forget_stream(realm, stream);
    }

    /// The seed of a realm's signing key.
    pub(crate) fn signing(&self, realm: Realm) -> Result<ledger::SigningKey, Problem> {
        Ok(ledger::SigningKey::from_seed(self.need(KeyName::Signing(realm))?.expose()))
    }
}

/// The names of a stream's ordinary keys with their parent: an agency's key, or the realm's when `agency` is 0.
pub(crate) fn stream_keys(
    realm: Realm,
    stream: StreamId,
    agency: AgencyNumber,
    compartments: &[Compartment],
) -> Vec<(KeyName, KeyName)> {
    let parent = if agency.0 == 0 { KeyName::Realm(realm) } else { KeyName::Agency(realm, agency) };
    compartments.iter().map(|&compartment| (KeyName::Stream(realm, stream, compartment, 1), parent)).collect()
}

/// A fault of the vault, for the log; its words hold no key and no plaintext.
pub(crate) fn fault(error: VaultError) -> Problem {
    Problem::internal(error)
}
