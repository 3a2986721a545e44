//! Policies read, checked and cut into the few that can speak about one action on one kind.

use std::collections::{BTreeMap, BTreeSet};

use cedar_policy::pst::{self, ActionConstraint, EntityOrSlot, PrincipalConstraint, ResourceConstraint};
use cedar_policy::{Effect, EntityTypeName, EntityUid, Policy, PolicyId, PolicySet, Schema};

use crate::action::Action;
use crate::entities::{self, said};
use crate::resource::ResourceKind;
use crate::syntax::{self, Unsound};
use crate::viewer::ROLES;

/// One action on one kind.
#[derive(Debug)]
pub(crate) struct Slice {
    pub(crate) action: EntityUid,
    pub(crate) resource_type: EntityTypeName,
    pub(crate) resource: EntityUid,
    /// For a viewer of exactly this role; nearly everybody has one.
    for_role: BTreeMap<&'static str, Few>,
    /// For everybody else.
    for_others: Few,
}

/// The few policies that can speak here: both evaluations cost by the policy.
#[derive(Debug)]
pub(crate) struct Few {
    pub(crate) policies: PolicySet,
    /// In the order of the files, so that a filter has the same order every time.
    pub(crate) permits: Vec<PolicyId>,
    pub(crate) forbids: Vec<PolicyId>,
}

impl Slice {
    /// The policies that can speak to this viewer.
    pub(crate) fn few(&self, only_role: Option<&'static str>) -> &Few {
        only_role.and_then(|role| self.for_role.get(role)).unwrap_or(&self.for_others)
    }
}

/// A policy with its own syntax tree, which [`syntax::check`] has passed.
pub(crate) struct Checked {
    policy: Policy,
    tree: pst::Policy,
}

/// The policies of one file, each under its `@id`.
fn read_file(file: &str, text: &str) -> Result<Vec<Policy>, Unsound> {
    let set: PolicySet = text.parse().map_err(|error| Unsound::Unreadable(file.to_owned(), said(error)))?;
    if set.templates().next().is_some() {
        return Err(Unsound::Template(file.to_owned()));
    }
    // The set has no order of its own; names without order would make filters differ from start to start.
    let mut policies: Vec<Policy> = set.policies().cloned().collect();
    policies.sort_by_key(|policy| number(policy.id()));
    let named = |policy: Policy| match policy.annotation("id") {
        Some(name) if !name.is_empty() => Ok(policy.new_id(PolicyId::new(name))),
        _ => Err(Unsound::Unnamed(file.to_owned())),
    };
    policies.into_iter().map(named).collect()
}

/// The place in its file of a policy that the parser named `policy12`.
fn number(id: &PolicyId) -> u32 {
    let id: &str = id.as_ref();
    id.trim_start_matches(|character: char| !character.is_ascii_digit()).parse().unwrap_or(u32::MAX)
}

/// Reads the files and checks each policy by itself.
pub(crate) fn read(files: &[(&str, &str)]) -> Result<Vec<Checked>, Unsound> {
    let mut policies = Vec::new();
    let mut names = BTreeSet::new();
    for (file, text) in files {
        for policy in read_file(file, text)? {
            let id = policy.id().to_string();
            if !names.insert(id.clone()) {
                return Err(Unsound::Twice(id));
            }
            let tree = policy.to_pst().map_err(|error| Unsound::Unreadable(id, said(error)))?;
            syntax::check(&tree)?;
            policies.push(Checked { policy, tree });
        }
    }
    Ok(policies)
}

/// These policies as the engine takes them.
pub(crate) fn set_of<'a>(policies: impl Iterator<Item = &'a Checked>) -> Result<PolicySet, Unsound> {
    let policies = policies.map(|checked| checked.policy.clone());
    PolicySet::from_policies(policies).map_err(|error| Unsound::Unfit(said(error)))
}

/// For each action on each of its kinds, the policies whose scope names them.
pub(crate) fn slices(
    schema: &Schema,
    policies: &[Checked],
) -> Result<BTreeMap<(Action, ResourceKind), Slice>, Unsound> {
    let action_type = entities::type_name("Action").map_err(Unsound::Schema)?;
    if let Some(group) = schema.action_groups().next() {
        return Err(Unsound::ActionGroup(said(group)));
    }
    if let Some(unknown) = schema.actions().find(|uid| Action::from_name(uid.id().unescaped()).is_none()) {
        return Err(Unsound::ActionUnknown(said(unknown)));
    }
    let mut slices = BTreeMap::new();
    for action in Action::ALL.iter().copied() {
        let uid = entities::uid(&action_type, action);
        let declared = schema.resources_for_action(&uid).ok_or(Unsound::ActionMissing(action.name()))?;
        let declared: BTreeSet<String> = declared.map(said).collect();
        let known: BTreeSet<String> = action.kinds().iter().map(|kind| kind.type_name().to_owned()).collect();
        if declared != known {
            return Err(Unsound::ActionKinds(action.name()));
        }
        for kind in action.kinds().iter().copied() {
            let here: Vec<&Checked> =
                policies.iter().filter(|policy| policy.concerns(action, kind)).collect();
            let for_role = ROLES.into_iter().map(|role| {
                let of_role = here.iter().copied().filter(|policy| policy.concerns_only(role));
                Ok((role, Few::new(&of_role.collect::<Vec<_>>())?))
            });
            let resource_type = entities::kind_type(kind).map_err(Unsound::Schema)?;
            let slice = Slice {
                action: uid.clone(),
                resource: entities::uid(&resource_type, "asked"),
                resource_type,
                for_role: for_role.collect::<Result<_, Unsound>>()?,
                for_others: Few::new(&here)?,
            };
            slices.insert((action, kind), slice);
        }
    }
    Ok(slices)
}

impl Few {
    fn new(policies: &[&Checked]) -> Result<Self, Unsound> {
        let ids = |effect: Effect| {
            let of_effect = policies.iter().filter(|checked| checked.policy.effect() == effect);
            of_effect.map(|checked| checked.policy.id().clone()).collect()
        };
        Ok(Self {
            permits: ids(Effect::Permit),
            forbids: ids(Effect::Forbid),
            policies: set_of(policies.iter().copied())?,
        })
    }
}

impl Checked {
    /// Whether the scope can match this action on this kind. There are no groups of actions, so a named action
    /// is that action.
    fn concerns(&self, action: Action, kind: ResourceKind) -> bool {
        let body = self.tree.body();
        let of_action = match &body.action {
            ActionConstraint::Any => true,
            ActionConstraint::Eq(named) => named.eid == action.name(),
            ActionConstraint::In(named) => named.iter().any(|named| named.eid == action.name()),
        };
        // The syntax check lets no other scope through; were there one, the policy would be kept.
        let of_kind = match &body.resource {
            ResourceConstraint::Is(named) => named.to_string() == kind.type_name(),
            _ => true,
        };
        of_action && of_kind
    }

    /// Whether the scope can match a person with this role and no other.
    fn concerns_only(&self, role: &str) -> bool {
        match &self.tree.body().principal {
            PrincipalConstraint::In(EntityOrSlot::Entity(group)) => group.eid == role || group.eid == "staff",
            _ => true,
        }
    }
}
