//! Which room uses which, against `arrows.toml`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::Findings;
use crate::metadata::{Package, Use};

const TABLE: &str = include_str!("../../arrows.toml");

/// `arrows.toml`.
struct Arrows {
    rooms: BTreeMap<String, BTreeSet<String>>,
    tests: BTreeMap<String, BTreeSet<String>>,
    dev: BTreeSet<String>,
    outside: BTreeMap<String, BTreeSet<String>>,
}

impl Arrows {
    fn parse(text: &str) -> Result<Self> {
        let table: toml::Table = toml::from_str(text)?;
        let dev = lists(&table, "dev")?.remove("rooms").unwrap_or_default();
        Ok(Self {
            rooms: lists(&table, "rooms")?,
            tests: lists(&table, "tests")?,
            dev,
            outside: lists(&table, "outside")?,
        })
    }

    /// Why the arrow may not be drawn; `None` when it may.
    fn against(&self, from: &str, used: &Use) -> Option<String> {
        if self.dev.contains(from) {
            return None;
        }
        if !used.ours {
            let rooms = self.outside.get(&used.name)?;
            let fine = used.dev || rooms.contains(from);
            return (!fine).then(|| {
                let rooms: Vec<&str> = rooms.iter().map(String::as_str).collect();
                format!("`{from}` links `{}`, which only {} may", used.name, rooms.join(", "))
            });
        }
        let allowed = |table: &BTreeMap<String, BTreeSet<String>>| {
            table.get(from).is_some_and(|rooms| rooms.contains(&used.name))
        };
        if used.dev && (self.dev.contains(&used.name) || allowed(&self.tests)) {
            return None;
        }
        if self.dev.contains(&used.name) {
            return Some(format!("`{from}` uses `{}`, which is for tests only", used.name));
        }
        let kind = if used.dev { "tests of `" } else { "`" };
        (!allowed(&self.rooms)).then(|| {
            format!("{kind}{from}` may not use `{}`: see xtask/arrows.toml and ARCHITECTURE.md", used.name)
        })
    }

    /// Arrows of the table that no manifest draws: what they allow, nobody decided.
    fn undrawn(&self, packages: &[Package]) -> Vec<String> {
        let drawn = |from: &str, to: &str, dev: bool| {
            let from = packages.iter().find(|package| package.ours && package.name == from);
            from.is_some_and(|from| from.uses.iter().any(|used| used.name == to && used.dev == dev))
        };
        let of_rooms = [(&self.rooms, false), (&self.tests, true)].into_iter().flat_map(|(table, dev)| {
            table.iter().flat_map(move |(from, rooms)| rooms.iter().map(move |to| (from, to, dev)))
        });
        let linked =
            self.outside.iter().flat_map(|(to, rooms)| rooms.iter().map(move |from| (from, to, false)));
        let undrawn = of_rooms.chain(linked).filter(|(from, to, dev)| !drawn(from, to, *dev));
        undrawn
            .map(|(from, to, _)| format!("xtask/arrows.toml lets `{from}` use `{to}`, and it does not"))
            .collect()
    }
}

fn lists(table: &toml::Table, key: &str) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let table = table
        .get(key)
        .and_then(toml::Value::as_table)
        .with_context(|| format!("arrows.toml has no [{key}]"))?;
    table
        .iter()
        .map(|(name, value)| {
            let names = value.as_array().with_context(|| format!("`{name}` is no list"))?;
            Ok((name.clone(), names.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect()))
        })
        .collect()
}

pub(super) fn check(packages: &[Package], findings: &mut Findings) -> Result<()> {
    let arrows = Arrows::parse(TABLE)?;
    for package in packages.iter().filter(|package| package.ours) {
        if !arrows.rooms.contains_key(&package.name) && !arrows.dev.contains(&package.name) {
            findings.error(format!("`{}` is no room of xtask/arrows.toml", package.name));
        }
        findings.errors.extend(package.uses.iter().filter_map(|used| arrows.against(&package.name, used)));
    }
    findings.errors.extend(arrows.undrawn(packages));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn against(from: &str, name: &str, ours: bool, dev: bool) -> Option<String> {
        Arrows::parse(TABLE).unwrap().against(from, &Use { name: name.to_owned(), dev, ours })
    }

    #[test]
    fn arrows_of_the_house_are_free_and_others_are_named() {
        assert_eq!(against("store", "vault", true, false), None);
        assert_eq!(against("punte", "store", true, false), None);
        assert!(against("store", "casework", true, false).unwrap().contains("may not use `casework`"));
        assert!(against("reports", "workflow", true, false).unwrap().contains("may not use `workflow`"));
        assert!(against("web", "store", true, false).unwrap().contains("may not use `store`"));
        assert_eq!(against("punte", "casework", true, true), None);
        assert!(against("punte", "casework", true, false).is_some());
        assert!(against("base", "ledger", true, false).is_some());
        assert!(against("casework", "vault", true, true).unwrap().starts_with("tests of `casework`"));
        assert_eq!(against("web", "testkit", true, true), None);
        assert!(against("web", "testkit", true, false).unwrap().contains("for tests only"));
        assert_eq!(against("testkit", "store", true, false), None);
        assert!(against("shed", "base", true, false).is_some());
    }

    #[test]
    fn crates_of_others_stay_in_their_rooms() {
        assert_eq!(against("store", "rusqlite", false, false), None);
        assert!(against("workflow", "rusqlite", false, false).unwrap().contains("only store may"));
        assert_eq!(against("workflow", "rusqlite", false, true), None);
        assert_eq!(against("workflow", "serde", false, false), None);
    }

    #[test]
    fn an_arrow_that_nobody_draws_is_found() {
        let table = "[rooms]\nbase = []\nshed = [\"base\", \"barn\"]\n[tests]\nshed = [\"yard\"]\n[dev]\nrooms = \
                     []\n[outside]\nsaw = [\"shed\"]\n";
        let uses = [("base", true, false), ("barn", true, true), ("saw", false, false)];
        let uses = uses.map(|(name, ours, dev)| Use { name: name.to_owned(), dev, ours });
        let shed = Package { name: "shed".to_owned(), ours: true, uses: uses.into(), ..Package::default() };
        let undrawn = Arrows::parse(table).unwrap().undrawn(&[shed]);
        assert_eq!(undrawn.len(), 2, "{undrawn:?}");
        assert!(undrawn[0].contains("`barn`") && undrawn[1].contains("`yard`"), "{undrawn:?}");
    }

    #[test]
    fn no_room_reaches_itself() {
        let arrows = Arrows::parse(TABLE).unwrap();
        for room in arrows.rooms.keys() {
            let mut reached: BTreeSet<&str> = BTreeSet::new();
            let mut open: Vec<&str> = arrows.rooms[room].iter().map(String::as_str).collect();
            while let Some(next) = open.pop() {
                assert!(arrows.rooms.contains_key(next), "`{next}` is no room");
                assert_ne!(next, room);
                if reached.insert(next) {
                    open.extend(arrows.rooms[next].iter().map(String::as_str));
                }
            }
        }
    }
}
