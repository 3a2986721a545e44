//! People and records that the tests share.

use std::sync::LazyLock;

use access::resource::{File, Reads, Referral, Signal};
use access::{Policies, Resource, Viewer};
use base::{AgencyNumber, PersonId, Purpose};

pub(crate) static POLICIES: LazyLock<Policies> = LazyLock::new(|| Policies::load().unwrap());

pub(crate) const DOLJ: AgencyNumber = AgencyNumber(16);
pub(crate) const CLUJ: AgencyNumber = AgencyNumber(12);
pub(crate) const NATIONAL: AgencyNumber = AgencyNumber(60);
pub(crate) const SHELTER: AgencyNumber = AgencyNumber(70);

pub(crate) fn person(number: u8) -> PersonId {
    PersonId::from_bytes([number; 16])
}

pub(crate) fn viewer(role: &'static str, agency: AgencyNumber) -> Viewer {
    let purpose = match role {
        "service_provider" => Purpose::Referral,
        "victim_assistance_officer" => Purpose::Monitoring,
        "auditor" => Purpose::Audit,
        _ => Purpose::CaseWork,
    };
    Viewer { person: person(1), agency, roles: vec![role], county: 16, accredited: false, purpose, now: 10 }
}

pub(crate) fn file(agency: AgencyNumber) -> File {
    File { agency, county: 16, case_manager: person(2), closed: false, victim: true, conflict: Vec::new() }
}

pub(crate) fn referral(to_agency: AgencyNumber, state: u8) -> Resource {
    Resource::Referral(Referral { from_agency: DOLJ, to_agency, state, conflict: Vec::new() })
}

pub(crate) fn signal(agency: AgencyNumber) -> Resource {
    sent_signal(agency, agency)
}

pub(crate) fn sent_signal(from_agency: AgencyNumber, agency: AgencyNumber) -> Resource {
    Resource::Signal(Signal { agency, from_agency, county: 16, conflict: Vec::new() })
}

pub(crate) fn reads(agency: AgencyNumber, case_manager: PersonId) -> Resource {
    Resource::Reads(Reads { agency, case_manager, conflict: Vec::new() })
}
