//! The metadata element: Dublin Core, EPUB 3's and EPUB 2's `meta`, and what refines what.

use std::collections::BTreeMap;

use yueli_markup::xml::Element;

use crate::package::Package;

const DC: &str = "http://purl.org/dc/elements/1.1/";

/// The most that one element is refined with: many that refine many come to all of them multiplied.
const REFINEMENTS: usize = 64;

/// The metadata of a package.
pub(crate) struct Metas<'a> {
    package: &'a Package,
    elements: Vec<&'a Element>,
    /// EPUB 3's `meta refines` by the id that they refine.
    refines: BTreeMap<&'a str, Vec<&'a Element>>,
}

impl<'a> Metas<'a> {
    pub(crate) fn new(package: &'a Package) -> Self {
        let metadata = package.root.children_named("metadata").next();
        let mut elements = Vec::new();
        for element in metadata.into_iter().flat_map(Element::elements) {
            // OPF 1 and early OPF 2 put Dublin Core and the rest into elements of their own.
            match element.name.as_str() {
                "dc-metadata" | "x-metadata" => elements.extend(element.elements()),
                _ => elements.push(element),
            }
        }
        let mut refines: BTreeMap<&str, Vec<&Element>> = BTreeMap::new();
        for element in &elements {
            if let Some(id) = refined(element) {
                let refining = refines.entry(id).or_default();
                if refining.len() < REFINEMENTS {
                    refining.push(*element);
                }
            }
        }
        Self { package, elements, refines }
    }

    /// Dublin Core elements of that name that say something, in order.
    pub(crate) fn dc(&self, name: &str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().copied().filter(move |element| {
            let namespace = &*element.namespace;
            element.name.eq_ignore_ascii_case(name)
                && (namespace == DC
                    || namespace.is_empty()
                    || namespace.contains("dublin_core")
                    || namespace.contains("/dc/"))
                && !element.text().is_empty()
        })
    }

    /// The values of a property or name of the publication itself, in order, of both kinds of `meta`.
    pub(crate) fn all(&self, property: &str) -> impl Iterator<Item = String> {
        self.elements.iter().filter(|element| refined(element).is_none()).filter_map(move |element| {
            (element.name == "meta" && key(element) == Some(property))
                .then(|| value(element))
                .filter(|value| !value.is_empty())
        })
    }

    /// The first value of a property or name of the publication itself.
    pub(crate) fn first(&self, property: &str) -> Option<String> {
        self.all(property).next()
    }

    /// EPUB 3's `meta` elements of that property which refine nothing.
    pub(crate) fn elements(&self, property: &str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().copied().filter(move |element| {
            element.name == "meta"
                && element.attr("property").map(str::trim) == Some(property)
                && refined(element).is_none()
        })
    }

    /// The targets of `link` elements of that relation.
    pub(crate) fn links(&self, rel: &str) -> impl Iterator<Item = &'a str> {
        self.elements.iter().copied().filter_map(move |element| {
            let is_one = element.name == "link"
                && element.attr("rel").unwrap_or_default().split_ascii_whitespace().any(|known| known == rel);
            element.attr("href").filter(|_| is_one).map(str::trim)
        })
    }

    /// Elements as their `display-seq` orders them; those without one follow, in the order they stand in.
    pub(crate) fn in_sequence(&self, elements: impl Iterator<Item = &'a Element>) -> Vec<&'a Element> {
        let place = |element: &&Element| {
            let said = self.refinement(element, "display-seq");
            said.and_then(|number| number.trim().parse::<u32>().ok()).unwrap_or(u32::MAX)
        };
        let mut all: Vec<&Element> = elements.collect();
        all.sort_by_cached_key(place);
        all
    }

    /// The elements that refine `element` with `property`.
    pub(crate) fn refinements(&self, element: &Element, property: &str) -> impl Iterator<Item = &'a Element> {
        let refining = element.attr("id").and_then(|id| self.refines.get(id.trim()));
        refining.into_iter().flatten().copied().filter(move |meta| key(meta) == Some(property))
    }

    /// What `element` is refined with.
    pub(crate) fn refinement(&self, element: &Element, property: &str) -> Option<String> {
        self.refinements(element, property).map(Element::text).find(|text| !text.is_empty())
    }

    /// The language of an element: its own, the metadata's, the package's.
    pub(crate) fn language(&self, element: &Element) -> String {
        let metadata = self.package.root.children_named("metadata").next();
        let chain = [Some(element), metadata, Some(&self.package.root)];
        let language = chain.into_iter().flatten().find_map(|element| element.attr("lang"));
        language.map(tag).unwrap_or_default()
    }

    /// The direction of an element's text: its own, the package's.
    pub(crate) fn direction(&self, element: &Element) -> Option<String> {
        let chain = [element, &self.package.root];
        chain.into_iter().find_map(|element| element.attr("dir")).map(|dir| dir.trim().to_ascii_lowercase())
    }

    /// Every `meta` of the publication itself: (property or name, value).
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&'a str, String)> {
        self.elements
            .iter()
            .copied()
            .filter(|element| element.name == "meta" && refined(element).is_none())
            .filter_map(|element| Some((key(element)?, value(element))))
    }
}

/// A language tag, put right where it is written with underscores.
pub(crate) fn tag(language: &str) -> String {
    language.trim().replace('_', "-")
}

fn refined(element: &Element) -> Option<&str> {
    let target = element.attr("refines")?.trim().trim_start_matches('#');
    (!target.is_empty()).then_some(target)
}

fn key(meta: &Element) -> Option<&str> {
    meta.attr("property").or_else(|| meta.attr("name")).map(str::trim).filter(|key| !key.is_empty())
}

fn value(meta: &Element) -> String {
    meta.attr("content").map_or_else(|| meta.text(), |content| content.trim().to_owned())
}
