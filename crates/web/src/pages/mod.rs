//! All routes in one table, each with its action. A page is registered here and nowhere else.

pub(crate) mod child;
pub(crate) mod children;
pub(crate) mod desk;
pub(crate) mod entries;
pub(crate) mod entry_fields;
pub(crate) mod error;
pub(crate) mod files;
pub(crate) mod home;
pub(crate) mod open_case;
pub(crate) mod referrals;
pub(crate) mod sign_in;
pub(crate) mod signals;
pub(crate) mod timeline;

use workflow::Action;

use crate::request::Method::{Get, Post};
use crate::route::Route;

/// The table.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::public(Get, "/assets/{version}/{file}", files::asset),
        Route::public(Get, "/health", files::health),
        Route::public(Post, "/language", sign_in::language),
        Route::public(Get, "/sign-in", sign_in::page),
        Route::public(Post, "/sign-in", sign_in::enter),
        Route::public(Get, "/set-password", sign_in::password_page),
        Route::public(Post, "/set-password", sign_in::set_password),
        Route::staff(Post, "/sign-out", Action::SignOut, sign_in::leave),
        Route::staff(Get, "/", Action::SeeHome, home::page),
        Route::staff(Get, "/children", Action::ListFiles, children::page),
        Route::staff(Post, "/children/search", Action::SearchNames, children::search),
        Route::staff(Post, "/children/names", Action::UnmaskIdentity, children::names),
        Route::staff(Get, "/children/{code}", Action::ViewFile, child::page),
        Route::staff(Post, "/children/{code}/name", Action::UnmaskIdentity, child::name),
        Route::staff(Post, "/children/{code}/written", Action::ReadNarrative, child::written),
        Route::staff(Get, "/children/{code}/add", Action::AddEntry, entries::choose),
        Route::staff(Get, "/children/{code}/add/{kind}", Action::ViewFile, entries::form),
        Route::staff(Post, "/children/{code}/add/{kind}", Action::ViewFile, entries::record),
        Route::staff(Get, "/children/{code}/entries/{entry}/amend", Action::AmendEntry, entries::amend_form),
        Route::staff(Post, "/children/{code}/entries/{entry}/amend", Action::AmendEntry, entries::amend),
        Route::staff(Get, "/referrals", Action::ListReferrals, referrals::list),
        Route::staff(Get, "/referrals/{code}", Action::ViewReferralCard, referrals::page),
        Route::staff(Post, "/referrals/{code}/sections", Action::ReadSharedSections, referrals::sections),
        Route::staff(Post, "/referrals/{code}/answer/{answer}", Action::AnswerReferral, referrals::answer),
        Route::staff(Post, "/referrals/{code}/deliver/{answer}", Action::DeliverReferral, referrals::answer),
        Route::staff(Get, "/signals", Action::ListSignals, signals::list),
        Route::staff(Get, "/signals/new", Action::RegisterSignal, signals::form),
        Route::staff(Post, "/signals/new", Action::RegisterSignal, signals::register),
        Route::staff(Get, "/signals/{code}", Action::ViewSignal, signals::page),
        Route::staff(Post, "/signals/{code}/told", Action::UnmaskIdentity, signals::told),
        Route::staff(Post, "/signals/{code}/triage", Action::TriageSignal, signals::triage),
        Route::staff(Get, "/signals/{code}/case", Action::OpenFile, open_case::form),
        Route::staff(Post, "/signals/{code}/case", Action::OpenFile, open_case::open),
    ]
}
