//! The counter: things with a barcode that go out and come back.

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
pub(super) async fn check_out(store: &Store, who: Who<'_>, barcode: &str) -> Result<Loan, Refusal> {
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
pub(super) async fn check_in(
    store: &Store,
    actor: Option<&str>,
    origin: &Origin,
    barcode: &str,
) -> Result<Loan, Refusal> {
    let mut on = store.pool().acquire().await?;
    let condition = "item = (SELECT id FROM items WHERE barcode = $1) AND medium = $2 AND returned IS NULL";
    let found = loan_where(&mut on, condition, barcode, PHYSICAL).await?;
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
