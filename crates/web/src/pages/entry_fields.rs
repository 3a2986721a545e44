//! The questions of forms, and what was answered.

use base::{Code, Happened, Problem};
use casework::{Circumstances, Identity, IdentityForm, Narrative};

use crate::pages::desk::Desk;
use crate::request::Request;
use crate::views::Choice;
use crate::views::recording::{Field, Input};

/// One of a list: a few as radio buttons, many as a drop-down.
pub(crate) fn select(desk: &Desk<'_>, name: &str, label: &str, list: &str, chosen: &str) -> Field {
    let items: Vec<Choice> = desk
        .pack()
        .list(list)
        .items()
        .iter()
        .filter(|item| !item.retired)
        .map(|item| Choice {
            value: item.code.as_str().to_owned(),
            label: desk.level(list, item.number),
            hint: None,
            chosen: item.code == chosen,
        })
        .collect();
    let input = if items.len() <= 6 {
        Input::Radio(items)
    } else {
        let mut options = vec![Choice {
            value: String::new(),
            label: desk.t("entry-choose"),
            hint: None,
            chosen: chosen.is_empty(),
        }];
        let mut items = items;
        if list == "county" {
            items.sort_by_key(|item| desk.lang.sort_key(&item.label));
        }
        options.extend(items);
        Input::Select(options)
    };
    field(desk, name, label, true, input)
}

/// Any of a list.
pub(crate) fn checkboxes(desk: &Desk<'_>, name: &str, label: &str, list: &str, chosen: &[String]) -> Field {
    let items = desk
        .pack()
        .list(list)
        .items()
        .iter()
        .filter(|item| !item.retired)
        .map(|item| Choice {
            value: item.code.as_str().to_owned(),
            label: desk.level(list, item.number),
            hint: None,
            chosen: chosen.iter().any(|code| item.code == *code.as_str()),
        })
        .collect();
    field(desk, name, label, false, Input::Checkboxes(items))
}

/// A question; its hint is the label's id with `-hint`, where there is one.
pub(crate) fn field(desk: &Desk<'_>, name: &str, label: &str, required: bool, input: Input) -> Field {
    let hint = format!("{label}-hint");
    let hint = if desk.site.words.has(desk.lang, &hint) { desk.t(&hint) } else { String::new() };
    Field { name: name.to_owned(), label: desk.t(label), hint, error: String::new(), required, input }
}

/// When it happened; today when nothing was said yet.
pub(crate) fn happened_field(desk: &Desk<'_>, given: &str) -> Field {
    let value = if given.is_empty() { desk.now().day(&desk.zone).to_string() } else { given.to_owned() };
    field(desk, "happened", "field-happened", true, Input::Date(value))
}

/// What was written.
pub(crate) fn note_field(desk: &Desk<'_>, given: &str) -> Field {
    let input = Input::Long { value: given.to_owned(), max: u32::try_from(Narrative::MAX).unwrap_or(10_000) };
    field(desk, "note", "field-note", false, input)
}

/// Who the child is.
pub(crate) fn identity_fields(desk: &Desk<'_>, request: &Request) -> Vec<Field> {
    let text = |name: &str, label: &str, max: usize| {
        let value = request.form_field(name).unwrap_or_default().to_owned();
        field(desk, name, label, false, Input::Text { value, max: u32::try_from(max).unwrap_or(300) })
    };
    let birth = request.form_field("birth_date").unwrap_or_default().to_owned();
    vec![
        text("given_names", "field-given-names", Identity::NAME_MAX),
        text("family_names", "field-family-names", Identity::NAME_MAX),
        field(desk, "birth_date", "field-birth-date", false, Input::Date(birth)),
        text("national_number", "field-national-number", Identity::NUMBER_MAX),
        text("address", "field-address", Identity::LINE_MAX),
        text("phone", "field-phone", Identity::PHONE_MAX),
        text("guardian", "field-guardian", Identity::LINE_MAX),
    ]
}

/// The identity that a form sent.
pub(crate) fn identity(desk: &Desk<'_>, request: &Request) -> Result<Identity, Vec<Problem>> {
    let value = |name: &str| request.form_field(name).unwrap_or_default();
    let form = IdentityForm {
        given_names: value("given_names"),
        family_names: value("family_names"),
        birth_date: value("birth_date"),
        national_number: value("national_number"),
        address: value("address"),
        phone: value("phone"),
        guardian: value("guardian"),
    };
    Identity::read(&form, desk.now(), &desk.zone)
}

/// The circumstances' questions.
pub(crate) fn circumstance_fields(desk: &Desk<'_>, request: &Request) -> Vec<Field> {
    let given = |name: &str| request.form_field(name).unwrap_or_default();
    let forms: Vec<String> = request.form_values("forms").map(str::to_owned).collect();
    let mut fields = vec![
        checkboxes(desk, "forms", "field-forms", "exploitation", &forms),
        select(desk, "where", "field-where", "where", given("where")),
        select(desk, "recruitment", "field-recruitment", "recruitment", given("recruitment")),
        select(desk, "origin", "field-origin", "county", given("origin")),
        select(desk, "in_care", "field-in-care", "yes_no", given("in_care")),
    ];
    fields.iter_mut().for_each(|field| field.required = false);
    fields
}

/// The circumstances that a form sent; what was left open is not known.
pub(crate) fn circumstances(desk: &Desk<'_>, request: &Request) -> Result<Circumstances, Problem> {
    let optional = |name: &'static str, list: &str| match request.form_field(name) {
        Some(code) => number(desk, name, list, code),
        None => Ok(0),
    };
    let mut forms = Vec::new();
    for code in request.form_values("forms") {
        forms.push(number(desk, "forms", "exploitation", code)?);
    }
    Ok(Circumstances {
        forms: Circumstances::forms_of(forms),
        place: optional("where", "where")?,
        recruitment: optional("recruitment", "recruitment")?,
        origin: optional("origin", "county")?,
        in_care: optional("in_care", "yes_no")?,
    })
}

/// The level that a form chose from a list.
pub(crate) fn chosen(
    desk: &Desk<'_>,
    request: &Request,
    name: &'static str,
    list: &str,
) -> Result<u16, Problem> {
    number(desk, name, list, request.need(name)?)
}

fn number(desk: &Desk<'_>, name: &'static str, list: &str, code: &str) -> Result<u16, Problem> {
    desk.pack().list(list).number(code).ok_or_else(|| Problem::bad_input("choice_unknown").on(name))
}

/// When it happened, as the form says: today is now, to the instant, so that hour clocks can run.
pub(crate) fn happened(desk: &Desk<'_>, request: &Request) -> Result<Happened, Problem> {
    let text = request.need("happened")?;
    let happened = Happened::parse(text, &desk.zone)
        .ok_or_else(|| Problem::bad_input("date_malformed").on("happened"))?;
    let today = desk.now().day(&desk.zone);
    if happened.precision() == base::Precision::Day && happened.first_day() == today {
        return Ok(Happened::at(desk.now(), &desk.zone));
    }
    if happened.first_day() > today {
        return Err(Problem::refused("happened_in_future").on("happened"));
    }
    Ok(happened)
}

/// What was written, if anything was.
pub(crate) fn note(request: &Request) -> Result<Option<Narrative>, Problem> {
    Narrative::read(request.form_field("note").unwrap_or_default(), "note")
}

/// The ground that entries are recorded on.
pub(crate) fn basis(kind: &str) -> Result<Code, Problem> {
    Code::new(if kind.starts_with("referral") { "referral_mechanism" } else { "child_protection_duty" })
}

/// Puts each problem beside its field.
pub(crate) fn mark(desk: &Desk<'_>, fields: &mut [Field], problems: &[Problem]) {
    for problem in problems {
        if let Some(field) = fields.iter_mut().find(|field| problem.field == Some(field.name.as_str())) {
            field.error = desk.site.words.problem(desk.lang, problem).title;
        }
    }
}
