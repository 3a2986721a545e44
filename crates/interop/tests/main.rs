//! The tests of `interop`, by subject.

// `cfg(test)`, so that the lints know test code by it.
#![expect(clippy::disallowed_methods, reason = "a test reads from the environment where a real file lies")]

#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod ctdc;
#[cfg(test)]
mod htcds;
#[cfg(test)]
mod mapping;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod published;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod real_file;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod workbooks;
