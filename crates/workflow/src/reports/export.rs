//! Published figures as rows, for whoever takes them away as a table.

use base::{Code, Position, Problem, PublicCode, Timestamp};
use indicators::Period;

use crate::app::App;
use crate::figures::page_codes;
use crate::figures::{By, Shown};
use crate::reports::Span;

/// One published figure. Codes and numbers only: no cell can begin a formula but a negative sum, which the writer
/// of a table must take care of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedFigure {
    /// The indicator.
    pub indicator: Code,
    /// The version of its definition in that report; 0 when the report does not say.
    pub version: u16,
    /// What it is counted over.
    pub span: Span,
    /// What it is broken down by.
    pub by: By,
    /// The cell's number.
    pub cell: u32,
    /// Its code in the pack's list; of sex and age together the age band's. `None`: the total, or not known.
    pub code: Option<Code>,
    /// Of sex and age together the sex's code.
    pub sex: Option<Code>,
    /// The figure, or why it is hidden.
    pub figure: Shown,
    /// The report it stands in.
    pub report: PublicCode,
    /// The position it was counted at.
    pub as_of: Position,
    /// When the report was published.
    pub published_at: Timestamp,
}

impl App {
    /// The figures that stand published, of one period or of all: by indicator, span, breakdown and cell. Gated
    /// figures only, so that it asks for no person.
    ///
    /// # Errors
    /// An engine's error.
    pub fn published_figures(&self, period: Option<Period>) -> Result<Vec<PublishedFigure>, Problem> {
        let pack = self.pack()?;
        let published = self.published_by(None)?;
        let mut rows = Vec::new();
        for (report, table) in published.standing() {
            if period.is_some_and(|period| table.span != Span::One(period)) {
                continue;
            }
            let versions = &report.frozen.definitions;
            let version =
                versions.iter().find(|(code, _)| *code == table.indicator).map_or(0, |(_, version)| *version);
            for (cell, _) in &table.cells {
                let (code, sex) = page_codes(&pack, table.by, *cell);
                rows.push(PublishedFigure {
                    indicator: table.indicator.clone(),
                    version,
                    span: table.span,
                    by: table.by,
                    cell: *cell,
                    code,
                    sex,
                    figure: published.shown(table.indicator.as_str(), table.span, table.by, *cell),
                    report: report.row.code,
                    as_of: report.frozen.as_of,
                    published_at: report.row.published_at,
                });
            }
        }
        Ok(rows)
    }
}
