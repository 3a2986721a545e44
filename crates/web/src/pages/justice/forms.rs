//! Opening a criminal file, adding to it, and correcting what stands in it.

use base::{Happened, Problem, ProblemKind, PublicCode};
use justice::{CriminalEvent, Item};
use workflow::criminal_files::{CriminalEntry, CriminalFilePage, NewCriminalFile};
use workflow::{Action, SignedIn};

use super::fields::{KINDS, articles, event, fields};
use super::file::detail;
use crate::pages::desk::{Desk, code_of, render_with};
use crate::pages::entry_fields as ask;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::recording::{EntryForm, Field, FieldGroup, Input};
use crate::views::{Choice, Fact, Link};

/// `GET /justice/files/new`
pub(crate) fn open_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let notice = notice_of(&desk)?;
    show_opening(&desk, notice, &[])
}

/// `POST /justice/files/new`
pub(crate) fn open(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let notice = notice_of(&desk)?;
    let opened =
        new_file(&desk, notice).and_then(|new| desk.app().open_criminal_file(who, request.command()?, new));
    match opened {
        Ok(code) => Ok(Response::see_other(&format!("/justice/files/{code}?recorded=criminal_file_opened"))),
        Err(problem) if is_final(&problem) => Err(problem),
        Err(problem) => show_opening(&desk, notice, &[problem]),
    }
}

/// The notice that a form is about: the form's own word, else the address's.
fn notice_of(desk: &Desk<'_>) -> Result<Option<PublicCode>, Problem> {
    let named = desk.request.form_field("notice").or_else(|| desk.request.query_field("notice"));
    let named = named.filter(|code| !code.is_empty()).map(code_of).transpose()?;
    // Whoever may not see it learns nothing from the form.
    named.map(|code| desk.app().notice(desk.who, code).map(|notice| notice.row.code)).transpose()
}

fn new_file(desk: &Desk<'_>, notice: Option<PublicCode>) -> Result<NewCriminalFile, Problem> {
    let one = |name: &'static str, list: &str| ask::chosen(desk, desk.request, name, list);
    Ok(NewCriminalFile {
        notice,
        articles: articles(desk)?,
        child_victim: one("child_victim", "yes_no")?,
        online: one("online", "yes_no")?,
        origin: one("origin", "criminal_origin")?,
        happened: ask::happened(desk, desk.request)?,
    })
}

fn show_opening(
    desk: &Desk<'_>,
    notice: Option<PublicCode>,
    problems: &[Problem],
) -> Result<Response, Problem> {
    let query = notice.map(|code| format!("?notice={code}")).unwrap_or_default();
    let mut asked = fields(desk, "criminal_file_opened", None);
    asked.push(happened_field(desk, None));
    let heading = desk.t("do-criminal-file-opened");
    let form = Form {
        submit: heading.clone(),
        heading,
        record: notice.map(|code| Link { href: format!("/justice/notices/{code}"), text: code.to_string() }),
        lead: String::new(),
        action: format!("/justice/files/new{query}"),
        seen: 0,
        fields: asked,
        known: Vec::new(),
        effect: desk.t("effect-criminal-file-opened"),
        cancel: "/justice".to_owned(),
    };
    form.show(desk, problems)
}

/// `GET /justice/files/{code}/add/{kind}`
pub(crate) fn record_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let (opened, kind) = adding(&desk, at)?;
    show_adding(&desk, &opened, kind, &[])
}

/// `POST /justice/files/{code}/add/{kind}`
pub(crate) fn record(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let (opened, kind) = adding(&desk, at)?;
    let entry = event(&desk, kind, None).and_then(|event| {
        Ok(CriminalEntry { event, happened: ask::happened(&desk, request)?, command: request.command()? })
    });
    match send(&desk, Action::AddCriminalEntry, opened.row.code, entry) {
        Ok(()) => Ok(Response::see_other(&format!("/justice/files/{}?recorded={kind}", opened.row.code))),
        Err(problem) if is_final(&problem) => Err(problem),
        Err(problem) => show_adding(&desk, &opened, kind, &[problem]),
    }
}

fn adding(desk: &Desk<'_>, at: &Captured<'_>) -> Result<(CriminalFilePage, &'static str), Problem> {
    let opened = desk.app().criminal_file(desk.who, code_of(at.first().copied().unwrap_or_default())?)?;
    let asked = at.get(1).copied().unwrap_or_default();
    let kind = KINDS.into_iter().find(|kind| *kind == asked).ok_or_else(Problem::not_found)?;
    Ok((opened, kind))
}

fn show_adding(
    desk: &Desk<'_>,
    opened: &CriminalFilePage,
    kind: &str,
    problems: &[Problem],
) -> Result<Response, Problem> {
    let here = format!("/justice/files/{}", opened.row.code);
    let mut asked = fields(desk, kind, None);
    asked.push(happened_field(desk, None));
    let form = Form {
        heading: desk.coded("do", kind),
        submit: desk.coded("do", kind),
        record: Some(Link { href: here.clone(), text: opened.row.code.to_string() }),
        lead: String::new(),
        action: format!("{here}/add/{kind}"),
        seen: opened.row.version,
        fields: asked,
        known: Vec::new(),
        effect: desk.coded("effect", kind),
        cancel: here,
    };
    form.show(desk, problems)
}

/// `GET /justice/files/{code}/entries/{entry}/amend`
pub(crate) fn amend_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let (opened, item) = amending(&desk, at)?;
    show_amending(&desk, &opened, &item, &[])
}

/// `POST /justice/files/{code}/entries/{entry}/amend`
pub(crate) fn amend(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let (opened, item) = amending(&desk, at)?;
    let code = opened.row.code;
    match send(&desk, Action::AmendCriminalEntry, code, correction(&desk, &item)) {
        Ok(()) => {
            Ok(Response::see_other(&format!("/justice/files/{code}?recorded=amended#e-{}", item.version)))
        }
        Err(problem) if is_final(&problem) => Err(problem),
        Err(problem) => show_amending(&desk, &opened, &item, &[problem]),
    }
}

fn amending(desk: &Desk<'_>, at: &Captured<'_>) -> Result<(CriminalFilePage, Item), Problem> {
    let opened = desk.app().criminal_file(desk.who, code_of(at.first().copied().unwrap_or_default())?)?;
    let version: u32 = at.get(1).and_then(|text| text.parse().ok()).ok_or_else(Problem::not_found)?;
    let item = opened.file.items.iter().find(|item| item.version == version && !item.withdrawn);
    let item = item.cloned().ok_or_else(Problem::not_found)?;
    Ok((opened, item))
}

fn correction(desk: &Desk<'_>, item: &Item) -> Result<CriminalEntry, Problem> {
    let (request, replaces) = (desk.request, item.entry);
    let command = request.command()?;
    let reason = ask::chosen(desk, request, "amend_reason", "amend_reason")?;
    if request.form_field("withdraw") == Some("yes") {
        let event = CriminalEvent::CriminalEntryWithdrawn { replaces, reason };
        return Ok(CriminalEntry { event, happened: Happened::at(desk.now(), &desk.zone), command });
    }
    let corrected = Box::new(event(desk, item.event.kind_name(), Some(&item.event))?);
    let event = CriminalEvent::CriminalEntryAmended { replaces, reason, event: corrected };
    // A day that is not touched keeps its instant.
    let same = request.form_field("happened") == Some(day_of(&item.happened).as_str());
    let happened = if same { item.happened.clone() } else { ask::happened(desk, request)? };
    Ok(CriminalEntry { event, happened, command })
}

fn show_amending(
    desk: &Desk<'_>,
    opened: &CriminalFilePage,
    item: &Item,
    problems: &[Problem],
) -> Result<Response, Problem> {
    let here = format!("/justice/files/{}", opened.row.code);
    let kind = item.event.kind_name();
    let given = |name: &str| desk.request.form_field(name).unwrap_or_default();
    let mut asked = fields(desk, kind, Some(&item.event));
    asked.push(happened_field(desk, Some(&item.happened)));
    asked.push(ask::select(
        desk,
        "amend_reason",
        "field-amend-reason",
        "amend_reason",
        given("amend_reason"),
    ));
    if kind != "criminal_file_opened" {
        let withdraw = Choice {
            value: "yes".to_owned(),
            label: desk.t("do-withdrawn"),
            hint: Some(desk.t("effect-withdrawn")),
            chosen: given("withdraw") == "yes",
        };
        let boxes = Input::Checkboxes(vec![withdraw]);
        asked.push(ask::field(desk, "withdraw", "field-withdraw", false, boxes));
    }
    let what = desk.coded("kind", kind);
    let said = format!("{}. {}", desk.happened(&item.happened), detail(desk, &item.event));
    let form = Form {
        heading: desk.say("entry-amend-title", &[("what", what.as_str().into())]),
        submit: desk.t("do-amended"),
        record: Some(Link { href: here.clone(), text: opened.row.code.to_string() }),
        lead: desk.t("entry-amend-lead"),
        action: format!("{here}/entries/{}/amend", item.version),
        seen: opened.row.version,
        fields: asked,
        known: vec![Fact { label: desk.t("child-amended-before"), value: said }],
        effect: desk.t("effect-amended"),
        cancel: here,
    };
    form.show(desk, problems)
}

/// A form of this realm.
pub(super) struct Form {
    pub(super) heading: String,
    pub(super) submit: String,
    pub(super) record: Option<Link>,
    pub(super) lead: String,
    pub(super) action: String,
    pub(super) seen: u32,
    pub(super) fields: Vec<Field>,
    pub(super) known: Vec<Fact>,
    pub(super) effect: String,
    pub(super) cancel: String,
}

impl Form {
    /// The form as a page, with what is wrong beside its fields.
    pub(super) fn show(mut self, desk: &Desk<'_>, problems: &[Problem]) -> Result<Response, Problem> {
        ask::mark(desk, &mut self.fields, problems);
        let place = if self.cancel.starts_with("/justice") { "justice" } else { "children" };
        let same = desk.request.form_field("command").filter(|_| !problems.is_empty()).map(str::to_owned);
        // After a conflict the form is about the file as it is now, and is a command of its own.
        let conflict = problems.iter().any(|problem| problem.kind == ProblemKind::Conflict);
        let form = EntryForm {
            p: desk.page(self.heading.clone(), place),
            heading: self.heading,
            record: self.record,
            lead: self.lead,
            action: self.action,
            command: same.filter(|_| !conflict).unwrap_or_else(|| desk.command()),
            seen: self.seen.to_string(),
            refusals: problems.iter().map(|problem| desk.refusal(problem)).collect(),
            conflict: Vec::new(),
            warnings: Vec::new(),
            candidates: Vec::new(),
            groups: vec![FieldGroup { legend: String::new(), hint: String::new(), fields: self.fields }],
            known: self.known,
            effect: self.effect,
            submit: self.submit,
            second: false,
            cancel: self.cancel,
        };
        render_with(problems.first().map_or(200, |problem| problem.kind.status()), &form)
    }
}

fn happened_field(desk: &Desk<'_>, before: Option<&Happened>) -> Field {
    let given = desk.request.form_field("happened").map(str::to_owned);
    let before = before.map(day_of).unwrap_or_default();
    ask::happened_field(desk, &given.unwrap_or(before))
}

/// As people type it.
fn day_of(happened: &Happened) -> String {
    if happened.precision() == base::Precision::Instant {
        happened.first_day().to_string()
    } else {
        happened.to_string()
    }
}

fn send(
    desk: &Desk<'_>,
    action: Action,
    code: PublicCode,
    entry: Result<CriminalEntry, Problem>,
) -> Result<(), Problem> {
    let seen = desk.request.seen_version()?;
    desk.app().record_criminal(desk.who, action, code, seen, entry?)
}

/// Whether a problem ends the page rather than being shown in the form.
pub(super) fn is_final(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Internal | ProblemKind::NotFound)
}
