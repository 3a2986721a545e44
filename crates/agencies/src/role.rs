//! What people do.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A role; what it may do is said by the policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the cases of a county directorate.
    CaseManager,
    /// Watches over the referral mechanism, nationally.
    VictimAssistanceOfficer,
    /// Accepts referrals and delivers services.
    ServiceProvider,
    /// Monitors, evaluates, freezes and publishes reports.
    MeOfficer,
    /// The donor's programme officer: published figures only.
    TipOfficer,
    /// Verifies the ledger and who read what.
    Auditor,
    /// Keeps agencies and people.
    Administrator,
}

impl Role {
    /// All roles, in the order of the permission matrix.
    pub const ALL: [Self; 7] = [
        Self::CaseManager,
        Self::VictimAssistanceOfficer,
        Self::ServiceProvider,
        Self::MeOfficer,
        Self::TipOfficer,
        Self::Auditor,
        Self::Administrator,
    ];

    /// Its code, as policies and messages know it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CaseManager => "case_manager",
            Self::VictimAssistanceOfficer => "victim_assistance_officer",
            Self::ServiceProvider => "service_provider",
            Self::MeOfficer => "me_officer",
            Self::TipOfficer => "tip_officer",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
