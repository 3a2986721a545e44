//! Adding and amending entries of a file: one form for each kind, made from the file as it stands.

use base::{EntryId, Happened, PersonId, Problem, ProblemKind, PublicCode, Randomness, UnitNumber};
use casework::{FileEvent, IdentityPart, Office, SharedSections, VictimStatus};
use workflow::child::Child as Opened;
use workflow::{Action, FileEntry, SignedIn};

use crate::pages::desk::{Desk, code_of, render, render_with};
use crate::pages::{entry_fields as ask, timeline};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::recording::{EntryChoose, EntryForm, Field, FieldGroup, Input, KindChoice};
use crate::views::{Choice, Link};

/// Kinds that people add to a file, in the order they are offered, with the action each needs.
const KINDS: [(&str, Action); 11] = [
    ("service_delivered", Action::AddEntry),
    ("service_started", Action::AddEntry),
    ("service_ended", Action::AddEntry),
    ("referral_sent", Action::SendReferral),
    ("presumed", Action::AddEntry),
    ("identified", Action::AddEntry),
    ("not_confirmed_proposed", Action::ProposeNotConfirmed),
    ("not_confirmed", Action::ConfirmNotConfirmed),
    ("case_manager_named", Action::AddEntry),
    ("case_closed", Action::CloseFile),
    ("case_reopened", Action::ReopenFile),
];

/// The kinds that the file and the person's rights allow now.
pub(crate) fn possible(desk: &Desk<'_>, opened: &Opened) -> Vec<&'static str> {
    let (file, may) = (&opened.file, opened.may);
    let (open, status) = (file.is_open(), file.status());
    let own = desk.who.agency.number;
    let running =
        file.services.iter().any(|s| s.ended.is_none() && s.started.is_some() && s.by.agency == own);
    let proposal = file.current().and_then(|episode| episode.proposal.as_ref());
    let presumed_now = file.current().is_some_and(|episode| episode.status == VictimStatus::Presumed);
    KINDS
        .iter()
        .filter(|(kind, action)| {
            let permitted = match action {
                Action::SendReferral => may.refer,
                Action::CloseFile | Action::ReopenFile => may.close,
                Action::ProposeNotConfirmed => may.propose_not_confirmed,
                Action::ConfirmNotConfirmed => may.confirm_not_confirmed,
                _ => may.add,
            };
            let sensible = match *kind {
                "service_delivered" | "service_ended" => open && running,
                "presumed" => {
                    open && file.current().is_some_and(|e| {
                        matches!(e.status, VictimStatus::Potential | VictimStatus::NotConfirmed)
                    })
                }
                "identified" => open && presumed_now && status == VictimStatus::Presumed,
                "not_confirmed_proposed" => open && presumed_now && proposal.is_none(),
                "not_confirmed" => open && proposal.is_some(),
                "case_reopened" => file.exists() && !open,
                _ => open,
            };
            permitted && sensible
        })
        .map(|(kind, _)| *kind)
        .collect()
}

/// `GET /children/{code}/add`
pub(crate) fn choose(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let opened = desk.app().child(who, code_of(at.first().copied().unwrap_or_default())?)?;
    let code = opened.row.code.to_string();
    render(&EntryChoose {
        p: desk.page(desk.t("entry-choose-kind"), "children"),
        record: Link { href: format!("/children/{code}"), text: code.clone() },
        kinds: possible(&desk, &opened)
            .into_iter()
            .map(|kind| KindChoice {
                href: format!("/children/{code}/add/{kind}"),
                label: desk.coded("do", kind),
                effect: desk.coded("effect", kind),
            })
            .collect(),
    })
}

/// A form of a kind on a file.
struct Form<'a> {
    desk: Desk<'a>,
    opened: Opened,
    kind: &'static str,
    action: Action,
    /// The entry that is amended.
    amends: Option<(EntryId, FileEvent, Happened)>,
}

impl<'a> Form<'a> {
    fn adding(
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

    fn amending(
        site: &'a Site,
        request: &'a Request,
        who: &'a SignedIn,
        at: &Captured<'_>,
    ) -> Result<Self, Problem> {
        let desk = Desk::new(site, request, who);
        let opened = desk.app().child(who, code_of(at.first().copied().unwrap_or_default())?)?;
        let entry = at.get(1).and_then(|text| EntryId::parse(text)).ok_or_else(Problem::not_found)?;
        let item = opened.file.item(entry).ok_or_else(Problem::not_found)?;
        let kind = FileEvent::KINDS.into_iter().find(|kind| *kind == item.event.kind_name());
        let amends = Some((entry, item.event.clone(), item.happened.clone()));
        let kind = kind.ok_or_else(Problem::not_found)?;
        Ok(Self { desk, opened, kind, action: Action::AmendEntry, amends })
    }

    fn given(&self, name: &str) -> &str {
        self.desk.request.form_field(name).unwrap_or_default()
    }

    fn fields(&self) -> Vec<Field> {
        let desk = &self.desk;
        let was = self.amends.as_ref().map(|(_, event, _)| event);
        let level = |list: &str, number: u16| {
            desk.pack().list(list).code(number).map(|code| code.as_str().to_owned()).unwrap_or_default()
        };
        let chosen = |name: &str, before: Option<String>| match self.given(name) {
            "" => before.unwrap_or_default(),
            given => given.to_owned(),
        };
        let of_list = |name: &str, label: &str, list: &str, before: Option<u16>| {
            let chosen = chosen(name, before.map(|number| level(list, number)));
            ask::select(desk, name, label, list, &chosen)
        };
        let before = self.amends.as_ref().map(|(_, _, happened)| match happened.precision() {
            base::Precision::Instant => happened.first_day().to_string(),
            _ => happened.to_string(),
        });
        let mut fields = vec![ask::happened_field(desk, &chosen("happened", before))];
        match (self.kind, was) {
            ("identified", was) => {
                let before = was.and_then(|e| {
                    if let FileEvent::Identified { ground, .. } = e { Some(*ground) } else { None }
                });
                fields.push(of_list("ground", "field-identified-by", "identification_ground", before));
            }
            ("not_confirmed_proposed", _) => {
                fields.push(of_list("reason", "field-reason", "not_confirmed_reason", None));
            }
            ("case_manager_named", _) => fields.push(self.people_field()),
            ("service_started", was) => {
                let before = was.and_then(|e| {
                    if let FileEvent::ServiceStarted { service, .. } = e { Some(*service) } else { None }
                });
                fields.push(of_list("service", "field-service", "service", before));
            }
            ("service_delivered", None) => {
                fields.push(self.services_field());
                fields.push(self.minutes_field(0));
            }
            ("service_delivered", Some(FileEvent::ServiceDelivered { minutes, .. })) => {
                fields.push(self.minutes_field(*minutes));
            }
            ("service_ended", None) => {
                fields.push(self.services_field());
                fields.push(of_list("reason", "field-reason", "service_end_reason", None));
            }
            ("referral_sent", None) => fields.extend(self.referral_fields()),
            ("case_closed", _) => {
                fields.push(of_list("reason", "field-closing-reason", "closing_reason", None))
            }
            ("case_reopened", None) => {
                fields.push(of_list("reason", "field-reopen-reason", "reopening_reason", None))
            }
            _ => {}
        }
        if self.amends.is_some() {
            fields.push(ask::select(
                desk,
                "amend_reason",
                "field-amend-reason",
                "amend_reason",
                self.given("amend_reason"),
            ));
            let withdrawn = self.given("withdraw") == "yes";
            let choice = Choice {
                value: "yes".to_owned(),
                label: desk.t("do-withdrawn"),
                hint: Some(desk.t("effect-withdrawn")),
                chosen: withdrawn,
            };
            fields.push(ask::field(
                desk,
                "withdraw",
                "field-withdraw",
                false,
                Input::Checkboxes(vec![choice]),
            ));
        } else if self.kind != "referral_sent" {
            fields.push(ask::note_field(desk, self.given("note")));
        }
        fields
    }

    fn minutes_field(&self, before: u16) -> Field {
        let value = match self.given("minutes") {
            "" if before > 0 => before.to_string(),
            given => given.to_owned(),
        };
        ask::field(&self.desk, "minutes", "field-minutes", false, Input::Text { value, max: 4 })
    }

    fn services_field(&self) -> Field {
        let own = self.desk.who.agency.number;
        let given = self.given("unit");
        let running: Vec<_> = self
            .opened
            .file
            .services
            .iter()
            .filter(|service| {
                service.started.is_some() && service.ended.is_none() && service.by.agency == own
            })
            .collect();
        let only = running.len() == 1;
        let choices = running
            .into_iter()
            .map(|service| {
                let value = service.unit.0.to_string();
                let since = service.started.as_ref().map(|moment| self.desk.happened(&moment.happened));
                Choice {
                    label: self.desk.level("service", service.service),
                    hint: since.map(|day| self.desk.say("step-since", &[("day", day.as_str().into())])),
                    chosen: only || value == given,
                    value,
                }
            })
            .collect();
        ask::field(&self.desk, "unit", "field-which-service", true, Input::Radio(choices))
    }

    fn people_field(&self) -> Field {
        let (who, given) = (self.desk.who, self.given("person"));
        let today = self.desk.now().day(&self.desk.zone);
        let people = who.directory.people_of(who.agency.id, agencies::Role::CaseManager, today);
        let choices = people
            .into_iter()
            .map(|person| {
                let value = person.id.to_string();
                Choice { chosen: value == given, value, label: person.name.clone(), hint: None }
            })
            .collect();
        ask::field(&self.desk, "person", "field-case-manager", true, Input::Radio(choices))
    }

    fn referral_fields(&self) -> Vec<Field> {
        let desk = &self.desk;
        let mut options = vec![Choice {
            value: String::new(),
            label: desk.t("entry-choose"),
            hint: None,
            chosen: self.given("to").is_empty(),
        }];
        let today = desk.now().day(&desk.zone);
        let receiving = |agency: &&agencies::Agency| {
            let people = desk.who.directory.people_of(agency.id, agencies::Role::ServiceProvider, today);
            agency.closed.is_none() && agency.number != desk.who.agency.number && !people.is_empty()
        };
        options.extend(desk.who.directory.agencies().filter(receiving).map(|agency| Choice {
            value: agency.code.as_str().to_owned(),
            label: agency.name.clone(),
            hint: None,
            chosen: agency.code == *self.given("to"),
        }));
        let sections: Vec<String> = desk.request.form_values("sections").map(str::to_owned).collect();
        let parts = IdentityPart::ALL
            .into_iter()
            .map(|part| Choice {
                value: part.code().to_owned(),
                label: desk.t(&format!("child-{}", part.code().replace('_', "-"))),
                hint: None,
                chosen: sections.iter().any(|section| section == part.code()),
            })
            .collect();
        let need = Input::Long { value: self.given("shared").to_owned(), max: 2_000 };
        vec![
            ask::field(desk, "to", "field-to-agency", true, Input::Select(options)),
            ask::select(desk, "service", "field-service", "service", self.given("service")),
            ask::select(desk, "need", "field-need", "need", self.given("need")),
            ask::select(desk, "urgency", "field-urgency", "urgency", self.given("urgency")),
            ask::field(desk, "sections", "field-sections", false, Input::Checkboxes(parts)),
            ask::field(desk, "shared", "field-shared-text", false, need),
        ]
    }

    fn show(&self, problems: &[Problem]) -> Result<Response, Problem> {
        let desk = &self.desk;
        let code = self.opened.row.code.to_string();
        let here = format!("/children/{code}");
        let mut fields = self.fields();
        ask::mark(desk, &mut fields, problems);
        let what = desk.coded("kind", self.kind);
        let (heading, submit, effect, action, lead) = match &self.amends {
            Some((entry, _, _)) => (
                desk.say("entry-amend-title", &[("what", what.as_str().into())]),
                desk.t("do-amended"),
                desk.t("effect-amended"),
                format!("{here}/entries/{entry}/amend"),
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
            seen: self.opened.row.version,
            refusals: problems.iter().map(|problem| desk.refusal(problem)).collect(),
            conflict: Vec::new(),
            candidates: Vec::new(),
            groups: vec![FieldGroup { legend: String::new(), hint: String::new(), fields }],
            known: self.known(),
            effect,
            submit,
            cancel: here,
        };
        render_with(problems.first().map_or(200, |problem| problem.kind.status()), &form)
    }

    fn known(&self) -> Vec<crate::views::Fact> {
        let desk = &self.desk;
        let fact = |label: &str, value: String| crate::views::Fact { label: desk.t(label), value };
        let row = &self.opened.row;
        let mut known = vec![
            fact("status", desk.coded("status", row.status.as_str())),
            fact("field-sex", desk.level("sex", u16::from(row.sex))),
            fact("field-age-band", desk.level("age_band", u16::from(row.age_band))),
        ];
        if let Some((_, event, happened)) = &self.amends {
            let said = format!("{}. {}", desk.happened(happened), timeline::detail(desk, event));
            known.insert(0, fact("child-amended-before", said));
        }
        known
    }

    /// The event that the form describes.
    fn event(&self) -> Result<FileEvent, Problem> {
        let (desk, request) = (&self.desk, self.desk.request);
        let by = Office { agency: desk.who.agency.number, county: desk.who.agency.county };
        let circumstances = None;
        Ok(match self.kind {
            "presumed" => FileEvent::Presumed { by, circumstances },
            "identified" => {
                let ground = ask::chosen(desk, request, "ground", "identification_ground")?;
                FileEvent::Identified { by, ground, circumstances }
            }
            "not_confirmed_proposed" => {
                let reason = ask::chosen(desk, request, "reason", "not_confirmed_reason")?;
                FileEvent::NotConfirmedProposed { by, reason }
            }
            "not_confirmed" => {
                let episode = self.opened.file.current();
                let proposal = episode.and_then(|episode| episode.proposal.as_ref());
                let (moment, _) = proposal.ok_or_else(|| Problem::refused("no_proposal"))?;
                FileEvent::NotConfirmed { by, proposal: moment.entry }
            }
            "case_manager_named" => FileEvent::CaseManagerNamed { by, person: self.colleague()? },
            "service_started" => {
                let service = ask::chosen(desk, request, "service", "service")?;
                FileEvent::ServiceStarted { by, unit: self.fresh_unit()?, service, referral: None }
            }
            "service_delivered" => {
                FileEvent::ServiceDelivered { by, unit: self.unit()?, minutes: self.minutes()? }
            }
            "service_ended" => {
                let reason = ask::chosen(desk, request, "reason", "service_end_reason")?;
                FileEvent::ServiceEnded { by, unit: self.unit()?, reason }
            }
            "referral_sent" => FileEvent::ReferralSent {
                by,
                referral: self.opened.file.next_referral(),
                unit: self.fresh_unit()?,
                code: PublicCode::new(&Randomness::seeded(self.fresh_unit()?.0 ^ 0x9e37_79b9_7f4a_7c15)),
                to: desk
                    .who
                    .directory
                    .agency_by_code(request.need("to")?)
                    .map(|agency| agency.number)
                    .ok_or_else(|| Problem::bad_input("choice_unknown").on("to"))?,
                service: ask::chosen(desk, request, "service", "service")?,
                urgency: ask::chosen(desk, request, "urgency", "urgency")?,
                need: ask::chosen(desk, request, "need", "need")?,
            },
            "case_closed" => {
                FileEvent::CaseClosed { by, reason: ask::chosen(desk, request, "reason", "closing_reason")? }
            }
            "case_reopened" => FileEvent::CaseReopened {
                by,
                unit: self.fresh_unit()?,
                reason: ask::chosen(desk, request, "reason", "reopening_reason")?,
                circumstances,
            },
            _ => return Err(Problem::not_found()),
        })
    }

    /// The event as it should have been said: what the form asks anew, the rest as it was.
    fn amended_event(&self, was: &FileEvent) -> Result<FileEvent, Problem> {
        let (desk, request) = (&self.desk, self.desk.request);
        let mut event = was.clone();
        match &mut event {
            FileEvent::Identified { ground, .. } => {
                *ground = ask::chosen(desk, request, "ground", "identification_ground")?;
            }
            FileEvent::NotConfirmedProposed { reason, .. } => {
                *reason = ask::chosen(desk, request, "reason", "not_confirmed_reason")?;
            }
            FileEvent::CaseManagerNamed { person, .. } => *person = self.colleague()?,
            FileEvent::ServiceStarted { service, .. } => {
                *service = ask::chosen(desk, request, "service", "service")?
            }
            FileEvent::ServiceDelivered { minutes, .. } => *minutes = self.minutes()?,
            FileEvent::CaseClosed { reason, .. } => {
                *reason = ask::chosen(desk, request, "reason", "closing_reason")?
            }
            _ => {}
        }
        Ok(event)
    }

    fn colleague(&self) -> Result<PersonId, Problem> {
        let unknown = || Problem::bad_input("choice_unknown").on("person");
        let person = PersonId::parse(self.desk.request.need("person")?).ok_or_else(unknown)?;
        let who = self.desk.who;
        let today = self.desk.now().day(&self.desk.zone);
        let people = who.directory.people_of(who.agency.id, agencies::Role::CaseManager, today);
        people.iter().any(|known| known.id == person).then_some(person).ok_or_else(unknown)
    }

    fn unit(&self) -> Result<UnitNumber, Problem> {
        let text = self.desk.request.need("unit")?;
        text.parse().map(UnitNumber).map_err(|_| Problem::bad_input("choice_unknown").on("unit"))
    }

    /// A number that follows from the command, so that the same form sent twice is the same service.
    fn fresh_unit(&self) -> Result<UnitNumber, Problem> {
        let command = self.desk.request.command()?;
        let eight = command.as_bytes().last_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        Ok(UnitNumber(Randomness::seeded(eight).number() | 1))
    }

    fn minutes(&self) -> Result<u16, Problem> {
        match self.desk.request.form_field("minutes") {
            None => Ok(0),
            Some(text) => text
                .trim()
                .parse()
                .ok()
                .filter(|minutes| *minutes <= 1_440)
                .ok_or_else(|| Problem::bad_input("minutes_malformed").on("minutes")),
        }
    }

    fn entry(&self) -> Result<FileEntry, Problem> {
        let happened = ask::happened(&self.desk, self.desk.request)?;
        let reason = || ask::chosen(&self.desk, self.desk.request, "amend_reason", "amend_reason");
        let event = match &self.amends {
            None => self.event()?,
            Some((replaces, ..)) if self.given("withdraw") == "yes" => {
                FileEvent::Withdrawn { replaces: *replaces, reason: reason()? }
            }
            Some((replaces, was, _)) => FileEvent::Amended {
                replaces: *replaces,
                reason: reason()?,
                event: Box::new(self.amended_event(was)?),
            },
        };
        let happened = match (&event, &self.amends) {
            (FileEvent::Withdrawn { .. }, _) => Happened::at(self.desk.now(), &self.desk.zone),
            // The same day said again keeps the instant that was known.
            (_, Some((_, _, before))) if before.first_day().to_string() == self.given("happened") => {
                before.clone()
            }
            _ => happened,
        };
        let narrative = if self.kind == "referral_sent" { None } else { ask::note(self.desk.request)? };
        let shared =
            if self.kind == "referral_sent" && self.amends.is_none() { Some(self.shared()?) } else { None };
        let basis = ask::basis(self.kind)?;
        Ok(FileEntry { event, happened, basis, identity: None, narrative, shared })
    }

    /// What the referral sends: the chosen parts of the identity, read for that purpose, and the need in words.
    fn shared(&self) -> Result<SharedSections, Problem> {
        let parts: Vec<IdentityPart> =
            self.desk.request.form_values("sections").filter_map(IdentityPart::from_code).collect();
        let need = base::CleanText::new(self.given("shared"), 2_000, "shared")?;
        let identity = if parts.is_empty() {
            casework::Identity::default()
        } else {
            self.desk.app().read_identity(self.desk.who, self.opened.row.code)?
        };
        Ok(SharedSections::choose(&identity, &parts, need))
    }

    fn record(&self) -> Result<Response, Problem> {
        let recorded = self.entry().and_then(|entry| {
            let (command, seen) = (self.desk.request.command()?, self.desk.request.seen_version()?);
            self.desk.app().record(self.desk.who, self.action, self.opened.row.code, seen, command, entry)
        });
        match recorded {
            Ok(receipt) => {
                let kind = if self.amends.is_some() { "amended" } else { self.kind };
                let here = format!("/children/{}?recorded={kind}#e-{}", self.opened.row.code, receipt.entry);
                Ok(Response::see_other(&here))
            }
            Err(problem) if matches!(problem.kind, ProblemKind::Internal | ProblemKind::NotFound) => {
                Err(problem)
            }
            Err(problem) => self.show(&[problem]),
        }
    }
}

/// `GET /children/{code}/add/{kind}`
pub(crate) fn form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let form = Form::adding(site, request, who, at)?;
    if !possible(&form.desk, &form.opened).contains(&form.kind) {
        return form.show(&[Problem::refused("not_possible_now")]);
    }
    form.show(&[])
}

/// `POST /children/{code}/add/{kind}`
pub(crate) fn record(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    Form::adding(site, request, who, at)?.record()
}

/// `GET /children/{code}/entries/{entry}/amend`
pub(crate) fn amend_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    Form::amending(site, request, who, at)?.show(&[])
}

/// `POST /children/{code}/entries/{entry}/amend`
pub(crate) fn amend(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    Form::amending(site, request, who, at)?.record()
}
