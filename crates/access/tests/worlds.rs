//! On random worlds, a list shows exactly what decisions allow.

use std::sync::LazyLock;

use access::resource::{
    Concern, CriminalFile, Erasure, File, Glass, Notice, Reads, Referral, Report, Signal,
};
use access::{Action, Policies, Prepared, ROLES, Resource, ResourceKind, Viewer};
use base::{AgencyNumber, PersonId, Purpose};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::people::{POLICIES, person};

/// Other policies over the same schema that use every operator and shape a policy may have.
static EVERY_OPERATOR: LazyLock<Policies> = LazyLock::new(|| {
    let schema = include_str!("../policies/schema.cedarschema");
    Policies::read(schema, &[("operators", include_str!("operators.cedar"))]).unwrap()
});

/// Few values each, so that equal ones meet often; 0 and nobody among them.
fn agency() -> impl Strategy<Value = AgencyNumber> {
    (0_u32..4).prop_map(AgencyNumber)
}

fn somebody() -> impl Strategy<Value = PersonId> {
    (0_u8..4).prop_map(person)
}

fn people() -> impl Strategy<Value = Vec<PersonId>> {
    vec(somebody(), 0..3)
}

fn a_viewer() -> impl Strategy<Value = Viewer> {
    let known = subsequence(ROLES.to_vec(), 0..=3);
    let roles = (known, prop::option::weighted(0.1, Just("superuser")))
        .prop_map(|(known, unknown)| known.into_iter().chain(unknown).collect::<Vec<_>>());
    let purpose = select(vec![
        Purpose::CaseWork,
        Purpose::Referral,
        Purpose::Monitoring,
        Purpose::Audit,
        Purpose::BreakGlass,
    ]);
    (somebody(), agency(), roles, 0_u16..4, any::<bool>(), purpose, 0_i64..3).prop_map(
        |(person, agency, roles, county, accredited, purpose, now)| Viewer {
            person,
            agency,
            roles,
            county,
            accredited,
            purpose,
            now,
        },
    )
}

fn a_file() -> impl Strategy<Value = Resource> {
    (agency(), 0_u16..4, somebody(), any::<bool>(), any::<bool>(), people()).prop_map(
        |(agency, county, case_manager, closed, victim, conflict)| {
            Resource::File(File { agency, county, case_manager, closed, victim, conflict })
        },
    )
}

fn a_referral() -> impl Strategy<Value = Resource> {
    (agency(), agency(), 0_u8..6, people()).prop_map(|(from_agency, to_agency, state, conflict)| {
        Resource::Referral(Referral { from_agency, to_agency, state, conflict })
    })
}

fn another_record() -> impl Strategy<Value = Resource> {
    prop_oneof![
        (agency(), agency(), 0_u16..4, people()).prop_map(|(agency, from_agency, county, conflict)| {
            Resource::Signal(Signal { agency, from_agency, county, conflict })
        }),
        (agency(), somebody(), people()).prop_map(|(agency, case_manager, conflict)| Resource::Reads(
            Reads { agency, case_manager, conflict }
        )),
        (agency(), people()).prop_map(|(agency, conflict)| Resource::Concern(Concern { agency, conflict })),
        (agency(), agency(), somebody(), 0_u8..4, 0_i64..3, people()).prop_map(
            |(agency, from_agency, asker, state, until, conflict)| Resource::Glass(Glass {
                agency,
                from_agency,
                asker,
                state,
                until,
                conflict
            })
        ),
        (agency(), people()).prop_map(|(agency, conflict)| Resource::Erasure(Erasure { agency, conflict })),
        (agency(), 0_u16..4, any::<bool>()).prop_map(|(agency, county, closed)| Resource::CriminalFile(
            CriminalFile { agency, county, closed }
        )),
        (agency(), 0_u16..4).prop_map(|(agency, county)| Resource::Notice(Notice { agency, county })),
        (agency(), any::<bool>())
            .prop_map(|(agency, published)| Resource::Report(Report { agency, published })),
        agency().prop_map(Resource::Indicator),
        agency().prop_map(Resource::Dataset),
        agency().prop_map(Resource::Batch),
        agency().prop_map(Resource::Agency),
        agency().prop_map(Resource::Person),
        Just(Resource::Ledger),
        Just(Resource::Program),
    ]
}

fn a_world() -> impl Strategy<Value = Vec<Resource>> {
    (vec(a_file(), 8), vec(a_referral(), 5), vec(another_record(), 8))
        .prop_map(|(files, referrals, others)| [files, referrals, others].concat())
}

/// Asks for every action and kind, and for every resource of that kind both ways.
fn lists_equal_decisions(asker: &Prepared<'_>, world: &[Resource]) -> Result<(), TestCaseError> {
    for action in Action::ALL.iter().copied() {
        let mut anything = false;
        for kind in ResourceKind::ALL {
            let filter = asker.visible(action, kind);
            prop_assert!(filter.is_ok(), "{:?}", filter);
            let filter = filter.unwrap();
            anything |= filter != access::Filter::False;
            prop_assert_eq!(&filter, &filter.clone().simplified(), "simplified once is simplified");
            for resource in world.iter().filter(|resource| resource.kind() == kind) {
                prop_assert_eq!(
                    filter.holds(resource),
                    asker.decide(action, resource),
                    "`{}` on {:?} by `{}`",
                    action,
                    resource,
                    filter
                );
            }
        }
        prop_assert_eq!(anything, asker.permits_kind(action));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn a_list_shows_what_decisions_allow(viewer in a_viewer(), world in a_world()) {
        lists_equal_decisions(&POLICIES.prepare(&viewer), &world)?;
    }

    #[test]
    fn every_operator_means_the_same_in_a_list(viewer in a_viewer(), world in a_world()) {
        lists_equal_decisions(&EVERY_OPERATOR.prepare(&viewer), &world)?;
    }

    #[test]
    fn a_conflict_closes_everything(viewer in a_viewer(), world in a_world()) {
        let asker = POLICIES.prepare(&viewer);
        for resource in &world {
            // One's own request stays in one's list, whatever it is about.
            let own = matches!(resource, Resource::Glass(glass) if glass.asker == viewer.person);
            let concerned = !own && resource.links().is_some_and(|(_, people)| people.contains(&viewer.person));
            for action in Action::ALL.iter().copied().filter(|_| concerned) {
                prop_assert!(!asker.decide(action, resource), "{action} on {resource:?}");
            }
        }
    }

    #[test]
    fn decide_and_a_prepared_viewer_answer_alike(viewer in a_viewer(), resource in a_file()) {
        for action in Action::ALL.iter().copied() {
            let prepared = POLICIES.prepare(&viewer).decide(action, &resource);
            prop_assert_eq!(prepared, POLICIES.decide(&viewer, action, &resource));
        }
    }
}

/// The random policies above would prove nothing if they never allowed, or never refused, anything.
#[test]
fn the_policies_with_every_operator_tell_rows_apart() {
    let viewer = crate::people::viewer("case_manager", AgencyNumber(2));
    let filter = |action, kind| EVERY_OPERATOR.visible(&viewer, action, kind).unwrap().to_string();
    let me = person(1);
    assert_eq!(filter(Action::ListFiles, ResourceKind::File), "county < 16 and agency <= 2");
    assert_eq!(filter(Action::ViewFile, ResourceKind::File), "not county <= 1 and not agency < 2");
    assert_eq!(filter(Action::AddEntry, ResourceKind::File), format!("case_manager = {me} or not closed"));
    assert_eq!(
        filter(Action::AmendEntry, ResourceKind::File),
        format!(
            "not (closed and not victim) and conflict has {me} and not agency = 1 and not agency in [2, 3]"
        )
    );
    assert_eq!(
        filter(Action::CloseFile, ResourceKind::File),
        format!("case_manager in [{}, {}]", person(2), person(3))
    );
}
