//! The project's own programs, built as the tests build them: a second set of features would compile the largest
//! libraries once more.

use std::process::Command;

use anyhow::Result;

use crate::programs::read;
use crate::project::Project;

/// A program of the project.
#[derive(Clone, Copy)]
pub(crate) enum Own {
    /// The product.
    Punte,
    /// Prints who may do what.
    PermissionMatrix,
}

/// Builds both, and gives one to be run with these arguments.
pub(crate) fn own(project: &Project, program: Own, arguments: &[&str]) -> Result<Command> {
    let build = ["build", "--quiet", "--workspace", "--bin", "punte", "--example", "permission_matrix"];
    read(&mut project.cargo(&build))?;
    let folder = project.target().join("debug");
    let file = match program {
        Own::Punte => folder.join("punte"),
        Own::PermissionMatrix => folder.join("examples/permission_matrix"),
    };
    Ok(project.command(file.with_extension(std::env::consts::EXE_EXTENSION), arguments))
}
