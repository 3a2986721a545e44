//! Events as the bytes of an entry's operational part, and back.
//!
//! The bytes are the JSON object of the kind's fields; the kind itself stands in the envelope. They are written
//! once and never written again from what was read, so the order of fields carries no meaning.

use base::{Code, Problem, ProblemKind};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::event::FileEvent;

/// Largest payload taken, in bytes.
const MAX: usize = 64 * 1024;

impl FileEvent {
    /// The operational part of an entry of this kind.
    #[must_use]
    pub fn to_payload(&self) -> Vec<u8> {
        let fields = match serde_json::to_value(self) {
            Ok(Value::Object(tagged)) => tagged.into_iter().next().map(|(_, fields)| fields),
            _ => None,
        };
        fields.unwrap_or(Value::Null).to_string().into_bytes()
    }

    /// Reads what [`FileEvent::to_payload`] wrote.
    ///
    /// # Errors
    /// `payload_too_large` above 64 KiB; `payload_schema_unknown`; `payload_malformed` when the kind is unknown,
    /// a field is missing, unknown or of a wrong kind, or an amendment amends with an amendment.
    pub fn from_payload(kind: &Code, payload: &[u8], schema: u16) -> Result<Self, Problem> {
        check_size(payload)?;
        if schema != Self::SCHEMA {
            return Err(Problem::bad_input("payload_schema_unknown").with("schema", schema.to_string()));
        }
        let fields: Value =
            serde_json::from_slice(payload).map_err(|cause| malformed(kind.as_str(), &cause))?;
        let mut tagged = Map::with_capacity(1);
        tagged.insert(kind.as_str().to_owned(), fields);
        let event: Self = serde_json::from_value(Value::Object(tagged))
            .map_err(|cause| malformed(kind.as_str(), &cause))?;
        match &event {
            Self::Amended { event: inner, .. }
                if matches!(**inner, Self::Amended { .. } | Self::Withdrawn { .. }) =>
            {
                Err(Problem::bad_input("payload_malformed").with("kind", kind.as_str()))
            }
            _ => Ok(event),
        }
    }
}

/// A part that holds one thing: identity, narrative, shared sections.
pub(crate) fn write<T: Serialize>(thing: &T) -> Vec<u8> {
    serde_json::to_vec(thing).unwrap_or_default()
}

/// Reads what [`write`] wrote.
pub(crate) fn read<T: DeserializeOwned>(part: &[u8], name: &'static str) -> Result<T, Problem> {
    check_size(part)?;
    serde_json::from_slice(part).map_err(|cause| malformed(name, &cause))
}

fn check_size(payload: &[u8]) -> Result<(), Problem> {
    if payload.len() <= MAX {
        return Ok(());
    }
    Err(Problem::new(ProblemKind::TooLarge, "payload_too_large").with("max", MAX.to_string()))
}

/// What cannot be read, with the place where reading stopped. The parser's own words are not kept: they repeat
/// what it stumbled on, which may be a name, and no log may hold one.
fn malformed(what: &str, cause: &serde_json::Error) -> Problem {
    let mut problem = Problem::bad_input("payload_malformed").with("kind", what);
    problem.inside = Some(format!("{:?} at {}:{}", cause.classify(), cause.line(), cause.column()));
    problem
}
