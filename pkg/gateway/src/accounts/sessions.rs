//! Sessions: a browser that somebody signed in with.
//!
//! The cookie holds 256 random bits; the store knows only their SHA-256, so whoever reads the store cannot act as
//! anybody. The token against forged requests is made from the cookie's, and is no secret to the page it is given to.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::patrons::{self, Patron, Role};
use crate::{
    config::hex,
    store::{Act, DAY, Origin, Store, now},
};

const MINUTE: i64 = 60_000;

/// How long a session is, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Life {
    /// One that is not used for so long ends.
    idle: i64,
    /// It ends after so long however much it is used.
    most: i64,
    /// How exactly the last use is noted; a write for each request would be too many.
    grain: i64,
}

/// Whoever can look into others' accounts signs in anew each day, and after a break.
fn life(role: Role) -> Life {
    match role {
        Role::Patron => Life { idle: 30 * DAY, most: i64::MAX, grain: 60 * MINUTE },
        Role::Librarian => Life { idle: 60 * MINUTE, most: 12 * 60 * MINUTE, grain: 5 * MINUTE },
    }
}

/// A session that goes on.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Whose it is.
    pub(crate) patron: Patron,
    /// What a page must say to change anything.
    pub(crate) csrf: String,
}

/// Begins a session; what it returns goes into the cookie and is kept nowhere else.
pub(crate) async fn begin(store: &Store, patron: &Patron, origin: &Origin) -> Result<String, sqlx::Error> {
    let account = patron.id.as_str();
    let mut bits = [0; 32];
    getrandom::fill(&mut bits).map_err(|error| sqlx::Error::Io(std::io::Error::other(error)))?;
    let token = hex(&bits);
    let at = now();
    let mut tx = store.begin().await?;
    sqlx::query("INSERT INTO sessions (token, account, created, seen, expires) VALUES ($1, $2, $3, $3, $4)")
        .bind(digest(&token))
        .bind(account)
        .bind(at)
        .bind(at + life(patron.role).idle)
        .execute(tx.on())
        .await?;
    let act =
        Act { actor: Some(account), action: "session.begun", subject: None, detail: Value::Null, origin };
    tx.note(act).await?;
    tx.commit().await?;
    Ok(token)
}

/// The session that a cookie stands for. That it was used is noted.
pub(crate) async fn find(store: &Store, token: &str) -> Result<Option<Found>, sqlx::Error> {
    let at = now();
    let digest = digest(token);
    let mut on = store.pool().acquire().await?;
    let row: Option<(String, i64, i64)> =
        sqlx::query_as("SELECT account, created, seen FROM sessions WHERE token = $1 AND expires > $2")
            .bind(&digest)
            .bind(at)
            .fetch_optional(&mut *on)
            .await?;
    let Some((account, created, seen)) = row else { return Ok(None) };
    let Some(patron) = patrons::by_id(&mut on, &account).await? else { return Ok(None) };
    drop(on);
    let life = life(patron.role);
    let expires = (at + life.idle).min(created.saturating_add(life.most));
    if at - seen > life.grain {
        let mut tx = store.begin().await?;
        sqlx::query("UPDATE sessions SET seen = $2, expires = $3 WHERE token = $1")
            .bind(&digest)
            .bind(at)
            .bind(expires)
            .execute(tx.on())
            .await?;
        tx.commit().await?;
    }
    Ok(Some(Found { patron, csrf: csrf_of(token) }))
}

/// Ends a session; nothing happens where there is none.
pub(crate) async fn end(store: &Store, token: &str, origin: &Origin) -> Result<(), sqlx::Error> {
    let digest = digest(token);
    let mut tx = store.begin().await?;
    let account: Option<String> = sqlx::query_scalar("SELECT account FROM sessions WHERE token = $1")
        .bind(&digest)
        .fetch_optional(tx.on())
        .await?;
    let Some(account) = account else { return Ok(()) };
    sqlx::query("DELETE FROM sessions WHERE token = $1").bind(&digest).execute(tx.on()).await?;
    let (actor, action) = (Some(account.as_str()), "session.ended");
    tx.note(Act { actor, action, subject: None, detail: Value::Null, origin }).await?;
    tx.commit().await
}

/// Forgets sessions that have ended by themselves, and old wrong tries.
pub(crate) async fn sweep(store: &Store) -> Result<(), sqlx::Error> {
    let mut tx = store.begin().await?;
    sqlx::query("DELETE FROM sessions WHERE expires <= $1").bind(now()).execute(tx.on()).await?;
    sqlx::query("DELETE FROM tries WHERE since < $1").bind(now() - DAY).execute(tx.on()).await?;
    tx.commit().await
}

/// What a page of this session must send with whatever changes something.
pub(crate) fn csrf_of(token: &str) -> String {
    hex(&Sha256::digest(format!("yueli csrf {token}")))
}

fn digest(token: &str) -> String {
    hex(&Sha256::digest(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_of_staff_is_a_short_one() {
        let (patron, staff) = (life(Role::Patron), life(Role::Librarian));
        assert_eq!(patron.idle, 30 * DAY);
        assert!(staff.idle <= 60 * MINUTE && staff.most <= DAY / 2);
        assert!(staff.grain * 2 < staff.idle, "whoever works on is not signed out");
    }
}
