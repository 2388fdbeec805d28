//! The PDF worker: opens a file, draws its pages and reads out their text.
//!
//! A module of its own, because it weighs several times what the app does and most patrons never open a PDF. It
//! hears and says what the book worker does, and stands in its place while a PDF is open. Where the renderer fails on
//! a page the worker is lost with it; the page hears of that and starts another.

mod blob;
mod desk;
mod pages;
mod search;

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let desk = desk::Desk::new(scope.clone());
    let listening = desk.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| listening.hear(&event));
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // The worker listens until it is terminated.
    hear.forget();
    desk.open_for_questions();
}
