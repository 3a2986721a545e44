//! From what a form sent to the entry it describes.

use base::{Happened, PersonId, Problem, PublicCode, UnitNumber};
use casework::{FileEvent, IdentityPart, Office, SharedSections};
use workflow::FileEntry;

use crate::pages::entries::form::Form;
use crate::pages::entry_fields as ask;

impl Form<'_> {
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
                FileEvent::ServiceStarted {
                    by,
                    unit: desk.app().naming().unit(request.command()?),
                    service,
                    referral: None,
                }
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
                unit: desk.app().naming().unit(request.command()?),
                code: desk.app().naming().referral_code(request.command()?),
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
                unit: desk.app().naming().unit(request.command()?),
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
        let code = PublicCode::parse(self.desk.request.need("person")?).ok_or_else(unknown)?;
        let who = self.desk.who;
        let person = self.desk.app().person_of_code(&who.directory, code).map_err(|_| unknown())?.id;
        let today = self.desk.now().day(&self.desk.zone);
        let people = who.directory.people_of(who.agency.id, agencies::Role::CaseManager, today);
        people.iter().any(|known| known.id == person).then_some(person).ok_or_else(unknown)
    }

    fn unit(&self) -> Result<UnitNumber, Problem> {
        let text = self.desk.request.need("unit")?;
        text.parse().map(UnitNumber).map_err(|_| Problem::bad_input("choice_unknown").on("unit"))
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

    pub(super) fn entry(&self) -> Result<FileEntry, Problem> {
        let happened = ask::happened(&self.desk, self.desk.request)?;
        let reason = || ask::chosen(&self.desk, self.desk.request, "amend_reason", "amend_reason");
        let event = match &self.amends {
            None => self.event()?,
            Some(item) if self.given("withdraw") == "yes" => {
                FileEvent::Withdrawn { replaces: item.entry, reason: reason()? }
            }
            Some(item) => FileEvent::Amended {
                replaces: item.entry,
                reason: reason()?,
                event: Box::new(self.amended_event(&item.event)?),
            },
        };
        let happened = match (&event, &self.amends) {
            (FileEvent::Withdrawn { .. }, _) => Happened::at(self.desk.now(), &self.desk.zone),
            // The same day said again keeps the instant that was known.
            (_, Some(item)) if item.happened.first_day().to_string() == self.given("happened") => {
                item.happened.clone()
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
}
