//! The program: commands, configuration and wiring.
//!
//! [`cli`] says what can be asked, [`commands`] answers it, one file per command; [`folder`] opens a data folder
//! and knows a demo's from any other; [`console`] says everything in the words of the person's language.

mod cli;
mod commands;
mod console;
mod folder;
mod panics;
mod passphrase;
mod texts;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command, ExportWhat, ImportWhat, KeysWhat, LogForm, UserWhat};
use crate::console::Console;

fn main() -> ExitCode {
    panics::say_only_where();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers; anything else is wrong use.
            let code = if error.use_stderr() { console::WRONG_USE } else { console::DONE };
            return error.print().map_or(ExitCode::FAILURE, |()| ExitCode::from(code));
        }
    };
    start_logs(cli.log);
    let console = match Console::new() {
        Ok(console) => console,
        Err(problem) => {
            tracing::error!(cause = %problem, "the program's own words cannot be read");
            return ExitCode::FAILURE;
        }
    };
    let code = match &cli.command {
        Command::Demo(args) => commands::demo::run(args, &console),
        Command::Serve(args) => commands::serve::run(args, &console),
        Command::Import(args) => match &args.what {
            ImportWhat::Table(args) => commands::import::table(args, &console),
            ImportWhat::Ctdc(args) => commands::import::ctdc(args, &console),
            ImportWhat::Htcds(args) => commands::htcds::import(args, &console),
        },
        Command::Export(args) => match &args.what {
            Some(ExportWhat::Htcds(args)) => commands::htcds::export(args, &console),
            None => commands::export::run(args, &console),
        },
        Command::Verify(args) => commands::verify::run(args, &console),
        Command::Rebuild(args) => commands::rebuild::run(args, &console),
        Command::Indicators(args) => commands::indicators::run(args, &console),
        Command::User(args) => match &args.what {
            UserWhat::Add(args) => commands::user::add(args, &console),
            UserWhat::Link(args) => commands::user::link(args, &console),
            UserWhat::List(args) => commands::user::list(args, &console),
        },
        Command::Backup(args) => commands::backup::run(args, &console),
        Command::Restore(args) => commands::restore::run(args, &console),
        Command::Drill(args) => commands::drill::run(args, &console),
        Command::Keys(args) => match &args.what {
            KeysWhat::Lock(args) => commands::keys::lock(args, &console),
            KeysWhat::Split(args) => commands::keys::split(args, &console),
            KeysWhat::Restore(args) => commands::keys::restore(args, &console),
            KeysWhat::Rotate(args) => commands::keys::rotate(args, &console),
            KeysWhat::Status(args) => commands::keys::status(args, &console),
            KeysWhat::BackupIdentity(args) => commands::keys::backup_identity(args, &console),
        },
    };
    ExitCode::from(code.unwrap_or_else(|problem| console.refuse(&problem)))
}

/// Lines to standard error, as many as `PUNTE_LOG` asks for (`error`, `warn`, `info`, `web=debug`); they never
/// hold a name, a body or a token.
fn start_logs(form: LogForm) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("PUNTE_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    // There is one subscriber; a second try would only say so.
    let lines =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(false);
    let _ = match form {
        LogForm::Text => lines.try_init(),
        LogForm::Json => lines.json().flatten_event(true).try_init(),
    };
}
