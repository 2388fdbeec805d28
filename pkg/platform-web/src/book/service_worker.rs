//! The page's part in serving a book's resources: the service worker asks, we hand its port to the worker.

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort, ServiceWorkerContainer};

/// One resource that the service worker wants.
pub struct ResourceAsk {
    /// The open book's id, as in `/book/<id>/`.
    pub book: String,
    /// Percent-encoded path from the book's root.
    pub path: String,
    /// The `Range` header, for media.
    pub range: Option<String>,
    /// Where the answer goes.
    pub port: MessagePort,
}

/// By then the page has registered its service worker, or the browser refused.
const REGISTERED_MS: u32 = 1000;

async fn is_registered(container: &ServiceWorkerContainer) -> bool {
    let asked = wasm_bindgen_futures::JsFuture::from(container.get_registration()).await;
    asked.is_ok_and(|registration| !registration.is_undefined())
}

/// True where no service worker stands between this page and the network: then what the page does not have already
/// cannot be had once the server is stopped.
pub fn is_alone() -> bool {
    container().is_none_or(|container| container.controller().is_none())
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    // Private windows and some web-views have no `serviceWorker` at all, and web-sys would hand out `undefined`.
    let container = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    container.dyn_into().ok()
}

/// Waits until a service worker controls this page, at most `patience_ms`.
///
/// False where there is none, or none in time: then a book is shown from `blob:` documents.
pub async fn isolation_ready(patience_ms: u32) -> bool {
    let Some(container) = container() else { return false };
    let mut waited = 0;
    while container.controller().is_none() {
        if waited >= patience_ms || (waited == REGISTERED_MS && !is_registered(&container).await) {
            return false;
        }
        TimeoutFuture::new(25).await;
        waited += 25;
    }
    true
}

/// Calls `serve` for every resource that the service worker asks of this page, until dropped.
pub fn on_resource_asked(serve: impl Fn(ResourceAsk) + 'static) -> Option<EventListener> {
    let container = container()?;
    let listener = EventListener::new(&container, "message", move |event| {
        if let Some(ask) = event.dyn_ref::<MessageEvent>().and_then(read) {
            serve(ask);
        }
    });
    // Messages wait until the page says it is listening; web-sys has no name for this method.
    let start = Reflect::get(&container, &"startMessages".into()).ok()?;
    let started = start.dyn_ref::<js_sys::Function>().map(|start| start.call0(&container));
    started?.ok()?;
    Some(listener)
}

fn read(event: &MessageEvent) -> Option<ResourceAsk> {
    let data = event.data();
    let text = |key: &str| -> Option<String> {
        Reflect::get(&data, &JsValue::from_str(key)).ok().and_then(|value| value.as_string())
    };
    if text("type").as_deref() != Some("book-resource") {
        return None;
    }
    let port = event.ports().get(0).dyn_into::<MessagePort>().ok()?;
    Some(ResourceAsk { book: text("book")?, path: text("path")?, range: text("range"), port })
}
