//! Lists: what somebody may see, narrowed by filters, a page at a time, with a total.
//!
//! The condition of `access` becomes part of the statement itself. A column or a set of people that a projection
//! does not have is an error, never a condition left out.

use access::{Column, Filter, LinkColumn, Scalar};
use base::Problem;

use crate::projection::{Kind, ProjectedRow, Projection};
use crate::transaction::{Tx, in_lists, marks};
use crate::value::{Row, Value};

/// Totals are exact up to this.
const EXACT: u32 = 1_000;
/// The most rows of a page.
const LONGEST: u32 = 1_000;

/// Which part of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// After this row; `None` from the beginning.
    pub after: Option<Cursor>,
    /// How many rows, 1 to 1,000.
    pub limit: u32,
}

impl Page {
    /// The first rows.
    #[must_use]
    pub fn first(limit: u32) -> Self {
        Self { after: None, limit }
    }
}

/// The place of a row in a list: what it is sorted by, then its key. It holds ids; show it sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(Vec<Value>);

impl Cursor {
    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for value in &self.0 {
            match value {
                Value::Int(number) => {
                    bytes.push(8);
                    bytes.extend_from_slice(&number.to_be_bytes());
                }
                Value::Blob(blob) => {
                    bytes.push(16);
                    bytes.extend_from_slice(blob);
                }
                Value::Null | Value::Text(_) => {}
            }
        }
        bytes
    }

    /// Reads what [`Cursor::to_bytes`] wrote; `None` for anything else.
    #[must_use]
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let mut values = Vec::new();
        while let Some((&kind, rest)) = bytes.split_first() {
            let (value, rest) = rest.split_at_checked(kind.into())?;
            values.push(match kind {
                8 => Value::Int(i64::from_be_bytes(value.try_into().ok()?)),
                16 => Value::Blob(value.to_vec()),
                _ => return None,
            });
            bytes = rest;
        }
        (values.len() >= 2).then_some(Self(values))
    }
}

/// How many rows there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// This many.
    Exactly(u32),
    /// More than a thousand; how many more is not counted.
    MoreThanThousand,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<R> {
    /// The rows.
    pub rows: Vec<R>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
    /// How many rows all pages have together.
    pub total: Total,
}

/// What a list is sorted by: a whole number, then the key in the same direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) column: &'static str,
    pub(crate) descending: bool,
}

/// A condition being put together, with its parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Where {
    parts: Vec<String>,
    parameters: Vec<Value>,
    /// Whether it names the few rows it is about: then they are fetched and sorted, and no index is walked in order.
    named: bool,
}

impl Where {
    /// What may be seen of a projection.
    pub(crate) fn visible(projection: &Projection, filter: &Filter) -> Result<Self, Problem> {
        let mut condition = Self::default();
        let text = condition.translated(projection, filter)?;
        condition.parts.push(text);
        Ok(condition)
    }

    /// The next placeholder, standing for this value.
    fn mark(&mut self, value: Value) -> String {
        self.parameters.push(value);
        format!("${}", self.parameters.len())
    }

    /// And `column operator value`.
    pub(crate) fn and(&mut self, column: &str, operator: &str, value: impl Into<Value>) {
        let mark = self.mark(value.into());
        self.parts.push(format!("{column} {operator} {mark}"));
    }

    /// And, where there is a value, `column = value`.
    pub(crate) fn and_equals<V: Into<Value>>(&mut self, column: &str, value: Option<V>) {
        if let Some(value) = value {
            self.and(column, "=", value);
        }
    }

    /// And the row is one of these few; none lets nothing through.
    pub(crate) fn and_named(&mut self, column: &str, values: &[Value]) {
        self.and_in(column, values);
        self.named = true;
    }

    /// And the column has one of these values; none lets nothing through.
    pub(crate) fn and_in(&mut self, column: &str, values: &[Value]) {
        let text = self.one_of(column, values);
        self.parts.push(text);
    }

    fn one_of(&mut self, column: &str, values: &[Value]) -> String {
        let lists: Vec<String> = in_lists(values)
            .map(|list| {
                let text = format!("{column} IN ({})", marks(self.parameters.len() + 1, list.len()));
                self.parameters.extend(list);
                text
            })
            .collect();
        if lists.is_empty() { "1 = 0".to_owned() } else { format!("({})", lists.join(" OR ")) }
    }

    fn translated(&mut self, projection: &Projection, filter: &Filter) -> Result<String, Problem> {
        let mut joined = |parts: &[Filter], word: &str, empty: &str| {
            let parts: Vec<String> =
                parts.iter().map(|part| self.translated(projection, part)).collect::<Result<_, _>>()?;
            Ok(if parts.is_empty() { empty.to_owned() } else { format!("({})", parts.join(word)) })
        };
        match filter {
            Filter::True => Ok("1 = 1".to_owned()),
            Filter::False => Ok("1 = 0".to_owned()),
            Filter::And(parts) => joined(parts, " AND ", "1 = 1"),
            Filter::Or(parts) => joined(parts, " OR ", "1 = 0"),
            Filter::Not(part) => Ok(format!("NOT ({})", self.translated(projection, part)?)),
            Filter::Equals(column, value) => self.compared(projection, *column, "=", *value),
            Filter::Less(column, limit) => self.compared(projection, *column, "<", Scalar::Long(*limit)),
            Filter::LessOrEqual(column, limit) => {
                self.compared(projection, *column, "<=", Scalar::Long(*limit))
            }
            Filter::In(column, values) => {
                let values: Vec<Value> = values
                    .iter()
                    .map(|value| fitting(projection, *column, *value))
                    .collect::<Result<_, _>>()?;
                Ok(self.one_of(column.name(), &values))
            }
            Filter::Contains(LinkColumn::Conflict, Scalar::Person(person)) => {
                let stream = projection.conflict_stream.ok_or_else(|| {
                    Problem::internal(format!("`{}` has no conflicts to filter by", projection.name))
                })?;
                let mark = self.mark((*person).into());
                Ok(format!("{stream} IN (SELECT stream FROM conflict WHERE person = {mark})"))
            }
            Filter::Contains(link, value) => {
                Err(Problem::internal(format!("`{}` holds people, not `{value}`", link.name())))
            }
        }
    }

    fn compared(
        &mut self,
        projection: &Projection,
        column: Column,
        operator: &str,
        value: Scalar,
    ) -> Result<String, Problem> {
        let value = fitting(projection, column, value)?;
        Ok(format!("{} {operator} {}", column.name(), self.mark(value)))
    }

    fn text(&self) -> String {
        if self.parts.is_empty() { "1 = 1".to_owned() } else { self.parts.join(" AND ") }
    }
}

/// A value for a column, if the projection has that column and it is of that kind.
fn fitting(projection: &Projection, column: Column, value: Scalar) -> Result<Value, Problem> {
    let found = projection.columns.iter().find(|(name, _)| *name == column.name());
    let (_, kind) = found.ok_or_else(|| {
        Problem::internal(format!("`{}` has no column `{}`", projection.name, column.name()))
    })?;
    match (kind, value) {
        (Kind::Int, Scalar::Long(number)) => Ok(number.into()),
        (Kind::Int, Scalar::Bool(yes)) => Ok(yes.into()),
        (Kind::Blob, Scalar::Person(person)) => Ok(person.into()),
        _ => Err(Problem::internal(format!("`{}` cannot be compared with `{value}`", column.name()))),
    }
}

/// A page of a projection.
pub(crate) fn list<R: ProjectedRow>(
    tx: &mut Tx<'_>,
    condition: Where,
    order: Order,
    page: &Page,
) -> Result<Listed<R>, Problem> {
    let total = total::<R>(tx, &condition, order)?;
    let limit = page.limit.clamp(1, LONGEST);
    let (sql, parameters) = list_statement(R::PROJECTION, condition, order, page.after.as_ref(), limit)?;
    let mut found = tx.query(&sql, &parameters)?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = match (more, found.last()) {
        (true, Some(row)) => Some(cursor(R::PROJECTION, order, row)?),
        _ => None,
    };
    let rows = found.iter().map(R::read).collect::<Result<_, _>>()?;
    Ok(Listed { rows, next, total })
}

/// Every row of a projection that a condition leaves, in the list's order, one at a time: of one moment, however long
/// it takes, and never all in memory. For lists that somebody takes away.
pub(crate) fn each<R: ProjectedRow>(
    tx: &mut Tx<'_>,
    condition: Where,
    order: Order,
    each: &mut dyn FnMut(R) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let (sql, parameters) = each_statement(R::PROJECTION, condition, order);
    tx.for_each_row(&sql, &parameters, &mut |row| each(R::read(row)?))
}

/// How many rows of a projection there are, exact up to a thousand.
pub(crate) fn total<R: ProjectedRow>(
    tx: &mut Tx<'_>,
    condition: &Where,
    order: Order,
) -> Result<Total, Problem> {
    let (sql, parameters) = total_statement(R::PROJECTION, condition, order);
    let count: u32 = tx.query_one(&sql, &parameters)?.map_or(Ok(0), |row| row.get(0))?;
    Ok(if count > EXACT { Total::MoreThanThousand } else { Total::Exactly(count) })
}

/// How many rows have each value of a column.
pub(crate) fn count_by(
    tx: &mut Tx<'_>,
    projection: &Projection,
    condition: &Where,
    column: &str,
) -> Result<Vec<Row>, Problem> {
    let sql = format!(
        "SELECT {column}, count(*) FROM {} WHERE {} GROUP BY {column}",
        projection.name,
        condition.text()
    );
    tx.query(&sql, &condition.parameters)
}

/// The one row that a condition leaves: the same statement whether it is hidden or not there.
pub(crate) fn one<R: ProjectedRow>(tx: &mut Tx<'_>, condition: &Where) -> Result<Option<R>, Problem> {
    let projection = R::PROJECTION;
    let columns = projection.column_names().join(", ");
    let sql = format!("SELECT {columns} FROM {} WHERE {} LIMIT 1", projection.name, condition.text());
    tx.query_one(&sql, &condition.parameters)?.as_ref().map(R::read).transpose()
}

/// All rows that a condition leaves, in no order: of conditions that name the rows they are about.
pub(crate) fn all<R: ProjectedRow>(tx: &mut Tx<'_>, condition: &Where) -> Result<Vec<R>, Problem> {
    let projection = R::PROJECTION;
    let columns = projection.column_names().join(", ");
    let sql = format!("SELECT {columns} FROM {} WHERE {}", projection.name, condition.text());
    tx.query(&sql, &condition.parameters)?.iter().map(R::read).collect()
}

pub(crate) fn list_statement(
    projection: &Projection,
    mut condition: Where,
    order: Order,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<(String, Vec<Value>), Problem> {
    let beyond = if order.descending { "<" } else { ">" };
    let places: Vec<&str> = std::iter::once(order.column).chain(projection.key.iter().copied()).collect();
    match after {
        // Always bounded by the sorted column, so that its index is walked from the right place.
        None if condition.named => {}
        None => bound(&mut condition, order),
        Some(Cursor(values)) if values.len() == places.len() => {
            let marks: Vec<String> = values.iter().map(|value| condition.mark(value.clone())).collect();
            condition.parts.push(format!("({}) {beyond} ({})", places.join(", "), marks.join(", ")));
        }
        Some(_) => return Err(Problem::bad_input("page_unknown")),
    }
    let direction = if order.descending { "DESC" } else { "ASC" };
    // A sum is no column, so that no engine walks the column's index to find a few named rows in it.
    let sorted: Vec<String> = places
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let sum = if condition.named && place == 0 { " + 0" } else { "" };
            format!("{column}{sum} {direction}")
        })
        .collect();
    let columns = projection.column_names().join(", ");
    let limit = condition.mark((limit + 1).into());
    let sql = format!(
        "SELECT {columns} FROM {} WHERE {} ORDER BY {} LIMIT {limit}",
        projection.name,
        condition.text(),
        sorted.join(", ")
    );
    Ok((sql, condition.parameters))
}

pub(crate) fn each_statement(
    projection: &Projection,
    mut condition: Where,
    order: Order,
) -> (String, Vec<Value>) {
    bound(&mut condition, order);
    let direction = if order.descending { "DESC" } else { "ASC" };
    let places = std::iter::once(order.column).chain(projection.key.iter().copied());
    let sorted: Vec<String> = places.map(|column| format!("{column} {direction}")).collect();
    let columns = projection.column_names().join(", ");
    let sql = format!(
        "SELECT {columns} FROM {} WHERE {} ORDER BY {}",
        projection.name,
        condition.text(),
        sorted.join(", ")
    );
    (sql, condition.parameters)
}

pub(crate) fn total_statement(
    projection: &Projection,
    condition: &Where,
    order: Order,
) -> (String, Vec<Value>) {
    let mut bounded = condition.clone();
    if !bounded.named {
        bound(&mut bounded, order);
    }
    let limit = bounded.mark((EXACT + 1).into());
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT {limit}) AS counted",
        projection.name,
        bounded.text()
    );
    (sql, bounded.parameters)
}

fn bound(condition: &mut Where, order: Order) {
    if order.descending {
        condition.and(order.column, "<=", i64::MAX);
    } else {
        condition.and(order.column, ">=", i64::MIN);
    }
}

/// The place of a row, from the columns it was read with.
fn cursor(projection: &Projection, order: Order, row: &Row) -> Result<Cursor, Problem> {
    let mut values = Vec::new();
    for wanted in std::iter::once(&order.column).chain(projection.key) {
        let index = projection.columns.iter().position(|(name, _)| name == wanted);
        let value = index.and_then(|index| row.values().get(index));
        values.push(
            value.cloned().ok_or_else(|| Problem::internal(format!("no column `{wanted}` to page by")))?,
        );
    }
    Ok(Cursor(values))
}
