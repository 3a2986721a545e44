//! Keeping the keys: which there are, and all upper ones made anew after one of them, or a disk, may have become known.

use std::collections::{BTreeMap, BTreeSet};

use base::{Problem, Realm};
use store::Database;
use vault::{KeyName, WrappedKey};

use crate::app::App;
use crate::keys::{Keys, fault};

/// How many keys there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyStatus {
    /// Realms with a key.
    pub realms: u64,
    /// Agencies' keys, in each realm they work in.
    pub agencies: u64,
    /// Months of statistics.
    pub statistics: u64,
    /// Records whose parts open.
    pub streams: u64,
    /// Keys of those records' parts.
    pub parts: u64,
    /// Records whose readers changed: they have a part in more than one epoch.
    pub changed_readers: u64,
}

/// What a rotation did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Keys that are new.
    pub fresh: u64,
    /// Keys that are the same and lie under a new one.
    pub rewrapped: u64,
}

impl App {
    /// Counts the keys.
    ///
    /// # Errors
    /// An engine's error.
    pub fn key_status(&self) -> Result<KeyStatus, Problem> {
        let rows = self.store().read(Database::Keys, store::keys::all)?;
        let mut status = KeyStatus::default();
        let (mut streams, mut changed) = (BTreeSet::new(), BTreeSet::new());
        for row in &rows {
            match row.name {
                KeyName::Realm(_) => status.realms += 1,
                KeyName::Agency(..) => status.agencies += 1,
                KeyName::Statistics(..) => status.statistics += 1,
                KeyName::Stream(realm, stream, compartment, epoch) => {
                    status.parts += 1;
                    streams.insert((realm, stream));
                    if epoch > 1 && compartment != base::Compartment::Shared {
                        changed.insert((realm, stream));
                    }
                }
                KeyName::Root | KeyName::Session | KeyName::Signing(_) => {}
            }
        }
        status.streams = streams.len() as u64;
        status.changed_readers = changed.len() as u64;
        Ok(status)
    }

    /// Makes the keys of realms and agencies anew, and wraps all that lies under them again: records', statistics',
    /// signing and session keys stay the same keys, and no sealed byte is rewritten. Each realm is one transaction.
    /// No other process may have the databases open: it would go on wrapping under the former keys.
    ///
    /// # Errors
    /// `internal` when a stored key does not open; an engine's error. What was done of a realm is then undone.
    pub fn rotate_keys(&self) -> Result<Rotated, Problem> {
        let mut rotated = Rotated::default();
        for realm in Realm::ALL {
            self.store().write(Database::Keys, |tx| {
                let rows = store::keys::all(tx)?;
                for row in self.keys.rotated(realm, &rows, &mut rotated)? {
                    store::keys::replace(tx, &row)?;
                }
                Ok(())
            })?;
        }
        self.store().write(Database::Keys, |tx| {
            let session = store::keys::get(tx, KeyName::Session)?;
            let session = session.ok_or_else(|| Problem::refused("key_gone"))?;
            rotated.rewrapped += 1;
            store::keys::replace(tx, &self.keys.rewrapped(&session, KeyName::Root)?)
        })?;
        // The former wrappings leave the file, too.
        self.store().shred(Database::Keys)?;
        Ok(rotated)
    }
}

impl Keys {
    /// A realm's rows under a new key of the realm and new keys of its agencies, each name once. The ring has the new
    /// keys from here on.
    fn rotated(
        &self,
        realm: Realm,
        rows: &[WrappedKey],
        rotated: &mut Rotated,
    ) -> Result<Vec<WrappedKey>, Problem> {
        let mut below: BTreeMap<KeyName, Vec<WrappedKey>> = BTreeMap::new();
        for row in rows {
            below.entry(row.parent).or_default().push(row.clone());
        }
        let name = KeyName::Realm(realm);
        let own = rows.iter().find(|row| row.name == name).ok_or_else(|| Problem::refused("key_gone"))?;
        let fresh = self.rotate(own, &below.remove(&name).unwrap_or_default())?;
        rotated.fresh += 1;
        let mut done: BTreeMap<KeyName, WrappedKey> = fresh.into_iter().map(|row| (row.name, row)).collect();
        let agencies: Vec<WrappedKey> =
            done.values().filter(|row| matches!(row.name, KeyName::Agency(..))).cloned().collect();
        for agency in agencies {
            let below = below.remove(&agency.name).unwrap_or_default();
            done.extend(self.rotate(&agency, &below)?.into_iter().map(|row| (row.name, row)));
            rotated.fresh += 1;
        }
        let fresh = |name: &KeyName| matches!(name, KeyName::Realm(_) | KeyName::Agency(..));
        rotated.rewrapped += done.keys().filter(|name| !fresh(name)).count() as u64;
        Ok(done.into_values().collect())
    }

    fn rotate(&self, own: &WrappedKey, below: &[WrappedKey]) -> Result<Vec<WrappedKey>, Problem> {
        let rotation = self.ring().rotate(own, below).map_err(fault)?;
        let rows = rotation.rows().to_vec();
        self.ring().adopt(rotation).map_err(fault)?;
        Ok(rows)
    }

    fn rewrapped(&self, row: &WrappedKey, parent: KeyName) -> Result<WrappedKey, Problem> {
        self.ring().rewrap(row, parent).map_err(fault)
    }
}
