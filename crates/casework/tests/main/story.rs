//! A file told step by step: each step goes through `decide` as in production.

use base::{
    AgencyNumber, ChildNumber, EntryId, Happened, PersonId, Position, Problem, PublicCode, Randomness,
    StreamId, Timestamp, UnitNumber, Zone,
};
use casework::{Circumstances, File, FileEvent, Office, Recorded, decide, facts, fold};
use ledger::Fact;
use rules::Pack;

/// The shipped pack, parsed once.
pub(crate) fn pack() -> &'static Pack {
    static PACK: std::sync::OnceLock<Pack> = std::sync::OnceLock::new();
    PACK.get_or_init(|| Pack::parse(&rules::shipped("ro").unwrap()).unwrap())
}

pub(crate) fn zone() -> Zone {
    Zone::named("Europe/Bucharest").unwrap()
}

/// `2026-03-12`, `2026-03`, `2026`, or an instant `2026-03-12T10:00:00Z`.
pub(crate) fn when(text: &str) -> Happened {
    Timestamp::parse_rfc3339(text)
        .map(|at| Happened::at(at, &zone()))
        .or_else(|| Happened::parse(text, &zone()))
        .unwrap_or_else(|| panic!("`{text}` is no time"))
}

pub(crate) fn person(number: u8) -> PersonId {
    PersonId::from_bytes([number; 16])
}

pub(crate) fn entry(number: u8) -> EntryId {
    EntryId::from_bytes([number; 16])
}

pub(crate) fn level(list: &str, code: &str) -> u16 {
    pack().list(list).number(code).unwrap_or_else(|| panic!("`{code}` is not in `{list}`"))
}

pub(crate) fn county(code: &str) -> u16 {
    level("county", code)
}

/// The directorate of a county, and an organisation.
pub(crate) const DIRECTORATE: Office = Office { agency: AgencyNumber(16), county: 16 };
pub(crate) const ORGANISATION: Office = Office { agency: AgencyNumber(60), county: 5 };

/// A history in the making.
pub(crate) struct Story {
    pub(crate) history: Vec<Recorded<FileEvent>>,
    pub(crate) now: Timestamp,
    pub(crate) actor: PersonId,
    next: u8,
}

impl Story {
    /// Nothing yet; "now" is the end of 2026.
    pub(crate) fn new() -> Self {
        let now = Timestamp::parse_rfc3339("2026-12-31T12:00:00Z").unwrap();
        Self { history: Vec::new(), now, actor: person(1), next: 1 }
    }

    /// A file opened on a day for a girl born in June 2011.
    pub(crate) fn opened(on: &str) -> Self {
        let mut story = Self::new();
        story.add(on, case_opened());
        story
    }

    /// The same, and presumed a day of its own.
    pub(crate) fn presumed(opened: &str, presumed: &str) -> Self {
        let mut story = Self::opened(opened);
        story.add(presumed, FileEvent::Presumed { by: DIRECTORATE, circumstances: None });
        story
    }

    pub(crate) fn by(&mut self, number: u8) -> &mut Self {
        self.actor = person(number);
        self
    }

    /// What would be appended.
    pub(crate) fn propose(&mut self, at: &str, event: FileEvent) -> Recorded<FileEvent> {
        let entry = entry(self.next);
        self.next = self.next.wrapping_add(1);
        let amends = match &event {
            FileEvent::Amended { replaces, .. } | FileEvent::Withdrawn { replaces, .. } => Some(*replaces),
            _ => None,
        };
        Recorded {
            entry,
            position: Position(0),
            version: u32::try_from(self.history.len()).unwrap() + 1,
            happened: when(at),
            recorded_at: self.now,
            actor: self.actor,
            amends,
            event,
        }
    }

    /// Appends, or says which rule refuses.
    pub(crate) fn try_add(&mut self, at: &str, event: FileEvent) -> Result<EntryId, Problem> {
        let mut proposed = self.propose(at, event);
        decide(&self.history, &proposed, pack())?;
        proposed.position = Position(self.history.len() as u64 + 1);
        let id = proposed.entry;
        self.history.push(proposed);
        Ok(id)
    }

    /// Appends what must be allowed.
    #[track_caller]
    pub(crate) fn add(&mut self, at: &str, event: FileEvent) -> EntryId {
        let kind = event.kind_name();
        self.try_add(at, event).unwrap_or_else(|problem| panic!("`{kind}` at {at} was refused: {problem}"))
    }

    /// The rule that refuses; the history stays as it was.
    #[track_caller]
    pub(crate) fn refused(&mut self, at: &str, event: FileEvent) -> &'static str {
        let kind = event.kind_name();
        match self.try_add(at, event) {
            Ok(_) => panic!("`{kind}` at {at} was allowed"),
            Err(problem) => problem.code,
        }
    }

    pub(crate) fn amend(
        &mut self,
        at: &str,
        replaces: EntryId,
        event: FileEvent,
    ) -> Result<EntryId, Problem> {
        self.try_add(at, FileEvent::Amended { replaces, reason: 3, event: Box::new(event) })
    }

    pub(crate) fn withdraw(&mut self, replaces: EntryId) -> Result<EntryId, Problem> {
        self.try_add("2026-12-30", FileEvent::Withdrawn { replaces, reason: 5 })
    }

    pub(crate) fn file(&self) -> File {
        fold(&self.history)
    }

    pub(crate) fn facts(&self) -> Vec<Fact> {
        facts(&self.history, pack())
    }
}

pub(crate) fn case_opened() -> FileEvent {
    FileEvent::CaseOpened {
        by: DIRECTORATE,
        child: ChildNumber(7001),
        unit: UnitNumber(9001),
        code: PublicCode::new(&Randomness::seeded(1)),
        signal: Some(StreamId::from_bytes([9; 16])),
        sex: level("sex", "female"),
        birth_month: casework::BirthMonth::parse("2011-06"),
        circumstances: circumstances(),
        brought_in: false,
    }
}

pub(crate) fn circumstances() -> Circumstances {
    Circumstances {
        forms: Circumstances::forms_of([level("exploitation", "sexual")]),
        place: level("where", "in_country"),
        recruitment: level("recruitment", "acquaintance"),
        origin: county("dj"),
        in_care: level("yes_no", "no"),
    }
}

pub(crate) fn started(unit: u64) -> FileEvent {
    FileEvent::ServiceStarted {
        by: DIRECTORATE,
        unit: UnitNumber(unit),
        service: level("service", "psychological"),
        referral: None,
    }
}

pub(crate) fn delivered(unit: u64) -> FileEvent {
    FileEvent::ServiceDelivered { by: DIRECTORATE, unit: UnitNumber(unit), minutes: 60 }
}

pub(crate) fn ended(unit: u64) -> FileEvent {
    FileEvent::ServiceEnded { by: DIRECTORATE, unit: UnitNumber(unit), reason: 1 }
}

pub(crate) fn sent(referral: u32) -> FileEvent {
    FileEvent::ReferralSent {
        by: DIRECTORATE,
        referral,
        unit: UnitNumber(500 + u64::from(referral)),
        code: PublicCode::new(&Randomness::seeded(u64::from(referral))),
        to: ORGANISATION.agency,
        service: level("service", "legal"),
        urgency: level("urgency", "ordinary"),
        need: level("need", "legal_help"),
    }
}

pub(crate) fn received(referral: u32) -> FileEvent {
    FileEvent::ReferralReceived { by: ORGANISATION, referral }
}

pub(crate) fn accepted(referral: u32) -> FileEvent {
    FileEvent::ReferralAccepted { by: ORGANISATION, referral }
}

pub(crate) fn refused(referral: u32) -> FileEvent {
    FileEvent::ReferralRefused { by: ORGANISATION, referral, reason: 1 }
}

pub(crate) fn begun(referral: u32) -> FileEvent {
    FileEvent::ReferralStarted { by: ORGANISATION, referral }
}

pub(crate) fn finished(referral: u32) -> FileEvent {
    FileEvent::ReferralFinished { by: ORGANISATION, referral, outcome: 1 }
}

pub(crate) fn presumed() -> FileEvent {
    FileEvent::Presumed { by: DIRECTORATE, circumstances: None }
}

pub(crate) fn identified() -> FileEvent {
    FileEvent::Identified { by: DIRECTORATE, ground: 1, circumstances: None }
}

pub(crate) fn proposed() -> FileEvent {
    FileEvent::NotConfirmedProposed { by: DIRECTORATE, reason: 1 }
}

pub(crate) fn not_confirmed(proposal: EntryId) -> FileEvent {
    FileEvent::NotConfirmed { by: DIRECTORATE, proposal }
}

pub(crate) fn manager(number: u8) -> FileEvent {
    FileEvent::CaseManagerNamed { by: DIRECTORATE, person: person(number) }
}

pub(crate) fn crossing() -> FileEvent {
    FileEvent::CrossingSent {
        by: DIRECTORATE,
        to: AgencyNumber(90),
        basis: 1,
        purpose: 1,
        with_identity: true,
    }
}

pub(crate) fn closed() -> FileEvent {
    FileEvent::CaseClosed { by: DIRECTORATE, reason: 1 }
}

pub(crate) fn reopened(unit: u64) -> FileEvent {
    FileEvent::CaseReopened { by: DIRECTORATE, unit: UnitNumber(unit), reason: 1, circumstances: None }
}

pub(crate) fn merged(child: u64) -> FileEvent {
    FileEvent::ChildrenMerged { by: DIRECTORATE, other: other_file(child), other_child: ChildNumber(child) }
}

pub(crate) fn unmerged(child: u64) -> FileEvent {
    FileEvent::ChildrenUnmerged { by: DIRECTORATE, other: other_file(child), other_child: ChildNumber(child) }
}

fn other_file(child: u64) -> StreamId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&child.to_be_bytes());
    StreamId::from_bytes(bytes)
}
