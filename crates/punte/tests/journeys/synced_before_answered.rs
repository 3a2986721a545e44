//! What was answered is on the disk: watched from outside, system call by system call.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::browser::{Country, Served, Visitor, say};

/// How many forms are sent.
const FORMS: usize = 8;

/// System calls that are watched: writes to files, syncs, and what goes over the network.
const CALLS: &str = "trace=pwrite64,write,writev,sendto,sendmsg,fsync,fdatasync";

#[test]
fn every_commit_is_synced_before_its_form_is_answered() {
    if !strace_works() {
        say("`strace` is not there or may not trace: the order of syncs and answers is SKIPPED.");
        return;
    }
    let country = Country::copied();
    let trace = country.beside("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-s", "48", "-e", CALLS, "-o"]).arg(&trace).arg(env!("CARGO_BIN_EXE_punte"));
    let served = Served::started_as(command, &country);

    let mut visitor = Visitor::of(&served.address);
    signs_in(&mut visitor);
    let list = visitor.get("/children?open=open").body;
    let child = between(&list, "href=\"/children/", "\"").expect("an open case").to_owned();
    let form = format!("/children/{child}/add/service_started");
    for _ in 0..FORMS {
        let asked = visitor.get(&form);
        let (token, command, seen) = (asked.input("token"), asked.input("command"), asked.input("seen"));
        let fields = [
            ("token", &*token),
            ("command", &*command),
            ("seen", &*seen),
            ("happened", "2026-01-15"),
            ("service", "legal"),
        ];
        let answer = visitor.post(&form, &fields);
        assert_eq!(answer.status, 303, "{}", answer.body);
    }
    drop(served);
    // The tracer writes its last lines after its child has ended.
    std::thread::sleep(Duration::from_millis(300));
    let text = fs::read_to_string(&trace).expect("a trace");
    let (answers, commits) = answers_after_syncs(&text);
    assert!(answers >= FORMS && commits >= FORMS, "{answers} answers, {commits} commits were seen");
}

fn signs_in(visitor: &mut Visitor) {
    let page = visitor.get("/sign-in").body;
    let case_managers =
        page.split("<section").find(|section| section.contains("DGASPC Dolj")).expect("case managers");
    let button =
        case_managers.split("<li>").find(|line| line.contains("DGASPC Dolj")).expect("a case manager");
    let person = between(button, "value=\"", "\"").expect("a person").to_owned();
    assert_eq!(visitor.post("/sign-in", &[("person", &person)]).status, 303);
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split(after).next()
}

/// Walks the trace in its order. Whenever an answer "see other" leaves, no write to a log of the databases may lie
/// unsynced. Gives how many answers and how many syncs of the ledger's log there were.
fn answers_after_syncs(trace: &str) -> (usize, usize) {
    let mut unsynced: BTreeMap<&str, &str> = BTreeMap::new();
    let (mut answers, mut commits) = (0, 0);
    // A call that another thread's line interrupts begins in `unfinished` and ends in `resumed`.
    let mut syncing: BTreeMap<&str, &str> = BTreeMap::new();
    for line in trace.lines() {
        let thread = line.split(' ').next().unwrap_or_default();
        let log = between(line, "<", ">").filter(|path| path.ends_with(".db-wal"));
        let (sync, resumed) =
            (line.contains("fdatasync") || line.contains("fsync"), line.contains("resumed>"));
        match log {
            Some(log) if sync && line.contains("unfinished") => {
                syncing.insert(thread, log);
            }
            Some(log) if sync => {
                unsynced.remove(log);
                commits += usize::from(log.ends_with("social.db-wal"));
            }
            Some(log) => {
                unsynced.insert(log, line);
            }
            None if sync && resumed => {
                if let Some(log) = syncing.remove(thread) {
                    unsynced.remove(log);
                    commits += usize::from(log.ends_with("social.db-wal"));
                }
            }
            None if line.contains("HTTP/1.1 303") => {
                answers += 1;
                assert!(unsynced.is_empty(), "answered before a sync: {line}\nunsynced: {unsynced:?}");
            }
            None => {}
        }
    }
    (answers, commits)
}

fn strace_works() -> bool {
    let tried = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success())
}
