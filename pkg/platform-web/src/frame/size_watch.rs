//! Hearing of an element's size when it changes.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlElement, ResizeObserver};

/// Watches until it is dropped.
pub(super) struct SizeWatch {
    observer: ResizeObserver,
    _heard: Closure<dyn FnMut()>,
}

impl SizeWatch {
    /// Calls `changed` whenever `element` has another size; `None` where the browser has no such means.
    pub(super) fn new(element: &HtmlElement, mut changed: impl FnMut() + 'static) -> Option<Self> {
        let mut size = (element.client_width(), element.client_height());
        let watched = element.clone();
        let heard = Closure::<dyn FnMut()>::new(move || {
            let now = (watched.client_width(), watched.client_height());
            if std::mem::replace(&mut size, now) != now {
                changed();
            }
        });
        let observer = ResizeObserver::new(heard.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _heard: heard })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
