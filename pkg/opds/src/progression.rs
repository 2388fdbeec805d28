//! OPDS Progression: how far a reader is, told to her other devices.
//!
//! Source: <https://drafts.opds.io/opds-progression-1.0>. Servers that are older than the draft (Komga, Cantook) send a
//! Readium locator instead of `progression` and `references`; both are read, and both can be written.

use serde::Serialize;
use serde_json::{Map, Value, json};
use yueli_publication::json::{Fields, FromJson};
use yueli_publication::{Time, read_from_json};

/// How many references are read.
const MOST: usize = 50;
/// Past this part of a publication it counts as read: what follows is notes and advertisements.
const END: f64 = 0.985;
/// Under this name a progression says that the publication was read to its end.
const FINISHED: &str = "https://yueli.dev/ns#finished";

/// How far a reader was, when, and on which device.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Progression {
    /// What a person is told of the place (a chapter).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When she was there.
    pub modified: Time,
    /// On which device.
    pub device: Device,
    /// How far in the whole, from 0 to 1.
    pub progression: f64,
    /// The place more exactly, best first: `#t=67`, `chapter1.html#par26`, `#page=12`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// The publication was read to its end, now or before. An extension of ours: the draft has no word for it.
    #[serde(rename = "https://yueli.dev/ns#finished", skip_serializing_if = "std::ops::Not::not")]
    pub finished: bool,
    /// A Readium locator, where one was sent.
    #[serde(skip)]
    pub locator: Option<Map<String, Value>>,
}

/// A device that reads.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Device {
    /// A URI, never shown.
    pub id: String,
    /// What its reader calls it.
    pub name: String,
}

impl Progression {
    /// Reads an answer; an empty one says that the server knows no place yet. Nothing where it is no progression.
    pub fn read(body: &[u8]) -> Option<Option<Self>> {
        if body.trim_ascii().is_empty() {
            return Some(None);
        }
        let value: Value = serde_json::from_slice(body).ok()?;
        let is_none = value.is_null() || value.as_object().is_some_and(Map::is_empty);
        if is_none { Some(None) } else { Self::from_json(value).map(Some) }
    }

    /// Whether this is the end of the publication.
    pub fn is_at_end(&self) -> bool {
        self.progression >= END
    }

    /// As the draft has it, with the Readium locator beside it where there is one: it names the place best.
    pub fn to_json(&self) -> Value {
        let mut document = serde_json::to_value(self).unwrap_or_default();
        if let (Some(locator), Some(all)) = (&self.locator, document.as_object_mut()) {
            all.insert("locator".to_owned(), Value::Object(locator.clone()));
        }
        document
    }

    /// Whether this is a later place than `other`. A server that has a later one answers 409 to an older one.
    pub fn is_later_than(&self, other: &Self) -> bool {
        self.modified > other.modified
    }

    /// As servers want it that are older than the draft: with a Readium locator. `href` and `media_type` name the resource
    /// that the place is in, where the locator that was read does not.
    pub fn with_locator(&self, href: &str, media_type: &str) -> Value {
        let locator = self.locator.clone().map_or_else(
            || {
                json!({
                    "href": href, "type": media_type,
                    "locations": { "totalProgression": self.progression, "fragments": self.fragments() }
                })
            },
            Value::Object,
        );
        json!({ "modified": self.modified, "device": self.device, "locator": locator })
    }

    fn fragments(&self) -> Vec<&str> {
        self.references.iter().filter_map(|reference| reference.split_once('#').map(|(_, own)| own)).collect()
    }
}

impl FromJson for Progression {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let locator: Option<Map<String, Value>> = fields.one("locator");
        let within = |name: &str| locator.as_ref()?.get("locations")?.get(name)?.as_f64();
        let progression = fields
            .number("progression")
            .or_else(|| within("totalProgression"))
            // codex 1.9
            .or_else(|| within("total_progression"))
            .or_else(|| within("progression"))
            .filter(|own| own.is_finite())?;
        let device = fields.take("device").map(|value| match value {
            Value::String(name) => Device { id: String::new(), name },
            other => Device::from_json(other).unwrap_or_default(),
        });
        let mut references: Vec<String> = fields.many("references");
        references.extend(fields.many::<String>("refs"));
        references.truncate(MOST);
        Some(Self {
            title: fields
                .text("title")
                .or_else(|| locator.as_ref()?.get("title")?.as_str().map(str::to_owned)),
            modified: fields.one("modified")?,
            device: device.unwrap_or_default(),
            progression: progression.clamp(0.0, 1.0),
            references,
            finished: fields.is(FINISHED),
            locator,
        })
    }
}

impl FromJson for Device {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            id: fields.text("id").unwrap_or_default(),
            name: fields.text("name").unwrap_or_default(),
        })
    }
}

read_from_json!(Progression, Device);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_draft_is_read_and_written() {
        let document = json!({"title": "Chapter 1", "modified": "2026-01-28T00:24:00Z",
            "device": {"id": "urn:uuid:1", "name": "Phone"}, "progression": 0.25, "references": ["#t=40.274", "a.html#p"]});
        let read = Progression::from_json(document.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), document);
        let older =
            Progression { modified: Time::parse("2026-01-28T00:23:59.999Z").unwrap(), ..read.clone() };
        assert!(read.is_later_than(&older) && !older.is_later_than(&read) && !read.is_later_than(&read));
        assert_eq!(
            read.with_locator("a.html", "text/html")["locator"]["locations"]["fragments"],
            json!(["t=40.274", "p"])
        );
    }

    #[test]
    fn what_was_read_to_its_end_and_where_it_is_come_back_as_they_went() {
        let document = json!({"modified": "2026-01-28T00:24:00Z", "device": {"id": "urn:uuid:1", "name": "Phone"},
            "progression": 0.99, "https://yueli.dev/ns#finished": true, "locator": {"href": "a.html"}});
        let read = Progression::from_json(document.clone()).unwrap();
        assert!(read.finished && read.is_at_end());
        assert_eq!(read.to_json(), document);
    }

    #[test]
    fn what_is_older_than_the_draft_is_read_too() {
        let locator = json!({"href": "a.xhtml", "type": "text/html", "title": "One", "locations": {"progression": 0.9, "totalProgression": 0.5}});
        let document = json!({"modified": "2026-01-28T00:24:00+01:00", "device": {"id": "d", "name": "n"}, "locator": locator});
        let read = Progression::from_json(document).unwrap();
        assert_eq!((read.progression, read.title.as_deref()), (0.5, Some("One")));
        assert_eq!(read.with_locator("other", "other")["locator"], locator);
    }

    #[test]
    fn what_codex_answers_is_read() {
        let answer = br#"{"modified":"2026-11-26T18:07:49.912579Z","device":{"id":"","name":""},"locator":{"title":"Page 1","href":"/p.jpg","type":"image/jpeg","locations":{"position":2,"progression":0.25,"total_progression":0.5}}}"#;
        let read = Progression::read(answer).unwrap().unwrap();
        assert_eq!((read.progression, read.title.as_deref()), (0.5, Some("Page 1")));
    }

    #[test]
    fn answers_without_a_place_are_told_from_nonsense() {
        for body in ["", " \n", "null", "{}"] {
            assert_eq!(Progression::read(body.as_bytes()), Some(None), "{body}");
        }
        for body in
            ["<html>", "[]", r#"{"progression":0.5}"#, r#"{"modified":"2026-01-28","progression":"x"}"#]
        {
            assert_eq!(Progression::read(body.as_bytes()), None, "{body}");
        }
        let odd = Progression::read(
            br#"{"modified":1769556240000,"device":"Phone","progression":7,"refs":["a",7]}"#,
        );
        let odd = odd.unwrap().unwrap();
        assert_eq!((odd.progression, odd.device.name.as_str(), odd.references.len()), (1.0, "Phone", 1));
    }
}
