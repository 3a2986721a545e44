//! A notice: what child protection told a police unit about a child, as it came into this realm.

use base::{AgencyNumber, ChildNumber, Code, EntryId, Happened, PublicCode, StreamId};
use serde::{Deserialize, Serialize};

use crate::recorded::Recorded;

/// Something that happened to a notice. Codes are levels of the pack's lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum NoticeEvent {
    /// It crossed from the social realm: the second of the pair of entries.
    CrossingReceived {
        /// The entry that sent it.
        source: EntryId,
        /// The notice's code on pages; random, and tells nothing of the child's file.
        code: PublicCode,
        /// Who sent it.
        from: AgencyNumber,
        /// The unit it was sent to.
        to: AgencyNumber,
        /// That unit's county (list `county`).
        county: u16,
        /// The legal ground (list `crossing_basis`).
        basis: u16,
        /// What for (list `crossing_purpose`).
        purpose: u16,
        /// The child in the social realm's facts. Nowhere else do the two realms' numbers stand side by side.
        social_child: ChildNumber,
        /// The child in this realm's facts.
        child: ChildNumber,
        /// List `sex`.
        sex: u16,
        /// List `age_band`, on the day it was sent.
        age_band: u8,
        /// Forms of exploitation: bit n is level n of list `exploitation`.
        forms: u32,
        /// Whether who the child is was sent too.
        has_identity: bool,
    },
    /// A criminal file was opened from it.
    NoticeBecameFile {
        /// The file.
        file: StreamId,
    },
}

impl NoticeEvent {
    /// The version of the payloads written now.
    pub const SCHEMA: u16 = 1;

    /// The kind in the entry's envelope.
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        match self {
            Self::CrossingReceived { .. } => "crossing_received",
            Self::NoticeBecameFile { .. } => "notice_became_file",
        }
    }

    /// The kind as it stands in the entry's envelope.
    #[must_use]
    pub fn kind(&self) -> Code {
        Code::new(self.kind_name()).unwrap_or_else(|_| unreachable!("kind names are codes"))
    }
}

/// A notice as its entries make it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notice {
    /// Its code on pages.
    pub code: Option<PublicCode>,
    /// Who sent it.
    pub from: AgencyNumber,
    /// The unit it was sent to.
    pub to: AgencyNumber,
    /// That unit's county.
    pub county: u16,
    /// List `crossing_basis`.
    pub basis: u16,
    /// List `crossing_purpose`.
    pub purpose: u16,
    /// The child in this realm's facts.
    pub child: Option<ChildNumber>,
    /// List `sex`.
    pub sex: u16,
    /// List `age_band`.
    pub age_band: u8,
    /// Forms of exploitation, as bits.
    pub forms: u32,
    /// Whether who the child is was sent too.
    pub has_identity: bool,
    /// When it was sent.
    pub sent: Option<Happened>,
    /// The criminal file opened from it.
    pub file: Option<StreamId>,
}

impl Notice {
    /// Folds a notice's entries. Never fails.
    #[must_use]
    pub fn of(history: &[Recorded<NoticeEvent>]) -> Self {
        let mut notice = Self::default();
        for recorded in history {
            match &recorded.event {
                NoticeEvent::CrossingReceived {
                    code,
                    from,
                    to,
                    county,
                    basis,
                    purpose,
                    child,
                    sex,
                    age_band,
                    forms,
                    has_identity,
                    ..
                } => {
                    notice = Self {
                        code: Some(*code),
                        from: *from,
                        to: *to,
                        county: *county,
                        basis: *basis,
                        purpose: *purpose,
                        child: Some(*child),
                        sex: *sex,
                        age_band: *age_band,
                        forms: *forms,
                        has_identity: *has_identity,
                        sent: Some(recorded.happened.clone()),
                        file: notice.file,
                    };
                }
                NoticeEvent::NoticeBecameFile { file } => notice.file = Some(*file),
            }
        }
        notice
    }

    /// The levels of list `exploitation` that it names, rising.
    pub fn form_levels(&self) -> impl Iterator<Item = u16> + '_ {
        (1..32_u16).filter(|level| self.forms & (1 << level) != 0)
    }
}
