//! A synthetic country, deterministic by seed: agencies, people, six years of children's files.
//!
//! Nobody in it exists. How often things are is shaped to published marginals (`shares`); ids follow from the
//! seed, keys and nonces never do. [`script`] invents all lives as steps in time, [`simulate`] lives them in order
//! through the same rules and the same ledger as real work. Start reading at [`simulate`].

pub mod act;
pub mod country;
pub mod life;
pub mod marker;
mod names;
mod plan;
pub mod script;
mod sentences;
mod shares;
pub mod simulate;
pub mod staff;
pub mod step;

pub use marker::{FolderState, Marker};
pub use simulate::{Progress, Settings, Summary, make};
