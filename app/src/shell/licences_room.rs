//! The room of licences: it is fetched when it is entered.

use std::cell::Cell;

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use super::{Page, browser};
use crate::{
    pages::{failed::failed, licences::LicencesPage},
    use_cases::catalogue::CatalogueError,
    words::use_t,
};

thread_local! {
    static HERE: Cell<Option<fn() -> Html>> = const { Cell::new(None) };
}

#[wasm_split(licences, fallible)]
fn fetch() -> Result<fn() -> Html, SplitLoaderError> {
    Ok(|| html! { <LicencesPage /> })
}

/// The page of licences, as soon as it is here.
#[component]
pub fn LicencesRoom() -> Html {
    let words = use_t();
    let room = use_state(|| HERE.get().map(Ok::<_, ()>));
    {
        let room = room.clone();
        use_effect_with((), move |()| {
            if room.is_none() {
                yew::platform::spawn_local(async move {
                    let fetched = fetch().await.map_err(drop);
                    HERE.set(fetched.ok());
                    room.set(Some(fetched));
                });
            }
        });
    }
    match &*room {
        Some(Ok(page)) => page(),
        None => {
            html! { <Page title={words.t("licences-title")} headed=true><p class="vh" aria-busy="true"></p></Page> }
        }
        Some(Err(())) => {
            // Another build may have taken the place of this page's own since it was loaded: then only a new page finds its
            // chunks.
            let again = Callback::from(|()| browser::reload());
            let error = CatalogueError::Offline(String::new());
            html! { <Page title={words.t("licences-title")}>{ failed(&error, &again, 1, &words) }</Page> }
        }
    }
}
