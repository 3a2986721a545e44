//! Definitions arranged for the pass: which kinds of fact concern which of them, and how.

use base::AgencyNumber;

use crate::columns::{Levels, number_of};
use crate::definition::{Definition, Join, Selection};

/// Whose facts are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everyone's.
    All,
    /// One agency's own. Merged children are one child here too. Only the answer to a unit of its own, a referral
    /// it sent, may be another agency's; see [`Join::SameUnit`].
    Agency(AgencyNumber),
}

impl Scope {
    fn holds(self, levels: &Levels) -> bool {
        match self {
            Self::All => true,
            Self::Agency(agency) => levels.agency == agency.0,
        }
    }
}

/// What a kind of fact is to a definition.
#[derive(Clone, Copy)]
pub(crate) enum Role {
    /// One of those it counts.
    Counted,
    /// One that may follow them.
    Following,
}

pub(crate) struct Plan<'d> {
    pub(crate) definitions: &'d [Definition],
    pub(crate) scope: Scope,
    roles_of_kind: Vec<Vec<(usize, Role)>>,
}

impl<'d> Plan<'d> {
    pub(crate) fn of(definitions: &'d [Definition], scope: Scope) -> Self {
        let mut roles_of_kind: Vec<Vec<(usize, Role)>> = (0..=u8::MAX).map(|_| Vec::new()).collect();
        for (place, definition) in definitions.iter().enumerate() {
            let following =
                definition.followed_by.as_ref().map(|second| (second.facts.fact, Role::Following));
            for (fact, role) in std::iter::once((definition.counts.fact, Role::Counted)).chain(following) {
                if let Some(roles) = roles_of_kind.get_mut(usize::from(number_of(fact))) {
                    roles.push((place, role));
                }
            }
        }
        Self { definitions, scope, roles_of_kind }
    }

    pub(crate) fn roles(&self, kind: u8) -> &[(usize, Role)] {
        self.roles_of_kind.get(usize::from(kind)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn qualifies(&self, definition: &Definition, role: Role, levels: &Levels) -> bool {
        match role {
            Role::Counted => self.scope.holds(levels) && meets(&definition.counts, levels),
            Role::Following => definition.followed_by.as_ref().is_some_and(|second| {
                (second.join == Join::SameUnit || self.scope.holds(levels)) && meets(&second.facts, levels)
            }),
        }
    }

    /// Whether a row is the kind of fact that a definition counts, of the scope, whatever its conditions say.
    pub(crate) fn concerns(&self, definition: &Definition, kind: u8, levels: &Levels) -> bool {
        number_of(definition.counts.fact) == kind && self.scope.holds(levels)
    }
}

fn meets(selection: &Selection, levels: &Levels) -> bool {
    selection.conditions.iter().all(|(dimension, wanted)| {
        let mut met = false;
        dimension.each_level(levels, |level| met |= wanted.binary_search(&level).is_ok());
        met
    })
}
