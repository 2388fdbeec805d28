//! The reader's own furniture: bars, contents and notes. The text itself is a frame between them.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlIFrameElement};
use yew::{prelude::*, props};

use crate::{IconButton, List, Thread, aims, clicked};

/// The bar above the text.
#[derive(Properties, PartialEq)]
pub struct ReaderTop {
    /// The book's title.
    pub title: AttrValue,
    /// The title's language.
    #[prop_or_default]
    pub language: Option<AttrValue>,
    /// “Close the book”.
    pub close_label: AttrValue,
    /// Where closing leads.
    pub close_href: AttrValue,
    /// What [`crate::follow`] makes.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// Put away, so that only the text is seen; the focus brings it back.
    #[prop_or_default]
    pub hidden: bool,
    /// “Back to where I was”, where there is a way back, and icon buttons.
    #[prop_or_default]
    pub actions: Html,
}

impl From<ReaderTop> for Html {
    fn from(props: ReaderTop) -> Self {
        let close = props!(IconButton {
            icon: "chevron-left",
            directional: true,
            label: props.close_label,
            href: props.close_href,
            onclick: props.onclick
        });
        html! {
            <header class={classes!("reader-top", props.hidden.then_some("is-away"))}>
                { close }
                <h1 lang={props.language} dir="auto">{ props.title }</h1>
                <div>{ props.actions }</div>
            </header>
        }
    }
}

/// The thread below the text, with the place and what is left.
#[derive(Properties, PartialEq)]
pub struct ReaderFoot {
    /// How far the book is read, from 0 to 1.
    pub progress: f64,
    /// Where the chapters begin.
    #[prop_or_default]
    pub stitches: List<f64>,
    /// What the thread says.
    pub label: AttrValue,
    /// The book runs from right to left.
    #[prop_or_default]
    pub rtl: bool,
    /// Where the reader is, in words.
    #[prop_or_default]
    pub place: AttrValue,
    /// What is left, in words.
    #[prop_or_default]
    pub remaining: Html,
    /// Put away, so that only the text is seen.
    #[prop_or_default]
    pub hidden: bool,
    /// Below the thread: the buttons, where they have no room above the text.
    #[prop_or_default]
    pub below: Html,
    /// Above the thread: page turns, a slider.
    #[prop_or_default]
    pub children: Html,
}

impl From<ReaderFoot> for Html {
    fn from(props: ReaderFoot) -> Self {
        let ReaderFoot { progress, stitches, label, rtl, .. } = props;
        html! {
            <footer class={classes!("reader-foot", props.hidden.then_some("is-away"))}>
                { props.children }
                { props!(Thread { progress, stitches, label, rtl }) }
                <p class="num"><span>{ props.place }</span>{ props.remaining }</p>
                { props.below }
            </footer>
        }
    }
}

/// Props of [`ReaderPopup`].
#[derive(Properties, PartialEq)]
pub struct ReaderPopupProps {
    /// “Note”.
    pub title: AttrValue,
    /// “Close the note”.
    pub close_label: AttrValue,
    /// Called when it is closed.
    pub onclose: Callback<()>,
    /// A way to the note in the book.
    #[prop_or_default]
    pub foot: Html,
    /// The note.
    #[prop_or_default]
    pub children: Html,
}

/// A note that lies on the page without stopping the reading. It takes the focus and gives it back; Escape puts it
/// away.
#[component]
pub fn ReaderPopup(props: &ReaderPopupProps) -> Html {
    let page = use_node_ref();
    use_effect_with(page.clone(), |page| {
        let before = web_sys::window().and_then(|window| window.document()?.active_element());
        // A frame forgets what had the focus in it as soon as the focus leaves it.
        let inside = before
            .as_ref()
            .and_then(|element| element.dyn_ref::<HtmlIFrameElement>()?.content_document()?.active_element());
        if let Some(page) = page.cast::<HtmlElement>() {
            let _ = page.focus();
        }
        move || {
            if let Some(before) = before.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                let _ = before.focus();
            }
            // No `dyn_into`: it is of the frame's window, whose classes are not ours.
            if let Some(inside) = inside {
                let _ = inside.unchecked_into::<HtmlElement>().focus();
            }
        }
    });
    let onkeydown = {
        let onclose = props.onclose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                onclose.emit(());
            }
        })
    };
    html! {
        <div class="popup" role="dialog" aria-label={props.title.clone()} tabindex="-1" ref={page} {onkeydown}>
            <div class="popup-head">
                <b>{ &props.title }</b>
                { props!(IconButton { icon: "close", label: props.close_label.clone(), onclick: clicked(&props.onclose) }) }
            </div>
            <div class="popup-text serif" tabindex="0">{ props.children.clone() }</div>
            { props.foot.clone() }
        </div>
    }
}

/// A line of a table of contents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TocItem {
    /// What the callback gets.
    pub target: AttrValue,
    /// The words.
    pub title: AttrValue,
    /// At the end of the line: a page, a percentage.
    pub note: Option<AttrValue>,
    /// How deep it stands, from 0.
    pub depth: u8,
    /// Whether the reader is there.
    pub current: bool,
}

/// Props of [`Toc`].
#[derive(Properties, PartialEq)]
pub struct TocProps {
    /// The name of the list.
    pub label: AttrValue,
    /// The lines in order, each with its depth.
    pub items: List<TocItem>,
    /// The language of the titles.
    #[prop_or_default]
    pub language: Option<AttrValue>,
    /// Called with a target.
    pub onselect: Callback<AttrValue>,
    /// Called with the target that will perhaps be chosen: it is pointed at, or has the focus.
    #[prop_or_default]
    pub onaim: Callback<AttrValue>,
    /// Short lines side by side: printed page numbers.
    #[prop_or_default]
    pub grid: bool,
}

/// Contents, printed pages or the parts of a book.
#[component]
pub fn Toc(props: &TocProps) -> Html {
    let (onpointerover, onfocusin) = {
        let (items, onaim) = (props.items.clone(), props.onaim.clone());
        aims(&Callback::from(move |at: usize| {
            if let Some(item) = items.get(at) {
                onaim.emit(item.target.clone());
            }
        }))
    };
    let item = |(at, item): (usize, &TocItem)| {
        let (target, onselect) = (item.target.clone(), props.onselect.clone());
        let onclick = Callback::from(move |_: MouseEvent| onselect.emit(target.clone()));
        html! {
            <li style={format!("--depth:{}", item.depth.min(6))}>
                <button type="button" data-at={at.to_string()} aria-current={item.current.then_some("true")} {onclick}>
                    <span dir="auto">{ &item.title }</span>
                    if let Some(note) = &item.note { <small class="num">{ note }</small> }
                </button>
            </li>
        }
    };
    html! {
        <nav aria-label={props.label.clone()}>
            <ol class={if props.grid { "toc toc-grid" } else { "toc" }} lang={props.language.clone()} role="list"
                {onpointerover} {onfocusin}>
                { for props.items.iter().enumerate().map(item) }
            </ol>
        </nav>
    }
}
