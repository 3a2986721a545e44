//! Definitions arranged for the pass: which kinds of fact concern which of them, and how.

use base::AgencyNumber;

use crate::columns::{Levels, number_of};
use crate::definition::{Definition, Join, Selection, Unit};

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

/// A [`Role`] with what the pass must know to fill it.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    pub(crate) definition: usize,
    pub(crate) role: Role,
    /// Whether units are told apart, or all of a child's facts are one.
    pub(crate) by_unit: bool,
    /// Whether there is more to ask than the kind and the scope.
    conditional: bool,
    /// Whether another agency's facts fill it too.
    anyones: bool,
}

pub(crate) struct Plan<'d> {
    pub(crate) definitions: &'d [Definition],
    scope: Scope,
    parts_of_kind: Vec<Vec<Part>>,
}

impl<'d> Plan<'d> {
    pub(crate) fn of(definitions: &'d [Definition], scope: Scope) -> Self {
        let mut parts_of_kind: Vec<Vec<Part>> = (0..=u8::MAX).map(|_| Vec::new()).collect();
        let mut add = |selection: &Selection, part: Part| {
            if let Some(parts) = parts_of_kind.get_mut(usize::from(number_of(selection.fact))) {
                parts.push(Part { conditional: !selection.conditions.is_empty(), ..part });
            }
        };
        for (place, definition) in definitions.iter().enumerate() {
            let by_unit = !matches!(definition.unit, Unit::Child);
            let part =
                Part { definition: place, role: Role::Counted, by_unit, conditional: false, anyones: false };
            add(&definition.counts, part);
            if let Some(second) = &definition.followed_by {
                let by_unit = second.join == Join::SameUnit;
                add(&second.facts, Part { role: Role::Following, by_unit, anyones: by_unit, ..part });
            }
        }
        Self { definitions, scope, parts_of_kind }
    }

    /// What facts of a kind are to the definitions.
    pub(crate) fn parts(&self, kind: u8) -> &[Part] {
        self.parts_of_kind.get(usize::from(kind)).map_or(&[], Vec::as_slice)
    }

    /// Whether facts of the row's agency are in the scope.
    pub(crate) fn in_scope(&self, levels: &Levels) -> bool {
        self.scope.holds(levels)
    }

    /// Whether a row fills a part.
    pub(crate) fn fills(&self, part: &Part, levels: &Levels, in_scope: bool) -> bool {
        (in_scope || part.anyones) && (!part.conditional || self.meets(part, levels))
    }

    fn meets(&self, part: &Part, levels: &Levels) -> bool {
        let definition = self.definitions.get(part.definition);
        let selection = match part.role {
            Role::Counted => definition.map(|definition| &definition.counts),
            Role::Following => definition.and_then(|d| d.followed_by.as_ref()).map(|second| &second.facts),
        };
        selection.is_some_and(|selection| meets(selection, levels))
    }
}

/// Whether a row meets the conditions of a selection.
pub(crate) fn meets(selection: &Selection, levels: &Levels) -> bool {
    selection.conditions.iter().all(|(dimension, wanted)| {
        let mut met = false;
        dimension.each_level(levels, |level| met |= wanted.binary_search(&level).is_ok());
        met
    })
}
