//! An entry of Atom: a way on, or a publication.

use serde_json::Value;
use yueli_markup::xml::Element;
use yueli_publication::{BelongsTo, Collection, Contributor, Link, LocalizedText, Metadata, Subject, number};

use super::{child, link, text::lines_of, text::text_of};
use crate::{AcquisitionKind, MOST_ENTRIES, Publication, defect::Defects, rel};

/// Relations of pictures, in all their ages.
const IMAGES: [&str; 6] = [
    "http://opds-spec.org/image",
    "http://opds-spec.org/image/thumbnail",
    "http://opds-spec.org/cover",
    "http://opds-spec.org/thumbnail",
    "x-stanza-cover-image",
    "x-stanza-cover-image-thumbnail",
];

/// What an entry is.
pub(super) enum Entry {
    /// A link to another feed.
    Navigation(Link),
    /// A publication, and the list that it is shown as a part of.
    Publication(Box<Publication>, Option<Link>),
}

/// Reads an entry; nothing where it says nothing.
pub(super) fn read(element: &Element, base: &str, defects: &mut Defects) -> Option<Entry> {
    let (mut links, mut images, mut group) = (Vec::new(), Vec::new(), None);
    for element in links_within(element) {
        let Some(link) = link::read(element, base, defects) else { continue };
        if link.rel.iter().any(|own| IMAGES.contains(&own.as_str())) {
            images.push(link);
        } else if is_group(&link) && group.is_none() {
            group = Some(link);
        } else {
            links.push(link);
        }
    }
    let title = child(element, "title").map(text_of).unwrap_or_default();
    let is_acquirable =
        links.iter().any(|link| link.rel.iter().any(|own| AcquisitionKind::of(own).is_some()));
    if !is_acquirable && let Some(way) = way_on(&links, group.as_ref()) {
        return Some(Entry::Navigation(navigation(element, title, way)));
    }
    if title.is_empty() && links.is_empty() {
        return None;
    }
    add_availability(element, &mut links);
    let metadata = metadata(element, title);
    Some(Entry::Publication(Box::new(Publication { metadata, links, images }), group))
}

/// The links of an entry. Where it has none, an element before them has no end tag, and they are within it.
fn links_within(entry: &Element) -> Vec<&Element> {
    let own: Vec<_> = entry.children_named("link").take(MOST_ENTRIES).collect();
    if !own.is_empty() {
        return own;
    }
    let others = entry
        .elements()
        .filter(|element| matches!(element.name.as_str(), "title" | "id" | "author" | "updated"));
    others.flat_map(|element| element.children_named("link")).take(MOST_ENTRIES).collect()
}

/// Whether a link says which list an entry belongs to.
fn is_group(link: &Link) -> bool {
    link.has_rel(rel::GROUP) || link.has_rel("collection") && link.title.is_some() && leads_to_feed(link)
}

/// Whether a link leads to a feed, not to an entry, a page or a file.
fn leads_to_feed(link: &Link) -> bool {
    let Some(own) = link.media_type.as_deref() else { return false };
    let own = own.to_ascii_lowercase().replace(' ', "");
    (own.starts_with("application/atom+xml") && !own.contains("type=entry")) || own.starts_with(crate::FEED)
}

/// The link that an entry without acquisition links stands for: to a feed, or to anything else but its own document.
fn way_on<'a>(links: &'a [Link], group: Option<&'a Link>) -> Option<&'a Link> {
    let feeds = || links.iter().filter(|link| leads_to_feed(link));
    let subsection = feeds().find(|link| link.has_rel("subsection"));
    let other = || {
        // Servers that forget the type of a feed have no other link either.
        let untyped = |link: &&Link| link.media_type.is_none() && !link.has_rel("self");
        if links.iter().any(|link| link.media_type.is_some()) { None } else { links.iter().find(untyped) }
    };
    subsection
        .or_else(|| feeds().find(|link| !link.has_rel("self")))
        .or_else(|| feeds().next())
        .or(group)
        .or_else(other)
}

fn navigation(element: &Element, title: String, way: &Link) -> Link {
    let mut link = way.clone();
    link.title = Some(title).filter(|title| !title.is_empty()).or(link.title);
    let about =
        child(element, "summary").or_else(|| child(element, "content")).map(text_of).unwrap_or_default();
    if !about.is_empty() && Some(&about) != link.title.as_ref() {
        link.properties.other.insert("description".to_owned(), about.into());
    }
    // `alternate` is what Atom says where nothing is said.
    link.rel.retain(|own| own != "alternate");
    link
}

/// Some write `opds:availability` and its like into the entry: it is meant for its loans.
fn add_availability(element: &Element, links: &mut [Link]) {
    let mut own = serde_json::Map::new();
    link::availability(element, &mut own);
    let loans = links.iter_mut().filter(|link| {
        link.rel.iter().any(|own| {
            matches!(AcquisitionKind::of(own), Some(AcquisitionKind::Borrow | AcquisitionKind::Download))
        })
    });
    for link in loans {
        for (name, value) in &own {
            link.properties.other.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
}

fn metadata(element: &Element, title: String) -> Metadata {
    let text = |name: &str| child(element, name).map(text_of).filter(|text| !text.is_empty());
    let all = |name: &str| {
        let texts = element.children_named(name).take(MOST_ENTRIES).map(text_of);
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>()
    };
    let people =
        |name: &str| element.children_named(name).take(MOST_ENTRIES).filter_map(person).collect::<Vec<_>>();
    let mut author = people("author");
    if author.is_empty() {
        author = all("creator").into_iter().map(Contributor::named).collect();
    }
    let about = child(element, "summary").map(lines_of).filter(|text| !text.is_empty());
    let content = child(element, "content").map(lines_of).filter(|text| !text.is_empty());
    let mut metadata = Metadata {
        kind: element.attr("additionalType").map(str::to_owned),
        title: LocalizedText::plain(title),
        subtitle: text("alternativeHeadline").or_else(|| text("subtitle")).map(LocalizedText::plain),
        identifier: text("id").or_else(|| text("identifier")),
        language: all("language"),
        author,
        contributor: people("contributor"),
        publisher: all("publisher").into_iter().map(Contributor::named).collect(),
        subject: element.children_named("category").take(MOST_ENTRIES).filter_map(subject).collect(),
        // Content is the longer text where both are there.
        description: content.or(about),
        published: text("issued").or_else(|| text("date")).or_else(|| text("published")),
        modified: text("updated"),
        number_of_pages: text("extent").as_deref().and_then(pages),
        belongs_to: series(element),
        ..Metadata::default()
    };
    let others: Vec<Value> = all("identifier")
        .into_iter()
        .filter(|other| metadata.identifier.as_ref() != Some(other))
        .map(Value::from)
        .collect();
    if !others.is_empty() {
        metadata.other.insert("altIdentifier".to_owned(), Value::Array(others));
    }
    metadata
}

fn person(element: &Element) -> Option<Contributor> {
    let name = element.children_named("name").next().map_or_else(|| element.text(), text_of);
    let role = element.attr("role").map(|role| role.rsplit('/').next().unwrap_or(role).to_owned());
    let contributor = Contributor {
        sort_as: element.children_named("sort").next().map(text_of),
        identifier: element.children_named("uri").next().map(text_of).filter(|uri| uri.contains(':')),
        role: role.into_iter().collect(),
        ..Contributor::named(name)
    };
    (!contributor.name.is_empty()).then_some(contributor)
}

fn subject(element: &Element) -> Option<Subject> {
    let filled = |name: &str| element.attr(name).map(str::trim).filter(|own| !own.is_empty());
    let (term, label) = (filled("term"), filled("label"));
    Some(Subject {
        code: term.filter(|_| label.is_some()).map(str::to_owned),
        scheme: filled("scheme").filter(|scheme| scheme.contains(':')).map(str::to_owned),
        ..Subject::named(label.or(term)?)
    })
}

/// `123 pages`, `123 p.`
fn pages(extent: &str) -> Option<u32> {
    let (count, unit) = extent.trim().split_once(' ')?;
    unit.trim_start().starts_with(['p', 'P']).then(|| count.parse().ok())?
}

/// `schema:Series`, as Palace and Feedbooks write it.
fn series(element: &Element) -> Option<BelongsTo> {
    let read = |own: &Element| {
        Some(Collection {
            name: LocalizedText::plain(own.attr("name").map(str::trim).filter(|name| !name.is_empty())?),
            position: own.attr("position").and_then(|own| number::decimal(own.trim())),
            identifier: own.attr("url").map(str::to_owned),
        })
    };
    let all = element.elements().filter(|own| own.name.eq_ignore_ascii_case("series"));
    let series: Vec<Collection> = all.take(MOST_ENTRIES).filter_map(read).collect();
    (!series.is_empty()).then(|| BelongsTo { series, ..BelongsTo::default() })
}
