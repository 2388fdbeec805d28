//! Metadata: EPUB 3.3 section 5.5, OPF 2.0.1 section 2.2.

mod accessibility;
mod dates;
mod identifiers;
mod metas;
mod people;
mod titles;

use std::collections::BTreeSet;

use serde_json::Value;
use yueli_markup::text;
use yueli_markup::xml::Element;
use yueli_publication::{LocalizedText, Metadata, Problem, ProblemCode, ReadingProgression, Subject, url};

use self::metas::{Metas, tag};
use crate::package::Package;
use crate::rendition;

/// Reads the metadata of a package.
pub(crate) fn read(package: &Package, problems: &mut Vec<Problem>) -> Metadata {
    let metas = Metas::new(package);
    let mut conforms_to = accessibility::conforms_to(&metas);
    let mut metadata = Metadata {
        kind: Some("http://schema.org/Book".to_owned()),
        accessibility: accessibility::read(&metas, &mut conforms_to),
        conforms_to: vec!["https://readium.org/webpub-manifest/profiles/epub".to_owned()],
        identifier: identifiers::unique(package, &metas).map(|element| {
            let scheme = metas.refinement(element, "identifier-type");
            identifiers::uri(&element.text(), scheme.as_deref().or(element.attr("scheme")))
        }),
        language: languages(&metas),
        subject: metas.dc("subject").map(|element| subject(&metas, element)).collect(),
        description: description(&metas),
        published: published(&metas),
        modified: modified(&metas),
        duration: metas.first("media:duration").and_then(|clock| dates::seconds(&clock)),
        belongs_to: titles::belongs_to(&metas),
        ..Metadata::default()
    };
    metadata.conforms_to.append(&mut conforms_to);
    titles::read(&metas, &mut metadata);
    people::read(&metas, &mut metadata);
    layout(&metas, &mut metadata);
    other(package, &metas, &mut metadata);
    metadata.reading_progression = progression(package, &metadata);
    for (lacks, what) in [
        (metadata.title.is_empty(), "title"),
        (metadata.identifier.is_none(), "identifier"),
        (metadata.language.is_empty(), "language"),
    ] {
        if lacks {
            problems.push(Problem::at(ProblemCode::PackageIncomplete, &package.path, format!("no {what}")));
        }
    }
    metadata
}

/// Every identifier as it is written, that of the package first.
pub(crate) fn identifiers(package: &Package) -> Vec<String> {
    let metas = Metas::new(package);
    let unique = identifiers::unique(package, &metas);
    unique.into_iter().chain(metas.dc("identifier")).map(Element::raw_text).collect()
}

/// The path of the cover image: EPUB 3's property, EPUB 2's `meta`, else an image that is called so.
pub(crate) fn cover(package: &Package) -> Option<String> {
    let is_image = |media_type: &str| media_type.starts_with("image/");
    if let Some(item) = package.items.iter().find(|item| item.has_property("cover-image")) {
        return Some(item.href.clone());
    }
    if let Some(named) = Metas::new(package).first("cover") {
        let item = package.item(&named).or_else(|| package.item_at(&url::resolve(&package.path, &named)));
        if let Some(item) = item.filter(|item| is_image(&item.media_type)) {
            return Some(item.href.clone());
        }
    }
    let called = ["cover", "cover-image", "coverimage", "cover-img"];
    let item = package.items.iter().find(|item| {
        is_image(&item.media_type) && called.iter().any(|name| item.id.eq_ignore_ascii_case(name))
    });
    item.map(|item| item.href.clone())
}

fn languages(metas: &Metas<'_>) -> Vec<String> {
    let mut known = BTreeSet::new();
    let languages = metas.dc("language").map(|element| tag(&element.text()));
    languages
        .filter(|language| !language.eq_ignore_ascii_case("und") && known.insert(language.clone()))
        .collect()
}

fn subject(metas: &Metas<'_>, element: &Element) -> Subject {
    let get = |property: &str| {
        metas
            .refinement(element, property)
            .or_else(|| element.attr(property).map(|value| value.trim().to_owned()))
    };
    Subject {
        name: LocalizedText::in_language(metas.language(element), element.text()),
        sort_as: get("file-as"),
        code: get("term"),
        scheme: get("authority"),
    }
}

fn description(metas: &Metas<'_>) -> Option<String> {
    let raw = metas.dc("description").next()?.raw_text();
    // Descriptions with tags in them keep their paragraphs; others are one.
    let plain = text::plain(&raw);
    (!plain.is_empty()).then_some(plain)
}

fn published(metas: &Metas<'_>) -> Option<String> {
    let event = |element: &&Element| element.attr("event").unwrap_or_default().trim().to_ascii_lowercase();
    let said =
        metas.dc("date").find(|date| matches!(event(date).as_str(), "publication" | "original-publication"));
    let plain = || metas.dc("date").find(|date| event(date).is_empty());
    let date = said.or_else(plain).map(Element::text).or_else(|| metas.first("dcterms:issued"));
    dates::iso(&date?)
}

fn modified(metas: &Metas<'_>) -> Option<String> {
    let said = metas.first("dcterms:modified").and_then(|date| dates::iso(&date));
    said.or_else(|| {
        let date = metas.dc("date").find(|date| date.attr("event").map(str::trim) == Some("modification"))?;
        dates::iso(&date.text())
    })
}

/// Layout, the first of each property; EPUB 3.4's names do without the prefix.
fn layout(metas: &Metas<'_>, metadata: &mut Metadata) {
    let get = |name: &str| {
        metas.first(&format!("rendition:{name}")).or_else(|| metas.elements(name).next().map(Element::text))
    };
    let fixed = metas.first("fixed-layout").filter(|value| value.eq_ignore_ascii_case("true"));
    let legacy = fixed.map(|_| "pre-paginated".to_owned());
    metadata.layout = get("layout").or(legacy).and_then(|value| rendition::layout(&value));
    let flow = get("flow");
    if flow.as_deref() == Some("scrolled-continuous") {
        metadata.other.insert("continuous".to_owned(), Value::Bool(true));
    }
    metadata.overflow = flow.and_then(|value| rendition::overflow(&value)).map(str::to_owned);
    metadata.spread = get("spread").and_then(|value| rendition::spread(&value)).map(str::to_owned);
    metadata.orientation =
        get("orientation").and_then(|value| rendition::orientation(&value)).map(str::to_owned);
}

/// What nobody else reads, kept under its own name: only names that no field of ours can have.
fn other(package: &Package, metas: &Metas<'_>, metadata: &mut Metadata) {
    const READ: [&str; 8] = [
        "dcterms:modified",
        "dcterms:conformsTo",
        "schema:acc",
        "a11y:",
        "rendition:",
        "calibre:series",
        "calibre:title_sort",
        "belongs-to-",
    ];
    if let Some(dir) = package.root.attr("dir") {
        metadata.other.insert("dir".to_owned(), dir.trim().into());
    }
    for (name, value) in metas.pairs() {
        let ours = !name.contains([':', '-']) || READ.iter().any(|read| name.starts_with(read));
        if !ours && !value.is_empty() && !metadata.other.contains_key(name) {
            metadata.other.insert(name.to_owned(), value.into());
        }
    }
}

/// Which way pages turn: as the spine says; else from the writing mode that Kindle books name, and for
/// languages that are written from right to left.
fn progression(package: &Package, metadata: &Metadata) -> Option<ReadingProgression> {
    let spine = package.root.find("spine").and_then(|spine| spine.attr("page-progression-direction"));
    match spine.map(str::trim) {
        Some("ltr") => return Some(ReadingProgression::Ltr),
        Some("rtl") => return Some(ReadingProgression::Rtl),
        _ => {}
    }
    let mode = metadata.other.get("primary-writing-mode").and_then(Value::as_str).unwrap_or_default();
    if mode.ends_with("-rl") {
        return Some(ReadingProgression::Rtl);
    }
    is_right_to_left(metadata.main_language()).then_some(ReadingProgression::Rtl)
}

fn is_right_to_left(language: &str) -> bool {
    const LANGUAGES: [&str; 14] =
        ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "ug", "ur", "yi"];
    const SCRIPTS: [&str; 6] = ["adlm", "arab", "hebr", "nkoo", "syrc", "thaa"];
    let tag = language.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4) {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&primary),
    }
}

#[cfg(test)]
mod tests;
