//! Journeys: what people come to do, told one test each, through the pages of the real program.

mod a_referral;
mod a_service_counts;
mod an_agency_from_nothing;
mod an_amendment;
mod case_work;
mod from_signal_to_case;
mod going_and_coming;
mod one_byte;
mod pages;
mod synced_before_answered;
mod the_donors_version;
mod the_same_digits;
