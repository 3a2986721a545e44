//! The behaviour of a store, the same on both engines.

#[cfg(test)]
mod appending;
#[cfg(test)]
mod backups;
#[cfg(test)]
mod conditions;
#[cfg(test)]
mod durability;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod people;
#[cfg(test)]
mod processes;
#[cfg(test)]
mod projections;
#[cfg(test)]
mod realms;
#[cfg(test)]
mod rounds;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod verifying;
