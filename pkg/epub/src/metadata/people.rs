//! Who made it (EPUB 3.3 section 5.5.3.3, MARC relators).

use std::collections::BTreeSet;

use yueli_markup::xml::Element;
use yueli_publication::{Contributor, LocalizedText, Metadata};

use super::metas::{Metas, tag};

/// The most roles of one person.
const ROLES: usize = 32;

/// Puts everybody where their roles say.
pub(crate) fn read(metas: &Metas<'_>, metadata: &mut Metadata) {
    for element in metas.in_sequence(metas.dc("creator")) {
        place(metas, element, "aut", metadata);
    }
    for element in metas.in_sequence(metas.dc("contributor")) {
        place(metas, element, "", metadata);
    }
    for element in metas.dc("publisher") {
        metadata.publisher.push(person(metas, element));
    }
    let mut known: BTreeSet<String> =
        metadata.narrator.iter().map(|narrator| narrator.name.first().to_owned()).collect();
    for name in metas.all("media:narrator") {
        if known.insert(name.clone()) {
            metadata.narrator.push(Contributor::named(name));
        }
    }
}

fn place(metas: &Metas<'_>, element: &Element, default: &str, metadata: &mut Metadata) {
    let person = person(metas, element);
    let mut others = Vec::new();
    let mut placed = false;
    for role in roles(metas, element, default).into_iter().take(ROLES) {
        let list = match role.as_str() {
            "aut" | "cre" => &mut metadata.author,
            "trl" => &mut metadata.translator,
            "edt" => &mut metadata.editor,
            "ill" => &mut metadata.illustrator,
            "nrt" => &mut metadata.narrator,
            "pbl" => &mut metadata.publisher,
            _ => {
                others.push(role);
                continue;
            }
        };
        placed = true;
        list.push(person.clone());
    }
    if !placed || !others.is_empty() {
        metadata.contributor.push(Contributor { role: others, ..person });
    }
}

fn roles(metas: &Metas<'_>, element: &Element, default: &str) -> Vec<String> {
    let refined = metas.refinements(element, "role").filter(|role| {
        role.attr("scheme")
            .is_none_or(|scheme| scheme.trim().ends_with("marc:relators") || scheme.contains("loc.gov"))
    });
    let mut roles: Vec<String> = refined.map(|role| relator(&role.text())).collect();
    roles.extend(element.attr("role").map(relator));
    roles.retain(|role| !role.is_empty());
    if roles.is_empty() && !default.is_empty() {
        roles.push(default.to_owned());
    }
    // Each role once, in the order they were named.
    let mut known = BTreeSet::new();
    roles.retain(|role| known.insert(role.clone()));
    roles
}

/// A MARC relator's code, also where it is written as a URI.
fn relator(role: &str) -> String {
    role.trim().rsplit(['/', '#', ':']).next().unwrap_or_default().to_ascii_lowercase()
}

fn person(metas: &Metas<'_>, element: &Element) -> Contributor {
    Contributor {
        name: localized(metas, element),
        sort_as: metas
            .refinement(element, "file-as")
            .or_else(|| element.attr("file-as").map(|name| name.trim().to_owned()))
            .filter(|name| !name.is_empty()),
        identifier: metas.refinement(element, "dcterms:identifier"),
        role: Vec::new(),
    }
}

/// The text, with its direction inside it where its letters alone would say another one.
///
/// Wire formats of catalogues have no word for a text's direction, so the isolates of Unicode carry it
/// (EPUB Reading Systems 3.3, section 5.5.2; <https://www.w3.org/TR/string-meta/>).
fn directed(metas: &Metas<'_>, element: &Element) -> String {
    let text = element.text();
    let rtl = match metas.direction(element).as_deref() {
        Some("rtl") => true,
        Some("ltr") => false,
        _ => return text,
    };
    let strong = text.chars().find(|letter| letter.is_alphabetic());
    let starts_rtl = strong.is_some_and(|letter| matches!(u32::from(letter), 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF));
    if rtl == starts_rtl || strong.is_none() {
        return text;
    }
    format!("{}{text}\u{2069}", if rtl { '\u{2067}' } else { '\u{2066}' })
}

/// A text in its language, and in the scripts that it is also given in.
pub(crate) fn localized(metas: &Metas<'_>, element: &Element) -> LocalizedText {
    let mut text = LocalizedText::in_language(metas.language(element), directed(metas, element));
    for other in metas.refinements(element, "alternate-script") {
        text.add(other.attr("lang").map(tag).unwrap_or_default(), other.text());
    }
    text
}
