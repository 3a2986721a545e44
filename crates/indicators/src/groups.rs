//! Which child numbers are one child, as known at a position.

use std::collections::HashMap;

use ledger::fact::Fact;

use crate::columns::NEVER;

/// A subject's place in the table: a child, or a unit that has no child.
pub(crate) type Subject = u32;

/// One fact that two child numbers are one child.
pub(crate) struct Join {
    pub(crate) fact: Fact,
    pub(crate) one: Subject,
    pub(crate) other: Subject,
    pub(crate) known_at: u32,
    pub(crate) retracted_at: u32,
}

impl Join {
    fn known(&self, position: u32) -> bool {
        self.known_at <= position && position < self.retracted_at
    }
}

/// All joins, and which subjects they touch.
#[derive(Default)]
pub(crate) struct Joins {
    all: Vec<Join>,
    of_subject: HashMap<Subject, Vec<usize>>,
}

impl Joins {
    pub(crate) fn add(&mut self, fact: &Fact, one: Subject, other: Subject, known_at: u32) {
        let place = self.all.len();
        self.all.push(Join { fact: *fact, one, other, known_at, retracted_at: NEVER });
        self.of_subject.entry(one).or_default().push(place);
        if other != one {
            self.of_subject.entry(other).or_default().push(place);
        }
    }

    /// Takes back the newest join; the undoing of a refused entry.
    pub(crate) fn take_back(&mut self) {
        let Some(join) = self.all.pop() else { return };
        for subject in [join.one, join.other] {
            if let Some(places) = self.of_subject.get_mut(&subject) {
                places.retain(|place| *place != self.all.len());
            }
        }
    }

    /// Ends the live join of exactly this fact. Its place, or `None` when there is none.
    pub(crate) fn retract(&mut self, fact: &Fact, one: Subject, at: u32) -> Option<usize> {
        let places = self.of_subject.get(&one)?;
        let live = |place: &&usize| {
            self.all.get(**place).is_some_and(|join| join.retracted_at == NEVER && join.fact == *fact)
        };
        let place = *places.iter().find(live)?;
        self.all.get_mut(place)?.retracted_at = at;
        Some(place)
    }

    pub(crate) fn revive(&mut self, place: usize) {
        if let Some(join) = self.all.get_mut(place) {
            join.retracted_at = NEVER;
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// The group of one subject as known at a position, in ascending order; the subject alone when nothing joins
    /// it. Costs what the group costs, not what the table holds.
    pub(crate) fn group_of(&self, subject: Subject, position: u32) -> Vec<Subject> {
        let mut group = vec![subject];
        let mut next = 0;
        while let Some(&member) = group.get(next) {
            next += 1;
            for place in self.of_subject.get(&member).into_iter().flatten() {
                let Some(join) = self.all.get(*place).filter(|join| join.known(position)) else { continue };
                let neighbour = if join.one == member { join.other } else { join.one };
                if !group.contains(&neighbour) {
                    group.push(neighbour);
                }
            }
        }
        group.sort_unstable();
        group
    }

    /// All groups of two or more of so many subjects, as known at a position.
    pub(crate) fn groups_at(&self, position: u32, subjects: usize) -> Groups {
        let mut groups = Groups::default();
        for join in self.all.iter().filter(|join| join.known(position) && join.one != join.other) {
            if groups.leader_of.is_empty() {
                groups.leader_of = vec![None; subjects];
            }
            let (one, other) = (groups.leader_or_alone(join.one), groups.leader_or_alone(join.other));
            if one != other {
                groups.unite(one, other);
            }
        }
        for members in groups.members.values_mut() {
            members.sort_unstable();
        }
        groups
    }
}

/// The groups of two or more subjects at one position. Who is in none of them is a group alone.
#[derive(Default)]
pub(crate) struct Groups {
    /// By subject; empty when nobody is joined.
    leader_of: Vec<Option<Subject>>,
    members: HashMap<Subject, Vec<Subject>>,
}

impl Groups {
    /// The subjects counted together with this one, when it leads them; itself when it stands alone; nothing when
    /// another leads it.
    pub(crate) fn led_by<'a>(&'a self, subject: &'a Subject) -> &'a [Subject] {
        match self.leader_of.get(*subject as usize).copied().flatten() {
            None => std::slice::from_ref(subject),
            Some(leader) if leader == *subject => self.members.get(&leader).map_or(&[], Vec::as_slice),
            Some(_) => &[],
        }
    }

    /// The smaller group joins the larger, so that a chain of merges costs n log n.
    fn unite(&mut self, one: Subject, other: Subject) {
        let size = |leader| self.members.get(&leader).map_or(0, Vec::len);
        let (large, small) = if size(one) >= size(other) { (one, other) } else { (other, one) };
        let moved = self.members.remove(&small).unwrap_or_default();
        for member in &moved {
            if let Some(leader) = self.leader_of.get_mut(*member as usize) {
                *leader = Some(large);
            }
        }
        self.members.entry(large).or_default().extend(moved);
    }

    fn leader_or_alone(&mut self, subject: Subject) -> Subject {
        let Some(leader) = self.leader_of.get_mut(subject as usize) else { return subject };
        *leader.get_or_insert_with(|| {
            self.members.insert(subject, vec![subject]);
            subject
        })
    }
}
