//! A rule pack, read and checked.

use std::collections::BTreeMap;

use base::{Code, Zone};
use serde::Deserialize;
use toml::Spanned;

use crate::calendar::{self, Calendar};
use crate::deadline::{self, Deadline};
use crate::list::{self, List};
use crate::mistake::PackMistake;
use crate::source::Source;
use crate::status::{self, StatusTrack};
use crate::wording;

/// What differs from country to country: code lists, status track, deadlines, calendar, words.
#[derive(Clone, Debug)]
pub struct Pack {
    code: Code,
    version: u32,
    country: Code,
    zone: Zone,
    lists: BTreeMap<String, List>,
    nothing: List,
    status_track: StatusTrack,
    deadlines: Vec<Deadline>,
    calendar: Calendar,
    words: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    code: Spanned<String>,
    version: Spanned<u32>,
    country: Spanned<String>,
    zone: Spanned<String>,
    languages: Vec<Spanned<String>>,
}

impl Pack {
    /// Reads a pack from its files: name without folder, then text. Files of other names are left alone.
    ///
    /// # Errors
    /// Every mistake that was found, in order of file and line. A pack with a mistake is not taken.
    pub fn parse(files: &BTreeMap<String, String>) -> Result<Self, Vec<PackMistake>> {
        let mut mistakes = Vec::new();
        let mut open = |name: &str| {
            if !files.contains_key(name) {
                mistakes.push(PackMistake {
                    file: name.to_owned(),
                    line: 0,
                    what: "the file is missing".to_owned(),
                    hint: "add it; an empty list is written, not left out".to_owned(),
                });
            }
            files.get(name).map(|text| Source::new(name, text))
        };
        let about = open("pack.toml");
        let lists = open("lists.toml");
        let statuses = open("statuses.toml");
        let deadlines = open("deadlines.toml");
        let holidays = open("holidays.toml");
        let (Some(mut about), Some(mut lists), Some(mut statuses), Some(mut deadlines), Some(mut holidays)) =
            (about, lists, statuses, deadlines, holidays)
        else {
            return Err(mistakes);
        };

        let head = read_head(&mut about, files);
        let mut read = list::read(&mut lists);
        let status_track = status::read(&mut statuses);
        let deadline_rules = deadline::read(&mut deadlines);
        let calendar = calendar::read(&mut holidays);
        // The statuses are a list too, so that they have numbers and labels like every other code.
        if read.insert("status".to_owned(), List::of_codes("status", status_track.statuses())).is_some() {
            lists.wrong(None, "list `status` is written here", "statuses stand in `statuses.toml` alone");
        }
        for name in list::REQUIRED {
            if read.get(name).is_none_or(|list| list.items().is_empty()) && lists.mistakes.is_empty() {
                lists.wrong(
                    None,
                    format!("list `{name}` is missing or empty"),
                    format!("add `[{name}]` with `items`"),
                );
            }
        }
        mistakes.extend(about.mistakes);
        for source in [lists, statuses, deadlines, holidays] {
            mistakes.extend(source.mistakes);
        }
        let Some((code, version, country, zone, words)) = head else { return Err(mistakes) };
        let pack = Self {
            code,
            version,
            country,
            zone,
            lists: read,
            nothing: List::default(),
            status_track,
            deadlines: deadline_rules,
            calendar,
            words,
        };
        if mistakes.is_empty() {
            let needed = wording::needed(&pack);
            for (language, text) in &pack.words {
                let mut source = Source::new(&format!("{language}.ftl"), text);
                wording::check(&mut source, &needed);
                mistakes.extend(source.mistakes);
            }
        }
        if mistakes.is_empty() { Ok(pack) } else { Err(mistakes) }
    }

    /// Its code, `ro`.
    #[must_use]
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// Its version, rising.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The country's code of ISO 3166-1, in lower case.
    #[must_use]
    pub fn country(&self) -> &Code {
        &self.country
    }

    /// The zone in which its days are counted.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// A list by name; an empty one where there is none.
    #[must_use]
    pub fn list(&self, name: &str) -> &List {
        self.lists.get(name).unwrap_or(&self.nothing)
    }

    /// All lists, by name.
    pub fn lists(&self) -> impl Iterator<Item = &List> {
        self.lists.values()
    }

    /// The level of list `age_band` for this many completed years; 0 outside every band.
    #[must_use]
    pub fn age_band(&self, years: i32) -> u8 {
        let within = |(from, to): (u8, u8)| (i32::from(from)..=i32::from(to)).contains(&years);
        let band = self.list("age_band").items().iter().find(|item| item.years.is_some_and(within));
        band.and_then(|item| u8::try_from(item.number).ok()).unwrap_or(0)
    }

    /// The track of victim status.
    #[must_use]
    pub fn status_track(&self) -> &StatusTrack {
        &self.status_track
    }

    /// All deadlines.
    #[must_use]
    pub fn deadlines(&self) -> &[Deadline] {
        &self.deadlines
    }

    /// The deadlines that an entry of this kind starts.
    pub fn deadlines_for<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Deadline> {
        self.deadlines.iter().filter(move |deadline| deadline.trigger == kind)
    }

    /// The deadline of this code.
    #[must_use]
    pub fn deadline(&self, id: &str) -> Option<&Deadline> {
        self.deadlines.iter().find(|deadline| deadline.id == id)
    }

    /// Which days are worked.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Its words: language, then the text of its Fluent file.
    #[must_use]
    pub fn words(&self) -> &BTreeMap<String, String> {
        &self.words
    }
}

type Head = (Code, u32, Code, Zone, BTreeMap<String, String>);

fn read_head(source: &mut Source<'_>, files: &BTreeMap<String, String>) -> Option<Head> {
    let file: PackFile = source.read()?;
    let zone = Zone::named(file.zone.get_ref());
    if zone.is_none() {
        let what = format!("zone `{}` is not known", file.zone.get_ref());
        source.wrong(Some(file.zone.span()), what, "use a name of the IANA time zone database");
    }
    if *file.version.get_ref() == 0 {
        source.wrong(Some(file.version.span()), "version 0", "count versions from 1");
    }
    let mut words = BTreeMap::new();
    for language in &file.languages {
        let name = format!("{}.ftl", language.get_ref());
        match files.get(&name) {
            Some(text) => {
                words.insert(language.get_ref().clone(), text.clone());
            }
            None => {
                let what = format!("language `{}` has no file", language.get_ref());
                source.wrong(Some(language.span()), what, format!("add `{name}`"));
            }
        }
    }
    if file.languages.is_empty() {
        source.wrong(None, "`languages` is empty", "name at least one language and bring its words");
    }
    Some((source.code(&file.code)?, file.version.into_inner(), source.code(&file.country)?, zone?, words))
}
