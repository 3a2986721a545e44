//! What is asked for, as plain attributes. The same attributes are columns of the projections.

use std::fmt;

use base::{AgencyNumber, PersonId};

use crate::filter::{Column, LinkColumn, Scalar};

/// A kind of thing with attributes of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceKind {
    /// Pages that show no record.
    Program,
    /// A child's protection file.
    File,
    /// A referral out of a file.
    Referral,
    /// A signal.
    Signal,
    /// Who read a file.
    Reads,
    /// Who has a conflict of interest in a record.
    Concern,
    /// A request to open a file that is not one's own.
    Glass,
    /// Erasing who a child is.
    Erasure,
    /// A criminal file.
    CriminalFile,
    /// What child protection told a unit of police or prosecution.
    Notice,
    /// A frozen or published report.
    Report,
    /// An indicator and its live figures.
    Indicator,
    /// Figures of a statistical file.
    Dataset,
    /// A file being imported.
    Batch,
    /// The ledger's own pages.
    Ledger,
    /// An agency of the directory.
    Agency,
    /// A person of the directory.
    Person,
}

impl ResourceKind {
    /// All kinds.
    pub const ALL: [Self; 17] = [
        Self::Program,
        Self::File,
        Self::Referral,
        Self::Signal,
        Self::Reads,
        Self::Concern,
        Self::Glass,
        Self::Erasure,
        Self::CriminalFile,
        Self::Notice,
        Self::Report,
        Self::Indicator,
        Self::Dataset,
        Self::Batch,
        Self::Ledger,
        Self::Agency,
        Self::Person,
    ];

    /// Its name in the schema.
    pub(crate) const fn type_name(self) -> &'static str {
        match self {
            Self::Program => "Program",
            Self::File => "File",
            Self::Referral => "Referral",
            Self::Signal => "Signal",
            Self::Reads => "Reads",
            Self::Concern => "Concern",
            Self::Glass => "Glass",
            Self::Erasure => "Erasure",
            Self::CriminalFile => "CriminalFile",
            Self::Notice => "Notice",
            Self::Report => "Report",
            Self::Indicator => "Indicator",
            Self::Dataset => "Dataset",
            Self::Batch => "Batch",
            Self::Ledger => "Ledger",
            // `Person` is whoever asks; the directory's pages are about records of agencies and people.
            Self::Agency => "AgencyRecord",
            Self::Person => "PersonRecord",
        }
    }
}

impl fmt::Display for ResourceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A child's protection file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The agency that works on it.
    pub agency: AgencyNumber,
    /// The county, as a level of the pack's list.
    pub county: u16,
    /// The case manager; [`PersonId::NIL`] while none is named.
    pub case_manager: PersonId,
    /// Whether it is closed.
    pub closed: bool,
    /// Whether the victim status is now presumed or identified.
    pub victim: bool,
    /// The people whom it concerns otherwise than as their work.
    pub conflict: Vec<PersonId>,
}

/// A referral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// The agency that sent it.
    pub from_agency: AgencyNumber,
    /// The agency that shall answer it.
    pub to_agency: AgencyNumber,
    /// 0 sent, 1 received, 2 accepted, 3 refused, 4 started, 5 finished.
    pub state: u8,
    /// The conflicts of the file it comes from.
    pub conflict: Vec<PersonId>,
}

/// A signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// The agency that has to answer it.
    pub agency: AgencyNumber,
    /// The agency that sent it there; the same one where nobody else did.
    pub from_agency: AgencyNumber,
    /// The county, as a level of the pack's list.
    pub county: u16,
    /// The people whom it concerns; the file's, once there is one.
    pub conflict: Vec<PersonId>,
}

/// Who read a file: the file's own attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reads {
    /// The agency that works on the file.
    pub agency: AgencyNumber,
    /// The file's case manager; [`PersonId::NIL`] while none is named.
    pub case_manager: PersonId,
    /// The file's conflicts.
    pub conflict: Vec<PersonId>,
}

/// Who has a conflict of interest in a file or signal: that record's own attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// The agency that works on it.
    pub agency: AgencyNumber,
    /// Its conflicts.
    pub conflict: Vec<PersonId>,
}

/// A request to open a file that is not one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glass {
    /// The agency that works on the file; 0 where no file has the code that was told.
    pub agency: AgencyNumber,
    /// The agency of whoever asks.
    pub from_agency: AgencyNumber,
    /// Whoever asks.
    pub asker: PersonId,
    /// 0 asked, 1 agreed, 2 declined, 3 ended.
    pub state: u8,
    /// When it ends by itself, in seconds since 1970; 0 before somebody agreed.
    pub until: i64,
    /// The file's conflicts.
    pub conflict: Vec<PersonId>,
}

/// Erasing who a child is: the file's own attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The agency that works, or worked, on the file.
    pub agency: AgencyNumber,
    /// The file's conflicts.
    pub conflict: Vec<PersonId>,
}

/// A criminal file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CriminalFile {
    /// The unit that works it.
    pub agency: AgencyNumber,
    /// The county, as a level of the pack's list.
    pub county: u16,
    /// Whether it is closed.
    pub closed: bool,
}

/// What child protection told a unit of police or prosecution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The unit it was sent to.
    pub agency: AgencyNumber,
    /// That unit's county, as a level of the pack's list.
    pub county: u16,
}

/// A report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// The agency that froze it.
    pub agency: AgencyNumber,
    /// Whether it is published.
    pub published: bool,
}

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// A page that shows no record.
    Program,
    /// A child's protection file.
    File(File),
    /// A referral.
    Referral(Referral),
    /// A signal.
    Signal(Signal),
    /// Who read a file.
    Reads(Reads),
    /// Who has a conflict of interest in a record.
    Concern(Concern),
    /// A request to open a file that is not one's own.
    Glass(Glass),
    /// Erasing who a child is.
    Erasure(Erasure),
    /// A criminal file.
    CriminalFile(CriminalFile),
    /// What child protection told a unit of police or prosecution.
    Notice(Notice),
    /// A report.
    Report(Report),
    /// Figures counted over this agency's facts; agency 0 is the whole country.
    Indicator(AgencyNumber),
    /// A dataset brought in by this agency.
    Dataset(AgencyNumber),
    /// An import of this agency.
    Batch(AgencyNumber),
    /// The ledger's own pages.
    Ledger,
    /// This agency, in the directory.
    Agency(AgencyNumber),
    /// A person of this agency, in the directory.
    Person(AgencyNumber),
}

impl Resource {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> ResourceKind {
        match self {
            Self::Program => ResourceKind::Program,
            Self::File(_) => ResourceKind::File,
            Self::Referral(_) => ResourceKind::Referral,
            Self::Signal(_) => ResourceKind::Signal,
            Self::Reads(_) => ResourceKind::Reads,
            Self::Concern(_) => ResourceKind::Concern,
            Self::Glass(_) => ResourceKind::Glass,
            Self::Erasure(_) => ResourceKind::Erasure,
            Self::CriminalFile(_) => ResourceKind::CriminalFile,
            Self::Notice(_) => ResourceKind::Notice,
            Self::Report(_) => ResourceKind::Report,
            Self::Indicator(_) => ResourceKind::Indicator,
            Self::Dataset(_) => ResourceKind::Dataset,
            Self::Batch(_) => ResourceKind::Batch,
            Self::Ledger => ResourceKind::Ledger,
            Self::Agency(_) => ResourceKind::Agency,
            Self::Person(_) => ResourceKind::Person,
        }
    }

    /// Its plain attributes.
    #[must_use]
    pub fn columns(&self) -> Vec<(Column, Scalar)> {
        let number = |agency: &AgencyNumber| Scalar::Long(i64::from(agency.0));
        match self {
            Self::Program | Self::Ledger => Vec::new(),
            Self::File(file) => vec![
                (Column::Agency, number(&file.agency)),
                (Column::County, Scalar::Long(i64::from(file.county))),
                (Column::CaseManager, Scalar::Person(file.case_manager)),
                (Column::Closed, Scalar::Bool(file.closed)),
                (Column::Victim, Scalar::Bool(file.victim)),
            ],
            Self::Referral(referral) => vec![
                (Column::FromAgency, number(&referral.from_agency)),
                (Column::ToAgency, number(&referral.to_agency)),
                (Column::State, Scalar::Long(i64::from(referral.state))),
            ],
            Self::Signal(signal) => vec![
                (Column::Agency, number(&signal.agency)),
                (Column::FromAgency, number(&signal.from_agency)),
                (Column::County, Scalar::Long(i64::from(signal.county))),
            ],
            Self::Reads(reads) => vec![
                (Column::Agency, number(&reads.agency)),
                (Column::CaseManager, Scalar::Person(reads.case_manager)),
            ],
            Self::Concern(concern) => vec![(Column::Agency, number(&concern.agency))],
            Self::Glass(glass) => vec![
                (Column::Agency, number(&glass.agency)),
                (Column::FromAgency, number(&glass.from_agency)),
                (Column::Asker, Scalar::Person(glass.asker)),
                (Column::State, Scalar::Long(i64::from(glass.state))),
                (Column::Until, Scalar::Long(glass.until)),
            ],
            Self::Erasure(erasure) => vec![(Column::Agency, number(&erasure.agency))],
            Self::CriminalFile(file) => vec![
                (Column::Agency, number(&file.agency)),
                (Column::County, Scalar::Long(i64::from(file.county))),
                (Column::Closed, Scalar::Bool(file.closed)),
            ],
            Self::Notice(notice) => vec![
                (Column::Agency, number(&notice.agency)),
                (Column::County, Scalar::Long(i64::from(notice.county))),
            ],
            Self::Report(report) => vec![
                (Column::Agency, number(&report.agency)),
                (Column::Published, Scalar::Bool(report.published)),
            ],
            Self::Indicator(agency)
            | Self::Dataset(agency)
            | Self::Batch(agency)
            | Self::Agency(agency)
            | Self::Person(agency) => vec![(Column::Agency, number(agency))],
        }
    }

    /// Its sets of people, each a table beside the projection.
    #[must_use]
    pub fn links(&self) -> Option<(LinkColumn, &[PersonId])> {
        match self {
            Self::File(file) => Some((LinkColumn::Conflict, &file.conflict)),
            Self::Referral(referral) => Some((LinkColumn::Conflict, &referral.conflict)),
            Self::Signal(signal) => Some((LinkColumn::Conflict, &signal.conflict)),
            Self::Reads(reads) => Some((LinkColumn::Conflict, &reads.conflict)),
            Self::Concern(concern) => Some((LinkColumn::Conflict, &concern.conflict)),
            Self::Glass(glass) => Some((LinkColumn::Conflict, &glass.conflict)),
            Self::Erasure(erasure) => Some((LinkColumn::Conflict, &erasure.conflict)),
            _ => None,
        }
    }
}
