//! `cargo xtask fixture`: keeps a small installation of today's schema, for every later program to open.

use anyhow::{Context, Result, bail};

use crate::console::say;
use crate::programs::show;
use crate::project::Project;

/// Where they are kept, one folder each, for ever.
const KEPT: &str = "crates/punte/tests/fixtures";
/// No fixture is larger, all its files together.
const MOST: u64 = 500 * 1024;

/// Makes the fixture of a name, for example `schema-2`; none is ever made a second time.
pub(crate) fn run(project: &Project, arguments: &[String]) -> Result<bool> {
    let [name] = arguments else { bail!("a fixture needs a name, for example `schema-2`") };
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if name.is_empty() || !name.chars().all(plain) {
        bail!("a fixture's name has small letters, digits and hyphens only");
    }
    let folder = project.path(KEPT).join(name);
    if folder.exists() {
        bail!("`{}` is there; fixtures are never changed", folder.display());
    }
    let made = project.target().join("fixture").join(name);
    let _ = std::fs::remove_dir_all(&made);
    let test = ["nextest", "run", "-p", "workflow", "--run-ignored", "only", "make_a_small_installation"];
    if !show(project.cargo(&test).env("PUNTE_FIXTURE", &made))? {
        return Ok(false);
    }
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let packed = folder.join("data.tar.gz");
    let (packed, from) = (packed.display().to_string(), made.display().to_string());
    if !show(&mut project.command("tar", &["-czf", &packed, "-C", &from, "data"]))? {
        return Ok(false);
    }
    for file in ["backup.age", "identity.txt"] {
        std::fs::copy(made.join(file), folder.join(file)).with_context(|| file.to_owned())?;
    }
    let mut bytes = 0;
    for entry in std::fs::read_dir(&folder)? {
        bytes += entry?.metadata()?.len();
    }
    say(&format!("  {}: {bytes} bytes", folder.display()));
    if bytes > MOST {
        bail!("it is larger than {MOST} bytes");
    }
    Ok(true)
}
