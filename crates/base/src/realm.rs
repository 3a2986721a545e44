//! Which law a record lives under, which part of it is meant, and why somebody reads it.

use serde::{Deserialize, Serialize};

/// A ledger. Each has its own keys, checkpoints and child numbers; a transaction belongs to one of them.
/// Numbers are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Realm {
    /// Agencies, people, grants, packs: no child.
    Directory,
    /// Signals, protection, prevention; under the GDPR.
    Social,
    /// Criminal files; under the Law Enforcement Directive.
    Justice,
    /// The partnership's plan and money: no child.
    Programme,
}

impl Realm {
    /// All ledgers there are.
    pub const ALL: [Self; 4] = [Self::Directory, Self::Social, Self::Justice, Self::Programme];

    /// The stored number.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Directory => 0,
            Self::Social => 1,
            Self::Justice => 2,
            Self::Programme => 3,
        }
    }

    /// The ledger of a stored number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|realm| realm.number() == number)
    }

    /// Its name in files, schemas and commands.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Directory => "directory",
            Self::Social => "social",
            Self::Justice => "justice",
            Self::Programme => "programme",
        }
    }

    /// The ledger of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|realm| realm.name() == name)
    }
}

/// A part of an entry with readers of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compartment {
    /// Codes and dates that rules and lists need; no word about a child.
    Operational,
    /// Who the child is: names, birth date, identifiers, address, telephone.
    Identity,
    /// What people wrote: reasons, needs, observations.
    Narrative,
    /// The sections a referral sends, sealed for that referral alone: its epoch is the referral's ordinal.
    Shared,
}

impl Compartment {
    /// All compartments.
    pub const ALL: [Self; 4] = [Self::Operational, Self::Identity, Self::Narrative, Self::Shared];

    /// The stored number.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Operational => 1,
            Self::Identity => 2,
            Self::Narrative => 3,
            Self::Shared => 4,
        }
    }

    /// The compartment of a stored number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|compartment| compartment.number() == number)
    }

    /// Its name in messages and records of reading.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Operational => "operational",
            Self::Identity => "identity",
            Self::Narrative => "narrative",
            Self::Shared => "shared",
        }
    }
}

/// Why somebody reads identity or a sealed compartment; recorded with each read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To work on the child's case.
    CaseWork,
    /// To answer or deliver what a referral asks.
    Referral,
    /// To watch over the referral mechanism.
    Monitoring,
    /// To check who did what.
    Audit,
    /// To help a child whose file is another's, in an emergency, agreed by a second person.
    BreakGlass,
    /// To find a child by name, or those who may be the same child.
    Search,
}

impl Purpose {
    /// Its code in records and messages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CaseWork => "case_work",
            Self::Referral => "referral",
            Self::Monitoring => "monitoring",
            Self::Audit => "audit",
            Self::BreakGlass => "break_glass",
            Self::Search => "search",
        }
    }
}
