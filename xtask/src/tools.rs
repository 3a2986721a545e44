//! What some tests need besides Rust: a browser with its driver, and PostgreSQL's server programs.
//!
//! Found where they lie; installed by the system's package manager where that is allowed. PostgreSQL's own
//! service is never made nor started: tests start servers of their own in temporary folders.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::console::say;
use crate::programs::{find, show};
use crate::steps::End;

/// What was found.
#[derive(Default)]
pub(crate) struct Tools {
    pub(crate) chromium: Option<PathBuf>,
    pub(crate) chromedriver: Option<PathBuf>,
    /// The folder with `initdb` and `postgres`.
    pub(crate) postgres: Option<PathBuf>,
}

impl Tools {
    pub(crate) fn look() -> Self {
        let chromium = find(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
        let chromedriver = find(&["chromedriver"]);
        Self { chromium, chromedriver, postgres: postgres() }
    }

    fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if self.chromium.is_none() {
            missing.push("chromium");
        }
        if self.chromedriver.is_none() {
            missing.push("chromium-driver");
        }
        if self.postgres.is_none() {
            missing.push("postgresql");
        }
        missing
    }

    /// Variables that tell tests where the tools lie, and which kinds of test are not to be tried.
    pub(crate) fn variables(&self, quick: bool) -> Vec<(&'static str, String)> {
        let mut variables = Vec::new();
        let mut skip = Vec::new();
        if quick || self.chromium.is_none() || self.chromedriver.is_none() {
            skip.push("browser");
        }
        if quick || self.postgres.is_none() {
            skip.push("postgres");
        }
        variables.push(("PUNTE_TEST_SKIP", skip.join(",")));
        let mut found = |name, path: &Option<PathBuf>| {
            if let Some(path) = path {
                variables.push((name, path.display().to_string()));
            }
        };
        found("PUNTE_TEST_CHROMIUM", &self.chromium);
        found("PUNTE_TEST_CHROMEDRIVER", &self.chromedriver);
        found("PUNTE_TEST_PG_BIN", &self.postgres);
        variables
    }
}

/// What tests start of PostgreSQL.
const SERVER: [&str; 3] = ["initdb", "postgres", "pg_isready"];

/// PostgreSQL's server programs: in PATH, or the newest where Debian keeps them out of it.
fn postgres() -> Option<PathBuf> {
    let has_server = |folder: &Path| SERVER.iter().all(|program| folder.join(program).is_file());
    // A link may stand there alone, without the programs beside what it leads to.
    let in_path = find(&["initdb"]).and_then(|file| file.canonicalize().ok());
    if let Some(folder) = in_path.and_then(|file| file.parent().map(Path::to_owned))
        && has_server(&folder)
    {
        return Some(folder);
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .flatten()
        .filter_map(|version| {
            Some((version.file_name().to_str()?.parse::<u32>().ok()?, version.path().join("bin")))
        })
        .filter(|(_, folder)| has_server(folder))
        .max_by_key(|(version, _)| *version)
        .map(|(_, folder)| folder)
}

/// Makes sure of the tools as far as this machine allows.
pub(crate) fn make_sure(quick: bool) -> Result<End> {
    if quick {
        return Ok(End::Skipped("--quick: browser and PostgreSQL tests are not run".to_owned()));
    }
    let missing = Tools::look().missing();
    if missing.is_empty() {
        return Ok(End::Passed);
    }
    say(&format!("  not found: {}", missing.join(", ")));
    let installed = match Administrator::find() {
        Some(administrator) => administrator.install(&missing)?,
        None => {
            say("  not installed: that needs Debian's apt-get, and to be root or `sudo` without a password");
            false
        }
    };
    let still = Tools::look().missing();
    Ok(match (installed, still.is_empty()) {
        (_, true) => End::Passed,
        (tried, false) => {
            let hint = if tried { "installed, yet not found" } else { "install them to run their tests" };
            End::Skipped(format!("{}: {hint}", still.join(", ")))
        }
    })
}

/// How to run a program as the system's administrator.
struct Administrator {
    sudo: bool,
}

impl Administrator {
    fn find() -> Option<Self> {
        find(&["apt-get"])?;
        let quietly = |program: &str, words: &[&str]| {
            Command::new(program).args(words).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()
        };
        let user = quietly("id", &["-u"])?;
        if String::from_utf8_lossy(&user.stdout).trim() == "0" {
            return Some(Self { sudo: false });
        }
        quietly("sudo", &["-n", "true"])?.status.success().then_some(Self { sudo: true })
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(if self.sudo { "sudo" } else { "env" });
        if self.sudo {
            command.args(["-n", "env"]);
        }
        command.arg("DEBIAN_FRONTEND=noninteractive").args(words);
        command
    }

    fn install(&self, packages: &[&str]) -> Result<bool> {
        // Debian's package would make a database of its own and start it. This file, there only while the package
        // is installed, tells it not to.
        let folder = "/etc/postgresql-common/createcluster.d";
        let file = format!("{folder}/punte-tests.conf");
        let postgres = packages.contains(&"postgresql");
        if postgres {
            let write = format!("mkdir -p {folder} && echo 'create_main_cluster = false' > {file}");
            show(&mut self.command(&["sh", "-c", &write]))?;
        }
        let mut install = vec!["apt-get", "install", "-y", "--no-install-recommends"];
        install.extend(packages);
        let done = show(&mut self.command(&["apt-get", "update"]))? && show(&mut self.command(&install))?;
        if postgres {
            show(&mut self.command(&["rm", "-f", &file]))?;
        }
        Ok(done)
    }
}
