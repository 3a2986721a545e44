//! The list of children, the name search, and names on request.

use base::{Code, Problem, PublicCode};
use store_total::total_words;
use workflow::children::{Children as Listed, ChildrenFilter};
use workflow::exporting::List;
use workflow::{Action, SignedIn};

use crate::pages::desk::{Desk, render};
use crate::pages::exports;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::children::{ChildRow, Children, ShowNames};
use crate::views::{Choice, Filter, Pager, Tag, Tone};

/// `GET /children`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let filter = filter(&desk)?;
    let listed = match request.query_field("q") {
        Some(text) => {
            let code =
                PublicCode::parse(text).ok_or_else(|| Problem::bad_input("public_code_malformed").on("q"))?;
            desk.app().search_children(who, &code.to_string(), &ChildrenFilter::default())?
        }
        None => desk.app().children(who, &filter)?,
    };
    show(&desk, listed, None, &[])
}

/// `POST /children/search`: names are never in an address.
pub(crate) fn search(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let query = request.form_field("q").unwrap_or_default();
    let listed = desk.app().search_children(who, query, &ChildrenFilter::default())?;
    show(&desk, listed, Some(query.chars().take(100).collect()), &[])
}

/// `POST /children/names`: the names of the page that was shown; one recorded reading for each.
pub(crate) fn names(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let codes: Vec<PublicCode> =
        request.form_field("query").unwrap_or_default().split(',').filter_map(PublicCode::parse).collect();
    let names: Vec<(PublicCode, String)> = desk
        .app()
        .read_identities(who, &codes)?
        .into_iter()
        .map(|(code, identity)| (code, identity.map(|identity| identity.full_name()).unwrap_or_default()))
        .collect();
    let listed = desk.app().children_of_codes(who, &codes)?;
    show(&desk, listed, None, &names)
}

pub(crate) fn filter(desk: &Desk<'_>) -> Result<ChildrenFilter, Problem> {
    let request = desk.request;
    let level = |name: &str, list: &str| {
        request.query_field(name).and_then(|code| desk.pack().list(list).number(code))
    };
    let narrow = |level: Option<u16>| level.and_then(|level| u8::try_from(level).ok());
    Ok(ChildrenFilter {
        county: level("county", "county"),
        sex: narrow(level("sex", "sex")),
        age_band: narrow(level("age", "age_band")),
        status: request.query_field("status").and_then(|code| Code::new(code).ok()),
        closed: match request.query_field("open") {
            Some("open") => Some(false),
            Some("closed") => Some(true),
            _ => None,
        },
        mine: false,
        after: desk.after()?,
    })
}

fn show(
    desk: &Desk<'_>,
    listed: Listed,
    searched: Option<String>,
    names: &[(PublicCode, String)],
) -> Result<Response, Problem> {
    let codes: Vec<String> = listed.rows.iter().map(|row| row.code.compact()).collect();
    let may_unmask = desk.app().may_ever(desk.who, Action::UnmaskIdentity);
    let rows = listed
        .rows
        .iter()
        .map(|row| ChildRow {
            code: row.code.to_string(),
            href: format!("/children/{}", row.code),
            name: names.iter().find(|(code, _)| *code == row.code).map(|(_, name)| name.clone()),
            age_band: desk.level("age_band", u16::from(row.age_band)),
            sex: desk.level("sex", u16::from(row.sex)),
            county: desk.level("county", row.county),
            status: status_tag(desk, row.status.as_str(), row.closed),
            manager: match row.case_manager {
                base::PersonId::NIL => desk.t("nobody-yet"),
                person => desk.person(person),
            },
            next: (row.referrals_open > 0).then(|| Tag {
                tone: Tone::Soon,
                text: desk.count("referrals-count", row.referrals_open as usize),
            }),
        })
        .collect();
    let filtered = ["open", "status", "county", "age", "sex", "q"]
        .iter()
        .any(|name| desk.request.query_field(name).is_some());
    let show_names = (may_unmask && names.is_empty() && !codes.is_empty())
        .then(|| ShowNames { action: "/children/names".to_owned(), query: codes.join(",") });
    let names_shown = !names.is_empty();
    // By a name or for names' sake nothing is taken away: a table has codes only, of the whole list.
    let searched_or_named = searched.is_some() || names_shown || desk.request.query_field("q").is_some();
    let pager = if searched.is_some() || names_shown {
        Pager { first: None, next: None }
    } else {
        desk.pager(listed.next.clone())?
    };
    render(&Children {
        p: desk.page(desk.t("children-title"), "children"),
        filters: filters(desk),
        code_filter: desk.request.query_field("q").unwrap_or_default().to_owned(),
        filtered,
        searched,
        total: total_words(desk, "children-total", "children-total-more", listed.total),
        rows,
        pager,
        bring_in: desk.app().may_ever(desk.who, Action::OpenFile),
        export: if searched_or_named { None } else { exports::form(desk, List::Children) },
        show_names,
        names_shown,
        next_search: None,
    })
}

fn filters(desk: &Desk<'_>) -> Vec<Filter> {
    let of_list = |name: &'static str, label: &str, list: &str| {
        let chosen = desk.request.query_field(name).unwrap_or_default();
        let mut options = vec![any(desk, chosen.is_empty())];
        let mut items: Vec<(String, String)> = desk
            .pack()
            .list(list)
            .items()
            .iter()
            .filter(|item| !item.retired)
            .map(|item| (item.code.as_str().to_owned(), desk.level(list, item.number)))
            .collect();
        if list == "county" {
            items.sort_by_key(|(_, label)| desk.lang.sort_key(label));
        }
        options.extend(items.into_iter().map(|(value, label)| Choice {
            chosen: value == chosen,
            value,
            label,
            hint: None,
        }));
        Filter { name, label: desk.t(label), options }
    };
    let of_words = |name: &'static str, label: &str, words: &[(&str, &str)]| {
        let chosen = desk.request.query_field(name).unwrap_or_default();
        let mut options = vec![any(desk, chosen.is_empty())];
        options.extend(words.iter().map(|(value, id)| Choice {
            value: (*value).to_owned(),
            label: desk.t(id),
            hint: None,
            chosen: *value == chosen,
        }));
        Filter { name, label: desk.t(label), options }
    };
    let statuses: Vec<(String, String)> = desk
        .pack()
        .status_track()
        .statuses()
        .iter()
        .filter(|status| **status != "none")
        .map(|status| (status.as_str().to_owned(), format!("status-{}", status.as_str().replace('_', "-"))))
        .collect();
    let statuses: Vec<(&str, &str)> =
        statuses.iter().map(|(code, id)| (code.as_str(), id.as_str())).collect();
    vec![
        of_words(
            "open",
            "children-filter-state",
            &[("open", "children-filter-state-open"), ("closed", "children-filter-state-closed")],
        ),
        of_words("status", "children-filter-status", &statuses),
        of_list("county", "children-filter-county", "county"),
        of_list("age", "children-filter-age", "age_band"),
        of_list("sex", "children-filter-sex", "sex"),
    ]
}

fn any(desk: &Desk<'_>, chosen: bool) -> Choice {
    Choice { value: String::new(), label: desk.t("any"), hint: None, chosen }
}

/// The mark of a victim status, or of a closed file.
pub(crate) fn status_tag(desk: &Desk<'_>, status: &str, closed: bool) -> Tag {
    if closed {
        return Tag { tone: Tone::Quiet, text: desk.t("file-closed") };
    }
    let tone = match status {
        "identified" => Tone::Go,
        "presumed" => Tone::Soon,
        _ => Tone::Quiet,
    };
    Tag { tone, text: desk.coded("status", status) }
}

/// How totals are said.
pub(crate) mod store_total {
    use words::Arg;
    use workflow::Total;

    use crate::pages::desk::Desk;

    /// Exact to a thousand, then "more than".
    pub(crate) fn total_words(desk: &Desk<'_>, exact: &str, more: &str, total: Total) -> String {
        match total {
            Total::Exactly(count) => desk.say(exact, &[("count", Arg::Count(i64::from(count)))]),
            Total::MoreThanThousand => {
                desk.say(more, &[("max", Arg::from(desk.lang.number(1_000).as_str()))])
            }
        }
    }
}
