//! The accessibility rules of axe-core, put to the page that is shown.

use serde_json::{Value, json};

use super::Window;
use super::driver::{say, setting};

/// The rules, or the lack of them.
pub(crate) struct Accessibility {
    script: Option<String>,
}

impl Accessibility {
    /// The rules of the file that `PUNTE_AXE` names; without one that is said once, and nothing is checked.
    pub(crate) fn rules() -> Self {
        let script =
            setting("PUNTE_AXE").map(|path| std::fs::read_to_string(path).expect("axe-core's script"));
        if script.is_none() {
            say("PUNTE_AXE names no axe-core: accessibility rules are SKIPPED.");
        }
        Self { script }
    }

    /// What is serious or critical on the page, one line for each place.
    pub(crate) fn findings(&self, window: &Window) -> Vec<String> {
        let Some(script) = &self.script else { return Vec::new() };
        // Scripts of the driver are not the page's: its strict policy stays in force.
        window.run(script, vec![]);
        let found = window.run_until_told(
            "const done = arguments[0]; \
             axe.run({ resultTypes: ['violations'] }).then( \
               (result) => done(result.violations), (error) => done([{ impact: 'critical', id: String(error), nodes: [] }]))",
            vec![],
        );
        let grave =
            |rule: &&Value| ["serious", "critical"].iter().any(|impact| rule["impact"] == json!(impact));
        found.as_array().into_iter().flatten().filter(grave).map(line).collect()
    }
}

/// The rule, what it asks, and the places where it is not so.
fn line(rule: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let places = rule["nodes"].as_array().into_iter().flatten();
    let places: Vec<String> = places
        .take(5)
        .map(|node| format!("    {} — {}", node["target"], text(&node["failureSummary"]).replace('\n', " ")))
        .collect();
    format!(
        "{} ({}): {}\n{}",
        text(&rule["id"]),
        text(&rule["impact"]),
        text(&rule["help"]),
        places.join("\n")
    )
}
