//! The line to the tabs: what is told to all of them, and what wakes the worker.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use futures::{
    channel::oneshot,
    future::{Either, select},
};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, DedicatedWorkerGlobalScope, MessageEvent};
use yueli_platform_web::{
    book::Answer,
    keep::{CHANNEL, LOOK, News},
};

/// The lock that the one worker holds which is at it.
const LOCK: &str = "yueli-keep";

/// What came first.
pub(super) enum Waited<T> {
    /// What was waited for.
    Done(T),
    /// Somebody called, or the connection is back.
    Woken,
    /// It took too long.
    Late,
}

/// The line to the tabs.
pub(super) struct Line {
    scope: DedicatedWorkerGlobalScope,
    channel: Option<BroadcastChannel>,
    calls: Rc<Calls>,
    listening: RefCell<Vec<EventListener>>,
    /// The lock is ours.
    open: Cell<bool>,
}

#[derive(Default)]
struct Calls {
    called: Cell<bool>,
    waiting: RefCell<Option<oneshot::Sender<()>>>,
}

impl Calls {
    fn call(&self) {
        self.called.set(true);
        if let Some(waiting) = self.waiting.borrow_mut().take() {
            let _ = waiting.send(());
        }
    }
}

impl Line {
    pub(super) fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        Self { scope, channel, calls: Rc::default(), listening: RefCell::default(), open: Cell::new(false) }
    }

    /// Waits until no other tab's worker is at it, and listens from then on.
    pub(super) async fn open(&self) -> Option<Held> {
        let own = |calls: &Rc<Calls>| {
            let calls = calls.clone();
            move |_: &web_sys::Event| calls.call()
        };
        let mut listening = vec![EventListener::new(&self.scope, "online", own(&self.calls))];
        if let Some(channel) = &self.channel {
            let calls = self.calls.clone();
            listening.push(EventListener::new(channel, "message", move |event| {
                let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data).unwrap_or_default();
                if data.as_string().as_deref() == Some(LOOK) {
                    calls.call();
                }
            }));
        }
        *self.listening.borrow_mut() = listening;
        // Another worker that is at it already is to look too.
        self.pass_on();
        // Where there are no locks every worker goes to work: they write the same bytes at the same places, and what they
        // write is checked.
        let held = lock().await.ok();
        self.open.set(true);
        held
    }

    /// Others are to look from now on.
    pub(super) fn close(&self) {
        self.open.set(false);
    }

    /// The page called: here, or wherever the worker is that is at it.
    pub(super) fn pass_on(&self) {
        self.calls.call();
        if let Some(channel) = self.channel.as_ref().filter(|_| !self.open.get()) {
            // A channel that is closed has nobody on it.
            let _ = channel.post_message(&LOOK.into());
        }
    }

    /// What was called until now is being done.
    pub(super) fn forget_call(&self) {
        self.calls.called.set(false);
    }

    /// Whether somebody called since.
    pub(super) fn was_called(&self) -> bool {
        self.calls.called.get()
    }

    /// Waits until somebody calls; not at all where somebody has.
    pub(super) async fn woken(&self) {
        if self.was_called() {
            return;
        }
        let (sender, receiver) = oneshot::channel();
        *self.calls.waiting.borrow_mut() = Some(sender);
        // A sender that is dropped was replaced by a later one.
        let _ = receiver.await;
    }

    /// Waits for `future`, `ms` milliseconds at most, and no longer once somebody calls.
    pub(super) async fn wait<T>(&self, future: impl Future<Output = T> + Unpin, ms: u32) -> Waited<T> {
        let woken = std::pin::pin!(self.woken());
        let timer = TimeoutFuture::new(ms);
        match select(future, select(woken, timer)).await {
            Either::Left((done, _)) => Waited::Done(done),
            Either::Right((Either::Left(_), _)) => Waited::Woken,
            Either::Right((Either::Right(_), _)) => Waited::Late,
        }
    }

    /// Tells every tab; where tabs cannot be told, our own.
    pub(super) fn tell(&self, news: &News) {
        self.say(0.0, &serde_json::to_string(news).unwrap_or_default());
    }

    /// Tells our own tab that there is nothing left to do.
    pub(super) fn idle(&self, number: f64, answer: &Answer) {
        // Only the page that asked may end us.
        let _ = self.scope.post_message(&message(number, &serde_json::to_string(answer).unwrap_or_default()));
    }

    fn say(&self, number: f64, text: &str) {
        let message = message(number, text);
        // Tabs that have gone need not be told.
        let _ = match &self.channel {
            Some(channel) => channel.post_message(&message),
            None => self.scope.post_message(&message),
        };
    }
}

/// `{n: <number>, text: <JSON>}`, as the desk answers.
fn message(number: f64, text: &str) -> JsValue {
    let message = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&message, &"n".into(), &number.into());
    let _ = Reflect::set(&message, &"text".into(), &text.into());
    message.into()
}

/// The lock, for as long as this lives.
pub(super) struct Held(Function);

impl Drop for Held {
    fn drop(&mut self) {
        // Nobody but us could fail to be told.
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// Waits for the lock.
async fn lock() -> Result<Held, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let held = Promise::new(&mut |resolve, _| {
        let refused = resolve.clone();
        let hold = Closure::once_into_js(move || {
            Promise::new(&mut |release, _| {
                // Nobody but us could fail to be told.
                let _ = resolve.call1(&JsValue::UNDEFINED, &release);
            })
        });
        if request.call2(&locks, &LOCK.into(), &hold).is_err() {
            let _ = refused.call0(&JsValue::UNDEFINED);
        }
    });
    Ok(Held(JsFuture::from(held).await?.dyn_into()?))
}
