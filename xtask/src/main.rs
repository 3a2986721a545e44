//! Test, check, generate and measure: the commands of the people who build Punte.
//!
//! `cargo xtask help` lists them. It drives other programs and reads what they say; it links none of Punte's
//! rooms, so that it runs when they do not compile. Start reading at [`test`] and [`check`].

mod bench;
mod check;
mod console;
mod fixture;
mod generated;
mod metadata;
mod own;
mod programs;
mod project;
mod soak;
mod steps;
mod test;
mod tools;

use std::process::ExitCode;

use console::say;
use project::Project;

const HELP: &str = "\
cargo xtask test      everything that must hold before a change is taken
cargo xtask check     arrows between the rooms, licences, generated files, tracked files
cargo xtask generate  writes the generated files that `check` compares
cargo xtask soak      kills a writing process again and again on both engines; nothing acknowledged may be lost
cargo xtask fixture   keeps a small installation of today's schema for every later program to open
cargo xtask bench     runs the benchmarks that are not measured yet and prints the table for docs/performance.md

cargo xtask check [--no-build]
  --no-build    in seconds: without the generated files that need the built program

cargo xtask test [--quick] [--only STEP]...
  --quick       without browser and PostgreSQL tests
  --only STEP   only this step: tools, format, lint, check, build, demo, axe, tests, doc-tests

cargo xtask soak [--count N] [--fresh]
  --count N     so many kills on each engine, 1,000 when absent; a run that was broken off goes on
  --fresh       begins to count again

cargo xtask fixture NAME
  NAME          for example schema-2; a fixture that is there is never changed

cargo xtask bench [--again] [NAME]...
  --again       measures again what is measured already
  NAME          only these, for example ledger/verify";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    if rest.iter().any(|argument| matches!(argument.as_str(), "--help" | "-h")) {
        say(HELP);
        return ExitCode::SUCCESS;
    }
    let done = Project::find().and_then(|project| match command.as_str() {
        "test" => test::run(&project, &rest),
        "check" if rest == ["--no-build"] => check::run(&project, false),
        "check" => none(&rest).and_then(|()| check::run(&project, true)),
        "generate" => none(&rest).and_then(|()| generated::write(&project)),
        "soak" => soak::run(&project, &rest),
        "fixture" => fixture::run(&project, &rest),
        "bench" => bench::run(&project, &rest),
        "help" | "--help" | "-h" | "" => {
            say(HELP);
            Ok(true)
        }
        other => {
            say(&format!("there is no command `{other}`\n\n{HELP}"));
            Ok(false)
        }
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("failed: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Refuses arguments where a command takes none.
fn none(arguments: &[String]) -> anyhow::Result<()> {
    match arguments.first() {
        None => Ok(()),
        Some(argument) => anyhow::bail!("`{argument}` is not understood; see `cargo xtask help`"),
    }
}
