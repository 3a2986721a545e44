//! `punte user add`, `punte user link` and `punte user list`: people who sign in with a password.

use agencies::{DirectoryEvent, Role};
use base::{AgencyId, CleanText, Code, CommandId, Happened, PersonId, Problem, PublicCode};
use serde_json::{Value, json};
use workflow::App;
use workflow::directory::DirectoryRecord;

use crate::cli::{DataOnly, UserAdd, UserLink};
use crate::commands::{figures, serve};
use crate::console::{Console, DONE};
use crate::folder;

/// Adds a person, opens their agency if asked to, and prints the link that sets the password. Where two administrators
/// are in office, a role that needs two waits for one of them.
///
/// # Errors
/// `folder_is_demo`, `role_unknown`, `kind_unknown`, `agency_unknown`, `login_taken`, `login_malformed`; those of
/// opening the folder; an engine's error. Nothing is recorded then.
pub(crate) fn add(args: &UserAdd, console: &Console) -> Result<u8, Problem> {
    let roles = args.role.iter().map(|role| role_of(role)).collect::<Result<Vec<Role>, _>>()?;
    let opened = folder::open(&args.data)?;
    if opened.demo.is_some() {
        return Err(Problem::refused("demo_people"));
    }
    let app = opened.app;
    serve::adopt_first_pack(&app, console)?;
    refuse_taken(&app, &args.login)?;
    let now = app.clock().now();
    let happened = Happened::at(now, &app.zone()?);
    let mut records = Vec::new();
    let mut record = |event| {
        let command = CommandId::new(now, app.chance());
        records.push(DirectoryRecord { actor: PersonId::NIL, command, happened: happened.clone(), event });
    };
    let agency = match app.directory()?.agency_by_code(&args.agency) {
        Some(agency) => agency.id,
        None => {
            let (id, event) = new_agency(&app, args)?;
            record(event);
            id
        }
    };
    let person = PersonId::new(now, app.chance());
    record(DirectoryEvent::PersonAdded { person, agency, name: CleanText::new(&args.name, 200, "name")? });
    // The command line makes the first two administrators; from then on it proposes like any one of them.
    let (directory, today) = (app.directory()?, now.day(&app.zone()?));
    let proposes = directory.how_many(Role::Administrator, today) >= 2;
    let (waits, granted): (Vec<Role>, Vec<Role>) =
        roles.into_iter().partition(|role| proposes && role.needs_second_factor());
    let (until, accredited, by) = (args.until, false, PersonId::NIL);
    for role in granted {
        record(DirectoryEvent::RoleGranted { person, role, accredited, until });
    }
    for role in &waits {
        record(DirectoryEvent::RoleProposed { person, role: *role, accredited, until, by });
    }
    app.record_directory_batch(records, now)?;
    let token = app.invite(person, &args.login)?;
    let link = link_of(&args.public, &token);
    if args.json {
        console.json(
            &json!({ "person": app.person_code(person)?.to_string(), "login": args.login, "link": link,
                "waits": waits.iter().map(|role| role.code()).collect::<Vec<_>>() }),
        )?;
    } else {
        console.say("cli-user-added", &[("name", args.name.as_str().into())]);
        console.line(&link);
        for role in &waits {
            console.note("cli-user-waits", &[("role", role.code().into())]);
        }
    }
    Ok(DONE)
}

fn role_of(role: &str) -> Result<Role, Problem> {
    Role::from_code(role).ok_or_else(|| {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        let role: String = role.chars().take(40).collect();
        Problem::refused("role_unknown").with("role", role).with("known", known.join(", "))
    })
}

/// Before anything is recorded, so that a second try does not add the person twice.
fn refuse_taken(app: &App, login: &str) -> Result<(), Problem> {
    if app.login_is_taken(login)? { Err(Problem::refused("login_taken")) } else { Ok(()) }
}

/// Prints a new link for somebody who forgot the password, or the first one of a person added on a page.
///
/// # Errors
/// `demo_people`, `login_unknown`, `login_taken`, `login_malformed`, `person_code_unknown`; those of opening the folder; an
/// engine's error.
pub(crate) fn link(args: &UserLink, console: &Console) -> Result<u8, Problem> {
    let opened = folder::open_existing(&args.data)?;
    if opened.demo.is_some() {
        return Err(Problem::refused("demo_people"));
    }
    let app = opened.app;
    let directory = app.directory()?;
    let (person, token) = match &args.person {
        None => app.invite_again(&args.login)?,
        Some(code) => {
            let unknown = || Problem::refused("person_code_unknown").with("person", code.as_str());
            let code = PublicCode::parse(code).ok_or_else(unknown)?;
            let person = app.person_of_code(&directory, code).map_err(|_| unknown())?.id;
            (person, app.invite(person, &args.login)?)
        }
    };
    let name = directory.person(person).map_or("", |person| person.name.as_str());
    let link = link_of(&args.public, &token);
    if args.json {
        console.json(&json!({ "person": app.person_code(person)?.to_string(), "link": link }))?;
    } else {
        console.say("cli-user-link", &[("name", name.into())]);
        console.line(&link);
    }
    Ok(DONE)
}

fn link_of(public: &str, token: &str) -> String {
    format!("{}/set-password?link={token}", public.trim_end_matches('/'))
}

/// The agency that is opened with its first person; `agency_unknown` when none was asked for.
fn new_agency(app: &App, args: &UserAdd) -> Result<(AgencyId, DirectoryEvent), Problem> {
    let (Some(name), Some(kind)) = (&args.agency_name, &args.agency_kind) else {
        return Err(Problem::refused("agency_unknown").with("agency", args.agency.as_str()));
    };
    let pack = app.pack()?;
    let level = |list: &str, code: &str| {
        pack.list(list).number(code).ok_or_else(|| {
            Problem::refused("kind_unknown")
                .with("list", list)
                .with("value", code.chars().take(40).collect::<String>())
        })
    };
    let agency = AgencyId::new(app.clock().now(), app.chance());
    let event = DirectoryEvent::AgencyOpened {
        agency,
        number: app.directory()?.next_agency_number(),
        code: Code::new(&args.agency)?,
        agency_kind: level("agency_kind", kind)?,
        name: CleanText::new(name, 200, "agency_name")?,
        county: args.agency_county.as_ref().map_or(Ok(0), |county| level("county", county))?,
    };
    Ok((agency, event))
}

/// Lists people, their agency and roles.
///
/// # Errors
/// `data_missing`; those of opening the folder; an engine's error.
pub(crate) fn list(args: &DataOnly, console: &Console) -> Result<u8, Problem> {
    let app = folder::open_existing(&args.data)?.app;
    let (directory, today) = (app.directory()?, app.clock().now().day(&app.zone()?));
    let logins = app.logins()?;
    let mut rows = Vec::new();
    let mut people: Vec<Value> = Vec::new();
    for person in directory.people() {
        let agency = directory.agency_by_id(person.agency).map_or("", |agency| agency.code.as_str());
        let roles: Vec<&str> = person.grants_on(today).map(|grant| grant.role.code()).collect();
        let (login, code) = (logins.get(&person.id), app.person_code(person.id)?.to_string());
        people.push(
            json!({ "code": code, "name": person.name, "agency": agency, "roles": roles, "login": login }),
        );
        let login = login.map_or_else(|| "–".to_owned(), Clone::clone);
        rows.push(vec![agency.to_owned(), code, person.name.clone(), roles.join(", "), login]);
    }
    if args.json {
        console.json(&json!({ "people": people }))?;
    } else if rows.is_empty() {
        console.say("cli-user-none", &[]);
    } else {
        console.line(&figures::table(&rows, 5));
    }
    Ok(DONE)
}
