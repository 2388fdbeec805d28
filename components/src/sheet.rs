//! What is laid over the page for a moment.

use web_sys::{Element, HtmlDialogElement};
use yew::{prelude::*, props};

use crate::id::use_id;
use crate::{IconButton, clicked};

/// Where a sheet lies on desktop. On a phone it always comes from below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SheetSide {
    /// In the middle: a question.
    #[default]
    Middle,
    /// A panel at the upper end, beside its button. The page behind stays in view.
    Panel,
    /// As high as the screen, at the start: contents.
    Start,
    /// As high as the screen, at the end.
    End,
    /// As large as the screen: a picture.
    Whole,
}

/// Props of [`Sheet`].
#[derive(Properties, PartialEq)]
pub struct SheetProps {
    /// Whether it is open.
    pub open: bool,
    /// Its heading.
    pub title: AttrValue,
    /// The name of the button that closes it.
    pub close_label: AttrValue,
    /// Called when the reader wants it closed: the button, Escape, or a press beside it.
    pub onclose: Callback<()>,
    /// Where it lies on desktop.
    #[prop_or_default]
    pub side: SheetSide,
    /// An id, for `aria-controls`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Buttons at its foot.
    #[prop_or_default]
    pub foot: Html,
    /// What it holds; made only while it is open.
    #[prop_or_default]
    pub children: Html,
}

/// A modal sheet. The browser keeps the focus in it, makes the rest inert, and brings the focus back.
#[component]
pub fn Sheet(props: &SheetProps) -> Html {
    let heading = use_id("sheet");
    let dialog = use_node_ref();
    use_modal(&dialog, props.open);
    let oncancel = props.onclose.reform(|event: Event| event.prevent_default());
    let onclick = {
        let onclose = props.onclose.clone();
        Callback::from(move |event: MouseEvent| {
            let beside = event.target_dyn_into::<Element>().is_some_and(|hit| hit.local_name() == "dialog");
            if beside {
                onclose.emit(());
            }
        })
    };
    // Some browsers close it on a second Escape without asking.
    let closed = {
        let (onclose, open) = (props.onclose.clone(), props.open);
        Callback::from(move |_: Event| {
            if open {
                onclose.emit(());
            }
        })
    };
    let side = match props.side {
        SheetSide::Middle => "sheet-middle",
        SheetSide::Panel => "sheet-panel",
        SheetSide::Start => "sheet-start",
        SheetSide::End => "sheet-end",
        SheetSide::Whole => "sheet-whole",
    };
    html! {
        <dialog class={classes!("sheet", side)} ref={dialog} id={props.id.clone()} aria-labelledby={heading.clone()}
            {oncancel} onclose={closed} {onclick}>
            <div class="sheet-page">
                // No header: one that stands in a dialog is a second banner of the page.
                <div class="sheet-head">
                    <h2 id={heading}>{ &props.title }</h2>
                    { props!(IconButton { icon: "close", label: props.close_label.clone(), onclick: clicked(&props.onclose) }) }
                </div>
                if props.open {
                    <div class="sheet-body">{ props.children.clone() }</div>
                    { props.foot.clone() }
                }
            </div>
        </dialog>
    }
}

/// Keeps a dialog as open as it should be.
#[hook]
fn use_modal(dialog: &NodeRef, open: bool) {
    use_effect_with((open, dialog.clone()), |(open, dialog)| {
        let element = dialog.cast::<HtmlDialogElement>();
        if let Some(element) = &element {
            if *open && !element.open() {
                let _ = element.show_modal();
            } else if !*open && element.open() {
                element.close();
            }
        }
        // Taken off the page while it is open, it would not give the focus back.
        move || {
            if let Some(element) = element.filter(HtmlDialogElement::open) {
                element.close();
            }
        }
    });
}
