//! What a stage lends to the text, and tells of it: the typeface that was chosen, lines, letters.

use futures::channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use web_sys::Document;

use super::{PICTURES_MS, Stage};
use crate::frame::{FrameEvent, Line, fonts, section::Section};

impl Stage {
    /// Lends a document the typeface that was chosen, where no system brings it. One that is slow comes later.
    pub(super) async fn lend_face(&self, document: &Document) {
        let Some(family) = fonts::family_of(self.0.settings.borrow().font_family) else { return };
        let (sender, lent) = oneshot::channel();
        let (stage, document) = (self.clone(), document.clone());
        wasm_bindgen_futures::spawn_local(async move {
            if !fonts::lend(&document, family).await {
                (stage.0.listener)(FrameEvent::NoFace);
            } else if sender.send(()).is_err() {
                stage.lay_out_soon(0);
            }
        });
        futures::future::select(lent, TimeoutFuture::new(PICTURES_MS)).await;
    }

    /// Lends it to the document that is shown, and lays it out again.
    pub(super) fn lend_face_here(&self) {
        let document = self.0.section.borrow().as_ref().map(|section| section.document().clone());
        let stage = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(document) = document {
                stage.lend_face(&document).await;
                stage.lay_out();
            }
        });
    }

    /// The lines on the page that is shown, in reading order.
    pub fn lines(&self) -> Vec<Line> {
        self.0.section.borrow().as_ref().map(Section::lines).unwrap_or_default()
    }

    /// How many letters the section has that is shown, and whether they are Chinese, Japanese or Korean.
    pub fn letters(&self) -> (usize, bool) {
        let section = self.0.section.borrow();
        section.as_ref().map_or((0, false), |section| (section.letters_in_all(), section.is_cjk()))
    }

    /// True where lines are vertical, and true where the text goes on to the left.
    pub fn runs(&self) -> (bool, bool) {
        self.0.section.borrow().as_ref().map(Section::runs).unwrap_or_default()
    }
}
