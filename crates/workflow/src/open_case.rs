//! Opening a file from a signal: candidates first, then the file, the register and the signal in one transaction.

use access::{Action, Resource};
use base::{Code, CommandId, Compartment, EntryId, Happened, Position, Problem, ProblemKind, PublicCode};
use base::{Realm, StreamId};
use casework::{Circumstances, FileEvent, Identity, Narrative, Office};
use ledger::Draft;
use linkage::Hit;
use store::commands::Answer;
use store::{Database, ExpectedVersion, Tx};

use crate::app::App;
use crate::compose::FileEntry;
use crate::history::History;
use crate::keys;
use crate::sealing::{self, FIRST_EPOCH, Place};
use crate::sign_in::SignedIn;
use crate::social::birth_range;

/// The stream that every new child is noted in: its version alone tells whether somebody added one meanwhile.
pub(crate) const REGISTER: StreamId = StreamId::from_bytes(*b"punte-register-1");
/// The kind of its entries.
pub(crate) const REGISTERED: &str = "child_registered";
/// The most candidates that are shown.
const MOST_CANDIDATES: usize = 10;

/// What a person states of a new child.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// Who the child is.
    pub identity: Identity,
    /// Level of list `sex`.
    pub sex: u16,
    /// What is known of the exploitation.
    pub circumstances: Circumstances,
    /// When the file was opened.
    pub happened: Happened,
    /// What was written.
    pub narrative: Option<Narrative>,
}

/// Someone who may be the same child, among those this person may see.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The file's code.
    pub code: PublicCode,
    /// Why it may be the same child: codes of reasons.
    pub reasons: Vec<&'static str>,
    /// Higher is nearer.
    pub score: u32,
}

/// Candidates, and the version of the register they were searched at.
#[derive(Clone, Debug)]
pub struct Candidates {
    /// The nearest first.
    pub found: Vec<Candidate>,
    /// What the form carries, so that a child added meanwhile is noticed.
    pub register: u32,
}

impl App {
    /// Who may be the same child, among the files this person may see. That they were shown is recorded first.
    ///
    /// # Errors
    /// An engine's error.
    pub fn candidates(&self, who: &SignedIn, identity: &Identity, sex: u16) -> Result<Candidates, Problem> {
        let (candidates, streams) = self.candidates_now(who, identity, sex)?;
        self.record_search(who, &streams)?;
        Ok(candidates)
    }

    fn candidates_now(
        &self,
        who: &SignedIn,
        identity: &Identity,
        sex: u16,
    ) -> Result<(Candidates, Vec<StreamId>), Problem> {
        let register =
            self.store().read(Database::Social, |tx| store::entries::stream_version(tx, REGISTER))?;
        // The index is read to a head that is not before the register's version.
        self.catch_up()?;
        let visible = self.policies.visible(&who.viewer, Action::SearchNames, access::ResourceKind::File)?;
        let names = [identity.given_names.as_str(), identity.family_names.as_str()];
        let hits: Vec<Hit> = {
            let social = self.social();
            let allowed = |stream: StreamId| {
                social.files.get(&stream).is_some_and(|file| visible.holds(&Resource::File(file.clone())))
            };
            social.names.candidates(&names, birth_range(identity), u8::try_from(sex).ok(), &allowed)
        };
        let (found, streams) = self.store().read(Database::Social, |tx| {
            let (mut found, mut streams) = (Vec::new(), Vec::new());
            for hit in hits.iter().take(MOST_CANDIDATES) {
                if let Some(row) = store::files::by_stream(tx, &visible, hit.stream)? {
                    let reasons = hit.reasons.iter().map(|reason| reason.code()).collect();
                    found.push(Candidate { code: row.code, reasons, score: hit.score });
                    streams.push(row.stream);
                }
            }
            Ok((found, streams))
        })?;
        Ok((Candidates { found, register }, streams))
    }

    /// Opens a file from a signal. `register` is the version its candidates were searched at.
    ///
    /// # Errors
    /// `not_found` where the signal is not for this person; `new_candidates` when a child was added meanwhile that
    /// may be the same: the form is shown again with it; the rule that refuses; `command_reused`.
    pub fn open_case(
        &self,
        who: &SignedIn,
        signal: PublicCode,
        register: u32,
        command: CommandId,
        case: NewCase,
    ) -> Result<PublicCode, Problem> {
        let office = Office { agency: who.agency.number, county: who.agency.county };
        let wanted = access::resource::File {
            agency: office.agency,
            county: office.county,
            case_manager: base::PersonId::NIL,
            closed: false,
            victim: false,
            conflict: Vec::new(),
        };
        self.decided(who, Action::OpenFile, &Resource::File(wanted))?;
        let (before, _) = self.candidates_now(who, &case.identity, case.sex)?;
        if before.register != register && !before.found.is_empty() {
            return Err(Problem::new(ProblemKind::Conflict, "new_candidates"));
        }
        let register = before.register;
        let ids = self.naming.case(command);
        let body = case_body(&case, signal);
        self.store().write(Database::Social, |tx| {
            if let Some(answer) = self.command_answer(tx, command, who.person.id, &body)? {
                let text = String::from_utf8(answer.answer).unwrap_or_default();
                return PublicCode::parse(&text)
                    .ok_or_else(|| Problem::internal("a command's answer is malformed"));
            }
            let (signal_stream, signal_history) = self.signal_for(tx, who, Action::TriageSignal, signal)?;
            let birth = case.identity.birth_date.as_ref().and_then(casework::BirthDate::month);
            let event = FileEvent::CaseOpened {
                by: office,
                child: ids.child,
                unit: ids.unit,
                code: ids.code,
                signal: Some(signal_stream),
                sex: case.sex,
                birth_month: birth,
                circumstances: case.circumstances,
                brought_in: false,
            };
            let entry = FileEntry {
                event,
                happened: case.happened.clone(),
                basis: Code::new("child_protection_duty")?,
                identity: Some(case.identity.clone()),
                narrative: case.narrative.clone(),
                shared: None,
            };
            let history = History { stream: ids.file, entries: Vec::new(), recorded: Vec::new() };
            self.append_to_file(tx, &who.pack, &history, entry, who, command)?;
            self.register_child(tx, who, ids.file, register, command)?;
            let became = intake::SignalEvent::SignalBecameCase { file: ids.file };
            self.append_to_signal(
                tx,
                who,
                signal_stream,
                &signal_history,
                became,
                case.happened.clone(),
                None,
                command,
            )?;
            self.move_concerns(tx, who.person.id, signal_stream, (ids.file, ids.code), command)?;
            let answer = Answer { answer: ids.code.compact().into_bytes(), position: Position(0) };
            self.remember_command(tx, command, who.person.id, &body, &answer)?;
            Ok(ids.code)
        })
    }

    /// Notes a new child; refused when somebody else noted one since `expected`.
    fn register_child(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        file: StreamId,
        expected: u32,
        command: CommandId,
    ) -> Result<(), Problem> {
        let draft = self.register_draft(who.person.id, &[file], command)?;
        let now = self.clock().now();
        match store::append(tx, vec![(draft, ExpectedVersion::Exactly(expected))], now) {
            Ok(_) => Ok(()),
            Err(problem) if problem.code == "version_conflict" => {
                Err(Problem::new(ProblemKind::Conflict, "new_candidates"))
            }
            Err(problem) => Err(problem),
        }
    }

    /// The entry that notes new children.
    pub(crate) fn register_draft(
        &self,
        actor: base::PersonId,
        files: &[StreamId],
        command: CommandId,
    ) -> Result<Draft, Problem> {
        let now = self.clock().now();
        let names =
            keys::stream_keys(Realm::Social, REGISTER, base::AgencyNumber(0), &[Compartment::Operational]);
        self.keys.make(&names, now)?;
        let id = EntryId::new(now, self.chance());
        let place = Place { realm: Realm::Social, stream: REGISTER, entry: id };
        let payload = serde_json::to_vec(files).map_err(Problem::internal)?;
        Ok(Draft {
            id,
            realm: Realm::Social,
            stream: REGISTER,
            kind: Code::new(REGISTERED)?,
            schema: 1,
            happened: Happened::at(now, &self.zone()?),
            actor,
            basis: Code::new("child_protection_duty")?,
            command,
            amends: None,
            facts: Vec::new(),
            facts_epoch: 0,
            parts: vec![sealing::seal(&self.keys, place, Compartment::Operational, FIRST_EPOCH, &payload)?],
        })
    }
}

fn case_body(case: &NewCase, signal: PublicCode) -> base::Digest {
    let mut body = signal.compact().into_bytes();
    body.extend_from_slice(&case.identity.to_part());
    body.extend_from_slice(&case.sex.to_be_bytes());
    body.extend_from_slice(format!("{:?}{}", case.circumstances, case.happened).as_bytes());
    body.extend_from_slice(&case.narrative.as_ref().map(Narrative::to_part).unwrap_or_default());
    vault::digest(&body)
}
