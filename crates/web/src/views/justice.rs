//! Criminal files, and notices from child protection.

use askama::Template;
use words::Lang;

use super::children::{NoteBox, TimelineItem};
use super::{Fact, Link, Page, Pager, Tag};

/// `/justice`.
#[derive(Template)]
#[template(path = "justice.html")]
pub(crate) struct Justice {
    pub(crate) p: Page,
    pub(crate) total: String,
    pub(crate) notices: Vec<NoticeRow>,
    pub(crate) rows: Vec<CriminalRow>,
    pub(crate) pager: Pager,
    /// Where a file is opened without a notice.
    pub(crate) new: Option<String>,
}

/// One notice of the list.
pub(crate) struct NoticeRow {
    pub(crate) code: String,
    pub(crate) href: String,
    pub(crate) received: String,
    pub(crate) from: String,
    pub(crate) purpose: String,
    pub(crate) state: Tag,
}

/// One criminal file of the list.
pub(crate) struct CriminalRow {
    pub(crate) code: String,
    pub(crate) href: String,
    pub(crate) opened: String,
    pub(crate) article: String,
    pub(crate) defendants: String,
    pub(crate) phase: Tag,
}

/// `/justice/notices/{code}`.
#[derive(Template)]
#[template(path = "notice.html")]
pub(crate) struct Notice {
    pub(crate) p: Page,
    pub(crate) code: String,
    pub(crate) state: Tag,
    pub(crate) card: Vec<Fact>,
    pub(crate) told: NoteBox,
    /// Where a criminal file is opened from it.
    pub(crate) open: Option<String>,
    /// The criminal file opened from it.
    pub(crate) file: Option<Link>,
}

/// `/justice/files/{code}`.
#[derive(Template)]
#[template(path = "criminal_file.html")]
pub(crate) struct CriminalFile {
    pub(crate) p: Page,
    pub(crate) code: String,
    pub(crate) tags: Vec<Tag>,
    pub(crate) card: Vec<Fact>,
    pub(crate) notice: Option<Link>,
    pub(crate) actions: Vec<Link>,
    pub(crate) timeline: Vec<TimelineItem>,
    pub(crate) hearings: Vec<HearingLine>,
    pub(crate) defendants: Vec<DefendantLine>,
}

/// A hearing of the child.
pub(crate) struct HearingLine {
    pub(crate) when: String,
    pub(crate) how: String,
}

/// What became of one defendant.
pub(crate) struct DefendantLine {
    pub(crate) number: u16,
    pub(crate) first: String,
    pub(crate) last: String,
}
