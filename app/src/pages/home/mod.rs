//! A page.

pub mod model;

use yew::prelude::*;

/// A page.
#[component]
pub fn Home() -> Html {
    html! { <h1>{ "Home" }</h1> }
}
