//! A step of a synthetic life: when it happens, who records it, and what.

use base::{CommandId, Day, Timestamp};
use casework::FileEvent;

/// Who records a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// One of the two case managers of the life's directorate.
    CaseManager(usize),
    /// The person of this agency (an index into the country's).
    Of(usize),
}

/// What is recorded.
#[derive(Clone, Debug)]
pub enum What {
    /// A signal comes in.
    Signal {
        /// List `signal_source`.
        source: u16,
        /// List `signal_about`.
        about: u16,
        /// List `urgency`.
        urgency: u16,
        /// Whether the child's name was said.
        named: bool,
    },
    /// It is triaged: urgency, reasons.
    Triage(u16, Vec<u16>),
    /// A file is opened from it, and the child registered.
    Open,
    /// An entry of the file.
    Entry(FileEvent),
    /// The second person agrees with the last proposal that the presumption is not confirmed.
    Confirm,
    /// Something recorded is corrected.
    Correct(Correction),
    /// This file's child and another life's are one; the command is that of the other file's entry.
    Merge(usize, CommandId),
    /// They are not, after all.
    Unmerge(usize, CommandId),
    /// Somebody reads the child's name.
    Read,
}

/// How something recorded turns out to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// The last service was given this many days earlier.
    DeliveryEarlier(i32),
    /// The last service was entered twice.
    DeliveryTwice,
    /// The last referral was sent this many days earlier.
    ReferralEarlier(i32),
    /// The child was recruited in another way (list `recruitment`) than was known when it was presumed a victim.
    RecruitedOtherwise(u16),
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// When it is recorded.
    pub recorded: Timestamp,
    /// When it happened; never after it is recorded.
    pub happened: Happening,
    /// Whose life, an index.
    pub life: usize,
    /// Its place among all that was planned; breaks ties.
    pub order: usize,
    /// Who records it.
    pub actor: Actor,
    /// Under which command; what opens or takes in has its life's.
    pub command: CommandId,
    /// What.
    pub what: What,
    /// What is written with it.
    pub text: Option<String>,
}

/// When a step happened, and how exactly that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// To the instant.
    At(Timestamp),
    /// To the day.
    On(Day),
    /// Only the month is known.
    InMonthOf(Day),
}
