//! Signing in at a library's own page: OAuth 2 and OpenID Connect, the code flow with PKCE (RFC 6749, RFC 7636,
//! RFC 9207, OpenID Connect Core 1.0), through the gateway. Tokens never reach the browser.
//!
//! What must be remembered between the way out and the way back (state, nonce, verifier) is in a cookie of its own that
//! only the gateway can read, and that goes to the callback only. So nothing of it is kept in the process, and whoever
//! sends somebody else's code to a patron's browser has no such cookie there.

mod claims;
mod provider;

use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use url::Url;

pub(crate) use provider::{OAuthError, Provider, tokens_from};

use super::{
    asker::Asker,
    vault::{Keys, Tokens},
};
use claims::{Expected, claims};

/// The way back must be taken within this time, in seconds.
const WHILE: i64 = 600;

/// What is remembered until the way back.
#[derive(Serialize, Deserialize)]
struct Flow {
    account: String,
    session: String,
    state: String,
    nonce: String,
    verifier: String,
    back: String,
    until: i64,
}

/// Where the browser is sent, and the cookie that it takes along.
pub(crate) struct Begun {
    pub(crate) location: String,
    pub(crate) cookie: HeaderValue,
}

/// What the way back led to.
pub(crate) struct Ended {
    pub(crate) tokens: Tokens,
    /// What the ID token says, where there is one.
    pub(crate) claims: Option<Value>,
    /// The page of the app to go on with.
    pub(crate) back: String,
}

/// Why there is no way in, and the page of the app to say it on.
pub(crate) struct Lost {
    pub(crate) why: OAuthError,
    pub(crate) back: String,
}

/// The way to one library's page and back.
pub(crate) struct Way<'a> {
    /// Whose page it is.
    pub(crate) provider: &'a Provider,
    /// What the cookie is sealed with.
    pub(crate) keys: &'a Keys,
    /// The upstream.
    pub(crate) id: &'a str,
    /// Where the browser finds the gateway again.
    pub(crate) gateway: &'a Url,
}

impl Way<'_> {
    /// Begins: a way to the library's own page for `asker`. Times are seconds since 1970.
    pub(crate) async fn begin(
        &self,
        asker: &Asker,
        back: Option<&str>,
        now: i64,
    ) -> Result<Begun, OAuthError> {
        let Self { provider, keys, id, gateway } = *self;
        let endpoints = provider.endpoints().await?;
        let (state, nonce, verifier) = (draw()?, draw()?, draw()?);
        let flow = Flow {
            account: asker.account.clone(),
            session: asker.session.clone(),
            state: state.clone(),
            nonce: nonce.clone(),
            verifier: verifier.clone(),
            back: own_page(back.unwrap_or("/")),
            until: now + WHILE,
        };
        let plain = serde_json::to_vec(&flow).map_err(|_| OAuthError::Nonsense("it cannot be remembered"))?;
        let sealed =
            keys.seal(&["oauth", id], &plain).map_err(|_| OAuthError::Nonsense("it cannot be remembered"))?;
        let mut location = endpoints.authorize;
        location
            .query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &provider.told.client_id)
            .append_pair("redirect_uri", &redirect_uri(gateway, id))
            .append_pair("scope", &provider.told.scopes.join(" "))
            .append_pair("state", &state)
            .append_pair("nonce", &nonce)
            .append_pair("code_challenge", &URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier)))
            .append_pair("code_challenge_method", "S256");
        let cookie = cookie(id, gateway, &sealed, WHILE)?;
        Ok(Begun { location: location.into(), cookie })
    }

    /// Ends: what came back with the browser, for `asker`. `query` is that of the callback.
    pub(crate) async fn end(
        &self,
        asker: Option<&Asker>,
        headers: &HeaderMap,
        query: &str,
        now: i64,
    ) -> Result<Ended, Lost> {
        let Self { provider, keys, id, gateway } = *self;
        let lost = |why, back: &str| Lost { why, back: back.to_owned() };
        let nonsense = |what, back: &str| lost(OAuthError::Nonsense(what), back);
        let flow: Flow = sealed(headers)
            .and_then(|sealed| keys.open(&["oauth", id], &sealed).ok())
            .and_then(|opened| serde_json::from_slice(&opened.bytes).ok())
            .ok_or_else(|| nonsense("this browser did not begin", "/"))?;
        let back = flow.back.as_str();
        let told = Told::of(query);
        if told.state.as_deref() != Some(&flow.state) || now > flow.until {
            return Err(nonsense("it came back with another state, or too late", back));
        }
        if asker.is_none_or(|asker| asker.account != flow.account || asker.session != flow.session) {
            return Err(nonsense("somebody else is signed in now", back));
        }
        if let Some(error) = told.error {
            return Err(lost(OAuthError::Said(error), back));
        }
        let endpoints = provider.endpoints().await.map_err(|why| lost(why, back))?;
        if let (Some(said), Some(own)) = (&told.issuer, &endpoints.issuer)
            && !claims::same_issuer(said, own)
        {
            return Err(nonsense("somebody else sent it back", back));
        }
        let code = told.code.ok_or_else(|| nonsense("it came back without a code", back))?;
        let granted = provider
            .exchange(&code, &flow.verifier, &redirect_uri(gateway, id), now)
            .await
            .map_err(|why| lost(why, back))?;
        let expected = Expected {
            issuer: endpoints.issuer.as_deref(),
            client: &provider.told.client_id,
            nonce: &flow.nonce,
            now,
        };
        let is_openid = provider.told.scopes.iter().any(|scope| scope == "openid");
        let believed = match &granted.id_token {
            Some(token) => {
                Some(claims(token.expose_secret(), &expected).map_err(|what| nonsense(what, back))?)
            }
            None if is_openid => return Err(nonsense("no ID token came back", back)),
            None => None,
        };
        Ok(Ended { tokens: granted.tokens, claims: believed, back: flow.back })
    }
}

/// What the callback was told.
#[derive(Default)]
struct Told {
    code: Option<String>,
    state: Option<String>,
    issuer: Option<String>,
    error: Option<String>,
}

impl Told {
    fn of(query: &str) -> Self {
        let mut told = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "code" if !value.is_empty() => told.code = Some(value.into_owned()),
                "state" => told.state = Some(value.into_owned()),
                "iss" => told.issuer = Some(value.into_owned()),
                "error" => {
                    told.error = Some(
                        value
                            .chars()
                            .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
                            .take(40)
                            .collect(),
                    )
                }
                _ => {}
            }
        }
        told
    }
}

/// The cookie with nothing in it, which takes it away.
pub(crate) fn no_cookie(id: &str, gateway: &Url) -> Option<HeaderValue> {
    cookie(id, gateway, "", 0).ok()
}

fn cookie(id: &str, gateway: &Url, value: &str, age: i64) -> Result<HeaderValue, OAuthError> {
    let secure = if gateway.scheme() == "https" { "; Secure" } else { "" };
    let text = format!(
        "yueli-oauth={value}; Path=/upstreams/{id}/callback; HttpOnly; SameSite=Lax; Max-Age={age}{secure}"
    );
    HeaderValue::from_str(&text).map_err(|_| OAuthError::Nonsense("it cannot be remembered"))
}

fn sealed(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == "yueli-oauth").map(|(_, value)| value.to_owned())
}

fn redirect_uri(gateway: &Url, id: &str) -> String {
    format!("{}/upstreams/{id}/callback", gateway.origin().ascii_serialization())
}

/// 256 random bits as text.
fn draw() -> Result<String, OAuthError> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits).map_err(|_| OAuthError::Nonsense("the system gives no random numbers"))?;
    Ok(URL_SAFE_NO_PAD.encode(bits))
}

/// A page of the app, and nothing that a browser would take for another site's.
fn own_page(back: &str) -> String {
    let fits = back.starts_with('/')
        && !back.starts_with("//")
        && back.len() <= 1000
        && back.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if fits { back.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_here() {
        for (back, expected) in [
            ("/shelf?x=1", "/shelf?x=1"),
            ("/", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("shelf", "/"),
            ("", "/"),
        ] {
            assert_eq!(own_page(back), expected, "{back:?}");
        }
    }
}
