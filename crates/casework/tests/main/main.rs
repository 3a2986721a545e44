//! Stories, tables and properties of the protection file.
#![cfg(test)]

mod codes;
mod corrections;
mod crossing;
mod facts;
mod identity;
mod merges;
mod nothing_of_a_country;
mod nothing_of_the_police;
mod payloads;
mod properties;
mod referrals;
mod services;
mod status;
mod story;
mod uncertain_dates;
