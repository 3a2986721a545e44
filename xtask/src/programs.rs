//! Other programs: found, run in sight, or run and read.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::console::say;

/// The first of these names that PATH has.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names
        .iter()
        .find_map(|name| std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| runs(file)))
}

#[cfg(unix)]
fn runs(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn runs(file: &Path) -> bool {
    file.is_file() || file.with_extension("exe").is_file()
}

/// The command as a person would type it.
pub(crate) fn typed(command: &Command) -> String {
    let program =
        Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(program).chain(words).collect::<Vec<_>>().join(" ")
}

/// Runs it with its output in sight; whether it ended well.
pub(crate) fn show(command: &mut Command) -> Result<bool> {
    let typed = typed(command);
    say(&format!("  $ {typed}"));
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("`{typed}` did not start"))?;
    Ok(status.success())
}

/// Runs it and takes what it prints; its errors stay in sight.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let typed = typed(command);
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{typed}` did not start"))?;
    if !output.status.success() {
        bail!("`{typed}` ended with {}", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{typed}` printed something else than UTF-8"))
}
