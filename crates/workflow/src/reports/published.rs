//! Everything that was published: which figure stands, and what later reports said of it.

use std::collections::BTreeMap;

use access::Filter;
use base::{Code, Position, Problem, PublicCode, Quarter, StreamId, Timestamp};
use indicators::{Dimension, Disaggregation, Period};
use ledger::Entry;
use store::reports::{ReportFilter, ReportRow};
use store::{Database, Page, Tx};

use crate::app::App;
use crate::figures::{Amount, By, NewestReport, PublishedBefore, Shown};
use crate::reports::Span;
use crate::reports::frozen::{Change, Frozen, FrozenTable};

/// The most reports that are looked back at: fifty years of quarters, each restated four times.
const MOST_REPORTS: u32 = 1_000;

/// What a later report said of a published figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restated {
    /// The indicator.
    pub indicator: Code,
    /// The period of the total.
    pub period: Period,
    /// The report that says so.
    pub report: PublicCode,
    /// When it was published.
    pub published_at: Timestamp,
    /// What stood published until then.
    pub before: Amount,
    /// What became of it.
    pub change: Change,
}

/// A report with what it keeps.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub(crate) row: ReportRow,
    pub(crate) frozen: Frozen,
}

type TableName = (Code, Span, By);

/// The reports published up to some instant, the first published first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Published {
    reports: Vec<Report>,
    /// Where the newest table of each name stands: report, then table.
    tables: BTreeMap<TableName, (usize, usize)>,
    /// What each restated total became last: report, then figure.
    restated: BTreeMap<(Code, Period), (usize, Amount)>,
}

impl Published {
    /// Of these reports, the first published first.
    pub(crate) fn of(mut reports: Vec<Report>) -> Self {
        reports.sort_by_key(|report| (report.row.published_at, report.row.last_position));
        let mut published = Self::default();
        for (place, report) in reports.iter().enumerate() {
            for (table_place, table) in report.frozen.tables.iter().enumerate() {
                let name = (table.indicator.clone(), table.span, table.by);
                published.tables.insert(name, (place, table_place));
            }
            for said in &report.frozen.restatements {
                if let Change::Became(amount) = said.change {
                    published.restated.insert((said.indicator.clone(), said.period.0), (place, amount));
                }
            }
        }
        published.reports = reports;
        published
    }

    /// The reports, the first published first.
    pub(crate) fn reports(&self) -> &[Report] {
        &self.reports
    }

    /// Their streams, the first published first.
    pub(crate) fn streams(&self) -> Vec<StreamId> {
        self.reports.iter().map(|report| report.row.stream).collect()
    }

    /// The report that stands for a quarter: the last published one.
    pub(crate) fn of_quarter(&self, quarter: Quarter) -> Option<&Report> {
        self.reports.iter().rev().find(|report| report.frozen.quarter == quarter)
    }

    fn newest_report(&self) -> Option<&Report> {
        // Of two of one quarter the later published one.
        self.reports.iter().max_by_key(|report| report.frozen.quarter)
    }

    /// The report of the newest quarter.
    pub(crate) fn newest(&self) -> Option<NewestReport> {
        self.newest_report().map(|report| NewestReport {
            code: report.row.code,
            quarter: report.frozen.quarter,
            published_at: report.row.published_at,
        })
    }

    /// The position that report was counted at; 0 when there is none.
    pub(crate) fn position(&self) -> Position {
        self.newest_report().map_or(Position(0), |report| report.frozen.as_of)
    }

    fn table(&self, code: &str, span: Span, by: By) -> Option<(usize, &FrozenTable)> {
        let name = (Code::new(code).ok()?, span, by);
        let (report, table) = self.tables.get(&name)?;
        Some((*report, self.reports.get(*report)?.frozen.tables.get(*table)?))
    }

    /// Whether a table was published.
    pub(crate) fn has_table(&self, code: &str, span: Span, by: By) -> bool {
        self.table(code, span, by).is_some()
    }

    /// The figure that stands published. A total is what the last report says of it, were it a restatement; cells
    /// stay those of their table.
    pub(crate) fn shown(&self, code: &str, span: Span, by: By, cell: u32) -> Shown {
        let Some((report, table)) = self.table(code, span, by) else { return Shown::Missing };
        if by == By::TOTAL
            && let Some((period, code)) = span.period().zip(Code::new(code).ok())
            && let Some((restated_by, amount)) = self.restated.get(&(code, period))
            && *restated_by > report
        {
            return Shown::Exact(*amount);
        }
        table.figure(cell)
    }

    /// The cells of a published table.
    pub(crate) fn cells(&self, code: &str, span: Span, by: By) -> Vec<(u32, Shown)> {
        let table = self.table(code, span, by);
        table.map_or_else(Vec::new, |(_, table)| {
            table.cells.iter().map(|(cell, f)| (*cell, (*f).into())).collect()
        })
    }

    /// The tables that stand: name, then where each was published.
    pub(crate) fn standing(&self) -> impl Iterator<Item = (&Report, &FrozenTable)> {
        self.tables.values().filter_map(|(report, table)| {
            let report = self.reports.get(*report)?;
            Some((report, report.frozen.tables.get(*table)?))
        })
    }

    /// The newest years that an indicator's counties were pooled over.
    pub(crate) fn newest_pooled(&self, code: &str) -> Option<Span> {
        let by = By::One(Disaggregation::By(Dimension::County));
        let pooled = |(indicator, span, of): &&TableName| {
            *indicator == *code && *of == by && matches!(span, Span::Years { .. })
        };
        self.tables.keys().filter(pooled).map(|(_, span, _)| *span).max()
    }

    /// What each report said of a figure, the newest first.
    pub(crate) fn said_of(&self, code: &str, span: Span, by: By, cell: u32) -> Vec<PublishedBefore> {
        let said = |report: &Report| {
            let figure = report.frozen.table(code, span, by)?.figure(cell);
            Some(PublishedBefore {
                report: report.row.code,
                published_at: report.row.published_at,
                as_of: report.frozen.as_of,
                figure,
            })
        };
        self.reports.iter().rev().filter_map(said).collect()
    }

    /// What later reports said of an indicator's totals, or of all of them; the newest first.
    pub(crate) fn restatements(&self, code: Option<&str>) -> Vec<Restated> {
        let of_report = |report: &Report| {
            let said = report
                .frozen
                .restatements
                .iter()
                .filter(|said| code.is_none_or(|code| said.indicator == *code));
            let said = said.map(|said| Restated {
                indicator: said.indicator.clone(),
                period: said.period.0,
                report: report.row.code,
                published_at: report.row.published_at,
                before: said.before,
                change: said.change,
            });
            said.collect::<Vec<_>>()
        };
        self.reports.iter().rev().flat_map(of_report).collect()
    }
}

impl App {
    /// What was published until an instant; until now when there is none.
    pub(crate) fn published_by(&self, until: Option<Timestamp>) -> Result<Published, Problem> {
        let reports = self.store().read(Database::Social, |tx| {
            let rows = published_rows(tx)?;
            let then = rows.into_iter().filter(|row| until.is_none_or(|until| row.published_at <= until));
            then.map(|row| Ok((store::entries::stream_entries(tx, row.stream)?, row)))
                .collect::<Result<Vec<_>, _>>()
        })?;
        let opened = reports.into_iter().map(|(entries, row)| self.opened(row, &entries));
        Ok(Published::of(opened.collect::<Result<_, _>>()?))
    }

    /// These reports, in this order.
    pub(crate) fn published_in(&self, streams: &[StreamId]) -> Result<Published, Problem> {
        let entries = self.store().read(Database::Social, |tx| {
            streams
                .iter()
                .map(|stream| store::entries::stream_entries(tx, *stream))
                .collect::<Result<Vec<_>, _>>()
        })?;
        let opened = streams.iter().zip(entries).map(|(stream, entries)| {
            let row = self.report_row(*stream, &entries)?;
            self.opened(row.ok_or_else(|| Problem::internal("a report's stream holds no report"))?, &entries)
        });
        Ok(Published::of(opened.collect::<Result<_, _>>()?))
    }

    /// A report with what its first entry keeps.
    pub(crate) fn opened(&self, row: ReportRow, entries: &[Entry]) -> Result<Report, Problem> {
        let frozen =
            self.frozen_of(entries)?.ok_or_else(|| Problem::internal("a report's stream holds no report"))?;
        Ok(Report { row, frozen })
    }
}

/// The rows of all published reports.
pub(crate) fn published_rows(tx: &mut Tx<'_>) -> Result<Vec<ReportRow>, Problem> {
    let filter = ReportFilter { published: Some(true), ..ReportFilter::default() };
    Ok(store::reports::list(tx, &Filter::True, &filter, &Page::first(MOST_REPORTS))?.rows)
}
