//! Two files, one child; and back.

use base::{ChildNumber, UnitNumber};
use ledger::FactKind;

use crate::story::*;

#[test]
fn a_merge_joins_and_can_be_undone() {
    let mut story = Story::opened("2026-01-05");
    assert_eq!(story.refused("2026-02-01", merged(7001)), "merge_with_itself");
    assert_eq!(story.refused("2026-02-01", unmerged(8)), "not_merged");
    let before = story.facts();
    story.add("2026-02-01", merged(8));
    assert_eq!(story.refused("2026-02-02", merged(8)), "already_merged");
    let facts = story.facts();
    let same = facts.iter().find(|fact| fact.kind == FactKind::SameChild).unwrap();
    assert_eq!((same.child, same.unit), (ChildNumber(7001), UnitNumber(8)));
    assert_eq!(story.file().merged.len(), 1);
    story.add("2026-02-03", unmerged(8));
    assert_eq!(story.facts(), before);
    story.add("2026-02-04", merged(8));
    assert_eq!(story.facts().iter().filter(|fact| fact.kind == FactKind::SameChild).count(), 1);
}

#[test]
fn a_merge_is_about_the_record_and_needs_no_open_file() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-01-10", closed());
    story.add("2026-02-01", merged(8));
}
