//! The catalogue's feeds.

use axum::{
    body::Body,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use yueli_opds::{FEED, PUBLICATION};
use yueli_publication::Link;

use super::{
    App, lending,
    problem::{Failure, failed},
    range::matches_etag,
    refusal::{Refusal, gone, never_had},
    tongue,
    visitor::Visitor,
};
use crate::{
    catalogue::{self, Filter, Tongue},
    config::hex,
};

/// Leads to the catalogues of other libraries that can be asked through this one.
const LIBRARIES: &str = "https://yueli.dev/ns/rel#libraries";

/// `GET /opds`
pub(crate) async fn root(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tongue = tongue(&headers);
    let folder = app.status.folder();
    let notice = folder.notice(tongue).map(str::to_owned);
    let mut feed = catalogue::root(&app.db, &app.config.name, notice, tongue).await.map_err(failed)?;
    if app.upstreams.any_catalogue() {
        feed.links.push(Link::to("/upstreams").of_type(FEED).with_rel(LIBRARIES));
    }
    lending::decorate(&app, &mut feed, &visitor).await?;
    Ok(answer(&feed, FEED, &headers, tongue)?)
}

/// `GET /opds/publications`
pub(crate) async fn list(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tongue = tongue(&headers);
    let filter = Filter::parse(&query.unwrap_or_default());
    let mut feed = catalogue::publications(&app.db, &filter, tongue).await.map_err(failed)?;
    lending::decorate(&app, &mut feed, &visitor).await?;
    Ok(answer(&feed, FEED, &headers, tongue)?)
}

/// `GET /opds/publications/{id}`
pub(crate) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let Some(row) = app.db.book(&id).await.map_err(failed)? else {
        return Err(never_had());
    };
    if row.absent.is_some() {
        return Err(gone());
    }
    let publication = lending::publication(&app, &row, &visitor).await?;
    Ok(answer(&publication, PUBLICATION, &headers, tongue(&headers))?)
}

/// `GET /opds/languages`
pub(crate) async fn languages(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let tongue = tongue(&headers);
    answer(&catalogue::languages(&app.db, tongue).await.map_err(failed)?, FEED, &headers, tongue)
}

/// `GET /opds/subjects`
pub(crate) async fn subjects(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let tongue = tongue(&headers);
    answer(&catalogue::subjects(&app.db, tongue).await.map_err(failed)?, FEED, &headers, tongue)
}

/// A document as JSON, or that it has not changed since it was last asked for.
fn answer(
    document: &impl Serialize,
    media_type: &'static str,
    asked: &HeaderMap,
    tongue: Tongue,
) -> Result<Response, Failure> {
    let body = serde_json::to_vec(document).map_err(failed)?;
    let etag = format!("W/\"{}\"", hex(&Sha256::digest(&body)[..12]));
    let mut response = if matches_etag(asked.get(header::IF_NONE_MATCH), &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut whole = Response::new(Body::from(body));
        whole.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        whole.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(tongue.tag()));
        whole
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, HeaderValue::from_str(&etag).map_err(failed)?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let vary = HeaderValue::from_static("Accept-Language, Authorization, Cookie");
    headers.insert(header::VARY, vary);
    Ok(response)
}
