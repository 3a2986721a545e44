//! Signals that one agency sends to another: handing over, and what the sender may know of them afterwards.
//!
//! The sender learns that a signal arrived and that somebody answered it. Whether a child has a file, and what was
//! decided, is not the sender's to know.

use access::{Action, ResourceKind};
use agencies::Agency;
use base::{AgencyNumber, CommandId, Happened, Position, Problem, PublicCode, Timestamp};
use casework::Office;
use intake::SignalEvent;
use store::commands::Answer;
use store::signals::{SignalFilter, SignalOrder, SignalRow};
use store::{Database, Total};

use crate::app::App;
use crate::sign_in::SignedIn;
use crate::signals::signal_resource;

/// The code, in list `agency_kind`, of the agencies that answer signals.
const DIRECTORATE: &str = "child_protection_directorate";

/// A signal as its sender sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentSignal {
    /// Its receipt.
    pub code: PublicCode,
    /// Who has to answer it.
    pub to: AgencyNumber,
    /// Level of list `signal_source`.
    pub source: u16,
    /// When it came in.
    pub received_at: Timestamp,
    /// When whoever has to answer it first did; `None` while nobody has.
    pub answered_at: Option<Timestamp>,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct SentSignals {
    /// The signals.
    pub rows: Vec<SentSignal>,
    /// Where the next page begins.
    pub next: Option<Vec<u8>>,
    /// How many there are.
    pub total: Total,
}

impl From<SignalRow> for SentSignal {
    fn from(row: SignalRow) -> Self {
        let answered = (row.answered_at.micros() > 0).then_some(row.answered_at);
        Self {
            code: row.code,
            to: row.agency,
            source: row.source,
            received_at: row.received_at,
            answered_at: answered,
        }
    }
}

impl App {
    /// The directorates that answer signals today, in the order of their numbers.
    pub fn directorates<'a>(&self, who: &'a SignedIn) -> impl Iterator<Item = &'a Agency> {
        let kind = who.pack.list("agency_kind").number(DIRECTORATE);
        let today = self.clock().now().day(who.pack.zone());
        who.directory.agencies().filter(move |agency| {
            Some(agency.kind) == kind && agency.closed.is_none_or(|closed| today < closed)
        })
    }

    /// Hands a signal over to a directorate, which answers it from then on.
    ///
    /// # Errors
    /// `not_found` where it is not for this person; `choice_unknown` for what is no directorate; the rule that
    /// refuses; `command_reused`.
    pub fn hand_over_signal(
        &self,
        who: &SignedIn,
        signal: PublicCode,
        command: CommandId,
        happened: Happened,
        to: AgencyNumber,
    ) -> Result<(), Problem> {
        let office = self.directorates(who).find(|agency| agency.number == to).map(office);
        let body = [&to.0.to_be_bytes(), signal.compact().as_bytes()].concat();
        let body = vault::digest(&body);
        self.store().write(Database::Social, |tx| {
            if self.command_answer(tx, command, who.person.id, &body)?.is_some() {
                return Ok(());
            }
            let (stream, history) = self.signal_for(tx, who, Action::HandOverSignal, signal)?;
            let office = office.ok_or_else(|| Problem::bad_input("choice_unknown").on("to"))?;
            let event = SignalEvent::SignalHandedOver { agency: office.agency, county: office.county };
            self.append_to_signal(tx, who, stream, &history, event, happened, None, command)?;
            let answer = Answer { answer: Vec::new(), position: Position(0) };
            self.remember_command(tx, command, who.person.id, &body, &answer)
        })
    }

    /// A page of the signals that the person's agency sent to others, `answered` or not.
    ///
    /// # Errors
    /// An engine's error.
    pub fn sent_signals(
        &self,
        who: &SignedIn,
        answered: Option<bool>,
        after: Option<&[u8]>,
    ) -> Result<SentSignals, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::FollowSignals, ResourceKind::Signal)?;
        let filter = SignalFilter { sent_by: Some(who.agency.number), answered, ..SignalFilter::default() };
        let order =
            if answered == Some(false) { SignalOrder::FirstReceived } else { SignalOrder::LatestChange };
        let page = crate::referrals::page(after)?;
        let listed = self
            .store()
            .read(Database::Social, |tx| store::signals::list(tx, &visible, &filter, order, &page))?;
        Ok(SentSignals {
            rows: listed.rows.into_iter().map(SentSignal::from).collect(),
            next: listed.next.map(|cursor| cursor.to_bytes()),
            total: listed.total,
        })
    }

    /// What became of a signal that the person's agency sent.
    ///
    /// # Errors
    /// `not_found` where it is not there or not for this person.
    pub fn sent_signal(&self, who: &SignedIn, code: PublicCode) -> Result<SentSignal, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::FollowSignals, ResourceKind::Signal)?;
        let (row, conflict) = self.store().read(Database::Social, |tx| {
            let row = store::signals::by_code(tx, &visible, code)?.ok_or_else(Problem::not_found)?;
            let conflict = store::files::conflicts(tx, row.stream)?;
            Ok((row, conflict))
        })?;
        self.decided(who, Action::FollowSignals, &signal_resource(&row, conflict))?;
        if row.agency == who.agency.number {
            return Err(Problem::not_found());
        }
        Ok(row.into())
    }
}

/// Where an agency works.
pub(crate) fn office(agency: &Agency) -> Office {
    Office { agency: agency.number, county: agency.county }
}
