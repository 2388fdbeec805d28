//! Signing in to an upstream, and out again.
//!
//! - `POST /upstreams/{id}/sign-in` with `{"login", "password"}`: they are tried at the upstream, or taken there for a token,
//!   and kept where it accepts them.
//! - `GET /upstreams/{id}/sign-in?back=/shelf`: to the library's own page (OAuth); it comes back to `callback`, and that
//!   to `back`, with `upstream={id}&sign-in=ok` or the code of a problem.
//! - `DELETE /upstreams/{id}/sign-in`: what was kept is forgotten. `DELETE /upstreams`: all of it.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret, SecretString, zeroize::Zeroizing};
use serde::Deserialize;
use serde_json::Value;
use url::Url;
use yueli_upstream::settings::{Kind, SignIn};

use super::{
    Server, Upstreams, answer,
    asker::{self, Asker, allowed},
    exchange,
    line::Proof,
    oauth::{Ended, Way, no_cookie},
    patron::{self, kept},
    problem::{Code, Problem},
    proxy::too_many,
    vault::{Credential, Tokens, Vault},
};

/// The longest name with password, in bytes.
const LONGEST: usize = 16 * 1024;

/// `/upstreams/{id}/sign-in`
pub(crate) async fn sign_in(State(upstreams): State<Upstreams>, request: Request) -> Response {
    let tongue = asker::tongue(request.headers());
    let id = id_of(request.uri().path()).to_owned();
    match try_sign_in(&upstreams, &id, request).await {
        Ok(response) => response,
        Err(problem) => problem.with("upstream", id).answer(tongue),
    }
}

async fn try_sign_in(upstreams: &Upstreams, id: &str, request: Request) -> Result<Response, Problem> {
    let server = upstreams.find(id).ok_or(Code::Unknown)?;
    let (parts, body) = request.into_parts();
    allowed(&parts.method, &parts.headers)?;
    let asker = asker::asker(&parts.extensions).ok_or(Code::LibrarySignIn)?;
    let vault = upstreams.vault()?;
    match (&parts.method, server.told.sign_in) {
        (&Method::DELETE, _) => {
            // What a librarian said is not the patron's to take away.
            if server.told.sign_in == SignIn::Librarian {
                return Err(Code::NotAllowed.into());
            }
            server.exchange.forget(&asker.account);
            vault.forget(&asker.account, id, asker.does("upstream.signed-out")).await.map_err(kept)?;
            Ok(nothing())
        }
        (&Method::POST, SignIn::Password | SignIn::Token) => {
            server.guess(&asker.account).map_err(too_many)?;
            with_password(server, vault, asker, typed(&parts.headers, body).await?).await
        }
        (&Method::GET, SignIn::OAuth) => {
            let way = upstreams.way(server)?;
            let back = back_of(parts.uri.query().unwrap_or_default());
            let begun = way.begin(asker, back.as_deref(), now()).await.map_err(|why| {
                tracing::warn!(upstream = id, %why, "signing in cannot begin");
                Problem::from(Code::SignInFailed)
            })?;
            Ok(redirect(&begun.location, Some(begun.cookie)))
        }
        _ => Err(Code::NotAllowed.into()),
    }
}

/// `DELETE /upstreams`: forgets what the patron signs in with, everywhere.
pub(crate) async fn sign_out(State(upstreams): State<Upstreams>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let tongue = asker::tongue(&parts.headers);
    let forgotten = async {
        allowed(&parts.method, &parts.headers)?;
        let asker = asker::asker(&parts.extensions).ok_or(Code::LibrarySignIn)?;
        let vault = upstreams.vault()?;
        for id in vault.list(&asker.account).await.map_err(kept)? {
            let server = upstreams.find(&id);
            if server.is_some_and(|server| server.told.sign_in == SignIn::Librarian) {
                continue;
            }
            if let Some(server) = server {
                server.exchange.forget(&asker.account);
            }
            vault.forget(&asker.account, &id, asker.does("upstream.signed-out")).await.map_err(kept)?;
        }
        Ok::<_, Problem>(nothing())
    };
    forgotten.await.unwrap_or_else(|problem| problem.answer(tongue))
}

#[derive(Deserialize)]
struct Typed {
    login: String,
    password: String,
}

/// Name and password, as they were typed.
async fn typed(headers: &HeaderMap, body: Body) -> Result<Typed, Problem> {
    let malformed = || Problem::from(Code::Malformed);
    let kind = asker::text(headers, "content-type").unwrap_or_default();
    let body = Zeroizing::new(to_bytes(body, LONGEST).await.map_err(|_| malformed())?.to_vec());
    let typed = serde_json::from_slice(&body).ok();
    typed.filter(|_| kind.trim_start().starts_with("application/json")).ok_or_else(malformed)
}

async fn with_password(
    server: &Server,
    vault: &Vault,
    asker: &Asker,
    typed: Typed,
) -> Result<Response, Problem> {
    let (user, password) = (SecretString::from(typed.login), SecretString::from(typed.password));
    // RFC 7617, section 2: a name with a colon cannot be said.
    if user.expose_secret().contains(':') || user.expose_secret().is_empty() {
        return Err(Code::SignInWrong.into());
    }
    let credential = Credential::Password { user: user.clone(), password: password.clone() };
    let deed = asker.does("upstream.signed-in");
    if server.told.sign_in == SignIn::Token {
        let typed = exchange::Typed { user: &user, password: &password };
        server.exchange.token(server, &asker.account, typed, None, now()).await?;
        vault.put(&asker.account, server.id(), &credential, deed).await.map_err(kept)?;
        return Ok(nothing());
    }
    let accept = "application/opds+json, application/atom+xml;q=0.9, */*;q=0.1";
    let question = server.own_question(&server.told.check, accept, Proof::Header(basic(&user, &password)))?;
    let reply = server.line.ask(&question).await.map_err(|trouble| trouble.problem(&Method::GET))?;
    let is_refused = reply.status == StatusCode::UNAUTHORIZED || reply.status == StatusCode::FORBIDDEN;
    match answer::read(reply, &server.own_terms()).await {
        _ if is_refused => Err(Code::SignInWrong.into()),
        Err(problem) => Err(problem),
        Ok(answer) if !answer.status.is_success() => Err(Code::Refused.into()),
        Ok(_) => {
            vault.put(&asker.account, server.id(), &credential, deed).await.map_err(kept)?;
            Ok(nothing())
        }
    }
}

/// `/upstreams/{id}/callback`: the browser comes back from the library's own page.
pub(crate) async fn callback(State(upstreams): State<Upstreams>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let id = id_of(parts.uri.path()).to_owned();
    let tongue = asker::tongue(&parts.headers);
    let Some(server) = upstreams.find(&id) else { return Problem::from(Code::Unknown).answer(tongue) };
    let (way, vault) = match (upstreams.way(server), upstreams.vault()) {
        (Ok(way), Ok(vault)) => (way, vault),
        (Err(problem), _) | (_, Err(problem)) => return problem.with("upstream", id).answer(tongue),
    };
    let asker = asker::asker(&parts.extensions);
    let query = parts.uri.query().unwrap_or_default();
    let (back, said) = match way.end(asker, &parts.headers, query, now()).await {
        Ok(ended) => {
            let back = ended.back.clone();
            match keep(server, vault, asker, ended).await {
                Ok(()) => (back, "ok"),
                Err(problem) => (back, problem.code.key().0),
            }
        }
        Err(lost) => {
            tracing::warn!(upstream = id, why = %lost.why, "signing in came to nothing");
            (lost.back, Code::SignInFailed.key().0)
        }
    };
    let joint = if back.contains('?') { '&' } else { '?' };
    redirect(&format!("{back}{joint}upstream={id}&sign-in={said}"), no_cookie(&id, way.gateway))
}

/// Keeps what signing in brought: the tokens, or who the patron is.
async fn keep(server: &Server, vault: &Vault, asker: Option<&Asker>, ended: Ended) -> Result<(), Problem> {
    let asker = asker.ok_or(Code::LibrarySignIn)?;
    let credential = match server.told.kind {
        Kind::Opds => Credential::Tokens(ended.tokens),
        Kind::EdgePatron => {
            // The tokens have said what they are for, and are not kept.
            let claim = server.told.oauth.as_ref().map_or("sub", |oauth| oauth.patron_claim.as_str());
            let id = ended.claims.as_ref().and_then(|claims| claims.get(claim)).and_then(Value::as_str);
            Credential::Patron(patron::find(server, id.ok_or(Code::NoSuchPatron)?).await?)
        }
    };
    vault.put(&asker.account, server.id(), &credential, asker.does("upstream.signed-in")).await.map_err(kept)
}

/// What proves to an upstream who asks.
pub(crate) struct Shown {
    pub(crate) proof: Proof,
    /// The tokens that it was made of, which can be renewed where they are not accepted.
    pub(crate) tokens: Option<Tokens>,
}

impl From<Proof> for Shown {
    fn from(proof: Proof) -> Self {
        Self { proof, tokens: None }
    }
}

/// What proves to an upstream who asks; tokens that are no longer good are renewed first.
///
/// # Errors
/// Where the vault fails, or the patron must sign in anew.
pub(crate) async fn proof(server: &Server, vault: &Vault, asker: &Asker) -> Result<Shown, Problem> {
    match vault.get(&asker.account, server.id()).await.map_err(kept)? {
        Some(Credential::Password { user, password }) if server.told.sign_in == SignIn::Token => {
            let typed = exchange::Typed { user: &user, password: &password };
            let tokens = server.exchange.token(server, &asker.account, typed, None, now()).await;
            let tokens = held(server, vault, asker, tokens).await?;
            Ok(Shown { proof: bearer(&tokens), tokens: Some(tokens) })
        }
        Some(Credential::Password { user, password }) => Ok(Proof::Header(basic(&user, &password)).into()),
        Some(Credential::Tokens(tokens)) if tokens.expires.is_none_or(|expires| expires > now() + 30) => {
            Ok(Shown { proof: bearer(&tokens), tokens: Some(tokens) })
        }
        Some(Credential::Tokens(tokens)) => Ok(renewed(server, vault, asker, &tokens).await?.into()),
        Some(Credential::Patron(_)) | None => Ok(Proof::None.into()),
    }
}

/// New tokens for those that are no longer good.
///
/// # Errors
/// Where there are none: the patron must sign in anew.
pub(crate) async fn renewed(
    server: &Server,
    vault: &Vault,
    asker: &Asker,
    old: &Tokens,
) -> Result<Proof, Problem> {
    if server.told.sign_in == SignIn::Token {
        return exchanged(server, vault, asker, old).await;
    }
    let provider = server.provider.as_ref().ok_or(Code::SignIn)?;
    let _one_at_a_time = server.refreshing.lock().await;
    // Somebody else may have renewed them meanwhile, here or in another gateway.
    if let Some(tokens) = newer(server, vault, asker, old).await? {
        return Ok(bearer(&tokens));
    }
    match provider.refresh(old, now()).await {
        Ok(tokens) => {
            let proof = bearer(&tokens);
            vault.put(&asker.account, server.id(), &Credential::Tokens(tokens), None).await.map_err(kept)?;
            Ok(proof)
        }
        Err(why) => {
            tracing::warn!(upstream = server.id(), %why, "tokens cannot be renewed");
            if let Some(tokens) = newer(server, vault, asker, old).await? {
                return Ok(bearer(&tokens));
            }
            if !why.is_over() {
                return Err(Code::Down.into());
            }
            over(server, vault, asker).await
        }
    }
}

/// A new token for one that was not accepted, with what she signed in with.
async fn exchanged(server: &Server, vault: &Vault, asker: &Asker, old: &Tokens) -> Result<Proof, Problem> {
    let Some(Credential::Password { user, password }) =
        vault.get(&asker.account, server.id()).await.map_err(kept)?
    else {
        return Err(Code::SignIn.into());
    };
    let typed = exchange::Typed { user: &user, password: &password };
    let tokens = server.exchange.token(server, &asker.account, typed, Some(old), now()).await;
    Ok(bearer(&held(server, vault, asker, tokens).await?))
}

/// What she signed in with is forgotten where it is not right any more.
async fn held(
    server: &Server,
    vault: &Vault,
    asker: &Asker,
    tokens: Result<Tokens, Problem>,
) -> Result<Tokens, Problem> {
    match tokens {
        Err(problem) if problem.code == Code::SignInWrong => over(server, vault, asker).await,
        other => other,
    }
}

/// The patron must sign in anew.
async fn over<T>(server: &Server, vault: &Vault, asker: &Asker) -> Result<T, Problem> {
    server.exchange.forget(&asker.account);
    vault.forget(&asker.account, server.id(), None).await.map_err(kept)?;
    Err(Problem::from(Code::SignIn).with("signIn", format!("/upstreams/{}/sign-in", server.id())))
}

async fn newer(
    server: &Server,
    vault: &Vault,
    asker: &Asker,
    old: &Tokens,
) -> Result<Option<Tokens>, Problem> {
    Ok(match vault.get(&asker.account, server.id()).await.map_err(kept)? {
        Some(Credential::Tokens(tokens)) if tokens.access.expose_secret() != old.access.expose_secret() => {
            Some(tokens)
        }
        _ => None,
    })
}

/// What HTTP Basic says (RFC 7617, section 2).
pub(crate) fn basic(user: &SecretString, password: &SecretString) -> SecretString {
    let pair = Zeroizing::new(format!("{}:{}", user.expose_secret(), password.expose_secret()));
    format!("Basic {}", STANDARD.encode(pair.as_bytes())).into()
}

fn bearer(tokens: &Tokens) -> Proof {
    Proof::Header(format!("Bearer {}", tokens.access.expose_secret()).into())
}

/// Seconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

fn id_of(path: &str) -> &str {
    path.strip_prefix("/upstreams/").and_then(|rest| rest.split('/').next()).unwrap_or_default()
}

fn back_of(query: &str) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == "back").map(|(_, value)| value.into_owned())
}

fn nothing() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn redirect(to: &str, cookie: Option<HeaderValue>) -> Response {
    let mut response = nothing();
    match HeaderValue::from_str(to) {
        Ok(to) => {
            *response.status_mut() = StatusCode::SEE_OTHER;
            response.headers_mut().insert(header::LOCATION, to);
        }
        Err(_) => *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR,
    }
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

impl Upstreams {
    /// The vault.
    ///
    /// # Errors
    /// Where there is none.
    pub(crate) fn vault(&self) -> Result<&Vault, Problem> {
        self.0.vault.as_ref().ok_or_else(|| Code::LibrarySignIn.into())
    }

    /// The way to an upstream's own page.
    fn way<'a>(&'a self, server: &'a Server) -> Result<Way<'a>, Problem> {
        match (&server.provider, self.gateway()) {
            (Some(provider), Some(gateway)) => {
                Ok(Way { provider, keys: self.vault()?.keys(), id: server.id(), gateway })
            }
            _ => Err(Code::NotAllowed.into()),
        }
    }

    fn gateway(&self) -> Option<&Url> {
        self.0.gateway.as_ref()
    }
}
