//! Books of other libraries in lists, and the ways on.

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{BookCard, BookRow, Icon, Tag, Tone};
use yueli_i18n::Catalog;
use yueli_opds::Publication;
use yueli_publication::Link;

use super::address;
use crate::{
    pages::{catalogue::meta, face, loan},
    use_cases::libraries::{Upstream, far},
};

/// A book in a list of `library`'s; `page` is the address of the document that it stands in.
pub fn row(
    publication: &Publication,
    page: &str,
    (library, upstream): (&str, &Upstream),
    level: u8,
    words: &Catalog,
) -> Html {
    let meta = AttrValue::from(meta(publication, words));
    props!(BookRow {
        book: face::face(publication, words),
        href: href(publication, page, library),
        meta,
        tags: tags(publication, upstream, words),
        level
    })
    .into()
}

/// The same as a cover on a shelf.
pub fn card(publication: &Publication, page: &str, library: &str, words: &Catalog) -> Html {
    props!(BookCard { book: face::face(publication, words), href: href(publication, page, library) }).into()
}

/// The page of a book: by the document with all that is known of it, where it has one.
fn href(publication: &Publication, page: &str, library: &str) -> String {
    match publication.details() {
        Some(link) => address::title(library, &link.href, None),
        None => address::title(library, page, Some(&far::identity(publication))),
    }
}

/// Whether it can be had. Lists often do not say.
fn tags(publication: &Publication, upstream: &Upstream, words: &Catalog) -> Html {
    if let Some(lent) = loan::tag(publication, words) {
        return lent;
    }
    if publication.acquisitions().next().is_none() {
        return Html::default();
    }
    match far::readable(publication, upstream) {
        Some(_) => props!(Tag { tone: Tone::Positive, text: words.t("catalogue-tag-readable") }).into(),
        None => props!(Tag { tone: Tone::Caution, text: words.t("catalogue-tag-unreadable") }).into(),
    }
}

/// The ways on of a list: shelves, authors, subjects.
pub fn ways_on(links: &[Link], library: &str, upstream: &Upstream, words: &Catalog) -> Html {
    let way = |link: &Link| {
        let title = link.title.clone().filter(|title| !title.trim().is_empty())?;
        if !upstream.has(&link.href) {
            return None;
        }
        let count = link
            .properties
            .number_of_items
            .map(|count| words.t_args("count-books", &[("count", count.into())]));
        let about = link.properties.other.get("description").and_then(|own| own.as_str()).map(str::to_owned);
        let note = count.or(about);
        Some(html! {
            <li>
                <a href={address::catalogue(library, Some(&link.href), None)}>
                    <span dir="auto"><b>{ title }</b>if let Some(note) = note { <small>{ note }</small> }</span>
                    { props!(Icon { name: "chevron-right", small: true, directional: true }) }
                </a>
            </li>
        })
    };
    html! { <ul class="you-links far-ways" role="list">{ for links.iter().filter_map(way) }</ul> }
}

/// Whether any way on can be gone.
pub fn any_way_on(links: &[Link], upstream: &Upstream) -> bool {
    links
        .iter()
        .any(|link| upstream.has(&link.href) && link.title.as_ref().is_some_and(|own| !own.trim().is_empty()))
}

/// The books of a group, in their order, as cards.
pub fn cards(books: &[Rc<Publication>], page: &str, library: &str, words: &Catalog) -> Vec<Html> {
    books.iter().map(|own| card(own, page, library, words)).collect()
}
