//! Server-rendered pages for staff.
//!
//! A page is a plain function from a request to a response, registered in [`pages::routes`] with the action it
//! stands for; [`Site::answer`] finds the route, the session and the permission, in that order, and only then
//! calls it. Business rules are not here: a page extracts, calls `workflow`, and renders. [`serve`] puts bytes
//! on the network. Start reading at [`site`].

mod host;
mod measures;
mod multipart;
mod operations;
pub mod pages;
pub mod request;
pub mod response;
pub mod route;
pub mod serve;
pub mod site;
mod views;

pub use host::host_of;
pub use request::{Method, Request};
pub use response::Response;
pub use route::{Guard, Route};
pub use serve::{serve, serve_operations};
pub use site::{Site, SiteConfig};
