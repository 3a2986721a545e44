//! One module per thing a person does: load, decide, fold, append, project, in one transaction.
//!
//! Synchronous. Every function takes who asks and answers with plain data or a [`base::Problem`]; what is not
//! permitted sounds like what is not there. Start reading at [`app`], then [`mod@write`].

pub mod account;
pub mod accounts;
pub mod app;
pub mod approval;
pub mod backup;
pub mod bulk;
pub mod checkpoint;
pub mod child;
pub mod children;
mod commands;
pub mod compose;
pub mod concern_record;
pub mod concerns;
pub mod criminal_files;
pub mod crossings;
pub mod custody;
mod definitions;
pub mod directory;
pub mod erasure;
pub mod erasure_list;
pub mod exchange;
pub mod exporting;
pub mod factors;
pub mod figures;
pub mod glass;
pub mod glass_record;
mod hashing;
mod history;
pub mod import;
mod justice_facts;
mod keys;
pub mod machine;
pub mod naming;
pub mod notices;
pub mod open_case;
pub mod operations;
mod page_token;
mod project;
pub mod reading;
pub mod rebuild;
pub mod referrals;
pub mod reports;
pub mod root;
mod sealing;
pub mod sign_in;
pub mod signals;
mod social;
pub mod trust;
pub mod work;
pub mod write;

pub use access::{Action, Resource, ResourceKind};
pub use app::{App, Settings};
pub use compose::FileEntry;
pub use sign_in::{Arrival, Halfway, Owes, SignedIn};
pub use store::Total;
pub use write::Receipt;
