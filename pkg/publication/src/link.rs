//! Links: how a publication names its parts, and a catalogue its ways on.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::json::{Fields, FromJson};
use crate::read_from_json;

/// A link to a resource.
///
/// Source: <https://readium.org/webpub-manifest/schema/link.schema.json>.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// A URL, or inside a packaged publication the percent-encoded path from its root.
    pub href: String,
    /// The media type of what the link leads to.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// True where `href` is a URI template (RFC 6570).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub templated: bool,
    /// What a reader is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Relations (`self`, `next`, `cover` ...).
    #[serde(serialize_with = "one_as_string", skip_serializing_if = "Vec::is_empty")]
    pub rel: Vec<String>,
    /// What else is known of the resource.
    #[serde(skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
    /// Height in CSS pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Width in CSS pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Length in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Length in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<f64>,
    /// Languages of the resource, BCP 47.
    #[serde(serialize_with = "one_as_string", skip_serializing_if = "Vec::is_empty")]
    pub language: Vec<String>,
    /// The same resource in other forms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternate: Vec<Link>,
    /// Links below this one (a table of contents is a tree).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Link>,
}

/// The schemas allow `"rel": "self"` and `["self", ..]`; one value is written as a string, as most do.
fn one_as_string<S: serde::Serializer>(list: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    match list {
        [one] => serializer.serialize_str(one),
        many => many.serialize(serializer),
    }
}

impl Link {
    /// A link to `href`.
    pub fn to(href: impl Into<String>) -> Self {
        Self { href: href.into(), ..Self::default() }
    }

    /// The same link with a media type.
    #[must_use]
    pub fn of_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The same link with one more relation.
    #[must_use]
    pub fn with_rel(mut self, rel: impl Into<String>) -> Self {
        self.rel.push(rel.into());
        self
    }

    /// The same link with a title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// True where the link has this relation.
    pub fn has_rel(&self, rel: &str) -> bool {
        self.rel.iter().any(|known| known == rel)
    }

    /// True where the media type is `media_type`, parameters aside.
    pub fn is_type(&self, media_type: &str) -> bool {
        self.media_type.as_deref().is_some_and(|own| {
            own.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(media_type)
        })
    }

    /// The link's path without its fragment.
    pub fn path(&self) -> &str {
        crate::url::split_fragment(&self.href).0
    }
}

/// What the resource of a link needs or contains.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Properties {
    /// Which side of a spread a fixed page stands on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<PageSide>,
    /// Reflowable or fixed, where it differs from the publication's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<Layout>,
    /// `paginated`, `scrolled`, where it differs from the publication's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overflow: Option<String>,
    /// `auto`, `none`, `landscape`, `both`: when two fixed pages stand side by side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread: Option<String>,
    /// What is inside: `mathml`, `svg`, `js`, `remote-resources`, `onix` ...
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<String>,
    /// How the resource is encrypted or obfuscated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<Encryption>,
    /// A hint at how many items a feed holds (OPDS).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_of_items: Option<u64>,
    /// Everything else, kept as it came.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl Properties {
    /// True where nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where a fixed page stands in a spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageSide {
    /// The left page.
    Left,
    /// The right page.
    Right,
    /// Alone, across both.
    Center,
}

/// How a resource is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// Text flows to fit the screen.
    Reflowable,
    /// Pages have one given size.
    Fixed,
}

/// How a resource is encrypted or obfuscated.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Encryption {
    /// The algorithm's URI.
    pub algorithm: String,
    /// `deflate` where it was compressed before it was encrypted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compression: Option<String>,
    /// Length in bytes before compression and encryption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_length: Option<u64>,
    /// The protection scheme's URI (LCP).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
}

impl FromJson for Link {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            href: fields.text("href").unwrap_or_default(),
            media_type: fields.text("type"),
            templated: fields.is("templated"),
            title: fields.text("title"),
            rel: fields.many("rel"),
            properties: fields.one("properties").unwrap_or_default(),
            height: fields.size("height"),
            width: fields.size("width"),
            size: fields.count("size"),
            duration: fields.number("duration"),
            language: fields.many("language"),
            alternate: fields.many("alternate"),
            children: fields.many("children"),
        })
    }
}

impl FromJson for Properties {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            page: fields.one("page"),
            layout: fields.one("layout"),
            overflow: fields.text("overflow"),
            spread: fields.text("spread"),
            contains: fields.many("contains"),
            encrypted: fields.one("encrypted"),
            number_of_items: fields.count("numberOfItems"),
            other: fields.rest(),
        })
    }
}

impl FromJson for PageSide {
    fn from_json(value: Value) -> Option<Self> {
        match value.as_str()? {
            "left" => Some(Self::Left),
            "right" => Some(Self::Right),
            "center" => Some(Self::Center),
            _ => None,
        }
    }
}

impl FromJson for Layout {
    fn from_json(value: Value) -> Option<Self> {
        match value.as_str()? {
            "reflowable" => Some(Self::Reflowable),
            "fixed" => Some(Self::Fixed),
            _ => None,
        }
    }
}

impl FromJson for Encryption {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            algorithm: fields.text("algorithm")?,
            compression: fields.text("compression"),
            original_length: fields.count("originalLength"),
            scheme: fields.text("scheme"),
        })
    }
}

read_from_json!(Link, Properties, PageSide, Layout, Encryption);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rel_is_read_in_both_forms_and_written_short() {
        for json in [r#"{"href":"a","rel":"self"}"#, r#"{"href":"a","rel":["self"]}"#] {
            let link: Link = serde_json::from_str(json).unwrap();
            assert!(link.has_rel("self"));
            assert_eq!(serde_json::to_string(&link).unwrap(), r#"{"href":"a","rel":"self"}"#);
        }
    }

    #[test]
    fn unknown_properties_are_kept() {
        let json = r#"{"href":"a","properties":{"contains":["mathml"],"x-note":1}}"#;
        let link: Link = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&link).unwrap(), json);
    }
}
