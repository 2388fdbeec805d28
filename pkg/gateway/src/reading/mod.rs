//! What a patron has read and noted: where she is in each publication, and her annotations.
//!
//! It is hers alone: a guardian does not see a child's. It stays when a loan ends and when it is forgotten who had what
//! (`lending/history.rs`), leaves with an export, and goes with the account. `places` keeps progressions, `notes`
//! annotations; `feed` tells both to her other devices, deletions too
//! ([ADR 18](../../../../docs/adr/0018-reading-follows-the-reader.md)).

pub(crate) mod cli;
mod feed;
mod notes;
mod places;

use serde_json::{Value, json};

use crate::store::{Act, Origin, Store, Table, Tx};

pub(crate) use feed::{Base, Since, feed};
pub(crate) use notes::{
    Created, Note, Replaced, Summary, count, create, delete, find, list, name_of, replace, without_address,
};
pub(crate) use places::{Told, place, tell};

/// The longest annotation or progression that is kept, in bytes.
pub(crate) const MOST_BYTES: usize = 65_536;
/// How many annotations an account has at most, deleted ones included: they are remembered as such.
const MOST_NOTES: i64 = 50_000;
/// In how many publications an account has a place at most.
const MOST_PLACES: i64 = 20_000;

/// Whether this can be a publication's name in a catalogue. That there is such a publication is not asked: notes stay when
/// a file goes, and another gateway may know it already.
pub(crate) fn is_name(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=128).contains(&text.len()) && text.bytes().all(fits) && text.bytes().any(|byte| byte != b'.')
}

/// The number of the next change of an account, whose patron is locked.
async fn next_change(tx: &mut Tx, account: &str) -> Result<i64, sqlx::Error> {
    let next: Option<i64> =
        sqlx::query_scalar("UPDATE readings SET changes = changes + 1 WHERE account = $1 RETURNING changes")
            .bind(account)
            .fetch_optional(tx.on())
            .await?;
    if let Some(next) = next {
        return Ok(next);
    }
    begin(tx, account, 1).await?;
    Ok(1)
}

/// Begins to count the changes of an account.
async fn begin(tx: &mut Tx, account: &str, changes: i64) -> Result<(), sqlx::Error> {
    let epoch = uuid::Uuid::new_v4().simple().to_string();
    sqlx::query("INSERT INTO readings (account, epoch, changes) VALUES ($1, $2, $3)")
        .bind(account)
        .bind(&epoch[..16])
        .bind(changes)
        .execute(tx.on())
        .await?;
    Ok(())
}

/// Begins to write to what is `account`'s: one after the other, so that what is read stays true.
async fn write(store: &Store, account: &str) -> Result<Tx, sqlx::Error> {
    let mut tx = store.begin().await?;
    tx.lock(Table::Patrons, account).await?;
    Ok(tx)
}

/// Forgets all that an account has read and noted; her devices learn it by another epoch. How many things there were.
pub(crate) async fn erase(
    store: &Store,
    account: &str,
    actor: Option<&str>,
    origin: &Origin,
) -> Result<u64, sqlx::Error> {
    let mut tx = write(store, account).await?;
    let mut gone = 0;
    for sql in [
        "DELETE FROM annotations WHERE account = $1",
        "DELETE FROM progressions WHERE account = $1",
        "DELETE FROM readings WHERE account = $1",
    ] {
        let done = sqlx::query(sql).bind(account).execute(tx.on()).await?;
        gone += done.rows_affected();
    }
    begin(&mut tx, account, 0).await?;
    let detail: Value = json!({ "records": gone });
    tx.note(Act { actor, action: "reading.erased", subject: Some(account), detail, origin }).await?;
    tx.commit().await?;
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publication_is_named_by_letters_and_digits() {
        for name in ["0f", "a-b_c.d", "9999"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", ".", "..", "a/b", "a b", "茶", "a%20", "a\0"] {
            assert!(!is_name(name), "{name}");
        }
        assert!(!is_name(&"a".repeat(129)));
    }
}
