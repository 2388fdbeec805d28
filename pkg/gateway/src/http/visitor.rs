//! Who asks: nobody who is known, or a patron, by the session of a browser or by card and PIN with the request.
//!
//! Three extractors. [`Visitor`] may be nobody. [`SignedIn`] is somebody who looks at something. [`Acting`] is
//! somebody who may change something: with a cookie only together with the session's token, so that no other site's
//! page can act for whoever reads it.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use base64::Engine;

use super::{
    App,
    refusal::{Refusal, forged, sign_in_first},
};
use crate::{
    accounts::{self, Patron},
    store::Origin,
};

/// The cookie's name.
pub(crate) const COOKIE: &str = "yueli-session";
/// The header in which a page says the token of its session.
const CSRF: &str = "x-csrf-token";

/// Whoever asks.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// The patron, where it is one.
    pub(crate) patron: Option<SignedIn>,
    /// From where it is asked.
    pub(crate) origin: Origin,
}

/// A patron who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    /// Who.
    pub(crate) patron: Patron,
    /// By a session, its token against forged requests; nothing where card and PIN came with the request.
    pub(crate) csrf: Option<String>,
    /// From where it is asked.
    pub(crate) origin: Origin,
}

impl SignedIn {
    /// The account, on which other rooms hang what is hers.
    pub(crate) fn account_id(&self) -> &str {
        &self.patron.id
    }
}

/// A patron who may change what is hers.
#[derive(Debug, Clone)]
pub(crate) struct Acting(pub(crate) SignedIn);

impl FromRequestParts<App> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let origin = origin(parts);
        let patron = match basic(&parts.headers) {
            Some((card, pin)) => {
                let patron = accounts::sign_in(&app.store, &app.pins, &card, &pin, &origin).await?;
                Some(SignedIn { patron, csrf: None, origin: origin.clone() })
            }
            None => match cookie(&parts.headers) {
                Some(token) => accounts::find(&app.store, &token).await?.map(|found| SignedIn {
                    patron: found.patron,
                    csrf: Some(found.csrf),
                    origin: origin.clone(),
                }),
                None => None,
            },
        };
        let visitor = Self { patron, origin };
        parts.extensions.insert(visitor.clone());
        Ok(visitor)
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        Visitor::from_request_parts(parts, app).await?.patron.ok_or_else(sign_in_first)
    }
}

impl FromRequestParts<App> for Acting {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        check(&visitor, &parts.headers)?;
        visitor.patron.map(Self).ok_or_else(sign_in_first)
    }
}

/// Whether whoever asks may change something: by a session, only with its token and from our own page. With card and PIN,
/// a page of another site must send a header of its own, which browsers let it do only where it brings card and PIN itself
/// rather than those that the browser remembers.
pub(crate) fn check(visitor: &Visitor, headers: &HeaderMap) -> Result<(), Refusal> {
    let Some(signed_in) = &visitor.patron else { return Ok(()) };
    let may = match &signed_in.csrf {
        Some(csrf) => {
            let said = headers.get(CSRF).map_or(&b""[..], |value| value.as_bytes());
            same(said, csrf.as_bytes()) && from_own_page(headers)
        }
        None => from_own_page(headers) || headers.contains_key("x-requested-with"),
    };
    if may { Ok(()) } else { Err(forged()) }
}

/// Whether two strings are the same, in a time that does not tell where they differ.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |all, (one, other)| all | (one ^ other)) == 0
}

/// Whether the browser says that a page of our own asks. One that says nothing is an old one, or no browser.
pub(crate) fn from_own_page(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else { return true };
    let host = origin.split_once("://").map_or("", |(_, host)| host);
    [text("host"), text("x-forwarded-host")].into_iter().flatten().any(|own| own == host)
}

/// Card and PIN, where they come with the request (RFC 7617).
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = base64::engine::general_purpose::STANDARD.decode(encoded.trim()).ok()?;
    let pair = String::from_utf8(bytes).ok()?;
    let (card, pin) = pair.split_once(':')?;
    Some((card.to_owned(), pin.to_owned()))
}

/// What the session's cookie holds.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, token) = pairs.find(|(name, _)| *name == COOKIE)?;
    let fits = token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then(|| token.to_owned())
}

/// Where a request comes from. A proxy on the same machine says for whom it asks.
pub(crate) fn origin(parts: &Parts) -> Origin {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let forwarded = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .and_then(|last| last.trim().parse::<IpAddr>().ok());
    let address = match peer {
        Some(peer) if peer.is_loopback() => forwarded.or(Some(peer)),
        peer => peer,
    };
    Origin::Address(address.map_or_else(|| "unknown".to_owned(), |address| address.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(given: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in given {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn card_and_pin_come_with_the_request_or_not() {
        for (value, expected) in [
            ("Basic MTIzOjQ1Njo3", Some(("123", "456:7"))),
            ("basic MTIzOg==", Some(("123", ""))),
            ("Basic MTIz", None),
            ("Basic ???", None),
            ("Bearer MTIzOjQ1Njo3", None),
            ("Basic", None),
        ] {
            let found = basic(&headers(&[("authorization", value)]));
            let found = found.as_ref().map(|(card, pin)| (card.as_str(), pin.as_str()));
            assert_eq!(found, expected, "{value}");
        }
    }

    #[test]
    fn a_session_is_found_among_other_cookies() {
        let token = "0123456789abcdef".repeat(4);
        for (line, is_there) in [
            (format!("{COOKIE}={token}"), true),
            (format!("a=b; {COOKIE}={token};c"), true),
            (format!("{COOKIE}={}", &token[1..]), false),
            (format!("x{COOKIE}={token}"), false),
            (format!("{COOKIE}=../../{}", &token[6..]), false),
        ] {
            assert_eq!(cookie(&headers(&[("cookie", &line)])).is_some(), is_there, "{line}");
        }
    }

    #[test]
    fn only_pages_of_our_own_may_act() {
        for (given, may) in [
            (vec![], true),
            (vec![("sec-fetch-site", "same-origin")], true),
            (vec![("sec-fetch-site", "none")], true),
            (vec![("sec-fetch-site", "same-site")], false),
            (vec![("sec-fetch-site", "cross-site"), ("origin", "http://l"), ("host", "l")], false),
            (vec![("origin", "http://l:80"), ("host", "l:80")], true),
            (vec![("origin", "https://l"), ("host", "inner"), ("x-forwarded-host", "l")], true),
            (vec![("origin", "https://evil"), ("host", "l")], false),
            (vec![("origin", "null"), ("host", "l")], false),
        ] {
            assert_eq!(from_own_page(&headers(&given)), may, "{given:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_header_breaks_signing_in(value in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..80)) {
            for value in [value.clone(), [&b"Basic "[..], &value].concat(), [&b"yueli-session="[..], &value].concat()] {
                let Ok(value) = axum::http::HeaderValue::from_bytes(&value) else { continue };
                let mut headers = HeaderMap::new();
                for name in ["authorization", "cookie", "origin", "sec-fetch-site", "x-forwarded-for", "host"] {
                    headers.append(name, value.clone());
                }
                basic(&headers);
                from_own_page(&headers);
                let found = cookie(&headers);
                proptest::prop_assert!(found.is_none_or(|token| token.len() == 64));
            }
        }
    }
}
