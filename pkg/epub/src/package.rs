//! The package document, as it is written.

use std::collections::BTreeMap;

use yueli_markup::xml::Element;
use yueli_publication::url;

use crate::media_type;

/// The most fallbacks of one item: a chain for each of many items is as long as all of them multiplied.
const FALLBACKS: usize = 8;

/// A package document: EPUB 3.3 section 5, OPF 2.0.1 section 2.
#[derive(Debug, Default)]
pub(crate) struct Package {
    /// Its percent-encoded path from the root.
    pub(crate) path: String,
    /// The root element.
    pub(crate) root: Element,
    /// The manifest, in order.
    pub(crate) items: Vec<Item>,
    by_id: BTreeMap<String, usize>,
}

/// An item of the manifest.
#[derive(Debug, Clone, Default)]
pub(crate) struct Item {
    pub(crate) id: String,
    /// The percent-encoded path from the root, or an absolute URL.
    pub(crate) href: String,
    pub(crate) media_type: String,
    pub(crate) properties: Vec<String>,
    /// The id of the item to show instead, where this one cannot be.
    pub(crate) fallback: Option<String>,
    /// The id of the SMIL document that reads it aloud.
    pub(crate) media_overlay: Option<String>,
}

impl Item {
    pub(crate) fn has_property(&self, property: &str) -> bool {
        self.properties.iter().any(|known| known == property)
    }
}

impl Package {
    /// Reads the manifest of the package at `name` in the archive.
    pub(crate) fn new(name: &str, root: Element) -> Self {
        let mut package = Self { path: url::encode(name), root, ..Self::default() };
        let manifest = package.root.find("manifest");
        let items = manifest.into_iter().flat_map(|manifest| manifest.children_named("item"));
        let items: Vec<Item> = items.filter_map(|element| item(element, &package.path)).collect();
        // Of two items with one id the first counts.
        package.by_id =
            items.iter().enumerate().rev().map(|(index, item)| (item.id.clone(), index)).collect();
        package.items = items;
        package
    }

    /// The item of that id.
    pub(crate) fn item(&self, id: &str) -> Option<&Item> {
        self.by_id.get(id.trim()).and_then(|index| self.items.get(*index))
    }

    /// The first item at that path.
    pub(crate) fn item_at(&self, path: &str) -> Option<&Item> {
        self.items.iter().find(|item| url::same_path(&item.href, path))
    }

    /// The items to show instead of `item`, in order, itself not among them; no chain runs in a circle, and
    /// none is longer than a handful.
    pub(crate) fn fallbacks<'a>(&'a self, item: &'a Item) -> Vec<&'a Item> {
        let mut chain = vec![item];
        while let Some(next) = chain.last().and_then(|last| self.item(last.fallback.as_deref()?)) {
            if chain.len() > FALLBACKS || chain.iter().any(|known| known.id == next.id) {
                break;
            }
            chain.push(next);
        }
        chain.remove(0);
        chain
    }
}

fn item(element: &Element, base: &str) -> Option<Item> {
    let href = url::resolve(base, element.attr("href")?);
    let href = if url::is_absolute(&href) { href.as_str() } else { url::split_fragment(&href).0 };
    let owned = |name| element.attr(name).map(|value| value.trim().to_owned());
    Some(Item {
        id: owned("id").unwrap_or_default(),
        media_type: media_type::declared(element.attr("media-type"), href),
        href: href.to_owned(),
        properties: tokens(element.attr("properties")),
        fallback: owned("fallback"),
        media_overlay: owned("media-overlay"),
    })
}

/// The words of a white-space separated list.
pub(crate) fn tokens(value: Option<&str>) -> Vec<String> {
    value.unwrap_or_default().split_ascii_whitespace().map(str::to_owned).collect()
}
