//! What happens in a synthetic child's life: steps in time, invented life by life.

use base::{Day, Randomness, Timestamp, UnitNumber, Zone};
use casework::{FileEvent, Office};

use crate::life::{Life, Lives, at_work};
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
    /// A signal comes in: source, what it is about.
    Signal(u16, u16),
    /// It is triaged: urgency, reasons.
    Triage(u16, Vec<u16>),
    /// A file is opened from it, and the child registered.
    Open,
    /// An entry of the file.
    Entry(FileEvent),
    /// The second person agrees with the last proposal that the presumption is not confirmed.
    Confirm,
    /// The last entry of this kind is amended by a day's shift, or withdrawn as entered twice.
    Amend(&'static str, i32),
    /// This file's child and another life's are one.
    Merge(usize),
    /// They are not, after all.
    Unmerge(usize),
    /// Somebody reads the child's name.
    Read,
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
    /// Its place within the life; breaks ties.
    pub order: usize,
    /// Who records it.
    pub actor: Actor,
    /// What.
    pub what: What,
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

/// Invents the steps of one life up to `today`.
pub(crate) struct Plan<'a> {
    pub(crate) lives: &'a Lives<'a>,
    pub(crate) today: Day,
    pub(crate) ngos: &'a [usize],
    pub(crate) police: usize,
    pub(crate) monitor: usize,
    pub(crate) steps: Vec<Step>,
    pub(crate) life: usize,
}

impl Plan<'_> {
    fn chance(&self) -> &Randomness {
        self.lives.chance
    }

    fn zone(&self) -> &Zone {
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

    /// Adds a step that happened on `day`; some are recorded late, some are known to the month only.
    fn add(&mut self, day: Day, actor: Actor, what: What) {
        if day > self.today {
            return;
        }
        let late = if self.chance().chance(shares::LATE) { self.days(32, 100) } else { 0 };
        self.add_late(day, late, actor, what);
    }

    fn add_late(&mut self, day: Day, late: i32, actor: Actor, what: What) {
        let recorded_day = day.plus(late);
        if recorded_day > self.today {
            return;
        }
        let moment = at_work(day, self.zone(), self.chance());
        let recorded = if late == 0 { moment } else { at_work(recorded_day, self.zone(), self.chance()) };
        let happened = match late {
            0 => Happening::At(moment),
            _ if late > 60 && self.chance().chance(0.2) => Happening::InMonthOf(day),
            _ => Happening::On(day),
        };
        let order = self.steps.len();
        self.steps.push(Step { recorded, happened, life: self.life, order, actor, what });
    }

    /// A whole life.
    pub(crate) fn live(&mut self, life: &Life) {
        let manager = Actor::CaseManager(usize::try_from(self.chance().below(2)).unwrap_or(0));
        let begins = life.begins;
        let source = self.lives.level("signal_source", shares::pick(self.chance(), shares::SOURCES));
        let about = self.lives.level("signal_about", shares::about(life.form));
        self.add_late(begins, 0, manager, What::Signal(source, about));
        let urgency = shares::pick(self.chance(), &[("emergency", 25), ("urgent", 45), ("ordinary", 30)]);
        let reason = self.lives.level("triage_reason", "signs_of_exploitation");
        self.add_late(begins, 0, manager, What::Triage(self.lives.level("triage_urgency", urgency), vec![reason]));
        let opened = begins.plus(self.days(0, 2));
        self.add_late(opened, 0, manager, What::Open);
        let by = self.office(life.directorate);
        if self.chance().chance(0.96) {
            // The named person is put in when the step is lived: the plan knows places, not people.
            let named = FileEvent::CaseManagerNamed { by, person: base::PersonId::NIL };
            let after = if self.chance().chance(0.85) { self.days(0, 3) } else { self.days(4, 20) };
            self.add_late(opened.plus(after), 0, manager, What::Entry(named));
        }
        let confirmed = self.status(opened, by, manager);
        if confirmed && self.chance().chance(shares::ASSISTED + 0.2) {
            self.assist(opened, by, manager);
        }
        if self.chance().chance(0.35) {
            let day = opened.plus(self.days(10, 200));
            self.add_late(day, 0, manager, What::Read);
        }
        self.end(opened, by, manager);
    }

    /// Victim status. Returns whether the presumption stands.
    fn status(&mut self, opened: Day, by: Office, manager: Actor) -> bool {
        if !self.chance().chance(0.97) {
            return true;
        }
        let presumed = opened.plus(self.days(0, 9));
        self.add(presumed, manager, What::Entry(FileEvent::Presumed { by, circumstances: None }));
        if self.chance().chance(0.07) {
            let proposed = presumed.plus(self.days(20, 90));
            let reason = self.lives.level("not_confirmed_reason", "explained_otherwise");
            self.add_late(proposed, 0, manager, What::Entry(FileEvent::NotConfirmedProposed { by, reason }));
            if self.chance().chance(0.85) {
                let second = Actor::Of(self.monitor);
                let after = self.days(1, 12);
                self.add_late(proposed.plus(after), 0, second, What::Confirm);
            }
            return false;
        }
        if self.chance().chance(0.72) {
            let by = self.office(self.police);
            let ground = self.lives.level("identification_ground", "judicial_body");
            let identified = FileEvent::Identified { by, ground, circumstances: None };
            self.add(presumed.plus(self.days(5, 60)), manager, What::Entry(identified));
        }
        true
    }

    /// Referrals and services.
    fn assist(&mut self, opened: Day, by: Office, manager: Actor) {
        let referrals = 1 + self.chance().below(3);
        let mut asked: Vec<&str> = Vec::new();
        for _ in 0..referrals {
            let weighted: Vec<shares::Weighted> = shares::SERVICES.iter().map(|(s, _, w)| (*s, *w)).collect();
            let service = shares::pick(self.chance(), &weighted);
            if !asked.contains(&service) {
                asked.push(service);
                let ordinal = u32::try_from(asked.len()).unwrap_or(1);
                self.refer(opened, by, manager, ordinal, service);
            }
        }
        if self.chance().chance(0.6) {
            let from = opened.plus(self.days(1, 20));
            let times = 2 + self.chance().below(6);
            self.serve(from, by, manager, "social_support", None, times);
        }
        if self.chance().chance(0.3) {
            let from = opened.plus(self.days(0, 3));
            let times = 1 + self.chance().below(3);
            self.serve(from, by, manager, "basic_needs", None, times);
        }
        for kind in ["service_delivered", "presumed", "referral_sent"] {
            if self.chance().chance(shares::AMENDED * 4.0) {
                let day = opened.plus(self.days(100, 220));
                let shift = -self.days(1, 9);
                if day <= self.today {
                    self.add_late(day, 0, manager, What::Amend(kind, shift));
                }
            }
        }
    }

    fn refer(&mut self, opened: Day, by: Office, manager: Actor, referral: u32, service: &'static str) {
        let Some(&to) = self.chance().pick(self.ngos) else { return };
        let provider = Actor::Of(to);
        let their = self.office(to);
        let need = shares::SERVICES.iter().find(|(s, _, _)| *s == service).map_or("other", |(_, need, _)| need);
        let urgency = shares::pick(self.chance(), &[("emergency", 8), ("urgent", 37), ("ordinary", 55)]);
        let sent = opened.plus(self.days(3, 60));
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
        self.add_late(sent, 0, manager, What::Entry(event));
        if self.chance().chance(shares::UNANSWERED) {
            return;
        }
        let received = sent.plus(self.days(0, 3));
        self.add_late(received, 0, provider, What::Entry(FileEvent::ReferralReceived { by: their, referral }));
        let answered = received.plus(self.days(0, 9));
        if self.chance().chance(shares::REFUSED) {
            let why = shares::pick(self.chance(), &[("no_capacity", 6), ("not_our_service", 2), ("outside_area", 1)]);
            let reason = self.lives.level("refusal_reason", why);
            let refused = FileEvent::ReferralRefused { by: their, referral, reason };
            self.add_late(answered, 0, provider, What::Entry(refused));
            return;
        }
        self.add_late(answered, 0, provider, What::Entry(FileEvent::ReferralAccepted { by: their, referral }));
        if self.chance().chance(0.08) {
            return;
        }
        let started = answered.plus(self.days(0, 12));
        self.add_late(started, 0, provider, What::Entry(FileEvent::ReferralStarted { by: their, referral }));
        let sessions = 3 + self.chance().below(7);
        let last = self.serve(started, their, provider, service, Some(referral), sessions);
        if self.chance().chance(0.8) {
            let outcome = shares::pick(self.chance(), &[("completed", 7), ("partly", 2), ("not_ready_yet", 1)]);
            let outcome = self.lives.level("referral_outcome", outcome);
            let finished = FileEvent::ReferralFinished { by: their, referral, outcome };
            self.add_late(last.plus(self.days(1, 20)), 0, provider, What::Entry(finished));
        }
    }

    /// A service with its deliveries; returns the day of the last.
    fn serve(
        &mut self,
        from: Day,
        by: Office,
        actor: Actor,
        service: &str,
        referral: Option<u32>,
        times: u64,
    ) -> Day {
        let unit = UnitNumber(self.chance().number() | 1);
        let service = self.lives.level("service", service);
        self.add_late(from, 0, actor, What::Entry(FileEvent::ServiceStarted { by, unit, service, referral }));
        let mut day = from;
        for _ in 0..times {
            let minutes = u16::try_from(30 + 15 * self.chance().below(5)).unwrap_or(60);
            self.add(day, actor, What::Entry(FileEvent::ServiceDelivered { by, unit, minutes }));
            day = day.plus(self.days(6, 21));
        }
        if self.chance().chance(0.75) {
            let reason = self.lives.level("service_end_reason", "completed");
            // After the last delivery could have been recorded late, so that the order of recording holds too.
            self.add_late(day, 0, actor, What::Entry(FileEvent::ServiceEnded { by, unit, reason }));
        }
        day
    }

    /// Closing, and for some opening again.
    fn end(&mut self, opened: Day, by: Office, manager: Actor) {
        if !self.chance().chance(0.72) {
            return;
        }
        let closed = opened.plus(self.days(320, 800));
        let reason = self.lives.level("closing_reason", "objectives_reached");
        self.add_late(closed, 0, manager, What::Entry(FileEvent::CaseClosed { by, reason }));
        if self.chance().chance(0.07) {
            let reopened = closed.plus(self.days(40, 650));
            let event = FileEvent::CaseReopened {
                by,
                unit: UnitNumber(self.chance().number() | 1),
                reason: self.lives.level("reopening_reason", "new_exploitation"),
                circumstances: None,
            };
            self.add_late(reopened, 0, manager, What::Entry(event));
            let presumed = FileEvent::Presumed { by, circumstances: None };
            let after = self.days(0, 6);
            self.add_late(reopened.plus(after), 0, manager, What::Entry(presumed));
        }
    }
}
