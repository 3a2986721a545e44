//! Administration: agencies, people, and what is granted to whom.

mod forms;
mod person;
mod tasks;

use base::Problem;
use words::Arg;
use workflow::directory::agreements::Waiting;
use workflow::directory::pages::{AgencyLine, GrantLine, PackLine, PersonLine};
use workflow::operations::LastOperations;
use workflow::{Action, SignedIn};

use crate::pages::desk::{Desk, render};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::administration::{Admin, AgencyRow, EndingRow, PersonRow, RoleWords, WaitingRow};
use crate::views::{Pager, Tag, Tone};

pub(crate) use forms::{
    add_agency, add_person, agency_form, close, close_form, end, end_form, grant, grant_form, move_form,
    move_to, person_form,
};
pub(crate) use person::{agree, agree_reset, ask_reset, end_sessions, leave, page as person, withdraw};
pub(crate) use tasks::tasks;

/// People shown at a time.
const PEOPLE: usize = 50;
/// A grant that ends within so many days is pointed out.
const SOON: i32 = 30;

/// `GET /admin?q=&from=`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let asked: String = request.query_field("q").unwrap_or_default().chars().take(100).collect();
    let agencies = desk.app().agencies_page(who)?;
    let people = desk.app().people_page(who, &asked)?;
    let from = request.query_field("from").and_then(|text| text.parse().ok()).unwrap_or(0).min(people.len());
    let safety = safety_words(&desk, desk.app().last_operations_as(who)?);
    let manages = desk.app().may_ever(who, Action::ManageDirectory);
    let shown = people.iter().skip(from).take(PEOPLE);
    render(&Admin {
        p: desk.page(desk.t("admin-title"), "admin"),
        agencies_total: desk.count("admin-agencies-total", agencies.agencies.len()),
        agencies: agencies.agencies.iter().map(|line| agency_row(&desk, line, manages)).collect(),
        people_total: desk.count("people-count", people.len()),
        people: shown.map(|line| person_row(&desk, line, manages)).collect(),
        pager: pager(&asked, from, people.len()),
        asked,
        new_agency: manages.then(|| "/admin/agencies/new".to_owned()),
        new_person: manages.then(|| "/admin/people/new".to_owned()),
        pack: pack_words(&desk, &agencies.pack),
        safety,
        unverified: match agencies.pack.unverified_deadlines {
            0 => String::new(),
            count => desk.count("admin-pack-unverified", usize::try_from(count).unwrap_or(usize::MAX)),
        },
        waiting: desk.app().waiting_for_second(who)?.iter().map(|waits| waiting_row(&desk, waits)).collect(),
        ending: people.iter().flat_map(|line| ending_rows(&desk, line)).collect(),
    })
}

/// People stand in memory in one order, so a number of them is a place.
fn pager(asked: &str, from: usize, all: usize) -> Pager {
    let address = |from: usize| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !asked.is_empty() {
            query.append_pair("q", asked);
        }
        if from > 0 {
            query.append_pair("from", &from.to_string());
        }
        match query.finish() {
            query if query.is_empty() => "/admin".to_owned(),
            query => format!("/admin?{query}"),
        }
    };
    let next = from.saturating_add(PEOPLE);
    Pager { first: (from > 0).then(|| address(0)), next: (next < all).then(|| address(next)) }
}

/// When a backup was last taken, and whether one was proved to restore.
fn safety_words(desk: &Desk<'_>, last: LastOperations) -> Vec<String> {
    let when = |at| desk.lang.instant(at, desk.who.pack.zone());
    let backup = match last.backup {
        None => desk.t("admin-backup-none"),
        Some(done) => {
            let megabytes = desk.lang.decimal(done.bytes as f64 / 1_000_000.0, 1);
            let args = [("at", when(done.finished_at).into()), ("megabytes", megabytes.into())];
            desk.say("admin-backup-last", &args)
        }
    };
    let drill = match last.drill {
        None => desk.t("admin-drill-none"),
        Some(done) if done.good => {
            let args = [("at", when(done.finished_at).into()), ("made", when(done.made_at).into())];
            desk.say("admin-drill-good", &args)
        }
        Some(done) => desk.say("admin-drill-bad", &[("at", when(done.finished_at).into())]),
    };
    vec![backup, drill]
}

fn pack_words(desk: &Desk<'_>, pack: &PackLine) -> String {
    let version = pack.version.to_string();
    let mut args = vec![("code", Arg::from(pack.code.as_str())), ("version", Arg::from(version))];
    match pack.adopted {
        Some(day) => {
            args.push(("day", desk.lang.day(day).into()));
            desk.say("admin-pack-version", &args)
        }
        None => desk.say("admin-pack-shipped", &args),
    }
}

fn agency_row(desk: &Desk<'_>, line: &AgencyLine, manages: bool) -> AgencyRow {
    let state = match (line.closed, &line.successor) {
        (None, _) => Tag { tone: Tone::Go, text: desk.t("admin-agency-open") },
        (Some(day), None) => {
            let text = desk.say("admin-agency-closed-on", &[("day", desk.lang.day(day).into())]);
            Tag { tone: Tone::Quiet, text }
        }
        (Some(_), Some(name)) => {
            let text = desk.say("admin-agency-succeeded", &[("name", name.as_str().into())]);
            Tag { tone: Tone::Quiet, text }
        }
    };
    AgencyRow {
        code: line.code.to_string(),
        name: line.name.clone(),
        kind: desk.level("agency_kind", line.kind),
        county: if line.county == 0 {
            desk.t("admin-whole-country")
        } else {
            desk.level("county", line.county)
        },
        people: desk.lang.number(i64::from(line.people)),
        since: desk.lang.day(line.opened),
        state,
        close: (manages && line.closed.is_none()).then(|| format!("/admin/agencies/{}/close", line.code)),
    }
}

fn person_row(desk: &Desk<'_>, line: &PersonLine, manages: bool) -> PersonRow {
    let state = if line.grants.iter().any(|grant| grant.in_force) {
        Tag { tone: Tone::Go, text: desk.t("admin-person-active") }
    } else {
        Tag { tone: Tone::Quiet, text: desk.t("admin-person-left") }
    };
    let here = format!("/admin/people/{}", line.code);
    PersonRow {
        href: here.clone(),
        name: line.name.clone(),
        login: line.login.clone(),
        agency: line.agency_name.clone(),
        roles: line.grants.iter().map(|grant| role_words(desk, grant)).collect(),
        state,
        grant: manages.then(|| format!("{here}/grant")),
        end: (manages && !line.grants.is_empty()).then(|| format!("{here}/end")),
    }
}

fn role_words(desk: &Desk<'_>, grant: &GrantLine) -> RoleWords {
    let until = match grant.until {
        Some(day) => desk.say("admin-until", &[("day", desk.lang.day(day).into())]),
        None => desk.t("admin-no-limit"),
    };
    let accredited =
        if grant.accredited { format!(" · {}", desk.t("admin-accredited")) } else { String::new() };
    RoleWords { role: desk.coded("role", grant.role.code()), until: until + &accredited }
}

/// What waits, in words.
fn waiting_row(desk: &Desk<'_>, waits: &Waiting) -> WaitingRow {
    let until = waits.until.map(|day| desk.say("admin-until", &[("day", desk.lang.day(day).into())]));
    let what = match waits.role {
        Some(role) => {
            let words = std::iter::once(desk.coded("role", role.code())).chain(until);
            words.collect::<Vec<_>>().join(" · ")
        }
        None => desk.t("admin-waiting-reset"),
    };
    let by = if waits.by == base::PersonId::NIL { desk.t("admin-by-program") } else { desk.person(waits.by) };
    WaitingRow {
        href: format!("/admin/people/{}", waits.code),
        name: waits.name.clone(),
        agency: waits.agency_name.clone(),
        what,
        by: desk.say("admin-waiting-by", &[("name", by.into()), ("day", desk.lang.day(waits.since).into())]),
        yours: waits.yours,
        role: waits.role.map_or("", |role| role.code()).to_owned(),
        commands: (desk.command(), desk.command()),
    }
}

/// The grants of a person that end soon.
fn ending_rows(desk: &Desk<'_>, line: &PersonLine) -> Vec<EndingRow> {
    let today = desk.now().day(&desk.zone);
    let soon = |day: &base::Day| day.0 - today.0 <= SOON;
    let in_force = line.grants.iter().filter(|grant| grant.in_force);
    let ending = in_force.filter_map(|grant| Some((grant, grant.until.filter(soon)?)));
    ending
        .map(|(grant, day)| EndingRow {
            href: format!("/admin/people/{}", line.code),
            name: line.name.clone(),
            role: desk.coded("role", grant.role.code()),
            until: desk.say("admin-until", &[("day", desk.lang.day(day).into())]),
        })
        .collect()
}
