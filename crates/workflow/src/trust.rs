//! How anyone can check: verification of a ledger or of one entry, its pages, and who read a record.

mod finding;

use access::{Action, Resource, ResourceKind, resource};
use base::{Code, Digest, EntryId, Position, Problem, PublicCode, Realm, Timestamp};
use ledger::tree::proof::verify_inclusion;
use ledger::verify::{Fault, Finding, StoredCheckpoint};
use ledger::{EntryView, PublicKey, SignedCheckpoint};
use store::{Database, Total, Tx};

use crate::app::App;
use crate::sign_in::SignedIn;

pub use finding::FindingLine;
use finding::finding_line;

/// Entries shown of a ledger at a time.
const ENTRIES: u32 = 50;
/// Checkpoints shown of a ledger.
const CHECKPOINTS: u32 = 20;

/// What verification of a ledger found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyReport {
    /// The ledger.
    pub realm: Realm,
    /// Not one finding.
    pub sound: bool,
    /// How many entries there are.
    pub size: u64,
    /// The root over them; `None` when nobody can say because something was found.
    pub root: Option<Digest>,
    /// How many checkpoints held; 0 of an unsound ledger.
    pub checkpoints: u64,
    /// The largest size that a signed checkpoint vouches for; 0 of an unsound ledger.
    pub vouched: u64,
    /// The first findings, at most 200, in the order they were met.
    pub findings: Vec<FindingLine>,
    /// How many there are in all.
    pub total: u64,
}

/// What verification of one entry found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryReport {
    /// Its ledger.
    pub realm: Realm,
    /// Its position.
    pub position: Position,
    /// Its id.
    pub entry: EntryId,
    /// Its kind.
    pub kind: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Its hash, computed from its bytes.
    pub hash: Digest,
    /// The checkpoint it was proved against; `None` when none covers it yet.
    pub checkpoint: Option<SignedCheckpoint>,
    /// Why it is not proved; `None` when it is.
    pub finding: Option<FindingLine>,
}

/// The page of the ledgers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerPage {
    /// Each ledger.
    pub ledgers: Vec<LedgerState>,
    /// The digest of the access policies in force.
    pub policies: Digest,
}

/// A ledger without any content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerState {
    /// Which.
    pub realm: Realm,
    /// How many entries it has.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
    /// When the last one was recorded.
    pub recorded_at: Option<Timestamp>,
    /// The public key of its checkpoints.
    pub key: PublicKey,
    /// Its last checkpoints, the largest first.
    pub checkpoints: Vec<SignedCheckpoint>,
    /// Its newest entries, the newest first.
    pub entries: Vec<EntryLine>,
}

/// An entry's envelope as far as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryLine {
    /// Its position.
    pub position: Position,
    /// Its kind.
    pub kind: Code,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Its hash.
    pub hash: Digest,
}

/// Who read a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadsPage {
    /// The record's code.
    pub file: PublicCode,
    /// The latest first.
    pub reads: Vec<ReadLine>,
    /// Where the next page begins. It holds ids; show it sealed.
    pub next: Option<Vec<u8>>,
    /// How many there are.
    pub total: Total,
}

/// One act of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadLine {
    /// When.
    pub read_at: Timestamp,
    /// The reader's name.
    pub person: String,
    /// The name of the reader's agency.
    pub agency: String,
    /// The compartment's name.
    pub compartment: &'static str,
    /// The purpose's code.
    pub purpose: Code,
}

impl App {
    /// Verifies a whole ledger: entries, chains, tree, tiles, head and checkpoints, also one that somebody kept.
    /// `progress` hears of every thousandth position, and with it of the head's.
    ///
    /// # Errors
    /// `database_damaged` when the engine cannot read on; what is found stands in the report.
    pub fn verify(
        &self,
        realm: Realm,
        kept: Option<&str>,
        progress: &mut dyn FnMut(Position, Position),
    ) -> Result<VerifyReport, Problem> {
        let keys = [self.public_key(realm)?];
        let kept: Vec<_> =
            kept.iter().map(|text| StoredCheckpoint { size: None, text: text.as_bytes() }).collect();
        self.store().read(realm, |tx| {
            // A head that cannot be read is a finding of the verification, and no reason not to begin it.
            let head = store::entries::head(tx).map_or(Position(0), |head| head.position());
            let mut last = Position(0);
            let verdict = store::verification::verify(tx, &keys, &kept, &mut |position| {
                last = position;
                progress(position, head);
            })?;
            Ok(match verdict {
                Ok(sound) => VerifyReport {
                    realm,
                    sound: true,
                    size: sound.size,
                    root: Some(sound.root),
                    checkpoints: sound.checkpoints,
                    vouched: sound.vouched,
                    findings: Vec::new(),
                    total: 0,
                },
                Err(unsound) => VerifyReport {
                    realm,
                    sound: false,
                    size: head.max(last).0,
                    root: None,
                    checkpoints: 0,
                    vouched: 0,
                    findings: unsound.findings.iter().map(finding_line).collect(),
                    total: unsound.total,
                },
            })
        })
    }

    /// Verifies a ledger for a person.
    ///
    /// # Errors
    /// `not_found` for whoever may not; as [`App::verify`].
    pub fn verify_as(&self, who: &SignedIn, realm: Realm) -> Result<VerifyReport, Problem> {
        self.decided(who, Action::VerifyLedger, &Resource::Ledger)?;
        self.verify(realm, None, &mut |_, _| {})
    }

    /// Proves that an entry, given by its position or its hash, is in the tree that a checkpoint signs: the kept
    /// one, or else the first of this ledger that covers it. A hash is looked for entry by entry.
    ///
    /// # Errors
    /// `entry_unknown`; `checkpoint_malformed` when the kept text is none; `database_damaged` when the entry
    /// cannot be read at all.
    pub fn verify_entry(
        &self,
        realm: Realm,
        entry: &str,
        kept: Option<&str>,
    ) -> Result<EntryReport, Problem> {
        let unknown = || Problem::bad_input("entry_unknown").on("entry");
        let kept = kept.map(read_checkpoint).transpose()?;
        let key = self.public_key(realm)?;
        self.store().read(realm, |tx| {
            let position = match (entry.trim().parse().ok().map(Position), Digest::parse(entry)) {
                (Some(position), _) => position,
                (None, Some(hash)) => position_of(tx, &hash)?.ok_or_else(unknown)?,
                (None, None) => return Err(unknown()),
            };
            let checkpoint = match kept {
                Some(kept) => Some(kept),
                None => store::checkpoints::first_from(tx, position.0)?,
            };
            let mut report = None;
            store::entries::for_each_entry(
                tx,
                Position(position.0.saturating_sub(1)),
                position,
                &mut |view| {
                    report = Some(report_of(realm, view, checkpoint));
                    Ok(())
                },
            )?;
            let mut report = report.ok_or_else(unknown)?;
            let fault = match checkpoint {
                Some(checkpoint) => prove(tx, &report, &checkpoint, &key)?,
                None => Some(Fault::NotCovered { size: 0 }),
            };
            report.finding = fault.map(|fault| {
                finding_line(&Finding { position: Some(report.position), entry: Some(report.entry), fault })
            });
            Ok(report)
        })
    }

    /// The ledgers: heads, checkpoints, newest entries without content. With a realm and a position, that
    /// ledger's entries before it.
    ///
    /// # Errors
    /// `not_found` for whoever may not; an engine's error.
    pub fn ledger_page(
        &self,
        who: &SignedIn,
        before: Option<(Realm, Position)>,
    ) -> Result<LedgerPage, Problem> {
        self.decided(who, Action::ViewLedger, &Resource::Ledger)?;
        let mut ledgers = Vec::new();
        for realm in Realm::ALL {
            let before =
                before.filter(|(of, _)| *of == realm).map_or(Position(u64::MAX), |(_, position)| position);
            let key = self.public_key(realm)?;
            ledgers.push(self.store().read(realm, |tx| {
                let head = store::entries::head(tx)?;
                let entries = store::entries::entries_before(tx, before, ENTRIES)?;
                let line = |entry: ledger::Entry| EntryLine {
                    position: entry.position,
                    kind: entry.kind,
                    recorded_at: entry.recorded_at,
                    hash: entry.hash,
                };
                Ok(LedgerState {
                    realm,
                    size: head.frontier.size(),
                    root: head.frontier.root(),
                    recorded_at: head.recorded_at,
                    key,
                    checkpoints: store::checkpoints::up_to(tx, u64::MAX, CHECKPOINTS)?,
                    entries: entries.into_iter().map(line).collect(),
                })
            })?);
        }
        Ok(LedgerPage { ledgers, policies: self.policies.digest() })
    }

    /// Who read a child's record, when and why.
    ///
    /// # Errors
    /// `not_found` where the file is not there or its reads are not for this person; `page_unknown`.
    pub fn reads_page(
        &self,
        who: &SignedIn,
        file: PublicCode,
        after: Option<&[u8]>,
    ) -> Result<ReadsPage, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ViewReads, ResourceKind::Reads)?;
        let page = crate::referrals::page(after)?;
        let unconcerned = crate::concerns::not_concerning(who.person.id);
        let listed = self.store().read(Database::Social, |tx| {
            let (stream, reads) = match store::files::by_code(tx, &visible, file)? {
                Some(row) => {
                    let conflict = store::files::conflicts(tx, row.stream)?;
                    let store::files::FileRow { stream, agency, case_manager, .. } = row;
                    (stream, resource::Reads { agency, case_manager, conflict })
                }
                // A signal has no case manager, so that it is found first and decided on then; one that concerns
                // this person is not found.
                None => {
                    let row = store::signals::by_code(tx, &unconcerned, file)?;
                    let row = row.ok_or_else(Problem::not_found)?;
                    let case_manager = base::PersonId::NIL;
                    (row.stream, resource::Reads { agency: row.agency, case_manager, conflict: Vec::new() })
                }
            };
            let is_manager = reads.case_manager == who.person.id;
            self.decided(who, Action::ViewReads, &Resource::Reads(reads))?;
            // The case manager is not told of an emergency that they are part of the reason for.
            let quiet = is_manager && store::glass::of_stream(tx, stream)?.iter().any(|row| row.quiet);
            let glass = Code::new(base::Purpose::BreakGlass.code())?;
            store::reads::of_stream(tx, stream, quiet.then_some(&glass), &page)
        })?;
        let line = |row: store::reads::ReadRow| {
            let person = who.directory.person(row.person);
            let agency = person.and_then(|person| who.directory.agency_by_id(person.agency));
            ReadLine {
                read_at: row.read_at,
                person: person.map_or(String::new(), |person| person.name.clone()),
                agency: agency.map_or(String::new(), |agency| agency.name.clone()),
                compartment: base::Compartment::from_number(row.compartment)
                    .map_or("", base::Compartment::name),
                purpose: row.purpose,
            }
        };
        let reads = listed.rows.into_iter().map(line).collect();
        let next = listed.next.map(|cursor| cursor.to_bytes());
        Ok(ReadsPage { file, reads, next, total: listed.total })
    }
}

/// A kept checkpoint's text.
///
/// # Errors
/// `checkpoint_malformed`.
pub fn read_checkpoint(text: &str) -> Result<SignedCheckpoint, Problem> {
    SignedCheckpoint::parse(text.as_bytes()).map_err(|error| {
        let mut problem = Problem::bad_input("checkpoint_malformed").on("checkpoint");
        problem.inside = Some(error.to_string());
        problem
    })
}

fn report_of(realm: Realm, view: &EntryView<'_>, checkpoint: Option<SignedCheckpoint>) -> EntryReport {
    EntryReport {
        realm,
        position: view.position,
        entry: view.id,
        kind: view.kind.to_owned(),
        recorded_at: view.recorded_at,
        hash: view.hash(),
        checkpoint,
        finding: None,
    }
}

/// Why a checkpoint does not vouch for an entry; `None` when it does.
fn prove(
    tx: &mut Tx<'_>,
    report: &EntryReport,
    signed: &SignedCheckpoint,
    key: &PublicKey,
) -> Result<Option<Fault>, Problem> {
    let size = signed.checkpoint.size;
    if signed.key != key.id() {
        return Ok(Some(Fault::CheckpointKeyUnknown { size }));
    }
    if !signed.verify(key) {
        return Ok(Some(Fault::CheckpointSignatureBad { size }));
    }
    if signed.checkpoint.realm != report.realm {
        return Ok(Some(Fault::CheckpointOfOtherRealm { size }));
    }
    if report.position.0 > size {
        return Ok(Some(Fault::NotCovered { size }));
    }
    let proved = match store::tree::inclusion_proof(tx, report.position, size) {
        Ok(proof) => verify_inclusion(&proof, &report.hash, &signed.checkpoint.root),
        // A tree that has no such proof any more is not an error of the question.
        Err(problem) if matches!(problem.code, "not_found" | "database_damaged") => false,
        Err(problem) => return Err(problem),
    };
    Ok((!proved).then_some(Fault::ProofFails))
}

/// The position of the entry whose bytes have this hash.
fn position_of(tx: &mut Tx<'_>, hash: &Digest) -> Result<Option<Position>, Problem> {
    let head = store::entries::head(tx)?.position();
    let mut found = None;
    store::entries::for_each_entry(tx, Position(0), head, &mut |view| {
        if found.is_none() && view.hash() == *hash {
            found = Some(view.position);
        }
        Ok(())
    })?;
    Ok(found)
}
