//! What the reader needs of the browser's window, beside its frames.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Opens an address in a new tab that knows nothing of us.
pub fn open_outside(url: &str) {
    crate::shell::browser::open_elsewhere(url);
}

/// True where motion is not wanted, by the app's setting or the system's.
pub fn wants_less_motion() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let root = window.document().and_then(|document| document.document_element());
    match root.and_then(|root| root.get_attribute("data-motion")).as_deref() {
        Some("less") => true,
        Some("full") => false,
        _ => window
            .match_media("(prefers-reduced-motion: reduce)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    }
}

/// True where the system prefers dark paper.
pub fn system_is_dark() -> bool {
    let query = web_sys::window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// True where the key is pressed in something that has a use for it itself, or in a dialog.
pub fn is_taken(key: &KeyboardEvent) -> bool {
    let Some(element) = key.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    let inside = |selector: &str| element.closest(selector).ok().flatten().is_some();
    let presses = matches!(key.key().as_str(), "Enter" | " ");
    inside("input,select,textarea,dialog,[role=dialog]") || presses && inside("a,button,summary")
}

/// Where what had the focus is gone, a sheet that is open takes it. True where there is none: the book should have it.
pub fn focus_is_lost() -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return false };
    if document.active_element().is_some_and(|element| element.local_name() != "body") {
        return false;
    }
    match document.query_selector("dialog[open] button").ok().flatten() {
        Some(button) => {
            let _ = button.unchecked_into::<web_sys::HtmlElement>().focus();
            false
        }
        None => true,
    }
}

/// The language that the app speaks.
pub fn language() -> String {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    root.and_then(|root| root.get_attribute("lang")).unwrap_or_default()
}

/// True where the browser can keep the screen lit.
pub use yueli_platform_web::can_stay_awake;

/// A warning for those who look into the browser's console.
pub fn warn(words: &str) {
    web_sys::console::warn_1(&words.into());
}
