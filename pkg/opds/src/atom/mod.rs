//! OPDS 1.2: feeds in Atom, said as OPDS 2.0 would say them.
//!
//! Elements and attributes are known by their names, whatever namespace they are in: real servers get them wrong, or
//! leave them out. Source: <https://specs.opds.io/opds-1.2>, RFC 4287 (Atom), OpenSearch 1.1, RFC 4685 (`thr:count`).

mod entry;
mod link;
mod text;

use std::collections::HashMap;

use yueli_markup::xml::Element;
use yueli_publication::{Link, LocalizedText, Properties, web};

use self::{entry::Entry, text::text_of};
use crate::{
    Facet, Feed, FeedMetadata, Group, MOST_ENTRIES, Publication, defect::DefectKind, defect::Defects, rel,
    settle,
};

/// The namespace that `xml:base` is in.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A whole feed.
pub(crate) fn feed(root: &Element, url: &str, defects: &mut Defects) -> Feed {
    let base = base(root, url);
    let mut feed = Feed { metadata: metadata(root, &base), ..Feed::default() };
    let mut facets = Groups::default();
    for element in root.children_named("link").take(MOST_ENTRIES) {
        let Some(link) = link::read(element, &base, defects) else { continue };
        if link.has_rel(rel::FACET) {
            facets.add(element, link, &mut feed.facets);
        } else {
            feed.links.push(link);
        }
    }
    if feed.link("self").is_none() {
        // OPDS 2.0 wants one, and Atom's feeds often have none.
        feed.links.insert(0, Link::to(url).of_type(crate::ATOM).with_rel("self"));
    }
    entries(root, &base, &mut feed, defects);
    feed
}

/// A document that is one entry.
pub(crate) fn single(root: &Element, url: &str, defects: &mut Defects) -> Option<Publication> {
    let base = base(root, url);
    match entry::read(root, &base, defects)? {
        Entry::Publication(publication, _) => settle::publication(*publication, &base, defects),
        Entry::Navigation(link) => {
            let mut publication = Publication { links: vec![link.clone()], ..Publication::default() };
            publication.metadata.title = LocalizedText::plain(link.title.unwrap_or_default());
            Some(publication)
        }
    }
}

/// Every entry, each to where it belongs. An entry without an end tag has all others within it: they are found.
fn entries(root: &Element, base: &str, feed: &mut Feed, defects: &mut Defects) {
    let mut count = 0;
    let mut groups: HashMap<String, usize> = HashMap::new();
    // Elements that are still to be looked at, the next one last, each with the address that it is relative to.
    let mut waiting: Vec<(&Element, String)> = children(root, base);
    while let Some((element, base)) = waiting.pop() {
        count += 1;
        if count > MOST_ENTRIES {
            defects.add(DefectKind::EntryLeftOut, format!("more than {MOST_ENTRIES} entries"));
            break;
        }
        let base = self::base(element, &base);
        waiting.extend(children(element, &base));
        match entry::read(element, &base, defects) {
            Some(Entry::Navigation(link)) => feed.navigation.push(link),
            Some(Entry::Publication(publication, group)) => {
                let Some(publication) = settle::publication(*publication, &base, defects) else { continue };
                match group {
                    None => feed.publications.push(publication),
                    Some(link) => {
                        let at = *groups.entry(link.href.clone()).or_insert(feed.groups.len());
                        if at == feed.groups.len() {
                            feed.groups.push(group_of(link));
                        }
                        if let Some(group) = feed.groups.get_mut(at) {
                            group.publications.push(publication);
                        }
                    }
                }
            }
            None => {
                defects.add(DefectKind::EntryLeftOut, format!("entry {count} has no title and leads nowhere"))
            }
        }
    }
}

/// The entries right below an element, the first one last.
fn children<'a>(element: &'a Element, base: &str) -> Vec<(&'a Element, String)> {
    let found = element.elements().filter(|child| child.name.eq_ignore_ascii_case("entry"));
    let mut found: Vec<_> = found.map(|child| (child, base.to_owned())).collect();
    found.reverse();
    found
}

fn group_of(link: Link) -> Group {
    let title = LocalizedText::plain(link.title.clone().unwrap_or_default());
    Group {
        metadata: FeedMetadata { title, ..FeedMetadata::default() },
        links: vec![Link { rel: vec!["self".to_owned()], ..link }],
        ..Group::default()
    }
}

/// The facets of a feed, by the names of their groups.
#[derive(Default)]
struct Groups(HashMap<String, usize>);

impl Groups {
    fn add(&mut self, element: &Element, mut link: Link, into: &mut Vec<Facet>) {
        let name = element.attr("facetGroup").unwrap_or_default().trim().to_owned();
        let is_active =
            element.attr("activeFacet").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"));
        link.rel = if is_active { vec!["self".to_owned()] } else { Vec::new() };
        let at = *self.0.entry(name.clone()).or_insert(into.len());
        if at == into.len() {
            let metadata = FeedMetadata { title: LocalizedText::plain(name), ..FeedMetadata::default() };
            into.push(Facet { metadata, links: Vec::new() });
        }
        if let Some(facet) = into.get_mut(at) {
            facet.links.push(link);
        }
    }
}

fn metadata(root: &Element, base: &str) -> FeedMetadata {
    let text = |name: &str| child(root, name).map(text_of).filter(|text| !text.is_empty());
    let count = |name: &str| child(root, name)?.text().parse::<u64>().ok();
    let per_page = count("itemsPerPage").filter(|count| *count > 0);
    let start = count("startIndex").map(|start| start.saturating_sub(1));
    FeedMetadata {
        title: LocalizedText::plain(text("title").unwrap_or_default()),
        identifier: text("id").map(|id| if id.contains(':') { id } else { web::join(base, &id) }),
        subtitle: text("subtitle").map(LocalizedText::plain),
        modified: text("updated"),
        number_of_items: count("totalResults"),
        items_per_page: per_page,
        current_page: start.zip(per_page).map(|(start, per_page)| start / per_page + 1),
        ..FeedMetadata::default()
    }
}

/// The first child of that name; one of Atom's own before one of Dublin Core's.
fn child<'a>(element: &'a Element, name: &str) -> Option<&'a Element> {
    let own = element.children_named(name).find(|child| !child.namespace.contains("purl.org/dc"));
    own.or_else(|| element.children_named(name).next())
}

/// The address that what stands in an element is relative to.
fn base(element: &Element, outside: &str) -> String {
    match element.attr_in(XML, "base") {
        Some(base) => web::join(outside, base),
        None => outside.to_owned(),
    }
}

/// How many things a link leads to (RFC 4685).
fn counted(element: &Element) -> Properties {
    let count = element.attr("count").and_then(|count| count.trim().parse().ok());
    Properties { number_of_items: count, ..Properties::default() }
}
