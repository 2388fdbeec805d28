//! What the server answers.

mod annotations;
mod authentication;
mod container;
mod covers;
mod feeds;
mod headers;
mod health;
mod lending;
mod log;
mod mime;
mod past;
mod problem;
mod publications;
mod range;
mod reading;
mod refusal;
mod session;
pub(crate) mod sight;
mod statics;
mod upstreams;
mod visitor;

pub(crate) use authentication::HREF as AUTHENTICATION;
pub(crate) use problem::failed;
pub(crate) use refusal::{Refusal, malformed, too_many_things};
pub(crate) use session::about;
pub(crate) use visitor::{Acting, SignedIn, Visitor};

use std::{any::Any, sync::Arc, time::Duration};

use axum::{
    Router,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{MethodFilter, get, put},
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer};

use crate::{
    accounts::Pins,
    catalogue::Tongue,
    config::Config,
    db::Db,
    import::{Covers, Status},
    patron_api, staff,
    store::Store,
    upstream::Upstreams,
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
    /// What must not be lost.
    pub(crate) store: Store,
    pub(crate) pins: Pins,
}

/// Every address of the server.
pub(crate) fn router(app: App) -> Router {
    let policy = headers::policy(&app.upstreams.direct());
    let feeds = Router::new()
        .route("/opds", get(feeds::root))
        .route("/opds/", get(feeds::root))
        .route("/opds/publications", get(feeds::list))
        .route("/opds/publications/{id}", get(feeds::one))
        .route("/opds/languages", get(feeds::languages))
        .route("/opds/subjects", get(feeds::subjects))
        .route(authentication::HREF, get(authentication::get))
        .route("/opds/publications/{id}/borrow", change(lending::borrow))
        .route("/opds/loans/{id}/return", change(lending::give_back))
        .route("/opds/loans/{id}/renew", change(lending::renew))
        .route("/opds/holds/{id}/revoke", change(lending::revoke))
        .route("/opds/shelf", get(lending::shelf))
        .route("/opds/profile", get(lending::profile))
        .route("/opds/history", get(past::history).put(past::keep).delete(past::forget))
        .route("/opds/paper", get(past::paper))
        .merge(reading_routes())
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(headers::open_to_all));
    let files = Router::new()
        .route("/publications/{id}/{name}", get(publications::get))
        .route("/covers/{id}/{size}", get(covers::get))
        .layer(middleware::from_fn(headers::open_to_all));
    Router::new()
        .merge(feeds)
        .merge(files)
        .merge(upstreams::routes(&app))
        .route("/healthz", get(health::get))
        .merge(patron_api::routes())
        .merge(staff::routes())
        .route("/family/{id}", put(session::allow))
        .route("/session", get(session::get).post(session::post).delete(session::delete))
        .fallback(statics::get)
        .layer(middleware::from_fn_with_state(app.clone(), refusal::say))
        .with_state(app)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, SLOWEST))
        .layer(CatchPanicLayer::custom(on_panic))
        .layer(middleware::from_fn_with_state(policy, headers::for_all))
        .layer(middleware::from_fn(log::requests))
}

/// What patrons read and note.
fn reading_routes() -> Router<App> {
    const NOTES: &str = "/opds/publications/{id}/annotations/";
    Router::new()
        .route("/opds/reading", get(reading::changes).delete(reading::erase))
        .route("/opds/publications/{id}/progression", get(reading::get).put(reading::put))
        .route(NOTES, get(annotations::container).post(annotations::create))
        .route(
            &format!("{NOTES}{{name}}"),
            get(annotations::get).put(annotations::put).delete(annotations::delete),
        )
}

/// The language that is asked for.
pub(crate) fn tongue(headers: &HeaderMap) -> Tongue {
    Tongue::preferred(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
}

/// An answer that is for one patron only, and that nobody keeps.
pub(crate) fn no_store(mut response: Response) -> Response {
    let value = HeaderValue::from_static("private, no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}

/// What changes something is asked for by POST; reading apps also send PUT, DELETE, and GET, which a browser's cookie
/// alone never does: the extractor [`visitor::Acting`] wants the session's token with it, whatever the method.
fn change<H: axum::handler::Handler<T, App>, T: 'static>(handler: H) -> axum::routing::MethodRouter<App> {
    axum::routing::on(
        MethodFilter::GET.or(MethodFilter::POST).or(MethodFilter::PUT).or(MethodFilter::DELETE),
        handler,
    )
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
