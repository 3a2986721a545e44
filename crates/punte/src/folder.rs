//! Opening a data folder: a real one by the machine's clock, a demo's by its own.

use std::path::{Path, PathBuf};

use base::{Clock, Day, Problem, Randomness, Timestamp, Zone};
use demo::{FolderState, Marker, marker};
use store::{Config, Database, PostgresUrls, Store};
use workflow::App;
use workflow::root::{Places, Root};

use crate::cli::Data;
use crate::passphrase::passphrase;

/// An opened folder.
pub(crate) struct Opened {
    /// The application.
    pub(crate) app: App,
    /// Of a demo: what it holds.
    pub(crate) demo: Option<Marker>,
}

/// Opens what is there; nothing is made.
///
/// # Errors
/// `data_missing` when nothing is there; `demo_half_made`; those of [`App::open`].
pub(crate) fn open_existing(data: &Data) -> Result<Opened, Problem> {
    if data.postgres.is_none() && !database_file(&data.data, Database::Social).is_file() {
        return Err(Problem::refused("data_missing").with("folder", data.data.display().to_string()));
    }
    open(data)
}

/// Opens a folder, or makes an empty one.
///
/// # Errors
/// `demo_half_made`; those of [`App::open`].
pub(crate) fn open(data: &Data) -> Result<Opened, Problem> {
    match marker::look(&data.data)? {
        FolderState::Half => Err(Problem::refused("demo_half_made")),
        FolderState::Made(marker) if data.postgres.is_none() => {
            let app = open_demo(&data.data, &marker, None)?;
            Ok(Opened { app, demo: Some(marker) })
        }
        _ => Ok(Opened { app: open_real(data)?, demo: None }),
    }
}

/// Opens a folder that is no demo's.
///
/// # Errors
/// `restore_half_made`; those of [`root`] and of [`App::open`].
pub(crate) fn open_real(data: &Data) -> Result<App, Problem> {
    refuse_half_restored(&data.data)?;
    if data.postgres.is_some() {
        std::fs::create_dir_all(&data.data).map_err(|error| unwritable(&data.data, &error))?;
    }
    let (clock, chance) = (Clock::system(), Randomness::system());
    let settings = workflow::Settings { store: config(data), folder: data.data.clone(), clock, chance };
    match root(data)? {
        Some(root) => App::open_with(settings, root),
        None => App::open(settings),
    }
}

/// Where the databases lie.
pub(crate) fn config(data: &Data) -> Config {
    match &data.postgres {
        Some(url) => Config::postgres(PostgresUrls::all(url)),
        None => Config::sqlite(&data.data),
    }
}

/// Whether databases lie there already. Of PostgreSQL nothing is said before it is opened.
pub(crate) fn is_inhabited(data: &Data) -> bool {
    data.postgres.is_none() && Database::ALL.iter().any(|d| database_file(&data.data, *d).exists())
}

fn database_file(folder: &Path, database: Database) -> PathBuf {
    folder.join(format!("{}.db", database.name()))
}

/// The root secret: of the service manager, of a file that takes a passphrase, or of a plain one.
///
/// # Errors
/// Those of [`Places::root`]; `file_unreadable` for the file of the passphrase; `root_secret_locked` when nobody can
/// be asked for it.
pub(crate) fn root(data: &Data) -> Result<Option<Root>, Problem> {
    let credentials = std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
    let places = Places { folder: &data.data, credentials: credentials.as_deref() };
    places.root(&mut || passphrase(data.passphrase_file.as_deref(), "cli-passphrase"))
}

/// Whether the root secret lies in the folder in plain.
///
/// # Errors
/// Those of [`workflow::root::own_text`].
pub(crate) fn is_root_plain(data: &Data) -> Result<bool, Problem> {
    let text = workflow::root::own_text(&data.data.join(workflow::root::ROOT_FILE))?;
    Ok(text.is_some_and(|text| !workflow::root::is_locked(&text)))
}

/// The file that stands in a folder while it is being restored into.
const RESTORING: &str = "punte.restoring";

/// A folder under restoration: nothing else opens it.
pub(crate) struct Restoring(PathBuf);

impl Restoring {
    /// # Errors
    /// `folder_not_writable`.
    pub(crate) fn begin(folder: &Path) -> Result<Self, Problem> {
        let fault = |error: std::io::Error| unwritable(folder, &error);
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(folder).map_err(fault)?;
        std::fs::write(folder.join(RESTORING), b"restoring\n").map_err(fault)?;
        Ok(Self(folder.to_owned()))
    }

    /// # Errors
    /// `folder_not_writable`.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        std::fs::remove_file(self.0.join(RESTORING)).map_err(|error| unwritable(&self.0, &error))
    }

    /// Takes the half-made databases of the folder away again; what of PostgreSQL was made stays, and so does the
    /// word that it is half-made.
    pub(crate) fn abandon(self, data: &Data) {
        if data.postgres.is_some() {
            return;
        }
        for database in Database::ALL {
            for ending in ["", "-wal", "-shm"] {
                let mut name = database_file(&self.0, database).into_os_string();
                name.push(ending);
                // What was not made is not there.
                let _ = std::fs::remove_file(name);
            }
        }
        let _ = std::fs::remove_file(self.0.join(RESTORING));
    }
}

fn refuse_half_restored(folder: &Path) -> Result<(), Problem> {
    if !folder.join(RESTORING).exists() {
        return Ok(());
    }
    Err(Problem::refused("restore_half_made").with("folder", folder.display().to_string()))
}

/// Opens a demo as of its own today: the day it was made for (or is asked for) at noon, else the machine's time;
/// never before its last entry. Others may have it open too, to verify it beside a server.
///
/// # Errors
/// Those of [`App::open`].
pub(crate) fn open_demo(folder: &Path, marker: &Marker, today: Option<Day>) -> Result<App, Problem> {
    refuse_half_restored(folder)?;
    let mut store = Config::sqlite(folder);
    store.simulated_time = true;
    let fixed = today.or_else(|| marker.day().filter(|_| marker.today_given));
    let clock = demo_clock(&store, fixed)?;
    let chance = Randomness::system();
    App::open(workflow::Settings { store, folder: folder.to_owned(), clock, chance })
}

/// Opens a folder alone, to make a demo in it.
///
/// # Errors
/// Those of [`App::open`].
pub(crate) fn open_for_making(folder: &Path, clock: Clock, chance: Randomness) -> Result<App, Problem> {
    let mut store = Config::sqlite(folder);
    store.simulated_time = true;
    store.shared = false;
    App::open(workflow::Settings { store, folder: folder.to_owned(), clock, chance })
}

/// When the last entry of children's ledger was recorded.
///
/// # Errors
/// An engine's error.
pub(crate) fn last_recorded(store: &Store) -> Result<Option<Timestamp>, Problem> {
    Ok(store.read(Database::Social, store::entries::head)?.recorded_at)
}

pub(crate) fn demo_clock(config: &Config, fixed: Option<Day>) -> Result<Clock, Problem> {
    let last = last_recorded(&Store::open(config.clone())?)?;
    let now = Clock::system().now();
    let wanted = fixed.map_or(now, |day| day.start(&zone()).plus(12 * Timestamp::HOUR));
    let after_last = last.map_or(wanted, |last| last.plus(Timestamp::SECOND));
    let start = wanted.max(after_last);
    Ok(if start == now { Clock::system() } else { Clock::started_at(start) })
}

/// The zone of the shipped pack, in which days of the command line are meant.
pub(crate) fn zone() -> Zone {
    demo::simulate::shipped_pack().map_or_else(|_| Zone::utc(), |pack| pack.zone().clone())
}

pub(crate) fn unwritable(folder: &Path, error: &std::io::Error) -> Problem {
    let mut problem = Problem::refused("folder_not_writable").with("folder", folder.display().to_string());
    problem.inside = Some(error.kind().to_string());
    problem
}
