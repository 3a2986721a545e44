//! What is recorded of a request to open a file that is not one's own, and the row that follows from it.

use base::{AgencyNumber, Code, PersonId, Position, Problem, PublicCode, StreamId, Timestamp};
use ledger::Entry;
use serde::{Deserialize, Serialize};

pub use store::glass::GlassRow;

use crate::concerns::NEVER;
use crate::keys::Keys;
use crate::sealing;

/// Waits for a second person.
pub const ASKED: u8 = 0;
/// Agreed, and open until its time.
pub const AGREED: u8 = 1;
/// Declined.
pub const DECLINED: u8 = 2;
/// Ended before its time.
pub const ENDED: u8 = 3;

/// Why somebody has to look at a file that is not theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GlassReason {
    /// The child is in danger now.
    Danger,
    /// The child was found elsewhere, or is missing.
    Found,
    /// The child needs a doctor now.
    Health,
    /// Nobody of the agency can be reached.
    Unreachable,
}

impl GlassReason {
    /// All reasons.
    pub const ALL: [Self; 4] = [Self::Danger, Self::Found, Self::Health, Self::Unreachable];

    /// Its code in records and messages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Found => "found",
            Self::Health => "health",
            Self::Unreachable => "unreachable",
        }
    }

    /// The reason of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// The kind of a request's first entry.
pub(crate) const GLASS_ASKED: &str = "glass_asked";

/// An entry of a request's stream.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum GlassEvent {
    /// Somebody asked, by a code that was told; `file` only where there is one.
    Asked {
        code: PublicCode,
        told: PublicCode,
        file: Option<StreamId>,
        agency: AgencyNumber,
        from_agency: AgencyNumber,
        reason: GlassReason,
        quiet: bool,
    },
    /// A second person agreed, until a second since 1970.
    Agreed { until: u64 },
    /// A second person declined.
    Declined {},
    /// It was ended before its time.
    Ended {},
    /// The data-protection officer looked at it.
    Reviewed { justified: bool },
}

impl GlassEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Asked { .. } => GLASS_ASKED,
            Self::Agreed { .. } => "glass_agreed",
            Self::Declined {} => "glass_declined",
            Self::Ended {} => "glass_ended",
            Self::Reviewed { .. } => "glass_reviewed",
        }
    }
}

/// A request's row before its first entry.
fn begun(glass: StreamId) -> Result<GlassRow, Problem> {
    Ok(GlassRow {
        glass,
        code: PublicCode::new(&base::Randomness::seeded(0)),
        stream: StreamId::NIL,
        told: PublicCode::new(&base::Randomness::seeded(0)),
        agency: AgencyNumber(0),
        from_agency: AgencyNumber(0),
        asker: PersonId::NIL,
        reason: Code::new("danger")?,
        quiet: false,
        state: ASKED,
        until: 0,
        asked_at: NEVER,
        decided_by: PersonId::NIL,
        decided_at: NEVER,
        review: 0,
        reviewed_by: PersonId::NIL,
        reviewed_at: NEVER,
        last_position: Position(0),
    })
}

/// The row after one more entry.
pub(crate) fn after(
    mut row: GlassRow,
    event: &GlassEvent,
    actor: PersonId,
    at: Timestamp,
    position: Position,
) -> Result<GlassRow, Problem> {
    match event {
        GlassEvent::Asked { code, told, file, agency, from_agency, reason, quiet } => {
            row.code = *code;
            row.told = *told;
            row.stream = file.unwrap_or(StreamId::NIL);
            row.agency = *agency;
            row.from_agency = *from_agency;
            row.asker = actor;
            row.reason = Code::new(reason.code())?;
            row.quiet = *quiet;
            row.asked_at = at;
        }
        GlassEvent::Agreed { until } => {
            row.state = AGREED;
            row.until = *until;
            (row.decided_by, row.decided_at) = (actor, at);
        }
        GlassEvent::Declined {} => {
            row.state = DECLINED;
            (row.decided_by, row.decided_at) = (actor, at);
        }
        GlassEvent::Ended {} => row.state = ENDED,
        GlassEvent::Reviewed { justified } => {
            row.review = if *justified { 1 } else { 2 };
            (row.reviewed_by, row.reviewed_at) = (actor, at);
        }
    }
    row.last_position = position;
    Ok(row)
}

/// The row of a request just asked.
pub(crate) fn asked(
    glass: StreamId,
    event: &GlassEvent,
    actor: PersonId,
    at: Timestamp,
    position: Position,
) -> Result<GlassRow, Problem> {
    after(begun(glass)?, event, actor, at, position)
}

/// The row of a request from its entries.
pub(crate) fn glass_row(keys: &Keys, glass: StreamId, entries: &[Entry]) -> Result<GlassRow, Problem> {
    let mut row = begun(glass)?;
    for entry in entries {
        let payload = sealing::open_operational(keys, entry)?;
        let event: GlassEvent = serde_json::from_slice(&payload).map_err(Problem::internal)?;
        row = after(row, &event, entry.actor, entry.recorded_at, entry.position)?;
    }
    Ok(row)
}
