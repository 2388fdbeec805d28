//! Every component in every state, for those who work on them; nothing leads here.

use yew::prelude::*;
use yueli_i18n::Locale;

use crate::{router::use_location, words::use_t};

/// The gallery: `?scene=home` shows one of its scenes.
#[component]
pub fn Gallery() -> Html {
    let english = use_t().locale() == Locale::En;
    let query = use_location().map(|location| location.query_str().to_owned()).unwrap_or_default();
    let asked = query.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix("scene="));
    let scene = AttrValue::from(asked.unwrap_or("parts").to_owned());
    html! { <yueli_components::gallery::Gallery {scene} {english} /> }
}
