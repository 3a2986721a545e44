//! `punte rebuild`: makes every projection again from the ledger and compares.

use base::Problem;
use serde_json::{Value, json};

use crate::cli::DataOnly;
use crate::console::{Console, DONE, FOUND};
use crate::folder;

/// Runs the command.
///
/// # Errors
/// `data_missing`; those of opening the folder; `key_gone`; an engine's error.
pub(crate) fn run(args: &DataOnly, console: &Console) -> Result<u8, Problem> {
    let app = folder::open_existing(&args.data)?.app;
    let rebuilt = app.rebuild(&mut |done, of| console.progress("cli-progress-streams", done, of))?;
    console.settle();
    let differs = |before: Option<base::Digest>, after| before.is_some_and(|before| before != after);
    let any = rebuilt.iter().any(|one| differs(one.before, one.after));
    if args.json {
        let all: Vec<Value> = rebuilt
            .iter()
            .map(|one| {
                json!({
                    "name": one.name,
                    "before": one.before.map(|digest| digest.to_string()),
                    "after": one.after.to_string(),
                    "same": !differs(one.before, one.after),
                })
            })
            .collect();
        console.json(&json!({ "same": !any, "projections": all }))?;
    } else {
        for one in &rebuilt {
            let id = match one.before {
                None => "cli-rebuilt-stale",
                Some(before) if before == one.after => "cli-rebuilt-same",
                Some(_) => "cli-rebuilt-differs",
            };
            console.say(id, &[("name", one.name.into())]);
        }
        if !any {
            console.say("cli-rebuilt-all-same", &[]);
        }
    }
    Ok(if any { FOUND } else { DONE })
}
