//! The application: the store, the keys, what is folded in memory, and the clock it all runs by.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use access::Policies;
use agencies::Directory;
use base::{Clock, Position, Problem, Randomness, Zone};
use rules::Pack;
use store::Store;
use vault::RootSecret;

use crate::hashing::Hashing;
use crate::keys::Keys;
use crate::naming::Naming;
use crate::social::Social;

/// The file of the root secret, in the data folder.
pub const ROOT_FILE: &str = "root.key";

/// More bytes than the text of a root secret has; a longer file is none.
const SECRET_ROOM: usize = 256;

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
}

/// The directory as known, with what was adopted in it.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) directory: Arc<Directory>,
    pub(crate) pack: Arc<Pack>,
}

impl App {
    /// Opens the databases and the keys. What is folded in memory is read when it is first asked for.
    ///
    /// # Errors
    /// Those of [`Store::open`]; `root_secret_missing` when there are keys and no root secret to open them,
    /// `root_secret_wrong`; `root_secret_open` when others on this machine may read it.
    pub fn open(settings: Settings) -> Result<Self, Problem> {
        let store = Store::open(settings.store)?;
        let root = root_secret(&settings.folder, &store)?;
        let keys = Keys::open(store.clone(), root, settings.clock.now())?;
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

/// Reads the root secret, or makes one for a store that has no keys yet.
fn root_secret(folder: &Path, store: &Store) -> Result<RootSecret, Problem> {
    let path = folder.join(ROOT_FILE);
    match std::fs::File::open(&path) {
        Ok(file) => {
            refuse_if_others_read(&file, &path)?;
            let text = secret_text(file).map_err(|error| not_writable(folder, &error))?;
            RootSecret::parse(&text).map_err(|_| Problem::refused("root_secret_wrong"))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let stored = store.read(store::Database::Keys, store::keys::upper)?;
            if !stored.is_empty() {
                return Err(Problem::refused("root_secret_missing"));
            }
            let root = RootSecret::random(&Randomness::system());
            write_secret(&path, &root.text()).map_err(|error| not_writable(folder, &error))?;
            Ok(root)
        }
        Err(error) => Err(not_writable(folder, &error)),
    }
}

/// The secret's text, without a copy left behind by growing.
fn secret_text(file: std::fs::File) -> std::io::Result<zeroize::Zeroizing<String>> {
    use std::io::Read;
    let mut text = zeroize::Zeroizing::new(String::with_capacity(SECRET_ROOM));
    file.take(SECRET_ROOM as u64).read_to_string(&mut text)?;
    Ok(text)
}

/// A secret that the group or everybody may read was perhaps read: whoever runs the machine has to decide, so it is
/// not mended in silence. The opened file is asked, not its name, which may lead elsewhere by then.
#[cfg(unix)]
fn refuse_if_others_read(file: &std::fs::File, path: &Path) -> Result<(), Problem> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata().map_err(Problem::internal)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(Problem::refused("root_secret_open").with("file", path.display().to_string()))
}

#[cfg(not(unix))]
fn refuse_if_others_read(_: &std::fs::File, _: &Path) -> Result<(), Problem> {
    Ok(())
}

pub(crate) fn not_writable(folder: &Path, error: &std::io::Error) -> Problem {
    let mut problem = Problem::refused("folder_not_writable").with("folder", folder.display().to_string());
    problem.inside = Some(error.to_string());
    problem
}

/// Writes a new file that only its owner reads, whole and synced before anything is sealed under it.
pub(crate) fn write_secret(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    if let Some(folder) = path.parent() {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
