//! Pages that slide in.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::{JsCast, closure::Closure};

use super::Stage;

/// How long a page takes to slide.
const SLIDE_MS: f64 = 240.0;

/// A page that slides in, if one does.
#[derive(Default)]
pub(super) struct Slide {
    /// Where it comes to rest.
    to: Cell<Option<f64>>,
    /// Counts slides: only the newest moves anything.
    turn: Cell<u32>,
}

impl Slide {
    /// True while a page slides.
    pub(super) fn is_going(&self) -> bool {
        self.to.get().is_some()
    }

    /// Nothing slides any more; what is shown stays where it is.
    pub(super) fn stop(&self) {
        self.to.set(None);
        self.turn.set(self.turn.get().wrapping_add(1));
    }

    /// A slide to a place begins; which one it is.
    fn begin(&self, to: f64) -> u32 {
        self.stop();
        self.to.set(Some(to));
        self.turn.get()
    }
}

impl Stage {
    /// Turns one page, or one screenful of scrolled text. False at the end (or start) of the section.
    pub fn turn(&self, forward: bool) -> bool {
        let (from, to) = {
            let section = self.0.section.borrow();
            let Some(section) = &*section else { return false };
            let geometry = section.geometry();
            // Who turns again while a page slides in turns from that page on.
            let from = self.0.slide.to.get().unwrap_or_else(|| section.position());
            let page = section.page_start(from);
            let step = geometry.page_size() * if geometry.paginated { 1.0 } else { 0.9 };
            let to = if forward { page + step } else { page - step };
            let last = geometry.last_position();
            if (forward && from >= last - 1.0) || (!forward && from <= 1.0) {
                return false;
            }
            (section.position(), to.clamp(0.0, last))
        };
        self.slide(from, to);
        true
    }

    /// Whatever slides in is there at once, and its place is told: somebody is about to look away. False where nothing did.
    pub fn arrive(&self) -> bool {
        let slides = self.0.slide.to.get();
        slides.inspect(|to| self.land(*to)).is_some()
    }

    fn slide(&self, from: f64, to: f64) {
        let vertical = self.0.section.borrow().as_ref().is_some_and(|section| {
            let geometry = section.geometry();
            geometry.paginated && geometry.direction.vertical
        });
        if self.0.calm.get() || vertical || self.0.slide.is_going() {
            return self.land(to);
        }
        let turn = self.0.slide.begin(to);
        let stage = self.clone();
        let begun = js_sys::Date::now();
        animate(move || {
            if stage.0.slide.turn.get() != turn {
                return false;
            }
            let time = ((js_sys::Date::now() - begun) / SLIDE_MS).min(1.0);
            if time >= 1.0 {
                stage.land(to);
                return false;
            }
            let eased = 1.0 - (1.0 - time).powi(3);
            if let Some(section) = &*stage.0.section.borrow() {
                section.scroll_to(from + (to - from) * eased);
            }
            true
        });
    }

    fn land(&self, position: f64) {
        self.0.slide.stop();
        if let Some(section) = &*self.0.section.borrow() {
            section.scroll_to(position);
            section.hold();
        }
        self.tell_place();
    }
}

/// A closure that calls itself again, frame by frame, until it lets go of itself.
type Again = Rc<RefCell<Option<Closure<dyn FnMut()>>>>;

/// Calls `step` for every frame that is drawn, until it says false.
fn animate(mut step: impl FnMut() -> bool + 'static) {
    let Some(window) = web_sys::window() else { return };
    let next = Again::default();
    let again = next.clone();
    let ask = move |window: &web_sys::Window, closure: &Closure<dyn FnMut()>| {
        // Only a window that is going away refuses.
        let _ = window.request_animation_frame(closure.as_ref().unchecked_ref());
    };
    let closure = Closure::<dyn FnMut()>::new(move || {
        let go_on = step();
        if !go_on {
            again.borrow_mut().take();
            return;
        }
        if let (Some(window), Some(closure)) = (web_sys::window(), &*again.borrow()) {
            let _ = window.request_animation_frame(closure.as_ref().unchecked_ref());
        }
    });
    ask(&window, &closure);
    *next.borrow_mut() = Some(closure);
}
