//! Attributes: which stay, and what they refer to.

use super::rewriter::Rewriter;
use super::survey::is_qualified;
use super::{Reference, output};
use crate::css;
use crate::defuse::Facts;
use crate::fences::is_spent;
use crate::scan::{Attribute, Mode, Tag, is_space, local, prefix};

/// Attributes that hold one URL.
const URLS: [&str; 6] = ["altimg", "background", "data", "href", "poster", "src"];

/// Where a reference is made.
#[derive(Clone, Copy)]
struct Place<'p> {
    element: &'p str,
    attribute: &'p str,
    resource: bool,
}

impl Place<'_> {
    fn refers_to<'u>(&'u self, url: &'u str) -> Reference<'u> {
        Reference { element: self.element, attribute: self.attribute, url, resource: self.resource }
    }
}

impl<'a> Rewriter<'a, '_> {
    /// Writes the attributes of an element that stay, each with a space before it.
    pub(super) fn attributes(&mut self, tag: &Tag<'a>, element: &str) {
        let meant: Vec<String> = tag
            .attributes
            .iter()
            .map(|attribute| output::meant(attribute.value, &mut self.entities))
            .collect();
        let all = |name: &str| -> Vec<&str> {
            let named = tag.attributes.iter().zip(&meant);
            let named = named.filter(|(known, _)| local(known.name).eq_ignore_ascii_case(name));
            named.map(|(_, value)| value.as_str()).collect()
        };
        let facts = Facts::new(element, all);
        let navigates =
            matches!(element, "a" | "area") || element == "link" && !all("rel").into_iter().any(is_loaded);
        for (attribute, value) in tag.attributes.iter().zip(&meant) {
            let name = local(attribute.name).to_ascii_lowercase();
            let spent = element == "mfenced" && is_spent(&name);
            if spent || !self.may_write(attribute, value) || !self.keeps(&facts, &name, value) {
                continue;
            }
            let place = Place { element, attribute: &name, resource: !navigates };
            let replaced = match name.as_str() {
                "style" => {
                    let rewritten = css::rewrite(value, &mut |url| (self.reference)(place.refers_to(url)));
                    (rewritten != *value).then_some(rewritten)
                }
                "srcset" | "imagesrcset" => self.srcset(value, place),
                _ if URLS.contains(&name.as_str()) && prefix(attribute.name) != "xmlns" => {
                    let other = (self.reference)(place.refers_to(value.trim_matches(is_space)));
                    // Nor may what replaces it act: it may have been made of what the book says.
                    other.filter(|url| self.options.keep_scripts || !facts.is_harmful(url))
                }
                _ => None,
            };
            self.write_attribute(attribute, value, replaced.as_deref());
        }
    }

    /// Whether the attribute can be written at all: as XML it must have a name, and bind no prefix to nothing.
    fn may_write(&self, attribute: &Attribute<'_>, value: &str) -> bool {
        let unbinds = attribute.name.starts_with("xmlns:") && value.is_empty();
        is_qualified(attribute.name) && !(unbinds && self.mode == Mode::Xml)
    }

    fn keeps(&self, facts: &Facts<'_>, name: &str, value: &str) -> bool {
        if name.starts_with("xmlns") {
            return true;
        }
        if !self.options.keep_scripts {
            return facts.keeps(name, value);
        }
        // With scripts on, only what would put another page in the book's place.
        let frame = matches!(facts.element, "iframe" | "frame" | "object" | "embed" | "base" | "meta");
        !frame || facts.keeps(name, value) || name.starts_with("on")
    }

    /// Writes an attribute: what replaces its value, or the value itself.
    ///
    /// Where the document declares entities, the value is written as it was judged: what they stand for is
    /// worked out within a budget, and a second time it might be less.
    fn write_attribute(&mut self, attribute: &Attribute<'_>, meant: &str, replaced: Option<&str>) {
        self.output.push(' ');
        self.output.push_str(attribute.name);
        self.output.push_str("=\"");
        match replaced {
            Some(value) => output::plain(value, &mut self.output),
            None if self.entities.any() && attribute.value.contains('&') => {
                output::plain_attribute(meant, &mut self.output);
            }
            None => output::attribute(attribute.value, self.mode, &mut self.entities, &mut self.output),
        }
        self.output.push('"');
    }

    /// A list of images, with those URLs replaced that are (HTML section 2.7.4.1).
    fn srcset(&mut self, list: &str, place: Place<'_>) -> Option<String> {
        let mut rewritten = String::new();
        let mut changed = false;
        let mut rest = list;
        loop {
            let start = rest.trim_start_matches(|letter| is_space(letter) || letter == ',');
            rewritten.push_str(rest.get(..rest.len() - start.len()).unwrap_or_default());
            if start.is_empty() {
                return changed.then_some(rewritten);
            }
            let end = start.find(is_space).unwrap_or(start.len());
            let url = start.get(..end).unwrap_or_default().trim_end_matches(',');
            let after = start.get(url.len()..).unwrap_or_default();
            match (self.reference)(place.refers_to(url)) {
                Some(other) => {
                    changed = true;
                    // A comma or a space in a URL would end it.
                    rewritten.push_str(&other.replace(' ', "%20").replace(',', "%2C"));
                }
                None => rewritten.push_str(url),
            }
            let descriptors = if after.starts_with(',') { 0 } else { after.find(',').unwrap_or(after.len()) };
            rewritten.push_str(after.get(..descriptors).unwrap_or_default());
            rest = after.get(descriptors..).unwrap_or_default();
        }
    }
}

/// Whether what a `link` of this relation names becomes part of the page.
fn is_loaded(rel: &str) -> bool {
    rel.split(is_space)
        .any(|word| ["stylesheet", "icon", "preload"].iter().any(|known| word.eq_ignore_ascii_case(known)))
}
