//! The pages that are shown together, each in its frame.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_events::EventListener;
use web_sys::{Document, HtmlIFrameElement};

use super::size::{Placement, page_size};
use crate::frame::{Palette, highlight, sheet::OwnSheet};

/// One page of a spread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedPage {
    /// The document's address.
    pub url: String,
    /// What assistive technology calls it.
    pub title: String,
}

/// A page in its frame, which goes with it.
pub(super) struct Shown {
    pub(super) frame: HtmlIFrameElement,
    pub(super) document: Document,
    pub(super) size: Cell<(f64, f64)>,
    /// What is heard of it while it is shown.
    pub(super) input: RefCell<Vec<EventListener>>,
    pub(super) place: Rc<Cell<Placement>>,
    /// Says how words are marked. With it, in a `blob:` document, the book's own styles come.
    _sheet: Option<OwnSheet>,
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.frame.remove();
    }
}

/// The pages that are shown together.
#[derive(Default)]
pub(super) struct Spread {
    /// The addresses of the sides, from left to right; of a blank one there is none.
    pub(super) sides: Vec<Option<String>>,
    pub(super) pages: Vec<Shown>,
}

impl Spread {
    /// The side that is blank: 0 left, 1 right.
    pub(super) fn blank(&self) -> Option<usize> {
        self.sides.iter().position(Option::is_none).filter(|_| self.sides.len() == 2)
    }

    /// True where these are the pages.
    pub(super) fn is_of(&self, pages: &[Option<FixedPage>]) -> bool {
        let sides = pages.iter().map(|page| page.as_ref().map(|page| &page.url));
        sides.eq(self.sides.iter().map(Option::as_ref))
    }
}

impl Shown {
    pub(super) fn new(frame: HtmlIFrameElement, document: Document, screen: (f64, f64)) -> Self {
        let sheet = document.default_view().and_then(|window| OwnSheet::add(&document, &window));
        if let Some(sheet) = &sheet {
            let mark = Palette::of_page().mark;
            sheet.set(&format!("::highlight({}){{background-color:{mark}}}", highlight::FOUND));
        }
        let size = Cell::new(page_size(&document, screen));
        Self { frame, document, size, input: RefCell::default(), place: Rc::default(), _sheet: sheet }
    }

    /// Out of sight nothing is heard of it.
    pub(super) fn wait(&self, waits: bool) {
        // The name of a class of our own cannot be refused.
        let _ = self.frame.class_list().toggle_with_force("is-waiting", waits);
        if waits {
            self.input.borrow_mut().clear();
            if let Some(window) = self.document.default_view() {
                highlight::mark(&window, highlight::FOUND, &[]);
            }
        }
    }
}

/// Frames that go again unless they are taken over.
#[derive(Default)]
pub(super) struct Frames(pub(super) Vec<HtmlIFrameElement>);

impl Drop for Frames {
    fn drop(&mut self) {
        self.0.iter().for_each(|frame| frame.remove());
    }
}
