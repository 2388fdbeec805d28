//! People, organisations and subjects.

use serde::Serialize;
use serde_json::Value;

use crate::json::{Fields, FromJson};
use crate::{LocalizedText, read_from_json};

/// Somebody who had a part in a publication.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contributor {
    /// The name as it is printed.
    pub name: LocalizedText,
    /// The name as it is filed ("Melville, Herman").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_as: Option<String>,
    /// A URI that names the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// MARC relator codes (`aut`, `trl` ...).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub role: Vec<String>,
}

impl Contributor {
    /// A contributor of whom only the name is known.
    pub fn named(name: impl Into<LocalizedText>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// What a publication is about.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// The heading, as a reader would say it.
    pub name: LocalizedText,
    /// The heading as it is filed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_as: Option<String>,
    /// The code in `scheme`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The classification's URI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
}

impl Subject {
    /// A subject of which only the heading is known.
    pub fn named(name: impl Into<LocalizedText>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// What both are on the wire: a string, or an object whose name may again be anything.
fn named(value: Value) -> Option<(LocalizedText, Fields)> {
    if value.get("name").is_some() {
        let mut fields = Fields::of(value)?;
        return Some((fields.one("name").unwrap_or_default(), fields));
    }
    let name = LocalizedText::from_json(value)?;
    (!name.is_empty()).then(|| (name, Fields::none()))
}

impl FromJson for Contributor {
    fn from_json(value: Value) -> Option<Self> {
        let (name, mut fields) = named(value)?;
        Some(Self {
            name,
            sort_as: fields.text("sortAs"),
            identifier: fields.text("identifier"),
            role: fields.many("role"),
        })
    }
}

impl FromJson for Subject {
    fn from_json(value: Value) -> Option<Self> {
        let (name, mut fields) = named(value)?;
        Some(Self {
            name,
            sort_as: fields.text("sortAs"),
            code: fields.text("code"),
            scheme: fields.text("scheme"),
        })
    }
}

read_from_json!(Contributor, Subject);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_strings_and_objects() {
        for json in [r#""Ada""#, r#"{"name":"Ada"}"#, r#"{"name":{"en":"Ada"},"role":"aut"}"#] {
            let person: Contributor = serde_json::from_str(json).unwrap();
            assert_eq!(person.name.first(), "Ada", "{json}");
        }
        assert!(serde_json::from_str::<Subject>("{}").is_err());
    }
}
