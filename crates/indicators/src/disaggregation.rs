//! What numbers are broken down by, and what conditions ask about.

use ledger::fact::dimension;

use crate::columns::Levels;

/// How many dimensions the partnership's facts have.
pub(crate) const DIMENSIONS_OF_FACTS: usize = 11;

/// A coded column of the partnership's facts. Level 0 of each is "not known".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// List `sex`.
    Sex,
    /// List `age_band`, at the day of the fact.
    AgeBand,
    /// List `exploitation`. A child may have several: its cells overlap.
    Form,
    /// List `county`: the county of the agency.
    County,
    /// List `county`: the county the child comes from.
    Origin,
    /// The number of the agency that did it.
    Agency,
    /// List `service`.
    Service,
    /// List `where`: in the country or abroad.
    Where,
    /// List `recruitment`.
    Recruitment,
    /// List `yes_no`: in state care.
    InCare,
    /// The number of the other agency, whom a referral was sent to (its low 16 bits).
    OtherAgency,
}

impl Dimension {
    /// All of them, in the order they are stored by.
    pub const ALL: [Self; DIMENSIONS_OF_FACTS] = [
        Self::Sex,
        Self::AgeBand,
        Self::Form,
        Self::County,
        Self::Origin,
        Self::Agency,
        Self::Service,
        Self::Where,
        Self::Recruitment,
        Self::InCare,
        Self::OtherAgency,
    ];

    /// The name that definitions and addresses use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sex => "sex",
            Self::AgeBand => "age_band",
            Self::Form => "form",
            Self::County => "county",
            Self::Origin => "origin",
            Self::Agency => "agency",
            Self::Service => "service",
            Self::Where => "where",
            Self::Recruitment => "recruitment",
            Self::InCare => "in_care",
            Self::OtherAgency => "other_agency",
        }
    }

    /// The dimension of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.name() == name)
    }

    /// The pack's list whose levels it has. Agencies are in no list.
    #[must_use]
    pub fn list(self) -> Option<&'static str> {
        match self {
            Self::Sex => Some("sex"),
            Self::AgeBand => Some("age_band"),
            Self::Form => Some("exploitation"),
            Self::County | Self::Origin => Some("county"),
            Self::Service => Some("service"),
            Self::Where => Some("where"),
            Self::Recruitment => Some("recruitment"),
            Self::InCare => Some("yes_no"),
            Self::Agency | Self::OtherAgency => None,
        }
    }

    /// Whether one fact can be in several cells of it.
    #[must_use]
    pub fn overlaps(self) -> bool {
        self == Self::Form
    }

    /// Hands over each level that a row has.
    pub(crate) fn each_level(self, levels: &Levels, mut to: impl FnMut(u32)) {
        if self == Self::Form { each_form(levels.forms, to) } else { to(self.one_level(levels)) }
    }

    /// Whether a row has this level.
    pub(crate) fn has_level(self, levels: &Levels, level: u32) -> bool {
        if self == Self::Form {
            return if level == 0 {
                levels.forms == 0 || levels.forms & 1 == 1
            } else {
                1_u32.checked_shl(level).is_some_and(|bit| levels.forms & bit != 0)
            };
        }
        self.one_level(levels) == level
    }

    /// The highest level that a row has.
    pub(crate) fn widest_of(self, levels: &Levels) -> u32 {
        if self == Self::Form {
            return 31_u32.saturating_sub(levels.forms.leading_zeros());
        }
        self.one_level(levels)
    }

    fn one_level(self, levels: &Levels) -> u32 {
        let dim = |place: usize| u32::from(levels.dims.get(place).copied().unwrap_or(0));
        match self {
            Self::Sex => u32::from(levels.sex),
            Self::AgeBand => u32::from(levels.age_band),
            Self::County => u32::from(levels.place),
            Self::Agency => levels.agency,
            Self::Origin => dim(dimension::ORIGIN),
            Self::Service => dim(dimension::SERVICE),
            Self::Where => dim(dimension::WHERE),
            Self::Recruitment => dim(dimension::RECRUITMENT),
            Self::InCare => dim(dimension::IN_CARE),
            Self::OtherAgency => dim(dimension::OTHER_AGENCY),
            // Several levels: see `each_level`.
            Self::Form => 0,
        }
    }
}

/// The levels of [`Dimension::ALL`] in their order, in one go: a choice per level would cost the pass a wrong guess of
/// the processor each time. Forms have several; see [`each_form`].
///
/// 16 numbers, so that no look-up in them needs a check.
pub(crate) fn all_levels(levels: &Levels) -> [u32; 16] {
    let [service, abroad, recruitment, origin, in_care, other_agency] = levels.dims.map(u32::from);
    let (sex, age_band, county) = (levels.sex.into(), levels.age_band.into(), levels.place.into());
    let agency = levels.agency;
    [
        sex,
        age_band,
        0,
        county,
        origin,
        agency,
        service,
        abroad,
        recruitment,
        in_care,
        other_agency,
        0,
        0,
        0,
        0,
        0,
    ]
}

/// Hands over each form; "not known" when there is none.
pub(crate) fn each_form(forms: u32, mut to: impl FnMut(u32)) {
    if forms == 0 {
        return to(0);
    }
    let mut rest = forms;
    while rest != 0 {
        to(rest.trailing_zeros());
        rest &= rest - 1;
    }
}

/// What a figure is broken down by: nothing, or one dimension.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disaggregation {
    /// All together. Its only cell is 0.
    #[default]
    Total,
    /// By the levels of a dimension.
    By(Dimension),
}

impl Disaggregation {
    /// `total`, or the dimension's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::By(dimension) => dimension.name(),
        }
    }

    /// The disaggregation of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "total" {
            return Some(Self::Total);
        }
        Dimension::from_name(name).map(Self::By)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_levels_in_one_go_are_the_levels_one_by_one() {
        let dims = [1, 2, 3, 4, 5, 6];
        let levels = Levels { agency: 7, place: 8, sex: 9, age_band: 10, forms: 0b1010, dims, value: 11 };
        for (dimension, level) in Dimension::ALL.into_iter().zip(all_levels(&levels)) {
            let mut one_by_one = Vec::new();
            dimension.each_level(&levels, |level| one_by_one.push(level));
            assert!(one_by_one.iter().all(|level| dimension.has_level(&levels, *level)), "{dimension:?}");
            assert!(!dimension.has_level(&levels, 12), "{dimension:?}");
            assert_eq!(dimension.widest_of(&levels), *one_by_one.last().unwrap());
            if dimension == Dimension::Form {
                assert_eq!(one_by_one, [1, 3]);
            } else {
                assert_eq!(one_by_one, [level], "{dimension:?}");
            }
        }
    }
}
