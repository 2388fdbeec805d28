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
    sight, tongue,
};
use crate::{
    audience::Sight,
    catalogue::{self, Filter, Shelves, Tongue},
    config::hex,
    patron_api::Whose,
};

/// Leads to the catalogues of other libraries that can be asked through this one.
const LIBRARIES: &str = "https://yueli.dev/ns/rel#libraries";

/// `GET /opds`
pub(crate) async fn root(
    State(app): State<App>,
    whose: Whose,
    sight: Sight,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tongue = tongue(&headers);
    let folder = app.status.folder();
    let notice = folder.notice(tongue).map(str::to_owned);
    let mut feed =
        catalogue::root(shelves(&app, &sight), &app.config.name, notice, tongue).await.map_err(failed)?;
    if app.upstreams.any_catalogue() {
        feed.links.push(Link::to("/upstreams").of_type(FEED).with_rel(LIBRARIES));
    }
    lending::decorate(&app, &mut feed, &whose).await?;
    Ok(answer(&feed, FEED, &headers, tongue, &sight)?)
}

/// `GET /opds/publications`
pub(crate) async fn list(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    whose: Whose,
    sight: Sight,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tongue = tongue(&headers);
    let filter = Filter::parse(&query.unwrap_or_default());
    let mut feed = catalogue::publications(shelves(&app, &sight), &filter, tongue).await.map_err(failed)?;
    lending::decorate(&app, &mut feed, &whose).await?;
    Ok(answer(&feed, FEED, &headers, tongue, &sight)?)
}

/// `GET /opds/publications/{id}`
pub(crate) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    whose: Whose,
    sight: Sight,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let Some(row) = app.db.book(&id).await.map_err(failed)? else {
        return Err(never_had());
    };
    if row.absent.is_some() {
        return Err(gone());
    }
    sight::look(&app, &sight, &row.id, whose.patron.as_deref()).await?;
    let publication = lending::publication(&app, &row, &whose).await?;
    Ok(answer(&publication, PUBLICATION, &headers, tongue(&headers), &sight)?)
}

/// `GET /opds/languages`
pub(crate) async fn languages(
    State(app): State<App>,
    sight: Sight,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let tongue = tongue(&headers);
    let feed = catalogue::languages(shelves(&app, &sight), tongue).await.map_err(failed)?;
    answer(&feed, FEED, &headers, tongue, &sight)
}

/// `GET /opds/subjects`
pub(crate) async fn subjects(
    State(app): State<App>,
    sight: Sight,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let tongue = tongue(&headers);
    let feed = catalogue::subjects(shelves(&app, &sight), tongue).await.map_err(failed)?;
    answer(&feed, FEED, &headers, tongue, &sight)
}

/// The catalogue as whoever asks sees it.
fn shelves<'a>(app: &'a App, sight: &'a Sight) -> Shelves<'a> {
    Shelves { db: &app.db, sight }
}

/// A document as JSON, or that it has not changed since it was last asked for.
fn answer(
    document: &impl Serialize,
    media_type: &'static str,
    asked: &HeaderMap,
    tongue: Tongue,
    sight: &Sight,
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
    // Nobody who keeps answers for several people keeps what one of them sees.
    let caching = if sight.is_whole() { "no-cache" } else { "private, no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    let vary = HeaderValue::from_static("Accept-Language, Authorization, Cookie");
    headers.insert(header::VARY, vary);
    Ok(response)
}
