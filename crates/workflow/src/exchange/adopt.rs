//! Adopting cases: looked at first, then entered, a few hundred at a time.

use std::collections::{BTreeMap, BTreeSet};

use access::Filter;
use base::{Code, CommandId, Compartment, Happened, PersonId, Problem, PublicCode, Purpose, StreamId};
use casework::FileEvent;
use interop::RowProblem;
use interop::htcds::Record;
use store::{Database, Tx};

use crate::app::App;
use crate::bulk::Bulk;
use crate::compose::FileEntry;
use crate::exchange::plan::{ALSO, Case, KEPT, Planner};
use crate::exchange::{BASIS, ForAgency};
use crate::social::birth_range;

/// Entries that become durable together; those of a case, and of cases of one child, always do.
const ENTRIES_PER_COMMIT: usize = 500;
/// The most files that are named beside a case.
const MOST_SIMILAR: usize = 5;

/// A case that may be of a child who is here already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimilarCase {
    /// Its record.
    pub row: u64,
    /// Files whose child it may be, the nearest first.
    pub files: Vec<PublicCode>,
}

/// Cases that were looked at.
pub struct ExaminedCases {
    cases: Vec<Case>,
    /// Cases that would be adopted.
    pub new: u64,
    /// Cases that were adopted before, or went out from here.
    pub already: u64,
    /// What is wrong, by row. While anything is, nothing is adopted.
    pub problems: Vec<RowProblem>,
    /// New cases that may be of a child who is here.
    pub similar: Vec<SimilarCase>,
    /// Fields that have no home in a file, and in how many records they stand.
    pub left_out: BTreeMap<&'static str, u64>,
}

/// What came of an adoption.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AdoptedCases {
    /// Files opened.
    pub adopted: u64,
    /// Cases that were there.
    pub already: u64,
    /// Pairs of files that are of one child.
    pub merged: u64,
    /// Entries written.
    pub entries: u64,
}

impl App {
    /// Looks at records and takes nothing: what each would become, what rules refuse, and whose child it may be. That
    /// files were shown as similar is recorded.
    ///
    /// # Errors
    /// An engine's error.
    pub fn examine_cases(&self, agency: ForAgency, records: &[Record]) -> Result<ExaminedCases, Problem> {
        let (pack, directory, zone) = (self.pack()?, self.directory()?, self.zone()?);
        let planner = Planner { app: self, pack, zone, directory, agency };
        let (planned, problems) = planner.plan(records)?;
        self.catch_up()?;
        let (mut cases, mut already) = (Vec::new(), 0);
        let mut streams = BTreeSet::new();
        for case in planned {
            let there = self.store().read(Database::Social, |tx| is_there(tx, &case))?;
            // The same case twice in one file is one case.
            if there || !streams.insert(case.ids.file) {
                already += 1;
            } else {
                cases.push(case);
            }
        }
        let similar = self.similar(&cases)?;
        let mut left_out: BTreeMap<&'static str, u64> = BTreeMap::new();
        for field in records.iter().flat_map(Record::filled) {
            if !KEPT.contains(&field.name) && !ALSO.contains(&field.name) {
                *left_out.entry(field.name).or_default() += 1;
            }
        }
        Ok(ExaminedCases { new: cases.len() as u64, already, problems, similar, left_out, cases })
    }

    /// Adopts what was looked at. Nobody else may write meanwhile. Killed, it goes on where it stopped when the same
    /// records are looked at and adopted again.
    ///
    /// # Errors
    /// `records_wrong` while something is wrong, with `rows`; `version_conflict` when somebody else wrote; the rule
    /// that refuses; an engine's error.
    pub fn adopt_cases(
        &self,
        actor: PersonId,
        examined: ExaminedCases,
        progress: &mut dyn FnMut(u64),
    ) -> Result<AdoptedCases, Problem> {
        let wrong: BTreeSet<u64> = examined.problems.iter().map(|problem| problem.row).collect();
        if !wrong.is_empty() {
            return Err(Problem::bad_input("records_wrong").with("rows", wrong.len().to_string()));
        }
        let mut done = AdoptedCases { already: examined.already, ..AdoptedCases::default() };
        let mut bulk = Bulk::new(self)?;
        let today = Happened::on(self.clock().now().day(&self.zone()?), &self.zone()?);
        for group in by_child(examined.cases) {
            for case in &group {
                let mut entries = case.entries.iter().cloned();
                let Some((command, opening)) = entries.next() else { continue };
                bulk.open_unsignalled(actor, case.ids.file, command, opening)?;
                for (command, entry) in entries {
                    bulk.record(actor, case.ids.file, command, entry)?;
                }
                done.adopted += 1;
            }
            if let Some((first, others)) = group.split_first() {
                for other in others {
                    self.merge(&mut bulk, actor, first, other, &today)?;
                    done.merged += 1;
                }
            }
            bulk.flush_from(ENTRIES_PER_COMMIT)?;
            progress(done.adopted);
        }
        bulk.flush()?;
        done.entries = bulk.appended();
        Ok(done)
    }

    fn merge(
        &self,
        bulk: &mut Bulk,
        actor: PersonId,
        one: &Case,
        other: &Case,
        today: &Happened,
    ) -> Result<(), Problem> {
        let side = |this: &Case, that: &Case| -> Result<_, Problem> {
            let command = CommandId::new(self.clock().now(), self.chance());
            let event = FileEvent::ChildrenMerged {
                by: this.office,
                other: that.ids.file,
                other_child: that.ids.child,
            };
            let basis = Code::new(BASIS)?;
            let happened = today.clone();
            let entry = FileEntry { event, happened, basis, identity: None, narrative: None, shared: None };
            Ok((actor, this.ids.file, command, entry))
        };
        bulk.record_in_both(side(one, other)?, side(other, one)?)
    }

    /// New cases beside the files whose child they may be.
    fn similar(&self, cases: &[Case]) -> Result<Vec<SimilarCase>, Problem> {
        let mut found: Vec<(u64, Vec<StreamId>)> = Vec::new();
        {
            let social = self.social();
            for case in cases {
                let names = [case.identity.given_names.as_str(), case.identity.family_names.as_str()];
                let sex = u8::try_from(case.sex).ok();
                let hits = social.names.candidates(&names, birth_range(&case.identity), sex, &|_| true);
                if !hits.is_empty() {
                    found.push((case.row, hits.iter().take(MOST_SIMILAR).map(|hit| hit.stream).collect()));
                }
            }
        }
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let streams: BTreeSet<StreamId> =
            found.iter().flat_map(|(_, streams)| streams.iter().copied()).collect();
        let streams: Vec<StreamId> = streams.into_iter().collect();
        self.store().write(Database::Social, |tx| {
            self.record_reads(tx, PersonId::NIL, &streams, Compartment::Identity, Purpose::Search)?;
            let mut similar = Vec::new();
            for (row, streams) in found {
                let mut files = Vec::new();
                for stream in streams {
                    files.extend(store::files::by_stream(tx, &Filter::True, stream)?.map(|row| row.code));
                }
                // What answers may be a signal, which has no file.
                if !files.is_empty() {
                    similar.push(SimilarCase { row, files });
                }
            }
            Ok(similar)
        })
    }
}

/// Whether a case was adopted before, or is one of ours that comes back.
fn is_there(tx: &mut Tx<'_>, case: &Case) -> Result<bool, Problem> {
    if store::entries::stream_version(tx, case.ids.file)? > 0 {
        return Ok(true);
    }
    match case.code {
        Some(code) => Ok(store::files::by_code(tx, &Filter::True, code)?.is_some()),
        None => Ok(false),
    }
}

/// Cases of one child together, else in their order.
fn by_child(cases: Vec<Case>) -> Vec<Vec<Case>> {
    let mut groups: Vec<Vec<Case>> = Vec::new();
    let mut of_child: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases {
        let group = of_child.get(&case.child).copied().filter(|_| !case.child.is_empty());
        match group.and_then(|group| groups.get_mut(group)) {
            Some(group) => group.push(case),
            None => {
                of_child.insert(case.child.clone(), groups.len());
                groups.push(vec![case]);
            }
        }
    }
    groups
}
