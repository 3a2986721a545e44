//! A folder with a country in it.

use std::path::{Path, PathBuf};

use base::{Clock, Day, Digest, Problem, Randomness};
use demo::{Settings, Summary};
use store::{Config, Database};
use tempfile::TempDir;
use workflow::App;

pub(crate) const TODAY: &str = "2026-01-31";

pub(crate) fn settings(children: u32, seed: u64) -> Settings {
    let today = Day::parse(TODAY).unwrap();
    Settings { children, today, today_given: true, seed, canary: false, program: "test".into() }
}

/// Opens an application over a folder that nobody else has.
pub(crate) fn open(folder: &Path, clock: Clock, chance: Randomness) -> Result<App, Problem> {
    let mut config = Config::sqlite(folder);
    config.shared = false;
    config.simulated_time = true;
    App::open(workflow::Settings { store: config, folder: folder.to_owned(), clock, chance })
}

/// A made country; its folder goes with it.
pub(crate) struct Made {
    pub(crate) summary: Summary,
    pub(crate) folder: PathBuf,
    _place: TempDir,
}

pub(crate) fn make(settings: &Settings) -> Made {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("data");
    let opened = |clock, chance| open(&folder, clock, chance);
    let summary = demo::make(&folder, settings, opened, &mut |_| {}).unwrap();
    Made { summary, folder, _place: place }
}

impl Made {
    /// Opens it as on the noon of its last day.
    pub(crate) fn open(&self) -> App {
        open(&self.folder, Clock::fixed(noon()), Randomness::system()).unwrap()
    }
}

/// The noon of the last day.
pub(crate) fn noon() -> base::Timestamp {
    let zone = demo::simulate::shipped_pack().unwrap().zone().clone();
    Day::parse(TODAY).unwrap().start(&zone).plus(12 * base::Timestamp::HOUR)
}

/// The digests of all projections and of all facts.
pub(crate) fn digests(app: &App) -> Vec<(String, Digest)> {
    let mut digests: Vec<(String, Digest)> = store::projection::projections(Database::Social)
        .iter()
        .map(|projection| {
            let digest =
                app.store().read(Database::Social, |tx| store::projection::digest(tx, projection)).unwrap();
            (projection.name().to_owned(), digest)
        })
        .collect();
    digests.push(("facts".into(), workflow::bulk::facts_digest(app).unwrap()));
    digests
}
