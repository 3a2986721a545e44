//! Code lists: the numbers that facts store, the codes that programs say, never the labels.

use std::collections::BTreeMap;

use base::Code;
use serde::Deserialize;
use toml::Spanned;

use crate::source::Source;

/// Lists every pack has: rooms of the house ask for them by these names.
pub const REQUIRED: [&str; 27] = [
    "age_band",
    "agency_kind",
    "amend_reason",
    "basis",
    "closing_reason",
    "county",
    "exploitation",
    "identification_ground",
    "need",
    "not_confirmed_reason",
    "purpose",
    "recruitment",
    "referral_outcome",
    "refusal_reason",
    "reopening_reason",
    "service",
    "service_end_reason",
    "service_group",
    "sex",
    "signal_about",
    "signal_source",
    "status",
    "triage_reason",
    "triage_urgency",
    "urgency",
    "where",
    "yes_no",
];

/// The list whose levels are bits of a fact: they must stay below 32.
const BITS: &str = "exploitation";

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The stored number, from 1; never used again for another thing. 0 means "not known".
    pub number: u16,
    /// The code.
    pub code: Code,
    /// Column and row on the tile map, from 1 (list `county`).
    pub tile: Option<(u8, u8)>,
    /// The code of ISO 3166-2 (list `county`).
    pub iso: Option<String>,
    /// First and last completed year of age (list `age_band`).
    pub years: Option<(u8, u8)>,
    /// The group it counts in (list `service`; groups are list `service_group`).
    pub group: Option<Code>,
    /// The legal basis behind it; its label is `legal-<code>`.
    pub legal_basis: Option<Code>,
    /// No longer offered in forms; old entries keep it.
    pub retired: bool,
}

/// A list of codes, in the order forms show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    name: String,
    items: Vec<Item>,
    by_number: BTreeMap<u16, usize>,
    by_code: BTreeMap<Code, usize>,
}

impl List {
    /// The list's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its items, in the order forms show them, retired ones included.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The item of a number.
    #[must_use]
    pub fn item(&self, number: u16) -> Option<&Item> {
        self.items.get(*self.by_number.get(&number)?)
    }

    /// The number of a code.
    #[must_use]
    pub fn number(&self, code: &str) -> Option<u16> {
        let code = Code::new(code).ok()?;
        self.items.get(*self.by_code.get(&code)?).map(|item| item.number)
    }

    /// The code of a number.
    #[must_use]
    pub fn code(&self, number: u16) -> Option<&Code> {
        self.item(number).map(|item| &item.code)
    }

    /// The message that labels a number: `code-<list>-<code>`, underscores and dots as hyphens. Number 0 and
    /// numbers that are not in the list are `code-unknown`.
    #[must_use]
    pub fn label(&self, number: u16) -> String {
        self.code(number).map_or_else(|| "code-unknown".to_owned(), |code| label(&self.name, code))
    }

    pub(crate) fn of_codes(name: &str, codes: &[Code]) -> Self {
        let mut list = Self { name: name.to_owned(), ..Self::default() };
        for (index, code) in codes.iter().enumerate() {
            let number = u16::try_from(index).unwrap_or(u16::MAX - 1) + 1;
            list.push(Item { code: code.clone(), ..Item::plain(number, code) });
        }
        list
    }

    fn push(&mut self, item: Item) {
        self.by_number.insert(item.number, self.items.len());
        self.by_code.insert(item.code.clone(), self.items.len());
        self.items.push(item);
    }
}

impl Item {
    fn plain(number: u16, code: &Code) -> Self {
        Self {
            number,
            code: code.clone(),
            tile: None,
            iso: None,
            years: None,
            group: None,
            legal_basis: None,
            retired: false,
        }
    }
}

/// The message that labels an item.
pub(crate) fn label(list: &str, code: &Code) -> String {
    format!("code-{list}-{code}").replace(['_', '.'], "-")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFile {
    items: Vec<Spanned<ItemFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemFile {
    number: u16,
    code: Spanned<String>,
    tile: Option<(u8, u8)>,
    iso: Option<String>,
    years: Option<(u8, u8)>,
    group: Option<Spanned<String>>,
    legal_basis: Option<Spanned<String>>,
    #[serde(default)]
    retired: bool,
}

/// Reads `lists.toml`.
pub(crate) fn read(source: &mut Source<'_>) -> BTreeMap<String, List> {
    let Some(files) = source.read::<BTreeMap<Spanned<String>, ListFile>>() else { return BTreeMap::new() };
    let mut lists = BTreeMap::new();
    for (name, file) in files {
        if source.code(&name).is_some() {
            let name = name.into_inner();
            let list = read_list(source, &name, file);
            lists.insert(name, list);
        }
    }
    // Group names stand in a list of their own, so that they have labels too.
    let groups = lists.get("service_group").cloned().unwrap_or_default();
    for list in lists.values() {
        for group in list.items.iter().filter_map(|item| item.group.as_ref()) {
            if !groups.by_code.contains_key(group) {
                let what = format!(
                    "list `{}` names group `{group}`, which is not in list `service_group`",
                    list.name
                );
                source.wrong(None, what, "add the group, or name one that is there");
            }
        }
    }
    lists
}

fn read_list(source: &mut Source<'_>, name: &str, file: ListFile) -> List {
    let mut list = List { name: name.to_owned(), ..List::default() };
    for spanned in file.items {
        let at = Some(spanned.span());
        let item = spanned.into_inner();
        let Some(code) = source.code(&item.code) else { continue };
        if item.number == 0 {
            source.wrong(
                at.clone(),
                format!("item `{code}` has number 0"),
                "0 means not known; count from 1",
            );
        }
        if name == BITS && item.number > 31 {
            source.wrong(
                at.clone(),
                format!("item `{code}` has number {}", item.number),
                "use 1 to 31 in this list",
            );
        }
        if list.by_number.contains_key(&item.number) {
            let what = format!("number {} is there twice in list `{name}`", item.number);
            source.wrong(
                at.clone(),
                what,
                "give the new item a number of its own; numbers are never used again",
            );
        }
        if list.by_code.contains_key(&code) {
            let what = format!("code `{code}` is there twice in list `{name}`");
            source.wrong(at.clone(), what, "give the new item a code of its own");
        }
        if item.tile.is_some() && list.items.iter().any(|other| other.tile == item.tile) {
            source.wrong(at, format!("tile of `{code}` is taken"), "give each county a tile of its own");
        }
        list.push(Item {
            number: item.number,
            code,
            tile: item.tile,
            iso: item.iso,
            years: item.years,
            group: item.group.and_then(|group| source.code(&group)),
            legal_basis: item.legal_basis.and_then(|basis| source.code(&basis)),
            retired: item.retired,
        });
    }
    if name == "age_band" {
        check_age_bands(source, &list);
    }
    list
}

/// Ages must fall into one band each, from birth on without a gap.
fn check_age_bands(source: &mut Source<'_>, list: &List) {
    let mut bands: Vec<(u8, u8)> = list.items.iter().filter_map(|item| item.years).collect();
    bands.sort_unstable();
    let mut next = Some(0_u8);
    let joined = bands.iter().all(|&(from, to)| {
        let fits = next == Some(from) && from <= to;
        next = to.checked_add(1);
        fits
    });
    if bands.len() != list.items.len() || bands.is_empty() || !joined {
        let hint =
            "give each item `years = [first, last]`, the first from 0, each next one year after the last";
        source.wrong(None, "the bands of list `age_band` leave a gap or overlap", hint);
    }
    if list.items.iter().any(|item| item.number > u16::from(u8::MAX)) {
        source.wrong(None, "a number of list `age_band` is above 255", "use 1 to 255 in this list");
    }
}
