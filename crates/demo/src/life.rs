//! Who a synthetic child is: sex, birth, place, circumstances. What happens to the child is in `plan`.

use base::{ChildNumber, Day, PublicCode, Randomness, StreamId, Timestamp, UnitNumber, Zone};
use casework::{BirthMonth, Circumstances};
use rules::Pack;

use crate::country::AgencyPlan;
use crate::names;
use crate::shares;

/// A synthetic child as one agency knows it. A second agency's file of the same child is a life of its own.
#[derive(Clone, Debug)]
pub struct Life {
    /// The protection file.
    pub file: StreamId,
    /// The signal that it came from.
    pub signal: StreamId,
    /// The code on pages.
    pub code: PublicCode,
    /// The signal's code on pages.
    pub signal_code: PublicCode,
    /// The child in facts.
    pub child: ChildNumber,
    /// The file's first episode in facts.
    pub unit: UnitNumber,
    /// The directorate, as an index into the country's agencies.
    pub directorate: usize,
    /// Level of list `sex`.
    pub sex: u16,
    /// The birth date; the identity part may know less of it.
    pub birth: Day,
    /// Given names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Street and number.
    pub address: String,
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
    /// The month of birth, for rules.
    #[must_use]
    pub fn birth_month(&self) -> Option<BirthMonth> {
        let (year, month, _) = self.birth.ymd();
        BirthMonth::new(year, month)
    }
}

/// Draws lives.
pub(crate) struct Lives<'a> {
    pub(crate) pack: &'a Pack,
    pub(crate) agencies: &'a [AgencyPlan],
    pub(crate) chance: &'a Randomness,
    pub(crate) zone: &'a Zone,
    pub(crate) canary: bool,
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
        let (given, family) = (names::given(chance, girl), names::family(chance));
        let life = Life {
            child: ChildNumber(chance.number() | 1),
            directorate,
            sex: self.level("sex", if girl { "female" } else { "male" }),
            birth,
            given,
            family,
            address: names::address(chance),
            form,
            circumstances,
            begins,
            twin_of: None,
            ..self.blank(begins)
        };
        if self.canary { self.as_canary(life) } else { life }
    }

    /// The file of another directorate about the same child, its name spelled differently.
    pub(crate) fn double(&self, of: usize, life: &Life, begins: Day) -> Life {
        let directorate = self.directorate_of(self.county());
        let (mut given, mut family) =
            (names::misspelled(self.chance, &life.given), names::misspelled(self.chance, &life.family));
        if self.chance.chance(0.2) {
            std::mem::swap(&mut given, &mut family);
        }
        Life {
            directorate,
            given,
            family,
            child: ChildNumber(self.chance.number() | 1),
            sex: life.sex,
            birth: life.birth,
            address: life.address.clone(),
            form: life.form,
            circumstances: life.circumstances,
            begins,
            twin_of: Some(of),
            ..self.blank(begins)
        }
    }

    /// Fresh ids, nothing else.
    fn blank(&self, begins: Day) -> Life {
        let (chance, now) = (self.chance, begins.start(self.zone));
        Life {
            file: StreamId::new(now, chance),
            signal: StreamId::new(now, chance),
            code: PublicCode::new(chance),
            signal_code: PublicCode::new(chance),
            child: ChildNumber(0),
            unit: UnitNumber(chance.number() | 1),
            directorate: 0,
            sex: 0,
            birth: Day(0),
            given: String::new(),
            family: String::new(),
            address: String::new(),
            form: "",
            circumstances: Circumstances::default(),
            begins,
            twin_of: None,
        }
    }

    fn as_canary(&self, life: Life) -> Life {
        let token = || names::canary(self.chance);
        Life { given: token(), family: token(), address: token(), ..life }
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
                let span = u64::try_from((to - from + 1) * 365 - 10).unwrap_or(1);
                return from * 366 + 5 + i32::try_from(self.chance.below(span)).unwrap_or(0);
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
