//! What a case manager does over and over: finds a child, reads the name, records.

use crate::browser::Window;

/// The agency that stories begin in: the one with most children in the small country.
pub(crate) const HERE: &str = "DGASPC Dolj";
/// Another one.
pub(crate) const ELSEWHERE: &str = "DGASPC Bacău";

/// The current quarter of the small country, whose today is 31 January 2026, and the last one that is over.
pub(crate) const THIS_QUARTER: &str = "2026Q1";
pub(crate) const LAST_QUARTER: &str = "2025Q4";
pub(crate) const END_OF_LAST_QUARTER: &str = "2025-12-31";

impl Window {
    /// The codes of the open cases, as the first page lists them.
    pub(crate) fn open_cases(&self) -> Vec<String> {
        self.visit("/children?open=open");
        let codes = self.listed();
        assert!(!codes.is_empty(), "no open case on {}", self.path());
        codes
    }

    /// Opens a child's page and asks for the name, which is recorded.
    pub(crate) fn name_of(&self, child: &str) -> String {
        self.visit(&format!("/children/{child}"));
        self.press("form[action$='/name'] button");
        self.text("header.child .name")
    }

    /// The line of the identity whose label is this message.
    pub(crate) fn identity_line(&self, message: &str) -> Option<String> {
        let label = crate::browser::word(self.language(), message);
        let names = self.texts("section.identity dt");
        let values = self.texts("section.identity dd");
        names.iter().position(|name| *name == label).and_then(|place| values.get(place).cloned())
    }

    /// Records an entry by the form that the child's page leads to.
    pub(crate) fn records(&self, child: &str, kind: &str, answers: &[(&str, &str)]) {
        self.visit(&format!("/children/{child}"));
        self.press(&format!(".chips a[href$='/add/{kind}']"));
        self.answer(answers);
        self.press("main form.card .buttons button");
        assert!(self.has("main .notice.go"), "{kind} was not recorded:\n{}", self.words());
        assert!(self.path().starts_with(&format!("/children/{child}?recorded={kind}")), "{}", self.path());
    }

    /// Starts a service and records that it was delivered, both today.
    pub(crate) fn delivers(&self, child: &str, service: &str) {
        self.records(child, "service_started", &[("service", service)]);
        let started = self.texts("details .plain-list li b");
        self.visit(&format!("/children/{child}/add/service_delivered"));
        // Where several run, the newest is the one of this story.
        let running = self.attributes("main input[name='unit']", "value");
        assert!(!running.is_empty() && running.len() <= started.len());
        self.visit(&format!("/children/{child}"));
        let unit = running.last().cloned().unwrap_or_default();
        self.records(child, "service_delivered", &[("unit", &unit), ("minutes", "45")]);
    }

    /// The figure of an indicator for a period, as known on a day or now.
    pub(crate) fn figure_of(&self, indicator: &str, period: &str, as_of: Option<&str>) -> String {
        let as_of = as_of.map(|day| format!("&as_of={day}")).unwrap_or_default();
        self.visit(&format!("/indicators/{indicator}?period={period}{as_of}"));
        self.figure()
    }

    /// Everything that an indicator's page says in digits: the figure, and all tables beneath the pictures.
    pub(crate) fn all_digits(&self) -> Vec<String> {
        let mut digits = vec![self.figure()];
        digits.extend(self.texts("main table.figures th, main table.figures td"));
        assert!(digits.len() > 10, "there is more than one figure on {}", self.path());
        digits
    }
}

/// A name as somebody in a hurry types it: no marks, one letter lost.
pub(crate) fn misspelled(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            'ă' | 'â' => 'a',
            'Ă' | 'Â' => 'A',
            'î' => 'i',
            'Î' => 'I',
            'ș' => 's',
            'Ș' => 'S',
            'ț' => 't',
            'Ț' => 'T',
            other => other,
        })
        .collect();
    // The longest word loses a letter from its middle.
    let longest = plain.split(' ').max_by_key(|word| word.chars().count()).unwrap_or_default();
    let middle = longest.chars().count() / 2;
    let short: String =
        longest.chars().enumerate().filter(|(place, _)| *place != middle).map(|(_, c)| c).collect();
    plain.replacen(longest, &short, 1)
}
