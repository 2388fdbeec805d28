//! Whoever says who somebody is: where it is asked, and what it answers.

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use http_body_util::{BodyExt, Limited};
use secrecy::{ExposeSecret, SecretString, zeroize::Zeroizing};
use serde::Deserialize;
use serde_json::Value;
use tokio::{
    sync::Mutex,
    time::{Duration, Instant, timeout},
};
use url::{Url, form_urlencoded};
use yueli_upstream::settings::OAuth;

use super::{
    super::{
        line::{Line, Proof, Question},
        vault::Tokens,
    },
    claims::same_issuer,
};

/// What was looked up is looked up again after this time.
const FRESH: Duration = Duration::from_secs(3600);
/// The longest answer, in bytes.
const LONGEST: usize = 256 * 1024;

/// Why it does not work. No token and no code is in it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OAuthError {
    /// It cannot be asked.
    #[error("it cannot be asked: {0}")]
    Unreachable(String),
    /// It says that something is not valid (RFC 6749, section 5.2).
    #[error("it says {0}")]
    Said(String),
    /// It wants to know who asks (401), and says no more: what was shown is not right.
    #[error("it does not know whoever asks")]
    Unknown,
    /// It answers with something else.
    #[error("its answer makes no sense: {0}")]
    Nonsense(&'static str),
}

impl OAuthError {
    /// What is kept is of no use any more.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self, Self::Said(code) if code == "invalid_grant")
    }
}

/// Where it is asked.
#[derive(Debug, Clone)]
pub(super) struct Endpoints {
    pub(super) authorize: Url,
    token: Url,
    pub(super) issuer: Option<String>,
}

/// What came back for a code.
pub(crate) struct Granted {
    pub(crate) tokens: Tokens,
    pub(super) id_token: Option<SecretString>,
}

/// Whoever says who somebody is.
#[derive(Debug)]
pub(crate) struct Provider {
    pub(super) told: OAuth,
    line: Line,
    found: Mutex<Option<(Instant, Endpoints)>>,
}

#[derive(Deserialize)]
struct Discovered {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
}

#[derive(Deserialize)]
struct Answer {
    access_token: Option<String>,
    refresh_token: Option<String>,
    id_token: Option<String>,
    expires_in: Option<Value>,
    error: Option<String>,
}

impl Provider {
    /// A provider that is asked over `line`.
    pub(crate) fn new(told: OAuth, line: Line) -> Self {
        Self { told, line, found: Mutex::new(None) }
    }

    /// Where it is asked: as the settings say, else as it says itself (OpenID Connect Discovery 1.0).
    pub(super) async fn endpoints(&self) -> Result<Endpoints, OAuthError> {
        if let (Some(authorize), Some(token)) = (&self.told.authorize, &self.told.token) {
            let issuer = self.told.issuer.as_ref().map(|issuer| issuer.as_str().to_owned());
            return Ok(Endpoints { authorize: authorize.clone(), token: token.clone(), issuer });
        }
        let Some(issuer) = &self.told.issuer else { return Err(OAuthError::Nonsense("no issuer is known")) };
        let mut found = self.found.lock().await;
        if let Some((since, endpoints)) = &*found
            && since.elapsed() < FRESH
        {
            return Ok(endpoints.clone());
        }
        let address = format!("{}/.well-known/openid-configuration", issuer.as_str().trim_end_matches('/'));
        let (_, body) = ask(&self.line, Method::GET, &address, Bytes::new(), Proof::None).await?;
        let said: Discovered = serde_json::from_slice(&body)
            .map_err(|_| OAuthError::Nonsense("it does not say where it is asked"))?;
        if !same_issuer(&said.issuer, issuer.as_str()) {
            return Err(OAuthError::Nonsense("it calls itself otherwise than the settings do"));
        }
        // A patron's browser goes to the first: it must be an address that we would ask ourselves.
        let judged = |address: &str| {
            let judged = self.line.guard().judge(address).map(|target| target.url().clone());
            judged.map_err(|_| OAuthError::Nonsense("it names an address that is not asked"))
        };
        let endpoints = Endpoints {
            authorize: judged(&said.authorization_endpoint)?,
            token: judged(&said.token_endpoint)?,
            issuer: Some(said.issuer),
        };
        *found = Some((Instant::now(), endpoints.clone()));
        Ok(endpoints)
    }

    /// Tokens for a code (RFC 6749, section 4.1.3; RFC 7636, section 4.5).
    pub(super) async fn exchange(
        &self,
        code: &str,
        verifier: &str,
        redirect: &str,
        now: i64,
    ) -> Result<Granted, OAuthError> {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ];
        self.token(&fields, now).await
    }

    /// New tokens for old ones (RFC 6749, section 6). Where no new refresh token comes, the old one stays.
    pub(crate) async fn refresh(&self, old: &Tokens, now: i64) -> Result<Tokens, OAuthError> {
        let Some(refresh) = &old.refresh else { return Err(OAuthError::Said("invalid_grant".to_owned())) };
        let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh.expose_secret())];
        let mut tokens = self.token(&fields, now).await?.tokens;
        tokens.refresh = tokens.refresh.or_else(|| old.refresh.clone());
        Ok(tokens)
    }

    async fn token(&self, fields: &[(&str, &str)], now: i64) -> Result<Granted, OAuthError> {
        let endpoints = self.endpoints().await?;
        let proof = match &self.told.client_secret {
            Some(secret) => Proof::Header(basic(&self.told.client_id, secret)),
            None => Proof::None,
        };
        let own = [("client_id", self.told.client_id.as_str())];
        // A client without a secret says who it is in the form.
        let own = own.iter().filter(|_| matches!(proof, Proof::None));
        let form =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).extend_pairs(own).finish();
        tokens_from(&self.line, endpoints.token.as_str(), form, proof, now).await
    }
}

/// Tokens from the address that gives them, for a form (RFC 6749, section 5).
///
/// # Errors
/// Why none are given.
pub(crate) async fn tokens_from(
    line: &Line,
    address: &str,
    form: String,
    proof: Proof,
    now: i64,
) -> Result<Granted, OAuthError> {
    let (status, body) = ask(line, Method::POST, address, Bytes::from(form), proof).await?;
    let is_unknown = status == StatusCode::UNAUTHORIZED;
    let answer: Answer = match serde_json::from_slice(&body) {
        Ok(answer) => answer,
        Err(_) if is_unknown => return Err(OAuthError::Unknown),
        Err(_) => return Err(OAuthError::Nonsense("no tokens and no reason came back")),
    };
    if let Some(code) = answer.error {
        let plain = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '_';
        return Err(OAuthError::Said(code.chars().filter(plain).take(40).collect()));
    }
    if is_unknown {
        return Err(OAuthError::Unknown);
    }
    let access = answer
        .access_token
        .filter(|_| status.is_success())
        .ok_or(OAuthError::Nonsense("no token came back"))?;
    let seconds = answer.expires_in.and_then(|said| match said {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    });
    let tokens = Tokens {
        access: access.into(),
        refresh: answer.refresh_token.map(SecretString::from),
        expires: seconds.map(|seconds| now.saturating_add(seconds.max(0))),
    };
    Ok(Granted { tokens, id_token: answer.id_token.map(SecretString::from) })
}

/// What came back, and with which status.
async fn ask(
    line: &Line,
    method: Method,
    address: &str,
    body: Bytes,
    proof: Proof,
) -> Result<(StatusCode, Zeroizing<Vec<u8>>), OAuthError> {
    let unreachable = |error: &dyn std::fmt::Display| OAuthError::Unreachable(error.to_string());
    let target = line.guard().judge(address).map_err(|refusal| unreachable(&refusal))?;
    let mut headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static("application/json"))]);
    if method == Method::POST {
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(header::CONTENT_TYPE, form);
    }
    let question = Question { method, target, headers, body, proof };
    let reply = line.ask(&question).await.map_err(|trouble| unreachable(&trouble))?;
    if reply.status.is_server_error() {
        return Err(OAuthError::Unreachable(reply.status.to_string()));
    }
    let status = reply.status;
    let reading = Limited::new(reply.body, LONGEST).collect();
    let body = timeout(line.patience().total, reading).await;
    match body {
        Ok(Ok(body)) => Ok((status, Zeroizing::new(body.to_bytes().to_vec()))),
        Ok(Err(_)) => Err(OAuthError::Nonsense("its answer is too long or broke off")),
        Err(error) => Err(unreachable(&error)),
    }
}

/// The client's name and secret, as RFC 6749 (section 2.3.1) has them written.
fn basic(client: &str, secret: &SecretString) -> SecretString {
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let pair = Zeroizing::new(format!("{}:{}", encode(client), encode(secret.expose_secret())));
    format!("Basic {}", STANDARD.encode(pair.as_bytes())).into()
}
