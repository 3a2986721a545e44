//! The list of referrals: cards without a name.

use access::Filter;
use base::{AgencyNumber, Position, Problem, PublicCode, StreamId, Timestamp};

use crate::database::Database;
use crate::listing::{self, Listed, Order, Page, Total, Where};
use crate::projection::{self, Projection, Target, projected};
use crate::transaction::Tx;
use crate::value::Value;

/// The projection of referrals.
pub static REFERRALS: Projection = Projection {
    name: "referral_row",
    number: 2,
    database: Database::Social,
    columns: ReferralRow::COLUMNS,
    key: &["file", "ordinal"],
    unique: &["code"],
    indexes: &[
        &["last_position", "file", "ordinal"],
        &["sent_at", "file", "ordinal"],
        &["to_agency", "last_position", "file", "ordinal"],
        &["from_agency", "last_position", "file", "ordinal"],
    ],
    conflict_stream: Some("file"),
};

projected! {
    /// A referral as its card shows it. Times that have not come are 0.
    ReferralRow of REFERRALS {
        /// The stream of the file it lives in.
        file: StreamId,
        /// Its number within that file, from 1.
        ordinal: u32,
        /// The code people use.
        code: PublicCode,
        /// The agency that sent it.
        from_agency: AgencyNumber,
        /// The agency that shall answer.
        to_agency: AgencyNumber,
        /// List `service`.
        service: u16,
        /// List `urgency`.
        urgency: u16,
        /// List `need`.
        need: u16,
        /// List `age_band`, when it was sent.
        age_band: u8,
        /// 0 sent, 1 received, 2 accepted, 3 refused, 4 started, 5 finished.
        state: u8,
        /// List `refusal_reason`; 0 unless it was refused.
        refusal: u16,
        /// When it was sent.
        sent_at: Timestamp,
        /// When it was received.
        received_at: Timestamp,
        /// When it was accepted or refused.
        answered_at: Timestamp,
        /// When the service began.
        started_at: Timestamp,
        /// When the service ended.
        finished_at: Timestamp,
        /// The position of the last entry about it.
        last_position: Position,
    }
}

/// What a list of referrals is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferralFilter {
    /// Of this file.
    pub file: Option<StreamId>,
    /// Sent by this agency.
    pub from_agency: Option<AgencyNumber>,
    /// To be answered by this agency.
    pub to_agency: Option<AgencyNumber>,
    /// In one of these states; empty is any.
    pub states: Vec<u8>,
    /// For this service.
    pub service: Option<u16>,
    /// Of this urgency.
    pub urgency: Option<u16>,
    /// Sent at this instant or before.
    pub sent_until: Option<Timestamp>,
}

/// What a list of referrals is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReferralOrder {
    /// The one that changed last first.
    #[default]
    LatestChange,
    /// The one sent first first: what has waited longest.
    FirstSent,
}

impl ReferralOrder {
    pub(crate) fn order(self) -> Order {
        match self {
            Self::LatestChange => Order { column: "last_position", descending: true },
            Self::FirstSent => Order { column: "sent_at", descending: false },
        }
    }
}

impl ReferralFilter {
    pub(crate) fn condition(&self, visible: &Filter) -> Result<Where, Problem> {
        let mut condition = Where::visible(&REFERRALS, visible)?;
        condition.and_equals("file", self.file);
        condition.and_equals("from_agency", self.from_agency);
        condition.and_equals("to_agency", self.to_agency);
        condition.and_equals("service", self.service);
        condition.and_equals("urgency", self.urgency);
        if !self.states.is_empty() {
            let states: Vec<Value> = self.states.iter().map(|state| (*state).into()).collect();
            condition.and_in("state", &states);
        }
        if let Some(instant) = self.sent_until {
            condition.and("sent_at", "<=", instant);
        }
        Ok(condition)
    }
}

/// Writes all referrals of a file, with the ordinals 1 to their number; rows beyond are removed.
///
/// # Errors
/// An engine's error.
pub fn replace(tx: &mut Tx<'_>, target: Target, file: StreamId, rows: &[ReferralRow]) -> Result<(), Problem> {
    let beyond = [("file", "=", file.into()), ("ordinal", ">", rows.len().into())];
    projection::delete::<ReferralRow>(tx, target, &beyond)?;
    projection::put(tx, target, rows)
}

/// Writes referrals of any files, each in the place of its former row; nothing is removed.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, target: Target, rows: &[ReferralRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// A page of the referrals that may be seen.
///
/// # Errors
/// `page_unknown` for a cursor of another list; or an engine's error.
pub fn list(
    tx: &mut Tx<'_>,
    visible: &Filter,
    filter: &ReferralFilter,
    order: ReferralOrder,
    page: &Page,
) -> Result<Listed<ReferralRow>, Problem> {
    listing::list(tx, filter.condition(visible)?, order.order(), page)
}

/// Every referral that may be seen, one at a time.
///
/// # Errors
/// An engine's error, or that of `each`.
pub fn each(
    tx: &mut Tx<'_>,
    visible: &Filter,
    filter: &ReferralFilter,
    order: ReferralOrder,
    each: &mut dyn FnMut(ReferralRow) -> Result<(), Problem>,
) -> Result<(), Problem> {
    listing::each(tx, filter.condition(visible)?, order.order(), each)
}

/// How many referrals may be seen.
///
/// # Errors
/// An engine's error.
pub fn total(tx: &mut Tx<'_>, visible: &Filter, filter: &ReferralFilter) -> Result<Total, Problem> {
    listing::total::<ReferralRow>(tx, &filter.condition(visible)?, ReferralOrder::default().order())
}

/// The referral of a code, if it may be seen: one statement, whether it is hidden or not there.
///
/// # Errors
/// An engine's error.
pub fn by_code(tx: &mut Tx<'_>, visible: &Filter, code: PublicCode) -> Result<Option<ReferralRow>, Problem> {
    let mut condition = Where::visible(&REFERRALS, visible)?;
    condition.and("code", "=", code);
    listing::one(tx, &condition)
}
