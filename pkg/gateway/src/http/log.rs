//! One line in the log for every request, when its last byte is sent.

use std::{
    pin::Pin,
    sync::atomic::{AtomicU64, Ordering},
    task::{Context, Poll},
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::Response,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives every request an id, and logs it.
pub(crate) async fn requests(request: Request, next: Next) -> Response {
    let id = request.headers().get(&REQUEST_ID).filter(|id| is_plain(id)).cloned().unwrap_or_else(new_id);
    let mut line = Line {
        id: id.to_str().unwrap_or_default().to_owned(),
        method: request.method().clone(),
        path: shown(request.uri().path()),
        status: StatusCode::OK,
        bytes: 0,
        began: Instant::now(),
    };
    let mut response = next.run(request).await;
    line.status = response.status();
    response.headers_mut().insert(REQUEST_ID, id);
    response.map(|body| Body::new(Counted { body, line }))
}

/// A path as it is logged: without the number that another library knows a patron by.
fn shown(path: &str) -> String {
    let path: String = path.chars().take(200).collect();
    let account = path.starts_with("/upstreams/").then(|| path.split_once("/patron/account/")).flatten();
    match account {
        Some((before, after)) => {
            let rest = after.find('/').map_or("", |at| &after[at..]);
            format!("{before}/patron/account/…{rest}")
        }
        None => path,
    }
}

/// An id that a proxy gave is kept where it can do no harm in a log.
fn is_plain(id: &HeaderValue) -> bool {
    id.len() <= 64 && id.as_bytes().iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// Unique among the requests of all servers for all that matters here.
fn new_id() -> HeaderValue {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    HeaderValue::from_str(&format!("{:x}-{next:x}", since.as_micros()))
        .unwrap_or(HeaderValue::from_static("none"))
}

/// What is logged; written when it is dropped, also where the reader went away half-way.
struct Line {
    id: String,
    method: Method,
    path: String,
    status: StatusCode,
    bytes: u64,
    began: Instant,
}

impl Drop for Line {
    fn drop(&mut self) {
        let ms = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(
            method = %self.method,
            path = self.path,
            status = self.status.as_u16(),
            ms,
            bytes = self.bytes,
            id = self.id,
            "request"
        );
    }
}

/// A body that counts what is sent of it.
struct Counted {
    body: Body,
    line: Line,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &polled {
            let length = frame.data_ref().map_or(0, Bytes::len);
            self.line.bytes += u64::try_from(length).unwrap_or_default();
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_patrons_are_not_logged() {
        for (path, expected) in [
            ("/opds", "/opds"),
            ("/upstreams/city/opds/a", "/upstreams/city/opds/a"),
            ("/upstreams/folio/patron/account/s-4711", "/upstreams/folio/patron/account/…"),
            (
                "/upstreams/folio/patron/account/s-4711/item/x/hold",
                "/upstreams/folio/patron/account/…/item/x/hold",
            ),
        ] {
            assert_eq!(shown(path), expected);
        }
    }
}
