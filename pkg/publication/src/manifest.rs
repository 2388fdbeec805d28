//! The manifest: metadata, reading order, resources and the ways in.

use serde::Serialize;
use serde_json::Value;

use crate::json::{Fields, FromJson};
use crate::{Layout, Link, Metadata, ReadingProgression, read_from_json, url};

/// A publication.
///
/// Source: <https://readium.org/webpub-manifest/schema/publication.schema.json>.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// What is known of it.
    pub metadata: Metadata,
    /// Links about the publication (`self`, `cover` ...).
    pub links: Vec<Link>,
    /// The spine: what is read, in order.
    pub reading_order: Vec<Link>,
    /// Everything else the publication holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Link>,
    /// The table of contents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub toc: Vec<Link>,
    /// The pages of the printed book.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub page_list: Vec<Link>,
    /// Places such as the cover, the start of the text, the index.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub landmarks: Vec<Link>,
}

/// The part of a book that one resource of the reading order takes: both ends from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Where it begins.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
}

impl Manifest {
    /// The index in the reading order of the resource that `href` (with or without fragment) is in.
    pub fn reading_order_index(&self, href: &str) -> Option<usize> {
        let path = url::split_fragment(href).0;
        // Most are written the same, and to find those costs least.
        let same = self.reading_order.iter().position(|link| link.path() == path);
        same.or_else(|| self.reading_order.iter().position(|link| url::same_path(link.path(), path)))
    }

    /// The link, in reading order or resources, for `href` (with or without fragment).
    pub fn link_for(&self, href: &str) -> Option<&Link> {
        let path = url::split_fragment(href).0;
        self.reading_order.iter().chain(&self.resources).find(|link| url::same_path(link.path(), path))
    }

    /// The link of the cover image, where there is one.
    pub fn cover(&self) -> Option<&Link> {
        self.resources.iter().chain(&self.links).find(|link| link.has_rel("cover"))
    }

    /// Fixed or reflowable, for the resource at `index`.
    pub fn layout_of(&self, index: usize) -> Layout {
        self.reading_order
            .get(index)
            .and_then(|link| link.properties.layout)
            .or(self.metadata.layout)
            .unwrap_or(Layout::Reflowable)
    }

    /// Which way pages turn.
    pub fn progression(&self) -> ReadingProgression {
        self.metadata.reading_progression.unwrap_or_default()
    }

    /// The share of the book that each resource of the reading order takes, by its size in bytes.
    ///
    /// Where a size is not known the resource counts as one kilobyte.
    pub fn spans(&self) -> Vec<Span> {
        let weights: Vec<f64> = self
            .reading_order
            .iter()
            .map(|link| link.size.map_or(1024.0, |size| size.max(1) as f64))
            .collect();
        let total: f64 = weights.iter().sum::<f64>().max(1.0);
        let mut start = 0.0;
        weights
            .iter()
            .map(|weight| {
                let span = Span { start, end: start + weight / total };
                start = span.end;
                span
            })
            .collect()
    }

    /// Every entry of the table of contents with its depth (0 at the top), in order.
    pub fn toc_entries(&self) -> Vec<(usize, &Link)> {
        fn walk<'a>(links: &'a [Link], depth: usize, into: &mut Vec<(usize, &'a Link)>) {
            for link in links {
                into.push((depth, link));
                walk(&link.children, depth + 1, into);
            }
        }
        let mut entries = Vec::new();
        walk(&self.toc, 0, &mut entries);
        entries
    }
}

impl FromJson for Manifest {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            metadata: fields.one("metadata").unwrap_or_default(),
            links: fields.many("links"),
            reading_order: fields.many("readingOrder"),
            resources: fields.many("resources"),
            toc: fields.many("toc"),
            page_list: fields.many("pageList"),
            landmarks: fields.many("landmarks"),
        })
    }
}

read_from_json!(Manifest);

#[cfg(test)]
mod tests {
    use super::*;

    fn book(sizes: &[Option<u64>]) -> Manifest {
        let reading_order = sizes
            .iter()
            .enumerate()
            .map(|(index, size)| Link { size: *size, ..Link::to(format!("text/{index}.xhtml")) })
            .collect();
        Manifest { reading_order, ..Manifest::default() }
    }

    #[test]
    fn spans_cover_the_book_without_gaps() {
        let spans = book(&[Some(100), None, Some(900)]).spans();
        assert_eq!(spans.first().map(|span| span.start), Some(0.0));
        assert!((spans.last().unwrap().end - 1.0).abs() < 1e-9);
        assert!(spans.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert!(book(&[]).spans().is_empty());
    }

    #[test]
    fn a_link_with_a_fragment_finds_its_resource() {
        let book = book(&[None, None]);
        assert_eq!(book.reading_order_index("text/1.xhtml#note-3"), Some(1));
        assert_eq!(book.reading_order_index("text/%31.xhtml"), Some(1));
        assert_eq!(book.reading_order_index("text/9.xhtml"), None);
    }
}
