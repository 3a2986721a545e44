//! My work.

use super::{Link, Page, Tag};
use askama::Template;
use words::Lang;

/// `/`.
#[derive(Template)]
#[template(path = "work.html")]
pub(crate) struct Work {
    pub(crate) p: Page,
    /// `Monday, 23 November 2026`.
    pub(crate) day: String,
    /// `23 children are with you`; empty shows nothing.
    pub(crate) summary: String,
    /// The most pressing first; at most 50.
    pub(crate) tasks: Vec<Task>,
    /// How many more there are.
    pub(crate) more: u64,
    /// `None` for those who have no cases of their own.
    pub(crate) changes: Option<Vec<Change>>,
    /// How many open files each has; empty shows nothing.
    pub(crate) caseloads: Vec<Caseload>,
    /// What each of the person's roles comes to do.
    pub(crate) roles: Vec<RoleCard>,
}

/// A case manager's open files.
pub(crate) struct Caseload {
    pub(crate) who: String,
    /// `23 open files`.
    pub(crate) files: String,
}

/// What a role is for, and where its work is done.
pub(crate) struct RoleCard {
    pub(crate) title: String,
    pub(crate) teaches: String,
    pub(crate) links: Vec<Link>,
}

/// One thing to do.
pub(crate) struct Task {
    /// How late, or by when.
    pub(crate) due: Tag,
    /// What to do.
    pub(crate) what: String,
    /// For whom or what: the record's code.
    pub(crate) code: String,
    /// Where the record is.
    pub(crate) href: String,
    /// Why: legal basis, or what happened. Empty shows nothing.
    pub(crate) why: String,
    /// Where it is done, and the button's words.
    pub(crate) act: Link,
}

/// Something that happened on one's cases.
pub(crate) struct Change {
    pub(crate) when: String,
    pub(crate) what: String,
    pub(crate) code: String,
    pub(crate) href: String,
    /// Who did it: agency, not person, where it is another agency.
    pub(crate) by: String,
}
