//! A request as the pages see it: already whole in memory, within limits, with its body not yet read.

use std::cell::OnceCell;

use base::{CommandId, Problem};

use crate::multipart;

/// The largest form body, in bytes.
pub(crate) const MAX_BODY: usize = 256 * 1024;
/// The largest body of a form with a file, in bytes: the file and what stands around it.
pub(crate) const MAX_UPLOAD: usize = workflow::import::paper::LONGEST_UPLOAD + 64 * 1024;
/// The largest number of fields in a form or query.
const MAX_FIELDS: usize = 500;

/// The two methods that pages have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads; changes nothing (sessions' last use and records of reading apart).
    Get,
    /// Writes.
    Post,
}

/// One request.
#[derive(Debug)]
pub struct Request {
    /// Its method; HEAD arrives as GET.
    pub method: Method,
    /// The path without the query.
    pub path: String,
    /// The raw query, without `?`.
    pub query: String,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, at most [`MAX_BODY`] bytes; of a form with a file more.
    pub body: Vec<u8>,
    query_fields: OnceCell<Vec<(String, String)>>,
    form_fields: OnceCell<Vec<(String, String)>>,
}

impl Request {
    /// A request of these parts.
    #[must_use]
    pub fn new(
        method: Method,
        path: &str,
        query: &str,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    ) -> Self {
        Self {
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            headers,
            body,
            query_fields: OnceCell::new(),
            form_fields: OnceCell::new(),
        }
    }

    /// The same with its body.
    #[must_use]
    pub(crate) fn with_body(mut self, body: Vec<u8>) -> Self {
        self.body = body;
        self
    }

    /// Whether its head is that of a form with a file.
    pub(crate) fn carries_file(&self) -> bool {
        self.method == Method::Post && self.header("content-type").and_then(multipart::boundary).is_some()
    }

    /// A header's first value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// A cookie's value.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .filter(|(n, _)| n == "cookie")
            .flat_map(|(_, value)| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(n, _)| *n == name)
            .map(|(_, value)| value)
    }

    /// A field of the query; empty counts as absent.
    #[must_use]
    pub fn query_field(&self, name: &str) -> Option<&str> {
        let fields = self.query_fields.get_or_init(|| fields(self.query.as_bytes()));
        fields.iter().find(|(n, value)| n == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// A field of the form; empty counts as absent. Only call it once the action is permitted.
    #[must_use]
    pub fn form_field(&self, name: &str) -> Option<&str> {
        self.form_fields()
            .iter()
            .find(|(n, value)| n == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// All values of a form field, as checkboxes send them.
    pub fn form_values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.form_fields()
            .iter()
            .filter(move |(n, value)| n == name && !value.is_empty())
            .map(|(_, v)| v.as_str())
    }

    /// A form field that must be there.
    ///
    /// # Errors
    /// `field_missing` on that field.
    pub fn need(&self, name: &'static str) -> Result<&str, Problem> {
        self.form_field(name).ok_or_else(|| Problem::bad_input("field_missing").on(name))
    }

    /// The command id minted with the form.
    ///
    /// # Errors
    /// `form_stale` when it is missing or malformed.
    pub fn command(&self) -> Result<CommandId, Problem> {
        self.form_field("command").and_then(CommandId::parse).ok_or_else(|| Problem::bad_input("form_stale"))
    }

    /// The version of the record that the form was made from.
    ///
    /// # Errors
    /// `form_stale` when it is missing or malformed.
    pub fn seen_version(&self) -> Result<u32, Problem> {
        self.form_field("seen").and_then(|v| v.parse().ok()).ok_or_else(|| Problem::bad_input("form_stale"))
    }

    /// All fields of the form with their values, in their order. Only call it once the action is permitted.
    pub(crate) fn form_pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.form_fields().iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A file of the form: what its sender calls it, and its bytes. Only call it once the action is permitted.
    pub(crate) fn file(&self, name: &str) -> Option<(&str, &[u8])> {
        let parts = self.parts()?;
        let part = parts.into_iter().find(|part| part.name == name && !part.body.is_empty())?;
        part.file.map(|file| (file, part.body))
    }

    fn parts(&self) -> Option<Vec<multipart::Part<'_>>> {
        let boundary = self.header("content-type").and_then(multipart::boundary)?;
        multipart::parts(&self.body, boundary)
    }

    fn form_fields(&self) -> &[(String, String)] {
        self.form_fields.get_or_init(|| {
            if self.header("content-type").and_then(multipart::boundary).is_none() {
                return fields(&self.body);
            }
            // Of a form with a file: what comes without one.
            let texts = self.parts().unwrap_or_default().into_iter().filter(|part| part.file.is_none());
            let text = |part: multipart::Part<'_>| {
                Some((part.name.to_owned(), std::str::from_utf8(part.body).ok()?.to_owned()))
            };
            texts.filter_map(text).collect()
        })
    }
}

fn fields(bytes: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(bytes).take(MAX_FIELDS).map(|(n, v)| (n.into_owned(), v.into_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_query_and_form_are_read() {
        let headers = vec![("cookie".to_owned(), "a=1; session=xyz".to_owned())];
        let request = Request::new(Method::Post, "/x", "q=%C8%99i&e=", headers, b"n=a&n=b&t=1+2".to_vec());
        assert_eq!(request.cookie("session"), Some("xyz"));
        assert_eq!(request.query_field("q"), Some("și"));
        assert_eq!(request.query_field("e"), None);
        assert_eq!(request.form_values("n").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(request.form_field("t"), Some("1 2"));
        assert_eq!(request.need("z").unwrap_err().field, Some("z"));
        assert_eq!(request.command().unwrap_err().code, "form_stale");
    }
}
