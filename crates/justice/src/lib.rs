//! Criminal files about crimes against children: what happened in them, what may, and what they count as.
//!
//! Pure. A criminal file is a stream of its own in a realm of its own, and knows nothing of the child's protection
//! file: what child protection tells the police comes as a [`notice`], which is a stream too. Start reading at
//! [`event`], then [`mod@decide`].

pub mod decide;
pub mod effective;
pub mod event;
pub mod facts;
pub mod file;
mod levels;
pub mod notice;
mod order;
mod payload;
pub mod recorded;

pub use decide::{check_corrector, decide};
pub use effective::{Effective, effective};
pub use event::{CriminalEvent, Judgment, Office};
pub use facts::{fact_changes, facts};
pub use file::{CriminalFile, Defendant, Hearing, Item, Moment, Phase, fold};
pub use notice::{Notice, NoticeEvent};
pub use recorded::Recorded;
