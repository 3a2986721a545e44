//! The policies in force: reading, checking, deciding, filtering.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use base::{Digest, Problem};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PartialEntities, PartialEntityUid,
    PartialRequest, PolicyId, PolicySet, Request, Schema, ValidationMode, Validator,
};
use sha2::{Digest as _, Sha256};

use crate::action::Action;
use crate::entities::{Names, said};
use crate::filter::Filter;
use crate::residual;
use crate::resource::{Resource, ResourceKind};
use crate::slices::{self, Few, Slice};
use crate::syntax::Unsound;
use crate::viewer::Viewer;

const SCHEMA: &str = include_str!("../policies/schema.cedarschema");

/// The policies in force, one file for one subject.
const POLICIES: [(&str, &str); 12] = [
    ("program", include_str!("../policies/program.cedar")),
    ("files", include_str!("../policies/files.cedar")),
    ("referrals", include_str!("../policies/referrals.cedar")),
    ("signals", include_str!("../policies/signals.cedar")),
    ("justice", include_str!("../policies/justice.cedar")),
    ("figures", include_str!("../policies/figures.cedar")),
    ("concern", include_str!("../policies/concern.cedar")),
    ("glass", include_str!("../policies/glass.cedar")),
    ("erasure", include_str!("../policies/erasure.cedar")),
    ("trust", include_str!("../policies/trust.cedar")),
    ("directory", include_str!("../policies/directory.cedar")),
    ("limits", concat!(include_str!("../policies/conflict.cedar"), include_str!("../policies/donor.cedar"))),
];

/// Checked policies, ready to decide. Made once at start and shared.
#[derive(Debug)]
pub struct Policies {
    schema: Schema,
    authorizer: Authorizer,
    names: Names,
    slices: BTreeMap<(Action, ResourceKind), Slice>,
    digest: Digest,
}

impl Policies {
    /// The policies compiled in.
    ///
    /// # Errors
    /// `internal` when they cannot be read, do not fit the schema, or use an operator that could not become a
    /// list's condition: the program must not start with them.
    pub fn load() -> Result<Self, Problem> {
        Self::read(SCHEMA, &POLICIES)
    }

    /// Policies from texts, each with a name for messages: how tests and tools try other policies.
    ///
    /// # Errors
    /// As [`Policies::load`].
    pub fn read(schema: &str, policies: &[(&str, &str)]) -> Result<Self, Problem> {
        Self::checked(schema, policies).map_err(Problem::internal)
    }

    fn checked(schema_text: &str, texts: &[(&str, &str)]) -> Result<Self, Unsound> {
        let (schema, warnings) =
            Schema::from_cedarschema_str(schema_text).map_err(|error| Unsound::Schema(said(error)))?;
        if let Some(warning) = warnings.into_iter().next() {
            return Err(Unsound::Schema(said(warning)));
        }
        let policies = slices::read(texts)?;
        let all = slices::set_of(policies.iter())?;
        let validation = Validator::new(schema.clone()).validate(&all, ValidationMode::Strict);
        if !validation.validation_passed_without_warnings() {
            let errors = validation.validation_errors().map(said);
            let said: Vec<String> = errors.chain(validation.validation_warnings().map(said)).collect();
            return Err(Unsound::Unfit(said.join("; ")));
        }
        Ok(Self {
            names: Names::new().map_err(Unsound::Schema)?,
            authorizer: Authorizer::new(),
            slices: slices::slices(&schema, &policies)?,
            digest: digest(schema_text, texts),
            schema,
        })
    }

    /// SHA-256 of the schema and the policies: for each its name and its text, each led by its length in bytes
    /// as 8 bytes, big end first.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The viewer made ready for several questions in one request.
    #[must_use]
    pub fn prepare<'a>(&'a self, viewer: &'a Viewer) -> Prepared<'a> {
        let mut roles = viewer.known_roles();
        let only_role = roles.next().filter(|_| roles.next().is_none());
        let person = self.names.person(viewer.person);
        Prepared {
            policies: self,
            viewer,
            person,
            only_role,
            entity: OnceCell::new(),
            partial: OnceCell::new(),
        }
    }

    /// Whether the viewer may do this to this resource. An error of the engine is a no.
    #[must_use]
    pub fn decide(&self, viewer: &Viewer, action: Action, resource: &Resource) -> bool {
        self.prepare(viewer).decide(action, resource)
    }

    /// Which resources of a kind the viewer may do this to, as a list's condition, simplified.
    ///
    /// # Errors
    /// `internal` when what partial evaluation leaves cannot be translated; the list must not be shown then.
    pub fn visible(&self, viewer: &Viewer, action: Action, kind: ResourceKind) -> Result<Filter, Problem> {
        self.prepare(viewer).visible(action, kind)
    }

    /// Whether there can be any resource to which the viewer may do this: for navigation, never for access.
    #[must_use]
    pub fn permits_kind(&self, viewer: &Viewer, action: Action) -> bool {
        self.prepare(viewer).permits_kind(action)
    }
}

/// A viewer made ready by [`Policies::prepare`]; lives as long as one request, since grants may end.
#[derive(Debug)]
pub struct Prepared<'a> {
    policies: &'a Policies,
    viewer: &'a Viewer,
    person: EntityUid,
    only_role: Option<&'static str>,
    entity: OnceCell<Result<Entity, String>>,
    partial: OnceCell<Result<PartialEntities, String>>,
}

impl Prepared<'_> {
    /// As [`Policies::decide`].
    #[must_use]
    pub fn decide(&self, action: Action, resource: &Resource) -> bool {
        let Some(slice) = self.policies.slices.get(&(action, resource.kind())) else { return false };
        let few = slice.few(self.only_role);
        !few.permits.is_empty() && self.allows(slice, &few.policies, resource).unwrap_or(false)
    }

    /// As [`Policies::visible`].
    ///
    /// # Errors
    /// As [`Policies::visible`].
    pub fn visible(&self, action: Action, kind: ResourceKind) -> Result<Filter, Problem> {
        let Some(slice) = self.policies.slices.get(&(action, kind)) else { return Ok(Filter::False) };
        let few = slice.few(self.only_role);
        if few.permits.is_empty() {
            return Ok(Filter::False);
        }
        self.filter(slice, few).map_err(|cause| {
            Problem::internal(format!("no list condition for `{action}` on `{kind}`: {cause}"))
        })
    }

    /// As [`Policies::permits_kind`].
    #[must_use]
    pub fn permits_kind(&self, action: Action) -> bool {
        action
            .kinds()
            .iter()
            .any(|kind| self.visible(action, *kind).is_ok_and(|filter| filter != Filter::False))
    }

    fn allows(&self, slice: &Slice, policies: &PolicySet, resource: &Resource) -> Result<bool, String> {
        let Policies { names, authorizer, .. } = self.policies;
        let viewer = self.entity.get_or_init(|| names.viewer(self.viewer)).clone()?;
        let resource = names.resource(slice.resource.clone(), resource)?;
        // Without the schema: types are right by construction, and a test checks them against it.
        let entities = Entities::from_entities([viewer, resource], None).map_err(said)?;
        let (person, action, resource) = (self.person.clone(), slice.action.clone(), slice.resource.clone());
        let request = Request::new(person, action, resource, Context::empty(), None).map_err(said)?;
        let answer = authorizer.is_authorized(&request, policies, &entities);
        // The engine passes over a policy that fails, even one that forbids; here any failure is a no.
        Ok(answer.decision() == Decision::Allow && answer.diagnostics().errors().next().is_none())
    }

    fn filter(&self, slice: &Slice, few: &Few) -> Result<Filter, String> {
        let Policies { names, schema, .. } = self.policies;
        let partial = self.partial.get_or_init(|| {
            let viewer = names.partial_viewer(self.viewer, schema)?;
            PartialEntities::from_partial_entities([viewer], schema).map_err(said)
        });
        let request = PartialRequest::new(
            PartialEntityUid::from_concrete(self.person.clone()),
            slice.action.clone(),
            PartialEntityUid::new(slice.resource_type.clone(), None),
            Some(Context::empty()),
            schema,
        )
        .map_err(said)?;
        let partial = partial.as_ref().map_err(Clone::clone)?;
        let answer = few.policies.tpe(&request, partial, schema).map_err(said)?;
        let condition = |id: &PolicyId| {
            // Asked for by name, so that a policy missing from the answer is noticed.
            let left = answer.get_policy(id).ok_or_else(|| format!("policy `{id}` was lost"))?;
            let tree = left.to_pst().map_err(said)?;
            residual::condition(&tree).map_err(|what| format!("policy `{id}` leaves {what}"))
        };
        let permits = few.permits.iter().map(condition).collect::<Result<_, _>>()?;
        let forbids = few.forbids.iter().map(condition).collect::<Result<_, _>>()?;
        Ok(Filter::And(vec![Filter::Or(permits), Filter::Not(Box::new(Filter::Or(forbids)))]).simplified())
    }
}

fn digest(schema: &str, policies: &[(&str, &str)]) -> Digest {
    let mut hasher = Sha256::new();
    for (name, text) in std::iter::once(&("schema", schema)).chain(policies) {
        for part in [name, text] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
    }
    Digest(hasher.finalize().into())
}

#[cfg(test)]
mod tests {
    use base::{AgencyNumber, PersonId, Purpose};

    use super::*;
    use crate::entities;
    use crate::resource::{
        Concern, CriminalFile, Erasure, File, Glass, Notice, Reads, Referral, Report, Signal,
    };
    use crate::viewer::ROLES;

    const ME: PersonId = PersonId::from_bytes([7; 16]);

    /// One resource of each kind.
    fn resources(agency: AgencyNumber, conflict: &[PersonId]) -> [Resource; 17] {
        let conflict = conflict.to_vec();
        [
            Resource::Program,
            Resource::File(File {
                agency,
                county: 3,
                case_manager: ME,
                closed: true,
                victim: true,
                conflict: conflict.clone(),
            }),
            Resource::Referral(Referral {
                from_agency: agency,
                to_agency: agency,
                state: 5,
                conflict: conflict.clone(),
            }),
            Resource::Signal(Signal { agency, from_agency: agency, county: 3, conflict: conflict.clone() }),
            Resource::Reads(Reads { agency, case_manager: ME, conflict: conflict.clone() }),
            Resource::Concern(Concern { agency, conflict: conflict.clone() }),
            Resource::Glass(Glass {
                agency,
                from_agency: agency,
                asker: ME,
                state: 1,
                until: 20,
                conflict: conflict.clone(),
            }),
            Resource::Erasure(Erasure { agency, conflict }),
            Resource::CriminalFile(CriminalFile { agency, county: 3, closed: false }),
            Resource::Notice(Notice { agency, county: 3 }),
            Resource::Report(Report { agency, published: true }),
            Resource::Indicator(agency),
            Resource::Dataset(agency),
            Resource::Batch(agency),
            Resource::Ledger,
            Resource::Agency(agency),
            Resource::Person(agency),
        ]
    }

    fn viewer(roles: Vec<&'static str>, purpose: Purpose) -> Viewer {
        Viewer { person: ME, agency: AgencyNumber(4), roles, county: 3, accredited: true, purpose, now: 10 }
    }

    /// What `decide` hands to the engine without asking the schema is what the schema says.
    #[test]
    fn viewers_and_resources_fit_the_schema() {
        let policies = Policies::load().unwrap();
        let resources = resources(AgencyNumber(4), &[ME]);
        assert_eq!(resources.each_ref().map(Resource::kind), ResourceKind::ALL);
        for resource in &resources {
            let of_kind = entities::kind_type(resource.kind()).unwrap();
            let entity = policies.names.resource(entities::uid(&of_kind, "asked"), resource).unwrap();
            Entities::from_entities([entity], Some(&policies.schema)).unwrap();
        }
        for purpose in
            [Purpose::CaseWork, Purpose::Referral, Purpose::Monitoring, Purpose::Audit, Purpose::BreakGlass]
        {
            let entity = policies.names.viewer(&viewer(ROLES.to_vec(), purpose)).unwrap();
            Entities::from_entities([entity], Some(&policies.schema)).unwrap();
        }
    }

    /// Leaving out the policies whose scope cannot match changes no decision.
    #[test]
    fn few_policies_decide_as_all_of_them_would() {
        let policies = Policies::load().unwrap();
        let all = slices::set_of(slices::read(&POLICIES).unwrap().iter()).unwrap();
        let roles = ROLES.map(|role| vec![role]);
        for roles in
            roles.into_iter().chain([Vec::new(), vec!["case_manager", "auditor"], ROLES[..4].to_vec()])
        {
            for purpose in [Purpose::CaseWork, Purpose::Referral, Purpose::BreakGlass] {
                let viewer = viewer(roles.clone(), purpose);
                let prepared = policies.prepare(&viewer);
                for agency in [0, 4].map(AgencyNumber) {
                    for resource in resources(agency, &[]).into_iter().chain(resources(agency, &[ME])) {
                        for action in Action::ALL.iter().copied() {
                            let slice = policies.slices.get(&(action, resource.kind()));
                            let by_all =
                                slice.is_some_and(|slice| prepared.allows(slice, &all, &resource).unwrap());
                            let by_few = prepared.decide(action, &resource);
                            assert_eq!(by_few, by_all, "{roles:?} `{action}` {resource:?}");
                        }
                    }
                }
            }
        }
    }
}
