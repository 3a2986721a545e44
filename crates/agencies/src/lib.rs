//! Agencies with validity and successors, people, roles and grants: the directory's ledger, folded.
//!
//! No child is in it. Every process folds the whole directory in memory and catches up with its head before
//! each request, so that a revoked grant ends at once. Start reading at [`event`] and [`directory`].

pub mod decide;
pub mod directory;
pub mod event;
pub mod role;

pub use decide::decide;
pub use directory::{Agency, Dataset, Directory, Grant, PackAdoption, Person, Proposal, ResetAsked};
pub use event::DirectoryEvent;
pub use role::Role;
