//! Signing checkpoints: how large a realm's ledger was and what its root was, for parties to keep.

use base::{Problem, Realm, Timestamp};
use ledger::{Checkpoint, PublicKey, SignedCheckpoint};

use crate::app::App;

/// A checkpoint is signed at least once a day, while entries come.
const SIGNED_EVERY: i64 = 24 * Timestamp::HOUR;
/// And whenever this many entries have come since the last one.
const ENTRIES_BETWEEN: u64 = 10_000;

impl App {
    /// Signs the realm's head, with the digest of the access policies in force. Of each size there is one
    /// checkpoint: when somebody signed this size already, that one. `None` of a ledger without entries.
    ///
    /// # Errors
    /// `database_damaged`; an engine's error.
    pub fn checkpoint_now(&self, realm: Realm) -> Result<Option<SignedCheckpoint>, Problem> {
        let key = self.keys.signing(realm)?;
        let (time, policies) = (self.clock().now(), self.policies.digest());
        // In a writing transaction, so that no checkpoint becomes durable before the entries it vouches for.
        self.store().write(realm, |tx| {
            let head = store::entries::head(tx)?.frontier;
            let (size, root) = (head.size(), head.root());
            if size == 0 {
                return Ok(None);
            }
            if let Some(kept) = store::checkpoints::at(tx, size)? {
                return Ok(Some(kept));
            }
            let signed = Checkpoint { realm, size, root, time, policies }.sign(&key);
            store::checkpoints::keep(tx, &signed).map(Some)
        })
    }

    /// Signs the realms whose last checkpoint is a day old, or 10,000 entries behind; those that were signed.
    ///
    /// # Errors
    /// As [`App::checkpoint_now`].
    pub fn checkpoint_if_due(&self) -> Result<Vec<SignedCheckpoint>, Problem> {
        let now = self.clock().now();
        let mut signed = Vec::new();
        for realm in Realm::ALL {
            let (size, last) = self.store().read(realm, |tx| {
                Ok((store::entries::head(tx)?.frontier.size(), store::checkpoints::latest(tx)?))
            })?;
            let due = last.is_none_or(|last| {
                let grown = size.saturating_sub(last.checkpoint.size);
                grown >= ENTRIES_BETWEEN || (grown > 0 && last.checkpoint.time.plus(SIGNED_EVERY) <= now)
            });
            if due && size > 0 {
                signed.extend(self.checkpoint_now(realm)?);
            }
        }
        Ok(signed)
    }

    /// The key that a realm's checkpoints are verified with. Parties get its text once, by a way they trust.
    ///
    /// # Errors
    /// `key_gone`; an engine's error.
    pub fn public_key(&self, realm: Realm) -> Result<PublicKey, Problem> {
        Ok(self.keys.signing(realm)?.public())
    }
}
