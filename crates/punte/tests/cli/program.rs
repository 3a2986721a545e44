//! Running the program, and folders to run it on.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The built program, in English whatever the machine speaks.
pub(crate) fn punte(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_punte"));
    command.args(args).env_remove("PUNTE_LOG").env("LC_ALL", "C");
    command
}

/// What a run said and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }
}

pub(crate) fn run(args: &[&str]) -> Ran {
    punte(args).stdin(Stdio::null()).output().unwrap().into()
}

/// What a run answered as JSON; it must have ended with `code`.
pub(crate) fn json(args: &[&str], code: i32) -> serde_json::Value {
    let ran = run(args);
    assert_eq!(ran.code, code, "{ran:?}");
    serde_json::from_str(&ran.out).unwrap()
}

/// A small country, made once for all tests of the process; each test has its own copy.
pub(crate) fn demo_folder() -> (TempDir, PathBuf) {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let place = TempDir::new().unwrap();
        let folder = place.path().join("data");
        let args = ["demo", "--children", "4", "--today", "2021-03-10", "--prepare-only", "--data"];
        let made = punte(&args).arg(&folder).output().unwrap();
        assert!(made.status.success(), "{made:?}");
        place
    });
    let place = TempDir::new().unwrap();
    let folder = place.path().join("data");
    std::fs::create_dir(&folder).unwrap();
    for entry in std::fs::read_dir(made.path().join("data")).unwrap().flatten() {
        std::fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    (place, folder)
}

/// A program that serves; stopped when it goes.
pub(crate) struct Serving {
    child: Child,
    /// Where it said that it is.
    pub(crate) address: String,
}

impl Serving {
    pub(crate) fn start(args: &[&str]) -> Self {
        let mut child = punte(args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // One line is said when it listens.
        let mut said = Vec::new();
        let out = child.stdout.as_mut().unwrap();
        let mut byte = [0];
        while out.read(&mut byte).unwrap() == 1 && byte[0] != b'\n' {
            said.push(byte[0]);
        }
        let said = String::from_utf8(said).unwrap();
        let address = said.strip_prefix("Punte is at http://").unwrap_or_else(|| panic!("{said}"));
        Self { child, address: address.trim_end_matches('/').to_owned() }
    }

    /// The status line and body of a page.
    pub(crate) fn get(&self, path: &str) -> (String, String) {
        use std::io::Write;
        let mut stream = std::net::TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.lines().next().unwrap().to_owned(), body.to_owned())
    }

    /// Asks it to stop as a service manager does; its exit code.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let patience = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(ended) = self.child.try_wait().unwrap() {
                return ended.code();
            }
            assert!(Instant::now() < patience, "it does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
