//! Who asks.

use base::{AgencyNumber, PersonId, Purpose};

/// The roles' codes, in the order of the permission matrix. A code that is not here opens nothing.
pub const ROLES: [&str; 17] = [
    "case_manager",
    "supervisor",
    "victim_assistance_officer",
    "service_provider",
    "helpline_counsellor",
    "notifier",
    "online_analyst",
    "digital_safety_officer",
    "lawyer",
    "investigator",
    "prosecutor",
    "me_officer",
    "partnership_secretariat",
    "tip_officer",
    "auditor",
    "data_protection_officer",
    "administrator",
];

/// Whoever asks, as known at the directory's head when the request came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// The person; [`PersonId::NIL`] when nobody is signed in.
    pub person: PersonId,
    /// The person's agency.
    pub agency: AgencyNumber,
    /// Codes of the roles in force today, as in [`ROLES`].
    pub roles: Vec<&'static str>,
    /// The agency's county, as a level of the pack's list; 0 for a national agency.
    pub county: u16,
    /// Whether this is the accredited national monitoring and evaluation officer.
    pub accredited: bool,
    /// Why the person looks, as said on the form or fixed by the page.
    pub purpose: Purpose,
    /// When they ask, in seconds since 1970: what ends by time has ended then.
    pub now: i64,
}

impl Viewer {
    /// Nobody signed in: only what is public opens.
    #[must_use]
    pub fn nobody() -> Self {
        Self {
            person: PersonId::NIL,
            agency: AgencyNumber(0),
            roles: Vec::new(),
            county: 0,
            accredited: false,
            purpose: Purpose::CaseWork,
            now: 0,
        }
    }

    /// The same person looking for another reason.
    #[must_use]
    pub fn looking_for(mut self, purpose: Purpose) -> Self {
        self.purpose = purpose;
        self
    }

    /// The known roles, each once, in the order of [`ROLES`]; none for nobody.
    ///
    /// A person or an agency that is "none" would be equal to a record's missing case manager or agency, so
    /// neither of them ever carries a role into a decision.
    pub(crate) fn known_roles(&self) -> impl Iterator<Item = &'static str> {
        let somebody = self.person != PersonId::NIL && self.agency.0 != 0;
        ROLES.into_iter().filter(move |role| somebody && self.roles.contains(role))
    }
}
