//! Referrals.

use super::children::StepWords;
use super::recording::{Field, Input};
use super::{ExportForm, Fact, Filter, Link, Page, Pager, Tag};
use askama::Template;
use words::Lang;

/// `/referrals` (GET: `side` = `in` or `out`, filter `state`).
#[derive(Template)]
#[template(path = "referrals.html")]
pub(crate) struct Referrals {
    pub(crate) p: Page,
    /// Tabs; empty when the viewer has one side only.
    pub(crate) sides: Vec<Side>,
    pub(crate) incoming: bool,
    pub(crate) filters: Vec<Filter>,
    /// The value of `side`, kept by the filter form.
    pub(crate) side: &'static str,
    pub(crate) total: String,
    pub(crate) rows: Vec<ReferralRow>,
    pub(crate) pager: Pager,
    /// How it is taken away; `None` for those who may not.
    pub(crate) export: Option<ExportForm>,
}

/// A tab.
pub(crate) struct Side {
    pub(crate) href: String,
    pub(crate) text: String,
    pub(crate) current: bool,
}

/// One referral of the list.
pub(crate) struct ReferralRow {
    pub(crate) code: String,
    pub(crate) href: String,
    pub(crate) need: String,
    pub(crate) age_band: String,
    /// The other agency.
    pub(crate) other: String,
    pub(crate) sent: String,
    pub(crate) state: Tag,
    pub(crate) clock: Option<Tag>,
}

/// `/referrals/{code}`.
#[derive(Template)]
#[template(path = "referral.html")]
pub(crate) struct Referral {
    pub(crate) p: Page,
    pub(crate) code: String,
    pub(crate) state: Tag,
    pub(crate) clock: Option<Tag>,
    /// Need, age band, urgency, county, sent by, sent on: no name.
    pub(crate) card: Vec<Fact>,
    /// Sent, received, accepted, started, finished.
    pub(crate) path: Vec<StepWords>,
    /// `Refused: no free place`; empty when it was not.
    pub(crate) refused: String,
    pub(crate) sections: Sections,
    /// One-click steps: receipt, acceptance, start, end.
    pub(crate) steps: Vec<ReferralStep>,
    /// Refusal takes a reason.
    pub(crate) refuse: Option<RefuseForm>,
    /// The child's page, for those who work the file.
    pub(crate) child: Option<Link>,
}

/// What was sent for the recipient to read.
pub(crate) enum Sections {
    /// Nothing, or not for this viewer.
    None,
    /// Not before acceptance.
    Locked,
    /// A POST to `action` (with `token`) shows them.
    Sealed { action: String },
    /// Shown once, after the reading was recorded.
    Shown { facts: Vec<Fact>, text: String },
}

/// A step that one button takes.
pub(crate) struct ReferralStep {
    pub(crate) action: String,
    pub(crate) command: String,
    pub(crate) seen: u32,
    pub(crate) label: String,
    pub(crate) effect: String,
    /// The main step; others are plain.
    pub(crate) main: bool,
}

/// The refusal's form: field `reason`.
pub(crate) struct RefuseForm {
    pub(crate) action: String,
    pub(crate) command: String,
    pub(crate) seen: u32,
    pub(crate) reason: Field,
}
