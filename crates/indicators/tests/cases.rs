//! Figures worked out by hand, in `cases.toml`.

use std::collections::BTreeMap;

use base::{AgencyNumber, ChildNumber, Day, EntryId, Position, Quarter, UnitNumber};
use indicators::{Disaggregation, FactTable, Figure, Period, Periods, Scope, count_all};
use ledger::fact::dimension;
use ledger::{Fact, FactChange, FactKind};
use serde::Deserialize;

use crate::definitions::definitions;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    of: String,
    agency: Option<u32>,
    entries: Vec<String>,
    expect: Vec<String>,
}

fn fact(position: u64, words: &[&str]) -> Fact {
    let [kind, rest @ ..] = words else { panic!("no kind") };
    let mut fact = Fact {
        stands_for: EntryId::from_bytes([u8::try_from(position).unwrap(); 16]),
        kind: FactKind::from_name(kind).unwrap(),
        dataset: 0,
        happened: Day(0),
        child: ChildNumber(1),
        unit: UnitNumber(0),
        agency: AgencyNumber(1),
        place: 0,
        sex: 0,
        age_band: 0,
        forms: 0,
        dims: [0; 6],
        value: 0,
    };
    for word in rest {
        let (key, value) = word.split_once('=').unwrap();
        let mut dim = |place: usize| fact.dims[place] = value.parse().unwrap();
        match key {
            "service" => dim(dimension::SERVICE),
            "to" => dim(dimension::OTHER_AGENCY),
            "day" => fact.happened = Day::parse(value).unwrap(),
            "entry" => fact.stands_for = EntryId::from_bytes([value.parse().unwrap(); 16]),
            "child" => fact.child = ChildNumber(value.parse().unwrap()),
            "unit" => fact.unit = UnitNumber(value.parse().unwrap()),
            "agency" => fact.agency = AgencyNumber(value.parse().unwrap()),
            "county" => fact.place = value.parse().unwrap(),
            "sex" => fact.sex = value.parse().unwrap(),
            "age" => fact.age_band = value.parse().unwrap(),
            "dataset" => fact.dataset = value.parse().unwrap(),
            "value" => fact.value = value.parse().unwrap(),
            "forms" => fact.forms = value.split(',').map(|bit| 1 << bit.parse::<u32>().unwrap()).sum(),
            other => panic!("no key `{other}`"),
        }
    }
    fact
}

fn entries(lines: &[String]) -> BTreeMap<u64, Vec<FactChange>> {
    let mut labels: BTreeMap<&str, Fact> = BTreeMap::new();
    let mut entries: BTreeMap<u64, Vec<FactChange>> = BTreeMap::new();
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        let position: u64 = words[0].parse().unwrap();
        let change = if words[1] == "+" {
            let fact = fact(position, &words[3..]);
            labels.insert(words[2], fact);
            FactChange::Shed(fact)
        } else {
            FactChange::Retracted(labels[words[2]])
        };
        entries.entry(position).or_default().push(change);
    }
    entries
}

fn figure(text: &str) -> Figure {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        ["median", "none", "of", of] => Figure::Median { of: of.parse().unwrap(), median: None },
        ["median", median, "of", of] => {
            Figure::Median { of: of.parse().unwrap(), median: Some(median.parse().unwrap()) }
        }
        ["sum", sum, "of", of] => Figure::Sum { of: of.parse().unwrap(), sum: sum.parse().unwrap() },
        [count] => match count.split_once('/') {
            Some((numerator, denominator)) => Figure::Ratio {
                numerator: numerator.parse().unwrap(),
                denominator: denominator.parse().unwrap(),
            },
            None => Figure::Count(count.parse().unwrap()),
        },
        _ => panic!("no figure: {text}"),
    }
}

#[test]
fn figures_worked_out_by_hand() {
    let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
    assert!(cases.case.len() >= 40);
    let definitions = definitions();
    let periods = Periods::new(Quarter::new(2023, 1), Quarter::new(2025, 4)).unwrap();
    let mut wrong = Vec::new();
    for case in &cases.case {
        for settled in [false, true] {
            let mut table = FactTable::new();
            for (position, changes) in entries(&case.entries) {
                table.apply(Position(position), &changes).unwrap();
                if settled {
                    table.settle();
                }
            }
            let scope = case.agency.map_or(Scope::All, |agency| Scope::Agency(AgencyNumber(agency)));
            for line in &case.expect {
                let (left, right) = line.split_once(" = ").unwrap();
                let mut words: Vec<&str> = left.split_whitespace().collect();
                let as_of = match words[0].strip_prefix('@') {
                    Some(position) => Position(position.parse().unwrap()),
                    None => table.position(),
                };
                words.retain(|word| !word.starts_with('@'));
                let period = Period::parse(words[0]).unwrap();
                let by = Disaggregation::from_name(words[1]).unwrap();
                let cell = words.get(2).map_or(0, |cell| cell.parse().unwrap());
                let cube = count_all(&table, &definitions, as_of, periods, scope);
                let found = cube.value(&case.of, period, by, cell).unwrap();
                if found != figure(right) {
                    wrong.push(format!("{}: {line}, found {found:?} (settled: {settled})", case.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
