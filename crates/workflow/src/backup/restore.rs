//! An installation from a backup: first the databases, which need no root secret; then, with it, what has to hold
//! before anything is served: the ledgers are the ones that were copied, every entry has its key, what was erased
//! since is erased here too.

use std::collections::HashSet;
use std::io::Read;

use base::{Position, Problem, ProblemKind, Realm, StreamId};
use store::{Config, Database};
use vault::KeyName;
use vault::backup::Decryptor;

use crate::app::App;
use crate::backup::content::{self, BackupHead, BackupTail};
use crate::backup::{Identities, digests, refused};
use crate::erasure::ERASED;
use crate::import::DISCARDED;
use crate::trust::VerifyReport;

/// Keys whose presence is asked at once.
const KEYS: usize = 500;

/// What the databases were made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Of what the backup is.
    pub head: BackupHead,
    /// How everything stood when it was copied.
    pub tail: BackupTail,
    /// Rows of all tables.
    pub rows: u64,
}

/// What was found and done before a restored installation may be served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoreReport {
    /// The verification of each ledger, sound all of them.
    pub ledgers: Vec<VerifyReport>,
    /// Streams that lists of erasures named and the backup still had.
    pub erased: usize,
    /// Lists that an older program had made, made again.
    pub rebuilt: usize,
}

/// Makes the databases of a backup where none are. When it refuses, what it made so far is no installation: whoever
/// called removes it.
///
/// # Errors
/// `backup_for_others` when no identity fits; `backup_damaged`; `restore_not_empty`; `database_newer`; those of
/// opening a store; an engine's error.
pub fn databases(
    config: &Config,
    identities: &Identities,
    from: impl Read,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Restored, Problem> {
    let mut from = Decryptor::new(&identities.0, from).map_err(|error| match error {
        vault::backup::BackupError::Io(error) => {
            let mut problem = Problem::new(ProblemKind::Unavailable, "backup_unreadable");
            problem.inside = Some(error.to_string());
            problem
        }
        other => refused(other),
    })?;
    let head = content::begun(&mut from)?;
    let (mut rows, mut made) = (0, HashSet::new());
    let all = Database::ALL.len() as u64;
    while made.len() < Database::ALL.len() {
        let (database, carried) = store::dump::read(config, &mut from)?;
        rows += carried.rows;
        made.insert(database);
        progress(made.len() as u64, all);
    }
    let tail = content::ended(&mut from)?;
    Ok(Restored { head, tail, rows })
}

impl App {
    /// Holds a restored installation against what the backup says, replays the lists of erasures and verifies every
    /// ledger. Nothing may be served before this returned.
    ///
    /// # Errors
    /// `restore_differs` when a ledger or a list is not the one that was copied; `keys_older_than_ledger`;
    /// `restore_not_sound`; those of [`App::replay_erasures`]; an engine's error.
    pub fn finish_restore(
        &self,
        tail: &BackupTail,
        erasures: &[String],
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<RestoreReport, Problem> {
        for realm in Realm::ALL {
            self.refuse_another_ledger(realm, tail)?;
        }
        let rebuilt = self.rebuild_stale(progress)?.len();
        let mut erased = self.replay_erasures(&tail.erasures)?;
        for list in erasures {
            erased += self.replay_erasures(list)?;
        }
        // A list stands beside these databases too, for the restore after this one.
        self.write_erasure_list()?;
        let mut ledgers = Vec::new();
        for realm in Realm::ALL {
            let missing = self.keys_missing(realm)?;
            if missing > 0 {
                let problem = Problem::refused("keys_older_than_ledger").with("ledger", realm.name());
                return Err(problem.with("count", missing.to_string()));
            }
            let report = self.verify(realm, None, &mut |done, of| progress(done.0, of.0))?;
            if !report.sound {
                let problem = Problem::refused("restore_not_sound").with("ledger", realm.name());
                return Err(problem.with("count", report.total.to_string()));
            }
            ledgers.push(report);
        }
        Ok(RestoreReport { ledgers, erased, rebuilt })
    }

    fn refuse_another_ledger(&self, realm: Realm, tail: &BackupTail) -> Result<(), Problem> {
        let differs = || Problem::refused("restore_differs").with("what", realm.name());
        let then = tail.ledgers.iter().find(|then| then.ledger == realm.name()).ok_or_else(differs)?;
        self.store().read(realm, |tx| {
            let head = store::entries::head(tx)?.frontier;
            if (head.size(), head.root().to_string()) != (then.size, then.root.clone()) {
                return Err(differs());
            }
            for (name, digest) in digests(tx)? {
                // A list that the backup does not have was an older program's, and is made again.
                let same = |then: &content::ListThen| then.digest == digest.to_string();
                if !then.lists.iter().find(|then| then.name == name).is_none_or(same) {
                    return Err(Problem::refused("restore_differs").with("what", name));
                }
            }
            Ok(())
        })
    }

    /// How many keys that entries of a ledger were sealed under are not there, those of erased and discarded streams apart.
    pub(crate) fn keys_missing(&self, realm: Realm) -> Result<usize, Problem> {
        let (mut names, mut erased) = (HashSet::new(), HashSet::<StreamId>::new());
        self.store().read(realm, |tx| {
            let head = store::entries::head(tx)?.position();
            store::entries::for_each_entry(tx, Position(0), head, &mut |view| {
                for part in view.parts() {
                    names.insert(KeyName::Stream(realm, view.stream, part.compartment, part.epoch));
                }
                if view.facts_epoch != 0 {
                    names.insert(KeyName::Statistics(realm, view.facts_epoch));
                }
                if [ERASED, DISCARDED].contains(&view.kind) {
                    erased.insert(view.stream);
                }
                Ok(())
            })
        })?;
        let gone = |name: &KeyName| matches!(name, KeyName::Stream(_, stream, ..) if erased.contains(stream));
        let needed: Vec<KeyName> = names.into_iter().filter(|name| !gone(name)).collect();
        let mut missing = 0;
        for some in needed.chunks(KEYS) {
            missing +=
                some.len() - self.store().read(Database::Keys, |tx| store::keys::get_many(tx, some))?.len();
        }
        Ok(missing)
    }
}
