//! Feeds, groups and facets.

use serde::{Deserialize, Serialize};
use yueli_publication::{Link, LocalizedText, one_or_many};

use crate::Publication;

/// A feed: a list of publications, or ways to such lists, or both in groups.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Feed {
    /// About the feed.
    pub metadata: FeedMetadata,
    /// `self`, `search`, `next`, `previous`, `first`, `last` ...
    #[serde(deserialize_with = "one_or_many")]
    pub links: Vec<Link>,
    /// Ways on.
    #[serde(deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub navigation: Vec<Link>,
    /// Ways to re-order or narrow this list.
    #[serde(deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
    /// Short lists with ways to the whole.
    #[serde(deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// The publications of this page.
    #[serde(deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub publications: Vec<Publication>,
}

impl Feed {
    /// The first link with this relation.
    pub fn link(&self, rel: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.has_rel(rel))
    }
}

/// About a feed, a group or a facet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FeedMetadata {
    /// Its name.
    pub title: LocalizedText,
    /// A second line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<LocalizedText>,
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
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Facet {
    /// What is chosen (language, subject ...).
    pub metadata: FeedMetadata,
    /// The choices, with `properties.numberOfItems`.
    #[serde(deserialize_with = "one_or_many")]
    pub links: Vec<Link>,
}

/// A short list inside a feed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Group {
    /// About the list.
    pub metadata: FeedMetadata,
    /// `self` leads to the whole list.
    #[serde(deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Publications.
    #[serde(deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub publications: Vec<Publication>,
    /// Ways on.
    #[serde(deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub navigation: Vec<Link>,
}

impl Group {
    /// The first link with this relation.
    pub fn link(&self, rel: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.has_rel(rel))
    }
}

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
