//! Rule packs: what differs from country to country, as data.
//!
//! A pack is a folder of TOML files with keys only (`pack.toml`, `lists.toml`, `statuses.toml`,
//! `deadlines.toml`, `holidays.toml`) and one `.ftl` file of words per language. [`Pack::parse`] takes the
//! texts, checks all of it at once and tells each mistake with file, line and a way to mend it. Pure: it never
//! reads a disk; [`shipped()`] gives the packs that are compiled in. Start reading at [`pack`], then [`list`],
//! [`deadline`] and [`calendar`].

pub mod calendar;
pub mod deadline;
pub mod list;
pub mod mistake;
pub mod pack;
pub mod shipped;
mod source;
pub mod status;
mod wording;

pub use calendar::{Calendar, Holiday};
pub use deadline::{Deadline, Due, Unit};
pub use list::{Item, List};
pub use mistake::PackMistake;
pub use pack::Pack;
pub use shipped::shipped;
pub use status::{StatusTrack, Transition};
