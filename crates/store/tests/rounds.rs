//! Many who write at once share a commit, and each fails alone.

use std::sync::Barrier;
use std::time::Duration;

use base::{Position, Problem, ProblemKind, Realm};
use store::{Database, ExpectedVersion, append, entries, verification};
use testkit::{TestStore, both_engines};

use crate::samples::{append_one, draft, morning, stream};

#[test]
fn those_who_wait_share_one_commit() {
    both_engines(|test| {
        let store = test.store();
        let before = store.counts();
        let begun = Barrier::new(2);
        let (begun, store) = (&begun, &store);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let slow = draft(Realm::Social, stream());
                store
                    .write(Database::Social, |tx| {
                        begun.wait();
                        // Long enough for all the others to arrive.
                        std::thread::sleep(Duration::from_millis(400));
                        append(tx, vec![(slow, ExpectedVersion::NEW)], morning())
                    })
                    .unwrap();
            });
            begun.wait();
            for _ in 0..20 {
                scope.spawn(move || append_one(store, stream()).unwrap());
            }
        });
        let commits = store.counts().commits - before.commits;
        assert!(commits <= 7, "21 appends took {commits} commits");
        let head = store.read(Database::Social, entries::head).unwrap();
        assert_eq!(head.position(), Position(21));
    });
}

#[test]
fn whoever_refuses_or_panics_leaves_the_others_untouched() {
    both_engines(|test| {
        let store = test.store();
        let begun = Barrier::new(2);
        let (begun, store) = (&begun, &store);
        let results: Vec<Result<Position, Problem>> = std::thread::scope(|scope| {
            let slow = scope.spawn(move || {
                let draft = draft(Realm::Social, stream());
                store.write(Database::Social, |tx| {
                    begun.wait();
                    std::thread::sleep(Duration::from_millis(300));
                    append(tx, vec![(draft, ExpectedVersion::NEW)], morning()).map(|appended| appended.last())
                })
            });
            begun.wait();
            let others: Vec<_> = (0..12)
                .map(|number| {
                    scope.spawn(move || {
                        let draft = draft(Realm::Social, stream());
                        store.write(Database::Social, |tx| {
                            let appended = append(tx, vec![(draft, ExpectedVersion::NEW)], morning())?;
                            match number % 3 {
                                0 => Err(Problem::refused("case_closed")),
                                1 => panic!("on purpose"),
                                _ => Ok(appended.last()),
                            }
                        })
                    })
                })
                .collect();
            std::iter::once(slow).chain(others).map(|thread| thread.join().unwrap()).collect()
        });
        let refused =
            results.iter().filter(|result| matches!(result, Err(p) if p.code == "case_closed")).count();
        let panicked = results
            .iter()
            .filter(|result| matches!(result, Err(p) if p.kind == ProblemKind::Internal))
            .count();
        let mut positions: Vec<u64> = results.iter().flatten().map(|position| position.0).collect();
        positions.sort_unstable();
        assert_eq!((refused, panicked, positions), (4, 4, vec![1, 2, 3, 4, 5]));
        let sound = store
            .read(Database::Social, |tx| verification::verify(tx, &[], &[], &mut |_| {}))
            .unwrap()
            .unwrap();
        assert_eq!(sound.size, 5);
    });
}

#[test]
fn the_first_of_a_round_fails_alone_too() {
    both_engines(|test| {
        let store = test.store();
        let begun = Barrier::new(2);
        let (begun, store) = (&begun, &store);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let refused: Result<(), Problem> = store.write(Database::Social, |tx| {
                    begun.wait();
                    std::thread::sleep(Duration::from_millis(200));
                    append(tx, vec![(draft(Realm::Social, stream()), ExpectedVersion::NEW)], morning())?;
                    Err(Problem::refused("case_closed"))
                });
                assert_eq!(refused.unwrap_err().code, "case_closed");
            });
            begun.wait();
            for _ in 0..5 {
                scope.spawn(move || append_one(store, stream()).unwrap());
            }
        });
        assert_eq!(store.read(Database::Social, entries::head).unwrap().position(), Position(5));
    });
}

#[test]
fn an_error_of_a_statement_cannot_be_swallowed() {
    both_engines(|store| {
        let stream = stream();
        append_one(store, stream).unwrap();
        let (good, again) = (draft(Realm::Social, stream), draft(Realm::Social, stream));
        let twice = again.clone();
        let result = store.write(Database::Social, |tx| {
            append(tx, vec![(again, ExpectedVersion::Any)], morning())?;
            // The same id a second time breaks a constraint, which this caller does not care about.
            let _ = append(tx, vec![(twice, ExpectedVersion::Any)], morning());
            Ok(())
        });
        assert_eq!(result.unwrap_err().code, "already_there");
        store
            .write(Database::Social, |tx| append(tx, vec![(good, ExpectedVersion::Exactly(1))], morning()))
            .unwrap();
    });
}

#[test]
fn a_write_inside_a_write_is_allowed_in_one_direction_only() {
    let test = TestStore::sqlite();
    let store = test.store();
    let inner_later = store.write(Database::Social, |_| store.write(Database::Keys, |_| Ok(1)));
    assert_eq!(inner_later.unwrap(), 1);
    for inner in [Database::Directory, Database::Social] {
        let problem = store.write(Database::Social, |_| store.write(inner, |_| Ok(()))).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::Internal);
    }
    append_one(&store, stream()).unwrap();
}

#[test]
fn a_reader_sees_one_state_and_only_what_is_committed() {
    both_engines(|test| {
        let store = test.store();
        append_one(&store, stream()).unwrap();
        store
            .read(Database::Social, |tx| {
                let before = entries::head(tx)?.position();
                append_one(&store, stream())?;
                assert_eq!(entries::head(tx)?.position(), before);
                Ok(())
            })
            .unwrap();
        assert_eq!(store.read(Database::Social, entries::head).unwrap().position(), Position(2));
        let refused = store.read(Database::Social, |tx| {
            append(tx, vec![(draft(Realm::Social, stream()), ExpectedVersion::NEW)], morning())
        });
        assert!(refused.is_err());
    });
}

#[test]
fn more_readers_than_connections_take_turns() {
    let test = TestStore::sqlite();
    let store = test.store();
    append_one(&store, stream()).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                store
                    .read(Database::Social, |tx| {
                        std::thread::sleep(Duration::from_millis(5));
                        entries::head(tx)
                    })
                    .unwrap()
            });
        }
    });
    let panicked: Result<(), Problem> = store.read(Database::Social, |_| panic!("on purpose"));
    assert_eq!(panicked.unwrap_err().kind, ProblemKind::Internal);
    assert!(store.read(Database::Social, entries::head).is_ok());
}
