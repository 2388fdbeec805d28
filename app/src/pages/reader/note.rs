//! A note beside the text.

use std::rc::Rc;

use yew::prelude::*;
use yueli_components::{Button, ButtonKind, ReaderPopup};
use yueli_platform_web::frame::{FrameError, FrameEvent, Listener, NoteStage, ReadingSettings};

use super::model::Note;
use crate::words::use_t;

/// Props of [`NotePopup`].
#[derive(Properties, PartialEq)]
pub struct NotePopupProps {
    /// The note.
    pub note: Note,
    /// How books are laid out.
    pub settings: ReadingSettings,
    /// The book's title, for assistive technology.
    pub title: String,
    /// Closes it.
    pub onclose: Callback<()>,
    /// Goes to where the note stands in the book.
    pub ongo: Callback<String>,
    /// Follows a link inside the note.
    pub onfollow: Callback<String>,
}

/// A note, in a frame of its own.
#[component]
pub fn NotePopup(props: &NotePopupProps) -> Html {
    let t = use_t();
    let host = use_node_ref();
    let missing = use_state(bool::default);
    let shown = use_mut_ref(|| None::<NoteStage>);
    {
        let (host, missing, shown) = (host.clone(), missing.clone(), shown);
        let (settings, onclose, onfollow) =
            (props.settings.clone(), props.onclose.clone(), props.onfollow.clone());
        let title = format!("{} · {}", t.t("reader-note"), props.title);
        use_effect_with(props.note.clone(), move |note| {
            let note = note.clone();
            let follow_instead = onfollow.clone();
            let listener: Listener = Rc::new(move |event| match event {
                FrameEvent::Key { key, .. } if key == "Escape" => {
                    onclose.emit(());
                    true
                }
                FrameEvent::Link(link) => {
                    onfollow.emit(link.href);
                    true
                }
                _ => false,
            });
            if let Some(host) = host.cast::<web_sys::HtmlElement>() {
                wasm_bindgen_futures::spawn_local(async move {
                    match NoteStage::show(&host, &note.url, &note.id, &title, &settings, &listener).await {
                        Ok(stage) => *shown.borrow_mut() = Some(stage),
                        Err(FrameError::Problem(key)) if key == "resource-missing" => {
                            follow_instead.emit(note.href)
                        }
                        Err(_) => missing.set(true),
                    }
                });
            }
        });
    }
    let go = {
        let href = props.note.href.clone();
        props.onfollow.reform(move |_: MouseEvent| href.clone())
    };
    let foot = html! {
        <Button kind={ButtonKind::Quiet} small=true onclick={go}>{ t.t("reader-note-go") }</Button>
    };
    html! {
        <ReaderPopup title={t.t("reader-note")} close_label={t.t("reader-note-close")} onclose={props.onclose.clone()} {foot}>
            <div class="note-stage" ref={host}></div>
            if *missing { <p>{ t.t("reader-problem-section") }</p> }
        </ReaderPopup>
    }
}
