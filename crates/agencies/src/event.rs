//! What can happen in the directory.

use base::{AgencyId, AgencyNumber, CleanText, Code, Day, PersonId, Problem};
use serde::{Deserialize, Serialize};

use crate::role::Role;

/// Something that happened to an agency, a person, a pack or a dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DirectoryEvent {
    /// An agency came to be, or came to be known.
    AgencyOpened {
        /// Its id; the stream's.
        agency: AgencyId,
        /// Its number in facts and projections; never used again.
        number: AgencyNumber,
        /// Its code on the command line and in addresses.
        code: Code,
        /// Level of list `agency_kind`.
        agency_kind: u16,
        /// Its name.
        name: CleanText,
        /// Level of list `county`; 0 for the whole country.
        county: u16,
    },
    /// An agency ceased; its people's grants end with it.
    AgencyClosed {
        /// Which.
        agency: AgencyId,
        /// Which agency took over its duties.
        successor: Option<AgencyId>,
    },
    /// A person came to work with Punte.
    PersonAdded {
        /// The person; the stream's id.
        person: PersonId,
        /// Where they work.
        agency: AgencyId,
        /// The name colleagues see.
        name: CleanText,
    },
    /// A person may act in a role.
    RoleGranted {
        /// Who.
        person: PersonId,
        /// Which role.
        role: Role,
        /// For an M&E officer: accredited to see national live totals.
        accredited: bool,
        /// The last day of the grant; `None` until it is ended.
        until: Option<Day>,
    },
    /// A role ended.
    RoleEnded {
        /// Whose.
        person: PersonId,
        /// Which role.
        role: Role,
    },
    /// An administrator proposes a role that one alone must not grant.
    RoleProposed {
        /// For whom.
        person: PersonId,
        /// Which role.
        role: Role,
        /// For an M&E officer: accredited to see national live totals.
        accredited: bool,
        /// The last day of the grant; `None` until it is ended.
        until: Option<Day>,
        /// Who proposes; [`PersonId::NIL`] is the command line.
        by: PersonId,
    },
    /// Another administrator agrees with what was proposed: the role is granted.
    RoleAgreed {
        /// For whom.
        person: PersonId,
        /// Which role.
        role: Role,
        /// Who agrees.
        by: PersonId,
    },
    /// What was proposed is not proposed any more.
    RoleProposalWithdrawn {
        /// For whom it was.
        person: PersonId,
        /// Which role.
        role: Role,
        /// Who withdrew it, or declined.
        by: PersonId,
    },
    /// An administrator asks that a person's second factors be taken back: telephone and recovery codes are lost.
    FactorsResetAsked {
        /// Whose.
        person: PersonId,
        /// Who asks.
        by: PersonId,
    },
    /// Another administrator agrees: the person sets up a second factor anew.
    FactorsResetAgreed {
        /// Whose.
        person: PersonId,
        /// Who agrees.
        by: PersonId,
    },
    /// A person works for another agency from now on; all roles end.
    PersonMoved {
        /// Who.
        person: PersonId,
        /// Where they work now.
        agency: AgencyId,
    },
    /// A person works with Punte no more; all roles end.
    PersonLeft {
        /// Who.
        person: PersonId,
    },
    /// A rule pack was adopted, whole.
    PackAdopted {
        /// Its code.
        code: Code,
        /// Its version.
        version: u32,
        /// Its files: name and text.
        files: Vec<(String, String)>,
    },
    /// A statistical dataset was given its number.
    DatasetNumbered {
        /// The number; 0 is the partnership's own and never given.
        number: u16,
        /// Its code.
        code: Code,
        /// The mapping that reads its files, as text.
        mapping: String,
    },
}

impl DirectoryEvent {
    /// The version of the payloads written now.
    pub const SCHEMA: u16 = 1;

    /// The kind in the entry's envelope.
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        match self {
            Self::AgencyOpened { .. } => "agency_opened",
            Self::AgencyClosed { .. } => "agency_closed",
            Self::PersonAdded { .. } => "person_added",
            Self::RoleGranted { .. } => "role_granted",
            Self::RoleEnded { .. } => "role_ended",
            Self::RoleProposed { .. } => "role_proposed",
            Self::RoleAgreed { .. } => "role_agreed",
            Self::RoleProposalWithdrawn { .. } => "role_proposal_withdrawn",
            Self::FactorsResetAsked { .. } => "factors_reset_asked",
            Self::FactorsResetAgreed { .. } => "factors_reset_agreed",
            Self::PersonMoved { .. } => "person_moved",
            Self::PersonLeft { .. } => "person_left",
            Self::PackAdopted { .. } => "pack_adopted",
            Self::DatasetNumbered { .. } => "dataset_numbered",
        }
    }

    /// The bytes of the operational part.
    ///
    /// # Errors
    /// `internal` when it cannot be written, which no value of this type does.
    pub fn to_payload(&self) -> Result<Vec<u8>, Problem> {
        serde_json::to_vec(self).map_err(Problem::internal)
    }

    /// Reads what [`DirectoryEvent::to_payload`] wrote.
    ///
    /// # Errors
    /// `payload_schema_unknown` for another version, `payload_malformed` for other bytes.
    pub fn from_payload(payload: &[u8], schema: u16) -> Result<Self, Problem> {
        if schema != Self::SCHEMA {
            return Err(Problem::bad_input("payload_schema_unknown").with("schema", schema.to_string()));
        }
        serde_json::from_slice(payload).map_err(|cause| {
            let mut problem = Problem::bad_input("payload_malformed").with("kind", "directory");
            problem.inside = Some(cause.to_string());
            problem
        })
    }
}
