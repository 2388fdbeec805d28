//! When a reader has chosen words: once the hand rests, not for every letter that it passes.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use web_sys::Document;

use super::{FrameEvent, Listener};

/// How long a choice stands before it is told, in milliseconds.
const REST_MS: u32 = 220;

/// Tells of words that are chosen in `document`, and that none are any more; dropping the result stops.
pub(super) fn listen(document: &Document, tell: &Listener) -> [EventListener; 4] {
    let pressed = Rc::new(Cell::new(false));
    let soon: Rc<RefCell<Option<Timeout>>> = Rc::default();
    let tell_soon = {
        let (pressed, soon, tell) = (pressed.clone(), soon, tell.clone());
        Rc::new(move || {
            let (pressed, tell) = (pressed.clone(), tell.clone());
            let timeout = Timeout::new(REST_MS, move || {
                if !pressed.get() {
                    tell(FrameEvent::Chosen);
                }
            });
            *soon.borrow_mut() = Some(timeout);
        })
    };
    let on = |name: &'static str, now_pressed: Option<bool>| {
        let (pressed, tell_soon) = (pressed.clone(), tell_soon.clone());
        EventListener::new(document, name, move |_| {
            if let Some(now) = now_pressed {
                pressed.set(now);
            }
            // A press alone changes nothing yet; what it chooses is told when it is over.
            if now_pressed != Some(true) {
                tell_soon();
            }
        })
    };
    [
        on("selectionchange", None),
        on("pointerdown", Some(true)),
        on("pointerup", Some(false)),
        // The browser takes a finger over that rests or scrolls: it will not be lifted for us.
        on("pointercancel", Some(false)),
    ]
}
