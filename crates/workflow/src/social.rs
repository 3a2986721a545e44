//! What is kept in memory of the social realm, fed from the ledger's tail: the name index, the facts, and the
//! figures that stand on them.

use std::collections::{HashMap, HashSet};
use std::sync::PoisonError;

use access::Resource;
use base::{Compartment, Position, Problem, Realm, StreamId};
use casework::Identity;
use indicators::{FactTable, Periods, Scope, Standing};
use ledger::{Entry, EntryView, FactChange};
use linkage::{BirthRange, NameIndex};
use store::Database;
use store::files::FileRow;

use crate::app::App;
use crate::sealing;

/// Entries read at a time.
pub(crate) const PORTION: u64 = 5_000;

/// From this many entries on they are opened by all processors.
const MANY: usize = 500;

/// What an entry holds for names and facts.
struct OpenedParts {
    identity: Option<Identity>,
    changes: Vec<FactChange>,
}

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
    /// Reads names and facts into memory: what the first search or figure after a start would wait for.
    ///
    /// # Errors
    /// An engine's error.
    pub fn read_ahead(&self) -> Result<(), Problem> {
        self.catch_up()?;
        self.catch_up_justice()
    }

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
            let tombstones = self.store().read(Database::Social, store::erasures::tombstones)?;
            let erased: HashSet<StreamId> = tombstones.iter().map(|tombstone| tombstone.stream).collect();
            self.fetch_identity_keys(&entries)?;
            let mut touched: HashSet<StreamId> = entries.iter().map(|entry| entry.stream).collect();
            touched.extend(self.concerned_records(&entries)?);
            let files = self.files_of(&touched)?;
            let opened = self.opened_parts(&entries, &erased)?;
            let mut social = self.social.write().unwrap_or_else(PoisonError::into_inner);
            for (entry, opened) in entries.iter().zip(opened) {
                self.take(&mut social, entry, opened)?;
            }
            social.files.extend(files);
            social.position = until;
            social.names.set_position(until);
            if first && until == head {
                social.facts.settle();
            }
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

    /// Opens names and facts, on all processors where there are many: it is what reading the tail costs most.
    fn opened_parts(
        &self,
        entries: &[Entry],
        erased: &HashSet<StreamId>,
    ) -> Result<Vec<OpenedParts>, Problem> {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        if processors == 1 || entries.len() < MANY {
            return entries.iter().map(|entry| self.open_parts(entry, erased)).collect();
        }
        let chunks = entries.chunks(entries.len().div_ceil(processors));
        let opened: Vec<Result<Vec<OpenedParts>, Problem>> = std::thread::scope(|scope| {
            let open =
                |chunk: &'_ [Entry]| chunk.iter().map(|entry| self.open_parts(entry, erased)).collect();
            let threads: Vec<_> = chunks.map(|chunk| scope.spawn(move || open(chunk))).collect();
            let stopped = |_| Err(Problem::internal("a thread that opens entries stopped"));
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(stopped)).collect()
        });
        Ok(opened.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    fn open_parts(&self, entry: &Entry, erased: &HashSet<StreamId>) -> Result<OpenedParts, Problem> {
        let identity = if has_identity(entry) && !erased.contains(&entry.stream) {
            let part = sealing::open(&self.keys, entry, Compartment::Identity)?;
            part.map(|part| Identity::from_part(&part)).transpose()?
        } else {
            None
        };
        Ok(OpenedParts { identity, changes: sealing::open_facts(&self.keys, entry)? })
    }

    fn take(&self, social: &mut Social, entry: &Entry, opened: OpenedParts) -> Result<(), Problem> {
        if let Some(identity) = opened.identity {
            let names = [identity.given_names.as_str(), identity.family_names.as_str()];
            social.names.upsert(entry.stream, &names, birth_range(&identity), None);
        }
        let mut changes = opened.changes;
        match entry.kind.as_str() {
            crate::import::CHUNK => social.staged.entry(entry.stream).or_default().push(entry.position),
            crate::import::ADOPTED => {
                let chunks = social.staged.remove(&entry.stream).unwrap_or_default();
                changes = self.staged_facts(&chunks)?;
            }
            crate::erasure::ERASED => {
                social.names.remove(entry.stream);
                social.files.remove(&entry.stream);
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

    /// The attributes that policies ask about, of those of these streams that are files.
    fn files_of(
        &self,
        streams: &HashSet<StreamId>,
    ) -> Result<Vec<(StreamId, access::resource::File)>, Problem> {
        let streams: Vec<StreamId> = streams.iter().copied().collect();
        let found = self.store().read(Database::Social, |tx| store::files::with_conflicts(tx, &streams))?;
        Ok(found.into_iter().map(|(row, conflicts)| (row.stream, attributes(&row, conflicts))).collect())
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
