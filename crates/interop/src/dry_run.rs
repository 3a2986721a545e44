//! The report before an import: the whole file read, nothing taken.

use std::collections::{BTreeMap, HashSet};
use std::io::Read;

use base::Day;

use crate::mapping::{Mapping, Target};
use crate::problem::{FileProblem, RowProblem};
use crate::row::Row;
use crate::table::{Limits, Outcome, TableReader};

/// The most different rows that are remembered to count repeated ones: about 20 MB.
const REMEMBERED: usize = 500_000;

/// How far a reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows read.
    pub rows: u64,
    /// Bytes read.
    pub bytes: u64,
}

/// What a reading tells while it goes on.
#[derive(Clone, Copy, Debug)]
pub enum Noted<'a> {
    /// Every 1,000 rows, and at the end.
    Progress(Progress),
    /// Each mistake of a row, in the file's order.
    Problem(&'a RowProblem),
    /// Why reading ended early; nothing but the last progress comes after it.
    Stopped(&'a FileProblem),
}

/// What importing a file would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DryRun {
    /// Rows read, the header apart.
    pub rows: u64,
    /// Rows that would be taken.
    pub taken: u64,
    /// Rows that would not.
    pub refused: u64,
    /// Rows coded exactly like an earlier one. In a statistical table these are legitimate: two people of one
    /// description. They are counted, and never a problem.
    pub repeated: u64,
    /// `repeated` is a least number: the file has more different rows than are remembered.
    pub repeated_at_least: bool,
    /// The last row has no line end: the file may have been cut off just there.
    pub ends_without_line_break: bool,
    /// How often each problem occurs, by code.
    pub problems: BTreeMap<&'static str, u64>,
    /// The first problems, as many as were asked for.
    pub first: Vec<RowProblem>,
    /// Why reading ended early. Nothing after it was looked at.
    pub stopped: Option<FileProblem>,
    /// Rows that would be taken, by target and level; the year's level is the year. Level 0 is "not known".
    pub levels: BTreeMap<Target, BTreeMap<u16, u64>>,
}

impl DryRun {
    /// Reads the whole file. The report shows the first `show` problems; `watch` hears of all.
    pub fn of(
        mapping: &Mapping,
        input: impl Read,
        today: Day,
        limits: Limits,
        show: usize,
        watch: &mut dyn FnMut(Noted<'_>),
    ) -> Self {
        let mut run = Self::default();
        let mut reader = match TableReader::open(mapping, input, today, limits) {
            Ok(reader) => reader,
            Err(problem) => {
                watch(Noted::Stopped(&problem));
                run.stopped = Some(problem);
                return run;
            }
        };
        let targets: Vec<Target> =
            mapping.columns().iter().map(|column| column.target).filter(|t| *t != Target::Ignored).collect();
        let mut seen = HashSet::new();
        while let Some(outcome) = reader.next() {
            match outcome {
                Outcome::Taken(row) => run.take(&row, &targets, &mut seen),
                Outcome::Refused(problems) => {
                    problems.iter().for_each(|problem| watch(Noted::Problem(problem)));
                    run.refuse(problems, show);
                }
                Outcome::Stopped(problem) => {
                    watch(Noted::Stopped(&problem));
                    run.stopped = Some(problem);
                }
            }
            if run.rows.is_multiple_of(1_000) {
                watch(Noted::Progress(Progress { rows: run.rows, bytes: reader.bytes_read() }));
            }
        }
        run.ends_without_line_break = run.stopped.is_none() && reader.ends_without_line_break();
        watch(Noted::Progress(Progress { rows: run.rows, bytes: reader.bytes_read() }));
        run
    }

    /// Whether the whole file was read and every row would be taken.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.stopped.is_none() && self.refused == 0 && self.rows > 0
    }

    /// Rows that would be taken at a level of a target.
    #[must_use]
    pub fn count(&self, target: Target, level: u16) -> u64 {
        self.levels.get(&target).and_then(|levels| levels.get(&level)).copied().unwrap_or(0)
    }

    fn take(&mut self, row: &Row, targets: &[Target], seen: &mut HashSet<[u8; Row::BYTES]>) {
        self.rows += 1;
        self.taken += 1;
        let coded = row.to_bytes();
        if seen.contains(&coded) {
            self.repeated += 1;
        } else if seen.len() < REMEMBERED {
            seen.insert(coded);
        } else {
            self.repeated_at_least = true;
        }
        for target in targets {
            let level = match target {
                Target::Year => u16::try_from(row.year).unwrap_or(0),
                Target::Sex => u16::from(row.sex),
                Target::AgeBand => u16::from(row.age_band),
                Target::Dimension(number) => row.dims.get(*number).copied().unwrap_or(0),
                Target::Ignored => continue,
            };
            *self.levels.entry(*target).or_default().entry(level).or_default() += 1;
        }
    }

    fn refuse(&mut self, problems: Vec<RowProblem>, show: usize) {
        self.rows += 1;
        self.refused += 1;
        for problem in problems {
            *self.problems.entry(problem.wrong.code()).or_default() += 1;
            if self.first.len() < show {
                self.first.push(problem);
            }
        }
    }
}
