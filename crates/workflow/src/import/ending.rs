//! Adopting a staged batch, or discarding it.

use access::{Action, Filter, Resource};
use base::{Code, CommandId, EntryId, Happened, Position, Problem, PublicCode, Realm};
use ledger::{Entry, Frontier};
use store::batches::BatchRow;
use store::{Database, ExpectedVersion, Page, Target, Tx};

use crate::app::App;
use crate::import::batch::{self, Adoption, BatchEvent, IS_ADOPTED, IS_DISCARDED, Opening, STAGED};
use crate::import::{ADOPTED, CHUNK, DISCARDED, Envelopes, ImportBy};
use crate::sealing::Place;
use crate::sign_in::SignedIn;

/// An adopted batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// The dataset that has its rows.
    pub dataset: u16,
    /// That dataset's code.
    pub dataset_code: Code,
    /// How many rows.
    pub rows: u64,
    /// The position from which on they count.
    pub position: Position,
    /// It was adopted before; nothing was added.
    pub already: bool,
}

/// How a batch is found and decided on, within the transaction that changes it.
type Find<'a> = dyn Fn(&mut Tx<'_>) -> Result<BatchRow, Problem> + 'a;

impl App {
    /// Adopts a whole batch: from this entry's position on its rows count.
    ///
    /// # Errors
    /// `not_found`; `batch_not_whole` (with `rows` and `expected`) when staging was interrupted;
    /// `dataset_taken` when the dataset has another file's rows; an engine's error.
    pub fn adopt(&self, by: ImportBy, batch: PublicCode) -> Result<Adopted, Problem> {
        self.adopt_found(by, &|tx| {
            store::batches::by_code(tx, &Filter::True, batch)?.ok_or_else(Problem::not_found)
        })
    }

    /// The same for a person, who may adopt what their agency staged.
    ///
    /// # Errors
    /// As [`App::adopt`]; `not_found` also where the batch is not for this person.
    pub fn adopt_as(&self, who: &SignedIn, batch: PublicCode) -> Result<Adopted, Problem> {
        self.adopt_found(ImportBy::person(who), &|tx| self.batch_for(tx, who, Action::AdoptImport, batch))
    }

    /// Discards a staged batch: an entry says so, then its keys are destroyed and what was sealed opens no more.
    ///
    /// # Errors
    /// `not_found`; `batch_not_open` when it was adopted; an engine's error.
    pub fn discard(&self, by: ImportBy, batch: PublicCode) -> Result<(), Problem> {
        self.discard_found(by, &|tx| {
            store::batches::by_code(tx, &Filter::True, batch)?.ok_or_else(Problem::not_found)
        })
    }

    /// The same for a person, who may discard what their agency staged.
    ///
    /// # Errors
    /// As [`App::discard`]; `not_found` also where the batch is not for this person.
    pub fn discard_as(&self, who: &SignedIn, batch: PublicCode) -> Result<(), Problem> {
        self.discard_found(ImportBy::person(who), &|tx| self.batch_for(tx, who, Action::ImportTable, batch))
    }

    /// Destroys the keys of discarded batches that a stop between entry and destruction left; how many batches
    /// there were. For the start of the program.
    ///
    /// # Errors
    /// An engine's error.
    pub fn finish_discards(&self) -> Result<u32, Problem> {
        let (mut page, mut finished) = (Page::first(500), 0);
        loop {
            let listed =
                self.store().read(Database::Social, |tx| store::batches::list(tx, &Filter::True, &page))?;
            for row in listed.rows.iter().filter(|row| row.state == IS_DISCARDED) {
                let left = self
                    .store()
                    .read(Database::Keys, |tx| store::keys::of_stream(tx, Realm::Social, row.stream))?;
                if !left.is_empty() {
                    self.keys.destroy_streams(Realm::Social, &[row.stream])?;
                    finished += 1;
                }
            }
            match listed.next {
                Some(next) => page.after = Some(next),
                None => return Ok(finished),
            }
        }
    }

    fn adopt_found(&self, by: ImportBy, find: &Find<'_>) -> Result<Adopted, Problem> {
        let now = self.clock().now();
        let happened = Happened::at(now, &self.zone()?);
        self.store().write(Database::Social, |tx| {
            let row = find(tx)?;
            let entries = store::entries::stream_entries(tx, row.stream)?;
            if row.state == IS_ADOPTED {
                return self.adopted_before(&entries);
            }
            let adoption = self.adoption(&entries)?;
            if store::datasets::by_code(tx, &Filter::True, &adoption.dataset_code)?.is_some() {
                return Err(Problem::refused("dataset_taken").with("dataset", adoption.dataset_code.as_str()));
            }
            let place =
                Place { realm: Realm::Social, stream: row.stream, entry: EntryId::new(now, self.chance()) };
            let payload = serde_json::to_vec(&adoption).map_err(Problem::internal)?;
            let command = CommandId::new(now, self.chance());
            let draft = batch::draft(&self.keys, by, place, ADOPTED, &payload, command, happened)?;
            let appended = store::append(tx, vec![(draft, ExpectedVersion::Exactly(row.version))], now)?;
            let entry = appended.entries.first().ok_or_else(|| Problem::internal("nothing was appended"))?;
            let row = batch::batch_row(Some(row), entry, &BatchEvent::Adopted(adoption.clone()));
            let row = row.ok_or_else(|| Problem::internal("a batch lost its row"))?;
            store::datasets::put(tx, Target::Live, &[batch::dataset_row(&row, entry, &adoption)])?;
            store::batches::put(tx, Target::Live, &[row])?;
            Ok(adopted(adoption, entry, false))
        })
    }

    /// What the adoption of a batch says: that it is whole is counted from its chunks, not taken from its row.
    fn adoption(&self, entries: &[Entry]) -> Result<Adoption, Problem> {
        let first = entries.first().ok_or_else(Problem::not_found)?;
        let BatchEvent::Opened(opening) = batch::open_event(&self.keys, first)? else {
            return Err(Problem::internal("a batch begins with another entry"));
        };
        let Opening { dataset, dataset_code, rows: expected, .. } = opening;
        let (mut tree, mut chunks, mut rows) = (Frontier::new(), 0, 0);
        for entry in entries.iter().filter(|entry| entry.kind == CHUNK) {
            let chunk = batch::open_chunk(&self.keys, entry)?;
            if chunk.first_row != rows + 1 {
                return Err(Problem::internal("the chunks of a batch do not follow each other"));
            }
            rows += chunk.changes.len() as u64;
            chunks += 1;
            tree.append(entry.hash);
        }
        if rows != expected {
            return Err(Problem::refused("batch_not_whole")
                .with("rows", rows.to_string())
                .with("expected", expected.to_string()));
        }
        Ok(Adoption { dataset, dataset_code, chunks, rows, root: tree.root().to_string() })
    }

    fn adopted_before(&self, entries: &[Entry]) -> Result<Adopted, Problem> {
        let entry = entries.iter().find(|entry| entry.kind == ADOPTED);
        let entry = entry.ok_or_else(|| Problem::internal("an adopted batch has no adoption"))?;
        match batch::open_event(&self.keys, entry)? {
            BatchEvent::Adopted(adoption) => Ok(adopted(adoption, entry, true)),
            _ => Err(Problem::internal("an adoption says something else")),
        }
    }

    fn discard_found(&self, by: ImportBy, find: &Find<'_>) -> Result<(), Problem> {
        let now = self.clock().now();
        let happened = Happened::at(now, &self.zone()?);
        let stream = self.store().write(Database::Social, |tx| {
            let row = find(tx)?;
            if row.state != STAGED {
                return Err(Problem::refused("batch_not_open"));
            }
            let place =
                Place { realm: Realm::Social, stream: row.stream, entry: EntryId::new(now, self.chance()) };
            let command = CommandId::new(now, self.chance());
            let mut draft = batch::draft(&self.keys, by, place, DISCARDED, b"{}", command, happened)?;
            // What is read after the keys are gone says nothing that would need them.
            draft.parts.clear();
            let appended = store::append(tx, vec![(draft, ExpectedVersion::Exactly(row.version))], now)?;
            let last = appended.entries.first().ok_or_else(|| Problem::internal("nothing was appended"))?;
            let (stream, chunks) = (row.stream, row.chunk_count);
            let known = Envelopes { stream, opened_by: row.person, opened_at: row.opened_at, chunks };
            store::batches::put(tx, Target::Live, &[batch::discarded_row(&known, last)])?;
            Ok(stream)
        })?;
        match self.keys.destroy_streams(Realm::Social, &[stream]) {
            // The keys are deleted; only rewriting the file around them waits for its readers.
            Err(problem) if problem.code == "busy" => {
                tracing::warn!("the key file could not be rewritten yet");
                Ok(())
            }
            ended => ended,
        }
    }

    fn batch_for(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        action: Action,
        batch: PublicCode,
    ) -> Result<BatchRow, Problem> {
        let visible = self.policies.visible(&who.viewer, action, access::ResourceKind::Batch)?;
        let row = store::batches::by_code(tx, &visible, batch)?.ok_or_else(Problem::not_found)?;
        self.decided(who, action, &Resource::Batch(row.agency))?;
        Ok(row)
    }
}

fn adopted(adoption: Adoption, entry: &Entry, already: bool) -> Adopted {
    let Adoption { dataset, dataset_code, rows, .. } = adoption;
    Adopted { dataset, dataset_code, rows, position: entry.position, already }
}
