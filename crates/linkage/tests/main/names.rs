//! Names of nobody, for worlds made by number.

use base::{Day, StreamId};
use linkage::{BirthRange, NameIndex};

pub(crate) const GIVEN: &[&str] = &[
    "Maria",
    "Elena",
    "Ioana",
    "Andreea",
    "Ștefania",
    "Mădălina",
    "Ana-Maria",
    "Gabriela",
    "Denisa",
    "Raluca",
    "Ionuț",
    "Andrei",
    "Alexandru",
    "Gheorghe",
    "Ștefan",
    "Mihăiță",
    "Cătălin",
    "Răzvan",
    "Florin",
    "Cosmin",
];
pub(crate) const FAMILY: &[&str] = &[
    "Popescu",
    "Ionescu",
    "Dumitrașcu",
    "Țurcanu",
    "Bălan",
    "Moldoveanu",
    "Căldăraru",
    "Lăcătuș",
    "Stănescu",
    "Drăgulănescu",
    "Văcărescu",
    "Ungureanu",
    "Nistor",
    "Petrișor",
    "Șerban",
    "Tănăsescu",
    "Iordăchescu",
    "Mureșan",
    "Grigorescu",
    "Costea",
];

pub(crate) fn stream(number: usize) -> StreamId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&(number as u64).to_be_bytes());
    StreamId::from_bytes(bytes)
}

pub(crate) fn given(number: usize) -> &'static str {
    GIVEN[number % GIVEN.len()]
}

pub(crate) fn family(number: usize) -> &'static str {
    FAMILY[number / GIVEN.len() % FAMILY.len()]
}

pub(crate) fn born(text: &str) -> Option<BirthRange> {
    Some(BirthRange::parse(text).unwrap())
}

/// Child `number` of a world; 400 have names of their own.
pub(crate) fn put(index: &mut NameIndex, number: usize) {
    let birth = Day(14_000 + i32::try_from(number).unwrap() * 11 % 5_000);
    index.upsert(stream(number), &[given(number), family(number)], Some(BirthRange::on(birth)), Some(1));
}

pub(crate) fn world(children: usize) -> NameIndex {
    let mut index = NameIndex::new();
    (0..children).for_each(|number| put(&mut index, number));
    index
}

pub(crate) fn found(index: &NameIndex, query: &str) -> Vec<StreamId> {
    index.search(query, 200, &|_| true).into_iter().map(|hit| hit.stream).collect()
}
