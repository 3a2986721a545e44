//! Signals and their triage: what comes in before there is a file.
//!
//! Pure. A signal is a stream of its own; when a file is opened from it, the signal says so and the file names
//! it. Start reading at [`signal`].

pub mod decide;
pub mod signal;

pub use decide::decide;
pub use signal::{HandedOver, Recorded, Signal, SignalEvent, fold};
