//! What is known of a publication as a whole.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::json::{Fields, FromJson};
use crate::{Contributor, Layout, LocalizedText, Subject, read_from_json};

/// Metadata of a publication.
///
/// Source: <https://readium.org/webpub-manifest/schema/metadata.schema.json>.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    /// The schema.org type's URI.
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Profiles that the publication conforms to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conforms_to: Vec<String>,
    /// The title.
    pub title: LocalizedText,
    /// The subtitle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<LocalizedText>,
    /// The title as it is filed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_as: Option<String>,
    /// A URI that names the publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Languages, BCP 47, the main one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub language: Vec<String>,
    /// Authors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Contributor>,
    /// Translators.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translator: Vec<Contributor>,
    /// Editors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub editor: Vec<Contributor>,
    /// Illustrators.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub illustrator: Vec<Contributor>,
    /// Narrators.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub narrator: Vec<Contributor>,
    /// Anybody else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contributor: Vec<Contributor>,
    /// Publishers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub publisher: Vec<Contributor>,
    /// Subjects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subject: Vec<Subject>,
    /// A summary, plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When it was published: ISO 8601, a date or a date and time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// When it was last changed: ISO 8601 date and time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// How many pages it has in print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_of_pages: Option<u32>,
    /// Length in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<f64>,
    /// Which way pages turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading_progression: Option<ReadingProgression>,
    /// Reflowable or fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<Layout>,
    /// `paginated` or `scrolled`, where the publication asks for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overflow: Option<String>,
    /// `auto`, `none`, `landscape`, `both`: when two fixed pages stand side by side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread: Option<String>,
    /// `auto`, `landscape`, `portrait`: how fixed pages want the screen held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orientation: Option<String>,
    /// How it can be read, and by whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessibility: Option<Accessibility>,
    /// The series and collections it is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub belongs_to: Option<BelongsTo>,
    /// Everything else, kept as it came.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl Metadata {
    /// The names of the authors in the language of the reader, in order.
    pub fn author_names(&self, language: &str) -> Vec<String> {
        self.author.iter().map(|person| person.name.get(language).to_owned()).collect()
    }

    /// The main language's tag, or `und`.
    pub fn main_language(&self) -> &str {
        self.language.first().map_or("und", String::as_str)
    }
}

/// Which way pages turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadingProgression {
    /// The next page is to the right.
    #[default]
    Ltr,
    /// The next page is to the left.
    Rtl,
    /// The next page is below.
    Ttb,
    /// The next page is above.
    Btt,
    /// As the content says.
    Auto,
}

/// Accessibility metadata.
///
/// Source: <https://readium.org/webpub-manifest/schema/a11y.schema.json> (schema.org's vocabulary).
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Accessibility {
    /// Standards that it conforms to, as URIs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conforms_to: Vec<String>,
    /// Who evaluated it: `certifiedBy`, `credential`, `report`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certification: Option<Map<String, Value>>,
    /// A summary for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// `textual`, `visual`, `auditory`, `tactile`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub access_mode: Vec<String>,
    /// Sets of modes each of which is enough: a string, or a list of strings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub access_mode_sufficient: Vec<Value>,
    /// `alternativeText`, `pageNavigation`, `MathML` ...
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub feature: Vec<String>,
    /// `none`, `flashing`, `noFlashingHazard` ...
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hazard: Vec<String>,
    /// The exemption from a law that the publisher claims (EPUB Accessibility: Exemption Property):
    /// `eaa-microenterprise` ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exemption: Option<String>,
}

/// What a publication is part of.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BelongsTo {
    /// Collections.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub collection: Vec<Collection>,
    /// Series.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<Collection>,
}

/// A series or a collection.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Collection {
    /// Its name.
    pub name: LocalizedText,
    /// The place in it, where it has one; may be a fraction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<f64>,
    /// A URI that names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
}

impl FromJson for Metadata {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            kind: fields.text("@type"),
            conforms_to: fields.many("conformsTo"),
            title: fields.one("title").unwrap_or_default(),
            subtitle: fields.one("subtitle"),
            sort_as: fields.text("sortAs"),
            identifier: fields.text("identifier"),
            language: fields.many("language"),
            author: fields.many("author"),
            translator: fields.many("translator"),
            editor: fields.many("editor"),
            illustrator: fields.many("illustrator"),
            narrator: fields.many("narrator"),
            contributor: fields.many("contributor"),
            publisher: fields.many("publisher"),
            subject: fields.many("subject"),
            description: fields.text("description"),
            published: fields.text("published"),
            modified: fields.text("modified"),
            number_of_pages: fields.size("numberOfPages"),
            duration: fields.number("duration"),
            reading_progression: fields.one("readingProgression"),
            layout: fields.one("layout"),
            overflow: fields.text("overflow"),
            spread: fields.text("spread"),
            orientation: fields.text("orientation"),
            accessibility: fields.one("accessibility"),
            belongs_to: fields.one("belongsTo"),
            other: fields.rest(),
        })
    }
}

impl FromJson for ReadingProgression {
    fn from_json(value: Value) -> Option<Self> {
        match value.as_str()? {
            "ltr" => Some(Self::Ltr),
            "rtl" => Some(Self::Rtl),
            "ttb" => Some(Self::Ttb),
            "btt" => Some(Self::Btt),
            "auto" => Some(Self::Auto),
            _ => None,
        }
    }
}

impl FromJson for Accessibility {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            conforms_to: fields.many("conformsTo"),
            certification: fields.one("certification"),
            summary: fields.text("summary"),
            access_mode: fields.many("accessMode"),
            access_mode_sufficient: fields.list("accessModeSufficient"),
            feature: fields.many("feature"),
            hazard: fields.many("hazard"),
            exemption: fields.text("exemption"),
        })
    }
}

impl FromJson for BelongsTo {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self { collection: fields.many("collection"), series: fields.many("series") })
    }
}

impl FromJson for Collection {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            name: fields.one("name")?,
            position: fields.number("position"),
            identifier: fields.text("identifier"),
        })
    }
}

read_from_json!(Metadata, ReadingProgression, Accessibility, BelongsTo, Collection);
