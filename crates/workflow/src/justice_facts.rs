//! What is kept in memory of the justice realm, fed from its ledger's tail: its facts, and which child of the social
//! realm is which child here. In this realm alone the two numbers stand side by side, sealed; nothing of it is written
//! anywhere else.

use std::collections::HashMap;
use std::sync::PoisonError;

use base::{ChildNumber, Position, Problem};
use indicators::FactTable;
use justice::NoticeEvent;
use ledger::{Entry, EntryView};
use store::Database;

use crate::app::App;
use crate::sealing;

/// Entries read at a time.
const PORTION: u64 = 5_000;

/// Facts and children up to a position.
#[derive(Default)]
pub(crate) struct JusticeFacts {
    pub(crate) position: Position,
    pub(crate) facts: FactTable,
    /// By the number of the social realm.
    children: HashMap<ChildNumber, ChildNumber>,
}

impl App {
    /// Reads the tail until the justice ledger's head.
    pub(crate) fn catch_up_justice(&self) -> Result<(), Problem> {
        let head = self.store().read(Database::Justice, store::entries::head)?.position();
        let known = || self.justice.read().unwrap_or_else(PoisonError::into_inner).position;
        if known() >= head {
            return Ok(());
        }
        let _turn = self.following_justice.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let from = known();
            if from >= head {
                return Ok(());
            }
            let until = Position(head.0.min(from.0 + PORTION));
            let entries = self.justice_entries(from, until)?;
            let mut opened = Vec::with_capacity(entries.len());
            for entry in &entries {
                opened.push((entry.position, sealing::open_facts(&self.keys, entry)?, self.pair_of(entry)?));
            }
            let mut justice = self.justice.write().unwrap_or_else(PoisonError::into_inner);
            for (position, changes, pair) in opened {
                if !changes.is_empty() {
                    justice.facts.apply(position, &changes).map_err(Problem::internal)?;
                }
                justice.children.extend(pair);
            }
            justice.position = until;
        }
    }

    /// The number in this realm of a child that a notice speaks of: the one it has had from an earlier notice, or
    /// else one that follows from the other realm's under this realm's key.
    pub(crate) fn child_in_justice(&self, social: ChildNumber) -> Result<ChildNumber, Problem> {
        self.catch_up_justice()?;
        let justice = self.justice.read().unwrap_or_else(PoisonError::into_inner);
        let known = justice.children.get(&social).copied();
        Ok(known.unwrap_or_else(|| self.naming.child_in_justice(social)))
    }

    fn justice_entries(&self, from: Position, until: Position) -> Result<Vec<Entry>, Problem> {
        self.store().read(Database::Justice, |tx| {
            let mut entries = Vec::new();
            store::entries::for_each_entry(tx, from, until, &mut |view: &EntryView<'_>| {
                entries.push(view.to_entry().map_err(Problem::internal)?);
                Ok(())
            })?;
            Ok(entries)
        })
    }

    /// Both numbers of the child that a notice speaks of.
    fn pair_of(&self, entry: &Entry) -> Result<Option<(ChildNumber, ChildNumber)>, Problem> {
        if entry.kind.as_str() != "crossing_received" {
            return Ok(None);
        }
        let payload = sealing::open_operational(&self.keys, entry)?;
        match NoticeEvent::from_payload(&entry.kind, &payload, entry.schema)? {
            NoticeEvent::CrossingReceived { social_child, child, .. } => Ok(Some((social_child, child))),
            NoticeEvent::NoticeBecameFile { .. } => Ok(None),
        }
    }
}
