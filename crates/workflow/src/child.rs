//! A child's page: the file as it stands, what comes next, what happened.

use std::sync::Arc;

use access::{Action, ResourceKind};
use base::{EntryId, Problem, PublicCode, Timestamp};
use casework::{File, FileEvent, NextStep, Track};
use rules::Pack;
use store::Database;
use store::files::FileRow;
use store::referrals::ReferralRow;

use crate::app::App;
use crate::history::History;
use crate::sign_in::SignedIn;
use crate::social::resource;

/// A child's file for its page.
pub struct Child {
    /// The row lists show.
    pub row: FileRow,
    /// The file as it stands.
    pub file: File,
    /// Four tracks, for the crossing.
    pub tracks: [Track; 4],
    /// What is due, the earliest first.
    pub next: Vec<NextStep>,
    /// Its referrals as their cards show them, by ordinal.
    pub referrals: Vec<ReferralRow>,
    /// Entries that carry written text, whoever may read it.
    pub written: Vec<EntryId>,
    /// The same child's other files that this person may see.
    pub same_child: Vec<FileRow>,
    /// The pack its codes are of.
    pub pack: Arc<Pack>,
    /// When this was folded.
    pub now: Timestamp,
    /// What the person may do here.
    pub may: May,
}

/// What a person may do on a file's page; each is decided again when it is done.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one yes or no for each button of the page")]
pub struct May {
    /// Show the name.
    pub unmask: bool,
    /// Read what was written.
    pub read_narrative: bool,
    /// Add entries.
    pub add: bool,
    /// Correct entries.
    pub amend: bool,
    /// Send a referral.
    pub refer: bool,
    /// Name another case manager.
    pub name_manager: bool,
    /// Tell a unit of police or prosecution.
    pub notify: bool,
    /// Close or open again.
    pub close: bool,
    /// Propose that the presumption is not confirmed.
    pub propose_not_confirmed: bool,
    /// Agree with such a proposal.
    pub confirm_not_confirmed: bool,
    /// Say that the file concerns oneself.
    pub declare: bool,
    /// See who read the file.
    pub reads: bool,
}

impl App {
    /// The page of a file.
    ///
    /// # Errors
    /// `not_found` where it is not there or not for this person; an engine's error.
    pub fn child(&self, who: &SignedIn, code: PublicCode) -> Result<Child, Problem> {
        let prepared = self.policies_for(who);
        let visible = prepared.visible(Action::ViewFile, ResourceKind::File)?;
        let now = self.clock().now();
        let (row, conflict, history, referrals, same_child) = self.store().read(Database::Social, |tx| {
            let row = store::files::by_code(tx, &visible, code)?.ok_or_else(Problem::not_found)?;
            let conflict = store::files::conflicts(tx, row.stream)?;
            let history = History::load(&self.keys, tx, row.stream)?;
            let mut referrals = Vec::new();
            for recorded in &history.recorded {
                if let FileEvent::ReferralSent { code, .. } = &recorded.event
                    && let Some(referral) = store::referrals::by_code(tx, &access::Filter::True, *code)?
                {
                    referrals.push(referral);
                }
            }
            let mut same = Vec::new();
            for merge in casework::fold(&history.recorded).merged {
                same.extend(store::files::by_stream(tx, &visible, merge.other)?);
            }
            Ok((row, conflict, history, referrals, same))
        })?;
        let asked = resource(&row, conflict);
        if !prepared.decide(Action::ViewFile, &asked) {
            return Err(Problem::not_found());
        }
        let file = casework::fold(&history.recorded);
        let written = history
            .entries
            .iter()
            .filter(|entry| entry.parts.iter().any(|part| part.compartment == base::Compartment::Narrative))
            .map(|entry| entry.id)
            .collect();
        let viewer = |purpose| who.viewer.clone().looking_for(purpose);
        let purpose = if who.has(agencies::Role::VictimAssistanceOfficer) {
            base::Purpose::Monitoring
        } else {
            base::Purpose::CaseWork
        };
        let may = May {
            unmask: self.policies.decide(&viewer(purpose), Action::UnmaskIdentity, &asked),
            read_narrative: self.policies.decide(&viewer(purpose), Action::ReadNarrative, &asked),
            add: prepared.decide(Action::AddEntry, &asked),
            amend: prepared.decide(Action::AmendEntry, &asked),
            refer: prepared.decide(Action::SendReferral, &asked),
            name_manager: prepared.decide(Action::NameCaseManager, &asked),
            notify: file.is_open() && prepared.decide(Action::NotifyPolice, &asked),
            close: prepared.decide(Action::CloseFile, &asked),
            propose_not_confirmed: prepared.decide(Action::ProposeNotConfirmed, &asked),
            confirm_not_confirmed: prepared.decide(Action::ConfirmNotConfirmed, &asked),
            declare: prepared.decide(Action::DeclareConcern, &asked),
            reads: prepared.decide(
                Action::ViewReads,
                &access::Resource::Reads(access::resource::Reads {
                    agency: row.agency,
                    case_manager: row.case_manager,
                    conflict: Vec::new(),
                }),
            ),
        };
        let tracks = file.tracks(&who.pack, now);
        let next = casework::next_steps(&file, &who.pack, now);
        let pack = Arc::clone(&who.pack);
        Ok(Child { row, file, tracks, next, referrals, written, same_child, pack, now, may })
    }
}
