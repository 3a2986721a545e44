//! `punte demo`: makes a synthetic country, or takes the one that is there, and serves it on this machine.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Instant;

use base::{Clock, Day, Problem, Timestamp};
use demo::{FolderState, Marker, Settings, Summary, marker};
use serde_json::json;
use web::SiteConfig;

use crate::cli::Demo;
use crate::commands::serving;
use crate::console::{Console, DONE, number};
use crate::folder;

/// Children, when nobody says how many.
const CHILDREN: u32 = 1_400;
/// The seed, when nobody says which.
const SEED: u64 = 1;
/// A demo older than this says so.
const OLD: i64 = 30 * 24 * Timestamp::HOUR;

/// Runs the command.
///
/// # Errors
/// `folder_not_demo`, `demo_differs`, `port_taken`, `database_in_use`, `folder_not_writable`, `database_newer`; an
/// engine's error.
pub(crate) fn run(args: &Demo, console: &Console) -> Result<u8, Problem> {
    refuse_other(args)?;
    // Before anything long is begun.
    let listener = match args.prepare_only {
        true => None,
        false => Some(serving::listen(SocketAddr::from((Ipv4Addr::LOCALHOST, args.port)))?),
    };
    let lock = marker::lock(&args.data)?;
    let (marker, summary) = match marker::look(&args.data)? {
        FolderState::Made(marker) if !args.fresh => {
            refuse_another(args, &marker)?;
            (marker, None)
        }
        state => {
            if state == FolderState::Half {
                console.note("cli-beginning-again", &[]);
            }
            let summary = make(args, console)?;
            let FolderState::Made(marker) = marker::look(&args.data)? else {
                return Err(Problem::internal("a made country has no marker"));
            };
            (marker, Some(summary))
        }
    };
    let Some(listener) = listener else {
        report(args, console, &marker, summary.as_ref())?;
        return Ok(DONE);
    };
    let app = folder::open_demo(&args.data, &marker, args.today)?;
    app.rebuild_stale(&mut |done, of| console.progress("cli-progress-streams", done, of))?;
    app.finish_erasures()?;
    let today = app.clock().now().day(&folder::zone());
    if summary.is_none() {
        let shown = args.data.display().to_string();
        let day = console.lang().day(today);
        console.note("cli-reused", &[("folder", shown.into()), ("day", day.into())]);
        say_when_old(console, &app)?;
    }
    console.note("cli-synthetic", &[]);
    let config = SiteConfig { synthetic: true, one_click: true, ..SiteConfig::default() };
    serving::serve(console, &app, config, listener, None)?;
    drop(lock);
    Ok(DONE)
}

fn refuse_other(args: &Demo) -> Result<(), Problem> {
    if marker::look(&args.data)? == FolderState::Other {
        return Err(Problem::refused("folder_not_demo").with("folder", args.data.display().to_string()));
    }
    Ok(())
}

/// What was made stays as it is unless a fresh one is asked for.
fn refuse_another(args: &Demo, marker: &Marker) -> Result<(), Problem> {
    let day = |day: Day| day.to_string();
    let pairs = [
        ("--children", args.children.map(|n| n.to_string()), marker.children.to_string()),
        ("--seed", args.seed.map(|n| n.to_string()), marker.seed.to_string()),
        ("--today", args.today.map(day), marker.today.clone()),
        ("--canary", args.canary.then(|| "true".to_owned()), marker.canary.to_string()),
    ];
    for (option, asked, found) in pairs {
        if let Some(asked) = asked.filter(|asked| *asked != found) {
            return Err(Problem::refused("demo_differs")
                .with("asked", format!("{option} {asked}"))
                .with("found", format!("{option} {found}")));
        }
    }
    Ok(())
}

fn make(args: &Demo, console: &Console) -> Result<Summary, Problem> {
    let settings = Settings {
        children: args.children.unwrap_or(CHILDREN),
        today: args.today.unwrap_or_else(|| Clock::system().now().day(&folder::zone())),
        today_given: args.today.is_some(),
        seed: args.seed.unwrap_or(SEED),
        canary: args.canary,
        program: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let day = console.lang().day(settings.today);
    console.note("cli-making", &[("count", number(settings.children.into())), ("day", day.into())]);
    let began = Stopwatch::start();
    let mut said = 0;
    let summary = demo::make(
        &args.data,
        &settings,
        |clock, chance| folder::open_for_making(&args.data, clock, chance),
        &mut |progress| {
            // A line for each hundredth is enough.
            if progress.done * 100 / progress.of.max(1) > said {
                said = progress.done * 100 / progress.of.max(1);
                console.progress("cli-progress-steps", progress.done, progress.of);
            }
        },
    )?;
    let refused: u64 = summary.refused.values().sum();
    console.note(
        "cli-made",
        &[
            ("seconds", console.lang().decimal(began.seconds(), 1).into()),
            ("files", number(summary.files)),
            ("entries", number(summary.entries)),
            ("reports", number(summary.reports)),
            ("refused", number(refused)),
            ("steps", number(summary.steps)),
        ],
    );
    tracing::info!(refused = ?summary.refused, pointless = summary.pointless, "what rules left out");
    Ok(summary)
}

/// What `--prepare-only` answers: nothing, JSON, or the tokens to look for.
fn report(args: &Demo, console: &Console, marker: &Marker, summary: Option<&Summary>) -> Result<(), Problem> {
    if args.json {
        let made = summary.map(|summary| {
            json!({
                "files": summary.files,
                "signals": summary.signals,
                "entries": summary.entries,
                "reports": summary.reports,
                "steps": summary.steps,
                "refused": summary.refused,
                "pointless": summary.pointless,
                "tokens": summary.tokens,
            })
        });
        return console.json(&json!({ "folder": args.data, "demo": marker, "made": made }));
    }
    for token in summary.map(|summary| &summary.tokens).into_iter().flatten() {
        console.line(token);
    }
    Ok(())
}

fn say_when_old(console: &Console, app: &workflow::App) -> Result<(), Problem> {
    let Some(last) = folder::last_recorded(app.store())? else { return Ok(()) };
    let age = app.clock().now().micros() - last.micros();
    if age > OLD {
        let days = u64::try_from(age / (24 * Timestamp::HOUR)).unwrap_or(0);
        console.note("cli-old-demo", &[("count", number(days))]);
    }
    Ok(())
}

/// How long something takes, by the machine's own steady clock.
struct Stopwatch(Instant);

impl Stopwatch {
    fn start() -> Self {
        Self(Instant::now())
    }

    fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}
