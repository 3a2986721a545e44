//! Random histories as JSON, and the way from that JSON into the table.

use base::{AgencyNumber, ChildNumber, Day, EntryId, Position, UnitNumber};
use indicators::FactTable;
use ledger::{Fact, FactChange, FactKind};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// One thing that happens in a random history.
#[derive(Clone, Debug)]
pub(crate) enum Happening {
    /// Facts become known.
    Shed(Vec<Row>),
    /// A fact is replaced by another.
    Amended(usize, Row),
    /// A fact is retracted.
    Retracted(usize),
    /// Two numbers are one child.
    Merged(u64, u64),
    /// A merge is taken back.
    Unmerged(usize),
    /// Nothing that concerns facts.
    Quiet,
}

/// The levels of one fact.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    kind: usize,
    child: u64,
    unit: u64,
    agency: u64,
    day: i32,
    levels: [u64; 8],
    forms: u64,
    value: i64,
}

const KINDS: [&str; 9] = [
    "presumed",
    "identified",
    "not_confirmed",
    "referral_sent",
    "referral_started",
    "service_delivered",
    "case_closed",
    "case_opened",
    "presumed",
];

fn row() -> impl Strategy<Value = Row> {
    let levels = proptest::array::uniform8(0..3_u64);
    let forms = prop_oneof![Just(0), 1..16_u64];
    (0..KINDS.len(), 1..7_u64, 1..4_u64, 1..4_u64, 0..900_i32, levels, forms, -5..40_i64).prop_map(
        |(kind, child, unit, agency, day, levels, forms, value)| Row {
            kind,
            child,
            unit,
            agency,
            // Often the same days, so that first facts are a matter of order.
            day: if day < 300 { day / 30 * 30 } else { day },
            levels,
            forms,
            value,
        },
    )
}

/// What can happen.
pub(crate) fn happenings(most: usize) -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        8 => proptest::collection::vec(row(), 1..4).prop_map(Happening::Shed),
        2 => (any::<usize>(), row()).prop_map(|(which, row)| Happening::Amended(which, row)),
        1 => any::<usize>().prop_map(Happening::Retracted),
        2 => (1..7_u64, 1..7_u64).prop_map(|(one, other)| Happening::Merged(one, other)),
        1 => any::<usize>().prop_map(Happening::Unmerged),
        1 => Just(Happening::Quiet),
    ];
    proptest::collection::vec(one, 0..most)
}

/// The history in JSON: entries in the order of their positions, with what each does to the facts.
pub(crate) fn history(happenings: &[Happening]) -> Json {
    let mut known: Vec<Json> = Vec::new();
    let mut entries = Vec::new();
    for (place, happening) in happenings.iter().enumerate() {
        let position = place as u64 + 1 + place as u64 / 5;
        let mut changes = Vec::new();
        let mut retract = |which: usize, merges: bool, known: &mut Vec<Json>| {
            let places: Vec<usize> =
                (0..known.len()).filter(|at| (known[*at]["kind"] == "same_child") == merges).collect();
            if !places.is_empty() {
                changes.push(json!({ "retracted": known.remove(places[which % places.len()]) }));
            }
        };
        let mut shed = Vec::new();
        match happening {
            Happening::Quiet => {}
            Happening::Shed(rows) => shed.extend(rows.iter().map(|row| fact_json(row, position))),
            Happening::Amended(which, row) => {
                retract(*which, false, &mut known);
                shed.push(fact_json(row, position));
            }
            Happening::Retracted(which) => retract(*which, false, &mut known),
            Happening::Unmerged(which) => retract(*which, true, &mut known),
            Happening::Merged(one, other) => {
                let mut fact = fact_json(&plain(*one), position);
                fact["kind"] = json!("same_child");
                fact["unit"] = json!(other);
                shed.push(fact);
            }
        }
        known.extend(shed.iter().cloned());
        changes.extend(shed.into_iter().map(|fact| json!({ "shed": fact })));
        entries.push(json!({ "position": position, "changes": changes }));
    }
    json!({ "entries": entries })
}

fn plain(child: u64) -> Row {
    Row { kind: 0, child, unit: 0, agency: 1, day: 0, levels: [0; 8], forms: 0, value: 0 }
}

fn fact_json(row: &Row, position: u64) -> Json {
    let [sex, age_band, place, service, abroad, recruitment, origin, in_care] = row.levels;
    json!({
        "entry": EntryId::from_bytes([u8::try_from(position % 251).unwrap(); 16]).to_string(),
        "kind": KINDS[row.kind],
        "dataset": 0,
        "day": (Day::from_ymd(2023, 2, 1).unwrap().plus(row.day)).to_string(),
        "child": row.child,
        // A unit belongs to one child.
        "unit": row.child * 10 + row.unit,
        "agency": row.agency,
        "place": place,
        "sex": sex,
        "age_band": age_band,
        "forms": row.forms,
        "dims": [service + row.unit % 3, abroad, recruitment, origin, in_care, row.agency % 3],
        "value": row.value,
    })
}

/// The fact that a piece of JSON says.
pub(crate) fn fact(json: &Json) -> Fact {
    let number = |name: &str| json[name].as_u64().unwrap();
    let dims: Vec<u16> =
        json["dims"].as_array().unwrap().iter().map(|d| d.as_u64().unwrap().try_into().unwrap()).collect();
    Fact {
        stands_for: EntryId::parse(json["entry"].as_str().unwrap()).unwrap(),
        kind: FactKind::from_name(json["kind"].as_str().unwrap()).unwrap(),
        dataset: number("dataset").try_into().unwrap(),
        happened: Day::parse(json["day"].as_str().unwrap()).unwrap(),
        child: ChildNumber(number("child")),
        unit: UnitNumber(number("unit")),
        agency: AgencyNumber(number("agency").try_into().unwrap()),
        place: number("place").try_into().unwrap(),
        sex: number("sex").try_into().unwrap(),
        age_band: number("age_band").try_into().unwrap(),
        forms: number("forms").try_into().unwrap(),
        dims: dims.try_into().unwrap(),
        value: json["value"].as_i64().unwrap().try_into().unwrap(),
    }
}

/// The entries, as the table wants them.
pub(crate) fn entries(history: &Json) -> Vec<(Position, Vec<FactChange>)> {
    let change = |change: &Json| match change.get("shed") {
        Some(json) => FactChange::Shed(fact(json)),
        None => FactChange::Retracted(fact(&change["retracted"])),
    };
    let entries = history["entries"].as_array().unwrap().iter();
    entries
        .map(|entry| {
            let changes = entry["changes"].as_array().unwrap().iter().map(change).collect();
            (Position(entry["position"].as_u64().unwrap()), changes)
        })
        .collect()
}

/// A table that has taken all entries, settled after every `settle_every` of them.
pub(crate) fn table(history: &Json, settle_every: usize) -> FactTable {
    let mut table = FactTable::new();
    for (place, (position, changes)) in entries(history).into_iter().enumerate() {
        table.apply(position, &changes).unwrap();
        if place % settle_every == settle_every - 1 {
            table.settle();
        }
    }
    table
}
