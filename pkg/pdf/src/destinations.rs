//! Where bookmarks and links lead: to pages, by reference or by name.

use std::collections::{HashMap, HashSet};

use hayro::hayro_syntax::{
    Pdf,
    object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, String as PdfString},
};

/// No file names more destinations than this.
const MOST: usize = 50_000;
/// How deep the tree of names may be.
const DEEPEST: usize = 32;

/// The pages by their objects, and the destinations by their names.
pub(crate) struct Destinations {
    pages: HashMap<ObjectIdentifier, usize>,
    count: usize,
    named: HashMap<Vec<u8>, usize>,
}

impl Destinations {
    /// Learns the names of the destinations.
    pub(crate) fn of(pdf: &Pdf, catalog: &Dict<'_>) -> Self {
        let pages = pdf.pages().iter().enumerate();
        let pages: HashMap<_, _> =
            pages.filter_map(|(index, page)| Some((page.raw().obj_id()?, index))).collect();
        let mut own = Self { pages, count: pdf.pages().len(), named: HashMap::new() };
        // Source: ISO 32000-2, section 12.3.2.4. The older way first.
        if let Some(dests) = catalog.get::<Dict<'_>>("Dests") {
            for name in dests.keys().take(MOST) {
                let page = dests.get::<Object<'_>>(&name).and_then(|target| own.explicit(target));
                own.named.extend(page.map(|page| (name.as_ref().to_vec(), page)));
            }
        }
        if let Some(tree) = catalog.get::<Dict<'_>>("Names").and_then(|names| names.get::<Dict<'_>>("Dests"))
        {
            own.learn(&tree, &mut HashSet::new(), 0);
        }
        own
    }

    fn learn(&mut self, node: &Dict<'_>, seen: &mut HashSet<ObjectIdentifier>, depth: usize) {
        let known = node.obj_id().is_some_and(|id| !seen.insert(id));
        if known || depth > DEEPEST || self.named.len() > MOST {
            return;
        }
        if let Some(names) = node.get::<Array<'_>>("Names") {
            let mut items = names.flex_iter();
            while let Some(name) = items.next::<PdfString<'_>>() {
                let Some(target) = items.next::<Object<'_>>() else { break };
                if let Some(page) = self.explicit(target) {
                    self.named.insert(name.as_bytes().to_vec(), page);
                }
            }
        }
        if let Some(kids) = node.get::<Array<'_>>("Kids") {
            for kid in kids.iter::<Dict<'_>>() {
                self.learn(&kid, seen, depth + 1);
            }
        }
    }

    /// The page of a destination that is written out, or of a dictionary around one.
    fn explicit(&self, target: Object<'_>) -> Option<usize> {
        match target {
            Object::Array(array) => match array.raw_iter().next()? {
                MaybeRef::Ref(reference) => self.pages.get(&reference.into()).copied(),
                // Of another file, pages are numbered; some writers do so in their own.
                MaybeRef::NotRef(object) => {
                    let page = usize::try_from(object.into_i32()?).ok()?;
                    (page < self.count).then_some(page)
                }
            },
            Object::Dict(dict) => {
                let array = dict.get::<Array<'_>>("D")?;
                self.explicit(Object::Array(array))
            }
            _ => None,
        }
    }

    /// The page of a destination.
    pub(crate) fn page(&self, target: Object<'_>) -> Option<usize> {
        match target {
            Object::String(name) => self.named.get(name.as_bytes()).copied(),
            Object::Name(name) => self.named.get(name.as_ref()).copied(),
            other => self.explicit(other),
        }
    }

    /// Where a bookmark or a link leads: its destination, or what its action goes to.
    pub(crate) fn of_dict(&self, dict: &Dict<'_>) -> Option<Goal> {
        if let Some(target) = dict.get::<Object<'_>>("Dest") {
            return self.page(target).map(Goal::Page);
        }
        let action = dict.get::<Dict<'_>>("A")?;
        match action.get::<Name<'_>>("S")?.as_str() {
            "GoTo" => self.page(action.get::<Object<'_>>("D")?).map(Goal::Page),
            "URI" => {
                let address = crate::strings::text(action.get::<PdfString<'_>>("URI")?.as_bytes());
                is_harmless(&address).then_some(Goal::Outside(address))
            }
            _ => None,
        }
    }
}

/// Where something leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Goal {
    /// To a page, from 0.
    Page(usize),
    /// Out of the file.
    Outside(String),
}

/// Addresses that a reader may be asked about; no other is followed.
fn is_harmless(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_pages_and_people_are_followed() {
        for (address, expected) in [
            ("https://example.org/", true),
            ("HTTP://example.org/", true),
            ("mailto:a@example.org", true),
            ("javascript:alert(1)", false),
            ("file:///etc/passwd", false),
            ("example.org", false),
        ] {
            assert_eq!(is_harmless(address), expected, "{address}");
        }
    }
}
