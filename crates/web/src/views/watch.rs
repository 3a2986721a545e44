//! Oversight: what supervisors and data-protection officers decide on and look after.

use super::{Fact, Link, Page, Pager, Tag};
use askama::Template;
use words::Lang;

/// `/watch`.
#[derive(Template)]
#[template(path = "watch.html")]
pub(crate) struct Watch {
    pub(crate) p: Page,
    pub(crate) lead: String,
    pub(crate) sections: Vec<WatchSection>,
}

/// One subject of it.
pub(crate) struct WatchSection {
    /// Its element.
    pub(crate) id: &'static str,
    pub(crate) heading: String,
    pub(crate) note: String,
    /// What is said when there is nothing.
    pub(crate) none: String,
    /// Where something new begins; `None` for those who may not.
    pub(crate) new: Option<Link>,
    pub(crate) lines: Vec<WatchLine>,
    pub(crate) pager: Pager,
}

/// One line: what it is about, how it stands, what may be done.
pub(crate) struct WatchLine {
    pub(crate) code: String,
    pub(crate) state: Tag,
    pub(crate) facts: Vec<Fact>,
    pub(crate) acts: Vec<Link>,
}
