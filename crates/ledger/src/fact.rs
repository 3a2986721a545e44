//! Facts: fixed-width coded rows that numbers are counted from. No text, no name.
//!
//! A fact's bytes hold no position and no known-at: those come from the entry that carries it when it is read.

use base::{AgencyNumber, ChildNumber, Day, EntryId, UnitNumber};

pub use crate::fact_encoding::{FactError, decode_changes, encode_changes};

/// What a fact says. Numbers are stored for ever and never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FactKind {
    /// A protection file was opened. Unit: the file.
    CaseOpened,
    /// A child was presumed a victim. Unit: the file's episode.
    Presumed,
    /// A child was identified as a victim. Unit: the file's episode.
    Identified,
    /// A presumption was not confirmed. Unit: the file's episode.
    NotConfirmed,
    /// A case manager was named. Unit: the file.
    CaseManagerNamed,
    /// A referral was sent. Unit: the referral.
    ReferralSent,
    /// A referral was accepted. Unit: the referral.
    ReferralAccepted,
    /// A referral was refused. Unit: the referral.
    ReferralRefused,
    /// What a referral asked for began. Unit: the referral; value: days since it was sent.
    ReferralStarted,
    /// What a referral asked for ended. Unit: the referral.
    ReferralFinished,
    /// A service began. Unit: the service.
    ServiceStarted,
    /// A service was delivered once. Unit: the service.
    ServiceDelivered,
    /// A service ended. Unit: the service.
    ServiceEnded,
    /// A file was closed. Unit: the file's episode.
    CaseClosed,
    /// A file was opened again. Unit: the file's new episode.
    CaseReopened,
    /// Two child numbers are one child: `child` and `unit`. Counts nothing; it joins.
    SameChild,
    /// One row of a statistical dataset. Unit: the row's place in it.
    DatasetRow,
    /// A criminal file was registered. Unit: the file.
    CriminalFileOpened,
    /// Somebody is prosecuted. Unit: the criminal file.
    ProsecutionStarted,
    /// A measure protects the victim. Unit: the criminal file.
    VictimProtected,
    /// The child was heard. Unit: the criminal file.
    ChildHeard,
    /// Defendants were sent to trial. Unit: the criminal file; value: how many.
    Indicted,
    /// A first court judged a defendant. Unit: the defendant.
    JudgedFirst,
    /// A defendant was convicted, no appeal left. Unit: the defendant; value: months of prison.
    DefendantConvicted,
    /// A defendant was acquitted, no appeal left. Unit: the defendant.
    DefendantAcquitted,
    /// A defendant cannot be judged any more: too much time went by. Unit: the defendant.
    DefendantTimeBarred,
    /// A criminal file was closed. Unit: the file.
    CriminalFileClosed,
}

impl FactKind {
    /// All kinds with their stored numbers and the names that definitions use.
    const TABLE: [(Self, u16, &'static str); 27] = [
        (Self::CaseOpened, 1, "case_opened"),
        (Self::Presumed, 2, "presumed"),
        (Self::Identified, 3, "identified"),
        (Self::NotConfirmed, 4, "not_confirmed"),
        (Self::CaseManagerNamed, 5, "case_manager_named"),
        (Self::ReferralSent, 6, "referral_sent"),
        (Self::ReferralAccepted, 7, "referral_accepted"),
        (Self::ReferralRefused, 8, "referral_refused"),
        (Self::ReferralStarted, 9, "referral_started"),
        (Self::ReferralFinished, 10, "referral_finished"),
        (Self::ServiceStarted, 11, "service_started"),
        (Self::ServiceDelivered, 12, "service_delivered"),
        (Self::ServiceEnded, 13, "service_ended"),
        (Self::CaseClosed, 14, "case_closed"),
        (Self::CaseReopened, 15, "case_reopened"),
        (Self::SameChild, 16, "same_child"),
        (Self::DatasetRow, 17, "dataset_row"),
        (Self::CriminalFileOpened, 18, "criminal_file_opened"),
        (Self::ProsecutionStarted, 19, "prosecution_started"),
        (Self::VictimProtected, 20, "victim_protected"),
        (Self::ChildHeard, 21, "child_heard"),
        (Self::Indicted, 22, "indicted"),
        (Self::JudgedFirst, 23, "judged_first"),
        (Self::DefendantConvicted, 24, "defendant_convicted"),
        (Self::DefendantAcquitted, 25, "defendant_acquitted"),
        (Self::DefendantTimeBarred, 26, "defendant_time_barred"),
        (Self::CriminalFileClosed, 27, "criminal_file_closed"),
    ];

    /// The stored number.
    #[must_use]
    pub fn number(self) -> u16 {
        Self::TABLE.iter().find(|(kind, _, _)| *kind == self).map_or(0, |(_, number, _)| *number)
    }

    /// The kind of a stored number.
    #[must_use]
    pub fn from_number(number: u16) -> Option<Self> {
        Self::TABLE.iter().find(|(_, n, _)| *n == number).map(|(kind, _, _)| *kind)
    }

    /// The name that indicator definitions use.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::TABLE.iter().find(|(kind, _, _)| *kind == self).map_or("", |(_, _, name)| name)
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::TABLE.iter().find(|(_, _, n)| *n == name).map(|(kind, _, _)| *kind)
    }
}

/// How many coded dimensions a fact has besides its named columns.
pub const DIMENSIONS: usize = 6;

/// The meaning of `Fact::dims` in the partnership's facts (dataset 0). A dataset's mapping gives its own.
pub mod dimension {
    /// Service code (list `service`).
    pub const SERVICE: usize = 0;
    /// Where the exploitation was: 1 in the country, 2 abroad (list `where`).
    pub const WHERE: usize = 1;
    /// Means of recruitment (list `recruitment`).
    pub const RECRUITMENT: usize = 2;
    /// County of origin (list `county`); `Fact::place` is the county of the agency that works the file.
    pub const ORIGIN: usize = 3;
    /// In state care: 1 no, 2 yes (list `yes_no`).
    pub const IN_CARE: usize = 4;
    /// The number of the other agency: whom a referral was sent to (its low 16 bits).
    pub const OTHER_AGENCY: usize = 5;
}

/// One row. Every coded level 0 means "not known".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// The entry whose happening this is; lineage leads there.
    pub stands_for: EntryId,
    /// What it says.
    pub kind: FactKind,
    /// 0 is the partnership's own records; other numbers are statistical datasets and never mix with them.
    pub dataset: u16,
    /// The earliest day it can have happened, in the pack's zone.
    pub happened: Day,
    /// The child.
    pub child: ChildNumber,
    /// What it counts besides children.
    pub unit: UnitNumber,
    /// The agency that did it.
    pub agency: AgencyNumber,
    /// The county of that agency (list `county`).
    pub place: u16,
    /// List `sex`.
    pub sex: u8,
    /// List `age_band`, at `happened`.
    pub age_band: u8,
    /// Forms of exploitation as bits: bit n is level n of list `exploitation`.
    pub forms: u32,
    /// Coded dimensions; see [`dimension`].
    pub dims: [u16; DIMENSIONS],
    /// One integer, of the kind's meaning.
    pub value: i32,
}

/// What an entry does to the facts of its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactChange {
    /// From this entry's position on, the fact is known.
    Shed(Fact),
    /// From this entry's position on, the fact is known no longer. The whole row is repeated.
    Retracted(Fact),
}
