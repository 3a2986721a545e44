//! `punte drill`: proves that a backup restores. A copy is made in a passing folder, held against what the backup says
//! and against what is served today, its lists are made again from the ledger, and it is removed.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::Instant;

use base::{Problem, Randomness, Realm, Timestamp};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use workflow::App;
use workflow::backup::restore::{self, RestoreReport, Restored};
use workflow::operations::OperationKind;
use workflow::rebuild::Rebuilt;
use workflow::root::Root;

use crate::cli::{Data, Drill};
use crate::commands::backup::{kept, unreadable};
use crate::commands::restore::{demo_of, identities, open};
use crate::commands::verify;
use crate::console::{Console, DONE, FOUND, number};
use crate::folder;

/// What a drill found.
struct Drilled {
    restored: Restored,
    report: RestoreReport,
    lists: Vec<Rebuilt>,
    /// Ledgers that today's installation does not continue; `None` where there is none to ask.
    broken: Option<Vec<Realm>>,
    seconds: f64,
}

impl Drilled {
    fn is_good(&self) -> bool {
        self.lists.iter().all(|list| list.before.is_none_or(|before| before == list.after))
            && self.broken.as_ref().is_none_or(Vec::is_empty)
    }
}

/// Runs the command.
///
/// # Errors
/// `backups_none`, `identity_malformed`, `root_secret_missing`; those of restoring; an engine's error.
pub(crate) fn run(args: &Drill, console: &Console) -> Result<u8, Problem> {
    let path = match (&args.backup, &args.newest) {
        (Some(path), _) => path.clone(),
        (None, Some(folder)) => newest(folder)?,
        (None, None) => return Err(Problem::bad_input("backups_none")),
    };
    let root = folder::root(&args.data)?.ok_or_else(|| Problem::refused("root_secret_missing"))?;
    let served = served(&args.data)?;
    let bytes = std::fs::metadata(&path).map_or(0, |about| about.len());
    let passing = Passing::make(args.work.as_deref())?;
    let drilled = drill(args, console, &path, &passing, root, served.as_ref());
    drop(passing);
    if let Some(app) = &served {
        // A backup that cannot be restored is what most needs to be seen.
        let made_at = drilled.as_ref().ok().and_then(|d| Timestamp::parse_rfc3339(&d.restored.head.made_at));
        let good = drilled.as_ref().is_ok_and(Drilled::is_good);
        app.note_operation(OperationKind::Drill, good, bytes, made_at.unwrap_or(Timestamp::from_micros(0)))?;
    }
    let drilled = drilled?;
    answer(args, console, &path, &drilled)?;
    Ok(if drilled.is_good() { DONE } else { FOUND })
}

fn newest(folder: &Path) -> Result<PathBuf, Problem> {
    let none = || Problem::refused("backups_none").with("folder", folder.display().to_string());
    kept(folder)?.into_iter().next().map(|kept| kept.path).ok_or_else(none)
}

/// What is served today, where there is anything.
fn served(data: &Data) -> Result<Option<App>, Problem> {
    if data.postgres.is_none() && !folder::is_inhabited(data) {
        return Ok(None);
    }
    Ok(Some(folder::open_existing(data)?.app))
}

fn drill(
    args: &Drill,
    console: &Console,
    path: &Path,
    passing: &Passing,
    root: Root,
    served: Option<&App>,
) -> Result<Drilled, Problem> {
    let began = Instant::now();
    let identities = identities(&args.identity)?;
    let from = File::open(path).map_err(|error| unreadable(path, &error))?;
    let data = Data { data: passing.0.clone(), postgres: None, passphrase_file: None };
    let restored =
        restore::databases(&folder::config(&data), &identities, BufReader::new(from), &mut |done, of| {
            console.progress("cli-progress-databases", done, of);
        })?;
    console.settle();
    let app = open(&data, root, demo_of(&restored)?.as_ref())?;
    // Signed before anything is appended, so that it speaks of what was copied.
    let checkpoints = checkpoints(&app)?;
    let report = app.finish_restore(&restored.tail, &[], &mut |done, of| {
        console.progress("cli-progress-entries", done, of);
    })?;
    let lists = app.rebuild(&mut |done, of| console.progress("cli-progress-streams", done, of))?;
    console.settle();
    let broken = continued(served, &checkpoints, console)?;
    Ok(Drilled { restored, report, lists, broken, seconds: began.elapsed().as_secs_f64() })
}

fn checkpoints(app: &App) -> Result<Vec<(Realm, String)>, Problem> {
    let mut all = Vec::new();
    for realm in Realm::ALL {
        all.extend(app.checkpoint_now(realm)?.map(|signed| (realm, signed.to_text())));
    }
    Ok(all)
}

/// Holds today's ledgers against the backup's: each must begin with what was copied.
fn continued(
    app: Option<&App>,
    checkpoints: &[(Realm, String)],
    console: &Console,
) -> Result<Option<Vec<Realm>>, Problem> {
    let Some(app) = app else { return Ok(None) };
    let mut broken = Vec::new();
    for (realm, text) in checkpoints {
        let report = app.verify(*realm, Some(text), &mut |done, of| {
            console.progress("cli-progress-entries", done.0, of.0);
        })?;
        console.settle();
        if !report.sound {
            broken.push(*realm);
        }
    }
    Ok(Some(broken))
}

fn answer(args: &Drill, console: &Console, path: &Path, drilled: &Drilled) -> Result<(), Problem> {
    let good = drilled.is_good();
    if args.json {
        let same = |list: &Rebuilt| list.before.is_none_or(|before| before == list.after);
        let lists: Vec<Value> =
            drilled.lists.iter().map(|list| json!({ "name": list.name, "same": same(list) })).collect();
        let ledgers: Vec<Value> =
            drilled.report.ledgers.iter().map(|ledger| verify::as_json(console, ledger)).collect();
        let broken =
            drilled.broken.as_ref().map(|all| all.iter().map(|realm| realm.name()).collect::<Vec<_>>());
        return console.json(&json!({
            "good": good,
            "backup": path,
            "made_at": drilled.restored.head.made_at,
            "rows": drilled.restored.rows,
            "seconds": drilled.seconds,
            "ledgers": ledgers,
            "lists": lists,
            "not_continued": broken,
        }));
    }
    for list in &drilled.lists {
        if list.before.is_some_and(|before| before != list.after) {
            console.say("cli-rebuilt-differs", &[("name", list.name.into())]);
        }
    }
    for realm in drilled.broken.iter().flatten() {
        let ledger = console.text(&format!("trust-ledger-{}", realm.name()), &[]);
        console.say("cli-drill-not-continued", &[("ledger", ledger.into())]);
    }
    drilled.report.ledgers.iter().for_each(|ledger| verify::show(console, ledger));
    let args = [
        ("file", path.display().to_string().into()),
        ("made", drilled.restored.head.made_at.as_str().into()),
        ("rows", number(drilled.restored.rows)),
        ("seconds", console.lang().decimal(drilled.seconds, 1).into()),
    ];
    console.say(if good { "cli-drill-good" } else { "cli-drill-not-good" }, &args);
    Ok(())
}

/// A folder of the drill's own, that only its owner reads, removed with all that is in it when it goes.
struct Passing(PathBuf);

impl Passing {
    fn make(work: Option<&Path>) -> Result<Self, Problem> {
        let place = work.map_or_else(std::env::temp_dir, Path::to_owned);
        let name = HEXLOWER.encode(&Randomness::system().bytes::<8>());
        let folder = place.join(format!("punte-drill-{name}"));
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).map_err(|error| folder::unwritable(&folder, &error))?;
        Ok(Self(folder))
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(folder = %self.0.display(), %error, "a drill's copy cannot be removed");
        }
    }
}
