//! Taking a backup while others work, and making an installation from one.
//!
//! The bytes are sealed for recipients whose secret half is kept elsewhere ([`vault::backup`]), and what they hold of
//! children is sealed a second time under the root secret, which is in no backup. Databases are copied one after the
//! other, each in one state: people's accounts first, then the ledgers, then the directory they speak of, and the
//! keys last, so that no entry comes without its key. What was erased while that went on stands in the list at the
//! end, which a restore replays. [`content`] is the form, [`restore`] the way back.

pub mod content;
pub mod restore;

use std::io::Write;

use base::{Problem, ProblemKind};
use store::{Database, Tx, projection};
use vault::backup::{BackupError, Encryptor, Identity, Recipient};

use crate::app::App;
use crate::backup::content::{BackupHead, BackupTail, LedgerThen, ListThen};

/// In which order databases are copied.
const ORDER: [Database; 6] = [
    Database::Session,
    Database::Social,
    Database::Justice,
    Database::Programme,
    Database::Directory,
    Database::Keys,
];

/// Who a backup is for.
pub struct Recipients(Vec<Recipient>);

impl Recipients {
    /// Reads recipients as `age-keygen` writes them, `age1…`.
    ///
    /// # Errors
    /// `recipient_malformed`; `recipients_missing` for none, or more than the format takes.
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, Problem> {
        let all = texts.into_iter().map(Recipient::parse).collect::<Result<Vec<_>, _>>().map_err(refused)?;
        if all.is_empty() || all.len() > vault::backup::MAX_RECIPIENTS {
            return Err(Problem::bad_input("recipients_missing"));
        }
        Ok(Self(all))
    }
}

/// What opens backups.
pub struct Identities(Vec<Identity>);

impl Identities {
    /// Reads a file of identities as `age-keygen` writes it.
    ///
    /// # Errors
    /// `identity_malformed`; no message repeats the text.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Identity::parse_file(text).map(Self).map_err(refused)
    }

    /// A new identity: its text for a file that only its owner reads, and its recipient.
    #[must_use]
    pub fn generate() -> (zeroize::Zeroizing<String>, String) {
        let identity = Identity::random(&base::Randomness::system());
        (identity.text(), identity.recipient().to_string())
    }
}

/// What a backup took in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// Rows of all tables.
    pub rows: u64,
    /// The ledgers as they were copied.
    pub ledgers: Vec<LedgerThen>,
}

impl App {
    /// Writes a backup of everything, sealed for its recipients. Others go on reading and writing meanwhile.
    /// `progress` hears how many databases of how many are copied.
    ///
    /// # Errors
    /// `backup_not_written` when `out` refuses; an engine's error.
    pub fn back_up(
        &self,
        head: &BackupHead,
        recipients: &Recipients,
        out: impl Write,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<BackedUp, Problem> {
        let mut out = Encryptor::new(&recipients.0, out, self.keys.chance()).map_err(refused)?;
        content::begin(&mut out, head)?;
        let mut done = BackedUp { rows: 0, ledgers: Vec::new() };
        for (number, database) in (1..).zip(ORDER) {
            self.store().read(database, |tx| {
                done.rows += store::dump::write(tx, &mut out)?.rows;
                if database.realm().is_some() {
                    done.ledgers.push(ledger_of(tx)?);
                }
                Ok(())
            })?;
            progress(number, ORDER.len() as u64);
        }
        self.refuse_if_overtaken(&done)?;
        let tail = BackupTail { ledgers: done.ledgers.clone(), erasures: self.erasure_list()? };
        content::end(&mut out, &tail)?;
        out.finish().map_err(refused)?;
        Ok(done)
    }

    /// A batch of rows that was discarded between the copies of its ledger and of the keys would come back without
    /// keys, and no list would say why. It happens once in years; then the backup is taken again.
    fn refuse_if_overtaken(&self, done: &BackedUp) -> Result<(), Problem> {
        let social = done.ledgers.iter().find(|then| then.ledger == base::Realm::Social.name());
        let copied = base::Position(social.map_or(0, |then| then.size));
        self.store().read(Database::Social, |tx| {
            let head = store::entries::head(tx)?.position();
            store::entries::for_each_entry(tx, copied, head, &mut |view| {
                let overtaken = view.kind == crate::import::DISCARDED;
                if overtaken { Err(Problem::new(ProblemKind::Conflict, "backup_overtaken")) } else { Ok(()) }
            })
        })
    }
}

/// How a ledger stands: its size and root, and a digest of each list that this program made.
fn ledger_of(tx: &mut Tx<'_>) -> Result<LedgerThen, Problem> {
    let head = store::entries::head(tx)?.frontier;
    let mut lists = Vec::new();
    for (name, digest) in digests(tx)? {
        lists.push(ListThen { name: name.to_owned(), digest: digest.to_string() });
    }
    Ok(LedgerThen {
        ledger: tx.realm()?.name().to_owned(),
        size: head.size(),
        root: head.root().to_string(),
        lists,
    })
}

/// The digests of the lists that this program made; those of an older one are left out.
fn digests(tx: &mut Tx<'_>) -> Result<Vec<(&'static str, base::Digest)>, Problem> {
    let all = projection::projections(tx.database());
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let stale: Vec<&str> = projection::stale(tx)?.iter().map(|list| list.name()).collect();
    let current = all.iter().filter(|list| !stale.contains(&list.name()));
    current.map(|list| Ok((list.name(), projection::digest(tx, list)?))).collect()
}

/// What is wrong with a backup, in words for whoever keeps it.
fn refused(error: BackupError) -> Problem {
    let (kind, code) = match &error {
        BackupError::Recipient(_) => (ProblemKind::BadInput, "recipient_malformed"),
        BackupError::NoRecipient | BackupError::TooManyRecipients(_) => {
            (ProblemKind::BadInput, "recipients_missing")
        }
        BackupError::Identity => (ProblemKind::BadInput, "identity_malformed"),
        BackupError::NoKeyFits => (ProblemKind::Refused, "backup_for_others"),
        BackupError::Io(_) => (ProblemKind::Unavailable, "backup_not_written"),
        _ => (ProblemKind::BadInput, "backup_damaged"),
    };
    let mut problem = Problem::new(kind, code);
    if let BackupError::Recipient(text) = &error {
        return problem.with("recipient", text.clone());
    }
    problem.inside = Some(error.to_string());
    problem
}
