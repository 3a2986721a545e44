//! Help: what a page is for, who sees it, what is recorded.

use super::{Fact, Link, Page};
use askama::Template;
use words::Lang;

/// `/help` and `/help/{topic}`.
#[derive(Template)]
#[template(path = "help.html")]
pub(crate) struct Help {
    pub(crate) p: Page,
    pub(crate) heading: String,
    pub(crate) lead: String,
    /// What it is for, who sees it, what is recorded; none on the page of all topics.
    pub(crate) facts: Vec<Fact>,
    /// The place it is about.
    pub(crate) place: Option<Link>,
    pub(crate) topics: Vec<Link>,
}

/// `/search`.
#[derive(Template)]
#[template(path = "search.html")]
pub(crate) struct Found {
    pub(crate) p: Page,
    /// What was looked for.
    pub(crate) asked: String,
    /// What was found, by what it is; no group is empty.
    pub(crate) groups: Vec<FoundGroup>,
}

/// What was found of one sort.
pub(crate) struct FoundGroup {
    pub(crate) title: String,
    pub(crate) links: Vec<Link>,
}
