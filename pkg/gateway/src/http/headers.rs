//! Headers that every answer has, and those that open the catalogue to other readers.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// What the app may load: itself, books as blobs, and nothing from anywhere else.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self' blob:; \
    style-src-attr 'unsafe-inline'; \
    img-src 'self' blob: data:; \
    font-src 'self' blob: data:; \
    connect-src 'self'; \
    worker-src 'self'; \
    frame-src 'self' blob:; \
    media-src 'self' blob:; \
    manifest-src 'self'; \
    base-uri 'none'; \
    form-action 'self'; \
    frame-ancestors 'self'";

const PERMISSIONS_POLICY: &str = "accelerometer=(), camera=(), display-capture=(), \
    geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), \
    usb=()";

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// What the app may load where it also asks these origins: data and pictures, and nothing that runs.
pub(crate) fn policy(origins: &[String]) -> HeaderValue {
    let more: String = origins.iter().map(|origin| format!(" {origin}")).collect();
    let policy = CONTENT_SECURITY_POLICY
        .replace("connect-src 'self'", &format!("connect-src 'self'{more}"))
        .replace("img-src 'self' blob: data:", &format!("img-src 'self' blob: data:{more}"));
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(CONTENT_SECURITY_POLICY))
}

/// Headers of every answer; one that the answer has already stays.
pub(crate) async fn for_all(State(policy): State<HeaderValue>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    for (name, value) in [
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (RESOURCE_POLICY, "same-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Any reading app on any site may read the catalogue and its books: they are public.
pub(crate) async fn open_to_all(request: Request, next: Next) -> Response {
    let is_preflight = request.method() == Method::OPTIONS;
    let mut response =
        if is_preflight { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static(
            "Accept-Ranges, Allow, Content-Length, Content-Location, Content-Range, ETag, Link, Location, Repr-Digest",
        ),
    );
    if is_preflight {
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, HEAD, OPTIONS, POST, PUT, DELETE"),
        );
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            // Card and PIN may come from another page's script; a session's cookie and token never do.
            HeaderValue::from_static(
                "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, If-Range, \
                 Prefer, Range, Slug, X-Requested-With",
            ),
        );
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_servers_are_asked_for_data_and_pictures_only() {
        assert_eq!(policy(&[]), CONTENT_SECURITY_POLICY);
        let policy = policy(&["https://opds.example".to_owned(), "https://covers.example:8443".to_owned()]);
        let named: Vec<&str> = policy
            .to_str()
            .unwrap()
            .split(';')
            .filter(|part| part.contains("example"))
            .map(str::trim)
            .collect();
        assert_eq!(
            named,
            [
                "img-src 'self' blob: data: https://opds.example https://covers.example:8443",
                "connect-src 'self' https://opds.example https://covers.example:8443",
            ]
        );
    }
}
