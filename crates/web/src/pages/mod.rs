//! All routes in one table, each with its action. A page is registered here and nowhere else.

pub(crate) mod account;
pub(crate) mod admin;
pub(crate) mod child;
pub(crate) mod children;
pub(crate) mod concerns;
pub(crate) mod datasets;
pub(crate) mod desk;
pub(crate) mod entries;
pub(crate) mod entry_fields;
pub(crate) mod erasures;
pub(crate) mod error;
pub(crate) mod exports;
pub(crate) mod figure_tables;
pub(crate) mod figure_words;
pub(crate) mod files;
pub(crate) mod glass;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod indicators;
pub(crate) mod justice;
pub(crate) mod lineage;
pub(crate) mod open_case;
pub(crate) mod paper_cases;
pub(crate) mod reads;
pub(crate) mod referrals;
pub(crate) mod reports;
pub(crate) mod search;
pub(crate) mod second_step;
pub(crate) mod sign_in;
pub(crate) mod signals;
pub(crate) mod signals_sent;
pub(crate) mod timeline;
pub(crate) mod trust;
pub(crate) mod watch;

use workflow::Action;

use crate::request::Method::{Get, Post};
use crate::route::Route;

/// The table.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::public(Get, "/assets/{version}/{file}", files::asset),
        Route::public(Get, "/health", files::health),
        Route::public(Get, "/ready", files::ready),
        Route::public(Post, "/language", sign_in::language),
        Route::public(Get, "/sign-in", sign_in::page),
        Route::public(Post, "/sign-in", sign_in::enter),
        Route::public(Get, "/set-password", sign_in::password_page),
        Route::public(Post, "/set-password", sign_in::set_password),
        Route::halfway(Get, "/sign-in/code", second_step::code_page),
        Route::halfway(Post, "/sign-in/code", second_step::code),
        Route::halfway(Get, "/sign-in/enrol", second_step::enrol_page),
        Route::halfway(Post, "/sign-in/enrol", second_step::enrol),
        Route::staff(Post, "/sign-out", Action::SignOut, sign_in::leave),
        Route::staff(Get, "/account", Action::KeepOwnAccount, account::page),
        Route::staff(Post, "/account/factor", Action::KeepOwnAccount, account::show_factor),
        Route::staff(Get, "/account/app", Action::KeepOwnAccount, account::app_page),
        Route::staff(Post, "/account/app", Action::KeepOwnAccount, account::set_up_app),
        Route::staff(Post, "/account/codes", Action::KeepOwnAccount, account::new_codes),
        Route::staff(Post, "/account/password", Action::KeepOwnAccount, account::change_password),
        Route::staff(Post, "/account/sessions/end", Action::KeepOwnAccount, account::end_session),
        Route::staff(Post, "/account/sessions/end-others", Action::KeepOwnAccount, account::end_others),
        Route::staff(Get, "/", Action::SeeHome, home::page),
        Route::staff(Get, "/help", Action::SeeHome, help::list),
        Route::staff(Get, "/help/{topic}", Action::SeeHome, help::page),
        Route::staff(Post, "/search", Action::SeeHome, search::page),
        Route::staff(Get, "/children", Action::ListFiles, children::page),
        Route::staff(Post, "/children/search", Action::SearchNames, children::search),
        Route::staff(Post, "/children/names", Action::UnmaskIdentity, children::names),
        Route::staff(Post, "/children/export", Action::ExportList, exports::children_list),
        Route::staff(Get, "/children/{code}", Action::ViewFile, child::page),
        Route::staff(Post, "/children/{code}/name", Action::UnmaskIdentity, child::name),
        Route::staff(Post, "/children/{code}/written", Action::ReadNarrative, child::written),
        Route::staff(Get, "/children/{code}/readers", Action::ViewReads, reads::of_child),
        Route::staff(Get, "/children/{code}/add", Action::ViewFile, entries::choose),
        Route::staff(Get, "/children/{code}/add/{kind}", Action::ViewFile, entries::form),
        Route::staff(Post, "/children/{code}/add/{kind}", Action::ViewFile, entries::record),
        Route::staff(Get, "/children/{code}/entries/{entry}/amend", Action::AmendEntry, entries::amend_form),
        Route::staff(Post, "/children/{code}/entries/{entry}/amend", Action::AmendEntry, entries::amend),
        Route::staff(Get, "/children/{code}/notify", Action::NotifyPolice, justice::notify_form),
        Route::staff(Post, "/children/{code}/notify", Action::NotifyPolice, justice::notify),
        Route::staff(Get, "/justice", Action::ListCriminalFiles, justice::list),
        Route::staff(Get, "/justice/notices/{code}", Action::ViewNotice, justice::notice),
        Route::staff(Post, "/justice/notices/{code}/name", Action::ReadNotice, justice::notice_name),
        Route::staff(Get, "/justice/files/new", Action::OpenCriminalFile, justice::open_form),
        Route::staff(Post, "/justice/files/new", Action::OpenCriminalFile, justice::open),
        Route::staff(Get, "/justice/files/{code}", Action::ViewCriminalFile, justice::file_page),
        Route::staff(Get, "/justice/files/{code}/add/{kind}", Action::AddCriminalEntry, justice::record_form),
        Route::staff(Post, "/justice/files/{code}/add/{kind}", Action::AddCriminalEntry, justice::record),
        Route::staff(
            Get,
            "/justice/files/{code}/entries/{entry}/amend",
            Action::AmendCriminalEntry,
            justice::amend_form,
        ),
        Route::staff(
            Post,
            "/justice/files/{code}/entries/{entry}/amend",
            Action::AmendCriminalEntry,
            justice::amend,
        ),
        Route::staff(Get, "/children/{code}/concern", Action::DeclareConcern, concerns::own_form),
        Route::staff(Post, "/children/{code}/concern", Action::DeclareConcern, concerns::declare),
        Route::staff(Get, "/referrals", Action::ListReferrals, referrals::list),
        Route::staff(Post, "/referrals/export", Action::ExportList, exports::referrals_list),
        Route::staff(Get, "/referrals/{code}", Action::ViewReferralCard, referrals::page),
        Route::staff(Post, "/referrals/{code}/sections", Action::ReadSharedSections, referrals::sections),
        Route::staff(Post, "/referrals/{code}/answer/{answer}", Action::AnswerReferral, referrals::answer),
        Route::staff(Post, "/referrals/{code}/deliver/{answer}", Action::DeliverReferral, referrals::answer),
        Route::staff(Get, "/signals", Action::ListSignals, signals::list),
        Route::staff(Get, "/signals/new", Action::RegisterSignal, signals::form),
        Route::staff(Post, "/signals/new", Action::RegisterSignal, signals::register),
        Route::staff(Get, "/signals/sent", Action::FollowSignals, signals_sent::list),
        Route::staff(Get, "/signals/sent/{code}", Action::FollowSignals, signals_sent::page),
        Route::staff(Post, "/signals/export", Action::ExportList, exports::signals_list),
        Route::staff(Get, "/signals/{code}", Action::ViewSignal, signals::page),
        Route::staff(Post, "/signals/{code}/told", Action::UnmaskIdentity, signals::told),
        Route::staff(Post, "/signals/{code}/triage", Action::TriageSignal, signals::triage),
        Route::staff(Post, "/signals/{code}/hand-over", Action::HandOverSignal, signals_sent::hand_over),
        Route::staff(Get, "/signals/{code}/case", Action::OpenFile, open_case::form),
        Route::staff(Post, "/signals/{code}/case", Action::OpenFile, open_case::open),
        Route::staff(Get, "/paper-cases", Action::OpenFile, paper_cases::page),
        Route::staff(Post, paper_cases::UPLOADS, Action::OpenFile, paper_cases::upload),
        Route::staff(Post, "/paper-cases/mapping", Action::OpenFile, paper_cases::mapping),
        Route::staff(Post, "/paper-cases/adopt", Action::OpenFile, paper_cases::adopt),
        Route::staff(Post, "/paper-cases/discard", Action::OpenFile, paper_cases::discard),
        Route::staff(Get, "/paper-cases/problems.csv", Action::OpenFile, paper_cases::problems),
        Route::staff(Get, "/signals/{code}/concern", Action::DeclareConcern, concerns::own_form),
        Route::staff(Post, "/signals/{code}/concern", Action::DeclareConcern, concerns::declare),
        Route::staff(Get, "/indicators", Action::ViewIndicatorDefinition, indicators::list),
        Route::staff(Get, "/indicators/{code}", Action::ViewIndicatorDefinition, indicators::page),
        Route::staff(Get, "/indicators/{code}/lineage", Action::ViewIndicatorDefinition, lineage::page),
        Route::staff(Get, "/reports", Action::ViewPublished, reports::list),
        Route::staff(Post, "/reports", Action::FreezeReport, reports::freeze),
        Route::staff(Get, "/reports/{code}", Action::ViewPublished, reports::page),
        Route::staff(Post, "/reports/{code}/publish", Action::PublishReport, reports::publish),
        Route::staff(Post, "/reports/{code}/rerun", Action::ViewPublished, reports::rerun),
        Route::staff(Get, "/datasets", Action::ViewDataset, datasets::list),
        Route::staff(Get, "/datasets/{number}", Action::ViewDataset, datasets::page),
        Route::staff(Get, "/trust", Action::ViewLedger, trust::page),
        Route::staff(Post, "/trust/verify", Action::VerifyLedger, trust::verify),
        Route::staff(Get, "/trust/checkpoints/{file}", Action::ViewLedger, trust::checkpoint),
        Route::staff(Get, "/trust/reads", Action::ViewReads, reads::of_code),
        Route::staff(Get, "/glass", Action::AskGlass, glass::page),
        Route::staff(Get, "/glass/new", Action::AskGlass, glass::form),
        Route::staff(Post, "/glass/new", Action::AskGlass, glass::ask_for),
        Route::staff(Get, "/glass/{code}/open", Action::OpenGlass, glass::open_form),
        Route::staff(Post, "/glass/{code}/open", Action::OpenGlass, glass::open),
        Route::staff(Get, "/glass/{code}/end", Action::EndGlass, glass::end_form),
        Route::staff(Post, "/glass/{code}/end", Action::EndGlass, glass::end),
        Route::staff(Get, "/watch/glass/{code}/decide", Action::DecideGlass, glass::decide_form),
        Route::staff(Post, "/watch/glass/{code}/decide", Action::DecideGlass, glass::decide),
        Route::staff(Get, "/watch/glass/{code}/review", Action::ReviewGlass, glass::review_form),
        Route::staff(Post, "/watch/glass/{code}/review", Action::ReviewGlass, glass::review),
        Route::staff(Get, "/watch", Action::ListConcerns, watch::page),
        Route::staff(Get, "/watch/concerns/new", Action::NameConcern, concerns::form),
        Route::staff(Post, "/watch/concerns/new", Action::NameConcern, concerns::name),
        Route::staff(Get, "/watch/concerns/{code}/handler", Action::NameConcern, concerns::handler_form),
        Route::staff(Post, "/watch/concerns/{code}/handler", Action::NameConcern, concerns::handler),
        Route::staff(Get, "/watch/concerns/{code}/end", Action::EndConcern, concerns::end_form),
        Route::staff(Post, "/watch/concerns/{code}/end", Action::EndConcern, concerns::end),
        Route::staff(Get, "/watch/erasures/new", Action::AskErasure, erasures::form),
        Route::staff(Post, "/watch/erasures/new", Action::AskErasure, erasures::ask_for),
        Route::staff(Get, "/watch/erasures/{code}/decide", Action::DecideErasure, erasures::decide_form),
        Route::staff(Post, "/watch/erasures/{code}/decide", Action::DecideErasure, erasures::decide),
        Route::staff(Get, "/admin", Action::ViewDirectory, admin::page),
        Route::staff(Get, "/admin/agencies/new", Action::ManageDirectory, admin::agency_form),
        Route::staff(Post, "/admin/agencies/new", Action::ManageDirectory, admin::add_agency),
        Route::staff(Get, "/admin/people/new", Action::ManageDirectory, admin::person_form),
        Route::staff(Post, "/admin/people/new", Action::ManageDirectory, admin::add_person),
        Route::staff(Get, "/admin/people/{code}", Action::ViewDirectory, admin::person),
        Route::staff(Post, "/admin/people/{code}/agree", Action::AgreeToRole, admin::agree),
        Route::staff(Post, "/admin/people/{code}/withdraw", Action::ManageDirectory, admin::withdraw),
        Route::staff(Post, "/admin/people/{code}/reset", Action::ManageDirectory, admin::ask_reset),
        Route::staff(Post, "/admin/people/{code}/reset/agree", Action::AgreeToRole, admin::agree_reset),
        Route::staff(Post, "/admin/people/{code}/sessions/end", Action::ManageDirectory, admin::end_sessions),
        Route::staff(Get, "/admin/people/{code}/move", Action::ManageDirectory, admin::move_form),
        Route::staff(Post, "/admin/people/{code}/move", Action::ManageDirectory, admin::move_to),
        Route::staff(Post, "/admin/people/{code}/leave", Action::ManageDirectory, admin::leave),
        Route::staff(Get, "/admin/agencies/{code}/close", Action::ManageDirectory, admin::close_form),
        Route::staff(Post, "/admin/agencies/{code}/close", Action::ManageDirectory, admin::close),
        Route::staff(Get, "/admin/people/{code}/grant", Action::ManageDirectory, admin::grant_form),
        Route::staff(Post, "/admin/people/{code}/grant", Action::ManageDirectory, admin::grant),
        Route::staff(Get, "/admin/people/{code}/end", Action::ManageDirectory, admin::end_form),
        Route::staff(Post, "/admin/people/{code}/end", Action::ManageDirectory, admin::end),
    ]
}
