//! What somebody wants to do. Every route, command and job names one of these.

use std::fmt;

use crate::resource::ResourceKind;

macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal on [$($kind:ident),+];)+) => {
        /// One thing that can be done. The names are stable: they stand in policies, records and tests.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])* $variant,)+
        }

        impl Action {
            /// All actions, in the order of the permission matrix.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The kinds of resource it can be done to.
            #[must_use]
            pub const fn kinds(self) -> &'static [ResourceKind] {
                match self { $(Self::$variant => &[$(ResourceKind::$kind),+],)+ }
            }
        }
    };
}

actions! {
    /// A page for everybody: help, styles, language, health.
    ReadPublicPage = "read_public_page" on [Program];
    /// Sign in, or set the first password through a one-time link.
    SignIn = "sign_in" on [Program];
    /// Sign out.
    SignOut = "sign_out" on [Program];
    /// The person's own work.
    SeeHome = "see_home" on [Program];
    /// The person's own password, second factors and sessions.
    KeepOwnAccount = "keep_own_account" on [Program];

    /// The list of files: codes, age band, status.
    ListFiles = "list_files" on [File];
    /// One file, its name masked.
    ViewFile = "view_file" on [File];
    /// Find files by name; applies inside the search.
    SearchNames = "search_names" on [File];
    /// Open a file; the resource is the file as it would be.
    OpenFile = "open_file" on [File];
    /// Write an entry to a file.
    AddEntry = "add_entry" on [File];
    /// Correct an entry of a file.
    AmendEntry = "amend_entry" on [File];
    /// Propose that a presumption was wrong.
    ProposeNotConfirmed = "propose_not_confirmed" on [File];
    /// Confirm that proposal, as the second person.
    ConfirmNotConfirmed = "confirm_not_confirmed" on [File];
    /// Close a file.
    CloseFile = "close_file" on [File];
    /// Reopen a closed file.
    ReopenFile = "reopen_file" on [File];
    /// Show who the child is; recorded before it is shown.
    UnmaskIdentity = "unmask_identity" on [File, Signal];
    /// Read what was written about the child; recorded.
    ReadNarrative = "read_narrative" on [File, Signal];
    /// Send a referral out of a file.
    SendReferral = "send_referral" on [File];
    /// Tell a unit of police or prosecution of a child.
    NotifyPolice = "notify_police" on [File];

    /// Name a case manager of the file's agency.
    NameCaseManager = "name_case_manager" on [File];

    /// The list of referrals.
    ListReferrals = "list_referrals" on [Referral];
    /// A referral's card: need, age band, urgency, no name.
    ViewReferralCard = "view_referral_card" on [Referral];
    /// Receive, accept or refuse a referral.
    AnswerReferral = "answer_referral" on [Referral];
    /// Start or finish the service a referral asks for.
    DeliverReferral = "deliver_referral" on [Referral];
    /// Read the sections sent with a referral; recorded.
    ReadSharedSections = "read_shared_sections" on [Referral];
    /// Take a list away as a table.
    ExportList = "export_list" on [File, Referral, Signal];

    /// The list of signals.
    ListSignals = "list_signals" on [Signal];
    /// One signal, its name masked.
    ViewSignal = "view_signal" on [Signal];
    /// Take in a signal; the resource is the signal as it would be.
    RegisterSignal = "register_signal" on [Signal];
    /// Triage a signal.
    TriageSignal = "triage_signal" on [Signal];
    /// Hand a signal over to the directorate that has to answer it.
    HandOverSignal = "hand_over_signal" on [Signal];
    /// What became of the signals one's agency sent: receipt, and whether each was answered.
    FollowSignals = "follow_signals" on [Signal];

    /// The list of criminal files.
    ListCriminalFiles = "list_criminal_files" on [CriminalFile];
    /// One criminal file.
    ViewCriminalFile = "view_criminal_file" on [CriminalFile];
    /// Register a criminal file; the resource is the file as it would be.
    OpenCriminalFile = "open_criminal_file" on [CriminalFile];
    /// Write an entry to a criminal file.
    AddCriminalEntry = "add_criminal_entry" on [CriminalFile];
    /// Correct an entry of a criminal file.
    AmendCriminalEntry = "amend_criminal_entry" on [CriminalFile];
    /// The list of notices from child protection.
    ListNotices = "list_notices" on [Notice];
    /// One notice, its name masked.
    ViewNotice = "view_notice" on [Notice];
    /// Who the child of a notice is; recorded before it is shown.
    ReadNotice = "read_notice" on [Notice];

    /// An indicator's definition, exclusions and history, without figures.
    ViewIndicatorDefinition = "view_indicator_definition" on [Indicator];
    /// Live figures over the own agency's facts.
    ViewLiveOwnAgency = "view_live_own_agency" on [Indicator];
    /// Live figures over the country's facts, on screen only; each view is recorded.
    ViewLiveNational = "view_live_national" on [Indicator];
    /// The events behind a live figure.
    WalkLineageRows = "walk_lineage_rows" on [Indicator];

    /// Freeze a report; the resource is the report as it would be.
    FreezeReport = "freeze_report" on [Report];
    /// A frozen report before it is published.
    ViewFrozenReport = "view_frozen_report" on [Report];
    /// Publish a frozen report.
    PublishReport = "publish_report" on [Report];
    /// A published report's gated figures.
    ViewPublished = "view_published" on [Report];
    /// Take a published report away.
    ExportPublished = "export_published" on [Report];

    /// Figures of an adopted statistical file.
    ViewDataset = "view_dataset" on [Dataset];
    /// Try, stage, look at and discard an import.
    ImportTable = "import_table" on [Batch];
    /// Adopt a staged import.
    AdoptImport = "adopt_import" on [Batch];

    /// Entries without content, checkpoints, proofs.
    ViewLedger = "view_ledger" on [Ledger];
    /// Verify the ledger now.
    VerifyLedger = "verify_ledger" on [Ledger];
    /// Who read a file, when, why.
    ViewReads = "view_reads" on [Reads];

    /// Who has a conflict of interest in which record.
    ListConcerns = "list_concerns" on [Concern];
    /// Name somebody who has one, and who handles the record from now on.
    NameConcern = "name_concern" on [Concern];
    /// End it, by a second decision.
    EndConcern = "end_concern" on [Concern];
    /// Say that a record concerns oneself.
    DeclareConcern = "declare_concern" on [File, Signal];

    /// Ask to open a file that is not one's own, in an emergency, by a code that was told.
    AskGlass = "ask_glass" on [Glass];
    /// What was asked, agreed, read.
    ListGlass = "list_glass" on [Glass];
    /// Agree with it, as the second person, or decline.
    DecideGlass = "decide_glass" on [Glass];
    /// Read what it opens; each read is recorded.
    OpenGlass = "open_glass" on [Glass];
    /// End it before its time.
    EndGlass = "end_glass" on [Glass];
    /// Say afterwards whether it was justified.
    ReviewGlass = "review_glass" on [Glass];

    /// What was asked to be erased, and what was.
    ListErasures = "list_erasures" on [Erasure];
    /// Ask that who a child is be erased.
    AskErasure = "ask_erasure" on [Erasure];
    /// Agree with it, as the second person, or decline.
    DecideErasure = "decide_erasure" on [Erasure];

    /// Agencies and people.
    ViewDirectory = "view_directory" on [Agency, Person];
    /// Change agencies, people and grants.
    ManageDirectory = "manage_directory" on [Agency, Person];
    /// Agree, as the second administrator, with a role or with taking second factors back.
    AgreeToRole = "agree_to_role" on [Person];
}

impl Action {
    /// The action of a stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
