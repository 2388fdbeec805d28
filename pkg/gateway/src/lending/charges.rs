//! What patrons owe, in whole cents.

use sqlx::AnyConnection;

use super::records::Loan;
use crate::store::new_id;

/// What a patron owes.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Charge {
    /// Its id.
    pub(crate) id: String,
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
        "SELECT id, holding, item, cents, reason, accrued FROM charges
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
