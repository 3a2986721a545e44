//! What the machine was last made to do for its own safety, and the page that says so.

use access::Action;
use base::{Problem, Timestamp};
use store::Database;
use store::operations::Operation;

use crate::app::App;
use crate::sign_in::SignedIn;

/// What is noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// A backup was taken.
    Backup,
    /// A backup was restored beside, and held against what it says.
    Drill,
}

impl OperationKind {
    fn name(self) -> &'static str {
        match self {
            Self::Backup => "backup",
            Self::Drill => "drill",
        }
    }
}

/// How one of them ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastOperation {
    /// When it ended.
    pub finished_at: Timestamp,
    /// Whether it went well.
    pub good: bool,
    /// How large the backup is.
    pub bytes: u64,
    /// Of which time the backup is.
    pub made_at: Timestamp,
}

/// The last ones, where there were any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LastOperations {
    /// The last backup.
    pub backup: Option<LastOperation>,
    /// The last drill.
    pub drill: Option<LastOperation>,
}

impl App {
    /// Notes that one of them ended now.
    ///
    /// # Errors
    /// An engine's error.
    pub fn note_operation(
        &self,
        kind: OperationKind,
        good: bool,
        bytes: u64,
        made_at: Timestamp,
    ) -> Result<(), Problem> {
        let finished_at = self.clock().now();
        let operation = Operation { kind: kind.name().to_owned(), finished_at, good, bytes, made_at };
        self.store().write(Database::Session, |tx| store::operations::put(tx, &operation))
    }

    /// The last backup and the last drill.
    ///
    /// # Errors
    /// An engine's error.
    pub fn last_operations(&self) -> Result<LastOperations, Problem> {
        let all = self.store().read(Database::Session, store::operations::all)?;
        let of = |kind: OperationKind| {
            all.iter().find(|operation| operation.kind == kind.name()).map(|operation| LastOperation {
                finished_at: operation.finished_at,
                good: operation.good,
                bytes: operation.bytes,
                made_at: operation.made_at,
            })
        };
        Ok(LastOperations { backup: of(OperationKind::Backup), drill: of(OperationKind::Drill) })
    }

    /// The same for a person who may see the administration.
    ///
    /// # Errors
    /// `not_found` for whoever may not; an engine's error.
    pub fn last_operations_as(&self, who: &SignedIn) -> Result<LastOperations, Problem> {
        if !self.may_ever(who, Action::ViewDirectory) {
            return Err(Problem::not_found());
        }
        self.last_operations()
    }
}
