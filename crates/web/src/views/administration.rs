//! Administration, datasets, errors.

use super::figures::Breakdown;
use super::{Fact, FigureTable, Link, Page, Pager, Refusal, Tag};
use askama::Template;
use reports::Svg;
use words::Lang;

/// `/admin` (GET: `q`, `from`).
#[derive(Template)]
#[template(path = "admin.html")]
pub(crate) struct Admin {
    pub(crate) p: Page,
    pub(crate) agencies_total: String,
    pub(crate) agencies: Vec<AgencyRow>,
    pub(crate) people_total: String,
    pub(crate) people: Vec<PersonRow>,
    pub(crate) pager: Pager,
    /// What the people shown were looked for by.
    pub(crate) asked: String,
    /// Where agencies and people are added; `None` for those who may not.
    pub(crate) new_agency: Option<String>,
    pub(crate) new_person: Option<String>,
    /// `ro, version 3, adopted 1 January 2026`.
    pub(crate) pack: String,
    /// The last backup and the last drill, a line each.
    pub(crate) safety: Vec<String>,
    /// How many deadlines wait for a check; may be empty.
    pub(crate) unverified: String,
    /// What waits for a second administrator.
    pub(crate) waiting: Vec<WaitingRow>,
    /// Grants that end soon.
    pub(crate) ending: Vec<EndingRow>,
}

/// Something that waits for a second administrator.
pub(crate) struct WaitingRow {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) agency: String,
    /// The role with its end, or that second factors are to be taken back.
    pub(crate) what: String,
    /// Who proposed it, and when.
    pub(crate) by: String,
    /// Whether whoever looks may agree.
    pub(crate) yours: bool,
    /// The role's code; empty for second factors.
    pub(crate) role: String,
    /// For the forms to agree, and to withdraw.
    pub(crate) commands: (String, String),
}

/// A grant that ends soon.
pub(crate) struct EndingRow {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) until: String,
}

/// `/admin/people/{code}`.
#[derive(Template)]
#[template(path = "person.html")]
pub(crate) struct PersonPage {
    pub(crate) p: Page,
    pub(crate) row: PersonRow,
    pub(crate) here: String,
    pub(crate) waiting: Vec<WaitingRow>,
    /// Whether the forms are shown.
    pub(crate) manages: bool,
    /// Open sessions, and whether there is a second factor, in words.
    pub(crate) sessions: String,
    pub(crate) factor: String,
    /// Whether it may be asked that the second factor be taken back.
    pub(crate) may_ask_reset: bool,
    pub(crate) may_leave: bool,
    /// For asking, and for leaving.
    pub(crate) commands: (String, String),
    pub(crate) refusal: Option<Refusal>,
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
    /// Where it is closed; `None` for those who may not, and for one that is.
    pub(crate) close: Option<String>,
}

/// One person.
pub(crate) struct PersonRow {
    pub(crate) href: String,
    pub(crate) name: String,
    /// What the person signs in with; empty without an account.
    pub(crate) login: String,
    pub(crate) agency: String,
    pub(crate) roles: Vec<RoleWords>,
    pub(crate) state: Tag,
    /// Where a role is granted, and where one is ended.
    pub(crate) grant: Option<String>,
    pub(crate) end: Option<String>,
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
    /// What it can be counted by together with the year.
    pub(crate) axes: Vec<Link>,
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
