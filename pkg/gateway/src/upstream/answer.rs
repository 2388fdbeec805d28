//! What a browser gets of an upstream's answer.
//!
//! Nothing that comes through here can act in the library's name: headers are those of a list, what browsers would run
//! is only bytes, and what they would show is shown in a sandbox that can do nothing.
//!
//! Bodies are not changed. Documents say where they came from (`Yueli-Address`), so that the app resolves their links
//! as they were meant and finds the gateway's path for them in `/upstreams`. Rewriting them here would mean to parse every
//! feed twice, would lose what we do not know of, and break signatures and digests.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use futures::stream;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use serde_json::json;
use tokio::time::{Instant, timeout, timeout_at};
use yueli_upstream::{
    challenge,
    headers::{comes_down, is_document, is_page, tame_type},
};

use super::{
    line::{ADDRESS, Line, Reply, UPSTREAM, retry_after},
    problem::{Code, Problem},
};

/// Nothing loads, nothing runs, nobody frames it.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      frame-ancestors 'none'; form-action 'none'; base-uri 'none'";
/// The two media types of the document that says how to sign in (Authentication for OPDS 1.0, and before).
const AUTHENTICATION: [&str; 2] =
    ["application/opds-authentication+json", "application/vnd.opds.authentication.v1.0+json"];

/// How an answer is passed on.
#[derive(Debug, Clone)]
pub(crate) struct Terms<'a> {
    /// Who answered.
    pub(crate) id: &'a str,
    /// How it was asked.
    pub(crate) method: &'a Method,
    /// It is for one person alone.
    pub(crate) private: bool,
    /// Whether the browser is told where it came from.
    pub(crate) tells_address: bool,
    /// The longest document, in bytes.
    pub(crate) longest: usize,
}

/// An answer, as far as it must be known whole.
pub(crate) enum Content {
    /// Read whole.
    Document(Bytes),
    /// Still to come.
    File(Incoming),
    /// Nothing.
    Nothing,
}

/// An answer that makes sense.
pub(crate) struct Sensible {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) content: Content,
    address: url::Url,
}

/// Reads an answer as far as is needed to see whether it makes sense.
///
/// # Errors
/// Where it does not, or is no answer but a refusal.
pub(crate) async fn read(reply: Reply, terms: &Terms<'_>) -> Result<Sensible, Problem> {
    let Reply { status, headers, body, address, deadline } = reply;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let document = is_document(kind);
    let page = is_page(kind);
    match status.as_u16() {
        // A page for people would be shown in the library's name: it is opened where it is, or not at all. Which catalogues
        // it leads to is told.
        200..=299 if page => {
            let whole = whole(&headers, body, terms, deadline).await.unwrap_or_default();
            let catalogues = yueli_opds::catalogues(&whole, address.as_str());
            let leads: Vec<_> = catalogues.into_iter().map(|link| link.href).collect();
            return Err(Problem::from(Code::Nonsense).with("received", "html").with("catalogues", leads));
        }
        200..=299 | 304 => {}
        401 if !AUTHENTICATION.iter().any(|own| is_type(kind, own)) => return Err(sign_in(&headers)),
        429 => return Err(Problem::from(Code::TooMany).after(retry_after(&headers))),
        400..=499 if document && !page => {}
        404 | 410 => return Err(about(Code::NotThere, status)),
        400..=499 => return Err(about(Code::Refused, status)),
        500..=599 => return Err(about(Code::Down, status).after(retry_after(&headers))),
        _ => return Err(about(Code::Nonsense, status)),
    }
    let empty = terms.method == Method::HEAD || matches!(status.as_u16(), 204 | 205 | 304);
    let content = match (empty, document) {
        (true, _) => Content::Nothing,
        (false, true) => {
            let whole = whole(&headers, body, terms, deadline).await?;
            if !makes_sense(kind, &headers, &whole) {
                return Err(Problem::from(Code::Nonsense).with("received", "not what it says it is"));
            }
            Content::Document(whole)
        }
        (false, false) => Content::File(body),
    };
    Ok(Sensible { status, headers, content, address })
}

/// What the browser gets.
pub(crate) fn pass_on(line: &Line, answer: Sensible, terms: &Terms<'_>) -> Response {
    let Sensible { status, headers, content, address } = answer;
    let file = matches!(content, Content::File(_) | Content::Nothing);
    let mut response = Response::new(match content {
        Content::Document(bytes) => Body::from(bytes),
        Content::Nothing => Body::empty(),
        Content::File(body) => trickle(body, line),
    });
    *response.status_mut() = status;
    let sent = response.headers_mut();
    for (name, value) in &headers {
        if comes_down(name.as_str()) && (file || name != header::CONTENT_LENGTH) {
            sent.append(name, value.clone());
        }
    }
    if let Some(kind) = headers.get(header::CONTENT_TYPE) {
        let tame = kind.to_str().map_or("application/octet-stream", tame_type);
        if let Ok(tame) = HeaderValue::from_str(tame) {
            sent.insert(header::CONTENT_TYPE, tame);
        }
    } else if status != StatusCode::NOT_MODIFIED {
        sent.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    }
    if terms.private {
        sent.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    } else {
        sent.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    }
    if terms.tells_address
        && let Ok(address) = HeaderValue::from_str(address.as_str())
    {
        sent.insert(ADDRESS, address);
    }
    if let Ok(id) = HeaderValue::from_str(terms.id) {
        sent.insert(UPSTREAM, id);
    }
    guarded(&mut response);
    response
}

/// Adds what keeps an upstream's words from acting in the library's name.
fn guarded(response: &mut Response) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::VARY, "Cookie, Accept, Accept-Language"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
}

/// A document, whole.
async fn whole(
    headers: &HeaderMap,
    body: Incoming,
    terms: &Terms<'_>,
    deadline: Instant,
) -> Result<Bytes, Problem> {
    let said = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let said = said.and_then(|value| value.parse::<u64>().ok());
    if said.is_some_and(|said| said > u64::try_from(terms.longest).unwrap_or(u64::MAX)) {
        return Err(Code::TooLarge.into());
    }
    match timeout_at(deadline, Limited::new(body, terms.longest).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => Err(Code::TooLarge.into()),
        Ok(Err(error)) => {
            tracing::warn!(upstream = terms.id, %error, "an answer broke off");
            Err(Problem::from(Code::Nonsense).with("received", "half"))
        }
        Err(_) => Err(Code::Slow.into()),
    }
}

/// A file, as it comes. Where nothing comes for too long, or the connection breaks, the browser's breaks too: it sees
/// that the file is not whole, and can go on with a range.
fn trickle(body: Incoming, line: &Line) -> Body {
    let idle = line.patience().idle;
    Body::from_stream(stream::try_unfold(body, move |mut body| async move {
        loop {
            match timeout(idle, body.frame()).await {
                Err(_) => return Err(std::io::Error::from(std::io::ErrorKind::TimedOut)),
                Ok(None) => return Ok(None),
                Ok(Some(Err(error))) => return Err(std::io::Error::other(error)),
                Ok(Some(Ok(frame))) => {
                    if let Ok(data) = frame.into_data() {
                        return Ok(Some((data, body)));
                    }
                }
            }
        }
    }))
}

/// Whether a document begins, and ends, as its type says. What is packed cannot be looked into.
fn makes_sense(kind: &str, headers: &HeaderMap, bytes: &[u8]) -> bool {
    if headers.contains_key(header::CONTENT_ENCODING) {
        return true;
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence.ends_with("json") {
        let ends = || match serde_json::from_slice::<serde::de::IgnoredAny>(text) {
            Ok(_) => true,
            Err(error) => !error.is_eof(),
        };
        return !text.starts_with(b"<") && ends();
    }
    if essence.ends_with("xml") && !is_page(kind) {
        let start: Vec<u8> = text.iter().take(16).map(u8::to_ascii_lowercase).collect();
        return !start.starts_with(b"<!doctype html")
            && !start.starts_with(b"<html")
            && text.starts_with(b"<");
    }
    true
}

/// The upstream wants to know who asks; how, in words of ours.
fn sign_in(headers: &HeaderMap) -> Problem {
    let all = headers.get_all(header::WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
    let ways: Vec<_> = all
        .flat_map(challenge::parse)
        .map(|one| json!({ "scheme": one.scheme, "realm": one.realm, "error": one.error }))
        .collect();
    Problem::from(Code::SignIn).with("challenges", ways)
}

fn about(code: Code, status: StatusCode) -> Problem {
    Problem::from(code).with("upstreamStatus", status.as_u16())
}

fn is_type(kind: &str, own: &str) -> bool {
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_what_they_say() {
        for (kind, body, sensible) in [
            ("application/opds+json", "{\"a\": [1]}", true),
            ("application/opds+json", "\u{feff} {\"a\": 1}", true),
            ("application/opds+json", "<!DOCTYPE html><html>", false),
            ("application/opds+json", "{\"a\": [1", false),
            ("application/opds+json", "", false),
            ("application/json", "{\"a\": 1,}", true),
            ("application/atom+xml;profile=opds-catalog", "<?xml version=\"1.0\"?><feed/>", true),
            ("application/atom+xml", "\n<!DOCTYPE HTML><html>", false),
            ("application/atom+xml", "<HTML>", false),
            ("application/atom+xml", "Internal error", false),
            ("text/plain", "<html>", true),
            ("text/html", "<html>", true),
        ] {
            assert_eq!(makes_sense(kind, &HeaderMap::new(), body.as_bytes()), sensible, "{kind} {body}");
        }
    }
}
