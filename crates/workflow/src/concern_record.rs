//! What is recorded of a conflict of interest, and the rows that follow from it.

use base::{
    AgencyNumber, Code, CommandId, Compartment, EntryId, Happened, PersonId, Position, Problem, PublicCode,
    Realm, StreamId, Timestamp,
};
use casework::Narrative;
use ledger::{Draft, Entry};
use serde::{Deserialize, Serialize};
use store::files::ConflictRow;
use store::{ExpectedVersion, Tx};

pub use store::concerns::ConcernRow;

use crate::app::App;
use crate::concerns::NEVER;
use crate::keys::{self, Keys};
use crate::sealing::{self, FIRST_EPOCH, Place};

/// Named, and nobody handles the record yet.
pub const WAITS: u8 = 0;
/// Named, and handled.
pub const IN_FORCE: u8 = 1;
/// Ended by a second decision.
pub const ENDED: u8 = 2;

/// Why a record concerns somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Of the child's family.
    Relative,
    /// Knows the child or the family from elsewhere.
    Acquaintance,
    /// Is named in what was told, or suspected.
    Involved,
    /// Works or worked for another party.
    OtherDuty,
    /// Anything else that would make others doubt.
    OtherReason,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 5] =
        [Self::Relative, Self::Acquaintance, Self::Involved, Self::OtherDuty, Self::OtherReason];

    /// Its code in records and messages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Relative => "relative",
            Self::Acquaintance => "acquaintance",
            Self::Involved => "involved",
            Self::OtherDuty => "other_duty",
            Self::OtherReason => "other_reason",
        }
    }

    /// The reason of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// The kind of a conflict's first entry.
pub(crate) const NAMED: &str = "concern_named";

/// An entry of a conflict's stream.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ConcernEvent {
    /// Somebody named it; the person themself when actor and person are the same.
    Named {
        code: PublicCode,
        stream: StreamId,
        signal: Option<StreamId>,
        record: PublicCode,
        agency: AgencyNumber,
        person: PersonId,
        reason: Reason,
        handler: Option<PersonId>,
        waits: bool,
    },
    /// Who handles the record was named afterwards.
    HandlerNamed { handler: PersonId },
    /// The signal it was about became a file.
    Moved { file: StreamId, record: PublicCode },
    /// A second decision ended it.
    Ended {},
}

impl ConcernEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::Named { .. } => NAMED,
            Self::HandlerNamed { .. } => "concern_handler_named",
            Self::Moved { .. } => "concern_moved",
            Self::Ended {} => "concern_ended",
        }
    }

    /// Whether an entry of this kind changes whom a record concerns, or who handles it.
    pub(crate) fn is_kind(kind: &str) -> bool {
        [NAMED, "concern_handler_named", "concern_moved", "concern_ended"].contains(&kind)
    }
}

/// The row of a conflict just named; `None` of another event.
pub(crate) fn named_row(
    concern: StreamId,
    event: &ConcernEvent,
    actor: PersonId,
    at: Timestamp,
    position: Position,
) -> Option<Result<ConcernRow, Problem>> {
    let ConcernEvent::Named { code, stream, signal, record, agency, person, reason, handler, waits } = event
    else {
        return None;
    };
    Some(Code::new(reason.code()).map(|reason| ConcernRow {
        concern,
        code: *code,
        stream: *stream,
        signal: signal.unwrap_or(StreamId::NIL),
        record: *record,
        agency: *agency,
        person: *person,
        handler: handler.unwrap_or(PersonId::NIL),
        reason,
        state: if *waits { WAITS } else { IN_FORCE },
        named_by: actor,
        named_at: at,
        ended_by: PersonId::NIL,
        ended_at: NEVER,
        last_position: position,
    }))
}

/// Whom a conflict closes which records to.
pub(crate) fn links(row: &ConcernRow) -> Vec<ConflictRow> {
    if row.state == ENDED {
        return Vec::new();
    }
    let streams = [row.stream, row.signal].into_iter().filter(|stream| *stream != StreamId::NIL);
    streams.map(|stream| ConflictRow { stream, person: row.person }).collect()
}

/// The row of a conflict from its entries; `None` of a stream that does not begin with its naming.
pub(crate) fn concern_row(
    keys: &Keys,
    concern: StreamId,
    entries: &[Entry],
) -> Result<Option<ConcernRow>, Problem> {
    let mut row: Option<ConcernRow> = None;
    for entry in entries {
        let payload = sealing::open_operational(keys, entry)?;
        let event: ConcernEvent = serde_json::from_slice(&payload).map_err(Problem::internal)?;
        let Some(known) = row.as_mut() else {
            row = named_row(concern, &event, entry.actor, entry.recorded_at, entry.position).transpose()?;
            continue;
        };
        match event {
            ConcernEvent::Named { .. } => {}
            ConcernEvent::HandlerNamed { handler } => {
                known.handler = handler;
                known.state = IN_FORCE;
            }
            ConcernEvent::Moved { file, record } => {
                known.signal = known.stream;
                known.stream = file;
                known.record = record;
            }
            ConcernEvent::Ended {} => {
                known.state = ENDED;
                known.ended_by = entry.actor;
                known.ended_at = entry.recorded_at;
            }
        }
        known.last_position = entry.position;
    }
    Ok(row)
}

impl App {
    /// Appends an entry to a conflict's stream.
    pub(crate) fn note_concern(
        &self,
        tx: &mut Tx<'_>,
        actor: PersonId,
        concern: StreamId,
        event: &ConcernEvent,
        command: CommandId,
    ) -> Result<(Position, Timestamp), Problem> {
        let payload = serde_json::to_vec(event).map_err(Problem::internal)?;
        self.note(tx, actor, concern, event.kind(), &payload, None, command)
    }

    /// Appends an entry with an operational part, and with a text where there is one, to a stream of no agency.
    #[expect(clippy::too_many_arguments, reason = "an entry of oversight is named by all of these")]
    pub(crate) fn note(
        &self,
        tx: &mut Tx<'_>,
        actor: PersonId,
        stream: StreamId,
        kind: &str,
        payload: &[u8],
        text: Option<&Narrative>,
        command: CommandId,
    ) -> Result<(Position, Timestamp), Problem> {
        let now = self.clock().now();
        let mut compartments = vec![Compartment::Operational];
        compartments.extend(text.map(|_| Compartment::Narrative));
        let names = keys::stream_keys(Realm::Social, stream, AgencyNumber(0), &compartments);
        self.keys.make(&names, now)?;
        let id = EntryId::new(now, self.chance());
        let place = Place { realm: Realm::Social, stream, entry: id };
        let seal =
            |compartment, plain: &[u8]| sealing::seal(&self.keys, place, compartment, FIRST_EPOCH, plain);
        let mut parts = vec![seal(Compartment::Operational, payload)?];
        if let Some(text) = text {
            parts.push(seal(Compartment::Narrative, &text.to_part())?);
        }
        let draft = Draft {
            id,
            realm: Realm::Social,
            stream,
            kind: Code::new(kind)?,
            schema: 1,
            happened: Happened::at(now, &self.zone()?),
            actor,
            basis: Code::new("oversight")?,
            command,
            amends: None,
            facts: Vec::new(),
            facts_epoch: 0,
            parts,
        };
        let appended = store::append(tx, vec![(draft, ExpectedVersion::Any)], now)?;
        let entry = appended.entries.first().ok_or_else(|| Problem::internal("nothing was appended"))?;
        Ok((entry.position, entry.recorded_at))
    }
}
