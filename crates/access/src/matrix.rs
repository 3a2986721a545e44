//! The permission matrix: which role may do what, as text made from the policies themselves.

use base::{AgencyNumber, PersonId, Problem, Purpose};

use crate::action::Action;
use crate::filter::{Column, Filter, Scalar};
use crate::policies::Policies;
use crate::resource::ResourceKind;
use crate::viewer::{ROLES, Viewer};

const PURPOSES: [Purpose; 5] =
    [Purpose::CaseWork, Purpose::Referral, Purpose::Monitoring, Purpose::Audit, Purpose::BreakGlass];

/// The letters of the roles, in their order.
const LETTERS: [&str; ROLES.len()] =
    ["CM", "SU", "VA", "SP", "HC", "NO", "OA", "DS", "LA", "IN", "PR", "ME", "PS", "TO", "AU", "DP", "AD"];

/// The agency and the person of the sample viewers; shown as `own` and `me`.
const OWN: AgencyNumber = AgencyNumber(4_000_000_000);
const ME: PersonId = PersonId::from_bytes([0xA1; 16]);
/// When they ask; shown as `now`.
const NOW: i64 = 4_000_000_001;

/// A column of the table.
struct Sample {
    letter: &'static str,
    title: String,
    viewer: Viewer,
}

/// The whole table: a grid of `all`, `some`, `-`, then each condition in words.
///
/// # Errors
/// As [`Policies::visible`], for any role, action, kind and purpose.
pub fn matrix(policies: &Policies) -> Result<String, Problem> {
    let samples = samples();
    let mut grid = String::new();
    let mut conditions = String::new();
    for action in Action::ALL.iter().copied() {
        for kind in action.kinds().iter().copied() {
            let mut row = format!("{:<26}{:<10}", action.name(), kind.to_string());
            let mut said = String::new();
            for sample in &samples {
                let filters = for_purposes(policies, &sample.viewer, action, kind)?;
                row.push_str(&format!("{:<6}", cell(&filters)));
                for line in lines(&filters) {
                    said.push_str(&format!("  {}: {line}\n", sample.title));
                }
            }
            grid.push_str(row.trim_end());
            grid.push('\n');
            if !said.is_empty() {
                conditions.push_str(&format!("\n{action} on {kind}\n{said}"));
            }
        }
    }
    let mut text =
        String::from("Who may do what. Made from the policies; change those, then write this anew.\n\n");
    for sample in &samples {
        text.push_str(&format!("{:<4}{}\n", sample.letter, sample.title));
    }
    text.push_str("\nall: every one   some: on the condition given below   -: none\n\n");
    let letters: String = samples.iter().map(|sample| format!("{:<6}", sample.letter)).collect();
    text.push_str(format!("{:<26}{:<10}{letters}", "action", "on").trim_end());
    text.push('\n');
    text.push_str(&grid);
    text.push_str("\nConditions (`own`: the viewer's agency, `me`: the viewer)\n");
    text.push_str(&conditions);
    Ok(text)
}

fn samples() -> Vec<Sample> {
    let viewer = |roles: Vec<&'static str>, accredited| Viewer {
        person: ME,
        agency: OWN,
        roles,
        county: 0,
        accredited,
        purpose: Purpose::CaseWork,
        now: NOW,
    };
    let mut samples =
        vec![Sample { letter: "N", title: "nobody signed in".into(), viewer: Viewer::nobody() }];
    for (role, letter) in ROLES.into_iter().zip(LETTERS) {
        samples.push(Sample { letter, title: role.into(), viewer: viewer(vec![role], false) });
        if role == "me_officer" {
            let title = "me_officer, accredited".into();
            samples.push(Sample { letter: "ME+", title, viewer: viewer(vec![role], true) });
        }
    }
    samples
}

fn for_purposes(
    policies: &Policies,
    viewer: &Viewer,
    action: Action,
    kind: ResourceKind,
) -> Result<Vec<(Purpose, Filter)>, Problem> {
    let ask = |purpose| Ok((purpose, policies.visible(&viewer.clone().looking_for(purpose), action, kind)?));
    PURPOSES.into_iter().map(ask).collect()
}

fn cell(filters: &[(Purpose, Filter)]) -> &'static str {
    if filters.iter().all(|(_, filter)| *filter == Filter::True) {
        "all"
    } else if filters.iter().all(|(_, filter)| *filter == Filter::False) {
        "-"
    } else {
        "some"
    }
}

/// One line when the purpose makes no difference, else one for each purpose that opens anything.
fn lines(filters: &[(Purpose, Filter)]) -> Vec<String> {
    let words = |filter: &Filter| filter.in_words(&name);
    let first = filters.first().map(|(_, filter)| filter);
    if filters.iter().all(|(_, filter)| Some(filter) == first) {
        let bounded = first.filter(|filter| !matches!(filter, Filter::True | Filter::False));
        return bounded.map(words).into_iter().collect();
    }
    let opening = filters.iter().filter(|(_, filter)| *filter != Filter::False);
    opening.map(|(purpose, filter)| format!("for {}: {}", purpose.code(), words(filter))).collect()
}

fn name(column: Column, value: Scalar) -> String {
    let agency = matches!(column, Column::Agency | Column::FromAgency | Column::ToAgency);
    match value {
        Scalar::Long(number) if agency && number == i64::from(OWN.0) => "own".into(),
        Scalar::Long(number) if number == NOW => "now".into(),
        Scalar::Long(0) if agency => "the whole country".into(),
        Scalar::Person(person) if person == ME => "me".into(),
        other => other.to_string(),
    }
}
