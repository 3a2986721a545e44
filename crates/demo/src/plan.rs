//! What happens in a synthetic child's life: steps in time, invented life by life.

mod assistance;

use base::{CommandId, Day, Randomness, Timestamp, UnitNumber, Zone};
use casework::{FileEvent, Office};

use crate::life::{Life, Lives, at_work};
use crate::sentences;
use crate::shares;
use crate::step::{Actor, Correction, Happening, Step, What};

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
