//! Importing a statistical table: examined whole, staged in sealed chunks, then adopted or discarded.
//!
//! [`App::examine_table`] reads the file and takes nothing. [`App::stage`] writes its rows as facts into the
//! entries of a `batch` stream, 500 rows each, sealed under that stream's own key: they count nowhere. What was
//! killed goes on where it stopped. [`App::adopt`] appends the one entry from whose position on they count;
//! [`App::discard`] destroys the key instead. The same file through the same mapping is never taken twice, and
//! a dataset has the rows of one file: what is known of its rows stays true.
//!
//! Start reading at [`batch`] (what is written), then [`staging`] and [`ending`]; [`datasets`] reads what came
//! of it.

pub(crate) mod batch;
pub mod cases;
mod datasets;
mod ending;
mod examine;
pub mod paper;
mod staging;

use base::{AgencyNumber, PersonId, Position, Problem, PublicCode, StreamId, Timestamp};
use ledger::FactChange;
use store::Database;

pub use datasets::{BatchLine, BatchesPage, DatasetCell, DatasetLevel, DatasetLine, DatasetTable};
pub use ending::Adopted;
pub use examine::ExaminedTable;
pub use staging::{Staged, StagedAs};

use crate::app::App;
use crate::sign_in::SignedIn;

/// The first entry of a batch.
pub(crate) const OPENED: &str = "import_opened";
/// Rows of a batch.
pub(crate) const CHUNK: &str = "import_chunk";
/// The entry from whose position on a batch's rows count.
pub(crate) const ADOPTED: &str = "import_adopted";
/// The entry after which a batch's keys are destroyed.
pub(crate) const DISCARDED: &str = "import_discarded";
/// Rows of one chunk; the last one has the rest.
pub const ROWS_PER_CHUNK: usize = 500;
/// The ground of these entries (list `basis`).
const BASIS: &str = "statistics";

/// Who brings a table, and for which agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportBy {
    /// The person; [`PersonId::NIL`] is whoever runs the program.
    pub actor: PersonId,
    /// The agency that the import belongs to; 0 is none.
    pub agency: AgencyNumber,
}

impl ImportBy {
    /// A person for their own agency.
    #[must_use]
    pub fn person(who: &SignedIn) -> Self {
        Self { actor: who.person.id, agency: who.agency.number }
    }

    /// Whoever runs the program, for no agency.
    #[must_use]
    pub fn program() -> Self {
        Self { actor: PersonId::NIL, agency: AgencyNumber(0) }
    }
}

impl App {
    /// The facts staged in the chunks at these positions, in their order.
    pub(crate) fn staged_facts(&self, chunk_positions: &[Position]) -> Result<Vec<FactChange>, Problem> {
        let mut facts = Vec::with_capacity(chunk_positions.len() * ROWS_PER_CHUNK);
        self.store().read(Database::Social, |tx| {
            for position in chunk_positions {
                let entry = store::entries::entry_at(tx, *position)?;
                let entry = entry.ok_or_else(|| Problem::internal("a staged chunk is not there"))?;
                facts.extend(batch::open_chunk(&self.keys, &entry)?.changes);
            }
            Ok(facts)
        })
    }
}

/// The row of a batch that nothing is known of but its envelopes.
pub(crate) struct Envelopes {
    pub(crate) stream: StreamId,
    pub(crate) opened_by: PersonId,
    pub(crate) opened_at: Timestamp,
    pub(crate) chunks: u32,
}

/// The code of a discarded batch, from its stream alone: its own lies under the destroyed key.
fn tombstone_code(stream: StreamId) -> PublicCode {
    let seed =
        vault::digest(stream.as_bytes()).0.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
    PublicCode::new(&base::Randomness::seeded(seed))
}
