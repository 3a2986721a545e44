//! What people do.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A role; what it may do is said by the policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the cases of a county directorate.
    CaseManager,
    /// Approves, rebalances caseloads and clears overdue work of an agency.
    Supervisor,
    /// Watches over the referral mechanism, nationally.
    VictimAssistanceOfficer,
    /// Accepts referrals and delivers services.
    ServiceProvider,
    /// Takes calls of a helpline, triages them and hands them over.
    HelplineCounsellor,
    /// Signals a worry from a school, a hospital, an inspection or a border post, and sees that it was answered.
    Notifier,
    /// Works on reports of online abuse at a national centre.
    OnlineAnalyst,
    /// Prevents abuse online at a national centre.
    DigitalSafetyOfficer,
    /// Represents a child: lawyer or curator.
    Lawyer,
    /// Runs criminal files of a police unit.
    Investigator,
    /// Leads criminal files of a prosecutor's office.
    Prosecutor,
    /// Programme, monitoring and evaluation: freezes and publishes reports.
    MeOfficer,
    /// Keeps the partnership's plan and dialogue.
    PartnershipSecretariat,
    /// The donor's programme officer: published figures only.
    TipOfficer,
    /// Verifies the ledger and who read what.
    Auditor,
    /// Watches over who looked and why, break-glass, retention and erasure.
    DataProtectionOfficer,
    /// Keeps agencies and people.
    Administrator,
}

impl Role {
    /// All roles, in the order of the permission matrix.
    pub const ALL: [Self; 17] = [
        Self::CaseManager,
        Self::Supervisor,
        Self::VictimAssistanceOfficer,
        Self::ServiceProvider,
        Self::HelplineCounsellor,
        Self::Notifier,
        Self::OnlineAnalyst,
        Self::DigitalSafetyOfficer,
        Self::Lawyer,
        Self::Investigator,
        Self::Prosecutor,
        Self::MeOfficer,
        Self::PartnershipSecretariat,
        Self::TipOfficer,
        Self::Auditor,
        Self::DataProtectionOfficer,
        Self::Administrator,
    ];

    /// Its code, as policies and messages know it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CaseManager => "case_manager",
            Self::Supervisor => "supervisor",
            Self::VictimAssistanceOfficer => "victim_assistance_officer",
            Self::ServiceProvider => "service_provider",
            Self::HelplineCounsellor => "helpline_counsellor",
            Self::Notifier => "notifier",
            Self::OnlineAnalyst => "online_analyst",
            Self::DigitalSafetyOfficer => "digital_safety_officer",
            Self::Lawyer => "lawyer",
            Self::Investigator => "investigator",
            Self::Prosecutor => "prosecutor",
            Self::MeOfficer => "me_officer",
            Self::PartnershipSecretariat => "partnership_secretariat",
            Self::TipOfficer => "tip_officer",
            Self::Auditor => "auditor",
            Self::DataProtectionOfficer => "data_protection_officer",
            Self::Administrator => "administrator",
        }
    }

    /// Whether who a child is, or what was written or sent about one, may open to it.
    #[must_use]
    pub const fn opens_identity(self) -> bool {
        matches!(
            self,
            Self::CaseManager
                | Self::Supervisor
                | Self::VictimAssistanceOfficer
                | Self::ServiceProvider
                | Self::HelplineCounsellor
                | Self::OnlineAnalyst
                | Self::Lawyer
                | Self::Investigator
                | Self::Prosecutor
        )
    }

    /// Whether whoever has it reaches nothing before a second factor is set up and shown: roles that open identity,
    /// and those that say who gets such a role, or watch over them.
    #[must_use]
    pub const fn needs_second_factor(self) -> bool {
        self.opens_identity()
            || matches!(self, Self::Administrator | Self::DataProtectionOfficer | Self::Auditor)
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
