//! Tables and lines of code that are wider than the page: scrolled by themselves, with a finger, the wheel or keys.

use web_sys::{Document, Element, Event, HtmlElement, wasm_bindgen::JsCast};

/// What the reader's style sheet knows them by.
const WIDE: &str = "data-wide";
/// No more than these are measured in a document.
const MOST: u32 = 400;

/// Marks what is wider than its place, once the document is laid out; `room` is how high (in vertical text: how wide)
/// a page is, in CSS pixels.
pub(super) fn mark(document: &Document, vertical: bool, room: f64) {
    // Code that is longer than a page flows over the pages, its lines broken: who scrolls both ways loses the line.
    each(document, "table:not(table table)", |table| exceeds(table, vertical));
    each(document, "pre:not(table pre)", |code| {
        let is_short = length(code, !vertical) <= room;
        is_short && {
            // As wide as it would be with its lines unbroken.
            let was = code.has_attribute(WIDE);
            let _ = code.set_attribute(WIDE, "");
            let exceeds = exceeds(code, vertical);
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

fn length(element: &Element, inline_is_vertical: bool) -> f64 {
    let rect = element.get_bounding_client_rect();
    if inline_is_vertical { rect.height() } else { rect.width() }
}

/// True where an element is longer, along the lines, than the place it stands in.
fn exceeds(element: &Element, vertical: bool) -> bool {
    let sides = |element: &Element| {
        if vertical {
            (element.scroll_height(), element.client_height())
        } else {
            (element.scroll_width(), element.client_width())
        }
    };
    let (content, own) = sides(element);
    if element.has_attribute(WIDE) {
        return content > own + 1;
    }
    let place = element.parent_element().map_or(0, |parent| sides(&parent).1);
    let element: &HtmlElement = element.unchecked_ref();
    let whole = if vertical { element.offset_height() } else { element.offset_width() };
    content > own + 1 || (place > 0 && whole > place + 1)
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
