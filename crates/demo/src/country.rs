//! The agencies of the synthetic country and the people who work there.
//!
//! Public bodies carry their real kind and place, because the product is about their work; civil-society
//! organisations and all people are invented.

/// An agency as it is opened.
#[derive(Clone, Debug)]
pub struct AgencyPlan {
    /// Its code, for the command line and addresses.
    pub code: String,
    /// Level code of list `agency_kind`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Level code of list `county`; empty for the whole country.
    pub county: &'static str,
}

/// The 41 counties and the capital: code, name, and for the capital its six sectors below.
const COUNTIES: [(&str, &str); 41] = [
    ("ab", "Alba"),
    ("ar", "Arad"),
    ("ag", "Argeș"),
    ("bc", "Bacău"),
    ("bh", "Bihor"),
    ("bn", "Bistrița-Năsăud"),
    ("bt", "Botoșani"),
    ("bv", "Brașov"),
    ("br", "Brăila"),
    ("bz", "Buzău"),
    ("cs", "Caraș-Severin"),
    ("cj", "Cluj"),
    ("ct", "Constanța"),
    ("cv", "Covasna"),
    ("db", "Dâmbovița"),
    ("dj", "Dolj"),
    ("gl", "Galați"),
    ("gj", "Gorj"),
    ("hr", "Harghita"),
    ("hd", "Hunedoara"),
    ("il", "Ialomița"),
    ("is", "Iași"),
    ("if", "Ilfov"),
    ("mm", "Maramureș"),
    ("mh", "Mehedinți"),
    ("ms", "Mureș"),
    ("nt", "Neamț"),
    ("ot", "Olt"),
    ("ph", "Prahova"),
    ("sm", "Satu Mare"),
    ("sj", "Sălaj"),
    ("sb", "Sibiu"),
    ("sv", "Suceava"),
    ("tr", "Teleorman"),
    ("tm", "Timiș"),
    ("tl", "Tulcea"),
    ("vs", "Vaslui"),
    ("vl", "Vâlcea"),
    ("vn", "Vrancea"),
    ("cl", "Călărași"),
    ("gr", "Giurgiu"),
];

/// Agencies besides the directorates: code, kind, name, county.
const OTHERS: [(&str, &str, &str, &str); 21] = [
    ("anitp", "national_agency", "Agenția Națională împotriva Traficului de Persoane", ""),
    ("anpdca", "national_agency", "Autoritatea Națională pentru Protecția Copilului", ""),
    ("dcco", "police", "Direcția de Combatere a Criminalității Organizate", ""),
    ("secretariat", "ministry", "Secretariatul Parteneriatului", ""),
    ("tip-office", "donor", "Office to Monitor and Combat Trafficking in Persons", ""),
    ("implementer-a", "implementer", "Implementator A", ""),
    ("implementer-b", "implementer", "Implementator B", ""),
    ("audit", "auditor", "Auditor acreditat", ""),
    ("podul-alb", "ngo", "Asociația Podul Alb", "dj"),
    ("malul-lin", "ngo", "Asociația Malul Lin", "bc"),
    ("casa-salciei", "ngo", "Fundația Casa Salciei", "is"),
    ("drumul-bun", "ngo", "Asociația Drumul Bun", "bh"),
    ("lumina-mica", "ngo", "Fundația Lumina Mică", "b"),
    ("sfat-si-drept", "ngo", "Asociația Sfat și Drept", "ct"),
    ("linia-119", "helpline", "Linia 119", ""),
    ("scoala-dj", "school", "Școala din Dolj", "dj"),
    ("spital-bc", "hospital", "Spitalul din Bacău", "bc"),
    ("inspectia-muncii", "national_agency", "Inspecția Muncii", ""),
    ("politia-frontiera", "police", "Poliția de Frontieră", ""),
    ("diicot", "prosecutor", "Direcția de Investigare a Infracțiunilor de Criminalitate Organizată", ""),
    ("barou", "ngo", "Avocați pentru copii", ""),
];

/// People of roles that few agencies have.
const OTHER_ROLES: [(&str, &str); 12] = [
    ("linia-119", "helpline_counsellor"),
    ("scoala-dj", "notifier"),
    ("spital-bc", "notifier"),
    ("inspectia-muncii", "notifier"),
    ("politia-frontiera", "notifier"),
    ("dcco", "online_analyst"),
    ("anpdca", "digital_safety_officer"),
    ("barou", "lawyer"),
    ("dcco", "investigator"),
    ("diicot", "prosecutor"),
    ("secretariat", "partnership_secretariat"),
    ("anpdca", "data_protection_officer"),
];

/// All agencies, in the order of their numbers from 1.
#[must_use]
pub fn agencies() -> Vec<AgencyPlan> {
    let mut all: Vec<AgencyPlan> = COUNTIES
        .iter()
        .map(|(code, name)| AgencyPlan {
            code: format!("dgaspc-{code}"),
            kind: "child_protection_directorate",
            name: format!("DGASPC {name}"),
            county: code,
        })
        .collect();
    all.extend((1..=6).map(|sector| AgencyPlan {
        code: format!("dgaspc-s{sector}"),
        kind: "child_protection_directorate",
        name: format!("DGASPC Sector {sector}"),
        county: "b",
    }));
    all.extend(OTHERS.iter().map(|(code, kind, name, county)| AgencyPlan {
        code: (*code).to_owned(),
        kind,
        name: (*name).to_owned(),
        county,
    }));
    all
}

/// A person of the synthetic country.
#[derive(Clone, Debug)]
pub struct PersonPlan {
    /// The agency's code.
    pub agency: String,
    /// The name colleagues see.
    pub name: String,
    /// Role code.
    pub role: &'static str,
    /// The accredited national monitoring and evaluation officer.
    pub accredited: bool,
}

/// All people: two case managers and a supervisor in each directorate, and people of every other role.
#[must_use]
pub fn people(agencies: &[AgencyPlan], chance: &base::Randomness) -> Vec<PersonPlan> {
    let mut all = Vec::new();
    let mut add = |agency: &str, role: &'static str, accredited: bool| {
        let girl = chance.chance(0.7);
        let name = format!("{} {}", crate::names::given(chance, girl), crate::names::family(chance));
        all.push(PersonPlan { agency: agency.to_owned(), name, role, accredited });
    };
    for agency in agencies {
        match agency.kind {
            "child_protection_directorate" => {
                add(&agency.code, "case_manager", false);
                add(&agency.code, "case_manager", false);
            }
            "ngo" => add(&agency.code, "service_provider", false),
            "implementer" => add(&agency.code, "me_officer", false),
            "donor" => add(&agency.code, "tip_officer", false),
            "auditor" => add(&agency.code, "auditor", false),
            _ => {}
        }
        match agency.code.as_str() {
            "anitp" => add(&agency.code, "victim_assistance_officer", false),
            "secretariat" => {
                add(&agency.code, "me_officer", true);
                add(&agency.code, "administrator", false);
            }
            _ => {}
        }
    }
    // After all others, so that earlier people keep their names.
    for agency in agencies.iter().filter(|agency| agency.kind == "child_protection_directorate") {
        add(&agency.code, "supervisor", false);
    }
    for (agency, role) in OTHER_ROLES {
        add(agency, role, false);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_47_directorates_and_a_dozen_others() {
        let all = agencies();
        assert_eq!(all.iter().filter(|a| a.kind == "child_protection_directorate").count(), 47);
        assert!(all.len() >= 47 + 12);
        let mut codes: Vec<_> = all.iter().map(|a| &a.code).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), all.len());
    }
}
