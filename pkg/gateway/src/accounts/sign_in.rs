//! Signing in: a card and its PIN, and what happens to those who guess.

use serde_json::{Value, json};
use sqlx::AnyConnection;

use super::{
    patrons::{self, Patron},
    pin::{PinError, Pins},
    words,
};
use crate::{
    http::Refusal,
    store::{Act, Origin, Store, Table, Tx, now},
};

/// So many wrong PINs in a row lock a card …
const WRONG: i64 = 5;
/// … for so long: a quarter of an hour.
const LOCKED: i64 = 15 * 60_000;
/// So many wrong tries from one address …
const FROM_ONE_ADDRESS: i64 = 100;
/// … in so long are enough: ten minutes. A branch of the library may have one address for everybody in it.
const WINDOW: i64 = 10 * 60_000;

/// The patron whose card and PIN these are.
pub(crate) async fn sign_in(
    store: &Store,
    pins: &Pins,
    card: &str,
    pin: &str,
    origin: &Origin,
) -> Result<Patron, Refusal> {
    let mut on = store.pool().acquire().await?;
    let at = now();
    if let Some(until) = stopped(&mut on, origin, at).await? {
        return Err(words::too_many(until, at));
    }
    let patron = patrons::by_card(&mut on, card).await?;
    drop(on);
    if let Some(until) = patron.as_ref().and_then(|patron| locked(patron, at)) {
        return Err(words::locked(until, at));
    }
    let hash = patron.as_ref().and_then(|patron| patron.pin.as_deref());
    let fits = pins.matches(pin, hash).await.map_err(|error| match error {
        PinError::Busy => words::busy(),
        error => crate::http::failed(error).into(),
    })?;
    let Some(patron) = patron else {
        return Err(wrong(store, None, origin).await?);
    };
    if !fits {
        return Err(wrong(store, Some(&patron.id), origin).await?);
    }
    welcome(store, patron).await
}

/// Until when the card is locked.
fn locked(patron: &Patron, at: i64) -> Option<i64> {
    patron.locked_until.filter(|until| *until > at)
}

/// Until when nobody at this address can sign in.
async fn stopped(on: &mut AnyConnection, origin: &Origin, at: i64) -> Result<Option<i64>, sqlx::Error> {
    let row: Option<(i64, i64)> = sqlx::query_as("SELECT count, since FROM tries WHERE origin = $1")
        .bind(origin.to_string())
        .fetch_optional(on)
        .await?;
    Ok(row
        .filter(|(count, since)| *count >= FROM_ONE_ADDRESS && since + WINDOW > at)
        .map(|(_, since)| since + WINDOW))
}

/// The PIN was right. Others may have guessed wrongly while it was looked at, so the lock is looked at once more.
async fn welcome(store: &Store, patron: Patron) -> Result<Patron, Refusal> {
    let at = now();
    let mut on = store.pool().acquire().await?;
    let Some(current) = patrons::by_id(&mut on, &patron.id).await? else { return Err(words::wrong()) };
    drop(on);
    if let Some(until) = locked(&current, at) {
        return Err(words::locked(until, at));
    }
    if current.pin != patron.pin {
        return Err(words::wrong());
    }
    if current.wrong_tries > 0 {
        let mut tx = store.begin().await?;
        sqlx::query("UPDATE patrons SET wrong_tries = 0, locked_until = NULL WHERE id = $1")
            .bind(&patron.id)
            .execute(tx.on())
            .await?;
        tx.commit().await?;
    }
    Ok(current)
}

/// Counts a wrong try, for the card and for where it came from; what is said about it.
async fn wrong(store: &Store, patron: Option<&str>, origin: &Origin) -> Result<Refusal, Refusal> {
    let at = now();
    let mut tx = store.begin().await?;
    let mut said = words::wrong();
    if let Some(id) = patron {
        tx.lock(Table::Patrons, id).await?;
        if let Some(current) = patrons::by_id(tx.on(), id).await? {
            let tries = current.wrong_tries + 1;
            let locks = tries >= WRONG;
            sqlx::query("UPDATE patrons SET wrong_tries = $2, locked_until = $3 WHERE id = $1")
                .bind(id)
                .bind(if locks { 0 } else { tries })
                .bind(locks.then_some(at + LOCKED).or_else(|| locked(&current, at)))
                .execute(tx.on())
                .await?;
            if locks {
                said = words::locked(at + LOCKED, at);
            }
        }
    }
    count_origin(&mut tx, origin, at).await?;
    let detail = if patron.is_some() { Value::Null } else { json!({ "card": "unknown" }) };
    tx.note(Act { actor: None, action: "sign-in.refused", subject: patron, detail, origin }).await?;
    tx.commit().await?;
    Ok(said)
}

async fn count_origin(tx: &mut Tx, origin: &Origin, at: i64) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO tries (origin, count, since) VALUES ($1, 1, $2)
         ON CONFLICT (origin) DO UPDATE SET
             count = CASE WHEN tries.since < $3 THEN 1 ELSE tries.count + 1 END,
             since = CASE WHEN tries.since < $3 THEN excluded.since ELSE tries.since END",
    )
    .bind(origin.to_string())
    .bind(at)
    .bind(at - WINDOW)
    .execute(tx.on())
    .await?;
    Ok(())
}
