//! What is sent back, with the headers that every answer carries.

/// An answer, whole.
#[derive(Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers besides the ones [`Response::secured`] adds.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// No inline script or style, nothing from elsewhere, in no frame, forms to ourselves only.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

impl Response {
    /// A page.
    #[must_use]
    pub fn html(status: u16, body: String) -> Self {
        let headers = vec![("content-type", "text/html; charset=utf-8".to_owned())];
        Self { status, headers, body: body.into_bytes() }
    }

    /// A text for what is answered without a page.
    #[must_use]
    pub fn plain(status: u16, text: String) -> Self {
        let headers = vec![("content-type", "text/plain; charset=utf-8".to_owned())];
        Self { status, headers, body: text.into_bytes() }
    }

    /// "See other": the answer to a form that was taken.
    #[must_use]
    pub fn see_other(to: &str) -> Self {
        Self { status: 303, headers: vec![("location", to.to_owned())], body: Vec::new() }
    }

    /// A file compiled into the program; its address names its version, so it may be kept for a year.
    #[must_use]
    pub fn asset(content_type: &str, body: &'static [u8]) -> Self {
        let headers = vec![
            ("content-type", content_type.to_owned()),
            ("cache-control", "public, max-age=31536000, immutable".to_owned()),
        ];
        Self { status: 200, headers, body: body.to_vec() }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Adds what every answer carries; pages are never stored.
    #[must_use]
    pub(crate) fn secured(mut self) -> Self {
        let fixed = [
            ("content-security-policy", CONTENT_SECURITY_POLICY),
            ("x-content-type-options", "nosniff"),
            // Nothing to elsewhere. `no-referrer` would make browsers send `Origin: null` with our own forms.
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
        ];
        self.headers.extend(fixed.map(|(name, value)| (name, value.to_owned())));
        if !self.headers.iter().any(|(name, _)| *name == "cache-control") {
            self.headers.push(("cache-control", "no-store".to_owned()));
        }
        self
    }

    /// Tells browsers to come over TLS alone from now on: for a site that is behind it.
    #[must_use]
    pub(crate) fn over_tls_alone(self) -> Self {
        self.with("strict-transport-security", "max-age=31536000; includeSubDomains".to_owned())
    }
}
