//! `punte verify`: checks that nobody rewrote history.

use base::{Problem, ProblemKind, Realm};
use serde_json::{Value, json};
use words::Arg;
use workflow::App;
use workflow::trust::{EntryReport, FindingLine, VerifyReport, read_checkpoint};

use crate::cli::Verify;
use crate::console::{Console, DONE, FOUND, MISTAKES, number};
use crate::folder;

/// Findings shown of a ledger; `--json` has all that the report has.
const SHOWN: usize = 20;

/// Runs the command.
///
/// # Errors
/// `data_missing`, `file_unreadable`; those of opening the folder; an engine's error. A checkpoint that cannot be
/// read exits with 5.
pub(crate) fn run(args: &Verify, console: &Console) -> Result<u8, Problem> {
    let kept = match &args.checkpoint {
        Some(path) => Some(std::fs::read_to_string(path).map_err(|error| {
            let mut problem = Problem::refused("file_unreadable").with("file", path.display().to_string());
            problem.inside = Some(error.to_string());
            problem
        })?),
        None => None,
    };
    // Of which ledger it is stands in it; one that cannot be read vouches for nothing.
    let kept_of = match kept.as_deref().map(read_checkpoint).transpose() {
        Ok(checkpoint) => checkpoint.map(|signed| signed.checkpoint.realm),
        Err(problem) => {
            console.refuse(&problem);
            return Ok(MISTAKES);
        }
    };
    let app = match folder::open_existing(&args.data) {
        Ok(opened) => opened.app,
        Err(problem) if problem.code == "database_damaged" => return Ok(damaged(console, &problem)),
        Err(problem) => return Err(problem),
    };
    let done = match &args.entry {
        Some(entry) => one(args, console, &app, entry, kept_of.zip(kept.as_deref())),
        None => whole(args, console, &app, kept_of.zip(kept.as_deref())),
    };
    match done {
        Err(problem) if problem.code == "database_damaged" => Ok(damaged(console, &problem)),
        done => done,
    }
}

/// A file so damaged that reading stops is a finding too.
fn damaged(console: &Console, problem: &Problem) -> u8 {
    console.refuse(problem);
    FOUND
}

fn whole(args: &Verify, console: &Console, app: &App, kept: Option<(Realm, &str)>) -> Result<u8, Problem> {
    let mut reports = Vec::new();
    for realm in Realm::ALL {
        let kept = kept.filter(|(of, _)| *of == realm).map(|(_, text)| text);
        let report = app.verify(realm, kept, &mut |done, of| {
            console.progress("cli-progress-entries", done.0, of.0);
        })?;
        console.settle();
        reports.push(report);
    }
    let sound = reports.iter().all(|report| report.sound);
    if args.json {
        let ledgers: Vec<Value> = reports.iter().map(|report| as_json(console, report)).collect();
        console.json(&json!({ "sound": sound, "ledgers": ledgers }))?;
    } else {
        reports.iter().for_each(|report| show(console, report));
    }
    Ok(if sound { DONE } else { FOUND })
}

pub(crate) fn show(console: &Console, report: &VerifyReport) {
    let ledger = console.text(&format!("trust-ledger-{}", report.realm.name()), &[]);
    if report.sound {
        let args = [
            ("ledger", Arg::from(ledger)),
            ("entries", number(report.size)),
            ("checkpoints", number(report.checkpoints)),
            ("vouched", number(report.vouched)),
        ];
        console.say("cli-verify-sound", &args);
        if let Some(root) = &report.root {
            console.say("cli-verify-root", &[("root", root.to_string().into())]);
        }
        return;
    }
    console.say("cli-verify-broken", &[("ledger", ledger.into()), ("count", number(report.total))]);
    for finding in report.findings.iter().take(SHOWN) {
        let what = finding_text(console, finding);
        let place = finding.position.zip(finding.entry);
        match place {
            Some((position, entry)) => console.say(
                "cli-verify-finding",
                &[
                    ("position", position.0.to_string().into()),
                    ("entry", entry.to_string().into()),
                    ("what", what.into()),
                ],
            ),
            None => {
                let what =
                    finding.position.map_or(what.clone(), |position| format!("{}: {what}", position.0));
                console.say("cli-verify-finding-elsewhere", &[("what", what.into())]);
            }
        }
    }
    let more = report.total.saturating_sub(SHOWN as u64);
    if more > 0 {
        console.say("cli-verify-more", &[("count", number(more))]);
    }
}

fn one(
    args: &Verify,
    console: &Console,
    app: &App,
    entry: &str,
    kept: Option<(Realm, &str)>,
) -> Result<u8, Problem> {
    // A position is one of children's ledger; a hash may be of any.
    let realms: Vec<Realm> = match kept {
        Some((realm, _)) => vec![realm],
        None => vec![Realm::Social, Realm::Directory, Realm::Justice, Realm::Programme],
    };
    let mut found = Err(Problem::bad_input("entry_unknown"));
    for realm in realms {
        found = app.verify_entry(realm, entry, kept.map(|(_, text)| text));
        match &found {
            Err(problem) if problem.code == "entry_unknown" && problem.kind == ProblemKind::BadInput => {}
            _ => break,
        }
    }
    let report = found?;
    if args.json {
        console.json(&entry_json(console, &report))?;
    } else {
        show_entry(console, app, &report);
    }
    Ok(if report.finding.is_none() { DONE } else { FOUND })
}

fn show_entry(console: &Console, app: &App, report: &EntryReport) {
    let mut args = vec![
        ("position", Arg::from(report.position.0.to_string())),
        ("entry", report.entry.to_string().into()),
        ("kind", report.kind.as_str().into()),
    ];
    match (&report.finding, &report.checkpoint) {
        (None, Some(signed)) => {
            let zone = app.zone().unwrap_or_else(|_| folder::zone());
            args.push(("signed", console.lang().instant(signed.checkpoint.time, &zone).into()));
            args.push(("size", number(signed.checkpoint.size)));
            console.say("cli-entry-proved", &args);
        }
        (finding, _) => {
            let what = finding.as_ref().map_or(String::new(), |finding| finding_text(console, finding));
            args.push(("what", what.into()));
            console.say("cli-entry-not-proved", &args);
        }
    }
    console.line(&report.hash.to_string());
}

fn finding_text(console: &Console, finding: &FindingLine) -> String {
    let args: Vec<_> = finding.args.iter().map(|(name, value)| (*name, Arg::from(value.as_str()))).collect();
    console.text(&format!("finding-{}", finding.code.replace('_', "-")), &args)
}

fn finding_json(console: &Console, finding: &FindingLine) -> Value {
    let args: serde_json::Map<String, Value> =
        finding.args.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
    json!({
        "code": finding.code,
        "position": finding.position.map(|position| position.0),
        "entry": finding.entry.map(|entry| entry.to_string()),
        "what": finding_text(console, finding),
        "values": args,
    })
}

pub(crate) fn as_json(console: &Console, report: &VerifyReport) -> Value {
    let findings: Vec<Value> = report.findings.iter().map(|finding| finding_json(console, finding)).collect();
    json!({
        "ledger": report.realm.name(),
        "sound": report.sound,
        "entries": report.size,
        "root": report.root.map(|root| root.to_string()),
        "checkpoints": report.checkpoints,
        "vouched": report.vouched,
        "findings": findings,
        "found": report.total,
    })
}

fn entry_json(console: &Console, report: &EntryReport) -> Value {
    json!({
        "ledger": report.realm.name(),
        "proved": report.finding.is_none(),
        "position": report.position.0,
        "entry": report.entry.to_string(),
        "kind": report.kind,
        "recorded_at": report.recorded_at.rfc3339(),
        "hash": report.hash.to_string(),
        "checkpoint": report.checkpoint.map(|signed| signed.to_text()),
        "finding": report.finding.as_ref().map(|finding| finding_json(console, finding)),
    })
}
