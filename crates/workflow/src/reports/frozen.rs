//! What a report keeps: what it is about, what was shown, and the digest of what was counted.

use base::{
    AgencyNumber, Code, Digest, EntryId, Position, Problem, ProblemKind, PublicCode, Quarter, StreamId,
};
use indicators::Period;
use serde::{Deserialize, Serialize};

use crate::figures::{Amount, By, Shown};
use crate::reports::Span;
use crate::reports::sheet::Sheet;

/// The kind of the entry that freezes.
pub(crate) const FROZEN: &str = "report_frozen";
/// The kind of the entry that publishes.
pub(crate) const PUBLISHED: &str = "report_published";
/// The version of the payloads written now.
pub(crate) const SCHEMA: u16 = 1;

/// The payload of `report_frozen`. Full figures are not in it: they are counted again at `as_of`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Frozen {
    /// The code people use.
    pub(crate) code: PublicCode,
    /// Whose officer froze it.
    pub(crate) agency: AgencyNumber,
    /// The quarter it is about.
    pub(crate) quarter: Quarter,
    /// The position its figures were counted at.
    pub(crate) as_of: Position,
    /// The published report of the same quarter that it restates; nil when it is the first.
    pub(crate) restates: StreamId,
    /// The digest of the access policies in force.
    pub(crate) policies: String,
    /// Code and version of the rule pack.
    pub(crate) pack: (Code, u32),
    /// Code and version of each definition.
    pub(crate) definitions: Vec<(Code, u16)>,
    /// The digest of everything that was counted, hidden figures included, under the realm's key.
    pub(crate) counted: String,
    /// The reports that were published by then, the first published first: what the gate looked back at.
    pub(crate) history: Vec<StreamId>,
    /// What the gate let out.
    pub(crate) tables: Vec<FrozenTable>,
    /// What the gate answered, for the reports after it: why a figure is hidden is shown to nobody.
    pub(crate) sheets: Vec<Sheet>,
    /// What changed of earlier quarters since it was published.
    pub(crate) restatements: Vec<Restatement>,
}

/// The payload of `report_published`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Publication {
    /// The entry that froze what is published.
    pub(crate) frozen: EntryId,
}

/// A table as the gate let it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrozenTable {
    /// The indicator's code.
    pub(crate) indicator: Code,
    /// What it is counted over.
    pub(crate) span: Span,
    /// What it is broken down by.
    pub(crate) by: By,
    /// Its cells and their figures, by rising cell.
    pub(crate) cells: Vec<(u32, FrozenFigure)>,
}

/// A figure as the gate let it out: `{"count":7}`, or `null` when it is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct FrozenFigure(pub(crate) Option<Amount>);

impl From<FrozenFigure> for Shown {
    fn from(figure: FrozenFigure) -> Self {
        figure.0.map_or(Self::Hidden, Self::Exact)
    }
}

impl FrozenTable {
    /// The figure of a cell.
    pub(crate) fn figure(&self, cell: u32) -> Shown {
        let place = self.cells.binary_search_by_key(&cell, |(cell, _)| *cell);
        let found = place.ok().and_then(|place| self.cells.get(place));
        found.map_or(Shown::Missing, |(_, figure)| (*figure).into())
    }
}

/// What became of a total that was published before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Restatement {
    /// The indicator's code.
    pub(crate) indicator: Code,
    /// The period of the total.
    pub(crate) period: PeriodText,
    /// What stood published until then.
    pub(crate) before: Amount,
    /// What became of it.
    pub(crate) change: Change,
}

/// How a published figure changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// By one to four: by how many is not said, and the figure stands.
    FewerThanFive,
    /// It is this now.
    Became(Amount),
}

/// A period, written as people write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct PeriodText(pub(crate) Period);

impl TryFrom<String> for PeriodText {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Period::parse(&text).map(Self).ok_or("not a period like `2026Q3` or `2026`")
    }
}

impl From<PeriodText> for String {
    fn from(period: PeriodText) -> Self {
        period.0.to_string()
    }
}

impl Serialize for By {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for By {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| serde::de::Error::custom("no such breakdown"))
    }
}

impl Frozen {
    /// The payload's bytes.
    pub(crate) fn to_payload(&self) -> Result<Vec<u8>, Problem> {
        serde_json::to_vec(self).map_err(Problem::internal)
    }

    /// Reads a payload.
    pub(crate) fn from_payload(payload: &[u8], schema: u16) -> Result<Self, Problem> {
        known(schema)?;
        serde_json::from_slice(payload).map_err(malformed)
    }

    /// A table of it.
    pub(crate) fn table(&self, indicator: &str, span: Span, by: By) -> Option<&FrozenTable> {
        self.tables.iter().find(|table| table.indicator == *indicator && table.span == span && table.by == by)
    }

    /// The digest of what it shows: tables and restatements.
    pub(crate) fn shown(&self) -> Result<Digest, Problem> {
        let shown = serde_json::to_vec(&(&self.tables, &self.restatements)).map_err(Problem::internal)?;
        Ok(vault::digest(&shown))
    }
}

impl Publication {
    /// The payload's bytes.
    pub(crate) fn to_payload(&self) -> Result<Vec<u8>, Problem> {
        serde_json::to_vec(self).map_err(Problem::internal)
    }

    /// Reads a payload.
    pub(crate) fn from_payload(payload: &[u8], schema: u16) -> Result<Self, Problem> {
        known(schema)?;
        serde_json::from_slice(payload).map_err(malformed)
    }
}

fn known(schema: u16) -> Result<(), Problem> {
    if schema == SCHEMA {
        Ok(())
    } else {
        Err(Problem::new(ProblemKind::Unavailable, "payload_schema_unknown"))
    }
}

fn malformed(error: serde_json::Error) -> Problem {
    let mut problem = Problem::new(ProblemKind::Unavailable, "payload_malformed");
    // Where it breaks, never what stands there.
    problem.inside = Some(format!("line {}, column {}", error.line(), error.column()));
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_short_and_reads_back() {
        let table = FrozenTable {
            indicator: Code::new("2.1").unwrap(),
            span: Span::parse("2026Q3").unwrap(),
            by: By::SexAndAge,
            cells: vec![(1, FrozenFigure(Some(Amount::Count(7)))), (2, FrozenFigure(None))],
        };
        let text = serde_json::to_string(&table).unwrap();
        assert_eq!(
            text,
            r#"{"indicator":"2.1","span":"2026Q3","by":"sex_age","cells":[[1,{"count":7}],[2,null]]}"#
        );
        assert_eq!(serde_json::from_str::<FrozenTable>(&text).unwrap(), table);
        assert_eq!(table.figure(2), Shown::Hidden);
        assert_eq!(table.figure(3), Shown::Missing);
    }
}
