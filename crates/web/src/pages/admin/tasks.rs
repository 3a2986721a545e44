//! What an administrator finds on the first page: what waits for a second one, and grants that end soon.

use base::{Problem, Timestamp};
use workflow::Action;

use super::{ending_rows, waiting_row};
use crate::pages::desk::Desk;
use crate::views::work::Task;
use crate::views::{Link, Tag, Tone};

/// The tasks; none for whoever keeps no directory.
pub(crate) fn tasks(desk: &Desk<'_>) -> Result<Vec<(Timestamp, Task)>, Problem> {
    if !desk.app().may_ever(desk.who, Action::ManageDirectory) {
        return Ok(Vec::new());
    }
    let task = |what: &str, href: String, due: String, why: String| Task {
        due: Tag { tone: Tone::Soon, text: due },
        what: desk.t(what),
        code: href.rsplit('/').next().unwrap_or_default().to_owned(),
        why,
        act: Link { href: href.clone(), text: desk.t("task-open") },
        href,
    };
    let mut tasks = Vec::new();
    for waits in desk.app().waiting_for_second(desk.who)?.iter().filter(|waits| waits.yours) {
        let row = waiting_row(desk, waits);
        tasks.push((desk.now(), task("task-agree", row.href, row.by, format!("{}: {}", row.name, row.what))));
    }
    for row in desk.app().people_page(desk.who, "")?.iter().flat_map(|line| ending_rows(desk, line)) {
        let why = format!("{}: {}", row.name, row.role);
        tasks.push((desk.now(), task("task-grant-ends", row.href, row.until, why)));
    }
    Ok(tasks)
}
