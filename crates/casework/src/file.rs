//! A file as it stands; [`crate::fold()`] makes it from a history.

use base::{
    ChildNumber, Day, EntryId, Happened, PersonId, Position, PublicCode, StreamId, Timestamp, UnitNumber,
};
use rules::Pack;

use crate::birth_month::BirthMonth;
use crate::event::{Circumstances, Office};
use crate::referral::Referral;
use crate::service::Service;
use crate::timeline::TimelineItem;
use crate::victim_status::VictimStatus;

/// When something happened, by which agency, and the entry that says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The entry.
    pub entry: EntryId,
    /// When.
    pub happened: Happened,
    /// The agency that did it.
    pub by: Office,
}

/// From an opening to the closing that follows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Episode {
    /// Its place in the file, from 1.
    pub number: u32,
    /// The episode in facts; 0 where the opening is not known.
    pub unit: UnitNumber,
    /// When it began.
    pub opened: Option<Moment>,
    /// Why the file was opened again (list `reopening_reason`); 0 of the first episode.
    pub reason: u16,
    /// The status reached in it.
    pub status: VictimStatus,
    /// The last presumption.
    pub presumed: Option<Moment>,
    /// The identification, and its ground (list `identification_ground`).
    pub identified: Option<(Moment, u16)>,
    /// A proposal not to confirm that waits for another person, with its reason (list `not_confirmed_reason`).
    pub proposal: Option<(Moment, u16)>,
    /// The decision not to confirm.
    pub not_confirmed: Option<Moment>,
    /// The closing, and why (list `closing_reason`).
    pub closed: Option<(Moment, u16)>,
}

/// Another file whose child is this child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The entry that says so.
    pub entry: EntryId,
    /// The other file.
    pub other: StreamId,
    /// That file's child.
    pub other_child: ChildNumber,
}

/// A child's protection file as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// The child in facts; `None` when the opening is not there.
    pub child: Option<ChildNumber>,
    /// The file in facts.
    pub unit: UnitNumber,
    /// The file's code on pages.
    pub code: Option<PublicCode>,
    /// The signal it came from.
    pub signal: Option<StreamId>,
    /// When it was brought in from where it was kept before; `None` of a file that began here.
    pub brought_in: Option<Timestamp>,
    /// The agency that works it.
    pub office: Office,
    /// List `sex`.
    pub sex: u16,
    /// The month of birth.
    pub birth_month: Option<BirthMonth>,
    /// What is known of the exploitation.
    pub circumstances: Circumstances,
    /// All episodes; the last one is the current one.
    pub episodes: Vec<Episode>,
    /// Who manages the case, and since when.
    pub case_manager: Option<(PersonId, Moment)>,
    /// All services, by their first entry in canonical order.
    pub services: Vec<Service>,
    /// All referrals, by ordinal.
    pub referrals: Vec<Referral>,
    /// Files whose child is this child.
    pub merged: Vec<Merge>,
    /// What happened, in canonical order, withdrawn entries included and marked.
    pub timeline: Vec<TimelineItem>,
    /// The stream's last version: what an append must have seen.
    pub version: u32,
    /// The realm's position of the last entry.
    pub position: Position,
}

impl File {
    /// Whether its opening is there and not withdrawn.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.episodes.first().is_some_and(|episode| episode.opened.is_some())
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.exists() && self.current().is_some_and(|episode| episode.closed.is_none())
    }

    /// The current episode.
    #[must_use]
    pub fn current(&self) -> Option<&Episode> {
        self.episodes.last()
    }

    /// The episode that gives the status: a new episode in which nothing was presumed yet leaves the child the
    /// status, and the rights, of an earlier one.
    #[must_use]
    pub fn status_episode(&self) -> Option<&Episode> {
        let current = self.current()?;
        if current.status > VictimStatus::Potential {
            return Some(current);
        }
        let stands =
            |episode: &&Episode| matches!(episode.status, VictimStatus::Presumed | VictimStatus::Identified);
        self.episodes.iter().rev().find(stands).or(Some(current))
    }

    /// Where the child stands on the track of victim status.
    #[must_use]
    pub fn status(&self) -> VictimStatus {
        self.status_episode().map_or(VictimStatus::None, |episode| episode.status)
    }

    /// The child's age band on a day (list `age_band`); 0 where the birth is not known.
    #[must_use]
    pub fn age_band_on(&self, day: Day, pack: &Pack) -> u8 {
        self.birth_month.map_or(0, |born| pack.age_band(born.years_on(day)))
    }

    /// The referral of an ordinal.
    #[must_use]
    pub fn referral(&self, ordinal: u32) -> Option<&Referral> {
        self.referrals.iter().find(|referral| referral.ordinal == ordinal)
    }

    /// The ordinal of the next referral.
    #[must_use]
    pub fn next_referral(&self) -> u32 {
        self.referrals.iter().map(|referral| referral.ordinal).max().unwrap_or(0).saturating_add(1)
    }

    /// The service of a unit number.
    #[must_use]
    pub fn service(&self, unit: UnitNumber) -> Option<&Service> {
        self.services.iter().find(|service| service.unit == unit)
    }

    /// An entry of the timeline.
    #[must_use]
    pub fn item(&self, entry: EntryId) -> Option<&TimelineItem> {
        self.timeline.iter().find(|item| item.entry == entry)
    }

    /// What happened, in canonical order.
    #[must_use]
    pub fn timeline(&self) -> &[TimelineItem] {
        &self.timeline
    }
}
