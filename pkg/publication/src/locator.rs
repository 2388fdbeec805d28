//! A place in a publication, stored so that it survives a new font size, a new device, a new edition.

use serde::Serialize;
use serde_json::Value;

use crate::json::{Fields, FromJson};
use crate::read_from_json;

/// A place in a publication, said in three ways: CFI, the words there, and progression.
///
/// Source: <https://readium.org/architecture/models/locators/>.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Locator {
    /// The resource, as in the reading order, without a fragment.
    pub href: String,
    /// Its media type.
    #[serde(rename = "type")]
    pub media_type: String,
    /// The chapter's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where in the resource.
    pub locations: Locations,
    /// The words at the place, and those around them.
    pub text: TextQuote,
}

/// Where in a resource a place is.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Locations {
    /// Fragments, without the hash sign.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fragments: Vec<String>,
    /// The part of an EPUB CFI after the exclamation mark: `/4/2/1:17`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial_cfi: Option<String>,
    /// How far in the resource, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progression: Option<f64>,
    /// How far in the publication, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_progression: Option<f64>,
}

/// The words at a place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TextQuote {
    /// What stands before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The words themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highlight: Option<String>,
    /// What stands after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl Locator {
    /// The start of the resource `href`.
    pub fn start_of(href: impl Into<String>) -> Self {
        Self { href: href.into(), ..Self::default() }
    }
}

impl FromJson for Locator {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            href: fields.text("href").unwrap_or_default(),
            media_type: fields.text("type").unwrap_or_default(),
            title: fields.text("title"),
            locations: fields.one("locations").unwrap_or_default(),
            text: fields.one("text").unwrap_or_default(),
        })
    }
}

impl FromJson for Locations {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            fragments: fields.many("fragments"),
            partial_cfi: fields.text("partialCfi"),
            progression: fields.number("progression"),
            total_progression: fields.number("totalProgression"),
        })
    }
}

impl FromJson for TextQuote {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            before: fields.text("before"),
            highlight: fields.text("highlight"),
            after: fields.text("after"),
        })
    }
}

read_from_json!(Locator, Locations, TextQuote);
