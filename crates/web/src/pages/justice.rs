//! Criminal files and notices from child protection: the lists and the pages.

mod fields;
mod file;
mod forms;
mod notify;

pub(crate) use file::page as file_page;
pub(crate) use forms::{amend, amend_form, open, open_form, record, record_form};
pub(crate) use notify::{form as notify_form, send as notify};

use base::Problem;
use workflow::notices::NoticePage;
use workflow::{Action, SignedIn};

use crate::pages::child::identity_facts;
use crate::pages::children::store_total::total_words;
use crate::pages::desk::{Desk, code_of, render};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::children::NoteBox;
use crate::views::justice::{CriminalRow, Justice, Notice, NoticeRow};
use crate::views::{Fact, Link, Tag, Tone};

/// `GET /justice`
pub(crate) fn list(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let listed = desk.app().criminal_files(who, desk.after()?.as_deref())?;
    let notices = desk.app().notices(who, None)?.rows;
    render(&Justice {
        p: desk.page(desk.t("justice-title"), "justice"),
        total: total_words(&desk, "justice-total", "justice-total-more", listed.total),
        notices: notices.iter().map(|row| notice_row(&desk, row)).collect(),
        rows: listed.rows.iter().map(|row| criminal_row(&desk, row)).collect(),
        pager: desk.pager(listed.next.map(|cursor| cursor.to_bytes()))?,
        new: desk.app().may_ever(who, Action::OpenCriminalFile).then(|| "/justice/files/new".to_owned()),
    })
}

fn notice_row(desk: &Desk<'_>, row: &workflow::notices::NoticeRow) -> NoticeRow {
    NoticeRow {
        code: row.code.to_string(),
        href: format!("/justice/notices/{}", row.code),
        received: desk.instant(row.received_at),
        from: desk.agency(row.from_agency),
        purpose: desk.level("crossing_purpose", row.purpose),
        state: notice_tag(desk, row.file != base::StreamId::NIL),
    }
}

fn criminal_row(desk: &Desk<'_>, row: &workflow::criminal_files::CriminalFileRow) -> CriminalRow {
    CriminalRow {
        code: row.code.to_string(),
        href: format!("/justice/files/{}", row.code),
        opened: desk.lang.day(row.opened_day),
        article: desk.level("criminal_article", row.article),
        defendants: row.defendants.to_string(),
        phase: phase_tag(desk, row.phase.as_str(), row.closed),
    }
}

fn notice_tag(desk: &Desk<'_>, became_file: bool) -> Tag {
    let (tone, id) =
        if became_file { (Tone::Go, "notice-state-file") } else { (Tone::Soon, "notice-state-waiting") };
    Tag { tone, text: desk.t(id) }
}

fn phase_tag(desk: &Desk<'_>, phase: &str, closed: bool) -> Tag {
    if closed {
        return Tag { tone: Tone::Quiet, text: desk.t("criminal-closed") };
    }
    let tone = if phase == "final" { Tone::Go } else { Tone::Soon };
    Tag { tone, text: desk.coded("phase", phase) }
}

/// `GET /justice/notices/{code}`
pub(crate) fn notice(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let opened = desk.app().notice(who, code_of(at.first().copied().unwrap_or_default())?)?;
    show_notice(&desk, &opened, None)
}

/// `POST /justice/notices/{code}/name`: recorded, then shown once.
pub(crate) fn notice_name(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    let identity = desk.app().read_notice(who, code)?;
    let facts = identity.map(|identity| identity_facts(&desk, &identity)).unwrap_or_default();
    show_notice(&desk, &desk.app().notice(who, code)?, Some(facts))
}

fn show_notice(
    desk: &Desk<'_>,
    opened: &NoticePage,
    identity: Option<Vec<Fact>>,
) -> Result<Response, Problem> {
    let (row, notice) = (&opened.row, &opened.notice);
    let code = row.code.to_string();
    let fact = |label: &str, value: String| Fact { label: desk.t(label), value };
    let forms: Vec<String> = notice.form_levels().map(|level| desk.level("exploitation", level)).collect();
    let mut card = vec![
        fact("notice-from", desk.agency(row.from_agency)),
        fact("notice-received", desk.instant(row.received_at)),
        fact("field-basis", desk.level("crossing_basis", row.basis)),
        fact("field-purpose", desk.level("crossing_purpose", row.purpose)),
        fact("field-sex", desk.level("sex", notice.sex)),
        fact("field-age-band", desk.level("age_band", u16::from(notice.age_band))),
        fact("field-forms", forms.join(", ")),
    ];
    let told = match identity {
        None if opened.may_read => NoteBox::Sealed { action: format!("/justice/notices/{code}/name") },
        _ => NoteBox::None,
    };
    card.extend(identity.unwrap_or_default());
    render(&Notice {
        p: desk.page(desk.say("notice-title", &[("code", code.as_str().into())]), "justice"),
        state: notice_tag(desk, opened.row.file != base::StreamId::NIL),
        card,
        told,
        open: opened.may_open.then(|| format!("/justice/files/new?notice={code}")),
        file: opened.file.map(|file| Link { href: format!("/justice/files/{file}"), text: file.to_string() }),
        code,
    })
}
