//! Events as the bytes of an entry's operational part, and back.

use base::{Code, Problem, ProblemKind};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::event::CriminalEvent;
use crate::notice::NoticeEvent;

/// Largest payload taken, in bytes.
const MAX: usize = 64 * 1024;

impl CriminalEvent {
    /// The operational part of an entry of this kind.
    #[must_use]
    pub fn to_payload(&self) -> Vec<u8> {
        write(self)
    }

    /// Reads what [`CriminalEvent::to_payload`] wrote.
    ///
    /// # Errors
    /// `payload_too_large`, `payload_schema_unknown`, `payload_malformed`.
    pub fn from_payload(kind: &Code, payload: &[u8], schema: u16) -> Result<Self, Problem> {
        let event: Self = read(kind, payload, schema, Self::SCHEMA)?;
        let nested = match &event {
            Self::CriminalEntryAmended { event, .. } => event.replaces().is_some(),
            _ => false,
        };
        if *kind != event.kind_name() || nested {
            return Err(Problem::bad_input("payload_malformed").with("kind", kind.as_str()));
        }
        Ok(event)
    }
}

impl NoticeEvent {
    /// The operational part of an entry of this kind.
    #[must_use]
    pub fn to_payload(&self) -> Vec<u8> {
        write(self)
    }

    /// Reads what [`NoticeEvent::to_payload`] wrote.
    ///
    /// # Errors
    /// `payload_too_large`, `payload_schema_unknown`, `payload_malformed`.
    pub fn from_payload(kind: &Code, payload: &[u8], schema: u16) -> Result<Self, Problem> {
        let event: Self = read(kind, payload, schema, Self::SCHEMA)?;
        if *kind != event.kind_name() {
            return Err(Problem::bad_input("payload_malformed").with("kind", kind.as_str()));
        }
        Ok(event)
    }
}

fn write<T: Serialize>(event: &T) -> Vec<u8> {
    serde_json::to_vec(event).unwrap_or_default()
}

fn read<T: DeserializeOwned>(kind: &Code, payload: &[u8], schema: u16, known: u16) -> Result<T, Problem> {
    if payload.len() > MAX {
        return Err(Problem::new(ProblemKind::TooLarge, "payload_too_large").with("max", MAX.to_string()));
    }
    if schema != known {
        return Err(Problem::bad_input("payload_schema_unknown").with("schema", schema.to_string()));
    }
    serde_json::from_slice(payload).map_err(|cause| {
        // The parser's own words are not kept: they repeat what it stumbled on.
        let mut problem = Problem::bad_input("payload_malformed").with("kind", kind.as_str());
        problem.inside = Some(format!("{:?} at {}:{}", cause.classify(), cause.line(), cause.column()));
        problem
    })
}
