//! Signing in and out, from the app.

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    App, no_store,
    problem::failed,
    refusal::{Refusal, forged, malformed},
    visitor::{Acting, COOKIE, Visitor, cookie, from_own_page, origin},
};
use crate::{
    accounts::{self, Change, Patron, Status},
    audience::Sees,
    patron_api::{For, denied},
    store::{instant, now},
};

/// The browser may keep the cookie for as long as browsers allow; the session ends by itself long before, when it
/// is not used.
const YEAR: u32 = 400 * 86_400;

#[derive(Deserialize)]
struct SignIn {
    login: String,
    password: String,
}

/// `POST /session` with `{"login", "password"}`: card and PIN.
pub(crate) async fn post(
    State(app): State<App>,
    request: axum::extract::Request,
) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    let is_json = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
        kind.to_str().is_ok_and(|kind| kind.trim_start().starts_with("application/json"))
    });
    if !from_own_page(&parts.headers) {
        return Err(forged());
    }
    let body: Bytes = axum::body::to_bytes(body, 16_384).await.map_err(|_| malformed())?;
    let Some(asked) = serde_json::from_slice::<SignIn>(&body).ok().filter(|_| is_json) else {
        return Err(malformed());
    };
    let origin = origin(&parts);
    let patron = accounts::sign_in(&app.store, &app.pins, &asked.login, &asked.password, &origin).await?;
    if let Some(old) = cookie(&parts.headers) {
        accounts::end(&app.store, &old, &origin).await?;
    }
    let token = accounts::begin(&app.store, &patron, &origin).await?;
    let csrf = accounts::csrf_of(&token);
    let says = said(&app, Some(&patron), Some(&csrf)).await?;
    answer(says, Some(set_cookie(&token, YEAR, &parts)?))
}

/// `GET /session`: who is signed in.
pub(crate) async fn get(State(app): State<App>, visitor: Visitor) -> Result<Response, Refusal> {
    let signed_in = visitor.patron.as_ref();
    let csrf = signed_in.and_then(|signed_in| signed_in.csrf.as_deref());
    answer(said(&app, signed_in.map(|signed_in| &signed_in.patron), csrf).await?, None)
}

/// `DELETE /session`: signs out. Nothing happens where nobody was signed in.
pub(crate) async fn delete(
    State(app): State<App>,
    visitor: Visitor,
    parts: Parts,
) -> Result<Response, Refusal> {
    if let Some(token) = cookie(&parts.headers) {
        // A session that has ended needs no token any more; one that goes on does.
        if visitor.patron.is_some() {
            super::visitor::check(&visitor, &parts.headers)?;
        }
        accounts::end(&app.store, &token, &visitor.origin).await?;
    }
    answer(said(&app, None, None).await?, Some(set_cookie("", 0, &parts)?))
}

/// `PUT /family/{id}` with `{"mostLoans": 3}`, how many books a child may have at once, null for as many as anybody; or
/// with `{"sees": "not-adults"}`, what of the catalogue she sees. Only her guardian says that.
pub(crate) async fn allow(
    State(app): State<App>,
    For { patron, .. }: For,
    Acting(guardian): Acting,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    let body: Value = serde_json::from_slice(&bytes).map_err(|_| malformed())?;
    let most = |most: &Value| most.as_i64().filter(|most| (0..=1000).contains(most));
    let change = match (body.get("mostLoans"), body.get("sees")) {
        (Some(Value::Null), None) => Change::MostLoans(None),
        (Some(said), None) => Change::MostLoans(Some(most(said).ok_or_else(malformed)?)),
        (None, Some(said)) => Change::Sees(said.as_str().and_then(Sees::of).ok_or_else(malformed)?),
        _ => return Err(malformed()),
    };
    if patron.guardian.as_deref() != Some(guardian.account_id()) {
        return Err(denied());
    }
    let (actor, origin) = (Some(guardian.account_id()), &guardian.origin);
    accounts::change(&app.store, &patron.card, change, actor, origin).await?;
    let mut on = app.store.pool().acquire().await?;
    let changed = accounts::by_id(&mut on, &patron.id).await?;
    Ok(no_store(Json(changed.as_ref().map(about)).into_response()))
}

fn answer(says: Value, set_cookie: Option<HeaderValue>) -> Result<Response, Refusal> {
    let mut response = Json(says).into_response();
    let headers: &mut HeaderMap = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, Authorization"));
    if let Some(cookie) = set_cookie {
        headers.insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn set_cookie(token: &str, age: u32, parts: &Parts) -> Result<HeaderValue, Refusal> {
    let is_secure = parts.headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    let secure = if is_secure { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    HeaderValue::from_str(&cookie).map_err(|error| failed(error).into())
}

/// What the app is told of whoever is signed in.
async fn said(app: &App, patron: Option<&Patron>, csrf: Option<&str>) -> Result<Value, Refusal> {
    let Some(patron) = patron else {
        return Ok(json!({
            "patron": null, "csrf": null, "canSignIn": accounts::any(&app.store).await?,
        }));
    };
    let mut on = app.store.pool().acquire().await?;
    let children = accounts::children(&mut on, &patron.id).await?;
    let mut about = about(patron);
    about["children"] = children.iter().map(self::about).collect();
    Ok(json!({ "patron": about, "csrf": csrf, "canSignIn": true }))
}

pub(crate) fn about(patron: &Patron) -> Value {
    let status = match patron.status {
        _ if patron.has_expired(now()) => "expired",
        Status::Active => "active",
        Status::Blocked => "blocked",
    };
    json!({
        "id": patron.id,
        "name": patron.name,
        "card": patron.card,
        "status": status,
        "blockedWhy": patron.blocked_why,
        "expires": patron.expires.map(instant),
        "language": patron.language,
        "role": patron.role.key(),
        "guardian": patron.guardian,
        "mostLoans": patron.most_loans,
        "sees": patron.sees.key(),
        "keepsHistory": patron.keeps_history,
    })
}
