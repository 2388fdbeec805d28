//! How the server is.

use axum::{Json, extract::State, http::header, response::IntoResponse};
use serde_json::json;

use super::{
    App,
    problem::{Failure, failed},
};
use crate::{audience::Sight, catalogue::Tongue, db::unsigned};

/// `GET /healthz`
pub(crate) async fn get(State(app): State<App>) -> Result<impl IntoResponse, Failure> {
    let counts = app.db.counts(&Sight::default()).await.map_err(failed)?;
    let folder = app.status.folder();
    let mut health = json!({
        "status": if folder.is_wrong() { "degraded" } else { "ok" },
        "books": unsigned(counts.books),
        "unreadable": unsigned(counts.unreadable),
        "importing": app.status.is_importing(),
        "folder": folder.key(),
    });
    if let Some(notice) = folder.notice(Tongue::En) {
        health["message"] = notice.into();
    }
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(health)))
}
