//! Things with a barcode that go out, come back, are renewed and put aside; and what is owed for them.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde_json::{Value, json};

use super::{
    patrons::{by_id, refuse, said, title_of},
    who::{ActingStaff, Staff},
};
use crate::{
    catalogue::Tongue,
    http::{App, Refusal, malformed, tongue},
    lending::{self, Kept, Loan, Who},
    store::{instant, now},
};

/// A text of what was sent.
fn text(body: &Value, name: &str) -> Result<String, Refusal> {
    let text = body.get(name).and_then(Value::as_str).map(str::trim).unwrap_or_default();
    if text.is_empty() { Err(malformed()) } else { Ok(text.to_owned()) }
}

fn body(bytes: &Bytes) -> Result<Value, Refusal> {
    serde_json::from_slice(bytes).map_err(|_| malformed())
}

/// `POST /staff/loans` with `{"patron", "barcode"}`: an item goes out.
pub(super) async fn lend(
    State(app): State<App>,
    ActingStaff(staff): ActingStaff,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    let body = body(&bytes)?;
    let (patron, barcode) = (text(&body, "patron")?, text(&body, "barcode")?);
    let patron = by_id(&app, &patron).await?;
    let who = Who { actor: Some(&staff.patron.id), patron: &patron.id, origin: &staff.origin };
    let loan = lending::check_out(&app.store, who, &barcode).await.map_err(unknown)?;
    told(&app, &loan, &barcode, StatusCode::CREATED).await
}

/// `POST /staff/returns` with `{"barcode"}`: an item comes back. Says what it costs that it is late, and for whom it is
/// kept next.
pub(super) async fn give_back(
    State(app): State<App>,
    ActingStaff(staff): ActingStaff,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    let barcode = text(&body(&bytes)?, "barcode")?;
    let loan = lending::check_in(&app.store, Some(&staff.patron.id), &staff.origin, &barcode).await?;
    let mut on = app.store.pool().acquire().await?;
    let next = lending::kept_for(&mut on, &loan.item, now()).await?;
    let charges = lending::charges_of(&mut on, &loan.patron).await?;
    let (_, currency) = lending::limits(&mut on).await?;
    drop(on);
    let cents =
        charges.iter().filter(|charge| charge.loan.as_deref() == Some(&loan.id)).map(|charge| charge.cents);
    let patron = by_id(&app, &loan.patron).await?;
    let answer = json!({
        "title": title_of(&app, &loan.holding).await?,
        "barcode": barcode,
        "patron": { "id": patron.id, "name": patron.name, "card": patron.card },
        "chargeCents": cents.sum::<i64>(),
        "currency": currency,
        "keptFor": next.map(|kept| kept_json(&kept, tongue(&headers))),
    });
    Ok(said(StatusCode::OK, &answer))
}

/// `POST /staff/renewals` with `{"barcode"}`: whoever has the item keeps it for longer.
pub(super) async fn renew(
    State(app): State<App>,
    ActingStaff(staff): ActingStaff,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    let barcode = text(&body(&bytes)?, "barcode")?;
    let mut on = app.store.pool().acquire().await?;
    let loan = lending::lent_as(&mut on, &barcode).await?.ok_or_else(lending::not_out)?;
    drop(on);
    let who = Who { actor: Some(&staff.patron.id), patron: &loan.patron, origin: &staff.origin };
    let loan = lending::renew(&app.store, who, &loan.id).await?;
    told(&app, &loan, &barcode, StatusCode::OK).await
}

/// `GET /staff/holds`: items that are to be put aside for somebody.
pub(super) async fn holds(
    State(app): State<App>,
    Staff(_): Staff,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let mut on = app.store.pool().acquire().await?;
    let all = lending::to_fetch(&mut on, now()).await?;
    let holds: Vec<Value> = all.iter().map(|kept| kept_json(kept, tongue(&headers))).collect();
    Ok(said(StatusCode::OK, &json!({ "holds": holds })))
}

/// `PUT /staff/charges/{charge}` with `{"settled": "paid"}` or `"waived"`.
pub(super) async fn settle(
    State(app): State<App>,
    ActingStaff(staff): ActingStaff,
    Path(charge): Path<String>,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    let is_waived = match text(&body(&bytes)?, "settled")?.as_str() {
        "paid" => false,
        "waived" => true,
        _ => return Err(malformed()),
    };
    let actor = Some(staff.patron.id.as_str());
    if !lending::settle(&app.store, &charge, is_waived, actor, &staff.origin).await? {
        return Err(refuse(
            StatusCode::NOT_FOUND,
            "no-such-charge",
            "This is not owed any more. Reload the account.",
            "这笔费用已经结清。请刷新账户。",
        ));
    }
    Ok(said(StatusCode::OK, &json!({ "id": charge, "settled": true })))
}

async fn told(app: &App, loan: &Loan, barcode: &str, status: StatusCode) -> Result<Response, Refusal> {
    let answer = json!({
        "title": title_of(app, &loan.holding).await?,
        "barcode": barcode,
        "due": instant(loan.due),
        "renewals": loan.renewals,
    });
    Ok(said(status, &answer))
}

fn kept_json(kept: &Kept, tongue: Tongue) -> Value {
    json!({
        "id": kept.id,
        "barcode": kept.barcode,
        "title": kept.title,
        "patron": { "id": kept.patron, "name": kept.name, "card": kept.card },
        "from": tongue.pick(&kept.home, &kept.home_zh),
        "pickUp": tongue.pick(&kept.point, &kept.point_zh),
        "until": kept.until.map(instant),
    })
}

/// To people at the desk, a thing that is not known is one without a record.
fn unknown(refusal: Refusal) -> Refusal {
    if refusal.code() != "not-found" {
        return refusal;
    }
    refuse(
        StatusCode::NOT_FOUND,
        "no-such-item",
        "No item has this barcode. Scan it again, or add the item on the command line.",
        "没有这个条码的馆藏。请重新扫描，或在命令行上添加。",
    )
}
