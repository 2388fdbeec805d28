//! Feeds, groups and facets.

use serde::Serialize;
use serde_json::Value;
use yueli_publication::json::{Fields, FromJson};
use yueli_publication::{Link, LocalizedText, read_from_json};

use crate::{Publication, Search, rel};

/// A feed: a list of publications, or ways to such lists, or both in groups.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Feed {
    /// About the feed.
    pub metadata: FeedMetadata,
    /// `self`, `search`, `next`, `previous`, `first`, `last` ...
    pub links: Vec<Link>,
    /// Ways on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub navigation: Vec<Link>,
    /// Ways to re-order or narrow this list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
    /// Short lists with ways to the whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// The publications of this page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub publications: Vec<Publication>,
}

impl Feed {
    /// The first link with this relation.
    pub fn link(&self, rel: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.has_rel(rel))
    }

    /// The address of the page after this one.
    pub fn next(&self) -> Option<&str> {
        self.link("next").map(|link| link.href.as_str())
    }

    /// How one searches in this catalogue, if at all.
    pub fn search(&self) -> Option<Search> {
        Search::among(&self.links)
    }

    /// The patron's own shelf: her loans and holds.
    pub fn shelf(&self) -> Option<&Link> {
        self.link(rel::SHELF).or_else(|| self.link("shelf"))
    }

    /// The patron's own profile document.
    pub fn profile(&self) -> Option<&Link> {
        self.link("profile").or_else(|| self.link(rel::PROFILE))
    }
}

/// About a feed, a group or a facet.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedMetadata {
    /// Its name.
    pub title: LocalizedText,
    /// A URI that names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// A second line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<LocalizedText>,
    /// What it is about, plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When it last changed: ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// How many publications there are in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_of_items: Option<u64>,
    /// How many are on a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items_per_page: Option<u64>,
    /// Which page this is, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_page: Option<u64>,
}

/// One way to narrow a list: its links are the choices, the chosen one has the relation `self`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Facet {
    /// What is chosen (language, subject ...).
    pub metadata: FeedMetadata,
    /// The choices, with `properties.numberOfItems`.
    pub links: Vec<Link>,
}

/// A short list inside a feed.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Group {
    /// About the list.
    pub metadata: FeedMetadata,
    /// `self` leads to the whole list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Publications.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub publications: Vec<Publication>,
    /// Ways on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub navigation: Vec<Link>,
}

impl Group {
    /// The first link with this relation.
    pub fn link(&self, rel: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.has_rel(rel))
    }
}

impl FromJson for Feed {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            metadata: fields.one("metadata").unwrap_or_default(),
            links: fields.many("links"),
            navigation: fields.many("navigation"),
            facets: fields.many("facets"),
            groups: fields.many("groups"),
            publications: fields.many("publications"),
        })
    }
}

impl FromJson for FeedMetadata {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            title: fields.one("title").unwrap_or_default(),
            identifier: fields.text("identifier"),
            subtitle: fields.one("subtitle"),
            description: fields.text("description"),
            modified: fields.text("modified"),
            number_of_items: fields.count("numberOfItems"),
            items_per_page: fields.count("itemsPerPage"),
            current_page: fields.count("currentPage"),
        })
    }
}

impl FromJson for Facet {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self { metadata: fields.one("metadata").unwrap_or_default(), links: fields.many("links") })
    }
}

impl FromJson for Group {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            metadata: fields.one("metadata").unwrap_or_default(),
            links: fields.many("links"),
            publications: fields.many("publications"),
            navigation: fields.many("navigation"),
        })
    }
}

read_from_json!(Feed, FeedMetadata, Facet, Group);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_entry_does_not_fail_the_feed() {
        let json = r#"{"metadata":{"title":"T"},"links":{"rel":"self","href":"/"},
            "publications":[{"metadata":{"title":"A"},"links":[]}, 7, {"metadata":[]}]}"#;
        let feed: Feed = serde_json::from_str(json).unwrap();
        assert_eq!(feed.publications.len(), 1);
        assert!(feed.link("self").is_some());
    }
}
