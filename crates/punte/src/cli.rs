//! The command line: what can be asked, each with an example.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Runs a Child Protection Compact Partnership: records, numbers, trust.
#[derive(Debug, Parser)]
#[command(name = "punte", version, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
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
    #[command(after_help = "Example:\n  punte import table --map maps/ctdc-2018-derived.toml --data punte-data file.csv --dry-run")]
    Import(Import),
    /// Writes published figures as CSV or JSON.
    #[command(after_help = "Example:\n  punte export --data punte-data --period 2026Q3 --json")]
    Export(Export),
    /// Checks that nobody rewrote history.
    #[command(after_help = "Example:\n  punte verify --data punte-data\n  punte verify --checkpoint kept.txt --json")]
    Verify(Verify),
    /// Makes every projection again from the ledger and compares.
    #[command(after_help = "Example:\n  punte rebuild --data punte-data --json")]
    Rebuild(DataOnly),
    /// Counts indicators, or a dataset's rows, as of a day.
    #[command(after_help = "Example:\n  punte indicators --code 2.1 --as-of 2026-01-15 --json\n  punte indicators --dataset 1 --by sex --json")]
    Indicators(Indicators),
    /// Adds people who sign in with a password.
    #[command(after_help = "Example:\n  punte user add --name 'A. Popescu' --agency dgaspc-dj --role case_manager --login a.popescu")]
    User(User),
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Data {
    /// The data folder.
    #[arg(long, default_value = "punte-data", value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// A PostgreSQL address instead of SQLite in the folder; keys' root stays in the folder.
    #[arg(long, value_name = "URL")]
    pub(crate) postgres: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The port on this machine; 0 takes any free one.
    #[arg(long, default_value_t = 8700)]
    pub(crate) port: u16,
    /// Begins again with an empty folder; only a demo's folder is emptied.
    #[arg(long)]
    pub(crate) fresh: bool,
    /// How many children live in the synthetic country.
    #[arg(long, default_value_t = 1400)]
    pub(crate) children: u32,
    /// The last day of the simulation, today when absent.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<String>,
    /// Chance's seed: the same seed gives the same country.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Every identity field is a random token, to look for in files afterwards.
    #[arg(long, hide = true)]
    pub(crate) canary: bool,
    /// Makes the country and stops.
    #[arg(long)]
    pub(crate) prepare_only: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The port.
    #[arg(long, default_value_t = 8700)]
    pub(crate) port: u16,
    /// The address to listen on; only this machine's own until second factors exist.
    #[arg(long, default_value = "127.0.0.1")]
    pub(crate) address: String,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(subcommand)]
    pub(crate) what: ImportWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportWhat {
    /// A CSV table.
    Table(ImportTable),
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
    /// Reads and reports, changes nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The report as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The period, `2026Q3` or `2026`; the newest published when absent.
    #[arg(long)]
    pub(crate) period: Option<String>,
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
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<String>,
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
    /// Lists people, their agency and roles.
    List(DataOnly),
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
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) until: Option<String>,
}
