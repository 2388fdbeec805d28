//! What is done to a document once it is read: links become absolute, relations and dates get one form, what makes no
//! sense or is never followed goes.

use serde_json::Value;
use yueli_publication::json::{Fields, FromJson};
use yueli_publication::{Link, Metadata, Time, web};

use crate::{Facet, Feed, Group, MOST_ENTRIES, Publication, defect::DefectKind, defect::Defects};

/// Schemes that a link of a catalogue may have. All others (`javascript:`, `file:` ...) are left out.
const SCHEMES: [&str; 6] = ["http", "https", "mailto", "tel", "opds", "urn"];
/// How long the text of a person's or a subject's name, a title and so on may be, in letters.
const LONGEST: usize = 20_000;

/// A feed of OPDS 2.0.
pub(crate) fn json_feed(value: Value, url: &str, defects: &mut Defects) -> Feed {
    let Some(mut fields) = Fields::of(value) else { return Feed::default() };
    let mut feed = Feed {
        metadata: fields.one("metadata").unwrap_or_default(),
        links: links(fields.list("links"), url, defects),
        navigation: links(fields.list("navigation"), url, defects),
        publications: publications(fields.list("publications"), url, defects),
        ..Feed::default()
    };
    for value in cut(fields.list("facets"), "facets", defects) {
        let Some(mut facet) = Fields::of(value) else { continue };
        let metadata = facet.one("metadata").unwrap_or_default();
        let links = links(facet.list("links"), url, defects);
        if !links.is_empty() {
            feed.facets.push(Facet { metadata, links });
        }
    }
    for value in cut(fields.list("groups"), "groups", defects) {
        let Some(mut group) = Fields::of(value) else { continue };
        feed.groups.push(Group {
            metadata: group.one("metadata").unwrap_or_default(),
            links: links(group.list("links"), url, defects),
            publications: publications(group.list("publications"), url, defects),
            navigation: links(group.list("navigation"), url, defects),
        });
    }
    // A registry of libraries lists catalogues: publications whose one link leads to a catalogue.
    feed.navigation.extend(fields.list("catalogs").into_iter().filter_map(|value| catalogue(value, url)));
    feed
}

fn catalogue(value: Value, url: &str) -> Option<Link> {
    let own = Publication::from_json(value)?;
    let leads = |link: &&Link| link.has_rel("http://opds-spec.org/catalog") || link.is_type(crate::FEED);
    let link = own.links.iter().find(leads).or_else(|| own.links.first())?;
    let title = Some(own.metadata.title.first().to_owned()).filter(|title| !title.is_empty());
    self::link(Link { title, ..link.clone() }, url, &mut Defects::default())
}

/// At most so many as are read.
fn cut<T>(mut list: Vec<T>, what: &str, defects: &mut Defects) -> Vec<T> {
    if list.len() > MOST_ENTRIES {
        defects.add(
            DefectKind::EntryLeftOut,
            format!("{} {what}, of which {MOST_ENTRIES} are read", list.len()),
        );
        list.truncate(MOST_ENTRIES);
    }
    list
}

fn links(list: Vec<Value>, url: &str, defects: &mut Defects) -> Vec<Link> {
    let list = cut(list, "links", defects);
    list.into_iter().filter_map(|value| link(Link::from_json(value)?, url, defects)).collect()
}

fn publications(list: Vec<Value>, url: &str, defects: &mut Defects) -> Vec<Publication> {
    let mut read = Vec::with_capacity(list.len().min(MOST_ENTRIES));
    for (index, value) in cut(list, "publications", defects).into_iter().enumerate() {
        match Publication::from_json(value).and_then(|own| publication(own, url, defects)) {
            Some(own) => read.push(own),
            None => {
                defects.add(DefectKind::EntryLeftOut, format!("publication {index} has no title and no link"))
            }
        }
    }
    read
}

/// A publication with all its links resolved; nothing where it says nothing at all.
pub(crate) fn publication(mut own: Publication, url: &str, defects: &mut Defects) -> Option<Publication> {
    let mut settled = |links: Vec<Link>| -> Vec<Link> {
        links.into_iter().take(MOST_ENTRIES).filter_map(|own| link(own, url, defects)).collect()
    };
    own.links = settled(own.links);
    own.images = settled(own.images);
    metadata(&mut own.metadata);
    (!own.metadata.title.is_empty() || !own.links.is_empty()).then_some(own)
}

/// Dates that nobody means go, markup in what is plain text goes.
pub(crate) fn metadata(own: &mut Metadata) {
    for date in [&mut own.published, &mut own.modified] {
        *date = date.take().filter(|text| Time::parse(text).is_none_or(Time::is_real));
    }
    if let Some(text) = own.description.take() {
        own.description = Some(plain(&text)).filter(|text| !text.is_empty());
    }
    own.language.retain(|tag| !tag.trim().is_empty());
}

/// A text without markup, not longer than anybody reads.
pub(crate) fn plain(text: &str) -> String {
    let has_markup =
        text.contains("</") || text.contains("/>") || text.contains("<p>") || text.contains("<br>");
    let text = if has_markup { yueli_markup::text::plain(text) } else { text.to_owned() };
    text.trim().chars().take(LONGEST).collect()
}

/// A link that is resolved and has its relations in one form; nothing where it leads nowhere or must not be followed.
pub(crate) fn link(mut own: Link, url: &str, defects: &mut Defects) -> Option<Link> {
    if own.href.trim().is_empty() {
        return None;
    }
    own.href = web::join(url, &own.href);
    let scheme = web::scheme(&own.href).map(str::to_ascii_lowercase);
    // Small covers come as they are; nothing else may.
    let is_picture = own.href.get(..11).is_some_and(|begin| begin.eq_ignore_ascii_case("data:image/"));
    if scheme.is_some_and(|scheme| !SCHEMES.contains(&scheme.as_str()) && !is_picture) {
        defects.add(DefectKind::LinkLeftOut, own.href.chars().take(80).collect::<String>());
        return None;
    }
    own.rel = own.rel.iter().map(|relation| self::relation(relation)).filter(|own| !own.is_empty()).collect();
    own.templated |= own.has_rel("search") && own.href.contains('{');
    own.alternate = own.alternate.into_iter().filter_map(|other| link(other, url, defects)).collect();
    own.children = own.children.into_iter().filter_map(|other| link(other, url, defects)).collect();
    Some(own)
}

/// A relation in its one form.
pub(crate) fn relation(relation: &str) -> String {
    let relation = relation.trim();
    match relation.to_ascii_lowercase().as_str() {
        "prev" => "previous".to_owned(),
        known @ ("self" | "next" | "previous" | "first" | "last" | "search" | "start" | "up") => {
            known.to_owned()
        }
        other => match other.strip_prefix("https://opds-spec.org/") {
            Some(rest) => format!("http://opds-spec.org/{rest}"),
            None => relation.to_owned(),
        },
    }
}
