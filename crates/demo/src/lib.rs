//! A synthetic country, deterministic by seed: agencies, people, six years of children's files.
//!
//! Nobody in it exists. Shares are shaped to published marginals (see [`shares`]); ids follow from the seed,
//! keys and nonces never do. [`plan`] invents each life as steps in time, [`simulate`] lives all of them in
//! order through the same rules and the same ledger as real work. Start reading at [`simulate`].

pub mod country;
pub mod life;
pub mod names;
pub mod plan;
pub mod shares;
pub mod simulate;

pub use simulate::{Progress, Settings, Summary, make};
