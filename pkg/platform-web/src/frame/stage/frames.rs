//! Frames that are made, waited for, and moved.

use std::cell::Cell;

use futures::{channel::oneshot, future::Either};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, HtmlIFrameElement};

use super::{FrameError, PICTURES_MS};

/// A section that does not come at all.
const PATIENCE_MS: u32 = 30_000;

/// True where a frame can be moved in a page without being loaded again (`moveBefore`, DOM section 4.2.3).
pub fn can_move(host: &HtmlElement) -> bool {
    // web-sys has no name for this method yet.
    js_sys::Reflect::has(host, &MOVE.into()).unwrap_or_default()
}

const MOVE: &str = "moveBefore";

/// Moves everything from one host to another without loading it again; false where the browser cannot.
pub(in crate::frame) fn move_frames(from: &HtmlElement, to: &HtmlElement) -> bool {
    while let Some(frame) = from.first_element_child() {
        if !move_frame(to, &frame) {
            return false;
        }
    }
    true
}

fn move_frame(host: &HtmlElement, frame: &web_sys::Element) -> bool {
    let method = js_sys::Reflect::get(host, &MOVE.into()).ok();
    let method = method.and_then(|method| method.dyn_into::<js_sys::Function>().ok());
    method.is_some_and(|method| method.call2(host, frame, &wasm_bindgen::JsValue::NULL).is_ok())
}

/// A frame in `host`, hidden until it takes the stage.
pub(in crate::frame) fn make_frame(
    host: &HtmlElement,
    url: &str,
    title: &str,
) -> Result<HtmlIFrameElement, FrameError> {
    let browser = |error: wasm_bindgen::JsValue| FrameError::Browser(crate::words(&error));
    let document = host.owner_document().ok_or_else(|| FrameError::Browser("no document".into()))?;
    let frame = document.create_element("iframe").map_err(browser)?;
    let frame: HtmlIFrameElement = frame.unchecked_into();
    frame.set_attribute("sandbox", "allow-same-origin").map_err(browser)?;
    frame.set_attribute("referrerpolicy", "no-referrer").map_err(browser)?;
    frame.set_title(title);
    frame.set_class_name("book-frame is-waiting");
    frame.set_src(url);
    host.append_child(&frame).map_err(browser)?;
    Ok(frame)
}

/// Waits until the document is there with its style sheets, and for its pictures a little.
pub(in crate::frame) async fn wait_for(frame: &HtmlIFrameElement) -> Result<Document, FrameError> {
    let (sender, loaded) = oneshot::channel::<()>();
    let sender = Cell::new(Some(sender));
    let _listener = EventListener::new(frame, "load", move |_| {
        if let Some(sender) = sender.take() {
            // Nobody waits any more: the section was shown without its last pictures.
            let _ = sender.send(());
        }
    });
    let early = async {
        let mut waited = 0;
        loop {
            TimeoutFuture::new(20).await;
            waited += 20;
            if waited > PATIENCE_MS {
                return false;
            }
            let document = frame
                .content_document()
                .filter(|document| document.url().unwrap_or_default() != "about:blank");
            if document.is_some_and(|document| document.ready_state() == "interactive") {
                TimeoutFuture::new(PICTURES_MS).await;
                return true;
            }
        }
    };
    let came = match futures::future::select(loaded, Box::pin(early)).await {
        Either::Left(_) => true,
        Either::Right((came, _)) => came,
    };
    if !came {
        return Err(FrameError::TimedOut);
    }
    frame.content_document().ok_or_else(|| FrameError::Browser("the frame cannot be read".into()))
}

/// The key of the problem that the service worker or the book worker put in the document's place.
pub(in crate::frame) fn problem_in(document: &Document) -> Option<String> {
    let meta = document.query_selector("meta[name='yueli-problem']").ok().flatten()?;
    meta.get_attribute("content")
}
