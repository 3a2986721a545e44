//! What new records are known by: streams, codes, and the random numbers that stand for a child and for a unit in
//! facts.
//!
//! They follow from the command that makes the record, so that the same form sent twice is the same record. They
//! follow under a key: commands stand in the ledger in plain, and whoever holds a stolen database must not work
//! out from one which rows of facts are whose.

use std::fmt;
use std::sync::Arc;

use base::{
    AgencyNumber, ChildNumber, CommandId, Digest, EntryId, Problem, PublicCode, Randomness, Realm, StreamId,
    UnitNumber,
};
use vault::{Key, KeyName};

use crate::app::App;
use crate::keys::Keys;

/// What a signal, or another record with a stream and a code, is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignalIds {
    /// Its stream.
    pub stream: StreamId,
    /// Its code on pages.
    pub code: PublicCode,
}

/// What a new file is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseIds {
    /// Its stream.
    pub file: StreamId,
    /// The child in facts.
    pub child: ChildNumber,
    /// The first episode in facts.
    pub unit: UnitNumber,
    /// Its code on pages.
    pub code: PublicCode,
}

/// What a new criminal file is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CriminalFileIds {
    /// Its stream.
    pub file: StreamId,
    /// The child in the justice realm's facts, where no notice names one.
    pub child: ChildNumber,
    /// The file in facts.
    pub unit: UnitNumber,
    /// Its code on pages.
    pub code: PublicCode,
}

/// What a notice is known by where it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeIds {
    /// Its stream.
    pub stream: StreamId,
    /// Its code on pages.
    pub code: PublicCode,
}

/// Draws ids from commands: under one key for the social realm, under another for the justice realm, so that no
/// number of the one can be worked out from the other's.
#[derive(Clone)]
pub struct Naming {
    social: Arc<Key>,
    justice: Arc<Key>,
}

impl fmt::Debug for Naming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Naming(..)")
    }
}

impl Naming {
    /// Under the realm's key; where ids are drawn from a seed, as the synthetic country's are, under one that
    /// everybody knows, so that the same seed makes the same country.
    pub(crate) fn of(keys: &Keys, chance: &Randomness) -> Result<Self, Problem> {
        if chance.is_seeded() {
            return Ok(Self::seeded());
        }
        let under = |realm| -> Result<Digest, Problem> {
            Ok(keys.need(KeyName::Realm(realm))?.tag("punte/naming/1", &[]))
        };
        Ok(Self::under(&under(Realm::Social)?, &under(Realm::Justice)?))
    }

    /// That of every synthetic country.
    #[must_use]
    pub fn seeded() -> Self {
        let digest = |text: &[u8]| vault::digest(text);
        Self::under(&digest(b"punte/naming/seeded"), &digest(b"punte/naming/seeded/justice"))
    }

    fn under(social: &Digest, justice: &Digest) -> Self {
        // A digest has a key's length, so that the second is never drawn.
        let key = |bytes: &Digest| {
            Arc::new(Key::from_slice(&bytes.0).unwrap_or_else(|| Key::random(&Randomness::system())))
        };
        Self { social: key(social), justice: key(justice) }
    }

    /// Of the signal that this command takes in.
    #[must_use]
    pub fn signal(&self, command: CommandId) -> SignalIds {
        SignalIds { stream: self.stream("signal", command), code: self.code("signal_code", command) }
    }

    /// Of the conflict of interest that this command names: its stream and its code.
    #[must_use]
    pub fn concern(&self, command: CommandId) -> SignalIds {
        SignalIds { stream: self.stream("concern", command), code: self.code("concern_code", command) }
    }

    /// Of the request to open another's file that this command makes.
    #[must_use]
    pub fn glass(&self, command: CommandId) -> SignalIds {
        SignalIds { stream: self.stream("glass", command), code: self.code("glass_code", command) }
    }

    /// Of the file that this command opens.
    #[must_use]
    pub fn case(&self, command: CommandId) -> CaseIds {
        CaseIds {
            file: self.stream("file", command),
            child: ChildNumber(first_number(&self.tag("child", command)) | 1),
            unit: self.unit(command),
            code: self.code("file_code", command),
        }
    }

    /// The command that brings in a case known elsewhere by `key` for this agency: the same case brought twice is the
    /// same command. Under the key like the rest: a stolen database does not tell who is behind it.
    #[must_use]
    pub fn bringing(&self, agency: AgencyNumber, key: &Digest) -> CommandId {
        let tag = self.social.tag("bringing", &[&agency.0.to_be_bytes(), &key.0]).0;
        tag.first_chunk::<16>().map_or(CommandId::NIL, |bytes| CommandId::from_bytes(*bytes))
    }

    /// The command of a later step of what a command began.
    #[must_use]
    pub fn step(&self, command: CommandId, step: usize) -> CommandId {
        let tag = self.social.tag("step", &[command.as_bytes(), &(step as u64).to_be_bytes()]).0;
        tag.first_chunk::<16>().map_or(CommandId::NIL, |bytes| CommandId::from_bytes(*bytes))
    }

    /// Of the service, referral or episode that this command begins.
    #[must_use]
    pub fn unit(&self, command: CommandId) -> UnitNumber {
        UnitNumber(first_number(&self.tag("unit", command)) | 1)
    }

    /// Of the referral that this command sends.
    #[must_use]
    pub fn referral_code(&self, command: CommandId) -> PublicCode {
        self.code("referral_code", command)
    }

    /// Of the criminal file that this command opens.
    #[must_use]
    pub fn criminal_file(&self, command: CommandId) -> CriminalFileIds {
        let tag = |purpose: &str| self.justice.tag(purpose, &[command.as_bytes()]);
        CriminalFileIds {
            file: stream_of(&tag("criminal_file")),
            child: ChildNumber(first_number(&tag("child")) | 1),
            unit: UnitNumber(first_number(&tag("unit")) | 1),
            code: code_of(&tag("criminal_file_code")),
        }
    }

    /// Of the notice that this entry sent.
    #[must_use]
    pub fn notice(&self, source: EntryId) -> NoticeIds {
        let tag = |purpose: &str| self.justice.tag(purpose, &[source.as_bytes()]);
        NoticeIds { stream: stream_of(&tag("notice")), code: code_of(&tag("notice_code")) }
    }

    /// The number in the justice realm of a child that the social realm knows by this one.
    #[must_use]
    pub fn child_in_justice(&self, social: ChildNumber) -> ChildNumber {
        ChildNumber(
            first_number(&self.justice.tag("child_of_the_social_realm", &[&social.0.to_be_bytes()])) | 1,
        )
    }

    fn stream(&self, purpose: &str, command: CommandId) -> StreamId {
        stream_of(&self.tag(purpose, command))
    }

    fn code(&self, purpose: &str, command: CommandId) -> PublicCode {
        code_of(&self.tag(purpose, command))
    }

    fn tag(&self, purpose: &str, command: CommandId) -> Digest {
        self.social.tag(purpose, &[command.as_bytes()])
    }
}

impl App {
    /// What new records are known by.
    #[must_use]
    pub fn naming(&self) -> &Naming {
        &self.naming
    }
}

fn stream_of(tag: &Digest) -> StreamId {
    tag.0.first_chunk::<16>().map_or(StreamId::NIL, |bytes| StreamId::from_bytes(*bytes))
}

fn code_of(tag: &Digest) -> PublicCode {
    PublicCode::new(&Randomness::seeded(first_number(tag)))
}

fn first_number(digest: &Digest) -> u64 {
    digest.0.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_from_the_command_and_the_key_and_from_nothing_less() {
        let command = |byte| CommandId::from_bytes([byte; 16]);
        let (one, other) = (Naming::seeded(), Naming::under(&Digest([1; 32]), &Digest([2; 32])));
        assert_eq!(one.case(command(1)), one.case(command(1)));
        assert_ne!(one.case(command(1)), one.case(command(2)));
        assert_ne!(one.case(command(1)), other.case(command(1)));
        let ids = one.case(command(1));
        assert_ne!(ids.child.0, ids.unit.0);
        assert_ne!(ids.file, one.signal(command(1)).stream);
        // Two commands that end alike do not have the same unit.
        let mut near = [1; 16];
        near[0] = 9;
        assert_ne!(one.unit(CommandId::from_bytes(near)), one.unit(command(1)));
        assert_eq!(format!("{other:?}"), "Naming(..)");
    }
}
