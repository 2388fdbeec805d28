//! A patron's annotations of a publication, each under a name that is the client's own, so that a request that is sent
//! twice makes one annotation.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;

use super::{MOST_NOTES, next_change, write};
use crate::{
    config::hex,
    http::{Refusal, too_many_things},
    store::{Store, now},
};

/// What the server alone says of an annotation.
const ADDRESS: [&str; 2] = ["id", "@id"];
/// What stays as it was said when the annotation was made (Web Annotation Protocol, section 5.1).
const LASTING: [&str; 2] = ["canonical", "via"];

/// An annotation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Note {
    /// How its address ends.
    pub(crate) name: String,
    /// Of what it says, in quotation marks.
    pub(crate) etag: String,
    /// What it says, without its address.
    pub(crate) document: Map<String, Value>,
    /// Which change of the account it was.
    pub(crate) change: i64,
}

/// All annotations of a publication, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Summary {
    /// How many there are.
    pub(crate) total: i64,
    /// The last change of any of them, deletions included; 0 where there was none.
    pub(crate) change: i64,
    /// When that was, in milliseconds since 1970.
    pub(crate) updated: i64,
}

/// What became of an annotation that was sent to be made.
#[derive(Debug)]
pub(crate) enum Created {
    /// It was made.
    New(Note),
    /// It had been made before, by the same request.
    Known(Note),
    /// It had been made before, and was deleted since.
    Gone,
    /// Another one has this name.
    Taken,
}

/// What became of a change or a deletion.
#[derive(Debug)]
pub(crate) enum Replaced {
    /// It is so now, or was already.
    Done(Note),
    /// It was changed meanwhile: this is its tag now.
    Changed(String),
    /// It was deleted.
    Gone,
    /// There never was one.
    Unknown,
}

#[derive(sqlx::FromRow)]
struct Row {
    name: String,
    etag: String,
    made: String,
    document: Option<String>,
    change: i64,
}

impl Row {
    fn note(&self) -> Option<Note> {
        let document = serde_json::from_str(self.document.as_deref()?).unwrap_or_default();
        Some(Note { name: self.name.clone(), etag: self.etag.clone(), document, change: self.change })
    }
}

/// A digest of what an annotation says; keys are in order, so that the same is written the same.
fn digest(document: &Map<String, Value>) -> String {
    let bytes = serde_json::to_vec(document).unwrap_or_default();
    hex(&Sha256::digest(bytes)[..16])
}

/// Takes the address out of what a client sent; what it was stays as `via`, so that the client knows its own again.
pub(crate) fn without_address(mut document: Map<String, Value>) -> Map<String, Value> {
    let [id, old] = ADDRESS.map(|name| document.remove(name));
    if let Some(id) = id.or(old).filter(Value::is_string) {
        document.entry("via").or_insert(id);
    }
    document
}

/// The name that a client has for an annotation: what it proposes, else from its id; nothing where it has none.
pub(crate) fn name_of(slug: Option<&str>, document: &Map<String, Value>) -> Option<String> {
    let proposed = slug.map(str::trim).filter(|slug| super::is_name(slug)).map(str::to_owned);
    proposed.or_else(|| {
        let id = ["canonical", "id"].iter().find_map(|name| document.get(*name)?.as_str())?;
        let short = id.strip_prefix("urn:uuid:").unwrap_or(id);
        Some(if super::is_name(short) { short.to_owned() } else { hex(&Sha256::digest(id)[..16]) })
    })
}

async fn row(
    on: &mut AnyConnection,
    account: &str,
    publication: &str,
    name: &str,
) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as(
        "SELECT name, etag, made, document, change FROM annotations
         WHERE account = $1 AND publication = $2 AND name = $3",
    )
    .bind(account)
    .bind(publication)
    .bind(name)
    .fetch_optional(on)
    .await
}

/// One annotation; the outer nothing where there never was one, the inner where it was deleted.
pub(crate) async fn find(
    on: &mut AnyConnection,
    account: &str,
    publication: &str,
    name: &str,
) -> Result<Option<Option<Note>>, sqlx::Error> {
    Ok(row(on, account, publication, name).await?.map(|row| row.note()))
}

/// How many there are of a publication, and when one was last changed.
pub(crate) async fn count(
    on: &mut AnyConnection,
    account: &str,
    publication: &str,
) -> Result<Summary, sqlx::Error> {
    let (total, change, updated): (i64, i64, i64) = sqlx::query_as(
        "SELECT COUNT(document), CAST(COALESCE(MAX(change), 0) AS BIGINT),
             CAST(COALESCE(MAX(updated), 0) AS BIGINT)
         FROM annotations WHERE account = $1 AND publication = $2",
    )
    .bind(account)
    .bind(publication)
    .fetch_one(on)
    .await?;
    Ok(Summary { total, change, updated })
}

/// Some of them, those that were made first first.
pub(crate) async fn list(
    on: &mut AnyConnection,
    account: &str,
    publication: &str,
    (skip, most): (i64, i64),
) -> Result<Vec<Note>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT name, etag, made, document, change FROM annotations
         WHERE account = $1 AND publication = $2 AND document IS NOT NULL
         ORDER BY created, name LIMIT $3 OFFSET $4",
    )
    .bind(account)
    .bind(publication)
    .bind(most)
    .bind(skip)
    .fetch_all(on)
    .await?;
    Ok(rows.iter().filter_map(Row::note).collect())
}

/// Makes an annotation of that name, once. One that was deleted is made again only of something else than it was made of:
/// then somebody has changed it who did not know that it was deleted.
pub(crate) async fn create(
    store: &Store,
    account: &str,
    publication: &str,
    (name, document): (&str, Map<String, Value>),
) -> Result<Created, Refusal> {
    let made = digest(&document);
    let mut tx = write(store, account).await?;
    if let Some(known) = row(tx.on(), account, publication, name).await? {
        return Ok(match known.note() {
            Some(note) if known.made == made || digest(&note.document) == made => Created::Known(note),
            Some(_) => Created::Taken,
            None if known.made == made => Created::Gone,
            None => {
                let note = put(&mut tx, account, publication, (name, document), Some(&made)).await?;
                tx.commit().await?;
                Created::New(note)
            }
        });
    }
    let total: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM annotations WHERE account = $1")
        .bind(account)
        .fetch_one(tx.on())
        .await?;
    if total >= MOST_NOTES {
        return Err(too_many_things());
    }
    sqlx::query(
        "INSERT INTO annotations (account, publication, name, change, etag, made, created, updated)
         VALUES ($1, $2, $3, 0, '', '', $4, $4)",
    )
    .bind(account)
    .bind(publication)
    .bind(name)
    .bind(now())
    .execute(tx.on())
    .await?;
    let note = put(&mut tx, account, publication, (name, document), Some(&made)).await?;
    tx.commit().await?;
    Ok(Created::New(note))
}

/// Writes what an annotation says.
async fn put(
    tx: &mut crate::store::Tx,
    account: &str,
    publication: &str,
    (name, document): (&str, Map<String, Value>),
    made: Option<&str>,
) -> Result<Note, sqlx::Error> {
    let change = next_change(tx, account).await?;
    let etag = format!("\"{}\"", digest(&document));
    sqlx::query(
        "UPDATE annotations SET change = $4, etag = $5, made = COALESCE($6, made), document = $7, updated = $8,
             created = CASE WHEN change = 0 THEN $8 ELSE created END
         WHERE account = $1 AND publication = $2 AND name = $3",
    )
    .bind(account)
    .bind(publication)
    .bind(name)
    .bind(change)
    .bind(&etag)
    .bind(made)
    .bind(Value::Object(document.clone()).to_string())
    .bind(now())
    .execute(tx.on())
    .await?;
    Ok(Note { name: name.to_owned(), etag, document, change })
}

/// Changes an annotation that still is as the client knows it. One that says this already needs no change: the answer to
/// an earlier request was lost (RFC 9110, section 13.1.1).
pub(crate) async fn replace(
    store: &Store,
    account: &str,
    publication: &str,
    (name, mut document): (&str, Map<String, Value>),
    fits: impl Fn(&str) -> bool,
) -> Result<Replaced, Refusal> {
    let mut tx = write(store, account).await?;
    let Some(known) = row(tx.on(), account, publication, name).await? else { return Ok(Replaced::Unknown) };
    let Some(note) = known.note() else { return Ok(Replaced::Gone) };
    for lasting in LASTING {
        match note.document.get(lasting) {
            Some(value) => document.insert(lasting.to_owned(), value.clone()),
            None => document.remove(lasting),
        };
    }
    if note.document == document {
        return Ok(Replaced::Done(note));
    }
    if !fits(&note.etag) {
        return Ok(Replaced::Changed(note.etag));
    }
    let note = put(&mut tx, account, publication, (name, document), None).await?;
    tx.commit().await?;
    Ok(Replaced::Done(note))
}

/// Deletes an annotation that still is as the client knows it.
pub(crate) async fn delete(
    store: &Store,
    account: &str,
    publication: &str,
    name: &str,
    fits: impl Fn(&str) -> bool,
) -> Result<Replaced, Refusal> {
    let mut tx = write(store, account).await?;
    let Some(known) = row(tx.on(), account, publication, name).await? else { return Ok(Replaced::Unknown) };
    let Some(note) = known.note() else { return Ok(Replaced::Gone) };
    if !fits(&note.etag) {
        return Ok(Replaced::Changed(note.etag));
    }
    let change = next_change(&mut tx, account).await?;
    sqlx::query(
        "UPDATE annotations SET change = $4, document = NULL, updated = $5
         WHERE account = $1 AND publication = $2 AND name = $3",
    )
    .bind(account)
    .bind(publication)
    .bind(name)
    .bind(change)
    .bind(now())
    .execute(tx.on())
    .await?;
    tx.commit().await?;
    Ok(Replaced::Done(note))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn a_name_is_the_clients_own() {
        let urn = json!({ "id": "urn:uuid:0f-1" });
        for (slug, document, expected) in [
            (Some("mine"), urn.clone(), Some("mine")),
            (Some("../x"), urn.clone(), Some("0f-1")),
            (None, json!({ "canonical": "urn:uuid:c", "id": "urn:uuid:0f-1" }), Some("c")),
            (None, json!({ "id": 7 }), None),
            (None, json!({}), None),
        ] {
            assert_eq!(name_of(slug, &object(document)).as_deref(), expected, "{slug:?}");
        }
        let long = name_of(None, &object(json!({ "id": "https://other.example/a/1" }))).unwrap();
        assert_eq!((long.len(), super::super::is_name(&long)), (32, true));
    }

    #[test]
    fn what_it_was_called_elsewhere_is_kept() {
        let mine = without_address(object(json!({ "id": "urn:uuid:1", "type": "Annotation" })));
        assert_eq!(Value::Object(mine), json!({ "via": "urn:uuid:1", "type": "Annotation" }));
        let theirs = without_address(object(json!({ "@id": "x", "via": ["y"] })));
        assert_eq!(Value::Object(theirs), json!({ "via": ["y"] }));
    }
}
