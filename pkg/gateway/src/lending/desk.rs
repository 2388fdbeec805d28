//! Borrowing, returning, renewing, waiting and no longer waiting: each in one transaction with its line in the audit log.
//!
//! Everything may be asked twice. What is done already is not done again, and is answered as if it were done now.

use serde_json::{Value, json};
use sqlx::AnyConnection;

use super::{
    charges,
    queue::{free, settle},
    records::{DIGITAL, Hold, Holding, Loan, PHYSICAL, hold_where, holding, limits, loan_where},
    rules::{self, Limits, Standing},
    words,
};
use crate::{
    accounts::{self, Patron, Status},
    http::Refusal,
    store::{Act, Origin, Store, Table, Tx, new_id, now},
};

/// Where nobody has to go: the service point of the migration.
pub(crate) const ONLINE: &str = "5a0c1d52-7c1e-4f0b-9a53-0c1b7b6f2a01";

/// Who acts, for whom, and from where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Who<'a> {
    /// The account that asks; nothing for the command line.
    pub(crate) actor: Option<&'a str>,
    /// The patron whose loans and holds it is about.
    pub(crate) patron: &'a str,
    /// From where.
    pub(crate) origin: &'a Origin,
}

/// A patron and a holding, locked and brought up to now.
pub(super) struct Desk {
    pub(super) tx: Tx,
    pub(super) patron: Patron,
    pub(super) holding: Holding,
    pub(super) now: i64,
}

impl Desk {
    pub(super) async fn open(store: &Store, patron: &str, holding: &str) -> Result<Self, Refusal> {
        let mut tx = store.begin().await?;
        let patron = locked_patron(&mut tx, patron).await?;
        let (holding, now) = locked_holding(&mut tx, holding).await?;
        Ok(Self { tx, patron, holding, now })
    }

    pub(super) async fn note(
        &mut self,
        who: Who<'_>,
        action: &'static str,
        id: &str,
        item: &str,
    ) -> Result<(), sqlx::Error> {
        let detail = json!({ "patron": who.patron, "holding": self.holding.id, "item": item });
        let act = Act { actor: who.actor, action, subject: Some(id), detail, origin: who.origin };
        self.tx.note(act).await
    }

    /// Makes all of it happen, and the copies that became free go to those who wait.
    pub(super) async fn close(mut self) -> Result<(), sqlx::Error> {
        settle(&mut self.tx, &self.holding.id, self.now).await?;
        self.tx.commit().await
    }

    async fn licence(&mut self) -> Result<Option<Loan>, sqlx::Error> {
        let condition = "patron = $1 AND holding = $2 AND returned IS NULL AND medium = 'digital'";
        loan_where(self.tx.on(), condition, &self.patron.id, &self.holding.id).await
    }

    async fn digital_hold(&mut self) -> Result<Option<Hold>, sqlx::Error> {
        let condition = "patron = $1 AND holding = $2 AND closed IS NULL AND medium = 'digital'";
        hold_where(self.tx.on(), condition, &self.patron.id, &self.holding.id).await
    }

    /// Lends a copy that must be free or kept for this patron.
    pub(super) async fn lend(
        &mut self,
        who: Who<'_>,
        item: &str,
        medium: &str,
        key: Option<&str>,
    ) -> Result<Loan, Refusal> {
        let (limits, standing) = standing(self.tx.on(), &self.patron, self.now).await?;
        rules::may_borrow(&standing, &limits)?;
        let loan = Loan {
            id: new_id(),
            patron: self.patron.id.clone(),
            holding: self.holding.id.clone(),
            item: item.to_owned(),
            medium: medium.to_owned(),
            since: self.now,
            due: rules::due(self.now, self.holding.days),
            renewals: 0,
            returned: None,
        };
        insert_loan(self.tx.on(), &loan, key).await?;
        self.note(who, "loan.begun", &loan.id, item).await?;
        Ok(loan)
    }

    pub(super) async fn fill(&mut self, hold: &Hold) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE holds SET closed = $2, outcome = 'filled' WHERE id = $1")
            .bind(&hold.id)
            .bind(self.now)
            .execute(self.tx.on())
            .await?;
        Ok(())
    }
}

pub(super) async fn locked_patron(tx: &mut Tx, id: &str) -> Result<Patron, Refusal> {
    tx.lock(Table::Patrons, id).await?;
    accounts::by_id(tx.on(), id).await?.ok_or_else(words::no_such_thing)
}

/// The time is looked at once the holding is locked, so that what follows another change is later than it.
pub(super) async fn locked_holding(tx: &mut Tx, id: &str) -> Result<(Holding, i64), Refusal> {
    tx.lock(Table::Holdings, id).await?;
    let at = now();
    settle(tx, id, at).await?;
    let holding = holding(tx.on(), id).await?.ok_or_else(words::no_such_thing)?;
    Ok((holding, at))
}

/// How a patron stands, and what holds for everybody.
pub(super) async fn standing(
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

async fn insert_loan(on: &mut AnyConnection, loan: &Loan, key: Option<&str>) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO loans (id, patron, holding, item, medium, since, due, renewals, request_key)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&loan.id)
    .bind(&loan.patron)
    .bind(&loan.holding)
    .bind(&loan.item)
    .bind(&loan.medium)
    .bind(loan.since)
    .bind(loan.due)
    .bind(loan.renewals)
    .bind(key)
    .execute(on)
    .await?;
    Ok(())
}

/// Borrows a digital copy, or joins the queue where there is none. True where that is new.
///
/// `key` is the client's own name for this request: where it comes again, also after a return, nothing is begun anew.
pub(crate) async fn borrow(
    store: &Store,
    who: Who<'_>,
    holding: &str,
    key: Option<&str>,
) -> Result<bool, Refusal> {
    let mut desk = Desk::open(store, who.patron, holding).await?;
    if desk.licence().await?.is_some() {
        return Ok(false);
    }
    if let Some(key) = key {
        let same = "patron = $1 AND request_key = $2";
        if loan_where(desk.tx.on(), same, who.patron, key).await?.is_some() {
            return Ok(false);
        }
        if let Some(hold) = hold_where(desk.tx.on(), same, who.patron, key).await?
            && hold.closed.is_some()
        {
            return Ok(false);
        }
    }
    if let Some(hold) = desk.digital_hold().await? {
        let Some(item) = hold.assigned.clone() else {
            return Ok(false);
        };
        desk.fill(&hold).await?;
        desk.lend(who, &item, DIGITAL, key).await?;
        desk.close().await?;
        return Ok(true);
    }
    if desk.holding.access != "loan" {
        return Err(words::open_to_all());
    }
    let copies = free(&mut desk.tx, holding).await?;
    // Those who wait were served before, so what is free now is free for whoever asks.
    if let Some(copy) = copies.iter().find(|copy| copy.medium == DIGITAL) {
        desk.lend(who, &copy.item, DIGITAL, key).await?;
        desk.close().await?;
        return Ok(true);
    }
    let wish = Wish { item: None, medium: DIGITAL, service_point: ONLINE, comments: None, batch: None, key };
    place(&mut desk.tx, &desk.patron, &desk.holding, &wish, who, desk.now).await?;
    desk.close().await?;
    Ok(true)
}

/// What somebody waits for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish<'a> {
    /// The only copy that will do.
    pub(crate) item: Option<&'a str>,
    /// The medium.
    pub(crate) medium: &'a str,
    /// Where it will be picked up.
    pub(crate) service_point: &'a str,
    /// What the patron says.
    pub(crate) comments: Option<&'a str>,
    /// The batch that it comes with.
    pub(crate) batch: Option<&'a str>,
    /// The client's own name for the request.
    pub(crate) key: Option<&'a str>,
}

/// Places a hold at the end of a queue. Patron and holding must be locked.
pub(super) async fn place(
    tx: &mut Tx,
    patron: &Patron,
    holding: &Holding,
    wish: &Wish<'_>,
    who: Who<'_>,
    now: i64,
) -> Result<Hold, Refusal> {
    let (limits, standing) = standing(tx.on(), patron, now).await?;
    rules::may_hold(&standing, &limits)?;
    if !has_copies(tx, &holding.id, wish.medium).await? {
        return Err(words::not_lent());
    }
    let last: Option<i64> = sqlx::query_scalar("SELECT MAX(place) FROM holds WHERE holding = $1")
        .bind(&holding.id)
        .fetch_one(tx.on())
        .await?;
    let id = new_id();
    sqlx::query(
        "INSERT INTO holds (id, patron, holding, item, medium, place, requested, service_point, comments, batch,
             request_key)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(&id)
    .bind(&patron.id)
    .bind(&holding.id)
    .bind(wish.item)
    .bind(wish.medium)
    .bind(last.unwrap_or_default() + 1)
    .bind(now)
    .bind(wish.service_point)
    .bind(wish.comments)
    .bind(wish.batch)
    .bind(wish.key)
    .execute(tx.on())
    .await?;
    let detail = json!({ "patron": patron.id, "holding": holding.id });
    let act = Act { actor: who.actor, action: "hold.placed", subject: Some(&id), detail, origin: who.origin };
    tx.note(act).await?;
    hold_where(tx.on(), "id = $1 AND patron = $2", &id, &patron.id).await?.ok_or_else(words::no_such_thing)
}

async fn has_copies(tx: &mut Tx, holding: &str, medium: &str) -> Result<bool, sqlx::Error> {
    let one: Option<String> = sqlx::query_scalar(
        "SELECT id FROM items WHERE holding = $1 AND medium = $2 AND withdrawn IS NULL LIMIT 1",
    )
    .bind(holding)
    .bind(medium)
    .fetch_optional(tx.on())
    .await?;
    Ok(one.is_some())
}

/// Ends a digital loan. One that has ended already is answered as it is.
pub(crate) async fn give_back(store: &Store, who: Who<'_>, loan: &str) -> Result<Loan, Refusal> {
    let found = own_loan(store, who.patron, loan).await?;
    let mut desk = Desk::open(store, who.patron, &found.holding).await?;
    let Some(mut loan) = loan_where(desk.tx.on(), "id = $1 AND patron = $2", loan, who.patron).await? else {
        return Err(words::no_such_thing());
    };
    if loan.returned.is_some() {
        return Ok(loan);
    }
    if loan.medium == PHYSICAL {
        return Err(words::bring_it_back());
    }
    end_loan(&mut desk, who, &mut loan, "patron").await?;
    desk.close().await?;
    Ok(loan)
}

pub(super) async fn end_loan(
    desk: &mut Desk,
    who: Who<'_>,
    loan: &mut Loan,
    by: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE loans SET returned = $2, ended_by = $3 WHERE id = $1")
        .bind(&loan.id)
        .bind(desk.now)
        .bind(by)
        .execute(desk.tx.on())
        .await?;
    loan.returned = Some(desk.now);
    desk.note(who, "loan.ended", &loan.id, &loan.item).await
}

async fn own_loan(store: &Store, patron: &str, loan: &str) -> Result<Loan, Refusal> {
    let mut on = store.pool().acquire().await?;
    let found = loan_where(&mut on, "id = $1 AND patron = $2", loan, patron).await?;
    found.ok_or_else(words::no_such_thing)
}

/// Renews an open loan: by its id.
pub(crate) async fn renew(store: &Store, who: Who<'_>, loan: &str) -> Result<Loan, Refusal> {
    let found = own_loan(store, who.patron, loan).await?;
    let mut desk = Desk::open(store, who.patron, &found.holding).await?;
    let Some(mut loan) = loan_where(desk.tx.on(), "id = $1 AND patron = $2", loan, who.patron).await? else {
        return Err(words::no_such_thing());
    };
    if loan.returned.is_some() {
        return Err(words::ended());
    }
    let waiting: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM holds WHERE holding = $1 AND medium = $2 AND closed IS NULL AND ready IS NULL
         AND (item IS NULL OR item = $3)",
    )
    .bind(&loan.holding)
    .bind(&loan.medium)
    .bind(&loan.item)
    .fetch_one(desk.tx.on())
    .await?;
    let (limits, standing) = standing(desk.tx.on(), &desk.patron, desk.now).await?;
    let policy = desk.holding.policy();
    loan.due = rules::renewed(loan.due, loan.renewals, &policy, waiting, &standing, &limits, desk.now)?;
    loan.renewals += 1;
    sqlx::query("UPDATE loans SET due = $2, renewals = $3 WHERE id = $1")
        .bind(&loan.id)
        .bind(loan.due)
        .bind(loan.renewals)
        .execute(desk.tx.on())
        .await?;
    desk.note(who, "loan.renewed", &loan.id, &loan.item).await?;
    desk.close().await?;
    Ok(loan)
}

/// Cancels a hold. One that has ended already is answered as it is.
pub(crate) async fn cancel(
    store: &Store,
    who: Who<'_>,
    hold: &str,
    reason: Option<&str>,
    note: Option<&str>,
) -> Result<Hold, Refusal> {
    let mut on = store.pool().acquire().await?;
    let condition = "id = $1 AND patron = $2";
    let found = hold_where(&mut on, condition, hold, who.patron).await?;
    drop(on);
    let found = found.ok_or_else(words::no_such_thing)?;
    let mut desk = Desk::open(store, who.patron, &found.holding).await?;
    let current = hold_where(desk.tx.on(), condition, hold, who.patron).await?;
    let current = current.ok_or_else(words::no_such_thing)?;
    if current.closed.is_some() {
        return Ok(current);
    }
    sqlx::query(
        "UPDATE holds SET closed = $2, outcome = 'cancelled', cancelled_by = $3, cancel_reason = $4,
             cancel_note = $5 WHERE id = $1",
    )
    .bind(hold)
    .bind(desk.now)
    .bind(who.actor)
    .bind(reason)
    .bind(note)
    .execute(desk.tx.on())
    .await?;
    let detail = Value::Null;
    let act =
        Act { actor: who.actor, action: "hold.cancelled", subject: Some(hold), detail, origin: who.origin };
    desk.tx.note(act).await?;
    let cancelled = hold_where(desk.tx.on(), condition, hold, who.patron).await?;
    desk.close().await?;
    cancelled.ok_or_else(words::no_such_thing)
}
