//! Holds of items and instances, where they can be picked up, and their end.

use axum::{
    Json,
    body::Bytes,
    extract::{RawPathParams, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use sqlx::AnyConnection;

use super::{
    who::{ActingFor, For},
    wire::{self, Works, is_uuid, text},
};
use crate::{
    audience::Sight,
    http::{App, Refusal, malformed, no_store, sight, tongue},
    lending::{self, Hold, Of},
    store::now,
};

/// A part of the path, by its name in the route. It must be a UUID.
pub(super) fn part(params: &RawPathParams, name: &str) -> Result<String, Refusal> {
    let part = params.iter().find(|(own, _)| *own == name).map(|(_, value)| value.to_ascii_lowercase());
    part.filter(|part| is_uuid(part)).ok_or_else(lending::no_such_thing)
}

/// A body of JSON.
pub(super) fn body(bytes: &Bytes) -> Result<Value, Refusal> {
    serde_json::from_slice::<Value>(bytes).ok().filter(Value::is_object).ok_or_else(malformed)
}

/// A hold with its place, its work and its batch.
pub(super) async fn said(
    on: &mut AnyConnection,
    hold: &Hold,
    works: &Works,
    now: i64,
) -> Result<Value, sqlx::Error> {
    let position = lending::position(on, hold, now).await?;
    let submitted = match &hold.batch {
        Some(batch) => lending::batch_of(on, &hold.patron, batch).await?.map(|batch| batch.submitted),
        None => None,
    };
    Ok(wire::hold(hold, works, position, submitted))
}

async fn answer(app: &App, hold: &Hold) -> Result<Response, Refusal> {
    let mut on = app.store.pool().acquire().await?;
    let works = lending::works(&mut on, std::iter::once(hold.holding.as_str())).await?;
    let said = said(&mut on, hold, &works, now()).await?;
    Ok(no_store((StatusCode::CREATED, Json(said)).into_response()))
}

/// `POST …/item/{item}/hold`
pub(super) async fn of_item(
    State(app): State<App>,
    ActingFor(patron): ActingFor,
    params: RawPathParams,
    sight: Sight,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    let item = part(&params, "item")?;
    sight::hold(&app, &sight, Of::Item(&item)).await?;
    place(&app, &patron, Of::Item(&item), &bytes, StatusCode::BAD_REQUEST).await
}

/// `POST …/instance/{instance}/hold`
pub(super) async fn of_instance(
    State(app): State<App>,
    ActingFor(patron): ActingFor,
    params: RawPathParams,
    sight: Sight,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    let instance = part(&params, "instance")?;
    sight::hold(&app, &sight, Of::Work(&instance)).await?;
    place(&app, &patron, Of::Work(&instance), &bytes, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn place(
    app: &App,
    patron: &For,
    of: Of<'_>,
    bytes: &Bytes,
    invalid: StatusCode,
) -> Result<Response, Refusal> {
    let body = body(bytes)?;
    let point = text(&body, "pickupLocationId").ok_or_else(|| lending::pick_up_where(invalid))?;
    let comments = text(&body, "patronComments");
    let hold = lending::hold(&app.store, patron.who(), of, point, comments, invalid).await?;
    answer(app, &hold).await
}

/// `POST …/hold/{hold}/cancel`
pub(super) async fn cancel(
    State(app): State<App>,
    ActingFor(patron): ActingFor,
    params: RawPathParams,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    let hold = part(&params, "hold")?;
    let body = body(&bytes)?;
    let reason =
        text(&body, "cancellationReasonId").filter(|reason| is_uuid(reason)).ok_or_else(malformed)?;
    let note = text(&body, "cancellationAdditionalInformation");
    let hold = lending::cancel(&app.store, patron.who(), &hold, Some(reason), note).await?;
    answer(&app, &hold).await
}

/// `GET …/item/{item}/allowed-service-points`
pub(super) async fn points_of_item(
    State(app): State<App>,
    _: For,
    params: RawPathParams,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let item = part(&params, "item")?;
    points(&app, Of::Item(&item), &headers).await
}

/// `GET …/instance/{instance}/allowed-service-points`
pub(super) async fn points_of_instance(
    State(app): State<App>,
    _: For,
    params: RawPathParams,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let instance = part(&params, "instance")?;
    points(&app, Of::Work(&instance), &headers).await
}

async fn points(app: &App, of: Of<'_>, headers: &HeaderMap) -> Result<Response, Refusal> {
    let mut on = app.store.pool().acquire().await?;
    let points = lending::service_points(&mut on, of).await?;
    let points = points.ok_or_else(lending::unknown_for_points)?;
    let said = json!({ "allowedServicePoints": wire::service_points(&points, tongue(headers)) });
    Ok(no_store(Json(said).into_response()))
}

/// `POST …/instance/{instance}/allowed-service-points-multi-item`
pub(super) async fn points_of_items(
    State(app): State<App>,
    ActingFor(_): ActingFor,
    params: RawPathParams,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    part(&params, "instance")?;
    let body = body(&bytes)?;
    let ids = body.get("itemIds").and_then(Value::as_array).ok_or_else(malformed)?;
    let mut on = app.store.pool().acquire().await?;
    let mut said = Vec::new();
    for id in ids.iter().take(500) {
        let id = id.as_str().filter(|id| is_uuid(id)).ok_or_else(malformed)?;
        let points = lending::service_points(&mut on, Of::Item(id)).await?;
        let points = points.ok_or_else(lending::unknown_for_points)?;
        let points = wire::service_points(&points, tongue(&headers));
        said.push(json!({ "itemId": id, "allowedServicePoints": points }));
    }
    Ok(no_store(Json(json!({ "allowedServicePointsPerItem": said })).into_response()))
}
