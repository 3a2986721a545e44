//! Making projections again from the ledger: into second tables, under the realm's writer, which then take the
//! names. Only operational parts are opened, never identity or narrative.

use std::collections::HashSet;

use base::{Code, Compartment, Digest, Position, Problem, StreamId};
use ledger::Entry;
use rules::Pack;
use store::projection::{self, Projection};
use store::{Database, Target, Tx};
use vault::KeyName;

use crate::app::App;
use crate::concern_record::{self, NAMED};
use crate::erasure::{ERASED, tombstone};
use crate::glass_record::{GLASS_ASKED, glass_row};
use crate::import::{OPENED, batch};
use crate::keys::Keys;
use crate::reading::{READ, ReadEvent};
use crate::sealing::FIRST_EPOCH;
use crate::{criminal_files, history, notices, project, reports, sealing, signals};

/// Streams whose keys are fetched at once.
const STREAMS: usize = 500;
/// Rows that are gathered before they are written.
const ROWS: usize = 500;

/// The databases that have projections.
const PROJECTED: [Database; 2] = [Database::Social, Database::Justice];

/// A projection that was made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Its name.
    pub name: &'static str,
    /// The digest of its rows before; `None` when an older program had made them.
    pub before: Option<Digest>,
    /// The digest of its rows now. The same as before, unless the rows were not what the ledger says.
    pub after: Digest,
}

impl App {
    /// Makes every projection again. Nobody writes meanwhile. `progress` hears how many streams of how many are
    /// done.
    ///
    /// # Errors
    /// An engine's error, or `key_gone` of a stream whose keys are lost; everything is then as it was.
    pub fn rebuild(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<Rebuilt>, Problem> {
        let pack = self.pack()?;
        let mut rebuilt = Vec::new();
        for database in PROJECTED {
            rebuilt.extend(
                self.store().write(database, |tx| {
                    self.refill(tx, &pack, projection::projections(database), progress)
                })?,
            );
        }
        Ok(rebuilt)
    }

    /// Makes those projections again that an older program had made: for the start of the program.
    ///
    /// # Errors
    /// As [`App::rebuild`].
    pub fn rebuild_stale(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<Rebuilt>, Problem> {
        let mut rebuilt = Vec::new();
        for database in PROJECTED {
            if self.store().read(database, projection::stale)?.is_empty() {
                continue;
            }
            let pack = self.pack()?;
            rebuilt.extend(self.store().write(database, |tx| {
                // Asked again under the lock: another process may have done it meanwhile.
                let stale = projection::stale(tx)?;
                self.refill(tx, &pack, &stale, progress)
            })?);
        }
        Ok(rebuilt)
    }

    fn refill(
        &self,
        tx: &mut Tx<'_>,
        pack: &Pack,
        wanted: &[&'static Projection],
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Vec<Rebuilt>, Problem> {
        let stale: HashSet<_> = projection::stale(tx)?.into_iter().map(Projection::name).collect();
        let mut before = Vec::new();
        for projection in wanted {
            // Rows of an older program may have other columns than this one can read.
            let readable = !stale.contains(projection.name());
            before.push(if readable { Some(projection::digest(tx, projection)?) } else { None });
            projection::begin_refill(tx, projection)?;
        }
        let mut filling = Filling::of(self, pack, wanted);
        let realm = tx.realm()?;
        let streams = streams(tx)?;
        let total = streams.len() as u64;
        let mut done = 0;
        for some in streams.chunks(STREAMS) {
            let names: Vec<KeyName> = some
                .iter()
                .map(|(stream, _)| KeyName::Stream(realm, *stream, Compartment::Operational, FIRST_EPOCH))
                .collect();
            self.keys.fetch(&names)?;
            for (stream, life) in some {
                filling.take(tx, *stream, *life)?;
            }
            done += some.len() as u64;
            progress(done, total);
        }
        filling.write(tx, 0)?;
        let mut rebuilt = Vec::new();
        for (projection, before) in wanted.iter().zip(before) {
            projection::end_refill(tx, projection)?;
            rebuilt.push(Rebuilt {
                name: projection.name(),
                before,
                after: projection::digest(tx, projection)?,
            });
        }
        Ok(rebuilt)
    }
}

/// What kind of thing a stream is the life of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Life {
    File,
    Signal,
    CriminalFile,
    Notice,
    Report,
    Batch,
    Reads,
    /// A request to open another's file.
    Glass,
    /// A conflict of interest.
    Concern,
    /// Requests to erase.
    Erasures,
    /// Whose keys are destroyed: only its tombstone is left.
    Erased,
    /// Nothing that a list shows.
    Unlisted,
}

impl Life {
    fn of(first_kind: &str) -> Self {
        match first_kind {
            "case_opened" => Self::File,
            "signal_received" => Self::Signal,
            "criminal_file_opened" => Self::CriminalFile,
            "crossing_received" => Self::Notice,
            reports::FROZEN => Self::Report,
            OPENED => Self::Batch,
            READ => Self::Reads,
            NAMED => Self::Concern,
            GLASS_ASKED => Self::Glass,
            "erasure_asked" => Self::Erasures,
            _ => Self::Unlisted,
        }
    }
}

/// All streams, in the order in which they began, by their first entries.
fn streams(tx: &mut Tx<'_>) -> Result<Vec<(StreamId, Life)>, Problem> {
    let head = store::entries::head(tx)?.position();
    let (mut streams, mut erased) = (Vec::new(), HashSet::new());
    store::entries::for_each_entry(tx, Position(0), head, &mut |view| {
        if view.version == 1 {
            streams.push((view.stream, Life::of(view.kind)));
        }
        if view.kind == ERASED {
            erased.insert(view.stream);
        }
        Ok(())
    })?;
    for (stream, life) in &mut streams {
        if erased.contains(stream) {
            *life = Life::Erased;
        }
    }
    Ok(streams)
}

/// Rows on their way into the second tables.
struct Filling<'a> {
    app: &'a App,
    pack: &'a Pack,
    wanted: HashSet<&'static str>,
    files: Vec<store::files::FileRow>,
    referrals: Vec<store::referrals::ReferralRow>,
    signals: Vec<store::signals::SignalRow>,
    criminal_files: Vec<store::criminal_files::CriminalFileRow>,
    notices: Vec<store::notices::NoticeRow>,
    reports: Vec<store::reports::ReportRow>,
    datasets: Vec<store::datasets::DatasetRow>,
    batches: Vec<store::batches::BatchRow>,
    reads: Vec<store::reads::ReadRow>,
    glass: Vec<store::glass::GlassRow>,
    concerns: Vec<store::concerns::ConcernRow>,
    conflicts: Vec<store::files::ConflictRow>,
    erasures: Vec<store::erasures::ErasureRow>,
    tombstones: Vec<store::erasures::TombstoneRow>,
}

impl<'a> Filling<'a> {
    fn of(app: &'a App, pack: &'a Pack, wanted: &[&'static Projection]) -> Self {
        Self {
            app,
            pack,
            wanted: wanted.iter().map(|projection| projection.name()).collect(),
            files: Vec::new(),
            referrals: Vec::new(),
            signals: Vec::new(),
            criminal_files: Vec::new(),
            notices: Vec::new(),
            reports: Vec::new(),
            datasets: Vec::new(),
            batches: Vec::new(),
            reads: Vec::new(),
            glass: Vec::new(),
            concerns: Vec::new(),
            conflicts: Vec::new(),
            erasures: Vec::new(),
            tombstones: Vec::new(),
        }
    }

    fn wants(&self, projection: &Projection) -> bool {
        self.wanted.contains(projection.name())
    }

    /// The rows of one stream.
    fn take(&mut self, tx: &mut Tx<'_>, stream: StreamId, life: Life) -> Result<(), Problem> {
        let wanted = match life {
            Life::File => self.wants(&store::files::FILES) || self.wants(&store::referrals::REFERRALS),
            Life::Signal => self.wants(&store::signals::SIGNALS),
            Life::CriminalFile => self.wants(&store::criminal_files::CRIMINAL_FILES),
            Life::Notice => self.wants(&store::notices::NOTICES),
            Life::Report => self.wants(&store::reports::REPORTS),
            Life::Batch => self.wants(&store::batches::BATCHES) || self.wants(&store::datasets::DATASETS),
            Life::Reads => self.wants(&store::reads::READS),
            Life::Glass => self.wants(&store::glass::GLASS),
            Life::Concern => self.wants(&store::concerns::CONCERNS) || self.wants(&store::files::CONFLICTS),
            Life::Erasures => self.wants(&store::erasures::ERASURES),
            Life::Erased => self.wants(&store::erasures::TOMBSTONES),
            Life::Unlisted => false,
        };
        if !wanted {
            return Ok(());
        }
        let entries = store::entries::stream_entries(tx, stream)?;
        let keys = &self.app.keys;
        match life {
            Life::File => {
                let recorded =
                    entries.iter().map(|e| history::open_event(keys, e)).collect::<Result<Vec<_>, _>>()?;
                let file = casework::fold(&recorded);
                self.files.extend(project::file_row(stream, &file, &recorded, self.pack)?);
                self.referrals.extend(project::referral_rows(stream, &file, &recorded, self.pack));
            }
            Life::Signal => {
                let history = signals::open_signal(keys, &entries)?;
                let version = entries.last().map_or(0, |entry| entry.version);
                self.signals.extend(project::signal_row(stream, &history, version));
            }
            Life::CriminalFile => {
                let recorded = criminal_files::open_criminal(keys, entries)?;
                self.criminal_files.extend(criminal_files::criminal_row(stream, &recorded)?);
            }
            Life::Notice => {
                self.notices.extend(notices::notice_row(stream, &notices::open_notice(keys, entries)?));
            }
            Life::Report => self.reports.extend(self.app.report_row(stream, &entries)?),
            Life::Batch => {
                let (batch, dataset) = batch::rows_of(keys, stream, &entries)?;
                self.batches.extend(batch);
                self.datasets.extend(dataset);
            }
            Life::Reads => {
                for entry in &entries {
                    self.reads.push(read_row(keys, entry)?);
                }
            }
            Life::Glass => self.glass.push(glass_row(keys, stream, &entries)?),
            Life::Concern => {
                if let Some(row) = concern_record::concern_row(keys, stream, &entries)? {
                    self.conflicts.extend(concern_record::links(&row));
                    self.concerns.push(row);
                }
            }
            Life::Erasures => self.erasures.extend(self.app.erasure_rows(&entries)?),
            Life::Erased => {
                self.tombstones.extend(entries.iter().filter(|e| e.kind.as_str() == ERASED).map(tombstone));
            }
            Life::Unlisted => {}
        }
        self.write(tx, ROWS)
    }

    /// Writes what has gathered beyond a number of rows.
    fn write(&mut self, tx: &mut Tx<'_>, most: usize) -> Result<(), Problem> {
        let second = Target::Second;
        let (files, referrals) = (self.wants(&store::files::FILES), self.wants(&store::referrals::REFERRALS));
        let (batches, datasets) =
            (self.wants(&store::batches::BATCHES), self.wants(&store::datasets::DATASETS));
        written(&mut self.glass, most, true, |rows| store::glass::put(tx, second, rows))?;
        let (concerns, conflicts) =
            (self.wants(&store::concerns::CONCERNS), self.wants(&store::files::CONFLICTS));
        written(&mut self.concerns, most, concerns, |rows| store::concerns::put(tx, second, rows))?;
        written(&mut self.conflicts, most, conflicts, |rows| store::files::add_conflicts(tx, second, rows))?;
        written(&mut self.files, most, files, |rows| store::files::put(tx, second, rows))?;
        written(&mut self.referrals, most, referrals, |rows| store::referrals::put(tx, second, rows))?;
        written(&mut self.signals, most, true, |rows| store::signals::put(tx, second, rows))?;
        let criminal = &mut self.criminal_files;
        written(criminal, most, true, |rows| store::criminal_files::put(tx, second, rows))?;
        written(&mut self.notices, most, true, |rows| store::notices::put(tx, second, rows))?;
        written(&mut self.reports, most, true, |rows| store::reports::put(tx, second, rows))?;
        written(&mut self.datasets, most, datasets, |rows| store::datasets::put(tx, second, rows))?;
        written(&mut self.batches, most, batches, |rows| store::batches::put(tx, second, rows))?;
        written(&mut self.reads, most, true, |rows| store::reads::put(tx, second, rows))?;
        written(&mut self.erasures, most, true, |rows| store::erasures::put(tx, second, rows))?;
        written(&mut self.tombstones, most, true, |rows| store::erasures::put_tombstones(tx, second, rows))
    }
}

fn written<R>(
    rows: &mut Vec<R>,
    most: usize,
    wanted: bool,
    put: impl FnOnce(&[R]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    if rows.len() <= most {
        return Ok(());
    }
    if wanted {
        put(rows)?;
    }
    rows.clear();
    Ok(())
}

/// The row of one act of reading, from its entry.
pub(crate) fn read_row(keys: &Keys, entry: &Entry) -> Result<store::reads::ReadRow, Problem> {
    let payload = sealing::open_operational(keys, entry)?;
    let event: ReadEvent = serde_json::from_slice(&payload).map_err(Problem::internal)?;
    Ok(store::reads::ReadRow {
        position: entry.position,
        stream: event.stream,
        person: entry.actor,
        compartment: event.compartment,
        purpose: Code::new(event.purpose.code())?,
        read_at: entry.recorded_at,
    })
}

#[cfg(test)]
mod tests {
    use base::{AgencyNumber, Clock, Day, PersonId, PublicCode, Randomness, Timestamp};
    use store::files::{FILES, FileRow};
    use store::signals::SignalRow;

    use super::*;
    use crate::app::Settings;

    /// As when an older program had made one of them.
    #[test]
    fn of_some_projections_the_others_keep_their_rows() {
        let folder = tempfile::TempDir::new().unwrap();
        let (clock, chance) =
            (Clock::fixed(Timestamp::from_micros(1_700_000_000_000_000)), Randomness::seeded(3));
        let settings = Settings {
            store: store::Config::sqlite(folder.path().join("data")),
            folder: folder.path().to_owned(),
            clock: clock.clone(),
            chance: chance.clone(),
        };
        let app = App::open(settings).unwrap();
        let stream = StreamId::new(clock.now(), &chance);
        let (code, none) = (PublicCode::new(&chance), Timestamp::from_micros(0));
        // Rows that no entry stands behind: what is made again loses them.
        let file = FileRow {
            stream,
            code,
            agency: AgencyNumber(1),
            county: 1,
            case_manager: PersonId::NIL,
            sex: 1,
            age_band: 1,
            coming_of_age_month: 0,
            status: Code::new("none").unwrap(),
            victim: false,
            status_since: Day(0),
            closed: false,
            episode: 1,
            opened_day: Day(0),
            case_manager_since: Day(0),
            services_open: 0,
            referrals_open: 0,
            last_happened_day: Day(0),
            last_recorded_at: none,
            version: 1,
            last_position: Position(1),
        };
        let signal = SignalRow {
            stream,
            code,
            agency: AgencyNumber(1),
            from_agency: AgencyNumber(1),
            county: 1,
            source: 1,
            urgency: 0,
            state: 0,
            received_at: none,
            triaged_at: none,
            answered_at: none,
            file: StreamId::NIL,
            version: 1,
            last_position: Position(1),
        };
        let pack = app.pack().unwrap();
        let (rebuilt, signals) = app
            .store()
            .write(Database::Social, |tx| {
                store::files::put(tx, Target::Live, &[file])?;
                store::signals::put(tx, Target::Live, &[signal])?;
                let signals = projection::digest(tx, &store::signals::SIGNALS)?;
                Ok((app.refill(tx, &pack, &[&FILES], &mut |_, _| {})?, signals))
            })
            .unwrap();
        assert_eq!(rebuilt.iter().map(|r| r.name).collect::<Vec<_>>(), ["file_row"]);
        assert_ne!(rebuilt[0].before, Some(rebuilt[0].after));
        let kept = app
            .store()
            .read(Database::Social, |tx| projection::digest(tx, &store::signals::SIGNALS))
            .unwrap();
        assert_eq!(kept, signals);
    }
}
