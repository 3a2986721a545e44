//! A slow counter, obviously right, for tests. It shares no code with the engine: it reads the JSON of a history and
//! the TOML of a definition by itself, keeps its own calendar, and asks each figure by itself of all facts.

use serde_json::Value as Json;
use toml::Table as Toml;

/// A figure: units counted, units followed, values.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Figure {
    pub(crate) counted: u64,
    pub(crate) followed: u64,
    pub(crate) values: Vec<i64>,
}

/// The facts of dataset 0 known after the entry at a position, in the order that decides who is first.
pub(crate) fn known(history: &Json, position: u64) -> Vec<Json> {
    let mut known: Vec<Json> = Vec::new();
    for entry in history["entries"].as_array().unwrap() {
        if entry["position"].as_u64().unwrap() > position {
            continue;
        }
        for change in entry["changes"].as_array().unwrap() {
            if let Some(fact) = change.get("shed") {
                known.push(fact.clone());
            } else {
                let fact = &change["retracted"];
                let place = known.iter().position(|other| other == fact).unwrap();
                known.remove(place);
            }
        }
    }
    known.retain(|fact| fact["dataset"] == 0);
    known.sort_by_key(|fact| {
        let number = |name: &str| fact[name].as_i64().unwrap();
        let dims: Vec<i64> = fact["dims"].as_array().unwrap().iter().map(|d| d.as_i64().unwrap()).collect();
        let rest = ["unit", "agency", "place", "sex", "age_band", "forms"].map(number);
        let text = |name: &str| fact[name].as_str().unwrap().to_owned();
        (text("day"), text("entry"), kind_order(&text("kind")), rest, dims, number("value"))
    });
    known
}

fn kind_order(kind: &str) -> usize {
    let kinds = [
        "case_opened",
        "presumed",
        "identified",
        "not_confirmed",
        "case_manager_named",
        "referral_sent",
        "referral_accepted",
        "referral_refused",
        "referral_started",
        "referral_finished",
        "service_started",
        "service_delivered",
        "service_ended",
        "case_closed",
        "case_reopened",
        "same_child",
    ];
    kinds.iter().position(|k| *k == kind).unwrap()
}

/// The facts, child by child: numbers joined by a known `same_child` are one child.
pub(crate) fn children(known: &[Json]) -> Vec<Vec<&Json>> {
    let mut numbers: Vec<u64> = Vec::new();
    for fact in known {
        let same = fact["kind"] == "same_child";
        let both = [fact["child"].as_u64().unwrap(), if same { fact["unit"].as_u64().unwrap() } else { 0 }];
        numbers.extend(both.iter().filter(|n| **n != 0));
    }
    numbers.sort_unstable();
    numbers.dedup();
    let mut children = Vec::new();
    while let Some(number) = numbers.pop() {
        let mut group = vec![number];
        loop {
            let before = group.len();
            for fact in known.iter().filter(|fact| fact["kind"] == "same_child") {
                let (one, other) = (fact["child"].as_u64().unwrap(), fact["unit"].as_u64().unwrap());
                if group.contains(&one) && !group.contains(&other) {
                    group.push(other);
                }
                if group.contains(&other) && !group.contains(&one) {
                    group.push(one);
                }
            }
            if group.len() == before {
                break;
            }
        }
        numbers.retain(|n| !group.contains(n));
        children.push(known.iter().filter(|fact| group.contains(&fact["child"].as_u64().unwrap())).collect());
    }
    children
}

/// One figure. `agency` 0 means everyone's facts; `by` is `total` or a dimension.
pub(crate) fn figure(
    children: &[Vec<&Json>],
    definition: &Toml,
    period: &str,
    by: &str,
    cell: u64,
    agency: u64,
) -> Figure {
    let mut figure = Figure::default();
    let text = |key: &str| definition[key].as_str().unwrap();
    let counts = definition["counts"].as_table().unwrap();
    let follow = definition.get("followed_by").map(|table| table.as_table().unwrap());
    for child in children {
        let mine = |fact: &&&Json| agency == 0 || fact["agency"] == agency;
        let candidates: Vec<&&Json> =
            child.iter().filter(mine).filter(|fact| selected(fact, counts)).collect();
        for facts in units(text("unit"), &candidates) {
            let mut facts = facts;
            if let Some(package) = definition.get("complete_when") {
                let needed: Vec<u64> = package["levels"].as_array().unwrap().iter().map(number_of).collect();
                let dimension = package["dimension"].as_str().unwrap();
                let complete = |place: usize| {
                    let have: Vec<u64> = facts[..=place].iter().flat_map(|f| levels(f, dimension)).collect();
                    needed.iter().all(|level| have.contains(level))
                };
                facts = (0..facts.len()).filter(|place| complete(*place)).map(|place| facts[place]).collect();
            }
            let gap = |fact: &Json| follow.and_then(|follow| first_gap(fact, child, follow, agency));
            if follow.is_some() && text("measure") != "ratio" {
                facts.retain(|fact| gap(fact).is_some());
            }
            let within = |fact: &Json, period: &str| {
                let day = fact["day"].as_str().unwrap();
                let month: u32 = day[5..7].parse().unwrap();
                period == &day[..4] || period == format!("{}Q{}", &day[..4], month.div_ceil(3))
            };
            let in_period: Vec<&Json> = facts.iter().filter(|fact| within(fact, period)).copied().collect();
            let first_of_window = match text("once_per") {
                "period" => in_period.first().copied(),
                "year" => facts.iter().find(|fact| within(fact, &period[..4])).copied(),
                _ => facts.first().copied(),
            };
            let Some(first) = first_of_window.filter(|fact| within(fact, period)) else { continue };
            let speaking = if text("which") == "first" { vec![first] } else { in_period };
            let of_cell: Vec<&Json> = speaking
                .into_iter()
                .filter(|fact| if by == "total" { cell == 0 } else { levels(fact, by).contains(&cell) })
                .collect();
            if of_cell.is_empty() {
                continue;
            }
            match text("measure") {
                "count" => figure.counted += 1,
                "ratio" => {
                    figure.counted += 1;
                    figure.followed += u64::from(of_cell.iter().any(|fact| gap(fact).is_some()));
                }
                _ => {
                    for fact in of_cell {
                        figure.counted += 1;
                        figure.values.push(match text("value") {
                            "of_fact" => fact["value"].as_i64().unwrap(),
                            _ => gap(fact).unwrap(),
                        });
                    }
                }
            }
        }
    }
    figure.values.sort_unstable();
    figure
}

fn units<'j>(unit: &str, facts: &[&&'j Json]) -> Vec<Vec<&'j Json>> {
    match unit {
        "child" => vec![facts.iter().map(|fact| **fact).collect()],
        "row" => facts.iter().map(|fact| vec![**fact]).collect(),
        _ => {
            let mut units: Vec<u64> = facts.iter().map(|fact| fact["unit"].as_u64().unwrap()).collect();
            units.sort_unstable();
            units.dedup();
            let of = |unit: u64| facts.iter().filter(|f| f["unit"] == unit).map(|fact| **fact).collect();
            units.into_iter().map(of).collect()
        }
    }
}

/// Days to the first fact that follows this one in time.
fn first_gap(fact: &Json, child: &[&Json], follow: &Toml, agency: u64) -> Option<i64> {
    let number = |key: &str| follow.get(key).map(|days| days.as_integer().unwrap());
    let same_unit = follow["join"].as_str() == Some("same_unit");
    let mut gaps = Vec::new();
    for other in child {
        let joined =
            if same_unit { other["unit"] == fact["unit"] } else { agency == 0 || other["agency"] == agency };
        if joined && selected(other, follow) && !std::ptr::eq(*other, fact) {
            let gap = days(other["day"].as_str().unwrap()) - days(fact["day"].as_str().unwrap());
            if gap >= number("at_least_days").unwrap_or(0) && gap <= number("within_days").unwrap_or(i64::MAX)
            {
                gaps.push(gap);
            }
        }
    }
    gaps.into_iter().min()
}

fn selected(fact: &Json, selection: &Toml) -> bool {
    let conditions =
        selection.get("where").map(|table| table.as_table().unwrap().clone()).unwrap_or_default();
    fact["kind"] == selection["fact"].as_str().unwrap()
        && conditions.iter().all(|(dimension, wanted)| {
            let wanted: Vec<u64> = wanted.as_array().unwrap().iter().map(number_of).collect();
            levels(fact, dimension).iter().any(|level| wanted.contains(level))
        })
}

fn number_of(level: &toml::Value) -> u64 {
    match level.as_str() {
        None => level.as_integer().unwrap().try_into().unwrap(),
        Some("psychological") => 1,
        Some("medical") => 2,
        Some("legal") => 3,
        Some("social_support" | "forced_labour") => 4,
        Some("begging") => 6,
        Some("forced_crime") => 7,
        Some(other) => panic!("no level for {other}"),
    }
}

/// The levels a fact has in a dimension.
pub(crate) fn levels(fact: &Json, dimension: &str) -> Vec<u64> {
    let column = |name: &str| vec![fact[name].as_u64().unwrap()];
    let dim = |place: usize| vec![fact["dims"][place].as_u64().unwrap()];
    match dimension {
        "form" => {
            let forms = fact["forms"].as_u64().unwrap();
            let bits: Vec<u64> = (0..32).filter(|bit| forms >> bit & 1 == 1).collect();
            if bits.is_empty() { vec![0] } else { bits }
        }
        "county" => column("place"),
        "sex" | "age_band" | "agency" => column(dimension),
        "service" => dim(0),
        "where" => dim(1),
        "recruitment" => dim(2),
        "origin" => dim(3),
        "in_care" => dim(4),
        "other_agency" => dim(5),
        other => panic!("no dimension {other}"),
    }
}

/// Days since 2000-01-01, counted one month after the other.
fn days(day: &str) -> i64 {
    let part = |range: std::ops::Range<usize>| day[range].parse::<i64>().unwrap();
    let (year, month, day) = (part(0..4), part(5..7), part(8..10));
    let leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let in_month = |year: i64, month: i64| match month {
        2 => 28 + i64::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let years: i64 = (2000..year).map(|year| 365 + i64::from(leap(year))).sum();
    years + (1..month).map(|month| in_month(year, month)).sum::<i64>() + day - 1
}
