//! What verification found, as plain values for a page, a program and the command line.

use base::{EntryId, Position};
use ledger::verify::{Fault, Finding};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingLine {
    /// The entry's position, where it concerns one.
    pub position: Option<Position>,
    /// The entry.
    pub entry: Option<EntryId>,
    /// A stable code; see [`Fault::code`].
    pub code: &'static str,
    /// The values its message needs.
    pub args: Vec<(&'static str, String)>,
}

/// A finding with what its message needs.
pub(super) fn finding_line(finding: &Finding) -> FindingLine {
    FindingLine {
        position: finding.position,
        entry: finding.entry,
        code: finding.fault.code(),
        args: args_of(&finding.fault),
    }
}

/// The values that a fault's message needs.
fn args_of(fault: &Fault) -> Vec<(&'static str, String)> {
    match fault {
        Fault::Undecodable(error) => vec![("cause", error.to_string())],
        Fault::ColumnDiffers(column) => vec![("column", column.name().to_owned())],
        Fault::PositionOutOfOrder { expected, found } => {
            vec![("expected", expected.to_string()), ("found", found.to_string())]
        }
        Fault::VersionOutOfOrder { expected, found } => {
            vec![("expected", expected.to_string()), ("found", found.to_string())]
        }
        Fault::CheckpointMalformed { size } => {
            vec![("size", size.map_or(String::new(), |size| size.to_string()))]
        }
        Fault::CheckpointKeyUnknown { size }
        | Fault::CheckpointSignatureBad { size }
        | Fault::CheckpointOfOtherRealm { size }
        | Fault::CheckpointRootDiffers { size }
        | Fault::NotCovered { size } => vec![("size", size.to_string())],
        Fault::CheckpointBeyondEnd { size, end } | Fault::HeadDiffers { size, end } => {
            vec![("size", size.to_string()), ("end", end.to_string())]
        }
        Fault::TileDiffers { level, index }
        | Fault::TileMissing { level, index }
        | Fault::TileUnexpected { level, index } => {
            vec![("level", level.to_string()), ("index", index.to_string())]
        }
        _ => Vec::new(),
    }
}
