//! What is on the screen: flowing text, or fixed pages. Only one of them at a time.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::JsCast;
use yueli_platform_web::frame::{
    FixedPage, FixedStage, FrameError, FrameEvent, Listener, Mark, Palette, Pictures, Place, ReadingSettings,
    Stage, Target,
};

/// A side of a spread: address and title of its page, or nothing where it is blank.
pub type Side = Option<(String, String)>;

/// A stage that was made ready before the book was opened.
#[derive(Clone)]
pub enum MadeReady {
    /// Flowing text.
    Flowing(Stage),
    /// Fixed pages.
    Fixed(FixedStage),
}

/// The frames' host, and what stands in it.
pub struct Screen {
    host: web_sys::HtmlElement,
    listener: Listener,
    pictures: Pictures,
    settings: RefCell<ReadingSettings>,
    calm: RefCell<bool>,
    flowing: RefCell<Option<Stage>>,
    fixed: RefCell<Option<FixedStage>>,
}

impl Screen {
    /// A screen in `host`; `pictures` says where pictures are that are made as large as they are shown.
    pub fn new(host: web_sys::HtmlElement, listener: Listener, pictures: Pictures) -> Self {
        Self {
            host,
            listener,
            pictures,
            settings: RefCell::default(),
            calm: RefCell::default(),
            flowing: RefCell::default(),
            fixed: RefCell::default(),
        }
    }

    /// Takes everything off the screen, what waits out of sight too: it was made for something else.
    pub fn clear(&self) {
        self.flowing.borrow_mut().take();
        self.fixed.borrow_mut().take();
    }

    /// Shows a document of flowing text.
    pub async fn show_flowing(
        &self,
        url: &str,
        title: &str,
        wants_scroll: bool,
        target: &Target,
    ) -> Result<(), FrameError> {
        let stage = self.flowing.borrow_mut().get_or_insert_with(|| self.new_stage()).clone();
        let shown = stage.show(url, title, wants_scroll, target).await;
        if shown.is_ok() {
            self.fixed.borrow_mut().take();
        }
        shown
    }

    /// Makes a document of flowing text ready, beside the one that is shown; of a long one the part with `target`.
    pub async fn prepare(&self, url: &str, title: &str, wants_scroll: bool, target: &Target) {
        let stage = self.flowing.borrow().clone();
        if let Some(stage) = stage {
            stage.prepare(url, title, wants_scroll, target).await;
        }
    }

    /// True where `target` is in the part of its document that is shown.
    pub fn covers(&self, target: &Target) -> bool {
        self.flowing.borrow().as_ref().is_some_and(|stage| stage.covers(target))
    }

    /// Where a long document goes on, after what is shown of it or before.
    pub fn beside(&self, forward: bool) -> Option<Target> {
        self.flowing.borrow().as_ref().and_then(|stage| stage.beside(forward))
    }

    /// Makes fixed pages ready, beside those that are shown.
    pub async fn prepare_fixed(&self, pages: Vec<Side>) {
        let stage = self.fixed.borrow().clone();
        if let Some(stage) = stage {
            stage.prepare(&fixed_pages(pages)).await;
        }
    }

    /// Takes over a stage on which a section is ready, with its frames.
    pub fn take_over(&self, stage: MadeReady) {
        match stage {
            MadeReady::Flowing(stage) => {
                if stage.move_to(self.host.clone()) {
                    stage.set_calm(*self.calm.borrow());
                    stage.set_settings(self.settings());
                    *self.flowing.borrow_mut() = Some(stage);
                }
            }
            MadeReady::Fixed(stage) => {
                if stage.move_to(self.host.clone()) {
                    stage.set_settings(&self.settings());
                    *self.fixed.borrow_mut() = Some(stage);
                }
            }
        }
    }

    fn new_stage(&self) -> Stage {
        let settings = self.settings.borrow().clone();
        let stage = Stage::new(self.host.clone(), settings, Palette::of_page(), Rc::clone(&self.listener));
        stage.set_calm(*self.calm.borrow());
        stage
    }

    /// Shows fixed pages, from left to right: (address, title), or a blank side. The target is on the page `on`.
    pub async fn show_fixed(&self, pages: Vec<Side>, on: usize, target: &Target) -> Result<(), FrameError> {
        let fresh = || {
            let (listener, pictures) = (Rc::clone(&self.listener), Rc::clone(&self.pictures));
            FixedStage::new(self.host.clone(), &self.settings.borrow(), listener, pictures)
        };
        let stage = self.fixed.borrow_mut().get_or_insert_with(fresh).clone();
        let shown = stage.show(&fixed_pages(pages), on, target).await;
        if shown.is_ok() {
            self.flowing.borrow_mut().take();
            (self.listener)(FrameEvent::Moved(one_page()));
        }
        shown
    }

    /// The width of what is shown, in CSS pixels.
    pub fn width(&self) -> f64 {
        f64::from(self.host.client_width())
    }

    /// True where two fixed pages side by side fit better than one.
    pub fn has_room_for_two(&self) -> bool {
        has_room_for_two(&self.host, &self.settings.borrow())
    }

    /// Whatever slides in is there at once; where, if anything did.
    pub fn arrive(&self) -> Option<Place> {
        self.flowing.borrow().as_ref().filter(|stage| stage.arrive())?.place()
    }

    /// The place that is shown.
    pub fn place(&self) -> Option<Place> {
        match &*self.flowing.borrow() {
            Some(stage) => stage.place(),
            None => self.fixed.borrow().as_ref().map(|_| one_page()),
        }
    }

    /// Of `ids`, in document order, the index of the last that has begun on the page that is shown.
    pub fn last_id_here(&self, ids: &[String]) -> Option<usize> {
        self.flowing.borrow().as_ref().and_then(|stage| stage.last_id_here(ids))
    }

    /// Turns a page inside the section; false at its end.
    pub fn turn(&self, forward: bool) -> bool {
        match &*self.flowing.borrow() {
            Some(stage) => stage.turn(forward),
            None => self.fixed.borrow().as_ref().is_some_and(|stage| stage.turn(forward)),
        }
    }

    /// Moves by an arrow key on a fixed page that is larger than the screen; false where there is nothing that way.
    pub fn pan(&self, key: &str) -> bool {
        self.fixed.borrow().as_ref().is_some_and(|stage| stage.pan(key))
    }

    /// False where a picture has not come that was asked for.
    pub fn is_whole(&self) -> bool {
        self.fixed.borrow().as_ref().is_none_or(FixedStage::is_whole)
    }

    /// True where a document that is shown could not be made well-formed: the worker made HTML of it.
    pub fn is_mended(&self) -> bool {
        let Ok(frames) = self.host.query_selector_all("iframe:not(.is-waiting)") else { return false };
        (0..frames.length()).filter_map(|index| frames.item(index)).any(|frame| {
            // Of the frame's own window, whose classes are not ours.
            let document = frame.unchecked_into::<web_sys::HtmlIFrameElement>().content_document();
            document.is_some_and(|document| document.content_type() == "text/html")
        })
    }

    /// True where what is shown are pages of a fixed size.
    pub fn is_fixed(&self) -> bool {
        self.fixed.borrow().is_some()
    }

    /// Goes to a target in the section that is shown.
    pub fn go(&self, target: &Target) {
        let stage = self.flowing.borrow().clone();
        if let Some(stage) = stage {
            stage.go(target);
        }
    }

    /// Draws these marks in the text that is shown, and no others.
    pub fn set_marks(&self, marks: &[Mark]) {
        if let Some(stage) = &*self.flowing.borrow() {
            stage.set_marks(marks);
        }
    }

    /// The stage of flowing text, for what only words have: marks and choices.
    pub fn text(&self) -> Option<Stage> {
        self.flowing.borrow().clone()
    }

    /// How books are laid out.
    pub fn settings(&self) -> ReadingSettings {
        self.settings.borrow().clone()
    }

    /// Changes how books are laid out.
    pub fn set_settings(&self, settings: &ReadingSettings) {
        let columns = self.settings.replace(settings.clone()).column_count;
        let stage = self.flowing.borrow().clone();
        if let Some(stage) = stage {
            stage.set_settings(settings.clone());
        }
        let fixed = self.fixed.borrow().clone();
        if let Some(stage) = fixed {
            stage.set_settings(settings);
            if columns != settings.column_count {
                (self.listener)(FrameEvent::Reshaped);
            }
        }
    }

    /// Takes over the colours of the app's theme.
    pub fn take_colours(&self) {
        let stage = self.flowing.borrow().clone();
        if let Some(stage) = stage {
            stage.set_palette(Palette::of_page());
        }
    }

    /// Pages change at once instead of sliding.
    pub fn set_calm(&self, calm: bool) {
        *self.calm.borrow_mut() = calm;
        if let Some(stage) = &*self.flowing.borrow() {
            stage.set_calm(calm);
        }
    }

    /// Puts the keyboard's focus into the book.
    pub fn focus(&self) {
        if let Some(stage) = &*self.flowing.borrow() {
            stage.focus();
        } else if let Some(stage) = &*self.fixed.borrow() {
            stage.focus();
        }
    }
}

/// True where two fixed pages side by side fit better than one into `host`.
pub fn has_room_for_two(host: &web_sys::HtmlElement, settings: &ReadingSettings) -> bool {
    match settings.column_count {
        Some(count) => count > 1,
        None => host.client_width() > host.client_height(),
    }
}

/// The pages of a spread, as the stage takes them.
pub fn fixed_pages(sides: Vec<Side>) -> Vec<Option<FixedPage>> {
    sides.into_iter().map(|side| side.map(|(url, title)| FixedPage { url, title })).collect()
}

/// A fixed page is one page.
fn one_page() -> Place {
    Place { pages: 1, end_progression: 1.0, ..Place::default() }
}
