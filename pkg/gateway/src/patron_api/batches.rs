//! Several holds at once.

use std::collections::HashMap;

use axum::{
    Json,
    body::Bytes,
    extract::{RawPathParams, State},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use sqlx::AnyConnection;

use super::{
    holds::{body, part},
    who::{ActingFor, For},
    wire::{self, is_uuid, text},
};
use crate::{
    audience::Sight,
    http::{App, Refusal, malformed, no_store, sight},
    lending::{self, Batch, NewBatch, Of},
    store::instant,
};

/// So many items are the most that are asked for at once.
const MOST: usize = 200;

/// A batch with the works of its items.
pub(super) async fn said(on: &mut AnyConnection, batch: &Batch) -> Result<Value, sqlx::Error> {
    let mut holding_of = HashMap::new();
    for line in &batch.lines {
        if let Some(holding) = lending::holding_of_item(on, &line.item).await? {
            holding_of.insert(line.item.clone(), holding);
        }
    }
    let works = lending::works(on, holding_of.values().map(String::as_str)).await?;
    Ok(wire::batch(batch, &works, &holding_of))
}

/// `POST …/instance/{instance}/batch-request`
pub(super) async fn submit(
    State(app): State<App>,
    ActingFor(patron): ActingFor,
    params: RawPathParams,
    sight: Sight,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    let instance = part(&params, "instance")?;
    sight::hold(&app, &sight, Of::Work(&instance)).await?;
    let body = body(&bytes)?;
    let requests = body.get("requests").and_then(Value::as_array).ok_or_else(malformed)?;
    if requests.len() > MOST {
        return Err(malformed());
    }
    let line = |request: &Value| {
        let uuid = |name: &str| text(request, name).filter(|id| is_uuid(id)).map(str::to_ascii_lowercase);
        Some((uuid("itemId")?, uuid("pickUpLocationId")?))
    };
    let lines: Option<Vec<(String, String)>> = requests.iter().map(line).collect();
    let lines = lines.ok_or_else(malformed)?;
    let id = text(&body, "batchRequestId").filter(|id| is_uuid(id));
    let comments = text(&body, "patronComments").filter(|text| text.chars().count() <= 1000);
    let new = NewBatch { id, holding: &instance, lines: &lines, comments };
    let batch = lending::batch(&app.store, patron.who(), new).await?;
    let completed = batch.lines.iter().filter(|line| line.hold.is_some()).count();
    let failed = batch.lines.len() - completed;
    let status = if completed == 0 && failed > 0 { "Failed" } else { "Completed" };
    let said = json!({
        "batchId": batch.id,
        "requesterId": patron.patron.id,
        "mediatedRequestStatus": status,
        "itemRequestsStats": {
            "total": batch.lines.len(), "pending": 0, "inProgress": 0,
            "completed": completed, "failed": failed,
        },
        "metadata": {
            "createdByUserId": patron.patron.id, "createdDate": instant(batch.submitted),
            "updatedByUserId": patron.patron.id, "updatedDate": instant(batch.completed),
        },
    });
    Ok(no_store(Json(said).into_response()))
}

/// `GET …/instance/{instance}/batch-request/{batch}/status`
pub(super) async fn status(
    State(app): State<App>,
    patron: For,
    params: RawPathParams,
) -> Result<Response, Refusal> {
    part(&params, "instance")?;
    let id = part(&params, "batch")?;
    let mut on = app.store.pool().acquire().await?;
    let batch = lending::batch_of(&mut on, &patron.patron.id, &id).await?;
    let batch = batch.ok_or_else(lending::no_such_thing)?;
    Ok(no_store(Json(said(&mut on, &batch).await?).into_response()))
}
