//! Files that are made from others: `cargo xtask generate` writes them, `cargo xtask check` compares.

use std::fmt::Write;

use anyhow::{Context, Result};

use crate::check::{Findings, Messages};
use crate::console::say;
use crate::metadata;
use crate::own::{Own, own};
use crate::programs::read;
use crate::project::Project;

/// A generated file. To add one, add a line to [`LIST`] and the function it names.
struct Generated {
    /// Where it stands, from the project's root.
    path: &'static str,
    /// Making it builds and runs one of our programs.
    builds: bool,
    make: fn(&Project) -> Result<Made>,
}

enum Made {
    Text(String),
    /// What it is made from is not there.
    NotYet(&'static str),
}

const LIST: [Generated; 4] = [
    Generated { path: "docs/generated/crates.md", builds: false, make: crate_map },
    Generated { path: "docs/generated/cli.md", builds: true, make: command_line },
    Generated { path: "docs/generated/permissions.md", builds: true, make: permissions },
    Generated { path: "docs/generated/messages.md", builds: false, make: message_keys },
];

/// Writes all that can be made; whether all could.
pub(crate) fn write(project: &Project) -> Result<bool> {
    let mut good = true;
    for generated in &LIST {
        let made = match (generated.make)(project) {
            Ok(made) => made,
            Err(error) => {
                say(&format!("  {}: FAILED, {error:#}", generated.path));
                good = false;
                continue;
            }
        };
        match made {
            Made::NotYet(why) => say(&format!("  {}: not made, {why}", generated.path)),
            Made::Text(text) => {
                let path = project.path(generated.path);
                let same = std::fs::read_to_string(&path).is_ok_and(|there| there == text);
                if !same {
                    let folder = path.parent().context("a file lies in a folder")?;
                    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
                    std::fs::write(&path, text).with_context(|| path.display().to_string())?;
                }
                say(&format!("  {}: {}", generated.path, if same { "as it was" } else { "written" }));
            }
        }
    }
    Ok(good)
}

/// Compares all that can be made with what stands there; without building, only what is made by reading.
pub(crate) fn check(project: &Project, build: bool, findings: &mut Findings) {
    for generated in &LIST {
        let path = generated.path;
        if generated.builds && !build {
            findings.warning(format!("{path}: not compared, that would build the program"));
            continue;
        }
        let made = match (generated.make)(project) {
            Ok(made) => made,
            Err(error) => {
                findings.error(format!("{path} could not be made: {error:#}"));
                continue;
            }
        };
        match made {
            Made::NotYet(why) => findings.warning(format!("{path}: not compared, {why}")),
            Made::Text(text) => match std::fs::read_to_string(project.path(path)) {
                Ok(there) if there == text => {}
                Ok(there) => {
                    let line = there.lines().zip(text.lines()).take_while(|(a, b)| a == b).count() + 1;
                    findings.error(format!("{path} is stale from line {line}: run `cargo xtask generate`"));
                }
                Err(_) => findings.error(format!("{path} is missing: run `cargo xtask generate`")),
            },
        }
    }
}

const HEAD: &str = "<!-- Made by `cargo xtask generate`; changes by hand are lost. -->\n";

/// The rooms, what each is for, and what it uses.
fn crate_map(project: &Project) -> Result<Made> {
    let mut text =
        format!("{HEAD}\n# The rooms\n\n| crate | what it is for | rooms it uses |\n|---|---|---|\n");
    let mut packages = metadata::packages(project)?;
    packages.retain(|package| package.ours);
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    for package in packages {
        let mut uses: Vec<String> = package
            .uses
            .iter()
            .filter(|used| used.ours && !used.dev)
            .map(|used| format!("`{}`", used.name))
            .collect();
        uses.sort();
        uses.dedup();
        let uses = if uses.is_empty() { "–".to_owned() } else { uses.join(" ") };
        writeln!(text, "| `{}` | {} | {uses} |", package.name, package.description)?;
    }
    Ok(Made::Text(text))
}

/// What `punte --help` and the help of each command say.
fn command_line(project: &Project) -> Result<Made> {
    let help = |command: &[&str]| {
        let words: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        // The width of whoever runs this must not show.
        read(own(project, Own::Punte, &words)?.env("COLUMNS", "100").env("NO_COLOR", "1"))
    };
    let main = help(&[])?;
    let names = subcommands(&main);
    if names.is_empty() {
        return Ok(Made::NotYet("`punte --help` lists no commands"));
    }
    let mut text = format!("{HEAD}\n# The command line\n\n```text\n{}\n```\n", tidy(&main));
    for name in &names {
        let own = help(&[name])?;
        writeln!(text, "\n## punte {name}\n\n```text\n{}\n```", tidy(&own))?;
        for inner in subcommands(&own) {
            writeln!(text, "\n### punte {name} {inner}\n\n```text\n{}\n```", tidy(&help(&[name, &inner])?))?;
        }
    }
    Ok(Made::Text(text))
}

/// The names under `Commands:` in a help text.
fn subcommands(help: &str) -> Vec<String> {
    help.lines()
        .skip_while(|line| line.trim_end() != "Commands:")
        .skip(1)
        .take_while(|line| !line.trim().is_empty())
        // Names stand two spaces in; what goes on from the line above stands further in.
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

fn tidy(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// Who may do what: the access room prints it.
fn permissions(project: &Project) -> Result<Made> {
    if !project.path("crates/access/examples/permission_matrix.rs").is_file() {
        return Ok(Made::NotYet("crates/access/examples/permission_matrix.rs is not there"));
    }
    let printed = read(&mut own(project, Own::PermissionMatrix, &[])?)?;
    Ok(Made::Text(format!("{HEAD}\n{}\n", tidy(&printed))))
}

/// All message keys with the values they take, for translators and for whoever looks for a text.
fn message_keys(project: &Project) -> Result<Made> {
    let messages = Messages::read(project, &project.files()?)?;
    if messages.sets.is_empty() {
        return Ok(Made::NotYet("there are no message files"));
    }
    let mut text = format!("{HEAD}\n# Messages\n");
    for (set, languages) in &messages.sets {
        writeln!(text, "\n## {set}\n")?;
        for (key, values) in languages.values().next().into_iter().flatten() {
            let values: Vec<String> = values.iter().map(|value| format!("${value}")).collect();
            writeln!(text, "{}", format!("- `{key}` {}", values.join(" ")).trim_end())?;
        }
    }
    Ok(Made::Text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_of_a_help_text_are_found() {
        let help = "Punte\n\nUsage: punte <COMMAND>\n\nCommands:\n  demo    A country\n          made up\n  verify  Looks\n  help    \
                    Print\n\nOptions:\n  -h  x\n";
        assert_eq!(subcommands(help), ["demo", "verify"]);
        assert!(subcommands("Usage: punte").is_empty());
    }
}
