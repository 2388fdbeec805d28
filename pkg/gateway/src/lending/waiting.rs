//! Holds that patrons place by work or by item, one by one or in batches, and where they can be picked up.

use std::collections::{BTreeSet, HashMap};

use axum::http::StatusCode;
use serde_json::json;
use sqlx::AnyConnection;

use super::{
    desk::{self, Desk, Who, Wish},
    queue::settle,
    records::{DIGITAL, Hold, Holding, PHYSICAL, hold_where},
    words,
};
use crate::{
    accounts::Patron,
    http::Refusal,
    store::{Act, Store, Tx, new_id},
};

/// What is waited for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of<'a> {
    /// This copy and no other.
    Item(&'a str),
    /// Any copy of this work.
    Work(&'a str),
}

/// A place where things are picked up.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct ServicePoint {
    /// Its id.
    pub(crate) id: String,
    /// Its name in English.
    pub(crate) name: String,
    /// Its name in Chinese.
    pub(crate) name_zh: String,
    /// Whether it is the network: 0 or 1.
    pub(crate) online: i64,
}

/// Where the copies of a work, or one copy, can be picked up; nothing where it is not known.
pub(crate) async fn service_points(
    on: &mut AnyConnection,
    of: Of<'_>,
) -> Result<Option<Vec<ServicePoint>>, sqlx::Error> {
    let (sql, id) = match of {
        Of::Item(id) => ("SELECT medium FROM items WHERE id = $1 AND withdrawn IS NULL", id),
        Of::Work(id) => ("SELECT DISTINCT medium FROM items WHERE holding = $1 AND withdrawn IS NULL", id),
    };
    let media: Vec<String> = sqlx::query_scalar(sql).bind(id).fetch_all(&mut *on).await?;
    if media.is_empty() {
        return Ok(None);
    }
    let all: Vec<ServicePoint> = sqlx::query_as(
        "SELECT id, name, name_zh, online FROM service_points WHERE pickup = 1 ORDER BY online DESC, name, id",
    )
    .fetch_all(on)
    .await?;
    let fits = |point: &ServicePoint| media.iter().any(|medium| medium == medium_at(point));
    Ok(Some(all.into_iter().filter(fits).collect()))
}

/// What is handed out at a service point: files on the network, paper elsewhere.
fn medium_at(point: &ServicePoint) -> &'static str {
    if point.online == 0 { PHYSICAL } else { DIGITAL }
}

/// The holding that an item is of.
pub(crate) async fn holding_of_item(
    on: &mut AnyConnection,
    item: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT holding FROM items WHERE id = $1 AND withdrawn IS NULL")
        .bind(item)
        .fetch_optional(on)
        .await
}

/// Places a hold, to be picked up at `service_point`. One that is there already keeps its place, and is picked up there
/// from now on.
///
/// `invalid` is the status where the service point does not fit: FOLIO's routes differ in it.
pub(crate) async fn hold(
    store: &Store,
    who: Who<'_>,
    of: Of<'_>,
    service_point: &str,
    comments: Option<&str>,
    invalid: StatusCode,
) -> Result<Hold, Refusal> {
    let mut on = store.pool().acquire().await?;
    let holding = match of {
        Of::Work(id) => id.to_owned(),
        Of::Item(id) => holding_of_item(&mut on, id).await?.ok_or_else(words::no_such_thing)?,
    };
    drop(on);
    let mut desk = Desk::open(store, who.patron, &holding).await?;
    let line = Line { of, service_point, comments, batch: None };
    let hold = place(&mut desk.tx, &desk.patron, &desk.holding, &line, who, desk.now, invalid).await?;
    let id = hold.id.clone();
    desk.close().await?;
    // Where a copy was free it is kept for her already.
    let mut on = store.pool().acquire().await?;
    let current = hold_where(&mut on, "id = $1 AND patron = $2", &id, who.patron).await?;
    Ok(current.unwrap_or(hold))
}

/// A hold to be placed.
struct Line<'a> {
    of: Of<'a>,
    service_point: &'a str,
    comments: Option<&'a str>,
    batch: Option<&'a str>,
}

async fn place(
    tx: &mut Tx,
    patron: &Patron,
    holding: &Holding,
    line: &Line<'_>,
    who: Who<'_>,
    now: i64,
    invalid: StatusCode,
) -> Result<Hold, Refusal> {
    let points = service_points(tx.on(), line.of).await?.ok_or_else(words::no_such_thing)?;
    let point = points.iter().find(|point| point.id == line.service_point);
    let medium = medium_at(point.ok_or_else(|| words::pick_up_where(invalid))?);
    // One licence is as good as another, so only paper is waited for item by item.
    let item = match line.of {
        Of::Item(id) if medium == PHYSICAL => Some(id),
        _ => None,
    };
    if let Some(hold) = same_hold(tx, patron, holding, item, medium).await? {
        return moved(tx, hold, line.service_point, who).await;
    }
    if has_on_loan(tx, patron, holding, item, medium).await? {
        return Err(words::has_it());
    }
    let (service_point, comments) = (line.service_point, line.comments);
    let wish = Wish { item, medium, service_point, comments, batch: line.batch, key: None };
    desk::place(tx, patron, holding, &wish, who, now).await
}

/// The hold that is there already, to be picked up somewhere else where that is what is asked for now. It keeps its place.
async fn moved(tx: &mut Tx, hold: Hold, service_point: &str, who: Who<'_>) -> Result<Hold, Refusal> {
    if hold.service_point == service_point {
        return Ok(hold);
    }
    sqlx::query("UPDATE holds SET service_point = $2 WHERE id = $1")
        .bind(&hold.id)
        .bind(service_point)
        .execute(tx.on())
        .await?;
    let detail = json!({ "patron": hold.patron, "servicePoint": service_point });
    let act =
        Act { actor: who.actor, action: "hold.moved", subject: Some(&hold.id), detail, origin: who.origin };
    tx.note(act).await?;
    Ok(Hold { service_point: service_point.to_owned(), ..hold })
}

async fn same_hold(
    tx: &mut Tx,
    patron: &Patron,
    holding: &Holding,
    item: Option<&str>,
    medium: &str,
) -> Result<Option<Hold>, sqlx::Error> {
    match item {
        Some(item) => {
            let condition = "patron = $1 AND item = $2 AND closed IS NULL";
            hold_where(tx.on(), condition, &patron.id, item).await
        }
        None if medium == DIGITAL => {
            let condition =
                "patron = $1 AND holding = $2 AND closed IS NULL AND item IS NULL AND medium = 'digital'";
            hold_where(tx.on(), condition, &patron.id, &holding.id).await
        }
        None => {
            let condition =
                "patron = $1 AND holding = $2 AND closed IS NULL AND item IS NULL AND medium = 'physical'";
            hold_where(tx.on(), condition, &patron.id, &holding.id).await
        }
    }
}

async fn has_on_loan(
    tx: &mut Tx,
    patron: &Patron,
    holding: &Holding,
    item: Option<&str>,
    medium: &str,
) -> Result<bool, sqlx::Error> {
    let one: Option<String> = sqlx::query_scalar(
        "SELECT id FROM loans WHERE patron = $1 AND holding = $2 AND medium = $3 AND returned IS NULL
         AND (item = $4 OR CAST($4 AS TEXT) IS NULL) LIMIT 1",
    )
    .bind(&patron.id)
    .bind(&holding.id)
    .bind(medium)
    .bind(item)
    .fetch_optional(tx.on())
    .await?;
    Ok(one.is_some())
}

/// Several holds at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Batch {
    /// Its id.
    pub(crate) id: String,
    /// When it was asked for.
    pub(crate) submitted: i64,
    /// When all of it was done or could not be done.
    pub(crate) completed: i64,
    /// What was asked for, in its order.
    pub(crate) lines: Vec<BatchLine>,
}

/// One item of a batch.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct BatchLine {
    /// The item.
    pub(crate) item: String,
    /// Where it is to be picked up.
    pub(crate) service_point: String,
    /// The hold that came of it.
    pub(crate) hold: Option<String>,
    /// Why none did.
    pub(crate) error_code: Option<String>,
    /// The same in words.
    pub(crate) error_text: Option<String>,
}

/// A batch to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewBatch<'a> {
    /// The client's own id for it, so that it is not done twice.
    pub(crate) id: Option<&'a str>,
    /// The work whose items they are.
    pub(crate) holding: &'a str,
    /// Items and service points.
    pub(crate) lines: &'a [(String, String)],
    /// What the patron says to each.
    pub(crate) comments: Option<&'a str>,
}

/// Places several holds: each that can be placed is, and all of it is written in one transaction.
pub(crate) async fn batch(store: &Store, who: Who<'_>, new: NewBatch<'_>) -> Result<Batch, Refusal> {
    let mut tx = store.begin().await?;
    let patron = desk::locked_patron(&mut tx, who.patron).await?;
    if let Some(id) = new.id
        && let Some(owner) = owner_of(tx.on(), id).await?
    {
        if owner != patron.id {
            return Err(words::batch_taken());
        }
        return batch_of(tx.on(), &patron.id, id).await?.ok_or_else(words::no_such_thing);
    }
    let (holding, now) = desk::locked_holding(&mut tx, new.holding).await?;
    let id = new.id.map_or_else(new_id, str::to_owned);
    sqlx::query(
        "INSERT INTO batches (id, patron, comments, submitted, completed) VALUES ($1, $2, $3, $4, $4)",
    )
    .bind(&id)
    .bind(&patron.id)
    .bind(new.comments)
    .bind(now)
    .execute(tx.on())
    .await?;
    for (number, (item, service_point)) in new.lines.iter().enumerate() {
        let is_of_work = holding_of_item(tx.on(), item).await?.as_deref() == Some(new.holding);
        let line = Line { of: Of::Item(item), service_point, comments: new.comments, batch: Some(&id) };
        let placed = match is_of_work {
            true => place(&mut tx, &patron, &holding, &line, who, now, StatusCode::BAD_REQUEST).await,
            false => Err(words::no_such_thing()),
        };
        insert_line(&mut tx, &id, number, item, service_point, placed).await?;
    }
    settle(&mut tx, &holding.id, now).await?;
    let detail = json!({ "patron": patron.id, "holding": holding.id, "items": new.lines.len() });
    tx.note(Act { actor: who.actor, action: "batch.placed", subject: Some(&id), detail, origin: who.origin })
        .await?;
    let batch = batch_of(tx.on(), &patron.id, &id).await?.ok_or_else(words::no_such_thing)?;
    tx.commit().await?;
    Ok(batch)
}

async fn insert_line(
    tx: &mut Tx,
    batch: &str,
    number: usize,
    item: &str,
    service_point: &str,
    placed: Result<Hold, Refusal>,
) -> Result<(), Refusal> {
    let (hold, error) = match placed {
        Ok(hold) => (Some(hold.id), None),
        // The database failed: then nothing of the batch is done.
        Err(error) if error.is_internal() => return Err(error),
        Err(error) => (None, Some(error)),
    };
    sqlx::query(
        "INSERT INTO batch_lines (id, batch, number, item, service_point, hold, error_code, error_text)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(new_id())
    .bind(batch)
    .bind(i64::try_from(number).unwrap_or(i64::MAX))
    .bind(item)
    .bind(service_point)
    .bind(hold)
    .bind(error.as_ref().map(Refusal::code))
    .bind(error.as_ref().map(ToString::to_string))
    .execute(tx.on())
    .await?;
    Ok(())
}

async fn owner_of(on: &mut AnyConnection, batch: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT patron FROM batches WHERE id = $1").bind(batch).fetch_optional(on).await
}

/// A patron's batch.
pub(crate) async fn batch_of(
    on: &mut AnyConnection,
    patron: &str,
    id: &str,
) -> Result<Option<Batch>, sqlx::Error> {
    let row: Option<(i64, i64)> =
        sqlx::query_as("SELECT submitted, completed FROM batches WHERE id = $1 AND patron = $2")
            .bind(id)
            .bind(patron)
            .fetch_optional(&mut *on)
            .await?;
    let Some((submitted, completed)) = row else { return Ok(None) };
    let lines = sqlx::query_as(
        "SELECT item, service_point, hold, error_code, error_text FROM batch_lines
         WHERE batch = $1 ORDER BY number",
    )
    .bind(id)
    .fetch_all(on)
    .await?;
    Ok(Some(Batch { id: id.to_owned(), submitted, completed, lines }))
}

/// A patron's batches of which a hold is open, the newest first.
pub(crate) async fn open_batches(on: &mut AnyConnection, patron: &str) -> Result<Vec<Batch>, sqlx::Error> {
    let ids: Vec<String> = sqlx::query_scalar(
        "SELECT b.id FROM batches b WHERE b.patron = $1
         AND EXISTS (SELECT 1 FROM holds h WHERE h.batch = b.id AND h.closed IS NULL)
         ORDER BY b.submitted DESC, b.id",
    )
    .bind(patron)
    .fetch_all(&mut *on)
    .await?;
    let mut batches = Vec::new();
    for id in ids {
        batches.extend(batch_of(on, patron, &id).await?);
    }
    Ok(batches)
}

/// The works of these ids.
pub(crate) async fn works(
    on: &mut AnyConnection,
    ids: impl Iterator<Item = &str>,
) -> Result<HashMap<String, Holding>, sqlx::Error> {
    let ids: BTreeSet<&str> = ids.collect();
    let mut works = HashMap::new();
    for id in ids {
        if let Some(work) = super::records::holding(on, id).await? {
            works.insert(id.to_owned(), work);
        }
    }
    Ok(works)
}
