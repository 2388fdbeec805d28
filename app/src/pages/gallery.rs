//! A page.

use yew::prelude::*;

/// A page.
#[component]
pub fn Gallery() -> Html {
    html! { <h1>{ "Gallery" }</h1> }
}
