//! A criminal file as it stands, and how a history folds into it.

use std::collections::BTreeMap;

use base::{ChildNumber, EntryId, Happened, PersonId, Position, PublicCode, StreamId, Timestamp, UnitNumber};

use crate::effective::{Effective, effective};
use crate::event::{CriminalEvent, Judgment, Office};
use crate::recorded::Recorded;

/// When something happened, who did it, and the entry that says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The entry.
    pub entry: EntryId,
    /// When.
    pub happened: Happened,
    /// Who.
    pub by: Office,
}

/// How far a criminal file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// It is inquired into.
    #[default]
    Inquiry,
    /// Somebody is prosecuted.
    Prosecution,
    /// It is before the court.
    Trial,
    /// Every defendant is judged, and for each no appeal is left.
    Final,
}

impl Phase {
    /// Its code in messages and lists.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Inquiry => "inquiry",
            Self::Prosecution => "prosecution",
            Self::Trial => "trial",
            Self::Final => "final",
        }
    }
}

/// A hearing of the child.
#[derive(Clone, Debug, PartialEq)]
pub struct Hearing {
    /// When, by whom.
    pub moment: Moment,
    /// Recorded, in a dedicated room, with a psychologist, with a lawyer (list `yes_no` each).
    pub with: [u16; 4],
    /// List `hearing_again`; 0 of the first.
    pub again: u16,
}

/// What became of one defendant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Defendant {
    /// What the first court said.
    pub first: Option<(Moment, Judgment)>,
    /// What stands without appeal.
    pub last: Option<(Moment, Judgment)>,
}

/// An entry with what it says now, as the page tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The entry.
    pub entry: EntryId,
    /// Its place in the realm.
    pub position: Position,
    /// Its place in the stream.
    pub version: u32,
    /// When it happened, as known now.
    pub happened: Happened,
    /// When it was first recorded.
    pub recorded_at: Timestamp,
    /// Who first recorded it.
    pub actor: PersonId,
    /// What happened, as known now.
    pub event: CriminalEvent,
    /// When and what was recorded at first, where corrections changed it.
    pub at_first: Option<(Happened, CriminalEvent)>,
    /// How many corrections it had.
    pub corrections: usize,
    /// Whether it counts no longer.
    pub withdrawn: bool,
}

/// A criminal file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CriminalFile {
    /// The version of the last entry.
    pub version: u32,
    /// Its unit, with the county.
    pub office: Office,
    /// The child in this realm's facts.
    pub child: Option<ChildNumber>,
    /// The file in facts.
    pub unit: UnitNumber,
    /// Its code on pages.
    pub code: Option<PublicCode>,
    /// The notice it was opened from.
    pub notice: Option<StreamId>,
    /// The articles as last named: at registration, prosecution or indictment.
    pub articles: Vec<u16>,
    /// List `yes_no`.
    pub child_victim: u16,
    /// List `yes_no`.
    pub online: u16,
    /// List `criminal_origin`.
    pub origin: u16,
    /// When it was registered.
    pub opened: Option<Moment>,
    /// When somebody was prosecuted.
    pub prosecuted: Option<Moment>,
    /// Measures that protect the victim (list `victim_protection`).
    pub measures: Vec<(Moment, u16)>,
    /// Hearings that are planned; those that were held stand in `hearings`.
    pub planned: Vec<Moment>,
    /// Hearings of the child.
    pub hearings: Vec<Hearing>,
    /// When defendants were sent to trial.
    pub indicted: Option<Moment>,
    /// The defendants, by number from 1.
    pub defendants: BTreeMap<u16, Defendant>,
    /// Steps of compensation (list `compensation_step`).
    pub compensation: Vec<(Moment, u16)>,
    /// When it was closed, and why (list `criminal_closing`).
    pub closed: Option<(Moment, u16)>,
    /// What happened, entry by entry, in canonical order.
    pub items: Vec<Item>,
}

impl CriminalFile {
    /// How far it is.
    #[must_use]
    pub fn phase(&self) -> Phase {
        if !self.defendants.is_empty() && self.defendants.values().all(|defendant| defendant.last.is_some()) {
            Phase::Final
        } else if self.indicted.is_some() {
            Phase::Trial
        } else if self.prosecuted.is_some() {
            Phase::Prosecution
        } else {
            Phase::Inquiry
        }
    }
}

/// Folds a history, in the order of (earliest possible instant, position), corrections applied. Total: any sequence
/// folds, whether the rules allow it or not, and the order of the slice carries no meaning.
#[must_use]
pub fn fold(history: &[Recorded<CriminalEvent>]) -> CriminalFile {
    let all = effective(history);
    let mut file = CriminalFile {
        version: history.iter().map(|recorded| recorded.version).max().unwrap_or(0),
        ..CriminalFile::default()
    };
    for step in all.iter().filter(|step| !step.withdrawn) {
        take(&mut file, step);
    }
    file.items = all.iter().map(item).collect();
    file
}

fn take(file: &mut CriminalFile, step: &Effective<'_>) {
    use CriminalEvent as E;
    let moment = Moment {
        entry: step.entry(),
        happened: step.happened.clone(),
        by: step.event.by().unwrap_or_default(),
    };
    match step.event {
        E::CriminalFileOpened { by, child, unit, code, notice, articles, child_victim, online, origin } => {
            file.office = *by;
            file.child = Some(*child);
            file.unit = *unit;
            file.code = Some(*code);
            file.notice = *notice;
            if file.prosecuted.is_none() && file.indicted.is_none() {
                file.articles.clone_from(articles);
            }
            file.child_victim = *child_victim;
            file.online = *online;
            file.origin = *origin;
            file.opened = Some(moment);
        }
        E::ProsecutionStarted { articles, .. } => {
            if file.indicted.is_none() {
                file.articles.clone_from(articles);
            }
            file.prosecuted = Some(moment);
        }
        E::ProtectionOrdered { measure, .. } => file.measures.push((moment, *measure)),
        E::HearingPlanned { .. } => file.planned.push(moment),
        E::HearingHeld { was_recorded, dedicated_room, psychologist, lawyer, again, .. } => {
            let with = [*was_recorded, *dedicated_room, *psychologist, *lawyer];
            file.hearings.push(Hearing { moment, with, again: *again });
        }
        E::Indicted { defendants, articles, .. } => {
            file.articles.clone_from(articles);
            file.indicted = Some(moment);
            for number in 1..=*defendants {
                file.defendants.entry(number).or_default();
            }
        }
        E::Judged { defendant: number, judgment, .. } => {
            let defendant = file.defendants.entry(*number).or_default();
            let place = if judgment.is_final { &mut defendant.last } else { &mut defendant.first };
            *place = Some((moment, *judgment));
        }
        E::Compensation { step, .. } => file.compensation.push((moment, *step)),
        E::CriminalFileClosed { reason, .. } => file.closed = Some((moment, *reason)),
        E::CriminalEntryAmended { .. } | E::CriminalEntryWithdrawn { .. } => {}
    }
}

fn item(step: &Effective<'_>) -> Item {
    let original = step.original;
    let changed = (step.happened, step.event) != (&original.happened, &original.event);
    Item {
        version: original.version,
        at_first: changed.then(|| (original.happened.clone(), original.event.clone())),
        entry: step.entry(),
        position: step.original.position,
        happened: step.happened.clone(),
        recorded_at: step.original.recorded_at,
        actor: step.original.actor,
        event: step.event.clone(),
        corrections: step.corrections.len(),
        withdrawn: step.withdrawn,
    }
}
