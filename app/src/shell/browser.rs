//! The few things the shell asks of the browser itself. Pages go through ports.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, EventTarget, HtmlElement, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Where the app stands in the page; the prerendered shell is in it.
pub fn mount_point() -> Option<Element> {
    document()?.get_element_by_id("app")
}

/// The window, to listen to.
pub fn window_target() -> Option<EventTarget> {
    window().map(JsCast::unchecked_into)
}

/// The device's languages, best first.
pub fn preferred_languages() -> Vec<String> {
    let Some(navigator) = window().map(|window| window.navigator()) else { return Vec::new() };
    navigator.languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// The document, to listen to.
pub fn document_target() -> Option<EventTarget> {
    document().map(JsCast::unchecked_into)
}

/// True while the page is looked at.
pub fn is_seen() -> bool {
    document().is_none_or(|document| !document.hidden())
}

/// What kind of device it is, as far as the browser says.
pub fn device() -> &'static str {
    let agent = window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    let kinds = ["Android", "iPhone", "iPad", "Windows", "Macintosh", "CrOS", "Linux"];
    let found = kinds.into_iter().find(|kind| agent.contains(kind)).unwrap_or_default();
    match found {
        "Macintosh" => "Mac",
        "CrOS" => "Chromebook",
        other => other,
    }
}

/// True where the reader asked the browser to load no more than is needed.
pub fn saves_data() -> bool {
    let get = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).ok();
    let connection = window().and_then(|window| get(window.navigator().as_ref(), "connection"));
    // Not every browser knows how it is connected.
    connection
        .filter(JsValue::is_object)
        .and_then(|connection| get(&connection, "saveData"))
        .is_some_and(|saves| saves.is_truthy())
}

/// True where the app came over TLS, so that the browser keeps it from asking what did not.
pub fn is_secure() -> bool {
    window().and_then(|window| window.location().protocol().ok()).is_some_and(|scheme| scheme == "https:")
}

/// Where the app comes from.
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// False where the device knows that it has no connection.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// True once a newer build waits: `boot.js` says so.
pub fn update_waits() -> bool {
    window()
        .and_then(|window| js_sys::Reflect::get(&window, &"yueliUpdate".into()).ok())
        .is_some_and(|value| value.is_truthy())
}

/// True where the browser offers to install the app: `boot.js` says so.
pub fn can_install() -> bool {
    window()
        .and_then(|window| js_sys::Reflect::get(&window, &"yueliInstall".into()).ok())
        .is_some_and(|value| value.is_truthy())
}

/// Has the browser ask the reader whether to install the app; `boot.js` does it.
pub fn install() {
    if let (Some(window), Ok(event)) = (window(), web_sys::Event::new("yueli-install-now")) {
        window.dispatch_event(&event).ok();
    }
}

/// Lets the newer build take over; `boot.js` reloads the page then.
pub fn change_over() {
    if let (Some(window), Ok(event)) = (window(), web_sys::Event::new("yueli-change-over")) {
        window.dispatch_event(&event).ok();
    }
}

/// Sets an attribute of `<html>`, or takes it away.
pub fn set_root(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    match value {
        Some(value) => root.set_attribute(name, value).ok(),
        None => root.remove_attribute(name).ok(),
    };
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Moves the focus to the heading of the page, or to its text where it has none, without scrolling.
pub fn focus_page() {
    let Some(document) = document() else { return };
    let heading = document.query_selector("#app h1").ok().flatten();
    let Some(target) = heading.or_else(|| document.get_element_by_id("main")) else { return };
    focus_element(&target);
}

/// Moves the focus to the first element that `selector` names; false where there is none.
pub fn focus_first(selector: &str) -> bool {
    let Some(found) = document().and_then(|document| document.query_selector(selector).ok().flatten()) else {
        return false;
    };
    focus_element(&found);
    true
}

/// True where the element that has the focus is one that `selector` names.
pub fn is_focused(selector: &str) -> bool {
    let focused = document().and_then(|document| document.active_element());
    focused.is_some_and(|focused| focused.matches(selector).unwrap_or(false))
}

/// Moves the focus to the page where nothing has it: what had it was taken away.
pub fn focus_if_lost() {
    let Some(document) = document() else { return };
    if document.active_element().is_none_or(|active| active.local_name() == "body") {
        focus_page();
    }
}

fn focus_element(element: &Element) {
    let Some(element) = element.dyn_ref::<HtmlElement>() else { return };
    // Headings take the focus from here, but are not stops of the Tab key.
    let natural = element.matches("a[href], button, input, select, textarea, summary").unwrap_or(false);
    if !natural && !element.has_attribute("tabindex") {
        element.set_attribute("tabindex", "-1").ok();
    }
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    element.focus_with_options(&options).ok();
}

/// How far the page is scrolled.
pub fn scroll_top() -> f64 {
    window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// Scrolls the page there at once; false where the page is still too short for it.
pub fn scroll_to(top: f64) -> bool {
    let Some(window) = window() else { return true };
    window.scroll_to_with_x_and_y(0.0, top);
    (scroll_top() - top).abs() < 2.0
}

/// Keeps the browser from scrolling by itself when the reader goes back: the page may not be there yet.
pub fn scroll_by_ourselves() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        history.set_scroll_restoration(web_sys::ScrollRestoration::Manual).ok();
    }
}

/// The address of the page, without the server's name.
pub fn address() -> String {
    let (path, query) = place();
    format!("{path}{query}")
}

/// The path and the query of the page.
pub fn place() -> (String, String) {
    let Some(location) = window().map(|window| window.location()) else {
        return ("/".to_owned(), String::new());
    };
    (location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
}

/// Writes another address of ours over that of the page, or after it; false where the browser does not let us.
pub fn set_address(address: &str, replace: bool) -> bool {
    let Some(history) = window().and_then(|window| window.history().ok()) else { return false };
    let (state, address) = (wasm_bindgen::JsValue::NULL, Some(address));
    let written = if replace {
        history.replace_state_with_url(&state, "", address)
    } else {
        history.push_state_with_url(&state, "", address)
    };
    written.is_ok()
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = window() {
        window.location().reload().ok();
    }
}

/// Opens an address of somebody else's in a tab that knows nothing of us.
pub fn open_elsewhere(address: &str) {
    if let Some(window) = window() {
        // A refused pop-up is the reader's own setting.
        window.open_with_url_and_target_and_features(address, "_blank", "noopener,noreferrer").ok();
    }
}

/// Goes to an address that is none of the app's pages.
pub fn leave_for(address: &str) {
    if let Some(window) = window() {
        window.location().assign(address).ok();
    }
}
