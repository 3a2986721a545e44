//! Cases from other people's files and into them, in the Human Trafficking Case Data Standard (HTCDS) 2.0.
//!
//! What comes in becomes files of the importing agency through the same decisions as by hand: a file is opened,
//! presumption, identification and closing are entered with the days on which they happened, and each is refused
//! where it would be refused to a person. Only the ground of the entries is another (`import`), and no signal stands
//! before the file.
//!
//! The same case is never taken twice: what a file is known by follows from the agency and from what names the case
//! in the other file, under a key. What goes out is read as a person reads it: recorded for each child, in the
//! companion of its file, before anything is written.
//!
//! Start reading at [`plan`] (what a record means), then [`adopt`] and [`taken`]; [`codes`] has the lists of both
//! sides beside each other.

mod adopt;
mod codes;
mod plan;
mod taken;

use base::AgencyNumber;

pub use adopt::{AdoptedCases, ExaminedCases, SimilarCase};
pub use taken::TakenCases;

/// The ground of imported entries (list `basis`).
const BASIS: &str = "import";

/// Whose files cases become, or whose are taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForAgency {
    /// One agency's, whatever a record says.
    One(AgencyNumber),
    /// That of the agency whose code a record names (`pnt_Agency`); all agencies'.
    Named,
}
