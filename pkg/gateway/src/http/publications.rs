//! The books themselves.

use std::{ops::Range, path::Path as FilePath, time::SystemTime};

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use object_store::{
    GetOptions, GetRange, ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path as Key,
};

use super::{
    App, lending,
    problem::{Failure, failed},
    range::{Part, has_it, part},
    refusal::{Refusal, gone, never_had},
    sight,
    visitor::{SignedIn, Visitor},
};
use crate::{
    audience::Sight,
    catalogue::slug,
    db::{Row, unsigned},
};

/// `GET /publications/{id}/{name}`. The name is only for the person who saves the file.
pub(crate) async fn get(
    State(app): State<App>,
    Path((id, _)): Path<(String, String)>,
    visitor: Visitor,
    sight: Sight,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let row = app.db.book(&id).await.map_err(failed)?;
    if row.is_some() {
        let patron = visitor.patron.as_ref().map(SignedIn::account_id);
        sight::look(&app, &sight, &id, patron).await?;
    }
    let is_lent = lending::may_read(&app, &id, &visitor).await?;
    let Some(row) = row else {
        return Err(never_had());
    };
    let Some(file) = find(&app, &row).await? else {
        return Err(gone());
    };
    let etag = format!("\"{id}\"");
    let modified = file.modified;
    let mut response = if has_it(&headers, &etag, modified) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match part(&headers, file.length, &etag, modified) {
            Part::Unsatisfiable => unsatisfiable(file.length)?,
            Part::Whole => send(&file, 0..file.length, StatusCode::OK, &method).await?,
            Part::Bytes(range) => {
                let mut response = send(&file, range.clone(), StatusCode::PARTIAL_CONTENT, &method).await?;
                let says = format!("bytes {}-{}/{}", range.start, range.end.saturating_sub(1), file.length);
                response.headers_mut().insert(header::CONTENT_RANGE, text(&says)?);
                response
            }
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, text(&etag)?);
    headers.insert(header::LAST_MODIFIED, text(&httpdate::fmt_http_date(modified))?);
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    // A cache that is asked by several people must not hand to one of them what only another one sees.
    headers.insert(header::VARY, HeaderValue::from_static("Authorization, Cookie"));
    let caching = if is_lent || !sight.is_whole() { "private, no-cache" } else { "public, max-age=3600" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if response.status().is_success() {
        let headers = response.headers_mut();
        if let Some(digest) = &row.digest {
            // Of the whole file, whichever part is sent: so that a download can be checked (RFC 9530).
            headers.insert("repr-digest", text(&format!("sha-256=:{digest}:"))?);
        }
        headers.insert(header::CONTENT_TYPE, text(&row.media_type)?);
        headers.insert(header::CONTENT_DISPOSITION, text(&disposition(&row))?);
    }
    Ok(response)
}

/// A file that can be sent.
struct Found {
    store: LocalFileSystem,
    key: Key,
    length: u64,
    modified: SystemTime,
}

/// The book's file, as long as it is the one that was read.
async fn find(app: &App, row: &Row) -> Result<Option<Found>, Failure> {
    let paths = app.db.paths_of(&row.id).await.map_err(failed)?;
    let root = app.config.books.clone();
    let Ok(store) = LocalFileSystem::new_with_prefix(&root) else { return Ok(None) };
    for path in paths {
        let Ok(key) = Key::parse(&path) else { continue };
        if !is_inside(&root, &path).await {
            continue;
        }
        match store.head(&key).await {
            Ok(about) if about.size == unsigned(row.size) => {
                let modified = SystemTime::from(about.last_modified);
                return Ok(Some(Found { store, key, length: about.size, modified }));
            }
            // Another file now; the import will notice.
            Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Ok(None)
}

/// A link in the folder may have been turned to lead out of it since it was looked at.
async fn is_inside(root: &FilePath, path: &str) -> bool {
    let (root, file) = tokio::join!(tokio::fs::canonicalize(root), tokio::fs::canonicalize(root.join(path)));
    matches!((root, file), (Ok(root), Ok(file)) if file.starts_with(&root))
}

async fn send(
    file: &Found,
    range: Range<u64>,
    status: StatusCode,
    method: &Method,
) -> Result<Response, Failure> {
    let length = range.end - range.start;
    let body = if method == Method::HEAD || length == 0 {
        Body::empty()
    } else {
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        let found = file.store.get_opts(&file.key, options).await.map_err(failed)?;
        Body::from_stream(found.into_stream())
    };
    let mut response = (status, body).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    Ok(response)
}

fn unsatisfiable(length: u64) -> Result<Response, Failure> {
    let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
    response.headers_mut().insert(header::CONTENT_RANGE, text(&format!("bytes */{length}"))?);
    Ok(response)
}

/// A name to save the file under, in ASCII for old readers and in UTF-8 for all others (RFC 6266).
fn disposition(row: &Row) -> String {
    let stem = row.title.strip_suffix(&format!(".{}", row.extension)).unwrap_or(&row.title);
    let name = format!("{}.{}", slug(stem), row.extension);
    let plain: String = name.chars().map(|letter| if letter.is_ascii() { letter } else { '_' }).collect();
    let encoded = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
    // Only what is read here is shown; a stranger's file of any other kind is saved, never rendered as ours.
    let way = if row.extension == "epub" { "inline" } else { "attachment" };
    format!("{way}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

fn text(value: &str) -> Result<HeaderValue, Failure> {
    HeaderValue::from_str(value).map_err(failed)
}
