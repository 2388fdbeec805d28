//! Patrons, as people at the desk see them.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::who::{ActingStaff, Staff};
use crate::{
    accounts::{self, AddError, Change, NewPatron, Patron, PinError, Role},
    audience::Sees,
    http::{App, Refusal, about, failed, malformed, no_store, tongue},
    lending,
    patron_api::account_of,
    store::{Act, instant, now},
};

/// So many patrons are found at most.
const MOST: i64 = 20;

/// `GET /staff/patrons?query=`: by card or name.
pub(super) async fn find(
    State(app): State<App>,
    Staff(_): Staff,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    let query = query.unwrap_or_default();
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("query=")).unwrap_or_default();
    let asked = asked.replace('+', " ");
    let asked = percent_decode_str(&asked).decode_utf8_lossy();
    let mut on = app.store.pool().acquire().await?;
    let found = accounts::search(&mut on, &asked, MOST).await?;
    Ok(said(StatusCode::OK, &json!({ "patrons": found.iter().map(told).collect::<Vec<_>>() })))
}

/// `GET /staff/patrons/{id}`: one, with her children and her guardian.
pub(super) async fn one(
    State(app): State<App>,
    Staff(staff): Staff,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let mut tx = app.store.begin().await?;
    let patron = accounts::by_id(tx.on(), &id).await?.ok_or_else(no_such_patron)?;
    let mut whole = told(&patron);
    let children = accounts::children(tx.on(), &patron.id).await?;
    whole["children"] = children.iter().map(told).collect();
    if let Some(guardian) = &patron.guardian {
        whole["guardian"] = accounts::by_id(tx.on(), guardian).await?.as_ref().map(told).into();
    }
    tx.note(looked(&staff.patron.id, &patron.id, &staff.origin)).await?;
    tx.commit().await?;
    Ok(said(StatusCode::OK, &whole))
}

/// `GET /staff/patron/account/{id}`: the account, as FOLIO's edge-patron gives it to the patron herself.
pub(super) async fn account(
    State(app): State<App>,
    Staff(staff): Staff,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let mut tx = app.store.begin().await?;
    accounts::by_id(tx.on(), &id).await?.ok_or_else(no_such_patron)?;
    tx.note(looked(&staff.patron.id, &id, &staff.origin)).await?;
    tx.commit().await?;
    account_of(&app, &id, &query.unwrap_or_default(), tongue(&headers)).await
}

fn looked<'a>(actor: &'a str, subject: &'a str, origin: &'a crate::store::Origin) -> Act<'a> {
    let (actor, subject) = (Some(actor), Some(subject));
    Act { actor, action: "patron.looked-at", subject, detail: Value::Null, origin }
}

/// `POST /staff/patrons` with `{"card", "name", "pin"}`, and as wished `"expires"` and `"guardian"` (a card).
pub(super) async fn add(
    State(app): State<App>,
    ActingStaff(staff): ActingStaff,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    let body: Value = serde_json::from_slice(&bytes).map_err(|_| malformed())?;
    let text = |name: &str| {
        let text = body.get(name).and_then(Value::as_str).map(str::trim).unwrap_or_default();
        Some(text.to_owned()).filter(|text| !text.is_empty() && text.chars().count() <= 200)
    };
    let (Some(card), Some(name), Some(pin)) = (text("card"), text("name"), text("pin")) else {
        return Err(incomplete());
    };
    let expires = text("expires").map(|day| last_day(&day)).transpose()?;
    let pin = hash(&app, &pin).await?;
    let (guardian, role) = (text("guardian"), Role::Patron);
    let new = NewPatron { card, name, pin: Some(pin), expires, language: None, role, guardian };
    let added = accounts::add(&app.store, new, Some(&staff.patron.id), &staff.origin).await;
    let id = added.map_err(not_added)?;
    let mut on = app.store.pool().acquire().await?;
    let patron = accounts::by_id(&mut on, &id).await?.ok_or_else(no_such_patron)?;
    Ok(said(StatusCode::CREATED, &told(&patron)))
}

/// `PUT /staff/patrons/{id}` with one of `{"pin"}`, `{"blocked": {"why"}}`, `{"blocked": false}`, `{"expires"}` (a day, or
/// null for never), `{"sees"}` (what of the catalogue a child sees, as her guardian says it below `/family`). Other staff's
/// cards are a matter of the command line.
pub(super) async fn change(
    State(app): State<App>,
    ActingStaff(staff): ActingStaff,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    let body: Value = serde_json::from_slice(&bytes).map_err(|_| malformed())?;
    let mut on = app.store.pool().acquire().await?;
    let patron = accounts::by_id(&mut on, &id).await?.ok_or_else(no_such_patron)?;
    drop(on);
    if patron.role == Role::Librarian {
        return Err(of_staff());
    }
    let hash = match body.get("pin").and_then(Value::as_str) {
        Some(pin) => Some(hash(&app, pin.trim()).await?),
        None => None,
    };
    let why = body.pointer("/blocked/why").and_then(Value::as_str).map(str::trim);
    let why = why.filter(|why| !why.is_empty() && why.chars().count() <= 500);
    let change = match (&hash, body.get("blocked"), body.get("expires"), body.get("sees")) {
        (Some(hash), None, None, None) => Change::Pin(hash),
        (None, Some(Value::Object(_)), None, None) => Change::Block(why),
        (None, Some(Value::Bool(false)), None, None) => Change::Unblock,
        (None, None, Some(Value::Null), None) => Change::Expires(None),
        (None, None, Some(Value::String(day)), None) => Change::Expires(Some(last_day(day)?)),
        (None, None, None, Some(said)) => {
            let sees = said.as_str().and_then(Sees::of).ok_or_else(malformed)?;
            if patron.guardian.is_none() {
                return Err(no_child());
            }
            Change::Sees(sees)
        }
        _ => return Err(malformed()),
    };
    let actor = Some(staff.patron.id.as_str());
    accounts::change(&app.store, &patron.card, change, actor, &staff.origin).await?;
    let mut on = app.store.pool().acquire().await?;
    let patron = accounts::by_id(&mut on, &id).await?.ok_or_else(no_such_patron)?;
    Ok(said(StatusCode::OK, &told(&patron)))
}

async fn hash(app: &App, pin: &str) -> Result<String, Refusal> {
    app.pins.hash(pin).await.map_err(|error| match error {
        PinError::Length => refuse(
            StatusCode::UNPROCESSABLE_ENTITY,
            "pin-length",
            "A PIN has 4 to 128 letters or digits. Choose another one.",
            "密码要有 4 到 128 个字母或数字。请换一个。",
        ),
        error => failed(error).into(),
    })
}

/// The end of the last day on which a card is good.
fn last_day(day: &str) -> Result<i64, Refusal> {
    let end = day.parse::<Date>().ok().and_then(|day| accounts::end_of(day).ok());
    end.ok_or_else(|| {
        refuse(
            StatusCode::UNPROCESSABLE_ENTITY,
            "date",
            "This is not a date. Write it like 2027-12-31.",
            "日期写得不对。请写成 2027-12-31 这样。",
        )
    })
}

fn told(patron: &Patron) -> Value {
    let mut told = about(patron);
    let locked = patron.locked_until.filter(|until| *until > now());
    told["lockedUntil"] = locked.map(instant).into();
    told
}

/// An answer that nobody keeps.
pub(super) fn said(status: StatusCode, body: &Value) -> Response {
    no_store((status, Json(body)).into_response())
}

pub(super) fn refuse(status: StatusCode, code: &'static str, en: &str, zh: &str) -> Refusal {
    Refusal::new(status, code, en, zh)
}

/// There is no patron of this id or card.
pub(super) fn no_such_patron() -> Refusal {
    refuse(
        StatusCode::NOT_FOUND,
        "no-such-patron",
        "There is no such patron. Look for the card or the name again.",
        "没有这位读者。请重新查找证号或姓名。",
    )
}

fn of_staff() -> Refusal {
    refuse(
        StatusCode::FORBIDDEN,
        "of-staff",
        "This is a colleague’s card. It is changed on the server’s command line only.",
        "这是馆员的证件，只能在服务器的命令行上更改。",
    )
}

/// Whoever has no guardian has nobody to ask, and sees everything.
fn no_child() -> Refusal {
    refuse(
        StatusCode::CONFLICT,
        "no-child",
        "This patron has no guardian, and sees all books. Only for a child something else can be chosen.",
        "这位读者没有监护人，能看到全部图书。只能为少儿读者另作选择。",
    )
}

fn incomplete() -> Refusal {
    refuse(
        StatusCode::UNPROCESSABLE_ENTITY,
        "incomplete",
        "A new patron needs a card number, a name and a PIN.",
        "新读者需要证号、姓名和密码。",
    )
}

fn not_added(error: AddError) -> Refusal {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    match error {
        AddError::NoCard => incomplete(),
        AddError::Taken(_) => refuse(
            StatusCode::CONFLICT,
            "card-taken",
            "Somebody has this card already. Take another one.",
            "这个证号已有人使用。请换一张证。",
        ),
        AddError::NoGuardian(_) => refuse(
            status,
            "no-guardian",
            "There is no patron with the guardian’s card. Check its number.",
            "没有监护人的这张读者证。请检查证号。",
        ),
        AddError::GuardianIsChild(_) => refuse(
            status,
            "guardian-is-child",
            "The guardian has a guardian, too. Take the card of a grown-up.",
            "这位监护人自己也有监护人。请用成年人的读者证。",
        ),
        AddError::Database(error) => error.into(),
    }
}

/// How it stands with the card of a patron, where an item goes out.
pub(super) async fn by_id(app: &App, id: &str) -> Result<Patron, Refusal> {
    let mut on = app.store.pool().acquire().await?;
    accounts::by_id(&mut on, id).await?.ok_or_else(no_such_patron)
}

/// The title of a work.
pub(super) async fn title_of(app: &App, holding: &str) -> Result<String, Refusal> {
    let mut on = app.store.pool().acquire().await?;
    let works = lending::works(&mut on, std::iter::once(holding)).await?;
    Ok(works.get(holding).map(|work| work.title.clone()).unwrap_or_default())
}
