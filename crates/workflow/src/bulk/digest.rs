//! One digest for what a whole ledger did to facts.

use base::{Digest, Position, Problem};
use ledger::EntryView;
use store::Database;

use crate::app::App;
use crate::sealing;

/// Entries read at a time.
const PORTION: u64 = 5_000;

/// The digest of what every entry did to facts, in the order of positions: two ledgers that shed the same facts
/// from the same entries have the same, whatever their keys.
///
/// # Errors
/// `internal` when facts do not open; an engine's error.
pub fn facts_digest(app: &App) -> Result<Digest, Problem> {
    let head = app.store().read(Database::Social, store::entries::head)?.position();
    let mut running = vault::digest(b"facts");
    let mut from = Position(0);
    while from < head {
        let until = Position(head.0.min(from.0 + PORTION));
        app.store().read(Database::Social, |tx| {
            store::entries::for_each_entry(tx, from, until, &mut |view: &EntryView<'_>| {
                let entry = view.to_entry().map_err(Problem::internal)?;
                let changes = sealing::open_facts(&app.keys, &entry)?;
                if changes.is_empty() {
                    return Ok(());
                }
                let mut bytes = running.0.to_vec();
                bytes.extend_from_slice(&entry.position.0.to_be_bytes());
                bytes.extend_from_slice(entry.id.as_bytes());
                bytes.extend_from_slice(&ledger::fact::encode_changes(&changes, entry.id));
                running = vault::digest(&bytes);
                Ok(())
            })
        })?;
        from = until;
    }
    Ok(running)
}
