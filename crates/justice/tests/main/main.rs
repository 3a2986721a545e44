//! Behaviour of the whole crate, over the pack that ships.

#[cfg(test)]
mod facts;
#[cfg(test)]
mod payloads;
#[cfg(test)]
mod rules_of_a_file;
#[cfg(test)]
mod story;
#[cfg(test)]
mod uncertain_dates;
