//! The browser behind the ports: the only crate under `pkg/` that names `web_sys` and `js_sys`.
//!
//! - `http`, `records`, `preferences`, `clock`, `awake`, `crypto`: the adapters that `app/src/wire_up.rs` hands out.
//! - `book`: the page's end and the worker's end of the book worker, and the range source it reads from.
//! - `keep`: books that are kept on this device: where their bytes lie, and who wants what.
//! - `frame`: the isolated document a book is shown in, its pages, places and gestures.

mod awake;
pub mod book;
mod clock;
mod crypto;
pub mod frame;
mod http;
pub mod keep;
mod preferences;
mod records;

pub use awake::{WebAwake, can_stay_awake};
pub use clock::WebClock;
pub use crypto::WebCrypto;
pub use http::WebHttp;
pub use preferences::WebPreferences;
pub use records::WebRecords;

/// What the browser said, as words for the log.
pub(crate) fn words(value: &wasm_bindgen::JsValue) -> String {
    js_sys::Object::from(value.clone()).to_string().into()
}
