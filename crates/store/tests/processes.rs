//! Several processes on one store.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use base::{Position, Realm};
use store::{Config, Database, Engine, ExpectedVersion, PostgresUrls, Store, append, entries, verification};
use testkit::{TestStore, both_engines};

use crate::samples::{append_one, draft, morning, stream};

/// What a child process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Appends for ever and says each position once it is durable.
    AppendAndTell,
    /// Opens the store, says so, and when told to go appends this many entries in batches of 1 to 5.
    Append(u32),
    /// Opens the store for itself alone and says how that went.
    OpenAlone,
}

const PLACE: &str = "PUNTE_TEST_CHILD_PLACE";
const ROLE: &str = "PUNTE_TEST_CHILD_ROLE";

/// Starts this very test program as another process on the same store.
pub(crate) fn spawn(store: &TestStore, role: Role) -> Child {
    spawn_under(&[], store, role).unwrap()
}

/// The same under another program, which is given the rest of the command line; `None` when it is not there.
pub(crate) fn spawn_under(program: &[&str], store: &TestStore, role: Role) -> Option<Child> {
    let place = match &store.config().engine {
        Engine::Sqlite { folder } => format!("sqlite {}", folder.display()),
        Engine::Postgres(_) => format!("postgres {}", store.url().unwrap()),
    };
    let role = match role {
        Role::AppendAndTell => "tell".to_owned(),
        Role::Append(count) => count.to_string(),
        Role::OpenAlone => "alone".to_owned(),
    };
    let this = std::env::current_exe().unwrap();
    let mut command = match program.split_first() {
        Some((name, arguments)) => {
            let mut command = Command::new(name);
            command.args(arguments).arg(this);
            command
        }
        None => Command::new(this),
    };
    command
        .args(["--exact", "processes::what_a_child_process_does", "--ignored", "--nocapture", "--quiet"])
        .env(PLACE, place)
        .env(ROLE, role)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()
}

#[test]
#[ignore = "started by other tests as a process of its own"]
#[expect(clippy::disallowed_methods, reason = "the parent tells the child by its environment what to do")]
fn what_a_child_process_does() {
    let (Ok(place), Ok(role)) = (std::env::var(PLACE), std::env::var(ROLE)) else { return };
    let mut config = match place.split_once(' ').unwrap() {
        ("sqlite", folder) => Config::sqlite(folder),
        (_, url) => Config::postgres(PostgresUrls::all(url)),
    };
    config.simulated_time = true;
    config.shared = role != "alone";
    let opened = Store::open(config);
    if role == "alone" {
        say(opened.err().map_or("opened", |problem| problem.code));
        return;
    }
    let store = opened.unwrap();
    if let Ok(count) = role.parse::<usize>() {
        let mine = stream();
        say("ready");
        let mut go = String::new();
        std::io::stdin().read_line(&mut go).unwrap();
        let mut done = 0;
        while done < count {
            let size = (done % 5 + 1).min(count - done);
            let drafts = (0..size).map(|_| (draft(Realm::Social, mine), ExpectedVersion::Any)).collect();
            store.write(Database::Social, |tx| append(tx, drafts, morning())).unwrap();
            done += size;
        }
    } else {
        // Until it is killed, or nobody listens any more.
        loop {
            let position = append_one(&store, stream()).unwrap();
            if !say(&format!("promised {}", position.0)) {
                // At once: the harness would complain that nobody hears its report either.
                std::process::exit(0);
            }
        }
    }
}

/// One whole line at once, so that a kill cannot cut it in two; whether somebody listens.
fn say(line: &str) -> bool {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush()).is_ok()
}

#[test]
fn two_processes_append_while_a_third_tails_and_misses_nothing() {
    both_engines(|store| {
        const EACH: u32 = 400;
        let mut children = [spawn(store, Role::Append(EACH)), spawn(store, Role::Append(EACH))];
        // Both are ready before either begins; else the first might be done before the second is there.
        for child in &mut children {
            let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
            assert!(lines.map_while(Result::ok).any(|line| line == "ready"));
        }
        for child in &mut children {
            child.stdin.take().unwrap().write_all(b"go\n").unwrap();
        }
        // This process is the third: it reads on from the last position it saw.
        let mut seen: Vec<u64> = Vec::new();
        let mut idle = 0;
        while seen.len() < 2 * EACH as usize && idle < 3_000 {
            let after = Position(seen.last().copied().unwrap_or(0));
            let some = store.read(Database::Social, |tx| entries::entries_after(tx, after, 37)).unwrap();
            if some.is_empty() {
                idle += 1;
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
            seen.extend(some.iter().map(|entry| entry.position.0));
        }
        for child in &mut children {
            assert!(child.wait().unwrap().success());
        }
        assert_eq!(seen, (1..=u64::from(2 * EACH)).collect::<Vec<_>>());
        let all = store.read(Database::Social, |tx| entries::entries_after(tx, Position(0), 10_000)).unwrap();
        let streams: std::collections::BTreeSet<_> = all.iter().map(|entry| entry.stream).collect();
        assert_eq!(streams.len(), 2);
        let turns = all.windows(2).filter(|pair| pair[0].stream != pair[1].stream).count();
        assert!(turns > 2, "the two processes did not write at the same time");
        let sound = store
            .read(Database::Social, |tx| verification::verify(tx, &[], &[], &mut |_| {}))
            .unwrap()
            .unwrap();
        assert_eq!(sound.size, u64::from(2 * EACH));
    });
}

#[test]
fn who_wants_a_store_alone_is_told_that_it_is_in_use() {
    let mut test = TestStore::sqlite();
    let answer = |test: &TestStore| {
        let mut child = spawn(test, Role::OpenAlone);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let said: Vec<String> = lines.map_while(Result::ok).collect();
        child.wait().unwrap();
        said
    };
    assert!(answer(&test).contains(&"database_in_use".to_owned()));
    test.close();
    assert!(answer(&test).contains(&"opened".to_owned()));
}
