//! The application: the store, the keys, what is folded in memory, and the clock it all runs by.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use access::Policies;
use agencies::Directory;
use base::{Clock, Position, Problem, Randomness, Zone};
use rules::Pack;
use store::Store;

use crate::hashing::Hashing;
use crate::justice_facts::JusticeFacts;
use crate::keys::Keys;
use crate::naming::Naming;
use crate::root::{self, Root};
use crate::social::Social;

pub use crate::root::ROOT_FILE;

/// How an application is opened.
pub struct Settings {
    /// Where the databases lie.
    pub store: store::Config,
    /// The folder of the root secret.
    pub folder: PathBuf,
    /// The time.
    pub clock: Clock,
    /// Where ids are drawn from: the system, or a seed in the demo. Keys and nonces never are.
    pub chance: Randomness,
}

/// Everything a request needs. Clones share it.
#[derive(Clone)]
pub struct App {
    pub(crate) store: Store,
    pub(crate) keys: Arc<Keys>,
    pub(crate) policies: Arc<Policies>,
    pub(crate) clock: Clock,
    pub(crate) chance: Randomness,
    pub(crate) naming: Naming,
    pub(crate) hashing: Arc<Hashing>,
    /// The data folder: the root secret and the list of erasures lie there, on PostgreSQL too.
    pub(crate) folder: Arc<Path>,
    known: Arc<RwLock<Known>>,
    catching_up: Arc<Mutex<()>>,
    pub(crate) social: Arc<RwLock<Social>>,
    pub(crate) following: Arc<Mutex<()>>,
    pub(crate) justice: Arc<RwLock<JusticeFacts>>,
    pub(crate) following_justice: Arc<Mutex<()>>,
}

/// The directory as known, with what was adopted in it.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) directory: Arc<Directory>,
    pub(crate) pack: Arc<Pack>,
}

impl App {
    /// Opens the databases and the keys, with the root secret that lies in the folder in plain; where there are no
    /// keys yet, one is made. What is folded in memory is read when it is first asked for.
    ///
    /// # Errors
    /// Those of [`Store::open`]; `root_secret_missing` when there are keys and no root secret to open them,
    /// `root_secret_wrong`; `root_secret_open` when others on this machine may read it; `root_secret_locked` when it
    /// takes a passphrase.
    pub fn open(settings: Settings) -> Result<Self, Problem> {
        let store = Store::open(settings.store.clone())?;
        let root = root::in_folder(&settings.folder, &store)?;
        Self::with_keys(settings, store, root)
    }

    /// The same with a root secret that was found elsewhere, or unlocked (see [`crate::root`]).
    ///
    /// # Errors
    /// Those of [`Store::open`]; `root_secret_wrong`.
    pub fn open_with(settings: Settings, root: Root) -> Result<Self, Problem> {
        let store = Store::open(settings.store.clone())?;
        Self::with_keys(settings, store, root)
    }

    fn with_keys(settings: Settings, store: Store, root: Root) -> Result<Self, Problem> {
        let keys = Keys::open(store.clone(), root.secret, settings.clock.now())?;
        let naming = Naming::of(&keys, &settings.chance)?;
        let known = Known { directory: Arc::default(), pack: Arc::new(empty_pack()?) };
        Ok(Self {
            store,
            keys: Arc::new(keys),
            policies: Arc::new(Policies::load()?),
            clock: settings.clock,
            chance: settings.chance,
            naming,
            hashing: Arc::default(),
            folder: settings.folder.into(),
            known: Arc::new(RwLock::new(known)),
            catching_up: Arc::default(),
            social: Arc::default(),
            following: Arc::default(),
            justice: Arc::default(),
            following_justice: Arc::default(),
        })
    }

    /// The databases.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The time by the application's clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where ids are drawn from.
    #[must_use]
    pub fn chance(&self) -> &Randomness {
        &self.chance
    }

    /// The pack in force.
    ///
    /// # Errors
    /// An engine's error.
    pub fn pack(&self) -> Result<Arc<Pack>, Problem> {
        Ok(self.known()?.pack)
    }

    /// The directory at its ledger's head.
    ///
    /// # Errors
    /// An engine's error.
    pub fn directory(&self) -> Result<Arc<Directory>, Problem> {
        Ok(self.known()?.directory)
    }

    /// The zone days are counted in.
    ///
    /// # Errors
    /// An engine's error.
    pub fn zone(&self) -> Result<Zone, Problem> {
        Ok(self.pack()?.zone().clone())
    }

    /// Directory and pack, caught up with the ledger's head: a revoked grant ends at once.
    pub(crate) fn known(&self) -> Result<Known, Problem> {
        let position = self.read_known().directory.position();
        let fresh = self
            .store()
            .read(store::Database::Directory, |tx| store::entries::entries_after(tx, position, 1))?;
        if fresh.is_empty() {
            return Ok(self.read_known().clone());
        }
        let _turn = self.catching_up.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = self.read_known().clone();
        let mut directory = (*known.directory).clone();
        let mut packs = directory.pack().map(|pack| (pack.code.clone(), pack.version));
        loop {
            let after: Position = directory.position();
            let entries = self
                .store()
                .read(store::Database::Directory, |tx| store::entries::entries_after(tx, after, 1_000))?;
            if entries.is_empty() {
                break;
            }
            for entry in &entries {
                let payload = crate::sealing::open_operational(&self.keys, entry)?;
                let event = agencies::DirectoryEvent::from_payload(&payload, entry.schema)?;
                directory.apply(entry.position, entry.happened.first_day(), event);
            }
        }
        let adopted = directory.pack().map(|pack| (pack.code.clone(), pack.version));
        if adopted != packs {
            packs = adopted;
            let files = directory.pack().map(|pack| pack.files.clone()).unwrap_or_default();
            known.pack = Arc::new(parse(&files)?);
        }
        drop(packs);
        known.directory = Arc::new(directory);
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = known.clone();
        Ok(known)
    }

    fn read_known(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }
}

fn parse(files: &std::collections::BTreeMap<String, String>) -> Result<Pack, Problem> {
    Pack::parse(files).map_err(|mistakes| {
        let first = mistakes.first().map(ToString::to_string).unwrap_or_default();
        Problem::internal(format!("the adopted pack does not parse: {first}"))
    })
}

/// Until a pack is adopted the shipped one answers, so that a new folder has lists to begin with.
fn empty_pack() -> Result<Pack, Problem> {
    let code = rules::shipped::shipped_codes().next().unwrap_or_default();
    parse(&rules::shipped(code).unwrap_or_default())
}
