//! The program itself, serving a country on this machine.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::Country;

/// How long a start may take, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running `punte demo`, ended with this.
pub(crate) struct Served {
    child: Child,
    /// `http://127.0.0.1:41234`, without a slash at the end.
    pub(crate) address: String,
}

impl Served {
    /// Serves a country on a free port.
    pub(crate) fn demo(country: &Country) -> Self {
        Self::started_as(Command::new(env!("CARGO_BIN_EXE_punte")), country)
    }

    /// Serves it under another program: what `command` runs is given the words of the demo.
    pub(crate) fn started_as(mut command: Command, country: &Country) -> Self {
        command.args(["demo", "--port", "0", "--data"]).arg(country.folder());
        Self::started(command, &country.beside("program.log"))
    }

    /// Serves a folder that is no demo's, with its databases on PostgreSQL.
    pub(crate) fn service(folder: &Path, postgres: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_punte"));
        command.args(["serve", "--port", "0", "--postgres", postgres, "--data"]).arg(folder);
        Self::started(command, &folder.with_file_name("program.log"))
    }

    fn started(mut command: Command, log: &Path) -> Self {
        let errors = File::create(log).expect("a log");
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .expect("the program starts");
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some(address) = address_in(&line) {
                    let _ = tell.send(address);
                }
            }
        });
        let log = || std::fs::read_to_string(log).unwrap_or_default();
        let address =
            told.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no address was told: {}", log()));
        Self { child, address }
    }

    /// Asks the program to end, as Ctrl-C does, and waits until it has.
    pub(crate) fn stop(mut self) {
        let asked = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(asked.is_ok_and(|status| status.success()), "`kill` is there");
        let begun = Instant::now();
        while self.child.try_wait().expect("the program is ours").is_none() {
            assert!(begun.elapsed() < PATIENCE, "the program does not end when asked to");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address in a line of the program, wherever in the sentence it stands.
fn address_in(line: &str) -> Option<String> {
    let from = line.find("http://127.0.0.1:")?;
    let address: String =
        line.get(from..)?.chars().take_while(|c| c.is_ascii_alphanumeric() || "/:.".contains(*c)).collect();
    Some(address.trim_end_matches(['/', '.']).to_owned())
}
