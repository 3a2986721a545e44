//! From a number to what happened: the entries behind it for those who may walk there, what is counted and left
//! out for everybody else.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use access::{Action, Filter, Resource, ResourceKind};
use base::{AgencyNumber, Code, Day, EntryId, Position, Problem, PublicCode, StreamId, Timestamp};
use indicators::{
    Definition, Dimension, Disaggregation, Excluded, FactTable, LineageRow, Part, Period, Scope,
};
use ledger::FactKind;
use rules::Pack;
use store::files::{FileFilter, FileOrder, FileRow};
use store::{Database, Page, Tx};

use crate::app::App;
use crate::figures::breakdown::of_sex;
use crate::figures::page::{around, chosen, page_codes};
use crate::figures::{About, Book, By, Shown, Standing, crossing, uncrossed};
use crate::reports::{Restated, Span};
use crate::sign_in::SignedIn;

/// The most entries that are shown.
pub const MOST_ROWS: usize = 500;

/// What a number is made of.
pub struct Lineage {
    /// What is counted.
    pub about: About,
    /// Whose figures these are and as of when.
    pub standing: Standing,
    /// The period.
    pub period: Period,
    /// The breakdown.
    pub by: By,
    /// The cell of it.
    pub cell: u32,
    /// The cell's code, and of sex and age together the sex's.
    pub codes: (Option<Code>, Option<Code>),
    /// The figure.
    pub figure: Shown,
    /// How many facts of the kind, period and cell do not count, by reason; empty behind a published figure.
    pub left_out: BTreeMap<Excluded, u64>,
    /// The entries, for those who may walk there.
    pub rows: Option<LineageRows>,
    /// What was published of this figure, the newest report first.
    pub published: Vec<PublishedBefore>,
    /// What later reports said of it, the newest first.
    pub restated: Vec<Restated>,
    /// The pack its codes are of.
    pub pack: Arc<Pack>,
}

/// The entries behind a figure.
#[derive(Clone, Debug, Default)]
pub struct LineageRows {
    /// The first [`MOST_ROWS`], by day.
    pub lines: Vec<LineageLine>,
    /// How many count, shown or not: the figure's units.
    pub counted: usize,
    /// How many there are, those that do not count included.
    pub all: usize,
    /// How many of those shown are of erased records: they count and lead no further.
    pub erased: usize,
}

impl LineageRows {
    /// Whether not all are shown.
    #[must_use]
    pub fn cut(&self) -> bool {
        self.lines.len() < self.all
    }
}

/// One entry behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineageLine {
    /// The day it happened, as the fact counts it.
    pub day: Day,
    /// What it says.
    pub kind: FactKind,
    /// What it is to the figure.
    pub part: Part,
    /// Whether it counts.
    pub counted: bool,
    /// Why not, when it does not.
    pub excluded: Option<Excluded>,
    /// The file, where this person may see it.
    pub file: Option<PublicCode>,
    /// The file's agency, where this person may see it.
    pub agency: Option<AgencyNumber>,
    /// The entry.
    pub entry: EntryId,
    /// Its number in its file's stream; `None` when the ledger here does not have it.
    pub version: Option<u32>,
    /// Its position; `None` when the ledger here does not have it.
    pub position: Option<Position>,
    /// When it was recorded.
    pub recorded_at: Option<Timestamp>,
}

/// What a report said of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedBefore {
    /// The report.
    pub report: PublicCode,
    /// When it was published.
    pub published_at: Timestamp,
    /// The position it was counted at.
    pub as_of: Position,
    /// What it said.
    pub figure: Shown,
}

impl App {
    /// What a figure is made of. `cell` is a level, or [`crate::figures::crossed`]; 0 of the total.
    ///
    /// Rows are for those who may walk there, over their own agency's facts. Behind a published figure there is
    /// its definition and what was published of it, and nothing that was not.
    ///
    /// # Errors
    /// `not_found` where there is no such indicator or this person sees none; `choice_unknown` for a breakdown it
    /// does not have; `as_of_in_future`, `as_of_before_start`; an engine's error.
    pub fn lineage(
        &self,
        who: &SignedIn,
        code: &str,
        period: Period,
        by: Option<&str>,
        cell: u32,
        as_of: Option<Day>,
    ) -> Result<Lineage, Problem> {
        let until = as_of.map(|day| day.end(who.pack.zone()));
        let published = self.published_by(until)?;
        let restated =
            published.restatements(Some(code)).into_iter().filter(|said| said.period == period).collect();
        let walks = self.may(who, Action::WalkLineageRows, &Resource::Indicator(who.agency.number));
        let (mut lineage, facts) =
            self.with_facts(who, as_of, Some(&published), |standing, book, definitions, facts| {
                let definition =
                    definitions.iter().find(|d| d.code == *code).ok_or_else(Problem::not_found)?;
                let by = chosen(definition, Some(by.unwrap_or(By::TOTAL.name())))?.pop().unwrap_or(By::TOTAL);
                let counted = facts.zip(standing.scope());
                let rows = counted.map(|(facts, scope)| {
                    rows(facts, definition, period, by, cell, standing.position, scope)
                });
                let figure = match (counted, by) {
                    (Some((facts, scope)), By::SexAndAge) => {
                        let by_sex = crossing([definition], &who.pack);
                        let periods = around(period).ok_or_else(Problem::not_found)?;
                        let cube = indicators::count_all(facts, &by_sex, standing.position, periods, scope);
                        Book::Counted { cube: &cube, crossed: Some(&cube) }
                            .shown(definition, period, by, cell)
                    }
                    _ => book.shown(definition, period, by, cell),
                };
                let lineage = Lineage {
                    about: About::of(definition),
                    standing: standing.clone(),
                    period,
                    by,
                    cell,
                    codes: page_codes(&who.pack, by, cell),
                    figure,
                    left_out: BTreeMap::new(),
                    rows: None,
                    published: Vec::new(),
                    restated,
                    pack: Arc::clone(&who.pack),
                };
                Ok((lineage, rows))
            })?;
        lineage.published = published.said_of(code, Span::One(period), lineage.by, cell);
        if let Some(facts) = facts {
            for why in facts.iter().filter_map(|row| row.excluded) {
                *lineage.left_out.entry(why).or_default() += 1;
            }
            let own = lineage.standing.scope() == Some(Scope::Agency(who.agency.number));
            if walks && own {
                lineage.rows = Some(self.lines(who, facts)?);
            }
        }
        Ok(lineage)
    }

    /// The entries of facts, and the files of those entries where this person may see them.
    fn lines(&self, who: &SignedIn, mut facts: Vec<LineageRow>) -> Result<LineageRows, Problem> {
        // By day and entry: an order in which the same rows always stand the same way, and no child's rows together.
        facts.sort_by_key(|row| (row.part, row.day, row.stands_for));
        let counted = facts.iter().filter(|row| row.counted && row.part == Part::Counted).count();
        let all = facts.len();
        facts.truncate(MOST_ROWS);
        let visible = self.policies.visible(&who.viewer, Action::ViewFile, ResourceKind::File)?;
        let (entries, seen, there) = self.store().read(Database::Social, |tx| {
            let mut entries = HashMap::new();
            for row in &facts {
                if !entries.contains_key(&row.stands_for)
                    && let Some(entry) = store::entries::entry(tx, row.stands_for)?
                {
                    entries.insert(
                        row.stands_for,
                        (entry.stream, entry.version, entry.position, entry.recorded_at),
                    );
                }
            }
            let streams: Vec<StreamId> = entries.values().map(|(stream, ..)| *stream).collect();
            let seen = files(tx, &visible, &streams)?;
            let there = files(tx, &Filter::True, &streams)?;
            Ok((entries, seen, there))
        })?;
        let lines: Vec<LineageLine> = facts
            .into_iter()
            .map(|row| {
                let entry = entries.get(&row.stands_for);
                let file = entry.and_then(|(stream, ..)| seen.get(stream));
                LineageLine {
                    day: row.day,
                    kind: row.kind,
                    part: row.part,
                    counted: row.counted,
                    excluded: row.excluded,
                    file: file.map(|file| file.code),
                    agency: file.map(|file| file.agency),
                    entry: row.stands_for,
                    version: entry.map(|(_, version, ..)| *version),
                    position: entry.map(|(_, _, position, _)| *position),
                    recorded_at: entry.map(|(.., recorded_at)| *recorded_at),
                }
            })
            .collect();
        let gone = |line: &&LineageLine| {
            entries.get(&line.entry).is_none_or(|(stream, ..)| !there.contains_key(stream))
        };
        let erased = lines.iter().filter(gone).count();
        Ok(LineageRows { lines, counted, all, erased })
    }
}

/// The facts behind a cell.
fn rows(
    facts: &FactTable,
    definition: &Definition,
    period: Period,
    by: By,
    cell: u32,
    position: Position,
    scope: Scope,
) -> Vec<LineageRow> {
    match by {
        By::One(by) => indicators::lineage(facts, definition, period, by, cell, position, scope),
        By::SexAndAge => {
            let (sex, age_band) = uncrossed(cell);
            let Some(of_sex) = of_sex(definition, sex) else { return Vec::new() };
            let age = Disaggregation::By(Dimension::AgeBand);
            let all = indicators::lineage(facts, &of_sex, period, age, age_band.into(), position, scope);
            // Facts of the other sex are not left out of this cell: they were never of it.
            all.into_iter().filter(|row| row.excluded != Some(Excluded::ByCondition)).collect()
        }
    }
}

/// The rows of many files, as far as they may be seen.
fn files(
    tx: &mut Tx<'_>,
    visible: &Filter,
    streams: &[StreamId],
) -> Result<HashMap<StreamId, FileRow>, Problem> {
    let mut streams = streams.to_vec();
    streams.sort_unstable();
    streams.dedup();
    let mut found = HashMap::new();
    for some in streams.chunks(500) {
        let filter = FileFilter { streams: Some(some.to_vec()), ..FileFilter::default() };
        let listed = store::files::list(tx, visible, &filter, FileOrder::default(), &Page::first(500))?;
        found.extend(listed.rows.into_iter().map(|row| (row.stream, row)));
    }
    Ok(found)
}
