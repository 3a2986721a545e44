//! Who a synthetic child is: sex, birth, place, circumstances. What happens to the child is in `plan`.

use std::cell::RefCell;

use base::{CleanText, CommandId, Day, Randomness, Timestamp, Zone};
use casework::{BirthDate, Circumstances, Identity};
use rules::Pack;
use workflow::naming::{CaseIds, Naming, SignalIds};

use crate::country::AgencyPlan;
use crate::names;
use crate::shares;

/// A synthetic child as one agency knows it. A second agency's file of the same child is a life of its own; a
/// signal that never becomes a case is a short one.
#[derive(Clone, Debug)]
pub struct Life {
    /// The command that takes its signal in; the signal's stream and code follow from it.
    pub signal_command: CommandId,
    /// The command that opens its file; the file's stream, code and numbers follow from it.
    pub open_command: CommandId,
    /// Whether a file is opened.
    pub becomes_case: bool,
    /// The directorate, as an index into the country's agencies.
    pub directorate: usize,
    /// Level of list `sex`.
    pub sex: u16,
    /// The birth date; the identity part may know less of it.
    pub birth: Day,
    /// Who the child is, as the agency wrote it.
    pub identity: Identity,
    /// Form of exploitation, as a code.
    pub form: &'static str,
    /// What is known of the exploitation.
    pub circumstances: Circumstances,
    /// The day of the first signal.
    pub begins: Day,
    /// The life of which this is a second file.
    pub twin_of: Option<usize>,
}

impl Life {
    /// The file's stream, code and numbers.
    #[must_use]
    pub fn case(&self) -> CaseIds {
        Naming::seeded().case(self.open_command)
    }

    /// The signal's stream and code.
    #[must_use]
    pub fn signal(&self) -> SignalIds {
        Naming::seeded().signal(self.signal_command)
    }
}

/// Draws lives.
pub(crate) struct Lives<'a> {
    pub(crate) pack: &'a Pack,
    pub(crate) agencies: &'a [AgencyPlan],
    pub(crate) chance: &'a Randomness,
    pub(crate) zone: &'a Zone,
    pub(crate) canary: bool,
    /// Every token drawn in place of an identity field or a text.
    pub(crate) tokens: RefCell<Vec<String>>,
}

impl Lives<'_> {
    /// The level of a code in a list of the pack; 0 when the pack has none.
    pub(crate) fn level(&self, list: &str, code: &str) -> u16 {
        self.pack.list(list).number(code).unwrap_or(0)
    }

    /// A child whose first signal comes on a day.
    pub(crate) fn draw(&self, begins: Day) -> Life {
        let chance = self.chance;
        let girl = chance.chance(shares::GIRLS);
        let county = self.county();
        let directorate = self.directorate_of(county);
        let birth = begins.plus(-self.age_in_days());
        let mut form = shares::pick(chance, shares::FORMS);
        if form == "sexual" && chance.chance(shares::ONLINE) {
            form = "sexual_online";
        }
        let origin = if chance.chance(0.85) { county } else { self.county() };
        let circumstances = Circumstances {
            forms: Circumstances::forms_of([self.level("exploitation", form)]),
            place: self.level("where", if chance.chance(shares::ABROAD) { "abroad" } else { "in_country" }),
            recruitment: self.level("recruitment", shares::pick(chance, shares::RECRUITMENT)),
            origin: self.level("county", origin),
            in_care: self.level("yes_no", if chance.chance(shares::IN_CARE) { "yes" } else { "no" }),
        };
        let identity = self.identity(girl, birth);
        let (signal_command, open_command) = self.commands(begins);
        Life {
            signal_command,
            open_command,
            becomes_case: true,
            directorate,
            sex: self.level("sex", if girl { "female" } else { "male" }),
            birth,
            identity,
            form,
            circumstances,
            begins,
            twin_of: None,
        }
    }

    /// The file of another directorate about the same child, its name spelled differently.
    pub(crate) fn double(&self, of: usize, life: &Life, begins: Day) -> Life {
        let elsewhere = loop {
            let found = self.directorate_of(self.county());
            if found != life.directorate {
                break found;
            }
        };
        let misspelled = |name: &CleanText| names::misspelled(self.chance, name.as_str());
        let (mut given, mut family) =
            (misspelled(&life.identity.given_names), misspelled(&life.identity.family_names));
        if self.chance.chance(0.2) {
            std::mem::swap(&mut given, &mut family);
        }
        let identity = Identity {
            given_names: self.text(&given),
            family_names: self.text(&family),
            birth_date: self.birth_date(life.birth),
            address: self.text(&names::address(self.chance)),
            ..Identity::default()
        };
        let (signal_command, open_command) = self.commands(begins);
        Life {
            signal_command,
            open_command,
            becomes_case: true,
            directorate: elsewhere,
            identity,
            begins,
            twin_of: Some(of),
            ..life.clone()
        }
    }

    /// Who the child is. Numbers of the state are rarely known, and then ones that nobody can have; telephones are
    /// of no network.
    fn identity(&self, girl: bool, birth: Day) -> Identity {
        let chance = self.chance;
        let rarely =
            |probability: f64, text: String| if chance.chance(probability) { text } else { String::new() };
        let guardian = format!("{} {}", names::given(chance, true), names::family(chance));
        Identity {
            given_names: self.text(&names::given(chance, girl)),
            family_names: self.text(&names::family(chance)),
            birth_date: self.birth_date(birth),
            national_number: self.text(&rarely(0.1, format!("000000{:07}", chance.below(10_000_000)))),
            address: self.text(&rarely(0.8, names::address(chance))),
            phone: self
                .text(&rarely(0.4, format!("+40 000 {:03} {:03}", chance.below(1_000), chance.below(1_000)))),
            guardian: self.text(&rarely(0.5, guardian)),
        }
    }

    /// The birth date, as exactly as the agency knows it.
    fn birth_date(&self, birth: Day) -> Option<BirthDate> {
        let text = birth.to_string();
        let known = shares::pick(self.chance, &[("day", 85), ("month", 10), ("year", 5)]);
        let length = match known {
            "day" => 10,
            "month" => 7,
            _ => 4,
        };
        BirthDate::parse(text.get(..length)?)
    }

    /// A text of identity: the one given, or a token in its place.
    pub(crate) fn text(&self, text: &str) -> CleanText {
        let shown = if self.canary && !text.is_empty() { self.token() } else { text.to_owned() };
        // Texts here are short and plain, so that none is refused.
        CleanText::new(&shown, 300, "text").unwrap_or_default()
    }

    fn token(&self) -> String {
        let token = names::canary(self.chance);
        self.tokens.borrow_mut().push(token.clone());
        token
    }

    fn commands(&self, begins: Day) -> (CommandId, CommandId) {
        let now = begins.start(self.zone);
        (CommandId::new(now, self.chance), CommandId::new(now, self.chance))
    }

    fn county(&self) -> &'static str {
        let mut weighted: Vec<shares::Weighted> = shares::COUNTIES.to_vec();
        for agency in self.agencies {
            let listed = weighted.iter().any(|(code, _)| *code == agency.county);
            if agency.kind == "child_protection_directorate" && !listed {
                weighted.push((agency.county, shares::OTHER_COUNTY));
            }
        }
        shares::pick(self.chance, &weighted)
    }

    fn directorate_of(&self, county: &str) -> usize {
        let there: Vec<usize> = self
            .agencies
            .iter()
            .enumerate()
            .filter(|(_, agency)| agency.kind == "child_protection_directorate" && agency.county == county)
            .map(|(index, _)| index)
            .collect();
        self.chance.pick(&there).copied().unwrap_or(0)
    }

    fn age_in_days(&self) -> i32 {
        let total: u64 = shares::AGES.iter().map(|(_, _, weight)| u64::from(*weight)).sum();
        let mut left = self.chance.below(total);
        for (from, to, weight) in shares::AGES {
            if left < u64::from(*weight) {
                // A birthday just past to one just ahead: within the band, whatever the leap years.
                let span = u64::try_from((to - from + 1) * 365 - 20).unwrap_or(1);
                return from * 1_461 / 4 + 5 + i32::try_from(self.chance.below(span)).unwrap_or(0);
            }
            left -= u64::from(*weight);
        }
        15 * 365
    }
}

/// An instant on a day: between eight and eighteen o'clock.
pub(crate) fn at_work(day: Day, zone: &Zone, chance: &Randomness) -> Timestamp {
    let minutes = 8 * 60 + chance.below(600);
    day.start(zone).plus(i64::try_from(minutes).unwrap_or(0) * 60 * Timestamp::SECOND)
}
