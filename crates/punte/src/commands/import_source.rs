//! Where a table that is imported comes from, and by which mapping it is read.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use base::Problem;
use interop::{FileProblem, Mapping, SheetLimits, Workbook};

use crate::cli::ImportTable;
use crate::texts;

/// A spreadsheet as a text table, or what is wrong with it.
pub(crate) fn sheet_text(
    args: &ImportTable,
    mapping: &Mapping,
    input: impl Read,
) -> Result<Result<Vec<u8>, FileProblem>, Problem> {
    let limits = SheetLimits::default();
    let mut bytes = Vec::new();
    let read = input.take(limits.file_bytes + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(&args.file, &error))?;
    let table = |mut book: Workbook| book.table(mapping, args.sheet.as_deref());
    Ok(Workbook::open(bytes, limits).and_then(table))
}

/// Where a table comes from, and its first four bytes.
pub(crate) enum Input {
    File { path: PathBuf, first: Vec<u8> },
    Standard { first: Vec<u8> },
}

impl Input {
    /// Opens it and looks at its beginning.
    ///
    /// # Errors
    /// `file_unreadable`.
    pub(crate) fn open(path: &Path) -> Result<Self, Problem> {
        let mut first = Vec::new();
        if path.as_os_str() == "-" {
            let read = std::io::stdin().lock().take(4).read_to_end(&mut first);
            read.map_err(|error| unreadable(path, &error))?;
            return Ok(Self::Standard { first });
        }
        let read = open(path)?.take(4).read_to_end(&mut first);
        read.map_err(|error| unreadable(path, &error))?;
        Ok(Self::File { path: path.to_owned(), first })
    }

    /// Its first four bytes.
    pub(crate) fn first(&self) -> &[u8] {
        match self {
            Self::File { first, .. } | Self::Standard { first } => first,
        }
    }

    /// All of it, from the beginning. Standard input can be read but once.
    ///
    /// # Errors
    /// `file_unreadable`.
    pub(crate) fn reader(&self) -> Result<Box<dyn Read>, Problem> {
        match self {
            Self::File { path, .. } => Ok(Box::new(open(path)?)),
            Self::Standard { first } => {
                Ok(Box::new(Cursor::new(first.clone()).chain(std::io::stdin().lock())))
            }
        }
    }
}

pub(crate) fn open(path: &Path) -> Result<File, Problem> {
    File::open(path).map_err(|error| unreadable(path, &error))
}

pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let mut problem = Problem::refused("file_unreadable").with("file", path.display().to_string());
    problem.inside = Some(error.to_string());
    problem
}

/// The mapping's text: a file's, or that of one kept in the product.
pub(crate) fn map(wanted: &str) -> Result<String, Problem> {
    match std::fs::read_to_string(wanted) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let stem = Path::new(wanted).file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let kept = texts::MAPS.iter().find(|(name, _)| *name == wanted || stem.as_deref() == Some(*name));
            let known: Vec<&str> = texts::MAPS.iter().map(|(name, _)| *name).collect();
            kept.map(|(_, text)| (*text).to_owned()).ok_or_else(|| {
                Problem::refused("map_unknown").with("map", wanted).with("known", known.join(", "))
            })
        }
        Err(error) => Err(unreadable(Path::new(wanted), &error)),
    }
}

/// The mappings of the releases of the global dataset.
pub(crate) fn ctdc_maps() -> impl Iterator<Item = (&'static str, &'static str)> {
    // The first is of a table that others recoded; it has the name of no release.
    texts::MAPS.into_iter().filter(|(name, _)| name.starts_with("ctdc-") && *name != "ctdc-2018-derived")
}

/// Reads a mapping.
///
/// # Errors
/// `mapping_malformed`, with every mistake.
pub(crate) fn read_mapping(text: &str) -> Result<Mapping, Problem> {
    Mapping::parse(text).map_err(|mistakes| {
        let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        Problem::bad_input("mapping_malformed").with("cause", all.join("; "))
    })
}
