//! The thin shell between the network and [`Site`]: bytes in, bytes out, nothing decided here.
//!
//! Every wait for somebody else's machine has an end, and there are so many connections and no more: who sends half
//! a request and falls silent holds a connection for seconds, not for ever.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Request as HttpRequest, Response as HttpResponse, StatusCode};
use axum::serve::Listener;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::request::{MAX_BODY, MAX_UPLOAD, Method, Request};
use crate::response::Response;
use crate::site::Site;

/// How much of the server others can hold, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at once; more wait in the machine's own queue. Each holds at most one body of 256 KiB.
    pub connections: usize,
    /// Requests worked on at once; more wait their turn.
    pub requests: usize,
    /// Long bodies, of forms with a file, at once; more wait their turn.
    pub files: usize,
    /// For a request's head, from the end of the answer before it: so an idle connection ends, too.
    pub head: Duration,
    /// For a request's body.
    pub body: Duration,
    /// For a request's turn to come, before it is told to come again.
    pub turn: Duration,
    /// For a whole connection. Then no new request is taken from it: who asks and never reads holds it no longer.
    pub connection: Duration,
    /// For what is under way when a connection's time is over.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 256,
            requests: 32,
            files: 2,
            head: Duration::from_secs(10),
            body: Duration::from_secs(30),
            turn: Duration::from_secs(30),
            connection: Duration::from_secs(120),
            farewell: Duration::from_secs(90),
        }
    }
}

/// Serves the site until `stop` resolves, then finishes what is under way.
pub async fn serve(site: Arc<Site>, listener: TcpListener, stop: impl Future<Output = ()>) {
    serve_within(Limits::default(), site, listener, stop).await;
}

/// Serves health, readiness and metrics to whoever runs the machine, and no page, until `stop` resolves.
pub async fn serve_operations(site: Arc<Site>, listener: TcpListener, stop: impl Future<Output = ()>) {
    let few = Limits { connections: 16, requests: 4, ..Limits::default() };
    serve_at(few, Door::Operations(site), listener, stop).await;
}

/// The same as [`serve`] within other limits.
pub async fn serve_within(
    limits: Limits,
    site: Arc<Site>,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) {
    serve_at(limits, Door::Pages(site), listener, stop).await;
}

/// What is behind a listener.
#[derive(Clone)]
enum Door {
    Pages(Arc<Site>),
    Operations(Arc<Site>),
}

impl Door {
    fn answer(&self, request: &Request) -> Response {
        match self {
            Self::Pages(site) => site.answer(request),
            Self::Operations(site) => site.answer_operations(request),
        }
    }

    /// Whether a long body may follow this head.
    fn takes_file(&self, head: &Request) -> bool {
        match self {
            Self::Pages(site) => site.takes_file(head),
            Self::Operations(_) => false,
        }
    }
}

async fn serve_at(limits: Limits, door: Door, mut listener: TcpListener, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(limits.requests));
    let files = Arc::new(Semaphore::new(limits.files));
    let router = Router::new().fallback(move |request: HttpRequest<Body>| {
        let (door, places, files) = (door.clone(), Arc::clone(&places), Arc::clone(&files));
        async move { answer(limits, door, places, files, request).await }
    });
    let free = Arc::new(Semaphore::new(limits.connections));
    let (stopping, stopped) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let held = Arc::clone(&free).acquire_owned().await;
            // Whatever fails at accepting is about that one connection, or passes: it tries again by itself.
            (held, Listener::accept(&mut listener).await)
        };
        tokio::select! {
            () = &mut stop => break,
            Some(_) = connections.join_next() => {}
            (held, (stream, _)) = next => {
                let (router, stopped) = (router.clone(), stopped.clone());
                connections.spawn(async move {
                    let _held = held;
                    carry(limits, stream, router, stopped).await;
                });
            }
        }
    }
    drop(listener);
    // Those who listen for it are the connections; none may be left.
    let _ = stopping.send(true);
    while connections.join_next().await.is_some() {}
}

/// Carries one connection's requests and answers.
async fn carry(limits: Limits, stream: TcpStream, router: Router, mut stopped: watch::Receiver<bool>) {
    // One protocol alone: to tell it from others would be to wait for its first bytes without a limit.
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.head);
    let service = TowerToHyperService::new(router);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let over = timeout(limits.connection, stopped.wait_for(|stopped| *stopped));
    // How it ends concerns nobody here: the other side has gone, fallen silent, or said what is no request.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = over => connection.as_mut().graceful_shutdown(),
    }
    let _ = timeout(limits.farewell, connection).await;
}

async fn answer(
    limits: Limits,
    door: Door,
    places: Arc<Semaphore>,
    files: Arc<Semaphore>,
    request: HttpRequest<Body>,
) -> HttpResponse<Body> {
    let (request, _file) = match read(limits, &door, files, request).await {
        Ok(request) => request,
        Err(status) => return plain(status),
    };
    let Ok(Ok(place)) = timeout(limits.turn, places.acquire_owned()).await else {
        return plain(StatusCode::SERVICE_UNAVAILABLE);
    };
    // A write that has begun is finished even if the browser goes away: the work is not tied to this future.
    let worked = tokio::task::spawn_blocking(move || {
        let _place = place;
        door.answer(&request)
    })
    .await;
    worked.map_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR), into_http)
}

/// The whole request, or what is answered to half of one. The body is read last, and only of what may be a request
/// to us: [`Site::answer`] asks which host is meant, and over a network one must be named.
///
/// A long body is read only of a form with a file from somebody who may send one, and of a few at a time: the permit
/// is held until the answer.
async fn read(
    limits: Limits,
    door: &Door,
    files: Arc<Semaphore>,
    request: HttpRequest<Body>,
) -> Result<(Request, Option<OwnedSemaphorePermit>), StatusCode> {
    let (parts, body) = request.into_parts();
    let method = match parts.method.as_str() {
        "GET" | "HEAD" => Method::Get,
        "POST" => Method::Post,
        _ => return Err(StatusCode::METHOD_NOT_ALLOWED),
    };
    let headers = headers(&parts);
    if !headers.iter().any(|(name, _)| name == "host") {
        return Err(StatusCode::BAD_REQUEST);
    }
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let head = Request::new(method, parts.uri.path(), &query, headers, Vec::new());
    let (head, long) = if head.carries_file() {
        // Who sends it stands in the database.
        let asked = door.clone();
        let work = move || {
            let long = asked.takes_file(&head);
            (head, long)
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?
    } else {
        (head, false)
    };
    let (most, file) = if long {
        let file = timeout(limits.turn, files.acquire_owned()).await;
        (MAX_UPLOAD, Some(file.ok().and_then(Result::ok).ok_or(StatusCode::SERVICE_UNAVAILABLE)?))
    } else {
        (MAX_BODY, None)
    };
    let body = timeout(limits.body, axum::body::to_bytes(body, most))
        .await
        .map_err(|_| StatusCode::REQUEST_TIMEOUT)?
        .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    Ok((head.with_body(body.to_vec()), file))
}

fn headers(parts: &Parts) -> Vec<(String, String)> {
    let texts = parts.headers.iter();
    texts
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect()
}

fn into_http(response: Response) -> HttpResponse<Body> {
    let mut builder = HttpResponse::builder().status(response.status);
    for (name, value) in response.headers {
        builder = builder.header(name, value);
    }
    builder.body(Body::from(response.body)).unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR))
}

/// An answer for what never reaches a page, with the headers of one.
fn plain(status: StatusCode) -> HttpResponse<Body> {
    let words = status.canonical_reason().unwrap_or_default().to_owned();
    into_http(Response::plain(status.as_u16(), words).secured())
}
