//! Definitions from TOML.

use std::collections::BTreeMap;

use base::Code;
use ledger::FactKind;
use serde::Deserialize;

use crate::definition::{
    CompleteWhen, Definition, FollowedBy, Join, Measure, OncePer, Selection, Unit, Value, Which, Words,
};
use crate::disaggregation::Dimension;

/// The number of a code in one of the pack's lists; `None` when the list has no such code.
pub type LevelOf<'a> = dyn Fn(&str, &str) -> Option<u32> + 'a;

/// Why a definition was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    /// Not TOML, a key missing, or a key too many.
    #[error("{0}")]
    Malformed(String),
    /// A name that is none of ours.
    #[error("`{key}`: no such {what} as `{value}`")]
    Unknown {
        /// Where it stands.
        key: &'static str,
        /// What was looked for.
        what: &'static str,
        /// What was found.
        value: String,
    },
    /// Keys that contradict each other, or a number out of range.
    #[error("`{key}`: {why}")]
    Contradiction {
        /// Where it stands.
        key: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    code: String,
    version: u16,
    objective: u8,
    us_code: Option<String>,
    unit: String,
    once_per: String,
    which: String,
    measure: String,
    value: Option<String>,
    disaggregations: Vec<String>,
    rests_on: Vec<String>,
    #[serde(default = "yes")]
    published: bool,
    words: WrittenWords,
    counts: WrittenSelection,
    followed_by: Option<WrittenFollowedBy>,
    complete_when: Option<WrittenCompleteWhen>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenWords {
    name: String,
    definition: String,
    exclusions: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSelection {
    fact: String,
    #[serde(default)]
    r#where: BTreeMap<String, Vec<Level>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFollowedBy {
    fact: String,
    #[serde(default)]
    r#where: BTreeMap<String, Vec<Level>>,
    join: String,
    #[serde(default)]
    at_least_days: u32,
    within_days: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCompleteWhen {
    dimension: String,
    levels: Vec<Level>,
}

/// A level by its number, or by its code in the pack's list.
#[derive(Deserialize)]
#[serde(untagged)]
enum Level {
    Number(u32),
    Code(String),
}

impl Definition {
    /// Reads one definition. Codes of the pack's lists become numbers through `level_of`.
    ///
    /// # Errors
    /// [`DefinitionError`], naming the key.
    pub fn read(text: &str, level_of: &LevelOf<'_>) -> Result<Self, DefinitionError> {
        let written: Written = toml::from_str(text).map_err(|e| DefinitionError::Malformed(e.to_string()))?;
        let definition = Self {
            code: code("code", &written.code)?,
            version: written.version,
            objective: written.objective,
            us_code: written.us_code.clone(),
            unit: unit(&written.unit)?,
            once_per: once_per(&written.once_per)?,
            which: which(&written.which)?,
            measure: measure(&written.measure, written.value.as_deref())?,
            counts: selection(
                "counts.fact",
                "counts.where",
                &written.counts.fact,
                &written.counts.r#where,
                level_of,
            )?,
            followed_by: written.followed_by.as_ref().map(|w| followed_by(w, level_of)).transpose()?,
            complete_when: written.complete_when.as_ref().map(|w| complete_when(w, level_of)).transpose()?,
            disaggregations: written
                .disaggregations
                .iter()
                .map(|name| dimension("disaggregations", name))
                .collect::<Result<_, _>>()?,
            rests_on: written.rests_on.iter().map(|id| code("rests_on", id)).collect::<Result<_, _>>()?,
            published: written.published,
            words: Words {
                name: written.words.name,
                definition: written.words.definition,
                exclusions: written.words.exclusions,
            },
        };
        definition.check()?;
        Ok(definition)
    }

    fn check(&self) -> Result<(), DefinitionError> {
        let wrong = |key, why| Err(DefinitionError::Contradiction { key, why });
        if !(1..=4).contains(&self.objective) {
            return wrong("objective", "a partnership has objectives 1 to 4");
        }
        if self.version == 0 {
            return wrong("version", "versions start at 1");
        }
        if self.measure == Measure::Ratio && self.followed_by.is_none() {
            return wrong("followed_by", "a ratio needs the fact that must follow");
        }
        let between =
            matches!(self.measure, Measure::Median(Value::DaysBetween) | Measure::Sum(Value::DaysBetween));
        if between && self.followed_by.is_none() {
            return wrong("followed_by", "days between two facts need the second one");
        }
        if let Some(second) = &self.followed_by
            && second.within_days.is_some_and(|days| days < second.at_least_days)
        {
            return wrong("followed_by.within_days", "less than `at_least_days`");
        }
        if self.unit == Unit::Row && (self.once_per != OncePer::Period || self.complete_when.is_some()) {
            return wrong(
                "unit",
                "rows count each by itself: `once_per` is `period`, without `complete_when`",
            );
        }
        let mut seen = self.disaggregations.clone();
        seen.sort_unstable();
        seen.dedup();
        if seen.len() != self.disaggregations.len() {
            return wrong("disaggregations", "one stands there twice");
        }
        let keys = [&self.words.name, &self.words.definition, &self.words.exclusions];
        let good = |key: &str| {
            key.starts_with(|c: char| c.is_ascii_lowercase())
                && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        if !keys.into_iter().all(|key| good(key)) {
            return wrong("words", "keys of messages, not texts: `a-z`, `0-9` and `-`");
        }
        Ok(())
    }
}

fn code(key: &'static str, text: &str) -> Result<Code, DefinitionError> {
    Code::new(text).map_err(|_| DefinitionError::Unknown {
        key,
        what: "well-formed code",
        value: text.to_owned(),
    })
}

fn unknown(key: &'static str, what: &'static str, value: &str) -> DefinitionError {
    DefinitionError::Unknown { key, what, value: value.to_owned() }
}

fn unit(text: &str) -> Result<Unit, DefinitionError> {
    match text {
        "child" => Ok(Unit::Child),
        "referral" => Ok(Unit::Referral),
        "service" => Ok(Unit::Service),
        "row" => Ok(Unit::Row),
        _ => Err(unknown("unit", "unit", text)),
    }
}

fn once_per(text: &str) -> Result<OncePer, DefinitionError> {
    match text {
        "period" => Ok(OncePer::Period),
        "year" => Ok(OncePer::Year),
        "ever" => Ok(OncePer::Ever),
        _ => Err(unknown("once_per", "span", text)),
    }
}

fn which(text: &str) -> Result<Which, DefinitionError> {
    match text {
        "first" => Ok(Which::First),
        "any" => Ok(Which::Any),
        _ => Err(unknown("which", "choice", text)),
    }
}

fn measure(text: &str, value: Option<&str>) -> Result<Measure, DefinitionError> {
    let of = match value {
        None => None,
        Some("of_fact") => Some(Value::OfFact),
        Some("days_between") => Some(Value::DaysBetween),
        Some(other) => return Err(unknown("value", "value", other)),
    };
    match (text, of) {
        ("count", None) => Ok(Measure::Count),
        ("ratio", None) => Ok(Measure::Ratio),
        ("median", Some(of)) => Ok(Measure::Median(of)),
        ("sum", Some(of)) => Ok(Measure::Sum(of)),
        ("count" | "ratio", Some(_)) => {
            Err(DefinitionError::Contradiction { key: "value", why: "counts and ratios have none" })
        }
        ("median" | "sum", None) => {
            Err(DefinitionError::Contradiction { key: "value", why: "`of_fact` or `days_between` is needed" })
        }
        _ => Err(unknown("measure", "measure", text)),
    }
}

fn join(text: &str) -> Result<Join, DefinitionError> {
    match text {
        "same_unit" => Ok(Join::SameUnit),
        "same_child" => Ok(Join::SameChild),
        _ => Err(unknown("followed_by.join", "join", text)),
    }
}

fn dimension(key: &'static str, name: &str) -> Result<Dimension, DefinitionError> {
    Dimension::from_name(name).ok_or_else(|| unknown(key, "dimension", name))
}

fn selection(
    fact_key: &'static str,
    where_key: &'static str,
    fact: &str,
    conditions: &BTreeMap<String, Vec<Level>>,
    level_of: &LevelOf<'_>,
) -> Result<Selection, DefinitionError> {
    let kind = FactKind::from_name(fact).ok_or_else(|| unknown(fact_key, "kind of fact", fact))?;
    if matches!(kind, FactKind::SameChild | FactKind::DatasetRow) {
        return Err(DefinitionError::Contradiction {
            key: fact_key,
            why: "joins and dataset rows are not counted",
        });
    }
    let mut read = Vec::new();
    for (name, levels) in conditions {
        let dimension = dimension(where_key, name)?;
        read.push((dimension, numbers(where_key, dimension, levels, level_of)?));
    }
    Ok(Selection { fact: kind, conditions: read })
}

fn followed_by(written: &WrittenFollowedBy, level_of: &LevelOf<'_>) -> Result<FollowedBy, DefinitionError> {
    let (fact, conditions) = (&written.fact, &written.r#where);
    Ok(FollowedBy {
        facts: selection("followed_by.fact", "followed_by.where", fact, conditions, level_of)?,
        join: join(&written.join)?,
        at_least_days: written.at_least_days,
        within_days: written.within_days,
    })
}

fn complete_when(
    written: &WrittenCompleteWhen,
    level_of: &LevelOf<'_>,
) -> Result<CompleteWhen, DefinitionError> {
    let dimension = dimension("complete_when.dimension", &written.dimension)?;
    let levels = numbers("complete_when.levels", dimension, &written.levels, level_of)?;
    if dimension.overlaps() || !(1..=64).contains(&levels.len()) {
        let why = "one dimension with one level a fact, and 1 to 64 levels of it";
        return Err(DefinitionError::Contradiction { key: "complete_when", why });
    }
    Ok(CompleteWhen { dimension, levels })
}

/// Levels as ascending numbers.
fn numbers(
    key: &'static str,
    dimension: Dimension,
    levels: &[Level],
    level_of: &LevelOf<'_>,
) -> Result<Vec<u32>, DefinitionError> {
    let mut numbers = Vec::new();
    for level in levels {
        numbers.push(match level {
            Level::Number(number) => *number,
            Level::Code(text) => dimension
                .list()
                .and_then(|list| level_of(list, text))
                .ok_or_else(|| unknown(key, "code in the pack's list", text))?,
        });
    }
    if numbers.is_empty() {
        return Err(DefinitionError::Contradiction {
            key,
            why: "a condition without levels lets nothing pass",
        });
    }
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}
