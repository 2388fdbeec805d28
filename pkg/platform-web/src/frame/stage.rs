//! The frame that is shown, and the one that is being made ready to take its place.

mod dressed;
mod frames;
mod turning;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use web_sys::HtmlElement;

pub use self::frames::can_move;
pub(super) use self::frames::{make_frame, move_frames, problem_in, wait_for};
use super::{
    FrameEvent, Listener, Palette, Place, ReadingSettings, Target, fonts,
    part::{address, is_of},
    ready::{Ready, Waiting},
    section::{Mark, Section, Selected, Step},
    size_watch::SizeWatch,
};

/// A section whose pictures are slow is shown after this long, and laid out again when they come.
const PICTURES_MS: u32 = 900;

/// Why a section is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrameError {
    /// The frame came up with a message of a known kind (a key of `ProblemCode`).
    Problem(String),
    /// Nothing came in time.
    TimedOut,
    /// Another section was asked for meanwhile.
    Superseded,
    /// The browser would not make the frame.
    Browser(String),
}

struct Inner {
    host: RefCell<HtmlElement>,
    listener: Listener,
    settings: RefCell<ReadingSettings>,
    palette: RefCell<Palette>,
    book_wants_scroll: Cell<bool>,
    calm: Cell<bool>,
    section: RefCell<Option<Section>>,
    /// The address of the document that is shown.
    shown: RefCell<String>,
    waiting: Waiting,
    /// Counts requests to show a section: only the newest may take the stage.
    turn: Cell<u32>,
    watchers: RefCell<Vec<EventListener>>,
    soon: RefCell<Option<Timeout>>,
    settling: RefCell<Option<Timeout>>,
    /// The page that slides in, if one does.
    slide: turning::Slide,
    /// Frames were moved here since something was shown.
    moved: Cell<bool>,
    size: RefCell<Option<SizeWatch>>,
}

/// Shows sections of reflowable books in a host element. Clones are the same stage.
#[derive(Clone)]
pub struct Stage(Rc<Inner>);

impl Stage {
    /// A stage in `host`, which must have a size of its own; `listener` hears what happens there.
    pub fn new(host: HtmlElement, settings: ReadingSettings, palette: Palette, listener: Listener) -> Self {
        let stage = Self(Rc::new(Inner {
            host: RefCell::new(host),
            listener,
            settings: RefCell::new(settings),
            palette: RefCell::new(palette),
            book_wants_scroll: Cell::new(false),
            calm: Cell::new(false),
            section: RefCell::default(),
            shown: RefCell::default(),
            waiting: Waiting::default(),
            turn: Cell::new(0),
            watchers: RefCell::default(),
            soon: RefCell::default(),
            settling: RefCell::default(),
            slide: turning::Slide::default(),
            moved: Cell::new(false),
            size: RefCell::default(),
        }));
        stage.watch_size();
        stage
    }

    /// Moves to another host, with everything that is shown or ready: nothing is loaded again.
    ///
    /// False where the browser cannot move a frame so ([`can_move`]); then the stage stays where it is.
    pub fn move_to(&self, host: HtmlElement) -> bool {
        if !move_frames(&self.0.host.borrow(), &host) {
            return false;
        }
        *self.0.host.borrow_mut() = host;
        self.0.moved.set(true);
        self.watch_size();
        true
    }

    /// Shows the document at `url`, at `target`. What was shown stays until the new one is ready.
    ///
    /// # Errors
    /// A [`FrameError`]; what was shown before stays.
    pub async fn show(
        &self,
        url: &str,
        title: &str,
        wants_scroll: bool,
        target: &Target,
    ) -> Result<(), FrameError> {
        let turn = self.0.turn.get() + 1;
        self.0.turn.set(turn);
        let ready = self.0.waiting.take(url, target).filter(|ready| ready.wants_scroll == wants_scroll);
        let section = match ready {
            Some(ready) => ready.section,
            None => self.load(&address(url, target, false), title, wants_scroll).await?,
        };
        if self.0.turn.get() != turn {
            return Err(FrameError::Superseded);
        }
        let settings = self.0.settings.borrow().clone();
        section.lay_out(&settings, wants_scroll, &self.0.palette.borrow());
        if self.0.moved.take() {
            section.come_to_rest();
        }
        section.go(target);
        let name = section.part().name(url);
        self.take_stage(section, &name, wants_scroll);
        Ok(())
    }

    /// Makes the document at `url` ready out of sight, of a long one the part that has `target`, so that turning to it is
    /// quick. What fails here is told when it is asked for.
    pub async fn prepare(&self, url: &str, title: &str, wants_scroll: bool, target: &Target) {
        if self.0.waiting.has(url, target) || self.shows(url, target) {
            return;
        }
        let settings = self.0.settings.borrow().clone();
        let Ok(section) = self.load(&address(url, target, true), title, wants_scroll).await else { return };
        let name = section.part().name(url);
        // Another way of laying out was chosen meanwhile, or it has become the one that is shown.
        if *self.0.settings.borrow() != settings || *self.0.shown.borrow() == name {
            return;
        }
        section.lay_out(&settings, wants_scroll, &self.0.palette.borrow());
        self.0.waiting.put(Ready { url: name, wants_scroll, section });
    }

    /// True where the document at `url` is shown, of a long one the part that has `target`.
    pub fn shows(&self, url: &str, target: &Target) -> bool {
        is_of(&self.0.shown.borrow(), url) && self.covers(target)
    }

    /// True where `target` is in what is shown of its document.
    pub fn covers(&self, target: &Target) -> bool {
        self.0.section.borrow().as_ref().is_some_and(|section| section.covers(target))
    }

    /// Where the long document that is shown goes on, after what is shown of it or before.
    pub fn beside(&self, forward: bool) -> Option<Target> {
        self.0.section.borrow().as_ref().and_then(|section| section.part().beside(forward))
    }

    /// Loads a document into a frame of its own, out of sight.
    async fn load(&self, url: &str, title: &str, wants_scroll: bool) -> Result<Section, FrameError> {
        let frame = make_frame(&self.0.host.borrow(), url, title)?;
        let loaded = match wait_for(&frame).await {
            Ok(document) => match problem_in(&document) {
                Some(key) => Err(FrameError::Problem(key)),
                None => {
                    self.lend_face(&document).await;
                    Ok(())
                }
            },
            Err(error) => Err(error),
        };
        if let Err(error) = loaded {
            frame.remove();
            return Err(error);
        }
        let settings = self.0.settings.borrow().clone();
        let section = Section::new(frame.clone(), &settings, wants_scroll, &self.0.listener);
        section.ok_or_else(|| {
            frame.remove();
            FrameError::Browser("the frame has no document".into())
        })
    }

    fn take_stage(&self, section: Section, url: &str, wants_scroll: bool) {
        self.0.slide.stop();
        self.watch(&section);
        section.wait(false);
        if self.has_focus() {
            section.focus();
        }
        let old_scrolled = self.0.book_wants_scroll.replace(wants_scroll);
        let old_url = self.0.shown.replace(url.to_owned());
        if let Some(section) = self.0.section.replace(Some(section)) {
            // Readers turn back as well.
            section.wait(true);
            self.0.waiting.put(Ready { url: old_url, wants_scroll: old_scrolled, section });
        }
        self.tell_place();
    }

    fn has_focus(&self) -> bool {
        let active = self.0.host.borrow().owner_document().and_then(|document| document.active_element());
        let old = self.0.section.borrow();
        match (active, &*old) {
            (Some(active), Some(old)) => old.is_in(&active),
            _ => false,
        }
    }

    /// Looks after what the browser does on its own: late pictures and fonts, scrolling to a focus.
    fn watch(&self, section: &Section) {
        let late = {
            let stage = Rc::downgrade(&self.0);
            move || {
                if let Some(inner) = stage.upgrade() {
                    Self(inner).lay_out_soon(60);
                }
            }
        };
        let pictures = {
            let late = late.clone();
            let options = gloo_events::EventListenerOptions::run_in_capture_phase();
            EventListener::new_with_options(section.document(), "load", options, move |_| late())
        };
        let scrolled = {
            let stage = Rc::downgrade(&self.0);
            EventListener::new(section.document(), "scroll", move |_| {
                if let Some(inner) = stage.upgrade() {
                    Self(inner).settle_soon();
                }
            })
        };
        *self.0.watchers.borrow_mut() = vec![pictures, scrolled];
        let ready = section.document().fonts().ready();
        wasm_bindgen_futures::spawn_local(async move {
            if let Ok(ready) = ready
                && wasm_bindgen_futures::JsFuture::from(ready).await.is_ok()
            {
                late();
            }
        });
    }

    /// After the browser scrolled on its own: whole pages again, and the new place is told.
    fn settle_soon(&self) {
        let moved = self.0.section.borrow().as_ref().is_some_and(Section::was_moved);
        if !moved || self.0.slide.is_going() {
            return;
        }
        let stage = self.clone();
        let timeout = Timeout::new(90, move || {
            if let Some(section) = &*stage.0.section.borrow() {
                section.settle();
            }
            stage.tell_place();
        });
        *self.0.settling.borrow_mut() = Some(timeout);
    }

    fn lay_out_soon(&self, after_ms: u32) {
        let stage = self.clone();
        *self.0.soon.borrow_mut() = Some(Timeout::new(after_ms, move || stage.lay_out()));
    }

    /// Lays out again, and shows what was shown.
    fn lay_out(&self) {
        if let Some(section) = &*self.0.section.borrow() {
            // What the browser has just scrolled to is the place now, not where we were before: a whole page of it, or
            // the first words in sight would lead back to the page that they began on.
            if !self.0.slide.is_going() && section.was_moved() {
                section.settle();
            }
            let progression = section.place().progression;
            section.lay_out(
                &self.0.settings.borrow(),
                self.0.book_wants_scroll.get(),
                &self.0.palette.borrow(),
            );
            section.restore(progression);
        }
        self.tell_place();
    }

    fn watch_size(&self) {
        let stage = Rc::downgrade(&self.0);
        let watch = SizeWatch::new(&self.0.host.borrow(), move || {
            if let Some(inner) = stage.upgrade() {
                // One section is laid out while the window is dragged, not three.
                inner.waiting.clear();
                Self(inner).lay_out_soon(50);
            }
        });
        *self.0.size.borrow_mut() = watch;
    }

    fn tell_place(&self) {
        if let Some(place) = self.place() {
            (self.0.listener)(FrameEvent::Moved(place));
        }
    }

    /// The place that is shown.
    pub fn place(&self) -> Option<Place> {
        self.0.section.borrow().as_ref().map(Section::place)
    }

    /// Of `ids`, in document order, the index of the last that has begun on the page that is shown.
    pub fn last_id_here(&self, ids: &[String]) -> Option<usize> {
        self.0.section.borrow().as_ref().and_then(|section| section.last_id_here(ids))
    }

    /// Draws these marks in the section that is shown, and no others.
    pub fn set_marks(&self, marks: &[Mark]) {
        if let Some(section) = &*self.0.section.borrow() {
            section.set_marks(marks);
        }
    }

    /// The highlight at a place, in CSS pixels from the frame's corner.
    pub fn mark_at(&self, x: f64, y: f64) -> Option<String> {
        self.0.section.borrow().as_ref().and_then(|section| section.mark_at(x, y))
    }

    /// The marks that begin on the page that is shown.
    pub fn marks_here(&self) -> Vec<String> {
        self.0.section.borrow().as_ref().map(Section::marks_here).unwrap_or_default()
    }

    /// How many letters stand before the page that is shown.
    pub fn letter_here(&self) -> usize {
        self.0.section.borrow().as_ref().map_or(0, Section::letter_here)
    }

    /// The words that are chosen.
    pub fn selected(&self) -> Option<Selected> {
        self.0.section.borrow().as_ref().and_then(Section::selected)
    }

    /// Chooses nothing.
    pub fn unselect(&self) {
        if let Some(section) = &*self.0.section.borrow() {
            section.unselect();
        }
    }

    /// Changes with a key what is chosen. False where there is nothing more that way.
    pub fn step(&self, step: Step) -> bool {
        let stepped = self.0.section.borrow().as_ref().is_some_and(|section| section.step(step));
        if stepped {
            self.tell_place();
        }
        stepped
    }

    /// Goes to a target in the section that is shown.
    pub fn go(&self, target: &Target) {
        self.0.slide.stop();
        if let Some(section) = &*self.0.section.borrow() {
            section.go(target);
        }
        self.tell_place();
    }

    /// Changes how the book is laid out; the words at the top of the page stay in sight.
    pub fn set_settings(&self, settings: ReadingSettings) {
        if *self.0.settings.borrow() == settings {
            return;
        }
        self.0.waiting.clear();
        let face = settings.font_family;
        let before = self.0.settings.replace(settings);
        self.lay_out();
        if face != before.font_family && fonts::family_of(face).is_some() {
            self.lend_face_here();
        }
    }

    /// Changes the colours.
    pub fn set_palette(&self, palette: Palette) {
        if *self.0.palette.borrow() != palette {
            *self.0.palette.borrow_mut() = palette;
            self.lay_out();
        }
    }

    /// Pages change at once instead of sliding.
    pub fn set_calm(&self, calm: bool) {
        self.0.calm.set(calm);
    }

    /// Puts the keyboard's focus into the book.
    pub fn focus(&self) {
        if let Some(section) = &*self.0.section.borrow() {
            section.focus();
        }
    }
}
