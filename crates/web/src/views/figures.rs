//! Indicators and reports.

use super::{FigureCell, FigureTable, Filter, Link, Notice, Page, Pager, Tag};
use askama::Template;
use reports::Svg;
use words::Lang;

/// `/indicators`.
#[derive(Template)]
#[template(path = "indicators.html")]
pub(crate) struct Indicators {
    pub(crate) p: Page,
    /// Which figures these are: live of one's agency, national totals, or published.
    pub(crate) lead: String,
    /// The periods of the three figure columns: this quarter, last full quarter, this year.
    pub(crate) periods: [String; 3],
    pub(crate) rows: Vec<IndicatorRow>,
    pub(crate) some_hidden: bool,
}

/// One indicator of the list.
pub(crate) struct IndicatorRow {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) unit: String,
    pub(crate) figures: [FigureCell; 3],
    pub(crate) spark: Svg,
}

/// `/indicators/{code}` (GET: `period`, `by`, `as_of`).
#[derive(Template)]
#[template(path = "indicator.html")]
pub(crate) struct Indicator {
    pub(crate) p: Page,
    pub(crate) code: String,
    pub(crate) name: String,
    /// `Objective 2 · Protection`.
    pub(crate) objective: String,
    /// `U.S. code PS.5.1-29`; empty shows nothing.
    pub(crate) us_code: String,
    /// `as known now`, `as known on 31 March 2026`, `frozen on 30 September 2026`.
    pub(crate) standing: Tag,
    /// The figure, or the mark for a hidden one.
    pub(crate) figure: FigureCell,
    /// `children in Q3 2026`.
    pub(crate) figure_says: String,
    /// What is found where the figure leads: records, or how it was made.
    pub(crate) walk_hint: String,
    pub(crate) trend: Svg,
    pub(crate) trend_table: FigureTable,
    /// `Restated on …`; may be empty.
    pub(crate) restatements: Vec<String>,
    pub(crate) breakdowns: Vec<Breakdown>,
    pub(crate) map: Option<MapView>,
    pub(crate) definition: String,
    pub(crate) exclusions: String,
    /// `Definition, version 1`.
    pub(crate) definition_version: String,
    /// `Counted up to position 31,204 of the ledger.`
    pub(crate) position: String,
    /// Filters of the page: `period`, `by`.
    pub(crate) filters: Vec<Filter>,
    /// The as-of form; `None` for those who see published figures only.
    pub(crate) as_of: Option<AsOfForm>,
    pub(crate) freeze: Option<FreezeForm>,
    /// Where its frozen reports are.
    pub(crate) reports: Option<String>,
}

/// One disaggregation.
pub(crate) struct Breakdown {
    /// `By age`.
    pub(crate) title: String,
    /// How its cells must be read; empty shows nothing.
    pub(crate) note: String,
    pub(crate) chart: Option<Svg>,
    pub(crate) table: FigureTable,
}

/// The tile map with its legend and its twin.
pub(crate) struct MapView {
    pub(crate) title: String,
    pub(crate) svg: Svg,
    pub(crate) legend: Vec<LegendLine>,
    pub(crate) some_hidden: bool,
    pub(crate) table: FigureTable,
}

/// A line of the legend.
pub(crate) struct LegendLine {
    /// `reports::LegendRange::class`.
    pub(crate) class: &'static str,
    pub(crate) text: String,
}

/// Field `as_of`.
pub(crate) struct AsOfForm {
    pub(crate) action: String,
    pub(crate) value: String,
    pub(crate) error: String,
    /// Back to now, when another day is shown.
    pub(crate) now: Option<String>,
    /// What the address says besides the day: `period`, `by`.
    pub(crate) kept: Vec<(&'static str, String)>,
}

/// Freezes a quarter: hidden `period`.
pub(crate) struct FreezeForm {
    pub(crate) action: String,
    pub(crate) command: String,
    pub(crate) period: String,
    /// `Freeze Q3 2026`.
    pub(crate) label: String,
}

/// `/indicators/{code}/lineage`.
#[derive(Template)]
#[template(path = "lineage.html")]
pub(crate) struct Lineage {
    pub(crate) p: Page,
    pub(crate) heading: String,
    /// `Children referred to services, Q3 2026, girls`.
    pub(crate) lead: String,
    /// As known when, or published when.
    pub(crate) standing: Tag,
    pub(crate) back: String,
    pub(crate) definition: String,
    pub(crate) exclusions: String,
    pub(crate) definition_version: String,
    pub(crate) position: String,
    /// How many entries are left out, and why: `2 entries: already counted`.
    pub(crate) left_out: Vec<String>,
    /// Restatements and frozen values of this figure.
    pub(crate) history: Vec<String>,
    /// `None`: this viewer sees definition and history only.
    pub(crate) rows: Option<LineageRows>,
}

/// The entries behind a figure.
pub(crate) struct LineageRows {
    /// `71 entries count here`.
    pub(crate) total: String,
    /// `2 of them are erased records`; may be empty.
    pub(crate) erased: String,
    /// `The first 500 are shown.`; may be empty.
    pub(crate) cut: String,
    pub(crate) rows: Vec<LineageRow>,
}

/// One entry behind a figure.
pub(crate) struct LineageRow {
    /// The child's code, or that there is none to show.
    pub(crate) child: String,
    pub(crate) href: Option<String>,
    pub(crate) entry: String,
    pub(crate) happened: String,
    pub(crate) recorded: String,
    pub(crate) agency: String,
    pub(crate) position: String,
}

/// `/reports`.
#[derive(Template)]
#[template(path = "reports.html")]
pub(crate) struct Reports {
    pub(crate) p: Page,
    pub(crate) rows: Vec<ReportRow>,
    pub(crate) freeze: Option<FreezeForm>,
    pub(crate) pager: Pager,
}

/// One report of the list.
pub(crate) struct ReportRow {
    pub(crate) period: String,
    pub(crate) href: String,
    pub(crate) frozen: String,
    pub(crate) by: String,
    pub(crate) state: Tag,
    pub(crate) restated: String,
}

/// `/reports/{code}` (GET: `indicator`): gated figures as they were frozen.
#[derive(Template)]
#[template(path = "report.html")]
pub(crate) struct Report {
    pub(crate) p: Page,
    pub(crate) heading: String,
    pub(crate) state: Tag,
    /// `Frozen on 30 September 2026 at position 31,204 of the ledger`.
    pub(crate) frozen: String,
    pub(crate) gated: bool,
    pub(crate) figures: FigureTable,
    /// Where the tables of each indicator are.
    pub(crate) sections: Vec<Link>,
    /// The indicator whose tables are shown; empty when none is.
    pub(crate) section: String,
    /// Its tables: by age and sex, by county pooled.
    pub(crate) breakdowns: Vec<Breakdown>,
    pub(crate) map: Option<MapView>,
    /// What later reports say of this one's quarter.
    pub(crate) restatements: Vec<Restatement>,
    /// What this one says of earlier reports.
    pub(crate) says: Vec<Restatement>,
    /// The digest of what was shown, in hexadecimal.
    pub(crate) digest: String,
    /// The digest of everything that was counted, hidden figures included; for those who count again.
    pub(crate) counted: Option<String>,
    /// Where its entries stand in the ledger.
    pub(crate) positions: String,
    /// Where it is verified.
    pub(crate) verify: Option<Link>,
    /// The answer of a re-run, when there was one.
    pub(crate) rerun: Option<Notice>,
    /// A POST that counts again as of that day.
    pub(crate) rerun_action: Option<String>,
    pub(crate) publish: Option<PublishForm>,
}

/// A figure that changed since.
pub(crate) struct Restatement {
    pub(crate) figure: String,
    pub(crate) then: String,
    pub(crate) now: String,
}

/// Publishes a frozen report.
pub(crate) struct PublishForm {
    pub(crate) action: String,
    pub(crate) command: String,
    pub(crate) seen: u32,
}
