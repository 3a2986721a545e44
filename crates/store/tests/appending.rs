//! Appending and reading back: places, versions, conflicts, times, commands, the tail.

use std::collections::HashMap;

use base::{CommandId, Digest, Position, ProblemKind, Realm, Timestamp};
use proptest::prelude::*;
use store::commands::{Answer, command_answer, remember_command};
use store::{Config, Database, ExpectedVersion, Store, append, append_at, entries};
use testkit::{EngineKind, TestStore, both_engines};

use crate::samples::{append_many, append_one, chance, draft, draft_of, morning, person, stream};

#[test]
fn entries_take_positions_and_versions_and_chain_to_the_one_before() {
    both_engines(|store| {
        let (one, other) = (stream(), stream());
        let drafts = [one, other, one].map(|stream| draft(Realm::Social, stream));
        let sent = drafts.clone();
        let appended = store
            .write(Database::Social, |tx| {
                let [a, b, c] = drafts;
                let expected = [ExpectedVersion::NEW, ExpectedVersion::NEW, ExpectedVersion::Exactly(1)];
                append(tx, [a, b, c].into_iter().zip(expected).collect(), morning())
            })
            .unwrap();
        let [first, second, third] = &appended.entries[..] else { panic!("three entries") };
        assert_eq!([first, second, third].map(|entry| entry.position.0), [1, 2, 3]);
        assert_eq!([first, second, third].map(|entry| entry.version), [1, 1, 2]);
        assert_eq!(
            [first.previous, second.previous, third.previous],
            [Digest::ZERO, Digest::ZERO, first.hash]
        );

        store
            .read(Database::Social, |tx| {
                assert_eq!(entries::stream_entries(tx, one)?, [first.clone(), third.clone()]);
                assert_eq!(entries::stream_entries_until(tx, one, Position(2))?, std::slice::from_ref(first));
                assert_eq!(entries::stream_version(tx, one)?, 2);
                assert_eq!(entries::stream_version(tx, stream())?, 0);
                assert_eq!(entries::entry(tx, sent[1].id)?.as_ref(), Some(second));
                assert_eq!(entries::entry_at(tx, Position(3))?.as_ref(), Some(third));
                assert_eq!(entries::entry_at(tx, Position(4))?, None);
                let head = entries::head(tx)?;
                assert_eq!((head.position(), head.recorded_at), (Position(3), Some(morning())));
                Ok(())
            })
            .unwrap();
        // The other ledger has its own positions.
        let elsewhere = draft(Realm::Directory, stream());
        let appended = store
            .write(Realm::Directory, |tx| append(tx, vec![(elsewhere, ExpectedVersion::NEW)], morning()))
            .unwrap();
        assert_eq!(appended.last(), Position(1));
    });
}

#[test]
fn who_saw_an_old_version_is_told_and_nothing_is_written() {
    both_engines(|store| {
        let stream = stream();
        append_one(store, stream).unwrap();
        append_one(store, stream).unwrap();
        for (seen, text) in [(0, "0"), (1, "1"), (3, "3")] {
            let other = draft(Realm::Social, crate::samples::stream());
            let late = draft(Realm::Social, stream);
            let problem = store
                .write(Database::Social, |tx| {
                    let drafts = vec![(other, ExpectedVersion::NEW), (late, ExpectedVersion::Exactly(seen))];
                    append(tx, drafts, morning())
                })
                .unwrap_err();
            assert_eq!((problem.code, problem.kind), ("version_conflict", ProblemKind::Conflict));
            assert_eq!(problem.args, [("seen", text.to_owned()), ("current", "2".to_owned())]);
        }
        let head = store.read(Database::Social, entries::head).unwrap();
        assert_eq!(head.position(), Position(2));
    });
}

#[test]
fn an_entry_is_never_recorded_before_the_one_before_it() {
    both_engines(|store| {
        let stream = stream();
        let at = |time: Timestamp| {
            let draft = draft(Realm::Social, stream);
            store.write(Database::Social, |tx| append(tx, vec![(draft, ExpectedVersion::Any)], time))
        };
        at(morning()).unwrap();
        let slightly_back = at(morning().plus(-4 * 60 * Timestamp::SECOND)).unwrap();
        assert_eq!(slightly_back.entries[0].recorded_at, morning());
        let problem = at(morning().plus(-6 * 60 * Timestamp::SECOND)).unwrap_err();
        assert_eq!((problem.code, problem.kind), ("clock_set_back", ProblemKind::Unavailable));
    });
}

#[test]
fn on_a_database_server_a_clock_far_ahead_of_the_servers_is_refused() {
    let Some(test) = TestStore::postgres() else { return };
    let mut config: Config = test.config().clone();
    config.simulated_time = false;
    let store = Store::open(config).unwrap();
    let now = base::Clock::system().now();
    let at = |time: Timestamp| {
        let draft = draft(Realm::Social, stream());
        store.write(Database::Social, |tx| append(tx, vec![(draft, ExpectedVersion::NEW)], time))
    };
    at(now).unwrap();
    assert_eq!(at(now.plus(6 * 60 * Timestamp::SECOND)).unwrap_err().code, "clock_ahead");
}

#[test]
fn as_of_an_instant_is_the_last_position_recorded_until_then() {
    both_engines(|store| {
        let stream = stream();
        let times = [0, 0, 10, 20, 20, 20, 40].map(|seconds| morning().plus(seconds * Timestamp::SECOND));
        let drafts = times.map(|time| (draft(Realm::Social, stream), ExpectedVersion::Any, time)).into();
        store.write(Database::Social, |tx| append_at(tx, drafts)).unwrap();
        let asked = [(-1, 0), (0, 2), (9, 2), (10, 3), (20, 6), (39, 6), (40, 7), (1_000, 7)];
        for (seconds, position) in asked {
            let instant = morning().plus(seconds * Timestamp::SECOND);
            let found = store.read(Database::Social, |tx| entries::position_at_end_of(tx, instant)).unwrap();
            assert_eq!(found, Position(position), "{seconds} seconds");
        }
    });
}

#[test]
fn the_tail_is_read_on_from_any_position_in_both_directions() {
    both_engines(|store| {
        append_many(store, 130, 7);
        store
            .read(Database::Social, |tx| {
                let mut seen = Vec::new();
                loop {
                    let after = Position(seen.len() as u64);
                    let some = entries::entries_after(tx, after, 50)?;
                    if some.is_empty() {
                        break;
                    }
                    seen.extend(some.into_iter().map(|entry| entry.position.0));
                }
                assert_eq!(seen, (1..=130).collect::<Vec<_>>());
                let newest = entries::entries_before(tx, Position(u64::MAX), 3)?;
                assert_eq!(newest.iter().map(|entry| entry.position.0).collect::<Vec<_>>(), [130, 129, 128]);
                let mut between = Vec::new();
                entries::for_each_entry(tx, Position(5), Position(8), &mut |entry| {
                    between.push(entry.position.0);
                    Ok(())
                })?;
                assert_eq!(between, [6, 7, 8]);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn the_same_command_has_the_same_answer_and_another_body_is_a_conflict() {
    both_engines(|store| {
        let (command, actor) = (CommandId::new(morning(), &chance()), person());
        let body = Digest([7; 32]);
        let answer = Answer { answer: b"referral 1".to_vec(), position: Position(4) };
        let none = store.read(Database::Social, |tx| command_answer(tx, command, actor, &body)).unwrap();
        assert_eq!(none, None);
        store.write(Database::Social, |tx| remember_command(tx, command, actor, &body, &answer)).unwrap();
        let again = store.read(Database::Social, |tx| command_answer(tx, command, actor, &body)).unwrap();
        assert_eq!(again, Some(answer));
        for (actor, body) in [(person(), body), (actor, Digest([8; 32]))] {
            let problem =
                store.read(Database::Social, |tx| command_answer(tx, command, actor, &body)).unwrap_err();
            assert_eq!((problem.code, problem.kind), ("command_reused", ProblemKind::Conflict));
        }
    });
}

#[test]
fn an_entry_that_is_too_large_is_refused_as_that() {
    let store = TestStore::sqlite();
    let large = draft_of(Realm::Social, stream(), (16 << 20) + 1);
    let problem = store
        .write(Database::Social, |tx| append(tx, vec![(large, ExpectedVersion::NEW)], morning()))
        .unwrap_err();
    assert_eq!((problem.code, problem.kind), ("entry_too_large", ProblemKind::TooLarge));
}

#[test]
fn a_draft_of_one_ledger_does_not_go_into_another() {
    let store = TestStore::sqlite();
    let wrong = draft(Realm::Directory, stream());
    let problem = store
        .write(Database::Social, |tx| append(tx, vec![(wrong, ExpectedVersion::NEW)], morning()))
        .unwrap_err();
    assert_eq!(problem.kind, ProblemKind::Internal);
}

#[test]
fn what_was_appended_is_there_after_a_restart() {
    both_engines(|store| {
        let streams = append_many(store, 20, 3);
        let before = store.read(Database::Social, |tx| entries::stream_entries(tx, streams[0])).unwrap();
        store.reopen();
        let after = store.read(Database::Social, |tx| entries::stream_entries(tx, streams[0])).unwrap();
        assert_eq!(before, after);
        assert_eq!(append_one(store, streams[0]).unwrap(), Position(21));
    });
}

/// Batches of entries, each naming one of a few streams.
fn histories() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(0_usize..6, 1..40), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn any_history_reads_back_as_it_was_written(history in histories()) {
        for kind in [EngineKind::Sqlite, EngineKind::Postgres] {
            let test = match kind {
                EngineKind::Sqlite => Some(TestStore::sqlite()),
                EngineKind::Postgres => TestStore::postgres(),
            };
            let Some(test) = test else { continue };
            let streams: Vec<_> = (0..6).map(|_| stream()).collect();
            let mut versions: HashMap<usize, u32> = HashMap::new();
            let mut all = Vec::new();
            for batch in &history {
                let mut drafts = Vec::new();
                for &which in batch {
                    let version = versions.entry(which).or_default();
                    drafts.push((draft(Realm::Social, streams[which]), ExpectedVersion::Exactly(*version)));
                    *version += 1;
                }
                let appended = test.write(Database::Social, |tx| append(tx, drafts, morning())).unwrap();
                all.extend(appended.entries);
            }
            let read = test.read(Database::Social, |tx| entries::entries_after(tx, Position(0), 10_000)).unwrap();
            prop_assert_eq!(&read, &all);
            for (which, stream) in streams.iter().enumerate() {
                let of_stream =
                    test.read(Database::Social, |tx| entries::stream_entries(tx, *stream)).unwrap();
                prop_assert_eq!(of_stream.len(), versions.get(&which).copied().unwrap_or(0) as usize);
                prop_assert!(of_stream.iter().all(|entry| entry.stream == *stream));
            }
            let sound = test
                .read(Database::Social, |tx| store::verification::verify(tx, &[], &[], &mut |_| {}))
                .unwrap();
            prop_assert_eq!(sound.unwrap().size, all.len() as u64);
        }
    }
}
