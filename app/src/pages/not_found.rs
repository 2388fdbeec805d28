//! A page.

use yew::prelude::*;

/// A page.
#[component]
pub fn NotFound() -> Html {
    html! { <h1>{ "NotFound" }</h1> }
}
