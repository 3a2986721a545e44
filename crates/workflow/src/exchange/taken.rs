//! Taking cases away: one record for each time that a file was open.

use std::collections::BTreeMap;

use access::Filter;
use base::{Compartment, PersonId, Problem, Purpose, StreamId};
use casework::{
    BirthDate, BirthMonth, Circumstances, Episode, File, FileEvent, Identity, Moment, VictimStatus,
};
use interop::htcds::Record;
use rules::Pack;
use store::files::{FileFilter, FileOrder, FileRow};
use store::{Database, Page};

use crate::app::App;
use crate::exchange::{ForAgency, codes};
use crate::history::History;

/// Files that are read in one transaction.
const FILES_PER_READ: u32 = 200;

/// Cases that were taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenCases {
    /// Files.
    pub files: u64,
    /// One for each time that a file was open.
    pub records: Vec<Record>,
    /// What the standard has no place for, by kind of entry, and how often it was left behind.
    pub left_behind: BTreeMap<&'static str, u64>,
}

impl App {
    /// The cases of an agency, or of all. That who the children are was read is recorded for each before this
    /// returns.
    ///
    /// # Errors
    /// An engine's error.
    pub fn take_cases(&self, actor: PersonId, of: ForAgency) -> Result<TakenCases, Problem> {
        let agency = match of {
            ForAgency::One(number) => Some(number),
            ForAgency::Named => None,
        };
        let filter = FileFilter { agency, ..FileFilter::default() };
        let pack = self.pack()?;
        let directory = self.directory()?;
        let mut taken = TakenCases::default();
        let mut pairs: Vec<(StreamId, StreamId)> = Vec::new();
        let mut of_stream: BTreeMap<StreamId, (String, Vec<usize>)> = BTreeMap::new();
        let mut page = Page { after: None, limit: FILES_PER_READ };
        loop {
            // By their opening, which reading does not move.
            let order = FileOrder::FirstOpened;
            let listed = self
                .store()
                .read(Database::Social, |tx| store::files::list(tx, &Filter::True, &filter, order, &page))?;
            let read = self.read_whole(actor, &listed.rows)?;
            for (row, file, identity) in read {
                let agency = directory.agency(row.agency);
                let known = Known {
                    pack: &pack,
                    file: &file,
                    identity: identity.as_ref(),
                    agency: agency.map_or("", |agency| agency.code.as_str()),
                    agency_name: agency.map_or("", |agency| agency.name.as_str()),
                };
                let code = row.code.to_string();
                let records = known.records(&code, &mut taken.left_behind);
                let places = (taken.records.len()..taken.records.len() + records.len()).collect();
                of_stream.insert(row.stream, (code, places));
                pairs.extend(file.merged.iter().map(|merge| (row.stream, merge.other)));
                taken.records.extend(records);
                taken.files += 1;
            }
            match listed.next {
                Some(after) => page.after = Some(after),
                None => break,
            }
        }
        name_children(&mut taken.records, &of_stream, &pairs);
        for (record, row) in taken.records.iter_mut().zip(1..) {
            record.row = row;
        }
        Ok(taken)
    }

    /// The files of these rows with who their children are, recorded first.
    fn read_whole(
        &self,
        actor: PersonId,
        rows: &[FileRow],
    ) -> Result<Vec<(FileRow, File, Option<Identity>)>, Problem> {
        let streams: Vec<StreamId> = rows.iter().map(|row| row.stream).collect();
        self.store().write(Database::Social, |tx| {
            self.record_reads(tx, actor, &streams, Compartment::Identity, Purpose::CaseWork)?;
            let mut read = Vec::with_capacity(rows.len());
            for row in rows {
                // Of an erased child nothing is left but a tombstone.
                if store::erasures::is_erased(tx, row.stream)? {
                    continue;
                }
                let history = History::load(&self.keys, tx, row.stream)?;
                let file = casework::fold(&history.recorded);
                let identity = self.identity_of(&history.entries)?;
                if file.exists() {
                    read.push((row.clone(), file, identity));
                }
            }
            Ok(read)
        })
    }
}

/// A file with what its records are written from.
struct Known<'a> {
    pack: &'a Pack,
    file: &'a File,
    identity: Option<&'a Identity>,
    agency: &'a str,
    agency_name: &'a str,
}

impl Known<'_> {
    fn records(&self, code: &str, left: &mut BTreeMap<&'static str, u64>) -> Vec<Record> {
        let mut known = Circumstances::default();
        // As facts are shed: what happened before the first statement is read by that statement.
        let standing = || self.file.timeline.iter().filter(|item| !item.withdrawn);
        if let Some(FileEvent::CaseOpened { circumstances, .. }) =
            standing().map(|item| &item.event).find(|event| matches!(event, FileEvent::CaseOpened { .. }))
        {
            known = *circumstances;
        }
        let mut forms: BTreeMap<(u32, &'static str), Vec<String>> = BTreeMap::new();
        for item in standing() {
            known = item.event.circumstances().unwrap_or(known);
            let field = match &item.event {
                FileEvent::CaseOpened { .. } | FileEvent::CaseReopened { .. } => "pnt_FormsAtOpening",
                FileEvent::Presumed { .. } => "pnt_FormsAtPresumption",
                FileEvent::Identified { .. } => "pnt_FormsAtIdentification",
                FileEvent::CaseClosed { .. } | FileEvent::ChildrenMerged { .. } => continue,
                FileEvent::NotConfirmedProposed { .. } | FileEvent::NotConfirmed { .. }
                    if self.reason_not_confirmed(item.episode).is_some() =>
                {
                    continue;
                }
                other => {
                    *left.entry(other.kind_name()).or_default() += 1;
                    continue;
                }
            };
            if forms.insert((item.episode, field), self.form_codes(&known)).is_some() {
                *left.entry(item.event.kind_name()).or_default() += 1;
            }
        }
        self.file.episodes.iter().map(|episode| self.record(code, episode, &forms)).collect()
    }

    fn record(
        &self,
        code: &str,
        episode: &Episode,
        forms: &BTreeMap<(u32, &'static str), Vec<String>>,
    ) -> Record {
        let mut record = Record::new(0, 0);
        record.set("pnt_CaseId", code);
        record.set("pnt_Episode", episode.number.to_string());
        record.set("pnt_Agency", self.agency);
        record.set("org_Name", self.agency_name);
        record.set("prs_Gender", codes::gender(&self.code("sex", self.file.sex)));
        self.write_identity(&mut record);
        self.write_circumstances(&mut record);
        for field in ["pnt_FormsAtOpening", "pnt_FormsAtPresumption", "pnt_FormsAtIdentification"] {
            record.set_list(field, forms.get(&(episode.number, field)).cloned().unwrap_or_default());
        }
        let on = |moment: Option<&Moment>| moment.map_or(String::new(), |moment| day_of(&moment.happened));
        record.set("pnt_OpenedOn", on(episode.opened.as_ref()));
        record.set("pnt_PresumedOn", on(episode.presumed.as_ref()));
        if episode.number > 1 {
            record.set("pnt_ReopeningReason", self.code("reopening_reason", episode.reason));
        }
        if let Some((moment, ground)) = &episode.identified {
            let ground = self.code("identification_ground", *ground);
            record.set("pnt_IdentifiedOn", day_of(&moment.happened));
            record.set("vic_TraffickingStatusDecisionMakingOrg", codes::decided_by(&ground));
            record.set("pnt_IdentificationGround", ground);
            let age = self.file.birth_month.map(|born| born.years_on(moment.happened.first_day()));
            record.set("pnt_AgeAtIdentification", age.map_or(String::new(), |age| age.to_string()));
        }
        if let Some((moment, reason)) =
            episode.not_confirmed.as_ref().zip(self.reason_not_confirmed(episode.number))
        {
            record.set("pnt_NotConfirmedOn", day_of(&moment.happened));
            record.set("pnt_NotConfirmedReason", self.code("not_confirmed_reason", reason));
        }
        record.set(
            "vic_TraffickingStatus",
            match episode.status {
                VictimStatus::None | VictimStatus::Potential => "",
                VictimStatus::Presumed => "PossibleVictimOfTrafficking",
                VictimStatus::Identified => "ActualVictimOfTrafficking",
                VictimStatus::NotConfirmed => "NotAVictimOfTrafficking",
            },
        );
        record.set("cas_Status", if episode.closed.is_some() { "Closed" } else { "Active" });
        if let Some((moment, reason)) = &episode.closed {
            record.set("pnt_ClosedOn", day_of(&moment.happened));
            record.set("pnt_ClosingReason", self.code("closing_reason", *reason));
        }
        record
    }

    /// The reason of the last proposal in an episode that ended as not confirmed.
    fn reason_not_confirmed(&self, episode: u32) -> Option<u16> {
        self.file.episodes.iter().find(|e| e.number == episode)?.not_confirmed.as_ref()?;
        let proposals = self.file.timeline.iter().filter(|item| !item.withdrawn && item.episode == episode);
        proposals.rev().find_map(|item| match item.event {
            FileEvent::NotConfirmedProposed { reason, .. } => Some(reason),
            _ => None,
        })
    }

    fn write_identity(&self, record: &mut Record) {
        let counted_by = self.file.birth_month;
        let born = self.identity.and_then(|identity| identity.birth_date.as_ref());
        let day = born.map_or("", BirthDate::as_str);
        if day.len() == 10 {
            record.set("prs_Birthdate", day);
        }
        // Where the day does not tell the month that counts were made by, it is told apart.
        let month = match born {
            Some(born) if born.month() == counted_by => if day.len() == 10 { "" } else { day }.to_owned(),
            _ => counted_by.map_or(String::new(), |month: BirthMonth| month.to_string()),
        };
        record.set("pnt_BirthMonth", month);
        let Some(identity) = self.identity else { return };
        record.set("prs_FirstName", identity.given_names.as_str());
        record.set("prs_SecondName", identity.family_names.as_str());
        record.set("prs_IdentityNumber", identity.national_number.as_str());
        record.set("prs_MailingStreet", identity.address.as_str());
        // Written here as people write them; the standard wants E.164, and a number within the country is not one.
        let phone: String =
            identity.phone.as_str().chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        if phone.starts_with('+') && (3..=16).contains(&phone.len()) {
            record.set("prs_MobilePhone", phone);
        }
    }

    fn write_circumstances(&self, record: &mut Record) {
        let known = self.file.circumstances;
        let (forms, sexual) = codes::standard_forms(&self.form_codes(&known));
        record.set_list("vic_TypeOfExploitation", forms);
        record.set_list("vic_TypeOfSexExploitation", sexual);
        let recruitment = self.code("recruitment", known.recruitment);
        record.set("vic_MethodOfRecruitment", codes::standard_recruitment(&recruitment));
        record.set("pnt_Recruitment", recruitment);
        record.set("pnt_Where", self.code("where", known.place));
        record.set("pnt_Origin", self.code("county", known.origin));
        record.set("pnt_InCare", self.code("yes_no", known.in_care));
    }

    fn form_codes(&self, known: &Circumstances) -> Vec<String> {
        known.form_levels().map(|level| self.code("exploitation", level)).collect()
    }

    fn code(&self, list: &str, level: u16) -> String {
        self.pack.list(list).code(level).map_or(String::new(), ToString::to_string)
    }
}

/// A moment as the reader takes it: what is known to the instant is told to the day.
fn day_of(happened: &base::Happened) -> String {
    match happened.precision() {
        base::Precision::Instant => happened.first_day().to_string(),
        _ => happened.to_string(),
    }
}

/// Gives the cases of one child a name in common: the code of the first of them.
fn name_children(
    records: &mut [Record],
    of_stream: &BTreeMap<StreamId, (String, Vec<usize>)>,
    pairs: &[(StreamId, StreamId)],
) {
    let mut child: BTreeMap<StreamId, StreamId> = BTreeMap::new();
    for (one, other) in pairs {
        let of = |stream: &StreamId, child: &BTreeMap<StreamId, StreamId>| {
            child.get(stream).copied().unwrap_or(*stream)
        };
        let (one, other) = (of(one, &child), of(other, &child));
        let (first, second) = (one.min(other), one.max(other));
        for known in child.values_mut().filter(|known| **known == second) {
            *known = first;
        }
        child.insert(first, first);
        child.insert(second, first);
    }
    for (stream, first) in &child {
        let name = of_stream.get(first).map_or(String::new(), |(code, _)| code.clone());
        // A file that was not taken away has no records, and gives no name.
        let name = if name.is_empty() { first.to_string() } else { name };
        for place in of_stream.get(stream).into_iter().flat_map(|(_, places)| places) {
            if let Some(record) = records.get_mut(*place) {
                record.set("pnt_Child", name.clone());
            }
        }
    }
}
