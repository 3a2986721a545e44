//! What of a report's figures may be shown, given everything that was published before.

use std::collections::{BTreeMap, BTreeSet};

use base::{Position, Quarter};
use indicators::definition::Measure;
use indicators::gate::{Earlier, Gated, History, Link, Place, Rule, TableRef, publish};
use indicators::{Definition, Period};
use rules::Pack;

use crate::figures::{By, Shown};
use crate::reports::Span;
use crate::reports::counting::{Counted, POOLED_YEARS};
use crate::reports::frozen::{Change, FrozenTable};
use crate::reports::published::{Published, Report};
use crate::reports::restating;
use crate::reports::sheet::{self, Plan, Sheet};

/// What passed the gate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Passed {
    /// What is shown.
    pub(crate) tables: Vec<FrozenTable>,
    /// What later reports must know of it.
    pub(crate) sheets: Vec<Sheet>,
}

/// Everything that a quarter's figures are judged by.
pub(crate) struct Gate<'a> {
    pub(crate) definitions: &'a [Definition],
    pub(crate) pack: &'a Pack,
    pub(crate) quarter: Quarter,
    pub(crate) counted: &'a Counted,
    /// The figures at the positions of earlier reports, [`positions`] at least.
    pub(crate) then: &'a BTreeMap<Position, Counted>,
    pub(crate) published: &'a Published,
    /// Sheets whose cells are to be used again: those of the report that is counted again. Nothing otherwise.
    pub(crate) alike: &'a [Sheet],
}

/// What it is that is hidden: small counts. Sex and age say nothing of one another that would have to be hidden
/// because all of one are of the other.
fn rule() -> Rule {
    Rule { group_disclosure: false, ..Rule::default() }
}

/// The positions of the reports whose sheets a quarter's are compared with.
pub(crate) fn positions(quarter: Quarter, published: &Published) -> BTreeSet<Position> {
    let compared = |report: &&Report| report.frozen.quarter.year() == quarter.year();
    published.reports().iter().filter(compared).map(|report| report.frozen.as_of).collect()
}

/// The spans of a quarter's report. A year is published when it is over: figures of a year to date would give away
/// each quarter's new children. Counties are pooled over three whole years that no other three share (those that end
/// in a year divisible by three), because the difference of two that overlap would give away single years.
pub(crate) fn spans(quarter: Quarter) -> Vec<Span> {
    let mut spans = vec![Span::One(Period::Quarter(quarter))];
    let year = quarter.year();
    if quarter.of_year() == 4 {
        spans.push(Span::One(Period::Year(year)));
        if year % POOLED_YEARS == 0 {
            spans.push(Span::Years { from: year - (POOLED_YEARS - 1), to: year });
        }
    }
    spans
}

impl Gate<'_> {
    /// Lets out what may be shown: national figures of the quarter by total, sex, age, both and form; of the year
    /// likewise; of pooled years by county.
    pub(crate) fn pass(&self) -> Passed {
        let mut passed = Passed::default();
        for definition in self.definitions {
            for span in spans(self.quarter) {
                match span {
                    Span::One(_) => self.period(definition, span, &mut passed),
                    Span::Years { from, to } => self.pooled(definition, span, from..=to, &mut passed),
                }
            }
        }
        passed
    }

    /// All sheets of a period. One that was published before and changed by fewer than five is not published
    /// again: what was published stands, and the restatement says so.
    fn period(&self, definition: &Definition, span: Span, passed: &mut Passed) {
        if self.changed_by_few(definition, span) {
            return;
        }
        let mut total_is_shown = None;
        for by in sheet::of_period(definition) {
            let Some(plan) = self.plan(definition, span, by) else { continue };
            let gated = self.gated(&plan, &passed.sheets);
            let shows_total = shows_totals(&gated, &plan);
            match total_is_shown {
                None => {
                    total_is_shown = Some(shows_total);
                    self.take(&plan, gated, true, passed);
                }
                // The sheets share the total. One that agrees with the first about showing it tells no more about
                // the first than the first does itself; any other is not published.
                Some(true) if shows_total => self.take(&plan, gated, false, passed),
                Some(_) => {}
            }
        }
    }

    /// The counties of pooled years. Their total is that of the years, so that it must be no secret.
    fn pooled(
        &self,
        definition: &Definition,
        span: Span,
        mut years: std::ops::RangeInclusive<i16>,
        passed: &mut Passed,
    ) {
        let Some(by) = sheet::of_pooled(definition) else { return };
        let code = definition.code.as_str();
        let total_of = |year: i16| {
            let year = Span::One(Period::Year(year));
            let now =
                passed.tables.iter().find(|t| t.indicator == *code && t.span == year && t.by == By::TOTAL);
            now.map_or_else(|| self.published.shown(code, year, By::TOTAL, 0), |table| table.figure(0))
        };
        if self.changed_by_few(definition, span) || years.any(|year| total_of(year).is_hidden()) {
            return;
        }
        let Some(plan) = self.plan(definition, span, by) else { return };
        let gated = self.gated(&plan, &passed.sheets);
        if shows_totals(&gated, &plan) {
            self.take(&plan, gated, true, passed);
        }
    }

    /// The cells of a sheet: those of the pack in force, unless it is compared with a sheet that was published under
    /// another pack. Then it has the cells of that one, for the gate compares cell by cell; and where something is
    /// counted outside of them there is no sheet.
    fn plan<'d>(&self, definition: &'d Definition, span: Span, by: By) -> Option<Plan<'d>> {
        let plan = Plan::of(definition, span, by, self.pack, self.counted);
        let same = |sheet: &&Sheet| sheet.indicator == definition.code && sheet.by == by;
        if let Some(sheet) = self.alike.iter().filter(same).find(|sheet| sheet.span == span) {
            return Some(plan.with_cells_of(sheet));
        }
        let reports = self.published.reports().iter().rev();
        let mut published = reports.flat_map(|report| report.frozen.sheets.iter().filter(same));
        match published.find(|sheet| is_compared(span, sheet.span)) {
            Some(sheet) if !plan.is_like(sheet) => {
                let narrowed = plan.with_cells_of(sheet);
                plan.counts_within(&narrowed, self.counted).then_some(narrowed)
            }
            _ => Some(plan),
        }
    }

    fn take(&self, plan: &Plan<'_>, gated: Gated, with_total: bool, passed: &mut Passed) {
        let tables = plan.shown(&gated, self.counted, &rule());
        passed.tables.extend(tables.into_iter().filter(|table| with_total || table.by != By::TOTAL));
        passed.sheets.push(Sheet {
            indicator: plan.definition.code.clone(),
            span: plan.span,
            by: plan.by,
            rows: plan.rows.clone(),
            columns: plan.columns.clone(),
            gated,
        });
    }

    /// Whether a published total changed by one to four.
    fn changed_by_few(&self, definition: &Definition, span: Span) -> bool {
        let stands = self.published.shown(definition.code.as_str(), span, By::TOTAL, 0);
        let now = self.counted.amount(definition, span, By::TOTAL, 0);
        match (stands, now) {
            (Shown::Exact(stands), Some(now)) => {
                restating::change(stands, now) == Some(Change::FewerThanFive)
            }
            _ => false,
        }
    }

    /// Passes a sheet through the gate, with everything published of the same indicator that it adds up with.
    fn gated(&self, plan: &Plan<'_>, passed_now: &[Sheet]) -> Gated {
        let mut history = History::default();
        let mut newest: BTreeMap<Span, usize> = BTreeMap::new();
        let mut remember = |sheet: &Sheet, counted: &Counted, history: &mut History| {
            let of_then = Plan { span: sheet.span, ..plan.clone() };
            let place = history.earlier.len();
            history.earlier.push(Earlier { table: of_then.table(counted), shown: sheet.gated.clone() });
            newest.insert(sheet.span, place);
            place
        };
        for report in self.published.reports() {
            let Some(then) = self.then.get(&report.frozen.as_of) else { continue };
            let alike = report.frozen.sheets.iter().filter(|sheet| plan.is_like(sheet));
            for sheet in alike.filter(|sheet| is_compared(plan.span, sheet.span)) {
                let place = remember(sheet, then, &mut history);
                if sheet.span == plan.span {
                    history.links.extend(again(place));
                }
            }
        }
        for sheet in
            passed_now.iter().filter(|sheet| plan.is_like(sheet) && is_compared(plan.span, sheet.span))
        {
            remember(sheet, self.counted, &mut history);
        }
        history.links.extend(self.year_of(plan, &newest));
        publish(&plan.table(self.counted), &history, &rule())
    }

    /// How a year is made of its quarters, where the year is published or about to be.
    fn year_of(&self, plan: &Plan<'_>, newest: &BTreeMap<Span, usize>) -> Option<Link> {
        let Span::One(period) = plan.span else { return None };
        let year = match period {
            Period::Quarter(quarter) => quarter.year(),
            Period::Year(year) => year,
        };
        let find = |span: Span| {
            if span == plan.span {
                Some(TableRef::New)
            } else {
                newest.get(&span).map(|place| TableRef::Earlier(*place))
            }
        };
        let total = find(Span::One(Period::Year(year)))?;
        let quarters = (1..=4).map(|quarter| Span::One(Period::Quarter(Quarter::new(year, quarter))));
        let parts: Vec<TableRef> = quarters.filter_map(find).collect();
        let complete = parts.len() == 4;
        if parts.is_empty() {
            return None;
        }
        Some(if plan.definition.quarters_add_up() {
            Link::Sum { total, parts, complete }
        } else {
            Link::Union { total, parts, complete }
        })
    }
}

/// What holds between a sheet and the same one published before: where a cell is the same, what was withheld stays
/// so; where it changed, by how much is protected like a count.
fn again(place: usize) -> [Link; 3] {
    let (new, old) = (TableRef::New, TableRef::Earlier(place));
    let sum = |total, part, complete| Link::Sum { total, parts: vec![part], complete };
    [sum(new, old, true), sum(new, old, false), sum(old, new, false)]
}

/// Whether a reader could reckon with both: a year and its quarters, or the same span twice.
fn is_compared(new: Span, old: Span) -> bool {
    let year = |span: Span| match span {
        Span::One(Period::Quarter(quarter)) => Some(quarter.year()),
        Span::One(Period::Year(year)) => Some(year),
        Span::Years { .. } => None,
    };
    new == old || (year(new).is_some() && year(new) == year(old))
}

/// Whether what a sheet shares with the others of its span is shown: the total, and of a ratio its two parts.
fn shows_totals(gated: &Gated, plan: &Plan<'_>) -> bool {
    let shows = |place| gated.at(place).is_some_and(|cell| cell.shown().is_some());
    let parts =
        plan.definition.measure != Measure::Ratio || (0..2).all(|part| shows(Place::ColumnTotal(part)));
    shows(Place::Total) && parts
}
