//! The child's protection file: what may be recorded, in which order, and what follows from it.
//!
//! Pure: a history goes in; a [`File`], a verdict, facts and next steps come out. It never reads the clock,
//! never knows a rule of one country (those are the pack's, see `rules`), and takes no account anywhere of
//! whether a child or a family works with the police. Start reading at [`event`], then [`decide()`] with
//! `reading` (the rules), [`mod@file`] (the folded state) and [`facts()`].

pub mod birth_month;
pub mod correction;
pub mod crossing;
pub mod decide;
pub mod effective;
pub mod erasure;
pub mod event;
pub mod facts;
pub mod file;
pub mod fold;
pub mod identity;
mod levels;
pub mod narrative;
pub mod next_step;
mod ordering;
mod payload;
mod reading;
pub mod recorded;
pub mod referral;
pub mod service;
pub mod shared;
pub mod timeline;
pub mod victim_status;

pub use birth_month::BirthMonth;
pub use correction::{check_corrector, may_be_withdrawn};
pub use crossing::{Step, StepState, Track, TrackName};
pub use decide::{decide, warnings};
pub use erasure::check_erasable;
pub use event::{Circumstances, FileEvent, Office};
pub use facts::{fact_changes, facts};
pub use file::{Episode, File, Merge, Moment};
pub use fold::fold;
pub use identity::{BirthDate, Identity, IdentityForm};
pub use narrative::Narrative;
pub use next_step::{NextStep, next_steps};
pub use recorded::Recorded;
pub use referral::{Referral, ReferralState};
pub use service::{Delivery, Service};
pub use shared::{IdentityPart, SharedSections};
pub use timeline::{Correction, TimelineItem};
pub use victim_status::VictimStatus;
