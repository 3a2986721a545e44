//! Paper cases: a list that an agency kept, brought by a case manager, mapped in the browser, then brought in.
//!
//! What was uploaded is read at once and kept as one sealed draft of the person who brought it, for a week, until it
//! is brought in or thrown away; the file itself is not kept. Nothing of it counts before. What its columns mean is
//! recorded for the agency when it is brought in, and offered when a list with the same header comes.

mod reading;

use std::collections::{BTreeMap, BTreeSet};

use access::{Action, Resource};
use base::{
    AgencyNumber, Code, CommandId, Compartment, EntryId, Happened, PersonId, Problem, ProblemKind,
    PublicCode, Realm, StreamId, Timestamp,
};
use casework::Office;
use interop::SheetLimits;
use interop::loose::{LooseTable, Sniffed, sniff};
use ledger::Draft;
use serde::{Deserialize, Serialize};
use store::drafts::SealedDraft;
use store::{Database, ExpectedVersion};
use vault::{AssociatedData, KeyName};

use crate::app::App;
use crate::import::cases::{BroughtBy, BroughtIn, ElsewhereCase, Step};
use crate::keys;
use crate::sealing::{self, FIRST_EPOCH, Place};
use crate::sign_in::SignedIn;

pub use reading::{CellProblem, Field, ListWords, PaperMapping};
use reading::{RowReader, folded, parts};

/// The longest file that is taken, in bytes.
pub const LONGEST_UPLOAD: usize = 20 * 1024 * 1024;
/// The draft's form.
const FORM: &str = "paper_cases";
/// The kind of entry that says what was brought in, by which mapping.
const BROUGHT: &str = "paper_cases_brought_in";
/// How long a list waits.
const KEPT: i64 = 7 * 24 * Timestamp::HOUR;
/// The most values of a column that a person is asked about.
const MOST_VALUES: usize = 60;
/// The most rows that may be children already known before a person has to look at the list itself.
const MOST_ALIKE: usize = 200;

/// A list as it waits: sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Waiting {
    name: String,
    header: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
    mapping: PaperMapping,
    /// Whether a person has said what the columns are.
    mapped: bool,
}

/// What the agency's stream keeps of a list that was brought in.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Brought {
    header: Vec<String>,
    mapping: PaperMapping,
    rows: u64,
    opened: u64,
    known: u64,
    left_out: u64,
}

/// A column on the page.
#[derive(Clone, Debug)]
pub struct PaperColumn {
    /// What it is called.
    pub header: String,
    /// Its first values.
    pub samples: Vec<String>,
    /// What it holds.
    pub field: Option<Field>,
    /// Of a column of a list: its different values with what each stands for.
    pub values: Vec<(String, Option<u16>)>,
}

/// A row whose child may be known already.
#[derive(Clone, Debug)]
pub struct Alike {
    /// The row of the sheet, or the line of the text.
    pub row: u64,
    /// The files it may be, with why.
    pub found: Vec<(PublicCode, Vec<&'static str>)>,
}

/// A list that waits, as its page shows it.
#[derive(Clone, Debug)]
pub struct PaperPage {
    /// What the file was called.
    pub name: String,
    /// Its columns.
    pub columns: Vec<PaperColumn>,
    /// Whether a person has said what the columns are.
    pub mapped: bool,
    /// How many rows there are.
    pub rows: usize,
    /// How many of them are files already, from this list or one before.
    pub known: usize,
    /// How many can be brought in.
    pub ready: usize,
    /// All that is wrong.
    pub problems: Vec<CellProblem>,
    /// Rows whose children may be known already.
    pub alike: Vec<Alike>,
}

impl App {
    /// Reads a list that a person uploaded, and lets it wait in the place of any other of that person.
    ///
    /// # Errors
    /// `not_found` for whoever may not open files; `upload_is_picture`, `upload_not_a_table`, `upload_kind_differs`;
    /// those of reading a table.
    pub fn upload_paper_cases(&self, who: &SignedIn, name: &str, bytes: Vec<u8>) -> Result<(), Problem> {
        self.may_bring_in(who)?;
        let table = read_upload(name, bytes)?;
        let mapping = match self.saved_mapping(who.agency.number, &table.header)? {
            Some(saved) => saved,
            None => PaperMapping::suggested(&table.header),
        };
        let rows = table.rows.into_iter().map(|row| (row.number, row.cells)).collect();
        let waiting = Waiting { name: shown_name(name), header: table.header, rows, mapping, mapped: false };
        self.keep(who, &waiting)
    }

    /// The list that waits for this person, read by what its columns are said to be.
    ///
    /// # Errors
    /// `not_found` for whoever may not; an engine's error.
    pub fn paper_cases(&self, who: &SignedIn, words: &ListWords) -> Result<Option<PaperPage>, Problem> {
        self.may_bring_in(who)?;
        let Some(waiting) = self.waiting_list(who)? else { return Ok(None) };
        let read = self.read_rows(who, &waiting, words)?;
        let alike = if read.problems.is_empty() { self.alike(who, &read)? } else { Vec::new() };
        let columns = (0..waiting.header.len()).map(|place| column(&waiting, place, words)).collect();
        Ok(Some(PaperPage {
            columns,
            mapped: waiting.mapped,
            rows: waiting.rows.len(),
            known: read.known.iter().filter(|known| **known).count(),
            ready: read.known.iter().filter(|known| !**known).count(),
            problems: read.problems,
            alike,
            name: waiting.name,
        }))
    }

    /// Keeps what a person said of the columns and values.
    ///
    /// # Errors
    /// `paper_nothing_waits`; `not_found`; an engine's error.
    pub fn map_paper_cases(
        &self,
        who: &SignedIn,
        fields: Vec<Option<Field>>,
        values: &[(usize, String, u16)],
    ) -> Result<(), Problem> {
        self.may_bring_in(who)?;
        let mut waiting = self.waiting_list(who)?.ok_or_else(nothing_waits)?;
        waiting.mapping.fields =
            fields.into_iter().chain(std::iter::repeat(None)).take(waiting.header.len()).collect();
        for (place, value, level) in values {
            waiting.mapping.values.entry(*place).or_default().insert(folded(value), *level);
        }
        waiting.mapped = true;
        self.keep(who, &waiting)
    }

    /// Brings the list in: each row a file as if it had been opened by hand then. `left_out` and `as_new` are the rows
    /// that a person decided on because their children may be known already. Stopped halfway, it is asked again and
    /// goes on.
    ///
    /// # Errors
    /// `paper_nothing_waits`, `paper_has_problems`, `paper_undecided`; `not_found`; those of [`App::bring_in`].
    pub fn adopt_paper_cases(
        &self,
        who: &SignedIn,
        words: &ListWords,
        as_new: &BTreeSet<u64>,
        left_out: &BTreeSet<u64>,
    ) -> Result<BroughtIn, Problem> {
        self.may_bring_in(who)?;
        let waiting = self.waiting_list(who)?.ok_or_else(nothing_waits)?;
        let read = self.read_rows(who, &waiting, words)?;
        if !read.problems.is_empty() || !waiting.mapped {
            return Err(Problem::refused("paper_has_problems"));
        }
        let alike = self.alike(who, &read)?;
        if alike.iter().any(|alike| !as_new.contains(&alike.row) && !left_out.contains(&alike.row)) {
            return Err(Problem::refused("paper_undecided"));
        }
        let wanted = read.cases.iter().filter(|(row, _)| !left_out.contains(row));
        let cases: Vec<ElsewhereCase> = wanted.map(|(_, case)| case.clone()).collect();
        let brought = self.bring_in(brought_by(who), &cases, &mut |_| {})?;
        let left_out = read.cases.len() - cases.len();
        self.record_brought(who, &waiting, &brought, left_out as u64)?;
        self.discard_paper_cases(who)?;
        Ok(brought)
    }

    /// Throws the list away that waits for this person.
    ///
    /// # Errors
    /// `not_found`; an engine's error.
    pub fn discard_paper_cases(&self, who: &SignedIn) -> Result<(), Problem> {
        self.may_bring_in(who)?;
        self.store().write(Database::Session, |tx| store::drafts::remove(tx, who.person.id, FORM))
    }

    /// Bringing a case in is opening a file of the own agency.
    fn may_bring_in(&self, who: &SignedIn) -> Result<(), Problem> {
        let wanted = access::resource::File {
            agency: who.agency.number,
            county: who.agency.county,
            case_manager: PersonId::NIL,
            closed: false,
            victim: false,
            conflict: Vec::new(),
        };
        self.decided(who, Action::OpenFile, &Resource::File(wanted))
    }

    fn read_rows(&self, who: &SignedIn, waiting: &Waiting, words: &ListWords) -> Result<Read, Problem> {
        let mut read = Read { cases: Vec::new(), known: Vec::new(), problems: Vec::new() };
        if let Err(problem) = waiting.mapping.check() {
            read.problems.push(CellProblem { row: 0, column: String::new(), value: String::new(), problem });
            return Ok(read);
        }
        let (now, zone) = (self.clock().now(), self.zone()?);
        let reader =
            RowReader { mapping: &waiting.mapping, header: &waiting.header, words, now, zone: &zone };
        let by = brought_by(who);
        for (row, cells) in &waiting.rows {
            match reader.read(*row, cells) {
                Ok(mut case) => {
                    // An open file is somebody's from now on: of whoever brings it.
                    if !case.steps.iter().any(|(step, _)| matches!(step, Step::Closed(_))) {
                        case.steps.push((Step::ManagerNamed(who.person.id), Happened::at(now, &zone)));
                    }
                    match self.try_case(by, &case, &who.pack) {
                        Ok(()) => read.cases.push((*row, case)),
                        Err(problem) => read.problems.push(CellProblem {
                            row: *row,
                            column: String::new(),
                            value: String::new(),
                            problem,
                        }),
                    }
                }
                Err(wrong) => read.problems.extend(wrong),
            }
        }
        let cases: Vec<ElsewhereCase> = read.cases.iter().map(|(_, case)| case.clone()).collect();
        read.known = self.known_cases(who.agency.number, &cases)?;
        Ok(read)
    }

    /// The new rows whose children may be known already, among the files this person may see. That they were shown is
    /// recorded by the search itself.
    fn alike(&self, who: &SignedIn, read: &Read) -> Result<Vec<Alike>, Problem> {
        let mut alike = Vec::new();
        for ((row, case), known) in read.cases.iter().zip(&read.known) {
            if *known || case.identity.full_name().is_empty() || alike.len() == MOST_ALIKE {
                continue;
            }
            let found = self.candidates(who, &case.identity, case.sex)?.found;
            if !found.is_empty() {
                let found = found.into_iter().map(|candidate| (candidate.code, candidate.reasons)).collect();
                alike.push(Alike { row: *row, found });
            }
        }
        Ok(alike)
    }

    fn keep(&self, who: &SignedIn, waiting: &Waiting) -> Result<(), Problem> {
        let now = self.clock().now();
        let plain = zeroize::Zeroizing::new(serde_json::to_vec(waiting).map_err(Problem::internal)?);
        let key = self.keys.need(KeyName::Session)?;
        let sealed = vault::seal(&key, &place_of(who)?, &plain, self.keys.chance()).map_err(keys::fault)?;
        self.store().write(Database::Session, |tx| {
            store::drafts::sweep(tx, now.plus(-KEPT))?;
            store::drafts::put(tx, who.person.id, FORM, &SealedDraft { sealed, updated_at: now })
        })
    }

    fn waiting_list(&self, who: &SignedIn) -> Result<Option<Waiting>, Problem> {
        let stored =
            self.store().read(Database::Session, |tx| store::drafts::get(tx, who.person.id, FORM))?;
        let now = self.clock().now();
        let Some(stored) = stored.filter(|draft| draft.updated_at > now.plus(-KEPT)) else { return Ok(None) };
        let key = self.keys.need(KeyName::Session)?;
        let plain = vault::open(&key, &place_of(who)?, &stored.sealed).map_err(keys::fault)?;
        serde_json::from_slice(&plain).map(Some).map_err(|_| Problem::internal("a waiting list is malformed"))
    }

    /// The mapping by which a list with this header was last brought in.
    fn saved_mapping(
        &self,
        agency: AgencyNumber,
        header: &[String],
    ) -> Result<Option<PaperMapping>, Problem> {
        let entries = self
            .store()
            .read(Database::Social, |tx| store::entries::stream_entries(tx, stream_of(agency)))?;
        for entry in entries.iter().rev() {
            let payload = sealing::open_operational(&self.keys, entry)?;
            let brought: Brought = serde_json::from_slice(&payload).map_err(Problem::internal)?;
            if brought.header == header {
                return Ok(Some(brought.mapping));
            }
        }
        Ok(None)
    }

    fn record_brought(
        &self,
        who: &SignedIn,
        waiting: &Waiting,
        brought: &BroughtIn,
        left_out: u64,
    ) -> Result<(), Problem> {
        let (now, agency) = (self.clock().now(), who.agency.number);
        let stream = stream_of(agency);
        let event = Brought {
            header: waiting.header.clone(),
            mapping: waiting.mapping.clone(),
            rows: waiting.rows.len() as u64,
            opened: brought.opened,
            known: brought.known,
            left_out,
        };
        let payload = serde_json::to_vec(&event).map_err(Problem::internal)?;
        let names = keys::stream_keys(Realm::Social, stream, agency, &[Compartment::Operational]);
        let id = EntryId::new(now, self.chance());
        let place = Place { realm: Realm::Social, stream, entry: id };
        let happened = Happened::at(now, &self.zone()?);
        self.store().write(Database::Social, |tx| {
            self.keys.make(&[crate::compose::agency_key(Realm::Social, agency)], now)?;
            self.keys.make(&names, now)?;
            let part = sealing::seal(&self.keys, place, Compartment::Operational, FIRST_EPOCH, &payload)?;
            let draft = Draft {
                id,
                realm: Realm::Social,
                stream,
                kind: Code::new(BROUGHT)?,
                schema: 1,
                happened,
                actor: who.person.id,
                basis: Code::new("child_protection_duty")?,
                command: CommandId::new(now, self.chance()),
                amends: None,
                facts: Vec::new(),
                facts_epoch: 0,
                parts: vec![part],
            };
            store::append(tx, vec![(draft, ExpectedVersion::Any)], now).map(drop)
        })
    }
}

/// Rows as they were read.
struct Read {
    cases: Vec<(u64, ElsewhereCase)>,
    known: Vec<bool>,
    problems: Vec<CellProblem>,
}

/// Reads what was uploaded. What it is, its bytes say; its name must say the same.
fn read_upload(name: &str, bytes: Vec<u8>) -> Result<LooseTable, Problem> {
    if bytes.len() > LONGEST_UPLOAD {
        return Err(Problem::new(ProblemKind::TooLarge, "upload_too_large"));
    }
    let sniffed = sniff(&bytes);
    if sniffed == Sniffed::Picture {
        return Err(Problem::bad_input("upload_is_picture").on("file"));
    }
    let ending = name.rsplit('.').next().map(str::to_ascii_lowercase).unwrap_or_default();
    match (sniffed, ending.as_str()) {
        (Sniffed::Text, "csv") => LooseTable::from_text(&bytes).map_err(Problem::from),
        (Sniffed::Spreadsheet, "xlsx") => {
            let limits = SheetLimits { file_bytes: LONGEST_UPLOAD as u64, ..SheetLimits::default() };
            LooseTable::from_spreadsheet(bytes, limits).map_err(Problem::from)
        }
        (_, "csv" | "xlsx") => Err(Problem::bad_input("upload_kind_differs").on("file")),
        _ => Err(Problem::bad_input("upload_not_a_table").on("file")),
    }
}

/// A file's name as it is shown, and nothing else is done with it: no path, no control characters, not long.
fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|letter| !letter.is_control()).take(80).collect()
}

fn column(waiting: &Waiting, place: usize, words: &ListWords) -> PaperColumn {
    let cells =
        || waiting.rows.iter().filter_map(|(_, cells)| cells.get(place)).filter(|cell| !cell.is_empty());
    let field = waiting.mapping.fields.get(place).copied().flatten();
    let mut values: BTreeMap<String, (String, Option<u16>)> = BTreeMap::new();
    if let Some((field, list)) = field.and_then(|field| field.list().map(|list| (field, list))) {
        for part in cells().flat_map(|cell| parts(field, cell)) {
            if values.len() == MOST_VALUES {
                break;
            }
            let level = || waiting.mapping.level(place, list, part, words);
            values.entry(folded(part)).or_insert_with(|| (part.to_owned(), level()));
        }
    }
    PaperColumn {
        header: waiting.header.get(place).cloned().unwrap_or_default(),
        samples: cells().take(3).cloned().collect(),
        field,
        values: values.into_values().collect(),
    }
}

fn brought_by(who: &SignedIn) -> BroughtBy {
    let office = Office { agency: who.agency.number, county: who.agency.county };
    BroughtBy { actor: who.person.id, office }
}

fn nothing_waits() -> Problem {
    Problem::refused("paper_nothing_waits")
}

fn place_of(who: &SignedIn) -> Result<AssociatedData, Problem> {
    Ok(AssociatedData::Draft { person: who.person.id, form: Code::new(FORM)? })
}

/// The stream of the lists that an agency brought in: the first 16 bytes of a digest, so that it needs no table.
fn stream_of(agency: AgencyNumber) -> StreamId {
    let digest = vault::digest(&[b"punte/paper-cases/1".as_slice(), &agency.0.to_be_bytes()].concat());
    digest.0.first_chunk::<16>().map_or(StreamId::NIL, |first| StreamId::from_bytes(*first))
}
