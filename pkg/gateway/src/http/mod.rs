//! What the server answers.

mod covers;
mod feeds;
mod headers;
mod health;
mod log;
mod mime;
mod problem;
mod publications;
mod range;
mod statics;

use std::{any::Any, sync::Arc, time::Duration};

use axum::{
    Router,
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer};

use crate::{
    config::Config,
    db::Db,
    import::{Covers, Status},
    upstream::{self, Upstreams},
};

/// An answer must have begun by then.
const SLOWEST: Duration = Duration::from_secs(30);

/// What the answers are made of.
#[derive(Debug, Clone)]
pub(crate) struct App {
    pub(crate) config: Arc<Config>,
    pub(crate) db: Db,
    pub(crate) covers: Covers,
    pub(crate) status: Arc<Status>,
    /// Other servers that are asked for patrons.
    pub(crate) upstreams: Upstreams,
}

/// Every address of the server.
pub(crate) fn router(app: App) -> Router {
    let feeds = Router::new()
        .route("/opds", get(feeds::root))
        .route("/opds/", get(feeds::root))
        .route("/opds/publications", get(feeds::list))
        .route("/opds/publications/{id}", get(feeds::one))
        .route("/opds/languages", get(feeds::languages))
        .route("/opds/subjects", get(feeds::subjects))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(headers::open_to_all));
    let files = Router::new()
        .route("/publications/{id}/{name}", get(publications::get))
        .route("/covers/{id}/{size}", get(covers::get))
        .layer(middleware::from_fn(headers::open_to_all));
    Router::new()
        .merge(feeds)
        .merge(files)
        .merge(upstream::router(app.upstreams.clone()))
        .route("/healthz", get(health::get))
        .fallback(statics::get)
        .with_state(app)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, SLOWEST))
        .layer(CatchPanicLayer::custom(on_panic))
        .layer(middleware::from_fn(headers::for_all))
        .layer(middleware::from_fn(log::requests))
}

/// A request that breaks the server is one failed request, and no more.
fn on_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    tracing::error!(message, "a request failed in a way that it must not");
    problem::internal().into_response()
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, extract::Request};
    use tower::ServiceExt;

    use super::*;

    async fn broken() -> StatusCode {
        panic!("on purpose")
    }

    #[tokio::test]
    async fn a_request_that_breaks_the_server_is_one_failed_request() {
        let router = Router::new().route("/", get(broken)).layer(CatchPanicLayer::custom(on_panic));
        let answer = router.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
    }
}
