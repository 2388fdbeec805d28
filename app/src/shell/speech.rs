//! The app's words, which `boot.js` fetches beside the app: `window.yueliWords` is
//! `{tag, said, other}`, a language, what there is to say in it, and what asks for the other language.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yueli_i18n::{Locale, knows, learn};

fn given(name: &str) -> Option<JsValue> {
    let window = web_sys::window()?;
    let words = Reflect::get(&window, &"yueliWords".into()).ok()?;
    Reflect::get(&words, &name.into()).ok()
}

fn own() -> Option<Locale> {
    Locale::from_tag(&given("tag")?.as_string()?)
}

/// Learns the language that the app starts with, and the other one once that speaks.
pub fn learn_to_speak() {
    if let (Some(locale), Some(said)) = (own(), given("said").and_then(|said| said.as_string())) {
        learn(locale, said);
    }
    // Asked for again when the language is chosen, should it not come now.
    spawn_local(async {
        learn_other().await;
    });
}

/// Learns the language that the app did not start with. False where its words do not come.
pub async fn learn_other() -> bool {
    let Some(locale) = own().and_then(|own| Locale::ALL.into_iter().find(|other| *other != own)) else {
        return false;
    };
    if knows(locale) {
        return true;
    }
    let asked = given("other").and_then(|other| other.dyn_into::<Function>().ok());
    let promise = asked.and_then(|ask| ask.call0(&JsValue::NULL).ok()?.dyn_into::<Promise>().ok());
    let Some(promise) = promise else { return false };
    match JsFuture::from(promise).await.ok().and_then(|said| said.as_string()) {
        Some(said) => {
            learn(locale, said);
            true
        }
        None => false,
    }
}
