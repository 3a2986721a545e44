//! A referral as it stands: sent, received, accepted, started, finished, or refused.

use base::{AgencyNumber, PublicCode, UnitNumber};

use crate::event::Office;
use crate::file::Moment;

/// How far a referral came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferralState {
    /// Sent, not yet seen.
    Sent,
    /// Seen, not yet answered.
    Received,
    /// Accepted, not yet begun.
    Accepted,
    /// Begun.
    Started,
    /// Ended.
    Finished,
    /// Refused.
    Refused,
}

impl ReferralState {
    /// Its code in lists and messages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::Started => "started",
            Self::Finished => "finished",
            Self::Refused => "refused",
        }
    }

    /// Whether nothing more is awaited.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Finished | Self::Refused)
    }

    /// Whether its recipient owes an answer.
    #[must_use]
    pub fn waits_for_answer(self) -> bool {
        matches!(self, Self::Sent | Self::Received)
    }
}

/// A referral of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Referral {
    /// Its place among the file's referrals, from 1.
    pub ordinal: u32,
    /// The referral in facts; 0 while its sending is not known.
    pub unit: UnitNumber,
    /// The referral's code on pages.
    pub code: Option<PublicCode>,
    /// Who sent it.
    pub from: Office,
    /// Whom it was sent to.
    pub to: AgencyNumber,
    /// What it asks for (list `service`).
    pub service: u16,
    /// How soon (list `urgency`).
    pub urgency: u16,
    /// The need behind it (list `need`).
    pub need: u16,
    /// When it was sent.
    pub sent: Option<Moment>,
    /// When it was seen.
    pub received: Option<Moment>,
    /// When it was accepted.
    pub accepted: Option<Moment>,
    /// When it was refused, and why (list `refusal_reason`).
    pub refused: Option<(Moment, u16)>,
    /// When what it asks for began.
    pub started: Option<Moment>,
    /// When that ended, and how (list `referral_outcome`).
    pub finished: Option<(Moment, u16)>,
}

impl Referral {
    pub(crate) fn of(ordinal: u32) -> Self {
        Self {
            ordinal,
            unit: UnitNumber(0),
            code: None,
            from: Office::default(),
            to: AgencyNumber(0),
            service: 0,
            urgency: 0,
            need: 0,
            sent: None,
            received: None,
            accepted: None,
            refused: None,
            started: None,
            finished: None,
        }
    }

    /// How far it came.
    #[must_use]
    pub fn state(&self) -> ReferralState {
        if self.finished.is_some() {
            ReferralState::Finished
        } else if self.started.is_some() {
            ReferralState::Started
        } else if self.accepted.is_some() {
            ReferralState::Accepted
        } else if self.refused.is_some() {
            ReferralState::Refused
        } else if self.received.is_some() {
            ReferralState::Received
        } else {
            ReferralState::Sent
        }
    }

    /// When it was accepted or refused.
    #[must_use]
    pub fn answered(&self) -> Option<&Moment> {
        self.accepted.as_ref().or(self.refused.as_ref().map(|(moment, _)| moment))
    }
}
