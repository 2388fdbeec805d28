//! Whatever a catalogue answers, read for what it is.

use std::borrow::Cow;

use serde_json::Value;
use yueli_markup::{decode, xml};
use yueli_publication::json::FromJson;

use crate::{
    AUTHENTICATION, Authentication, Defect, DefectKind, Description, Feed, PUBLICATION, Publication,
    Unreadable, atom, defect::Defects, mend, settle,
};

/// The most that is read of one document, in bytes; what comes after is left out.
pub const MOST_BYTES: usize = 10 << 20;
/// The most entries that are read of one list (publications, navigation, groups, facets, links of one of them).
pub const MOST_ENTRIES: usize = 5_000;

/// What a catalogue answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    /// A list.
    Feed(Box<Feed>),
    /// One publication.
    Publication(Box<Publication>),
    /// How one signs in.
    Authentication(Box<Authentication>),
    /// How one searches.
    Search(Box<Description>),
}

/// A document, and what was wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What it is.
    pub document: Document,
    /// What was wrong. Empty for most documents.
    pub defects: Vec<Defect>,
}

impl Reading {
    /// The feed, where it is one.
    pub fn feed(self) -> Option<Feed> {
        match self.document {
            Document::Feed(feed) => Some(*feed),
            _ => None,
        }
    }

    /// The publication, where it is one.
    pub fn publication(self) -> Option<Publication> {
        match self.document {
            Document::Publication(publication) => Some(*publication),
            _ => None,
        }
    }
}

/// Reads what a catalogue answered. `media_type` is its `Content-Type`, as far as there is one; where it contradicts the
/// body, the body is believed. `url` is the address that it came from in the end: links are resolved against it.
///
/// # Errors
/// Where it is nothing of a catalogue, or nothing can be read at all: see [`Unreadable`].
pub fn read(body: &[u8], media_type: Option<&str>, url: &str) -> Result<Reading, Unreadable> {
    let mut defects = Defects::default();
    let kept = body.get(..MOST_BYTES).unwrap_or(body);
    if kept.len() < body.len() {
        defects.add(DefectKind::TooLong, format!("{} bytes", body.len()));
    }
    let text = decode(kept);
    let text = text
        .trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}' || letter == '\0');
    let document = match text.chars().next() {
        None => return Err(Unreadable::Empty),
        Some('{' | '[') => json(text, media_type, url, &mut defects)?,
        Some('<') => markup(text, url, &mut defects)?,
        Some(_) => return Err(Unreadable::Garbage),
    };
    Ok(Reading { document, defects: defects.into_list() })
}

fn json(
    text: &str,
    media_type: Option<&str>,
    url: &str,
    defects: &mut Defects,
) -> Result<Document, Unreadable> {
    let mended = mend::parse(text).ok_or(Unreadable::Garbage)?;
    if mended.is_cut {
        defects.add(DefectKind::CutOff, "JSON that does not end");
    } else if mended.left_out > 0 {
        defects.add(DefectKind::EntryLeftOut, format!("{} elements are no JSON", mended.left_out));
    } else if mended.is_malformed {
        defects.add(DefectKind::Malformed, "control characters in JSON");
    }
    let value = mended.value;
    let is = |known: &str| media_type.is_some_and(|own| own.trim().to_ascii_lowercase().starts_with(known));
    let has = |names: &[&str]| names.iter().any(|name| value.get(name).is_some());
    if has(&["authentication"]) && !has(&["metadata"]) || is(AUTHENTICATION) {
        let document =
            Authentication::from_json(value).ok_or_else(|| Unreadable::SomethingElse("a list".into()))?;
        return Ok(Document::Authentication(Box::new(document.settled(url))));
    }
    let is_list = has(&["publications", "navigation", "groups", "facets", "catalogs"]);
    let is_publication = has(&["metadata"]) && (is(PUBLICATION) || has(&["images"]) || is_acquirable(&value));
    if !is_list && is_publication {
        let read = Publication::from_json(value).and_then(|own| settle::publication(own, url, defects));
        let publication =
            read.ok_or_else(|| Unreadable::SomethingElse("a publication without a title".into()))?;
        return Ok(Document::Publication(Box::new(publication)));
    }
    if value.as_object().is_some_and(serde_json::Map::is_empty) {
        return Err(Unreadable::Garbage);
    }
    let is_feed = is_list || has(&["metadata"]) && has(&["links"]);
    if !is_feed {
        let names = value.as_object().map(|map| map.keys().take(5).cloned().collect::<Vec<_>>().join(", "));
        return Err(Unreadable::SomethingElse(names.unwrap_or_else(|| "a list".to_owned())));
    }
    Ok(Document::Feed(Box::new(settle::json_feed(value, url, defects))))
}

/// Whether the document itself has links to get it, so that it is a publication whatever it is called.
fn is_acquirable(value: &Value) -> bool {
    let links = value.get("links").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    links.iter().take(MOST_ENTRIES).any(|link| {
        let rel = link.get("rel").unwrap_or(&Value::Null);
        let one =
            rel.as_str().into_iter().chain(rel.as_array().into_iter().flatten().filter_map(Value::as_str));
        one.into_iter().any(|rel| crate::AcquisitionKind::of(rel).is_some())
    })
}

fn markup(text: &str, url: &str, defects: &mut Defects) -> Result<Document, Unreadable> {
    if is_page(text) {
        return Err(Unreadable::Page(page_title(text)));
    }
    let (root, problems) = xml::parse(text.as_bytes());
    if root.name.is_empty() {
        return Err(Unreadable::Garbage);
    }
    if let Some(problem) = problems.first() {
        let is_cut = problem.detail.starts_with("elements without an end tag");
        let kind = if is_cut { DefectKind::CutOff } else { DefectKind::Malformed };
        defects.add(kind, problem.detail.clone());
    }
    match root.name.to_ascii_lowercase().as_str() {
        "feed" => Ok(Document::Feed(Box::new(atom::feed(&root, url, defects)))),
        "entry" => {
            let entry = atom::single(&root, url, defects);
            let publication = entry.ok_or_else(|| Unreadable::SomethingElse("an empty entry".to_owned()))?;
            Ok(Document::Publication(Box::new(publication)))
        }
        "opensearchdescription" => Ok(Document::Search(Box::new(Description::from_xml(&root, url)))),
        "html" => Err(Unreadable::Page(root.find("title").map(xml::Element::text).unwrap_or_default())),
        _ => Err(Unreadable::SomethingElse(root.name)),
    }
}

/// Whether the text is a web page, as far as its beginning shows.
fn is_page(text: &str) -> bool {
    let mut rest = text;
    // An XML declaration and comments may stand before either.
    while let Some(inner) = rest.strip_prefix("<?").or_else(|| rest.strip_prefix("<!--")) {
        let end = if rest.starts_with("<?") { "?>" } else { "-->" };
        rest = inner.split_once(end).map_or("", |(_, after)| after.trim_start());
    }
    let beginning: String = rest.chars().take(40).flat_map(char::to_lowercase).collect();
    beginning.starts_with("<!doctype html")
        || ["<html", "<head", "<body"].iter().any(|tag| beginning.starts_with(tag))
}

/// The title of a page, at most 200 letters.
fn page_title(text: &str) -> String {
    let beginning: Cow<'_, str> = text.chars().take(20_000).collect::<String>().into();
    let lower = beginning.to_ascii_lowercase();
    let title = lower.find("<title").and_then(|at| {
        let start = at + lower.get(at..)?.find('>')? + 1;
        let end = start + lower.get(start..)?.find('<')?;
        beginning.get(start..end)
    });
    yueli_markup::text::plain(title.unwrap_or_default()).trim().chars().take(200).collect()
}
