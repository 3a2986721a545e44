//! Tracked files: no path of somebody's machine in them, none too long, none too large.

use anyhow::{Context, Result};

use super::Findings;
use crate::project::Project;

/// Lines from which a source file is told to have more than one subject.
const LONG: usize = 400;
/// Bytes from which a file is worth a look, and from which it does not belong here.
const LARGE: (u64, u64) = (300 * 1024, 1024 * 1024);

/// Folders that only some machine has. Written in two pieces, so that this file does not find itself.
const FOLDERS: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Use", "rs/")];

pub(super) fn check(project: &Project, files: &[String], findings: &mut Findings) -> Result<()> {
    for name in files {
        let path = project.path(name);
        let size = path.metadata().with_context(|| name.clone())?.len();
        if size > LARGE.1 {
            findings.error(format!("{name}: {} KiB do not belong into the project", size / 1024));
        } else if size > LARGE.0 && name != "Cargo.lock" {
            findings.warning(format!("{name}: {} KiB", size / 1024));
        }
        // Pictures and databases are not text.
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            if let Some(folder) = machine_path(line) {
                findings.error(format!("{name}:{}: a path of some machine, `{folder}…`", number + 1));
            }
        }
        let ending = name.rsplit('.').next().unwrap_or_default();
        let source = matches!(ending, "rs" | "html" | "css" | "js" | "sql");
        let lines = text.lines().count();
        if source && lines > LONG {
            findings.warning(format!("{name}: {lines} lines; more than {LONG} are rarely one subject"));
        }
    }
    Ok(())
}

/// A machine's folder at the start of an absolute path; not a part of a longer path or of an address.
fn machine_path(line: &str) -> Option<&'static str> {
    FOLDERS.into_iter().find(|folder| {
        line.match_indices(folder).any(|(place, _)| {
            let before = line.get(..place).and_then(|text| text.chars().next_back());
            !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '*' | '}'))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_machines_are_found_and_addresses_are_not() {
        for folder in FOLDERS {
            assert_eq!(machine_path(&format!("open(\"{folder}x\")")), Some(folder));
            assert_eq!(machine_path(&format!("{folder}x")), Some(folder));
            assert_eq!(machine_path(&format!("https://example.org{folder}x")), None);
            assert_eq!(machine_path(&format!("docs{folder}x")), None);
        }
    }
}
