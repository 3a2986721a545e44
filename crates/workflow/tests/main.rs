//! Behaviour of the whole crate, over a real store with a clock that is moved by hand.

#[cfg(test)]
mod agreements;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod concerns;
#[cfg(test)]
mod crossings;
#[cfg(test)]
mod custody;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod disclosure;
#[cfg(test)]
mod donor;
#[cfg(test)]
mod erasure;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod files;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod glass;
#[cfg(test)]
mod house;
#[cfg(test)]
mod import;
#[cfg(test)]
mod lives;
#[cfg(test)]
mod page_tokens;
#[cfg(test)]
mod rebuild;
#[cfg(test)]
mod referrals;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod second_factors;
#[cfg(test)]
mod sent_signals;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod soak;
#[cfg(test)]
mod trust;
