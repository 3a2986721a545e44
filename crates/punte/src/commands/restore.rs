//! `punte restore`: makes an installation from a backup, and serves it to nobody before it holds.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use base::{Clock, Problem, Randomness};
use demo::{Marker, marker};
use serde_json::{Value, json};
use workflow::App;
use workflow::backup::Identities;
use workflow::backup::restore::{self, RestoreReport, Restored};
use workflow::erasure_list;
use workflow::root::{self, ROOT_FILE, Root};

use crate::cli::{Data, Restore};
use crate::commands::backup::{read, unreadable};
use crate::commands::verify;
use crate::console::{Console, DONE, number};
use crate::folder::{self, Restoring};

/// Runs the command.
///
/// # Errors
/// `restore_not_empty`, `restore_needs_erasures`, `root_secret_missing`, `identity_malformed`, `backup_for_others`,
/// `backup_damaged`, `restore_differs`, `keys_older_than_ledger`, `restore_not_sound`; those of opening the folder; an
/// engine's error.
pub(crate) fn run(args: &Restore, console: &Console) -> Result<u8, Problem> {
    let identities = identities(&args.identity)?;
    let from = File::open(&args.from).map_err(|error| unreadable(&args.from, &error))?;
    if folder::is_inhabited(&args.data) {
        return Err(
            Problem::refused("restore_not_empty").with("database", args.data.data.display().to_string())
        );
    }
    let lists = lists(args)?;
    let restoring = Restoring::begin(&args.data.data)?;
    match make(args, console, &identities, from, &lists) {
        Ok((restored, report)) => {
            restoring.finish()?;
            answer(args, console, &restored, &report)?;
            Ok(DONE)
        }
        Err(problem) => {
            restoring.abandon(&args.data);
            Err(problem)
        }
    }
}

fn make(
    args: &Restore,
    console: &Console,
    identities: &Identities,
    from: File,
    lists: &[String],
) -> Result<(Restored, RestoreReport), Problem> {
    if let Some(path) = &args.root {
        place_root(path, &args.data.data)?;
    }
    // Asked before the long work: without it nothing of what comes back would open.
    let root = folder::root(&args.data)?.ok_or_else(|| Problem::refused("root_secret_missing"))?;
    let config = folder::config(&args.data);
    let restored = restore::databases(&config, identities, BufReader::new(from), &mut |done, of| {
        console.progress("cli-progress-databases", done, of);
    })?;
    console.settle();
    let marker = demo_of(&restored)?;
    let app = open(&args.data, root, marker.as_ref())?;
    let report = app.finish_restore(&restored.tail, lists, &mut |done, of| {
        console.progress("cli-progress-entries", done, of);
    })?;
    console.settle();
    if let Some(marker) = &marker {
        marker::mark_restored(&args.data.data, marker)?;
    }
    Ok((restored, report))
}

/// The marker of a demo's backup.
///
/// # Errors
/// `backup_damaged`.
pub(crate) fn demo_of(restored: &Restored) -> Result<Option<Marker>, Problem> {
    let read = |text: &String| serde_json::from_str(text).map_err(|_| Problem::bad_input("backup_damaged"));
    restored.head.demo.as_ref().map(read).transpose()
}

/// Opens what was just restored; a demo goes on by a clock of its own, as it does elsewhere.
///
/// # Errors
/// Those of [`App::open_with`].
pub(crate) fn open(data: &Data, root: Root, marker: Option<&Marker>) -> Result<App, Problem> {
    let (mut store, mut clock) = (folder::config(data), Clock::system());
    if let Some(marker) = marker {
        store.simulated_time = true;
        clock = folder::demo_clock(&store, marker.day().filter(|_| marker.today_given))?;
    }
    let settings =
        workflow::Settings { store, folder: data.data.clone(), clock, chance: Randomness::system() };
    App::open_with(settings, root)
}

/// The identities of a file.
///
/// # Errors
/// `file_unreadable`, `root_secret_open` when others may read it, `identity_malformed`.
pub(crate) fn identities(path: &Path) -> Result<Identities, Problem> {
    let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
    let text = root::own_text(path)?.ok_or_else(|| unreadable(path, &missing))?;
    Identities::parse(&text)
}

/// Puts the root secret into the folder, as it is; one that lies there already stays.
fn place_root(path: &Path, folder: &Path) -> Result<(), Problem> {
    if folder.join(ROOT_FILE).exists() {
        return Err(
            Problem::refused("file_exists").with("file", folder.join(ROOT_FILE).display().to_string())
        );
    }
    let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
    let text = root::own_text(path)?.ok_or_else(|| unreadable(path, &missing))?;
    root::keep(folder, &text)
}

/// The lists of erasures that are newer than the backup. One that lies in the folder already counts too.
fn lists(args: &Restore) -> Result<Vec<String>, Problem> {
    let there = args.data.data.join(erasure_list::FILE);
    let mut lists = args.erasures.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    if there.is_file() {
        lists.push(read(&there)?);
    }
    if lists.is_empty() && !args.nothing_erased {
        return Err(Problem::refused("restore_needs_erasures"));
    }
    Ok(lists)
}

fn answer(
    args: &Restore,
    console: &Console,
    restored: &Restored,
    report: &RestoreReport,
) -> Result<(), Problem> {
    if args.json {
        let ledgers: Vec<Value> =
            report.ledgers.iter().map(|ledger| verify::as_json(console, ledger)).collect();
        return console.json(&json!({
            "made_at": restored.head.made_at,
            "program": restored.head.program,
            "rows": restored.rows,
            "erased": report.erased,
            "rebuilt": report.rebuilt,
            "ledgers": ledgers,
        }));
    }
    console.say(
        "cli-restored",
        &[("made", restored.head.made_at.as_str().into()), ("rows", number(restored.rows))],
    );
    if report.erased > 0 {
        console.say("cli-restored-erased", &[("count", number(report.erased as u64))]);
    }
    report.ledgers.iter().for_each(|ledger| verify::show(console, ledger));
    Ok(())
}
