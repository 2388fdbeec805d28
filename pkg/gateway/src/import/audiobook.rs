//! A folder of sound files: what its W3C publication manifest says of it.
//!
//! Source: <https://www.w3.org/TR/audiobooks/>. Only what the catalogue shows is read.

use std::path::{Component, Path};

use serde_json::Value;
use yueli_publication::{Contributor, LocalizedText, Metadata, Problem, ProblemCode};

use super::read::Book;

/// Pictures larger than this are no covers.
const LARGEST_COVER: u64 = 32 * 1024 * 1024;

/// Reads the manifest at `path`. It is listed, but it cannot be played yet. Blocks the thread.
pub(crate) fn folder(path: &Path) -> Book {
    let problem = Problem::new(ProblemCode::UnsupportedFormat, "a folder of sound files");
    let manifest = std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let Some(manifest) = manifest else {
        return Book::unreadable(problem);
    };
    let text = |name: &str| manifest.get(name).and_then(Value::as_str).map(str::to_owned);
    // A Readium manifest keeps all this in `metadata`; only the title is looked for there.
    let title = manifest.get("name").or_else(|| manifest.pointer("/metadata/title"));
    let metadata = Metadata {
        title: title.map(localized).unwrap_or_default(),
        author: people(manifest.get("author")),
        narrator: people(manifest.get("readBy")),
        publisher: people(manifest.get("publisher")),
        language: strings(manifest.get("inLanguage")),
        identifier: text("id"),
        published: text("datePublished"),
        modified: text("dateModified"),
        description: text("description"),
        ..Metadata::default()
    };
    let cover = cover_path(&manifest).and_then(|cover| read_beside(path, &cover));
    Book { metadata, cover, fatal: Some(problem), flaws: Vec::new() }
}

/// The address of the cover, from the manifest.
fn cover_path(manifest: &Value) -> Option<String> {
    let resources = manifest.get("resources")?.as_array()?;
    let is_cover = |resource: &&Value| strings(resource.get("rel")).iter().any(|rel| rel == "cover");
    resources.iter().find(is_cover)?.get("url")?.as_str().map(str::to_owned)
}

/// A file beside the manifest; an address that leads elsewhere is not followed.
fn read_beside(manifest: &Path, address: &str) -> Option<Vec<u8>> {
    let name = yueli_publication::url::decode(address);
    let inside = Path::new(&name).components().all(|part| matches!(part, Component::Normal(_)));
    let path = manifest.parent()?.join(name);
    let about = std::fs::symlink_metadata(&path).ok()?;
    if !inside || !about.is_file() || about.len() > LARGEST_COVER {
        return None;
    }
    std::fs::read(path).ok()
}

fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn people(value: Option<&Value>) -> Vec<Contributor> {
    let one = |value: &Value| Contributor::named(localized(value.get("name").unwrap_or(value)));
    let people: Vec<Contributor> = match value {
        Some(Value::Array(many)) => many.iter().map(one).collect(),
        Some(value) => vec![one(value)],
        None => Vec::new(),
    };
    people.into_iter().filter(|person| !person.name.is_empty()).collect()
}

fn localized(value: &Value) -> LocalizedText {
    serde_json::from_value(value.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_the_manifest_says() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("publication.json");
        std::fs::write(folder.path().join("front.jpg"), b"picture").unwrap();
        let manifest = r#"{"name":"Poems","author":["A",{"name":"B"}],"readBy":"C","inLanguage":"en",
            "resources":[{"url":"front.jpg","rel":"cover"}]}"#;
        std::fs::write(&path, manifest).unwrap();
        let book = super::folder(&path);
        assert_eq!(book.metadata.title.first(), "Poems");
        assert_eq!(book.metadata.author_names("en"), ["A", "B"]);
        assert_eq!(book.cover.as_deref(), Some(&b"picture"[..]));
        assert_eq!(book.fatal.map(|problem| problem.code), Some(ProblemCode::UnsupportedFormat));
    }

    #[test]
    fn a_cover_elsewhere_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        std::fs::write(folder.path().join("secret.jpg"), b"x").unwrap();
        let manifest = folder.path().join("in/publication.json");
        for address in ["../secret.jpg", "/etc/passwd", "%2e%2e/secret.jpg", "."] {
            assert_eq!(read_beside(&manifest, address), None, "{address}");
        }
    }
}
