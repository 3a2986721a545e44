//! The thin shell between the network and [`Site`]: bytes in, bytes out, nothing decided here.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request as HttpRequest, Response as HttpResponse, StatusCode};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::request::{MAX_BODY, Method, Request};
use crate::response::Response;
use crate::site::Site;

/// How many requests are worked on at once; more wait their turn.
const AT_ONCE: usize = 32;
/// How long a request may wait and work before it is told to come again.
const PATIENCE: Duration = Duration::from_secs(30);

/// Serves the site until `stop` resolves, then finishes what is under way.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    site: Arc<Site>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let router = Router::new().fallback(move |request: HttpRequest<Body>| {
        let (site, places) = (Arc::clone(&site), Arc::clone(&places));
        async move { answer(site, places, request).await }
    });
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stop)
        .await
}

async fn answer(site: Arc<Site>, places: Arc<Semaphore>, request: HttpRequest<Body>) -> HttpResponse<Body> {
    let (parts, body) = request.into_parts();
    let method = match parts.method.as_str() {
        "GET" | "HEAD" => Method::Get,
        "POST" => Method::Post,
        _ => return plain(StatusCode::METHOD_NOT_ALLOWED),
    };
    let read = tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, MAX_BODY)).await;
    let Ok(Ok(body)) = read else {
        return plain(if read.is_ok() { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::REQUEST_TIMEOUT });
    };
    let headers = parts
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let query = parts.uri.query().unwrap_or_default();
    let request = Request::new(method, parts.uri.path(), query, headers, body.to_vec());
    let Ok(Ok(place)) = tokio::time::timeout(PATIENCE, places.acquire_owned()).await else {
        return plain(StatusCode::SERVICE_UNAVAILABLE);
    };
    // A write that has begun is finished even if the browser goes away: the work is not tied to this future.
    let worked = tokio::task::spawn_blocking(move || {
        let _place = place;
        site.answer(&request)
    })
    .await;
    worked.map_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR), into_http)
}

fn into_http(response: Response) -> HttpResponse<Body> {
    let mut builder = HttpResponse::builder().status(response.status);
    for (name, value) in response.headers {
        builder = builder.header(name, value);
    }
    builder.body(Body::from(response.body)).unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR))
}

/// An answer for what never reaches a page.
fn plain(status: StatusCode) -> HttpResponse<Body> {
    let mut response = HttpResponse::new(Body::from(status.canonical_reason().unwrap_or_default()));
    *response.status_mut() = status;
    response
}
