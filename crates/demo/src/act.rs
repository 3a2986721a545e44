//! From a planned step to what is recorded: people put in their places, and what earlier entries say.

use base::{AgencyNumber, CleanText, Code, CommandId, EntryId, Happened, PersonId, Problem};
use casework::{FileEvent, Identity, IdentityPart, Narrative, Recorded, SharedSections};
use rules::Pack;
use workflow::FileEntry;
use workflow::bulk::Recorder;
use workflow::open_case::NewCase;
use workflow::signals::NewSignal;

use crate::life::Life;
use crate::script::Script;
use crate::staff::Staff;
use crate::step::{Actor, Correction, Happening, Step, What};

/// What is recorded.
#[derive(Clone, Debug)]
pub enum Act {
    /// A signal is taken in.
    Signal(NewSignal),
    /// It is triaged: urgency, reasons.
    Triage(u16, Vec<u16>),
    /// A file is opened from it.
    Open(NewCase),
    /// An entry in a life's file.
    Entry(FileEntry),
    /// The same, and one in another life's file, by whom and under which command.
    Both(FileEntry, Box<Other>),
    /// The child's name is read.
    Read,
}

/// The other of two entries that belong together.
#[derive(Clone, Debug)]
pub struct Other {
    /// Whose file, an index into the script's lives.
    pub life: usize,
    /// Who records it.
    pub recorder: Recorder,
    /// Its command.
    pub command: CommandId,
    /// What.
    pub entry: FileEntry,
}

/// A step about to be done.
pub struct Deed<'a> {
    /// The step.
    pub step: &'a Step,
    /// Whose life.
    pub life: &'a Life,
    /// Who records it.
    pub recorder: Recorder,
    /// When it happened.
    pub happened: Happened,
    /// What is recorded.
    pub act: Act,
}

/// What the steps are resolved with.
pub(crate) struct Stage<'a> {
    pub(crate) script: &'a Script,
    pub(crate) staff: &'a Staff,
    pub(crate) pack: &'a Pack,
}

impl<'a> Stage<'a> {
    /// What a step comes to, `history` being that of its life's file; `None` when what it is about is not there,
    /// because the rules refused it.
    pub(crate) fn deed(
        &self,
        step: &'a Step,
        history: &[Recorded<FileEvent>],
    ) -> Result<Option<Deed<'a>>, Problem> {
        let Some(life) = self.script.lives.get(step.life) else { return Ok(None) };
        let recorder = self.staff.recorder(step.actor, life.directorate);
        let zone = &self.script.zone;
        let mut happened = match step.happened {
            Happening::At(instant) => Happened::at(instant, zone),
            Happening::On(day) => Happened::on(day, zone),
            Happening::InMonthOf(day) => Happened::in_month(day, zone),
        };
        let act = match &step.what {
            What::Signal { source, about, urgency, named } => Some(Act::Signal(NewSignal {
                to: None,
                source: *source,
                about: *about,
                urgency: *urgency,
                anonymous: !named,
                happened: happened.clone(),
                identity: named.then(|| as_said(&life.identity)),
                narrative: narrative(step)?,
            })),
            What::Triage(urgency, reasons) => Some(Act::Triage(*urgency, reasons.clone())),
            What::Open => Some(Act::Open(NewCase {
                identity: life.identity.clone(),
                sex: life.sex,
                circumstances: life.circumstances,
                happened: happened.clone(),
                narrative: narrative(step)?,
            })),
            What::Entry(event) => Some(Act::Entry(self.entry(event, step, life, recorder, &happened)?)),
            What::Confirm => {
                let proposal = last(history, "not_confirmed_proposed", None);
                let event = |proposal| FileEvent::NotConfirmed { by: recorder.office, proposal };
                let entry = |proposal: &Recorded<FileEvent>| plain(event(proposal.entry), happened.clone());
                proposal.map(entry).transpose()?.map(Act::Entry)
            }
            What::Correct(correction) => match self.correction(*correction, history, recorder)? {
                Some(entry) => {
                    happened = entry.happened.clone();
                    Some(Act::Entry(entry))
                }
                None => None,
            },
            What::Merge(other, command) => self.both(life, recorder, *other, *command, &happened, true)?,
            What::Unmerge(other, command) => self.both(life, recorder, *other, *command, &happened, false)?,
            What::Read => Some(Act::Read),
        };
        Ok(act.map(|act| Deed { step, life, recorder, happened, act }))
    }

    fn entry(
        &self,
        event: &FileEvent,
        step: &Step,
        life: &Life,
        recorder: Recorder,
        happened: &Happened,
    ) -> Result<FileEntry, Problem> {
        let mut entry = plain(event.clone(), happened.clone())?;
        match &mut entry.event {
            // The plan knows places: the person is the one who names.
            FileEvent::CaseManagerNamed { person, .. } if *person == PersonId::NIL => {
                *person = recorder.person
            }
            FileEvent::ReferralSent { .. } => {
                let need = CleanText::new(step.text.as_deref().unwrap_or_default(), 2_000, "need")?;
                let parts = [IdentityPart::GivenNames, IdentityPart::FamilyNames, IdentityPart::Phone];
                entry.shared = Some(SharedSections::choose(&life.identity, &parts, need));
                return Ok(entry);
            }
            _ => {}
        }
        entry.narrative = narrative(step)?;
        Ok(entry)
    }

    fn correction(
        &self,
        correction: Correction,
        history: &[Recorded<FileEvent>],
        recorder: Recorder,
    ) -> Result<Option<FileEntry>, Problem> {
        let reason = |code: &str| self.pack.list("amend_reason").number(code).unwrap_or(0);
        let kind = match correction {
            Correction::DeliveryEarlier(_) | Correction::DeliveryTwice => "service_delivered",
            Correction::ReferralEarlier(_) => "referral_sent",
            Correction::RecruitedOtherwise(_) => "presumed",
        };
        let Some(wrong) = last(history, kind, Some(recorder.office.agency)) else { return Ok(None) };
        let replaces = wrong.entry;
        let amended =
            |event: FileEvent, reason| FileEvent::Amended { replaces, reason, event: Box::new(event) };
        let earlier = |days: i32| Happened::on(wrong.happened.first_day().plus(-days), &self.script.zone);
        let (event, happened) = match correction {
            Correction::DeliveryEarlier(days) | Correction::ReferralEarlier(days) => {
                (amended(wrong.event.clone(), reason("wrong_date")), earlier(days))
            }
            Correction::DeliveryTwice => {
                (FileEvent::Withdrawn { replaces, reason: reason("entered_twice") }, wrong.happened.clone())
            }
            Correction::RecruitedOtherwise(recruitment) => {
                let FileEvent::Presumed { by, circumstances } = &wrong.event else { return Ok(None) };
                let known =
                    circumstances.or_else(|| history.iter().find_map(|entry| entry.event.circumstances()));
                let known = known.map(|known| casework::Circumstances { recruitment, ..known });
                let event = FileEvent::Presumed { by: *by, circumstances: known };
                (amended(event, reason("new_information")), wrong.happened.clone())
            }
        };
        plain(event, happened).map(Some)
    }

    /// Two directorates write down that their files are about one child, or that they are not.
    fn both(
        &self,
        life: &Life,
        recorder: Recorder,
        other: usize,
        command: CommandId,
        happened: &Happened,
        one_child: bool,
    ) -> Result<Option<Act>, Problem> {
        let Some(theirs) = self.script.lives.get(other) else { return Ok(None) };
        let event = |by, (file, child)| {
            let (other, other_child) = (file, child);
            if one_child {
                FileEvent::ChildrenMerged { by, other, other_child }
            } else {
                FileEvent::ChildrenUnmerged { by, other, other_child }
            }
        };
        let ids = |life: &Life| (life.case().file, life.case().child);
        let colleague = self.staff.recorder(Actor::CaseManager(0), theirs.directorate);
        let here = plain(event(recorder.office, ids(theirs)), happened.clone())?;
        let there = plain(event(colleague.office, ids(life)), happened.clone())?;
        Ok(Some(Act::Both(here, Box::new(Other { life: other, recorder: colleague, command, entry: there }))))
    }
}

/// An entry that says who nobody is and has no words.
fn plain(event: FileEvent, happened: Happened) -> Result<FileEntry, Problem> {
    let basis = match &event {
        FileEvent::ServiceStarted { .. }
        | FileEvent::ServiceDelivered { .. }
        | FileEvent::ServiceEnded { .. } => "victim_support",
        event if event.referral().is_some() => "referral_mechanism",
        _ => "child_protection_duty",
    };
    Ok(FileEntry { event, happened, basis: Code::new(basis)?, identity: None, narrative: None, shared: None })
}

/// Whoever calls says a name at most.
fn as_said(identity: &Identity) -> Identity {
    Identity {
        given_names: identity.given_names.clone(),
        family_names: identity.family_names.clone(),
        ..Identity::default()
    }
}

fn narrative(step: &Step) -> Result<Option<Narrative>, Problem> {
    step.text.as_deref().map_or(Ok(None), |text| Narrative::read(text, "narrative"))
}

/// The last entry of a kind, of an agency where one is asked for, that was not corrected yet.
fn last<'h>(
    history: &'h [Recorded<FileEvent>],
    kind: &str,
    agency: Option<AgencyNumber>,
) -> Option<&'h Recorded<FileEvent>> {
    let corrected = |entry: EntryId| history.iter().any(|other| other.amends == Some(entry));
    let own =
        |event: &FileEvent| agency.is_none_or(|agency| event.by().is_some_and(|by| by.agency == agency));
    history.iter().rev().find(|recorded| {
        recorded.event.kind_name() == kind && own(&recorded.event) && !corrected(recorded.entry)
    })
}
