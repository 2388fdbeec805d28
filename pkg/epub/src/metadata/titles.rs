//! What it is called, and what it is part of (EPUB 3.3, sections 5.5.3.1.2, 5.5.4 and appendix D.3).

use yueli_markup::xml::Element;
use yueli_publication::{BelongsTo, Collection, Metadata};

use super::metas::Metas;
use super::{dates, people};

/// The title, the subtitle, and how it is filed.
///
/// Of several titles the first one that is called `main` counts, else the first. A further one of no stated type is
/// the same title where it is in another language, else the subtitle, unless there is one that is called so.
pub(crate) fn read(metas: &Metas<'_>, metadata: &mut Metadata) {
    let titles = metas.in_sequence(metas.dc("title"));
    let kind = |title: &Element| metas.refinement(title, "title-type").unwrap_or_default();
    let of_kind = |wanted: &str| titles.iter().copied().find(|title| kind(title) == wanted);
    let untyped = || titles.iter().copied().filter(|title| kind(title).is_empty());
    let Some(main) = of_kind("main").or_else(|| untyped().next()).or_else(|| titles.first().copied()) else {
        return;
    };
    metadata.title = people::localized(metas, main);
    metadata.sort_as = metas
        .refinement(main, "file-as")
        .or_else(|| main.attr("file-as").map(str::to_owned))
        .or_else(|| metas.first("calibre:title_sort"));
    let mut subtitles: Vec<&Element> =
        titles.iter().copied().filter(|title| kind(title) == "subtitle").collect();
    let language = metas.language(main);
    for other in untyped().filter(|other| !std::ptr::eq(*other, main)) {
        let own = metas.language(other);
        if own != language && !own.is_empty() {
            metadata.title.add(own, other.text());
        } else if subtitles.is_empty() && other.text() != main.text() {
            subtitles.push(other);
        }
    }
    let mut subtitles = subtitles.into_iter().map(|title| people::localized(metas, title));
    metadata.subtitle = subtitles.next();
    for (name, wanted) in [("edition", "edition"), ("shortTitle", "short")] {
        if let Some(title) = of_kind(wanted).filter(|title| !std::ptr::eq(*title, main)) {
            metadata.other.insert(name.to_owned(), title.text().into());
        }
    }
    if let Some(dir) = main.attr("dir") {
        metadata.other.insert("titleDir".to_owned(), dir.trim().into());
    }
}

/// Series, sets and collections: EPUB 3's, those that they are part of in turn, titles of the type `collection`, and
/// what calibre writes.
pub(crate) fn belongs_to(metas: &Metas<'_>) -> Option<BelongsTo> {
    let mut whole = BelongsTo::default();
    for element in metas.elements("belongs-to-collection").filter(|element| !element.text().is_empty()) {
        add(metas, element, &mut whole);
        for outer in
            metas.refinements(element, "belongs-to-collection").filter(|outer| !outer.text().is_empty())
        {
            add(metas, outer, &mut whole);
        }
    }
    let titled = metas
        .dc("title")
        .filter(|title| metas.refinement(title, "title-type").as_deref() == Some("collection"));
    for title in titled {
        let name = people::localized(metas, title);
        let known =
            whole.series.iter().chain(&whole.collection).any(|known| known.name.first() == name.first());
        if !known {
            whole.collection.push(Collection { name, position: position(metas, title), identifier: None });
        }
    }
    if let Some(name) = metas.first("calibre:series")
        && whole.series.is_empty()
    {
        let position = metas.first("calibre:series_index").and_then(|position| dates::number(&position));
        whole.series.push(Collection { name: name.into(), position, identifier: None });
    }
    (whole != BelongsTo::default()).then_some(whole)
}

fn add(metas: &Metas<'_>, element: &Element, whole: &mut BelongsTo) {
    let collection = Collection {
        name: people::localized(metas, element),
        position: position(metas, element),
        identifier: metas.refinement(element, "dcterms:identifier"),
    };
    match metas.refinement(element, "collection-type").as_deref() {
        Some("series") => whole.series.push(collection),
        _ => whole.collection.push(collection),
    }
}

/// The place in a collection. Of several levels (`2.3.1`) the first two are one number.
fn position(metas: &Metas<'_>, element: &Element) -> Option<f64> {
    let position = metas.refinement(element, "group-position")?;
    let mut levels = position.trim().split('.');
    let (first, second) = (levels.next()?, levels.next());
    dates::number(&second.map_or_else(|| first.to_owned(), |second| [first, ".", second].concat()))
}
