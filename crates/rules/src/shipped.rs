//! The packs that are compiled in. A server adopts one into its ledger once and runs from there.

use std::collections::BTreeMap;

/// The files of each shipped pack: its code, then name and text of each file.
const PACKS: [(&str, [(&str, &str); 7]); 1] = [(
    "ro",
    [
        ("pack.toml", include_str!("../../../packs/ro/pack.toml")),
        ("lists.toml", include_str!("../../../packs/ro/lists.toml")),
        ("statuses.toml", include_str!("../../../packs/ro/statuses.toml")),
        ("deadlines.toml", include_str!("../../../packs/ro/deadlines.toml")),
        ("holidays.toml", include_str!("../../../packs/ro/holidays.toml")),
        ("ro.ftl", include_str!("../../../packs/ro/ro.ftl")),
        ("en.ftl", include_str!("../../../packs/ro/en.ftl")),
    ],
)];

/// The files of a shipped pack, as [`crate::Pack::parse`] takes them; `None` when none has this code.
#[must_use]
pub fn shipped(code: &str) -> Option<BTreeMap<String, String>> {
    let (_, files) = PACKS.iter().find(|(name, _)| *name == code)?;
    Some(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
}

/// The codes of the shipped packs.
pub fn shipped_codes() -> impl Iterator<Item = &'static str> {
    PACKS.iter().map(|(code, _)| *code)
}
