//! `punte serve`: serves a data folder to the people who work with it.

use std::net::{SocketAddr, TcpListener};

use base::{PersonId, Problem, Timestamp};
use demo::{FolderState, marker};
use web::SiteConfig;
use workflow::App;

use crate::cli::Serve;
use crate::commands::serving;
use crate::console::{Console, DONE, number};
use crate::folder;

/// A start further past the last entry asks whether the date is right: 30 days.
const JUMP: i64 = 30 * 24 * Timestamp::HOUR;
/// The pack that a new folder adopts.
const PACK: &str = "ro";

/// Runs the command.
///
/// # Errors
/// `folder_is_demo`, `address_not_loopback`, `port_taken`, `clock_jumped`, those of opening the folder; an engine's
/// error.
pub(crate) fn run(args: &Serve, console: &Console) -> Result<u8, Problem> {
    if matches!(marker::look(&args.data.data)?, FolderState::Made(_) | FolderState::Half) {
        return Err(Problem::refused("folder_is_demo").with("folder", args.data.data.display().to_string()));
    }
    let secure = args.public.as_deref().is_some_and(|public| public.starts_with("https://"));
    // Beyond this machine passwords, codes and sessions travel under TLS or not at all.
    if !args.address.is_loopback() && !secure {
        return Err(Problem::refused("address_not_loopback").with("address", args.address.to_string()));
    }
    let listener = serving::listen(SocketAddr::new(args.address, args.port))?;
    let operations = args.admin.map(operations).transpose()?;
    let app = folder::open_real(&args.data)?;
    if folder::is_root_plain(&args.data)? {
        console.note("cli-root-plain", &[]);
    }
    refuse_a_jump(&app, args.confirm_date)?;
    prepare(&app, console)?;
    let public_host = args.public.as_deref().and_then(web::host_of);
    let config = SiteConfig { synthetic: false, one_click: false, secure_cookies: secure, public_host };
    serving::serve(console, &app, config, listener, operations)?;
    Ok(DONE)
}

/// The listener for whoever runs the machine.
fn operations(address: SocketAddr) -> Result<TcpListener, Problem> {
    if !address.ip().is_loopback() {
        return Err(Problem::refused("address_not_loopback").with("address", address.to_string()));
    }
    serving::listen(address)
}

/// What a start owes: a pack to run from, lists of this program's form, discards finished.
fn prepare(app: &App, console: &Console) -> Result<(), Problem> {
    adopt_first_pack(app, console)?;
    let mut said = false;
    app.rebuild_stale(&mut |done, of| {
        if !said {
            console.note("cli-rebuilding", &[]);
            said = true;
        }
        console.progress("cli-progress-streams", done, of);
    })?;
    app.finish_discards()?;
    app.finish_erasures()?;
    if app.directory()?.people().is_empty() {
        console.note("cli-no-people", &[]);
    }
    Ok(())
}

/// Adopts the shipped pack where none is in force; a newer one waits for somebody to adopt it.
///
/// # Errors
/// An engine's error.
pub(crate) fn adopt_first_pack(app: &App, console: &Console) -> Result<(), Problem> {
    if app.directory()?.pack().is_some() {
        return Ok(());
    }
    app.adopt_shipped_pack(PersonId::NIL, PACK)?;
    let pack = app.pack()?;
    let args = [("pack", pack.code().as_str().into()), ("version", number(pack.version().into()))];
    console.note("cli-adopted-pack", &args);
    Ok(())
}

/// A clock set wrong would stay in the ledger for ever.
fn refuse_a_jump(app: &App, confirmed: bool) -> Result<(), Problem> {
    let Some(last) = folder::last_recorded(app.store())? else { return Ok(()) };
    let age = app.clock().now().micros() - last.micros();
    if age > JUMP && !confirmed {
        let days = age / (24 * Timestamp::HOUR);
        return Err(Problem::refused("clock_jumped").with("days", days.to_string()));
    }
    Ok(())
}
