//! What is kept in memory of the social realm, fed from the ledger's tail: the name index, the facts, and the
//! figures that stand on them.

use std::collections::HashMap;
use std::sync::PoisonError;

use access::Resource;
use base::{Compartment, Position, Problem, Realm, StreamId};
use casework::Identity;
use indicators::{FactTable, Periods, Scope, Standing};
use ledger::{Entry, EntryView};
use linkage::{BirthRange, NameIndex};
use store::Database;
use store::files::FileRow;

use crate::app::App;
use crate::sealing;

/// Entries read at a time.
const PORTION: u64 = 5_000;

/// Names, facts and figures up to a position.
#[derive(Default)]
pub(crate) struct Social {
    pub(crate) position: Position,
    pub(crate) names: NameIndex,
    pub(crate) facts: FactTable,
    /// What policies ask of a file, for deciding inside a search.
    pub(crate) files: HashMap<StreamId, access::resource::File>,
    pub(crate) standings: HashMap<Scope, Standing>,
    /// Facts of imports that are staged: they count from the position of their adoption.
    staged: HashMap<StreamId, Vec<Position>>,
}

impl App {
    /// Reads the tail until the ledger's head, so that whatever was committed before this call is known after it.
    pub(crate) fn catch_up(&self) -> Result<(), Problem> {
        let head = self.store().read(Database::Social, store::entries::head)?.position();
        if self.social().position >= head {
            return Ok(());
        }
        let _turn = self.following.lock().unwrap_or_else(PoisonError::into_inner);
        let first = self.social().position.0 == 0;
        loop {
            let from = self.social().position;
            if from >= head {
                return Ok(());
            }
            let until = Position(head.0.min(from.0 + PORTION));
            let entries = self.entries_between(from, until)?;
            self.fetch_identity_keys(&entries)?;
            let mut touched: Vec<StreamId> = Vec::new();
            let mut social = self.social.write().unwrap_or_else(PoisonError::into_inner);
            for entry in &entries {
                self.take(&mut social, entry)?;
                if touched.last() != Some(&entry.stream) {
                    touched.push(entry.stream);
                }
            }
            social.position = until;
            social.names.set_position(until);
            if first && until == head {
                social.facts.settle();
            }
            drop(social);
            self.refresh_files(&touched)?;
        }
    }

    pub(crate) fn social(&self) -> std::sync::RwLockReadGuard<'_, Social> {
        self.social.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn entries_between(&self, from: Position, until: Position) -> Result<Vec<Entry>, Problem> {
        self.store().read(Database::Social, |tx| {
            let mut entries = Vec::new();
            store::entries::for_each_entry(tx, from, until, &mut |view: &EntryView<'_>| {
                entries.push(view.to_entry().map_err(Problem::internal)?);
                Ok(())
            })?;
            Ok(entries)
        })
    }

    fn fetch_identity_keys(&self, entries: &[Entry]) -> Result<(), Problem> {
        let names: Vec<_> = entries
            .iter()
            .filter(|entry| has_identity(entry))
            .map(|entry| {
                vault::KeyName::Stream(
                    Realm::Social,
                    entry.stream,
                    Compartment::Identity,
                    sealing::FIRST_EPOCH,
                )
            })
            .collect();
        self.keys.fetch(&names)
    }

    fn take(&self, social: &mut Social, entry: &Entry) -> Result<(), Problem> {
        if has_identity(entry)
            && let Some(part) = sealing::open(&self.keys, entry, Compartment::Identity)?
        {
            let identity = Identity::from_part(&part)?;
            let names = [identity.given_names.as_str(), identity.family_names.as_str()];
            social.names.upsert(entry.stream, &names, birth_range(&identity), None);
        }
        let mut changes = sealing::open_facts(&self.keys, entry)?;
        match entry.kind.as_str() {
            crate::import::CHUNK => social.staged.entry(entry.stream).or_default().push(entry.position),
            crate::import::ADOPTED => {
                let chunks = social.staged.remove(&entry.stream).unwrap_or_default();
                changes = self.staged_facts(&chunks)?;
            }
            crate::import::DISCARDED => {
                social.staged.remove(&entry.stream);
            }
            _ => {}
        }
        if changes.is_empty() {
            return Ok(());
        }
        let touched = social.facts.apply(entry.position, &changes).map_err(Problem::internal)?;
        let facts = &social.facts;
        // A figure that cannot follow is counted anew when it is next asked for.
        social.standings.retain(|_, standing| standing.follow(facts, &touched).is_ok());
        Ok(())
    }

    /// The attributes that policies ask about, read again for the streams that changed.
    fn refresh_files(&self, touched: &[StreamId]) -> Result<(), Problem> {
        let rows = self.store().read(Database::Social, |tx| {
            let mut rows = Vec::new();
            for chunk in touched.chunks(500) {
                let filter = store::files::FileFilter { streams: Some(chunk.to_vec()), ..Default::default() };
                let mut page = store::Page::first(500);
                page.limit = 500;
                let listed =
                    store::files::list(tx, &access::Filter::True, &filter, Default::default(), &page)?;
                for row in listed.rows {
                    let conflicts = store::files::conflicts(tx, row.stream)?;
                    rows.push((row.stream, attributes(&row, conflicts)));
                }
            }
            Ok(rows)
        })?;
        self.social.write().unwrap_or_else(PoisonError::into_inner).files.extend(rows);
        Ok(())
    }

    /// The figures of a scope, standing at the head; counted in full the first time.
    pub(crate) fn with_figures<T>(
        &self,
        scope: Scope,
        ask: impl FnOnce(&Standing, &FactTable) -> T,
    ) -> Result<T, Problem> {
        self.catch_up()?;
        let today = self.clock().now().day(&self.zone()?);
        {
            let social = self.social();
            if let Some(standing) = social.standings.get(&scope)
                && standing.cube().periods().to() >= today.quarter()
                && standing.cube().position() == social.facts.position()
            {
                return Ok(ask(standing, &social.facts));
            }
        }
        let definitions = self.definitions()?;
        let mut social = self.social.write().unwrap_or_else(PoisonError::into_inner);
        let standing = Standing::of(&social.facts, &definitions, self.periods()?, scope);
        social.standings.insert(scope, standing);
        match social.standings.get(&scope) {
            Some(standing) => Ok(ask(standing, &social.facts)),
            None => Err(Problem::internal("figures were not kept")),
        }
    }

    /// The quarters that figures cover: the last eight years up to the current quarter.
    pub(crate) fn periods(&self) -> Result<Periods, Problem> {
        let to = self.clock().now().day(&self.zone()?).quarter();
        let from = base::Quarter::new(to.year().saturating_sub(7), 1);
        Periods::new(from, to).ok_or_else(|| Problem::internal("the quarters are reversed"))
    }
}

/// A file as policies know it.
pub(crate) fn attributes(row: &FileRow, conflict: Vec<base::PersonId>) -> access::resource::File {
    access::resource::File {
        agency: row.agency,
        county: row.county,
        case_manager: row.case_manager,
        closed: row.closed,
        victim: row.victim,
        conflict,
    }
}

/// The same, as something that is asked for.
pub(crate) fn resource(row: &FileRow, conflict: Vec<base::PersonId>) -> Resource {
    Resource::File(attributes(row, conflict))
}

/// The days on which the child can have been born.
pub(crate) fn birth_range(identity: &Identity) -> Option<BirthRange> {
    let date = identity.birth_date.as_ref()?;
    let zone = base::Zone::utc();
    let happened = base::Happened::parse(date.as_str(), &zone)?;
    Some(BirthRange::between(happened.first_day(), happened.latest().day(&zone)))
}

fn has_identity(entry: &Entry) -> bool {
    entry.parts.iter().any(|part| part.compartment == Compartment::Identity)
}
