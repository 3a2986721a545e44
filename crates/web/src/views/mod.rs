//! What the pages show: one struct for each template, with every text that depends on data prepared.
//!
//! Fixed texts are asked for in the templates by id, `p.t("children-title")`. Pictures are [`reports::Svg`],
//! which only the crate `reports` makes; they go in with `|safe`, and nothing else does.

pub(crate) mod account;
pub(crate) mod administration;
pub(crate) mod children;
pub(crate) mod figures;
pub(crate) mod getting_in;
pub(crate) mod help;
pub(crate) mod justice;
pub(crate) mod paper_cases;
pub(crate) mod recording;
pub(crate) mod referrals;
pub(crate) mod signals;
pub(crate) mod trust;
pub(crate) mod watch;
pub(crate) mod work;

use std::sync::Arc;

use words::{Arg, Lang, Words};

/// What every page has.
pub(crate) struct Page {
    pub(crate) words: Arc<Words>,
    pub(crate) lang: Lang,
    /// The page's own title, without the program's name.
    pub(crate) title: String,
    /// Path and query of this page, or of the page a form belongs to: where the language switch comes back to.
    pub(crate) address: String,
    /// Where the files of the look are, with their version: `/assets/3f9a`.
    pub(crate) assets: String,
    pub(crate) synthetic: bool,
    /// The session's form token; empty when nobody is signed in.
    pub(crate) token: String,
    pub(crate) viewer: Option<ViewerStrip>,
    /// Only the places that the roles have.
    pub(crate) places: Vec<Place>,
    /// Where the name search posts to (fields `token`, `q`); `None` for those who may not.
    pub(crate) search: Option<String>,
    /// The topic of help about this page.
    pub(crate) help: Option<&'static str>,
    /// Whether it shows what no paper may: live totals of the country.
    pub(crate) screen_only: bool,
    /// Whether forms of a second signature ask for a code: no second factor was shown lately.
    pub(crate) factor_stale: bool,
    /// What the last form did, said once on the page that follows it.
    pub(crate) notice: Option<Notice>,
}

impl Page {
    /// A fixed text.
    pub(crate) fn t(&self, id: impl AsRef<str>) -> String {
        self.words.say(self.lang, id.as_ref(), &[])
    }

    /// The words of the search box: its label, and the hint in it.
    pub(crate) fn search_words(&self) -> [String; 2] {
        // Where names may be searched the box says so.
        match self.search.as_deref() {
            Some("/search") => [self.t("all-search"), self.t("all-search-hint")],
            _ => [self.t("name-search"), self.t("name-search-hint")],
        }
    }

    /// A text with one value.
    pub(crate) fn t1(&self, id: &str, name: &str, value: impl Into<Arg>) -> String {
        self.words.say(self.lang, id, &[(name, value.into())])
    }

    /// A text with two values.
    pub(crate) fn t2(&self, id: &str, n1: &str, v1: impl Into<Arg>, n2: &str, v2: impl Into<Arg>) -> String {
        self.words.say(self.lang, id, &[(n1, v1.into()), (n2, v2.into())])
    }
}

/// Who is signed in.
pub(crate) struct ViewerStrip {
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) agency: String,
}

/// A place of the navigation. `name` is its message id after `places-` and its icon:
/// `work children referrals signals justice indicators reports datasets watch trust admin`.
pub(crate) struct Place {
    pub(crate) name: &'static str,
    pub(crate) href: &'static str,
    /// What waits there; 0 shows nothing.
    pub(crate) waiting: u64,
    pub(crate) current: bool,
}

impl Place {
    pub(crate) fn label(&self) -> String {
        format!("places-{}", self.name)
    }
}

/// How something is marked: colour, icon and word together.
#[derive(Clone, Copy)]
pub(crate) enum Tone {
    /// Overdue, refused, broken.
    Now,
    /// Due soon, waiting.
    Soon,
    /// Done, well.
    Go,
    /// Neither.
    Quiet,
}

impl Tone {
    /// The class in the style sheet.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Soon => "soon",
            Self::Go => "go",
            Self::Quiet => "quiet",
        }
    }

    /// The icon in the sprite.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Now => "late",
            Self::Soon => "clock",
            Self::Go => "done",
            Self::Quiet => "dot",
        }
    }
}

/// A small mark with words.
pub(crate) struct Tag {
    pub(crate) tone: Tone,
    pub(crate) text: String,
}

/// A message above the page.
pub(crate) struct Notice {
    pub(crate) tone: Tone,
    pub(crate) text: String,
}

/// A link.
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) text: String,
}

/// A refusal in words.
pub(crate) struct Refusal {
    pub(crate) title: String,
    pub(crate) hint: Option<String>,
    /// The form field's id, where it is about one: the summary links to `#f-<field>`.
    pub(crate) field: Option<String>,
}

/// A line of a card: name and value.
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) value: String,
}

/// A drop-down of a filter.
pub(crate) struct Filter {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    /// The first one is "any" with an empty value.
    pub(crate) options: Vec<Choice>,
}

/// One choice of a list.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) chosen: bool,
}

/// The form by which a list is taken away: posts `format`, one of `formats`.
pub(crate) struct ExportForm {
    pub(crate) action: String,
    pub(crate) formats: [&'static str; 3],
}

/// Keyset paging by addresses; the page shows what is there.
pub(crate) struct Pager {
    pub(crate) first: Option<String>,
    pub(crate) next: Option<String>,
}

/// A table of figures: the twin of a picture.
pub(crate) struct FigureTable {
    pub(crate) caption: String,
    /// The first column's name, then the others'.
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<FigureRow>,
    /// Whether the note on hidden cells is shown.
    pub(crate) some_hidden: bool,
}

/// One row of it.
pub(crate) struct FigureRow {
    pub(crate) label: String,
    pub(crate) cells: Vec<FigureCell>,
}

/// One cell of it.
pub(crate) struct FigureCell {
    pub(crate) shown: String,
    /// Hidden for disclosure's sake; `shown` is then the mark for it.
    pub(crate) hidden: bool,
    /// Where its lineage is, for those who may walk it.
    pub(crate) href: Option<String>,
}
