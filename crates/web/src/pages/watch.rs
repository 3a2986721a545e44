//! Oversight: the page of supervisors and data-protection officers.

use base::{PersonId, Problem};
use workflow::concern_record::{ConcernRow, ENDED, WAITS};
use workflow::erasure::ErasureRow;
use workflow::{Action, SignedIn};

use crate::pages::desk::{Desk, render};
use crate::pages::glass;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::watch::{Watch, WatchLine, WatchSection};
use crate::views::{Fact, Link, Pager, Tag, Tone};

/// States of requests to erase, as they are stored.
const ERASURE_STATES: [&str; 3] = ["asked", "declined", "done"];

/// `GET /watch`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    render(&Watch {
        p: desk.page(desk.t("watch-title"), "watch"),
        lead: desk.t("watch-lead"),
        sections: vec![glass::section(&desk)?, concerns(&desk)?, erasures(&desk)?],
    })
}

/// Conflicts of interest: those that wait for a handler before the others.
fn concerns(desk: &Desk<'_>) -> Result<WatchSection, Problem> {
    let (app, who) = (desk.app(), desk.who);
    let mut rows = app.concerns(who, Some(WAITS), None)?.rows;
    rows.extend(app.concerns(who, None, None)?.rows.into_iter().filter(|row| row.state != WAITS));
    let new = app
        .may_ever(who, Action::NameConcern)
        .then(|| Link { href: "/watch/concerns/new".to_owned(), text: desk.t("do-concern-named") });
    Ok(WatchSection {
        id: "concerns",
        heading: desk.t("concerns-title"),
        note: desk.t("concerns-lead"),
        none: desk.t("concerns-none"),
        new,
        lines: rows.iter().map(|row| concern_line(desk, row)).collect(),
        pager: Pager { first: None, next: None },
    })
}

fn concern_line(desk: &Desk<'_>, row: &ConcernRow) -> WatchLine {
    let here = format!("/watch/concerns/{}", row.code);
    let (tone, state) = match row.state {
        WAITS => (Tone::Now, "concern-state-waits"),
        ENDED => (Tone::Quiet, "concern-state-ended"),
        _ => (Tone::Go, "concern-state-in-force"),
    };
    let mut facts = vec![
        fact(desk, "concern-person", named(desk, row.person)),
        fact(desk, "concern-reason", desk.coded("concern-reason", row.reason.as_str())),
        fact(desk, "concern-named-by", said(desk, row.named_by, row.named_at)),
    ];
    if row.handler != PersonId::NIL {
        facts.push(fact(desk, "concern-handler", named(desk, row.handler)));
    }
    if row.state == ENDED {
        facts.push(fact(desk, "concern-ended-by", said(desk, row.ended_by, row.ended_at)));
    }
    let mut acts = Vec::new();
    if row.state == WAITS {
        acts.push(Link { href: format!("{here}/handler"), text: desk.t("do-concern-handler-named") });
    }
    if row.state != ENDED && row.named_by != desk.who.person.id {
        acts.push(Link { href: format!("{here}/end"), text: desk.t("do-concern-ended") });
    }
    WatchLine { code: row.record.to_string(), state: Tag { tone, text: desk.t(state) }, facts, acts }
}

/// Requests to erase who a child is.
fn erasures(desk: &Desk<'_>) -> Result<WatchSection, Problem> {
    let (app, who) = (desk.app(), desk.who);
    let listed = app.erasures(who, None, desk.after()?.as_deref())?;
    let new = app
        .may_ever(who, Action::AskErasure)
        .then(|| Link { href: "/watch/erasures/new".to_owned(), text: desk.t("do-erasure-asked") });
    Ok(WatchSection {
        id: "erasures",
        heading: desk.t("erasures-title"),
        note: desk.t("erasures-lead"),
        none: desk.t("erasures-none"),
        new,
        lines: listed.rows.iter().map(|row| erasure_line(desk, row)).collect(),
        pager: desk.pager(listed.next.map(|cursor| cursor.to_bytes()))?,
    })
}

fn erasure_line(desk: &Desk<'_>, row: &ErasureRow) -> WatchLine {
    let state = ERASURE_STATES.get(usize::from(row.state)).copied().unwrap_or("asked");
    let tone = match state {
        "asked" => Tone::Soon,
        "done" => Tone::Go,
        _ => Tone::Quiet,
    };
    let mut facts = vec![
        fact(desk, "erasure-ground", desk.coded("erasure-ground", row.ground.as_str())),
        fact(desk, "erasure-asked-by", said(desk, row.asked_by, row.asked_at)),
    ];
    if row.state != 0 {
        facts.push(fact(desk, "erasure-decided-by", said(desk, row.decided_by, row.decided_at)));
    }
    let decides = row.state == 0
        && row.asked_by != desk.who.person.id
        && desk.app().may_ever(desk.who, Action::DecideErasure);
    let acts = decides.then(|| Link {
        href: format!("/watch/erasures/{}/decide", row.code),
        text: desk.t("do-erasure-decided"),
    });
    WatchLine {
        code: row.code.to_string(),
        state: Tag { tone, text: desk.coded("erasure-state", state) },
        facts,
        acts: acts.into_iter().collect(),
    }
}

pub(crate) fn fact(desk: &Desk<'_>, label: &str, value: String) -> Fact {
    Fact { label: desk.t(label), value }
}

/// A colleague with the agency, since two may have one name.
pub(crate) fn named(desk: &Desk<'_>, person: PersonId) -> String {
    format!("{}, {}", desk.person(person), desk.agency_of(person))
}

/// Who decided it, and when.
pub(crate) fn said(desk: &Desk<'_>, person: PersonId, at: base::Timestamp) -> String {
    format!("{} · {}", named(desk, person), desk.instant(at))
}
