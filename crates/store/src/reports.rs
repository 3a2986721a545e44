//! The list of reports: frozen, then published. Their figures stand in their entries.

use access::Filter;
use base::{AgencyNumber, PersonId, Position, Problem, PublicCode, StreamId, Timestamp};

use crate::database::Database;
use crate::listing::{self, Listed, Order, Page, Where};
use crate::projection::{self, Projection, Target, projected};
use crate::transaction::Tx;

/// The projection of reports.
pub static REPORTS: Projection = Projection {
    name: "report_row",
    number: 1,
    database: Database::Social,
    columns: ReportRow::COLUMNS,
    key: &["stream"],
    unique: &["code"],
    indexes: &[
        &["last_position", "stream"],
        &["quarter", "stream"],
        &["agency", "last_position", "stream"],
        &["published", "quarter", "stream"],
    ],
    conflict_stream: None,
};

projected! {
    /// A report as lists show it. Times that have not come are 0.
    ReportRow of REPORTS {
        /// Its stream.
        stream: StreamId,
        /// The code people use.
        code: PublicCode,
        /// The agency that froze it.
        agency: AgencyNumber,
        /// The last quarter it covers, as `base::Quarter` counts them.
        quarter: i32,
        /// The position its figures are as of.
        as_of: Position,
        /// Whether it is published.
        published: bool,
        /// When it was frozen.
        frozen_at: Timestamp,
        /// Who froze it.
        frozen_by: PersonId,
        /// When it was published.
        published_at: Timestamp,
        /// The report it restates; nil when it is the first of its quarter.
        restates: StreamId,
        /// The stream's version.
        version: u32,
        /// The last entry's position.
        last_position: Position,
    }
}

/// What a list of reports is narrowed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportFilter {
    /// Of this quarter.
    pub quarter: Option<i32>,
    /// Published, or not.
    pub published: Option<bool>,
}

impl ReportFilter {
    pub(crate) fn condition(&self, visible: &Filter) -> Result<Where, Problem> {
        let mut condition = Where::visible(&REPORTS, visible)?;
        condition.and_equals("quarter", self.quarter);
        condition.and_equals("published", self.published);
        Ok(condition)
    }
}

/// Reports are listed by quarter, the latest first.
pub(crate) const ORDER: Order = Order { column: "quarter", descending: true };

/// Writes reports, each in the place of its former row.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, target: Target, rows: &[ReportRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// A page of the reports that may be seen, the latest quarter first.
///
/// # Errors
/// `page_unknown` for a cursor of another list; or an engine's error.
pub fn list(
    tx: &mut Tx<'_>,
    visible: &Filter,
    filter: &ReportFilter,
    page: &Page,
) -> Result<Listed<ReportRow>, Problem> {
    listing::list(tx, filter.condition(visible)?, ORDER, page)
}

/// The report of a code, if it may be seen: one statement, whether it is hidden or not there.
///
/// # Errors
/// An engine's error.
pub fn by_code(tx: &mut Tx<'_>, visible: &Filter, code: PublicCode) -> Result<Option<ReportRow>, Problem> {
    let mut condition = Where::visible(&REPORTS, visible)?;
    condition.and("code", "=", code);
    listing::one(tx, &condition)
}
