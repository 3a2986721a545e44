//! Ratios in tables: what may be shown of a numerator over a denominator.

use crate::gate::protect::protect;
use crate::gate::system::{Relation, Standing, System};
use crate::gate::table::{Gated, Place, Table};
use crate::gate::{Published, Rule, Why};

/// Numerators and denominators that have passed the gate together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatedRatio {
    /// The numerators.
    pub numerators: Gated,
    /// The denominators.
    pub denominators: Gated,
}

impl GatedRatio {
    /// Numerator and denominator at a place, when both may be shown. A share tells of both counts: where one is
    /// suppressed, so is the share.
    #[must_use]
    pub fn at(&self, place: Place) -> Option<(u64, u64)> {
        Some((self.numerators.at(place)?.shown()?, self.denominators.at(place)?.shown()?))
    }
}

/// Passes a table of ratios through the gate: numerators, denominators and what is left of the denominators (those
/// who were not followed) are protected together. Denominators below the threshold, except zero, are suppressed as
/// small counts are; so are numerators and rests. 0 % and 100 % of a denominator that is shown are shown. `None` when
/// the tables have different shapes or a numerator exceeds its denominator.
#[must_use]
pub fn publish_ratio(numerators: &Table, denominators: &Table, rule: &Rule) -> Option<GatedRatio> {
    // Everyone of a row in one column says nothing when the columns are not what is told.
    let counts = Rule { group_disclosure: false, ..*rule };
    let pairs = || numerators.values().iter().zip(denominators.values());
    if !numerators.same_shape(denominators) || pairs().any(|(numerator, denominator)| numerator > denominator)
    {
        return None;
    }
    let mut system = System::new();
    let open =
        |table: &Table, number: usize| (Standing::Open, table.values().get(number).copied().unwrap_or(0));
    let of_numerators = numerators.join(&mut system, &counts, |number| open(numerators, number));
    let of_denominators = denominators.join(&mut system, &counts, |number| open(denominators, number));
    for ((numerator, denominator), (part, total)) in of_numerators.iter().zip(&of_denominators).zip(pairs()) {
        let rest = system.add(total.saturating_sub(*part), Standing::Remainder, 1);
        system.relate(Relation::Sum { total: *denominator, parts: vec![*numerator, rest] });
    }
    let protected = protect(&system, &counts);
    let gated = |table: &Table, cells: &[usize]| {
        let published = |(cell, value): (&usize, &u64)| match protected.hidden.get(*cell) {
            Some(false) => Published::Shown(*value),
            _ if rule.is_small(*value) => Published::Suppressed(Why::Primary),
            _ => Published::Suppressed(Why::Complementary),
        };
        table.gated(cells.iter().zip(table.values()).map(published).collect(), protected.disclosed.len())
    };
    Some(GatedRatio {
        numerators: gated(numerators, &of_numerators),
        denominators: gated(denominators, &of_denominators),
    })
}
