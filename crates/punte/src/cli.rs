//! The command line: what can be asked, each with an example.

mod operate;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use base::Day;
use clap::{Args, Parser, Subcommand, ValueEnum};
use indicators::Period;

pub(crate) use operate::{
    Backup, BackupIdentity, Drill, Keys, KeysLock, KeysRestore, KeysRotate, KeysSplit, KeysWhat, Restore,
};

/// Runs a Child Protection Compact Partnership: records, numbers, trust.
#[derive(Debug, Parser)]
#[command(name = "punte", version, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// How lines of the log look; as many as `PUNTE_LOG` asks for go to standard error.
    #[arg(long, global = true, value_enum, default_value_t = LogForm::Text)]
    pub(crate) log: LogForm,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How lines of the log look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogForm {
    /// For people.
    Text,
    /// An object a line, for programs.
    Json,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 a fault; 2 wrong use of the command line; 3 refused, with the \
reason; 4 verification found something; 5 the input has mistakes, listed.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Makes a synthetic Romania and serves it on this machine.
    #[command(after_help = "Example:\n  punte demo --port 8700 --children 60 --today 2026-01-31 --fresh")]
    Demo(Demo),
    /// Serves a data folder to the people who work with it.
    #[command(after_help = "Example:\n  punte serve --data /var/lib/punte --port 8700")]
    Serve(Serve),
    /// Takes in a table through a mapping.
    #[command(
        after_help = "Example:\n  punte import table --map maps/ctdc-2018-derived.toml --data punte-data file.csv --dry-run --problems wrong.csv"
    )]
    Import(Import),
    /// Writes published figures as CSV or JSON.
    #[command(after_help = "Example:\n  punte export --data punte-data --period 2026Q3 --json")]
    Export(Export),
    /// Checks that nobody rewrote history.
    #[command(
        after_help = "Example:\n  punte verify --data punte-data\n  punte verify --checkpoint kept.txt --json"
    )]
    Verify(Verify),
    /// Makes every projection again from the ledger and compares.
    #[command(after_help = "Example:\n  punte rebuild --data punte-data --json")]
    Rebuild(DataOnly),
    /// Counts indicators, or a dataset's rows, as of a day.
    #[command(
        after_help = "Example:\n  punte indicators --code 2.1 --as-of 2026-01-15 --json\n  punte indicators --dataset 1 --by sex --json"
    )]
    Indicators(Indicators),
    /// Adds people who sign in with a password.
    #[command(
        after_help = "Example:\n  punte user add --data /var/lib/punte --name 'First Last' --agency dgaspc-dj --agency-name 'DGASPC Dolj' --agency-kind child_protection_directorate --agency-county dj --role case_manager --login dj.manager1\n  punte user link --data /var/lib/punte dj.manager1\n  punte user list --data /var/lib/punte --json"
    )]
    User(User),
    /// Writes a backup while others work, sealed for its recipients.
    #[command(
        after_help = "Example:\n  punte backup --data /var/lib/punte --to /var/backups/punte --recipients-file /etc/punte/recipients\n  punte backup --list /var/backups/punte --json"
    )]
    Backup(Backup),
    /// Makes an installation from a backup, in an empty folder or database.
    #[command(
        after_help = "Example:\n  punte restore --from punte.age --identity key.txt --root root.key --erasures erasures.txt --data /var/lib/punte"
    )]
    Restore(Restore),
    /// Proves that a backup restores, without touching what is served.
    #[command(
        after_help = "Example:\n  punte drill --data /var/lib/punte --newest /var/backups/punte --identity key.txt --json"
    )]
    Drill(Drill),
    /// Keeps the keys: for backups, and the root secret.
    #[command(
        after_help = "Example:\n  punte keys lock --data /var/lib/punte\n  punte keys split --data /var/lib/punte --out /media/stick\n  punte keys restore --data /var/lib/punte --share share-1.txt --share share-3.txt\n  punte keys rotate --data /var/lib/punte\n  punte keys status --data /var/lib/punte --json\n  punte keys backup-identity --out key.txt"
    )]
    Keys(Keys),
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Data {
    /// The data folder.
    #[arg(long, default_value = "punte-data", value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// A PostgreSQL address instead of SQLite in the folder; keys' root stays in the folder.
    #[arg(long, value_name = "URL")]
    pub(crate) postgres: Option<String>,
    /// A file that holds the passphrase of a locked root secret; without it a terminal is asked.
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The data folder.
    #[arg(long, default_value = "punte-demo", value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// The port on this machine; 0 takes any free one.
    #[arg(long, default_value_t = 8700)]
    pub(crate) port: u16,
    /// Begins again with an empty folder; only a demo's folder is emptied.
    #[arg(long)]
    pub(crate) fresh: bool,
    /// How many children live in the synthetic country: 1,400 when absent.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200_000))]
    pub(crate) children: Option<u32>,
    /// The day on whose eve the simulation ends, today when absent.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) today: Option<Day>,
    /// Chance's seed, 1 when absent: the same seed gives the same country.
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Every identity field is a random token, printed to look for in files afterwards.
    #[arg(long, hide = true)]
    pub(crate) canary: bool,
    /// Makes the country and stops.
    #[arg(long)]
    pub(crate) prepare_only: bool,
    /// The report as JSON, with --prepare-only.
    #[arg(long, requires = "prepare_only")]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The port.
    #[arg(long, default_value_t = 8700)]
    pub(crate) port: u16,
    /// The address to listen on; another than this machine's own only with a --public address that says https.
    #[arg(long, default_value = "127.0.0.1")]
    pub(crate) address: IpAddr,
    /// The address people type, when a proxy stands in front: besides this machine's own names its host alone is
    /// answered; cookies are for TLS alone if it says https.
    #[arg(long, value_name = "URL", value_parser = public)]
    pub(crate) public: Option<String>,
    /// Where whoever runs the machine asks for health, readiness and metrics: on this machine alone.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) admin: Option<SocketAddr>,
    /// Confirms today's date, where the last entry is more than 30 days old.
    #[arg(long)]
    pub(crate) confirm_date: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(subcommand)]
    pub(crate) what: ImportWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportWhat {
    /// A table, as CSV or as a spreadsheet (XLSX).
    Table(ImportTable),
    /// A release of the global dataset of the Counter-Trafficking Data Collaborative, told by its header.
    Ctdc(ImportCtdc),
    /// Cases in the Human Trafficking Case Data Standard (HTCDS) 2.0: CSV, XLSX or JSON. Stop the server first.
    Htcds(ImportHtcds),
}

/// Whose files cases become, or whose are taken away.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Whose {
    /// The agency's code.
    #[arg(long, value_name = "CODE")]
    pub(crate) agency: Option<String>,
    /// Each record's own agency, named in its field pnt_Agency; all agencies.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ImportHtcds {
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(flatten)]
    pub(crate) whose: Whose,
    /// The file; `-` reads standard input.
    pub(crate) file: PathBuf,
    /// Adopts cases though their children may be here already: somebody looked, and they are others.
    #[arg(long)]
    pub(crate) even_similar: bool,
    #[command(flatten)]
    pub(crate) how: HowToImport,
}

#[derive(Debug, Args)]
pub(crate) struct ImportCtdc {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The table; `-` reads standard input.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) how: HowToImport,
}

#[derive(Debug, Args)]
pub(crate) struct HowToImport {
    /// Reads and reports, changes nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Writes every problem of the file to this new file, as CSV; the first 50 are shown in any case.
    #[arg(long, value_name = "FILE")]
    pub(crate) problems: Option<PathBuf>,
    /// The report as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ImportTable {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The mapping: a file, or the name of one kept in the product.
    #[arg(long, value_name = "FILE")]
    pub(crate) map: String,
    /// The table; `-` reads standard input.
    pub(crate) file: PathBuf,
    /// The sheet of a spreadsheet; found by its header when absent.
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    #[command(flatten)]
    pub(crate) how: HowToImport,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ExportWhat {
    /// Cases with names, in the Human Trafficking Case Data Standard (HTCDS) 2.0. Each reading is recorded.
    Htcds(ExportHtcds),
}

#[derive(Debug, Args)]
pub(crate) struct ExportHtcds {
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(flatten)]
    pub(crate) whose: Whose,
    /// The new file; nothing is written over.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
    /// JSON instead of CSV.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Export {
    #[command(subcommand)]
    pub(crate) what: Option<ExportWhat>,
    #[command(flatten)]
    pub(crate) data: Data,
    /// The period, `2026Q3` or `2026`; the newest published when absent.
    #[arg(long, value_parser = period)]
    pub(crate) period: Option<Period>,
    /// JSON instead of CSV.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) data: Data,
    /// A checkpoint kept elsewhere, to hold the ledger against.
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoint: Option<PathBuf>,
    /// Only the entry with this hash or position, proved against the newest (or the given) checkpoint.
    #[arg(long, value_name = "HASH|POSITION")]
    pub(crate) entry: Option<String>,
    /// The report as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DataOnly {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The report as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Indicators {
    #[command(flatten)]
    pub(crate) data: Data,
    /// One indicator's code; all when absent.
    #[arg(long)]
    pub(crate) code: Option<String>,
    /// As known at the end of this day; now when absent.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) as_of: Option<Day>,
    /// Rows of a statistical dataset instead of the partnership's own records.
    #[arg(long)]
    pub(crate) dataset: Option<u16>,
    /// A dimension to count a dataset by; may be given again.
    #[arg(long, value_name = "DIMENSION")]
    pub(crate) by: Vec<String>,
    /// JSON instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct User {
    #[command(subcommand)]
    pub(crate) what: UserWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserWhat {
    /// Adds a person and prints a link, good once and for a day, to set the password with.
    Add(UserAdd),
    /// Prints a new link for somebody who forgot the password, or the first one of a person added on a page.
    Link(UserLink),
    /// Lists people, their agency and roles.
    List(DataOnly),
}

#[derive(Debug, Args)]
pub(crate) struct UserLink {
    #[command(flatten)]
    pub(crate) data: Data,
    /// What the person signs in with.
    pub(crate) login: String,
    /// The code of a person who has no login yet, as `user list` shows it.
    #[arg(long, value_name = "CODE")]
    pub(crate) person: Option<String>,
    /// Where the link leads, as people type it.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8700")]
    pub(crate) public: String,
    /// The link as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct UserAdd {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The person's name, as colleagues see it.
    #[arg(long)]
    pub(crate) name: String,
    /// The agency's code.
    #[arg(long)]
    pub(crate) agency: String,
    /// A role; may be given again.
    #[arg(long, required = true)]
    pub(crate) role: Vec<String>,
    /// What the person signs in with.
    #[arg(long)]
    pub(crate) login: String,
    /// The last day of the grant, for good when absent.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) until: Option<Day>,
    /// Opens the agency with this name if there is none of that code.
    #[arg(long, value_name = "NAME", requires = "agency_kind")]
    pub(crate) agency_name: Option<String>,
    /// Of a new agency: its kind, a code of list `agency_kind`.
    #[arg(long, value_name = "KIND")]
    pub(crate) agency_kind: Option<String>,
    /// Of a new agency: its county, a code of list `county`; none is the whole country.
    #[arg(long, value_name = "CODE")]
    pub(crate) agency_county: Option<String>,
    /// Where the link leads, as people type it.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8700")]
    pub(crate) public: String,
    /// The link and the ids as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A day as it is typed.
fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "not a day; write year-month-day, as 2026-01-31".to_owned())
}

/// An address as people type it, with a host to tell from others.
fn public(text: &str) -> Result<String, String> {
    let has_host = web::host_of(text).is_some();
    if has_host { Ok(text.to_owned()) } else { Err("not an address; write https://punte.example".to_owned()) }
}

/// A quarter or a year as it is typed.
fn period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| "not a period; write 2026Q3 or 2026".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The command lines of all examples, the continued ones too.
    fn examples() -> Vec<String> {
        use clap::CommandFactory;
        let mut open = vec![Cli::command()];
        let mut found = Vec::new();
        while let Some(command) = open.pop() {
            open.extend(command.get_subcommands().cloned());
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            found.extend(
                help.lines().map(str::trim).filter(|line| line.starts_with("punte ")).map(str::to_owned),
            );
        }
        found
    }

    #[test]
    fn every_command_has_an_example_that_parses() {
        use clap::CommandFactory;
        let examples = examples();
        for command in Cli::command().get_subcommands() {
            let of_it = format!("punte {} ", command.get_name());
            assert!(examples.iter().any(|example| format!("{example} ").starts_with(&of_it)), "{of_it}");
        }
        for example in examples {
            let words = split(&example);
            let parsed = Cli::try_parse_from(&words);
            assert!(parsed.is_ok(), "{example}: {}", parsed.unwrap_err());
        }
    }

    /// Splits at blanks outside single quotation marks.
    fn split(line: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let mut quoted = false;
        for letter in line.chars() {
            match letter {
                '\'' => quoted = !quoted,
                ' ' if !quoted => words.push(String::new()),
                other => words.last_mut().unwrap().push(other),
            }
        }
        words
    }

    #[test]
    fn the_definition_is_sound_and_wrong_dates_are_named() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
        let wrong = Cli::try_parse_from(["punte", "serve", "--public", "https:///"]).unwrap_err();
        assert!(wrong.to_string().contains("https://punte.example"), "{wrong}");
        let wrong = Cli::try_parse_from(["punte", "demo", "--today", "2026-13-01"]).unwrap_err();
        assert!(wrong.to_string().contains("2026-01-31"), "{wrong}");
        assert_eq!(wrong.exit_code(), 2);
    }
}
