//! Children.

use super::{ExportForm, Fact, Filter, Link, Page, Pager, Tag};
use askama::Template;
use reports::Svg;
use words::Lang;

/// `/children` (GET: filters `open status county age sex q`), and the answers to the name search and to
/// *Show names* (POST, `no-store`).
#[derive(Template)]
#[template(path = "children.html")]
pub(crate) struct Children {
    pub(crate) p: Page,
    pub(crate) filters: Vec<Filter>,
    /// What stands in the code filter.
    pub(crate) code_filter: String,
    pub(crate) filtered: bool,
    /// The words of a name search when this page answers one.
    pub(crate) searched: Option<String>,
    /// `152 children`, `More than 1,000 children`.
    pub(crate) total: String,
    pub(crate) rows: Vec<ChildRow>,
    pub(crate) pager: Pager,
    /// How it is taken away; `None` for those who may not.
    pub(crate) export: Option<ExportForm>,
    /// Whether paper cases may be brought in.
    pub(crate) bring_in: bool,
    /// *Show names*: a POST to here with `token` and the page's own query as `query`; `None` once they are
    /// shown or for those who may not.
    pub(crate) show_names: Option<ShowNames>,
    pub(crate) names_shown: bool,
    /// The next page of a name search is a POST: its address and the sealed token (field `page`).
    pub(crate) next_search: Option<NextSearch>,
}

/// One child of the list.
pub(crate) struct ChildRow {
    pub(crate) code: String,
    pub(crate) href: String,
    /// The name, once shown.
    pub(crate) name: Option<String>,
    pub(crate) age_band: String,
    pub(crate) sex: String,
    pub(crate) county: String,
    pub(crate) status: Tag,
    pub(crate) manager: String,
    pub(crate) next: Option<Tag>,
}

/// The form that shows the names of a page.
pub(crate) struct ShowNames {
    pub(crate) action: String,
    pub(crate) query: String,
}

/// The form that turns the page of a name search.
pub(crate) struct NextSearch {
    pub(crate) action: String,
    pub(crate) page: String,
}

/// `/children/{code}`, and the answer to *Show name* (POST).
#[derive(Template)]
#[template(path = "child.html")]
pub(crate) struct Child {
    pub(crate) p: Page,
    pub(crate) code: String,
    /// `girl · 16–17 · Dolj`.
    pub(crate) facts: String,
    pub(crate) manager: String,
    pub(crate) tags: Vec<Tag>,
    pub(crate) name: NameBox,
    pub(crate) crossing: Svg,
    /// The same as the picture, in words; on small screens it stands in the picture's place.
    pub(crate) tracks: Vec<TrackWords>,
    pub(crate) next: Option<NextStep>,
    /// What may be recorded now: `do-<kind>` and where.
    pub(crate) actions: Vec<Link>,
    /// Newest first.
    pub(crate) timeline: Vec<TimelineItem>,
    pub(crate) services: Vec<ServiceLine>,
    pub(crate) referrals: Vec<ReferralLine>,
    pub(crate) team: Vec<TeamLine>,
    /// Where each reading is listed; `None` for those who may not know.
    pub(crate) readers_href: Option<String>,
    /// `Version 12 of the file`.
    pub(crate) version: String,
}

/// The name's place in the header.
pub(crate) enum NameBox {
    /// Hidden; a POST to `action` (with `token`) shows it. `None`: not for this viewer.
    Hidden { action: Option<String> },
    /// Shown once, after the reading was recorded.
    Shown { name: String, identity: Vec<Fact>, recorded: String },
}

/// A track in words.
pub(crate) struct TrackWords {
    pub(crate) name: String,
    pub(crate) note: String,
    pub(crate) steps: Vec<StepWords>,
}

/// A step in words. `class` is `reports::StepState::name`, `state` the word for it.
pub(crate) struct StepWords {
    pub(crate) class: &'static str,
    pub(crate) label: String,
    pub(crate) state: String,
    pub(crate) when: String,
}

/// The next step of a child's file.
pub(crate) struct NextStep {
    pub(crate) what: String,
    pub(crate) due: Tag,
    /// `Due 17 November 2026, 3 months after the last one.`
    pub(crate) explanation: String,
    /// `Law 272/2004, periodic review`.
    pub(crate) basis: String,
    /// Whether the deadline was checked against the official text.
    pub(crate) verified: bool,
    pub(crate) act: Option<Link>,
}

/// An entry of the timeline.
pub(crate) struct TimelineItem {
    /// The entry's anchor: `e-<id>`.
    pub(crate) anchor: String,
    pub(crate) when: String,
    pub(crate) title: String,
    /// Coded details in words; empty shows nothing.
    pub(crate) detail: String,
    /// Who, and for which agency.
    pub(crate) by: String,
    /// `recorded 12 days later`; empty when recorded in time.
    pub(crate) late: String,
    /// `Amended 28 October: police finding`, with what it said before.
    pub(crate) amended: Option<AmendedWords>,
    pub(crate) withdrawn: bool,
    /// Where it is amended.
    pub(crate) amend: Option<String>,
    /// Text that somebody wrote: shown after a recorded reading.
    pub(crate) note: NoteBox,
}

/// An amendment's trace.
pub(crate) struct AmendedWords {
    pub(crate) summary: String,
    pub(crate) before: String,
}

/// What was written with an entry.
pub(crate) enum NoteBox {
    /// Nothing.
    None,
    /// Sealed; a POST to here (with `token`) shows it.
    Sealed { action: String },
    /// Shown once, after the reading was recorded.
    Shown { text: String },
}

/// A service of the file.
pub(crate) struct ServiceLine {
    pub(crate) name: String,
    pub(crate) provider: String,
    pub(crate) state: Tag,
    /// `delivered 3 times`.
    pub(crate) times: String,
}

/// A referral of the file.
pub(crate) struct ReferralLine {
    pub(crate) need: String,
    pub(crate) to: String,
    pub(crate) href: String,
    pub(crate) state: Tag,
}

/// Somebody of the team.
pub(crate) struct TeamLine {
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) since: String,
}
