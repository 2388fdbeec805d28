//! The app's files.

use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::{
    App, mime,
    problem::{self, Failure, failed},
    range::has_it,
};

/// What the server itself answers: no page of the app is there.
const NOT_PAGES: [&str; 6] = ["opds", "publications", "covers", "api", "healthz", "upstreams"];

/// Anything that is no feed, book or cover.
pub(crate) async fn get(State(app): State<App>, request: Request) -> Response {
    answer(&app, request.method(), request.uri(), request.headers())
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn answer(app: &App, method: &Method, uri: &Uri, asked: &HeaderMap) -> Result<Response, Failure> {
    if method != Method::GET && method != Method::HEAD {
        return Err(problem::method_not_allowed());
    }
    let path = uri.path();
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    if NOT_PAGES.contains(&first) {
        return Err(problem::not_found());
    }
    // Served by the app's service worker; a request that reaches us came without it.
    if first == "book" {
        return Ok(page(StatusCode::NOT_FOUND, BOOK_PAGE));
    }
    let is_navigation = accepts_html(asked);
    let Some(web) = &app.config.web else {
        let no_app = if is_navigation { Ok(page(StatusCode::NOT_FOUND, NO_APP_PAGE)) } else { Err(()) };
        return no_app.map_err(|()| problem::not_found());
    };
    let name = if path == "/" { Some("index.html".to_owned()) } else { file_name(path) };
    if let Some(name) = name
        && let Some(response) = file(web, &name, method, asked).await?
    {
        return Ok(response);
    }
    if is_navigation {
        return match file(web, "index.html", method, asked).await? {
            Some(response) => Ok(response),
            None => Ok(page(StatusCode::NOT_FOUND, NO_APP_PAGE)),
        };
    }
    Err(problem::not_found())
}

/// True where a person, not a script, asks.
fn accepts_html(asked: &HeaderMap) -> bool {
    let accept = asked.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The path in the app's folder, unless it is one that leads elsewhere or is hidden.
fn file_name(path: &str) -> Option<String> {
    let name = percent_encoding::percent_decode_str(path.trim_start_matches('/')).decode_utf8().ok()?;
    let is_fit = |part: &str| {
        !part.is_empty()
            && (!part.starts_with('.') || part == ".well-known")
            && !part.contains(['\\', ':', '\0'])
    };
    name.split('/').all(is_fit).then(|| name.into_owned())
}

/// A file as it is to be sent.
struct Chosen {
    path: PathBuf,
    encoding: Option<&'static str>,
    length: u64,
    modified: SystemTime,
}

/// The file, or the smallest of its packed siblings that the asker understands.
async fn choose(web: &Path, name: &str, asked: &HeaderMap) -> Option<(Chosen, bool)> {
    let plain = about(web.join(name), None).await?;
    let mut varies = false;
    for (encoding, suffix) in [("br", "br"), ("gzip", "gz")] {
        let Some(packed) = about(web.join(format!("{name}.{suffix}")), Some(encoding)).await else {
            continue;
        };
        varies = true;
        if accepts_encoding(asked, encoding) {
            return Some((packed, varies));
        }
    }
    Some((plain, varies))
}

async fn about(path: PathBuf, encoding: Option<&'static str>) -> Option<Chosen> {
    let about = tokio::fs::metadata(&path).await.ok().filter(std::fs::Metadata::is_file)?;
    let modified = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    Some(Chosen { path, encoding, length: about.len(), modified })
}

fn accepts_encoding(asked: &HeaderMap, encoding: &str) -> bool {
    let accept = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accept.unwrap_or_default().split(',').any(|part| {
        let (name, parameters) = part.split_once(';').unwrap_or((part, ""));
        let refused = parameters.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32));
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

async fn file(
    web: &Path,
    name: &str,
    method: &Method,
    asked: &HeaderMap,
) -> Result<Option<Response>, Failure> {
    let Some((chosen, varies)) = choose(web, name, asked).await else { return Ok(None) };
    let since = chosen.modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let coded = chosen.encoding.unwrap_or("plain");
    let etag = format!("\"{:x}-{:x}-{coded}\"", since.as_nanos(), chosen.length);
    let mut response = if has_it(asked, &etag, chosen.modified) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let is_head = method == Method::HEAD;
        let body = if is_head { Vec::new() } else { tokio::fs::read(&chosen.path).await.map_err(failed)? };
        let mut whole = Response::new(Body::from(body));
        let headers = whole.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime::of(name)));
        if is_head {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(chosen.length));
        }
        if let Some(encoding) = chosen.encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        whole
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, HeaderValue::from_str(&etag).map_err(failed)?);
    let cached = match name {
        _ if is_hashed(name) => "public, max-age=31536000, immutable",
        // Asked for anew by every drawing that uses it; the shell itself comes from the service worker.
        _ if name.starts_with("icons/") => "public, max-age=300",
        _ => "no-cache",
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cached));
    if varies {
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    if name == "sw.js" {
        headers.insert(HeaderName::from_static("service-worker-allowed"), HeaderValue::from_static("/"));
    }
    Ok(Some(response))
}

/// True where the name holds a hash of the content (`app-0123456789abcdef.js`, `…_bg.wasm`).
fn is_hashed(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    file.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')).count();
        digits == 16 && !part[16..].starts_with(|next: char| next.is_ascii_alphanumeric())
    })
}

fn page(status: StatusCode, html: &'static str) -> Response {
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

const BOOK_PAGE: &str = include_str!("book.html");
const NO_APP_PAGE: &str = include_str!("no-app.html");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names_are_known() {
        for (name, expected) in [
            ("yueli-0123456789abcdef.js", true),
            ("yueli-0123456789abcdef_bg.wasm", true),
            ("styles/base-0123456789abcdef.css", true),
            ("book-worker.js", false),
            ("yueli-0123456789abcdef0.js", false),
            ("yueli-0123456789ABCDEF.js", false),
            ("0123456789abcdef.js", false),
            ("index.html", false),
        ] {
            assert_eq!(is_hashed(name), expected, "{name}");
        }
    }

    #[test]
    fn no_path_leads_out() {
        for path in ["/../x", "/a/%2e%2e/x", "/.git/config", "/a//b", "/a%5c..%5cb", "/%00", "/%ff"] {
            assert_eq!(file_name(path), None, "{path}");
        }
        assert_eq!(file_name("/fonts/a%20b.woff2").as_deref(), Some("fonts/a b.woff2"));
    }
}
