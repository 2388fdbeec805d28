//! Covers.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    App,
    problem::{self, Failure, failed},
    range::matches_etag,
};

/// `GET /covers/{id}/{size}`. The id stands for the content, so a cover never changes.
pub(crate) async fn get(
    State(app): State<App>,
    Path((id, size)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some(jpeg) = app.covers.get(&id, &size).await.map_err(failed)? else {
        return Err(problem::not_found().because("This book has no such cover."));
    };
    let etag = format!("\"{id}-{size}\"");
    let mut response = if matches_etag(headers.get(header::IF_NONE_MATCH), &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut whole = Response::new(Body::from(jpeg));
        whole.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
        whole
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, HeaderValue::from_str(&etag).map_err(failed)?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}
