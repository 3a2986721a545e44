//! A criminal file told entry by entry.

use std::sync::OnceLock;

use base::{AgencyNumber, Problem, UnitNumber, Zone};
use base::{ChildNumber, EntryId, Happened, PersonId, Position, PublicCode, Randomness, Timestamp};
use justice::{CriminalEvent, CriminalFile, Judgment, Office, Recorded, decide, fold};
use rules::Pack;

pub(crate) const UNIT: Office = Office { agency: AgencyNumber(90), county: 16 };

pub(crate) fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| Pack::parse(&rules::shipped("ro").unwrap()).unwrap())
}

pub(crate) fn zone() -> Zone {
    pack().zone().clone()
}

pub(crate) fn when(text: &str) -> Happened {
    Happened::parse(text, &zone()).unwrap()
}

pub(crate) fn entry(number: u8) -> EntryId {
    EntryId::from_bytes([number; 16])
}

/// The level of a code.
pub(crate) fn level(list: &str, code: &str) -> u16 {
    pack().list(list).number(code).unwrap()
}

pub(crate) fn opened() -> CriminalEvent {
    CriminalEvent::CriminalFileOpened {
        by: UNIT,
        child: ChildNumber(71),
        unit: UnitNumber(9_000),
        code: PublicCode::new(&Randomness::seeded(1)),
        notice: None,
        articles: vec![level("criminal_article", "trafficking_in_minors")],
        child_victim: 2,
        online: 1,
        origin: level("criminal_origin", "own_initiative"),
    }
}

pub(crate) fn prosecuted() -> CriminalEvent {
    CriminalEvent::ProsecutionStarted { by: UNIT, articles: vec![2] }
}

pub(crate) fn heard(again: u16) -> CriminalEvent {
    CriminalEvent::HearingHeld {
        by: UNIT,
        was_recorded: 2,
        dedicated_room: 2,
        psychologist: 2,
        lawyer: 2,
        again,
    }
}

pub(crate) fn indicted(defendants: u16) -> CriminalEvent {
    CriminalEvent::Indicted { by: UNIT, defendants, articles: vec![1] }
}

pub(crate) fn judged(defendant: u16, is_final: bool, outcome: &str) -> CriminalEvent {
    let outcome = level("judgment_outcome", outcome);
    let months = if outcome <= 2 { 60 } else { 0 };
    let suspended = u16::from(months > 0);
    CriminalEvent::Judged { by: UNIT, defendant, judgment: Judgment { is_final, outcome, months, suspended } }
}

pub(crate) fn closed() -> CriminalEvent {
    CriminalEvent::CriminalFileClosed { by: UNIT, reason: 1 }
}

pub(crate) fn amended(number: u8, event: CriminalEvent) -> CriminalEvent {
    CriminalEvent::CriminalEntryAmended { replaces: entry(number), reason: 1, event: Box::new(event) }
}

pub(crate) fn withdrawn(number: u8) -> CriminalEvent {
    CriminalEvent::CriminalEntryWithdrawn { replaces: entry(number), reason: 1 }
}

/// The history so far; entry n has the id n, n, n, …
#[derive(Debug, Default)]
pub(crate) struct Story(pub(crate) Vec<Recorded<CriminalEvent>>);

impl Story {
    pub(crate) fn begun(on: &str) -> Self {
        let mut story = Self::default();
        story.add(on, opened());
        story
    }

    pub(crate) fn proposed(&self, on: &str, event: CriminalEvent) -> Recorded<CriminalEvent> {
        let number = u32::try_from(self.0.len()).unwrap() + 1;
        Recorded {
            entry: entry(u8::try_from(number).unwrap()),
            position: Position(0),
            version: number,
            happened: when(on),
            recorded_at: Timestamp::parse_rfc3339("2027-01-01T00:00:00Z").unwrap(),
            actor: PersonId::NIL,
            amends: event.replaces(),
            event,
        }
    }

    pub(crate) fn try_add(&mut self, on: &str, event: CriminalEvent) -> Result<(), Problem> {
        let mut proposed = self.proposed(on, event);
        decide(&self.0, &proposed, pack())?;
        proposed.position = Position(u64::from(proposed.version));
        self.0.push(proposed);
        Ok(())
    }

    pub(crate) fn add(&mut self, on: &str, event: CriminalEvent) {
        self.try_add(on, event).unwrap();
    }

    /// The rule that refuses.
    pub(crate) fn refuses(&mut self, on: &str, event: CriminalEvent) -> &'static str {
        self.try_add(on, event).unwrap_err().code
    }

    pub(crate) fn file(&self) -> CriminalFile {
        fold(&self.0)
    }
}
