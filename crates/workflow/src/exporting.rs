//! Lists taken away as tables: row by row of one moment, and recorded before anything leaves.
//!
//! Whoever may look at a list may not therefore carry it off: it takes a permission of its own, [`Action::ExportList`],
//! asked for each row like that of the list itself. What is taken has codes, days and states; no name, no word about
//! a child. Each taking is an entry: who, which list, narrowed to what, as which kind of file, how many rows.

use access::{Action, Filter, ResourceKind};
use base::{
    AgencyNumber, Code, CommandId, Compartment, EntryId, Happened, PersonId, Problem, Realm, StreamId,
};
use ledger::Draft;
use store::files::{FileOrder, FileRow};
use store::referrals::ReferralRow;
use store::signals::{SignalFilter, SignalOrder, SignalRow};
use store::{Database, ExpectedVersion};

use crate::app::App;
use crate::children::ChildrenFilter;
use crate::keys;
use crate::referrals::{Direction, ReferralCard, card, narrowed};
use crate::sealing::{self, FIRST_EPOCH, Place};
use crate::sign_in::SignedIn;

/// The kind of entry that says what was taken.
pub(crate) const EXPORTED: &str = "list_exported";

/// A list that can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Protection files.
    Children,
    /// Referrals.
    Referrals,
    /// Signals.
    Signals,
}

impl List {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Children, Self::Referrals, Self::Signals];

    /// Its name in addresses, files and entries.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Children => "children",
            Self::Referrals => "referrals",
            Self::Signals => "signals",
        }
    }

    const fn kind(self) -> ResourceKind {
        match self {
            Self::Children => ResourceKind::File,
            Self::Referrals => ResourceKind::Referral,
            Self::Signals => ResourceKind::Signal,
        }
    }
}

/// Leave to take a list away, and what of it.
pub struct Leave {
    list: List,
    visible: Filter,
}

/// How a list leaves: what its entry says besides who and when.
#[derive(Clone, Debug)]
pub struct Taking {
    /// The kind of file.
    pub format: &'static str,
    /// What the list is narrowed to, as the address of its page says it.
    pub narrowed: String,
}

/// What stands in the entry.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportEvent {
    pub(crate) list: String,
    pub(crate) format: String,
    pub(crate) narrowed: String,
    pub(crate) rows: u64,
}

impl App {
    /// Whether there can be a row of this list that the person may take away.
    #[must_use]
    pub fn may_export(&self, who: &SignedIn, list: List) -> bool {
        self.leave_to_export(who, list).is_ok()
    }

    /// Leave to take a list away; asked for before anything of the form is read.
    ///
    /// # Errors
    /// `not_found` where no row of it can be for this person.
    pub fn leave_to_export(&self, who: &SignedIn, list: List) -> Result<Leave, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ExportList, list.kind())?;
        if visible == Filter::False {
            return Err(Problem::not_found());
        }
        Ok(Leave { list, visible })
    }

    /// Gives the files of the list to `each`, then records that they were taken. How many there were.
    ///
    /// # Errors
    /// An engine's error, or that of `each`; then nothing was taken and nothing is recorded.
    pub fn export_children(
        &self,
        who: &SignedIn,
        leave: &Leave,
        filter: &ChildrenFilter,
        taking: &Taking,
        each: &mut dyn FnMut(FileRow) -> Result<(), Problem>,
    ) -> Result<u64, Problem> {
        let wanted = filter.wanted(who);
        let mut rows = 0_u64;
        self.store().read(Database::Social, |tx| {
            store::files::each(tx, &leave.visible, &wanted, FileOrder::LatestChange, &mut |row| {
                rows += 1;
                each(row)
            })
        })?;
        self.record_export(who, leave.list, taking, rows)?;
        Ok(rows)
    }

    /// The same of referrals, each with what it waits for.
    ///
    /// # Errors
    /// As [`App::export_children`].
    pub fn export_referrals(
        &self,
        who: &SignedIn,
        leave: &Leave,
        (direction, states): (Direction, Vec<u8>),
        taking: &Taking,
        each: &mut dyn FnMut(ReferralCard) -> Result<(), Problem>,
    ) -> Result<u64, Problem> {
        let (filter, order) = narrowed(who, direction, states);
        let mut rows = 0_u64;
        self.store().read(Database::Social, |tx| {
            store::referrals::each(tx, &leave.visible, &filter, order, &mut |row: ReferralRow| {
                rows += 1;
                each(card(row, &who.pack))
            })
        })?;
        self.record_export(who, leave.list, taking, rows)?;
        Ok(rows)
    }

    /// The same of signals.
    ///
    /// # Errors
    /// As [`App::export_children`].
    pub fn export_signals(
        &self,
        who: &SignedIn,
        leave: &Leave,
        states: Vec<u8>,
        taking: &Taking,
        each: &mut dyn FnMut(SignalRow) -> Result<(), Problem>,
    ) -> Result<u64, Problem> {
        let filter = SignalFilter { states, ..SignalFilter::default() };
        let mut rows = 0_u64;
        self.store().read(Database::Social, |tx| {
            store::signals::each(tx, &leave.visible, &filter, SignalOrder::LatestChange, &mut |row| {
                rows += 1;
                each(row)
            })
        })?;
        self.record_export(who, leave.list, taking, rows)?;
        Ok(rows)
    }

    fn record_export(&self, who: &SignedIn, list: List, taking: &Taking, rows: u64) -> Result<(), Problem> {
        let now = self.clock().now();
        let stream = stream_of(who.person.id);
        let event = ExportEvent {
            list: list.name().to_owned(),
            format: taking.format.to_owned(),
            narrowed: taking.narrowed.chars().take(500).collect(),
            rows,
        };
        let payload = serde_json::to_vec(&event).map_err(Problem::internal)?;
        let names = keys::stream_keys(Realm::Social, stream, AgencyNumber(0), &[Compartment::Operational]);
        self.store().write(Database::Social, |tx| {
            self.keys.make(&names, now)?;
            let id = EntryId::new(now, self.chance());
            let place = Place { realm: Realm::Social, stream, entry: id };
            let part = sealing::seal(&self.keys, place, Compartment::Operational, FIRST_EPOCH, &payload)?;
            let draft = Draft {
                id,
                realm: Realm::Social,
                stream,
                kind: Code::new(EXPORTED)?,
                schema: 1,
                happened: Happened::at(now, &self.zone()?),
                actor: who.person.id,
                basis: Code::new("oversight")?,
                command: CommandId::new(now, self.chance()),
                amends: None,
                facts: Vec::new(),
                facts_epoch: 0,
                parts: vec![part],
            };
            store::append(tx, vec![(draft, ExpectedVersion::Any)], now).map(drop)
        })
    }
}

/// The stream of what a person took away: the first 16 bytes of a digest, so that it needs no table.
pub(crate) fn stream_of(person: PersonId) -> StreamId {
    let mut bytes = b"punte/exports/1".to_vec();
    bytes.extend_from_slice(person.as_bytes());
    let digest = vault::digest(&bytes);
    digest.0.first_chunk::<16>().map_or(StreamId::NIL, |first| StreamId::from_bytes(*first))
}
