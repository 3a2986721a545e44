//! A store of its own for each test.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use ::store::{Config, Engine, PostgresUrls, Store, provisioning};
use tempfile::TempDir;

use crate::cluster::{postgres_url, temporary_folder};

/// Which engine a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineKind {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// An open, empty store; its folder or database goes with it.
pub struct TestStore {
    store: Option<Store>,
    config: Config,
    kind: EngineKind,
    // Dropped after the store above is closed.
    _place: Place,
}

/// A place with no store in it yet: for restoring into. What is made there goes with it.
pub struct EmptyPlace {
    config: Config,
    _place: Place,
}

impl EmptyPlace {
    /// A folder that is not there, or a new database; `None` when there is no PostgreSQL here.
    #[must_use]
    pub fn new(kind: EngineKind) -> Option<Self> {
        let (mut config, place) = match kind {
            EngineKind::Sqlite => {
                let folder = TempDir::new_in(temporary_folder()).expect("a temporary folder");
                (Config::sqlite(folder.path().join("data")), Place::Folder { _folder: folder })
            }
            EngineKind::Postgres => {
                let server = postgres_url()?;
                let name = unique_name("empty");
                provisioning::create_database(server, &name, None).expect("a database of its own");
                let urls = PostgresUrls::all(&provisioning::with_database(server, &name));
                let server = server.to_owned();
                (Config::postgres(urls), Place::Database(DropDatabase { server, name }))
            }
        };
        config.simulated_time = true;
        Some(Self { config, _place: place })
    }

    /// How a store there is opened.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }
}

/// What is removed at the end.
enum Place {
    Folder { _folder: TempDir },
    Database(DropDatabase),
}

struct DropDatabase {
    server: String,
    name: String,
}

impl Drop for DropDatabase {
    fn drop(&mut self) {
        // The private server vanishes as a whole; on a shared one a leftover is only untidy.
        let _ = provisioning::drop_database(&self.server, &self.name);
    }
}

/// Runs a behaviour on each engine that is there: always on SQLite, and on PostgreSQL unless it is absent, which
/// is said once on standard error.
pub fn both_engines(behaviour: impl Fn(&mut TestStore)) {
    behaviour(&mut TestStore::sqlite());
    if let Some(mut store) = TestStore::postgres() {
        behaviour(&mut store);
    }
}

impl TestStore {
    /// A store in a new temporary folder.
    #[must_use]
    pub fn sqlite() -> Self {
        let folder = TempDir::new_in(temporary_folder()).expect("a temporary folder");
        let config = Config::sqlite(folder.path().join("data"));
        Self::open(config, EngineKind::Sqlite, Place::Folder { _folder: folder })
    }

    /// A store in a new database of the test server; `None` when there is no PostgreSQL here.
    #[must_use]
    pub fn postgres() -> Option<Self> {
        let server = postgres_url()?;
        let name = unique_name("test");
        provisioning::create_database(server, &name, Some(template(server))).expect("a database of its own");
        let config = Config::postgres(PostgresUrls::all(&provisioning::with_database(server, &name)));
        let place = Place::Database(DropDatabase { server: server.to_owned(), name });
        Some(Self::open(config, EngineKind::Postgres, place))
    }

    fn open(mut config: Config, kind: EngineKind, place: Place) -> Self {
        // Tests move the clock by hand, far from the server's; the ones about clocks open their own store.
        config.simulated_time = true;
        let store = Store::open(config.clone()).expect("an empty store opens");
        Self { store: Some(store), config, kind, _place: place }
    }

    /// Which engine it is on.
    #[must_use]
    pub fn kind(&self) -> EngineKind {
        self.kind
    }

    /// How it was opened; open it again with changes by [`Store::open`].
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The folder of a SQLite store.
    #[must_use]
    pub fn folder(&self) -> Option<PathBuf> {
        match &self.config.engine {
            Engine::Sqlite { folder } => Some(folder.clone()),
            Engine::Postgres(_) => None,
        }
    }

    /// The URL of a PostgreSQL store's database.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        match &self._place {
            Place::Folder { .. } => None,
            Place::Database(place) => Some(provisioning::with_database(&place.server, &place.name)),
        }
    }

    /// The store, to be shared with threads.
    #[must_use]
    pub fn store(&self) -> Store {
        self.store.clone().expect("the store is open")
    }

    /// Closes the store, as a stopped program does. Clones of it must be gone.
    pub fn close(&mut self) {
        self.store = None;
    }

    /// Closes the store and opens it again.
    pub fn reopen(&mut self) {
        self.close();
        self.store = Some(Store::open(self.config.clone()).expect("the store opens again"));
    }
}

impl Deref for TestStore {
    type Target = Store;
    fn deref(&self) -> &Store {
        self.store.as_ref().expect("the store is open")
    }
}

/// The database that each test's is copied from, with its schemas made once for each test process.
fn template(server: &str) -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = unique_name("template");
        provisioning::create_database(server, &name, None).expect("the template database");
        let config = Config::postgres(PostgresUrls::all(&provisioning::with_database(server, &name)));
        drop(Store::open(config).expect("the template's schemas"));
        name
    })
}

/// No two test processes on one server choose the same.
fn unique_name(purpose: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let chance = base::Randomness::system().number();
    format!("punte_{purpose}_{}_{chance:x}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// Whether a folder holds these bytes in any file.
#[must_use]
pub fn folder_holds(folder: &Path, bytes: &[u8]) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            folder_holds(&path, bytes)
        } else {
            std::fs::read(&path).is_ok_and(|held| held.windows(bytes.len()).any(|window| window == bytes))
        }
    })
}
