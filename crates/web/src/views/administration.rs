//! Administration, datasets, errors.

use askama::Template;
use words::Lang;
use reports::Svg;
use super::{Fact, FigureTable, Page, Pager, Tag};
use super::figures::Breakdown;

/// `/admin`.
#[derive(Template)]
#[template(path = "admin.html")]
pub(crate) struct Admin {
    pub(crate) p: Page,
    pub(crate) agencies_total: String,
    pub(crate) agencies: Vec<AgencyRow>,
    pub(crate) people_total: String,
    pub(crate) people: Vec<PersonRow>,
    pub(crate) pager: Pager,
    /// `ro, version 3, adopted 1 January 2026`.
    pub(crate) pack: String,
    /// How many deadlines wait for a check; may be empty.
    pub(crate) unverified: String,
}

/// One agency.
pub(crate) struct AgencyRow {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) county: String,
    pub(crate) people: String,
    pub(crate) since: String,
    pub(crate) state: Tag,
}

/// One person.
pub(crate) struct PersonRow {
    pub(crate) name: String,
    pub(crate) agency: String,
    pub(crate) roles: Vec<RoleWords>,
    pub(crate) state: Tag,
}

/// A role and its end.
pub(crate) struct RoleWords {
    pub(crate) role: String,
    pub(crate) until: String,
}

/// `/datasets`.
#[derive(Template)]
#[template(path = "datasets.html")]
pub(crate) struct Datasets {
    pub(crate) p: Page,
    pub(crate) rows: Vec<DatasetRow>,
}

/// One dataset of the list.
pub(crate) struct DatasetRow {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) source: String,
    pub(crate) rows: String,
    pub(crate) adopted: String,
}

/// `/datasets/{number}`.
#[derive(Template)]
#[template(path = "dataset.html")]
pub(crate) struct Dataset {
    pub(crate) p: Page,
    pub(crate) heading: String,
    /// Source, licence, adopted on, rows, years.
    pub(crate) card: Vec<Fact>,
    pub(crate) trend: Option<Svg>,
    pub(crate) trend_table: Option<FigureTable>,
    pub(crate) tables: Vec<Breakdown>,
}

/// A refusal as a page, for everybody.
#[derive(Template)]
#[template(path = "error.html")]
pub(crate) struct ErrorPage {
    pub(crate) p: Page,
    pub(crate) status: u16,
    pub(crate) title: String,
    pub(crate) hint: Option<String>,
    /// Said when a write was refused.
    pub(crate) nothing_saved: bool,
    /// The number under which the log has the cause; only of faults.
    pub(crate) request: Option<String>,
}
