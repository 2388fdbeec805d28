//! The reading order and the other resources.

use std::collections::BTreeSet;

use serde_json::Value;
use yueli_archive::{Archive, ReadRange};
use yueli_markup::xml::Element;
use yueli_publication::{Link, Manifest, Problem, ProblemCode, url};

use crate::encryption::Encrypted;
use crate::package::{Item, Package, tokens};
use crate::{media_type, rendition};

/// The most documents of a reading order. The longest books have some ten thousand.
const LONGEST: usize = 50_000;

/// Turns items into links.
pub(crate) struct Linker<'a, R> {
    pub(crate) package: &'a Package,
    pub(crate) archive: &'a Archive<R>,
    pub(crate) encrypted: &'a Encrypted,
    pub(crate) problems: Vec<Problem>,
    missing: BTreeSet<String>,
}

impl<'a, R: ReadRange> Linker<'a, R> {
    pub(crate) fn new(package: &'a Package, archive: &'a Archive<R>, encrypted: &'a Encrypted) -> Self {
        Self { package, archive, encrypted, problems: Vec::new(), missing: BTreeSet::new() }
    }

    /// Fills the reading order and the resources.
    pub(crate) fn fill(&mut self, manifest: &mut Manifest) {
        let package = self.package;
        let spine = package.root.find("spine");
        let mut read: BTreeSet<&str> = BTreeSet::new();
        for itemref in spine.into_iter().flat_map(|spine| spine.children_named("itemref")) {
            if manifest.reading_order.len() >= LONGEST {
                let detail = format!("the spine is longer than {LONGEST}");
                self.problems.push(Problem::at(ProblemCode::PackageIncomplete, &package.path, detail));
                break;
            }
            let Some(item) = package.item(itemref.attr("idref").unwrap_or_default()) else {
                let detail = format!("the spine names the item {:?}", itemref.attr("idref"));
                self.problems.push(Problem::new(ProblemCode::PackageIncomplete, detail));
                continue;
            };
            let shown = self.shown(item);
            if let Some(mut link) = self.link(shown) {
                if shown.id != item.id {
                    link.alternate = self.link(item).into_iter().collect();
                    read.insert(&item.id);
                }
                itemref_properties(itemref, &mut link);
                read.insert(&shown.id);
                manifest.reading_order.push(link);
            }
        }
        if manifest.reading_order.is_empty() {
            self.guess(manifest, &mut read);
        }
        let resources = package.items.iter().filter(|item| !read.contains(item.id.as_str()));
        for item in resources {
            if let Some(mut link) = self.link(item) {
                let fallbacks = package.fallbacks(item);
                link.alternate.extend(fallbacks.into_iter().filter_map(|fallback| self.link(fallback)));
                manifest.resources.push(link);
            }
        }
    }

    /// The item itself, or the first of its fallbacks that can be shown.
    fn shown<'i>(&self, item: &'i Item) -> &'i Item
    where
        'a: 'i,
    {
        if media_type::is_content_document(&item.media_type) {
            return item;
        }
        let fallbacks = self.package.fallbacks(item);
        fallbacks.into_iter().find(|item| media_type::is_content_document(&item.media_type)).unwrap_or(item)
    }

    /// Without a spine, the documents in the order of the manifest.
    fn guess(&mut self, manifest: &mut Manifest, read: &mut BTreeSet<&'a str>) {
        let package = self.package;
        let documents = package.items.iter().filter(|item| {
            media_type::is_content_document(&item.media_type)
                && item.media_type != "image/svg+xml"
                && !item.has_property("nav")
        });
        for item in documents {
            if let Some(link) = self.link(item) {
                read.insert(&item.id);
                manifest.reading_order.push(link);
            }
        }
        if !manifest.reading_order.is_empty() {
            let detail = "no usable spine; the order is that of the manifest";
            self.problems.push(Problem::new(ProblemCode::PackageIncomplete, detail));
        }
    }

    /// The link of an item; `None`, and one problem, where it is not in the archive.
    fn link(&mut self, item: &Item) -> Option<Link> {
        let mut link = Link::to(item.href.as_str()).of_type(item.media_type.as_str());
        for property in &item.properties {
            let contained = match property.as_str() {
                "scripted" => "js",
                "mathml" | "svg" | "remote-resources" | "switch" => property,
                _ => continue,
            };
            link.properties.contains.push(contained.to_owned());
        }
        if !url::is_absolute(&item.href) {
            let name = url::decode(&item.href);
            let Some(entry) = self.archive.entry(&name) else {
                if self.missing.insert(name) {
                    let detail = "the manifest names it, the archive does not have it";
                    self.problems.push(Problem::at(ProblemCode::ResourceMissing, &item.href, detail));
                }
                return None;
            };
            link.size = Some(entry.size);
            link.properties.encrypted = self.encrypted.get(&entry.name).cloned();
        }
        let overlay = item.media_overlay.as_deref().and_then(|id| self.package.item(id));
        if let Some(overlay) = overlay {
            link.alternate.push(Link::to(&overlay.href).of_type(&overlay.media_type));
        }
        Some(link)
    }
}

fn itemref_properties(itemref: &Element, link: &mut Link) {
    rendition::overrides(&tokens(itemref.attr("properties")), &mut link.properties);
    if itemref.attr("linear").is_some_and(|linear| linear.trim().eq_ignore_ascii_case("no")) {
        link.properties.other.insert("linear".to_owned(), Value::Bool(false));
    }
}
