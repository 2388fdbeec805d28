//! The crash screen: plain DOM, because Yew may be what broke.

use std::panic;

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Document, Element};
use yueli_i18n::{Catalog, Locale};

/// From now on a panic is logged and shown.
pub fn watch() {
    panic::set_hook(Box::new(|info| {
        let detail = info.to_string();
        web_sys::console::error_1(&detail.as_str().into());
        // Where even this fails there is no screen to show it on.
        show(&detail);
    }));
}

fn show(detail: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    if document.get_element_by_id("crash").is_some() {
        return None;
    }
    let own = document.document_element()?.get_attribute("lang").unwrap_or_default();
    let first = Locale::from_tag(&own).unwrap_or_default();
    if let Some(app) = document.get_element_by_id("app") {
        app.set_attribute("hidden", "").ok()?;
    }
    let screen = element(&document, "main", "crash")?;
    screen.set_id("crash");
    screen.set_attribute("role", "alert").ok()?;
    // Whoever lent this device may read the other language.
    let other = Locale::ALL.into_iter().filter(|other| *other != first && yueli_i18n::knows(*other));
    for locale in [first].into_iter().chain(other) {
        let block = words(&document, locale, locale == first)?;
        screen.append_child(&block).ok()?;
    }
    let block = details(&document, first, detail)?;
    screen.append_child(&block).ok()?;
    document.body()?.append_child(&screen).ok()?;
    screen.query_selector("button").ok()??.dyn_into::<web_sys::HtmlElement>().ok()?.focus().ok()
}

fn words(document: &Document, locale: Locale, first: bool) -> Option<Element> {
    let words = Catalog::new(locale);
    let block = element(document, "div", "")?;
    block.set_attribute("lang", locale.tag()).ok()?;
    let title = element(document, if first { "h1" } else { "h2" }, "")?;
    title.set_text_content(Some(&words.t("crash-title")));
    let safe = element(document, "p", "soft")?;
    safe.set_text_content(Some(&words.t("crash-safe")));
    let action = element(document, "button", if first { "btn" } else { "btn btn-two" })?;
    action.set_attribute("type", "button").ok()?;
    action.set_text_content(Some(&words.t("crash-action")));
    let again = Closure::once_into_js(super::browser::reload);
    action.add_event_listener_with_callback("click", again.unchecked_ref()).ok()?;
    for child in [title, safe, action] {
        block.append_child(&child).ok()?;
    }
    Some(block)
}

fn details(document: &Document, locale: Locale, detail: &str) -> Option<Element> {
    let block = element(document, "details", "more")?;
    let summary = element(document, "summary", "")?;
    summary.set_text_content(Some(&Catalog::new(locale).t("crash-details")));
    let text = element(document, "pre", "")?;
    text.set_text_content(Some(detail));
    block.append_child(&summary).ok()?;
    block.append_child(&text).ok()?;
    Some(block)
}

fn element(document: &Document, name: &str, class: &str) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Some(element)
}
