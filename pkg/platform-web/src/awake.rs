//! A screen that stays lit, by the Screen Wake Lock API (<https://www.w3.org/TR/screen-wake-lock/>).
//!
//! The browser takes the lock away when the page is out of sight; it is asked for again when the page is back.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_events::EventListener;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yueli_ports::Awake;

#[derive(Default)]
struct Inner {
    wanted: Cell<bool>,
    asking: Cell<bool>,
    lock: RefCell<Option<JsValue>>,
    back: RefCell<Option<EventListener>>,
}

/// The browser's wake lock.
#[derive(Default)]
pub struct WebAwake(Rc<Inner>);

/// True where the browser can keep the screen lit.
pub fn can_stay_awake() -> bool {
    locks().is_some()
}

/// `navigator.wakeLock`: web-sys has no stable name for it, and not every browser has it.
fn locks() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"wakeLock".into()).ok().filter(JsValue::is_object)
}

/// Calls a method without arguments, or with one.
fn call(object: &JsValue, method: &str, argument: Option<&str>) -> Option<Promise> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    let answer = match argument {
        Some(argument) => method.call1(object, &argument.into()),
        None => method.call0(object),
    };
    answer.ok()?.dyn_into().ok()
}

impl Awake for WebAwake {
    fn keep(&self, lit: bool) {
        self.0.wanted.set(lit);
        if lit {
            self.listen();
            ask(&self.0);
        } else {
            self.0.back.borrow_mut().take();
            release(&self.0);
        }
    }
}

impl WebAwake {
    fn listen(&self) {
        let mut back = self.0.back.borrow_mut();
        let document = web_sys::window().and_then(|window| window.document());
        if let (None, Some(document)) = (&*back, document) {
            let weak = Rc::downgrade(&self.0);
            *back = Some(EventListener::new(&document, "visibilitychange", move |_| {
                if let Some(inner) = weak.upgrade() {
                    ask(&inner);
                }
            }));
        }
    }
}

/// Asks for the lock, unless we have it, or the page is out of sight.
fn ask(inner: &Rc<Inner>) {
    let held =
        inner.lock.borrow().as_ref().is_some_and(|lock| {
            Reflect::get(lock, &"released".into()).is_ok_and(|released| released.is_falsy())
        });
    let hidden =
        web_sys::window().and_then(|window| window.document()).is_none_or(|document| document.hidden());
    if held || hidden || !inner.wanted.get() || inner.asking.get() {
        return;
    }
    let Some(asked) = locks().and_then(|locks| call(&locks, "request", Some("screen"))) else { return };
    inner.asking.set(true);
    let inner = inner.clone();
    wasm_bindgen_futures::spawn_local(async move {
        // A device that saves its battery refuses; the next page asks again.
        let lock = JsFuture::from(asked).await.ok();
        inner.asking.set(false);
        *inner.lock.borrow_mut() = lock;
        if !inner.wanted.get() {
            release(&inner);
        }
    });
}

fn release(inner: &Inner) {
    if let Some(lock) = inner.lock.borrow_mut().take() {
        // What is released already stays so.
        let _ = call(&lock, "release", None);
    }
}
