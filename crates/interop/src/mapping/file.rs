//! A mapping file, read and checked.

use std::collections::{BTreeMap, BTreeSet};

use base::Code;
use serde::Deserialize;

use crate::countries::COUNTRIES;

use super::{Column, Mapping, Mistake, Target, Values};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    name: String,
    version: u32,
    kind: String,
    separator: String,
    encoding: String,
    #[serde(default)]
    column: Vec<ColumnFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    header: String,
    target: String,
    name: Option<String>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    not_known: Vec<String>,
    #[serde(default)]
    codes: Vec<CodeFile>,
    range: Option<[i64; 2]>,
    list: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeFile {
    value: String,
    number: u16,
    code: String,
}

/// Mistakes as they are found, each with its place.
struct Mistakes {
    at: String,
    found: Vec<Mistake>,
}

impl Mistakes {
    fn add(&mut self, what: impl Into<String>) {
        self.found.push(Mistake { at: self.at.clone(), what: what.into() });
    }

    /// A code that can be part of a message id: those have no dot.
    fn code(&mut self, text: &str, of: &str) -> Option<Code> {
        match Code::new(text) {
            Ok(code) if !text.contains('.') => Some(code),
            _ => {
                self.add(format!("{of} `{text}` is no code: a-z, 0-9, `_` and `-`, 48 at most"));
                None
            }
        }
    }
}

pub(super) fn parse(text: &str) -> Result<Mapping, Vec<Mistake>> {
    let file: MappingFile = toml::from_str(text).map_err(|error| {
        vec![Mistake { at: String::new(), what: error.to_string().trim_end().to_owned() }]
    })?;
    let mut mistakes = Mistakes { at: String::new(), found: Vec::new() };
    let name = mistakes.code(&file.name, "name");
    if file.version == 0 {
        mistakes.add("`version` begins at 1");
    }
    if file.kind != "statistical" {
        mistakes.add(format!("kind `{}` is not known; `statistical` is", file.kind));
    }
    if file.encoding != "utf-8" {
        mistakes.add(format!("encoding `{}` is not read; save the table as `utf-8`", file.encoding));
    }
    let separator = match file.separator.as_bytes() {
        [byte @ (b',' | b';' | b'\t' | b'|')] => *byte,
        _ => {
            mistakes.add("`separator` is one of `,` `;` `|` or a tab");
            b','
        }
    };
    let mut columns = Vec::new();
    for (place, column) in file.column.into_iter().enumerate() {
        mistakes.at = format!("column {} ({})", place + 1, column.header);
        columns.push(check_column(column, &mut mistakes));
    }
    mistakes.at.clear();
    check_together(&columns, &mut mistakes);
    match name {
        Some(name) if mistakes.found.is_empty() => {
            Ok(Mapping { name, version: file.version, separator, columns })
        }
        _ => Err(mistakes.found),
    }
}

fn check_column(file: ColumnFile, mistakes: &mut Mistakes) -> Column {
    let target = Target::from_name(&file.target).unwrap_or_else(|| {
        mistakes.add(format!("target `{}` is not known: year, sex, age_band, d0 to d5, ignore", file.target));
        Target::Ignored
    });
    if file.header.is_empty() || file.header.trim() != file.header || file.header.contains(char::is_control) {
        mistakes.add("the header is empty, has spaces at its ends, or control characters");
    }
    let name = match (target, &file.name) {
        (Target::Dimension(_), Some(name)) => mistakes.code(name, "name"),
        (Target::Dimension(_), None) => {
            mistakes.add("a dimension needs a `name`");
            None
        }
        (Target::Sex | Target::AgeBand, None) => mistakes.code(target.name(), "name"),
        (_, None) => None,
        (_, Some(_)) => {
            mistakes.add("only the columns d0 to d5 take a `name`");
            None
        }
    };
    let shared = match file.list.as_deref() {
        None => None,
        Some("countries") if matches!(target, Target::Dimension(_)) && file.codes.is_empty() => {
            Some("country")
        }
        Some("countries") => {
            mistakes.add("only a dimension without `codes` takes `list`");
            None
        }
        Some(other) => {
            mistakes.add(format!("list `{other}` is not known; `countries` is"));
            None
        }
    };
    let codes = if shared.is_some() { countries() } else { file.codes };
    let (listed, levels) = check_codes(&codes, target, mistakes);
    let values = match (target, file.range) {
        (Target::Ignored, None) if codes.is_empty() && file.not_known.is_empty() && !file.required => {
            Values::Unread
        }
        (Target::Ignored, _) => {
            mistakes.add("an ignored column takes nothing but its header");
            Values::Unread
        }
        (_, Some([least, most])) => {
            let allowed = match target {
                Target::Year => 1..=9998,
                Target::Dimension(_) => 1..=i64::from(u16::MAX),
                _ => 1..=i64::from(u8::MAX),
            };
            if least > most || !allowed.contains(&least) || !allowed.contains(&most) {
                let (least, most) = (allowed.start(), allowed.end());
                mistakes.add(format!("`range` goes from less to more, within {least} to {most}"));
            }
            Values::Number { least, most }
        }
        (Target::Year, None) => Values::Number { least: 1, most: 9998 },
        (_, None) => Values::Listed(listed),
    };
    match target {
        Target::Ignored => {}
        Target::Year if !codes.is_empty() => mistakes.add("the year takes no `codes`"),
        Target::Year if !file.not_known.is_empty() => {
            mistakes.add("the year must be known: it takes no `not_known`")
        }
        Target::Year => {}
        _ if codes.is_empty() == file.range.is_none() => mistakes.add("give either `codes` or `range`"),
        _ => {}
    }
    let mut not_known = BTreeSet::new();
    for value in file.not_known {
        if let Values::Listed(listed) = &values
            && listed.contains_key(&value)
        {
            mistakes.add(format!("`{value}` is both listed and not known"));
        }
        check_value(&value, mistakes);
        if !not_known.insert(value.clone()) {
            mistakes.add(format!("`{value}` stands twice in `not_known`"));
        }
    }
    // A row without a year could be counted nowhere.
    let required = file.required || target == Target::Year;
    Column { header: file.header, target, name, required, not_known, values, levels, shared }
}

/// The countries, by two letters and by three.
fn countries() -> Vec<CodeFile> {
    let item = |value: &str, two: &str, number| CodeFile {
        value: value.to_owned(),
        number,
        code: two.to_ascii_lowercase(),
    };
    let both = |(two, three, number): (&str, &str, u16)| [item(two, two, number), item(three, two, number)];
    COUNTRIES.into_iter().flat_map(both).collect()
}

/// The values with their numbers, and the levels with their codes. Several values may mean one level.
fn check_codes(
    codes: &[CodeFile],
    target: Target,
    mistakes: &mut Mistakes,
) -> (BTreeMap<String, u16>, Vec<(u16, Code)>) {
    let most = if matches!(target, Target::Dimension(_)) { u16::MAX } else { u16::from(u8::MAX) };
    let mut listed = BTreeMap::new();
    let mut levels: Vec<(u16, Code)> = Vec::new();
    for item in codes {
        check_value(&item.value, mistakes);
        if item.number == 0 || item.number > most {
            mistakes.add(format!("the number of `{}` is not in 1 to {most}; 0 is `not known`", item.value));
        }
        if listed.insert(item.value.clone(), item.number).is_some() {
            mistakes.add(format!("`{}` is listed twice", item.value));
        }
        let Some(code) = mistakes.code(&item.code, "code") else { continue };
        match levels.iter().find(|(number, known)| *number == item.number || *known == code) {
            Some((number, known)) if *number == item.number && *known == code => {}
            Some(_) => {
                mistakes.add(format!("number {} and code `{code}` stand for different levels", item.number))
            }
            None => levels.push((item.number, code)),
        }
    }
    (listed, levels)
}

/// The reader trims spaces off a file's values: a listed value with spaces at its ends would never be met.
fn check_value(value: &str, mistakes: &mut Mistakes) {
    if value.is_empty() {
        mistakes.add("an empty value need not be listed: it is `not known`, unless the column is required");
    } else if value.trim() != value {
        mistakes.add(format!("`{value}` has spaces at its ends"));
    }
}

fn check_together(columns: &[Column], mistakes: &mut Mistakes) {
    let mut headers = BTreeSet::new();
    let mut targets = BTreeSet::new();
    let mut names = BTreeSet::new();
    for column in columns {
        if !headers.insert(&column.header) {
            mistakes.add(format!("two columns are called `{}`", column.header));
        }
        if column.target != Target::Ignored && !targets.insert(column.target) {
            mistakes.add(format!("two columns go to `{}`", column.target.name()));
        }
        if let Some(name) = &column.name
            && !names.insert(name)
        {
            mistakes.add(format!("two columns are named `{name}`"));
        }
    }
    if !targets.contains(&Target::Year) {
        mistakes.add("no column goes to `year`");
    }
}
