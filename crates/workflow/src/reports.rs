//! Reports: a quarter's figures, frozen as they were known one day, gated, published once and restated in the open.
//!
//! A report is a stream of two entries. `report_frozen` keeps the position it was counted at, what the gate let
//! out, and a keyed digest of everything counted; `report_published` makes it readable by every partner. Hidden figures
//! are kept nowhere: whoever may, counts again at that position.

mod assess;
mod counting;
mod export;
mod freeze;
mod frozen;
mod gating;
mod published;
mod rerun;
mod restating;
mod sheet;
mod span;

use std::sync::Arc;

use access::{Action, Filter, ResourceKind};
use base::{AgencyNumber, PersonId, Position, Problem, PublicCode, Quarter, StreamId, Timestamp};
use indicators::Period;
use ledger::Entry;
use rules::Pack;
use store::reports::{ReportFilter, ReportRow};
use store::{Cursor, Database, Page, Total};

use crate::app::App;
use crate::figures::{About, Book, By, CountyMap, Shown, Table, county_map, offered, table};
use crate::sealing;
use crate::sign_in::SignedIn;

pub use export::PublishedFigure;
use freeze::report_resource;
pub use frozen::Change;
use frozen::Frozen;
pub(crate) use frozen::{FROZEN, PUBLISHED};
pub(crate) use published::Published;
use published::Report;
pub use published::Restated;
pub use rerun::{Difference, DifferentCell, Rerun};
pub use span::Span;

/// A report of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// Its code.
    pub code: PublicCode,
    /// The quarter it is about.
    pub quarter: Quarter,
    /// The agency whose officer froze it.
    pub agency: AgencyNumber,
    /// Who froze it.
    pub frozen_by: PersonId,
    /// When.
    pub frozen_at: Timestamp,
    /// The position its figures were counted at.
    pub as_of: Position,
    /// When it was published; `None` while it is not.
    pub published_at: Option<Timestamp>,
    /// Whether it restates an earlier report of the same quarter.
    pub restates: bool,
    /// How many of the quarter's totals later reports restated.
    pub restated: usize,
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct Reports {
    /// The reports, the newest quarter first.
    pub lines: Vec<ReportLine>,
    /// Where the next page begins.
    pub next: Option<Vec<u8>>,
    /// How many there are.
    pub total: Total,
    /// The quarter that this person may freeze now.
    pub freezable: Option<Quarter>,
}

/// A report for its page.
pub struct ReportPage {
    /// What lists show of it.
    pub line: ReportLine,
    /// Its indicators, in the order they were counted.
    pub sections: Vec<ReportSection>,
    /// What it says of earlier reports.
    pub says: Vec<Restated>,
    /// What later reports say of its quarter, the newest first.
    pub restated: Vec<Restated>,
    /// The digest of everything counted, hidden figures included, under the realm's key, in hexadecimal.
    pub counted: String,
    /// The digest of what it shows, in hexadecimal.
    pub shown: String,
    /// The digest of the access policies then in force.
    pub policies: String,
    /// The report's entries: positions, for whoever verifies them.
    pub positions: Vec<Position>,
    /// Whether this person may publish it now; it may still be too soon.
    pub may_publish: bool,
    /// The stream's version, which the form of publishing carries.
    pub version: u32,
    /// The pack its codes are of.
    pub pack: Arc<Pack>,
}

/// One indicator of a report.
#[derive(Clone, Debug)]
pub struct ReportSection {
    /// What it counts, by the definition of today.
    pub about: About,
    /// The figure of the quarter.
    pub quarter: Shown,
    /// The figure of the year, in a year's last report.
    pub year: Option<(i16, Shown)>,
    /// The quarter's tables.
    pub tables: Vec<Table>,
    /// The counties over some years, in a year's last report.
    pub map: Option<CountyMap>,
}

impl App {
    /// A page of the reports this person may see: what is published, and one's own that are frozen and wait.
    ///
    /// # Errors
    /// `page_unknown`; an engine's error.
    pub fn reports(&self, who: &SignedIn, after: Option<&[u8]>) -> Result<Reports, Problem> {
        let visible = self.reports_visible(who)?;
        let after = match after {
            Some(bytes) => Some(Cursor::from_bytes(bytes).ok_or_else(|| Problem::bad_input("page_unknown"))?),
            None => None,
        };
        let page = Page { after, limit: crate::children::PAGE };
        let filter = ReportFilter::default();
        let listed =
            self.store().read(Database::Social, |tx| store::reports::list(tx, &visible, &filter, &page))?;
        let restated = self.published_by(None)?.restatements(None);
        Ok(Reports {
            lines: listed.rows.iter().map(|row| line(row, &restated)).collect(),
            next: listed.next.map(|cursor| cursor.to_bytes()),
            total: listed.total,
            freezable: self.freezable(who)?,
        })
    }

    /// A report as it was frozen: gated figures, definitions, restatements.
    ///
    /// # Errors
    /// `not_found` where it is not there or not for this person.
    pub fn report(&self, who: &SignedIn, code: PublicCode) -> Result<ReportPage, Problem> {
        let report = self.report_for(who, code)?;
        self.page_of(who, report)
    }

    /// The last quarter that is over, for those who freeze reports.
    pub(crate) fn freezable(&self, who: &SignedIn) -> Result<Option<Quarter>, Problem> {
        let today = self.clock().now().day(&self.zone()?);
        Ok(self.may_freeze(who).then(|| today.quarter().plus(-1)))
    }

    /// A report that this person may see.
    pub(crate) fn report_for(&self, who: &SignedIn, code: PublicCode) -> Result<Report, Problem> {
        let visible = self.reports_visible(who)?;
        let found = self.store().read(Database::Social, |tx| {
            let Some(row) = store::reports::by_code(tx, &visible, code)? else { return Ok(None) };
            Ok(Some((store::entries::stream_entries(tx, row.stream)?, row)))
        })?;
        let (entries, row) = found.ok_or_else(Problem::not_found)?;
        let action = if row.published { Action::ViewPublished } else { Action::ViewFrozenReport };
        self.decided(who, action, &report_resource(&row))?;
        self.opened(row, &entries)
    }

    /// Published ones, and frozen ones of one's own agency for who may see the country's figures.
    fn reports_visible(&self, who: &SignedIn) -> Result<Filter, Problem> {
        let prepared = self.policies_for(who);
        let published = prepared.visible(Action::ViewPublished, ResourceKind::Report)?;
        if !self.sees_the_country(who) {
            return Ok(published);
        }
        Ok(Filter::Or(vec![published, prepared.visible(Action::ViewFrozenReport, ResourceKind::Report)?]))
    }

    fn page_of(&self, who: &SignedIn, report: Report) -> Result<ReportPage, Problem> {
        let all = self.published_by(None)?;
        let said: Vec<Restated> = all.restatements(None);
        let line = line(&report.row, &said);
        let quarter = report.frozen.quarter;
        let later = |restated: &Restated| restated.report != report.row.code;
        let restated = said
            .iter()
            .filter(|said| said.period == Period::Quarter(quarter) && later(said))
            .cloned()
            .collect();
        let positions = self.store().read(Database::Social, |tx| {
            let entries = store::entries::stream_entries(tx, report.row.stream)?;
            Ok(entries.iter().map(|entry| entry.position).collect())
        })?;
        let may_publish = !report.row.published
            && self.sees_the_country(who)
            && self.may(who, Action::PublishReport, &report_resource(&report.row));
        let (counted, policies) = (report.frozen.counted.clone(), report.frozen.policies.clone());
        let (shown, version) = (report.frozen.shown()?.to_string(), report.row.version);
        let alone = Published::of(vec![report]);
        Ok(ReportPage {
            line,
            sections: self.sections(who, &alone, quarter)?,
            says: alone.restatements(None),
            restated,
            counted,
            shown,
            policies,
            positions,
            may_publish,
            version,
            pack: Arc::clone(&who.pack),
        })
    }

    /// What one report says of each indicator that it counted.
    fn sections(
        &self,
        who: &SignedIn,
        alone: &Published,
        quarter: Quarter,
    ) -> Result<Vec<ReportSection>, Problem> {
        let book = Book::Published(alone);
        let period = Period::Quarter(quarter);
        let definitions = self.definitions()?;
        let counted = definitions.iter().filter(|d| book.has_table(d, Span::One(period), By::TOTAL));
        let sections = counted.map(|definition| {
            let year = Period::Year(quarter.year());
            let has_year = book.has_table(definition, Span::One(year), By::TOTAL);
            let has_table = |by: &By| book.has_table(definition, Span::One(period), *by);
            let tables = offered(definition).into_iter().filter(has_table);
            ReportSection {
                about: About::of(definition),
                quarter: book.shown(definition, period, By::TOTAL, 0),
                year: has_year.then(|| (quarter.year(), book.shown(definition, year, By::TOTAL, 0))),
                tables: tables.map(|by| table(&who.pack, &book, definition, period, by)).collect(),
                map: county_map(&who.pack, &book, definition, period),
            }
        });
        Ok(sections.collect())
    }

    /// The row of a report, from its stream's entries; `None` of a stream that holds no report.
    ///
    /// # Errors
    /// `payload_malformed`, `payload_schema_unknown`; a key's error.
    pub(crate) fn report_row(
        &self,
        stream: StreamId,
        entries: &[Entry],
    ) -> Result<Option<ReportRow>, Problem> {
        let Some(frozen) = self.frozen_of(entries)? else { return Ok(None) };
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Ok(None) };
        let mut published_at = None;
        for entry in entries.iter().filter(|entry| entry.kind == *PUBLISHED) {
            let payload = sealing::open_operational(&self.keys, entry)?;
            let publication = frozen::Publication::from_payload(&payload, entry.schema)?;
            if publication.frozen == first.id {
                published_at = published_at.or(Some(entry.recorded_at));
            }
        }
        Ok(Some(ReportRow {
            stream,
            code: frozen.code,
            agency: frozen.agency,
            quarter: frozen.quarter.0,
            as_of: frozen.as_of,
            published: published_at.is_some(),
            frozen_at: first.recorded_at,
            frozen_by: first.actor,
            published_at: published_at.unwrap_or(Timestamp::from_micros(0)),
            restates: frozen.restates,
            version: last.version,
            last_position: last.position,
        }))
    }

    /// What a report's first entry keeps; `None` when it is no report's.
    pub(crate) fn frozen_of(&self, entries: &[Entry]) -> Result<Option<Frozen>, Problem> {
        let Some(first) = entries.first().filter(|entry| entry.kind == *FROZEN) else { return Ok(None) };
        let payload = sealing::open_operational(&self.keys, first)?;
        Frozen::from_payload(&payload, first.schema).map(Some)
    }
}

fn line(row: &ReportRow, restated: &[Restated]) -> ReportLine {
    let quarter = Quarter(row.quarter);
    let mut indicators: Vec<_> = restated
        .iter()
        .filter(|said| said.period == Period::Quarter(quarter) && said.published_at > row.published_at)
        .map(|said| &said.indicator)
        .collect();
    indicators.sort();
    indicators.dedup();
    ReportLine {
        code: row.code,
        quarter,
        agency: row.agency,
        frozen_by: row.frozen_by,
        frozen_at: row.frozen_at,
        as_of: row.as_of,
        published_at: row.published.then_some(row.published_at),
        restates: row.restates != StreamId::NIL,
        restated: if row.published { indicators.len() } else { 0 },
    }
}
