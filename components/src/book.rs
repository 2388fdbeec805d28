//! Books on shelves and in lists.

use yew::{prelude::*, props};

use crate::{BookFace, Cover, CoverSize, List, Thread};

/// A cover with its title and author below: one link.
#[derive(Properties, PartialEq)]
pub struct BookCard {
    /// The book.
    pub book: BookFace,
    /// Where it leads.
    pub href: AttrValue,
    /// What [`crate::follow`] makes.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// A third line.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Fetched at once.
    #[prop_or_default]
    pub eager: bool,
}

impl From<BookCard> for Html {
    fn from(props: BookCard) -> Self {
        let BookCard { book, href, onclick, note, eager } = props;
        html! {
            <a key={href.to_string()} class="book" {href} {onclick}>
                <Cover book={book.clone()} size={CoverSize::Card} {eager} />
                <b lang={book.lang()} dir="auto">{ book.title }</b>
                if !book.author.is_empty() { <span dir="auto">{ book.author }</span> }
                if let Some(note) = note { <span class="faint">{ note }</span> }
            </a>
        }
    }
}

/// A row of books. On phones it runs off the edge and scrolls; on desktop it is one full row of at most seven.
#[derive(Properties, PartialEq)]
pub struct Shelf {
    /// The accessible name, where no heading stands above.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Covers in rows as many as there is room for, instead of one row.
    #[prop_or_default]
    pub wrap: bool,
    /// The books: [`BookCard`]s.
    pub books: Vec<Html>,
}

impl From<Shelf> for Html {
    fn from(props: Shelf) -> Self {
        html! {
            <ul class={if props.wrap { "shelf-grid" } else { "shelf" }} aria-label={props.label} role="list">
                { for props.books.into_iter().map(|book| html! { <li>{ book }</li> }) }
            </ul>
        }
    }
}

/// A book in a list: cover, title and what there is to say. The title is the link, and covers the row's picture.
#[derive(Properties, PartialEq)]
pub struct BookRow {
    /// The book.
    pub book: BookFace,
    /// Where it leads.
    pub href: AttrValue,
    /// What [`crate::follow`] makes.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// A line below the author: year, subject, length.
    #[prop_or_default]
    pub meta: Option<AttrValue>,
    /// [`crate::Tag`]s.
    #[prop_or_default]
    pub tags: Html,
    /// How far it is read.
    #[prop_or_default]
    pub progress: Option<f64>,
    /// Where its chapters begin.
    #[prop_or_default]
    pub stitches: List<f64>,
    /// What the thread says.
    #[prop_or_default]
    pub progress_label: AttrValue,
    /// Below the words and outside of the link: buttons.
    #[prop_or_default]
    pub actions: Html,
    /// At the end of the row and outside of the link: one icon button.
    #[prop_or_default]
    pub end: Html,
    /// The level of the title's heading: one below the heading above the list.
    #[prop_or(3)]
    pub level: u8,
}

impl From<BookRow> for Html {
    fn from(props: BookRow) -> Self {
        let BookRow { book, href, onclick, progress, stitches, progress_label, .. } = props;
        let rtl = crate::cover::runs_right_to_left(&book.language);
        html! {
            <div class="row-book">
                <Cover book={book.clone()} size={CoverSize::Small} />
                <div class="row-text">
                    <@{format!("h{}", props.level.clamp(2, 6))} class="row-title">
                        <a {href} {onclick} lang={book.lang()} dir="auto">{ book.title }</a>
                    </@>
                    if !book.author.is_empty() { <p class="soft" dir="auto">{ book.author }</p> }
                    if let Some(meta) = props.meta { <p class="faint num">{ meta }</p> }
                    <div class="tags">{ props.tags }</div>
                    if let Some(progress) = progress {
                        { props!(Thread { progress, rtl, stitches, label: progress_label.clone() }) }
                        <p class="faint num" aria-hidden="true">{ progress_label }</p>
                    }
                    <div class="row-actions">{ props.actions }</div>
                </div>
                <div class="row-end">{ props.end }</div>
            </div>
        }
    }
}

/// Books in rows, two columns of them on desktop.
#[derive(Properties, PartialEq)]
pub struct BookList {
    /// The accessible name, where no heading stands above.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The books: [`BookRow`]s, or components with keys that show one.
    pub books: Vec<Html>,
}

impl From<BookList> for Html {
    fn from(props: BookList) -> Self {
        html! {
            <ul class="row-list" aria-label={props.label} role="list">
                { for props.books.into_iter().map(|book| html! { <li>{ book }</li> }) }
            </ul>
        }
    }
}
