//! How the machine stands, for whoever runs it: counts and positions, nothing of anybody.

use base::{Position, Problem, ProblemKind, Realm, Timestamp};
use store::{Counts, Database};

use crate::app::App;
use crate::operations::LastOperations;

/// How the machine stands.
#[derive(Clone, Debug)]
pub struct MachineState {
    /// Statements and commits so far.
    pub counts: Counts,
    /// Sessions that have not ended.
    pub sessions: u64,
    /// Keys of records open in memory.
    pub keys_open: u64,
    /// How far names and figures in memory have come.
    pub known: Position,
    /// Each ledger.
    pub ledgers: Vec<LedgerPlace>,
    /// The last backup and the last drill.
    pub operations: LastOperations,
}

/// How far a ledger has come.
#[derive(Clone, Copy, Debug)]
pub struct LedgerPlace {
    /// Which.
    pub realm: Realm,
    /// Its last entry.
    pub position: Position,
    /// When its last checkpoint was signed.
    pub checkpoint: Option<Timestamp>,
}

impl App {
    /// How the machine stands.
    ///
    /// # Errors
    /// An engine's error.
    pub fn machine_state(&self) -> Result<MachineState, Problem> {
        let now = self.clock().now();
        let mut ledgers = Vec::new();
        for realm in Realm::ALL {
            ledgers.push(self.store().read(realm, |tx| {
                let checkpoint = store::checkpoints::latest(tx)?.map(|signed| signed.checkpoint.time);
                Ok(LedgerPlace { realm, position: store::entries::head(tx)?.position(), checkpoint })
            })?);
        }
        Ok(MachineState {
            counts: self.store().counts(),
            sessions: self.store().read(Database::Session, |tx| store::sessions::count(tx, now))?,
            keys_open: self.keys.ring().stream_keys_held() as u64,
            known: self.social().position,
            ledgers,
            operations: self.last_operations()?,
        })
    }

    /// Refuses while requests should go elsewhere: a database does not answer, or names and figures are still read
    /// into memory. Keys are open since the start, or it would not be running.
    ///
    /// # Errors
    /// `catching_up`; an engine's error.
    pub fn refuse_unless_ready(&self) -> Result<(), Problem> {
        for realm in Realm::ALL {
            self.store().read(realm, store::entries::head)?;
        }
        self.store().read(Database::Keys, |tx| store::keys::get(tx, vault::KeyName::Session))?;
        self.store().read(Database::Session, store::operations::all)?;
        let head = self.store().read(Database::Social, store::entries::head)?.position();
        // A portion is read by whoever asks for a name, at once; more of them is what a start still works on.
        if head.0.saturating_sub(self.social().position.0) > crate::social::PORTION {
            return Err(Problem::new(ProblemKind::Unavailable, "catching_up"));
        }
        Ok(())
    }
}
