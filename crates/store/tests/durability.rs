//! What is acknowledged stays: settings, full disks, killed processes.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};

use base::{Position, ProblemKind, Realm};
use store::{Config, Database, ExpectedVersion, Store, append, entries, verification};
use testkit::{EngineKind, TestStore, both_engines};

use crate::processes::{Role, spawn, spawn_under};
use crate::samples::{append_one, draft_of, morning, stream};

#[test]
fn every_writing_connection_is_set_to_lose_nothing() {
    both_engines(|store| {
        for database in Database::ALL {
            let settings: BTreeMap<String, String> = store.settings(database).unwrap().into_iter().collect();
            let expected: &[(&str, &str)] = match store.kind() {
                // `synchronous` 2 is FULL, `temp_store` 2 is memory.
                EngineKind::Sqlite => &[
                    ("journal_mode", "wal"),
                    ("synchronous", "2"),
                    ("foreign_keys", "1"),
                    ("temp_store", "2"),
                ],
                EngineKind::Postgres => {
                    &[("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on")]
                }
            };
            for (name, value) in expected {
                assert_eq!(
                    settings.get(*name).map(String::as_str),
                    Some(*value),
                    "{name} of {}",
                    database.name()
                );
            }
            if store.kind() == EngineKind::Sqlite {
                let overwritten = matches!(database, Database::Keys | Database::Session);
                assert_eq!(settings["secure_delete"], if overwritten { "1" } else { "2" });
            }
        }
    });
}

#[test]
fn a_server_that_could_lose_commits_is_refused() {
    let Some(store) = TestStore::postgres() else { return };
    let url = format!("{} options='-c synchronous_commit=off'", store.url().unwrap());
    let problem = Store::open(Config::postgres(store::PostgresUrls::all(&url))).map(|_| ()).unwrap_err();
    assert_eq!((problem.code, problem.kind), ("database_not_durable", ProblemKind::Unavailable));
    assert_eq!(problem.args[0], ("setting", "synchronous_commit".to_owned()));
}

#[test]
fn a_full_disk_is_a_clear_problem_and_leaves_nothing_half_done() {
    let mut store = TestStore::sqlite();
    let mut config = store.config().clone();
    store.close();
    config.max_pages = Some(300);
    let small = Store::open(config.clone()).unwrap();
    let mut acknowledged = 0;
    let problem = loop {
        let drafts =
            (0..7).map(|_| (draft_of(Realm::Social, stream(), 5_000), ExpectedVersion::NEW)).collect();
        match small.write(Database::Social, |tx| append(tx, drafts, morning())) {
            Ok(appended) => acknowledged = appended.last().0,
            Err(problem) => break problem,
        }
        assert!(acknowledged < 1_000, "300 pages hold no thousand entries of 5,000 bytes");
    };
    assert_eq!((problem.code, problem.kind), ("storage_full", ProblemKind::Unavailable));
    assert!(acknowledged > 0);
    let check = |store: &Store| {
        let sound = store
            .read(Database::Social, |tx| verification::verify(tx, &[], &[], &mut |_| {}))
            .unwrap()
            .unwrap();
        assert_eq!(sound.size, acknowledged);
    };
    // Reading goes on, and once there is room so does writing.
    check(&small);
    drop(small);
    config.max_pages = None;
    let roomy = Store::open(config).unwrap();
    check(&roomy);
    assert_eq!(append_one(&roomy, stream()).unwrap(), Position(acknowledged + 1));
}

/// A process that appends and says each position it was promised; killed in mid-write, again and again.
fn killed_in_mid_write(store: &mut TestStore, rounds: u32) {
    let mut promised = 0;
    for round in 0..rounds {
        let mut child = spawn(store, Role::AppendAndTell);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Killed after a while that differs from round to round, from the first promise on.
        for _ in 0..=round % 23 {
            let Some(Ok(line)) = lines.next() else { break };
            if let Some(position) = line.strip_prefix("promised ") {
                promised = position.parse::<u64>().unwrap();
            }
        }
        child.kill().unwrap();
        // What it managed to say before it died was promised as well.
        for line in lines.map_while(Result::ok) {
            if let Some(position) = line.strip_prefix("promised ").and_then(|text| text.parse::<u64>().ok()) {
                promised = position;
            }
        }
        child.wait().unwrap();
    }
    store.reopen();
    let sound =
        store.read(Database::Social, |tx| verification::verify(tx, &[], &[], &mut |_| {})).unwrap().unwrap();
    assert!(promised > u64::from(rounds), "only {promised} promises in {rounds} rounds");
    assert!(sound.size >= promised, "{promised} were promised, {} are there", sound.size);
    let head = store.read(Database::Social, entries::head).unwrap();
    assert_eq!(head.position(), Position(sound.size));
}

#[test]
fn a_hundred_kills_in_mid_write_lose_nothing_that_was_promised() {
    let mut store = TestStore::sqlite();
    store.close();
    killed_in_mid_write(&mut store, 100);
}

/// Between the end of one promise and the next a sync of the write-ahead log must have happened.
#[test]
fn each_promise_follows_a_sync() {
    let mut store = TestStore::sqlite();
    store.close();
    let trace = store.folder().unwrap().join("trace");
    let tracer =
        ["strace", "-f", "-e", "trace=fdatasync,fsync,write", "-s", "40", "-o", trace.to_str().unwrap()];
    let Some(mut child) = spawn_under(&tracer, &store, Role::AppendAndTell) else {
        testkit::say("strace is not installed: the test of syncs is SKIPPED");
        return;
    };
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let promised =
        lines.by_ref().map_while(Result::ok).filter(|line| line.starts_with("promised")).take(30).count();
    // Killing the tracer would leave the traced program behind; it stops when nobody listens.
    drop(lines);
    child.wait().unwrap();
    let traced = std::fs::read_to_string(&trace).unwrap_or_default();
    if promised == 0 && !traced.contains("promised") {
        testkit::say("strace may not trace here: the test of syncs is SKIPPED");
        return;
    }
    let (mut synced, mut promises) = (false, 0);
    for line in traced.lines() {
        if line.contains("fdatasync(") || line.contains("fsync(") {
            synced = true;
        } else if line.contains("promised") {
            assert!(synced, "promise {promises} came before a sync");
            synced = false;
            promises += 1;
        }
    }
    assert!(promises >= 20, "only {promises} promises were traced");
}

#[test]
fn kills_of_a_server_process_lose_nothing_on_postgresql() {
    let Some(mut store) = TestStore::postgres() else { return };
    killed_in_mid_write(&mut store, 20);
}
