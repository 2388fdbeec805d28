//! Money, as people write it where they are.

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use yueli_i18n::Catalog;
use yueli_publication::Money;

/// An amount in the reader's way of writing it. Its digits go to the browser as text, so that none is lost.
pub fn money(money: &Money, words: &Catalog) -> String {
    formatted(money, words.locale().tag()).unwrap_or_else(|| money.to_string())
}

fn formatted(money: &Money, tag: &str) -> Option<String> {
    let options = Object::new();
    let set = |name: &str, value: &str| Reflect::set(&options, &name.into(), &value.into()).ok();
    set("style", "currency")?;
    set("currency", &money.currency)?;
    let format = Intl::NumberFormat::new(&Array::of1(&tag.into()), &options);
    let function: Function = Reflect::get(&format, &"format".into()).ok()?.dyn_into().ok()?;
    function.call1(&JsValue::UNDEFINED, &money.decimal().as_str().into()).ok()?.as_string()
}
