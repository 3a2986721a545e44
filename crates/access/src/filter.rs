//! A list's condition in neutral terms, for whoever writes it as SQL.

use std::fmt;

use base::PersonId;

use crate::resource::Resource;

/// A plain attribute of a resource: a NOT NULL column of its projection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Working number of the agency it belongs to.
    Agency,
    /// County, as a level of the pack's list.
    County,
    /// The case manager's person id; 16 zero bytes for none.
    CaseManager,
    /// Whether a file is closed.
    Closed,
    /// Whether the victim status is presumed or identified.
    Victim,
    /// Working number of the agency that sent a referral or a signal.
    FromAgency,
    /// Working number of the agency that shall answer it.
    ToAgency,
    /// A referral's state: 0 sent, 1 received, 2 accepted, 3 refused, 4 started, 5 finished.
    State,
    /// Whether a report is published.
    Published,
    /// Who asked to open a file that is not theirs.
    Asker,
    /// When that ends, in seconds since 1970.
    Until,
}

impl Column {
    /// All columns.
    pub const ALL: [Self; 11] = [
        Self::Agency,
        Self::County,
        Self::CaseManager,
        Self::Closed,
        Self::Victim,
        Self::FromAgency,
        Self::ToAgency,
        Self::State,
        Self::Published,
        Self::Asker,
        Self::Until,
    ];

    /// Its name in the schema, and the name a projection's column should have.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::County => "county",
            Self::CaseManager => "case_manager",
            Self::Closed => "closed",
            Self::Victim => "victim",
            Self::FromAgency => "from_agency",
            Self::ToAgency => "to_agency",
            Self::State => "state",
            Self::Published => "published",
            Self::Asker => "asker",
            Self::Until => "until",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }
}

/// A set of people that belongs to a resource: a table of (stream, person) rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkColumn {
    /// The people with a conflict of interest.
    Conflict,
}

impl LinkColumn {
    /// Its name in the schema, and the name its table should have.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Conflict].into_iter().find(|link| link.name() == name)
    }
}

/// A value of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    /// A number.
    Long(i64),
    /// Yes or no.
    Bool(bool),
    /// A person.
    Person(PersonId),
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Long(number) => write!(f, "{number}"),
            Self::Bool(yes) => write!(f, "{yes}"),
            Self::Person(person) => write!(f, "{person}"),
        }
    }
}

/// Which rows somebody may see. Deterministic for the same viewer and action, so that statements prepare well.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Filter {
    /// Every row.
    True,
    /// No row.
    False,
    /// All of these hold.
    And(Vec<Filter>),
    /// One of these holds.
    Or(Vec<Filter>),
    /// This does not hold.
    Not(Box<Filter>),
    /// The column has this value.
    Equals(Column, Scalar),
    /// The column is less than this.
    Less(Column, i64),
    /// The column is at most this.
    LessOrEqual(Column, i64),
    /// The column has one of these values; never empty after [`Filter::simplified`].
    In(Column, Vec<Scalar>),
    /// The set of people has this member.
    Contains(LinkColumn, Scalar),
}

impl Filter {
    /// Whether the row passes: the reference for tests and for one loaded row.
    ///
    /// A condition on a column that this kind of resource does not have lets nothing pass.
    #[must_use]
    pub fn holds(&self, resource: &Resource) -> bool {
        self.value(&resource.columns(), resource).unwrap_or(false)
    }

    fn value(&self, columns: &[(Column, Scalar)], resource: &Resource) -> Option<bool> {
        let column =
            |wanted: &Column| columns.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value);
        let number = |wanted: &Column| match column(wanted)? {
            Scalar::Long(number) => Some(number),
            Scalar::Bool(_) | Scalar::Person(_) => None,
        };
        match self {
            Self::True => Some(true),
            Self::False => Some(false),
            // Not short-circuited: a missing column must not hide behind its neighbour.
            Self::And(parts) => {
                parts.iter().try_fold(true, |all, part| Some(part.value(columns, resource)? && all))
            }
            Self::Or(parts) => {
                parts.iter().try_fold(false, |any, part| Some(part.value(columns, resource)? || any))
            }
            Self::Not(part) => Some(!part.value(columns, resource)?),
            Self::Equals(wanted, value) => Some(column(wanted)? == *value),
            Self::Less(wanted, limit) => Some(number(wanted)? < *limit),
            Self::LessOrEqual(wanted, limit) => Some(number(wanted)? <= *limit),
            Self::In(wanted, values) => Some(values.contains(&column(wanted)?)),
            Self::Contains(wanted, member) => {
                let (link, people) = resource.links()?;
                let Scalar::Person(person) = member else { return None };
                (link == *wanted).then(|| people.contains(person))
            }
        }
    }

    /// The same condition without constants, nesting, repetition or double negation.
    #[must_use]
    pub fn simplified(self) -> Self {
        match self {
            Self::And(parts) => Self::joined(parts, &Self::True, &Self::False),
            Self::Or(parts) => Self::joined(parts, &Self::False, &Self::True),
            Self::Not(part) => match part.simplified() {
                Self::True => Self::False,
                Self::False => Self::True,
                Self::Not(inner) => *inner,
                other => Self::Not(Box::new(other)),
            },
            Self::In(column, mut values) => {
                values.sort_unstable();
                values.dedup();
                match values.as_slice() {
                    [] => Self::False,
                    [only] => Self::Equals(column, *only),
                    _ => Self::In(column, values),
                }
            }
            other => other,
        }
    }

    /// Parts joined by the operation whose neutral and deciding values are given.
    fn joined(parts: Vec<Self>, neutral: &Self, deciding: &Self) -> Self {
        let conjunction = *neutral == Self::True;
        let mut kept: Vec<Self> = Vec::with_capacity(parts.len());
        for part in parts {
            let inner = match part.simplified() {
                Self::And(inner) if conjunction => inner,
                Self::Or(inner) if !conjunction => inner,
                other => vec![other],
            };
            for part in inner {
                if part == *deciding {
                    return part;
                }
                if part != *neutral && !kept.contains(&part) {
                    kept.push(part);
                }
            }
        }
        match kept.len() {
            0 => neutral.clone(),
            1 => kept.pop().unwrap_or_else(|| neutral.clone()),
            _ if conjunction => Self::And(kept),
            _ => Self::Or(kept),
        }
    }

    /// The condition in words, each value named by `name`.
    pub(crate) fn in_words(&self, name: &dyn Fn(Column, Scalar) -> String) -> String {
        let join = |parts: &[Self], word: &str| {
            let parts: Vec<String> = parts.iter().map(|part| part.nested_words(name)).collect();
            parts.join(word)
        };
        match self {
            Self::True => "always".into(),
            Self::False => "never".into(),
            Self::And(parts) => join(parts, " and "),
            Self::Or(parts) => join(parts, " or "),
            Self::Not(part) => format!("not {}", part.nested_words(name)),
            Self::Equals(column, Scalar::Bool(true)) => column.name().into(),
            Self::Equals(column, Scalar::Bool(false)) => format!("not {}", column.name()),
            Self::Equals(column, value) => format!("{} = {}", column.name(), name(*column, *value)),
            Self::Less(column, limit) => format!("{} < {limit}", column.name()),
            Self::LessOrEqual(column, limit) => format!("{} <= {limit}", column.name()),
            Self::In(column, values) => {
                let values: Vec<String> = values.iter().map(|value| name(*column, *value)).collect();
                format!("{} in [{}]", column.name(), values.join(", "))
            }
            // A link holds people, as the case manager's column does.
            Self::Contains(link, member) => {
                format!("{} has {}", link.name(), name(Column::CaseManager, *member))
            }
        }
    }

    fn nested_words(&self, name: &dyn Fn(Column, Scalar) -> String) -> String {
        match self {
            Self::And(_) | Self::Or(_) => format!("({})", self.in_words(name)),
            _ => self.in_words(name),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(&|_, value| value.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use base::AgencyNumber;

    use super::*;

    #[test]
    fn constants_fold_and_nesting_flattens() {
        let own = Filter::Equals(Column::Agency, Scalar::Long(3));
        let open = Filter::Not(Box::new(Filter::Equals(Column::Closed, Scalar::Bool(true))));
        let both = Filter::And(vec![
            Filter::True,
            Filter::And(vec![own.clone(), open.clone()]),
            Filter::Or(vec![Filter::False, own.clone()]),
        ]);
        assert_eq!(both.simplified(), Filter::And(vec![own.clone(), open]));
        assert_eq!(Filter::And(vec![own.clone(), Filter::False]).simplified(), Filter::False);
        assert_eq!(
            Filter::Or(vec![own.clone(), Filter::Not(Box::new(Filter::False))]).simplified(),
            Filter::True
        );
        assert_eq!(Filter::Or(Vec::new()).simplified(), Filter::False);
        assert_eq!(Filter::And(Vec::new()).simplified(), Filter::True);
        assert_eq!(Filter::In(Column::Agency, Vec::new()).simplified(), Filter::False);
        assert_eq!(Filter::In(Column::Agency, vec![Scalar::Long(3), Scalar::Long(3)]).simplified(), own);
    }

    #[test]
    fn a_column_the_resource_does_not_have_lets_nothing_pass_even_negated_or_beside_true() {
        let resource = Resource::Indicator(AgencyNumber(3));
        let closed = Filter::Equals(Column::Closed, Scalar::Bool(true));
        assert!(!closed.holds(&resource));
        assert!(!Filter::Not(Box::new(closed.clone())).holds(&resource));
        assert!(!Filter::Or(vec![Filter::True, closed]).holds(&resource));
    }
}
