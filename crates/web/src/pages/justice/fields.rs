//! What the forms of a criminal file ask, and the event that was answered.

use base::Problem;
use justice::{CriminalEvent, Judgment, Office, Phase};
use workflow::criminal_files::CriminalFilePage;

use crate::pages::desk::Desk;
use crate::pages::entry_fields as ask;
use crate::views::Choice;
use crate::views::recording::{Field, Input};

/// Kinds that people add to a criminal file, in the order they are offered.
pub(super) const KINDS: [&str; 8] = [
    "prosecution_started",
    "protection_ordered",
    "hearing_planned",
    "hearing_held",
    "indicted",
    "judged",
    "compensation",
    "criminal_file_closed",
];

/// The kinds that the file and the person's rights allow now.
pub(super) fn possible(opened: &CriminalFilePage) -> Vec<&'static str> {
    let file = &opened.file;
    let sensible = |kind: &&str| match *kind {
        "prosecution_started" => file.closed.is_none() && file.prosecuted.is_none(),
        "indicted" => file.closed.is_none() && file.indicted.is_none(),
        "judged" => file.closed.is_none() && matches!(file.phase(), Phase::Trial),
        "compensation" => true,
        _ => file.closed.is_none(),
    };
    KINDS.into_iter().filter(|kind| opened.may_add && sensible(kind)).collect()
}

/// The questions of a kind; what it said before is filled in when it is corrected.
pub(super) fn fields(desk: &Desk<'_>, kind: &str, before: Option<&CriminalEvent>) -> Vec<Field> {
    use CriminalEvent as E;
    let request = desk.request;
    let given = |name: &str| request.form_field(name).unwrap_or_default().to_owned();
    let level = |list: &str, number: Option<u16>| {
        let code = number.and_then(|number| desk.pack().list(list).code(number));
        code.map(|code| code.as_str().to_owned()).unwrap_or_default()
    };
    let said = |name: &str, list: &str, number: Option<u16>| {
        if request.form_field("command").is_some() { given(name) } else { level(list, number) }
    };
    let optional = |mut field: Field| {
        field.required = false;
        field
    };
    let one = |name: &str, label: &str, list: &str, number: Option<u16>| {
        ask::select(desk, name, label, list, &said(name, list, number))
    };
    let number = |name: &str, label: &str, before: Option<u16>, required: bool| {
        let value = if request.form_field("command").is_some() {
            given(name)
        } else {
            before.map(|number| number.to_string()).unwrap_or_default()
        };
        ask::field(desk, name, label, required, Input::Text { value, max: 4 })
    };
    let articles = |before: Option<&Vec<u16>>| {
        let chosen: Vec<String> = if request.form_field("command").is_some() {
            request.form_values("articles").map(str::to_owned).collect()
        } else {
            before.into_iter().flatten().map(|n| level("criminal_article", Some(*n))).collect()
        };
        ask::checkboxes(desk, "articles", "field-articles", "criminal_article", &chosen)
    };
    match kind {
        "criminal_file_opened" => {
            let (named, [a, b, c]) = match before {
                Some(E::CriminalFileOpened { articles, child_victim, online, origin, .. }) => {
                    (Some(articles), [Some(*child_victim), Some(*online), Some(*origin)])
                }
                _ => (None, [None; 3]),
            };
            vec![
                articles(named),
                one("child_victim", "field-child-victim", "yes_no", a),
                one("online", "field-online", "yes_no", b),
                one("origin", "field-criminal-origin", "criminal_origin", c),
            ]
        }
        "prosecution_started" => vec![articles(match before {
            Some(E::ProsecutionStarted { articles, .. }) => Some(articles),
            _ => None,
        })],
        "protection_ordered" => {
            let before =
                if let Some(E::ProtectionOrdered { measure, .. }) = before { Some(*measure) } else { None };
            vec![one("measure", "field-measure", "victim_protection", before)]
        }
        "hearing_planned" => {
            let before = if let Some(E::HearingPlanned { again, .. }) = before { Some(*again) } else { None };
            vec![optional(one("again", "field-again", "hearing_again", before))]
        }
        "hearing_held" => {
            let [a, b, c, d, e] = match before {
                Some(E::HearingHeld {
                    was_recorded, dedicated_room, psychologist, lawyer, again, ..
                }) => [*was_recorded, *dedicated_room, *psychologist, *lawyer, *again].map(Some),
                _ => [None; 5],
            };
            vec![
                one("was_recorded", "field-was-recorded", "yes_no", a),
                one("dedicated_room", "field-dedicated-room", "yes_no", b),
                one("psychologist", "field-psychologist", "yes_no", c),
                one("lawyer", "field-hearing-lawyer", "yes_no", d),
                optional(one("again", "field-again", "hearing_again", e)),
            ]
        }
        "indicted" => {
            let (many, named) = match before {
                Some(E::Indicted { defendants, articles, .. }) => (Some(*defendants), Some(articles)),
                _ => (None, None),
            };
            vec![number("defendants", "field-defendants", many, true), articles(named)]
        }
        "judged" => {
            let (defendant, judgment) = match before {
                Some(E::Judged { defendant, judgment, .. }) => (Some(*defendant), Some(*judgment)),
                _ => (None, None),
            };
            vec![
                number("defendant", "field-defendant", defendant, true),
                instance(desk, judgment),
                one("outcome", "field-outcome", "judgment_outcome", judgment.map(|j| j.outcome)),
                number("months", "field-months", judgment.map(|j| j.months), false),
                optional(one("suspended", "field-suspended", "yes_no", judgment.map(|j| j.suspended))),
            ]
        }
        "compensation" => {
            let before = if let Some(E::Compensation { step, .. }) = before { Some(*step) } else { None };
            vec![one("step", "field-compensation-step", "compensation_step", before)]
        }
        "criminal_file_closed" => {
            let before =
                if let Some(E::CriminalFileClosed { reason, .. }) = before { Some(*reason) } else { None };
            vec![one("reason", "field-reason", "criminal_closing", before)]
        }
        _ => Vec::new(),
    }
}

/// The first court, or the last word.
fn instance(desk: &Desk<'_>, before: Option<Judgment>) -> Field {
    let given = desk.request.form_field("instance").unwrap_or(match before {
        Some(Judgment { is_final: true, .. }) => "final",
        Some(_) => "first",
        None => "",
    });
    let choices = [("first", "criminal-first-court"), ("final", "criminal-final")];
    let choices = choices.map(|(value, label)| Choice {
        value: value.to_owned(),
        label: desk.t(label),
        hint: None,
        chosen: given == value,
    });
    ask::field(desk, "instance", "field-instance", true, Input::Radio(choices.into()))
}

/// The articles that a form chose.
pub(super) fn articles(desk: &Desk<'_>) -> Result<Vec<u16>, Problem> {
    let list = desk.pack().list("criminal_article");
    let unknown = || Problem::bad_input("choice_unknown").on("articles");
    let chosen: Vec<u16> = desk
        .request
        .form_values("articles")
        .map(|code| list.number(code).ok_or_else(unknown))
        .collect::<Result<_, _>>()?;
    if chosen.is_empty() { Err(Problem::bad_input("field_missing").on("articles")) } else { Ok(chosen) }
}

/// The event of a kind that a form answered. A correction keeps what its entry is about.
pub(super) fn event(
    desk: &Desk<'_>,
    kind: &str,
    before: Option<&CriminalEvent>,
) -> Result<CriminalEvent, Problem> {
    use CriminalEvent as E;
    let request = desk.request;
    let by = Office { agency: desk.who.agency.number, county: desk.who.agency.county };
    let one = |name: &'static str, list: &str| ask::chosen(desk, request, name, list);
    let optional = |name: &'static str, list: &str| match request.form_field(name) {
        Some("") | None => Ok(0),
        Some(_) => one(name, list),
    };
    let number = |name: &'static str, required: bool| match request.form_field(name).map(str::trim) {
        Some("") | None if !required => Ok(0),
        _ => request
            .need(name)?
            .trim()
            .parse::<u16>()
            .map_err(|_| Problem::bad_input("number_malformed").on(name)),
    };
    Ok(match kind {
        "criminal_file_opened" => {
            let Some(E::CriminalFileOpened { by, child, unit, code, notice, .. }) = before else {
                return Err(Problem::not_found());
            };
            E::CriminalFileOpened {
                by: *by,
                child: *child,
                unit: *unit,
                code: *code,
                notice: *notice,
                articles: articles(desk)?,
                child_victim: one("child_victim", "yes_no")?,
                online: one("online", "yes_no")?,
                origin: one("origin", "criminal_origin")?,
            }
        }
        "prosecution_started" => E::ProsecutionStarted { by, articles: articles(desk)? },
        "protection_ordered" => E::ProtectionOrdered { by, measure: one("measure", "victim_protection")? },
        "hearing_planned" => E::HearingPlanned { by, again: optional("again", "hearing_again")? },
        "hearing_held" => E::HearingHeld {
            by,
            was_recorded: one("was_recorded", "yes_no")?,
            dedicated_room: one("dedicated_room", "yes_no")?,
            psychologist: one("psychologist", "yes_no")?,
            lawyer: one("lawyer", "yes_no")?,
            again: optional("again", "hearing_again")?,
        },
        "indicted" => E::Indicted { by, defendants: number("defendants", true)?, articles: articles(desk)? },
        "judged" => E::Judged {
            by,
            defendant: number("defendant", true)?,
            judgment: Judgment {
                is_final: match request.need("instance")? {
                    "final" => true,
                    "first" => false,
                    _ => return Err(Problem::bad_input("choice_unknown").on("instance")),
                },
                outcome: one("outcome", "judgment_outcome")?,
                months: number("months", false)?,
                suspended: optional("suspended", "yes_no")?,
            },
        },
        "compensation" => E::Compensation { by, step: one("step", "compensation_step")? },
        "criminal_file_closed" => E::CriminalFileClosed { by, reason: one("reason", "criminal_closing")? },
        _ => return Err(Problem::not_found()),
    })
}
