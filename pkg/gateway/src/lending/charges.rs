//! What patrons owe, in whole cents.

use sqlx::AnyConnection;

use serde_json::json;

use super::records::Loan;
use crate::store::{Act, Origin, Store, new_id, now};

/// What a patron owes.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Charge {
    /// Its id.
    pub(crate) id: String,
    /// For which loan.
    pub(crate) loan: Option<String>,
    /// What it is about.
    pub(crate) holding: Option<String>,
    /// Which copy.
    pub(crate) item: Option<String>,
    /// How much.
    pub(crate) cents: i64,
    /// Why: `overdue`.
    pub(crate) reason: String,
    /// Since when.
    pub(crate) accrued: i64,
}

/// All that is owed, in cents.
pub(crate) async fn owed(on: &mut AnyConnection, patron: &str) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT CAST(COALESCE(SUM(cents), 0) AS BIGINT) FROM charges WHERE patron = $1 AND settled IS NULL",
    )
    .bind(patron)
    .fetch_one(on)
    .await
}

/// All that is not paid, the oldest first.
pub(crate) async fn open(on: &mut AnyConnection, patron: &str) -> Result<Vec<Charge>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, loan, holding, item, cents, reason, accrued FROM charges
         WHERE patron = $1 AND settled IS NULL ORDER BY accrued, id",
    )
    .bind(patron)
    .fetch_all(on)
    .await
}

/// Charges what it costs that a loan is late.
pub(super) async fn overdue(
    on: &mut AnyConnection,
    loan: &Loan,
    cents: i64,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO charges (id, patron, loan, holding, item, cents, reason, accrued)
         VALUES ($1, $2, $3, $4, $5, $6, 'overdue', $7)",
    )
    .bind(new_id())
    .bind(&loan.patron)
    .bind(&loan.id)
    .bind(&loan.holding)
    .bind(&loan.item)
    .bind(cents)
    .bind(now)
    .execute(on)
    .await?;
    Ok(())
}

/// What was owed is paid or waived. False where nothing is owed by this id.
pub(crate) async fn settle(
    store: &Store,
    charge: &str,
    is_waived: bool,
    actor: Option<&str>,
    origin: &Origin,
) -> Result<bool, sqlx::Error> {
    let mut tx = store.begin().await?;
    let settled = sqlx::query("UPDATE charges SET settled = $2 WHERE id = $1 AND settled IS NULL")
        .bind(charge)
        .bind(now())
        .execute(tx.on())
        .await?;
    if settled.rows_affected() == 0 {
        return Ok(false);
    }
    let (action, detail) = ("charge.settled", json!({ "waived": is_waived }));
    tx.note(Act { actor, action, subject: Some(charge), detail, origin }).await?;
    tx.commit().await?;
    Ok(true)
}
