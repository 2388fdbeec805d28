//! Everything that has changed in what a patron reads and notes, in the order in which it did: so her other devices learn of
//! it, and of what was deleted. It is a page of Activity Streams 2.0, as IIIF's Change Discovery has it: `Create`, `Update`
//! and `Delete`, the last with a `Tombstone`. From the beginning on it is her export.

use serde_json::{Map, Value, json};
use sqlx::AnyConnection;

use super::{Note, is_name, places};
use crate::store::instant;

/// How many changes are told at once.
const MOST: i64 = 500;
/// Under this name an activity has the tag of the annotation, so that it can be changed without asking for it again.
const ETAG: &str = "https://yueli.dev/ns#etag";
/// Under this name a document has the progression that it is.
const PROGRESSION: &str = "https://yueli.dev/ns#progression";
/// Where the feed begins: what was asked for. Not there where everything is told.
const AFTER: &str = "https://yueli.dev/ns#after";
/// What to ask for the next time.
const LATEST: &str = "https://yueli.dev/ns#latest";

/// After which change it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Since {
    epoch: String,
    change: i64,
}

impl Since {
    /// Reads what was told before as the latest.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (epoch, change) = text.split_once('-')?;
        let change = change.parse().ok().filter(|change| *change >= 0)?;
        is_name(epoch).then(|| Self { epoch: epoch.to_owned(), change })
    }

    fn say(epoch: &str, change: i64) -> String {
        format!("{epoch}-{change}")
    }
}

/// Where the server is, as the client knows it; and the addresses of what is a patron's.
#[derive(Debug, Clone, Default)]
pub(crate) struct Base(pub(crate) String);

impl Base {
    /// The address of the feed.
    pub(crate) fn feed(&self) -> String {
        format!("{}/opds/reading", self.0)
    }

    /// The address of a publication's annotations.
    pub(crate) fn container(&self, publication: &str) -> String {
        format!("{}/opds/publications/{publication}/annotations/", self.0)
    }

    /// The address of a place.
    pub(crate) fn progression(&self, publication: &str) -> String {
        format!("{}/opds/publications/{publication}/progression", self.0)
    }

    /// An annotation as it is sent.
    pub(crate) fn annotation(&self, publication: &str, note: &Note) -> Map<String, Value> {
        let mut document = note.document.clone();
        document.entry("@context").or_insert("http://www.w3.org/ns/anno.jsonld".into());
        let id = format!("{}{}", self.container(publication), note.name);
        document.insert("id".to_owned(), id.into());
        document
    }
}

#[derive(sqlx::FromRow)]
struct Changed {
    publication: String,
    name: String,
    etag: String,
    document: Option<String>,
    change: i64,
    created: i64,
    updated: i64,
}

/// Both kinds of changes, one after the other. A place has no name.
const CHANGES: &str = "SELECT publication, name, etag, document, change, created, updated FROM annotations
     WHERE account = $1 AND change > $2
     UNION ALL SELECT publication, '', '', document, change, updated, updated FROM progressions
     WHERE account = $1 AND change > $2
     ORDER BY change LIMIT $3";

/// The changes of an account after `since`, or all where that is of another time.
pub(crate) async fn feed(
    on: &mut AnyConnection,
    account: &str,
    since: Option<Since>,
    base: &Base,
) -> Result<Value, sqlx::Error> {
    let known: Option<(String, i64)> =
        sqlx::query_as("SELECT epoch, changes FROM readings WHERE account = $1")
            .bind(account)
            .fetch_optional(&mut *on)
            .await?;
    let (epoch, changes) = known.unwrap_or_else(|| ("none".to_owned(), 0));
    let since = since.filter(|since| since.epoch == epoch && since.change <= changes);
    let after = since.as_ref().map_or(0, |since| since.change);
    let rows: Vec<Changed> =
        sqlx::query_as(CHANGES).bind(account).bind(after).bind(MOST).fetch_all(&mut *on).await?;
    let last = rows.last().map_or(after, |row| row.change);
    let whole = i64::try_from(rows.len()).unwrap_or(MOST) < MOST;
    let mut page = json!({
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": "OrderedCollectionPage",
        "partOf": base.feed(),
        "orderedItems": rows.iter().map(|row| row.activity(base)).collect::<Vec<Value>>(),
    });
    // An account that has never had anything has no epoch: the first thing begins one.
    if let Some(since) = &since {
        page[AFTER] = Since::say(&since.epoch, since.change).into();
    }
    page[LATEST] = Since::say(&epoch, last).into();
    if !whole {
        page["next"] = format!("{}?after={}", base.feed(), Since::say(&epoch, last)).into();
    }
    Ok(page)
}

impl Changed {
    fn activity(&self, base: &Base) -> Value {
        let at = instant(self.updated);
        if self.name.is_empty() {
            let place = self.document.as_deref().and_then(places::read);
            return json!({ "type": "Update", "endTime": at, "object": {
                "id": base.progression(&self.publication), "type": "Document",
                "mediaType": yueli_opds::PROGRESSION,
                PROGRESSION: place.as_ref().map(places::document),
            } });
        }
        let target = base.container(&self.publication);
        let Some(document) = &self.document else {
            let id = format!("{target}{}", self.name);
            let object = json!({ "id": id, "type": "Tombstone", "formerType": "Annotation", "deleted": at });
            return json!({ "type": "Delete", "endTime": at, "object": object, "target": target });
        };
        let note = Note {
            name: self.name.clone(),
            etag: self.etag.clone(),
            document: serde_json::from_str(document).unwrap_or_default(),
            change: self.change,
        };
        let kind = if self.created == self.updated { "Create" } else { "Update" };
        json!({ "type": kind, "endTime": at, "target": target, ETAG: note.etag,
            "object": base.annotation(&self.publication, &note) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_the_latest_is_understood_again() {
        for (text, expected) in [
            ("0f-7", Some(("0f", 7))),
            ("none-0", Some(("none", 0))),
            ("0f", None),
            ("0f--1", None),
            ("-1", None),
            ("a b-1", None),
            ("0f-99999999999999999999", None),
        ] {
            let since = Since::parse(text);
            assert_eq!(since.as_ref().map(|since| (since.epoch.as_str(), since.change)), expected, "{text}");
        }
    }
}
