//! A page.

pub mod facets;
pub mod model;

use yew::prelude::*;

/// A page.
#[component]
pub fn Catalogue() -> Html {
    html! { <h1>{ "Catalogue" }</h1> }
}
