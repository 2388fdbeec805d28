//! Passing copies on: what has ended by itself is closed, and free copies are kept for those who wait longest.

use serde_json::json;

use super::{
    records::{DIGITAL, holding},
    rules::{Free, Waiting, assign, due},
};
use crate::store::{Act, Origin, Store, Table, Tx, now};

/// Brings a holding, which must be locked, up to `now`.
pub(super) async fn settle(tx: &mut Tx, id: &str, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE loans SET returned = due, ended_by = 'time'
         WHERE holding = $1 AND returned IS NULL AND medium = $2 AND due <= $3",
    )
    .bind(id)
    .bind(DIGITAL)
    .bind(now)
    .execute(tx.on())
    .await?;
    sqlx::query(
        "UPDATE holds SET closed = until, outcome = 'expired'
         WHERE holding = $1 AND closed IS NULL AND until <= $2",
    )
    .bind(id)
    .bind(now)
    .execute(tx.on())
    .await?;
    let queue = queue(tx, id).await?;
    if queue.is_empty() {
        return Ok(());
    }
    let free = free(tx, id).await?;
    let assigned = assign(&queue, &free);
    if assigned.is_empty() {
        return Ok(());
    }
    let days = holding(tx.on(), id).await?.map_or(1, |holding| holding.hold_days);
    for (hold, item) in assigned {
        sqlx::query("UPDATE holds SET ready = $2, until = $3, assigned = $4 WHERE id = $1")
            .bind(&hold)
            .bind(now)
            .bind(due(now, days))
            .bind(&item)
            .execute(tx.on())
            .await?;
        let (detail, origin) = (json!({ "item": item }), Origin::Clock);
        tx.note(Act { actor: None, action: "hold.ready", subject: Some(&hold), detail, origin: &origin })
            .await?;
    }
    Ok(())
}

/// Those who wait and have no copy yet, the first first.
async fn queue(tx: &mut Tx, holding: &str) -> Result<Vec<Waiting>, sqlx::Error> {
    let rows: Vec<(String, Option<String>, String)> = sqlx::query_as(
        "SELECT id, item, medium FROM holds
         WHERE holding = $1 AND closed IS NULL AND ready IS NULL ORDER BY place",
    )
    .bind(holding)
    .fetch_all(tx.on())
    .await?;
    Ok(rows.into_iter().map(|(hold, item, medium)| Waiting { hold, item, medium }).collect())
}

/// The copies that nobody has and that are kept for nobody.
pub(super) async fn free(tx: &mut Tx, holding: &str) -> Result<Vec<Free>, sqlx::Error> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT i.id, i.medium FROM items i WHERE i.holding = $1 AND i.withdrawn IS NULL
         AND NOT EXISTS (SELECT 1 FROM loans l WHERE l.item = i.id AND l.returned IS NULL)
         AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.assigned = i.id AND h.closed IS NULL)
         ORDER BY i.created, i.id",
    )
    .bind(holding)
    .fetch_all(tx.on())
    .await?;
    Ok(rows.into_iter().map(|(item, medium)| Free { item, medium }).collect())
}

/// Brings every holding up to date in which something has ended by itself. Any number of gateways may do it at once.
pub(crate) async fn sweep(store: &Store) -> Result<(), sqlx::Error> {
    let at = now();
    let ended: Vec<String> = sqlx::query_scalar(
        "SELECT holding FROM loans WHERE returned IS NULL AND medium = $1 AND due <= $2
         UNION SELECT holding FROM holds WHERE closed IS NULL AND until <= $2",
    )
    .bind(DIGITAL)
    .bind(at)
    .fetch_all(store.pool())
    .await?;
    for holding in ended {
        let mut tx = store.begin().await?;
        if tx.lock(Table::Holdings, &holding).await? {
            settle(&mut tx, &holding, now()).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}
