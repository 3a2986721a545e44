//! Viewers and resources as the policy engine takes them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use base::PersonId;
use cedar_policy::{
    Entity, EntityId, EntityTypeName, EntityUid, PartialEntity, RestrictedExpression, Schema,
};

use crate::filter::Scalar;
use crate::resource::{Resource, ResourceKind};
use crate::viewer::Viewer;

/// Type names, read once.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    person: EntityTypeName,
    role: EntityTypeName,
    purpose: EntityTypeName,
}

impl Names {
    pub(crate) fn new() -> Result<Self, String> {
        Ok(Self { person: type_name("Person")?, role: type_name("Role")?, purpose: type_name("Purpose")? })
    }

    pub(crate) fn person(&self, id: PersonId) -> EntityUid {
        uid(&self.person, id)
    }

    fn roles(&self, viewer: &Viewer) -> HashSet<EntityUid> {
        let mut roles: HashSet<EntityUid> = viewer.known_roles().map(|role| uid(&self.role, role)).collect();
        if !roles.is_empty() {
            roles.insert(uid(&self.role, "staff"));
        }
        roles
    }

    fn viewer_attributes(&self, viewer: &Viewer) -> [(&'static str, RestrictedExpression); 5] {
        let purpose = uid(&self.purpose, viewer.purpose.code());
        [
            ("agency", RestrictedExpression::new_long(i64::from(viewer.agency.0))),
            ("county", RestrictedExpression::new_long(i64::from(viewer.county))),
            ("accredited", RestrictedExpression::new_bool(viewer.accredited)),
            ("purpose", RestrictedExpression::new_entity_uid(purpose)),
            ("now", RestrictedExpression::new_long(viewer.now)),
        ]
    }

    /// The viewer, for one decision.
    pub(crate) fn viewer(&self, viewer: &Viewer) -> Result<Entity, String> {
        let attributes = self.viewer_attributes(viewer);
        let attributes: HashMap<String, RestrictedExpression> =
            attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Entity::new(self.person(viewer.person), attributes, self.roles(viewer)).map_err(said)
    }

    /// The viewer, for partial evaluation.
    pub(crate) fn partial_viewer(&self, viewer: &Viewer, schema: &Schema) -> Result<PartialEntity, String> {
        let attributes: BTreeMap<_, _> =
            self.viewer_attributes(viewer).into_iter().map(|(name, value)| (name.into(), value)).collect();
        let roles = self.roles(viewer);
        PartialEntity::new(self.person(viewer.person), Some(attributes), Some(roles), None, schema)
            .map_err(said)
    }

    /// The resource, under the name that all resources of its kind share: no policy asks which one it is.
    pub(crate) fn resource(&self, uid: EntityUid, resource: &Resource) -> Result<Entity, String> {
        let mut attributes: HashMap<String, RestrictedExpression> = resource
            .columns()
            .into_iter()
            .map(|(name, value)| (name.name().to_owned(), self.value(value)))
            .collect();
        if let Some((link, people)) = resource.links() {
            let people = people.iter().map(|person| self.value(Scalar::Person(*person)));
            attributes.insert(link.name().to_owned(), RestrictedExpression::new_set(people));
        }
        Entity::new(uid, attributes, HashSet::new()).map_err(said)
    }

    fn value(&self, value: Scalar) -> RestrictedExpression {
        match value {
            Scalar::Long(number) => RestrictedExpression::new_long(number),
            Scalar::Bool(yes) => RestrictedExpression::new_bool(yes),
            Scalar::Person(person) => RestrictedExpression::new_entity_uid(self.person(person)),
        }
    }
}

/// The type of a kind of resource.
pub(crate) fn kind_type(kind: ResourceKind) -> Result<EntityTypeName, String> {
    type_name(kind.type_name())
}

pub(crate) fn type_name(name: &str) -> Result<EntityTypeName, String> {
    name.parse().map_err(said)
}

pub(crate) fn uid(of: &EntityTypeName, id: impl fmt::Display) -> EntityUid {
    EntityUid::from_type_name_and_id(of.clone(), EntityId::new(id.to_string()))
}

/// An error of the policy engine as text for the log.
pub(crate) fn said(error: impl fmt::Display) -> String {
    error.to_string()
}
