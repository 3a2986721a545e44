//! What waits to be written, and writing it: entries and the rows of the streams they are of, in one transaction.

use base::{Position, Problem, ProblemKind, StreamId, Timestamp};
use casework::{FileEvent, Recorded};
use ledger::Draft;
use store::{Database, ExpectedVersion, Target};

use crate::bulk::{Bulk, ENTRIES_PER_FLUSH};
use crate::compose::Composed;
use crate::project;

/// The rows of one flush.
#[derive(Default)]
struct Rows {
    files: Vec<store::files::FileRow>,
    referrals: Vec<store::referrals::ReferralRow>,
    /// Referrals of files that may have fewer than before.
    shrunk: Vec<(StreamId, Vec<store::referrals::ReferralRow>)>,
    signals: Vec<store::signals::SignalRow>,
    reads: Vec<store::reads::ReadRow>,
}

impl Bulk {
    /// Writes what waits: entries, and the projections of the streams they are of.
    ///
    /// # Errors
    /// `version_conflict` when somebody else appended meanwhile; an engine's error.
    pub fn flush(&mut self) -> Result<(), Problem> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let drafts = std::mem::take(&mut self.waiting);
        let count = drafts.len() as u64;
        let rows = self.rows()?;
        let expected = self.last;
        self.app.store().write(Database::Social, |tx| {
            let appended = store::append_at(tx, drafts)?;
            let placed = appended.entries.last().map(|entry| (entry.position, entry.recorded_at));
            if placed != Some(expected) {
                return Err(Problem::new(ProblemKind::Conflict, "version_conflict"));
            }
            store::files::put(tx, Target::Live, &rows.files)?;
            store::referrals::put(tx, Target::Live, &rows.referrals)?;
            for (file, referrals) in &rows.shrunk {
                store::referrals::replace(tx, Target::Live, *file, referrals)?;
            }
            store::signals::put(tx, Target::Live, &rows.signals)?;
            store::reads::put(tx, Target::Live, &rows.reads)
        })?;
        self.appended += count;
        Ok(())
    }

    pub(super) fn flush_when_full(&mut self) -> Result<(), Problem> {
        if self.waiting.len() >= ENTRIES_PER_FLUSH { self.flush() } else { Ok(()) }
    }

    pub(super) fn take_file(&mut self, file: StreamId, composed: Composed) {
        let version = composed.recorded.version;
        let (position, recorded_at) = self.push(composed.draft, ExpectedVersion::Exactly(version - 1));
        let state = self.files.entry(file).or_default();
        state.recorded.push(Recorded { position, recorded_at, ..composed.recorded });
        state.facts = composed.facts;
        self.touched_files.insert(file);
    }

    pub(super) fn take_signal(&mut self, signal: StreamId, (draft, proposed): (Draft, intake::Recorded)) {
        let version = self.signals.get(&signal).map_or(0, Vec::len);
        let version = u32::try_from(version).unwrap_or(u32::MAX);
        let (position, _) = self.push(draft, ExpectedVersion::Exactly(version));
        self.signals.entry(signal).or_default().push(intake::Recorded { position, ..proposed });
        self.touched_signals.insert(signal);
    }

    /// Lets a draft wait; the place and time it will have.
    pub(super) fn push(&mut self, draft: Draft, expected: ExpectedVersion) -> (Position, Timestamp) {
        let at = self.app.clock().now();
        self.last = (Position(self.last.0.0 + 1), self.last.1.max(at));
        self.waiting.push((draft, expected, at));
        self.last
    }

    /// The rows of what was touched since the last flush.
    fn rows(&mut self) -> Result<Rows, Problem> {
        let mut rows = Rows { reads: std::mem::take(&mut self.reads), ..Rows::default() };
        for stream in std::mem::take(&mut self.touched_files) {
            let Some(state) = self.files.get(&stream) else { continue };
            let file = casework::fold(&state.recorded);
            rows.files.extend(project::file_row(stream, &file, &state.recorded, &self.pack)?);
            let referrals = project::referral_rows(stream, &file, &state.recorded, &self.pack);
            // Only a withdrawn sending takes a row away.
            if state.recorded.iter().any(|recorded| matches!(recorded.event, FileEvent::Withdrawn { .. })) {
                rows.shrunk.push((stream, referrals));
            } else {
                rows.referrals.extend(referrals);
            }
        }
        for stream in std::mem::take(&mut self.touched_signals) {
            let Some(history) = self.signals.get(&stream) else { continue };
            let version = u32::try_from(history.len()).unwrap_or(u32::MAX);
            rows.signals.extend(project::signal_row(stream, history, version));
        }
        Ok(rows)
    }
}
