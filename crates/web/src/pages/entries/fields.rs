//! What a form asks, and what stands in it already.

use base::Problem;
use casework::{FileEvent, IdentityPart};

use crate::pages::entries::form::Form;
use crate::pages::entry_fields as ask;
use crate::views::Choice;
use crate::views::recording::{Field, Input};

impl Form<'_> {
    pub(super) fn fields(&self) -> Result<Vec<Field>, Problem> {
        let desk = &self.desk;
        let was = self.amends.as_ref().map(|item| &item.event);
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
        let before = self.amends.as_ref().map(|item| match item.happened.precision() {
            base::Precision::Instant => item.happened.first_day().to_string(),
            _ => item.happened.to_string(),
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
            ("case_manager_named", _) => fields.push(self.people_field()?),
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
            fields.extend(casework::may_be_withdrawn(self.kind).then(|| self.withdraw_field()));
        } else if self.kind != "referral_sent" {
            fields.push(ask::note_field(desk, self.given("note")));
        }
        Ok(fields)
    }

    fn withdraw_field(&self) -> Field {
        let choice = Choice {
            value: "yes".to_owned(),
            label: self.desk.t("do-withdrawn"),
            hint: Some(self.desk.t("effect-withdrawn")),
            chosen: self.given("withdraw") == "yes",
        };
        let choices = Input::Checkboxes(vec![choice]);
        ask::field(&self.desk, "withdraw", "field-withdraw", false, choices)
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

    fn people_field(&self) -> Result<Field, Problem> {
        let (who, given) = (self.desk.who, self.given("person"));
        let today = self.desk.now().day(&self.desk.zone);
        let people = who.directory.people_of(who.agency.id, agencies::Role::CaseManager, today);
        let choices = people
            .into_iter()
            .map(|person| {
                let value = self.desk.app().person_code(person.id)?.to_string();
                Ok(Choice { chosen: value == given, value, label: person.name.clone(), hint: None })
            })
            .collect::<Result<_, Problem>>()?;
        Ok(ask::field(&self.desk, "person", "field-case-manager", true, Input::Radio(choices)))
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
}
