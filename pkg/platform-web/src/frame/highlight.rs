//! Words of the book that are marked without touching its document: the CSS Custom Highlight API.
//!
//! Source: CSS Custom Highlight API Module Level 1. A browser that has no such thing marks nothing.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Range, Window};

/// What was searched for, as the reader's style sheet names it.
pub(super) const FOUND: &str = "yueli-found";

/// Marks `ranges` under `name`, and nothing else under it.
pub(super) fn mark(window: &Window, name: &str, ranges: &[Range]) {
    // The error is that of a browser without highlights: then the words are shown unmarked.
    let _ = set(window, name, ranges);
}

fn set(window: &Window, name: &str, ranges: &[Range]) -> Result<(), JsValue> {
    let registry = Reflect::get(&Reflect::get(window, &"CSS".into())?, &"highlights".into())?;
    let call = |method: &str, args: &Array| {
        let method: Function = Reflect::get(&registry, &method.into())?.dyn_into()?;
        method.apply(&registry, args)
    };
    if ranges.is_empty() {
        return call("delete", &Array::of1(&name.into())).map(drop);
    }
    // Of the frame's own window: a range of its document belongs to no other.
    let class = Reflect::get(window, &"Highlight".into())?;
    let highlight = Reflect::construct(class.unchecked_ref::<Function>(), &ranges.iter().collect::<Array>())?;
    call("set", &Array::of2(&name.into(), &highlight)).map(drop)
}
