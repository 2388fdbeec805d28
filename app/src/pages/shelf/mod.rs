//! A page.

pub mod model;

use yew::prelude::*;

/// A page.
#[component]
pub fn ShelfPage() -> Html {
    html! { <h1>{ "ShelfPage" }</h1> }
}
