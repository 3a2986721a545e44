//! Who may do what: Cedar policies, decisions and list filters.
//!
//! [`Policies::load`] reads the policies compiled in and refuses to start with any that could not become a
//! list's condition. [`Policies::decide`] answers for one action on one resource; [`Policies::visible`]
//! answers for a whole list, as a neutral [`Filter`] that the store writes as SQL. Both come from the same
//! policies by two different evaluations, and a property test holds them equal. No type of the policy engine
//! leaves this crate; nothing here logs, reads the clock or touches a record.
//!
//! Start reading at `policies/*.cedar`, then [`Action`] and [`resource`]; `docs/generated/permissions.md` shows
//! the whole as a table.

mod action;
mod entities;
mod filter;
mod matrix;
mod policies;
mod residual;
pub mod resource;
mod slices;
mod syntax;
mod viewer;

pub use action::Action;
pub use filter::{Column, Filter, LinkColumn, Scalar};
pub use matrix::matrix;
pub use policies::{Policies, Prepared};
pub use resource::{Resource, ResourceKind};
pub use viewer::{ROLES, Viewer};
