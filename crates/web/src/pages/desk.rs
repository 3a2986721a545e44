//! What a page works with: who asks, in which language, and how codes, days and clocks become words.

use std::sync::Arc;

use askama::Template;
use base::{AgencyNumber, CommandId, Happened, PersonId, Problem, Timestamp, Zone};
use rules::{Due, Pack};
use words::{Arg, Lang};
use workflow::{Action, App, SignedIn};

use crate::request::Request;
use crate::response::Response;
use crate::site::Site;
use crate::views::{Notice, Page, Pager, Place, Refusal, Tag, Tone, ViewerStrip};

/// The places, each with the action that opens it.
const PLACES: [(&str, &str, Action); 13] = [
    ("work", "/", Action::SeeHome),
    ("children", "/children", Action::ListFiles),
    ("referrals", "/referrals", Action::ListReferrals),
    ("signals", "/signals", Action::ListSignals),
    ("sent", "/signals/sent", Action::FollowSignals),
    ("justice", "/justice", Action::ListCriminalFiles),
    ("indicators", "/indicators", Action::ViewIndicatorDefinition),
    ("reports", "/reports", Action::ViewPublished),
    ("datasets", "/datasets", Action::ViewDataset),
    ("glass", "/glass", Action::AskGlass),
    ("watch", "/watch", Action::ListConcerns),
    ("trust", "/trust", Action::ViewLedger),
    ("admin", "/admin", Action::ViewDirectory),
];

/// A request by somebody who is signed in.
pub(crate) struct Desk<'a> {
    pub(crate) site: &'a Site,
    pub(crate) request: &'a Request,
    pub(crate) who: &'a SignedIn,
    pub(crate) lang: Lang,
    pub(crate) zone: Zone,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(site: &'a Site, request: &'a Request, who: &'a SignedIn) -> Self {
        Self { site, request, who, lang: site.language(request), zone: who.pack.zone().clone() }
    }

    pub(crate) fn app(&self) -> &App {
        &self.site.app
    }

    pub(crate) fn pack(&self) -> &Pack {
        &self.who.pack
    }

    /// A text.
    pub(crate) fn t(&self, id: &str) -> String {
        self.site.words.say(self.lang, id, &[])
    }

    /// A text with values.
    pub(crate) fn say(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.site.words.say(self.lang, id, args)
    }

    /// A count in its plural form.
    pub(crate) fn count(&self, id: &str, count: usize) -> String {
        self.say(id, &[("count", Arg::Count(i64::try_from(count).unwrap_or(i64::MAX)))])
    }

    /// The label of a level of a list.
    pub(crate) fn level(&self, list: &str, number: u16) -> String {
        if number == 0 {
            return self.t("not-known");
        }
        self.t(&self.pack().list(list).label(number))
    }

    /// A code as part of a message id: `referral_sent` in `kind-referral-sent`.
    pub(crate) fn coded(&self, prefix: &str, code: &str) -> String {
        self.t(&format!("{prefix}-{}", code.replace(['_', '.'], "-")))
    }

    /// An agency's name.
    pub(crate) fn agency(&self, number: AgencyNumber) -> String {
        self.who.directory.agency(number).map_or_else(|| self.t("not-known"), |agency| agency.name.clone())
    }

    /// A colleague's name, or "you".
    pub(crate) fn person(&self, id: PersonId) -> String {
        if id == self.who.person.id {
            return self.t("you");
        }
        self.who.directory.person(id).map_or_else(|| self.t("nobody-yet"), |person| person.name.clone())
    }

    /// The agency a colleague works for.
    pub(crate) fn agency_of(&self, id: PersonId) -> String {
        let directory = &self.who.directory;
        let agency = directory.person(id).and_then(|person| directory.agency_by_id(person.agency));
        agency.map(|agency| agency.name.clone()).unwrap_or_default()
    }

    /// When something happened, as exactly as it is known.
    pub(crate) fn happened(&self, happened: &Happened) -> String {
        self.lang.happened(happened, &self.zone)
    }

    /// An instant in the pack's zone.
    pub(crate) fn instant(&self, at: Timestamp) -> String {
        self.lang.instant(at, &self.zone)
    }

    /// The day of an instant, short.
    pub(crate) fn day_of(&self, at: Timestamp) -> String {
        self.lang.day(at.day(&self.zone))
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.app().clock().now()
    }

    /// A clock's mark.
    pub(crate) fn due(&self, due: &Due) -> Tag {
        let days = due.day.0 - self.now().day(&self.zone).0;
        let late = due.is_late(self.now());
        let tone = if late {
            Tone::Now
        } else if days <= 2 {
            Tone::Soon
        } else {
            Tone::Quiet
        };
        let hours = (due.at.micros() - self.now().micros()) / Timestamp::HOUR;
        let text = if late && days == 0 {
            self.say("due-hours-late", &[("count", Arg::Count((-hours).max(1)))])
        } else if !late && days == 0 && due.unit == rules::Unit::Hours {
            self.say("due-in-hours", &[("count", Arg::Count(hours.max(1)))])
        } else {
            self.site.words.due(self.lang, days)
        };
        Tag { tone, text }
    }

    /// A step's mark: its clock, or that it comes from before the file was brought in and no clock runs.
    pub(crate) fn step_due(&self, step: &casework::NextStep) -> Tag {
        if step.brought_in {
            return Tag { tone: Tone::Quiet, text: self.t("due-brought-in") };
        }
        self.due(&step.due)
    }

    /// Everything around a page. `place` is the name of the place it belongs to.
    pub(crate) fn page(&self, title: String, place: &str) -> Page {
        let app = self.app();
        let places = PLACES
            .iter()
            .filter(|(_, _, action)| app.may_ever(self.who, *action))
            .map(|(name, href, _)| Place { name, href, waiting: 0, current: *name == place })
            .collect();
        let role = self.who.viewer.roles.first().copied().unwrap_or_default();
        // Whoever may search names searches there; everybody else finds what has a code or a title of its own.
        let names = app.may_ever(self.who, Action::SearchNames);
        let search = Some(if names { "/children/search" } else { "/search" }.to_owned());
        Page {
            words: Arc::clone(&self.site.words),
            lang: self.lang,
            title,
            address: self.address(),
            assets: super::files::address(),
            synthetic: self.site.config.synthetic,
            token: self.who.form_token.clone(),
            viewer: Some(ViewerStrip {
                name: self.who.person.name.clone(),
                role: self.coded("role", role),
                agency: self.who.agency.name.clone(),
            }),
            places,
            search,
            help: self.topics().map(|(topic, _)| topic).find(|topic| *topic == place),
            screen_only: false,
            factor_stale: !app.factor_is_fresh(self.who),
            notice: self.notice(),
        }
    }

    /// The topics of help for this person, each the name of a place, with the place's address.
    pub(crate) fn topics(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        PLACES
            .iter()
            .filter(|(name, _, action)| {
                self.site.words.has(self.lang, &format!("help-{name}"))
                    && self.app().may_ever(self.who, *action)
            })
            .map(|(name, href, _)| (*name, *href))
    }

    /// What the form before this page did: its kind is in the address, said from our own list of words only.
    fn notice(&self) -> Option<Notice> {
        let kind = self.request.query_field("recorded")?;
        let id = format!("kind-{}", kind.replace('_', "-"));
        if !self.site.words.has(self.lang, &id) {
            return None;
        }
        let what = self.t(&id);
        Some(Notice { tone: Tone::Go, text: self.say("entry-recorded", &[("what", Arg::from(what))]) })
    }

    /// Path and query of the page that a GET would show again.
    fn address(&self) -> String {
        if self.request.method == crate::request::Method::Post {
            return "/".to_owned();
        }
        match self.request.query.as_str() {
            "" => self.request.path.clone(),
            query => format!("{}?{query}", self.request.path),
        }
    }

    /// A fresh command id for a form.
    pub(crate) fn command(&self) -> String {
        CommandId::new(self.now(), &base::Randomness::system()).to_string()
    }

    /// A refusal in words.
    pub(crate) fn refusal(&self, problem: &Problem) -> Refusal {
        let words = self.site.words.problem(self.lang, problem);
        Refusal { title: words.title, hint: words.hint, field: problem.field.map(str::to_owned) }
    }

    /// The addresses of a list's pages. Where a page begins is sealed for this session: a row's key says what no
    /// address may.
    pub(crate) fn pager(&self, next: Option<Vec<u8>>) -> Result<Pager, Problem> {
        let kept: Vec<(String, String)> = form_urlencoded::parse(self.request.query.as_bytes())
            .filter(|(name, _)| name != "after")
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let address = |after: Option<String>| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(&kept);
            if let Some(after) = after {
                query.append_pair("after", &after);
            }
            match query.finish() {
                query if query.is_empty() => self.request.path.clone(),
                query => format!("{}?{query}", self.request.path),
            }
        };
        let first = self.request.query_field("after").map(|_| address(None));
        let seal = |cursor: Vec<u8>| self.app().page_token(self.who, &cursor);
        let next = next.map(seal).transpose()?;
        Ok(Pager { first, next: next.map(|token| address(Some(token))) })
    }

    /// Where the page of the address begins.
    pub(crate) fn after(&self) -> Result<Option<Vec<u8>>, Problem> {
        self.request.query_field("after").map(|text| self.app().page_of_token(self.who, text)).transpose()
    }
}

/// A page as an answer.
pub(crate) fn render(page: &impl Template) -> Result<Response, Problem> {
    render_with(200, page)
}

/// A page as an answer with another status.
pub(crate) fn render_with(status: u16, page: &impl Template) -> Result<Response, Problem> {
    page.render().map(|html| Response::html(status, html)).map_err(Problem::internal)
}

/// The record's code of an address.
pub(crate) fn code_of(text: &str) -> Result<base::PublicCode, Problem> {
    base::PublicCode::parse(text).ok_or_else(Problem::not_found)
}
