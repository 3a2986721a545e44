//! Numbers, counted from facts: definitions as data, one pass for all of them, lineage, and the disclosure gate.
//!
//! Pure: it is fed facts and asked for figures. It never reads a name, a clock, a disk or a ledger, and nothing it
//! counts leaves the house except through [`gate`].
//!
//! Start reading at [`definition`] (what an indicator is), then `group_pass` (how one child is counted), [`count`]
//! (the pass over all of them), [`standing`] (the same after each entry), [`mod@lineage`] (the same, asked for
//! rows), and [`gate`] (what may be published).

mod catalogue;
mod columns;
pub mod count;
pub mod cube;
pub mod dataset;
pub mod definition;
pub mod disaggregation;
pub mod gate;
mod group_pass;
mod groups;
mod layout;
pub mod lineage;
pub mod period;
mod plan;
pub mod reading;
pub mod standing;
pub mod table;

pub use catalogue::{BUILT_IN, built_in};
pub use count::{count_all, count_on};
pub use cube::{Cube, Figure};
pub use dataset::{DatasetDimension, DatasetView};
pub use definition::Definition;
pub use disaggregation::{Dimension, Disaggregation};
pub use lineage::{Excluded, LineageRow, Part, lineage};
pub use period::{Period, Periods};
pub use plan::Scope;
pub use reading::{DefinitionError, LevelOf};
pub use standing::{OutOfStep, Standing};
pub use table::{FactError, FactTable, Touched};
