//! The book that is open on the table: where the reader left off.

use yew::{prelude::*, props};

use crate::{BookFace, Button, ButtonKind, Cover, CoverSize, List, Thread};

/// An open spread: the cover on one page, the words where the reader left off on the other.
#[derive(Properties, PartialEq)]
pub struct SpreadCard {
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
    pub further: Html,
}

impl From<SpreadCard> for Html {
    fn from(props: SpreadCard) -> Self {
        let SpreadCard { book, kicker, progress, stitches, href, action, onclick, .. } = props;
        let rtl = crate::cover::runs_right_to_left(&book.language);
        let bare = props.quote.is_none();
        html! {
            <section class={classes!("spread", bare.then_some("spread-bare"))}
                aria-label={format!("{kicker} {}", book.title)}>
                <div class="spread-cover"><Cover book={book.clone()} size={CoverSize::Large} eager=true /></div>
                <div class="spread-text">
                    <div class="kicker" role="heading" aria-level={props.level.to_string()}>{ kicker }</div>
                    if let Some(quote) = props.quote {
                        <blockquote class="serif" lang={book.lang()} dir="auto">{ quote }</blockquote>
                    }
                    <p class="spread-title">
                        <b class="serif" lang={book.lang()} dir="auto">{ &book.title }</b>
                        if bare && !book.author.is_empty() {
                            <span class="soft" dir="auto">{ &book.author }</span>
                        }
                        if let Some(chapter) = props.chapter {
                            <span class="soft" lang={book.lang()} dir="auto">{ chapter }</span>
                        }
                    </p>
                    <div class="spread-place">
                        { props!(Thread { progress, rtl, stitches, label: props.progress_label }) }
                        if let Some(remaining) = props.remaining { <p class="soft num">{ remaining }</p> }
                    </div>
                    <div class="spread-actions">
                        <Button kind={ButtonKind::Primary} icon="book-open" {href}
                            label={format!("{action} {}", book.title)} {onclick}>{ action.clone() }</Button>
                        { props.further }
                    </div>
                </div>
            </section>
        }
    }
}
