//! What a hand does on a page: taps, swipes, the wheel, keys and links, as events with a meaning.

use std::{cell::Cell, rc::Rc};

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, KeyboardEvent, MouseEvent, Touch, TouchEvent, WheelEvent};

use super::{FrameEvent, Listener, picture, wide};

/// A swipe is at least this far, in CSS pixels, and more sideways than upright.
const SWIPE_PX: f64 = 36.0;
/// A tap moves less than this, in CSS pixels.
const TAP_PX: f64 = 10.0;
/// A tap is shorter than this.
const TAP_MS: f64 = 400.0;
/// This much turning of the wheel turns a page.
const WHEEL_STEP: f64 = 40.0;
/// Pages do not turn faster than this by the wheel: a trackpad goes on after the hand has left it.
const WHEEL_PAUSE_MS: f64 = 220.0;

/// A side of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The left third.
    Left,
    /// The middle.
    Middle,
    /// The right third.
    Right,
}

/// The third of a page `width` wide that `x` is in. On wide screens the sides are no wider than 320 px.
pub fn side_of(x: f64, width: f64) -> Side {
    let edge = (width / 3.0).min(320.0);
    if x < edge {
        Side::Left
    } else if x > width - edge {
        Side::Right
    } else {
        Side::Middle
    }
}

/// The way a finger went, if it was a swipe: the side it went *to*.
fn swipe(dx: f64, dy: f64) -> Option<Side> {
    if dx.abs() < SWIPE_PX || dx.abs() < dy.abs() * 1.4 {
        return None;
    }
    Some(if dx < 0.0 { Side::Left } else { Side::Right })
}

/// True for a finger that came and went: a longer touch selects words or opens a menu, which are the browser's.
fn is_tap(dx: f64, dy: f64, ms: f64) -> bool {
    dx.hypot(dy) < TAP_PX && ms < TAP_MS
}

/// Adds up the wheel until a page is due.
#[derive(Debug, Default)]
struct Wheel {
    sum: Cell<f64>,
    last_turn: Cell<f64>,
}

impl Wheel {
    /// Takes one event (`delta` in pixels, `now` in milliseconds); `Some(forward)` where a page is due.
    fn turn(&self, delta: f64, now: f64) -> Option<bool> {
        if now - self.last_turn.get() < WHEEL_PAUSE_MS {
            self.sum.set(0.0);
            return None;
        }
        let sum = if delta.signum() == self.sum.get().signum() { self.sum.get() + delta } else { delta };
        self.sum.set(sum);
        if sum.abs() < WHEEL_STEP {
            return None;
        }
        self.sum.set(0.0);
        self.last_turn.set(now);
        Some(sum > 0.0)
    }
}

/// Listens to everything a hand does in `document`; dropping the result stops.
pub(super) fn listen(document: &Document, paginated: bool, tell: &Listener) -> Vec<EventListener> {
    let mut all = vec![clicks(document, paginated, tell), keys(document, tell)];
    if paginated {
        all.push(wheel(document, tell));
    }
    all.extend(touches(document, paginated, tell));
    all
}

fn clicks(document: &Document, paginated: bool, tell: &Listener) -> EventListener {
    let tell = tell.clone();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(document, "click", options, move |event| {
        // Never `dyn_ref` here: events and elements are of the frame's window, whose classes are not ours.
        let click: &MouseEvent = event.unchecked_ref();
        if let Some(link) = event.target().and_then(enclosing_link) {
            event.prevent_default();
            tell(FrameEvent::Link(link));
            return;
        }
        if click.button() != 0 || is_control(event) || has_selection(event) {
            return;
        }
        if let Some(picture) = picture::opened(event, picture::place(click, paginated)) {
            tell(FrameEvent::Picture(picture));
            return;
        }
        tell(FrameEvent::Tap { x: f64::from(click.client_x()), y: f64::from(click.client_y()) });
    })
}

/// A link that was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkHit {
    /// As it stands in the book.
    pub href: String,
    /// The reference of a note: shown beside the text, not gone to.
    pub note: bool,
    /// What the link says.
    pub text: String,
}

fn enclosing_link(target: web_sys::EventTarget) -> Option<LinkHit> {
    // No `dyn_into`: the element belongs to another window, whose classes are not ours.
    let element: Element = target.unchecked_into();
    let link = element.closest("a").ok().flatten()?;
    let xlink = "http://www.w3.org/1999/xlink";
    let href = link.get_attribute("href").or_else(|| link.get_attribute_ns(Some(xlink), "href"))?;
    let kind = link
        .get_attribute("epub:type")
        .or_else(|| link.get_attribute_ns(Some("http://www.idpf.org/2007/ops"), "type"))
        .unwrap_or_default();
    let role = link.get_attribute("role").unwrap_or_default();
    let text = link.text_content().unwrap_or_default().trim().to_owned();
    let semantic = kind.split_whitespace().any(|kind| kind == "noteref") || role == "doc-noteref";
    let raised =
        link.closest("sup").ok().flatten().is_some() || link.query_selector("sup").ok().flatten().is_some();
    let backlink = kind.contains("backlink") || role == "doc-backlink";
    let note = !backlink && href.contains('#') && (semantic || raised && text.chars().count() <= 5);
    Some(LinkHit { href, note, text })
}

/// Things that have a use for clicks themselves.
fn is_control(event: &Event) -> bool {
    let Some(target) = event.target() else { return false };
    let element: Element = target.unchecked_into();
    let controls = "button,input,select,textarea,label,summary,audio,video,[contenteditable]";
    element.closest(controls).ok().flatten().is_some()
}

fn has_selection(event: &Event) -> bool {
    let Some(target) = event.target() else { return false };
    let element: Element = target.unchecked_into();
    let selection = element.owner_document().and_then(|document| document.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}

fn keys(document: &Document, tell: &Listener) -> EventListener {
    let tell = tell.clone();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(document, "keydown", options, move |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        if is_control(event) || key.ctrl_key() || key.meta_key() || key.alt_key() {
            return;
        }
        // Enter follows a link that has the focus: the browser makes a click of it.
        if key.key() == "Enter" && event.target().and_then(enclosing_link).is_some() {
            return;
        }
        if key.key() == "Enter"
            && let Some(picture) = picture::opened(event, None)
        {
            event.prevent_default();
            tell(FrameEvent::Picture(picture));
            return;
        }
        // Arrow keys scroll what has the focus and is wider than the page.
        if key.key().starts_with("Arrow") && wide::at(event).is_some() {
            return;
        }
        if tell(FrameEvent::Key { key: key.key(), shift: key.shift_key() }) {
            event.prevent_default();
        }
    })
}

fn wheel(document: &Document, tell: &Listener) -> EventListener {
    let tell = tell.clone();
    let wheel = Wheel::default();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(document, "wheel", options, move |event| {
        let turned: &WheelEvent = event.unchecked_ref();
        let (across, down) = match (turned.shift_key(), turned.delta_x(), turned.delta_y()) {
            (true, 0.0, down) => (down, 0.0),
            (_, across, down) => (across, down),
        };
        let own = wide::at(event).is_some_and(|element| wide::goes(&element, across, down));
        if turned.ctrl_key() || own {
            return;
        }
        event.prevent_default();
        let lines = if turned.delta_mode() == WheelEvent::DOM_DELTA_LINE { 30.0 } else { 1.0 };
        let delta = if turned.delta_y().abs() >= turned.delta_x().abs() {
            turned.delta_y()
        } else {
            turned.delta_x()
        };
        if let Some(forward) = wheel.turn(delta * lines, js_sys::Date::now()) {
            tell(FrameEvent::Wheel { forward });
        }
    })
}

/// A finger that is put down and lifted. On pages a short touch counts when the finger leaves: for half a second
/// after a swipe browsers make no click of one, and fast readers tap sooner. Scrolled text keeps the browser's click,
/// which knows a tap from a finger that stops the scrolling.
fn touches(document: &Document, paginated: bool, tell: &Listener) -> [EventListener; 2] {
    let began = Rc::new(Cell::new(None));
    let start = {
        let began = began.clone();
        EventListener::new(document, "touchstart", move |event| {
            let touches = event.unchecked_ref::<TouchEvent>().touches();
            let single = (touches.length() == 1).then(|| touches.get(0)).flatten();
            let scrolled = wide::at(event).map(|own| (own.scroll_left(), own.scroll_top()));
            began.set(single.map(|touch| (spot(&touch), event.time_stamp(), scrolled)));
        })
    };
    let tell = tell.clone();
    let options = EventListenerOptions::enable_prevent_default();
    let end = EventListener::new_with_options(document, "touchend", options, move |event| {
        let Some(((x, y), time, scrolled)) = began.take() else { return };
        let Some(touch) = event.unchecked_ref::<TouchEvent>().changed_touches().get(0) else { return };
        if has_selection(event) {
            return;
        }
        let (to_x, to_y) = spot(&touch);
        // What scrolls by itself has taken the finger along; at its end the page turns.
        if wide::at(event).map(|own| (own.scroll_left(), own.scroll_top())) != scrolled {
            return;
        }
        if let Some(to) = swipe(to_x - x, to_y - y) {
            tell(FrameEvent::Swipe { to });
            return;
        }
        if !paginated || is_control(event) || !is_tap(to_x - x, to_y - y, event.time_stamp() - time) {
            return;
        }
        // No click follows: the touch has been understood.
        event.prevent_default();
        tell(match event.target().and_then(enclosing_link) {
            Some(link) => FrameEvent::Link(link),
            None => match picture::opened(event, picture::width_of(event).map(|width| (to_x, width))) {
                Some(picture) => FrameEvent::Picture(picture),
                None => FrameEvent::Tap { x: to_x, y: to_y },
            },
        });
    });
    [start, end]
}

fn spot(touch: &Touch) -> (f64, f64) {
    (f64::from(touch.client_x()), f64::from(touch.client_y()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_and_swipes() {
        assert_eq!(side_of(10.0, 375.0), Side::Left);
        assert_eq!(side_of(180.0, 375.0), Side::Middle);
        assert_eq!(side_of(370.0, 375.0), Side::Right);
        assert_eq!(side_of(400.0, 1440.0), Side::Middle);
        assert_eq!(swipe(-80.0, 10.0), Some(Side::Left));
        assert_eq!(swipe(80.0, 70.0), None);
        assert_eq!(swipe(20.0, 0.0), None);
        assert!(is_tap(3.0, 4.0, 120.0));
        assert!(!is_tap(12.0, 0.0, 120.0) && !is_tap(0.0, 0.0, 600.0));
    }

    #[test]
    fn a_trackpad_that_runs_on_turns_one_page() {
        let wheel = Wheel::default();
        let turns: Vec<bool> =
            (0..20).filter_map(|index| wheel.turn(15.0, 1000.0 + f64::from(index) * 8.0)).collect();
        assert_eq!(turns, [true]);
        assert_eq!(wheel.turn(-60.0, 2000.0), Some(false));
    }
}
