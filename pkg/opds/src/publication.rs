//! One publication of a feed.

use serde::Serialize;
use serde_json::Value;
use yueli_publication::json::{Fields, FromJson};
use yueli_publication::{Link, Metadata, read_from_json};

/// Relations that a publication's links have.
pub mod rel {
    /// Can be taken freely.
    pub const OPEN_ACCESS: &str = "http://opds-spec.org/acquisition/open-access";
    /// Can be borrowed.
    pub const BORROW: &str = "http://opds-spec.org/acquisition/borrow";
    /// Every acquisition relation starts so.
    pub const ACQUISITION: &str = "http://opds-spec.org/acquisition";
}

/// The media types of what can be opened, the best first: a book is better read as text than as pictures of it.
const READABLE: [&str; 4] =
    ["application/epub+zip", "application/vnd.comicbook+zip", "application/x-cbz", "application/pdf"];

/// A publication in a catalogue: metadata, ways to get it, pictures of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Publication {
    /// What is known of it.
    pub metadata: Metadata,
    /// `self` and the acquisition links.
    pub links: Vec<Link>,
    /// Covers, in several sizes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Link>,
}

impl Publication {
    /// The address of this publication's own document.
    pub fn self_href(&self) -> Option<&str> {
        self.links.iter().find(|link| link.has_rel("self")).map(|link| link.href.as_str())
    }

    /// Every way to get it.
    pub fn acquisitions(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| link.rel.iter().any(|rel| rel.starts_with(rel::ACQUISITION)))
    }

    /// The link to an EPUB, a comic or a PDF that can be opened as it is.
    pub fn readable(&self) -> Option<&Link> {
        let open =
            |media_type| move |link: &&Link| link.has_rel(rel::OPEN_ACCESS) && link.is_type(media_type);
        READABLE.iter().find_map(|media_type| self.links.iter().find(open(media_type)))
    }

    /// The smallest picture at least `width` CSS pixels wide, else the widest.
    pub fn image(&self, width: u32) -> Option<&Link> {
        let wide_enough = self.images.iter().filter(|link| link.width.is_some_and(|own| own >= width));
        wide_enough
            .min_by_key(|link| link.width)
            .or_else(|| self.images.iter().max_by_key(|link| link.width.unwrap_or_default()))
    }
}

impl FromJson for Publication {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            metadata: fields.one("metadata")?,
            links: fields.many("links"),
            images: fields.many("images"),
        })
    }
}

read_from_json!(Publication);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_opened_is_found_among_the_links() {
        let link =
            |media_type: &str, relation: &str| Link::to(media_type).of_type(media_type).with_rel(relation);
        let cbz = || link("application/vnd.comicbook+zip", rel::OPEN_ACCESS);
        for (links, expected) in [
            (
                vec![cbz(), link("application/epub+zip;x=y", rel::OPEN_ACCESS)],
                Some("application/epub+zip;x=y"),
            ),
            (vec![link("application/epub+zip", rel::BORROW), cbz()], Some("application/vnd.comicbook+zip")),
            (vec![link("application/x-cbz", rel::OPEN_ACCESS)], Some("application/x-cbz")),
            (
                vec![
                    link("application/pdf", rel::OPEN_ACCESS),
                    link("application/epub+zip", rel::OPEN_ACCESS),
                ],
                Some("application/epub+zip"),
            ),
            (vec![link("application/vnd.comicbook-rar", rel::OPEN_ACCESS)], None),
        ] {
            let publication = Publication { links, ..Publication::default() };
            assert_eq!(publication.readable().map(|link| link.href.as_str()), expected);
        }
    }
}
