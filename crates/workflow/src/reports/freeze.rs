//! Freezing a quarter's figures, and publishing them.

use access::{Action, Resource, ResourceKind};
use base::{
    AgencyNumber, Code, CommandId, Compartment, Digest, EntryId, Happened, PersonId, Position, Problem,
};
use base::{ProblemKind, PublicCode, Quarter, Realm, StreamId, Timestamp};
use ledger::{Draft, Entry};
use store::commands::Answer;
use store::reports::ReportRow;
use store::{Database, ExpectedVersion, Target, Tx};

use crate::app::App;
use crate::keys;
use crate::reports::assess::Assessed;
use crate::reports::frozen::{FROZEN, Frozen, PUBLISHED, Publication, SCHEMA};
use crate::reports::published::published_rows;
use crate::sealing::{self, FIRST_EPOCH, Place};
use crate::sign_in::SignedIn;

/// Reports are published monthly at most: 28 days.
const PUBLISHED_EVERY: i64 = 28 * 24 * Timestamp::HOUR;

/// Who does it, by which command, when.
#[derive(Clone, Copy)]
struct By {
    actor: PersonId,
    command: CommandId,
    now: Timestamp,
}

impl App {
    /// Freezes the country's figures of a quarter as they are known now, gated. What it keeps is what will be
    /// shown: nobody's live figures, and no hidden one.
    ///
    /// It counts the whole country, so it is for the officer who is accredited to see the country's figures.
    ///
    /// # Errors
    /// `not_found` where the person may not; `period_not_over` (with `day`); `already_frozen` when a report shows
    /// the same already; `changed_meanwhile` when another was published at the same moment; `command_reused`.
    pub fn freeze_report(
        &self,
        who: &SignedIn,
        quarter: Quarter,
        command: CommandId,
    ) -> Result<PublicCode, Problem> {
        if !self.may_freeze(who) {
            return Err(Problem::not_found());
        }
        let by = By { actor: who.person.id, command, now: self.clock().now() };
        let body = vault::digest(format!("freeze_report {quarter}").as_bytes());
        if let Some(code) = self.answered(&by, &body)? {
            return Ok(code);
        }
        let (stream, frozen) = self.frozen_now(quarter, who.agency.number, by)?;
        let code = frozen.code;
        self.make_report_keys(stream, by.now)?;
        let drafts = vec![self.frozen_draft(stream, &frozen, by)?];
        self.store().write(Database::Social, |tx| {
            if let Some(answer) = self.command_answer(tx, command, by.actor, &body)? {
                return code_of(&answer);
            }
            let position = self.append_report(tx, stream, Some(&frozen), 0, drafts, by.now)?;
            let answer = Answer { answer: code.compact().into_bytes(), position };
            self.remember_command(tx, command, by.actor, &body, &answer)?;
            Ok(code)
        })
    }

    /// Publishes a frozen report: from then on every partner reads it, and it cannot be taken back.
    ///
    /// # Errors
    /// `not_found` where the report is not there or the person may not; `already_published`; `published_too_soon`
    /// (with `day`) within 28 days of the last one, unless it restates a published quarter; `published_meanwhile`
    /// when another was published since this one was frozen, whose figures the gate did not look at;
    /// `command_reused`.
    pub fn publish_report(
        &self,
        who: &SignedIn,
        code: PublicCode,
        command: CommandId,
    ) -> Result<(), Problem> {
        let by = By { actor: who.person.id, command, now: self.clock().now() };
        let body = vault::digest(format!("publish_report {}", code.compact()).as_bytes());
        let visible = self.policies.visible(&who.viewer, Action::PublishReport, ResourceKind::Report)?;
        self.store().write(Database::Social, |tx| {
            let row = store::reports::by_code(tx, &visible, code)?.filter(|_| self.sees_the_country(who));
            let row = row.ok_or_else(Problem::not_found)?;
            self.decided(who, Action::PublishReport, &report_resource(&row))?;
            if self.command_answer(tx, command, by.actor, &body)?.is_some() {
                return Ok(());
            }
            if row.published {
                return Err(Problem::refused("already_published"));
            }
            let entries = store::entries::stream_entries(tx, row.stream)?;
            let (first, report) = match entries.first() {
                Some(first) => (first.id, self.opened(row.clone(), &entries)?),
                None => return Err(Problem::internal("a report's stream holds no report")),
            };
            let published = published_rows(tx)?;
            not_too_soon(&published, &report.frozen, by.now, who.pack.zone())?;
            if streams_of(published) != report.frozen.history {
                return Err(Problem::refused("published_meanwhile"));
            }
            let drafts = vec![self.published_draft(row.stream, first, by)?];
            let position = self.append_report(tx, row.stream, None, row.version, drafts, by.now)?;
            let answer = Answer { answer: Vec::new(), position };
            self.remember_command(tx, command, by.actor, &body, &answer)
        })
    }

    /// Freezes and publishes in one, without a session: what the synthetic country does at each quarter's end.
    ///
    /// # Errors
    /// As [`App::freeze_report`] and [`App::publish_report`], permissions apart.
    pub fn freeze_and_publish_as(
        &self,
        actor: PersonId,
        agency: AgencyNumber,
        quarter: Quarter,
        command: CommandId,
        now: Timestamp,
    ) -> Result<PublicCode, Problem> {
        let by = By { actor, command, now };
        let body = vault::digest(format!("freeze_and_publish_report {quarter}").as_bytes());
        if let Some(code) = self.answered(&by, &body)? {
            return Ok(code);
        }
        let (stream, frozen) = self.frozen_now(quarter, agency, by)?;
        self.make_report_keys(stream, now)?;
        let draft = self.frozen_draft(stream, &frozen, by)?;
        let drafts = vec![draft.clone(), self.published_draft(stream, draft.id, by)?];
        let zone = self.zone()?;
        self.store().write(Database::Social, |tx| {
            not_too_soon(&published_rows(tx)?, &frozen, now, &zone)?;
            let position = self.append_report(tx, stream, Some(&frozen), 0, drafts, now)?;
            let answer = Answer { answer: frozen.code.compact().into_bytes(), position };
            self.remember_command(tx, command, actor, &body, &answer)?;
            Ok(frozen.code)
        })
    }

    /// Whether this person freezes and publishes reports.
    pub(crate) fn may_freeze(&self, who: &SignedIn) -> bool {
        let own = access::resource::Report { agency: who.agency.number, published: false };
        self.sees_the_country(who) && self.may(who, Action::FreezeReport, &Resource::Report(own))
    }

    /// Whether this person may see the country's live figures. A frozen report is of the country and not public
    /// yet, so that no other partner's officer reads one before it is published.
    pub(crate) fn sees_the_country(&self, who: &SignedIn) -> bool {
        self.may(who, Action::ViewLiveNational, &Resource::Indicator(AgencyNumber(0)))
    }

    /// Counts, gates and puts together what a report keeps.
    fn frozen_now(
        &self,
        quarter: Quarter,
        agency: AgencyNumber,
        by: By,
    ) -> Result<(StreamId, Frozen), Problem> {
        let pack = self.pack()?;
        let over = quarter.plus(1).first_day();
        if by.now.day(pack.zone()) < over {
            return Err(Problem::refused("period_not_over").with("day", over.to_string()));
        }
        let published = self.published_by(None)?;
        self.catch_up()?;
        let as_of = self.social().position;
        let Assessed { counted, passed, restatements } = self.assess(quarter, as_of, &published, &[])?;
        let history = published.streams();
        let counted = counted.to_string();
        let shows_the_same = |report: &Frozen| {
            report.counted == counted
                || (report.tables == passed.tables && report.restatements == restatements)
        };
        if published.of_quarter(quarter).is_some_and(|report| shows_the_same(&report.frozen))
            || self.waiting(quarter)?.iter().any(|report| report.history == history && shows_the_same(report))
        {
            return Err(Problem::refused("already_frozen"));
        }
        let seed = vault::digest(&[b"punte/report".as_slice(), by.command.as_bytes()].concat());
        let number = seed.0.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        let stream = seed.0.last_chunk::<16>().map_or(StreamId::NIL, |bytes| StreamId::from_bytes(*bytes));
        let frozen = Frozen {
            code: PublicCode::new(&base::Randomness::seeded(number)),
            agency,
            quarter,
            as_of,
            restates: published.of_quarter(quarter).map_or(StreamId::NIL, |report| report.row.stream),
            policies: self.policies.digest().to_string(),
            pack: (pack.code().clone(), pack.version()),
            definitions: self.published_definitions()?.iter().map(|d| (d.code.clone(), d.version)).collect(),
            counted,
            history,
            tables: passed.tables,
            sheets: passed.sheets,
            restatements,
        };
        Ok((stream, frozen))
    }

    /// The reports of a quarter that are frozen and wait to be published.
    fn waiting(&self, quarter: Quarter) -> Result<Vec<Frozen>, Problem> {
        let streams = self.store().read(Database::Social, |tx| {
            let filter = store::reports::ReportFilter { quarter: Some(quarter.0), published: Some(false) };
            let page = store::Page::first(100);
            let rows = store::reports::list(tx, &access::Filter::True, &filter, &page)?.rows;
            rows.iter()
                .map(|row| store::entries::stream_entries(tx, row.stream))
                .collect::<Result<Vec<_>, _>>()
        })?;
        let frozen = streams.iter().filter_map(|entries| self.frozen_of(entries).transpose());
        frozen.collect()
    }

    /// The answer that a command had before.
    fn answered(&self, by: &By, body: &Digest) -> Result<Option<PublicCode>, Problem> {
        let read = |tx: &mut Tx<'_>| self.command_answer(tx, by.command, by.actor, body);
        self.store().read(Database::Social, read)?.as_ref().map(code_of).transpose()
    }

    fn make_report_keys(&self, stream: StreamId, now: Timestamp) -> Result<(), Problem> {
        let names = keys::stream_keys(Realm::Social, stream, AgencyNumber(0), &[Compartment::Operational]);
        self.keys.make(&names, now)
    }

    fn frozen_draft(&self, stream: StreamId, frozen: &Frozen, by: By) -> Result<Draft, Problem> {
        self.report_draft(stream, FROZEN, &frozen.to_payload()?, by)
    }

    fn published_draft(&self, stream: StreamId, frozen: EntryId, by: By) -> Result<Draft, Problem> {
        self.report_draft(stream, PUBLISHED, &Publication { frozen }.to_payload()?, by)
    }

    fn report_draft(&self, stream: StreamId, kind: &str, payload: &[u8], by: By) -> Result<Draft, Problem> {
        let id = EntryId::new(by.now, self.chance());
        let place = Place { realm: Realm::Social, stream, entry: id };
        Ok(Draft {
            id,
            realm: Realm::Social,
            stream,
            kind: Code::new(kind)?,
            schema: SCHEMA,
            happened: Happened::at(by.now, &self.zone()?),
            actor: by.actor,
            basis: Code::new("statistics")?,
            command: by.command,
            amends: None,
            facts: Vec::new(),
            facts_epoch: 0,
            parts: vec![sealing::seal(&self.keys, place, Compartment::Operational, FIRST_EPOCH, payload)?],
        })
    }

    /// Appends a report's entries and writes its row. What was frozen is refused when the gate looked back at
    /// another history than there is now.
    fn append_report(
        &self,
        tx: &mut Tx<'_>,
        stream: StreamId,
        frozen: Option<&Frozen>,
        version: u32,
        drafts: Vec<Draft>,
        now: Timestamp,
    ) -> Result<Position, Problem> {
        if let Some(frozen) = frozen
            && streams_of(published_rows(tx)?) != frozen.history
        {
            return Err(Problem::new(ProblemKind::Conflict, "changed_meanwhile"));
        }
        let expected = (version..).map(ExpectedVersion::Exactly);
        let appended = store::append(tx, drafts.into_iter().zip(expected).collect(), now)?;
        let entries: Vec<Entry> = store::entries::stream_entries(tx, stream)?;
        let row = self.report_row(stream, &entries)?;
        store::reports::put(tx, Target::Live, &row.into_iter().collect::<Vec<_>>())?;
        Ok(appended.last())
    }
}

/// A report as policies know it.
pub(crate) fn report_resource(row: &ReportRow) -> Resource {
    Resource::Report(access::resource::Report { agency: row.agency, published: row.published })
}

/// The streams of published reports, the first published first.
fn streams_of(mut rows: Vec<ReportRow>) -> Vec<StreamId> {
    rows.sort_by_key(|row| (row.published_at, row.last_position));
    rows.into_iter().map(|row| row.stream).collect()
}

fn not_too_soon(
    published: &[ReportRow],
    frozen: &Frozen,
    now: Timestamp,
    zone: &base::Zone,
) -> Result<(), Problem> {
    let restates = published.iter().any(|row| row.quarter == frozen.quarter.0);
    let last = published.iter().map(|row| row.published_at).max();
    match last.map(|last| last.plus(PUBLISHED_EVERY)) {
        Some(from) if now < from && !restates => {
            Err(Problem::refused("published_too_soon").with("day", from.day(zone).to_string()))
        }
        _ => Ok(()),
    }
}

fn code_of(answer: &Answer) -> Result<PublicCode, Problem> {
    let text = String::from_utf8_lossy(&answer.answer);
    PublicCode::parse(&text).ok_or_else(|| Problem::internal("a command's answer is malformed"))
}
