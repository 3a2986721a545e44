//! Signals: the list, taking one in, triage.

use base::{Happened, Problem, ProblemKind};
use workflow::exporting::List;
use workflow::signals::{NewSignal, SignalPage};
use workflow::{Action, SignedIn};

use crate::pages::child::identity_facts;
use crate::pages::children::store_total::total_words;
use crate::pages::desk::{Desk, code_of, render, render_with};
use crate::pages::entry_fields as ask;
use crate::pages::exports;
use crate::pages::home::waiting;
use crate::pages::signals_sent;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::children::NoteBox;
use crate::views::recording::{EntryForm, FieldGroup, Input};
use crate::views::signals::{HandOverForm, Signal, SignalRow, Signals, TriageForm};
use crate::views::{Choice, Fact, Filter, Link, Tag, Tone};

/// States as they are stored.
const STATES: [&str; 3] = ["received", "triaged", "became-case"];

/// The states that the list is narrowed to; none is any.
pub(crate) fn narrowed(desk: &Desk<'_>) -> Vec<u8> {
    let chosen = desk.request.query_field("state").unwrap_or_default();
    let state = STATES.iter().position(|state| *state == chosen).and_then(|state| u8::try_from(state).ok());
    state.into_iter().collect()
}

/// What a signal's state is called in addresses and messages.
pub(crate) fn state_name(state: u8) -> &'static str {
    STATES.get(usize::from(state)).copied().unwrap_or("received")
}

/// `GET /signals`
pub(crate) fn list(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let chosen = request.query_field("state").unwrap_or_default();
    let listed = desk.app().signals(who, narrowed(&desk), desk.after()?.as_deref())?;
    let rows = listed
        .rows
        .iter()
        .map(|row| SignalRow {
            code: row.code.to_string(),
            href: format!("/signals/{}", row.code),
            received: desk.instant(row.received_at),
            source: desk.level("signal_source", row.source),
            county: desk.level("county", row.county),
            urgency: if row.state == 0 { String::new() } else { desk.level("triage_urgency", row.urgency) },
            state: state_tag(&desk, row.state),
            clock: (row.state == 0).then(|| Tag { tone: Tone::Soon, text: waiting(&desk, row.received_at) }),
        })
        .collect();
    let mut options =
        vec![Choice { value: String::new(), label: desk.t("any"), hint: None, chosen: chosen.is_empty() }];
    options.extend(STATES.iter().map(|state| Choice {
        value: (*state).to_owned(),
        label: desk.t(&format!("signal-state-{state}")),
        hint: None,
        chosen: *state == chosen,
    }));
    render(&Signals {
        p: desk.page(desk.t("signals-title"), "signals"),
        filters: vec![Filter { name: "state", label: desk.t("signals-filter-state"), options }],
        total: total_words(&desk, "signals-total", "signals-total-more", listed.total),
        rows,
        pager: desk.pager(listed.next.map(|cursor| cursor.to_bytes()))?,
        export: exports::form(&desk, List::Signals),
        new: desk.app().may_ever(who, Action::RegisterSignal).then(|| "/signals/new".to_owned()),
    })
}

/// `GET /signals/new`
pub(crate) fn form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    show_form(&Desk::new(site, request, who), &[])
}

/// `POST /signals/new`
pub(crate) fn register(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let registered = new_signal(&desk, request)
        .and_then(|new| Ok((request.command().map_err(|problem| vec![problem])?, new)))
        .and_then(|(command, new)| {
            desk.app().register_signal(who, command, new).map_err(|problem| vec![problem])
        });
    match registered {
        Ok(code) => {
            let place = if sends_on(&desk) { "/signals/sent" } else { "/signals" };
            Ok(Response::see_other(&format!("{place}/{code}?recorded=signal_received")))
        }
        Err(problems) => match problems.iter().find(|problem| problem.kind == ProblemKind::Internal) {
            Some(fault) => Err(fault.clone()),
            None => show_form(&desk, &problems),
        },
    }
}

/// Whether the person's agency answers no signals itself, so that each goes to a directorate.
fn sends_on(desk: &Desk<'_>) -> bool {
    !desk.app().may_ever(desk.who, Action::ListSignals)
}

fn new_signal(desk: &Desk<'_>, request: &Request) -> Result<NewSignal, Vec<Problem>> {
    let one = |problem| vec![problem];
    let identity = ask::identity(desk, request)?;
    let named = !identity.full_name().is_empty() || identity.birth_date.is_some();
    Ok(NewSignal {
        to: sends_on(desk).then(|| signals_sent::directorate(desk, request)).transpose().map_err(one)?,
        source: ask::chosen(desk, request, "source", "signal_source").map_err(one)?,
        about: ask::chosen(desk, request, "about", "signal_about").map_err(one)?,
        urgency: ask::chosen(desk, request, "urgency", "urgency").map_err(one)?,
        anonymous: request.form_field("anonymous") == Some("yes"),
        happened: ask::happened(desk, request).map_err(one)?,
        identity: named.then_some(identity),
        narrative: ask::note(request).map_err(one)?,
    })
}

fn show_form(desk: &Desk<'_>, problems: &[Problem]) -> Result<Response, Problem> {
    let request = desk.request;
    let given = |name: &str| request.form_field(name).unwrap_or_default();
    let anonymous = Choice {
        value: "yes".to_owned(),
        label: desk.t("field-anonymous-yes"),
        hint: None,
        chosen: given("anonymous") == "yes",
    };
    let mut fields = vec![
        ask::happened_field(desk, given("happened")),
        ask::select(desk, "source", "field-source", "signal_source", given("source")),
        ask::field(desk, "anonymous", "field-anonymous", false, Input::Checkboxes(vec![anonymous])),
        ask::select(desk, "about", "field-about", "signal_about", given("about")),
        ask::select(desk, "urgency", "field-urgency", "urgency", given("urgency")),
        ask::note_field(desk, given("note")),
    ];
    if sends_on(desk) {
        fields.insert(0, signals_sent::directorate_field(desk, given("to")));
    }
    let mut identity = ask::identity_fields(desk, request);
    ask::mark(desk, &mut fields, problems);
    ask::mark(desk, &mut identity, problems);
    let heading = desk.t("do-signal-received");
    let form = EntryForm {
        p: desk.page(heading.clone(), "signals"),
        submit: heading.clone(),
        heading,
        record: None,
        lead: signals_sent::rule_on_images(desk),
        action: "/signals/new".to_owned(),
        command: request.form_field("command").map_or_else(|| desk.command(), str::to_owned),
        seen: "0".to_owned(),
        refusals: problems.iter().map(|problem| desk.refusal(problem)).collect(),
        conflict: Vec::new(),
        warnings: Vec::new(),
        candidates: Vec::new(),
        groups: vec![
            FieldGroup { legend: String::new(), hint: String::new(), fields },
            FieldGroup {
                legend: desk.t("entry-person-part"),
                hint: desk.t("entry-person-part-hint"),
                fields: identity,
            },
        ],
        known: Vec::new(),
        effect: desk.t("effect-signal-received"),
        second: false,
        cancel: if sends_on(desk) { "/signals/sent" } else { "/signals" }.to_owned(),
    };
    render_with(problems.first().map_or(200, |problem| problem.kind.status()), &form)
}

/// `GET /signals/{code}`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let opened = desk.app().signal(who, code_of(at.first().copied().unwrap_or_default())?)?;
    let told = if opened.may_read && (opened.has_identity || opened.has_narrative) {
        NoteBox::Sealed { action: format!("/signals/{}/told", opened.row.code) }
    } else {
        NoteBox::None
    };
    show(&desk, &opened, told, Vec::new(), &[])
}

/// `POST /signals/{code}/told`: recorded, then shown once.
pub(crate) fn told(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    let (identity, narrative) = desk.app().read_signal(who, code)?;
    let opened = desk.app().signal(who, code)?;
    let facts = identity.map(|identity| identity_facts(&desk, &identity)).unwrap_or_default();
    let text = narrative.map(|narrative| narrative.text.as_str().to_owned()).unwrap_or_default();
    let told = if text.is_empty() { NoteBox::None } else { NoteBox::Shown { text } };
    show(&desk, &opened, told, facts, &[])
}

/// `POST /signals/{code}/triage`
pub(crate) fn triage(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    let opened = desk.app().signal(who, code)?;
    let triaged = triage_of(&desk, request).and_then(|(urgency, reasons)| {
        let happened = Happened::at(desk.now(), &desk.zone);
        desk.app().triage_signal(who, code, request.command()?, happened, urgency, reasons)
    });
    match triaged {
        Ok(()) => Ok(Response::see_other(&format!("/signals/{code}?recorded=signal_triaged"))),
        Err(problem) if matches!(problem.kind, ProblemKind::Internal | ProblemKind::NotFound) => Err(problem),
        Err(problem) => show(&desk, &opened, NoteBox::None, Vec::new(), &[problem]),
    }
}

/// A signal's page after a form of it was refused.
pub(crate) fn shown_again(
    desk: &Desk<'_>,
    code: base::PublicCode,
    problems: &[Problem],
) -> Result<Response, Problem> {
    show(desk, &desk.app().signal(desk.who, code)?, NoteBox::None, Vec::new(), problems)
}

fn triage_of(desk: &Desk<'_>, request: &Request) -> Result<(u16, Vec<u16>), Problem> {
    let urgency = ask::chosen(desk, request, "urgency", "triage_urgency")?;
    let list = desk.pack().list("triage_reason");
    let unknown = || Problem::bad_input("choice_unknown").on("reasons");
    let reasons: Vec<u16> = request
        .form_values("reasons")
        .map(|code| list.number(code).ok_or_else(unknown))
        .collect::<Result<_, _>>()?;
    if reasons.is_empty() {
        return Err(Problem::refused("triage_needs_reason").on("reasons"));
    }
    Ok((urgency, reasons))
}

fn show(
    desk: &Desk<'_>,
    opened: &SignalPage,
    told: NoteBox,
    identity: Vec<Fact>,
    problems: &[Problem],
) -> Result<Response, Problem> {
    let (row, signal) = (&opened.row, &opened.signal);
    let code = row.code.to_string();
    let here = format!("/signals/{code}");
    let fact = |label: &str, value: String| Fact { label: desk.t(label), value };
    let mut card = vec![
        fact("signal-received", desk.instant(row.received_at)),
        fact("signal-source", desk.level("signal_source", signal.source)),
        fact("field-about", desk.level("signal_about", signal.about)),
        fact("signal-county", desk.level("county", row.county)),
        fact("signal-urgency", desk.level("urgency", signal.urgency)),
    ];
    if let Some((happened, urgency, reasons)) = &signal.triaged {
        let reasons: Vec<String> =
            reasons.iter().map(|reason| desk.level("triage_reason", *reason)).collect();
        let said = format!(
            "{} · {} · {}",
            desk.level("triage_urgency", *urgency),
            reasons.join(", "),
            desk.happened(happened)
        );
        card.push(fact("signal-triage", said));
    }
    card.extend(handed_over(desk, opened));
    card.extend(identity);
    let triage = (opened.may_triage && row.state == 0).then(|| {
        let given = |name: &str| desk.request.form_field(name).unwrap_or_default();
        let reasons: Vec<String> = desk.request.form_values("reasons").map(str::to_owned).collect();
        let mut fields = vec![
            ask::select(desk, "urgency", "field-urgency", "triage_urgency", given("urgency")),
            ask::checkboxes(desk, "reasons", "field-triage-reasons", "triage_reason", &reasons),
        ];
        ask::mark(desk, &mut fields, problems);
        TriageForm { action: format!("{here}/triage"), command: desk.command(), seen: row.version, fields }
    });
    let hand_over = (opened.may_hand_over && row.state < 2).then(|| HandOverForm {
        action: format!("{here}/hand-over"),
        command: desk.command(),
        seen: row.version,
        field: signals_sent::directorate_field(desk, ""),
    });
    let page = Signal {
        p: desk.page(desk.say("signal-title", &[("code", code.as_str().into())]), "signals"),
        state: state_tag(desk, row.state),
        clock: (row.state == 0).then(|| Tag { tone: Tone::Soon, text: waiting(desk, row.received_at) }),
        card,
        told,
        triage,
        hand_over,
        open_case: (opened.may_open && row.state == 1).then(|| format!("{here}/case")),
        concern: desk.app().may_ever(desk.who, Action::DeclareConcern).then(|| format!("{here}/concern")),
        case: opened.file.map(|file| Link { href: format!("/children/{file}"), text: file.to_string() }),
        timeline: Vec::new(),
        code,
    };
    let status = problems.first().map_or(200, |problem| problem.kind.status());
    if status == 200 { render(&page) } else { render_with(status, &page) }
}

/// Where it came from, and what was decided there.
fn handed_over(desk: &Desk<'_>, opened: &SignalPage) -> Vec<Fact> {
    let signal = &opened.signal;
    let fact = |label: &str, value: String| Fact { label: desk.t(label), value };
    let mut facts = Vec::new();
    if signal.from != signal.agency {
        facts.push(fact("signal-sent-by", desk.agency(signal.from)));
    }
    if let Some(handed) = &signal.handed_over {
        facts.push(fact("signal-handed-over", desk.happened(&handed.happened)));
        if let Some((urgency, reasons)) = &handed.triaged_before {
            let reasons: Vec<String> =
                reasons.iter().map(|reason| desk.level("triage_reason", *reason)).collect();
            let said = format!("{} · {}", desk.level("triage_urgency", *urgency), reasons.join(", "));
            facts.push(fact("signal-triaged-before", said));
        }
    }
    facts
}

fn state_tag(desk: &Desk<'_>, state: u8) -> Tag {
    let name = STATES.get(usize::from(state)).copied().unwrap_or("received");
    let tone = match state {
        0 => Tone::Soon,
        2 => Tone::Go,
        _ => Tone::Quiet,
    };
    Tag { tone, text: desk.t(&format!("signal-state-{name}")) }
}
