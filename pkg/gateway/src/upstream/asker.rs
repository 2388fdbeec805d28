//! Whoever asks, as far as this room knows.

use axum::http::{Extensions, HeaderMap, Method, header};
use yueli_upstream::headers::harmless;

use super::{problem::Code, vault::Deed};
use crate::{catalogue::Tongue, store::Origin};

/// A patron who is signed in to the library itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asker {
    /// Whose account it is.
    pub(crate) account: String,
    /// What tells her sessions apart; no secret.
    pub(crate) session: String,
    /// From where she asks.
    pub(crate) origin: Origin,
}

impl Asker {
    /// What she does, for the audit log.
    pub(crate) fn does(&self, action: &'static str) -> Option<Deed> {
        Some(Deed { action, origin: self.origin.clone() })
    }
}

/// Whose requests are counted together: a session's, or those from one address where nobody is signed in.
pub(crate) fn counted(extensions: &Extensions) -> String {
    match (extensions.get::<Asker>(), extensions.get::<Origin>()) {
        (Some(asker), _) => format!("session {}", asker.session),
        (None, Some(origin)) => format!("address {origin}"),
        (None, None) => String::new(),
    }
}

/// Who is signed in, where somebody is.
pub(crate) fn asker(extensions: &Extensions) -> Option<&Asker> {
    extensions.get::<Asker>()
}

/// The language to answer in.
pub(crate) fn tongue(headers: &HeaderMap) -> Tongue {
    Tongue::preferred(text(headers, header::ACCEPT_LANGUAGE.as_str()))
}

/// Whether this may be asked for by the page that asks, and for what it is wanted.
///
/// Browsers say both (Fetch Metadata). What they do not say is allowed where it only looks: other programs have no
/// patron's cookie that could be misused.
///
/// # Errors
/// Where another site asks, or where it is wanted as something that would run.
pub(crate) fn allowed(method: &Method, headers: &HeaderMap) -> Result<(), Code> {
    if text(headers, "sec-fetch-dest").is_some_and(|destination| !harmless(destination)) {
        return Err(Code::NotAllowed);
    }
    let looks = method == Method::GET || method == Method::HEAD;
    let own = match (text(headers, "sec-fetch-site"), text(headers, "origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = origin.split_once("://").map_or("", |(_, host)| host);
            let own = [text(headers, "host"), text(headers, "x-forwarded-host")];
            own.into_iter().flatten().any(|own| own == host)
        }
        (None, None) => looks,
    };
    if own { Ok(()) } else { Err(Code::Forged) }
}

pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_others_do_not_ask() {
        for (method, given, expected) in [
            (Method::GET, vec![], Ok(())),
            (Method::POST, vec![], Err(Code::Forged)),
            (Method::GET, vec![("sec-fetch-site", "same-origin"), ("sec-fetch-dest", "empty")], Ok(())),
            (Method::GET, vec![("sec-fetch-site", "same-origin"), ("sec-fetch-dest", "image")], Ok(())),
            (Method::GET, vec![("sec-fetch-site", "none"), ("sec-fetch-dest", "document")], Ok(())),
            (Method::GET, vec![("sec-fetch-site", "cross-site")], Err(Code::Forged)),
            (Method::GET, vec![("sec-fetch-site", "same-site")], Err(Code::Forged)),
            (
                Method::GET,
                vec![("sec-fetch-site", "same-origin"), ("sec-fetch-dest", "script")],
                Err(Code::NotAllowed),
            ),
            (Method::GET, vec![("sec-fetch-dest", "serviceworker")], Err(Code::NotAllowed)),
            (Method::GET, vec![("sec-fetch-dest", "iframe")], Err(Code::NotAllowed)),
            (Method::POST, vec![("sec-fetch-site", "same-origin")], Ok(())),
            (Method::POST, vec![("sec-fetch-site", "cross-site")], Err(Code::Forged)),
            (Method::POST, vec![("origin", "https://l.example"), ("host", "l.example")], Ok(())),
            (
                Method::POST,
                vec![("origin", "https://l.example"), ("host", "in"), ("x-forwarded-host", "l.example")],
                Ok(()),
            ),
            (
                Method::DELETE,
                vec![("origin", "https://evil.example"), ("host", "l.example")],
                Err(Code::Forged),
            ),
            (Method::DELETE, vec![("origin", "null"), ("host", "l.example")], Err(Code::Forged)),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in &given {
                headers.insert(*name, value.parse().unwrap());
            }
            assert_eq!(allowed(&method, &headers), expected, "{method} {given:?}");
        }
    }
}
