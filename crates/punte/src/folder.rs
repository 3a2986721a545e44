//! Opening a data folder: a real one by the machine's clock, a demo's by its own.

use std::path::Path;

use base::{Clock, Day, Problem, Randomness, Timestamp, Zone};
use demo::{FolderState, Marker, marker};
use store::{Config, Database, PostgresUrls, Store};
use workflow::App;

use crate::cli::Data;

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
    if data.postgres.is_none() && !data.data.join("social.db").is_file() {
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
/// Those of [`App::open`].
pub(crate) fn open_real(data: &Data) -> Result<App, Problem> {
    let store = match &data.postgres {
        Some(url) => {
            std::fs::create_dir_all(&data.data).map_err(|error| unwritable(&data.data, &error))?;
            Config::postgres(PostgresUrls::all(url))
        }
        None => Config::sqlite(&data.data),
    };
    let (clock, chance) = (Clock::system(), Randomness::system());
    App::open(workflow::Settings { store, folder: data.data.clone(), clock, chance })
}

/// Opens a demo as of its own today: the day it was made for (or is asked for) at noon, else the machine's time;
/// never before its last entry. Others may have it open too, to verify it beside a server.
///
/// # Errors
/// Those of [`App::open`].
pub(crate) fn open_demo(folder: &Path, marker: &Marker, today: Option<Day>) -> Result<App, Problem> {
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

fn demo_clock(config: &Config, fixed: Option<Day>) -> Result<Clock, Problem> {
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
