//! Lists to take away: the same filters as the list's page, with a permission and a record of their own.

use std::collections::HashMap;
use std::sync::Arc;

use base::{AgencyNumber, Day, PersonId, Problem, Timestamp};
use reports::{Cell, Column, Table, TableAbout, TableError, TableFormat};
use workflow::SignedIn;
use workflow::exporting::{List, Taking};

use crate::pages::desk::Desk;
use crate::pages::{children, referrals, signals};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::ExportForm;

/// The form beneath a list by which it is taken away, for those who may.
pub(crate) fn form(desk: &Desk<'_>, list: List) -> Option<ExportForm> {
    desk.app().may_export(desk.who, list).then(|| ExportForm {
        action: match narrowed(desk) {
            query if query.is_empty() => format!("/{}/export", list.name()),
            query => format!("/{}/export?{query}", list.name()),
        },
        formats: TableFormat::ALL.map(TableFormat::name),
    })
}

/// `POST /children/export`
pub(crate) fn children_list(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let leave = desk.app().leave_to_export(who, List::Children)?;
    let filter = children::filter(&desk)?;
    let columns =
        ["code", "age_band", "sex", "county", "status", "closed", "opened", "manager", "referrals_open"];
    let mut sheet = Sheet::begin(&desk, List::Children, "children-title", &columns)?;
    let taking = sheet.taking();
    desk.app().export_children(who, &leave, &filter, &taking, &mut |row| {
        let cells = [
            Cell::Text(row.code.to_string()),
            sheet.level("age_band", u16::from(row.age_band)),
            sheet.level("sex", u16::from(row.sex)),
            sheet.level("county", row.county),
            sheet.coded("status", row.status.as_str()),
            sheet.coded("export-yes-no", if row.closed { "yes" } else { "no" }),
            sheet.day(row.opened_day),
            sheet.person(row.case_manager),
            Cell::Number(row.referrals_open.into()),
        ];
        sheet.row(&cells)
    })?;
    sheet.answer()
}

/// `POST /referrals/export`
pub(crate) fn referrals_list(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let leave = desk.app().leave_to_export(who, List::Referrals)?;
    let narrowed = referrals::narrowed(&desk);
    let columns = [
        "code", "need", "service", "urgency", "age_band", "from", "to", "state", "refusal", "sent",
        "received", "answered", "started", "finished", "due",
    ];
    let mut sheet = Sheet::begin(&desk, List::Referrals, "referrals-title", &columns)?;
    let taking = sheet.taking();
    desk.app().export_referrals(who, &leave, narrowed, &taking, &mut |card| {
        let row = &card.row;
        let refusal = if row.refusal == 0 { Cell::Empty } else { sheet.level("refusal_reason", row.refusal) };
        let cells = [
            Cell::Text(row.code.to_string()),
            sheet.level("need", row.need),
            sheet.level("service", row.service),
            sheet.level("urgency", row.urgency),
            sheet.level("age_band", u16::from(row.age_band)),
            sheet.agency(row.from_agency),
            sheet.agency(row.to_agency),
            sheet.coded("referral-state", referrals::state_name(row.state)),
            refusal,
            sheet.instant(row.sent_at),
            sheet.instant(row.received_at),
            sheet.instant(row.answered_at),
            sheet.instant(row.started_at),
            sheet.instant(row.finished_at),
            card.due.map_or(Cell::Empty, |(_, due)| sheet.day(due.day)),
        ];
        sheet.row(&cells)
    })?;
    sheet.answer()
}

/// `POST /signals/export`
pub(crate) fn signals_list(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let leave = desk.app().leave_to_export(who, List::Signals)?;
    let columns = ["code", "received", "source", "county", "urgency", "state", "triaged"];
    let mut sheet = Sheet::begin(&desk, List::Signals, "signals-title", &columns)?;
    let taking = sheet.taking();
    desk.app().export_signals(who, &leave, signals::narrowed(&desk), &taking, &mut |row| {
        let cells = [
            Cell::Text(row.code.to_string()),
            sheet.instant(row.received_at),
            sheet.level("signal_source", row.source),
            sheet.level("county", row.county),
            sheet.level("triage_urgency", row.urgency),
            sheet.coded("signal-state", signals::state_name(row.state)),
            sheet.instant(row.triaged_at),
        ];
        sheet.row(&cells)
    })?;
    sheet.answer()
}

/// What the list is narrowed to, as its page's address says it, wherever a page of it begins.
fn narrowed(desk: &Desk<'_>) -> String {
    let kept = form_urlencoded::parse(desk.request.query.as_bytes())
        .filter(|(name, value)| !["after", "recorded"].contains(&name.as_ref()) && !value.is_empty());
    form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish()
}

/// A table on its way out, with the words of its values. Each word is asked for once, however many rows have it.
struct Sheet<'a> {
    desk: &'a Desk<'a>,
    list: List,
    format: TableFormat,
    table: Table,
    levels: HashMap<(&'static str, u16), Cell>,
    words: HashMap<(&'static str, String), Cell>,
    agencies: HashMap<AgencyNumber, Cell>,
    people: HashMap<PersonId, Cell>,
}

impl<'a> Sheet<'a> {
    fn begin(desk: &'a Desk<'a>, list: List, title: &str, keys: &[&'static str]) -> Result<Self, Problem> {
        let format = TableFormat::from_name(desk.request.need("format")?);
        let format = format.ok_or_else(|| Problem::bad_input("choice_unknown").on("format"))?;
        let about = TableAbout {
            list: list.name(),
            sheet: desk.t(title),
            made: desk.now().day(&desk.zone).ymd(),
            synthetic: desk.site.config.synthetic.then(|| desk.t("export-synthetic")),
        };
        let column = |key: &&'static str| Column { key, heading: desk.coded("export-col", key) };
        let columns: Vec<Column> = keys.iter().map(column).collect();
        let table = Table::begin(format, &about, &columns).map_err(problem)?;
        Ok(Self {
            desk,
            list,
            format,
            table,
            levels: HashMap::new(),
            words: HashMap::new(),
            agencies: HashMap::new(),
            people: HashMap::new(),
        })
    }

    fn taking(&self) -> Taking {
        Taking { format: self.format.name(), narrowed: narrowed(self.desk) }
    }

    fn row(&mut self, cells: &[Cell]) -> Result<(), Problem> {
        self.table.row(cells).map_err(problem)
    }

    fn level(&mut self, list: &'static str, number: u16) -> Cell {
        let desk = self.desk;
        let new = || match desk.pack().list(list).code(number) {
            Some(code) if number > 0 => coded(code.as_str(), &desk.level(list, number)),
            _ => Cell::Empty,
        };
        self.levels.entry((list, number)).or_insert_with(new).clone()
    }

    fn coded(&mut self, prefix: &'static str, code: &str) -> Cell {
        if let Some(known) = self.words.get(&(prefix, code.to_owned())) {
            return known.clone();
        }
        let cell = coded(code, &self.desk.coded(prefix, code));
        self.words.insert((prefix, code.to_owned()), cell.clone());
        cell
    }

    fn agency(&mut self, number: AgencyNumber) -> Cell {
        let desk = self.desk;
        let agency = || desk.who.directory.agency(number);
        let new = || agency().map_or(Cell::Empty, |agency| coded(agency.code.as_str(), &agency.name));
        self.agencies.entry(number).or_insert_with(new).clone()
    }

    fn person(&mut self, id: PersonId) -> Cell {
        let desk = self.desk;
        let person = || desk.who.directory.person(id);
        let new = || person().map_or(Cell::Empty, |person| Cell::Text(person.name.clone()));
        self.people.entry(id).or_insert_with(new).clone()
    }

    fn day(&self, day: Day) -> Cell {
        if day.0 == 0 {
            return Cell::Empty;
        }
        let (year, month, day) = day.ymd();
        Cell::Day(year, month, day)
    }

    fn instant(&self, at: Timestamp) -> Cell {
        if at.micros() == 0 { Cell::Empty } else { self.day(at.day(&self.desk.zone)) }
    }

    /// The file, named after the list and the day, never after anything that somebody wrote.
    fn answer(self) -> Result<Response, Problem> {
        let mark = if self.desk.site.config.synthetic { "SYNTHETIC-" } else { "" };
        let (day, format) = (self.desk.now().day(&self.desk.zone), self.format);
        let name = format!("{mark}punte-{}-{day}.{}", self.list.name(), format.name());
        let body = self.table.finish().map_err(problem)?;
        let headers = vec![
            ("content-type", format.content_type().to_owned()),
            ("content-disposition", format!("attachment; filename=\"{name}\"")),
        ];
        Ok(Response { status: 200, headers, body })
    }
}

fn coded(code: &str, label: &str) -> Cell {
    Cell::Coded { code: Arc::from(code), label: Arc::from(label) }
}

fn problem(error: TableError) -> Problem {
    match error {
        TableError::TooLong(most) => Problem::refused("table_too_long").with("most", most.to_string()),
        other => Problem::internal(other),
    }
}
