//! What the table takes and what it refuses; datasets.

use base::{AgencyNumber, ChildNumber, Day, EntryId, Position, Quarter, UnitNumber};
use indicators::{
    DatasetDimension, DatasetView, Disaggregation, Excluded, FactError, FactTable, Figure, Part, Period,
    Periods, Scope, Standing, count_all, count_on, lineage,
};
use ledger::{Fact, FactChange, FactKind};

use crate::definitions::definitions;

fn presumed(child: u64, entry: u8, day: &str) -> Fact {
    Fact {
        stands_for: EntryId::from_bytes([entry; 16]),
        kind: FactKind::Presumed,
        dataset: 0,
        happened: Day::parse(day).unwrap(),
        child: ChildNumber(child),
        unit: UnitNumber(0),
        agency: AgencyNumber(1),
        place: 2,
        sex: 1,
        age_band: 3,
        forms: 2,
        dims: [0; 6],
        value: 0,
    }
}

fn same(one: u64, other: u64) -> Fact {
    Fact { kind: FactKind::SameChild, unit: UnitNumber(other), ..presumed(one, 9, "2024-01-01") }
}

fn total(table: &FactTable) -> Figure {
    let periods = Periods::new(Quarter::new(2024, 1), Quarter::new(2024, 4)).unwrap();
    let cube = count_all(table, &definitions(), table.position(), periods, Scope::All);
    assert_eq!(cube.position(), table.position());
    cube.value("2.1", Period::Year(2024), Disaggregation::Total, 0).unwrap()
}

#[test]
fn a_refused_entry_leaves_the_table_as_it_was() {
    for settled in [false, true] {
        let mut table = FactTable::new();
        let (one, two, three) =
            (presumed(1, 1, "2024-01-01"), presumed(2, 2, "2024-01-02"), presumed(3, 3, "2024-01-03"));
        let first = [FactChange::Shed(one), FactChange::Shed(two), FactChange::Shed(same(1, 2))];
        table.apply(Position(4), &first).unwrap();
        if settled {
            table.settle();
        }
        let before = (table.len(), total(&table));
        assert_eq!(before, (3, Figure::Count(1)));
        let refused = table.apply(
            Position(5),
            &[
                FactChange::Retracted(one),
                FactChange::Retracted(same(1, 2)),
                FactChange::Shed(three),
                FactChange::Shed(same(2, 3)),
                FactChange::Retracted(one),
            ],
        );
        let expected =
            FactError::NothingToRetract { position: 5, stands_for: one.stands_for, kind: "presumed" };
        assert_eq!(refused, Err(expected));
        assert_eq!((table.len(), total(&table), table.position()), (before.0, before.1, Position(4)));
        // And it goes on as if nothing had been tried.
        table.apply(Position(5), &[FactChange::Retracted(same(1, 2)), FactChange::Shed(three)]).unwrap();
        assert_eq!(total(&table), Figure::Count(3));
    }
}

#[test]
fn only_the_whole_row_is_retracted_and_only_once() {
    let mut table = FactTable::new();
    let fact = presumed(1, 1, "2024-01-01");
    table.apply(Position(1), &[FactChange::Shed(fact), FactChange::Shed(fact)]).unwrap();
    for other in [
        Fact { stands_for: EntryId::from_bytes([7; 16]), ..fact },
        Fact { value: 1, ..fact },
        Fact { place: 9, ..fact },
        Fact { dataset: 1, ..fact },
        Fact { child: ChildNumber(8), ..fact },
    ] {
        assert!(table.apply(Position(2), &[FactChange::Retracted(other)]).is_err());
    }
    table.apply(Position(2), &[FactChange::Retracted(fact)]).unwrap();
    assert_eq!(total(&table), Figure::Count(1));
    table.apply(Position(3), &[FactChange::Retracted(fact)]).unwrap();
    assert_eq!(total(&table), Figure::Count(0));
    assert!(table.apply(Position(4), &[FactChange::Retracted(fact)]).is_err());
}

#[test]
fn entries_come_in_order_each_once() {
    let mut table = FactTable::new();
    table.apply(Position(5), &[]).unwrap();
    for position in [0, 4, 5] {
        let refused = table.apply(Position(position), &[]);
        assert_eq!(refused, Err(FactError::OutOfOrder { given: position, last: 5 }));
    }
    assert_eq!(table.apply(Position(u64::MAX), &[]), Err(FactError::Full));
    assert!(table.apply(Position(6), &[]).unwrap().is_empty());
}

#[test]
fn standing_figures_notice_an_entry_left_out() {
    let mut table = FactTable::new();
    let periods = Periods::new(Quarter::new(2024, 1), Quarter::new(2024, 4)).unwrap();
    let mut standing = Standing::of(&table, &definitions(), periods, Scope::All);
    table.apply(Position(1), &[FactChange::Shed(presumed(1, 1, "2024-01-01"))]).unwrap();
    let second = table.apply(Position(2), &[]).unwrap();
    let refused = standing.follow(&table, &second).unwrap_err();
    assert_eq!((refused.standing, refused.before), (0, 1));
    let later =
        Standing::of(&table, &definitions(), periods, Scope::All).until(&table, Quarter::new(2025, 1));
    assert_eq!(later.unwrap().cube().periods().to(), Quarter::new(2025, 1));
}

#[test]
fn days_and_levels_at_their_limits_count() {
    let mut table = FactTable::new();
    let odd = Fact {
        agency: AgencyNumber(u32::MAX),
        place: u16::MAX,
        sex: u8::MAX,
        forms: u32::MAX,
        dims: [u16::MAX; 6],
        value: i32::MIN,
        ..presumed(u64::MAX, 1, "2024-12-31")
    };
    let far = Fact { happened: Day(i32::MAX), ..presumed(2, 2, "2024-01-01") };
    let early = Fact { happened: Day(i32::MIN), ..presumed(3, 2, "2024-01-01") };
    let changes: Vec<FactChange> = [odd, far, early, same(u64::MAX, 3)].map(FactChange::Shed).to_vec();
    let touched = table.apply(Position(1), &changes).unwrap();
    let definitions = definitions();
    let periods = Periods::new(Quarter::new(2024, 1), Quarter::new(2024, 4)).unwrap();
    let cube = count_all(&table, &definitions, Position(1), periods, Scope::All);
    let by = |name| Disaggregation::from_name(name).unwrap();
    for (name, cell) in
        [("agency", u32::MAX), ("county", 65_535), ("sex", 255), ("form", 31), ("origin", 65_535)]
    {
        assert_eq!(cube.value("2.1", Period::Year(2024), by(name), cell), Some(Figure::Count(1)), "{name}");
    }
    let empty = FactTable::new();
    let mut standing = Standing::of(&empty, &definitions, periods, Scope::All);
    standing.follow(&table, &touched).unwrap();
    assert_eq!(standing.cube(), &cube);
    assert_eq!(cube.value("2.1", Period::Year(2023), Disaggregation::Total, 0), None);
    assert_eq!(cube.value("2.8", Period::Year(2024), Disaggregation::Total, 0), None);
    assert_eq!(cube.value("2.9", Period::Year(2024), by("agency"), 0), None);
}

#[test]
fn lineage_says_why_a_fact_does_not_count() {
    let mut table = FactTable::new();
    let first = Fact { stands_for: EntryId::from_bytes([4; 16]), ..presumed(8, 1, "2024-01-01") };
    let second = presumed(5, 2, "2024-03-01");
    let other_year = presumed(8, 3, "2025-03-01");
    let not_asked = Fact { sex: 2, forms: 0, ..presumed(9, 5, "2024-03-01") };
    let changes = [first, second, other_year, not_asked, same(8, 5)].map(FactChange::Shed);
    table.apply(Position(1), &changes).unwrap();
    let definitions = definitions();
    let find = |code: &str| definitions.iter().find(|definition| definition.code == *code).unwrap();
    let ask = |code: &str, by: &str| {
        let by = Disaggregation::from_name(by).unwrap();
        let cell = u32::from(by != Disaggregation::Total);
        lineage(&table, find(code), Period::Year(2024), by, cell, Position(1), Scope::All)
    };
    let brief = |code: &str, by: &str| -> Vec<(u64, u8, bool, Option<Excluded>)> {
        let rows = ask(code, by);
        assert!(rows.iter().all(|row| row.part == Part::Counted && row.kind == FactKind::Presumed));
        rows.iter()
            .map(|row| (row.child.0, row.stands_for.as_bytes()[0], row.counted, row.excluded))
            .collect()
    };
    assert_eq!(brief("2.1", "sex"), [(5, 4, true, None), (5, 2, false, Some(Excluded::AlreadyCounted))]);
    assert_eq!(
        brief("two-conditions", "total"),
        [
            (5, 4, true, None),
            (5, 2, false, Some(Excluded::AlreadyCounted)),
            (9, 5, false, Some(Excluded::ByCondition))
        ]
    );
    assert_eq!(
        brief("presumed-again", "total"),
        [
            (5, 4, false, Some(Excluded::NotFollowed)),
            (5, 2, false, Some(Excluded::NotFollowed)),
            (9, 5, false, Some(Excluded::NotFollowed)),
        ]
    );
    assert!(ask("2.1", "service").is_empty());
}

#[test]
fn a_dataset_is_counted_by_its_own_dimensions() {
    let mut table = FactTable::new();
    let row = |unit: u64, dataset: u16, day: &str, sex: u8, forced: u16, forms: u32| {
        let fact = Fact {
            kind: FactKind::DatasetRow,
            child: ChildNumber(0),
            unit: UnitNumber(unit),
            dataset,
            sex,
            forms,
            dims: [0, forced, 0, 0, 0, 0],
            ..presumed(0, 1, day)
        };
        FactChange::Shed(fact)
    };
    let rows = [
        row(1, 4, "2012-01-01", 1, 1, 6),
        row(2, 4, "2012-01-01", 2, 1, 0),
        row(3, 4, "2013-01-01", 1, 2, 2),
        row(3, 5, "2013-01-01", 1, 2, 2),
        row(4, 4, "2013-01-01", 0, 0, 2),
    ];
    table.apply(Position(1), &rows[..4]).unwrap();
    table.apply(Position(2), &rows[4..]).unwrap();
    table.settle();
    let view = DatasetView::of(&table, 4, Position(2));
    let cells = |view: &DatasetView<'_>, names: &[&str]| {
        let by: Vec<_> = names.iter().map(|name| DatasetDimension::from_name(name).unwrap()).collect();
        view.count(&by, &[]).into_iter().collect::<Vec<_>>()
    };
    assert_eq!((view.rows(), DatasetView::of(&table, 4, Position(1)).rows()), (4, 3));
    assert_eq!(cells(&view, &["year"]), [(vec![2012], 2), (vec![2013], 2)]);
    assert_eq!(cells(&view, &["dim1"]), [(vec![0], 1), (vec![1], 2), (vec![2], 1)]);
    assert_eq!(
        cells(&view, &["year", "sex"]),
        [(vec![2012, 1], 1), (vec![2012, 2], 1), (vec![2013, 0], 1), (vec![2013, 1], 1)]
    );
    assert_eq!(cells(&view, &["form"]), [(vec![0], 1), (vec![1], 3), (vec![2], 1)]);
    let girls = view.count(&[], &[(DatasetDimension::Sex, vec![1])]);
    assert_eq!(girls.into_iter().collect::<Vec<_>>(), [(vec![], 2)]);
    assert_eq!(DatasetView::of(&table, 0, Position(2)).rows(), 0);
    assert_eq!(total(&table), Figure::Count(0));
    assert_eq!(DatasetDimension::from_name("dim6"), None);
}

#[test]
fn threads_share_the_children_and_lose_none() {
    let mut table = FactTable::new();
    let mut changes = Vec::new();
    for child in 1..=9_000_u64 {
        let sex = u8::try_from(child % 3).unwrap();
        let started = FactKind::ReferralStarted;
        let value = i32::try_from(child % 1_500).unwrap();
        changes.push(FactChange::Shed(Fact { sex, ..presumed(child, 1, "2024-05-01") }));
        changes.push(FactChange::Shed(Fact { kind: started, value, ..presumed(child, 1, "2024-06-01") }));
        if child % 10 == 0 {
            changes.push(FactChange::Shed(same(child, child / 10)));
        }
    }
    table.apply(Position(1), &changes).unwrap();
    table.settle();
    let definitions = definitions();
    let periods = Periods::new(Quarter::new(2024, 1), Quarter::new(2024, 4)).unwrap();
    let on = |threads| count_on(&table, &definitions, Position(1), periods, Scope::All, threads);
    let (one, four) = (on(1), on(4));
    assert_eq!(one, four);
    // Each tenth number is the child of a smaller one: 900 merges, no ring.
    assert_eq!(one.value("2.1", Period::Year(2024), Disaggregation::Total, 0), Some(Figure::Count(8_100)));
    assert!(!one.is_empty() && one.len() == four.len());
}
