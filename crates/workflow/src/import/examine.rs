//! The look at a table before anything is written: what would be taken, and the digest that names the file.

use std::io::Read;

use base::{Digest, Problem, ProblemKind};
use interop::{DryRun, Limits, Mapping, Noted};

use crate::app::App;
use crate::directory::body_of;

/// The file is digested in blocks of this many bytes, each with the digest before it.
const BLOCK: usize = 64 * 1024;

/// A table that was read once from beginning to end, and nothing of it taken.
#[derive(Clone, Debug)]
pub struct ExaminedTable {
    /// The mapping's text.
    pub text: String,
    /// The mapping.
    pub mapping: Mapping,
    /// What would be taken, and what is wrong.
    pub run: DryRun,
    /// The digest of the mapping and the file's bytes; of a file that could not be read to its end, of what was.
    pub digest: Digest,
}

impl ExaminedTable {
    /// What keeps it from being staged: the file's own problem, or how many rows must be mended.
    ///
    /// # Errors
    /// The codes of [`interop::FileProblem`]; `table_empty`, `batch_rows_wrong` (with `rows`).
    pub fn check(&self) -> Result<(), Problem> {
        if let Some(stopped) = &self.run.stopped {
            return Err(stopped.clone().into());
        }
        if self.run.refused > 0 {
            return Err(Problem::bad_input("batch_rows_wrong").with("rows", self.run.refused.to_string()));
        }
        if self.run.is_clean() { Ok(()) } else { Err(Problem::bad_input("table_empty")) }
    }
}

impl App {
    /// Reads a table through a mapping and takes nothing. The report shows the first `show` problems; `watch` hears
    /// of all.
    ///
    /// # Errors
    /// `mapping_malformed` with every mistake in `cause`; `table_unreadable`. What is wrong with the table itself
    /// stands in the answer.
    pub fn examine_table(
        &self,
        mapping_text: &str,
        input: impl Read,
        show: usize,
        watch: &mut dyn FnMut(Noted<'_>),
    ) -> Result<ExaminedTable, Problem> {
        let mapping = read_mapping(mapping_text)?;
        let today = self.clock().now().day(&self.zone()?);
        let mut digesting = Digesting::new(mapping_text, input);
        let run = DryRun::of(&mapping, &mut digesting, today, Limits::default(), show, watch);
        if run.stopped.is_none() {
            digesting.read_to_end()?;
        }
        Ok(ExaminedTable { text: mapping_text.to_owned(), mapping, run, digest: digesting.digest() })
    }
}

/// A mapping's text, read and checked.
pub(super) fn read_mapping(text: &str) -> Result<Mapping, Problem> {
    Mapping::parse(text).map_err(|mistakes| {
        let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        Problem::bad_input("mapping_malformed").with("cause", all.join("; "))
    })
}

/// An input that is digested as it is read, in memory of one block.
///
/// The digest is a chain: SHA-256 over the mapping, then SHA-256 over the digest so far and the next block of
/// 64 KiB, to the end. It depends on the bytes alone, not on how they are handed out.
pub(super) struct Digesting<R> {
    input: R,
    bytes: u64,
    running: Digest,
    block: Vec<u8>,
}

impl<R: Read> Digesting<R> {
    pub(super) fn new(mapping_text: &str, input: R) -> Self {
        let running = body_of(&[b"punte table 1", mapping_text.as_bytes()]);
        Self { input, bytes: 0, running, block: Vec::with_capacity(BLOCK) }
    }

    /// Reads what nobody asked for any more, so that the digest covers the whole file.
    pub(super) fn read_to_end(&mut self) -> Result<(), Problem> {
        let copied = std::io::copy(self, &mut std::io::sink());
        copied.map(drop).map_err(|error| {
            let mut problem = Problem::new(ProblemKind::Unavailable, "table_unreadable");
            problem.inside = Some(error.kind().to_string());
            problem.with("byte", self.bytes.to_string())
        })
    }

    /// The digest of what was read.
    pub(super) fn digest(mut self) -> Digest {
        self.close_block();
        self.running
    }

    fn close_block(&mut self) {
        if !self.block.is_empty() {
            let chained = [&self.running.0[..], &self.block].concat();
            self.running = vault::digest(&chained);
            self.block.clear();
        }
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.input.read(out)?;
        self.bytes += count as u64;
        let mut fresh = out.get(..count).unwrap_or_default();
        while !fresh.is_empty() {
            let (now, later) = fresh.split_at(fresh.len().min(BLOCK - self.block.len()));
            self.block.extend_from_slice(now);
            if self.block.len() == BLOCK {
                self.close_block();
            }
            fresh = later;
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out a few bytes at a time.
    struct Slowly<'a>(&'a [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(self.0.len()).min(out.len());
            let (now, later) = self.0.split_at(count);
            out[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    fn digest_of(mapping: &str, bytes: &[u8], step: usize) -> Digest {
        let mut digesting = Digesting::new(mapping, Slowly(bytes, step));
        digesting.read_to_end().unwrap();
        digesting.digest()
    }

    #[test]
    fn the_digest_is_of_the_bytes_and_the_mapping_however_they_come() {
        let bytes: Vec<u8> = (0..200_000_u32).map(|n| n.to_le_bytes()[0] ^ n.to_le_bytes()[1]).collect();
        let whole = digest_of("map", &bytes, usize::MAX);
        assert_eq!(digest_of("map", &bytes, 777), whole);
        assert_ne!(digest_of("map ", &bytes, 777), whole);
        assert_ne!(digest_of("map", &bytes[..bytes.len() - 1], 777), whole);
        let mut changed = bytes;
        changed[BLOCK] ^= 1;
        assert_ne!(digest_of("map", &changed, 777), whole);
    }
}
