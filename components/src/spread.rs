//! The book that is open on the table: where the reader left off.

use yew::prelude::*;

use crate::{BookFace, Button, ButtonKind, Cover, CoverSize, List, Thread};

/// Props of [`SpreadCard`].
#[derive(Properties, PartialEq)]
pub struct SpreadCardProps {
    /// The book.
    pub book: BookFace,
    /// “Where you left off”.
    pub kicker: AttrValue,
    /// The words at the place. Without them the title is shown large.
    #[prop_or_default]
    pub quote: Option<AttrValue>,
    /// The chapter.
    #[prop_or_default]
    pub chapter: Option<AttrValue>,
    /// How far it is read, from 0 to 1.
    pub progress: f64,
    /// Where the chapters begin.
    #[prop_or_default]
    pub stitches: List<f64>,
    /// What the thread says.
    pub progress_label: AttrValue,
    /// What is left, in words.
    #[prop_or_default]
    pub remaining: Option<AttrValue>,
    /// Where reading goes on.
    pub href: AttrValue,
    /// “Read on”.
    pub action: AttrValue,
    /// What [`crate::follow`] makes.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// The heading's level, for the accessible outline.
    #[prop_or(2)]
    pub level: u8,
    /// Further buttons.
    #[prop_or_default]
    pub children: Html,
}

/// An open spread: the cover on one page, the words where the reader left off on the other.
#[component]
pub fn SpreadCard(props: &SpreadCardProps) -> Html {
    let book = &props.book;
    let rtl = crate::cover::runs_right_to_left(&book.language);
    html! {
        <section class={classes!("spread", props.quote.is_none().then_some("spread-bare"))}
            aria-label={format!("{} {}", props.kicker, book.title)}>
            <div class="spread-cover"><Cover book={book.clone()} size={CoverSize::Large} eager=true /></div>
            <div class="spread-text">
                <div class="kicker" role="heading" aria-level={props.level.to_string()}>{ &props.kicker }</div>
                if let Some(quote) = &props.quote {
                    <blockquote class="serif" lang={book.lang()} dir="auto">{ quote }</blockquote>
                }
                <p class="spread-title">
                    <b class="serif" lang={book.lang()} dir="auto">{ &book.title }</b>
                    if props.quote.is_none() && !book.author.is_empty() {
                        <span class="soft" dir="auto">{ &book.author }</span>
                    }
                    if let Some(chapter) = &props.chapter {
                        <span class="soft" lang={book.lang()} dir="auto">{ chapter }</span>
                    }
                </p>
                <div class="spread-place">
                    <Thread progress={props.progress} {rtl} stitches={props.stitches.clone()}
                        label={props.progress_label.clone()} />
                    if let Some(remaining) = &props.remaining { <p class="soft num">{ remaining }</p> }
                </div>
                <div class="spread-actions">
                    <Button kind={ButtonKind::Primary} icon="book-open" href={props.href.clone()}
                        label={format!("{} {}", props.action, book.title)} onclick={props.onclick.clone()}>
                        { &props.action }
                    </Button>
                    { props.children.clone() }
                </div>
            </div>
        </section>
    }
}
