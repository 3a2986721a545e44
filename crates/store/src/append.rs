//! Appending: drafts get their positions, versions and hashes under the realm's one writer.

use std::collections::{HashMap, HashSet};

use base::{Digest, Position, Problem, ProblemKind, StreamId, Timestamp};
use ledger::{Draft, DraftError, Entry};

use crate::entries::head;
use crate::transaction::{Tx, in_lists, marks};
use crate::tree;
use crate::value::Value;

/// How far a clock may stand behind the last entry, or ahead of the database server, before appends are
/// refused: 5 minutes, in microseconds.
const CLOCK_TOLERANCE: i64 = 5 * 60 * Timestamp::SECOND;

const INSERT_INTO: &str = "entry";
const COLUMNS: [&str; 9] =
    ["position", "id", "stream", "version", "kind", "recorded_at", "command", "hash", "bytes"];

const SET_HEAD: &str = "INSERT INTO head (id, frontier) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET frontier = excluded.frontier";
pub(crate) const STATEMENTS: &[&str] = &[SET_HEAD];

/// What a caller believes of a stream when it appends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedVersion {
    /// The stream is at this version; 0 is a stream that does not exist yet. Of several drafts of one stream in
    /// one append, each is one further.
    Exactly(u32),
    /// Whatever it is: for streams that record and decide nothing, such as reads.
    Any,
}

impl ExpectedVersion {
    /// The stream does not exist yet.
    pub const NEW: Self = Self::Exactly(0);
}

/// What was appended, in the order of the drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The entries, placed. Their positions follow each other without a gap.
    pub entries: Vec<Entry>,
}

impl Appended {
    /// The last position; 0 when nothing was appended.
    #[must_use]
    pub fn last(&self) -> Position {
        self.entries.last().map_or(Position(0), |entry| entry.position)
    }
}

/// Appends drafts that are recorded at the same time.
///
/// # Errors
/// As [`append_at`].
pub fn append(
    tx: &mut Tx<'_>,
    drafts: Vec<(Draft, ExpectedVersion)>,
    now: Timestamp,
) -> Result<Appended, Problem> {
    append_at(tx, drafts.into_iter().map(|(draft, expected)| (draft, expected, now)).collect())
}

/// Appends drafts, each with its own time, as the simulation of years does. An entry's `recorded_at` is its time
/// or that of the entry before it, whichever is later. The entries and all that follows from them (the tree's
/// tiles and its head) are durable with the transaction or not at all.
///
/// # Errors
/// `version_conflict` (with `seen` and `current`), `clock_set_back`, `clock_ahead`, `entry_too_large`; or an
/// engine's error.
pub fn append_at(
    tx: &mut Tx<'_>,
    drafts: Vec<(Draft, ExpectedVersion, Timestamp)>,
) -> Result<Appended, Problem> {
    let realm = tx.realm()?;
    let before = head(tx)?;
    let mut frontier = before.frontier;
    let old_size = frontier.size();
    let mut streams = latest(tx, drafts.iter().map(|(draft, ..)| draft.stream).collect())?;
    let mut recorded_at = before.recorded_at;
    let mut entries = Vec::with_capacity(drafts.len());
    let mut rows = Vec::with_capacity(drafts.len());
    for (draft, expected, at) in drafts {
        if draft.realm != realm {
            return Err(Problem::internal(format!(
                "a draft of `{}` on `{}`",
                draft.realm.name(),
                realm.name()
            )));
        }
        let at = checked_time(at, recorded_at, tx.server_time())?;
        recorded_at = Some(at);
        let (version, previous) = streams.get(&draft.stream).copied().unwrap_or((0, Digest::ZERO));
        if let ExpectedVersion::Exactly(seen) = expected
            && seen != version
        {
            return Err(Problem::new(ProblemKind::Conflict, "version_conflict")
                .with("seen", seen.to_string())
                .with("current", version.to_string()));
        }
        let position = Position(frontier.size() + 1);
        let entry = draft.place(position, version + 1, previous, at).map_err(refused_draft)?;
        streams.insert(entry.stream, (entry.version, entry.hash));
        frontier.append(entry.hash);
        rows.push(vec![
            position.into(),
            entry.id.into(),
            entry.stream.into(),
            entry.version.into(),
            Value::from(&entry.kind),
            at.into(),
            entry.command.into(),
            entry.hash.into(),
            entry.encode().into(),
        ]);
        entries.push(entry);
    }
    if entries.is_empty() {
        return Ok(Appended { entries });
    }
    tx.insert_rows(INSERT_INTO, &COLUMNS, "", &rows)?;
    tree::keep_grown(tx, old_size, frontier.size())?;
    tx.execute(SET_HEAD, &[frontier.encode().into()])?;
    Ok(Appended { entries })
}

/// The time an entry is recorded at.
fn checked_time(
    at: Timestamp,
    last: Option<Timestamp>,
    server: Option<Timestamp>,
) -> Result<Timestamp, Problem> {
    let last = last.unwrap_or(at);
    if at.plus(CLOCK_TOLERANCE) < last {
        return Err(Problem::new(ProblemKind::Unavailable, "clock_set_back")
            .with("clock", at.rfc3339())
            .with("last", last.rfc3339()));
    }
    if let Some(server) = server
        && at > server.plus(CLOCK_TOLERANCE)
    {
        return Err(Problem::new(ProblemKind::Unavailable, "clock_ahead")
            .with("clock", at.rfc3339())
            .with("server", server.rfc3339()));
    }
    Ok(at.max(last))
}

fn refused_draft(error: DraftError) -> Problem {
    match error {
        DraftError::TooLarge | DraftError::TooManyParts => {
            let mut problem = Problem::new(ProblemKind::TooLarge, "entry_too_large");
            problem.inside = Some(error.to_string());
            problem
        }
        _ => Problem::internal(error),
    }
}

/// Version and hash of the last entry of each stream that has one.
fn latest(tx: &mut Tx<'_>, streams: HashSet<StreamId>) -> Result<HashMap<StreamId, (u32, Digest)>, Problem> {
    let wanted: Vec<Value> = streams.into_iter().map(Value::from).collect();
    let mut found = HashMap::new();
    for list in in_lists(&wanted) {
        for row in tx.query(&latest_statement(list.len()), &list)? {
            found.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
        }
    }
    Ok(found)
}

/// The versions are looked up in the index alone; only the last entry of each stream is fetched.
pub(crate) fn latest_statement(streams: usize) -> String {
    format!(
        "SELECT e.stream, e.version, e.hash FROM entry AS e JOIN \
         (SELECT stream, max(version) AS version FROM entry WHERE stream IN ({}) GROUP BY stream) AS l \
         ON e.stream = l.stream AND e.version = l.version",
        marks(1, streams)
    )
}
