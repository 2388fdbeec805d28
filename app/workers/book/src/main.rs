//! The book worker: opens a publication, inflates what is asked for, makes it safe to show.

mod blob;
mod book;
mod desk;
mod document;
mod elsewhere;
mod finished;
mod keep;
mod large;
mod lcp;
mod notes;
mod parts;
mod rooms;
mod search;
mod serve;
#[cfg(test)]
mod testing;

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
