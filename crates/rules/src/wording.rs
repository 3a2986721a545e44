//! The words a pack brings: whether each thing it names has a label in each of its languages.

use std::collections::BTreeSet;

use base::Code;

use crate::list;
use crate::pack::Pack;
use crate::source::Source;

/// The message ids of a Fluent text: what stands before `=` at the start of a line.
pub(crate) fn message_ids(text: &str) -> BTreeSet<&str> {
    text.lines()
        .filter(|line| line.as_bytes().first().is_some_and(u8::is_ascii_alphabetic))
        .filter_map(|line| line.split_once('=').map(|(id, _)| id.trim_end()))
        .collect()
}

/// All messages that this pack needs in each of its languages.
pub(crate) fn needed(pack: &Pack) -> BTreeSet<String> {
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let mut legal: BTreeSet<&Code> = BTreeSet::new();
    for items in pack.lists() {
        for item in items.items() {
            ids.insert(list::label(items.name(), &item.code));
            legal.extend(&item.legal_basis);
        }
    }
    for deadline in pack.deadlines() {
        ids.insert(format!("deadline-{}", deadline.id));
        legal.insert(&deadline.legal_basis);
    }
    legal.extend(pack.status_track().transitions().iter().filter_map(|step| step.legal_basis.as_ref()));
    ids.extend(pack.calendar().holidays().iter().map(|holiday| format!("holiday-{}", holiday.code)));
    ids.extend(legal.into_iter().map(|basis| format!("legal-{basis}")));
    ids.into_iter().map(|id| id.replace(['_', '.'], "-")).collect()
}

/// Notes each needed message that this language's file has not.
pub(crate) fn check(source: &mut Source<'_>, needed: &BTreeSet<String>) {
    let there = message_ids(source.text);
    for id in needed {
        if !there.contains(id.as_str()) {
            source.wrong(None, format!("message `{id}` is missing"), format!("add `{id} = …`"));
        }
    }
}
