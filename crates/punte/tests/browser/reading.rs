//! What a person reads off the pages.

use super::Window;

impl Window {
    /// The codes of the children, referrals or signals that the page's list links to.
    pub(crate) fn listed(&self) -> Vec<String> {
        self.texts("main table a.code-link")
    }

    /// Looks for a child by name or code, in the box above every page.
    pub(crate) fn searches(&self, typed: &str) {
        self.write_and_return("#name-search", typed);
    }

    /// The big figure of an indicator's page, as its digits stand there.
    pub(crate) fn figure(&self) -> String {
        self.text("main .figure .big b")
    }

    /// Whether the page is the one that says that there is nothing here.
    pub(crate) fn is_not_found(&self) -> bool {
        self.status() == 404 && self.has("main .error-page")
    }

    /// Whether the page is wider than the window, so that one would have to push it sideways.
    pub(crate) fn overflows(&self) -> Option<String> {
        let script = "const root = document.scrollingElement; \
            if (root.scrollWidth <= innerWidth) return null; \
            const wide = [...document.querySelectorAll('body *')] \
              .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 \
                && !element.closest('.scroll, .places ul, .visually-hidden')) \
              .slice(0, 5).map((element) => element.outerHTML.slice(0, 120)); \
            return `${root.scrollWidth} px: ${wide.join(' | ')}`;";
        self.run(script, vec![]).as_str().map(str::to_owned)
    }
}
