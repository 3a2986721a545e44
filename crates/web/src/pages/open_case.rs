//! Opening a case from a signal: who the child is, candidates, circumstances.

use base::{Problem, ProblemKind, PublicCode};
use workflow::SignedIn;
use workflow::open_case::{Candidates, NewCase};

use crate::pages::desk::{Desk, code_of, render_with};
use crate::pages::entry_fields as ask;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::Link;
use crate::views::recording::{Candidate, EntryForm, FieldGroup};

/// `GET /signals/{code}/case`
pub(crate) fn form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    let opened = desk.app().signal(who, code)?;
    if !opened.may_triage {
        return Err(Problem::not_found());
    }
    show(&desk, code, &[], None)
}

/// `POST /signals/{code}/case`
pub(crate) fn open(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    if !desk.app().signal(who, code)?.may_triage {
        return Err(Problem::not_found());
    }
    let case = match case(&desk, request) {
        Ok(case) => case,
        Err(problems) => return show(&desk, code, &problems, None),
    };
    let candidates = desk.app().candidates(who, &case.identity, case.sex)?;
    // Whoever opens a case has looked at those who may be the same child and says which.
    match request.form_field("same") {
        Some("other") => {}
        Some(known) if PublicCode::parse(known).is_some() => {
            return Ok(Response::see_other(&format!("/children/{known}")));
        }
        _ if candidates.found.is_empty() => {}
        _ => {
            return show(&desk, code, &[Problem::bad_input("may_be_the_same").on("same")], Some(&candidates));
        }
    }
    let seen = register_seen(&desk);
    match desk.app().open_case(who, code, seen, request.command()?, case) {
        Ok(file) => Ok(Response::see_other(&format!("/children/{file}?recorded=case_opened"))),
        Err(problem) if problem.code == "new_candidates" => show(&desk, code, &[problem], Some(&candidates)),
        Err(problem) if matches!(problem.kind, ProblemKind::Internal | ProblemKind::NotFound) => Err(problem),
        Err(problem) => show(&desk, code, &[problem], None),
    }
}

/// The register's version that the form's candidates were searched at; 0 when it showed none.
fn register_seen(desk: &Desk<'_>) -> u32 {
    let token = desk.request.form_field("seen").unwrap_or_default();
    let bytes = desk.app().page_of_token(desk.who, token).ok();
    bytes.and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes)
}

fn case(desk: &Desk<'_>, request: &Request) -> Result<NewCase, Vec<Problem>> {
    let mut problems = Vec::new();
    let identity = ask::identity(desk, request).unwrap_or_else(|found| {
        problems.extend(found);
        casework::Identity::default()
    });
    let mut keep = |problem| problems.push(problem);
    let sex = ask::chosen(desk, request, "sex", "sex").map_err(&mut keep).unwrap_or(0);
    let circumstances = ask::circumstances(desk, request).map_err(&mut keep).unwrap_or_default();
    let happened = ask::happened(desk, request).map_err(&mut keep).ok();
    let narrative = ask::note(request).map_err(&mut keep).unwrap_or(None);
    match happened {
        Some(happened) if problems.is_empty() => {
            Ok(NewCase { identity, sex, circumstances, happened, narrative })
        }
        _ => Err(problems),
    }
}

fn show(
    desk: &Desk<'_>,
    signal: PublicCode,
    problems: &[Problem],
    candidates: Option<&Candidates>,
) -> Result<Response, Problem> {
    let request = desk.request;
    let mut who_fields = ask::identity_fields(desk, request);
    let given = |name: &str| request.form_field(name).unwrap_or_default();
    let mut first = vec![
        ask::happened_field(desk, given("happened")),
        ask::select(desk, "sex", "field-sex", "sex", given("sex")),
    ];
    let mut circumstances = ask::circumstance_fields(desk, request);
    circumstances.push(ask::note_field(desk, given("note")));
    for fields in [&mut who_fields, &mut first, &mut circumstances] {
        ask::mark(desk, fields, problems);
    }
    let group = |legend: String, hint: String, fields| FieldGroup { legend, hint, fields };
    let heading = desk.t("do-signal-became-case");
    let here = format!("/signals/{signal}");
    let form = EntryForm {
        p: desk.page(heading.clone(), "signals"),
        heading,
        record: Some(Link { href: here.clone(), text: signal.to_string() }),
        lead: String::new(),
        action: format!("{here}/case"),
        command: request.form_field("command").map_or_else(|| desk.command(), str::to_owned),
        // Sealed: it counts the files of the whole country.
        seen: match candidates {
            Some(candidates) => desk.app().page_token(desk.who, &candidates.register.to_be_bytes())?,
            None => String::new(),
        },
        refusals: problems.iter().map(|problem| desk.refusal(problem)).collect(),
        conflict: Vec::new(),
        warnings: Vec::new(),
        candidates: candidates
            .map(|candidates| {
                candidates
                    .found
                    .iter()
                    .map(|candidate| Candidate {
                        code: candidate.code.to_string(),
                        href: format!("/children/{}", candidate.code),
                        why: candidate
                            .reasons
                            .iter()
                            .map(|reason| desk.coded("match", reason))
                            .collect::<Vec<_>>()
                            .join(", "),
                    })
                    .collect()
            })
            .unwrap_or_default(),
        groups: vec![
            group(String::new(), String::new(), first),
            group(desk.t("entry-person-part"), desk.t("entry-person-part-hint"), who_fields),
            group(desk.t("entry-circumstances"), String::new(), circumstances),
        ],
        known: Vec::new(),
        effect: desk.t("effect-case-opened"),
        submit: desk.t("do-case-opened"),
        second: false,
        cancel: here,
    };
    render_with(problems.first().map_or(200, |problem| problem.kind.status()), &form)
}
