//! How a patron stands with the library.

use sqlx::AnyConnection;

use super::{
    charges,
    records::limits,
    rules::{Limits, Standing},
};
use crate::accounts::{Patron, Status};

/// How a patron stands, and what holds for everybody.
pub(crate) async fn standing(
    on: &mut AnyConnection,
    patron: &Patron,
    now: i64,
) -> Result<(Limits, Standing), sqlx::Error> {
    let (limits, _) = limits(on).await?;
    let count = |sql: &'static str| sqlx::query_scalar::<_, i64>(sql).bind(&patron.id).bind(now);
    let loans = count(
        "SELECT COUNT(*) FROM loans WHERE patron = $1 AND returned IS NULL AND (medium <> 'digital' OR due > $2)",
    )
    .fetch_one(&mut *on)
    .await?;
    let holds = count(
        "SELECT COUNT(*) FROM holds WHERE patron = $1 AND closed IS NULL AND (until IS NULL OR until > $2)",
    )
    .fetch_one(&mut *on)
    .await?;
    let debt = charges::owed(on, &patron.id).await?;
    let blocked = (patron.status == Status::Blocked).then(|| patron.blocked_why.clone());
    let expired = patron.expires.filter(|expires| *expires <= now);
    Ok((limits, Standing { blocked, expired, loans, holds, debt, allowed: patron.most_loans }))
}
