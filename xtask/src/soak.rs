//! `cargo xtask soak`: kills a writing process a thousand times on each engine, in portions, so that a run that was
//! broken off goes on where it stood.

use anyhow::{Context, Result, bail};

use crate::console::say;
use crate::programs::show;
use crate::project::Project;

/// How often, where nobody says.
const COUNT: u32 = 1_000;
/// Kills between two notes of how far it has come.
const PORTION: u32 = 25;
const TEST: &str = "killed_at_any_moment";

/// `[--count N] [--fresh]`
pub(crate) fn run(project: &Project, arguments: &[String]) -> Result<bool> {
    let (mut count, mut fresh, mut rest) = (COUNT, false, arguments.iter());
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--count" => {
                count = rest.next().and_then(|text| text.parse().ok()).context("`--count` needs a number")?
            }
            "--fresh" => fresh = true,
            other => bail!("`{other}` is not understood; see `cargo xtask help`"),
        }
    }
    let note = project.target().join("soak.txt");
    let mut done = if fresh { 0 } else { noted(&note) };
    if done > 0 {
        say(&format!("── goes on after {done} kills on each engine"));
    }
    while done < count {
        let portion = PORTION.min(count - done);
        let mut command = project.cargo(&["nextest", "run", "-p", "workflow", TEST]);
        if !show(command.env("PUNTE_SOAK_ROUNDS", portion.to_string()))? {
            say(&format!("── FAILED after {done} kills on each engine"));
            return Ok(false);
        }
        done += portion;
        std::fs::write(&note, done.to_string()).with_context(|| note.display().to_string())?;
        say(&format!("── {done} of {count} kills on each engine"));
    }
    Ok(true)
}

fn noted(note: &std::path::Path) -> u32 {
    std::fs::read_to_string(note).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}
