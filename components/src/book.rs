//! Books on shelves and in lists.

use yew::prelude::*;

use crate::{BookFace, Cover, CoverSize, List, Thread};

/// Props of [`BookCard`].
#[derive(Properties, PartialEq)]
pub struct BookCardProps {
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

/// A cover with its title and author below: one link.
#[component]
pub fn BookCard(props: &BookCardProps) -> Html {
    let book = &props.book;
    html! {
        <a class="book" href={props.href.clone()} onclick={props.onclick.clone()}>
            <Cover book={book.clone()} size={CoverSize::Card} eager={props.eager} />
            <b lang={book.lang()} dir="auto">{ &book.title }</b>
            if !book.author.is_empty() { <span dir="auto">{ &book.author }</span> }
            if let Some(note) = &props.note { <span class="faint">{ note }</span> }
        </a>
    }
}

/// Props of [`Shelf`].
#[derive(Properties, PartialEq)]
pub struct ShelfProps {
    /// The accessible name, where no heading stands above.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Covers in rows as many as there is room for, instead of one row.
    #[prop_or_default]
    pub wrap: bool,
    /// The books: [`BookCard`]s with keys.
    #[prop_or_default]
    pub children: Children,
}

/// A row of books. On phones it runs off the edge and scrolls; on desktop it is one full row of at most seven.
#[component]
pub fn Shelf(props: &ShelfProps) -> Html {
    html! {
        <ul class={if props.wrap { "shelf-grid" } else { "shelf" }} aria-label={props.label.clone()} role="list">
            { for props.children.iter().map(|child| html! { <li>{ child }</li> }) }
        </ul>
    }
}

/// Props of [`BookRow`].
#[derive(Properties, PartialEq)]
pub struct BookRowProps {
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

/// A book in a list: cover, title and what there is to say. The title is the link, and covers the row's picture.
#[component]
pub fn BookRow(props: &BookRowProps) -> Html {
    let book = &props.book;
    let rtl = crate::cover::runs_right_to_left(&book.language);
    html! {
        <div class="row-book">
            <Cover book={book.clone()} size={CoverSize::Small} />
            <div class="row-text">
                <@{format!("h{}", props.level.clamp(2, 6))} class="row-title">
                    <a href={props.href.clone()} onclick={props.onclick.clone()} lang={book.lang()} dir="auto">
                        { &book.title }
                    </a>
                </@>
                if !book.author.is_empty() { <p class="soft" dir="auto">{ &book.author }</p> }
                if let Some(meta) = &props.meta { <p class="faint num">{ meta }</p> }
                <div class="tags">{ props.tags.clone() }</div>
                if let Some(progress) = props.progress {
                    <Thread {progress} {rtl} stitches={props.stitches.clone()} label={props.progress_label.clone()} />
                    <p class="faint num" aria-hidden="true">{ &props.progress_label }</p>
                }
                <div class="row-actions">{ props.actions.clone() }</div>
            </div>
            <div class="row-end">{ props.end.clone() }</div>
        </div>
    }
}

/// Props of [`BookList`].
#[derive(Properties, PartialEq)]
pub struct BookListProps {
    /// The accessible name, where no heading stands above.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The books: [`BookRow`]s with keys.
    #[prop_or_default]
    pub children: Children,
}

/// Books in rows, two columns of them on desktop.
#[component]
pub fn BookList(props: &BookListProps) -> Html {
    html! {
        <ul class="row-list" aria-label={props.label.clone()} role="list">
            { for props.children.iter().map(|child| html! { <li>{ child }</li> }) }
        </ul>
    }
}
