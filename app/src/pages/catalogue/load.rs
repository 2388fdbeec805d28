//! What the catalogue page asks for.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::model::{Msg, State};
use crate::{
    router::{use_location, use_navigator},
    shell::use_frame,
    use_cases::{catalogue, search::Search},
    wire_up::{Services, use_services},
    words::use_t,
};

/// How long the reader may pause while typing.
const PAUSE_MS: u32 = 200;

/// The search that the address asks for.
#[hook]
pub fn use_asked() -> Search {
    let location = use_location();
    Search::from_query(location.as_ref().map(|location| location.query_str()).unwrap_or_default())
}

/// The state of the page: asks whatever the address asks, then the pages that the reader asks for.
#[hook]
pub fn use_found(asked: &Search) -> UseReducerHandle<State> {
    let services = use_services();
    let tag = use_t().locale().tag();
    let memory = use_frame().found;
    let state = {
        let memory = memory.clone();
        use_reducer_eq(move || memory.recall())
    };
    // Coming back to what was found last, there is nothing to ask.
    let recalled = use_mut_ref(|| state.found.ready().is_some().then(|| (state.search.clone(), tag)));
    {
        let (state, services) = (state.clone(), services.clone());
        use_effect_with((asked.clone(), tag), move |(asked, tag)| {
            if recalled.borrow_mut().take() == Some((asked.clone(), *tag)) {
                return;
            }
            ask(&services, &state, asked, tag);
        });
    }
    {
        let (dispatcher, ticket) = (state.dispatcher(), state.ticket());
        use_effect_with(state.wanted_page().map(str::to_owned), move |page| {
            let Some(page) = page.clone() else { return };
            yew::platform::spawn_local(async move {
                let answer = catalogue::feed(services.http.as_ref(), &page, tag).await;
                dispatcher.dispatch(Msg::MoreAnswered(ticket, answer));
            });
        });
    }
    use_effect_with((*state).clone(), move |state| memory.keep(state));
    state
}

/// The way to ask the same once more.
#[hook]
pub fn use_retry(state: &UseReducerHandle<State>) -> Callback<()> {
    let services = use_services();
    let tag = use_t().locale().tag();
    let state = state.clone();
    Callback::from(move |()| ask(&services, &state, &state.search, tag))
}

fn ask(services: &Services, state: &UseReducerHandle<State>, search: &Search, tag: &'static str) {
    let (services, dispatcher, search) = (services.clone(), state.dispatcher(), search.clone());
    let ticket = state.ticket() + 1;
    dispatcher.dispatch(Msg::Asked(search.clone()));
    yew::platform::spawn_local(async move {
        let answer = catalogue::feed(services.http.as_ref(), &search.feed_url(), tag).await;
        dispatcher.dispatch(Msg::Answered(ticket, answer));
    });
}

/// What is typed, and the way to type: the address follows a moment later, at once when it is sent off.
#[hook]
pub fn use_typed(asked: &Search) -> (AttrValue, Callback<AttrValue>, Callback<AttrValue>) {
    let navigator = use_navigator();
    let typed = use_state_eq(|| AttrValue::from(asked.text.clone()));
    let waiting = use_mut_ref(|| None::<Timeout>);
    {
        // The address changed by itself: a link, or going back.
        let typed = typed.clone();
        let waiting = waiting.clone();
        use_effect_with(asked.text.clone(), move |text| {
            if waiting.borrow().is_none() && typed.trim() != text.as_str() {
                typed.set(text.clone().into());
            }
        });
    }
    let settle = {
        let (asked, waiting) = (asked.clone(), waiting.clone());
        Callback::from(move |value: AttrValue| {
            waiting.borrow_mut().take();
            let search = Search { text: value.trim().to_owned(), ..asked.clone() };
            if let Some(navigator) = navigator.as_ref().filter(|_| search != asked) {
                navigator.replace(&search.to_address());
            }
        })
    };
    let oninput = {
        let (typed, settle) = (typed.setter(), settle.clone());
        Callback::from(move |value: AttrValue| {
            typed.set(value.clone());
            let settle = settle.clone();
            *waiting.borrow_mut() = Some(Timeout::new(PAUSE_MS, move || settle.emit(value)));
        })
    };
    ((*typed).clone(), oninput, settle)
}
