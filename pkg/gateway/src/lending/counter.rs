//! The counter: things with a barcode that go out and come back.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::{
    charges,
    desk::{Desk, Who, end_loan},
    queue::free,
    records::{Loan, PHYSICAL, hold_where, loan_where},
    rules, words,
};
use crate::{
    http::Refusal,
    store::{Origin, Store},
};

/// A patron takes an item on paper away: one that is kept for her, or one that is kept for nobody.
pub(crate) async fn check_out(store: &Store, who: Who<'_>, barcode: &str) -> Result<Loan, Refusal> {
    let mut on = store.pool().acquire().await?;
    let row: Option<(String, String)> = sqlx::query_as("SELECT id, holding FROM items WHERE barcode = $1")
        .bind(barcode)
        .fetch_optional(&mut *on)
        .await?;
    drop(on);
    let (item, holding) = row.ok_or_else(words::no_such_thing)?;
    let mut desk = Desk::open(store, who.patron, &holding).await?;
    let condition = "patron = $1 AND item = $2 AND returned IS NULL";
    if let Some(loan) = loan_where(desk.tx.on(), condition, who.patron, &item).await? {
        return Ok(loan);
    }
    let kept = "patron = $1 AND assigned = $2 AND closed IS NULL";
    let mut hold = hold_where(desk.tx.on(), kept, who.patron, &item).await?;
    let is_hers = hold.is_some();
    let is_free = free(&mut desk.tx, &holding).await?.iter().any(|free| free.item == item);
    if !is_hers && !is_free {
        return Err(words::taken());
    }
    if hold.is_none() {
        let waits = "patron = $1 AND closed IS NULL AND medium = 'physical'
             AND (item = $2 OR (item IS NULL AND holding = (SELECT holding FROM items WHERE id = $2)))";
        hold = hold_where(desk.tx.on(), waits, who.patron, &item).await?;
    }
    if let Some(hold) = hold {
        desk.fill(&hold).await?;
    }
    let loan = desk.lend(who, &item, PHYSICAL, None).await?;
    desk.close().await?;
    Ok(loan)
}

/// An item on paper comes back; what it costs that it is late is charged.
pub(crate) async fn check_in(
    store: &Store,
    actor: Option<&str>,
    origin: &Origin,
    barcode: &str,
) -> Result<Loan, Refusal> {
    let mut on = store.pool().acquire().await?;
    let found = lent_as(&mut on, barcode).await?;
    drop(on);
    let found = found.ok_or_else(words::not_out)?;
    let mut desk = Desk::open(store, &found.patron, &found.holding).await?;
    let current = loan_where(desk.tx.on(), "id = $1 AND patron = $2", &found.id, &found.patron).await?;
    let mut loan = current.filter(|loan| loan.returned.is_none()).ok_or_else(words::not_out)?;
    let who = Who { actor, patron: &found.patron, origin };
    let fee = rules::overdue(loan.due, desk.now, &desk.holding.policy());
    if fee > 0 {
        charges::overdue(desk.tx.on(), &loan, fee, desk.now).await?;
    }
    end_loan(&mut desk, who, &mut loan, "desk").await?;
    desk.close().await?;
    Ok(loan)
}

/// An item on paper that is kept for somebody: where it stands, and where it is to be picked up.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Kept {
    /// The hold.
    pub(crate) id: String,
    /// What is on the item.
    pub(crate) barcode: String,
    /// What it is.
    pub(crate) title: String,
    /// Who waits.
    pub(crate) patron: String,
    /// Her name.
    pub(crate) name: String,
    /// Her card.
    pub(crate) card: String,
    /// Where the item belongs, in English.
    pub(crate) home: String,
    /// The same in Chinese.
    pub(crate) home_zh: String,
    /// Where it is to be picked up, in English.
    pub(crate) point: String,
    /// The same in Chinese.
    pub(crate) point_zh: String,
    /// Until when it is kept, in milliseconds since 1970.
    pub(crate) until: Option<i64>,
}

const KEPT: &str = "SELECT o.id, COALESCE(i.barcode, '') AS barcode, h.title, p.id AS patron, p.name, p.card,
     s.name AS home, s.name_zh AS home_zh, t.name AS point, t.name_zh AS point_zh, o.until
     FROM holds o JOIN items i ON i.id = o.assigned JOIN holdings h ON h.id = o.holding
     JOIN patrons p ON p.id = o.patron JOIN service_points s ON s.id = i.service_point
     JOIN service_points t ON t.id = o.service_point
     WHERE o.closed IS NULL AND o.medium = 'physical' AND (o.until IS NULL OR o.until > $1)";

/// Every item that is kept for somebody, the one that has to be fetched first first.
pub(crate) async fn to_fetch(on: &mut AnyConnection, now: i64) -> Result<Vec<Kept>, sqlx::Error> {
    let sql = format!("{KEPT} ORDER BY o.ready, o.id LIMIT 1000");
    sqlx::query_as(AssertSqlSafe(sql)).bind(now).fetch_all(on).await
}

/// For whom an item is kept.
pub(crate) async fn kept_for(
    on: &mut AnyConnection,
    item: &str,
    now: i64,
) -> Result<Option<Kept>, sqlx::Error> {
    let sql = format!("{KEPT} AND o.assigned = $2");
    sqlx::query_as(AssertSqlSafe(sql)).bind(now).bind(item).fetch_optional(on).await
}

/// The open loan of the item with this barcode.
pub(crate) async fn lent_as(on: &mut AnyConnection, barcode: &str) -> Result<Option<Loan>, sqlx::Error> {
    let condition = "item = (SELECT id FROM items WHERE barcode = $1) AND medium = $2 AND returned IS NULL";
    loan_where(on, condition, barcode, PHYSICAL).await
}
