//! What happens in a synthetic child's life: steps in time, invented life by life.

use base::{CommandId, Day, Randomness, Timestamp, UnitNumber, Zone};
use casework::{FileEvent, Office};

use crate::life::{Life, Lives, at_work};
use crate::sentences;
use crate::shares;

/// Who records a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// One of the two case managers of the life's directorate.
    CaseManager(usize),
    /// The person of this agency (an index into the country's).
    Of(usize),
}

/// What is recorded.
#[derive(Clone, Debug)]
pub enum What {
    /// A signal comes in.
    Signal {
        /// List `signal_source`.
        source: u16,
        /// List `signal_about`.
        about: u16,
        /// List `urgency`.
        urgency: u16,
        /// Whether the child's name was said.
        named: bool,
    },
    /// It is triaged: urgency, reasons.
    Triage(u16, Vec<u16>),
    /// A file is opened from it, and the child registered.
    Open,
    /// An entry of the file.
    Entry(FileEvent),
    /// The second person agrees with the last proposal that the presumption is not confirmed.
    Confirm,
    /// Something recorded is corrected.
    Correct(Correction),
    /// This file's child and another life's are one; the command is that of the other file's entry.
    Merge(usize, CommandId),
    /// They are not, after all.
    Unmerge(usize, CommandId),
    /// Somebody reads the child's name.
    Read,
}

/// How something recorded turns out to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// The last service was given this many days earlier.
    DeliveryEarlier(i32),
    /// The last service was entered twice.
    DeliveryTwice,
    /// The last referral was sent this many days earlier.
    ReferralEarlier(i32),
    /// The child was recruited in another way (list `recruitment`) than was known when it was presumed a victim.
    RecruitedOtherwise(u16),
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// When it is recorded.
    pub recorded: Timestamp,
    /// When it happened; never after it is recorded.
    pub happened: Happening,
    /// Whose life, an index.
    pub life: usize,
    /// Its place among all that was planned; breaks ties.
    pub order: usize,
    /// Who records it.
    pub actor: Actor,
    /// Under which command; what opens or takes in has its life's.
    pub command: CommandId,
    /// What.
    pub what: What,
    /// What is written with it.
    pub text: Option<String>,
}

/// When a step happened, and how exactly that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// To the instant.
    At(Timestamp),
    /// To the day.
    On(Day),
    /// Only the month is known.
    InMonthOf(Day),
}

/// A step that others follow: they happen and are recorded after it.
#[derive(Clone, Copy)]
struct Done {
    happened: Timestamp,
    recorded: Timestamp,
}

/// Invents the steps of one life, recorded before `end`.
pub(crate) struct Plan<'a> {
    pub(crate) lives: &'a Lives<'a>,
    pub(crate) end: Timestamp,
    pub(crate) ngos: &'a [usize],
    pub(crate) police: usize,
    pub(crate) monitor: usize,
    pub(crate) steps: Vec<Step>,
    pub(crate) life: usize,
    /// From this day on the file is closed: nothing more happens in it.
    closed_from: Option<Day>,
}

impl<'a> Plan<'a> {
    pub(crate) fn new(
        lives: &'a Lives<'a>,
        end: Timestamp,
        ngos: &'a [usize],
        police: usize,
        monitor: usize,
    ) -> Self {
        Self { lives, end, ngos, police, monitor, steps: Vec::new(), life: 0, closed_from: None }
    }

    fn chance(&self) -> &'a Randomness {
        self.lives.chance
    }

    fn zone(&self) -> &'a Zone {
        self.lives.zone
    }

    fn days(&self, from: u64, to: u64) -> i32 {
        i32::try_from(from + self.chance().below(to - from + 1)).unwrap_or(0)
    }

    fn office(&self, agency: usize) -> Office {
        let county = self.lives.agencies.get(agency).map_or("", |a| a.county);
        let number = u32::try_from(agency + 1).unwrap_or(0);
        Office { agency: base::AgencyNumber(number), county: self.lives.level("county", county) }
    }

    /// A step on `day`, recorded when it happens.
    fn step(&mut self, day: Day, after: Option<Done>, actor: Actor, what: What) -> Option<Done> {
        self.step_late(day, 0, after, actor, what)
    }

    /// A step on `day` that somebody may record only months later.
    fn step_perhaps_late(&mut self, day: Day, after: Option<Done>, actor: Actor, what: What) -> Option<Done> {
        let late = if self.chance().chance(shares::LATE) { self.days(32, 100) } else { 0 };
        self.step_late(day, late, after, actor, what)
    }

    /// A step on `day`, recorded `late` days after. `None` when the file is closed by then, or the end has come.
    fn step_late(
        &mut self,
        day: Day,
        late: i32,
        after: Option<Done>,
        actor: Actor,
        what: What,
    ) -> Option<Done> {
        if self.closed_from.is_some_and(|closed| day >= closed) {
            return None;
        }
        let (zone, chance) = (self.zone(), self.chance());
        let soon = |moment: Timestamp| {
            moment.plus(i64::try_from(60 + chance.below(1_200)).unwrap_or(60) * Timestamp::SECOND)
        };
        let mut happened = at_work(day, zone, chance);
        let mut recorded = if late == 0 { happened } else { at_work(day.plus(late), zone, chance) };
        if let Some(after) = after {
            if happened <= after.happened {
                happened = soon(after.happened);
            }
            recorded = recorded.max(happened);
            if recorded <= after.recorded {
                recorded = soon(after.recorded);
            }
        }
        if recorded >= self.end {
            return None;
        }
        let happening = if recorded.micros() - happened.micros() < 12 * Timestamp::HOUR {
            Happening::At(happened)
        } else if late > 60 && chance.chance(0.2) {
            Happening::InMonthOf(day)
        } else {
            Happening::On(day)
        };
        let text = sentences::for_step(self.lives, &what);
        let command = CommandId::new(recorded, chance);
        let order = self.steps.len();
        self.steps.push(Step {
            recorded,
            happened: happening,
            life: self.life,
            order,
            actor,
            command,
            what,
            text,
        });
        Some(Done { happened, recorded })
    }

    /// A signal and its triage. Returns what follows them.
    fn signal(&mut self, life: &Life, actor: Actor, urgency: &str, reasons: &[&str]) -> Option<Done> {
        let source = shares::pick(self.chance(), shares::SOURCES);
        let what = What::Signal {
            source: self.lives.level("signal_source", source),
            about: self.lives.level("signal_about", shares::about(life.form)),
            urgency: self
                .lives
                .level("urgency", if urgency == "out_of_scope" { "ordinary" } else { urgency }),
            named: source != "citizen" && self.chance().chance(0.6),
        };
        let received = self.step(life.begins, None, actor, what)?;
        let triaged = life.begins.plus(if self.chance().chance(0.9) { 0 } else { self.days(1, 3) });
        let reasons = reasons.iter().map(|reason| self.lives.level("triage_reason", reason)).collect();
        let triage = What::Triage(self.lives.level("triage_urgency", urgency), reasons);
        self.step(triaged, Some(received), actor, triage)
    }

    /// A signal that becomes no case: not about exploitation, or answered by advice.
    pub(crate) fn pass_by(&mut self, life: &Life) {
        self.closed_from = None;
        let manager = self.manager();
        if self.chance().chance(0.7) {
            let reason = shares::pick(self.chance(), &[("other_service", 7), ("not_about_a_child", 3)]);
            self.signal(life, manager, "out_of_scope", &[reason]);
        } else {
            self.signal(life, manager, "ordinary", &["safe_for_now"]);
        }
    }

    fn manager(&self) -> Actor {
        Actor::CaseManager(usize::try_from(self.chance().below(2)).unwrap_or(0))
    }

    /// A whole life.
    pub(crate) fn live(&mut self, life: &Life) {
        self.closed_from = None;
        let manager = self.manager();
        let urgency = shares::pick(self.chance(), &[("emergency", 25), ("urgent", 45), ("ordinary", 30)]);
        let why = if urgency == "emergency" { "danger_now" } else { "no_safe_adult" };
        let Some(triaged) = self.signal(life, manager, urgency, &["signs_of_exploitation", why]) else {
            return;
        };
        let opened = triaged.happened.day(self.zone()).plus(self.days(0, 2));
        let Some(open) = self.step(opened, Some(triaged), manager, What::Open) else { return };
        let closes = self.chance().chance(0.72).then(|| opened.plus(self.days(320, 800)));
        self.closed_from = closes;
        let by = self.office(life.directorate);
        if self.chance().chance(0.96) {
            // The named person is put in when the step is lived: the plan knows places, not people.
            let named = FileEvent::CaseManagerNamed { by, person: base::PersonId::NIL };
            let after = if self.chance().chance(0.85) { self.days(0, 3) } else { self.days(4, 20) };
            self.step(opened.plus(after), Some(open), manager, What::Entry(named));
        }
        let stands = self.status(opened, open, by, manager);
        if stands && self.chance().chance(shares::ASSISTED + 0.2) {
            self.assist(opened, open, by, manager);
        }
        if self.chance().chance(0.35) {
            self.step(opened.plus(self.days(10, 200)), Some(open), manager, What::Read);
        }
        if let Some(closes) = closes {
            self.close(closes, open, stands, by, manager);
        }
    }

    /// Victim status. Returns whether the presumption stands.
    fn status(&mut self, opened: Day, open: Done, by: Office, manager: Actor) -> bool {
        if !self.chance().chance(0.97) {
            return true;
        }
        let day = opened.plus(self.days(0, 9));
        let presumed = FileEvent::Presumed { by, circumstances: None };
        let Some(presumed) = self.step_perhaps_late(day, Some(open), manager, What::Entry(presumed)) else {
            return true;
        };
        if self.chance().chance(0.03) {
            let other = self.lives.level("recruitment", shares::pick(self.chance(), shares::RECRUITMENT));
            let what = What::Correct(Correction::RecruitedOtherwise(other));
            self.step(day.plus(self.days(40, 160)), Some(presumed), manager, what);
        }
        if self.chance().chance(0.07) {
            let reason = self.lives.level("not_confirmed_reason", "explained_otherwise");
            let proposal = What::Entry(FileEvent::NotConfirmedProposed { by, reason });
            let proposed_on = day.plus(self.days(20, 90));
            let Some(proposed) = self.step(proposed_on, Some(presumed), manager, proposal) else {
                return true;
            };
            if self.chance().chance(0.85) {
                let answered = proposed_on.plus(self.days(1, 12));
                self.step(answered, Some(proposed), Actor::Of(self.monitor), What::Confirm);
            }
            return false;
        }
        if self.chance().chance(0.72) {
            let by = self.office(self.police);
            let ground = self.lives.level("identification_ground", "judicial_body");
            let identified = What::Entry(FileEvent::Identified { by, ground, circumstances: None });
            self.step_perhaps_late(day.plus(self.days(5, 60)), Some(presumed), manager, identified);
        }
        true
    }

    /// Referrals and services.
    fn assist(&mut self, opened: Day, open: Done, by: Office, manager: Actor) {
        let referrals = 1 + self.chance().below(3);
        let mut asked: Vec<&str> = Vec::new();
        for _ in 0..referrals {
            let weighted: Vec<shares::Weighted> = shares::SERVICES.iter().map(|(s, _, w)| (*s, *w)).collect();
            let service = shares::pick(self.chance(), &weighted);
            if !asked.contains(&service) {
                asked.push(service);
                let ordinal = u32::try_from(asked.len()).unwrap_or(1);
                self.refer(opened, open, by, manager, ordinal, service);
            }
        }
        if self.chance().chance(0.6) {
            let from = opened.plus(self.days(1, 20));
            let times = 2 + self.chance().below(6);
            self.serve(from, open, by, manager, "social_support", None, times);
        }
        if self.chance().chance(0.3) {
            let from = opened.plus(self.days(0, 3));
            let times = 1 + self.chance().below(3);
            self.serve(from, open, by, manager, "basic_needs", None, times);
        }
        for correction in [
            Correction::DeliveryEarlier(self.days(1, 5)),
            Correction::DeliveryTwice,
            Correction::ReferralEarlier(self.days(1, 2)),
        ] {
            if self.chance().chance(shares::AMENDED * 4.0) {
                let day = opened.plus(self.days(100, 300));
                self.step(day, Some(open), manager, What::Correct(correction));
            }
        }
    }

    fn refer(
        &mut self,
        opened: Day,
        open: Done,
        by: Office,
        manager: Actor,
        referral: u32,
        service: &'static str,
    ) {
        let Some(&to) = self.chance().pick(self.ngos) else { return };
        let provider = Actor::Of(to);
        let their = self.office(to);
        let need =
            shares::SERVICES.iter().find(|(s, _, _)| *s == service).map_or("other", |(_, need, _)| need);
        let urgency = shares::pick(self.chance(), &[("emergency", 8), ("urgent", 37), ("ordinary", 55)]);
        let sent_on = opened.plus(self.days(3, 60));
        let event = FileEvent::ReferralSent {
            by,
            referral,
            unit: UnitNumber(self.chance().number() | 1),
            code: base::PublicCode::new(self.chance()),
            to: their.agency,
            service: self.lives.level("service", service),
            urgency: self.lives.level("urgency", urgency),
            need: self.lives.level("need", need),
        };
        let Some(sent) = self.step(sent_on, Some(open), manager, What::Entry(event)) else { return };
        if self.chance().chance(shares::UNANSWERED) {
            return;
        }
        let received_on = sent_on.plus(self.days(0, 3));
        let received = What::Entry(FileEvent::ReferralReceived { by: their, referral });
        let Some(received) = self.step(received_on, Some(sent), provider, received) else { return };
        let answered_on = received_on.plus(self.days(0, 9));
        // Of those answered, so that the share of all that were sent is the published one.
        if self.chance().chance(shares::REFUSED / (1.0 - shares::UNANSWERED)) {
            let why = shares::pick(
                self.chance(),
                &[("no_capacity", 6), ("not_our_service", 2), ("outside_area", 1)],
            );
            let reason = self.lives.level("refusal_reason", why);
            let refused = What::Entry(FileEvent::ReferralRefused { by: their, referral, reason });
            self.step(answered_on, Some(received), provider, refused);
            return;
        }
        let accepted = What::Entry(FileEvent::ReferralAccepted { by: their, referral });
        let Some(accepted) = self.step(answered_on, Some(received), provider, accepted) else { return };
        if self.chance().chance(0.08) {
            return;
        }
        let started_on = answered_on.plus(self.days(0, 12));
        let started = What::Entry(FileEvent::ReferralStarted { by: their, referral });
        let Some(started) = self.step(started_on, Some(accepted), provider, started) else { return };
        let sessions = 3 + self.chance().below(7);
        let last = self.serve(started_on, started, their, provider, service, Some(referral), sessions);
        if self.chance().chance(0.8) {
            let outcome =
                shares::pick(self.chance(), &[("completed", 7), ("partly", 2), ("not_ready_yet", 1)]);
            let outcome = self.lives.level("referral_outcome", outcome);
            let finished = What::Entry(FileEvent::ReferralFinished { by: their, referral, outcome });
            self.step(last.plus(self.days(1, 20)), Some(started), provider, finished);
        }
    }

    /// A service with its deliveries; returns a day after the last.
    #[expect(clippy::too_many_arguments, reason = "a service is all of these, and only here")]
    fn serve(
        &mut self,
        from: Day,
        after: Done,
        by: Office,
        actor: Actor,
        service: &str,
        referral: Option<u32>,
        times: u64,
    ) -> Day {
        let unit = UnitNumber(self.chance().number() | 1);
        let service = self.lives.level("service", service);
        let started = What::Entry(FileEvent::ServiceStarted { by, unit, service, referral });
        let Some(started) = self.step(from, Some(after), actor, started) else { return from };
        let mut day = from;
        for _ in 0..times {
            let minutes = u16::try_from(30 + 15 * self.chance().below(5)).unwrap_or(60);
            let delivered = What::Entry(FileEvent::ServiceDelivered { by, unit, minutes });
            self.step_perhaps_late(day, Some(started), actor, delivered);
            day = day.plus(self.days(6, 21));
        }
        if self.chance().chance(0.75) {
            let reason = self.lives.level("service_end_reason", "completed");
            let ended = What::Entry(FileEvent::ServiceEnded { by, unit, reason });
            self.step(day, Some(started), actor, ended);
        }
        day
    }

    /// Closing, and for some opening again.
    fn close(&mut self, day: Day, open: Done, stands: bool, by: Office, manager: Actor) {
        self.closed_from = None;
        let reason = if stands { "objectives_reached" } else { "not_confirmed" };
        let reason = self.lives.level("closing_reason", reason);
        let closed = What::Entry(FileEvent::CaseClosed { by, reason });
        let Some(closed) = self.step(day, Some(open), manager, closed) else { return };
        if !self.chance().chance(0.07) {
            return;
        }
        let again = day.plus(self.days(40, 650));
        let event = FileEvent::CaseReopened {
            by,
            unit: UnitNumber(self.chance().number() | 1),
            reason: self.lives.level("reopening_reason", "new_exploitation"),
            circumstances: None,
        };
        let Some(reopened) = self.step(again, Some(closed), manager, What::Entry(event)) else { return };
        let presumed = What::Entry(FileEvent::Presumed { by, circumstances: None });
        self.step(again.plus(self.days(0, 6)), Some(reopened), manager, presumed);
        let from = again.plus(self.days(1, 20));
        let times = 2 + self.chance().below(6);
        self.serve(from, reopened, by, manager, "social_support", None, times);
    }

    /// What two directorates find out about one child in two files.
    pub(crate) fn meet(&mut self, other: usize, day: Day) {
        self.closed_from = None;
        let (manager, begins) = (self.manager(), day.start(self.zone()));
        let command = || CommandId::new(begins, self.lives.chance);
        let (merge, unmerge) = (What::Merge(other, command()), What::Unmerge(other, command()));
        let Some(merged) = self.step(day, None, manager, merge) else { return };
        if self.chance().chance(shares::UNMERGED) {
            self.step(day.plus(self.days(20, 90)), Some(merged), manager, unmerge);
        }
    }
}
