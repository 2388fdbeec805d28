//! Tables and lines of code that are wider than the page: scrolled by themselves, with a finger, the wheel or keys.

use web_sys::{Document, Element, Event, HtmlElement, wasm_bindgen::JsCast};

/// What the reader's style sheet knows them by.
const WIDE: &str = "data-wide";
/// No more than these are measured in a document.
const MOST: u32 = 400;

/// Marks what is wider than its place, once a document of horizontal lines is laid out; `room` is how high a page is,
/// `line` how long its lines may be, both in CSS pixels.
///
/// Vertical text keeps its tables as they are: there a finger that scrolls goes the way that pages turn.
pub(super) fn mark(document: &Document, room: f64, line: f64) {
    // Code that is longer than a page flows over the pages, its lines broken: who scrolls both ways loses the line.
    each(document, "table:not(table table)", |table| exceeds(table, line));
    each(document, "pre:not(table pre)", |code| {
        let is_short = code.get_bounding_client_rect().height() <= room;
        is_short && {
            // As wide as it would be with its lines unbroken.
            let was = code.has_attribute(WIDE);
            let _ = code.set_attribute(WIDE, "");
            let exceeds = exceeds(code, line);
            let _ = if was { Ok(()) } else { code.remove_attribute(WIDE) };
            exceeds
        }
    });
}

/// Marks what `is_wide`, and takes the mark from what is not any more.
fn each(document: &Document, selector: &str, is_wide: impl Fn(&Element) -> bool) {
    let Ok(all) = document.query_selector_all(selector) else { return };
    for index in 0..all.length().min(MOST) {
        let Some(node) = all.item(index) else { continue };
        // No `dyn_into`: the element is of the frame's window, whose classes are not ours.
        let element: Element = node.unchecked_into();
        let wide = is_wide(&element);
        if wide != element.has_attribute(WIDE) {
            // Attributes of our own on an element of the book's document cannot fail to be set.
            let _ = element.toggle_attribute_with_force(WIDE, wide);
            // Whoever has no pointer scrolls with the arrow keys, once it has the focus.
            let _ = match wide {
                true if !element.has_attribute("tabindex") => element.set_attribute("tabindex", "0"),
                false => element.remove_attribute("tabindex"),
                true => Ok(()),
            };
        }
    }
}

/// True where an element is longer, along the lines, than the place it stands in, or than `line`. What only overhangs,
/// such as the sounds beside characters, is no reason to scroll.
fn exceeds(element: &Element, line: f64) -> bool {
    if element.has_attribute(WIDE) {
        return element.scroll_width() > element.client_width() + 1;
    }
    let place = element.parent_element().map_or(0, |parent| parent.client_width());
    let place = if place > 0 { f64::from(place).min(line) } else { line };
    let element: &HtmlElement = element.unchecked_ref();
    f64::from(element.offset_width()) > place + 1.0
}

/// What scrolls by itself at the target of an event.
pub(super) fn at(event: &Event) -> Option<Element> {
    let element: Element = event.target()?.unchecked_into();
    element.closest("[data-wide]").ok().flatten()
}

/// True where there is more to see that way: `across` and `down` are how far the wheel was turned.
pub(super) fn goes(element: &Element, across: f64, down: f64) -> bool {
    let more = |by: f64, at: i32, visible: i32, whole: i32| {
        by > 0.0 && at + visible < whole - 1 || by < 0.0 && at > 0
    };
    let (left, top) = (element.scroll_left().abs(), element.scroll_top());
    more(across, left, element.client_width(), element.scroll_width())
        || more(down, top, element.client_height(), element.scroll_height())
}
