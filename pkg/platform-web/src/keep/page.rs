//! The page's end: it wakes the worker that keeps books, and hears what becomes of them.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};
use yueli_publication::json::{self, FromJson};

use super::record::{CHANNEL, News, Phase};
use crate::book::{Hand, Kind, is_alone};

/// A worker that was asked and has not said by then that it heard has ended: the browser needed its memory.
const HEARS_MS: u32 = 3000;
/// By then a worker that is at it has said something, even where it waits for the connection.
const SILENT_MS: u32 = 90_000;
/// By then one to which bytes are coming has said something; the tab that it was of may have been closed.
const STALLED_MS: u32 = 15_000;

/// Keeps books for as long as the page is open, in a worker that runs only while there is something to do.
pub struct Keeper {
    worker: RefCell<Option<(Hand, EventListener)>>,
    /// How often the worker was told to look.
    looks: Cell<u32>,
    told: Box<dyn Fn(News)>,
    channel: Option<BroadcastChannel>,
    listening: RefCell<Option<EventListener>>,
    watching: RefCell<Option<Timeout>>,
}

impl Keeper {
    /// `told` hears what becomes of books, whichever tab's worker is at it.
    pub fn new(told: impl Fn(News) + 'static) -> Rc<Self> {
        let keeper = Rc::new(Self {
            worker: RefCell::default(),
            looks: Cell::new(0),
            told: Box::new(told),
            channel: BroadcastChannel::new(CHANNEL).ok(),
            listening: RefCell::default(),
            watching: RefCell::default(),
        });
        if let Some(channel) = &keeper.channel {
            let weak = Rc::downgrade(&keeper);
            let listener = EventListener::new(channel, "message", move |event| {
                if let (Some(keeper), Some((_, text))) = (weak.upgrade(), heard(event)) {
                    keeper.tell(&text);
                }
            });
            *keeper.listening.borrow_mut() = Some(listener);
        }
        keeper
    }

    /// Has a worker come where none could be had once the server is stopped: kept books are opened by it.
    pub fn be_ready(self: &Rc<Self>) {
        if is_alone() {
            self.look();
        }
    }

    /// Has the worker look what the reader wants by now; starts it where it does not run.
    pub fn look(self: &Rc<Self>) {
        self.looks.set(self.looks.get() + 1);
        if self.worker.borrow().is_none() {
            self.start();
        }
        self.ask();
        let weak = Rc::downgrade(self);
        self.watch(HEARS_MS, move || {
            let Some(keeper) = weak.upgrade() else { return };
            let hears = keeper.worker.borrow().as_ref().is_some_and(|(hand, _)| hand.ready.replace(false));
            if hears {
                // It did not: it is ended, and another takes its place.
                keeper.worker.borrow_mut().take();
                keeper.start();
                keeper.ask();
            }
        });
    }

    /// Does `act` unless the worker says something before; nothing is watched for any more after that.
    fn watch(&self, ms: u32, act: impl FnOnce() + 'static) {
        *self.watching.borrow_mut() = Some(Timeout::new(ms, act));
    }

    fn end(&self) {
        let worker = self.worker.borrow_mut().take();
        // The listener is not dropped while it is being called.
        Timeout::new(0, move || drop(worker)).forget();
    }

    fn start(self: &Rc<Self>) {
        let hand = match Hand::hire(Kind::Book) {
            Ok(hand) => hand,
            Err(error) => return web_sys::console::error_1(&error),
        };
        let weak = Rc::downgrade(self);
        let listener = EventListener::new(hand.worker(), "message", move |event| {
            let (Some(keeper), Some((number, text))) = (weak.upgrade(), heard(event)) else { return };
            match text.as_str() {
                "\"ready\"" => {
                    if let Some((hand, _)) = &*keeper.worker.borrow() {
                        hand.ready.set(true);
                    }
                    keeper.ask();
                }
                // It has done everything, unless it was told to look meanwhile.
                "\"idle\"" if number == keeper.looks.get() => {
                    keeper.watching.borrow_mut().take();
                    keeper.end();
                }
                "\"heard\"" => keeper.watch_silence(SILENT_MS),
                _ => keeper.tell(&text),
            }
        });
        *self.worker.borrow_mut() = Some((hand, listener));
    }

    /// Asks, unless the worker does not hear yet: then it is asked once it does.
    fn ask(&self) {
        let message = Object::new();
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&message, &"n".into(), &self.looks.get().into());
        let _ = Reflect::set(&message, &"text".into(), &r#"{"op":"keep"}"#.into());
        if let Some((hand, _)) = &*self.worker.borrow()
            && hand.ready.get()
            && let Err(error) = hand.worker().post_message(&message)
        {
            web_sys::console::error_1(&error);
        }
    }

    fn tell(self: &Rc<Self>, text: &str) {
        if let Some(news) = json::parse(text.as_bytes()).ok().and_then(News::from_json) {
            match news.phase {
                Phase::Loading | Phase::Checking => self.watch_silence(STALLED_MS),
                Phase::Offline | Phase::Waiting => self.watch_silence(SILENT_MS),
                _ => {}
            }
            (self.told)(news);
        }
    }

    /// Looks after so many milliseconds of silence, whichever tab's worker it was that is silent.
    fn watch_silence(self: &Rc<Self>, ms: u32) {
        let weak = Rc::downgrade(self);
        self.watch(ms, move || {
            if let Some(keeper) = weak.upgrade() {
                keeper.look();
            }
        });
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}

/// The number and the text of a message.
fn heard(event: &web_sys::Event) -> Option<(u32, String)> {
    let data = event.dyn_ref::<MessageEvent>()?.data();
    let number = Reflect::get(&data, &"n".into()).ok().and_then(|number| number.as_f64()).unwrap_or_default();
    Some((number as u32, Reflect::get(&data, &"text".into()).ok()?.as_string()?))
}

/// How much room there is, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Space {
    /// How much we take.
    pub used: f64,
    /// How much we may take.
    pub quota: f64,
    /// The browser promises not to clear it away by itself.
    pub lasting: bool,
}

/// Calls a method of `navigator.storage` that gives a promise.
async fn storage(name: &str) -> Result<JsValue, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    let storage = Reflect::get(&navigator, &"storage".into())?;
    let method: Function = Reflect::get(&storage, &name.into())?.dyn_into()?;
    JsFuture::from(method.call0(&storage)?.dyn_into::<Promise>()?).await
}

/// How much room there is for us; none where the browser does not say.
pub async fn space() -> Option<Space> {
    let estimate = storage("estimate").await.ok()?;
    let number = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    let lasting = storage("persisted").await.is_ok_and(|lasting| lasting.is_truthy());
    Some(Space { used: number("usage")?, quota: number("quota")?, lasting })
}

/// Asks the browser not to clear away what we keep; true where it promises.
pub async fn persist() -> bool {
    storage("persist").await.is_ok_and(|promised| promised.is_truthy())
}
