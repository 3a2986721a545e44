//! A criminal file's page.

use base::Problem;
use justice::{CriminalEvent, Item, Judgment, Moment};
use workflow::SignedIn;
use workflow::criminal_files::CriminalFilePage;

use super::fields::possible;
use super::phase_tag;
use crate::pages::desk::{Desk, code_of, render};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::children::{AmendedWords, NoteBox, TimelineItem};
use crate::views::justice::{CriminalFile, DefendantLine, HearingLine};
use crate::views::{Fact, Link};

/// `GET /justice/files/{code}`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let opened = desk.app().criminal_file(who, code_of(at.first().copied().unwrap_or_default())?)?;
    show(&desk, &opened)
}

fn show(desk: &Desk<'_>, opened: &CriminalFilePage) -> Result<Response, Problem> {
    let (row, file) = (&opened.row, &opened.file);
    let code = row.code.to_string();
    let here = format!("/justice/files/{code}");
    let fact = |label: &str, value: String| Fact { label: desk.t(label), value };
    let mut items: Vec<&Item> = file.items.iter().collect();
    items.sort_by_key(|item| std::cmp::Reverse((item.happened.earliest(), item.position)));
    render(&CriminalFile {
        p: desk.page(desk.say("criminal-title", &[("code", code.as_str().into())]), "justice"),
        tags: vec![phase_tag(desk, row.phase.as_str(), row.closed)],
        card: vec![
            fact("criminal-unit", desk.agency(row.agency)),
            fact("criminal-opened", desk.lang.day(row.opened_day)),
            fact("field-articles", articles(desk, &file.articles)),
            fact("field-criminal-origin", desk.level("criminal_origin", file.origin)),
            fact("field-child-victim", desk.level("yes_no", file.child_victim)),
            fact("field-online", desk.level("yes_no", file.online)),
        ],
        notice: opened
            .notice
            .map(|notice| Link { href: format!("/justice/notices/{notice}"), text: notice.to_string() }),
        actions: possible(opened)
            .into_iter()
            .map(|kind| Link { href: format!("{here}/add/{kind}"), text: desk.coded("do", kind) })
            .collect(),
        timeline: items.into_iter().map(|item| shown(desk, opened, &here, item)).collect(),
        hearings: file
            .hearings
            .iter()
            .map(|hearing| HearingLine {
                when: desk.happened(&hearing.moment.happened),
                how: how_heard(desk, hearing.with, hearing.again),
            })
            .collect(),
        defendants: file
            .defendants
            .iter()
            .map(|(number, defendant)| DefendantLine {
                number: *number,
                first: judged(desk, defendant.first.as_ref()),
                last: judged(desk, defendant.last.as_ref()),
            })
            .collect(),
        code,
    })
}

fn shown(desk: &Desk<'_>, opened: &CriminalFilePage, here: &str, item: &Item) -> TimelineItem {
    let said_by = [
        ("name", desk.person(item.actor).as_str().into()),
        ("agency", desk.agency_of(item.actor).as_str().into()),
    ];
    let own = item.event.by().is_some_and(|by| by.agency == desk.who.agency.number);
    let correctable = opened.may_amend && own && !item.withdrawn;
    let amended = item.at_first.as_ref().map(|(happened, event)| AmendedWords {
        summary: desk.count("criminal-corrected", item.corrections),
        before: format!("{}. {}", desk.happened(happened), detail(desk, event)),
    });
    TimelineItem {
        anchor: format!("e-{}", item.version),
        when: desk.happened(&item.happened),
        title: desk.coded("kind", item.event.kind_name()),
        detail: detail(desk, &item.event),
        by: desk.say("child-entry-by", &said_by),
        late: String::new(),
        amended,
        withdrawn: item.withdrawn,
        amend: correctable.then(|| format!("{here}/entries/{}/amend", item.version)),
        note: NoteBox::None,
    }
}

/// An event's codes in words.
pub(super) fn detail(desk: &Desk<'_>, event: &CriminalEvent) -> String {
    use CriminalEvent as E;
    match event {
        E::CriminalFileOpened { articles: named, .. } | E::ProsecutionStarted { articles: named, .. } => {
            articles(desk, named)
        }
        E::ProtectionOrdered { measure, .. } => desk.level("victim_protection", *measure),
        E::HearingPlanned { again, .. } if *again > 0 => desk.level("hearing_again", *again),
        E::HearingHeld { was_recorded, dedicated_room, psychologist, lawyer, again, .. } => {
            how_heard(desk, [*was_recorded, *dedicated_room, *psychologist, *lawyer], *again)
        }
        E::Indicted { defendants, articles: named, .. } => {
            let many = desk.count("criminal-indicted", usize::from(*defendants));
            format!("{many} · {}", articles(desk, named))
        }
        E::Judged { defendant, judgment, .. } => {
            let number = defendant.to_string();
            let who = desk.say("criminal-defendant", &[("number", number.as_str().into())]);
            let court = desk.t(if judgment.is_final { "criminal-final" } else { "criminal-first-court" });
            format!("{who} · {court} · {}", sentence(desk, judgment))
        }
        E::Compensation { step, .. } => desk.level("compensation_step", *step),
        E::CriminalFileClosed { reason, .. } => desk.level("criminal_closing", *reason),
        _ => String::new(),
    }
}

fn articles(desk: &Desk<'_>, named: &[u16]) -> String {
    named.iter().map(|article| desk.level("criminal_article", *article)).collect::<Vec<_>>().join(", ")
}

/// Recorded or not, where, with whom: each in its own words, so that what was missing is seen.
fn how_heard(desk: &Desk<'_>, with: [u16; 4], again: u16) -> String {
    let labels = ["field-was-recorded", "field-dedicated-room", "field-psychologist", "field-hearing-lawyer"];
    let mut said: Vec<String> = labels
        .iter()
        .zip(with)
        .map(|(label, level)| format!("{}: {}", desk.t(label), desk.level("yes_no", level)))
        .collect();
    if again > 0 {
        said.push(format!("{}: {}", desk.t("field-again"), desk.level("hearing_again", again)));
    }
    said.join(" · ")
}

fn judged(desk: &Desk<'_>, judged: Option<&(Moment, Judgment)>) -> String {
    judged.map_or_else(String::new, |(moment, judgment)| {
        format!("{}, {}", sentence(desk, judgment), desk.happened(&moment.happened))
    })
}

fn sentence(desk: &Desk<'_>, judgment: &Judgment) -> String {
    let outcome = desk.level("judgment_outcome", judgment.outcome);
    if judgment.months == 0 {
        return outcome;
    }
    let months = desk.count("criminal-months", usize::from(judgment.months));
    let suspended = desk.pack().list("yes_no").number("yes") == Some(judgment.suspended);
    let how = desk.t(if suspended { "criminal-suspended" } else { "criminal-executed" });
    format!("{outcome}, {months}, {how}")
}
