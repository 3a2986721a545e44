//! What tells a demo's folder from any other: a file that is written last of all.
//!
//! A folder without it is never emptied and never taken for a demo. A second file stands while a country is being
//! made, so that one that was interrupted is begun again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base::{Day, Problem, ProblemKind};
use serde::{Deserialize, Serialize};

/// The file that says what the folder holds.
const MADE: &str = "punte-demo.json";
/// The file that stands while it is being made.
const MAKING: &str = "punte-demo.making";
/// The file that is locked by whoever makes or serves it.
const LOCK: &str = "punte-demo.lock";
/// Endings of files that a store keeps beside its databases.
const STORE_ENDINGS: [&str; 5] = [".db", ".db-wal", ".db-shm", ".db-journal", ".turn"];
/// Other files of a data folder.
const OTHERS: [&str; 5] =
    ["punte.lock", workflow::root::ROOT_FILE, workflow::erasure_list::FILE, MADE, "punte-demo.json.new"];

/// What a made folder holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// Always true: nobody in it exists.
    pub synthetic: bool,
    /// The seed.
    pub seed: u64,
    /// How many children were asked for.
    pub children: u32,
    /// The day on whose eve the simulation ended, `2026-01-31`.
    pub today: String,
    /// Whether that day was asked for; otherwise it was the day it was made.
    pub today_given: bool,
    /// Whether tokens stand in place of identity fields and texts.
    pub canary: bool,
    /// The version of the program that made it.
    pub program: String,
}

impl Marker {
    /// The day on whose eve the simulation ended.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        Day::parse(&self.today)
    }
}

/// What a folder is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderState {
    /// Not there, or empty.
    Empty,
    /// A country whose making was interrupted.
    Half,
    /// A demo.
    Made(Marker),
    /// Something else.
    Other,
}

/// Looks at a folder.
///
/// # Errors
/// `folder_not_writable` when it cannot be read.
pub fn look(folder: &Path) -> Result<FolderState, Problem> {
    match fs::read(folder.join(MADE)) {
        Ok(bytes) => return Ok(serde_json::from_slice(&bytes).map_or(FolderState::Other, FolderState::Made)),
        Err(error) if is_absent(&error) => {}
        Err(error) => return Err(unwritable(folder, &error)),
    }
    if folder.join(MAKING).exists() {
        return Ok(FolderState::Half);
    }
    match fs::read_dir(folder) {
        Ok(entries) => {
            // Whoever is about to make one holds the lock already.
            let other = entries.filter_map(Result::ok).any(|entry| entry.file_name() != LOCK);
            Ok(if other { FolderState::Other } else { FolderState::Empty })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(FolderState::Empty),
        Err(error) => Err(unwritable(folder, &error)),
    }
}

/// Makes the folder ready for a new country: a former or half-made one is removed, file by file, and what is not
/// Punte's stays.
///
/// # Errors
/// `folder_not_demo` when it holds anything else; `folder_not_writable`.
pub fn begin(folder: &Path) -> Result<(), Problem> {
    if look(folder)? == FolderState::Other {
        return Err(Problem::refused("folder_not_demo").with("folder", folder.display().to_string()));
    }
    let fault = |error: io::Error| unwritable(folder, &error);
    fs::create_dir_all(folder).map_err(fault)?;
    // From here on the folder says that it is half-made, whatever happens.
    write_whole(folder, MAKING, b"synthetic\n").map_err(fault)?;
    for path in stored_files(folder).map_err(fault)? {
        fs::remove_file(path).map_err(fault)?;
    }
    Ok(())
}

/// Says that the folder is made.
///
/// # Errors
/// `folder_not_writable`.
pub fn finish(folder: &Path, marker: &Marker) -> Result<(), Problem> {
    let text = serde_json::to_vec_pretty(marker).map_err(Problem::internal)?;
    let fault = |error: io::Error| unwritable(folder, &error);
    write_whole(folder, MADE, &text).map_err(fault)?;
    fs::remove_file(folder.join(MAKING)).map_err(fault)
}

/// Marks a folder whose databases came from a demo's backup, so that nobody takes them for real.
///
/// # Errors
/// `folder_not_writable`.
pub fn mark_restored(folder: &Path, marker: &Marker) -> Result<(), Problem> {
    let text = serde_json::to_vec_pretty(marker).map_err(Problem::internal)?;
    write_whole(folder, MADE, &text).map_err(|error| unwritable(folder, &error))
}

/// The files of a data folder that a new country replaces; the lock of whoever makes it stays, and so does the
/// word that it is half-made.
fn stored_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = OTHERS.contains(&&*name) || STORE_ENDINGS.iter().any(|ending| name.ends_with(ending));
        if ours && entry.file_type()?.is_file() {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// Writes a file whole or not at all.
fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;
    let new = folder.join(format!("{name}.new"));
    let mut file = fs::File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&new, folder.join(name))?;
    fs::File::open(folder)?.sync_all()
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn unwritable(folder: &Path, error: &io::Error) -> Problem {
    let mut problem = Problem::new(ProblemKind::Unavailable, "folder_not_writable");
    problem.inside = Some(error.kind().to_string());
    problem.with("folder", folder.display().to_string())
}

/// Taken by whoever makes or serves the demo of a folder: two of them would each believe in their own today.
///
/// # Errors
/// `database_in_use` while somebody has it; `folder_not_writable`.
pub fn lock(folder: &Path) -> Result<fs::File, Problem> {
    let fault = |error: io::Error| unwritable(folder, &error);
    fs::create_dir_all(folder).map_err(fault)?;
    let file = fs::File::options().create(true).append(true).open(folder.join(LOCK)).map_err(fault)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(Problem::new(ProblemKind::Unavailable, "database_in_use")
            .with("folder", folder.display().to_string())),
        Err(fs::TryLockError::Error(error)) => Err(fault(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker() -> Marker {
        Marker {
            synthetic: true,
            seed: 1,
            children: 2,
            today: "2026-01-31".into(),
            today_given: true,
            canary: false,
            program: "0".into(),
        }
    }

    #[test]
    fn a_folder_goes_from_empty_over_half_to_made() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("data");
        assert_eq!(look(&folder).unwrap(), FolderState::Empty);
        begin(&folder).unwrap();
        assert_eq!(look(&folder).unwrap(), FolderState::Half);
        finish(&folder, &marker()).unwrap();
        assert_eq!(look(&folder).unwrap(), FolderState::Made(marker()));
        begin(&folder).unwrap();
        assert_eq!(look(&folder).unwrap(), FolderState::Half);
    }

    #[test]
    fn another_folder_is_never_emptied() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("social.db"), b"real").unwrap();
        assert_eq!(look(place.path()).unwrap(), FolderState::Other);
        assert_eq!(begin(place.path()).unwrap_err().code, "folder_not_demo");
        assert_eq!(fs::read(place.path().join("social.db")).unwrap(), b"real");
    }

    #[test]
    fn what_is_not_ours_stays_in_a_demos_folder() {
        let place = tempfile::tempdir().unwrap();
        begin(place.path()).unwrap();
        finish(place.path(), &marker()).unwrap();
        for name in ["social.db", "social.db-wal", "root.key", "letter.txt"] {
            fs::write(place.path().join(name), b"x").unwrap();
        }
        begin(place.path()).unwrap();
        let left = |name: &str| place.path().join(name).exists();
        assert!(left("letter.txt") && !left("social.db") && !left("social.db-wal") && !left("root.key"));
    }

    #[test]
    fn a_folder_is_locked_by_one_at_a_time() {
        let place = tempfile::tempdir().unwrap();
        let held = lock(place.path()).unwrap();
        assert_eq!(lock(place.path()).unwrap_err().code, "database_in_use");
        assert_eq!(look(place.path()).unwrap(), FolderState::Empty);
        drop(held);
        assert!(lock(place.path()).is_ok());
    }
}
