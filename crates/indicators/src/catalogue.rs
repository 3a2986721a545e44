//! The definitions that ship with the program.

use crate::definition::Definition;
use crate::reading::{DefinitionError, LevelOf};

/// The texts of `indicators/*.toml`, in the order they are listed.
pub const BUILT_IN: [&str; 12] = [
    include_str!("../../../indicators/2.1-children-presumed.toml"),
    include_str!("../../../indicators/2.11-forced-labour-begging-or-crime.toml"),
    include_str!("../../../indicators/2.2-children-identified.toml"),
    include_str!("../../../indicators/2.3-children-referred.toml"),
    include_str!("../../../indicators/2.3r-referrals.toml"),
    include_str!("../../../indicators/2.4-referrals-completed.toml"),
    include_str!("../../../indicators/2.4d-days-to-start.toml"),
    include_str!("../../../indicators/2.5-children-served.toml"),
    include_str!("../../../indicators/2.5p-full-package.toml"),
    include_str!("../../../indicators/2.6-case-manager-in-time.toml"),
    include_str!("../../../indicators/2.9-revictimised-within-12-months.toml"),
    include_str!("../../../indicators/2.9b-revictimised-within-24-months.toml"),
];

/// Reads the definitions that ship with the program; codes of the pack become numbers through `level_of`.
///
/// # Errors
/// [`DefinitionError`] when the pack lacks a code that a definition names.
pub fn built_in(level_of: &LevelOf<'_>) -> Result<Vec<Definition>, DefinitionError> {
    BUILT_IN.iter().map(|text| Definition::read(text, level_of)).collect()
}
