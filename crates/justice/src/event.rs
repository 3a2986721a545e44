//! What can happen in a criminal file.
//!
//! Codes are levels: the numbers of the pack's lists, 0 where a thing is not known. No event holds a name, of a
//! child or of a defendant, or a word that somebody wrote.

use base::{AgencyNumber, ChildNumber, Code, EntryId, PublicCode, StreamId, UnitNumber};
use serde::{Deserialize, Serialize};

/// The unit that did it, with its county at that time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// The unit: an agency of the directory.
    pub agency: AgencyNumber,
    /// Its county (list `county`).
    pub county: u16,
}

/// What a court said of one defendant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgment {
    /// Whether no appeal is left.
    pub is_final: bool,
    /// List `judgment_outcome`.
    pub outcome: u16,
    /// The prison sentence in months; 0 where there is none.
    pub months: u16,
    /// Whether the sentence is suspended (list `yes_no`); 0 without a sentence.
    pub suspended: u16,
}

/// Something that happened in a criminal file. `by` is always the unit that did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum CriminalEvent {
    /// The file was registered; its first entry.
    CriminalFileOpened {
        /// The unit that works it.
        by: Office,
        /// The child in this realm's facts: another number than the one child protection counts by.
        child: ChildNumber,
        /// The file in facts; random.
        unit: UnitNumber,
        /// The file's code on pages; random.
        code: PublicCode,
        /// The notice it was opened from.
        notice: Option<StreamId>,
        /// List `criminal_article`; at least one.
        articles: Vec<u16>,
        /// Whether the victim is a child (list `yes_no`).
        child_victim: u16,
        /// Whether it happened online (list `yes_no`).
        online: u16,
        /// How it began (list `criminal_origin`).
        origin: u16,
    },
    /// Somebody is prosecuted.
    ProsecutionStarted {
        /// Who decided.
        by: Office,
        /// List `criminal_article`; at least one.
        articles: Vec<u16>,
    },
    /// The victim is protected by a measure.
    ProtectionOrdered {
        /// Who ordered it.
        by: Office,
        /// List `victim_protection`.
        measure: u16,
    },
    /// The child will be heard.
    HearingPlanned {
        /// Who planned it.
        by: Office,
        /// Why the child is heard once more (list `hearing_again`); 0 of the first hearing.
        again: u16,
    },
    /// The child was heard.
    HearingHeld {
        /// Who held it.
        by: Office,
        /// Whether it was recorded (list `yes_no`).
        was_recorded: u16,
        /// Whether in a room made for children (list `yes_no`).
        dedicated_room: u16,
        /// Whether with a psychologist (list `yes_no`).
        psychologist: u16,
        /// Whether with the child's lawyer (list `yes_no`).
        lawyer: u16,
        /// Why the child was heard once more (list `hearing_again`); 0 of the first hearing.
        again: u16,
    },
    /// Defendants were sent to trial.
    Indicted {
        /// Who indicted.
        by: Office,
        /// How many; they are known by their numbers from 1.
        defendants: u16,
        /// List `criminal_article`; at least one.
        articles: Vec<u16>,
    },
    /// A court judged one defendant.
    Judged {
        /// Who noted it.
        by: Office,
        /// Which defendant, from 1.
        defendant: u16,
        /// What the court said.
        judgment: Judgment,
    },
    /// Something about the victim's compensation.
    Compensation {
        /// Who noted it.
        by: Office,
        /// List `compensation_step`.
        step: u16,
    },
    /// The file was closed.
    CriminalFileClosed {
        /// Who closed it.
        by: Office,
        /// List `criminal_closing`.
        reason: u16,
    },
    /// An entry was corrected: `event` and the new `happened` take its place, its identity stays.
    CriminalEntryAmended {
        /// The entry corrected, which is no correction itself. The last correction stands.
        replaces: EntryId,
        /// List `amend_reason`.
        reason: u16,
        /// What it should have said, of the same kind.
        event: Box<CriminalEvent>,
    },
    /// An entry was made by mistake and counts no longer.
    CriminalEntryWithdrawn {
        /// The entry, which is no correction itself.
        replaces: EntryId,
        /// List `amend_reason`.
        reason: u16,
    },
}

impl CriminalEvent {
    /// The version of the payloads written now.
    pub const SCHEMA: u16 = 1;

    /// All kinds, as they stand in entries, in the order of a file's life.
    pub const KINDS: [&'static str; 11] = [
        "criminal_file_opened",
        "prosecution_started",
        "protection_ordered",
        "hearing_planned",
        "hearing_held",
        "indicted",
        "judged",
        "compensation",
        "criminal_file_closed",
        "criminal_entry_amended",
        "criminal_entry_withdrawn",
    ];

    /// The kind as a plain word.
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        match self {
            Self::CriminalFileOpened { .. } => "criminal_file_opened",
            Self::ProsecutionStarted { .. } => "prosecution_started",
            Self::ProtectionOrdered { .. } => "protection_ordered",
            Self::HearingPlanned { .. } => "hearing_planned",
            Self::HearingHeld { .. } => "hearing_held",
            Self::Indicted { .. } => "indicted",
            Self::Judged { .. } => "judged",
            Self::Compensation { .. } => "compensation",
            Self::CriminalFileClosed { .. } => "criminal_file_closed",
            Self::CriminalEntryAmended { .. } => "criminal_entry_amended",
            Self::CriminalEntryWithdrawn { .. } => "criminal_entry_withdrawn",
        }
    }

    /// The kind as it stands in the entry's envelope.
    #[must_use]
    pub fn kind(&self) -> Code {
        // A test makes a code of every kind's name, so that this arm is never taken.
        Code::new(self.kind_name()).unwrap_or_else(|_| unreachable!("kind names are codes"))
    }

    /// The unit that did it; `None` of a correction, whose doer is the entry's actor.
    #[must_use]
    pub fn by(&self) -> Option<Office> {
        match self {
            Self::CriminalFileOpened { by, .. }
            | Self::ProsecutionStarted { by, .. }
            | Self::ProtectionOrdered { by, .. }
            | Self::HearingPlanned { by, .. }
            | Self::HearingHeld { by, .. }
            | Self::Indicted { by, .. }
            | Self::Judged { by, .. }
            | Self::Compensation { by, .. }
            | Self::CriminalFileClosed { by, .. } => Some(*by),
            Self::CriminalEntryAmended { .. } | Self::CriminalEntryWithdrawn { .. } => None,
        }
    }

    /// What a correction corrects.
    #[must_use]
    pub fn replaces(&self) -> Option<EntryId> {
        match self {
            Self::CriminalEntryAmended { replaces, .. } | Self::CriminalEntryWithdrawn { replaces, .. } => {
                Some(*replaces)
            }
            _ => None,
        }
    }
}
