//! A form with a file (RFC 7578), read whole from memory: within limits, strictly, and nothing of it decoded.
//!
//! Browsers write such bodies in one way. What differs from it is refused, not mended: a body that two readers could
//! understand in two ways is how one of them is tricked.

/// The most parts of a form.
const MOST_PARTS: usize = 50;
/// The longest head of a part, in bytes.
const LONGEST_HEAD: usize = 2_000;
/// The longest boundary, as the standard has it.
const LONGEST_BOUNDARY: usize = 70;

/// One part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    /// The field's name.
    pub(crate) name: &'a str,
    /// What the sender calls the file: a text to show, never a path to use. `None` of a field without a file.
    pub(crate) file: Option<&'a str>,
    /// What it holds.
    pub(crate) body: &'a [u8],
}

/// The boundary of a multipart form's content type; `None` for any other type.
pub(crate) fn boundary(content_type: &str) -> Option<&str> {
    let (kind, rest) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let mut parameters = rest.split(';').filter_map(|parameter| parameter.trim().split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.eq_ignore_ascii_case("boundary"))?;
    let value = value.strip_prefix('"').and_then(|v| v.strip_suffix('"')).unwrap_or(value);
    let fits =
        !value.is_empty() && value.len() <= LONGEST_BOUNDARY && value.bytes().all(|b| b.is_ascii_graphic());
    fits.then_some(value)
}

/// The parts of a body; `None` when it is no whole multipart body.
pub(crate) fn parts<'a>(body: &'a [u8], boundary: &str) -> Option<Vec<Part<'a>>> {
    let opening = format!("--{boundary}");
    let between = format!("\r\n--{boundary}");
    let mut rest = body.strip_prefix(opening.as_bytes())?;
    let mut found = Vec::new();
    loop {
        if rest == b"--" || rest == b"--\r\n" {
            return Some(found);
        }
        if found.len() == MOST_PARTS {
            return None;
        }
        rest = rest.strip_prefix(b"\r\n")?;
        let end = place(rest, between.as_bytes())?;
        let (part, after) = rest.split_at_checked(end)?;
        let head_end = place(part.get(..part.len().min(LONGEST_HEAD))?, b"\r\n\r\n")?;
        let (head, body) = part.split_at_checked(head_end)?;
        found.push(read(std::str::from_utf8(head).ok()?, body.get(4..)?)?);
        rest = after.get(between.len()..)?;
    }
}

fn read<'a>(head: &'a str, body: &'a [u8]) -> Option<Part<'a>> {
    let mut dispositions = head.split("\r\n").filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then_some(value.trim())
    });
    let disposition = dispositions.next()?;
    if dispositions.next().is_some() {
        return None;
    }
    let mut rest = disposition.strip_prefix("form-data")?;
    let (mut name, mut file) = (None, None);
    while !rest.is_empty() {
        let parameter = rest.strip_prefix(';')?.trim_start();
        let (key, value) = parameter.split_once("=\"")?;
        let (value, after) = value.split_once('"')?;
        let place = match key {
            "name" => &mut name,
            "filename" => &mut file,
            _ => return None,
        };
        if place.replace(value).is_some() {
            return None;
        }
        rest = after;
    }
    Some(Part { name: name?, file, body })
}

/// Where a sequence of bytes first stands.
fn place(within: &[u8], sequence: &[u8]) -> Option<usize> {
    within.windows(sequence.len()).position(|window| window == sequence)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &[u8] = b"--x1\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nabc\r\n--x1\r\n\
        Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n1\r\n--x\r\n2\r\n--x1--\r\n";

    #[test]
    fn a_form_as_browsers_write_it_is_read() {
        let parts = parts(FORM, "x1").unwrap();
        assert_eq!(parts[0], Part { name: "token", file: None, body: b"abc" });
        assert_eq!(parts[1], Part { name: "file", file: Some("a.csv"), body: b"1\r\n--x\r\n2" });
        assert_eq!(boundary("multipart/form-data; boundary=x1"), Some("x1"));
        assert_eq!(boundary("multipart/form-data; boundary=\"x1\""), Some("x1"));
        assert_eq!(boundary("application/x-www-form-urlencoded"), None);
        assert_eq!(boundary(&format!("multipart/form-data; boundary={}", "x".repeat(71))), None);
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_not_read() {
        let one = |head: &str| parts(format!("--b\r\n{head}\r\n\r\nx\r\n--b--").as_bytes(), "b").is_some();
        assert!(one("Content-Disposition: form-data; name=\"a\""));
        for head in [
            "Content-Disposition: form-data; name=\"a\"; name=\"b\"",
            "Content-Disposition: form-data; name=\"a\"; filename=\"x\"; filename=\"y\"",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
            "Content-Disposition: form-data; name=\"a\"; filename*=UTF-8''x.csv",
            "Content-Disposition: form-data; name=a",
            "Content-Disposition: form-data",
            "Content-Disposition: attachment; name=\"a\"",
            "Content-Type: text/csv",
        ] {
            assert!(!one(head), "{head}");
        }
    }

    /// Every prefix, and every body with one byte other, is read or refused; never a panic, never another's bytes.
    #[test]
    fn cut_and_changed_bodies_are_read_or_refused() {
        for end in 0..FORM.len() - 2 {
            assert_eq!(parts(&FORM[..end], "x1"), None, "cut at {end}");
        }
        for place in 0..FORM.len() {
            for byte in [0, b'\r', b'\n', b'"', b';', b'-', 255] {
                let mut changed = FORM.to_vec();
                changed[place] = byte;
                let _ = parts(&changed, "x1");
            }
        }
        let many = b"\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--b".repeat(MOST_PARTS + 1);
        assert_eq!(parts(&[b"--b".as_slice(), &many, b"--"].concat(), "b"), None);
    }
}
