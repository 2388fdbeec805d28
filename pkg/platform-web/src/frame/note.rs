//! A note in a frame of its own: the document that holds it, with everything but the note hidden.
//!
//! So a note keeps its markup, its language and its book's style, under the same isolation as the book.

use std::cell::RefCell;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlIFrameElement};

use super::{
    FrameError, Listener, Palette, ReadingSettings, input,
    sheet::OwnSheet,
    stage::{make_frame, problem_in, wait_for},
};

/// Blocks that are a note when the mark itself is only an anchor inside them.
const BLOCKS: &str = "aside,li,dd,p,div,section,tr,blockquote";

/// Shows one note in a host element, as high as the note is.
pub struct NoteStage {
    frame: HtmlIFrameElement,
    listeners: RefCell<Vec<EventListener>>,
}

impl NoteStage {
    /// Loads the document at `url` and shows the element `id` of it in `host`.
    ///
    /// # Errors
    /// A [`FrameError`]; [`FrameError::Problem`] with `resource-missing` where there is no such element.
    pub async fn show(
        host: &HtmlElement,
        url: &str,
        id: &str,
        title: &str,
        settings: &ReadingSettings,
        listener: &Listener,
    ) -> Result<Self, FrameError> {
        let frame = make_frame(host, url, title)?;
        let stage = Self { frame: frame.clone(), listeners: RefCell::default() };
        let document = wait_for(&frame).await?;
        if let Some(key) = problem_in(&document) {
            return Err(FrameError::Problem(key));
        }
        let missing = || FrameError::Problem("resource-missing".into());
        let target = document.get_element_by_id(id).ok_or_else(missing)?;
        // The title and the rest of the head are no part of the text, whatever they say they are.
        if target.closest("head").ok().flatten().is_some() {
            return Err(missing());
        }
        let note = block_of(target);
        let _ = note.set_attribute("data-yueli-note", "");
        let window = frame.content_window().ok_or_else(missing)?;
        if let Some(sheet) = OwnSheet::add(&document, &window) {
            sheet.set(&css(settings, &Palette::of_page()));
        }
        *stage.listeners.borrow_mut() = input::listen(&document, false, listener);
        let height = note.get_bounding_client_rect().height().ceil() + 8.0;
        let _ = frame.style().set_property("block-size", &format!("{height}px"));
        let _ = frame.class_list().remove_1("is-waiting");
        Ok(stage)
    }
}

impl Drop for NoteStage {
    fn drop(&mut self) {
        self.frame.remove();
    }
}

/// The element itself where it is a block, else the block it stands in.
fn block_of(target: Element) -> Element {
    let has_words = target.text_content().is_some_and(|text| text.trim().chars().count() > 8);
    if has_words && target.matches(BLOCKS).unwrap_or(false) {
        return target;
    }
    target.closest(BLOCKS).ok().flatten().unwrap_or_else(|| target.unchecked_into())
}

fn css(settings: &ReadingSettings, palette: &Palette) -> String {
    let size = 16.0 * settings.font_size.min(1.6);
    let Palette { ink, link, dark, .. } = palette;
    let scheme = if *dark { "dark" } else { "light" };
    format!(
        ":root{{color-scheme:{scheme};background:transparent!important;font-size:{size}px!important;overflow:auto;\
         writing-mode:horizontal-tb!important;columns:auto!important;block-size:auto!important}}\
         body{{margin:0!important;padding:0!important;background:transparent!important;line-height:1.6;\
         font-family:\"Iowan Old Style\",Palatino,P052,\"Songti SC\",\"Noto Serif CJK SC\",serif;\
         writing-mode:horizontal-tb!important;columns:auto!important;block-size:auto!important}}\
         body,body *{{color:{ink}!important}}a:any-link{{color:{link}!important}}\
         body :not(:has([data-yueli-note]),[data-yueli-note],[data-yueli-note] *){{display:none!important}}\
         body :has([data-yueli-note]){{display:block!important;margin:0!important;padding:0!important;border:0!important;\
         background:none!important}}\
         [data-yueli-note]{{display:block!important;margin:0!important;font-size:1rem!important;position:static!important}}\
         [data-yueli-note]>:first-child{{margin-block-start:0}}[data-yueli-note]>:last-child{{margin-block-end:0}}\
         a[role~=doc-backlink],a[*|type~=backlink]{{display:none!important}}"
    )
}
