//! A place in a publication, stored so that it survives a new font size, a new device, a new edition.

use serde::{Deserialize, Serialize};

/// A place in a publication, said in three ways: CFI, the words there, and progression.
///
/// Source: <https://readium.org/architecture/models/locators/>.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
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
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
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
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
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
