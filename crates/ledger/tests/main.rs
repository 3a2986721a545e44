//! The ledger as its users meet it: bytes, trees, proofs, checkpoints, and every way of tampering.

#[cfg(test)]
mod checkpoints;
#[cfg(test)]
mod encoding;
#[cfg(test)]
mod facts;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod tampering;
#[cfg(test)]
mod tree;
#[cfg(test)]
mod world;
