//! All messages of both languages, and how one is said.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use base::{Day, Problem};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use crate::arg::{self, Arg};
use crate::lang::Lang;
use crate::messages::MESSAGES;

/// Names of values that are counts wherever a refusal carries them, so that they pick a plural form.
const COUNTED: [&str; 13] = [
    "count", "max", "min", "rows", "days", "hours", "minutes", "limit", "byte", "row", "line", "expected",
    "found",
];

/// How many different missing messages are remembered for the log; a test needs them all, a server not.
const REMEMBERED: usize = 1_000;

/// Why texts were not taken.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum WordsError {
    /// A file does not follow Fluent's syntax.
    #[error("messages of `{lang}` in `{file}` cannot be read: {cause}; see Fluent's syntax guide")]
    Malformed {
        /// The language.
        lang: Lang,
        /// The file's name.
        file: String,
        /// What the parser said first.
        cause: String,
    },
    /// A message is there already: a pack brings words of its own and overrides none.
    #[error("messages of `{lang}` in `{file}` say something again: {cause}")]
    Twice {
        /// The language.
        lang: Lang,
        /// The file's name.
        file: String,
        /// Which message.
        cause: String,
    },
}

/// The words of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemWords {
    /// What is wrong.
    pub title: String,
    /// How to mend it, where there is a way.
    pub hint: Option<String>,
}

/// Every message there is, in every language. Made once at start and shared.
pub struct Words {
    ro: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
    missing: Mutex<BTreeSet<String>>,
}

impl Words {
    /// The messages of the program alone, and those of rule packs: language, file name (for errors), text.
    ///
    /// # Errors
    /// [`WordsError`] when a file is malformed or says a message that is there already.
    pub fn load<'a>(packs: impl IntoIterator<Item = (Lang, &'a str, &'a str)>) -> Result<Self, WordsError> {
        let mut words = Self { ro: empty(Lang::Ro), en: empty(Lang::En), missing: Mutex::default() };
        for (lang, file, text) in MESSAGES {
            words.add(*lang, file, text)?;
        }
        for (lang, file, text) in packs {
            words.add(lang, file, text)?;
        }
        Ok(words)
    }

    /// Adds the messages of one more file.
    ///
    /// # Errors
    /// [`WordsError`] when it is malformed or says a message that is there already.
    pub fn add(&mut self, lang: Lang, file: &str, text: &str) -> Result<(), WordsError> {
        let resource =
            FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| WordsError::Malformed {
                lang,
                file: file.to_owned(),
                cause: errors.first().map(ToString::to_string).unwrap_or_default(),
            })?;
        let bundle = match lang {
            Lang::Ro => &mut self.ro,
            Lang::En => &mut self.en,
        };
        bundle.add_resource(resource).map_err(|errors| WordsError::Twice {
            lang,
            file: file.to_owned(),
            cause: errors.first().map(ToString::to_string).unwrap_or_default(),
        })
    }

    /// Whether there is such a message.
    #[must_use]
    pub fn has(&self, lang: Lang, id: &str) -> bool {
        self.bundle(lang).get_message(id).is_some_and(|message| message.value().is_some())
    }

    /// A message with its values. One that is missing, or misses a value, shows its id in brackets and is
    /// remembered in [`Words::missing`]: a page stays a page, and a test sees it.
    #[must_use]
    pub fn say(&self, lang: Lang, id: &str, args: &[(&str, Arg)]) -> String {
        self.try_say(lang, id, args).unwrap_or_else(|| self.missed(lang, id))
    }

    fn try_say(&self, lang: Lang, id: &str, args: &[(&str, Arg)]) -> Option<String> {
        let bundle = self.bundle(lang);
        let pattern = bundle.get_message(id)?.value()?;
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            values.set(*name, value.to_fluent(lang));
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    /// The label of an item of a code list, from the rule pack: `code-<list>-<code>`, underscores as hyphens.
    #[must_use]
    pub fn code(&self, lang: Lang, list: &str, code: &str) -> String {
        self.say(lang, &hyphenated(&["code", list, code]), &[])
    }

    /// What a refusal says, and how to mend it: `problem-<code>` and, where it exists, `problem-<code>-hint`.
    /// A value named `kind` is a kind of entry and one named `day` a day: both are said in words. An empty
    /// value is a dash.
    #[must_use]
    pub fn problem(&self, lang: Lang, problem: &Problem) -> ProblemWords {
        let value = |name: &str, value: &str| match value.parse::<i64>() {
            Ok(count) if COUNTED.contains(&name) => Arg::Count(count),
            _ if value.is_empty() => Arg::from("–"),
            _ if name == "day" => Arg::from(Day::parse(value).map_or(value.to_owned(), |day| lang.day(day))),
            _ if name == "kind" => Arg::from(self.say(lang, &hyphenated(&["kind", value]), &[])),
            _ => Arg::from(value),
        };
        let args: Vec<(&str, Arg)> =
            problem.args.iter().map(|(name, text)| (*name, value(name, text))).collect();
        let id = hyphenated(&["problem", problem.code]);
        let hint = format!("{id}-hint");
        ProblemWords {
            title: self.say(lang, &id, &args),
            // A hint that lacks a value helps nobody; the refusal itself is always said.
            hint: self.has(lang, &hint).then(|| self.try_say(lang, &hint, &args)).flatten(),
        }
    }

    /// How far a day is: `6 days late`, `today`, `tomorrow`, `in 5 days`; negative days are past.
    #[must_use]
    pub fn due(&self, lang: Lang, days_left: i32) -> String {
        match days_left {
            0 => self.say(lang, "due-today", &[]),
            1 => self.say(lang, "due-tomorrow", &[]),
            late if late < 0 => self.say(lang, "due-days-late", &[("count", Arg::Count(-i64::from(late)))]),
            left => self.say(lang, "due-in-days", &[("count", Arg::Count(left.into()))]),
        }
    }

    /// How long something has waited: `since today`, `waiting 1 day`, `waiting 9 days`.
    #[must_use]
    pub fn waiting(&self, lang: Lang, days: i32) -> String {
        self.say(lang, "waiting-days", &[("count", Arg::Count(days.max(0).into()))])
    }

    /// Ids that were said and are not there, with their language: `en:places-work`. Empty in a sound program.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn missed(&self, lang: Lang, id: &str) -> String {
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        if missing.len() < REMEMBERED {
            missing.insert(format!("{lang}:{id}"));
        }
        format!("[{id}]")
    }

    fn bundle(&self, lang: Lang) -> &FluentBundle<FluentResource> {
        match lang {
            Lang::Ro => &self.ro,
            Lang::En => &self.en,
        }
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("missing", &self.missing()).finish_non_exhaustive()
    }
}

fn empty(lang: Lang) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![lang.identifier()]);
    // Isolation marks are invisible characters around values; our languages run one way, and a copied code
    // must be the code.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(arg::shown));
    bundle
}

fn hyphenated(parts: &[&str]) -> String {
    parts.join("-").replace(['_', '.'], "-")
}
