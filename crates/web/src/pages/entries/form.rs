//! A form of a kind on a file: made for it, shown, and recorded.

use base::{Problem, ProblemKind};
use casework::{Correction, FileEvent, TimelineItem};
use workflow::child::Child as Opened;
use workflow::{Action, SignedIn};

use crate::pages::desk::{Desk, code_of, render_with};
use crate::pages::entries::KINDS;
use crate::pages::{entry_fields as ask, timeline};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::recording::{EntryForm, FieldGroup};
use crate::views::work::Change;
use crate::views::{Fact, Link};

/// A form of a kind on a file.
pub(super) struct Form<'a> {
    pub(super) desk: Desk<'a>,
    pub(super) opened: Opened,
    pub(super) kind: &'static str,
    pub(super) action: Action,
    /// The entry that is amended.
    pub(super) amends: Option<TimelineItem>,
}

impl<'a> Form<'a> {
    pub(super) fn adding(
        site: &'a Site,
        request: &'a Request,
        who: &'a SignedIn,
        at: &Captured<'_>,
    ) -> Result<Self, Problem> {
        let desk = Desk::new(site, request, who);
        let wanted = at.get(1).copied().unwrap_or_default();
        let (kind, action) =
            *KINDS.iter().find(|(kind, _)| *kind == wanted).ok_or_else(Problem::not_found)?;
        if !desk.app().may_ever(who, action) {
            return Err(Problem::not_found());
        }
        let opened = desk.app().child(who, code_of(at.first().copied().unwrap_or_default())?)?;
        Ok(Self { desk, opened, kind, action, amends: None })
    }

    pub(super) fn amending(
        site: &'a Site,
        request: &'a Request,
        who: &'a SignedIn,
        at: &Captured<'_>,
    ) -> Result<Self, Problem> {
        let desk = Desk::new(site, request, who);
        let opened = desk.app().child(who, code_of(at.first().copied().unwrap_or_default())?)?;
        let number: Option<u32> = at.get(1).and_then(|text| text.parse().ok());
        let item = opened.file.timeline.iter().find(|item| Some(item.version) == number);
        let item = item.ok_or_else(Problem::not_found)?;
        let kind = FileEvent::KINDS.into_iter().find(|kind| *kind == item.event.kind_name());
        let amends = Some(item.clone());
        let kind = kind.ok_or_else(Problem::not_found)?;
        Ok(Self { desk, opened, kind, action: Action::AmendEntry, amends })
    }

    pub(super) fn given(&self, name: &str) -> &str {
        self.desk.request.form_field(name).unwrap_or_default()
    }

    /// The form as a page.
    pub(super) fn show(&self, problems: &[Problem]) -> Result<Response, Problem> {
        let desk = &self.desk;
        let code = self.opened.row.code.to_string();
        let here = format!("/children/{code}");
        let mut fields = self.fields()?;
        ask::mark(desk, &mut fields, problems);
        let what = desk.coded("kind", self.kind);
        let (heading, submit, effect, action, lead) = match &self.amends {
            Some(item) => (
                desk.say("entry-amend-title", &[("what", what.as_str().into())]),
                desk.t("do-amended"),
                desk.t("effect-amended"),
                format!("{here}/entries/{}/amend", item.version),
                desk.t("entry-amend-lead"),
            ),
            None => (
                desk.coded("do", self.kind),
                desk.coded("do", self.kind),
                desk.coded("effect", self.kind),
                format!("{here}/add/{}", self.kind),
                String::new(),
            ),
        };
        let same = desk.request.form_field("command").filter(|_| !problems.is_empty()).map(str::to_owned);
        // After a conflict the form is about the file as it is now, and is a command of its own.
        let conflict = problems.iter().any(|problem| problem.kind == ProblemKind::Conflict);
        let form = EntryForm {
            p: desk.page(heading.clone(), "children"),
            heading,
            record: Some(Link { href: here.clone(), text: code }),
            lead,
            action,
            command: same.filter(|_| !conflict).unwrap_or_else(|| desk.command()),
            seen: self.opened.row.version.to_string(),
            refusals: problems.iter().map(|problem| desk.refusal(problem)).collect(),
            conflict: if problems.is_empty() { Vec::new() } else { self.changes() },
            warnings: self.warnings(),
            candidates: Vec::new(),
            groups: vec![FieldGroup { legend: String::new(), hint: String::new(), fields }],
            known: self.known(),
            effect,
            submit,
            second: false,
            cancel: here,
        };
        render_with(problems.first().map_or(200, |problem| problem.kind.status()), &form)
    }

    /// What others recorded since this form was opened.
    fn changes(&self) -> Vec<Change> {
        let (desk, code) = (&self.desk, self.opened.row.code.to_string());
        let seen = desk.request.seen_version().map_or(usize::MAX, |seen| seen as usize);
        let mut recorded = Vec::new();
        for item in &self.opened.file.timeline {
            let kind = desk.coded("kind", item.event.kind_name());
            recorded.push((item.position, item.recorded_at, item.actor, kind, item.version));
            for correction in &item.corrections {
                let kind = desk.t(if correction.withdraws { "kind-withdrawn" } else { "kind-amended" });
                let Correction { position, recorded_at, actor, .. } = *correction;
                recorded.push((position, recorded_at, actor, kind, item.version));
            }
        }
        recorded.sort_by_key(|(position, ..)| *position);
        let since = recorded.into_iter().skip(seen);
        let change = |(_, recorded_at, actor, what, version)| Change {
            when: desk.instant(recorded_at),
            what,
            href: format!("/children/{code}#e-{version}"),
            code: code.clone(),
            by: format!("{}, {}", desk.person(actor), desk.agency_of(actor)),
        };
        since.map(change).collect()
    }

    /// What is allowed here and yet worth a word before it is done.
    fn warnings(&self) -> Vec<String> {
        let found = casework::warnings(&self.opened.file, self.kind);
        if self.amends.is_some() {
            return Vec::new();
        }
        found.into_iter().map(|warning| self.desk.coded("warning", warning)).collect()
    }

    fn known(&self) -> Vec<Fact> {
        let desk = &self.desk;
        let fact = |label: &str, value: String| Fact { label: desk.t(label), value };
        let row = &self.opened.row;
        let mut known = vec![
            fact("status", desk.coded("status", row.status.as_str())),
            fact("field-sex", desk.level("sex", u16::from(row.sex))),
            fact("field-age-band", desk.level("age_band", u16::from(row.age_band))),
        ];
        if let Some(TimelineItem { event, happened, .. }) = &self.amends {
            let said = format!("{}. {}", desk.happened(happened), timeline::detail(desk, event));
            known.insert(0, fact("child-amended-before", said));
        }
        known
    }

    /// Records what the form says, or shows it again with what is wrong.
    pub(super) fn record(&self) -> Result<Response, Problem> {
        let recorded = self.entry().and_then(|entry| {
            let (command, seen) = (self.desk.request.command()?, self.desk.request.seen_version()?);
            self.desk.app().record(self.desk.who, self.action, self.opened.row.code, seen, command, entry)
        });
        match recorded {
            Ok(receipt) => {
                let (kind, place) = match &self.amends {
                    Some(item) => ("amended", item.version),
                    None => (self.kind, receipt.version),
                };
                let here = format!("/children/{}?recorded={kind}#e-{place}", self.opened.row.code);
                Ok(Response::see_other(&here))
            }
            Err(problem) if matches!(problem.kind, ProblemKind::Internal | ProblemKind::NotFound) => {
                Err(problem)
            }
            Err(problem) => self.show(&[problem]),
        }
    }
}
