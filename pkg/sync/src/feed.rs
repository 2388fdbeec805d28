//! The library's feed of what has changed in a patron's reading: a page of Activity Streams 2.0.

use serde_json::Value;
use yueli_opds::Progression;
use yueli_publication::json::{self, Fields, FromJson};

const ETAG: &str = "https://yueli.dev/ns#etag";
const PROGRESSION: &str = "https://yueli.dev/ns#progression";
const AFTER: &str = "https://yueli.dev/ns#after";
const LATEST: &str = "https://yueli.dev/ns#latest";
/// How an address begins that is about a publication.
const PUBLICATIONS: &str = "/opds/publications/";

/// Something that has changed. `publication` is the catalogue's id.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A note was made or changed.
    Note {
        /// Of which publication.
        publication: String,
        /// How its address ends.
        name: String,
        /// Of what it says.
        etag: String,
        /// What it says.
        document: Value,
    },
    /// A note was deleted.
    Gone {
        /// Of which publication.
        publication: String,
        /// How its address ended.
        name: String,
    },
    /// She was somewhere else in a publication.
    Place {
        /// In which publication.
        publication: String,
        /// Where, when, on which device.
        progression: Progression,
    },
}

/// A page of changes, in the order in which they were made.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The changes; what is not understood is left out.
    pub changes: Vec<Change>,
    /// What to ask after the next time.
    pub latest: String,
    /// There is more.
    pub more: bool,
    /// It begins at the beginning: what is not told on this and the next pages is not there.
    pub whole: bool,
}

impl Page {
    /// Reads an answer; nothing where it is no such page.
    pub fn read(body: &[u8]) -> Option<Self> {
        let mut fields = Fields::of(json::parse(body).ok()?)?;
        let latest = fields.text(LATEST)?;
        let changes = fields.list("orderedItems").into_iter().filter_map(Change::from_json).collect();
        Some(Self { changes, latest, more: fields.has("next"), whole: !fields.has(AFTER) })
    }
}

impl FromJson for Change {
    fn from_json(value: Value) -> Option<Self> {
        let mut activity = Fields::of(value)?;
        let kind = activity.text("type")?;
        let etag = activity.text(ETAG);
        let document = activity.take("object")?;
        let mut object = Fields::of(document.clone())?;
        let (publication, rest) = about(&object.text("id")?)?;
        if let Some(progression) = object.one(PROGRESSION) {
            return Some(Self::Place { publication, progression });
        }
        let name = rest.strip_prefix("annotations/").filter(|name| !name.is_empty())?.to_owned();
        match kind.as_str() {
            "Delete" => Some(Self::Gone { publication, name }),
            _ => Some(Self::Note { publication, name, etag: etag?, document }),
        }
    }
}

/// The publication that an address is about, and what follows.
fn about(address: &str) -> Option<(String, String)> {
    let (_, below) = address.split_once(PUBLICATIONS)?;
    let (publication, rest) = below.split_once('/')?;
    (!publication.is_empty()).then(|| (publication.to_owned(), rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_kind_of_change_is_read_and_the_rest_left_out() {
        let at = |rest: &str| format!("http://l.example/opds/publications/7/{rest}");
        let place = json!({ "modified": "2026-01-02T10:00:00Z", "progression": 0.5, "device": { "id": "d", "name": "n" } });
        let page = json!({
            "orderedItems": [
                { "type": "Create", ETAG: "\"e\"", "object": { "id": at("annotations/a"), "type": "Annotation" } },
                { "type": "Delete", "object": { "id": at("annotations/b"), "type": "Tombstone" } },
                { "type": "Update", "object": { "id": at("progression"), PROGRESSION: place } },
                { "type": "Create", "object": { "id": at("annotations/c") } },
                { "type": "Create", ETAG: "\"e\"", "object": { "id": at("annotations/") } },
                { "type": "Create", ETAG: "\"e\"", "object": { "id": "http://elsewhere/7" } },
                7,
            ],
            AFTER: "x-1", LATEST: "x-4", "next": "…",
        });
        let page = Page::read(page.to_string().as_bytes()).unwrap();
        assert_eq!(
            (page.latest.as_str(), page.more, page.whole, page.changes.len()),
            ("x-4", true, false, 3)
        );
        assert!(
            matches!(&page.changes[0], Change::Note { name, etag, .. } if name == "a" && etag == "\"e\"")
        );
        assert_eq!(page.changes[1], Change::Gone { publication: "7".into(), name: "b".into() });
        assert!(
            matches!(&page.changes[2], Change::Place { progression, .. } if progression.progression == 0.5)
        );
        assert!(Page::read(json!({ LATEST: "x-0" }).to_string().as_bytes()).unwrap().whole);
        for body in ["", "{}", "[]", "<html>"] {
            assert_eq!(Page::read(body.as_bytes()), None, "{body}");
        }
    }
}
