//! Patrons: who has a card.

use serde_json::json;
use sqlx::AnyConnection;

use crate::{
    audience::Sees,
    store::{Act, Origin, Store, Tx, is_taken, new_id, now},
};

/// Whether a card may be used. That it has expired is a matter of the date, not of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// It may.
    Active,
    /// The library has stopped it: what was borrowed can be returned, nothing can be borrowed.
    Blocked,
}

/// What somebody may do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Borrow.
    Patron,
    /// Work at the library as well.
    Librarian,
}

impl Role {
    /// As the store and the interface write it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Patron => "patron",
            Self::Librarian => "librarian",
        }
    }
}

/// A patron.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Patron {
    /// The account, and the patron in FOLIO's sense.
    pub(crate) id: String,
    /// The number on the card.
    pub(crate) card: String,
    /// The name, as it is said.
    pub(crate) name: String,
    /// Whether the card may be used.
    pub(crate) status: Status,
    /// What the library says of a blocked card.
    pub(crate) blocked_why: Option<String>,
    /// When the card stops being good, in milliseconds since 1970.
    pub(crate) expires: Option<i64>,
    /// The language that she chose: a BCP 47 tag.
    pub(crate) language: Option<String>,
    /// What she may do.
    pub(crate) role: Role,
    /// The patron who manages this one's account.
    pub(crate) guardian: Option<String>,
    /// How many books the guardian lets her have at once.
    pub(crate) most_loans: Option<i64>,
    /// What of the catalogue the guardian lets her see.
    pub(crate) sees: Sees,
    /// Whether she wants it known what she had.
    pub(crate) keeps_history: bool,
    pub(super) pin: Option<String>,
    pub(super) wrong_tries: i64,
    pub(crate) locked_until: Option<i64>,
}

impl Patron {
    /// Whether the card has expired at `now`.
    pub(crate) fn has_expired(&self, now: i64) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }
}

/// A row as the database has it.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: String,
    card: String,
    name: String,
    pin: Option<String>,
    status: String,
    blocked_why: Option<String>,
    expires: Option<i64>,
    language: Option<String>,
    role: String,
    guardian: Option<String>,
    most_loans: Option<i64>,
    sees: Option<String>,
    keeps_history: i64,
    wrong_tries: i64,
    locked_until: Option<i64>,
}

impl From<Row> for Patron {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            card: row.card,
            name: row.name,
            // What is not known to be good is not good.
            status: if row.status == "active" { Status::Active } else { Status::Blocked },
            blocked_why: row.blocked_why,
            expires: row.expires,
            language: row.language,
            role: if row.role == "librarian" { Role::Librarian } else { Role::Patron },
            guardian: row.guardian,
            most_loans: row.most_loans,
            sees: Sees::stored(row.sees.as_deref()),
            keeps_history: row.keeps_history != 0,
            pin: row.pin,
            wrong_tries: row.wrong_tries,
            locked_until: row.locked_until,
        }
    }
}

pub(super) const COLUMNS: &str = "id, card, name, pin, status, blocked_why, expires, language, role, guardian, most_loans, sees, keeps_history, wrong_tries, locked_until";

/// A card's number as it is looked up: people type spaces, hyphens and small letters.
pub(crate) fn card_key(card: &str) -> String {
    card.chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .flat_map(char::to_lowercase)
        .collect()
}

/// The patron with this card.
pub(crate) async fn by_card(on: &mut AnyConnection, card: &str) -> Result<Option<Patron>, sqlx::Error> {
    let sql = format!("SELECT {COLUMNS} FROM patrons WHERE card_key = $1");
    let row: Option<Row> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(card_key(card)).fetch_optional(on).await?;
    Ok(row.map(Patron::from))
}

/// The patron with this id.
pub(crate) async fn by_id(on: &mut AnyConnection, id: &str) -> Result<Option<Patron>, sqlx::Error> {
    let sql = format!("SELECT {COLUMNS} FROM patrons WHERE id = $1");
    let row: Option<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(on).await?;
    Ok(row.map(Patron::from))
}

/// Everybody, in the order of their cards.
pub(super) async fn all(on: &mut AnyConnection) -> Result<Vec<Patron>, sqlx::Error> {
    let sql = format!("SELECT {COLUMNS} FROM patrons ORDER BY card_key");
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(on).await?;
    Ok(rows.into_iter().map(Patron::from).collect())
}

/// Those whose account `guardian` manages.
pub(crate) async fn children(on: &mut AnyConnection, guardian: &str) -> Result<Vec<Patron>, sqlx::Error> {
    let sql = format!("SELECT {COLUMNS} FROM patrons WHERE guardian = $1 ORDER BY name, id");
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(guardian).fetch_all(on).await?;
    Ok(rows.into_iter().map(Patron::from).collect())
}

/// Whether there is any patron: a library that is only a folder has none, and offers nobody to sign in.
pub(crate) async fn any(store: &Store) -> Result<bool, sqlx::Error> {
    let one: Option<String> =
        sqlx::query_scalar("SELECT id FROM patrons LIMIT 1").fetch_optional(store.pool()).await?;
    Ok(one.is_some())
}

/// A patron to be.
#[derive(Debug, Clone)]
pub(crate) struct NewPatron {
    /// The number on the card.
    pub(crate) card: String,
    /// The name.
    pub(crate) name: String,
    /// The PIN, already hashed.
    pub(crate) pin: Option<String>,
    /// When the card stops being good.
    pub(crate) expires: Option<i64>,
    /// The language.
    pub(crate) language: Option<String>,
    /// What she may do.
    pub(crate) role: Role,
    /// The card of the patron who manages this one's account.
    pub(crate) guardian: Option<String>,
}

/// Why a patron cannot be added.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AddError {
    /// The card's number is empty.
    #[error("a card needs a number")]
    NoCard,
    /// Somebody has this card.
    #[error("there is a patron with the card {0} already")]
    Taken(String),
    /// The guardian is not known.
    #[error("there is no patron with the card {0} who could be the guardian")]
    NoGuardian(String),
    /// Guardians answer for themselves.
    #[error("the patron with the card {0} has a guardian and cannot be one")]
    GuardianIsChild(String),
    /// The database said no.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Adds a patron.
pub(crate) async fn add(
    store: &Store,
    new: NewPatron,
    actor: Option<&str>,
    origin: &Origin,
) -> Result<String, AddError> {
    if card_key(&new.card).is_empty() {
        return Err(AddError::NoCard);
    }
    let mut tx = store.begin().await?;
    let guardian = match &new.guardian {
        None => None,
        Some(card) => {
            let found = by_card(tx.on(), card).await?;
            let guardian = found.ok_or_else(|| AddError::NoGuardian(card.clone()))?;
            if guardian.guardian.is_some() {
                return Err(AddError::GuardianIsChild(card.clone()));
            }
            Some(guardian.id)
        }
    };
    let id = new_id();
    insert(&mut tx, &id, &new, guardian.as_deref())
        .await
        .map_err(|error| if is_taken(&error) { AddError::Taken(new.card.clone()) } else { error.into() })?;
    let detail = json!({ "card": new.card, "role": new.role.key() });
    tx.note(Act { actor, action: "patron.added", subject: Some(&id), detail, origin }).await?;
    tx.commit().await?;
    Ok(id)
}

async fn insert(tx: &mut Tx, id: &str, new: &NewPatron, guardian: Option<&str>) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO accounts (id, created) VALUES ($1, $2)")
        .bind(id)
        .bind(now())
        .execute(tx.on())
        .await?;
    sqlx::query(
        "INSERT INTO patrons (id, card, card_key, name, pin, status, expires, language, role, guardian,
             wrong_tries, created, updated)
         VALUES ($1, $2, $3, $4, $5, 'active', $6, $7, $8, $9, 0, $10, $10)",
    )
    .bind(id)
    .bind(new.card.trim())
    .bind(card_key(&new.card))
    .bind(new.name.trim())
    .bind(new.pin.as_deref())
    .bind(new.expires)
    .bind(new.language.as_deref())
    .bind(new.role.key())
    .bind(guardian)
    .bind(now())
    .execute(tx.on())
    .await?;
    Ok(())
}

/// What is changed of a patron.
#[derive(Debug)]
pub(crate) enum Change<'a> {
    /// The card may not be used; what the library says of it.
    Block(Option<&'a str>),
    /// The card may be used again.
    Unblock,
    /// Another PIN, already hashed. All sessions end, and wrong tries are forgotten.
    Pin(&'a str),
    /// How many books she may have at once, as her guardian allows; nothing: as many as anybody.
    MostLoans(Option<i64>),
    /// What of the catalogue she sees, as her guardian allows.
    Sees(Sees),
    /// Whether she wants it known what she had.
    KeepsHistory(bool),
    /// When the card stops being good, in milliseconds since 1970; nothing: never.
    Expires(Option<i64>),
    /// What she may do. All sessions end, because a session of staff is a shorter one.
    Role(Role),
}

/// Changes the patron with this card. False where there is none.
pub(crate) async fn change(
    store: &Store,
    card: &str,
    change: Change<'_>,
    actor: Option<&str>,
    origin: &Origin,
) -> Result<bool, sqlx::Error> {
    let mut tx = store.begin().await?;
    let Some(patron) = by_card(tx.on(), card).await? else { return Ok(false) };
    let action = write(&mut tx, &patron.id, &change).await?;
    let detail = match change {
        Change::MostLoans(most) => json!({ "mostLoans": most }),
        Change::Sees(sees) => json!({ "sees": sees.key() }),
        Change::KeepsHistory(keeps) => json!({ "keepsHistory": keeps }),
        Change::Expires(at) => json!({ "expires": at.map(crate::store::instant) }),
        Change::Role(role) => json!({ "role": role.key() }),
        Change::Block(why) => json!({ "why": why }),
        _ => serde_json::Value::Null,
    };
    tx.note(Act { actor, action, subject: Some(&patron.id), detail, origin }).await?;
    tx.commit().await?;
    Ok(true)
}

/// Writes a change; what the audit log calls it.
async fn write(tx: &mut Tx, id: &str, change: &Change<'_>) -> Result<&'static str, sqlx::Error> {
    let action = match change {
        Change::Block(why) => {
            sqlx::query(
                "UPDATE patrons SET status = 'blocked', blocked_why = $2, updated = $3 WHERE id = $1",
            )
            .bind(id)
            .bind(why)
            .bind(now())
            .execute(tx.on())
            .await?;
            "patron.blocked"
        }
        Change::Unblock => {
            sqlx::query(
                "UPDATE patrons SET status = 'active', blocked_why = NULL, wrong_tries = 0,
                     locked_until = NULL, updated = $2 WHERE id = $1",
            )
            .bind(id)
            .bind(now())
            .execute(tx.on())
            .await?;
            "patron.unblocked"
        }
        Change::Pin(pin) => {
            sqlx::query(
                "UPDATE patrons SET pin = $2, wrong_tries = 0, locked_until = NULL, updated = $3
                 WHERE id = $1",
            )
            .bind(id)
            .bind(pin)
            .bind(now())
            .execute(tx.on())
            .await?;
            sqlx::query("DELETE FROM sessions WHERE account = $1").bind(id).execute(tx.on()).await?;
            "patron.pin-set"
        }
        Change::MostLoans(most) => {
            set(tx, id, "UPDATE patrons SET most_loans = $2, updated = $3 WHERE id = $1", *most).await?;
            "patron.allowed"
        }
        Change::Sees(sees) => {
            let narrow = Some(sees.key()).filter(|_| *sees != Sees::Everything);
            set(tx, id, "UPDATE patrons SET sees = $2, updated = $3 WHERE id = $1", narrow).await?;
            "patron.sees-set"
        }
        Change::KeepsHistory(keeps) => {
            let keeps = i64::from(*keeps);
            set(tx, id, "UPDATE patrons SET keeps_history = $2, updated = $3 WHERE id = $1", keeps).await?;
            "patron.history-set"
        }
        Change::Expires(at) => {
            set(tx, id, "UPDATE patrons SET expires = $2, updated = $3 WHERE id = $1", *at).await?;
            "patron.expiry-set"
        }
        Change::Role(role) => {
            set(tx, id, "UPDATE patrons SET role = $2, updated = $3 WHERE id = $1", role.key()).await?;
            sqlx::query("DELETE FROM sessions WHERE account = $1").bind(id).execute(tx.on()).await?;
            "patron.role-set"
        }
    };
    Ok(action)
}

/// Sets one thing of a patron: `$1` is who, `$2` to what, `$3` when.
async fn set<'q, T>(tx: &mut Tx, id: &'q str, sql: &'static str, to: T) -> Result<(), sqlx::Error>
where
    T: sqlx::Encode<'q, sqlx::Any> + sqlx::Type<sqlx::Any> + 'q,
{
    sqlx::query(sql).bind(id).bind(to).bind(now()).execute(tx.on()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_found_however_its_number_is_typed() {
        for typed in ["AB 1234-5", "ab12345", " ab-1234 5\t"] {
            assert_eq!(card_key(typed), "ab12345", "{typed}");
        }
        assert_eq!(card_key(" - "), "");
    }
}
