//! `punte keys`: what opens backups, and the root secret.

use base::Problem;
use serde_json::json;
use workflow::backup::Identities;
use workflow::root::write_secret;

use crate::cli::BackupIdentity;
use crate::console::{Console, DONE};

/// Makes a key pair for backups.
///
/// # Errors
/// `file_exists`, `file_not_written`.
pub(crate) fn backup_identity(args: &BackupIdentity, console: &Console) -> Result<u8, Problem> {
    let (identity, recipient) = Identities::generate();
    write_secret(&args.out, &format!("# {recipient}\n{}\n", *identity)).map_err(|error| {
        let there = error.kind() == std::io::ErrorKind::AlreadyExists;
        let code = if there { "file_exists" } else { "file_not_written" };
        let mut problem = Problem::refused(code).with("file", args.out.display().to_string());
        problem.inside = Some(error.to_string());
        problem
    })?;
    if args.json {
        console.json(&json!({ "recipient": recipient, "file": args.out }))?;
    } else {
        console.line(&recipient);
        console.note("cli-identity-made", &[("file", args.out.display().to_string().into())]);
    }
    Ok(DONE)
}
