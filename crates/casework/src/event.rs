//! What can happen in a child's protection file.
//!
//! Codes are levels: the numbers of the pack's lists, 0 where a thing is not known. No event holds a name, a
//! date of birth, or a word that somebody wrote: those are parts of their own.

use base::{AgencyNumber, ChildNumber, Code, EntryId, PersonId, PublicCode, StreamId, UnitNumber};
use serde::{Deserialize, Serialize};

use crate::birth_month::BirthMonth;

/// The agency that did it, with its county at that time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// The agency.
    pub agency: AgencyNumber,
    /// Its county (list `county`).
    pub county: u16,
}

/// What is known of the exploitation and of where the child comes from. A later statement replaces the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circumstances {
    /// Forms of exploitation: bit n is level n of list `exploitation`; bit 0 is never set.
    pub forms: u32,
    /// Where the exploitation was (list `where`).
    #[serde(rename = "where")]
    pub place: u16,
    /// How the child was recruited (list `recruitment`).
    pub recruitment: u16,
    /// County of origin (list `county`).
    pub origin: u16,
    /// In state care at the time (list `yes_no`).
    pub in_care: u16,
}

impl Circumstances {
    /// The levels of list `exploitation` that are set, rising.
    pub fn form_levels(&self) -> impl Iterator<Item = u16> + '_ {
        (1..32_u16).filter(|level| self.forms & (1 << level) != 0)
    }

    /// The bits of these levels of list `exploitation`; levels outside 1 to 31 are left out.
    #[must_use]
    pub fn forms_of(levels: impl IntoIterator<Item = u16>) -> u32 {
        levels.into_iter().filter(|level| (1..32).contains(level)).fold(0, |bits, level| bits | 1 << level)
    }
}

/// Something that happened in a file. `by` is always the agency that did it, not the one that typed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FileEvent {
    /// The file was opened for a child; its first entry.
    CaseOpened {
        /// The agency that will work the file.
        by: Office,
        /// The child.
        child: ChildNumber,
        /// The file in facts, and its first episode; random.
        unit: UnitNumber,
        /// The file's code on pages; random, unlike any number in facts.
        code: PublicCode,
        /// The signal it came from.
        signal: Option<StreamId>,
        /// List `sex`.
        sex: u16,
        /// The month of birth, where known.
        birth_month: Option<BirthMonth>,
        /// What is known at opening.
        circumstances: Circumstances,
        /// Whether it was kept elsewhere until then, on paper or in another register: what happened before it was
        /// brought in starts no clock.
        #[serde(default, skip_serializing_if = "is_false")]
        brought_in: bool,
    },
    /// The child is presumed a victim.
    Presumed {
        /// Who presumed.
        by: Office,
        /// What is known now, when it is other than before.
        circumstances: Option<Circumstances>,
    },
    /// The child is identified as a victim.
    Identified {
        /// Who identified.
        by: Office,
        /// On which ground (list `identification_ground`).
        ground: u16,
        /// What is known now, when it is other than before.
        circumstances: Option<Circumstances>,
    },
    /// One person proposes that the presumption is not confirmed.
    NotConfirmedProposed {
        /// Who proposed.
        by: Office,
        /// List `not_confirmed_reason`.
        reason: u16,
    },
    /// Another person agrees: the presumption is not confirmed.
    NotConfirmed {
        /// Who agreed.
        by: Office,
        /// The entry that proposed it.
        proposal: EntryId,
    },
    /// A case manager was named, in place of any other.
    CaseManagerNamed {
        /// Who named.
        by: Office,
        /// The case manager.
        person: PersonId,
    },
    /// A service to the child began.
    ServiceStarted {
        /// Who gives it.
        by: Office,
        /// The service in facts; random.
        unit: UnitNumber,
        /// List `service`.
        service: u16,
        /// The referral that asked for it, by its ordinal.
        referral: Option<u32>,
    },
    /// A service was given once.
    ServiceDelivered {
        /// Who gave it.
        by: Office,
        /// The service.
        unit: UnitNumber,
        /// How long it took, in minutes; 0 where not known.
        minutes: u16,
    },
    /// A service ended.
    ServiceEnded {
        /// Who gave it.
        by: Office,
        /// The service.
        unit: UnitNumber,
        /// List `service_end_reason`.
        reason: u16,
    },
    /// A referral was sent. Its shared sections are a part of the entry, sealed for it alone.
    ReferralSent {
        /// Who sends.
        by: Office,
        /// Its place among the file's referrals, from 1.
        referral: u32,
        /// The referral in facts; random.
        unit: UnitNumber,
        /// The referral's code on pages; random, and tells nothing of the file's.
        code: PublicCode,
        /// Whom it is sent to.
        to: AgencyNumber,
        /// What it asks for (list `service`).
        service: u16,
        /// How soon (list `urgency`).
        urgency: u16,
        /// The need behind it (list `need`).
        need: u16,
    },
    /// A referral was seen by its recipient.
    ReferralReceived {
        /// Who received it.
        by: Office,
        /// Which referral.
        referral: u32,
    },
    /// A referral was accepted.
    ReferralAccepted {
        /// Who accepted it.
        by: Office,
        /// Which referral.
        referral: u32,
    },
    /// A referral was refused.
    ReferralRefused {
        /// Who refused it.
        by: Office,
        /// Which referral.
        referral: u32,
        /// List `refusal_reason`.
        reason: u16,
    },
    /// What a referral asked for began.
    ReferralStarted {
        /// Who began.
        by: Office,
        /// Which referral.
        referral: u32,
    },
    /// What a referral asked for ended, or will not begin after all.
    ReferralFinished {
        /// Who ended it.
        by: Office,
        /// Which referral.
        referral: u32,
        /// List `referral_outcome`.
        outcome: u16,
    },
    /// A unit of police or prosecution was told of the child: the first of a pair of entries, whose second stands
    /// in that unit's realm. It changes nothing of the child's status and opens or closes no service.
    CrossingSent {
        /// Who told.
        by: Office,
        /// The unit that was told.
        to: AgencyNumber,
        /// The legal ground (list `crossing_basis`).
        basis: u16,
        /// What for (list `crossing_purpose`).
        purpose: u16,
        /// Whether who the child is was sent too.
        with_identity: bool,
    },
    /// The file was closed.
    CaseClosed {
        /// Who closed it.
        by: Office,
        /// List `closing_reason`.
        reason: u16,
    },
    /// The file was opened again: a new episode.
    CaseReopened {
        /// The agency that will work it.
        by: Office,
        /// The episode in facts; random.
        unit: UnitNumber,
        /// List `reopening_reason`.
        reason: u16,
        /// What is known now, when it is other than before.
        circumstances: Option<Circumstances>,
    },
    /// An entry was corrected: `event` and the new `happened` take its place, its identity stays.
    Amended {
        /// The entry corrected; it may be an amendment itself.
        replaces: EntryId,
        /// List `amend_reason`.
        reason: u16,
        /// What it should have said, of the same kind.
        event: Box<FileEvent>,
    },
    /// An entry was made by mistake and counts no longer. Withdrawing an amendment brings back what it replaced.
    Withdrawn {
        /// The entry; it may be an amendment or a withdrawal itself.
        replaces: EntryId,
        /// List `amend_reason`.
        reason: u16,
    },
    /// This file's child and another file's are one child.
    ChildrenMerged {
        /// Who found it.
        by: Office,
        /// The other file.
        other: StreamId,
        /// The other file's child.
        other_child: ChildNumber,
    },
    /// They are two children after all.
    ChildrenUnmerged {
        /// Who found it.
        by: Office,
        /// The other file.
        other: StreamId,
        /// The other file's child.
        other_child: ChildNumber,
    },
}

impl FileEvent {
    /// The version of the payloads written now.
    pub const SCHEMA: u16 = 1;

    /// All kinds, as they stand in entries, in the order of a file's life.
    pub const KINDS: [&'static str; 22] = [
        "case_opened",
        "presumed",
        "identified",
        "not_confirmed_proposed",
        "not_confirmed",
        "case_manager_named",
        "service_started",
        "service_delivered",
        "service_ended",
        "referral_sent",
        "referral_received",
        "referral_accepted",
        "referral_refused",
        "referral_started",
        "referral_finished",
        "crossing_sent",
        "case_closed",
        "case_reopened",
        "amended",
        "withdrawn",
        "children_merged",
        "children_unmerged",
    ];

    /// The kind as a plain word.
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        match self {
            Self::CaseOpened { .. } => "case_opened",
            Self::Presumed { .. } => "presumed",
            Self::Identified { .. } => "identified",
            Self::NotConfirmedProposed { .. } => "not_confirmed_proposed",
            Self::NotConfirmed { .. } => "not_confirmed",
            Self::CaseManagerNamed { .. } => "case_manager_named",
            Self::ServiceStarted { .. } => "service_started",
            Self::ServiceDelivered { .. } => "service_delivered",
            Self::ServiceEnded { .. } => "service_ended",
            Self::ReferralSent { .. } => "referral_sent",
            Self::ReferralReceived { .. } => "referral_received",
            Self::ReferralAccepted { .. } => "referral_accepted",
            Self::ReferralRefused { .. } => "referral_refused",
            Self::ReferralStarted { .. } => "referral_started",
            Self::ReferralFinished { .. } => "referral_finished",
            Self::CrossingSent { .. } => "crossing_sent",
            Self::CaseClosed { .. } => "case_closed",
            Self::CaseReopened { .. } => "case_reopened",
            Self::Amended { .. } => "amended",
            Self::Withdrawn { .. } => "withdrawn",
            Self::ChildrenMerged { .. } => "children_merged",
            Self::ChildrenUnmerged { .. } => "children_unmerged",
        }
    }

    /// The kind as it stands in the entry's envelope.
    #[must_use]
    pub fn kind(&self) -> Code {
        // A test makes a code of every kind's name, so that this arm is never taken.
        Code::new(self.kind_name()).unwrap_or_else(|_| unreachable!("kind names are codes"))
    }

    /// The agency that did it; `None` of an amendment or a withdrawal, whose doer is the entry's actor.
    #[must_use]
    pub fn by(&self) -> Option<Office> {
        match self {
            Self::CaseOpened { by, .. }
            | Self::Presumed { by, .. }
            | Self::Identified { by, .. }
            | Self::NotConfirmedProposed { by, .. }
            | Self::NotConfirmed { by, .. }
            | Self::CaseManagerNamed { by, .. }
            | Self::ServiceStarted { by, .. }
            | Self::ServiceDelivered { by, .. }
            | Self::ServiceEnded { by, .. }
            | Self::ReferralSent { by, .. }
            | Self::ReferralReceived { by, .. }
            | Self::ReferralAccepted { by, .. }
            | Self::ReferralRefused { by, .. }
            | Self::ReferralStarted { by, .. }
            | Self::ReferralFinished { by, .. }
            | Self::CrossingSent { by, .. }
            | Self::CaseClosed { by, .. }
            | Self::CaseReopened { by, .. }
            | Self::ChildrenMerged { by, .. }
            | Self::ChildrenUnmerged { by, .. } => Some(*by),
            Self::Amended { .. } | Self::Withdrawn { .. } => None,
        }
    }

    /// The referral it is about, by its ordinal.
    #[must_use]
    pub fn referral(&self) -> Option<u32> {
        match self {
            Self::ReferralSent { referral, .. }
            | Self::ReferralReceived { referral, .. }
            | Self::ReferralAccepted { referral, .. }
            | Self::ReferralRefused { referral, .. }
            | Self::ReferralStarted { referral, .. }
            | Self::ReferralFinished { referral, .. } => Some(*referral),
            Self::ServiceStarted { referral, .. } => *referral,
            _ => None,
        }
    }

    /// What it says of the circumstances.
    #[must_use]
    pub fn circumstances(&self) -> Option<Circumstances> {
        match self {
            Self::CaseOpened { circumstances, .. } => Some(*circumstances),
            Self::Presumed { circumstances, .. }
            | Self::Identified { circumstances, .. }
            | Self::CaseReopened { circumstances, .. } => *circumstances,
            _ => None,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_false(yes: &bool) -> bool {
    !yes
}
