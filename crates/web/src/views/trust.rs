//! Trust.

use super::{Link, Page, Pager};
use askama::Template;
use words::Lang;

/// `/trust`, and the answer to *Verify now* (POST).
#[derive(Template)]
#[template(path = "trust.html")]
pub(crate) struct Trust {
    pub(crate) p: Page,
    pub(crate) ledgers: Vec<LedgerView>,
    /// Where *Verify now* posts to; `None` for those who may not.
    pub(crate) verify: Option<String>,
    pub(crate) result: Option<VerifyResult>,
    /// The digest of the access policies in force.
    pub(crate) policy: String,
    /// Where *Who read a record* asks (GET, field `code`); `None` for those who may not.
    pub(crate) reads: Option<String>,
}

/// One ledger.
pub(crate) struct LedgerView {
    /// `social`, `directory`: its element is `ledger-<name>`.
    pub(crate) name: &'static str,
    pub(crate) title: String,
    pub(crate) entries: String,
    pub(crate) last_entry: String,
    pub(crate) root: String,
    /// The public key of its checkpoints, one line.
    pub(crate) key: String,
    /// Where its newest checkpoint is taken away.
    pub(crate) keep: Option<String>,
    /// The newest first; at most 20.
    pub(crate) checkpoints: Vec<CheckpointRow>,
    /// Its newest entries, without content; the newest first.
    pub(crate) newest: Vec<EntryRow>,
    /// Where older ones are.
    pub(crate) older: Option<String>,
}

/// One entry, without content.
pub(crate) struct EntryRow {
    pub(crate) position: String,
    pub(crate) kind: String,
    pub(crate) recorded: String,
    /// The beginning of its hash.
    pub(crate) hash: String,
}

/// One checkpoint.
pub(crate) struct CheckpointRow {
    /// How many entries it vouches for: its number too.
    pub(crate) number: String,
    pub(crate) signed: String,
    /// The beginning of the root.
    pub(crate) root: String,
    pub(crate) key: String,
}

/// What verification found.
pub(crate) struct VerifyResult {
    pub(crate) sound: bool,
    /// `31,204 entries were checked; all are as they were written.`, or how many findings.
    pub(crate) text: String,
    /// `Verified on 23 November 2026, 14:05 in 0.8 s`.
    pub(crate) at: String,
    pub(crate) findings: Vec<Finding>,
}

/// One finding.
pub(crate) struct Finding {
    pub(crate) ledger: String,
    pub(crate) position: String,
    pub(crate) entry: String,
    pub(crate) what: String,
}

/// `/children/{code}/readers`.
#[derive(Template)]
#[template(path = "reads.html")]
pub(crate) struct Reads {
    pub(crate) p: Page,
    pub(crate) code: String,
    pub(crate) back: Option<Link>,
    pub(crate) total: String,
    pub(crate) rows: Vec<ReadRow>,
    pub(crate) pager: Pager,
}

/// One reading.
pub(crate) struct ReadRow {
    pub(crate) when: String,
    pub(crate) who: String,
    pub(crate) agency: String,
    pub(crate) part: String,
    pub(crate) purpose: String,
}
