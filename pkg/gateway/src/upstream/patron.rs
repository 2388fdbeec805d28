//! FOLIO's edge-patron: a patron's account, with a key that never reaches a browser.
//!
//! The key can act for any patron. So a request must be one of the routes that patrons have, and the patron id in it
//! must be the one that was bound to the account when its owner signed in, or that a librarian bound to it.

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use yueli_upstream::{
    edge_patron::{self, is_patron_id},
    settings::{KeyPlace, SignIn},
};

use super::{
    Server,
    answer::{self, Content, Sensible, Terms},
    asker::Asker,
    line::{Proof, Question},
    problem::{Code, Problem},
    proxy::going_up,
    vault::{Credential, Patron, Vault, VaultError},
};

/// What is asked of edge-patron.
pub(crate) struct Asked<'a> {
    pub(crate) method: &'a Method,
    pub(crate) headers: &'a HeaderMap,
    /// Below `/upstreams/{id}`, still percent-encoded.
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) body: Bytes,
}

/// Passes a request on, if it is the patron's own.
pub(crate) async fn pass(
    server: &Server,
    vault: &Vault,
    asker: Option<&Asker>,
    asked: Asked<'_>,
) -> Result<Response, Problem> {
    let asker = asker.ok_or(Code::LibrarySignIn)?;
    let routed =
        edge_patron::route(asked.method.as_str(), asked.path).map_err(|_| Problem::from(Code::NotAllowed))?;
    let patron = bound(server, vault, asker).await?;
    if routed.patron != patron.id {
        tracing::warn!(
            upstream = server.id(),
            account = asker.account,
            "another patron's account was asked for"
        );
        return Err(Code::OtherPatron.into());
    }
    let query = edge_patron::query(asked.query);
    let mut question = question(server, asked.method.clone(), &routed.path, &query)?;
    question.headers = going_up(asked.headers, &asked.body);
    question.body = asked.body;
    let reply = server.line.ask(&question).await.map_err(|trouble| trouble.problem(asked.method))?;
    let terms = terms(server, asked.method);
    let answer = answer::read(reply, &terms).await.map_err(of_key)?;
    let answer = with_our_key(answer)?;
    if let Content::Document(bytes) = &answer.content
        && answer.status.is_success()
    {
        let names = names_in(bytes, &routed);
        let own = |name: &String| *name == patron.id || patron.account.as_ref().is_none_or(|own| own == name);
        if !names.iter().all(own) {
            tracing::error!(upstream = server.id(), "the upstream answered with another patron's account");
            return Err(Code::OtherPatron.into());
        }
        if let (None, true, Some(account)) = (&patron.account, routed.account, names.into_iter().next()) {
            // From now on an answer about anybody else is refused.
            let known = Credential::Patron(Patron { account: Some(account), ..patron });
            vault.put(&asker.account, server.id(), &known, None).await.map_err(kept)?;
        }
    }
    Ok(answer::pass_on(&server.line, answer, &terms))
}

/// The patron that is bound to an account.
pub(crate) async fn bound(server: &Server, vault: &Vault, asker: &Asker) -> Result<Patron, Problem> {
    match vault.get(&asker.account, server.id()).await.map_err(kept)? {
        Some(Credential::Patron(patron)) => Ok(patron),
        _ if server.told.sign_in == SignIn::OAuth => {
            Err(Problem::from(Code::SignIn).with("signIn", format!("/upstreams/{}/sign-in", server.id())))
        }
        _ => Err(Code::NoSuchPatron.into()),
    }
}

/// Looks whether the library's system has a patron of this id, and what account that is.
///
/// # Errors
/// Where there is none, or it cannot be found out.
pub(crate) async fn find(server: &Server, id: &str) -> Result<Patron, Problem> {
    if !is_patron_id(id) {
        return Err(Code::NoSuchPatron.into());
    }
    let mut question = question(server, Method::GET, &edge_patron::account_path(id), &[])?;
    question.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let reply = server.line.ask(&question).await.map_err(|trouble| trouble.problem(&Method::GET))?;
    let status = reply.status;
    let answer = answer::read(reply, &terms(server, &Method::GET)).await.map_err(of_key);
    let answer = match answer.and_then(with_our_key) {
        Err(problem) if problem.code == Code::NotThere => return Err(Code::NoSuchPatron.into()),
        answer => answer?,
    };
    match answer.content {
        Content::Document(bytes) if status.is_success() => {
            Ok(Patron { id: id.to_owned(), account: account_in(&bytes) })
        }
        _ if status.is_client_error() => Err(Code::NoSuchPatron.into()),
        _ => Err(Code::Nonsense.into()),
    }
}

/// Whom an answer says that it is about: an account by its `id`, a batch by `requesterId`, what was cancelled by
/// `canceledByUserId`.
fn names_in(bytes: &[u8], routed: &edge_patron::Routed) -> Vec<String> {
    let Ok(said) = serde_json::from_slice::<Value>(bytes) else { return Vec::new() };
    let of_account = routed.account.then_some("id");
    let of_cancelling = routed.path.ends_with("/cancel").then_some("canceledByUserId");
    let names = of_account.into_iter().chain(of_cancelling).chain(["requesterId"]);
    names.filter_map(|name| said.get(name)?.as_str().map(str::to_owned)).collect()
}

/// The id of the account that an answer is about.
fn account_in(bytes: &[u8]) -> Option<String> {
    let account: Value = serde_json::from_slice(bytes).ok()?;
    account.get("id")?.as_str().map(str::to_owned)
}

fn question(
    server: &Server,
    method: Method,
    path: &str,
    query: &[(&'static str, String)],
) -> Result<Question, Problem> {
    let key = server.told.key.as_ref().ok_or(Code::KeyRefused)?;
    let mut url = server.told.address.clone();
    url.set_path(&format!("{}{path}", server.told.address.path().trim_end_matches('/')));
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    let target = server.judge(&url).map_err(|_| Code::AddressRefused)?;
    let proof = proof(&key.secret, key.place);
    Ok(Question { method, target, headers: HeaderMap::new(), body: Bytes::new(), proof })
}

/// The key, where it is looked for.
pub(crate) fn proof(key: &SecretString, place: KeyPlace) -> Proof {
    match place {
        KeyPlace::Query => Proof::Parameter("apikey", key.clone()),
        KeyPlace::Header => Proof::Header(format!("apikey {}", key.expose_secret()).into()),
    }
}

fn terms<'a>(server: &'a Server, method: &'a Method) -> Terms<'a> {
    let (id, longest) = (server.id(), server.told.limits.document);
    Terms { id, method, private: true, tells_address: false, longest }
}

/// What is refused is refused to the key, not to the patron.
fn of_key(problem: Problem) -> Problem {
    match problem.code {
        Code::SignIn => Code::KeyRefused.into(),
        _ => problem,
    }
}

/// The same for what came with words of its own.
fn with_our_key(answer: Sensible) -> Result<Sensible, Problem> {
    match answer.status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(Code::KeyRefused.into()),
        _ => Ok(answer),
    }
}

/// The vault failed; why is in the log.
pub(crate) fn kept(error: VaultError) -> Problem {
    tracing::error!(%error, "the vault failed");
    Code::Failed.into()
}
