//! What may be seen, as part of the statement.

use access::{Column, Filter, LinkColumn, Scalar};
use base::{PersonId, PublicCode, StreamId};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use store::datasets;
use store::files::{self, FileFilter, FileOrder, FileRow};
use store::{Database, Page, Target};
use testkit::both_engines;

use crate::lists::{fill, list};
use crate::samples::{chance, file_row, person};

#[test]
fn what_may_be_seen_is_part_of_the_statement() {
    both_engines(|store| {
        let mut rows: Vec<FileRow> = (0..60).map(file_row).collect();
        let (me, other) = (person(), person());
        for row in rows.iter_mut().step_by(4) {
            row.case_manager = me;
        }
        let conflicted = rows[8].stream;
        store
            .write(Database::Social, |tx| {
                files::put(tx, Target::Live, &rows)?;
                files::put_conflicts(tx, Target::Live, conflicted, &[me, other])?;
                files::put_conflicts(tx, Target::Live, rows[0].stream, &[other])
            })
            .unwrap();
        let long = |number: i64| Scalar::Long(number);
        let filters = [
            Filter::True,
            Filter::False,
            Filter::Equals(Column::CaseManager, Scalar::Person(me)),
            Filter::Equals(Column::Closed, Scalar::Bool(true)),
            Filter::Less(Column::County, 5),
            Filter::LessOrEqual(Column::County, 5),
            Filter::In(Column::Agency, vec![long(1), long(4), long(6)]),
            Filter::Not(Box::new(Filter::Contains(LinkColumn::Conflict, Scalar::Person(me)))),
            Filter::And(vec![
                Filter::Or(vec![
                    Filter::Equals(Column::Agency, long(2)),
                    Filter::Equals(Column::CaseManager, Scalar::Person(me)),
                ]),
                Filter::Not(Box::new(Filter::Contains(LinkColumn::Conflict, Scalar::Person(me)))),
            ]),
            Filter::And(Vec::new()),
            Filter::Or(Vec::new()),
        ];
        for filter in filters {
            let resource = |row: &FileRow| {
                let conflict = if row.stream == conflicted {
                    vec![me, other]
                } else if row.stream == rows[0].stream {
                    vec![other]
                } else {
                    Vec::new()
                };
                access::Resource::File(access::resource::File {
                    agency: row.agency,
                    county: row.county,
                    case_manager: row.case_manager,
                    closed: row.closed,
                    victim: row.victim,
                    conflict,
                })
            };
            let expected: Vec<&FileRow> =
                rows.iter().rev().filter(|row| filter.holds(&resource(row))).collect();
            let listed =
                list(store, &filter, &FileFilter::default(), FileOrder::LatestChange, &Page::first(100));
            assert_eq!(listed.rows.iter().collect::<Vec<_>>(), expected, "{filter:?}");
            for row in &rows {
                let found = store.read(Database::Social, |tx| files::by_code(tx, &filter, row.code)).unwrap();
                assert_eq!(found.is_some(), filter.holds(&resource(row)), "{filter:?}");
            }
        }
        let mut people = store.read(Database::Social, |tx| files::conflicts(tx, conflicted)).unwrap();
        people.sort();
        let mut expected = vec![me, other];
        expected.sort();
        assert_eq!(people, expected);
    });
}

/// Conditions of any shape over what a file has.
fn filters(people: Vec<PersonId>) -> impl Strategy<Value = Filter> {
    let person = prop::sample::select(people);
    let number = prop::sample::select(vec![Column::Agency, Column::County]);
    let leaf = prop_oneof![
        Just(Filter::True),
        Just(Filter::False),
        (number.clone(), 0..9_i64).prop_map(|(column, value)| Filter::Equals(column, Scalar::Long(value))),
        (number.clone(), 0..9_i64).prop_map(|(column, limit)| Filter::Less(column, limit)),
        (number.clone(), 0..9_i64).prop_map(|(column, limit)| Filter::LessOrEqual(column, limit)),
        (number, prop::collection::vec(0..9_i64, 0..5)).prop_map(|(column, values)| {
            Filter::In(column, values.into_iter().map(Scalar::Long).collect())
        }),
        (prop::sample::select(vec![Column::Closed, Column::Victim]), any::<bool>())
            .prop_map(|(column, value)| Filter::Equals(column, Scalar::Bool(value))),
        person.clone().prop_map(|person| Filter::Equals(Column::CaseManager, Scalar::Person(person))),
        person.prop_map(|person| Filter::Contains(LinkColumn::Conflict, Scalar::Person(person))),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Filter::And),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Filter::Or),
            inner.prop_map(|part| Filter::Not(Box::new(part))),
        ]
    })
}

#[test]
fn any_condition_lets_through_what_it_holds_for() {
    both_engines(|store| {
        let people: Vec<PersonId> = (0..3).map(|_| person()).collect();
        let mut rows: Vec<FileRow> = (0..50).map(file_row).collect();
        let mut conflicts: Vec<Vec<PersonId>> = vec![Vec::new(); rows.len()];
        for number in 0..rows.len() {
            rows[number].county %= 8;
            rows[number].case_manager = *people.get(number % 5).unwrap_or(&PersonId::NIL);
            conflicts[number] = people.iter().copied().take(number % 4).collect();
        }
        store
            .write(Database::Social, |tx| {
                files::put(tx, Target::Live, &rows)?;
                for (row, people) in rows.iter().zip(&conflicts) {
                    files::put_conflicts(tx, Target::Live, row.stream, people)?;
                }
                Ok(())
            })
            .unwrap();
        let mut runner = TestRunner::new(ProptestConfig::with_cases(150));
        runner
            .run(&filters(people), |filter| {
                let expected: Vec<StreamId> = rows
                    .iter()
                    .zip(&conflicts)
                    .rev()
                    .filter(|(row, conflict)| {
                        filter.holds(&access::Resource::File(access::resource::File {
                            agency: row.agency,
                            county: row.county,
                            case_manager: row.case_manager,
                            closed: row.closed,
                            victim: row.victim,
                            conflict: (*conflict).clone(),
                        }))
                    })
                    .map(|(row, _)| row.stream)
                    .collect();
                let listed =
                    list(store, &filter, &FileFilter::default(), FileOrder::LatestChange, &Page::first(100));
                let found: Vec<StreamId> = listed.rows.iter().map(|row| row.stream).collect();
                prop_assert_eq!(found, expected);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn hidden_and_missing_cost_the_same_statements() {
    both_engines(|store| {
        let rows = fill(store, 3);
        let cost = |code: PublicCode, visible: &Filter| {
            let before = store.counts();
            let found = store.read(Database::Social, |tx| files::by_code(tx, visible, code)).unwrap();
            let after = store.counts();
            (found.is_some(), after.statements - before.statements, after.commits - before.commits)
        };
        let visible = Filter::Equals(Column::Agency, Scalar::Long(1));
        assert_eq!(cost(rows[0].code, &visible), (true, 1, 0));
        assert_eq!(cost(rows[1].code, &visible), (false, 1, 0));
        assert_eq!(cost(PublicCode::new(&chance()), &visible), (false, 1, 0));
    });
}

#[test]
fn a_filter_on_what_a_list_does_not_have_is_an_error_and_not_a_gap() {
    both_engines(|store| {
        let wrong = [
            Filter::Equals(Column::ToAgency, Scalar::Long(1)),
            Filter::Or(vec![Filter::True, Filter::Less(Column::State, 3)]),
            Filter::Equals(Column::Closed, Scalar::Person(PersonId::NIL)),
            Filter::Equals(Column::CaseManager, Scalar::Long(0)),
            Filter::Contains(LinkColumn::Conflict, Scalar::Long(1)),
        ];
        for filter in wrong {
            let listed = store.read(Database::Social, |tx| {
                files::list(tx, &filter, &FileFilter::default(), FileOrder::default(), &Page::first(10))
            });
            assert_eq!(listed.unwrap_err().code, "internal", "{filter:?}");
        }
        let conflict = Filter::Contains(LinkColumn::Conflict, Scalar::Person(PersonId::NIL));
        let listed = store.read(Database::Social, |tx| datasets::list(tx, &conflict, &Page::first(10)));
        assert_eq!(listed.unwrap_err().code, "internal");
    });
}
