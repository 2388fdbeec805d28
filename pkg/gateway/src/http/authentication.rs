//! How to sign in, as other reading apps learn it (Authentication for OPDS 1.0).

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use yueli_publication::LocalizedText;

use super::{App, tongue};
use crate::catalogue::Tongue;

/// The media type of the document.
pub(crate) const TYPE: &str = "application/opds-authentication+json";
/// Where it is.
pub(crate) const HREF: &str = "/opds/authentication";

/// `GET /opds/authentication`
pub(crate) async fn get(State(app): State<App>, headers: HeaderMap) -> Response {
    let tongue = tongue(&headers);
    let text =
        tongue.pick("Sign in with the number of your library card and its PIN.", "请用读者证号和密码登录。");
    let document = document(&app.config.name, base(&headers).as_deref(), text, tongue);
    let headers = [
        (header::CONTENT_TYPE, TYPE),
        (header::CACHE_CONTROL, "no-cache"),
        (header::VARY, "Accept-Language"),
        (header::CONTENT_LANGUAGE, tongue.tag()),
    ];
    (headers, document.to_string()).into_response()
}

/// The document; `says` is what a person is told.
pub(crate) fn document(name: &LocalizedText, base: Option<&str>, says: &str, tongue: Tongue) -> Value {
    let id = base.map_or_else(|| "urn:yueli:authentication".to_owned(), |base| format!("{base}{HREF}"));
    json!({
        "id": id,
        "title": name.get(tongue.tag()),
        "description": says,
        "links": [
            { "rel": "start", "href": "/opds", "type": yueli_opds::FEED },
            { "rel": "alternate", "href": "/", "type": "text/html" },
        ],
        "authentication": [
            {
                "type": "http://opds-spec.org/auth/basic",
                "labels": {
                    "login": tongue.pick("Card number", "读者证号"),
                    "password": tongue.pick("PIN", "密码"),
                },
            },
            {
                "type": "https://yueli.dev/ns/auth#session",
                "links": [{ "rel": "authenticate", "href": "/session", "type": "application/json" }],
            },
        ],
    })
}

/// Scheme and host as the client wrote them, where they are fit to be said again.
pub(crate) fn base(headers: &HeaderMap) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text("x-forwarded-host").or_else(|| text("host"))?;
    let fits = !host.is_empty()
        && host.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._:[]".contains(letter));
    let scheme = if text("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    fits.then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_said_again_only_where_it_is_one() {
        for (given, expected) in [
            (vec![("host", "library.example:8080")], Some("http://library.example:8080")),
            (
                vec![
                    ("host", "127.0.0.1"),
                    ("x-forwarded-host", "l.example"),
                    ("x-forwarded-proto", "https"),
                ],
                Some("https://l.example"),
            ),
            (vec![("host", "a\"b")], None),
            (vec![("host", "")], None),
            (vec![], None),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in &given {
                headers.insert(*name, value.parse().unwrap());
            }
            assert_eq!(base(&headers).as_deref(), expected, "{given:?}");
        }
    }
}
