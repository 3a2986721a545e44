//! The languages there are.

use std::fmt;

use unic_langid::LanguageIdentifier;

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Romanian.
    Ro,
    /// English.
    En,
}

impl Lang {
    /// All languages, in the order in which the switch shows them.
    pub const ALL: [Self; 2] = [Self::Ro, Self::En];

    /// Its code in addresses, cookies, file names and the `lang` attribute: `ro`, `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ro => "ro",
            Self::En => "en",
        }
    }

    /// The language of a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// Its name in itself, as the switch shows it to those who do not read the other one.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ro => "Română",
            Self::En => "English",
        }
    }

    /// The first language of an `Accept-Language` header that there is; weights are kept in mind, `q=0` is a no.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(u32, Self)> = None;
        for wish in header.split(',').take(20) {
            let (tag, weight) = wish.split_once(';').unwrap_or((wish, "q=1"));
            let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
            let weight: f64 = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(0.0);
            // Thousandths, which is all the header can say; compared as integers so that ties keep their order.
            let weight = if (0.001..=1.0).contains(&weight) { (weight * 1000.0) as u32 } else { 0 };
            if let Some(lang) = Self::parse(&primary)
                && weight > best.map_or(0, |(highest, _)| highest)
            {
                best = Some((weight, lang));
            }
        }
        best.map(|(_, lang)| lang)
    }

    pub(crate) fn identifier(self) -> LanguageIdentifier {
        self.code().parse().unwrap_or_default()
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_s_wish_is_heard() {
        assert_eq!(Lang::from_accept_language("ro-RO,ro;q=0.9,en;q=0.8"), Some(Lang::Ro));
        assert_eq!(Lang::from_accept_language("de, en;q=0.7, ro;q=0.8"), Some(Lang::Ro));
        assert_eq!(Lang::from_accept_language("fr, RO;q=0"), None);
        assert_eq!(Lang::from_accept_language("ro;q=nonsense, en;q=0.1"), Some(Lang::En));
        assert_eq!(Lang::from_accept_language(""), None);
    }
}
