//! Notes as they are kept here, and as they travel.

use serde_json::{Map, Value};

/// Under this name a note says which book it is of, by the book's own identifier: the library names files.
pub const BOOK: &str = "https://yueli.dev/ns#book";
/// What is said in one place only: where the JSON is from, or at which address it is.
const PASSING: [&str; 4] = ["@context", "canonical", "via", BOOK];

/// A note as the library is told it. `book` is the book's own identifier.
pub fn to_library(note: &Value, book: &str) -> Value {
    let mut all = bare(note);
    if let Some(id) = all.get("id").cloned() {
        all.insert("canonical".to_owned(), id);
    }
    all.insert(BOOK.to_owned(), book.into());
    Value::Object(all)
}

/// A note of the library's as it is kept here, with the book's own identifier where it says one. Nothing where it is none.
pub fn from_library(document: &Value) -> Option<(Value, Option<String>)> {
    let text = |value: Option<&Value>| match value {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Array(all)) => all.first().and_then(Value::as_str).map(str::to_owned),
        _ => None,
    };
    let all = document.as_object()?;
    let id = text(all.get("canonical")).or_else(|| text(all.get("via"))).or_else(|| text(all.get("id")))?;
    let book = text(all.get(BOOK)).filter(|book| !book.is_empty());
    let mut note = bare(document);
    note.insert("id".to_owned(), id.into());
    note.get("target").filter(|target| !target.is_null())?;
    Some((Value::Object(note), book))
}

/// A note without what depends on where it is.
fn bare(note: &Value) -> Map<String, Value> {
    let mut all = note.as_object().cloned().unwrap_or_default();
    for passing in PASSING {
        all.remove(passing);
    }
    all
}

/// Whether two notes say the same.
pub fn same(one: &Value, other: &Value) -> bool {
    bare(one) == bare(other)
}

/// What a note is called in an address: the same name for the same id, on every device.
pub fn name_of(id: &str) -> String {
    let short = id.strip_prefix("urn:uuid:").unwrap_or(id);
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if (1..=64).contains(&short.len()) && short.bytes().all(fits) {
        return short.to_owned();
    }
    // FNV-1a, once from either end: enough to tell apart what one reader has written.
    let hash = |bytes: &mut dyn Iterator<Item = u8>| {
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    };
    format!("{:016x}{:016x}", hash(&mut id.bytes()), hash(&mut id.bytes().rev()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_note_comes_back_as_it_went() {
        let note = json!({ "@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:1", "type": "Annotation",
            "target": { "source": "a" }, "x": 7 });
        let mut sent = to_library(&note, "urn:isbn:1");
        assert_eq!((&sent["canonical"], &sent[BOOK]), (&json!("urn:uuid:1"), &json!("urn:isbn:1")));
        sent["id"] = json!("https://l.example/a/1");
        sent["via"] = json!("urn:uuid:1");
        let (back, book) = from_library(&sent).unwrap();
        assert_eq!(book.as_deref(), Some("urn:isbn:1"));
        assert!(same(&back, &note), "{back}");
    }

    #[test]
    fn notes_of_other_apps_are_known_by_what_they_have() {
        for (document, id) in [
            (json!({ "id": "https://l/1", "target": "a" }), Some("https://l/1")),
            (json!({ "id": "https://l/1", "via": ["urn:x:1", "urn:x:2"], "target": "a" }), Some("urn:x:1")),
            (json!({ "id": 7, "target": "a" }), None),
            (json!({ "id": "https://l/1" }), None),
            (json!([]), None),
        ] {
            let read =
                from_library(&document).map(|(note, _)| note["id"].as_str().unwrap_or_default().to_owned());
            assert_eq!(read.as_deref(), id, "{document}");
        }
    }

    #[test]
    fn a_name_is_the_same_on_every_device() {
        assert_eq!(name_of("urn:uuid:0f-1"), "0f-1");
        let long = name_of("https://other.example/a/1");
        assert_eq!((long.len(), long == name_of("https://other.example/a/2")), (32, false));
        assert_eq!(name_of("").len(), 32);
    }
}
