//! Pictures as they are drawn, and what must hold of every one.

#[cfg(test)]
mod pictures;
#[cfg(test)]
mod safe;
#[cfg(test)]
mod tables;
