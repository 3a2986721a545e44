//! What the disclosure gate lets out.

mod readers;

use indicators::gate::{
    Earlier, Gated, History, Link, Place, Published, Restatement, Rule, Standing, System, Table, TableRef,
    Why, audit, publish, publish_ratio, restatement,
};

fn rule() -> Rule {
    Rule::default()
}

fn alone(table: &Table) -> Gated {
    publish(table, &History::default(), &rule())
}

/// The published cells in words: a count, `s` for small, `c` for complementary.
fn said(gated: &Gated) -> String {
    let word = |(_, published)| match published {
        Published::Shown(count) => count.to_string(),
        Published::Suppressed(Why::Primary) => "s".to_owned(),
        Published::Suppressed(Why::Complementary) => "c".to_owned(),
    };
    gated.places().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn lists_with_their_total() {
    for (cells, expected) in [
        (&[10, 30, 8][..], "10 30 8 48"),
        (&[0, 12, 30], "0 12 30 42"),
        (&[0, 0, 0], "0 0 0 0"),
        (&[], "0"),
        // One small cell takes the cheapest other with it, never the total.
        (&[10, 3, 60], "c s 60 73"),
        // Two small cells protect each other when together they are large enough,
        (&[10, 3, 2, 8], "10 s s 8 23"),
        // and not when both together are small.
        (&[20, 1, 1, 100], "c s s 100 122"),
        // A small total is small itself; its zeros stay.
        (&[3, 0], "s 0 s"),
        (&[3], "s s"),
        (&[2, 2], "s s s"),
        // Nothing but zeros beside it: a zero hides it at no loss.
        (&[4, 0, 50], "s c 50 54"),
    ] {
        assert_eq!(said(&alone(&Table::list(cells))), expected, "{cells:?}");
    }
}

#[test]
fn overlapping_lists_bind_less() {
    // A child in two forms: the cells exceed the total, and nobody can subtract.
    assert_eq!(said(&alone(&Table::overlapping_list(&[6, 3, 9], 10))), "6 s 9 10");
    // But cells that leave no room for another are bound by it: 9 − 6 = 3 at least.
    let tight = alone(&Table::overlapping_list(&[6, 3], 9));
    assert_eq!(said(&tight), "c s 9");
}

#[test]
fn a_row_all_in_one_column_discloses_its_group() {
    let table = Table::crossed(&[vec![7, 0, 0], vec![5, 6, 9], vec![8, 9, 11]]);
    let shown = alone(&table);
    assert_eq!(shown.at(Place::Cell { row: 0, column: 0 }), Some(Published::Suppressed(Why::Primary)));
    let lax = Rule { group_disclosure: false, ..rule() };
    assert_eq!(publish(&table, &History::default(), &lax).suppressed(), 0);
    assert_eq!(shown.disclosed(), 0);
}

#[test]
fn one_small_cell_of_a_crossed_table_takes_three_with_it() {
    let shown = alone(&Table::crossed(&[vec![20, 3, 40], vec![50, 60, 70], vec![8, 9, 100]]));
    assert_eq!(shown.suppressed(), 4);
    assert_eq!(shown.at(Place::Total), Some(Published::Shown(360)));
    assert!(shown.at(Place::RowTotal(0)).unwrap().shown().is_some());
    assert_eq!(shown.at(Place::RowTotal(9)), None);
    assert_eq!(shown.size(), (3, 3));
}

fn earlier(cells: &[u64]) -> Earlier {
    let table = Table::list(cells);
    let shown = alone(&table);
    Earlier { table, shown }
}

#[test]
fn a_year_does_not_give_away_the_quarter_that_is_not_out_yet() {
    let year = Table::list(&[20, 30]);
    let quarters = [earlier(&[6, 9]), earlier(&[6, 9]), earlier(&[6, 9])];
    assert!(quarters.iter().all(|quarter| quarter.shown.suppressed() == 0));
    let parts: Vec<TableRef> = (0..3).map(TableRef::Earlier).collect();
    let sum = Link::Sum { total: TableRef::New, parts: parts.clone(), complete: false };
    let history = History { earlier: quarters.to_vec(), links: vec![sum] };
    // 20 − 18 = 2 and 30 − 27 = 3 are small; both together are 5.
    assert_eq!(said(&publish(&year, &history, &rule())), "c c 50");
    // When a child counts in several quarters, nothing can be subtracted: the year lies between 9 and 27.
    let union = Link::Union { total: TableRef::New, parts, complete: false };
    let history = History { earlier: quarters.to_vec(), links: vec![union] };
    assert_eq!(said(&publish(&year, &history, &rule())), "20 30 50");
}

#[test]
fn a_year_does_not_give_away_a_suppressed_quarter() {
    let quarters = [earlier(&[20, 3, 7]), earlier(&[10, 12, 11]), earlier(&[9, 8, 14]), earlier(&[9, 9, 9])];
    assert_eq!(said(&quarters[0].shown), "20 s c 30");
    let year = Table::list(&[48, 32, 41]);
    let parts: Vec<TableRef> = (0..4).map(TableRef::Earlier).collect();
    let sum = Link::Sum { total: TableRef::New, parts, complete: true };
    let history = History { earlier: quarters.to_vec(), links: vec![sum] };
    let shown = publish(&year, &history, &rule());
    assert_eq!((said(&shown), shown.disclosed()), ("48 c c 121".to_owned(), 0));
    // Two agencies make the country: what the country shows must not give away what the second will not show.
    let history = History {
        earlier: vec![earlier(&[30, 40, 50])],
        links: vec![Link::Sum { total: TableRef::New, parts: vec![TableRef::Earlier(0)], complete: false }],
    };
    assert_eq!(said(&publish(&Table::list(&[32, 90, 300]), &history, &rule())), "c c 300 422");
}

#[test]
fn what_was_given_away_before_is_counted() {
    // Published without a gate: all shown, but the small cell of the second table withheld.
    let table = Table::list(&[8, 3]);
    let naked = Earlier { shown: naked(&table, 1), table: table.clone() };
    let history = History { earlier: vec![naked], links: vec![] };
    assert_eq!(publish(&Table::list(&[50, 60]), &history, &rule()).disclosed(), 1);
}

/// A table published with one cell withheld and nothing to protect it.
fn naked(table: &Table, withheld: usize) -> Gated {
    let open = publish(table, &History::default(), &Rule { threshold: 1, group_disclosure: false });
    let mut json = serde_json::to_value(&open).unwrap();
    json["cells"][withheld] = serde_json::json!({ "Suppressed": "Primary" });
    serde_json::from_value(json).unwrap()
}

#[test]
fn tables_of_another_shape_are_passed_over() {
    let history = History {
        earlier: vec![earlier(&[9, 9])],
        links: vec![Link::Sum {
            total: TableRef::New,
            parts: vec![TableRef::Earlier(0), TableRef::Earlier(7)],
            complete: true,
        }],
    };
    assert_eq!(said(&publish(&Table::list(&[9, 9, 9]), &history, &rule())), "9 9 9 27");
}

#[test]
fn ratios() {
    let rule = rule();
    for (numerator, denominator, shows) in [
        (0, 9, true),
        (9, 9, true),
        (5, 10, true),
        (4, 40, false),
        (37, 40, false),
        (2, 4, false),
        (0, 0, false),
    ] {
        assert_eq!(rule.shows_ratio(numerator, denominator), shows, "{numerator}/{denominator}");
    }
    assert!(rule.shows_values(5) && !rule.shows_values(4) && !rule.shows_values(0));
    let (sent, started) = (Table::list(&[40, 30, 25]), Table::list(&[20, 28, 10]));
    let gated = publish_ratio(&started, &sent, &rule).unwrap();
    // 30 − 28 = 2 did not start: their number must not be found, nor by the total's.
    assert_eq!(gated.at(Place::Cell { row: 0, column: 1 }), None);
    let shown: Vec<_> = sent_places(&gated.denominators).filter_map(|place| gated.at(place)).collect();
    assert!(!shown.is_empty() && shown.len() < 4, "{shown:?}");
    assert_eq!(gated.numerators.disclosed(), 0);
    assert_eq!(publish_ratio(&sent, &started, &rule), None);
    assert_eq!(publish_ratio(&Table::list(&[1]), &sent, &rule), None);
}

fn sent_places(gated: &Gated) -> impl Iterator<Item = Place> {
    gated.places().map(|(place, _)| place)
}

#[test]
fn restatements() {
    let tell = |old, new| restatement(Published::Shown(old), Published::Shown(new), &rule());
    assert_eq!(tell(17, 17), Restatement::Unchanged);
    assert_eq!(tell(17, 21), Restatement::ChangedByFew);
    assert_eq!(tell(17, 13), Restatement::ChangedByFew);
    assert_eq!(tell(17, 22), Restatement::Changed { old: 17, new: 22 });
    let hidden = Published::Suppressed(Why::Primary);
    assert_eq!(restatement(hidden, Published::Shown(9), &rule()), Restatement::NotShown);
    assert_eq!(restatement(Published::Shown(9), hidden, &rule()), Restatement::NotShown);
}

#[test]
fn the_audit_finds_what_can_be_subtracted() {
    let mut system = System::new();
    let cells: Vec<usize> =
        [10, 3, 8].into_iter().map(|value| system.add(value, Standing::Open, 1)).collect();
    let total = system.add(21, Standing::Open, 16);
    assert!(system.relate(indicators::gate::Relation::Sum { total, parts: cells.clone() }));
    assert!(!system.relate(indicators::gate::Relation::Sum { total, parts: cells[1..].to_vec() }));
    let intervals = |hidden: &[usize]| -> Vec<(usize, f64, f64)> {
        let flags: Vec<bool> = (0..4).map(|cell| hidden.contains(&cell)).collect();
        let found = audit(&system, &flags).unwrap();
        found.iter().map(|i| (i.cell, i.low.round(), i.high.round())).collect()
    };
    assert_eq!(intervals(&[1]), [(1, 3.0, 3.0)]);
    assert_eq!(intervals(&[1, 2]), [(1, 0.0, 11.0), (2, 0.0, 11.0)]);
    assert!(intervals(&[1, 3])[0].2 > 50.0);
}
