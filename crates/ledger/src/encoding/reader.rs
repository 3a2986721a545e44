//! Takes fields from the front of bytes, each in its one form.

use base::{Code, Timestamp};

use crate::encoding::{DecodeError, MAX_PART, MAX_PARTS, PART_ROW};

/// The longest name of a zone that is stored; the longest there is has 32.
const MAX_ZONE: usize = 64;

/// What [`Code::new`] takes, without taking it.
pub(crate) fn is_code(text: &[u8]) -> bool {
    let good = |byte: u8| {
        byte.is_ascii_lowercase() | byte.is_ascii_digit() | (byte == b'_') | (byte == b'-') | (byte == b'.')
    };
    text.len() <= Code::MAX && text.first().is_some_and(u8::is_ascii_alphanumeric) && all(text, good)
}

/// The characters and length of a zone's name.
pub(crate) fn is_zone_name(text: &[u8]) -> bool {
    let good = |byte: u8| {
        byte.is_ascii_lowercase()
            | byte.is_ascii_uppercase()
            | byte.is_ascii_digit()
            | (byte == b'/')
            | (byte == b'_')
            | (byte == b'-')
            | (byte == b'+')
    };
    (1..=MAX_ZONE).contains(&text.len()) && all(text, good)
}

/// Looks at every byte, even after a bad one: without branches sixteen are looked at at once, and
/// verification reads three texts of every entry there is.
fn all(text: &[u8], good: impl Fn(u8) -> bool) -> bool {
    text.iter().fold(true, |so_far, byte| so_far & good(*byte))
}

/// The bytes that are left.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], DecodeError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(DecodeError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(DecodeError::Truncated)?;
        self.rest = rest;
        Ok(*taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, DecodeError> {
        self.array().map(|[byte]| byte)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, DecodeError> {
        self.array().map(u32::from_be_bytes)
    }

    pub(crate) fn length(&mut self, field: &'static str) -> Result<usize, DecodeError> {
        let length = usize::try_from(self.u32()?).unwrap_or(usize::MAX);
        if length > MAX_PART { Err(DecodeError::TooLarge(field)) } else { Ok(length) }
    }

    pub(crate) fn timestamp(&mut self, field: &'static str) -> Result<Timestamp, DecodeError> {
        let micros = i64::from_be_bytes(self.array()?);
        let timestamp = Timestamp::from_micros(micros);
        if timestamp.micros() == micros { Ok(timestamp) } else { Err(DecodeError::Malformed(field)) }
    }

    pub(crate) fn text(
        &mut self,
        field: &'static str,
        good: fn(&[u8]) -> bool,
    ) -> Result<&'a str, DecodeError> {
        let length = usize::from(self.byte()?);
        let text = self.take(length)?;
        if good(text) {
            str::from_utf8(text).map_err(|_| DecodeError::Malformed(field))
        } else {
            Err(DecodeError::Malformed(field))
        }
    }

    pub(crate) fn table(&mut self) -> Result<&'a [[u8; PART_ROW]], DecodeError> {
        let count = usize::from(self.byte()?);
        if count > MAX_PARTS {
            return Err(DecodeError::TooLarge("parts"));
        }
        Ok(self.take(count * PART_ROW)?.as_chunks().0)
    }
}

#[cfg(test)]
mod tests {
    use base::Zone;

    use super::*;

    #[test]
    fn codes_are_taken_here_as_base_takes_them() {
        let tries = [
            "",
            "a",
            "9a",
            "_a",
            "-",
            "case_opened",
            "a.b-c",
            "A",
            "ă",
            "a b",
            &"x".repeat(48),
            &"x".repeat(49),
        ];
        for text in tries {
            assert_eq!(is_code(text.as_bytes()), Code::new(text).is_ok(), "{text}");
        }
        for byte in 0..=255_u8 {
            let text = [b'a', byte];
            assert_eq!(
                is_code(&text),
                str::from_utf8(&text).is_ok_and(|text| Code::new(text).is_ok()),
                "{byte}"
            );
        }
    }

    #[test]
    fn zones_of_the_field_can_be_stored() {
        for name in ["UTC", "Europe/Bucharest", "America/Argentina/ComodRivadavia", "Etc/GMT+5"] {
            assert!(is_zone_name(name.as_bytes()) && Zone::named(name).is_some(), "{name}");
        }
        assert!(!is_zone_name(b"") && !is_zone_name(b"Europe Bucharest") && !is_zone_name(&[b'x'; 65]));
    }
}
