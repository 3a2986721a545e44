//! What came of imports: the batches of an agency, the datasets, and their rows counted.

use std::collections::HashMap;

use access::{Action, Filter, ResourceKind};
use base::{AgencyNumber, Code, Day, PersonId, Position, Problem, PublicCode, Timestamp};
use indicators::{DatasetDimension, DatasetView};
use interop::{Axis, Mapping, Target};
use store::datasets::DatasetRow;
use store::{Database, Page, Total};

use crate::app::App;
use crate::import::batch::{IS_ADOPTED, IS_DISCARDED};
use crate::import::examine::read_mapping;
use crate::sign_in::SignedIn;

/// The most cells of a count.
const MOST_CELLS: usize = 100_000;

/// A batch as its agency sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchLine {
    /// Its code.
    pub code: PublicCode,
    /// The dataset it is for.
    pub dataset: u16,
    /// That dataset's code; empty of a discarded batch.
    pub dataset_code: String,
    /// The name of whoever opened it; empty when it was the program.
    pub opened_by: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Rows staged.
    pub rows: u64,
    /// `staged`, `adopted` or `discarded`.
    pub state: &'static str,
    /// When it was adopted or discarded.
    pub ended_at: Option<Timestamp>,
}

/// A page of batches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchesPage {
    /// The latest change first.
    pub batches: Vec<BatchLine>,
    /// Where the next page begins. It holds ids; show it sealed.
    pub next: Option<Vec<u8>>,
    /// How many there are.
    pub total: Total,
}

/// A dataset with rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetLine {
    /// Its number.
    pub number: u16,
    /// Its code in addresses.
    pub code: Code,
    /// The message with its title.
    pub message: String,
    /// The agency that brought it; 0 is none.
    pub agency: AgencyNumber,
    /// How many rows.
    pub rows: u64,
    /// The position they count from.
    pub adopted: Position,
    /// What its rows can be counted by, besides `year`: name and message.
    pub axes: Vec<(String, String)>,
}

/// Rows of a dataset, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetTable {
    /// Its number.
    pub number: u16,
    /// Its code.
    pub code: Code,
    /// The message with its title.
    pub message: String,
    /// The position it is counted as of.
    pub as_of: Position,
    /// How many rows there are.
    pub rows: u64,
    /// What they are counted by: name and message, in the order of each cell's levels.
    pub by: Vec<(String, String)>,
    /// The cells that have rows, by their levels' numbers.
    pub cells: Vec<DatasetCell>,
}

/// Rows of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetCell {
    /// The levels.
    pub levels: Vec<DatasetLevel>,
    /// How many rows.
    pub count: u64,
}

/// A level of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetLevel {
    /// Its number; 0 is "not known".
    pub number: u32,
    /// Its code; of plain numbers and years the digits.
    pub code: String,
    /// The message with its label; `None` for plain numbers and years.
    pub message: Option<String>,
}

/// The message for level 0.
const NOT_KNOWN: &str = "code-unknown";

impl App {
    /// The batches this person's agency brought, the latest change first.
    ///
    /// # Errors
    /// `not_found` for whoever imports nothing; `page_unknown`; an engine's error.
    pub fn batches(&self, who: &SignedIn, after: Option<&[u8]>) -> Result<BatchesPage, Problem> {
        self.needs(who, Action::ImportTable)?;
        let visible = self.policies.visible(&who.viewer, Action::ImportTable, ResourceKind::Batch)?;
        let page = crate::referrals::page(after)?;
        let listed = self.store().read(Database::Social, |tx| store::batches::list(tx, &visible, &page))?;
        let lines = listed.rows.iter().map(|row| BatchLine {
            code: row.code,
            dataset: row.dataset,
            dataset_code: who.directory.dataset(row.dataset).map_or(String::new(), |d| d.code.to_string()),
            opened_by: name_of(who, row.person),
            opened_at: row.opened_at,
            rows: row.row_count,
            state: match row.state {
                IS_ADOPTED => "adopted",
                IS_DISCARDED => "discarded",
                _ => "staged",
            },
            ended_at: (row.ended_at.micros() != 0).then_some(row.ended_at),
        });
        let next = listed.next.map(|cursor| cursor.to_bytes());
        Ok(BatchesPage { batches: lines.collect(), next, total: listed.total })
    }

    /// The datasets this person may see, the latest first; at most a thousand.
    ///
    /// # Errors
    /// `not_found` for whoever sees none; an engine's error.
    pub fn datasets(&self, who: &SignedIn) -> Result<Vec<DatasetLine>, Problem> {
        self.needs(who, Action::ViewDataset)?;
        let visible = self.policies.visible(&who.viewer, Action::ViewDataset, ResourceKind::Dataset)?;
        self.datasets_seen(&visible)
    }

    /// All datasets: for whoever runs the program.
    ///
    /// # Errors
    /// An engine's error.
    pub fn datasets_unchecked(&self) -> Result<Vec<DatasetLine>, Problem> {
        self.datasets_seen(&Filter::True)
    }

    /// Rows of a dataset by these dimensions (`year`, `sex`, `age_band` and the mapping's own names), as known at
    /// the end of a day, or now.
    ///
    /// # Errors
    /// `not_found` where the dataset is not there or not for this person; `dimension_unknown` (with `name` and
    /// `known`); `too_many_cells`; an engine's error.
    pub fn dataset_counts(
        &self,
        who: &SignedIn,
        number: u16,
        by: &[&str],
        as_of: Option<Day>,
    ) -> Result<DatasetTable, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ViewDataset, ResourceKind::Dataset)?;
        self.counted(&visible, number, by, as_of)
    }

    /// The same for whoever runs the program.
    ///
    /// # Errors
    /// As [`App::dataset_counts`].
    pub fn dataset_counts_unchecked(
        &self,
        number: u16,
        by: &[&str],
        as_of: Option<Day>,
    ) -> Result<DatasetTable, Problem> {
        self.counted(&Filter::True, number, by, as_of)
    }

    fn datasets_seen(&self, visible: &Filter) -> Result<Vec<DatasetLine>, Problem> {
        let listed = self
            .store()
            .read(Database::Social, |tx| store::datasets::list(tx, visible, &Page::first(1_000)))?;
        listed
            .rows
            .into_iter()
            .map(|row| {
                let mapping = self.mapping_of(row.number)?;
                Ok(DatasetLine {
                    number: row.number,
                    code: row.code,
                    message: mapping.message(),
                    agency: row.agency,
                    rows: row.row_count,
                    adopted: row.adopted,
                    axes: mapping.axes().iter().map(|axis| named(&mapping, axis)).collect(),
                })
            })
            .collect()
    }

    fn counted(
        &self,
        visible: &Filter,
        number: u16,
        by: &[&str],
        as_of: Option<Day>,
    ) -> Result<DatasetTable, Problem> {
        let row = self.dataset_row(visible, number)?;
        let mapping = self.mapping_of(number)?;
        let axes = mapping.axes();
        let dimensions =
            by.iter().map(|name| Dimension::named(&mapping, &axes, name)).collect::<Result<Vec<_>, _>>()?;
        self.catch_up()?;
        let as_of = match as_of {
            Some(day) => {
                let end = day.end(&self.zone()?);
                self.store().read(Database::Social, |tx| store::entries::position_at_end_of(tx, end))?
            }
            None => self.social().facts.position(),
        };
        let counted_by: Vec<DatasetDimension> =
            dimensions.iter().map(|dimension| dimension.counted).collect();
        let social = self.social();
        let view = DatasetView::of(&social.facts, number, as_of);
        let cells = view.count(&counted_by, &[]);
        if cells.len() > MOST_CELLS {
            return Err(Problem::bad_input("too_many_cells").with("most", MOST_CELLS.to_string()));
        }
        let cell = |(levels, count): (Vec<u32>, u64)| DatasetCell {
            levels: levels.iter().zip(&dimensions).map(|(level, d)| d.level(&mapping, *level)).collect(),
            count,
        };
        Ok(DatasetTable {
            number,
            code: row.code,
            message: mapping.message(),
            as_of,
            rows: view.rows(),
            by: dimensions
                .iter()
                .map(|dimension| (dimension.name.clone(), dimension.message.clone()))
                .collect(),
            cells: cells.into_iter().map(cell).collect(),
        })
    }

    /// One statement, whether the dataset is hidden or not there.
    fn dataset_row(&self, visible: &Filter, number: u16) -> Result<DatasetRow, Problem> {
        let directory = self.directory()?;
        let code = match directory.dataset(number) {
            Some(dataset) => dataset.code.clone(),
            None => Code::new("none")?,
        };
        let row = self.store().read(Database::Social, |tx| store::datasets::by_code(tx, visible, &code))?;
        row.filter(|row| row.number == number).ok_or_else(Problem::not_found)
    }

    fn mapping_of(&self, number: u16) -> Result<Mapping, Problem> {
        let directory = self.directory()?;
        let dataset =
            directory.dataset(number).ok_or_else(|| Problem::internal("a dataset has no mapping"))?;
        read_mapping(&dataset.mapping)
    }
}

/// A dimension that rows are counted by, with what its levels are called.
struct Dimension<'m> {
    counted: DatasetDimension,
    name: String,
    message: String,
    axis: Option<Axis<'m>>,
    codes: HashMap<u16, &'m Code>,
}

impl<'m> Dimension<'m> {
    fn named(mapping: &Mapping, axes: &[Axis<'m>], name: &str) -> Result<Self, Problem> {
        if name == "year" {
            let (counted, message) = (DatasetDimension::Year, "dataset-years".to_owned());
            return Ok(Self { counted, name: name.to_owned(), message, axis: None, codes: HashMap::new() });
        }
        let Some(axis) = axes.iter().find(|axis| *axis.name == *name) else {
            let known: Vec<&str> =
                std::iter::once("year").chain(axes.iter().map(|axis| axis.name.as_str())).collect();
            return Err(Problem::bad_input("dimension_unknown")
                .with("name", name.chars().take(60).collect::<String>())
                .with("known", known.join(", ")));
        };
        let counted = match axis.target {
            Target::Sex => DatasetDimension::Sex,
            Target::AgeBand => DatasetDimension::AgeBand,
            Target::Dimension(place) => DatasetDimension::Coded(place),
            Target::Year | Target::Ignored => DatasetDimension::Year,
        };
        let (name, message) = named(mapping, axis);
        let codes = axis.levels.iter().map(|(number, code)| (*number, code)).collect();
        Ok(Self { counted, name, message, axis: Some(*axis), codes })
    }

    fn level(&self, mapping: &Mapping, number: u32) -> DatasetLevel {
        let code = u16::try_from(number).ok().and_then(|number| self.codes.get(&number));
        let (code, message) = match (&self.axis, code) {
            (Some(axis), Some(code)) => (code.to_string(), Some(mapping.level_message(axis, code))),
            (Some(_), None) if number == 0 => ("not_known".to_owned(), Some(NOT_KNOWN.to_owned())),
            _ => (number.to_string(), None),
        };
        DatasetLevel { number, code, message }
    }
}

fn named(mapping: &Mapping, axis: &Axis<'_>) -> (String, String) {
    (axis.name.to_string(), mapping.axis_message(axis))
}

fn name_of(who: &SignedIn, person: PersonId) -> String {
    who.directory.person(person).map_or(String::new(), |person| person.name.clone())
}
