//! What records mean: the entries that each case would have, decided one after the other as by hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use agencies::Directory;
use base::{CleanText, Code, CommandId, EntryId, Happened, PersonId, Position, Problem, PublicCode, Zone};
use casework::{
    BirthDate, BirthMonth, Circumstances, FileEvent, Identity, IdentityForm, Narrative, Office, Recorded,
};
use interop::htcds::Record;
use interop::{RowProblem, Wrong};
use rules::Pack;

use crate::app::App;
use crate::compose::FileEntry;
use crate::exchange::{BASIS, ForAgency, codes};
use crate::naming::CaseIds;

/// The most times that one case was open.
const MOST_EPISODES: i64 = 50;
/// The fields that become something in a file. Those of a plan, of referrals and of other people have no home without
/// what the standard does not say: which service, how urgent, from which need.
pub(super) const KEPT: [&str; 39] = [
    "prs_FirstName",
    "prs_MiddleName",
    "prs_SecondName",
    "prs_Birthdate",
    "prs_Gender",
    "prs_IdentityNumber",
    "prs_MobilePhone",
    "prs_HomePhone",
    "prs_MailingStreet",
    "prs_MailingCity",
    "prs_MailingState",
    "prs_MailingPostalCode",
    "prs_MailingCountry",
    "vic_TraffickingStatus",
    "vic_TraffickingStatusDecisionMakingOrg",
    "vic_TypeOfExploitation",
    "vic_TypeOfSexExploitation",
    "vic_MethodOfRecruitment",
    "cas_Status",
    "cas_IncomingReferralDate",
    "cco_CaseComment",
    "pnt_CaseId",
    "pnt_Episode",
    "pnt_Child",
    "pnt_Agency",
    "pnt_BirthMonth",
    "pnt_OpenedOn",
    "pnt_PresumedOn",
    "pnt_IdentifiedOn",
    "pnt_ClosedOn",
    "pnt_NotConfirmedOn",
    "pnt_NotConfirmedReason",
    "pnt_FormsAtOpening",
    "pnt_FormsAtPresumption",
    "pnt_FormsAtIdentification",
    "pnt_IdentificationGround",
    "pnt_ClosingReason",
    "pnt_ReopeningReason",
    "pnt_Recruitment",
];
/// Those of our own that are kept besides, and those that only tell.
pub(super) const ALSO: [&str; 5] =
    ["pnt_Where", "pnt_Origin", "pnt_InCare", "pnt_AgeAtIdentification", "org_Name"];

/// A case as it would be adopted.
pub(super) struct Case {
    /// The first of its records.
    pub(super) row: u64,
    /// What it is known by.
    pub(super) ids: CaseIds,
    /// Its code here, should it come from here.
    pub(super) code: Option<PublicCode>,
    /// Cases with the same are of one child; empty where nothing is said.
    pub(super) child: String,
    pub(super) office: Office,
    pub(super) sex: u16,
    pub(super) identity: Identity,
    /// What is entered, in order; the first opens the file.
    pub(super) entries: Vec<(CommandId, FileEntry)>,
}

/// What cases are planned with.
pub(super) struct Planner<'a> {
    pub(super) app: &'a App,
    pub(super) pack: Arc<Pack>,
    pub(super) zone: Zone,
    pub(super) directory: Arc<Directory>,
    pub(super) agency: ForAgency,
}

impl Planner<'_> {
    /// The cases of these records, in their order, and what is wrong with the others.
    pub(super) fn plan(&self, records: &[Record]) -> Result<(Vec<Case>, Vec<RowProblem>), Problem> {
        let mut groups: Vec<Vec<&Record>> = Vec::new();
        let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for record in records {
            let name = (record.get("pnt_Agency"), record.get("pnt_CaseId"));
            match known.get(&name).filter(|_| !name.1.is_empty()).and_then(|group| groups.get_mut(*group)) {
                Some(group) => group.push(record),
                None => {
                    known.insert(name, groups.len());
                    groups.push(vec![record]);
                }
            }
        }
        let (mut cases, mut problems) = (Vec::new(), Vec::new());
        for mut group in groups {
            group.sort_by_key(|record| (episode(record), record.row));
            match self.case(&group)? {
                Ok(case) => cases.push(case),
                Err(wrong) => problems.extend(wrong),
            }
        }
        problems.sort_by_key(|problem: &RowProblem| problem.row);
        Ok((cases, problems))
    }

    fn case(&self, rows: &[&Record]) -> Result<Result<Case, Vec<RowProblem>>, Problem> {
        let Some(first) = rows.first() else { return Ok(Err(Vec::new())) };
        let mut wrong = Vec::new();
        let mut reading = Reading { record: first, planner: self, wrong: &mut wrong };
        let office = reading.office();
        let identity = reading.identity();
        let (sex, birth_month) =
            (codes::sex_of(&self.pack, first.get("prs_Gender")), reading.birth_month(&identity));
        let name = match first.get("pnt_CaseId") {
            "" => whole(first),
            id => id.as_bytes().to_vec(),
        };
        let opening = self.app.naming().bringing(office.agency, &vault::digest(&name));
        let mut steps = (0_usize..).map(|step| self.app.naming().step(opening, step));
        let mut next = || steps.next().unwrap_or(CommandId::NIL);
        let ids = self.app.naming().case(opening);
        let mut entries: Vec<(CommandId, FileEntry, u64, u64, &'static str)> = Vec::new();
        let mut known = Circumstances::default();
        for (place, record) in rows.iter().enumerate() {
            let mut reading = Reading { record, planner: self, wrong: &mut wrong };
            reading.episode(place);
            let opened = reading.opened();
            let at_opening = reading.circumstances();
            let mut add = |command, event, happened: Happened, narrative, column| -> Result<(), Problem> {
                let basis = Code::new(BASIS)?;
                let identity = (place == 0 && column == "pnt_OpenedOn").then(|| identity.clone());
                let entry = FileEntry { event, happened, basis, identity, narrative, shared: None };
                entries.push((command, entry, record.row, record.line, column));
                Ok(())
            };
            let Some(opened) = opened else { continue };
            if place == 0 {
                known = at_opening;
                let event = FileEvent::CaseOpened {
                    by: office,
                    child: ids.child,
                    unit: ids.unit,
                    code: ids.code,
                    signal: None,
                    sex,
                    birth_month,
                    circumstances: at_opening,
                    brought_in: true,
                };
                add(opening, event, opened, reading.narrative(), "pnt_OpenedOn")?;
            } else {
                let command = next();
                let reason = reading.level("reopening_reason", "pnt_ReopeningReason", true);
                let changed = (at_opening != known).then_some(at_opening);
                known = at_opening;
                let unit = self.app.naming().unit(command);
                let event = FileEvent::CaseReopened { by: office, unit, reason, circumstances: changed };
                add(command, event, opened, reading.narrative(), "pnt_OpenedOn")?;
            }
            let mut changed = |reading: &mut Reading<'_, '_>, field: &str| {
                let forms = reading.forms(field);
                let after = if forms == 0 { known } else { Circumstances { forms, ..known } };
                let changed = (after != known).then_some(after);
                known = after;
                changed
            };
            let status = record.get("vic_TraffickingStatus");
            if let Some(on) = reading.moment("pnt_PresumedOn", status == "PossibleVictimOfTrafficking") {
                let circumstances = changed(&mut reading, "pnt_FormsAtPresumption");
                let event = FileEvent::Presumed { by: office, circumstances };
                add(next(), event, on, None, "pnt_PresumedOn")?;
            }
            if let Some(on) = reading.moment("pnt_IdentifiedOn", status == "ActualVictimOfTrafficking") {
                let circumstances = changed(&mut reading, "pnt_FormsAtIdentification");
                let event = FileEvent::Identified { by: office, ground: reading.ground(), circumstances };
                add(next(), event, on, None, "pnt_IdentifiedOn")?;
            }
            // Two people decide that a presumption is not confirmed. What was decided elsewhere is a proposal here,
            // until a second person agrees.
            if status == "NotAVictimOfTrafficking" && !record.get("pnt_PresumedOn").is_empty() {
                let on = reading.moment("pnt_NotConfirmedOn", true);
                let reason = reading.level("not_confirmed_reason", "pnt_NotConfirmedReason", true);
                if let Some(on) = on {
                    let event = FileEvent::NotConfirmedProposed { by: office, reason };
                    add(next(), event, on, None, "pnt_NotConfirmedOn")?;
                }
            }
            let closed = matches!(record.get("cas_Status"), "Closed" | "ClosedReferred");
            if let Some(on) = reading.moment("pnt_ClosedOn", closed) {
                let reason = reading.level("closing_reason", "pnt_ClosingReason", true);
                add(next(), FileEvent::CaseClosed { by: office, reason }, on, None, "pnt_ClosedOn")?;
            }
        }
        if wrong.is_empty() {
            wrong.extend(self.refused(&entries));
        }
        if !wrong.is_empty() {
            return Ok(Err(wrong));
        }
        Ok(Ok(Case {
            row: first.row,
            ids,
            code: PublicCode::parse(first.get("pnt_CaseId")),
            child: first.get("pnt_Child").to_owned(),
            office,
            sex,
            identity,
            entries: entries.into_iter().map(|(command, entry, ..)| (command, entry)).collect(),
        }))
    }

    /// The rule that refuses an entry, as adopting it would.
    fn refused(&self, entries: &[(CommandId, FileEntry, u64, u64, &'static str)]) -> Option<RowProblem> {
        let now = self.app.clock().now();
        let mut history: Vec<Recorded<FileEvent>> = Vec::new();
        for ((_, entry, row, line, column), version) in entries.iter().zip(1_u32..) {
            let proposed = Recorded {
                entry: EntryId::new(now, self.app.chance()),
                position: Position(0),
                version,
                happened: entry.happened.clone(),
                recorded_at: now,
                actor: PersonId::NIL,
                amends: None,
                event: entry.event.clone(),
            };
            if let Err(problem) = casework::decide(&history, &proposed, &self.pack) {
                let value = interop::cell::shown(&entry.happened.to_string());
                let wrong = Wrong::Refused { rule: problem.code };
                return Some(RowProblem {
                    row: *row,
                    line: *line,
                    column: (*column).to_owned(),
                    value,
                    wrong,
                });
            }
            history.push(Recorded { position: Position(u64::from(version)), ..proposed });
        }
        None
    }
}

/// One record, while its values are read.
struct Reading<'a, 'w> {
    record: &'a Record,
    planner: &'a Planner<'a>,
    wrong: &'w mut Vec<RowProblem>,
}

impl Reading<'_, '_> {
    fn add(&mut self, column: &str, wrong: Wrong) {
        let value = interop::cell::shown(&self.record.list(column).join(";"));
        let (row, line) = (self.record.row, self.record.line);
        self.wrong.push(RowProblem { row, line, column: column.to_owned(), value, wrong });
    }

    fn office(&mut self) -> Office {
        let directory = &self.planner.directory;
        let agency = match self.planner.agency {
            ForAgency::One(number) => directory.agency(number),
            ForAgency::Named => directory.agency_by_code(self.record.get("pnt_Agency")),
        };
        if agency.is_none() {
            let known = directory.agencies().map(|agency| agency.code.as_str());
            let nearest = interop::nearest::nearest(self.record.get("pnt_Agency"), known).map(str::to_owned);
            self.add("pnt_Agency", Wrong::NotListed { nearest });
        }
        agency.map_or(Office::default(), |agency| Office { agency: agency.number, county: agency.county })
    }

    fn identity(&mut self) -> Identity {
        let record = self.record;
        let joined = |fields: &[&str], between: &str| -> String {
            let parts: Vec<&str> =
                fields.iter().map(|field| record.get(field)).filter(|part| !part.is_empty()).collect();
            parts.join(between)
        };
        let given = joined(&["prs_FirstName", "prs_MiddleName"], " ");
        let address = joined(
            &[
                "prs_MailingStreet",
                "prs_MailingPostalCode",
                "prs_MailingCity",
                "prs_MailingState",
                "prs_MailingCountry",
            ],
            ", ",
        );
        let or = |one: &str, other: &str| -> String {
            let field = if record.get(one).is_empty() { other } else { one };
            record.get(field).to_owned()
        };
        let (birth, phone) = (or("prs_Birthdate", "pnt_BirthMonth"), or("prs_MobilePhone", "prs_HomePhone"));
        let form = IdentityForm {
            given_names: &given,
            family_names: record.get("prs_SecondName"),
            birth_date: &birth,
            national_number: record.get("prs_IdentityNumber"),
            address: &address,
            phone: &phone,
            guardian: "",
        };
        Identity::read(&form, self.planner.app.clock().now(), &self.planner.zone).unwrap_or_else(|problems| {
            for problem in problems {
                let column = match problem.field {
                    Some("given_names") => "prs_FirstName",
                    Some("family_names") => "prs_SecondName",
                    Some("birth_date") => "prs_Birthdate",
                    Some("national_number") => "prs_IdentityNumber",
                    Some("phone") => "prs_MobilePhone",
                    _ => "prs_MailingStreet",
                };
                self.add(column, Wrong::Refused { rule: problem.code });
            }
            empty_identity()
        })
    }

    /// That of our own field where it is there: it is what counts were made by.
    fn birth_month(&mut self, identity: &Identity) -> Option<BirthMonth> {
        let own = BirthDate::parse(self.record.get("pnt_BirthMonth"));
        own.as_ref().or(identity.birth_date.as_ref()).and_then(BirthDate::month)
    }

    /// Episodes of a case are numbered from 1 without gaps.
    fn episode(&mut self, place: usize) {
        let expected = i64::try_from(place).unwrap_or(i64::MAX).saturating_add(1);
        if episode(self.record) != expected || expected > MOST_EPISODES {
            self.add("pnt_Episode", Wrong::OutOfRange { least: 1, most: expected.min(MOST_EPISODES) });
        }
    }

    fn opened(&mut self) -> Option<Happened> {
        let known = ["pnt_OpenedOn", "cas_IncomingReferralDate", "pnt_PresumedOn", "pnt_IdentifiedOn"];
        let field = known.into_iter().find(|field| !self.record.get(field).is_empty());
        self.moment(field.unwrap_or("pnt_OpenedOn"), true)
    }

    fn moment(&mut self, field: &str, needed: bool) -> Option<Happened> {
        let text = self.record.get(field);
        if text.is_empty() {
            if needed {
                self.add(field, Wrong::Missing);
            }
            return None;
        }
        Happened::parse(text, &self.planner.zone)
    }

    fn level(&mut self, list: &str, field: &str, needed: bool) -> u16 {
        let code = self.record.get(field);
        if code.is_empty() {
            if needed {
                self.add(field, Wrong::Missing);
            }
            return 0;
        }
        self.number(list, field, code)
    }

    fn number(&mut self, list: &str, field: &str, code: &str) -> u16 {
        let items = self.planner.pack.list(list);
        items.number(code).unwrap_or_else(|| {
            let codes = items.items().iter().map(|item| item.code.as_str());
            self.add(
                field,
                Wrong::NotListed { nearest: interop::nearest::nearest(code, codes).map(str::to_owned) },
            );
            0
        })
    }

    fn forms(&mut self, field: &str) -> u32 {
        let record = self.record;
        let levels: Vec<u16> =
            record.list(field).iter().map(|code| self.number("exploitation", field, code)).collect();
        Circumstances::forms_of(levels)
    }

    fn ground(&mut self) -> u16 {
        let by_org =
            codes::ground_of(&self.planner.pack, self.record.get("vic_TraffickingStatusDecisionMakingOrg"));
        let own = self.level("identification_ground", "pnt_IdentificationGround", by_org == 0);
        if own == 0 { by_org } else { own }
    }

    fn circumstances(&mut self) -> Circumstances {
        let record = self.record;
        let ours = ["pnt_FormsAtOpening", "pnt_FormsAtPresumption", "pnt_FormsAtIdentification"];
        let forms = if ours.iter().any(|field| !record.list(field).is_empty()) {
            self.forms("pnt_FormsAtOpening")
        } else {
            let (forms, sexual) =
                (record.list("vic_TypeOfExploitation"), record.list("vic_TypeOfSexExploitation"));
            Circumstances::forms_of(codes::forms_of(&self.planner.pack, forms, sexual))
        };
        let recruitment = match self.level("recruitment", "pnt_Recruitment", false) {
            0 => codes::recruitment_of(&self.planner.pack, record.list("vic_MethodOfRecruitment")),
            known => known,
        };
        Circumstances {
            forms,
            place: self.level("where", "pnt_Where", false),
            recruitment,
            origin: self.level("county", "pnt_Origin", false),
            in_care: self.level("yes_no", "pnt_InCare", false),
        }
    }

    fn narrative(&mut self) -> Option<Narrative> {
        Narrative::read(self.record.get("cco_CaseComment"), "narrative").unwrap_or_else(|problem| {
            self.add("cco_CaseComment", Wrong::Refused { rule: problem.code });
            None
        })
    }
}

/// A case of one opening needs no number.
fn episode(record: &Record) -> i64 {
    record.get("pnt_Episode").parse().unwrap_or(1)
}

/// All that a record says, for one that has no name of its own.
fn whole(record: &Record) -> Vec<u8> {
    let mut bytes = Vec::new();
    for field in record.filled() {
        for part in std::iter::once(field.name).chain(record.list(field.name).iter().map(String::as_str)) {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
    }
    bytes
}

fn empty_identity() -> Identity {
    Identity {
        given_names: CleanText::default(),
        family_names: CleanText::default(),
        birth_date: None,
        national_number: CleanText::default(),
        address: CleanText::default(),
        phone: CleanText::default(),
        guardian: CleanText::default(),
    }
}
