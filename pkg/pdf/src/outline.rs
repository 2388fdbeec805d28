//! Bookmarks, as a table of contents.

use std::collections::HashSet;

use hayro::hayro_syntax::object::{Dict, ObjectIdentifier, String as PdfString};

use crate::destinations::{Destinations, Goal};

/// More bookmarks than these are not listed.
const MOST: usize = 5_000;
/// Deeper ones are left out.
const DEEPEST: usize = 16;

/// A bookmark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bookmark {
    /// What it says.
    pub(crate) title: String,
    /// Its page, from 0, where it leads to one.
    pub(crate) page: Option<usize>,
    /// Those below it.
    pub(crate) children: Vec<Bookmark>,
}

/// The bookmarks of the file; `true` where there were more than are told, or they ran in a circle.
///
/// Source: ISO 32000-2, section 12.3.3.
pub(crate) fn bookmarks(catalog: &Dict<'_>, destinations: &Destinations) -> (Vec<Bookmark>, bool) {
    let mut walk = Walk { destinations, seen: HashSet::new(), left: MOST, cut: false };
    let outlines = catalog.get::<Dict<'_>>("Outlines");
    let first = outlines.and_then(|outlines| outlines.get::<Dict<'_>>("First"));
    let found = first.map(|first| walk.level(first, 0)).unwrap_or_default();
    (found, walk.cut)
}

struct Walk<'d> {
    destinations: &'d Destinations,
    seen: HashSet<ObjectIdentifier>,
    left: usize,
    cut: bool,
}

impl Walk<'_> {
    fn level(&mut self, first: Dict<'_>, depth: usize) -> Vec<Bookmark> {
        let mut found = Vec::new();
        let mut next = Some(first);
        while let Some(item) = next {
            let again = item.obj_id().is_some_and(|id| !self.seen.insert(id));
            if again || self.left == 0 || depth > DEEPEST {
                self.cut = true;
                break;
            }
            self.left -= 1;
            let title = item.get::<PdfString<'_>>("Title");
            let title = title.map(|title| crate::strings::text(title.as_bytes())).unwrap_or_default();
            let page = match self.destinations.of_dict(&item) {
                Some(Goal::Page(page)) => Some(page),
                _ => None,
            };
            let children =
                item.get::<Dict<'_>>("First").map(|first| self.level(first, depth + 1)).unwrap_or_default();
            if !title.is_empty() {
                found.push(Bookmark { title, page, children });
            }
            next = item.get::<Dict<'_>>("Next");
        }
        found
    }
}
