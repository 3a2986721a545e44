//! The synthetic country on disk: made once for a run, copied for each test that changes it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use super::driver::setting;

/// The small country that tests know: 60 children, the same on every day.
const WORDS: [&str; 6] = ["demo", "--children", "60", "--today", "2026-01-31", "--prepare-only"];

/// A copy of the country, of one's own; it goes with this.
pub(crate) struct Country {
    folder: TempDir,
}

impl Country {
    /// A fresh copy.
    pub(crate) fn copied() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(template(), &folder.path().join("data"));
        Self { folder }
    }

    /// Where its data lies.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// One of its databases: `social.db`.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// A file beside the data, which goes with it.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program on it: `["verify", "--json"]`. Gives the exit code and what it wrote.
    pub(crate) fn punte(&self, words: &[&str]) -> (i32, String) {
        let done = Command::new(env!("CARGO_BIN_EXE_punte"))
            .args(words)
            .arg("--data")
            .arg(self.folder())
            .output()
            .expect("the program runs");
        (done.status.code().unwrap_or(-1), String::from_utf8_lossy(&done.stdout).into_owned())
    }
}

/// The folder that all copies are made of: `PUNTE_TEST_DEMO`, or one made now by the program itself.
fn template() -> &'static Path {
    static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
    TEMPLATE.get_or_init(|| setting("PUNTE_TEST_DEMO").map_or_else(made_now, PathBuf::from))
}

/// Under the folder that cargo gives to tests, named by this process; those of processes that are gone are removed.
fn made_now() -> PathBuf {
    let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join("countries");
    for earlier in fs::read_dir(&all).into_iter().flatten().flatten() {
        if !Path::new("/proc").join(earlier.file_name()).exists() {
            let _ = fs::remove_dir_all(earlier.path());
        }
    }
    let folder = all.join(std::process::id().to_string());
    let made = Command::new(env!("CARGO_BIN_EXE_punte"))
        .args(WORDS)
        .arg("--data")
        .arg(&folder)
        .output()
        .expect("the program runs");
    assert!(made.status.success(), "no country was made: {}", String::from_utf8_lossy(&made.stderr));
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the country's folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copied file");
        }
    }
}
