//! The list of children: filters, a name search that tolerates typing, keyset pages, names on request.

use access::{Action, Filter, ResourceKind};
use base::{Code, Problem, PublicCode, StreamId};
use store::files::{FileFilter, FileOrder, FileRow};
use store::{Cursor, Database, Page, Total};

use crate::app::App;
use crate::sign_in::SignedIn;

/// Rows on a page.
pub const PAGE: u32 = 50;
/// The most files a name search brings to the list.
const MOST_FOUND: usize = 200;

/// What the list is narrowed to, as the address says it.
#[derive(Clone, Debug, Default)]
pub struct ChildrenFilter {
    /// Level of list `county`.
    pub county: Option<u16>,
    /// Level of list `sex`.
    pub sex: Option<u8>,
    /// Level of list `age_band`.
    pub age_band: Option<u8>,
    /// Victim status.
    pub status: Option<Code>,
    /// Closed, or not.
    pub closed: Option<bool>,
    /// Only those whose case manager the asker is.
    pub mine: bool,
    /// The page's beginning, from the page before.
    pub after: Option<Vec<u8>>,
}

impl ChildrenFilter {
    /// The same as the store knows it.
    pub(crate) fn wanted(&self, who: &SignedIn) -> FileFilter {
        FileFilter {
            county: self.county,
            sex: self.sex,
            age_band: self.age_band,
            status: self.status.clone(),
            closed: self.closed,
            case_manager: self.mine.then_some(who.person.id),
            ..FileFilter::default()
        }
    }
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct Children {
    /// Its rows.
    pub rows: Vec<FileRow>,
    /// Where the next page begins.
    pub next: Option<Vec<u8>>,
    /// How many there are.
    pub total: Total,
    /// How many a name search found, when one was made.
    pub found: Option<usize>,
}

impl App {
    /// A page of the files this person may list.
    ///
    /// # Errors
    /// `page_unknown` for a page token of another list; an engine's error.
    pub fn children(&self, who: &SignedIn, filter: &ChildrenFilter) -> Result<Children, Problem> {
        self.list_children(who, Action::ListFiles, filter, None)
    }

    /// The files whose child's name is like `query`, nearest first. Visibility applies inside the search: what is
    /// not for this person neither shows nor takes a place.
    ///
    /// # Errors
    /// `query_too_short` below two letters; an engine's error.
    pub fn search_children(
        &self,
        who: &SignedIn,
        query: &str,
        filter: &ChildrenFilter,
    ) -> Result<Children, Problem> {
        let query: String = query.chars().take(200).collect();
        if query.chars().filter(|letter| letter.is_alphanumeric()).count() < 2 {
            return Err(Problem::bad_input("query_too_short").on("name"));
        }
        if let Some(code) = PublicCode::parse(&query) {
            return self.children_of_code(who, code);
        }
        self.catch_up()?;
        let visible = self.policies.visible(&who.viewer, Action::SearchNames, ResourceKind::File)?;
        let streams: Vec<StreamId> = {
            let social = self.social();
            let allowed = |stream: StreamId| {
                social
                    .files
                    .get(&stream)
                    .is_some_and(|file| visible.holds(&access::Resource::File(file.clone())))
            };
            social.names.search(&query, MOST_FOUND, &allowed).into_iter().map(|hit| hit.stream).collect()
        };
        let found = self.list_children(who, Action::SearchNames, filter, Some(streams))?;
        self.record_search(who, &found.rows.iter().map(|row| row.stream).collect::<Vec<_>>())?;
        Ok(found)
    }

    fn children_of_code(&self, who: &SignedIn, code: PublicCode) -> Result<Children, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ListFiles, ResourceKind::File)?;
        let row = self.store().read(Database::Social, |tx| store::files::by_code(tx, &visible, code))?;
        let found = usize::from(row.is_some());
        let total = Total::Exactly(u32::try_from(found).unwrap_or(0));
        Ok(Children { rows: row.into_iter().collect(), next: None, total, found: Some(found) })
    }

    /// The files of these codes, in their order; those that are not for this person are left out.
    ///
    /// # Errors
    /// An engine's error.
    pub fn children_of_codes(&self, who: &SignedIn, codes: &[PublicCode]) -> Result<Children, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ListFiles, ResourceKind::File)?;
        let rows = self.store().read(Database::Social, |tx| {
            let mut rows = Vec::new();
            for code in codes.iter().take(PAGE as usize) {
                rows.extend(store::files::by_code(tx, &visible, *code)?);
            }
            Ok(rows)
        })?;
        let total = Total::Exactly(u32::try_from(rows.len()).unwrap_or(0));
        Ok(Children { found: None, next: None, rows, total })
    }

    fn list_children(
        &self,
        who: &SignedIn,
        action: Action,
        filter: &ChildrenFilter,
        streams: Option<Vec<StreamId>>,
    ) -> Result<Children, Problem> {
        let visible: Filter = self.policies.visible(&who.viewer, action, ResourceKind::File)?;
        let wanted = FileFilter { streams: streams.clone(), ..filter.wanted(who) };
        let after = match &filter.after {
            Some(bytes) => Some(Cursor::from_bytes(bytes).ok_or_else(|| Problem::bad_input("page_unknown"))?),
            None => None,
        };
        let limit = if streams.is_some() { u32::try_from(MOST_FOUND).unwrap_or(PAGE) } else { PAGE };
        let page = Page { after, limit };
        let listed = self.store().read(Database::Social, |tx| {
            store::files::list(tx, &visible, &wanted, FileOrder::LatestChange, &page)
        })?;
        let mut rows = listed.rows;
        if let Some(streams) = &streams {
            // Nearest first, and no further page: what is not among the nearest is found by typing more.
            let place = |row: &FileRow| streams.iter().position(|stream| *stream == row.stream);
            rows.sort_by_key(place);
            rows.truncate(PAGE as usize);
            let found = Some(streams.len());
            return Ok(Children { rows, next: None, total: listed.total, found });
        }
        Ok(Children {
            rows,
            next: listed.next.map(|cursor| cursor.to_bytes()),
            total: listed.total,
            found: None,
        })
    }
}
