//! What went wrong with a request, as RFC 9457 says it.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// A failed request.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Failure {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

impl Failure {
    fn new(status: StatusCode, title: &'static str) -> Self {
        Self { kind: "about:blank", title, status: status.as_u16(), detail: None }
    }

    /// The same with what exactly is wrong, for a person.
    #[must_use]
    pub(crate) fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

/// There is no such thing here.
pub(crate) fn not_found() -> Failure {
    Failure::new(StatusCode::NOT_FOUND, "Not found")
}

/// This address cannot be asked so.
pub(crate) fn method_not_allowed() -> Failure {
    Failure::new(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here")
}

/// The server failed; the reason is in its log and nobody else's business.
pub(crate) fn internal() -> Failure {
    Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "The server failed")
}

/// The server failed, and this is why: for the log.
pub(crate) fn failed(error: impl std::fmt::Display) -> Failure {
    tracing::error!(%error, "a request failed");
    internal()
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}
