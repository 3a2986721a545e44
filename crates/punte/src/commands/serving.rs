//! Serving an opened application until somebody stops it: the same for the demo and for the service.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use base::{Problem, ProblemKind};
use web::{Site, SiteConfig};
use workflow::App;

use crate::console::Console;
use crate::texts;

/// How long what is under way may take after a stop was asked for; with [`FAREWELL`] and the last checkpoint it is
/// less than the 10 seconds a stop may take.
const PATIENCE: Duration = Duration::from_secs(6);
/// How long work may take that nobody waits for any more.
const FAREWELL: Duration = Duration::from_secs(2);
/// How often it is looked whether a checkpoint is due.
const CHECKPOINTS_EVERY: Duration = Duration::from_secs(15 * 60);

/// How often it is looked whether something waits to cross into another realm.
const CROSSINGS_EVERY: Duration = Duration::from_secs(60);

/// Takes an address on this machine, before any long work is begun.
///
/// # Errors
/// `port_taken`; `port_not_free` for any other reason.
pub(crate) fn listen(address: SocketAddr) -> Result<TcpListener, Problem> {
    TcpListener::bind(address).map_err(|error| {
        let mut problem = match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                Problem::new(ProblemKind::Unavailable, "port_taken").with("port", address.port().to_string())
            }
            _ => Problem::new(ProblemKind::Unavailable, "port_not_free").with("address", address.to_string()),
        };
        problem.inside = Some(error.to_string());
        problem
    })
}

/// Serves until the program is told to stop.
///
/// # Errors
/// `internal` when the machine gives no threads or the listener fails.
pub(crate) fn serve(
    console: &Console,
    app: &App,
    config: SiteConfig,
    listener: TcpListener,
    operations: Option<TcpListener>,
) -> Result<(), Problem> {
    let pack = app.pack()?;
    let words = Arc::new(texts::words(Some(&pack))?);
    let address = listener.local_addr().map_err(Problem::internal)?;
    listener.set_nonblocking(true).map_err(Problem::internal)?;
    if let Some(operations) = &operations {
        operations.set_nonblocking(true).map_err(Problem::internal)?;
    }
    let site = Arc::new(Site::new(app.clone(), words, config));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Problem::internal)?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let (stop, stopping) = tokio::sync::watch::channel(false);
        let mut asked = Stop::new()?;
        console.say("cli-serving", &[("address", format!("http://{address}/").into())]);
        console.note("cli-stop-hint", &[]);
        // Ends with this block; what it has begun is waited for below.
        let mut beside = tokio::task::JoinSet::new();
        beside.spawn(sign_checkpoints(app.clone()));
        beside.spawn(deliver_crossings(app.clone()));
        let ahead = app.clone();
        beside.spawn_blocking(move || read_ahead(&ahead));
        if let Some(operations) = operations {
            let address = operations.local_addr()?;
            let operations = tokio::net::TcpListener::from_std(operations)?;
            console.note("cli-operations", &[("address", format!("http://{address}/").into())]);
            beside.spawn(web::serve_operations(Arc::clone(&site), operations, std::future::pending()));
        }
        let mut until = stopping.clone();
        let serving = web::serve(site, listener, async move {
            // Closed or told: both mean the end.
            let _ = until.wait_for(|stop| *stop).await;
        });
        tokio::pin!(serving);
        tokio::select! {
            () = &mut serving => {}
            () = asked.wait() => {
                console.note("cli-stopping", &[]);
                let _ = stop.send(true);
                // Who does not read an answer to its end holds nobody up for ever.
                let _ = tokio::time::timeout(PATIENCE, serving).await;
            }
        }
        beside.abort_all();
        Ok(())
    });
    runtime.shutdown_timeout(FAREWELL);
    served.map_err(|error: std::io::Error| Problem::internal(error))?;
    app.checkpoint_if_due()?;
    console.note("cli-stopped", &[]);
    Ok(())
}

/// Reads names and facts into memory before somebody waits for them.
fn read_ahead(app: &App) {
    if let Err(problem) = app.read_ahead() {
        tracing::warn!(code = problem.code, "names and facts cannot be read ahead");
    }
}

async fn sign_checkpoints(app: App) {
    let mut due = tokio::time::interval(CHECKPOINTS_EVERY);
    loop {
        due.tick().await;
        let app = app.clone();
        let signed = tokio::task::spawn_blocking(move || app.checkpoint_if_due()).await;
        if let Ok(Err(problem)) = signed {
            tracing::warn!(code = problem.code, "a checkpoint is due and cannot be signed");
        }
    }
}

/// What was sent into another realm and waits, because the program stopped or the other database did not answer.
async fn deliver_crossings(app: App) {
    let mut due = tokio::time::interval(CROSSINGS_EVERY);
    loop {
        // The first is due at once: what waited since the last stop.
        due.tick().await;
        let app = app.clone();
        let delivered = tokio::task::spawn_blocking(move || app.deliver_crossings()).await;
        if let Ok(Err(problem)) = delivered {
            tracing::warn!(code = problem.code, "what crosses into another realm cannot be delivered");
        }
    }
}

/// Ctrl+C, or the signal that a service is stopped with.
struct Stop {
    #[cfg(unix)]
    interrupted: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminated: tokio::signal::unix::Signal,
}

impl Stop {
    /// Listens from now on, so that no signal between is lost.
    #[cfg(unix)]
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupted: signal(SignalKind::interrupt())?,
            terminated: signal(SignalKind::terminate())?,
        })
    }

    #[cfg(unix)]
    async fn wait(&mut self) {
        tokio::select! {
            _ = self.interrupted.recv() => {}
            _ = self.terminated.recv() => {}
        }
    }

    #[cfg(not(unix))]
    fn new() -> std::io::Result<Self> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    async fn wait(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
