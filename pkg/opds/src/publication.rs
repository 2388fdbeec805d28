//! One publication of a feed.

use serde::Serialize;
use serde_json::Value;
use yueli_publication::json::{Fields, FromJson};
use yueli_publication::{Link, Metadata, read_from_json};

use crate::{Acquisition, Undo};

/// Relations that a publication's links have.
pub mod rel {
    /// Can be taken freely.
    pub const OPEN_ACCESS: &str = "http://opds-spec.org/acquisition/open-access";
    /// Can be borrowed.
    pub const BORROW: &str = "http://opds-spec.org/acquisition/borrow";
    /// Every acquisition relation starts so.
    pub const ACQUISITION: &str = "http://opds-spec.org/acquisition";
    /// The patron's own loans and holds.
    pub const SHELF: &str = "http://opds-spec.org/shelf";
    /// The patron's own profile document.
    pub const PROFILE: &str = "http://opds-spec.org/profile";
    /// How far the patron is in a publication (OPDS Progression).
    pub const PROGRESSION: &str = "http://opds-spec.org/progression";
    /// The same in servers that are older than the draft.
    pub const CANTOOK_PROGRESSION: &str = "http://www.cantook.com/api/progression";
    /// A choice of a facet (OPDS 1.2).
    pub const FACET: &str = "http://opds-spec.org/facet";
    /// A picture of a publication (OPDS 1.2).
    pub const IMAGE: &str = "http://opds-spec.org/image";
    /// A list that an entry belongs to (OPDS 1.2).
    pub const GROUP: &str = "http://opds-spec.org/group";
    /// The document that says how one signs in.
    pub const AUTHENTICATION: &str = "http://opds-spec.org/auth/document";
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

    /// Every way to get it, with all that its link says.
    pub fn ways(&self) -> Vec<Acquisition> {
        self.links.iter().filter_map(Acquisition::of).collect()
    }

    /// How a loan or a hold of it is undone, if it can be.
    pub fn undo(&self) -> Option<Undo> {
        self.links.iter().find_map(Undo::of)
    }

    /// Where the patron's place in it is kept.
    pub fn progression(&self) -> Option<&Link> {
        let own = |link: &&Link| {
            link.has_rel(rel::PROGRESSION)
                || link.has_rel(rel::CANTOOK_PROGRESSION)
                || link.is_type(crate::PROGRESSION)
        };
        self.links.iter().find(own)
    }

    /// The document with everything that is known of it, where a list gives only part: OPDS 2.0's publication, or an entry
    /// of OPDS 1.2.
    pub fn details(&self) -> Option<&Link> {
        let is_entry = |link: &Link| {
            link.is_type(crate::PUBLICATION)
                || link.is_type(crate::ATOM)
                    && link
                        .media_type
                        .as_deref()
                        .is_some_and(|own| own.replace(' ', "").contains("type=entry"))
        };
        let is_own = |link: &&Link| is_entry(link) && (link.has_rel("self") || link.has_rel("alternate"));
        self.links.iter().find(is_own)
    }

    /// The link to an EPUB, a comic or a PDF that can be opened as it is: by all, or by whoever may see the link, as on a
    /// loan.
    pub fn readable(&self) -> Option<&Link> {
        let open = |media_type| {
            move |link: &&Link| {
                (link.has_rel(rel::OPEN_ACCESS) || link.has_rel(rel::ACQUISITION)) && link.is_type(media_type)
            }
        };
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
            (vec![link("application/epub+zip", rel::ACQUISITION)], Some("application/epub+zip")),
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
