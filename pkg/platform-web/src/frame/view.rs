//! What is seen of fixed pages: whole or as wide as the screen, enlarged, moved about.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Document, EventTarget, HtmlElement, WheelEvent, Window};

use super::{FrameEvent, Listener};

/// How far an arrow key moves, as a part of the screen.
const ARROW: f64 = 0.12;
/// How far a turned page moves, as a part of the screen: a line of what was seen is seen again.
const PAGE: f64 = 0.88;
/// What is not worth moving to, in CSS pixels.
const REST: f64 = 4.0;

/// How large pages are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct View {
    /// As wide as the screen; else whole.
    pub(super) fit_width: bool,
    /// How many times larger than that.
    pub(super) zoom: f64,
}

impl View {
    /// True where more may be on the pages than the screen shows.
    pub(super) fn is_larger(&self) -> bool {
        self.fit_width || self.zoom > 1.0
    }

    /// How much pages are enlarged that take `width` × `height` side by side, in a room of that size.
    pub(super) fn scale(&self, (width, height): (f64, f64), room: (f64, f64)) -> f64 {
        let wide = room.0 / width.max(1.0);
        let fit = if self.fit_width { wide } else { wide.min(room.1 / height.max(1.0)) };
        fit * self.zoom
    }
}

/// Where the room's window is on what is in it: its upper left corner.
fn reach(host: &HtmlElement) -> ((f64, f64), (f64, f64)) {
    let most = |whole: i32, seen: i32| f64::from((whole - seen).max(0));
    let at = (f64::from(host.scroll_left()), f64::from(host.scroll_top()));
    (at, (most(host.scroll_width(), host.client_width()), most(host.scroll_height(), host.client_height())))
}

/// Moves the window; false where there is nothing that way.
fn move_by(host: &HtmlElement, x: f64, y: f64) -> bool {
    let ((left, top), (right, bottom)) = reach(host);
    let goes = |at: f64, by: f64, most: f64| by > 0.0 && at + REST < most || by < 0.0 && at > REST;
    if !goes(left, x, right) && !goes(top, y, bottom) {
        return false;
    }
    host.set_scroll_left((left + x).round() as i32);
    host.set_scroll_top((top + y).round() as i32);
    true
}

/// Moves by an arrow key; false where there is nothing that way.
pub(super) fn pan(host: &HtmlElement, key: &str) -> bool {
    let (width, height) = (f64::from(host.client_width()) * ARROW, f64::from(host.client_height()) * ARROW);
    match key {
        "ArrowLeft" => move_by(host, -width, 0.0),
        "ArrowRight" => move_by(host, width, 0.0),
        "ArrowUp" => move_by(host, 0.0, -height),
        "ArrowDown" => move_by(host, 0.0, height),
        _ => false,
    }
}

/// Moves by a screenful down or up; false at the end.
pub(super) fn turn(host: &HtmlElement, forward: bool) -> bool {
    let height = f64::from(host.client_height()) * PAGE;
    move_by(host, 0.0, if forward { height } else { -height })
}

/// Goes to the start, or to the end, of what is there.
pub(super) fn settle(host: &HtmlElement, at_end: bool) {
    let (_, (_, bottom)) = reach(host);
    host.set_scroll_left(0);
    host.set_scroll_top(if at_end { bottom as i32 } else { 0 });
}

/// Shows a place that is so far from the left and the top.
pub(super) fn reveal(host: &HtmlElement, (x, y): (f64, f64)) {
    let (width, height) = (f64::from(host.client_width()), f64::from(host.client_height()));
    host.set_scroll_left((x - width / 2.0) as i32);
    host.set_scroll_top((y - height / 3.0) as i32);
}

/// Keeps the middle of the screen where it is while `change` makes everything larger or smaller.
pub(super) fn keep_middle(host: &HtmlElement, change: impl FnOnce()) {
    let part =
        |at: i32, seen: i32, whole: i32| (f64::from(at) + f64::from(seen) / 2.0) / f64::from(whole.max(1));
    let x = part(host.scroll_left(), host.client_width(), host.scroll_width());
    let y = part(host.scroll_top(), host.client_height(), host.scroll_height());
    change();
    let back =
        |part: f64, seen: i32, whole: i32| (part * f64::from(whole) - f64::from(seen) / 2.0).round() as i32;
    host.set_scroll_left(back(x, host.client_width(), host.scroll_width()));
    host.set_scroll_top(back(y, host.client_height(), host.scroll_height()));
}

/// The wheel over pages: with Ctrl it makes them larger or smaller, and where there is more than is seen it moves
/// them. Else it is left to whoever listens next.
pub(super) fn wheel(over: &EventTarget, host: &HtmlElement, tell: &Listener) -> EventListener {
    let (host, tell) = (host.clone(), Rc::clone(tell));
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(over, "wheel", options, move |event| {
        // Never `dyn_ref` here: the event is of the frame's window, whose classes are not ours.
        let turned: &WheelEvent = event.unchecked_ref();
        let lines = if turned.delta_mode() == WheelEvent::DOM_DELTA_LINE { 30.0 } else { 1.0 };
        if turned.ctrl_key() {
            event.prevent_default();
            event.stop_immediate_propagation();
            tell(FrameEvent::Zoom { larger: turned.delta_y() < 0.0 });
        } else if move_by(&host, turned.delta_x() * lines, turned.delta_y() * lines) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    })
}

/// Fingers turn the page, or enlarge it; a page that is larger than the screen they drag. They do not drag one that is
/// not, which to some browsers means the way back, out of the book.
pub(super) fn let_fingers(document: &Document, drag: bool) {
    if let Some(root) = document.document_element() {
        // No `dyn_into`: the element is of the frame's window, whose classes are not ours.
        let root: HtmlElement = root.unchecked_into();
        let action = if drag { "pan-x pan-y pinch-zoom" } else { "pinch-zoom" };
        // A property of our own spelling cannot be refused.
        let _ = root.style().set_property("touch-action", action);
    }
}

/// What the fingers have enlarged of the whole page, where the browser tells it.
pub(super) fn viewport(window: &Window) -> Option<EventTarget> {
    let viewport = js_sys::Reflect::get(window, &"visualViewport".into()).ok()?;
    viewport.dyn_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_whole_or_as_wide_as_the_screen() {
        let view = |fit_width, zoom| View { fit_width, zoom };
        for (view, room, expected) in [
            (view(false, 1.0), (1000.0, 500.0), 0.5),
            (view(false, 1.0), (400.0, 5000.0), 0.8),
            (view(true, 1.0), (1000.0, 500.0), 2.0),
            (view(true, 1.5), (1000.0, 500.0), 3.0),
        ] {
            assert_eq!(view.scale((500.0, 1000.0), room), expected);
        }
        assert!(
            !view(false, 1.0).is_larger() && view(true, 1.0).is_larger() && view(false, 1.25).is_larger()
        );
    }
}
