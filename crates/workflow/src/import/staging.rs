//! Staging: an examined table's rows, sealed in chunks, counting nowhere yet.

use std::io::Read;

use access::{Action, Filter, Resource};
use base::StreamId;
use base::{
    AgencyNumber, Code, CommandId, Compartment, EntryId, Happened, Position, Problem, PublicCode, Realm,
};
use interop::{FileProblem, Limits, Mapping, Outcome, Progress, Row, TableReader};
use ledger::FactChange;
use store::batches::BatchRow;
use store::{Database, ExpectedVersion, Target, Tx};

use crate::app::App;
use crate::directory::body_of;
use crate::import::batch::{self, BatchEvent, IS_ADOPTED, Opening};
use crate::import::examine::{Digesting, ExaminedTable, read_mapping};
use crate::import::{CHUNK, ImportBy, OPENED, ROWS_PER_CHUNK};
use crate::sealing::Place;
use crate::sign_in::SignedIn;
use crate::{compose, keys};

/// Rows that become durable together: a kill loses at most these, and people's writes get in between.
const ROWS_PER_COMMIT: usize = 16 * ROWS_PER_CHUNK;
/// How often progress is told, in rows.
const TOLD_EVERY: u64 = 1_000;

/// A table that is staged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staged {
    /// The batch's code: what adopting and discarding name it by.
    pub batch: PublicCode,
    /// The number of the dataset its rows are for.
    pub dataset: u16,
    /// That dataset's code.
    pub dataset_code: Code,
    /// How many rows it has.
    pub rows: u64,
    /// What staging found and did.
    pub how: StagedAs,
}

/// What staging found and did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StagedAs {
    /// The table was new.
    New,
    /// Part of it was staged before; staging went on from there.
    Resumed,
    /// All of it was staged before; nothing was added.
    AlreadyStaged,
    /// It was adopted before; nothing was added.
    AlreadyAdopted,
}

/// A batch that rows are being added to.
struct Growing {
    row: BatchRow,
    opening: Opening,
    /// The chunks that were there before.
    chunks: Vec<Position>,
    how: StagedAs,
}

impl App {
    /// Stages a table that a person brings for their own agency.
    ///
    /// # Errors
    /// `not_found` for whoever may not; as [`App::stage`].
    pub fn stage_as(
        &self,
        who: &SignedIn,
        table: &ExaminedTable,
        input: impl Read,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Staged, Problem> {
        self.decided(who, Action::ImportTable, &Resource::Batch(who.agency.number))?;
        self.stage(ImportBy::person(who), table, input, progress)
    }

    /// Stages an examined table: `input` is the same file again, from its beginning. Killed, it goes on where it
    /// stopped when it is called again; the rows that were there are compared with the file's.
    ///
    /// # Errors
    /// Those of [`ExaminedTable::check`]; `dataset_taken` when the dataset has another file's rows;
    /// `dataset_mapping_differs` when its number was given to another mapping of this name and version;
    /// `file_changed_meanwhile` when the input is not the file that was examined: then nothing is staged;
    /// `table_unreadable`; `version_conflict` when somebody else stages the same file; an engine's error.
    pub fn stage(
        &self,
        by: ImportBy,
        table: &ExaminedTable,
        input: impl Read,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Staged, Problem> {
        table.check()?;
        let code = dataset_code(&table.mapping)?;
        let same = self.store().read(Database::Social, |tx| same_file(tx, by.agency, table))?;
        let number = match &same {
            Some(row) => row.dataset,
            None => self.number_dataset(by, &code, table)?,
        };
        let mut growing = self.open_batch(by, table, number, code)?;
        if matches!(growing.how, StagedAs::New | StagedAs::Resumed) {
            self.take_rows(by, table, &mut growing, input, progress)?;
        }
        Ok(Staged {
            batch: growing.row.code,
            dataset: growing.opening.dataset,
            dataset_code: growing.opening.dataset_code,
            rows: growing.row.row_count,
            how: growing.how,
        })
    }

    /// The number of a mapping's dataset, given to it when it has none.
    fn number_dataset(&self, by: ImportBy, code: &Code, table: &ExaminedTable) -> Result<u16, Problem> {
        let command = CommandId::new(self.clock().now(), self.chance());
        let body = body_of(&[b"number_dataset", code.as_str().as_bytes(), table.text.as_bytes()]);
        self.record_from(by.actor, command, body, |directory| {
            let Some(dataset) = directory.dataset_by_code(code.as_str()) else {
                let number = directory.next_dataset_number();
                let mapping = table.text.clone();
                return Ok(vec![agencies::DirectoryEvent::DatasetNumbered {
                    number,
                    code: code.clone(),
                    mapping,
                }]);
            };
            // Comments may differ; what a column means may not.
            if read_mapping(&dataset.mapping)? != table.mapping {
                return Err(Problem::refused("dataset_mapping_differs").with("dataset", code.as_str()));
            }
            Ok(Vec::new())
        })?;
        let directory = self.directory()?;
        let dataset = directory.dataset_by_code(code.as_str());
        dataset.map(|dataset| dataset.number).ok_or_else(|| Problem::internal("a dataset lost its number"))
    }

    /// Finds the batch of the same file, or opens one.
    fn open_batch(
        &self,
        by: ImportBy,
        table: &ExaminedTable,
        number: u16,
        code: Code,
    ) -> Result<Growing, Problem> {
        let now = self.clock().now();
        let happened = Happened::at(now, &self.zone()?);
        self.store().write(Database::Social, |tx| {
            if let Some(row) = same_file(tx, by.agency, table)? {
                return self.found_batch(tx, row);
            }
            if store::datasets::by_code(tx, &Filter::True, &code)?.is_some() {
                return Err(Problem::refused("dataset_taken").with("dataset", code.as_str()));
            }
            let opening = Opening {
                code: PublicCode::new(self.chance()),
                agency: by.agency,
                dataset: number,
                dataset_code: code,
                file_digest: table.digest.to_string(),
                rows: table.run.rows,
            };
            let stream = StreamId::new(now, self.chance());
            if by.agency != AgencyNumber(0) {
                self.keys.make(&[compose::agency_key(Realm::Social, by.agency)], now)?;
            }
            let names = keys::stream_keys(Realm::Social, stream, by.agency, &[Compartment::Operational]);
            self.keys.make(&names, now)?;
            let place = Place { realm: Realm::Social, stream, entry: EntryId::new(now, self.chance()) };
            let payload = serde_json::to_vec(&opening).map_err(Problem::internal)?;
            let command = CommandId::new(now, self.chance());
            let draft = batch::draft(&self.keys, by, place, OPENED, &payload, command, happened)?;
            let appended = store::append(tx, vec![(draft, ExpectedVersion::NEW)], now)?;
            let event = BatchEvent::Opened(opening.clone());
            let row = appended.entries.first().and_then(|entry| batch::batch_row(None, entry, &event));
            let row = row.ok_or_else(|| Problem::internal("a batch was not opened"))?;
            store::batches::put(tx, Target::Live, std::slice::from_ref(&row))?;
            Ok(Growing { row, opening, chunks: Vec::new(), how: StagedAs::New })
        })
    }

    fn found_batch(&self, tx: &mut Tx<'_>, row: BatchRow) -> Result<Growing, Problem> {
        let entries = store::entries::stream_entries(tx, row.stream)?;
        let first = entries.first().ok_or_else(|| Problem::internal("a batch has no entries"))?;
        let BatchEvent::Opened(opening) = batch::open_event(&self.keys, first)? else {
            return Err(Problem::internal("a batch begins with another entry"));
        };
        let how = match (row.state, row.row_count == opening.rows) {
            (IS_ADOPTED, _) => StagedAs::AlreadyAdopted,
            (_, true) => StagedAs::AlreadyStaged,
            (_, false) => StagedAs::Resumed,
        };
        let chunks = entries.iter().filter(|entry| entry.kind == CHUNK).map(|entry| entry.position).collect();
        Ok(Growing { row, opening, chunks, how })
    }

    /// Reads the file from its beginning, compares what is staged of it and stages the rest. The last rows are
    /// committed only after the whole file was seen to be the one examined, so that a whole batch is that file.
    fn take_rows(
        &self,
        by: ImportBy,
        table: &ExaminedTable,
        growing: &mut Growing,
        input: impl Read,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), Problem> {
        let today = self.clock().now().day(&self.zone()?);
        let mut digesting = Digesting::new(&table.text, input);
        let mut reader = match TableReader::open(&table.mapping, &mut digesting, today, Limits::default()) {
            Ok(reader) => reader,
            Err(problem) => return Err(self.stopped(by, growing, problem)),
        };
        let mut there = AlreadyThere {
            app: self,
            chunks: growing.chunks.clone().into_iter(),
            facts: Vec::new().into_iter(),
        };
        let (mut rows, mut waiting) = (0, Vec::with_capacity(ROWS_PER_COMMIT));
        while let Some(outcome) = reader.next() {
            let row = match outcome {
                Outcome::Taken(row) => row,
                Outcome::Refused(_) => return Err(self.changed(by, growing)),
                Outcome::Stopped(problem) => return Err(self.stopped(by, growing, problem)),
            };
            rows += 1;
            match there.next()? {
                Some(staged) if !same_row(&staged, &growing.opening, &row) => {
                    return Err(self.changed(by, growing));
                }
                Some(_) => {}
                None => {
                    if waiting.len() == ROWS_PER_COMMIT {
                        self.commit_rows(by, growing, &waiting)?;
                        waiting.clear();
                    }
                    waiting.push(row);
                }
            }
            if rows % TOLD_EVERY == 0 {
                progress(Progress { rows, bytes: reader.bytes_read() });
            }
        }
        progress(Progress { rows, bytes: reader.bytes_read() });
        drop(reader);
        digesting.read_to_end()?;
        if rows != growing.opening.rows || digesting.digest() != table.digest {
            return Err(self.changed(by, growing));
        }
        self.commit_rows(by, growing, &waiting)
    }

    /// Appends rows in chunks, durable together.
    fn commit_rows(&self, by: ImportBy, growing: &mut Growing, rows: &[Row]) -> Result<(), Problem> {
        let now = self.clock().now();
        let happened = Happened::at(now, &self.zone()?);
        let command = CommandId::new(now, self.chance());
        let mut drafts = Vec::new();
        for (version, chunk) in (growing.row.version..).zip(rows.chunks(ROWS_PER_CHUNK)) {
            let entry = EntryId::new(now, self.chance());
            let place = Place { realm: Realm::Social, stream: growing.row.stream, entry };
            let payload = batch::chunk_payload(entry, &growing.opening, chunk);
            let draft = batch::draft(&self.keys, by, place, CHUNK, &payload, command, happened.clone())?;
            drafts.push((draft, ExpectedVersion::Exactly(version)));
        }
        let before = growing.row.clone();
        growing.row = self.store().write(Database::Social, |tx| {
            let appended = store::append(tx, drafts, now)?;
            let mut row = Some(before);
            for (entry, chunk) in appended.entries.iter().zip(rows.chunks(ROWS_PER_CHUNK)) {
                let event = BatchEvent::Chunk { rows: u32::try_from(chunk.len()).unwrap_or(u32::MAX) };
                row = batch::batch_row(row, entry, &event);
            }
            let row = row.ok_or_else(|| Problem::internal("a batch lost its row"))?;
            store::batches::put(tx, Target::Live, std::slice::from_ref(&row))?;
            Ok(row)
        })?;
        Ok(())
    }

    /// What cannot be read may be read later; any other stop means that this is another file.
    fn stopped(&self, by: ImportBy, growing: &Growing, problem: FileProblem) -> Problem {
        match problem {
            FileProblem::Unreadable { .. } => problem.into(),
            _ => self.changed(by, growing),
        }
    }

    /// Discards a batch whose file is not the one that was examined.
    fn changed(&self, by: ImportBy, growing: &Growing) -> Problem {
        match self.discard(by, growing.row.code) {
            Ok(()) => Problem::refused("file_changed_meanwhile"),
            Err(problem) => problem,
        }
    }
}

/// The facts of the chunks that were staged before, one after the other, a chunk at a time in memory.
struct AlreadyThere<'a> {
    app: &'a App,
    chunks: std::vec::IntoIter<Position>,
    facts: std::vec::IntoIter<FactChange>,
}

impl AlreadyThere<'_> {
    fn next(&mut self) -> Result<Option<FactChange>, Problem> {
        loop {
            if let Some(fact) = self.facts.next() {
                return Ok(Some(fact));
            }
            let Some(position) = self.chunks.next() else { return Ok(None) };
            self.facts = self.app.staged_facts(&[position])?.into_iter();
        }
    }
}

fn same_row(staged: &FactChange, opening: &Opening, row: &Row) -> bool {
    match staged {
        FactChange::Shed(fact) => batch::fact(fact.stands_for, opening, row) == *fact,
        FactChange::Retracted(_) => false,
    }
}

/// The batch of this file: an adopted one of any agency, else one this agency has staged.
fn same_file(
    tx: &mut Tx<'_>,
    agency: AgencyNumber,
    table: &ExaminedTable,
) -> Result<Option<BatchRow>, Problem> {
    let found = store::batches::of_file(tx, &Filter::True, &table.digest)?;
    let adopted = found.iter().find(|row| row.state == IS_ADOPTED);
    Ok(adopted.or_else(|| found.iter().find(|row| row.agency == agency)).cloned())
}

/// The dataset of a mapping: its name; from the second version on, with the version, because a changed meaning
/// must not mix with rows taken under the old one. Names of mappings have no dot.
fn dataset_code(mapping: &Mapping) -> Result<Code, Problem> {
    match mapping.version() {
        1 => Ok(mapping.name().clone()),
        version => Code::new(&format!("{}.v{version}", mapping.name())),
    }
}
