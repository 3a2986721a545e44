//! What must hold of all texts together.

#[cfg(test)]
mod files;
#[cfg(test)]
mod parity;
#[cfg(test)]
mod plurals;
#[cfg(test)]
mod problems;
#[cfg(test)]
mod used;
#[cfg(test)]
mod word_list;
