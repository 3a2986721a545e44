//! What keeps an installation alive: backups, restores, drills and keys.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::{Data, DataOnly};

#[derive(Debug, Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The new file, or a folder that gets one named by the time.
    #[arg(long, value_name = "FILE|DIR", required_unless_present = "list")]
    pub(crate) to: Option<PathBuf>,
    /// Who can open it: an age recipient. Give several, so that one lost key loses nothing.
    #[arg(long, value_name = "age1…", required_unless_present_any = ["list", "recipients_file"])]
    pub(crate) recipient: Vec<String>,
    /// A file of recipients, one a line; `#` begins a remark.
    #[arg(long, value_name = "FILE")]
    pub(crate) recipients_file: Option<PathBuf>,
    /// Lists the backups of a folder with date and size instead, the newest first.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["to", "recipient", "recipients_file"])]
    pub(crate) list: Option<PathBuf>,
    /// The report as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The backup.
    #[arg(long, value_name = "FILE")]
    pub(crate) from: PathBuf,
    /// The file of the age identity that opens it.
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: PathBuf,
    /// The root secret's file, where it does not lie in the folder yet.
    #[arg(long, value_name = "FILE")]
    pub(crate) root: Option<PathBuf>,
    /// A list of erasures (`erasures.txt`) newer than the backup; may be given again.
    #[arg(long, value_name = "FILE")]
    pub(crate) erasures: Vec<PathBuf>,
    /// States that nothing was erased since the backup, where no list is left.
    #[arg(long, conflicts_with = "erasures")]
    pub(crate) nothing_erased: bool,
    /// The report as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Drill {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The backup.
    #[arg(long, value_name = "FILE", required_unless_present = "newest", conflicts_with = "newest")]
    pub(crate) backup: Option<PathBuf>,
    /// The newest backup of this folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) newest: Option<PathBuf>,
    /// The file of the age identity that opens it.
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: PathBuf,
    /// Where the passing copy is made and removed; the machine's own place for such files when absent.
    #[arg(long, value_name = "DIR")]
    pub(crate) work: Option<PathBuf>,
    /// The report as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Keys {
    #[command(subcommand)]
    pub(crate) what: KeysWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeysWhat {
    /// Puts a passphrase on the root secret, or another one.
    Lock(KeysLock),
    /// Splits the root secret among custodians: three of them, two restore it.
    Split(KeysSplit),
    /// Puts the root secret together from custodians' shares.
    Restore(KeysRestore),
    /// Makes the keys of realms and agencies anew; nothing that is sealed is rewritten. Stop the server first.
    Rotate(KeysRotate),
    /// Says which keys there are and how the root secret is kept.
    Status(DataOnly),
    /// Makes a key pair for backups: the identity into a new file, the recipient as the answer.
    BackupIdentity(BackupIdentity),
}

#[derive(Debug, Args)]
pub(crate) struct KeysLock {
    #[command(flatten)]
    pub(crate) data: Data,
    /// A file that holds the new passphrase; without it a terminal is asked, twice.
    #[arg(long, value_name = "FILE")]
    pub(crate) new_passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct KeysSplit {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The folder for the shares, a new file for each custodian. Hand them over, then remove them.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// How many custodians.
    #[arg(long, default_value_t = 3, value_name = "N")]
    pub(crate) custodians: u8,
    /// How many of them restore the secret together.
    #[arg(long, default_value_t = 2, value_name = "N")]
    pub(crate) needed: u8,
}

#[derive(Debug, Args)]
pub(crate) struct KeysRestore {
    #[command(flatten)]
    pub(crate) data: Data,
    /// A custodian's share; given as often as there are.
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) share: Vec<PathBuf>,
    /// A file that holds a passphrase to lock the secret with again; without it the secret lies there in plain.
    #[arg(long, value_name = "FILE")]
    pub(crate) new_passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct KeysRotate {
    #[command(flatten)]
    pub(crate) data: Data,
    /// States that no server has the databases open, where they lie in PostgreSQL and nothing here can see it.
    #[arg(long)]
    pub(crate) servers_stopped: bool,
    /// The report as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BackupIdentity {
    /// The new file. Keep it elsewhere than the backups and the data.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The recipient as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
