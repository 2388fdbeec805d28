//! What somebody is about to choose: it is pointed at, or has the focus.

use web_sys::{Element, wasm_bindgen::JsCast};
use yew::prelude::*;

/// Listeners for an element around things that can be chosen: the number of what is pointed at or has the focus, as
/// its `data-at` says, goes to `onaim`.
pub fn aims(onaim: &Callback<usize>) -> (Callback<PointerEvent>, Callback<FocusEvent>) {
    let (pointed, focused) = (onaim.clone(), onaim.clone());
    (
        Callback::from(move |event: PointerEvent| tell(&pointed, event.target())),
        Callback::from(move |event: FocusEvent| tell(&focused, event.target())),
    )
}

fn tell(onaim: &Callback<usize>, target: Option<web_sys::EventTarget>) {
    let target = target.and_then(|target| target.dyn_into::<Element>().ok());
    let chosen = target.and_then(|target| target.closest("[data-at]").ok().flatten());
    let number = chosen.and_then(|chosen| chosen.get_attribute("data-at")).and_then(|at| at.parse().ok());
    if let Some(number) = number {
        onaim.emit(number);
    }
}
