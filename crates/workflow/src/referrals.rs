//! Referrals: the cards somebody sent or must answer, and the answers.

use std::sync::Arc;

use access::{Action, ResourceKind};
use base::{Code, CommandId, Happened, Problem, PublicCode, Timestamp};
use casework::{FileEvent, Office};
use rules::{Due, Pack};
use store::referrals::{ReferralFilter, ReferralOrder, ReferralRow};
use store::{Cursor, Database, Listed, Page};

use crate::app::App;
use crate::compose::FileEntry;
use crate::sign_in::SignedIn;
use crate::write::{Receipt, referral_resource};

/// Which referrals a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Sent to the person's agency.
    Incoming,
    /// Sent by the person's agency.
    Outgoing,
    /// All this person may see.
    All,
}

/// A card with its clock.
#[derive(Clone, Debug)]
pub struct ReferralCard {
    /// What the card shows.
    pub row: ReferralRow,
    /// What it waits for, by when; `None` when it waits for nothing.
    pub due: Option<(Code, Due)>,
}

/// A page of cards.
#[derive(Clone, Debug)]
pub struct Referrals {
    /// The cards.
    pub cards: Vec<ReferralCard>,
    /// Where the next page begins.
    pub next: Option<Vec<u8>>,
    /// How many there are.
    pub total: store::Total,
}

/// A referral for its page.
pub struct ReferralPage {
    /// The card.
    pub card: ReferralCard,
    /// The file's code, where this person may see the file.
    pub file: Option<PublicCode>,
    /// Whether this person may receive, accept or refuse it.
    pub may_answer: bool,
    /// Whether this person may say that it began or ended.
    pub may_deliver: bool,
    /// Whether this person may read the sections that were sent, now.
    pub may_read_sections: bool,
    /// The pack its codes are of.
    pub pack: Arc<Pack>,
    /// When this was read.
    pub now: Timestamp,
}

/// What a recipient answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferralAnswer {
    /// It was seen.
    Received,
    /// It is accepted.
    Accepted,
    /// It is refused: level of list `refusal_reason`.
    Refused(u16),
    /// What it asks for began.
    Started,
    /// What it asks for ended: level of list `referral_outcome`.
    Finished(u16),
}

impl App {
    /// A page of referrals: of those that wait for an answer the longest waiting first, otherwise the latest
    /// change first.
    ///
    /// # Errors
    /// `page_unknown`; an engine's error.
    pub fn referrals(
        &self,
        who: &SignedIn,
        direction: Direction,
        states: Vec<u8>,
        after: Option<&[u8]>,
    ) -> Result<Referrals, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ListReferrals, ResourceKind::Referral)?;
        let (filter, order) = narrowed(who, direction, states);
        let page = page(after)?;
        let listed: Listed<ReferralRow> = self
            .store()
            .read(Database::Social, |tx| store::referrals::list(tx, &visible, &filter, order, &page))?;
        let cards = listed.rows.into_iter().map(|row| card(row, &who.pack)).collect();
        Ok(Referrals { cards, next: listed.next.map(|cursor| cursor.to_bytes()), total: listed.total })
    }

    /// A referral's page: its card, and what this person may do with it.
    ///
    /// # Errors
    /// `not_found` where it is not there or not for this person.
    pub fn referral(&self, who: &SignedIn, code: PublicCode) -> Result<ReferralPage, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ViewReferralCard, ResourceKind::Referral)?;
        let files = self.policies.visible(&who.viewer, Action::ViewFile, ResourceKind::File)?;
        let (row, conflict, file) = self.store().read(Database::Social, |tx| {
            let row = store::referrals::by_code(tx, &visible, code)?.ok_or_else(Problem::not_found)?;
            let conflict = store::files::conflicts(tx, row.file)?;
            let file = store::files::by_stream(tx, &files, row.file)?;
            Ok((row, conflict, file))
        })?;
        let asked = referral_resource(&row, conflict);
        if !self.may(who, Action::ViewReferralCard, &asked) {
            return Err(Problem::not_found());
        }
        let reading = who.viewer.clone().looking_for(base::Purpose::Referral);
        Ok(ReferralPage {
            file: file.map(|file| file.code),
            may_answer: self.may(who, Action::AnswerReferral, &asked),
            may_deliver: self.may(who, Action::DeliverReferral, &asked),
            may_read_sections: self.policies.decide(&reading, Action::ReadSharedSections, &asked),
            card: card(row, &who.pack),
            pack: Arc::clone(&who.pack),
            now: self.clock().now(),
        })
    }

    /// Answers a referral as its recipient.
    ///
    /// # Errors
    /// `not_found` where it is not for this person; the rule that refuses; `command_reused`.
    pub fn answer_referral(
        &self,
        who: &SignedIn,
        code: PublicCode,
        command: CommandId,
        happened: Happened,
        answer: ReferralAnswer,
    ) -> Result<Receipt, Problem> {
        let by = Office { agency: who.agency.number, county: who.agency.county };
        let action = match answer {
            ReferralAnswer::Started | ReferralAnswer::Finished(_) => Action::DeliverReferral,
            _ => Action::AnswerReferral,
        };
        self.record_on_referral(who, action, code, command, |referral| {
            let event = match answer {
                ReferralAnswer::Received => FileEvent::ReferralReceived { by, referral },
                ReferralAnswer::Accepted => FileEvent::ReferralAccepted { by, referral },
                ReferralAnswer::Refused(reason) => FileEvent::ReferralRefused { by, referral, reason },
                ReferralAnswer::Started => FileEvent::ReferralStarted { by, referral },
                ReferralAnswer::Finished(outcome) => FileEvent::ReferralFinished { by, referral, outcome },
            };
            let basis = Code::new("referral_mechanism")?;
            Ok(FileEntry { event, happened, basis, identity: None, narrative: None, shared: None })
        })
    }
}

/// What a list of referrals is narrowed to, and its order.
pub(crate) fn narrowed(
    who: &SignedIn,
    direction: Direction,
    states: Vec<u8>,
) -> (ReferralFilter, ReferralOrder) {
    let own = Some(who.agency.number);
    let waiting = !states.is_empty() && states.iter().all(|state| *state <= 1);
    let filter = ReferralFilter {
        to_agency: own.filter(|_| direction == Direction::Incoming),
        from_agency: own.filter(|_| direction == Direction::Outgoing),
        states,
        ..ReferralFilter::default()
    };
    (filter, if waiting { ReferralOrder::FirstSent } else { ReferralOrder::LatestChange })
}

/// A card with the earliest of its clocks.
pub(crate) fn card(row: ReferralRow, pack: &Pack) -> ReferralCard {
    let zone = pack.zone();
    let (kind, since) = match row.state {
        0 | 1 => ("referral_sent", row.sent_at),
        2 => ("referral_accepted", row.answered_at),
        _ => return ReferralCard { row, due: None },
    };
    let urgency = pack.list("urgency").code(row.urgency);
    let from = Happened::at(since, zone);
    let due = pack
        .deadlines_for(kind)
        .filter(|deadline| deadline.starts_at_urgency(urgency))
        .filter(|deadline| row.state != 1 || !deadline.is_answered_by("referral_received"))
        .map(|deadline| (deadline.id.clone(), deadline.due(&from, pack.calendar())))
        .min_by_key(|(_, due)| due.at);
    ReferralCard { row, due }
}

/// The page a token of an address stands for.
pub(crate) fn page(after: Option<&[u8]>) -> Result<Page, Problem> {
    let after = match after {
        Some(bytes) => Some(Cursor::from_bytes(bytes).ok_or_else(|| Problem::bad_input("page_unknown"))?),
        None => None,
    };
    Ok(Page { after, limit: crate::children::PAGE })
}
