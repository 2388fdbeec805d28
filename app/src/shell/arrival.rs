//! Arriving at a page: its title is shown and spoken, the focus moves to its heading, and the page stands
//! where the reader left it when they come back.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::{callback::Timeout, future::sleep};
use yew::prelude::*;

use super::{browser, library::use_library};
use crate::{router::use_location, words::use_t};

// How often, and how many times, a page that is still growing is scrolled to where it was left.
const RETRY: Duration = Duration::from_millis(50);
const RETRIES: u32 = 30;

/// How far each address was scrolled, and where a reader who goes back has to be brought.
#[derive(Default)]
struct Places {
    left: Vec<(String, f64)>,
    back_to: Option<(String, f64)>,
}

#[derive(Clone, PartialEq)]
struct Announce(Callback<AttrValue>);

/// Watches over arrivals for every page below.
#[component]
pub fn Arrivals(props: &yew::html::ChildrenProps) -> Html {
    let spoken = use_state(AttrValue::default);
    let first = use_mut_ref(|| true);
    let announce = {
        let (spoken, first) = (spoken.setter(), first.clone());
        use_callback((), move |title: AttrValue, ()| {
            // The first page of a visit is read out by the screen reader itself.
            if !*first.borrow() {
                spoken.set(title);
            }
        })
    };
    use_places(first);
    html! {
        <ContextProvider<Announce> context={Announce(announce)}>
            { props.children.clone() }
            <div class="vh" role="status" aria-live="polite">{ (*spoken).clone() }</div>
        </ContextProvider<Announce>>
    }
}

/// Moves focus and scrolls whenever the path changes.
#[hook]
fn use_places(first: Rc<RefCell<bool>>) {
    let places = use_mut_ref(Places::default);
    let path = use_location().map(|location| location.path().to_owned());
    let listening = places.clone();
    use_memo((), move |()| listen(&listening));
    use_effect_with(path, move |_| {
        let arriving = !std::mem::replace(&mut *first.borrow_mut(), false);
        // Going back within a page (to `#main`, to an earlier search) is no arrival, and leaves one behind.
        let back_to =
            places.borrow_mut().back_to.take().filter(|(address, _)| *address == browser::address());
        let wanted = Rc::new(Cell::new(true));
        // Once the page has been put on screen.
        let timer = arriving.then(|| {
            let wanted = wanted.clone();
            Timeout::new(0, move || {
                browser::focus_page();
                bring_to(back_to.map_or(0.0, |(_, top)| top), wanted);
            })
        });
        move || {
            wanted.set(false);
            drop(timer);
        }
    });
}

/// Remembers how far each address is scrolled, and notices when the reader goes back.
fn listen(places: &Rc<RefCell<Places>>) -> Vec<EventListener> {
    browser::scroll_by_ourselves();
    let Some(window) = browser::window_target() else { return Vec::new() };
    let (scrolled, gone) = (places.clone(), places.clone());
    vec![
        EventListener::new(&window, "scroll", move |_| {
            let mut places = scrolled.borrow_mut();
            let address = browser::address();
            places.left.retain(|(own, _)| *own != address);
            places.left.push((address, browser::scroll_top()));
        }),
        // In the capture phase, so that it is noticed before the router changes the page.
        EventListener::new_with_options(
            &window,
            "popstate",
            EventListenerOptions::run_in_capture_phase(),
            move |_| {
                let mut places = gone.borrow_mut();
                let address = browser::address();
                let left = places.left.iter().find(|(own, _)| *own == address);
                let top = left.map(|(_, top)| *top).unwrap_or_default();
                places.back_to = Some((address, top));
            },
        ),
    ]
}

/// Scrolls to `top`, again and again while the page is still too short for it, until `wanted` is taken back.
fn bring_to(top: f64, wanted: Rc<Cell<bool>>) {
    yew::platform::spawn_local(async move {
        for _ in 0..RETRIES {
            if !wanted.get() || browser::scroll_to(top) {
                return;
            }
            sleep(RETRY).await;
        }
    });
}

/// Says which page this is: in the window's title, and to whoever listens to the page.
#[hook]
pub fn use_title(title: AttrValue) {
    let announce = use_context::<Announce>();
    let words = use_t();
    let library = use_library().name(words.locale().tag()).unwrap_or_else(|| words.t("app-name"));
    use_effect_with((title.clone(), library), |(title, library)| {
        browser::set_title(&if title.is_empty() { library.clone() } else { format!("{title} · {library}") });
    });
    use_effect_with(title, move |title| {
        if let Some(Announce(announce)) = announce.filter(|_| !title.is_empty()) {
            announce.emit(title.clone());
        }
    });
}
