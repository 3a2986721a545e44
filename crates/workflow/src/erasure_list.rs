//! The list of erasures: a small text beside the databases that outlives them, for whoever restores a backup that is
//! older than an erasure. It names streams by their inner ids and nothing else, under a tag of the key that the
//! realm signs with, so that nobody without the root secret can add one; of all keys that one is never made anew.

use std::fmt::Write;

use base::{Digest, Problem, Realm, StreamId, Timestamp};
use store::Database;
use vault::KeyName;

use crate::app::App;
use crate::root::{not_writable, write_secret};

/// Its name in the data folder.
pub const FILE: &str = "erasures.txt";
/// No list is longer: a million erasures.
pub const MOST_BYTES: usize = 80_000_000;

const TITLE: &str = "punte erasures 1";
const TAG: &str = "punte/erasure-list/2";

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The stream.
    pub stream: StreamId,
    /// When it was erased.
    pub at: Timestamp,
}

impl App {
    /// The list as it stands.
    ///
    /// # Errors
    /// An engine's error.
    pub fn erasure_list(&self) -> Result<String, Problem> {
        let tombstones = self.store().read(Database::Social, store::erasures::tombstones)?;
        let mut text = format!("{TITLE}\n");
        for tombstone in tombstones {
            let realm = Realm::Social.name();
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{realm} {} {}", tombstone.stream, tombstone.erased_at.rfc3339());
        }
        let tag = self.list_tag(&text)?;
        let _ = writeln!(text, "tag {tag}");
        Ok(text)
    }

    /// Reads a list that this installation wrote.
    ///
    /// # Errors
    /// `erasure_list_malformed` with the line; `erasure_list_foreign` when another root wrote it or somebody changed it.
    pub fn read_erasure_list(&self, text: &str) -> Result<Vec<Erased>, Problem> {
        let (body, listed, tag) = parse(text)?;
        if !vault::same(&self.list_tag(body)?, &tag) {
            return Err(Problem::bad_input("erasure_list_foreign"));
        }
        Ok(listed)
    }

    /// Erases what a list says and this ledger does not know yet; how many streams that were. Streams that this
    /// ledger does not have are passed over: they began after the backup it came from.
    ///
    /// # Errors
    /// As [`App::read_erasure_list`]; an engine's error.
    pub fn replay_erasures(&self, text: &str) -> Result<usize, Problem> {
        let listed = self.read_erasure_list(text)?;
        let command = base::CommandId::new(self.clock().now(), self.chance());
        let erased = self.store().write(Database::Social, |tx| {
            let mut streams = Vec::new();
            for line in &listed {
                if !store::erasures::is_erased(tx, line.stream)?
                    && store::entries::stream_version(tx, line.stream)? > 0
                {
                    streams.push(line.stream);
                }
            }
            self.append_tombstones(tx, base::PersonId::NIL, &streams, command)?;
            Ok(streams.len())
        })?;
        self.finish_erasures()?;
        Ok(erased)
    }

    /// Writes the list into the data folder, in the place of the former one.
    pub(crate) fn write_erasure_list(&self) -> Result<(), Problem> {
        let text = self.erasure_list()?;
        let (path, fresh) = (self.folder.join(FILE), self.folder.join(format!("{FILE}.new")));
        let write = || {
            match std::fs::remove_file(&fresh) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            write_secret(&fresh, &text)?;
            std::fs::rename(&fresh, &path)?;
            std::fs::File::open(&self.folder)?.sync_all()
        };
        write().map_err(|error| not_writable(&self.folder, &error))
    }

    fn list_tag(&self, body: &str) -> Result<Digest, Problem> {
        Ok(self.keys.need(KeyName::Signing(Realm::Social))?.tag(TAG, &[body.as_bytes()]))
    }
}

/// The text before the tag, its lines, and the tag.
fn parse(text: &str) -> Result<(&str, Vec<Erased>, Digest), Problem> {
    let malformed =
        |line: usize| Problem::bad_input("erasure_list_malformed").with("line", (line + 1).to_string());
    if text.len() > MOST_BYTES {
        return Err(malformed(0));
    }
    let mut listed = Vec::new();
    let mut length = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let words: Vec<&str> = line.trim_end_matches(['\r', '\n']).split(' ').collect();
        match (number, words.as_slice()) {
            (0, _) if words.join(" ") == TITLE => {}
            (1.., ["tag", tag]) => {
                let tag = Digest::parse(tag).ok_or_else(|| malformed(number))?;
                let (body, rest) = text.split_at_checked(length).ok_or_else(|| malformed(number))?;
                let alone = rest.trim_end().lines().count() == 1;
                return if alone { Ok((body, listed, tag)) } else { Err(malformed(number + 1)) };
            }
            (1.., [realm, stream, at]) if *realm == Realm::Social.name() => {
                let stream = StreamId::parse(stream).ok_or_else(|| malformed(number))?;
                let at = Timestamp::parse_rfc3339(at).ok_or_else(|| malformed(number))?;
                listed.push(Erased { stream, at });
            }
            _ => return Err(malformed(number)),
        }
        length += line.len();
    }
    // Without its tag a list was cut.
    Err(malformed(text.lines().count()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cut_or_added_line_is_named() {
        let tag = "0".repeat(64);
        let line = "social 01931b5c-0000-7000-8000-000000000001 2026-01-15T08:00:00Z\n";
        let whole = format!("{TITLE}\n{line}tag {tag}\n");
        assert_eq!(parse(&whole).unwrap().1.len(), 1);
        let wrong = [
            (String::new(), "1"),
            ("punte erasures 2\n".to_owned(), "1"),
            (format!("{TITLE}\n{line}"), "3"),
            (format!("{TITLE}\nsocial x y\ntag {tag}\n"), "2"),
            (format!("{whole}{line}"), "4"),
        ];
        for (text, line) in wrong {
            let problem = parse(&text).unwrap_err();
            assert_eq!(
                (problem.code, problem.args[0].1.as_str()),
                ("erasure_list_malformed", line),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(punte erasures 1\n)?(social |tag |[0-9a-f:TZ\n -]){0,40}") {
            let _ = parse(&text);
        }
    }
}
