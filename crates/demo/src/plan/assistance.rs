//! Help in a synthetic life: referrals with what comes of them, services with their deliveries.

use base::{Day, UnitNumber};
use casework::{FileEvent, Office};

use super::{Done, Plan};
use crate::shares;
use crate::step::{Actor, Correction, What};

impl Plan<'_> {
    /// Referrals and services.
    pub(super) fn assist(&mut self, opened: Day, open: Done, by: Office, manager: Actor) {
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
    pub(super) fn serve(
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
}
