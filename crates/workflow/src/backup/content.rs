//! What a backup holds, version 1: a title line, a head that says of what it is, the databases as [`store::dump`]
//! writes them, and a tail that says how the ledgers stood. Head and tail are JSON after a length of 4 bytes,
//! big-endian.

use std::io::{Read, Write};

use base::{Problem, ProblemKind};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const TITLE: &[u8] = b"punte-backup-1\n";
/// No head or tail is longer: the list of a million erasures and then some.
const LONGEST: u32 = 100_000_000;

/// Of what a backup is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupHead {
    /// When it was begun.
    pub made_at: String,
    /// The version of the program that made it.
    pub program: String,
    /// Of a synthetic country: the text of its marker, so that a restored one is told from real data too.
    pub demo: Option<String>,
}

/// How everything stood when it was copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupTail {
    /// The ledgers.
    pub ledgers: Vec<LedgerThen>,
    /// The list of erasures after the keys were copied (see [`crate::erasure_list`]).
    pub erasures: String,
}

/// A ledger as it was copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerThen {
    /// Its name.
    pub ledger: String,
    /// How many entries it had.
    pub size: u64,
    /// The root over them, as a checkpoint would sign it.
    pub root: String,
    /// Its lists.
    pub lists: Vec<ListThen>,
}

/// A list's rows, as one digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListThen {
    /// Its name.
    pub name: String,
    /// The digest.
    pub digest: String,
}

pub(crate) fn begin(out: &mut dyn Write, head: &BackupHead) -> Result<(), Problem> {
    out.write_all(TITLE).map_err(|error| not_written(&error))?;
    put(out, head)
}

pub(crate) fn end(out: &mut dyn Write, tail: &BackupTail) -> Result<(), Problem> {
    put(out, tail)
}

/// Reads the title and the head.
pub(crate) fn begun(from: &mut dyn Read) -> Result<BackupHead, Problem> {
    let mut title = [0; TITLE.len()];
    from.read_exact(&mut title).map_err(|error| damaged(&error))?;
    if title != TITLE {
        return Err(damaged("another title"));
    }
    take(from)
}

/// Reads the tail, and that nothing follows: only then the whole backup was authenticated.
pub(crate) fn ended(from: &mut dyn Read) -> Result<BackupTail, Problem> {
    let tail = take(from)?;
    match from.read(&mut [0]) {
        Ok(0) => Ok(tail),
        Ok(_) => Err(damaged("more follows")),
        Err(error) => Err(damaged(&error)),
    }
}

fn put(out: &mut dyn Write, value: &impl Serialize) -> Result<(), Problem> {
    let text = serde_json::to_vec(value).map_err(Problem::internal)?;
    let length = u32::try_from(text.len()).map_err(Problem::internal)?;
    let written = out.write_all(&length.to_be_bytes()).and_then(|()| out.write_all(&text));
    written.map_err(|error| not_written(&error))
}

fn take<T: DeserializeOwned>(from: &mut dyn Read) -> Result<T, Problem> {
    let mut length = [0; 4];
    from.read_exact(&mut length).map_err(|error| damaged(&error))?;
    let length = u32::from_be_bytes(length);
    if length > LONGEST {
        return Err(damaged("too long"));
    }
    // What a wrong length promises is not reserved before it comes.
    let mut text = Vec::new();
    from.take(length.into()).read_to_end(&mut text).map_err(|error| damaged(&error))?;
    serde_json::from_slice(&text).map_err(|error| damaged(&error))
}

fn not_written(error: &std::io::Error) -> Problem {
    let mut problem = Problem::new(ProblemKind::Unavailable, "backup_not_written");
    problem.inside = Some(error.to_string());
    problem
}

fn damaged(cause: impl std::fmt::Display) -> Problem {
    let mut problem = Problem::bad_input("backup_damaged");
    problem.inside = Some(cause.to_string());
    problem
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_written_is_read_and_nothing_may_follow() {
        let head = BackupHead { made_at: "2026-01-15T08:00:00Z".into(), program: "1".into(), demo: None };
        let tail = BackupTail { ledgers: Vec::new(), erasures: "x\n".into() };
        let mut bytes = Vec::new();
        begin(&mut bytes, &head).unwrap();
        end(&mut bytes, &tail).unwrap();
        let mut from = bytes.as_slice();
        assert_eq!((begun(&mut from).unwrap(), ended(&mut from).unwrap()), (head, tail));
        bytes.push(0);
        let mut from = bytes.as_slice();
        begun(&mut from).unwrap();
        assert_eq!(ended(&mut from).unwrap_err().code, "backup_damaged");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), titled in any::<bool>()) {
            let whole = if titled { [TITLE, &bytes].concat() } else { bytes };
            let mut from = whole.as_slice();
            if begun(&mut from).is_ok() {
                let _ = ended(&mut from);
            }
        }
    }
}
