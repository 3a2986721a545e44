//! What can happen to a signal, and what it is after that.

use base::{
    AgencyNumber, Code, EntryId, Happened, PersonId, Position, Problem, PublicCode, StreamId, Timestamp,
};
use serde::{Deserialize, Serialize};

/// Largest payload taken, in bytes.
const MAX: usize = 16 * 1024;

/// Something that happened to a signal. Codes are levels of the pack's lists, 0 where a thing is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SignalEvent {
    /// It came in.
    SignalReceived {
        /// The agency that took it in and has to answer it.
        agency: AgencyNumber,
        /// The agency's county (list `county`).
        county: u16,
        /// Its code on pages; random.
        code: PublicCode,
        /// Who raised it (list `signal_source`).
        source: u16,
        /// What it is about (list `signal_about`).
        about: u16,
        /// How soon it seems to need an answer (list `urgency`).
        urgency: u16,
        /// Whether whoever raised it gave no name.
        anonymous: bool,
        /// The agency that sent it to the one that has to answer it; nobody's number where that is the same.
        #[serde(default, skip_serializing_if = "is_nobody")]
        from: AgencyNumber,
    },
    /// It was handed over to another agency, which answers it from then on and triages it for itself.
    SignalHandedOver {
        /// That agency.
        agency: AgencyNumber,
        /// Its county (list `county`).
        county: u16,
    },
    /// It was triaged; again if more became known.
    SignalTriaged {
        /// List `triage_urgency`.
        urgency: u16,
        /// List `triage_reason`; at least one.
        reasons: Vec<u16>,
    },
    /// A protection file was opened from it.
    SignalBecameCase {
        /// The file.
        file: StreamId,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a field by reference")]
fn is_nobody(agency: &AgencyNumber) -> bool {
    agency.0 == 0
}

impl SignalEvent {
    /// The version of the payloads written now.
    pub const SCHEMA: u16 = 1;

    /// The kind in the entry's envelope.
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        match self {
            Self::SignalReceived { .. } => "signal_received",
            Self::SignalHandedOver { .. } => "signal_handed_over",
            Self::SignalTriaged { .. } => "signal_triaged",
            Self::SignalBecameCase { .. } => "signal_became_case",
        }
    }

    /// The bytes of the operational part.
    ///
    /// # Errors
    /// `internal` when it cannot be written, which no value of this type does.
    pub fn to_payload(&self) -> Result<Vec<u8>, Problem> {
        serde_json::to_vec(self).map_err(Problem::internal)
    }

    /// Reads what [`SignalEvent::to_payload`] wrote.
    ///
    /// # Errors
    /// `payload_too_large`, `payload_schema_unknown`, `payload_malformed`.
    pub fn from_payload(kind: &Code, payload: &[u8], schema: u16) -> Result<Self, Problem> {
        if payload.len() > MAX {
            return Err(Problem::bad_input("payload_too_large").with("max", MAX.to_string()));
        }
        if schema != Self::SCHEMA {
            return Err(Problem::bad_input("payload_schema_unknown").with("schema", schema.to_string()));
        }
        let malformed = |cause: String| {
            let mut problem = Problem::bad_input("payload_malformed").with("kind", kind.as_str());
            problem.inside = Some(cause);
            problem
        };
        let event: Self = serde_json::from_slice(payload).map_err(|cause| malformed(cause.to_string()))?;
        if *kind != event.kind_name() {
            return Err(malformed("the payload is of another kind".to_owned()));
        }
        Ok(event)
    }
}

/// An event with the plain envelope of its entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The entry.
    pub entry: EntryId,
    /// Its place in the realm; 0 while it is proposed.
    pub position: Position,
    /// When it happened.
    pub happened: Happened,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Who recorded it.
    pub actor: PersonId,
    /// What.
    pub event: SignalEvent,
}

/// How a signal came from the agency that had it before.
#[derive(Clone, Debug, PartialEq)]
pub struct HandedOver {
    /// When.
    pub happened: Happened,
    /// Urgency and reasons of the triage made before it.
    pub triaged_before: Option<(u16, Vec<u16>)>,
}

/// A signal as its entries make it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signal {
    /// The agency that has to answer it.
    pub agency: AgencyNumber,
    /// Its county.
    pub county: u16,
    /// Its code on pages.
    pub code: Option<PublicCode>,
    /// Who raised it.
    pub source: u16,
    /// What it is about.
    pub about: u16,
    /// How soon it seemed to need an answer when it came.
    pub urgency: u16,
    /// Whether it came without a name.
    pub anonymous: bool,
    /// When it came.
    pub received: Option<Happened>,
    /// The last triage: when, urgency, reasons.
    pub triaged: Option<(Happened, u16, Vec<u16>)>,
    /// The agency that sent or registered it; the one that answers, where it came from no other.
    pub from: AgencyNumber,
    /// The last hand-over.
    pub handed_over: Option<HandedOver>,
    /// When the agency that has to answer it first did, where another one sent it.
    pub answered: Option<Happened>,
    /// The file opened from it.
    pub file: Option<StreamId>,
}

impl Signal {
    /// Whoever answers for the sender's eyes does something about it: triage, or a file.
    fn taken_up(&mut self, happened: &Happened) {
        if self.agency != self.from {
            self.answered.get_or_insert_with(|| happened.clone());
        }
    }
}

/// Folds by (earliest possible moment, position). Never fails.
#[must_use]
pub fn fold(history: &[Recorded]) -> Signal {
    let mut ordered: Vec<&Recorded> = history.iter().collect();
    ordered.sort_by_key(|recorded| {
        let rank = if recorded.position.0 == 0 { u64::MAX } else { recorded.position.0 };
        (recorded.happened.earliest(), rank)
    });
    let mut signal = Signal::default();
    for recorded in ordered {
        match &recorded.event {
            SignalEvent::SignalReceived { agency, county, code, source, about, urgency, anonymous, from } => {
                signal.agency = *agency;
                signal.county = *county;
                signal.code = Some(*code);
                signal.source = *source;
                signal.about = *about;
                signal.urgency = *urgency;
                signal.anonymous = *anonymous;
                signal.from = if is_nobody(from) { *agency } else { *from };
                signal.received = Some(recorded.happened.clone());
            }
            SignalEvent::SignalHandedOver { agency, county } => {
                signal.agency = *agency;
                signal.county = *county;
                let before = signal.triaged.take().map(|(_, urgency, reasons)| (urgency, reasons));
                signal.handed_over =
                    Some(HandedOver { happened: recorded.happened.clone(), triaged_before: before });
            }
            SignalEvent::SignalTriaged { urgency, reasons } => {
                signal.taken_up(&recorded.happened);
                signal.triaged = Some((recorded.happened.clone(), *urgency, reasons.clone()));
            }
            SignalEvent::SignalBecameCase { file } => {
                signal.taken_up(&recorded.happened);
                signal.file = Some(*file);
            }
        }
    }
    signal
}
