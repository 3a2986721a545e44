//! The list of signals.

use access::Filter;
use base::{AgencyNumber, Position, Problem, PublicCode, StreamId, Timestamp};

use crate::database::Database;
use crate::listing::{self, Listed, Order, Page, Total, Where};
use crate::projection::{self, Projection, Target, projected};
use crate::transaction::Tx;
use crate::value::Value;

/// The projection of signals.
pub static SIGNALS: Projection = Projection {
    name: "signal_row",
    number: 2,
    database: Database::Social,
    columns: SignalRow::COLUMNS,
    key: &["stream"],
    unique: &["code"],
    indexes: &[
        &["last_position", "stream"],
        &["received_at", "stream"],
        &["agency", "last_position", "stream"],
        &["from_agency", "last_position", "stream"],
        &["county", "last_position", "stream"],
    ],
    conflict_stream: Some("stream"),
};

projected! {
    /// A signal as lists show it. Times that have not come are 0.
    SignalRow of SIGNALS {
        /// Its stream.
        stream: StreamId,
        /// The code people use.
        code: PublicCode,
        /// The agency that has to answer it.
        agency: AgencyNumber,
        /// The agency that sent it there; the same one where nobody else did.
        from_agency: AgencyNumber,
        /// The county (list `county`).
        county: u16,
        /// List `signal_source`.
        source: u16,
        /// List `triage_urgency`; 0 before triage.
        urgency: u16,
        /// 0 received, 1 triaged, 2 became a case.
        state: u8,
        /// When it was received.
        received_at: Timestamp,
        /// When it was triaged.
        triaged_at: Timestamp,
        /// When the agency that has to answer it first did, where another one sent it.
        answered_at: Timestamp,
        /// The file it became; nil while there is none.
        file: StreamId,
        /// The stream's version.
        version: u32,
        /// The last entry's position.
        last_position: Position,
    }
}

/// What a list of signals is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignalFilter {
    /// To be answered by this agency.
    pub agency: Option<AgencyNumber>,
    /// Of this county.
    pub county: Option<u16>,
    /// From this source.
    pub source: Option<u16>,
    /// Of this urgency.
    pub urgency: Option<u16>,
    /// In one of these states; empty is any.
    pub states: Vec<u8>,
    /// Sent by this agency to another.
    pub sent_by: Option<AgencyNumber>,
    /// Answered by the agency it was sent to, or not.
    pub answered: Option<bool>,
}

/// What a list of signals is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignalOrder {
    /// The one that changed last first.
    #[default]
    LatestChange,
    /// The one received first first: what has waited longest.
    FirstReceived,
}

impl SignalOrder {
    pub(crate) fn order(self) -> Order {
        match self {
            Self::LatestChange => Order { column: "last_position", descending: true },
            Self::FirstReceived => Order { column: "received_at", descending: false },
        }
    }
}

impl SignalFilter {
    pub(crate) fn condition(&self, visible: &Filter) -> Result<Where, Problem> {
        let mut condition = Where::visible(&SIGNALS, visible)?;
        condition.and_equals("agency", self.agency);
        condition.and_equals("county", self.county);
        condition.and_equals("source", self.source);
        condition.and_equals("urgency", self.urgency);
        if let Some(sender) = self.sent_by {
            condition.and("from_agency", "=", sender);
            condition.and("agency", "<>", sender);
        }
        match self.answered {
            Some(true) => condition.and("answered_at", ">", 0),
            Some(false) => condition.and("answered_at", "=", 0),
            None => {}
        }
        if !self.states.is_empty() {
            let states: Vec<Value> = self.states.iter().map(|state| (*state).into()).collect();
            condition.and_in("state", &states);
        }
        Ok(condition)
    }
}

/// Writes signals, each in the place of its former row.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, target: Target, rows: &[SignalRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// A page of the signals that may be seen.
///
/// # Errors
/// `page_unknown` for a cursor of another list; or an engine's error.
pub fn list(
    tx: &mut Tx<'_>,
    visible: &Filter,
    filter: &SignalFilter,
    order: SignalOrder,
    page: &Page,
) -> Result<Listed<SignalRow>, Problem> {
    listing::list(tx, filter.condition(visible)?, order.order(), page)
}

/// Every signal that may be seen, one at a time.
///
/// # Errors
/// An engine's error, or that of `each`.
pub fn each(
    tx: &mut Tx<'_>,
    visible: &Filter,
    filter: &SignalFilter,
    order: SignalOrder,
    each: &mut dyn FnMut(SignalRow) -> Result<(), Problem>,
) -> Result<(), Problem> {
    listing::each(tx, filter.condition(visible)?, order.order(), each)
}

/// How many signals may be seen.
///
/// # Errors
/// An engine's error.
pub fn total(tx: &mut Tx<'_>, visible: &Filter, filter: &SignalFilter) -> Result<Total, Problem> {
    listing::total::<SignalRow>(tx, &filter.condition(visible)?, SignalOrder::default().order())
}

/// The signal of a code, if it may be seen: one statement, whether it is hidden or not there.
///
/// # Errors
/// An engine's error.
pub fn by_code(tx: &mut Tx<'_>, visible: &Filter, code: PublicCode) -> Result<Option<SignalRow>, Problem> {
    let mut condition = Where::visible(&SIGNALS, visible)?;
    condition.and("code", "=", code);
    listing::one(tx, &condition)
}
