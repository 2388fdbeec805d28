//! What happens around the page: the connection, a newer build, time passing.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::browser;

/// How long a page may take before it shows what it is going to be.
const PATIENCE_MS: u32 = 300;

/// Whether the device has a connection, as far as it knows.
#[hook]
pub fn use_online() -> bool {
    let online = use_state(browser::is_online);
    {
        let online = online.setter();
        use_effect_with((), move |()| {
            let listeners: Vec<EventListener> = browser::window_target()
                .map(|window| {
                    ["online", "offline"]
                        .map(|name| {
                            let online = online.clone();
                            EventListener::new(&window, name, move |_| online.set(browser::is_online()))
                        })
                        .into()
                })
                .unwrap_or_default();
            move || drop(listeners)
        });
    }
    *online
}

/// Whether a newer build waits for the reader's word.
#[hook]
pub fn use_update_waits() -> bool {
    let waits = use_state(browser::update_waits);
    {
        let waits = waits.setter();
        use_effect_with((), move |()| {
            let listener = browser::window_target()
                .map(|window| EventListener::new(&window, "yueli-update", move |_| waits.set(true)));
            move || drop(listener)
        });
    }
    *waits
}

/// Whether the browser offers to install the app.
#[hook]
pub fn use_can_install() -> bool {
    let can = use_state(browser::can_install);
    {
        let can = can.setter();
        use_effect_with((), move |()| {
            let listener = browser::window_target().map(|window| {
                EventListener::new(&window, "yueli-install", move |_| can.set(browser::can_install()))
            });
            move || drop(listener)
        });
    }
    *can
}

/// True once `waiting` has lasted so long that an empty page would look broken.
#[hook]
pub fn use_slow(waiting: bool) -> bool {
    let slow = use_state(bool::default);
    {
        let slow = slow.setter();
        use_effect_with(waiting, move |waiting| {
            slow.set(false);
            let timer = waiting.then(|| Timeout::new(PATIENCE_MS, move || slow.set(true)));
            move || drop(timer)
        });
    }
    waiting && *slow
}
