//! `cargo xtask check`: what can be said about the project by reading it.

mod arrows;
mod licences;
mod manifests;
mod messages;
mod tracked;

use anyhow::Result;

use crate::console::say;
use crate::generated;
use crate::metadata;
use crate::project::Project;

pub(crate) use messages::Messages;

/// What was found. Errors fail the check; warnings are for the reader.
#[derive(Default)]
pub(crate) struct Findings {
    pub(crate) errors: Vec<String>,
    pub(crate) warnings: Vec<String>,
}

impl Findings {
    pub(crate) fn error(&mut self, text: impl Into<String>) {
        self.errors.push(text.into());
    }

    pub(crate) fn warning(&mut self, text: impl Into<String>) {
        self.warnings.push(text.into());
    }
}

/// One check: its name, and what it finds.
type Check<'a> = (&'static str, Box<dyn Fn(&mut Findings) -> Result<()> + 'a>);

/// Runs all checks; whether none found an error. Without `build`, those that only read.
pub(crate) fn run(project: &Project, build: bool) -> Result<bool> {
    let packages = metadata::packages(project)?;
    let files = project.files()?;
    // A new check is one line here and one file beside this one.
    let checks: Vec<Check<'_>> = vec![
        ("arrows between the rooms", Box::new(|findings| arrows::check(&packages, findings))),
        ("licences", Box::new(|findings| licences::check(project, &packages, findings))),
        ("manifests", Box::new(|findings| manifests::check(project, &packages, findings))),
        ("messages in each language", Box::new(|findings| messages::check(project, &files, findings))),
        ("tracked files", Box::new(|findings| tracked::check(project, &files, findings))),
        (
            "generated files",
            Box::new(|findings| {
                generated::check(project, build, findings);
                Ok(())
            }),
        ),
    ];
    let mut good = true;
    for (name, check) in checks {
        let mut findings = Findings::default();
        if let Err(error) = check(&mut findings) {
            findings.error(format!("{error:#}"));
        }
        let mark = if findings.errors.is_empty() { "ok" } else { "FAILED" };
        say(&format!("  {name}: {mark}"));
        for error in &findings.errors {
            say(&format!("    error: {error}"));
        }
        for warning in &findings.warnings {
            say(&format!("    warning: {warning}"));
        }
        good &= findings.errors.is_empty();
    }
    Ok(good)
}
