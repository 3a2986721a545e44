//! Somebody's browser: cookies, links, forms.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::PersonId;
use web::{Method, Request, Response, Site};
use words::Lang;

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl Page {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// What one page must share with another to be the same to whoever looks.
    pub(crate) fn looks(&self) -> (u16, &[(&'static str, String)], &str) {
        (self.status, &self.headers, self.text())
    }

    /// Addresses on this site that links lead to, in their order.
    pub(crate) fn links(&self) -> Vec<String> {
        attributes(self.text(), "href").filter(|href| href.starts_with('/')).collect()
    }

    /// The form that posts to an address.
    fn form(&self, action: &str) -> Option<&str> {
        let opening = format!("action=\"{action}\"");
        let forms = self.text().split("<form").skip(1).filter_map(|rest| rest.split("</form>").next());
        forms.into_iter().find(|form| form.split('>').next().is_some_and(|tag| tag.contains(&opening)))
    }

    /// What a form's hidden fields say.
    pub(crate) fn hidden_fields(&self, action: &str) -> Vec<(String, String)> {
        let form = self.form(action).unwrap_or_else(|| panic!("no form posts to {action}: {}", self.text()));
        let inputs = form.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
        let hidden = inputs.filter(|tag| tag.contains("type=\"hidden\""));
        hidden.map(|tag| (attribute(tag, "name"), attribute(tag, "value"))).collect()
    }
}

fn attribute(tag: &str, name: &str) -> String {
    attributes(tag, name).next().unwrap_or_default()
}

fn attributes<'t>(text: &'t str, name: &str) -> impl Iterator<Item = String> + 't {
    let opening = format!(" {name}=\"");
    let places: Vec<usize> = text.match_indices(&opening).map(|(at, found)| at + found.len()).collect();
    places.into_iter().filter_map(|at| text[at..].split('"').next()).map(plain)
}

fn plain(escaped: &str) -> String {
    escaped.replace("&#38;", "&").replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"")
}

/// An address without its records' codes and its query's values.
fn shape(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let has_digit = |part: &str| part.contains(|c: char| c.is_ascii_digit());
    let path: Vec<&str> = path.split('/').map(|part| if has_digit(part) { "…" } else { part }).collect();
    let query: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{}?{}", path.join("/"), query.join("&"))
}

/// A browser.
pub(crate) struct Visitor {
    site: Arc<Site>,
    session: Option<String>,
    lang: Lang,
}

impl Visitor {
    /// Somebody who is not signed in.
    pub(crate) fn nobody(site: &Arc<Site>) -> Self {
        Self { site: Arc::clone(site), session: None, lang: Lang::En }
    }

    /// The person, signed in by the demo's button.
    pub(crate) fn signed_in(site: &Arc<Site>, person: PersonId, lang: Lang) -> Self {
        let mut visitor = Self { site: Arc::clone(site), session: None, lang };
        let code = site.app().person_code(person).unwrap().to_string();
        let entered = visitor.post("/sign-in", &[("person", &code)]);
        assert_eq!((entered.status, entered.header("location")), (303, Some("/")), "{}", entered.text());
        let cookie = entered.header("set-cookie").unwrap().split(';').next().unwrap();
        visitor.session = Some(cookie.to_owned());
        visitor
    }

    pub(crate) fn in_language(mut self, lang: Lang) -> Self {
        self.lang = lang;
        self
    }

    pub(crate) fn with_cookie(mut self, cookie: &str) -> Self {
        self.session = Some(cookie.to_owned());
        self
    }

    /// The cookie of the session.
    pub(crate) fn cookie(&self) -> &str {
        self.session.as_deref().unwrap()
    }

    fn headers(&self) -> Vec<(String, String)> {
        let lang = format!("punte_lang={}", self.lang.code());
        let cookies =
            self.session.iter().cloned().chain(std::iter::once(lang)).collect::<Vec<_>>().join("; ");
        vec![("cookie".to_owned(), cookies), ("host".to_owned(), "punte.test".to_owned())]
    }

    pub(crate) fn get(&self, address: &str) -> Page {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let path = path.split('#').next().unwrap_or_default();
        let query = query.split('#').next().unwrap_or_default();
        self.ask(Request::new(Method::Get, path, query, self.headers(), Vec::new()))
    }

    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.post_with(path, fields, &[])
    }

    pub(crate) fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Page {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let more = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let headers = self.headers().into_iter().chain(more).collect();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        self.ask(Request::new(Method::Post, path, query, headers, body.finish().into_bytes()))
    }

    /// Sends a form with a file, as browsers write it.
    pub(crate) fn upload(&self, path: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Page {
        let mut body = Vec::new();
        for (field, value) in fields {
            let part = format!("--b0\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--b0--\r\n");
        let mut headers = self.headers();
        headers.push(("content-type".to_owned(), "multipart/form-data; boundary=b0".to_owned()));
        self.ask(Request::new(Method::Post, path, "", headers, body))
    }

    /// Sends the page's form that posts to an address, with its hidden fields and these.
    pub(crate) fn send(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let hidden = page.hidden_fields(action);
        let hidden = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let all: Vec<(&str, &str)> = hidden.chain(fields.iter().copied()).collect();
        self.post(action, &all)
    }

    /// The token that this session's forms carry.
    pub(crate) fn token(&self) -> String {
        let fields = self.get("/").hidden_fields("/sign-out");
        fields.into_iter().find(|(name, _)| name == "token").unwrap().1
    }

    /// The pages one comes to from the home page by following links, with their addresses; of those that differ by
    /// their record or by values alone, so many.
    pub(crate) fn everywhere(&self, of_a_shape: usize) -> Vec<(String, Page)> {
        let mut addresses = vec!["/".to_owned()];
        let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
        let mut pages = Vec::new();
        while let Some(address) = addresses.get(pages.len()).cloned() {
            let page = self.get(&address);
            for link in page.links() {
                let link = link.split('#').next().unwrap_or_default().to_owned();
                let often = shapes.entry(shape(&link)).or_default();
                if !link.starts_with("/assets") && *often < of_a_shape && !addresses.contains(&link) {
                    *often += 1;
                    addresses.push(link);
                }
            }
            pages.push((address, page));
        }
        pages
    }

    fn ask(&self, request: Request) -> Page {
        let Response { status, headers, body } = self.site.answer(&request);
        Page { status, headers, body }
    }
}
