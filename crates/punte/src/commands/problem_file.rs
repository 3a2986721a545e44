//! The file that `punte import table --problems` writes.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use base::Problem;
use interop::{Noted, ProblemsCsv};

/// A new file of problems, or none where none is asked for.
pub(crate) struct ProblemFile(Option<(PathBuf, ProblemsCsv<BufWriter<File>>)>);

impl ProblemFile {
    /// Makes the file before anything is read, so that nobody waits for a table to learn that it cannot be written.
    ///
    /// # Errors
    /// `file_exists`: nothing is written over. `file_not_written`.
    pub(crate) fn create(path: Option<&Path>) -> Result<Self, Problem> {
        let Some(path) = path else { return Ok(Self(None)) };
        let file = File::create_new(path).map_err(|error| not_written(path, &error))?;
        Ok(Self(Some((path.to_owned(), ProblemsCsv::new(BufWriter::new(file))))))
    }

    /// Takes in what is a problem.
    pub(crate) fn note(&mut self, noted: Noted<'_>) {
        if let Some((_, problems)) = &mut self.0 {
            problems.note(noted);
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// `file_not_written`.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        let Some((path, problems)) = self.0 else { return Ok(()) };
        let flushed = problems.finish().and_then(|mut file| file.flush());
        flushed.map_err(|error| not_written(&path, &error))
    }

    /// Takes the file away again.
    pub(crate) fn remove(self) {
        if let Some((path, problems)) = self.0 {
            drop(problems);
            // It holds nothing that anybody needs; should it stay, the next run names it.
            let _ = std::fs::remove_file(path);
        }
    }
}

fn not_written(path: &Path, error: &io::Error) -> Problem {
    let there = error.kind() == ErrorKind::AlreadyExists;
    let code = if there { "file_exists" } else { "file_not_written" };
    let mut problem = Problem::refused(code).with("file", path.display().to_string());
    problem.inside = Some(error.to_string());
    problem
}
