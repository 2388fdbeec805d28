//! Words and notes that leave the app, and come into it: the clipboard, other apps, files.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// The largest file that is read, in bytes.
const LARGEST: f64 = 32.0 * 1024.0 * 1024.0;

/// Puts words into the clipboard. False where the browser does not let us.
pub async fn copy(words: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Only over HTTPS and on the device itself is there a clipboard.
    let clipboard = Reflect::get(&window.navigator(), &"clipboard".into()).unwrap_or_default();
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.unchecked_into::<web_sys::Clipboard>().write_text(words)).await.is_ok()
}

/// True where words can be handed to another app.
pub fn can_share() -> bool {
    share_of_browser().is_some()
}

fn share_of_browser() -> Option<Function> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"share".into()).ok()?.dyn_into().ok()
}

/// Hands words and an address to an app that the reader chooses.
pub fn share(title: &str, words: &str, address: &str) {
    let (Some(window), Some(share)) = (web_sys::window(), share_of_browser()) else { return };
    let data = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&data, &"title".into(), &title.into());
    let _ = Reflect::set(&data, &"url".into(), &address.into());
    if !words.is_empty() {
        let _ = Reflect::set(&data, &"text".into(), &words.into());
    }
    if let Ok(promise) = share.call1(&window.navigator(), &data) {
        // That the reader thought better of it is no fault.
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await;
        });
    }
}

/// Saves a file on the device.
pub fn save(name: &str, text: &str, media_type: &str) {
    if save_as(name, text, media_type).is_err() {
        web_sys::console::warn_1(&"the browser saves no file".into());
    }
}

fn save_as(name: &str, text: &str, media_type: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken it over by the time anything else happens.
    gloo_timers::callback::Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// What stands in a file; `None` where it is too large, or cannot be read.
pub async fn read(file: &File) -> Option<String> {
    if file.size() > LARGEST {
        return None;
    }
    JsFuture::from(file.text()).await.ok()?.as_string()
}
