//! A passphrase: from a file that only its owner reads, or typed at a terminal that does not show it.

use std::io::{ErrorKind, IsTerminal};
use std::path::Path;

use base::{Problem, ProblemKind};
use zeroize::Zeroizing;

use crate::texts;

/// Asks for a passphrase with the message `prompt`.
///
/// # Errors
/// `file_unreadable`, `root_secret_open` for a file that others may read; `root_secret_locked` when there is neither
/// file nor terminal.
pub(crate) fn passphrase(file: Option<&Path>, prompt: &str) -> Result<Zeroizing<String>, Problem> {
    if let Some(path) = file {
        let text = workflow::root::own_text(path)?.ok_or_else(|| {
            let mut problem = Problem::refused("file_unreadable").with("file", path.display().to_string());
            problem.inside = Some(ErrorKind::NotFound.to_string());
            problem
        })?;
        return Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()));
    }
    if !std::io::stdin().is_terminal() {
        return Err(Problem::refused("root_secret_locked"));
    }
    let words = texts::words(None)?;
    let asked = format!("{} ", words.say(crate::console::spoken(), prompt, &[]));
    let typed = rpassword::prompt_password(asked).map_err(|error| {
        let mut problem = Problem::new(ProblemKind::Unavailable, "root_secret_locked");
        problem.inside = Some(error.to_string());
        problem
    })?;
    Ok(Zeroizing::new(typed))
}

/// A new passphrase: of a file, or typed twice.
///
/// # Errors
/// As [`passphrase`]; `passphrases_differ`.
pub(crate) fn new_passphrase(file: Option<&Path>) -> Result<Zeroizing<String>, Problem> {
    let first = passphrase(file, "cli-passphrase-new")?;
    if file.is_none() && *passphrase(None, "cli-passphrase-again")? != *first {
        return Err(Problem::bad_input("passphrases_differ"));
    }
    Ok(first)
}
