//! `punte backup`: writes a sealed backup while others work, or lists the ones there are.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use base::{Problem, Timestamp};
use serde_json::{Value, json};
use workflow::backup::content::BackupHead;
use workflow::backup::{BackedUp, Recipients};
use workflow::operations::OperationKind;

use crate::cli::Backup;
use crate::console::{Console, DONE, number};
use crate::folder;

/// The ending of the files that a folder of backups holds.
const ENDING: &str = "age";

/// A backup in a folder.
pub(crate) struct Kept {
    /// Where.
    pub(crate) path: PathBuf,
    /// When it was written.
    pub(crate) written: Timestamp,
    /// Its size.
    pub(crate) bytes: u64,
}

/// Runs the command.
///
/// # Errors
/// `data_missing`, `recipient_malformed`, `recipients_missing`, `file_unreadable`, `file_exists`,
/// `backup_not_written`; those of opening the folder; an engine's error.
pub(crate) fn run(args: &Backup, console: &Console) -> Result<u8, Problem> {
    if let Some(folder) = &args.list {
        return list(folder, args.json, console);
    }
    let recipients = recipients(args)?;
    let opened = folder::open_existing(&args.data)?;
    let made_at = opened.app.clock().now();
    let demo =
        opened.demo.map(|marker| serde_json::to_string(&marker)).transpose().map_err(Problem::internal)?;
    let head = BackupHead { made_at: made_at.rfc3339(), program: env!("CARGO_PKG_VERSION").to_owned(), demo };
    let path = args.to.as_deref().map(|to| place(to, made_at)).unwrap_or_default();
    let (mut file, part) = begin(&path)?;
    let done = opened.app.back_up(&head, &recipients, BufWriter::new(&mut file), &mut |done, of| {
        console.progress("cli-progress-databases", done, of);
    });
    console.settle();
    let done = done.and_then(|done| finish(&file, &part, &path).map(|()| done)).inspect_err(|_| {
        // A half-written file would be taken for a backup by its size.
        let _ = fs::remove_file(&part);
    })?;
    let bytes = fs::metadata(&path).map_or(0, |about| about.len());
    opened.app.note_operation(OperationKind::Backup, true, bytes, made_at)?;
    report(args, console, &path, &done, bytes)?;
    Ok(DONE)
}

fn report(args: &Backup, console: &Console, path: &Path, done: &BackedUp, bytes: u64) -> Result<(), Problem> {
    if args.json {
        return console.json(&json!({
            "file": path,
            "bytes": bytes,
            "rows": done.rows,
            "ledgers": done.ledgers.iter().map(|then| {
                json!({ "ledger": then.ledger, "entries": then.size, "root": then.root })
            }).collect::<Vec<Value>>(),
        }));
    }
    let args =
        [("file", path.display().to_string().into()), ("rows", number(done.rows)), ("bytes", number(bytes))];
    console.say("cli-backed-up", &args);
    Ok(())
}

/// The recipients of the command line and of the file.
fn recipients(args: &Backup) -> Result<Recipients, Problem> {
    let listed = args.recipients_file.as_deref().map(read).transpose()?.unwrap_or_default();
    let lines = listed.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Recipients::parse(args.recipient.iter().map(String::as_str).chain(lines))
}

/// A file's text.
///
/// # Errors
/// `file_unreadable`.
pub(crate) fn read(path: &Path) -> Result<String, Problem> {
    fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let mut problem = Problem::refused("file_unreadable").with("file", path.display().to_string());
    problem.inside = Some(error.to_string());
    problem
}

/// The file itself, or one named by the time in a folder.
fn place(to: &Path, now: Timestamp) -> PathBuf {
    if !to.is_dir() {
        return to.to_owned();
    }
    let time: String = now.rfc3339().chars().filter(|letter| !":.".contains(*letter)).collect();
    to.join(format!("punte-{time}.{ENDING}"))
}

/// Begins the file under another name, so that nothing half-written is ever taken for a backup.
fn begin(path: &Path) -> Result<(File, PathBuf), Problem> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    if path.exists() {
        return Err(Problem::refused("file_exists").with("file", path.display().to_string()));
    }
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&part).map_err(|error| not_written(&part, &error))?;
    Ok((file, part))
}

fn finish(file: &File, part: &Path, path: &Path) -> Result<(), Problem> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let kept = || {
        file.sync_all()?;
        fs::rename(part, path)?;
        File::open(folder)?.sync_all()
    };
    kept().map_err(|error| not_written(path, &error))
}

fn not_written(path: &Path, error: &std::io::Error) -> Problem {
    let code = match error.kind() {
        std::io::ErrorKind::AlreadyExists => "file_exists",
        _ => "file_not_written",
    };
    let mut problem = Problem::refused(code).with("file", path.display().to_string());
    problem.inside = Some(error.to_string());
    problem
}

/// The backups of a folder, the newest first.
///
/// # Errors
/// `file_unreadable`.
pub(crate) fn kept(folder: &Path) -> Result<Vec<Kept>, Problem> {
    let fault = |error: std::io::Error| unreadable(folder, &error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        let about = fs::metadata(&path).map_err(fault)?;
        if path.extension().is_some_and(|ending| ending == ENDING) && about.is_file() {
            let written = about.modified().map_err(fault)?;
            found.push(Kept { path, written: instant(written), bytes: about.len() });
        }
    }
    found.sort_by(|a, b| (b.written, &b.path).cmp(&(a.written, &a.path)));
    Ok(found)
}

fn instant(time: SystemTime) -> Timestamp {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_micros());
    Timestamp::from_micros(i64::try_from(since).unwrap_or(i64::MAX))
}

fn list(folder: &Path, as_json: bool, console: &Console) -> Result<u8, Problem> {
    let all = kept(folder)?;
    if as_json {
        let all: Vec<Value> = all
            .iter()
            .map(|one| json!({ "file": one.path, "written": one.written.rfc3339(), "bytes": one.bytes }))
            .collect();
        console.json(&json!({ "backups": all }))?;
        return Ok(DONE);
    }
    if all.is_empty() {
        console.say("cli-backups-none", &[]);
    }
    for one in &all {
        let written = console.lang().instant(one.written, &folder::zone());
        let args = [
            ("file", one.path.display().to_string().into()),
            ("written", written.into()),
            ("bytes", number(one.bytes)),
        ];
        console.say("cli-backup-kept", &args);
    }
    Ok(DONE)
}
