//! The list of children: one row for each protection file, codes and days only, and who has a conflict of
//! interest in it.

use access::Filter;
use base::{AgencyNumber, Code, Day, PersonId, Position, Problem, PublicCode, StreamId, Timestamp};

use crate::database::Database;
use crate::listing::{self, Listed, Order, Page, Total, Where};
use crate::projection::{self, Projection, Target, projected};
use crate::transaction::Tx;
use crate::value::Value;

/// The projection of files.
pub static FILES: Projection = Projection {
    name: "file_row",
    number: 1,
    database: Database::Social,
    columns: FileRow::COLUMNS,
    key: &["stream"],
    unique: &["code"],
    indexes: &[
        &["last_position", "stream"],
        &["opened_day", "stream"],
        &["coming_of_age_month", "stream"],
        &["agency", "last_position", "stream"],
        &["county", "last_position", "stream"],
        &["case_manager", "last_position", "stream"],
    ],
    conflict_stream: Some("stream"),
};

/// The projection of conflicts of interest.
pub static CONFLICTS: Projection = Projection {
    name: "conflict",
    number: 1,
    database: Database::Social,
    columns: ConflictRow::COLUMNS,
    key: &["stream", "person"],
    unique: &[],
    indexes: &[&["person", "stream"]],
    conflict_stream: None,
};

projected! {
    /// A protection file as lists show it.
    FileRow of FILES {
        /// Its stream.
        stream: StreamId,
        /// The code people use.
        code: PublicCode,
        /// The agency that works on it.
        agency: AgencyNumber,
        /// That agency's county (list `county`).
        county: u16,
        /// The case manager; nil while none is named.
        case_manager: PersonId,
        /// List `sex`.
        sex: u8,
        /// List `age_band`, as at the last entry.
        age_band: u8,
        /// Month of coming of age, `year × 12 + month − 1`; 0 when not known.
        coming_of_age_month: u32,
        /// The victim status.
        status: Code,
        /// Whether that status is presumed or identified.
        victim: bool,
        /// Since when it is so; day 0 when there is none.
        status_since: Day,
        /// Whether the file is closed.
        closed: bool,
        /// Which opening of the file this is, from 1.
        episode: u32,
        /// When this episode began.
        opened_day: Day,
        /// Since when the case manager is named; day 0 while none is.
        case_manager_since: Day,
        /// Services that began and have not ended.
        services_open: u32,
        /// Referrals without an answer.
        referrals_open: u32,
        /// The last day something happened on.
        last_happened_day: Day,
        /// When the last entry was recorded.
        last_recorded_at: Timestamp,
        /// The stream's version.
        version: u32,
        /// The last entry's position.
        last_position: Position,
    }
}

projected! {
    /// A person with a conflict of interest in a stream.
    ConflictRow of CONFLICTS {
        /// The file or signal.
        stream: StreamId,
        /// The person.
        person: PersonId,
    }
}

/// What a list of files is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileFilter {
    /// Of this agency.
    pub agency: Option<AgencyNumber>,
    /// Of this county.
    pub county: Option<u16>,
    /// Of this case manager.
    pub case_manager: Option<PersonId>,
    /// Of this sex.
    pub sex: Option<u8>,
    /// Of this age band.
    pub age_band: Option<u8>,
    /// In this status.
    pub status: Option<Code>,
    /// Closed, or not.
    pub closed: Option<bool>,
    /// Coming of age in this month or before; never those whose month is not known.
    pub of_age_by: Option<u32>,
    /// Opened on this day or later.
    pub opened_from: Option<Day>,
    /// Opened on this day or before.
    pub opened_until: Option<Day>,
    /// Only these: what a search over names found.
    pub streams: Option<Vec<StreamId>>,
}

/// What a list of files is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileOrder {
    /// The file that changed last first.
    #[default]
    LatestChange,
    /// The file opened last first.
    LatestOpened,
    /// The file opened first first.
    FirstOpened,
    /// The child that comes of age first first; those whose month is not known before all.
    ComingOfAge,
}

impl FileOrder {
    pub(crate) fn order(self) -> Order {
        match self {
            Self::LatestChange => Order { column: "last_position", descending: true },
            Self::LatestOpened => Order { column: "opened_day", descending: true },
            Self::FirstOpened => Order { column: "opened_day", descending: false },
            Self::ComingOfAge => Order { column: "coming_of_age_month", descending: false },
        }
    }
}

impl FileFilter {
    pub(crate) fn condition(&self, visible: &Filter) -> Result<Where, Problem> {
        let mut condition = Where::visible(&FILES, visible)?;
        condition.and_equals("agency", self.agency);
        condition.and_equals("county", self.county);
        condition.and_equals("case_manager", self.case_manager);
        condition.and_equals("sex", self.sex);
        condition.and_equals("age_band", self.age_band);
        condition.and_equals("status", self.status.as_ref());
        condition.and_equals("closed", self.closed);
        if let Some(month) = self.of_age_by {
            condition.and("coming_of_age_month", "<=", month);
            condition.and("coming_of_age_month", ">", 0_u32);
        }
        if let Some(day) = self.opened_from {
            condition.and("opened_day", ">=", day);
        }
        if let Some(day) = self.opened_until {
            condition.and("opened_day", "<=", day);
        }
        if let Some(streams) = &self.streams {
            let streams: Vec<Value> = streams.iter().map(|stream| (*stream).into()).collect();
            condition.and_named("stream", &streams);
        }
        Ok(condition)
    }
}

/// Writes files, each in the place of its former row.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, target: Target, rows: &[FileRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// Adds people with a conflict of interest in files or signals.
///
/// # Errors
/// An engine's error.
pub fn add_conflicts(tx: &mut Tx<'_>, target: Target, rows: &[ConflictRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// Takes one person out of those with a conflict of interest in a file or signal.
///
/// # Errors
/// An engine's error.
pub fn remove_conflict(tx: &mut Tx<'_>, stream: StreamId, person: PersonId) -> Result<(), Problem> {
    let row = [("stream", "=", stream.into()), ("person", "=", person.into())];
    projection::delete::<ConflictRow>(tx, Target::Live, &row).map(drop)
}

/// Names the people with a conflict of interest in a file or signal, and nobody else.
///
/// # Errors
/// An engine's error.
pub fn put_conflicts(
    tx: &mut Tx<'_>,
    target: Target,
    stream: StreamId,
    people: &[PersonId],
) -> Result<(), Problem> {
    projection::delete::<ConflictRow>(tx, target, &[("stream", "=", stream.into())])?;
    let rows: Vec<ConflictRow> =
        people.iter().map(|person| ConflictRow { stream, person: *person }).collect();
    projection::put(tx, target, &rows)
}

/// The people with a conflict of interest in a file or signal.
///
/// # Errors
/// An engine's error.
pub fn conflicts(tx: &mut Tx<'_>, stream: StreamId) -> Result<Vec<PersonId>, Problem> {
    tx.query(CONFLICTS_OF, &[stream.into()])?.iter().map(|row| row.get(0)).collect()
}

/// The files of these streams with the people who have a conflict of interest in them, in no order.
///
/// # Errors
/// An engine's error.
pub fn with_conflicts(
    tx: &mut Tx<'_>,
    streams: &[StreamId],
) -> Result<Vec<(FileRow, Vec<PersonId>)>, Problem> {
    let mut found = Vec::new();
    for chunk in streams.chunks(256) {
        let values: Vec<Value> = chunk.iter().map(|stream| (*stream).into()).collect();
        let mut condition = Where::default();
        condition.and_in("stream", &values);
        let conflicts: Vec<ConflictRow> = listing::all(tx, &condition)?;
        let of = |stream| conflicts.iter().filter(move |row| row.stream == stream).map(|row| row.person);
        let rows: Vec<FileRow> = listing::all(tx, &condition)?;
        for row in rows {
            let people = of(row.stream).collect();
            found.push((row, people));
        }
    }
    Ok(found)
}

/// A page of the files that may be seen.
///
/// # Errors
/// `page_unknown` for a cursor of another list; or an engine's error.
pub fn list(
    tx: &mut Tx<'_>,
    visible: &Filter,
    filter: &FileFilter,
    order: FileOrder,
    page: &Page,
) -> Result<Listed<FileRow>, Problem> {
    listing::list(tx, filter.condition(visible)?, order.order(), page)
}

/// Every file that may be seen, one at a time.
///
/// # Errors
/// An engine's error, or that of `each`.
pub fn each(
    tx: &mut Tx<'_>,
    visible: &Filter,
    filter: &FileFilter,
    order: FileOrder,
    each: &mut dyn FnMut(FileRow) -> Result<(), Problem>,
) -> Result<(), Problem> {
    listing::each(tx, filter.condition(visible)?, order.order(), each)
}

/// How many of the files that may be seen each case manager has; nil stands for those without one.
///
/// # Errors
/// An engine's error.
pub fn caseloads(
    tx: &mut Tx<'_>,
    visible: &Filter,
    filter: &FileFilter,
) -> Result<Vec<(PersonId, u32)>, Problem> {
    let counted = listing::count_by(tx, &FILES, &filter.condition(visible)?, "case_manager")?;
    counted.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// How many files may be seen.
///
/// # Errors
/// An engine's error.
pub fn total(tx: &mut Tx<'_>, visible: &Filter, filter: &FileFilter) -> Result<Total, Problem> {
    listing::total::<FileRow>(tx, &filter.condition(visible)?, FileOrder::default().order())
}

/// The file of a code, if it may be seen: one statement, whether it is hidden or not there.
///
/// # Errors
/// An engine's error.
pub fn by_code(tx: &mut Tx<'_>, visible: &Filter, code: PublicCode) -> Result<Option<FileRow>, Problem> {
    let mut condition = Where::visible(&FILES, visible)?;
    condition.and("code", "=", code);
    listing::one(tx, &condition)
}

/// The file of a stream, if it may be seen.
///
/// # Errors
/// An engine's error.
pub fn by_stream(tx: &mut Tx<'_>, visible: &Filter, stream: StreamId) -> Result<Option<FileRow>, Problem> {
    let mut condition = Where::visible(&FILES, visible)?;
    condition.and("stream", "=", stream);
    listing::one(tx, &condition)
}

const CONFLICTS_OF: &str = "SELECT person FROM conflict WHERE stream = $1 ORDER BY person";
pub(crate) const STATEMENTS: &[&str] = &[CONFLICTS_OF];
