//! The reader's own pages.

use yew::prelude::*;

/// The reader's own page.
#[component]
pub fn You() -> Html {
    html! { <h1>{ "You" }</h1> }
}

/// Settings.
#[component]
pub fn SettingsPage() -> Html {
    html! { <h1>{ "Settings" }</h1> }
}

/// About.
#[component]
pub fn About() -> Html {
    html! { <h1>{ "About" }</h1> }
}
