//! For whom a librarian says that a work is: it counts instead of what the book says of itself.

use std::collections::BTreeMap;

use serde_json::json;
use sqlx::AnyConnection;

use super::Audience;
use crate::store::{Act, Origin, Store, now};

/// As the store writes that a work is for everybody, whatever the book says.
pub(super) const EVERYBODY: &str = "everybody";

/// What is said of each work: by the catalogue's id, or by the holding's where there is only paper.
pub(super) async fn all(on: &mut AnyConnection) -> Result<BTreeMap<String, Option<Audience>>, sqlx::Error> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT work, audience FROM audiences").fetch_all(on).await?;
    Ok(rows.into_iter().map(|(work, said)| (work, stored(&said))).collect())
}

/// As the store has it. What is not understood is for the oldest: a newer version may have written it.
fn stored(key: &str) -> Option<Audience> {
    if key == EVERYBODY { None } else { Some(Audience::of(key).unwrap_or(Audience::Adults)) }
}

/// Says for whom a work is; `said` is nothing where the book's own word counts again.
pub(super) async fn set(store: &Store, work: &str, said: Option<&str>) -> Result<(), sqlx::Error> {
    let mut tx = store.begin().await?;
    match said {
        Some(said) => {
            sqlx::query(
                "INSERT INTO audiences (work, audience, updated) VALUES ($1, $2, $3)
                 ON CONFLICT (work) DO UPDATE SET audience = excluded.audience, updated = excluded.updated",
            )
            .bind(work)
            .bind(said)
            .bind(now())
            .execute(tx.on())
            .await?;
        }
        None => {
            sqlx::query("DELETE FROM audiences WHERE work = $1").bind(work).execute(tx.on()).await?;
        }
    }
    let (detail, origin) = (json!({ "audience": said }), &Origin::CommandLine);
    tx.note(Act { actor: None, action: "audience.set", subject: Some(work), detail, origin }).await?;
    tx.commit().await
}
