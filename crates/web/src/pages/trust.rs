//! Trust: the ledgers, their checkpoints, verification now.

use base::{Position, Problem, Realm, Timestamp};
use words::Arg;
use workflow::trust::{FindingLine, LedgerState, VerifyReport};
use workflow::{Action, SignedIn};

use crate::pages::desk::{Desk, render};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::trust::{CheckpointRow, EntryRow, Finding, LedgerView, Trust, VerifyResult};

/// The newest entries shown of each ledger.
const ENTRIES: usize = 12;
/// Findings shown; the command line says all.
const FINDINGS: usize = 100;

/// `GET /trust?realm=&before=`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    show(&Desk::new(site, request, who), None)
}

/// `POST /trust/verify`: reads every entry of every ledger again.
pub(crate) fn verify(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let begun = desk.now();
    let mut verdict = Verdict::default();
    for realm in Realm::ALL {
        match desk.app().verify_as(who, realm) {
            Ok(report) => verdict.add(&desk, &report),
            // A file that cannot even be read to its end is a verdict too.
            Err(problem) if problem.code == "database_damaged" => verdict.damaged(&desk, realm, &problem),
            Err(problem) => return Err(problem),
        }
    }
    show(&desk, Some(verdict.said(&desk, begun)))
}

/// `GET /trust/checkpoints/{file}`: the newest checkpoint of a ledger as a file to keep, `social.txt`.
pub(crate) fn checkpoint(
    site: &Site,
    _: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let name = at.first().and_then(|file| file.strip_suffix(".txt")).unwrap_or_default();
    let found = site.app.ledger_page(who, None)?;
    let ledger = found.ledgers.into_iter().find(|ledger| ledger.realm.name() == name);
    let newest =
        ledger.and_then(|ledger| ledger.checkpoints.into_iter().next()).ok_or_else(Problem::not_found)?;
    let file = format!("attachment; filename=\"punte-{name}-{}.txt\"", newest.checkpoint.size);
    let headers =
        vec![("content-type", "text/plain; charset=utf-8".to_owned()), ("content-disposition", file)];
    Ok(Response { status: 200, headers, body: newest.to_text().into_bytes() })
}

fn show(desk: &Desk<'_>, result: Option<VerifyResult>) -> Result<Response, Problem> {
    let realm = desk.request.query_field("realm").and_then(Realm::from_name);
    let before = desk.request.query_field("before").and_then(|text| text.parse().ok()).map(Position);
    let found = desk.app().ledger_page(desk.who, realm.zip(before))?;
    render(&Trust {
        p: desk.page(desk.t("trust-title"), "trust"),
        ledgers: found.ledgers.iter().rev().map(|ledger| ledger_view(desk, ledger)).collect(),
        verify: desk.app().may_ever(desk.who, Action::VerifyLedger).then(|| "/trust/verify".to_owned()),
        result,
        policy: found.policies.to_string(),
        reads: desk.app().may_ever(desk.who, Action::ViewReads).then(|| "/trust/reads".to_owned()),
    })
}

fn ledger_view(desk: &Desk<'_>, ledger: &LedgerState) -> LedgerView {
    let name = ledger.realm.name();
    let shown = ledger.entries.get(..ENTRIES.min(ledger.entries.len())).unwrap_or_default();
    let last = shown.last().filter(|last| last.position > Position(1));
    LedgerView {
        name,
        title: desk.t(&format!("trust-ledger-{name}")),
        entries: number(desk, ledger.size),
        last_entry: ledger.recorded_at.map_or_else(|| desk.t("indicator-empty"), |at| desk.instant(at)),
        root: ledger.root.to_string(),
        key: ledger.key.to_text().trim().to_owned(),
        keep: (!ledger.checkpoints.is_empty()).then(|| format!("/trust/checkpoints/{name}.txt")),
        checkpoints: ledger
            .checkpoints
            .iter()
            .map(|signed| CheckpointRow {
                number: number(desk, signed.checkpoint.size),
                signed: desk.instant(signed.checkpoint.time),
                root: short(&signed.checkpoint.root.to_string()),
                key: signed.key.to_string(),
            })
            .collect(),
        newest: shown
            .iter()
            .map(|entry| EntryRow {
                position: number(desk, entry.position.0),
                kind: desk.coded("kind", entry.kind.as_str()),
                recorded: desk.instant(entry.recorded_at),
                hash: short(&entry.hash.to_string()),
            })
            .collect(),
        older: last.map(|last| format!("/trust?realm={name}&before={}#entries-{name}", last.position.0)),
    }
}

/// The beginning of a fingerprint, enough to compare by eye; the whole one is in the file and on the command line.
fn short(digest: &str) -> String {
    digest.chars().take(16).collect::<String>() + "…"
}

fn number(desk: &Desk<'_>, number: u64) -> String {
    desk.lang.number(i64::try_from(number).unwrap_or(i64::MAX))
}

/// What verification of all ledgers found so far.
#[derive(Default)]
struct Verdict {
    checked: u64,
    wrong: u64,
    findings: Vec<Finding>,
}

impl Verdict {
    fn add(&mut self, desk: &Desk<'_>, report: &VerifyReport) {
        self.checked += report.size;
        self.wrong += report.total;
        self.findings.extend(report.findings.iter().map(|found| finding(desk, report.realm, found)));
    }

    fn damaged(&mut self, desk: &Desk<'_>, realm: Realm, problem: &Problem) {
        self.wrong += 1;
        self.findings.push(Finding {
            ledger: desk.t(&format!("trust-ledger-{}", realm.name())),
            position: String::new(),
            entry: String::new(),
            what: desk.site.words.problem(desk.lang, problem).title,
        });
    }

    fn said(mut self, desk: &Desk<'_>, begun: Timestamp) -> VerifyResult {
        let sound = self.wrong == 0;
        let (id, count) =
            if sound { ("trust-sound-text", self.checked) } else { ("trust-broken-text", self.wrong) };
        let took = (desk.now().micros() - begun.micros()) as f64 / Timestamp::SECOND as f64;
        let at = [("time", desk.instant(begun).into()), ("seconds", desk.lang.decimal(took, 1).into())];
        self.findings.truncate(FINDINGS);
        VerifyResult {
            sound,
            text: desk.count(id, usize::try_from(count).unwrap_or(usize::MAX)),
            at: desk.say("trust-verified-at", &at),
            findings: self.findings,
        }
    }
}

fn finding(desk: &Desk<'_>, realm: Realm, found: &FindingLine) -> Finding {
    let args: Vec<(&str, Arg)> =
        found.args.iter().map(|(name, value)| (*name, Arg::from(value.as_str()))).collect();
    let id = format!("finding-{}", found.code.replace('_', "-"));
    Finding {
        ledger: desk.t(&format!("trust-ledger-{}", realm.name())),
        position: found.position.map(|position| number(desk, position.0)).unwrap_or_default(),
        entry: found.entry.map(|entry| entry.to_string()).unwrap_or_default(),
        what: desk.say(&id, &args),
    }
}
