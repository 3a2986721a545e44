//! What figures are broken down by: one dimension, or sex and age together.

use indicators::definition::{Measure, Unit};
use indicators::{Definition, Dimension, Disaggregation};
use rules::Pack;

/// The name of sex and age together, in addresses and stored tables.
const SEX_AND_AGE: &str = "sex_age";

/// What a table is broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The total, or one dimension. Its cells are the levels.
    One(Disaggregation),
    /// Sex and age band together. Its cells are [`crossed`].
    SexAndAge,
}

impl By {
    /// The total alone.
    pub const TOTAL: Self = Self::One(Disaggregation::Total);

    /// The name in addresses and stored tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::One(disaggregation) => disaggregation.name(),
            Self::SexAndAge => SEX_AND_AGE,
        }
    }

    /// What a name stands for.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if name == SEX_AND_AGE {
            return Some(Self::SexAndAge);
        }
        Disaggregation::from_name(name).map(Self::One)
    }

    /// Whether the cells of it can add up to more than the total.
    #[must_use]
    pub fn overlaps(self, definition: &Definition) -> bool {
        match self {
            Self::One(disaggregation) => definition.overlapping(disaggregation),
            Self::SexAndAge => {
                let overlaps = |dimension| definition.overlapping(Disaggregation::By(dimension));
                overlaps(Dimension::Sex) || overlaps(Dimension::AgeBand)
            }
        }
    }
}

/// What a definition may be broken down by, besides its total: sex and age together first, where it has both.
#[must_use]
pub fn offered(definition: &Definition) -> Vec<By> {
    let both = has_sex_and_age(definition).then_some(By::SexAndAge);
    let each = definition.disaggregations.iter().map(|dimension| By::One(Disaggregation::By(*dimension)));
    both.into_iter().chain(each).collect()
}

/// The cell of a level of list `sex` and one of list `age_band`; 0 of either is "not known".
#[must_use]
pub fn crossed(sex: u8, age_band: u8) -> u32 {
    u32::from(sex) << 8 | u32::from(age_band)
}

/// The levels of list `sex` and of list `age_band` that a crossed cell stands for.
#[must_use]
pub fn uncrossed(cell: u32) -> (u8, u8) {
    let [.., sex, age_band] = cell.to_be_bytes();
    (sex, age_band)
}

/// The cells of a table in the order they are shown, those without anything counted included; "not known" last.
/// Empty where the pack has no list for it: then only what was counted is shown.
pub(crate) fn cells(pack: &Pack, by: By) -> Vec<u32> {
    let numbers = |list: &str| {
        let items = pack.list(list).items();
        items
            .iter()
            .filter(|item| !item.retired)
            .map(|item| item.number)
            .chain(std::iter::once(0))
            .collect::<Vec<_>>()
    };
    let small = |number: u16| u8::try_from(number).unwrap_or(0);
    match by {
        By::One(Disaggregation::Total) => vec![0],
        By::One(Disaggregation::By(dimension)) => dimension
            .list()
            .map(|list| numbers(list).into_iter().map(u32::from).collect())
            .unwrap_or_default(),
        By::SexAndAge => {
            let sexes = numbers("sex");
            let of_band = |band: u16| sexes.iter().map(move |sex| crossed(small(*sex), small(band)));
            numbers("age_band").into_iter().flat_map(of_band).collect()
        }
    }
}

/// Definitions that count one sex each, by age band, for those of `definitions` that have both: with them the pass
/// that knows one dimension counts two.
///
/// A child whose files disagree about the sex can be in two of them; whoever needs cells that add up checks.
pub(crate) fn crossing<'d>(
    definitions: impl IntoIterator<Item = &'d Definition>,
    pack: &Pack,
) -> Vec<Definition> {
    let both = definitions.into_iter().filter(|definition| has_sex_and_age(definition));
    both.flat_map(|definition| sexes(pack).into_iter().filter_map(|sex| of_sex(definition, sex))).collect()
}

/// The definition restricted to one level of list `sex`, by age band.
pub(crate) fn of_sex(definition: &Definition, sex: u8) -> Option<Definition> {
    let mut restricted = definition.clone();
    restricted.code = crossed_code(&definition.code, sex)?;
    restricted.counts.conditions.push((Dimension::Sex, vec![u32::from(sex)]));
    restricted.disaggregations = vec![Dimension::AgeBand];
    Some(restricted)
}

/// The code that the restricted definition is counted under; it is shown nowhere.
pub(crate) fn crossed_code(code: &base::Code, sex: u8) -> Option<base::Code> {
    base::Code::new(&format!("{code}.sex-{sex}")).ok()
}

/// The levels of list `sex`, "not known" included.
pub(crate) fn sexes(pack: &Pack) -> Vec<u8> {
    let known = pack.list("sex").items().iter().filter_map(|item| u8::try_from(item.number).ok());
    std::iter::once(0).chain(known).collect()
}

fn has_sex_and_age(definition: &Definition) -> bool {
    let has = |dimension| definition.disaggregations.contains(&dimension);
    let counts = matches!(definition.measure, Measure::Count) && definition.unit != Unit::Row;
    counts && has(Dimension::Sex) && has(Dimension::AgeBand)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crossed_cell_reads_back() {
        for (sex, band) in [(0, 0), (1, 6), (2, 0), (255, 255)] {
            assert_eq!(uncrossed(crossed(sex, band)), (sex, band));
        }
    }

    #[test]
    fn names_read_back() {
        let all = Dimension::ALL.map(|d| By::One(Disaggregation::By(d)));
        for by in all.into_iter().chain([By::TOTAL, By::SexAndAge]) {
            assert_eq!(By::from_name(by.name()), Some(by));
        }
        assert_eq!(By::from_name("name"), None);
    }
}
