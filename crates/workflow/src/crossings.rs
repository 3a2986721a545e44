//! What crosses from one realm to another: a pair of entries, with legal ground and purpose in both.
//!
//! The first is appended in the realm that sends, and a row in its outbox with it, in one transaction. Delivering
//! reads it, appends the second where it goes, under the first one's id as its command, in a transaction of that
//! realm alone, and only then marks the row. Stopped anywhere between, the next delivery goes on from there: what
//! was received already is found and not written twice.

use access::Action;
use base::{AgencyNumber, Code, CommandId, Compartment, EntryId, Happened, Problem, PublicCode, Realm};
use casework::{FileEvent, Identity, Office};
use justice::NoticeEvent;
use ledger::Entry;
use store::outbox::Waiting;
use store::{Database, ExpectedVersion, Target};

use crate::app::App;
use crate::compose::FileEntry;
use crate::notices::{self, Envelope};
use crate::sealing::Place;
use crate::sign_in::SignedIn;
use crate::write::Receipt;
use crate::{history, keys};

/// How many wait to be delivered at a time.
const AT_ONCE: u32 = 100;
/// Kinds of agency (list `agency_kind`) that may be told of a child.
const UNITS: [&str; 2] = ["police", "prosecutor"];

/// What a person tells a unit of police or prosecution.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// The unit.
    pub to: AgencyNumber,
    /// List `crossing_basis`.
    pub basis: u16,
    /// List `crossing_purpose`.
    pub purpose: u16,
    /// Whether who the child is is sent too.
    pub with_identity: bool,
    /// When.
    pub happened: Happened,
}

/// What an entry that waits to cross says, gathered where it comes from.
struct Sent {
    entry: Entry,
    to: AgencyNumber,
    event: NoticeEvent,
    identity: Option<Identity>,
}

impl App {
    /// The units that may be told of a child, in the directory's order.
    #[must_use]
    pub fn units_to_notify(&self, who: &SignedIn) -> Vec<agencies::Agency> {
        let kinds: Vec<u16> =
            UNITS.iter().filter_map(|code| who.pack.list("agency_kind").number(code)).collect();
        who.directory
            .agencies()
            .filter(|agency| agency.closed.is_none() && kinds.contains(&agency.kind))
            .cloned()
            .collect()
    }

    /// Tells a unit of police or prosecution of the child of an open file, and delivers it. What was sent is sent: if
    /// it cannot be delivered now, it is later.
    ///
    /// # Errors
    /// `not_found` where the file is not for this person; `agency_unknown` for another kind of agency; the rule that
    /// refuses; `command_reused`.
    pub fn notify_police(
        &self,
        who: &SignedIn,
        file: PublicCode,
        seen: u32,
        command: CommandId,
        new: NewNotice,
    ) -> Result<Receipt, Problem> {
        let receipt = self.send_notice(who, file, seen, command, new)?;
        if let Err(problem) = self.deliver_crossings() {
            tracing::warn!(code = problem.code, "a crossing waits to be delivered");
        }
        Ok(receipt)
    }

    /// The first half of [`App::notify_police`]: the entry, and its row in the outbox.
    ///
    /// # Errors
    /// As [`App::notify_police`].
    pub fn send_notice(
        &self,
        who: &SignedIn,
        file: PublicCode,
        seen: u32,
        command: CommandId,
        new: NewNotice,
    ) -> Result<Receipt, Problem> {
        if !self.units_to_notify(who).iter().any(|unit| unit.number == new.to) {
            return Err(Problem::bad_input("agency_unknown").on("to"));
        }
        let event = FileEvent::CrossingSent {
            by: Office { agency: who.agency.number, county: who.agency.county },
            to: new.to,
            basis: new.basis,
            purpose: new.purpose,
            with_identity: new.with_identity,
        };
        let entry = FileEntry {
            event,
            happened: new.happened,
            basis: Code::new("child_protection_duty")?,
            identity: None,
            narrative: None,
            shared: None,
        };
        self.record(who, Action::NotifyPolice, file, seen, command, entry)
    }

    /// Delivers whatever waits to cross; how many. Called after each sending, when the program starts, and every now
    /// and then while it serves.
    ///
    /// # Errors
    /// An engine's error; what was not delivered waits on.
    pub fn deliver_crossings(&self) -> Result<u64, Problem> {
        let mut delivered = 0;
        loop {
            let waiting = self.crossings_waiting()?;
            if waiting.is_empty() {
                return Ok(delivered);
            }
            for one in &waiting {
                self.receive_crossing(one)?;
                let now = self.clock().now();
                self.store().write(Database::Social, |tx| store::outbox::delivered(tx, one.entry, now))?;
                delivered += 1;
            }
        }
    }

    /// What waits to cross, the oldest first, at most 100.
    ///
    /// # Errors
    /// An engine's error.
    pub fn crossings_waiting(&self) -> Result<Vec<Waiting>, Problem> {
        self.store().read(Database::Social, |tx| store::outbox::waiting(tx, AT_ONCE))
    }

    /// Appends the second entry of the pair where it goes; whether it was not there yet. What was erased since it was
    /// sent is not received any more.
    ///
    /// # Errors
    /// `internal` for a realm that receives nothing; an engine's error.
    pub fn receive_crossing(&self, waiting: &Waiting) -> Result<bool, Problem> {
        if waiting.to != Realm::Justice {
            return Err(Problem::internal(format!("nothing crosses into `{}`", waiting.to.name())));
        }
        let ids = self.naming.notice(waiting.entry);
        let there =
            self.store().read(Database::Justice, |tx| store::entries::stream_version(tx, ids.stream))?;
        if there > 0 {
            return Ok(false);
        }
        let Some(sent) = self.sent_notice(waiting.entry)? else { return Ok(false) };
        let now = self.clock().now();
        let unit = sent.to;
        let compartments = [Compartment::Operational, Compartment::Identity];
        self.keys.make(&[crate::compose::agency_key(Realm::Justice, unit)], now)?;
        self.keys.make(&keys::stream_keys(Realm::Justice, ids.stream, unit, &compartments), now)?;
        let id = EntryId::new(now, self.chance());
        let envelope = Envelope {
            happened: sent.entry.happened.clone(),
            actor: sent.entry.actor,
            basis: "child_protection_duty",
            command: CommandId::from_bytes(*waiting.entry.as_bytes()),
        };
        let place = Place { realm: Realm::Justice, stream: ids.stream, entry: id };
        let draft = notices::notice_draft(&self.keys, place, &sent.event, sent.identity.as_ref(), envelope)?;
        let received = notices::received(id, sent.entry.happened, now, sent.entry.actor, sent.event);
        let appended = self.store().write(Database::Justice, |tx| {
            // Asked again under the lock: another process may have received it meanwhile.
            if store::entries::stream_version(tx, ids.stream)? > 0 {
                return Ok(false);
            }
            let appended = store::append(tx, vec![(draft, ExpectedVersion::Exactly(0))], now)?;
            let recorded = justice::Recorded { position: appended.last(), ..received };
            notices::put_notice(tx, Target::Live, ids.stream, &[recorded])?;
            Ok(true)
        })?;
        Ok(appended)
    }

    /// What an entry sends, as the child's file stood at it; `None` when the file was erased since.
    fn sent_notice(&self, source: EntryId) -> Result<Option<Sent>, Problem> {
        let read = self.store().read(Database::Social, |tx| {
            let entry = store::entries::entry(tx, source)?
                .ok_or_else(|| Problem::internal("an outbox row without its entry"))?;
            let stream = entry.stream;
            if store::erasures::is_erased(tx, stream)? {
                return Ok(None);
            }
            let until = store::entries::stream_entries_until(tx, stream, entry.position)?;
            Ok(Some((entry, until)))
        })?;
        let Some((entry, until)) = read else { return Ok(None) };
        let recorded = until
            .iter()
            .map(|entry| history::open_event(&self.keys, entry))
            .collect::<Result<Vec<_>, _>>()?;
        let sent = recorded.last().map(|last| &last.event);
        let Some(FileEvent::CrossingSent { by, to, basis, purpose, with_identity }) = sent else {
            return Err(Problem::internal("an outbox row names an entry that sends nothing"));
        };
        let file = casework::fold(&recorded);
        let social_child = file.child.ok_or_else(|| Problem::internal("a file without a child"))?;
        let identity = if *with_identity { self.identity_of(&until)? } else { None };
        let pack = self.pack()?;
        let county = self.directory()?.agency(*to).map_or(0, |unit| unit.county);
        let event = NoticeEvent::CrossingReceived {
            source,
            code: self.naming.notice(source).code,
            from: by.agency,
            to: *to,
            county,
            basis: *basis,
            purpose: *purpose,
            social_child,
            child: self.child_in_justice(social_child)?,
            sex: file.sex,
            age_band: file.age_band_on(entry.happened.first_day(), &pack),
            forms: file.circumstances.forms,
            has_identity: identity.is_some(),
        };
        Ok(Some(Sent { to: *to, event, identity, entry }))
    }
}
