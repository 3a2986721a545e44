//! One module per thing a person does: load, decide, fold, append, project, in one transaction.
//!
//! Synchronous. Every function takes who asks and answers with plain data or a [`base::Problem`]; what is not
//! permitted sounds like what is not there. Start reading at [`app`], then [`mod@write`].

pub mod app;
pub mod compose;
mod history;
mod keys;
mod project;
mod sealing;
pub mod sign_in;
mod social;
pub mod write;

pub use access::{Action, Resource, ResourceKind};
pub use app::{App, Settings};
pub use compose::FileEntry;
pub use sign_in::SignedIn;
pub use write::Receipt;
