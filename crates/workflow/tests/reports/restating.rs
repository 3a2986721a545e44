//! What later reports say of earlier ones.

use std::collections::BTreeMap;

use agencies::Role;
use indicators::Period;
use workflow::figures::Amount;
use workflow::reports::Change;

use super::{Q1, Q2, Q4, autumn, count, publish, published};
use crate::house::House;
use crate::lives::{BOY, GIRL, Lives, TEEN};

#[test]
fn late_entries_are_restated_in_the_open_and_small_changes_without_their_size() {
    let house = House::new();
    autumn(&house);
    let officer = house.officer();
    let first = publish(&house, &officer, Q4);
    house.at("2026-02-01");
    Lives::of(&house).many(3, "dgaspc-dj", GIRL, TEEN, "2025-12-20");
    house.at("2026-04-02");
    let officer = house.officer();
    let second = publish(&house, &officer, Q1);
    let tip = house.person("implementer", Role::TipOfficer);
    let page = house.app().indicator(&tip, "2.1", None, None, Some(Period::Quarter(Q4))).unwrap();
    assert_eq!(page.figure, count(26), "a change under five moves no digit");
    let said: Vec<_> =
        page.restated.iter().map(|said| (said.report, said.period, said.before, said.change)).collect();
    let few = Change::FewerThanFive;
    let (quarter, year) = (Period::Quarter(Q4), Period::Year(2025));
    assert_eq!(said, [(second, quarter, Amount::Count(26), few), (second, year, Amount::Count(26), few)]);

    // Nothing new in the next quarter: nothing is said again. Then three more, six in all: now it is told.
    house.at("2026-07-02");
    Lives::of(&house).many(3, "dgaspc-cj", BOY, TEEN, "2025-12-21");
    let officer = house.officer();
    let third = publish(&house, &officer, Q2);
    let page = house.app().indicator(&tip, "2.1", None, None, Some(quarter)).unwrap();
    assert_eq!(page.figure, count(32));
    let became = Change::Became(Amount::Count(32));
    assert_eq!((page.restated[0].report, page.restated[0].change), (third, became));
    let told = house.app().report(&tip, first).unwrap();
    // The presumptions, and of the files opened that quarter those with a case manager in time.
    assert_eq!(told.line.restated, 2);
    assert_eq!(told.sections[0].quarter, count(26), "the report itself stays what it was");
    assert_eq!(told.restated.iter().filter(|said| said.indicator == "2.1").count(), 2);

    house.at("2026-10-02");
    publish(&house, &house.officer(), Q2.plus(1));
    let newest = house.app().reports(&tip, None).unwrap().lines[0].code;
    assert_eq!(house.app().report(&tip, newest).unwrap().says, [], "what was said is not said again");

    // As known before, the indicator's page says what stood then.
    let then = house.app().indicator(
        &tip,
        "2.1",
        Some(base::Day::parse("2026-05-01").unwrap()),
        None,
        Some(quarter),
    );
    let then = then.unwrap();
    assert_eq!((then.figure, then.restated.len()), (count(26), 2));
}

#[test]
fn a_restated_quarter_stands_in_place_of_the_first_report() {
    let house = House::new();
    autumn(&house);
    let officer = house.officer();
    let first = publish(&house, &officer, Q4);
    house.later(24);
    Lives::of(&house).many(9, "dgaspc-dj", GIRL, TEEN, "2025-12-20");
    let officer = house.officer();
    let second = publish(&house, &officer, Q4);
    let lines = house.app().reports(&officer, None).unwrap().lines;
    let restates: BTreeMap<_, _> = lines.iter().map(|line| (line.code, line.restates)).collect();
    assert_eq!(restates, BTreeMap::from([(first, false), (second, true)]));
    assert_eq!(published(&house, "2.1", "2025Q4", "total", 0), count(35));
    let tip = house.person("implementer", Role::TipOfficer);
    let lineage = house.app().lineage(&tip, "2.1", Period::Quarter(Q4), None, 0, None).unwrap();
    let said: Vec<_> = lineage.published.iter().map(|said| (said.report, said.figure)).collect();
    assert_eq!(said, [(second, count(35)), (first, count(26))]);
}
