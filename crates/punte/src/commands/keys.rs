//! `punte keys`: how the root secret is kept, and the keys that hang from it.

use std::path::Path;

use base::{Clock, Problem, Randomness};
use demo::{FolderState, marker};
use serde_json::json;
use workflow::App;
use workflow::backup::Identities;
use workflow::root::{self, ROOT_FILE, Root, RootFrom, write_secret};
use zeroize::Zeroizing;

use crate::cli::{BackupIdentity, Data, DataOnly, KeysLock, KeysRestore, KeysRotate, KeysSplit};
use crate::commands::backup::unreadable;
use crate::console::{Console, DONE, number};
use crate::folder;
use crate::passphrase::new_passphrase;

/// Puts a passphrase on the root secret.
///
/// # Errors
/// `folder_is_demo`, `root_secret_missing`, `root_secret_elsewhere` for a credential, `passphrase_weak`,
/// `passphrases_differ`; those of [`folder::root`].
pub(crate) fn lock(args: &KeysLock, console: &Console) -> Result<u8, Problem> {
    // A demo is made, served and made again without anybody at hand to type.
    if marker::look(&args.data.data)? != FolderState::Other {
        return Err(Problem::refused("folder_is_demo").with("folder", args.data.data.display().to_string()));
    }
    let root = folder::root(&args.data)?.ok_or_else(|| Problem::refused("root_secret_missing"))?;
    if root.from == RootFrom::Credential {
        return Err(Problem::refused("root_secret_elsewhere"));
    }
    let passphrase = new_passphrase(args.new_passphrase_file.as_deref())?;
    root::keep(&args.data.data, &root.locked_text(&passphrase)?)?;
    console.say("cli-keys-locked", &[]);
    Ok(DONE)
}

/// Splits the root secret among custodians.
///
/// # Errors
/// `root_secret_missing`, `custodians_wrong`, `file_exists`, `file_not_written`; those of [`folder::root`].
pub(crate) fn split(args: &KeysSplit, console: &Console) -> Result<u8, Problem> {
    let root = folder::root(&args.data)?.ok_or_else(|| Problem::refused("root_secret_missing"))?;
    let shares = root.shares(args.needed, args.custodians)?;
    for (custodian, share) in (1..).zip(&shares) {
        let path = args.out.join(format!("share-{custodian}.txt"));
        new_file(&path, &format!("{}\n", **share))?;
        let args = [("custodian", number(custodian)), ("file", path.display().to_string().into())];
        console.say("cli-keys-share", &args);
    }
    let args = [("needed", number(args.needed.into())), ("of", number(args.custodians.into()))];
    console.note("cli-keys-split", &args);
    Ok(DONE)
}

/// Puts the root secret together from shares. It must open the keys that are there; a file in plain that is there
/// already is not written over.
///
/// # Errors
/// `share_malformed`, `shares_mixed`, `shares_too_few`, `share_wrong`, `root_secret_wrong`, `file_exists`,
/// `passphrase_weak`; those of opening the folder.
pub(crate) fn restore(args: &KeysRestore, console: &Console) -> Result<u8, Problem> {
    let lines = args.share.iter().map(|path| share(path)).collect::<Result<Vec<_>, _>>()?;
    let root = Root::from_shares(&lines)?;
    let there = args.data.data.join(ROOT_FILE);
    if root::own_text(&there)?.is_some_and(|text| !root::is_locked(&text)) {
        return Err(Problem::refused("file_exists").with("file", there.display().to_string()));
    }
    if args.data.postgres.is_some() || folder::is_inhabited(&args.data) {
        drop(open(&args.data, root.again()?, true)?);
    }
    let text = match &args.new_passphrase_file {
        Some(path) => Zeroizing::new(root.locked_text(&new_passphrase(Some(path))?)?),
        None => root.text(),
    };
    root::keep(&args.data.data, &text)?;
    console.say("cli-keys-restored", &[]);
    if args.new_passphrase_file.is_none() {
        console.note("cli-root-plain", &[]);
    }
    Ok(DONE)
}

/// Makes the upper keys anew.
///
/// # Errors
/// `database_in_use` while somebody has the folder open; `servers_unknown`; those of opening the folder; an engine's
/// error.
pub(crate) fn rotate(args: &KeysRotate, console: &Console) -> Result<u8, Problem> {
    if args.data.postgres.is_some() && !args.servers_stopped {
        return Err(Problem::refused("servers_unknown"));
    }
    let root = folder::root(&args.data)?.ok_or_else(|| Problem::refused("root_secret_missing"))?;
    let rotated = open(&args.data, root, false)?.rotate_keys()?;
    if args.json {
        console.json(&json!({ "fresh": rotated.fresh, "rewrapped": rotated.rewrapped }))?;
    } else {
        let args = [("fresh", number(rotated.fresh)), ("rewrapped", number(rotated.rewrapped))];
        console.say("cli-keys-rotated", &args);
    }
    Ok(DONE)
}

/// Says which keys there are.
///
/// # Errors
/// `data_missing`; those of opening the folder; an engine's error.
pub(crate) fn status(args: &DataOnly, console: &Console) -> Result<u8, Problem> {
    let kept = match folder::root(&args.data)?.map(|root| root.from) {
        Some(RootFrom::LockedFile) => "locked",
        Some(RootFrom::Credential) => "credential",
        Some(RootFrom::PlainFile | RootFrom::Shares) | None => "plain",
    };
    let status = folder::open_existing(&args.data)?.app.key_status()?;
    if args.json {
        console.json(&json!({
            "root": kept,
            "realms": status.realms,
            "agencies": status.agencies,
            "statistics": status.statistics,
            "records": status.streams,
            "parts": status.parts,
            "changed_readers": status.changed_readers,
        }))?;
        return Ok(DONE);
    }
    console.say(&format!("cli-keys-root-{kept}"), &[]);
    let counts = [
        ("cli-keys-realms", status.realms),
        ("cli-keys-agencies", status.agencies),
        ("cli-keys-statistics", status.statistics),
        ("cli-keys-records", status.streams),
        ("cli-keys-parts", status.parts),
        ("cli-keys-changed-readers", status.changed_readers),
    ];
    counts.into_iter().for_each(|(id, count)| console.say(id, &[("count", number(count))]));
    Ok(DONE)
}

/// Makes a key pair for backups.
///
/// # Errors
/// `file_exists`, `file_not_written`.
pub(crate) fn backup_identity(args: &BackupIdentity, console: &Console) -> Result<u8, Problem> {
    let (identity, recipient) = Identities::generate();
    new_file(&args.out, &format!("# {recipient}\n{}\n", *identity))?;
    if args.json {
        console.json(&json!({ "recipient": recipient, "file": args.out }))?;
    } else {
        console.line(&recipient);
        console.note("cli-identity-made", &[("file", args.out.display().to_string().into())]);
    }
    Ok(DONE)
}

/// Opens the databases with a given root secret; alone where nobody else may have them.
fn open(data: &Data, root: Root, shared: bool) -> Result<App, Problem> {
    let mut store = folder::config(data);
    store.shared = shared;
    // Keys alone are touched: nothing is appended, whatever the clock of a demo says.
    let (clock, chance) = (Clock::system(), Randomness::system());
    App::open_with(workflow::Settings { store, folder: data.data.clone(), clock, chance }, root)
}

fn share(path: &Path) -> Result<Zeroizing<String>, Problem> {
    let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
    root::own_text(path)?.ok_or_else(|| unreadable(path, &missing))
}

fn new_file(path: &Path, text: &str) -> Result<(), Problem> {
    write_secret(path, text).map_err(|error| {
        let there = error.kind() == std::io::ErrorKind::AlreadyExists;
        let code = if there { "file_exists" } else { "file_not_written" };
        let mut problem = Problem::refused(code).with("file", path.display().to_string());
        problem.inside = Some(error.to_string());
        problem
    })
}
